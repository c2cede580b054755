"""Appeals: taken whenever somebody comes, protected again, decided by another inspector, answered by a letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from browse import signed_in
from django.urls import reverse
from stage import NOW, accepting, draft

from tansiq.compartments.oversight import actions, letters, queries
from tansiq.compartments.oversight.errors import (
    AlreadySettled,
    NoReader,
    NotOnThisGround,
    NotYetDecided,
    SecondPerson,
)
from tansiq.compartments.oversight.models import Appeal
from tansiq.compartments.oversight.rules.letters import is_plain
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted
from tansiq.people import actions as people

WHY = "لم يُنظر في دفتر العائلة الذي أحضرته"
REASONS = "نظرت في دفتر العائلة واسم الأم والقرار الأول"
MAN = draft("خالد سعيد عمر باقنزل", birth="1994", national="01940060711")


def appealed(desk, row, *, by="caseworker", **fields):
    return desk.do(desk.cast[by], actions.file_appeal, complaint_id=row.id, **{"words": WHY} | fields)


def decide(desk, row, *, by="second_inspector", upheld=True, **fields):
    told = {"is_upheld": upheld, "ground": "identity_shown" if upheld else "identity_open", "reasons": REASONS}
    return desk.do(desk.cast[by], actions.decide_appeal, appeal_id=row.id, **told | fields)


@pytest.fixture
def refused(desk):
    row = desk.file(MAN)
    desk.decide(row, upheld=False)
    return row


@pytest.mark.rule("G5")
def test_from_the_minute_of_the_appeal_he_is_protected_again_until_it_is_decided(desk, refused):
    assert desk.ask("asker", MAN).answer == "no_record_for_you"

    row = appealed(desk, refused)

    assert desk.ask("asker", MAN).answer == "call_before_detaining"
    assert desk.ask("asker", draft("سالم", redress=row.block_number)).answer == "call_before_detaining"
    [clock] = desk.do(desk.cast["inspector"], lambda: clocks.of_subject(row.id))
    assert (clock.code, clock.due_at) == ("REDRESS-APPEAL-DECIDE", row.due_at)
    decide(desk, row, upheld=False)
    assert desk.ask("asker", MAN).answer == "no_record_for_you"


def test_upheld_the_new_number_stays(desk, refused):
    decide(desk, appealed(desk, refused))

    assert desk.ask("asker", MAN).answer == "call_before_detaining"


def test_whose_number_holds_gets_no_second_one_and_keeps_the_first(desk):
    row = desk.file(MAN)
    desk.decide(row)

    appeal = appealed(desk, row)
    assert (appeal.block_id, appeal.block_number) == (None, "")
    decide(desk, appeal, upheld=False)

    assert desk.ask("asker", MAN).answer == "call_before_detaining"


def test_that_he_came_late_is_written_down_and_refused_to_nobody(desk, refused):
    row = appealed(desk, refused, now=NOW + timedelta(days=40))

    assert row.is_late


@pytest.mark.parametrize(
    ("refusal", "fields"),
    [(Invalid, {"words": "لا"}), (NoReader, {"is_oral": True}), (Invalid, {"witness": "ا" * 121})],
)
def test_what_an_appeal_needs(desk, refused, refusal, fields):
    with pytest.raises(refusal):
        appealed(desk, refused, **fields)


def test_one_appeal_against_one_decision_that_was_taken(desk, refused):
    with pytest.raises(NotYetDecided):
        appealed(desk, desk.file(MAN))
    appealed(desk, refused)
    with pytest.raises(AlreadySettled):
        appealed(desk, refused)


@pytest.mark.parametrize("who", ["asker", "analyst", "prosecutor", "identity", "delegate"])
def test_nobody_else_takes_or_sees_one(desk, refused, who):
    row = appealed(desk, refused)
    is_desk = desk.cast[who].agency_id == refused.owner_id
    if not is_desk:
        assert desk.do(desk.cast[who], Appeal.objects.count) == 0
    with pytest.raises((NotFound, NotPermitted, AlreadySettled)):
        appealed(desk, refused, by=who)
    with pytest.raises((NotFound, NotPermitted)):
        decide(desk, row, by=who)


@pytest.mark.rule("W-2")
def test_neither_whoever_decided_first_nor_whoever_wrote_it_down_decides_it(desk, refused):
    row = appealed(desk, refused)
    with pytest.raises(SecondPerson):
        decide(desk, row, by="inspector")
    other = desk.file(draft("سالم علي عمر باعبيد", birth="1980"))
    desk.decide(other, upheld=False)
    with pytest.raises(SecondPerson):
        decide(desk, appealed(desk, other, by="second_inspector"))
    with pytest.raises(NotOnThisGround):
        decide(desk, row, ground="identity_open")

    assert decide(desk, row).state == "upheld"
    with pytest.raises(AlreadySettled):
        decide(desk, row)


@pytest.mark.parametrize("upheld", [True, False])
def test_after_it_whoever_holds_anything_is_asked_once_where_it_is_upheld(open_desk, do, upheld):
    owner = accepting(open_desk.cast["owner"])
    do(owner, people.add_kit, owner_id=owner.home, checked=MAN.checked(today=NOW.date()), index="held")
    row = open_desk.file(MAN)
    open_desk.decide(row, upheld=False)
    assert open_desk.pass_on(row) == []
    appeal = decide(open_desk, appealed(open_desk, row), upheld=upheld)

    ask = lambda: do(system_actor("redress"), actions.ask_after_appeal, appeal_id=appeal.id)  # noqa: E731
    assert [task.holder_id for task in ask()] == ([owner.home] if upheld else [])
    assert ask() == []


@pytest.mark.rule("G26")
@pytest.mark.parametrize("kind", ["mistaken", "held"])
@pytest.mark.parametrize("upheld", [True, False])
def test_its_letters_are_plain_and_tell_nothing_of_what_is_held(desk, kind, upheld):
    complaint = desk.file(MAN, kind=kind)
    desk.decide(complaint, upheld=False)
    row = appealed(desk, complaint)
    with acting_as(desk.cast["caseworker"]):
        receipt = letters.receipt_of_appeal(queries.appeal(row.id))
    decide(desk, row, upheld=upheld)
    with acting_as(desk.cast["caseworker"]):
        letter = letters.letter_of_appeal(queries.appeal(row.id))

    for one in (*receipt.paragraphs, *letter.paragraphs):
        assert is_plain(one.text), one.text
    assert receipt.protects == row.block_number
    assert bool(letter.protects) is (upheld and kind == "mistaken")
    assert ("ما يمكنك طلبه أيضًا" in [one.heading for one in letter.paragraphs]) is (upheld and kind == "mistaken")


@pytest.mark.rule("G5")
def test_the_letter_names_the_claim_for_compensation_and_that_nobody_has_checked_the_article(desk):
    row = desk.file(MAN)
    desk.decide(row)
    with acting_as(desk.cast["caseworker"]):
        letter = letters.letter(queries.complaint(row.id))

    [claim] = [one for one in letter.paragraphs if one.heading == "ما يمكنك طلبه أيضًا"]
    assert "دستور الجمهورية اليمنية" in claim.text
    assert is_plain(claim.text)


def test_an_appeal_goes_through_its_pages(desk, refused):
    clerk, second = signed_in("caseworker"), signed_in("second_inspector")
    page = reverse("oversight:complaint", args=[refused.id])
    assert "The person appeals" in clerk.get(page).content.decode()
    new = reverse("oversight:appeal_new", args=[refused.id])
    assert clerk.post(new, {"words": "لا"}).status_code == 422
    receipt = clerk.post(new, {"words": WHY})["Location"]
    assert "أنت لا توافق على القرار في طلبك." in clerk.get(receipt).content.decode()
    with acting_as(desk.cast["inspector"]):
        row = queries.appeal_of(refused.id)
    url = reverse("oversight:appeal", args=[row.id])
    assert url in clerk.get(page).content.decode()
    assert "another inspector decides it" in signed_in("inspector").get(url).content.decode()
    assert url in second.get(reverse("desk:home")).content.decode()
    assert second.post(url, {"outcome": "upheld", "ground": "identity_shown", "reasons": "لا"}).status_code == 422
    told = {"outcome": "upheld", "ground": "identity_shown", "reasons": REASONS}
    assert second.post(url, told).status_code == 302
    assert row.block_number in clerk.get(receipt).content.decode()
