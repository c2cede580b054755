"""A family asks: every force is asked, kin are told, nobody else's standing shows, and two close it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from browse import signed_in
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import NOW, draft

from tansiq.compartments.custody import actions, errors, queries
from tansiq.compartments.custody.models import Enquiry, EnquiryAsk
from tansiq.kernel import footprint
from tansiq.kernel.access import actions as access
from tansiq.kernel.access import queries as access_queries
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clock_actions
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted
from tansiq.kernel.retention import actions as retention
from tansiq.kernel.retention.sources import SOURCES
from tansiq.names import Parts
from tansiq.people.drafts import KitDraft
from tansiq.people.errors import NoName

SALEM = draft(ism="سالم", father="عوض", grandfather="كرامة", family="باقنزل", birth="1990", national="01900050432")
BY_NAME = draft(ism="سالم", father="عوض", grandfather="كرامة", family="باقنزل", birth="1990")
KIN, TOLD = "دفتر العائلة وشاهدان من الحارة", "قيل لأمه عند المكتب بصوت واضح"


def after(count):
    return NOW + timedelta(hours=count)


def ask(register, kit=SALEM, *, hours=1, **more):
    told = {"by_name": "أم سالم", "relation": "mother", "kin_words": KIN} | more
    return register.act("listener", "open_enquiry", hours, draft=actions.EnquiryDraft(kit=kit, **told))


def told(register, row, hours=2):
    listener = register.cast["listener"]

    def read():
        return actions.answer_to_family(Enquiry.objects.get(id=row.id), actor=listener, now=after(hours))

    return register.do(listener, read)


def asks(register, row):
    return register.do(register.cast["inspector"], lambda: list(EnquiryAsk.objects.filter(enquiry_id=row.id)))


def deny_all(register, row, *, but=()):
    for one in asks(register, row):
        if one.owner_id not in but and not one.answer:
            register.do(
                system_actor("custody"),
                EnquiryAsk.objects.filter(id=one.id).update,
                answer="not_here", answered_at=after(3), answered_by=register.cast["custodian"].user_id,
            )  # fmt: skip


@pytest.mark.rule("G24", "E43")
@pytest.mark.parametrize("relation", ["mother", "son"])
def test_kin_are_told_where_he_is_and_since_when(register, relation):
    register.arrest()

    row = ask(register, relation=relation, is_by_child=relation == "son")

    answer = told(register, row)
    assert (answer.code, answer.place, answer.since) == ("in_custody", "prison", NOW)


@pytest.mark.rule("G24")
def test_whoever_has_not_shown_kinship_hears_the_same_whether_he_is_held_or_not(register):
    register.arrest()
    of_him = ask(register, kin_words="")
    of_nobody = ask(register, draft("عمر فرج سعيد", national="01777777777"), kin_words="")

    assert told(register, of_him) == told(register, of_nobody)
    assert told(register, of_him).code == "not_found_yet"
    register.act("listener", "show_kinship", 2, enquiry_id=of_him.id, words=KIN)
    assert told(register, of_him).code == "in_custody"


@pytest.mark.rule("G24")
@pytest.mark.parametrize("by", ["self", "judge"])
def test_the_place_is_withheld_only_by_himself_or_a_judge_and_until_a_review(register, by):
    held = register.arrest()
    row = ask(register)
    for wrong in ({"by": "agency"}, {"until": after(24 * 60)}, {"words": "لا"}):
        with pytest.raises(Invalid):
            register.act(
                "custodian", "withhold_place", 2, detention_id=held.id,
                **{"by": by, "until": after(48), "words": "قالها أمام محاميه"} | wrong,
            )  # fmt: skip

    register.act(
        "custodian", "withhold_place", 2, detention_id=held.id, by=by, until=after(48), words="قالها أمام محاميه"
    )

    answer = told(register, row, 3)
    assert (answer.code, answer.place, answer.until) == ("place_withheld", "", after(48))
    assert told(register, row, 49).code == "in_custody"


@pytest.mark.rule("G24")
def test_every_force_is_asked_and_each_answers_for_itself(register):
    held = register.arrest(BY_NAME)
    row = ask(register, BY_NAME)

    asked = asks(register, row)
    assert {one.owner_id for one in asked} >= {
        register.agencies[code] for code in ("alpha", "beta", "gamma", "prisons")
    }
    assert told(register, row).code == "not_found_yet"
    custodian = register.cast["custodian"]
    [mine] = register.do(custodian, lambda: list(EnquiryAsk.objects.all()))
    assert [one.id for one in register.do(custodian, lambda: actions.candidates(mine, actor=custodian))] == [held.id]
    with pytest.raises(NotFound):
        register.act("receiver", "answer_enquiry", 2, ask_id=mine.id, answer="not_here")
    register.act("custodian", "answer_enquiry", 2, ask_id=mine.id, answer="here", detention_id=held.id)
    assert told(register, row, 3).code == "in_custody"


def test_nobody_of_another_room_reads_whom_a_family_looks_for(register):
    row = ask(register)

    for by in ("custodian", "prosecutor", "identity", "owner"):
        assert not register.do(register.cast[by], Enquiry.objects.filter(id=row.id).exists)
    with pytest.raises(NotPermitted):
        register.act(
            "custodian", "open_enquiry", 1, draft=actions.EnquiryDraft(kit=SALEM, by_name="أم سالم", relation="mother")
        )


def reads_told(register, row):
    """Who read the search, as far as the footprint of whom it looks for gathers it."""
    lines = register.do(system_actor("footprint"), lambda: footprint.lines("custody_footprint", [row.kit_id]))
    return [(line.kind, line.holder_id) for line in lines if line.kind != "enquiry"]


@pytest.mark.rule("G24", "G13")
def test_two_people_close_it_and_only_once_every_force_has_answered(register):
    row, desk = ask(register), register.cast["listener"]
    reason = {"purpose": "OPEN_CASE", "reference": row.number, "owner_id": row.owner_id}
    register.do(desk, lambda: audit.record_read("custody.enquiry_read", row, actor=desk, at=after(2), **reason))
    reasons = "أجابت كل الجهات وأُخبرت الأسرة بذلك"

    with pytest.raises(errors.ForcesSilent):
        register.act("listener", "tell_family", 3, enquiry_id=row.id, words=TOLD)
    with pytest.raises(errors.ForcesSilent):
        register.act("listener", "ask_to_close", 3, enquiry_id=row.id, reasons=reasons)
    deny_all(register, row)
    register.act("listener", "tell_family", 4, enquiry_id=row.id, words=TOLD)
    register.act("listener", "ask_to_close", 5, enquiry_id=row.id, reasons=reasons)
    with pytest.raises(errors.SecondPerson):
        register.act("listener", "close_enquiry", 5, enquiry_id=row.id, reasons=reasons)
    with pytest.raises(ProgrammingError):
        register.do(
            register.cast["listener"],
            lambda: Enquiry.objects.filter(id=row.id).update(
                closed_at=after(6), closed_by=register.cast["listener"].user_id
            ),
        )
    assert reads_told(register, row) == []
    register.act("second_listener", "close_enquiry", 6, enquiry_id=row.id, reasons=reasons)
    assert reads_told(register, row) == [("enquiry_reads", desk.home)]


@pytest.mark.rule("G24")
def test_an_answer_that_does_not_come_is_told_after_two_days(register):
    ask(register)
    clock = system_actor("clock")

    register.do(clock, lambda: clock_actions.raise_due(actor=clock, now=after(50)))

    assert "ENQUIRY" in register.alarms("custodian")
    register.do(clock, lambda: clock_actions.raise_due(actor=clock, now=after(75)))
    assert "ENQUIRY" in register.alarms()


LOOKED = "زرت مقرهم وسألت المناوب ونظرت في الحجز"


@pytest.mark.rule("G20", "G24")
def test_a_force_that_stands_outside_reads_nothing_and_the_inspector_asks_there(register, agencies):
    row = ask(register)
    suspend(register, "gamma")
    deny_all(register, row, but=[agencies["gamma"]])
    [theirs] = [one for one in asks(register, row) if not one.answer]
    told = {"ask_id": theirs.id, "answer": "not_here", "words": LOOKED}

    outside = access_queries.actor_by_handle("stranger")
    assert register.do(outside, lambda: list(EnquiryAsk.objects.all())) == []
    with pytest.raises(NotFound):
        register.do(outside, actions.answer_enquiry, now=after(3), **told)
    for by in ("custodian", "prosecutor"):
        with pytest.raises((NotFound, NotPermitted)):
            register.act(by, "answer_enquiry", 3, **told)
    with pytest.raises(Invalid) as refused:
        register.act("inspector", "answer_enquiry", 3, **told | {"answer": "", "words": "لا"})
    assert {error["field"]: error["code"] for error in refused.value.errors} == {
        "answer": "MISSING",
        "words": "TOO_SHORT",
    }
    assert [one.id for one in register.do(register.cast["inspector"], lambda: queries.asks_of_inspector(after(3)))] == [
        theirs.id
    ]
    register.act("inspector", "answer_enquiry", 3, **told)

    assert told_and_closed(register, row).closed_at == after(6)


@pytest.mark.rule("G24")
def test_whom_a_force_outside_holds_is_entered_by_another_and_chosen_by_the_inspector(register, agencies):
    row = ask(register, BY_NAME)
    suspend(register, "gamma")
    [theirs] = [one for one in asks(register, row) if one.owner_id == agencies["gamma"]]
    held = register.arrest(BY_NAME, by="custodian", place="زورق الدورية", at=after(2))
    inspector = register.cast["inspector"]

    assert [one.id for one in register.do(inspector, lambda: actions.candidates(theirs, actor=inspector))] == [held.id]
    register.act("inspector", "answer_enquiry", 3, ask_id=theirs.id, answer="here", detention_id=held.id, words=LOOKED)

    assert told(register, row, 4).code == "in_custody"


@pytest.mark.rule("G24")
def test_the_inspector_answers_for_no_force_before_its_time_is_up(register):
    held = register.arrest(BY_NAME)
    row = ask(register, BY_NAME)
    [mine] = [one for one in asks(register, row) if one.owner_id == register.agencies["prisons"]]
    told = {"ask_id": mine.id, "answer": "here", "detention_id": held.id, "words": LOOKED}

    with pytest.raises(errors.ForceAnswers):
        register.act("inspector", "answer_enquiry", 48, **told)
    register.act("inspector", "answer_enquiry", 50, **told)

    answer = register.do(register.cast["listener"], lambda: Enquiry.objects.get(id=row.id))
    assert answer.detention_id == held.id


def told_and_closed(register, row):
    register.act("listener", "tell_family", 4, enquiry_id=row.id, words=TOLD)
    register.act("listener", "ask_to_close", 5, enquiry_id=row.id, reasons="أجابت كل الجهات وأُخبرت الأسرة")
    return register.act("second_listener", "close_enquiry", 6, enquiry_id=row.id, reasons="قرأت الملف وسألت الأخ")


def suspend(register, code):
    """Without the accreditor's desk: the agency stands outside from now on."""
    register.do(
        register.cast["accreditor"], access.change_standing, agency_id=register.agencies[code],
        standing=Standing.SUSPENDED, reason="لم تُجدَّد شهادات التدريب في موعدها",
    )  # fmt: skip


@pytest.mark.rule("G24")
def test_what_is_missing_to_close_is_said_by_its_own_name(register):
    row = ask(register)
    deny_all(register, row)

    with pytest.raises(errors.NobodyAsked):
        register.act("second_listener", "close_enquiry", 5, enquiry_id=row.id, reasons=TOLD)
    with pytest.raises(errors.FamilyNotTold):
        register.act("listener", "ask_to_close", 5, enquiry_id=row.id, reasons=TOLD)


def test_every_fault_of_an_enquiry_is_told_at_once(register):
    with pytest.raises(Invalid) as refused:
        ask(register, by_name="", relation="", channel="")
    assert {error["field"]: error["code"] for error in refused.value.errors} == {
        "by_name": "MISSING", "relation": "MISSING", "channel": "MISSING",
    }  # fmt: skip
    with pytest.raises(NoName) as unnamed:
        ask(register, KitDraft(Parts()), by_name="ا", relation="جار")
    assert {error["field"]: error["code"] for error in unnamed.value.errors} == {
        "full": "MISSING", "by_name": "TOO_SHORT_A_NAME", "relation": "UNKNOWN",
    }  # fmt: skip


@pytest.mark.rule("E49")
def test_a_family_at_a_place_off_the_list_is_heard_by_the_inspector(register):
    ask(register, at_place="السجن")
    ask(register, at_place="فيلا الطريق")
    ask(register, at_place="مكان prison")

    assert register.alarms().count("FAMILY_AT_UNLISTED_PLACE") == 2


def test_somebody_who_is_arrested_later_is_found_by_his_number_and_asked_about_again_by_his_name(register):
    certain, by_name = ask(register), ask(register, BY_NAME)
    deny_all(register, by_name)

    register.arrest(at=after(5))

    assert told(register, certain, 6).code == "in_custody"
    [again] = [one for one in asks(register, by_name) if not one.answer]
    assert again.owner_id == register.agencies["prisons"]


def page(register, row):
    html = signed_in("listener").get(reverse("custody:enquiry", args=[row.id])).content.decode()
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", html)


@pytest.mark.rule("G24")
def test_the_desk_sees_the_same_before_and_after_a_force_takes_somebody_alike(register):
    row = ask(register, BY_NAME, kin_words="")
    deny_all(register, row)
    before = page(register, row)
    assert "Every force has answered." in before

    register.arrest(at=after(5))

    assert page(register, row) == before
    assert any(not one.answer for one in asks(register, row))
    register.act("listener", "tell_family", 6, enquiry_id=row.id, words=TOLD)
    register.act("listener", "ask_to_close", 6, enquiry_id=row.id, reasons="أجابت كل الجهات وأُخبرت الأسرة")
    with pytest.raises(errors.ForcesSilent):
        register.act("second_listener", "close_enquiry", 7, enquiry_id=row.id, reasons="قرأت الملف وسألت الأم")
    register.act("listener", "show_kinship", 8, enquiry_id=row.id, words=KIN)
    assert "Every force has answered." not in page(register, row)


def close(register, row, hours=30):
    register.act("listener", "tell_family", hours, enquiry_id=row.id, words=TOLD)
    register.act("listener", "ask_to_close", hours, enquiry_id=row.id, reasons="عرفت الأسرة مكانه وزارته")
    register.act("second_listener", "close_enquiry", hours, enquiry_id=row.id, reasons="قرأت الملف وسألت الأم")


def later(register, years):
    eraser = system_actor("retention")
    with acting_as(eraser):
        retention.erase_due(actor=eraser, now=NOW + timedelta(days=366 * years))
    return register.do(register.cast["inspector"], lambda: list(Enquiry.objects.values_list("id", flat=True)))


def test_an_enquiry_that_was_answered_and_closed_is_erased_with_its_asks_in_time(register):
    register.arrest()
    row = ask(register)
    deny_all(register, row)
    close(register, row)

    assert later(register, 1) == [row.id]
    assert later(register, 3) == []
    assert asks(register, row) == []


@pytest.mark.rule("G24")
def test_an_enquiry_that_found_nobody_speaks_for_whoever_is_missing_and_stays(register):
    row = ask(register)
    deny_all(register, row)
    close(register, row)

    assert SOURCES["ENQUIRY-CLOSED"].speaks(row)
    assert later(register, 40) == [row.id]
