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
from tansiq.gateway import actions as gateway
from tansiq.kernel import footprint
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.people import actions as people

REVIEW, FOOTPRINT = system_actor("review"), system_actor("footprint")
ORDER: dict[str, Any] = {
    "authority": "PROSECUTION", "instrument": "COURT-ORDER", "offence": "MURDER", "alternative": "SUMMONS",
    "grounds": "شهادتان مسجلتان في القضية 2026/40", "presented_by": "عقيد مناوب، أمن الوادي", "age_checked": True,
    "alternative_words": "استدعي مرتين ولم يحضر", "valid_from": NOW, "valid_until": NOW + timedelta(days=30),
}  # fmt: skip
REASONS = "راجعت الأوراق كلها فلم يبق له سبب"
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
    beta.do(REVIEW, oversight.draw_sample, now=NOW + timedelta(days=7))

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


def logged(beta: Beta, who: str, kind: str, row: Any) -> None:
    actor, reason = beta.cast[who], {"purpose": "OPEN_CASE", "reference": "CASE/2026/7"}
    for at in (NOW, NOW + timedelta(days=1)):
        beta.do(
            actor,
            lambda at=at: audit.record_read("x.read", (kind, row.id), actor=actor, at=at, owner_id=None, **reason),
        )


def gathered(beta: Beta, *kit_ids: Any) -> dict[str, Any]:
    lines = beta.do(FOOTPRINT, lambda: footprint.lines("gateway_footprint", kit_ids))
    return {line.handle: line for line in lines if line.kind.endswith("_reads")}


@pytest.mark.rule("G13")
def test_who_read_an_order_may_be_told_once_none_of_his_stands(beta):
    court = beta.cast["prosecutor"]
    one, other = (
        beta.do(court, gateway.register_order, draft=KIT, number=number, **ORDER) for number in ("2026/1", "2026/2")
    )
    logged(beta, "prosecutor", "gateway.order", one)
    logged(beta, "inspector", "gateway.order", one)

    beta.do(court, gateway.revoke_order, order_id=one.id, reasons=REASONS)
    assert gathered(beta, one.kit_id, other.kit_id) == {}
    beta.do(court, gateway.revoke_order, order_id=other.id, reasons=REASONS)

    [line] = gathered(beta, one.kit_id, other.kit_id).values()
    assert (line.kind, line.holder_id, line.handle) == ("order_reads", court.home, "2026/1")
    assert (line.since, line.until) == (NOW, NOW + timedelta(days=1))


@pytest.mark.rule("G13")
def test_who_read_a_number_may_be_told_once_it_protects_no_more(beta):
    desk = beta.cast["caseworker"]
    row = beta.do(desk, gateway.issue_redress, draft=KIT, why="أوقف مرتين باسم رجل آخر")
    logged(beta, "caseworker", "people.protectivenumber", row)
    assert gathered(beta, row.holder_kit_id) == {}

    beta.do(desk, people.revoke_number, number_id=row.id, reasons=REASONS)

    assert [line.kind for line in gathered(beta, row.holder_kit_id).values()] == ["number_reads"]
