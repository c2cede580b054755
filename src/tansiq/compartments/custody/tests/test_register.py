"""The register: what happened is written down whatever it was, and every person has a clock that somebody hears."""

from __future__ import annotations

from datetime import timedelta

import pytest
from browse import signed_in
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import NOW, draft

from tansiq.compartments.custody import actions, errors, queries, standing
from tansiq.compartments.custody.actions.stopped_plans import tell_of_stopped_plans
from tansiq.compartments.custody.models import Detention, Event, Task
from tansiq.gateway import actions as gateway
from tansiq.gateway import stop_looks
from tansiq.gateway.errors import Stopped
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import actions as clock_actions
from tansiq.kernel.clocks import queries as clock_queries
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted
from tansiq.names import Parts
from tansiq.people.drafts import KitDraft

REASONS = "قرأت المحضر واستمعت إليه بحضور محاميه"


def after(count):
    return NOW + timedelta(hours=count)


def test_an_arrest_starts_its_clocks_and_is_read_by_whoever_must_see_it(register):
    row = register.arrest()

    assert {"ARR-TO-JUDICIARY", "REGISTER", "MEDICAL", "FAMILY", "PROS-HOLD"} <= set(register.clocks(row))
    assert register.clocks(row)["MEDICAL"].owner_id == register.agencies["prisons"]
    assert register.clocks(row)["ARR-TO-JUDICIARY"].owner_id == register.agencies["alpha"]
    for by in ("arrester", "custodian", "prosecutor", "registrar", "inspector"):
        assert register.now(row, by).number == row.number
    for by in ("asker", "owner", "receiver", "listener", "guardian", "identity"):
        with pytest.raises(Detention.DoesNotExist):
            register.now(row, by)


@pytest.mark.rule("W-4", "EVD-06")
def test_an_arrest_is_never_refused_whatever_is_wrong_with_it(register):
    row = register.arrest(
        KitDraft(Parts(kunya="أبو النور"), birth="الشهر الماضي", identifiers=(("face", "x"),)), place="فيلا الطريق",
        basis="", age="", officers="",
    )  # fmt: skip

    [event] = register.do(register.cast["inspector"], lambda: list(Event.objects.filter(detention=row, kind="arrest")))
    assert set(event.details["flags"]) >= {"BIRTH_UNREADABLE", "NUMBER_UNREADABLE", "UNLISTED_PLACE", "NO_BASIS"}
    assert event.details["birth"] == "الشهر الماضي"
    assert event.fields["age"] == "doubtful"
    assert (row.place, row.is_unidentified) == ("فيلا الطريق", True)
    assert "UNLISTED_PLACE" in register.alarms()


def test_somebody_arrested_under_a_kunya_alone_is_sent_to_have_his_fingerprints_taken(register):
    row = register.arrest(KitDraft(Parts(kunya="أبو النور")))

    [task] = register.do(register.cast["custodian"], lambda: list(Task.objects.filter(detention=row)))
    assert task.kind == Task.Kind.FINGERPRINT
    known = register.act(
        "custodian", "identify", 3, detention_id=row.id, draft=draft("سالم عوض كرامة", fingerprint_ref="FP-7"),
        words="بصمته مطابقة لسجل الأحوال المدنية",
    )  # fmt: skip
    assert not known.is_unidentified
    assert not register.do(register.cast["custodian"], Task.objects.filter(detention=row, done_at=None).exists)


def test_an_arrest_that_lies_ahead_is_no_fact(register):
    with pytest.raises(Invalid):
        register.do(
            register.cast["arrester"], actions.record_arrest, now=NOW,
            draft=actions.ArrestDraft(kit=draft("سالم عوض"), place="prison", at=after(2)),
        )  # fmt: skip


def test_who_may_write_what(register):
    row = register.arrest()

    with pytest.raises(NotFound):
        register.fact(row, "registered", by="receiver")
    with pytest.raises(NotPermitted):
        register.fact(row, "registered", by="arrester")
    with pytest.raises(NotPermitted):
        register.act(
            "custodian", "order_detention", 5, detention_id=row.id, number="N", until=after(50), reasons=REASONS
        )
    with pytest.raises(NotPermitted):
        register.do(
            register.cast["asker"], actions.record_arrest, now=NOW, draft=actions.ArrestDraft(kit=draft("سالم عوض"))
        )


def test_each_fact_meets_its_clock_at_the_minute_at_which_it_happened(register):
    row = register.arrest()

    for kind in ("registered", "medical_check", "family_told"):
        told = {"words": "الطبيب المناوب: لا إصابات"} if kind == "medical_check" else {}
        register.act("custodian", "write_down", 6, detention_id=row.id, kind=kind, at=after(1), details=told)
    register.fact(row, "presented", 20, to="prosecution")

    assert not {"REGISTER", "MEDICAL", "FAMILY", "ARR-TO-JUDICIARY"} & set(register.clocks(row))
    met = {
        one.code: one.met_at
        for one in register.do(register.cast["inspector"], lambda: clock_queries.of_subject(row.id))
    }
    assert met["MEDICAL"] == after(1)


def test_late_clocks_tell_whoever_must_act_there_and_nobody_elsewhere(register):
    row = register.arrest()
    clock = system_actor("clock")

    register.do(clock, lambda: clock_actions.raise_due(actor=clock, now=after(5)))

    assert {"REGISTER", "MEDICAL"} <= set(register.alarms("custodian"))
    assert "MEDICAL" not in register.alarms("receiver")
    register.do(clock, lambda: clock_actions.raise_due(actor=clock, now=after(25)))
    assert "ARR-TO-JUDICIARY" in register.alarms("prosecutor")
    assert {"REGISTER", "MEDICAL"} <= set(register.alarms())
    assert register.now(row).next_due_at == after(1)


def test_an_order_of_the_prosecution_moves_the_clock_and_its_end_alarms(register):
    row = register.arrest()
    register.act(
        "prosecutor", "order_detention", 20, detention_id=row.id, number="ن-7", until=after(72), reasons=REASONS
    )

    assert register.clocks(row)["PROS-HOLD"].due_at == after(72)
    assert register.look(row, 71) is False
    assert register.look(row, 73) is True
    assert "ORDER_ENDED" in register.alarms()
    assert "ORDER_ENDED" in register.alarms("prosecutor")


@pytest.mark.rule("EVD-06", "W-4")
def test_a_place_off_the_list_alarms_once_and_only_the_inspector_closes_it(register):
    row = register.arrest(place="بيت خلف السوق")
    register.fact(row, "medical_check", 1, by="arrester")

    assert register.alarms().count("UNLISTED_PLACE") == 1
    [alarm] = [
        one
        for one in register.do(register.cast["inspector"], clock_queries.open_alarms)
        if one.code == "UNLISTED_PLACE"
    ]
    for by in ("arrester", "custodian", "prosecutor"):
        with pytest.raises(NotFound):
            register.do(register.cast[by], clock_actions.close_alarm, alarm_id=alarm.id, done="نُقل إلى مكان في القائمة")
    register.do(register.cast["inspector"], clock_actions.close_alarm, alarm_id=alarm.id, done="زرت المكان ونُقل من فيه")


def test_whoever_is_held_in_a_place_that_leaves_the_list_is_off_the_list_from_then_on(register):
    row = register.arrest()
    register.act("inspector", "delist_place", 10, place_id=register.places["prison"].id, reasons="أُغلق بقرار الهيئة")

    assert register.look(row, 10.1) is True
    assert "UNLISTED_PLACE" in register.alarms()


PLAN = {
    "to": "station", "authority": "مدير الأمن", "risk_review": "لا خطر عليه هناك بعد المقابلة", "legal_signoff": "النيابة 12",
    "informed_at": NOW, "reasons": REASONS,
}  # fmt: skip


@pytest.mark.rule("G8", "RL-11", "EVD-06")
@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"to": "بيت"}, errors.NotAPlaceOfDetention), ({"risk_review": " "}, errors.NoTransferReview),
        ({"legal_signoff": ""}, errors.NoTransferReview), ({"informed_at": None}, errors.NoTransferReview),
    ],
    ids=["a home", "no review", "no signature", "not told"],
)  # fmt: skip
def test_a_transfer_is_planned_only_to_a_place_on_the_list_and_after_its_review(register, change, refusal):
    row = register.arrest()

    with pytest.raises(refusal):
        register.act("prosecutor", "plan_transfer", 2, detention_id=row.id, **PLAN | change)


@pytest.mark.rule("W-4")
def test_a_transfer_that_happened_is_written_down_with_its_alarm(register):
    row = register.arrest()
    register.fact(row, "left", 3, place="prison", to="فيلا", expected_at=after(4).isoformat())
    register.fact(row, "arrived", 4, by="arrester", place="فيلا")

    assert register.now(row).place == "فيلا"
    assert {"NO_TRANSFER_REVIEW", "UNLISTED_PLACE"} <= set(register.alarms())


@pytest.mark.rule("G8")
def test_a_transfer_abroad_is_told_to_the_inspector_when_it_is_planned(register):
    register.list_place("abroad", "other", "guards", is_abroad=True)
    row = register.arrest()

    register.act("prosecutor", "plan_transfer", 2, detention_id=row.id, **PLAN | {"to": "abroad"})

    assert "TRANSFER_ABROAD" in register.alarms()
    assert register.now(row, "receiver").number == row.number


def test_whoever_did_not_arrive_is_missing_and_the_inspector_hears_it(register):
    row = register.arrest()
    register.fact(row, "left", 3, place="prison", to="station", expected_at=after(5).isoformat())

    assert register.now(row).state == "in_transfer"
    assert register.look(row, 5.1) is True
    assert register.now(row).state == "unaccounted"
    assert "MISSING_IN_TRANSFER" in register.alarms()


@pytest.mark.rule("G6")
def test_whoever_may_be_a_child_follows_the_childs_path(register):
    row = register.arrest(draft("سالم عوض كرامة", birth="2009"), place="station", age="adult")

    assert register.now(row, "guardian").is_child
    assert {"CHILD-HANDOVER", "CHILD-TO-JUDICIARY", "JUV-O12-STATION"} <= set(register.clocks(row))
    with pytest.raises(errors.ChildPath):
        register.act("prosecutor", "plan_transfer", 2, detention_id=row.id, **PLAN | {"to": "prison"})
    register.act("prosecutor", "plan_transfer", 2, detention_id=row.id, **PLAN | {"to": "home"})
    register.fact(row, "arrived", 4, by="guardian", place="home")
    assert "CHILD-HANDOVER" not in register.clocks(row)
    register.fact(row, "age_ruled", 5, by="registrar", age="adult", record="ق-3")
    assert not register.now(row).is_child
    assert "CHILD-TO-JUDICIARY" not in register.clocks(row)


@pytest.mark.rule("G6")
def test_an_age_that_somebody_doubts_is_a_childs(register):
    row = register.arrest()
    register.act("custodian", "write_down", 1, detention_id=row.id, kind="age_doubted", fields={"by": "الطبيب"})

    assert register.now(row).is_child
    assert "CHILD-HANDOVER" in register.clocks(row)


@pytest.mark.rule("G7", "G23")
def test_a_statement_without_counsel_is_under_quarantine_in_the_register(register):
    row = register.arrest()
    register.hear(row, 5, counsel=False)

    told = register.do(register.cast["inspector"], lambda: standing.of([row], after(6))[row.number])
    assert told.quarantined == ("ST-1",)
    assert "NO_OFFER_OF_COUNSEL" in told.flags


def test_a_death_alarms_and_stops_every_clock(register):
    row = register.arrest()
    register.fact(row, "died", 8)

    assert register.clocks(row) == {}
    assert "DEATH_IN_CUSTODY" in register.alarms()
    assert "DEATH_IN_CUSTODY" in register.alarms("prosecutor")


def test_what_was_written_down_is_never_changed(register):
    row = register.arrest()

    for statement in (
        "UPDATE custody_event SET at = now()", "DELETE FROM custody_event",
        "UPDATE custody_detention SET state = 'released'",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError):
            register.do(register.cast["custodian"], lambda text=statement: _execute(text))
    assert register.now(row).state == "held"


def _execute(statement):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        if cursor.rowcount == 0:
            raise ProgrammingError("no row exists for this")


def test_the_pages_and_the_file_read_the_same(register):
    row = register.arrest()
    register.fact(row, "presented", 20, to="judge")
    register.act(
        "registrar", "order_detention", 21, detention_id=row.id, number="ق-1", until=after(200), reasons=REASONS
    )

    from tansiq.compartments.custody.events import in_order
    from tansiq.compartments.custody.models import Place
    from tansiq.compartments.custody.replay import replay
    from tansiq.kernel.charter import queries as charter

    def both():
        lines = [
            *standing.places_of(Place.objects.all()),
            *standing.lines_of(Event.objects.order_by("at"), {row.id: row.number}),
        ]
        told = standing.of([row], after(30))[row.number]
        pack = charter.current()
        return replay(in_order(lines), now=after(30), charter=pack)["people"], told.as_object(
            after(30), pack.jurisdiction.tz
        )

    [people, mine] = register.do(register.cast["inspector"], both)
    assert people == [mine]


def stop(register, reference):
    prosecutor = register.cast["prosecutor"]
    given = {"reference": reference, "owner_id": prosecutor.agency_id}
    return register.do(prosecutor, gateway.raise_stop, now=NOW, **given)


@pytest.mark.rule("Q-23", "RL-11")
@pytest.mark.parametrize("by_order", [True, False], ids=["by the order", "by what somebody wrote"])
def test_nobody_is_handed_abroad_while_the_court_must_speak_first_in_his_case(register, by_order):
    register.list_place("abroad", "other", "guards", is_abroad=True)
    row = register.arrest()
    if by_order:
        register.act("prosecutor", "order_detention", 1, detention_id=row.id, number="12", until=after(100),
                     reasons=REASONS, case=" ج/2026/118 ")  # fmt: skip
    else:
        register.fact(row, "case_named", 1, details={"case": "ج ٢٠٢٦-١١٨"})
    stops = stop(register, "ج/2026/118")

    with pytest.raises(Stopped):
        register.act("prosecutor", "plan_transfer", 2, detention_id=row.id, **PLAN | {"to": "abroad"})
    register.act("prosecutor", "plan_transfer", 2, detention_id=row.id, **PLAN)
    register.do(register.cast["prosecutor"], gateway.lift_stops, now=NOW, stop_ids=stops,
                owner_id=register.cast["prosecutor"].agency_id)  # fmt: skip
    register.act("prosecutor", "plan_transfer", 2, detention_id=row.id, **PLAN | {"to": "abroad"})


@pytest.mark.rule("Q-23")
def test_a_stop_that_comes_after_a_plan_abroad_is_told_once_while_he_is_still_here(register):
    register.list_place("abroad", "other", "guards", is_abroad=True)
    row = register.arrest()
    register.fact(row, "case_named", 1, details={"case": "ج/2026/118"})
    register.act("prosecutor", "plan_transfer", 2, detention_id=row.id, **PLAN | {"to": "abroad"})

    def told(hour):
        room = system_actor("gateway")
        return register.do(room, lambda: tell_of_stopped_plans(actor=room, now=after(hour)))

    assert told(3) == 0
    stop(register, "ج/2026/118")
    room = system_actor("gateway")
    register.do(room, lambda: stop_looks.look(room, after(4)))
    assert told(5) == 0
    for by in ("custodian", "inspector"):
        assert register.alarms(by).count("PLAN-ABROAD-WHILE-STOPPED") == 1
    for address in ("detention", "act"):
        args = [row.id] if address == "detention" else [row.id, "left"]
        page = signed_in("custodian").get(reverse(f"custody:{address}", args=args), headers={"Accept-Language": "en"})
        assert "the court must speak before he is handed abroad" in page.text, address
    register.fact(row, "left", 6, place="prison", to="abroad", expected_at=after(7).isoformat())
    assert register.do(register.cast["inspector"], queries.open_plans_abroad) == []


@pytest.mark.rule("Q-23", "W-4")
def test_whoever_was_handed_abroad_all_the_same_is_written_down_and_the_inspector_is_told(register):
    register.list_place("abroad", "other", "guards", is_abroad=True)
    row = register.arrest()
    register.fact(row, "case_named", 1, details={"case": "ج/2026/118"})
    stop(register, "ج/2026/118")

    event = register.fact(row, "left", 3, place="prison", to="abroad", expected_at=after(4).isoformat())

    assert "STOP_COURT" in event.details["flags"]
    assert "ABROAD-WHILE-STOPPED" in register.alarms()
    assert register.now(row).state == "in_transfer"
