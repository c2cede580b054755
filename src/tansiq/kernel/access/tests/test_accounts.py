"""Enrolment, roles, moves, reviews, freezes: who may, what is refused, and what ends from the next request on."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from stage import NOW

from tansiq.kernel.access import actions, queries, reviews
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.errors import (
    CodeTaken,
    Deactivated,
    IncompatibleRoles,
    NobodyInUnit,
    NoSuchGrant,
    OwnAccount,
)
from tansiq.kernel.access.models import Member, RoleGrant, Shift, UnitFreeze
from tansiq.kernel.audit import queries as log
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

WHY = "انتهى تكليفه في هذه الوحدة"
AGENCY = {
    "code": "delta", "name_ar": "جهة دلتا", "name_en": "Delta", "kind": "security", "may_arrest": True,
    "command": "اللجنة الأمنية", "legal_power": "القبض بأمر", "districts": ["YE1917"], "charter_signed_on": NOW.date(),
    "trained_on": None, "duty_phone": "+967 5 000 0190",
}  # fmt: skip


@pytest.fixture
def enrol(cast, do, agencies):
    def run(handle="fresh", **fields):
        given = {"handle": handle, "agency_id": agencies["beta"], "name_ar": "جديد", "name_en": "Fresh", "roles": []}
        return do(cast["accreditor"], actions.enrol_member, **given | fields)

    return run


def age(do, handle, days):
    """Let the last review of a member lie so many days back."""
    day = charter.local_day(timezone.now()) - timedelta(days=days)
    setup = system_actor("setup")
    do(setup, lambda: Member.objects.filter(user__username=handle).update(reviewed_on=day))


def acts(do, cast, member_id):
    return [entry.act for entry in do(cast["inspector"], log.of_subject, member_id)]


def test_an_agency_is_accredited_with_everything_that_must_be_known_of_it(cast, do):
    row = do(cast["accreditor"], actions.accredit_agency, **AGENCY)

    assert (row.code, row.districts, row.trained_on) == ("delta", ["YE1917"], NOW.date())
    with pytest.raises(CodeTaken):
        do(cast["accreditor"], actions.accredit_agency, **AGENCY)
    with pytest.raises(Invalid):
        do(cast["accreditor"], actions.accredit_agency, **AGENCY | {"code": "epsilon", "command": " "})
    with pytest.raises(Invalid):
        do(cast["accreditor"], actions.accredit_agency, **AGENCY | {"code": "epsilon", "kind": "list"})
    with pytest.raises(NotPermitted):
        do(cast["owner"], actions.accredit_agency, **AGENCY | {"code": "epsilon"})


def test_a_member_is_enrolled_with_a_password_that_is_shown_once(cast, do, enrol):
    row, password = enrol(roles=["analyst", "liaison"])

    assert len(password) == 24
    assert row.user.check_password(password)
    assert len(row.staff_number) == 5
    assert queries.actor_by_handle("fresh").roles == {"analyst", "liaison"}
    with pytest.raises(CodeTaken):
        enrol("FRESH")
    with pytest.raises(Invalid):
        enrol("other", name_ar=" ")
    with pytest.raises(NotPermitted):
        do(cast["owner"], actions.enrol_member, handle="x", agency_id=row.agency_id, name_ar="x", name_en="x", roles=[])


@pytest.mark.rule("W-2")
def test_a_member_is_not_enrolled_with_roles_that_exclude_each_other(enrol):
    with pytest.raises(IncompatibleRoles):
        enrol(roles=["analyst", "caseworker"])


def test_a_role_that_ends_is_gone_from_the_next_request_on_and_so_are_its_shifts(cast, do):
    owner = cast["owner"]
    do(owner, actions.go_on_duty, until=timezone.now() + timedelta(hours=3), now=timezone.now())

    do(cast["accreditor"], actions.end_role, member_id=owner.member_id, role="releaser", reason=WHY)

    assert queries.actor_by_handle("owner").roles == {"analyst", "liaison"}
    left = do(owner, lambda: set(Shift.objects.filter(cancelled_at=None).values_list("function", flat=True)))
    assert left == {"analyst", "liaison"}
    assert "access.role_ended" in acts(do, cast, owner.member_id)
    with pytest.raises(NoSuchGrant):
        do(cast["accreditor"], actions.end_role, member_id=owner.member_id, role="releaser", reason=WHY)
    with pytest.raises(Invalid):
        do(cast["accreditor"], actions.end_role, member_id=owner.member_id, role="liaison", reason="x")


@pytest.mark.rule("W-2")
@pytest.mark.parametrize("act", ["grant_role", "end_role", "move_member", "deactivate_member", "review_account"])
def test_nobody_decides_about_his_own_account(cast, do, agencies, act):
    fields = {
        "grant_role": {"role": "unit_head"}, "end_role": {"role": "accreditor"}, "move_member": {"agency_id": agencies["alpha"], "unit": ""},
        "review_account": {"kept": ["accreditor"]},
    }.get(act, {})  # fmt: skip
    me = cast["accreditor"]
    reason = {} if act == "grant_role" else {"reason": WHY}
    with pytest.raises(OwnAccount):
        do(me, getattr(actions, act), member_id=me.member_id, **reason, **fields)


@pytest.mark.rule("W-2")
def test_who_moves_to_another_agency_takes_no_role_along(cast, do, agencies):
    owner = cast["owner"]
    move = {"member_id": owner.member_id, "reason": WHY}
    do(cast["accreditor"], actions.move_member, agency_id=agencies["beta"], unit="الأرشيف", **move)
    assert queries.actor_by_handle("owner").roles == owner.roles

    do(cast["accreditor"], actions.move_member, agency_id=agencies["gamma"], unit="", **move)

    moved = queries.actor_by_handle("owner")
    assert (moved.roles, moved.agency_ids) == (frozenset(), (agencies["gamma"],))
    with pytest.raises(NotFound):
        do(cast["accreditor"], actions.move_member, agency_id=owner.member_id, unit="", **move)


def test_an_ended_account_is_nobody_and_stays_so(cast, do):
    given = {"member_id": cast["owner"].member_id, "reason": WHY}
    do(cast["accreditor"], actions.deactivate_member, **given)

    with pytest.raises(NotFound):
        queries.actor_by_handle("owner")
    with pytest.raises(NotFound):
        queries.actor_of(cast["owner"].user_id)
    with pytest.raises(Deactivated):
        do(cast["accreditor"], actions.deactivate_member, **given)


def test_other_officers_end_no_account(cast, do):
    with pytest.raises((NotPermitted, NotFound)):
        do(cast["stranger"], actions.deactivate_member, member_id=cast["owner"].member_id, reason=WHY)
    with pytest.raises((NotPermitted, NotFound)):
        do(cast["colleague"], actions.review_account, member_id=cast["asker"].member_id, kept=[], reason=WHY)


@pytest.mark.parametrize(
    ("days", "standing"), [(0, "reviewed"), (89, "reviewed"), (92, "due"), (103, "due"), (106, "lapsed")]
)
def test_an_account_is_due_after_ninety_days_and_lapses_after_the_days_of_grace(days, standing):
    now = timezone.now()
    assert reviews.standing_of(charter.local_day(now) - timedelta(days=days), now) == standing
    assert reviews.standing_of(None, now) == "lapsed"


@pytest.mark.rule("G20")
def test_an_account_that_nobody_reviewed_reads_no_people_until_somebody_does(cast, do, agencies):
    age(do, "owner", 95)
    assert queries.actor_by_handle("owner").roles == cast["owner"].roles
    age(do, "owner", 110)

    lapsed = queries.actor_by_handle("owner")
    assert (lapsed.hold, lapsed.roles, lapsed.agency_ids) == ("unreviewed", frozenset(), ())
    assert lapsed.recall_agency_ids == (agencies["beta"],)

    do(cast["head"], actions.review_account, member_id=lapsed.member_id, kept=["analyst", "liaison"], reason=WHY,
       now=timezone.now())  # fmt: skip
    assert queries.actor_by_handle("owner").roles == {"analyst", "liaison"}


@pytest.mark.parametrize("handle", ["accreditor", "inspector", "head"])
def test_an_account_without_which_nobody_could_review_or_look_keeps_that_role(cast, do, handle):
    age(do, handle, 200)

    assert queries.actor_by_handle(handle).roles == cast[handle].roles


def test_the_head_reviews_his_own_people_and_no_others(cast, do):
    with pytest.raises(NotFound):
        do(cast["head"], actions.review_account, member_id=cast["asker"].member_id, kept=["asker"], reason=WHY)
    with pytest.raises(NoSuchGrant):
        do(cast["head"], actions.review_account, member_id=cast["analyst"].member_id, kept=["releaser"], reason=WHY)
    with pytest.raises(Invalid):
        do(cast["head"], actions.review_account, member_id=cast["analyst"].member_id, kept=["analyst"], reason="")


def test_a_due_review_is_told_once_to_who_reviews_and_to_the_inspector_once_it_lapsed(cast, do):
    clock, now = system_actor("clock"), timezone.now()
    age(do, "analyst", 95)
    for _ in range(2):
        do(clock, actions.tell_reviews_due, now=now)
    found = {who: [a.code for a in do(cast[who], clocks.open_alarms)] for who in ("accreditor", "head", "inspector")}
    assert found == {"accreditor": ["ACCOUNT-REVIEW-DUE"], "head": ["ACCOUNT-REVIEW-DUE"], "inspector": []}

    age(do, "analyst", 110)
    assert do(clock, actions.tell_reviews_due, now=now) == 1

    (lapsed,) = do(cast["inspector"], clocks.open_alarms)
    assert lapsed.code == "ACCOUNT-LAPSED"
    assert lapsed.late_minutes > 24 * 60  # an alarm that comes days after the account lapsed says so


@pytest.mark.rule("G20")
def test_a_changed_command_freezes_a_unit_at_once_and_each_account_is_opened_by_a_review(cast, do, agencies):
    freeze = {"agency_id": agencies["beta"], "unit": "", "reason": "تغيّرت قيادة الوحدة ليلًا"}
    do(cast["accreditor"], actions.freeze_unit, **freeze)

    for handle in ("owner", "analyst", "approver", "head"):
        frozen = queries.actor_by_handle(handle)
        assert (frozen.hold, frozen.roles, frozen.agency_ids, frozen.recall_agency_ids) == (
            "frozen",
            frozenset(),
            (),
            (),
        )
    assert queries.actor_by_handle("asker").roles
    assert [a.code for a in do(cast["inspector"], clocks.open_alarms)] == ["UNIT-FROZEN"]
    assert do(cast["inspector"], lambda: UnitFreeze.objects.get().agency_id) == agencies["beta"]
    with pytest.raises(NobodyInUnit):
        do(cast["accreditor"], actions.freeze_unit, **freeze)

    do(cast["accreditor"], actions.review_account, member_id=cast["owner"].member_id, kept=["analyst"], reason=WHY)

    assert queries.actor_by_handle("owner").roles == {"analyst"}
    assert queries.actor_by_handle("analyst").hold == "frozen"


@pytest.mark.rule("G20")
def test_who_commands_after_the_change_opens_no_frozen_account(cast, do, agencies):
    do(cast["accreditor"], actions.freeze_unit, agency_id=agencies["beta"], unit="", reason="تغيّرت القيادة فجأة")
    with pytest.raises(NotPermitted):
        do(cast["head"], actions.review_account, member_id=cast["analyst"].member_id, kept=["analyst"], reason=WHY)


def test_only_one_unit_is_frozen_where_one_is_named(cast, do, agencies):
    do(cast["accreditor"], actions.move_member, member_id=cast["analyst"].member_id, agency_id=agencies["beta"],
       unit="الفرع", reason=WHY)  # fmt: skip
    do(cast["accreditor"], actions.freeze_unit, agency_id=agencies["beta"], unit="الفرع", reason="تغيّرت قيادة الفرع")

    assert queries.actor_by_handle("analyst").hold == "frozen"
    assert queries.actor_by_handle("owner").hold == ""
    with pytest.raises(NotPermitted):
        do(cast["owner"], actions.freeze_unit, agency_id=agencies["beta"], unit="", reason="تغيّرت قيادة الفرع")


def test_grants_are_only_ever_ended_never_rewritten(cast, do):
    from django.db import ProgrammingError, transaction

    with pytest.raises(ProgrammingError), transaction.atomic():
        do(cast["accreditor"], lambda: RoleGrant.objects.filter(role="analyst").update(role="releaser"))


def test_lists_are_filtered(cast, do, agencies):
    def handles(**given):
        return {row.user.username for row in do(cast["accreditor"], queries.members, **given)}

    assert handles(agency_id=agencies["beta"]) >= {"owner", "analyst", "approver"}
    assert handles(role="inspector") == {"inspector", "second_inspector"}
    assert handles(text="prosec") == {"prosecutor"}
    assert handles(state="frozen") == set()
    assert "inspector" not in {row.user.username for row in do(cast["owner"], queries.members)}


def test_a_session_that_has_run_out_is_removed_with_where_it_was_opened(cast, do):
    clock, now = system_actor("clock"), timezone.now()
    for key, hours in (("runs", 1), ("over", -1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(hours=hours))
        given = {"user_id": cast["asker"].user_id, "session_key": key, "ip": "192.0.2.7", "user_agent": "x"}
        do(cast["asker"], lambda given=given: UserSession.objects.create(**given))
    with pytest.raises(NotPermitted):
        do(cast["accreditor"], actions.clear_sessions, now=now)
    # 400 made-up handles take no count away that still holds; what ran out goes here, and nowhere else.
    for number in range(400):
        cache.set(f"live-{number}", 1, 600)
    cache.set("past", 1, 1)

    do(clock, actions.clear_sessions, now=now + timedelta(minutes=5))

    left = do(cast["asker"], lambda: {row.session_key for row in UserSession.objects.all()})
    assert left & {"runs", "over"} == {"runs"}
    assert not Session.objects.filter(session_key="over").exists()
    assert len(cache.get_many([f"live-{number}" for number in range(400)])) == 400
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tansiq_cache WHERE cache_key LIKE '%%past'")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_the_cache_counts_no_rows_and_keeps_what_holds():
    with CaptureQueriesContext(connection) as asked:
        assert [cache.add("once", 1, 600), cache.add("once", 2, 600)] == [True, False]
    assert not [one for one in asked if "COUNT" in one["sql"]]
    assert cache.get("once") == 1
    cache.set("once", 3, -5)
    assert [cache.get("once"), cache.add("once", 4, 600), cache.get("once")] == [None, True, 4]
    cache.set("once", 5, 600)
    assert [cache.get("once"), cache.touch("once", 60), cache.touch("never", 60)] == [5, True, False]
    cache.delete("once")
