"""A hearing that a court sets is on the list of the office whose file it is, and reaches nobody by itself (G10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from browse import signed_in
from casework_support import Room
from court_support import Court
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from stage import NOW
from victims_matter import opened

from tansiq.compartments.victims import actions, notices
from tansiq.compartments.victims.drafts import PlanDraft
from tansiq.compartments.victims.errors import AlreadyDone
from tansiq.compartments.victims.models import Contact, HearingNotice, Party
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit.models import Entry as Logged
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid
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
        do(cast["office"], actions.write_plan, party_id=party.id,
           draft=PlanDraft(channel="PHONE", safe_time="بعد العصر", purposes=purposes))  # fmt: skip

    with acting_as(cast["office"]):
        found = {one.party.code: one.agrees for one in notices.heirs_of(row)}

    assert (found[first.code], found[second.code]) == (True, False)


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
        HearingNotice.objects.filter(id=row.id).update(outcome="غيره")


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
