"""A line that was written by mistake is taken out by two people, stays to be seen, and never one that holds (Q-23)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from browse import signed_in
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import NOW
from victims_matter import DAY, PAPER

from tansiq.compartments.victims import actions, ledger, queries, unreached
from tansiq.compartments.victims.errors import AlreadyDone, AnotherPerson, NotAMistake
from tansiq.compartments.victims.models import Correction, Entry
from tansiq.compartments.victims.tests.test_wishes import PAPERS, rule, standing
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound

pytestmark = pytest.mark.django_db
WHY = "كُتبت في ملف غير ملفها"


@pytest.fixture
def died(matter: Any) -> Any:
    """Somebody wrote that the accused has died; he lives."""
    matter.characterise()
    return matter.fact("offender_died", accused="A1")


def right(matter: Any) -> Any:
    def read() -> Any:
        return ledger.answer_of(queries.entries(matter.matter.id), at=NOW)

    [found] = matter.do("office", lambda: read()).rights
    return found


def say(matter: Any, row: Any, *, by: str = "office", why: str = WHY) -> Any:
    return matter.do(by, actions.say_mistaken, entry_id=row.id, why=why)


def confirm(matter: Any, row: Any, *, by: str = "woman") -> Any:
    return matter.do(by, actions.take_out, correction_id=row.id)


@pytest.mark.parametrize("second", ["woman", "judge", "registrar"])
def test_what_two_people_find_to_be_a_mistake_is_of_no_day(matter, died, second):
    assert right(matter).state == "offender_died"
    made = say(matter, died)
    assert right(matter).state == "offender_died"  # one person changes nothing

    confirm(matter, made, by=second)

    assert right(matter).state == "right_open"
    with acting_as(matter.cast["office"]):
        assert Entry.objects.filter(id=died.id).exists()
    with pytest.raises(AlreadyDone):
        confirm(matter, made, by="judge")


def test_nobody_takes_out_what_he_himself_called_a_mistake(matter, died):
    made = say(matter, died)

    with pytest.raises(AnotherPerson):
        confirm(matter, made, by="office")

    def write() -> int:
        return Correction.objects.filter(id=made.id).update(
            confirmed_at=NOW, confirmed_by=matter.cast["office"].user, confirmed_by_name="x"
        )

    with pytest.raises(ProgrammingError, match="victims_correction"):
        matter.do("office", write)


@pytest.mark.rule("Q-23")
def test_nothing_that_holds_and_no_ruling_is_a_mistake_of_two(matter):
    matter.characterise()
    paper = matter.do("office", actions.record_waiver, matter_id=matter.matter.id, draft=PAPERS, on=DAY, paper=PAPER)
    ruled = rule(matter, "hold_ruled", record="")

    for row in (paper, ruled):
        with pytest.raises(NotAMistake):
            say(matter, row)

        def write(row: Any = row) -> None:
            Correction(matter_id=row.matter_id, entry=row, owner_id=row.owner_id, why=WHY, said_at=NOW,
                       said_by=matter.cast["office"].user).save(force_insert=True)  # fmt: skip

        with pytest.raises(ProgrammingError, match="victims_correction"):
            matter.do("office", write)
    assert standing(matter) == [("A1", None)]


def test_a_request_a_payment_and_a_condition_can_be_mistakes(matter):
    matter.characterise()
    pair = {"heir": "H2", "victim": "V1", "accused": "A1"}
    asked = matter.do("office", actions.record_request, matter_id=matter.matter.id, on=DAY, paper=PAPER, **pair)
    paid = matter.fact("diya_paid", amount="1", currency="YER", **pair)
    assert (right(matter).heirs[1].requested, right(matter).heirs[1].diya) == (True, "paid")

    for row in (asked, paid):
        confirm(matter, say(matter, row))

    assert (right(matter).heirs[1].requested, right(matter).heirs[1].diya) == (False, "claimed")


def test_an_heir_who_was_said_to_be_dead_is_looked_for_again(matter):
    row = matter.fact("heir_died", heir="H2")

    def codes() -> list[str]:
        return [
            one.party.code for one in matter.do("office", lambda: unreached.heirs(actor=matter.cast["office"], now=NOW))
        ]

    assert "H2" not in codes()
    confirm(matter, say(matter, row))
    assert "H2" in codes()


@pytest.mark.parametrize(("why", "who", "refusal"), [("خطأ", "office", Invalid), (WHY, "asker", NotFound)])
def test_a_mistake_is_said_by_who_reads_the_file_and_in_words(matter, died, why, who, refusal):
    with pytest.raises(refusal):
        say(matter, died, by=who, why=why)
    say(matter, died)
    with pytest.raises(AlreadyDone):
        say(matter, died, by="judge")


def test_the_pages_say_it_and_take_it_out_and_show_it_ever_after(matter, died):
    page = reverse("victims:matter", args=[matter.matter.id])
    office, court = signed_in("office"), signed_in("judge")
    to = reverse("victims:correction_new", args=[died.id])
    assert to in office.get(page).text
    assert office.post(to, {"why": WHY}).status_code == 302
    with acting_as(matter.cast["office"]):
        confirmed = reverse("victims:correction_confirm", args=[Correction.objects.get().id])
    assert confirmed not in office.get(page).text
    assert confirmed in court.get(page).text

    assert court.post(confirmed).status_code == 302

    matter.do("office", actions.name_counsel, matter_id=matter.matter.id, heir="H1", handle="counsel", mandate="7")
    for client in (office, court, signed_in("counsel")):
        assert "Taken out: written by mistake" in client.get(page).text
    assert "Taken out" in office.get(reverse("victims:timeline", args=[matter.matter.id])).text


def test_counsel_reads_no_correction_of_a_line_that_he_does_not_see(matter):
    row = matter.do("office", actions.record_request, matter_id=matter.matter.id, heir="H2", victim="V1", accused="A1",
                    on=DAY + timedelta(days=1), paper=PAPER)  # fmt: skip
    say(matter, row)
    matter.do("office", actions.name_counsel, matter_id=matter.matter.id, heir="H1", handle="counsel", mandate="7")

    with acting_as(matter.cast["counsel"]):
        assert Correction.objects.count() == 0
