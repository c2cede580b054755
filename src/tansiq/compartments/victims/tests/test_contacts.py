"""Contact with victims and heirs: only as they agreed, and recorded however it took place."""

from dataclasses import replace
from datetime import timedelta

import pytest
from browse import signed_in
from django.apps import apps
from django.urls import reverse
from stage import NOW
from victims_matter import PLAN

from tansiq.compartments.victims import actions, desk, queries, unreached
from tansiq.compartments.victims.errors import (
    AlreadyDone,
    NoConsent,
    NoContactPlan,
    NotSafeChannel,
    WomansOfficerNeeded,
)
from tansiq.compartments.victims.retention import _made, _replaced
from tansiq.kernel.audit import queries as log
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=1)


@pytest.fixture
def plan(matter):
    def run(code="H1", *, by="woman", purpose="HEARING", channel="PHONE", planned_for=SOON):
        return matter.do(by, actions.plan_contact, party_id=matter.id(code), purpose=purpose, channel=channel,
                         planned_for=planned_for)  # fmt: skip

    return run


@pytest.fixture
def took_place(matter):
    def run(code="H1", *, by="woman", purpose="HEARING", channel="PHONE", took_place_at=NOW):
        return matter.do(by, actions.record_contact, party_id=matter.id(code), purpose=purpose, channel=channel,
                         took_place_at=took_place_at, outcome="أُبلغت بموعد الجلسة")  # fmt: skip

    return run


def notices(matter):
    with acting_as(matter.cast["inspector"]):
        return [(row.code, row.reference) for row in apps.get_model("oversight.Notice").objects.all()]


@pytest.mark.rule("G10", "E45")
@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"purpose": "DIYA"}, NoConsent), ({"code": "H2"}, NoContactPlan), ({"code": "V1"}, NoContactPlan),
        ({"channel": "HOME_VISIT"}, NotSafeChannel), ({"by": "office"}, WomansOfficerNeeded),
    ],
)  # fmt: skip
def test_nobody_plans_a_contact_to_which_the_person_did_not_agree(plan, change, refusal):
    with pytest.raises(refusal):
        plan(**change)

    assert plan().purpose == "HEARING"


@pytest.mark.rule("G10")
def test_consent_that_was_taken_back_holds_at_once(matter, plan):
    matter.do("woman", actions.withdraw_consent, party_id=matter.id("H1"))

    with pytest.raises(NoConsent):
        plan()
    with pytest.raises(NoContactPlan):
        matter.do("woman", actions.withdraw_consent, party_id=matter.id("H2"))


@pytest.mark.rule("G10")
def test_what_was_planned_is_called_off_once_the_person_does_not_agree(matter, plan, took_place):
    kept, row = plan(purpose="SESSION"), plan()
    matter.do("woman", actions.write_plan, party_id=matter.id("H1"), draft=replace(PLAN, purposes=("SESSION",)))

    with pytest.raises(AlreadyDone):
        matter.do("woman", actions.finish_contact, contact_id=row.id, outcome="أُبلغت بموعد الجلسة")
    with acting_as(matter.cast["woman"]):
        row.refresh_from_db()
        kept.refresh_from_db()
    assert (row.flags, row.was_reached, kept.done_at) == (["CALLED_OFF"], None, None)
    # Of a contact counts what was agreed to when it took place.
    assert took_place(took_place_at=NOW - timedelta(minutes=1)).flags == ["NO_CONTACT_PLAN"]


@pytest.mark.rule("E45")
def test_a_planned_contact_that_another_than_a_woman_made_is_flagged(matter, plan):
    row = plan()

    done = matter.do("office", actions.finish_contact, contact_id=row.id, outcome="أُبلغت بموعد الجلسة")

    assert done.flags == ["WOMENS_OFFICER_NEEDED"]


@pytest.mark.rule("E45", "G11")
def test_who_asked_for_a_woman_takes_that_back_before_a_woman_alone(matter):
    with pytest.raises(WomansOfficerNeeded):
        matter.do("office", actions.write_plan, party_id=matter.id("H1"), draft=replace(PLAN, needs_woman=False))

    assert matter.do("office", actions.write_plan, party_id=matter.id("H2"), draft=PLAN).needs_woman
    # A withdrawal is taken by whoever hears it.
    assert matter.do("office", actions.withdraw_consent, party_id=matter.id("H1")).purposes == []


@pytest.mark.rule("G10", "W-4")
def test_a_contact_without_consent_is_recorded_and_the_inspector_is_told(matter, took_place):
    row = took_place(by="office", purpose="DIYA", channel="HOME_VISIT")

    assert row.flags == ["NO_CONSENT", "WOMENS_OFFICER_NEEDED", "NOT_SAFE_CHANNEL"]
    assert notices(matter) == [("CONTACT_WITHOUT_CONSENT", matter.matter.number)]


def test_a_contact_within_the_plan_tells_nobody(matter, took_place):
    assert took_place().flags == []
    assert notices(matter) == []


def test_the_last_plan_counts(matter, plan):
    matter.do("woman", actions.write_plan, party_id=matter.id("H1"), draft=replace(PLAN, needs_woman=False))

    plan(by="office")

    told = matter.do("office", queries.party_file, actor=matter.cast["office"], now=NOW, party_id=matter.id("H1"))
    assert told.plan is not None
    assert not told.plan.needs_woman
    assert len(told.earlier) == 1


@pytest.mark.rule("G13")
def test_how_somebody_is_reached_is_a_read_under_the_number_of_the_matter(matter):
    matter.do("office", queries.party_file, actor=matter.cast["office"], now=NOW, party_id=matter.id("H1"))

    [read] = matter.do("inspector", log.reads, subject_id=matter.id("H1"))
    assert (read.act, read.purpose, read.reference) == ("victims.party_read", "OPEN_CASE", matter.matter.number)


def test_what_came_of_a_contact_is_said_once(matter, plan):
    row = plan()

    done = matter.do("woman", actions.finish_contact, contact_id=row.id, outcome="لم يُجب أحد على الهاتف")

    assert done.done_at == NOW
    with pytest.raises(AlreadyDone):
        matter.do("woman", actions.finish_contact, contact_id=row.id, outcome="لم يُجب أحد على الهاتف")


@pytest.mark.parametrize(
    "draft",
    [
        replace(PLAN, channel="PIGEON"), replace(PLAN, channel=""), replace(PLAN, purposes=("GOSSIP",)),
        replace(PLAN, safe_time=" "), replace(PLAN, reach="x" * 201), replace(PLAN, not_present="x\0"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_read_is_refused(matter, draft):
    with pytest.raises(Invalid):
        matter.do("woman", actions.write_plan, party_id=matter.id("H1"), draft=draft)


@pytest.mark.parametrize("change", [{"planned_for": NOW - timedelta(hours=1)}, {"purpose": "GOSSIP"}, {"channel": ""}])
def test_a_contact_is_planned_for_a_purpose_and_for_later(plan, change):
    with pytest.raises(Invalid):
        plan(**change)


@pytest.mark.parametrize("change", [{"took_place_at": NOW + timedelta(hours=1)}, {"purpose": "GOSSIP"}])
def test_a_contact_took_place_in_the_past(took_place, change):
    with pytest.raises(Invalid):
        took_place(**change)


def test_an_outcome_says_something(matter, plan):
    with pytest.raises(Invalid):
        matter.do("woman", actions.finish_contact, contact_id=plan().id, outcome="تم")


def test_nobody_contacts_an_accused_from_here(matter):
    with pytest.raises(NotFound):
        matter.do("woman", actions.write_plan, party_id=matter.id("A1"), draft=PLAN)


@pytest.mark.parametrize("who", ["judge", "registrar"])
def test_a_court_writes_no_plan(matter, who):
    with pytest.raises(NotPermitted):
        matter.do(who, actions.write_plan, party_id=matter.id("H1"), draft=PLAN)


def test_what_is_over_is_what_retention_erases(matter, plan):
    matter.do("woman", actions.finish_contact, contact_id=plan().id, outcome="لم يُجب أحد على الهاتف")
    matter.do("woman", actions.withdraw_consent, party_id=matter.id("H1"))

    with acting_as(matter.cast["woman"]):
        assert [row.ended for row in _made()] == [NOW]
        assert [row.ended for row in _replaced()] == [NOW]


def unreached_by(matter, who="woman"):
    rows = matter.do(who, unreached.heirs, actor=matter.cast[who], now=NOW)
    return {row.party.code: (row.why, row.tries) for row in rows}


def test_who_has_no_plan_or_no_consent_counts_as_not_reached(matter):
    assert unreached_by(matter) == dict.fromkeys(("H2", "H3", "H4"), ("no_plan", 0))

    matter.do("woman", actions.withdraw_consent, party_id=matter.id("H1"))
    matter.fact("heir_died", heir="H4")

    assert unreached_by(matter) == {"H1": ("no_consent", 0), "H2": ("no_plan", 0), "H3": ("no_plan", 0)}


def test_three_attempts_in_a_row_that_reach_nobody_and_no_fewer(matter, plan):
    def attempt(day, *, was_reached):
        row = plan(planned_for=NOW + timedelta(days=day))
        matter.do("woman", actions.finish_contact, contact_id=row.id, outcome="لم يرد أحد على الهاتف",
                  was_reached=was_reached)  # fmt: skip

    for day in (1, 2):
        attempt(day, was_reached=False)
    assert "H1" not in unreached_by(matter)
    attempt(3, was_reached=True)
    for day in (4, 5):
        attempt(day, was_reached=False)
    assert "H1" not in unreached_by(matter)  # somebody answered in between

    attempt(6, was_reached=False)

    assert unreached_by(matter)["H1"] == ("not_reached", 3)
    page = signed_in("woman").get(reverse("victims:unreached")).content.decode()
    assert "H1" in page
    assert "باغويطة" not in page  # no name stands in a list


@pytest.mark.parametrize("who", ["judge", "counsel", "inspector", "asker"])
def test_nobody_but_the_office_reads_who_is_not_reached(matter, who):
    with pytest.raises(NotPermitted):
        unreached_by(matter, who)


@pytest.mark.rule("E45")
def test_an_heir_who_asked_for_a_woman_waits_on_the_desk_of_the_women_until_one_has_planned_it(matter, plan):
    def lines(who):
        actor = matter.cast[who]
        with acting_as(actor):
            return [line.reference for line in desk.desk_lines(actor, NOW) if line.since_at is not None]

    assert (lines("woman"), lines("office")) == ([f"{matter.matter.number} H1"], [])
    plan()
    assert lines("woman") == []
