"""Who read what: of people whose work a record weighs on every read is looked at, and after its end it may be told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from beta import Beta, terms
from stage import KHALED, NOW

from tansiq.compartments.intelligence import actions as intelligence
from tansiq.compartments.intelligence import queries as held
from tansiq.compartments.intelligence.drafts import SubjectDraft
from tansiq.compartments.oversight import actions as oversight
from tansiq.compartments.oversight.models import SampleItem
from tansiq.kernel import footprint
from tansiq.kernel.access.actor import system_actor

REVIEW, FOOTPRINT = system_actor("review"), system_actor("footprint")
KIT = KHALED.__class__(KHALED.parts, birth="1994-05-03", identifiers=(("national", "01990077123"),))


@pytest.fixture
def beta(cast: dict[str, Any], do: Any) -> Beta:
    return Beta(cast, do)


def subject(beta: Beta, *, sensitive: str = "") -> Any:
    proposal = SubjectDraft(
        kit=KIT, terms=terms(), category="suspect", act="ATTACK_PLANNING", report_ids=(beta.report().id,),
        act_words="رصد المبنى وجهّز صناديق لهجوم عليه", sensitive=sensitive,
        legal_reviewer="المستشار القانوني المناوب" if sensitive else "",
    )  # fmt: skip
    row = beta.do(beta.cast["analyst"], intelligence.propose_subject, draft=proposal, now=NOW)
    return beta.decide(intelligence.accept_subject, row)


def read(beta: Beta, row: Any, *, at: Any = NOW) -> None:
    analyst, reason = beta.cast["analyst"], {"purpose": "OPEN_CASE", "reference": "CASE/2026/7"}
    beta.do(analyst, lambda: held.subject_file(actor=analyst, subject_id=row.id, now=at, **reason))


@pytest.mark.rule("G13")
def test_every_read_of_a_journalists_record_is_found_and_looked_at(beta):
    read(beta, subject(beta, sensitive="journalist"))

    found = beta.do(REVIEW, oversight.find_patterns, now=NOW + timedelta(hours=21))
    beta.do(REVIEW, oversight.draw_sample, now=NOW + timedelta(days=2))

    [finding] = [one for one in found if one.pattern == "shielded"]
    assert finding.reader_id == beta.cast["analyst"].user_id
    items = beta.do(beta.cast["inspector"], lambda: list(SampleItem.objects.all()))
    assert set(finding.entry_ids) <= {one.entry_id for one in items}


@pytest.mark.rule("G13")
def test_who_read_a_suspicion_may_be_told_once_it_has_ended_and_never_before(beta):
    row, last = subject(beta), NOW + timedelta(days=3)
    read(beta, row)
    read(beta, row, at=last)

    def told() -> dict[str, Any]:
        lines = beta.do(FOOTPRINT, lambda: footprint.lines("intelligence_footprint", [row.kit_id]))
        return {line.kind: line for line in lines}

    assert set(told()) == {"subject"}
    beta.clear(row)
    reads = told()["reads"]
    assert (reads.holder_id, reads.handle) == (beta.cast["analyst"].home, row.number)
    assert (reads.since, reads.until) == (NOW, last)
    assert beta.do(beta.cast["inspector"], lambda: footprint.lines("intelligence_footprint", [row.kit_id])) == []
