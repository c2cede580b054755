"""A hearing that a court sets is on the list of the office whose file it is, and reaches nobody by itself (G10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from browse import signed_in
from casework_support import HOUR, Room
from court_support import REASONS, Court
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from stage import NOW
from victims_matter import DAY, PAPER, opened

from tansiq.compartments.casework.errors_court import HourHasPassed
from tansiq.compartments.victims import actions, notices
from tansiq.compartments.victims.drafts import PlanDraft
from tansiq.compartments.victims.errors import AlreadyDone
from tansiq.compartments.victims.models import Contact, HearingNotice, HearingTold, Party
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit.models import Entry as Logged
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted
from tansiq.kernel.retention import actions as retention

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(cast, do, agencies):
    return opened(cast, do, agencies["court"])


@pytest.fixture
def stand(cast, agencies, do):
    return Court(Room(cast, agencies, do))


def planned(stand, record):
    accused = stand.accused()
    stand.indict(stand.charge(accused, victim_ids=(stand.victim(heirs_record=record).id,)))
    return stand.hearing(accused), accused


@pytest.mark.rule("G10")
def test_the_office_has_the_hearing_on_its_list_and_nobody_else(stand, matter, cast):
    hearing, accused = planned(stand, f"{matter.matter.number}/v1".lower())

    with acting_as(cast["office"]):
        [row] = notices.notices()
        assert Contact.objects.count() == 0
    assert (row.matter_id, row.hearing, row.starts_at) == (matter.matter.id, hearing.number, hearing.starts_at)
    assert row.victim.code == "V1"
    with acting_as(cast["registrar"]):
        assert not Logged.objects.filter(act="victims.hearing_received").exists()
    for who in ("prosecutor", "judge", "detective", "inspector", "custodian", "analyst"):
        with acting_as(cast[who]):
            assert not HearingNotice.objects.exists()
    told = signed_in("office").get(reverse("victims:notice", args=[row.id])).text
    assert hearing.number in told
    assert accused.name not in told


@pytest.mark.rule("G10")
def test_the_office_that_holds_the_victim_is_told_and_no_other(stand, matter, cast):
    planned(stand, f"{matter.matter.number}/V1")

    with acting_as(cast["office"]):
        [alarm] = Alarm.objects.filter(code="HEARING-NOTICE")
    assert alarm.agency_id == matter.matter.owner_id
    with acting_as(cast["inspector"]):
        assert not Alarm.objects.filter(code="HEARING-NOTICE").exists()


@pytest.mark.rule("G10")
def test_who_has_not_agreed_to_be_told_of_hearings_is_not_to_be_contacted(stand, matter, cast, do):
    planned(stand, f"{matter.matter.number}/V1")
    with acting_as(cast["office"]):
        first, second, *_ = Party.objects.filter(kind="heir").order_by("code")
        [row] = notices.notices()
    for party, purposes in ((first, ("HEARING",)), (second, ("SAFETY",))):
        do(cast["woman"], actions.write_plan, party_id=party.id,
           draft=PlanDraft(channel="PHONE", safe_time="بعد العصر", purposes=purposes))  # fmt: skip

    with acting_as(cast["office"]):
        found = {one.party.code: one.agrees for one in notices.heirs_of(row)}

    assert (found[first.code], found[second.code]) == (True, False)
    # Nobody looks for the dead, nor for who is no heir of this victim by a court's paper.
    matter.fact("heir_died", heir="H1")
    with acting_as(cast["office"]):
        assert first.code not in {one.party.code for one in notices.heirs_of(row)}
    assert len(found) == 4
    # The line stays when the hour has passed, until somebody says who was told.
    with acting_as(cast["office"]):
        [line] = notices.desk_lines(cast["office"], row.starts_at + timedelta(days=1))
    assert str(line.what) == str(notices.UNTOLD)


def test_what_became_of_the_telling_is_said_once_by_the_office(stand, matter, cast, do):
    planned(stand, matter.matter.number)
    with acting_as(cast["office"]):
        [row] = notices.notices()
    told = {"hearing_notice_id": row.id, "outcome": "أُبلغت الأرملة، ولم يُوصل إلى الأخ"}
    with pytest.raises(Invalid):
        do(cast["office"], actions.say_told, hearing_notice_id=row.id, outcome="نعم")
    do(cast["office"], actions.say_told, **told)
    with pytest.raises(AlreadyDone):
        do(cast["office"], actions.say_told, **told)
    with acting_as(cast["office"]), transaction.atomic(), pytest.raises(ProgrammingError), transaction.atomic():
        HearingNotice.objects.filter(id=row.id).update(told_at=NOW)


@pytest.mark.rule("G10")
def test_counsel_of_an_heir_reads_the_hearings_of_that_victim_and_not_whom_the_office_reached(stand, matter, cast, do):
    office, file = cast["office"], matter.matter
    do(office, actions.add_victim, matter_id=file.id, name="سالم عمر باحفص", died_on=DAY, is_identified=True, on=DAY,
       paper=PAPER)  # fmt: skip
    do(office, actions.name_counsel, matter_id=file.id, heir="H1", handle="counsel", mandate="7")
    mine, _ = planned(stand, f"{file.number}/V1")
    planned(stand, f"{file.number}/V2")
    with acting_as(office):
        [row] = HearingNotice.objects.filter(victim__code="V1")
    do(office, actions.say_told, hearing_notice_id=row.id, outcome="أُبلغت الأرملة، ولم يُوصل إلى الأخ")

    with acting_as(cast["counsel"]):
        assert [one.hearing for one in HearingNotice.objects.all()] == [mine.number]
        assert not HearingTold.objects.exists()
        [line] = notices.desk_lines(cast["counsel"], NOW)
        assert line.due_at == mine.starts_at


@pytest.mark.rule("G10")
@pytest.mark.parametrize("notice", [timedelta(days=5), timedelta(hours=3)])  # the shorter, the worse to learn it late
def test_a_clock_runs_before_the_hour_and_the_inspector_learns_that_nobody_was_told(stand, matter, cast, do, notice):
    hearing, _ = planned(stand, f"{matter.matter.number}/V1")
    clock = system_actor("clock")

    def alarms(who, now):
        do(clock, clocks.raise_due, now=now)
        with acting_as(cast[who]):
            return Alarm.objects.filter(code="HEIRS-OF-HEARING", closed_at=None).count()

    due = hearing.starts_at - timedelta(hours=48)
    assert [alarms("office", due + at * HOUR) for at in (-1, 1)] == [0, 1]
    later = due + 2 * HOUR + notice
    stand.act("move_hearing", by="registrar", now=due + 2 * HOUR, starts_at=later, place="القاعة الثانية",
              hearing_id=hearing.id, reasons=REASONS)  # fmt: skip
    assert [alarms("inspector", later + at * HOUR) for at in (-1, 1)] == [0, 1]
    assert alarms("office", later + HOUR) == 2  # of the hour that was replaced too
    with acting_as(cast["office"]):
        row = notices.notices()[0]
    do(
        cast["office"],
        actions.say_told,
        now=later + 2 * HOUR,
        hearing_notice_id=row.id,
        outcome="لم يُبلَّغ أحد قبل الجلسة",
    )
    with acting_as(cast["inspector"]):
        ended = Clock.objects.filter(code="HEIRS-OF-HEARING").values_list("met_at", "stopped_at")
        assert sorted(bool(met) for met, _stopped in ended) == [False, True]
        assert all(met or stopped for met, stopped in ended)
    assert alarms("office", later + 3 * HOUR) == 0


@pytest.mark.rule("G10")
def test_a_hearing_from_before_there_was_a_clock_is_given_one_and_only_once(stand, matter, cast, do, monkeypatch):
    room = system_actor("gateway")
    with monkeypatch.context() as before:
        before.setattr(clocks, "start", lambda *_, **__: None)
        hearing, _ = planned(stand, f"{matter.matter.number}/V1")
        moved = hearing.starts_at + timedelta(days=3)
        stand.act("move_hearing", by="registrar", now=NOW + HOUR, starts_at=moved, place="القاعة الثانية",
                  hearing_id=hearing.id, reasons=REASONS)  # fmt: skip
    for who, now in ((cast["office"], NOW), (system_actor("clock"), NOW), (room, moved)):
        assert do(who, actions.clock_untold, now=now) == 0

    assert [do(room, actions.clock_untold, now=moved - timedelta(days=1)) for _ in range(2)] == [1, 0]

    with acting_as(cast["office"]):
        [clock] = Clock.objects.filter(code="HEIRS-OF-HEARING")
        assert (clock.due_at, clock.reference) == (moved - timedelta(hours=12), matter.matter.number)
        assert HearingNotice.objects.get(id=clock.subject_id).said == "moved"


def test_the_page_of_a_hearing_takes_what_came_of_it_and_keeps_what_is_too_short(stand, matter):
    planned(stand, matter.matter.number)
    with acting_as(matter.cast["office"]):
        [row] = notices.notices()
    client, address = signed_in("office"), reverse("victims:notice", args=[row.id])

    short = client.post(address, {"outcome": "نعم"})
    taken = client.post(address, {"outcome": "أُبلغت الأرملة، ولم يُوصل إلى الأخ"})

    assert (short.status_code, taken.status_code) == (422, 302)
    assert "نعم" in short.text


def test_a_number_that_no_file_has_leaves_the_alarm_and_only_the_passage_learns_whose_file_it_is(stand, matter, cast):
    planned(stand, "E-7F3K-2M9Q/V1")
    with acting_as(cast["office"]):
        assert notices.notices() == []
    for who in ("prosecutor", "office", "inspector"):
        with acting_as(cast[who]), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM acl.victims_heirs_file(%s)", [matter.matter.number])
            assert cursor.fetchall() == []


def test_a_notice_goes_two_years_after_its_hearing(stand, matter, cast):
    planned(stand, matter.matter.number)
    eraser = system_actor("retention")
    for after, left in ((timedelta(days=700), 1), (timedelta(days=760), 0)):
        with acting_as(eraser):
            retention.erase_due(actor=eraser, now=NOW + after)
        with acting_as(cast["office"]):
            assert HearingNotice.objects.count() == left


def told(cast):
    with acting_as(cast["office"]):
        return [(row.said, row.starts_at, row.is_last) for row in notices.notices()]


@pytest.mark.rule("G10")
def test_a_hearing_that_is_moved_or_cancelled_is_told_again_and_the_last_word_counts(stand, matter, cast):
    hearing, _ = planned(stand, f"{matter.matter.number}/V1")
    where = {"hearing_id": hearing.id, "reasons": REASONS}
    later = hearing.starts_at + timedelta(days=3)

    stand.act("move_hearing", by="registrar", now=NOW + HOUR, starts_at=later, place="القاعة الثانية", **where)

    assert told(cast) == [("moved", later, True), ("set", hearing.starts_at, False)]
    with acting_as(cast["office"]):
        [line] = notices.desk_lines(cast["office"], NOW + HOUR)
        assert Alarm.objects.filter(code="HEARING-MOVED").count() == 1
    assert line.due_at == later
    stand.act("cancel_hearing", by="judge", now=NOW + 2 * HOUR, **where)
    assert told(cast)[0] == ("cancelled", later, True)
    with acting_as(cast["office"]):  # its clock runs until somebody says who was told: so does its line
        [line] = notices.desk_lines(cast["office"], later + HOUR)
    assert line.what == str(notices.UNTOLD_CANCELLED)
    for name, more in (("cancel_hearing", {}), ("move_hearing", {"starts_at": later, "place": "القاعة"})):
        with pytest.raises(HourHasPassed):
            stand.act(name, by="judge", now=NOW + 3 * HOUR, **where, **more)


def test_only_who_speaks_in_the_file_moves_a_hearing_to_an_hour_ahead_and_before_its_own(stand, matter):
    hearing, _ = planned(stand, f"{matter.matter.number}/V1")
    given = {"hearing_id": hearing.id, "reasons": REASONS, "place": "القاعة", "starts_at": hearing.starts_at}

    with pytest.raises(NotPermitted):
        stand.act("move_hearing", by="detective", **given)
    for wrong in ({"starts_at": NOW}, {"starts_at": None}, {"place": " "}):
        with pytest.raises(Invalid):
            stand.act("move_hearing", **given | wrong)
    with pytest.raises(HourHasPassed):
        stand.act("move_hearing", now=hearing.starts_at, **given)


@pytest.mark.rule("G10")
def test_heirs_whose_number_comes_after_the_hearing_was_set_are_told_of_it(stand, matter, cast):
    accused, victim = stand.accused(), stand.victim()
    stand.indict(stand.charge(accused, victim_ids=(victim.id,)))
    stand.hearing(accused)
    assert told(cast) == []

    stand.act("link_heirs", victim_id=victim.id, heirs_record=f"{matter.matter.number}/V1")

    assert [said for said, *_ in told(cast)] == ["set"]


@pytest.mark.rule("G10")
def test_a_family_whose_number_was_written_by_mistake_is_told_that_it_waits_for_no_hearing(stand, matter, cast):
    accused, first, second = stand.accused(), stand.victim(), stand.victim(label="حارس")
    stand.indict(stand.charge(accused, victim_ids=(first.id, second.id)))
    stand.hearing(accused)
    for victim in (first, second):
        stand.act("link_heirs", victim_id=victim.id, heirs_record=f"{matter.matter.number}/V1")
    before = len(told(cast))

    stand.act("link_heirs", victim_id=first.id, heirs_record="M-0000-0000/V1")

    assert len(told(cast)) == before  # the other victim's heirs have the file still
    stand.act("link_heirs", victim_id=second.id, heirs_record="M-0000-0000/V2", now=NOW + HOUR)
    assert told(cast)[0][0] == "cancelled"
    assert len(told(cast)) == before + 1


@pytest.mark.rule("G10")
def test_a_charge_that_is_added_later_tells_the_heirs_of_its_victims_and_nobody_twice(stand, matter, cast):
    record = f"{matter.matter.number}/V1"
    accused, first, second = stand.accused(), stand.victim(), stand.victim(label="حارس", heirs_record=record)
    stand.indict(stand.charge(accused, victim_ids=(first.id,)))
    stand.hearing(accused)

    for _ in range(2):
        charge = stand.charge(accused, victim_ids=(first.id, second.id))

    assert [said for said, *_ in told(cast)] == ["set"]
    # Whom the act harmed besides, said of a charge that stands.
    third = stand.victim(label="مارّ", heirs_record=matter.matter.number)
    stand.act("charge_victims", charge_id=charge.id, victim_ids=(third.id,), reasons=REASONS)
    assert len(told(cast)) == 2
