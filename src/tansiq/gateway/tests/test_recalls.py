import pytest
from django.db import transaction
from stage import NOW, draft

from tansiq.gateway import actions, lists, queries
from tansiq.gateway.errors import AlreadyDecided, AlreadyRecalled, KeptWithoutBasis
from tansiq.gateway.models import Crossing, Disclosure, Hit, Recall
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.access.queries import actor_by_handle
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.bases import BasisExpired
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.problems import NotFound, NotPermitted


def readable(room, who, disclosure):
    try:
        room.do(room.cast[who] if isinstance(who, str) else who, actions.read_disclosure, disclosure_id=disclosure.id)
    except NotFound:
        return False
    return True


@pytest.mark.rule("JOC-08")
def test_a_cleared_subject_is_recalled_from_every_recipient(room):
    first = room.disclosure()
    second = room.disclosure(by="prosecutor")

    room.do(room.cast["owner"], actions.recall_subject, subject_id=room.held.id, cause="cleared", reasons="ثبتت براءته")

    assert [readable(room, "asker", first), readable(room, "prosecutor", second)] == [False, False]
    assert {r.state for r in room.do(room.cast["owner"], queries.recalls)} == {"sent"}


def test_a_recall_says_its_number_and_never_its_cause(room):
    disclosure = room.disclosure()
    room.withdraw(disclosure)

    [recall] = room.do(room.cast["asker"], queries.recalls)

    assert recall.disclosure_number == disclosure.number
    assert not {f.name for f in Recall._meta.get_fields()} & {"cause", "grounds", "reasons", "subject_id"}


@pytest.mark.rule("E04", "G5")
@pytest.mark.parametrize("city", ["asker", "stranger"])
def test_a_man_cleared_in_one_town_is_called_about_in_every_other(room, city):
    disclosure = room.disclosure(draft("Khaled Saeed Omar Baqanzal", birth="1994", passport="A0998877"))
    _, number = room.withdraw(disclosure)

    by_number = room.ask(draft("خالد", redress=number.number.lower().replace("-", " ")), by=city)
    by_passport = room.ask(draft("خالد", passport="a 0998877"), by=city)

    assert [by_number.answer, by_passport.answer] == ["call_before_detaining"] * 2


def test_the_wrong_man_is_withdrawn_wherever_he_was_asked_about_and_released_no_more(room):
    man = draft("Khaled Saeed Omar Baqanzal", birth="1994", passport="A0998877")
    first, second = room.disclosure(man), room.disclosure(man, by="prosecutor")
    waiting, pending = room.judge(room.hit(man, by="asker")), room.hit(man, by="asker")

    recalls, _ = room.withdraw(first)

    assert len(recalls) == 2
    assert readable(room, "prosecutor", second) is False
    with pytest.raises(NotFound):
        room.release(waiting)
    ended = room.do(system_actor("gateway"), lambda: [Hit.objects.get(id=hit.id) for hit in (waiting, pending)])
    assert [(hit.state, hit.decided_at) for hit in ended] == [("rejected", NOW)] * 2
    still = room.do(system_actor("gateway"), lambda: [c for hit in ended for c in running.of_subject(hit.id)])
    assert still
    assert all(clock.stopped_at or clock.met_at for clock in still)


def test_a_withdrawn_packet_stands_nowhere_any_more(room):
    disclosure = room.disclosure()
    room.withdraw(disclosure)

    kept = room.do(room.cast["asker"], lambda: [c.payload for c in Crossing.objects.all()])
    assert "خالد" not in str(kept)


def test_a_name_alone_never_answers_with_a_number(room):
    disclosure = room.disclosure(draft("Khaled Saeed Omar Baqanzal", birth="1994", passport="A0998877"))
    room.withdraw(disclosure)

    assert room.ask().answer == "no_record_for_you"


def test_a_disclosure_is_withdrawn_once(room):
    disclosure = room.disclosure()
    room.withdraw(disclosure)

    with pytest.raises(AlreadyRecalled):
        room.withdraw(disclosure)


@pytest.mark.parametrize("who", ["asker", "stranger", "validator", "approver"])
def test_who_may_not_withdraw(room, who):
    disclosure = room.disclosure()

    with pytest.raises((NotFound, NotPermitted)):
        room.do(
            room.cast[who],
            actions.withdraw,
            disclosure_id=disclosure.id,
            cause="lapsed",
            reasons="انتهى الغرض من الإفصاح",
        )


@pytest.fixture
def recalled(room):
    room.withdraw(room.disclosure())
    [recall] = room.do(room.cast["asker"], queries.recalls)
    return recall


def acknowledge(room, recall, who="asker", **fields):
    actor = room.cast[who] if isinstance(who, str) else who
    return room.do(
        actor, actions.acknowledge_recall, **{"recall_id": recall.id, "did": "deleted", "copies": 1} | fields
    )


def test_each_recipient_says_what_it_did_and_the_clock_stops(room, recalled):
    acknowledge(room, recalled, copies=3)

    [row] = room.do(room.cast["owner"], queries.recalls)
    assert (row.state, row.copies) == ("deleted", 3)
    with pytest.raises(AlreadyDecided):
        acknowledge(room, recalled)


@pytest.mark.parametrize(("basis", "refusal"), [("", KeptWithoutBasis), ("INTERIM-EXCHANGE", BasisExpired)])
def test_keeping_a_copy_needs_a_basis_in_force(room, recalled, basis, refusal):
    with pytest.raises(refusal):
        acknowledge(room, recalled, did="kept", kept_basis=basis)


def test_a_stranger_cannot_acknowledge(room, recalled):
    with pytest.raises(NotFound):
        acknowledge(room, recalled, who="stranger")


def test_an_overdue_recall_is_told_and_then_escalated(room, recalled):
    clock = system_actor("clock")
    room.do(clock, clocks.raise_due, now=recalled.due_at)
    assert room.do(room.cast["inspector"], alarms) == []

    late = recalled.due_at + (recalled.due_at - recalled.sent_at)
    with transaction.atomic():
        room.do(clock, _raise, late)

    assert "RECALL-URGENT" in room.do(room.cast["inspector"], alarms)
    assert room.do(room.cast["owner"], alarms) == ["RECALL-URGENT"]


def _raise(now):
    with transaction.atomic():
        return clocks.raise_due(actor=system_actor("clock"), now=now)


def alarms():
    with transaction.atomic():
        return list(Alarm.objects.values_list("code", flat=True))


@pytest.mark.rule("JOC-11")
def test_a_suspended_agency_keeps_nothing_and_still_answers_its_recalls(room, agencies):
    disclosure = room.disclosure()

    room.do(
        room.cast["accreditor"],
        actions.change_standing,
        agency_id=agencies["alpha"],
        standing="suspended",
        reason="حادثة مسجلة لدى المفتش",
    )

    suspended = actor_by_handle("asker")
    [recall] = room.do(suspended, queries.recalls)
    assert readable(room, suspended, disclosure) is False
    assert acknowledge(room, recall, who=suspended).state == "deleted"


@pytest.mark.rule("JOC-11")
def test_to_a_unit_that_lost_control_nothing_is_sent_and_its_leases_end(room, agencies):
    disclosure = room.disclosure()

    room.do(
        room.cast["accreditor"],
        actions.change_standing,
        agency_id=agencies["alpha"],
        standing="control_lost",
        reason="سقط المقر بيد جماعة أخرى",
    )

    assert room.do(actor_by_handle("asker"), queries.recalls) == []
    [row] = room.do(room.cast["owner"], queries.recalls)
    assert row.state == "not_sent"
    with transaction.atomic():
        assert room.do(room.cast["owner"], lambda: Disclosure.objects.get(id=disclosure.id)).lease_ends_at == NOW


@pytest.mark.rule("W-2", "E31")
def test_nobody_withdraws_the_packet_of_a_relative_whom_he_declared(room):
    copy = room.disclosure()
    room.do(room.cast["owner"], access.declare_kin, relation="in_law", ism="خالد", father="سعيد", family="باقنزل")

    with pytest.raises(ConflictOfInterest):
        room.withdraw(copy)

    kept = room.do(room.cast["owner"], lambda: Disclosure.objects.get(id=copy.id))
    assert kept.recalled_at is None


@pytest.mark.rule("G20", "JOC-12")
def test_who_served_before_control_was_lost_reads_nothing_again_until_each_account_is_reviewed(room, agencies):
    def stands(standing):
        room.do(
            room.cast["accreditor"], actions.change_standing, agency_id=agencies["alpha"], standing=standing,
            reason="تبدّلت قيادة المقر ثم ثُبّتت القيادة الجديدة",
        )  # fmt: skip

    stands(Standing.CONTROL_LOST)
    stands(Standing.ACCREDITED)

    for handle in ("asker", "colleague"):
        actor = actor_by_handle(handle)
        assert (actor.hold, actor.roles, actor.agency_ids, actor.recall_agency_ids) == ("frozen", frozenset(), (), ())
    room.do(
        room.cast["accreditor"], access.review_account, member_id=actor_by_handle("asker").member_id, kept=["asker"],
        reason="ثُبّتت هويته ومهمته لدى القيادة الجديدة",
    )  # fmt: skip
    assert actor_by_handle("asker").roles == {"asker"}
    assert actor_by_handle("colleague").roles == frozenset()


def test_whoever_acts_for_no_agency_reads_the_list_of_recalls_as_well(cast, do):
    assert do(cast["inspector"], lambda: list(lists.recalls(mine=()))) == []
