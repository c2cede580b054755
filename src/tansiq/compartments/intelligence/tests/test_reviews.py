from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from stage import NOW

from tansiq.compartments.intelligence import actions, passages
from tansiq.compartments.intelligence.errors import NotOpen, Quarantined, SameLineage, SamePersonTwice
from tansiq.compartments.intelligence.models import Subject
from tansiq.gateway.models import Disclosure, Recall
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions.errors import NotAPerson
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted
from tansiq.people.models import HeldEntry

pytestmark = pytest.mark.django_db
REASONS = "راجعت الملف مع المستشار القانوني"
YEAR = timedelta(days=365)
NOBODY = UUID(int=1)


@pytest.fixture
def act(desk, do):
    def run(function: Any, row: Any, *, by: Any = "approver", now: Any = NOW, **fields: Any) -> Any:
        who = desk.cast[by] if isinstance(by, str) else by
        return do(who, function, subject_id=row.id, reasons=REASONS, now=now, **fields)

    return run


@pytest.fixture
def expire(do):
    def run(now: Any) -> int:
        return do(system_actor("clock"), actions.expire_due, now=now)

    return run


def seen(desk, row):
    """State of the subject, and whether its kit is matched."""
    with acting_as(desk.cast["approver"]):
        return Subject.objects.get(id=row.id).state, HeldEntry.objects.filter(kit_id=row.kit_id).exists()


def disclose(desk, agencies, row):
    """A copy of the subject at alpha."""
    owner = desk.cast["owner"]
    with acting_as(owner):
        copy = Disclosure(
            kind="core_packet", number=f"D-{row.number[2:]}", owner_id=owner.home, recipient_id=agencies["alpha"],
            subject_kind="intelligence.subject", subject_id=row.id, held_kit_id=row.kit_id, handling="P",
            decision_id=row.id, packet={"record": passages.subject_packet(row)}, disclosed_at=NOW,
            lease_ends_at=NOW + 10 * YEAR,
        )  # fmt: skip
        copy.save(force_insert=True)
    return copy


def test_an_approver_may_doubt_and_who_only_reads_may_not(desk, act):
    reader = replace(desk.cast["approver"], roles=frozenset({"releaser"}))
    row = desk.active()
    with pytest.raises(NotFound):  # there is nothing that he could change
        act(actions.open_review, row, by=reader)

    act(actions.open_review, row, by="approver")

    assert seen(desk, row) == ("under_review", False)


@pytest.mark.rule("W-2", "E31")
@pytest.mark.parametrize(
    "decide", [actions.keep_subject, actions.clear_subject, actions.resolve_category, actions.revalidate_subject]
)
def test_nobody_decides_about_a_relative_whom_he_declared(desk, do, act, decide):
    more = {actions.resolve_category: {"category": "witness"}, actions.revalidate_subject: {"report_id": NOBODY}}
    row = desk.active()
    do(desk.cast["approver"], access.declare_kin, relation="in_law", ism="خالد", father="سعيد", family="باقنزل")

    with pytest.raises(ConflictOfInterest):
        act(decide, row, **more.get(decide, {}))

    assert seen(desk, row) == ("active", True)


@pytest.mark.rule("W-2", "E31")
def test_nobody_accepts_a_relative_whom_he_declared(desk, do):
    row = desk.propose()
    do(desk.cast["approver"], access.declare_kin, relation="in_law", ism="خالد", father="سعيد", family="باقنزل")

    with pytest.raises(ConflictOfInterest):
        desk.accept(row)


@pytest.mark.rule("G4", "RL-07")
@pytest.mark.parametrize("days", [32, 60])
def test_a_proposal_that_nobody_accepts_ends(desk, expire, days):
    row = desk.propose()

    assert expire(NOW + timedelta(days=days)) == 1

    assert seen(desk, row) == ("expired", False)


@pytest.mark.rule("G4", "RL-07")
def test_a_subject_that_nobody_reviews_ends_and_its_copies_are_withdrawn(desk, expire, agencies):
    row = desk.active()
    disclose(desk, agencies, row)

    assert expire(NOW + YEAR) == 0
    assert expire(NOW + YEAR + timedelta(days=2)) == 1

    assert seen(desk, row) == ("expired", False)
    with acting_as(desk.cast["approver"]):
        assert [recall.recipient_id for recall in Recall.objects.all()] == [agencies["alpha"]]
        assert all(clock.stopped_at for clock in clocks.of_subject(row.id))
        assert passages.find_subject(row.kit_id) is None


def test_expiring_twice_changes_nothing(desk, expire):
    desk.propose()
    later = NOW + timedelta(days=40)

    assert (expire(later), expire(later)) == (1, 0)


@pytest.mark.rule("G4")
def test_a_review_keeps_a_subject_for_twelve_months_and_never_moves_its_expiry(desk, act, expire):
    row = desk.active()

    kept = act(actions.keep_subject, row, now=NOW + timedelta(days=360))

    assert kept.review_on > NOW.date() + YEAR
    assert kept.expires_on == row.expires_on
    assert expire(NOW + timedelta(days=380)) == 0
    last = act(actions.keep_subject, row, now=NOW + timedelta(days=5 * 365 - 30))
    assert last.review_on == row.expires_on
    assert expire(NOW + timedelta(days=5 * 366)) == 1


@pytest.mark.rule("W-2", "RL-07")
@pytest.mark.parametrize(
    ("who", "refusal"),
    [("author", SamePersonTwice), ("clock", NotAPerson), ("analyst", SamePersonTwice), ("owner", NotPermitted)],
)
def test_who_may_keep_a_subject(desk, act, who, refusal):
    row = desk.active()
    by = {
        "author": replace(desk.cast["analyst"], roles=frozenset({"analyst", "approver"})),
        "clock": desk.cast["approver"].through("clock"),
    }.get(who, who)

    with pytest.raises(refusal):
        act(actions.keep_subject, row, by=by)


@pytest.mark.rule("JOC-04", "G4")
def test_a_new_independent_report_lets_a_subject_go_on(desk, act):
    row, now = desk.active(), NOW + timedelta(days=300)
    fresh = desk.report(now=now)

    later = act(actions.revalidate_subject, row, report_id=fresh.id, now=now + timedelta(hours=1))

    assert later.expires_on == now.date().replace(year=now.year + 5)
    assert set(later.report_ids) == {*row.report_ids, fresh.id}


@pytest.mark.rule("JOC-04", "G4")
def test_the_same_fact_again_or_an_old_one_lets_nothing_go_on(desk, act):
    old, first = desk.report(), desk.report("نقل صناديق إلى المستودع")
    row, now = desk.active(first), NOW + timedelta(days=300)
    again = desk.report("نقل صناديق الى المستودع", now=now)
    from_source = desk.report(now=now, origin_number=first.number)

    for report in (again, from_source, old, first):
        with pytest.raises(SameLineage):
            act(actions.revalidate_subject, row, report_id=report.id, now=now)


@pytest.mark.rule("JOC-02")
def test_a_quarantined_report_lets_nothing_go_on(desk, act):
    row, now = desk.active(), NOW + timedelta(days=300)
    tainted = desk.report(now=now, obtained="SUSPECTED_ILL_TREATMENT")

    with pytest.raises(Quarantined):
        act(actions.revalidate_subject, row, report_id=tainted.id, now=now)


@pytest.mark.rule("RL-07")
def test_no_system_actor_revalidates(desk, act):
    row, now = desk.active(), NOW + timedelta(days=300)
    fresh = desk.report(now=now)

    with pytest.raises(NotAPerson):
        act(
            actions.revalidate_subject, row, by=desk.cast["approver"].through("clock"), report_id=fresh.id,
            now=now + timedelta(hours=1),
        )  # fmt: skip


def test_a_subject_in_doubt_is_not_matched_until_somebody_decides(desk, act):
    row = desk.active()

    act(actions.open_review, row, by="analyst")
    assert seen(desk, row) == ("under_review", False)

    act(actions.keep_subject, row, now=NOW + timedelta(minutes=1))
    assert seen(desk, row) == ("active", True)


def test_a_doubt_says_why(desk, do):
    row = desk.active()

    with pytest.raises(Invalid):
        do(desk.cast["analyst"], actions.open_review, subject_id=row.id, reasons="متابعة")


@pytest.mark.rule("JOC-08")
def test_a_cleared_person_is_matched_no_more_and_withdrawn_everywhere(desk, act, agencies, do):
    row = desk.active()
    copy = disclose(desk, agencies, row)

    act(actions.clear_subject, row)

    assert seen(desk, row) == ("cleared", False)
    with acting_as(desk.cast["asker"]):
        assert not Disclosure.objects.filter(id=copy.id).exists()
        assert [recall.disclosure_number for recall in Recall.objects.all()] == [copy.number]
    with pytest.raises(NotOpen):
        act(actions.clear_subject, row)


@pytest.mark.parametrize("who", ["analyst", "owner"])
def test_only_an_approver_clears(desk, act, who):
    row = desk.active()

    with pytest.raises(NotPermitted):
        act(actions.clear_subject, row, by=who)


@pytest.mark.rule("JOC-04")
def test_what_returns_through_another_agency_is_counted_with_its_origin(desk, agencies):
    first = desk.report()
    copy = disclose(desk, agencies, desk.active(first))

    second_hand = desk.report("قالت جهة شريكة إنه جهز صناديق", by="colleague", origin_number=copy.number)

    assert (second_hand.origin, second_hand.lineage_ids) == ("disclosure", first.lineage_ids)
    assert second_hand.first_seen_on == first.first_seen_on


@pytest.mark.parametrize(
    ("function", "by"),
    [(actions.open_review, "analyst"), (actions.keep_subject, "approver"), (actions.clear_subject, "approver")],
)
def test_reasons_that_cannot_be_kept_are_refused(desk, do, function, by):
    row = desk.active()

    with pytest.raises(Invalid) as refusal:
        do(desk.cast[by], function, subject_id=row.id, reasons=REASONS + "\x00")

    assert refusal.value.errors == [{"field": "reasons", "code": "UNSTORABLE"}]
