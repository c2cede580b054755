"""What is said of an heir's right is said by a person: no member does it through a system (G1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from stage import NOW
from victims_matter import PAPER

from tansiq.compartments.victims import actions
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.models import Entry, HoldReview, Typing
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import NotPermitted

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G1")]
BEFORE = NOW - timedelta(days=20)
WAIVER = WaiverDraft(
    heir="H1", victims=("V1",), accused=("A1",), qisas=True, diya="kept", channel="session", signed_by="H1",
    offered_by="الوسيط", paid="مبلغ",
)  # fmt: skip


@pytest.fixture
def waived(matter: Any) -> Any:
    """A widow's waiver for which something was paid: it stops what is to come."""
    matter.characterise()
    matter.do("woman", actions.record_waiver, now=BEFORE, matter_id=matter.matter.id, draft=WAIVER, on=BEFORE.date(),
              paper=PAPER)  # fmt: skip
    return matter


def refused(desk: Any, who: str, action: Any, **told: Any) -> None:
    with pytest.raises(NotPermitted):
        desk.do(who, action, actor=desk.cast[who].through("gateway"), **told)


def seen(desk: Any, who: str, model: Any) -> int:
    with acting_as(desk.cast[who]):
        return int(model.objects.count())


def test_no_line_of_the_ledger_is_written_through_a_system(matter):
    before = seen(matter, "office", Entry)

    refused(matter, "office", actions.record_fact, matter_id=matter.matter.id, kind="heir_died", on=NOW.date(),
            paper=PAPER, told={"heir": "H2"})  # fmt: skip

    assert seen(matter, "office", Entry) == before


def test_no_form_of_a_court_is_typed_through_a_system(waived):
    form = waived.do("office", actions.print_form, matter_id=waived.matter.id, waiver="W1")

    refused(waived, "office", actions.type_form, number=form.number, digest=form.digest, kind="court_validated",
            on=NOW.date(), record="م/11", judge="القاضي فارس", reason="")  # fmt: skip

    assert seen(waived, "office", Typing) == 0


def test_no_heir_is_asked_again_through_a_system(waived, agencies):
    waived.cast["other_woman"] = replace(
        waived.cast["identity"], roles=frozenset({"womens_officer"}), granted=frozenset({"womens_officer"})
    )
    waived.do("woman", actions.hold_session, now=BEFORE, matter_id=waived.matter.id, waiver="W1", is_alone=True,
              was_read_aloud=True, reader="", counsellor="محامية العون", place="بيت أختها", words="قالت إنها تعفو")  # fmt: skip
    row = waived.do("woman", actions.ask_desk, matter_id=waived.matter.id, waiver="W1", desk_id=agencies["desk"],
                    meet="عند أختها")  # fmt: skip

    refused(waived, "other_woman", actions.confirm_elsewhere, errand_id=row.id, is_alone=True, place="بيت أختها", answer="yes",
            words="ما زالت على قولها")  # fmt: skip


def test_no_stop_is_looked_at_through_a_system(waived):
    hold = waived.do("inspector", actions.holds.Hold.objects.first)

    refused(waived, "inspector", actions.review_hold, hold_id=hold.id, found="سُئلت المحكمة عن موعد جلستها")

    assert seen(waived, "inspector", HoldReview) == 0
