"""Who watches and who makes members: the role holds once somebody else of oversight has confirmed it."""

from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from django.db import ProgrammingError, transaction
from stage import NOW

from tansiq.kernel.access import accounts, actions, queries
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.errors import OwnAccount, RoleOfAnotherAgency
from tansiq.kernel.access.models import RoleGrant
from tansiq.kernel.audit.errors import OwnAct
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.problems import NotFound, NotPermitted

WHY = "سألت رئيس الهيئة وأعرف الشخص"
NEW = {"name_ar": "جديد", "name_en": "Fresh", "handle": "fresh"}


@pytest.fixture
def fresh(cast, do, agencies):
    """An inspector whom the accreditor has enrolled: the member, and the grant that waits."""
    fields = NEW | {"agency_id": agencies["watchers"], "roles": ["inspector"]}
    row, _ = do(cast["accreditor"], actions.enrol_member, **fields)
    return row, do(cast["delegate"], lambda: RoleGrant.objects.get(member_id=row.id).id)


def told(do, actor):
    return [row.code for row in do(actor, clocks.open_alarms)]


@pytest.mark.rule("G14")
def test_a_role_of_oversight_holds_once_somebody_of_oversight_confirms_it(cast, do, fresh):
    _, grant = fresh
    answer = {"grant_id": grant, "is_confirmed": True, "reason": WHY}
    assert queries.actor_by_handle("fresh").roles == frozenset()
    assert told(do, cast["inspector"]) == told(do, cast["delegate"]) == ["ROLE-WAITS"]
    with pytest.raises((NotPermitted, NotFound)):
        do(cast["accreditor"], actions.answer_grant, **answer)

    do(cast["delegate"], actions.answer_grant, **answer)

    assert queries.actor_by_handle("fresh").roles == {"inspector"}
    assert (told(do, cast["delegate"]), told(do, cast["inspector"])) == ([], ["ROLE-WAITS"])
    with pytest.raises(NotFound):
        do(cast["delegate"], actions.answer_grant, **answer)


@pytest.mark.rule("G14", "W-2")
def test_whoever_grants_confirms_nothing_by_sql_and_what_is_refused_is_gone(cast, do, fresh):
    _, grant = fresh
    held = {"confirmed_at": NOW, "confirmed_by": cast["accreditor"].user_id}
    with pytest.raises(ProgrammingError), transaction.atomic():
        do(cast["accreditor"], lambda: RoleGrant.objects.filter(id=grant).update(**held))

    # An accreditor of before who is an inspector now.
    both = replace(cast["accreditor"], roles=frozenset({"inspector"}))
    with pytest.raises(OwnAct):
        do(both, actions.answer_grant, grant_id=grant, is_confirmed=True, reason=WHY)

    do(cast["inspector"], actions.answer_grant, grant_id=grant, is_confirmed=False, reason=WHY)

    assert do(cast["inspector"], queries.waiting_grants) == []
    assert queries.actor_by_handle("fresh").granted == frozenset()


@pytest.mark.rule("G14", "W-2")
def test_after_a_reset_the_role_waits_for_somebody_else(cast, do):
    inspector, accreditor = cast["inspector"], cast["accreditor"]
    Authenticator.objects.create(user_id=inspector.user, type="totp", data={})
    reset = {"actor": accreditor, "now": NOW, "reason": WHY}
    do(accreditor, accounts.reset_second_factor, member_id=inspector.member_id, **reset)

    assert queries.actor_by_handle("inspector").roles == frozenset()
    [grant] = do(cast["second_inspector"], queries.waiting_grants)
    with pytest.raises(OwnAccount):  # under a stamp of before
        do(inspector, actions.answer_grant, grant_id=grant.id, is_confirmed=True, reason=WHY)
    do(cast["second_inspector"], actions.answer_grant, grant_id=grant.id, is_confirmed=True, reason=WHY)
    assert queries.actor_by_handle("inspector").roles == {"inspector"}


@pytest.mark.rule("G14")
@pytest.mark.parametrize(("role", "agency"), [("inspector", "beta"), ("judge_delegate", "watchers")])
def test_who_watches_belongs_to_an_agency_that_does(cast, do, agencies, role, agency):
    with pytest.raises(RoleOfAnotherAgency):
        do(cast["accreditor"], actions.enrol_member, **NEW, agency_id=agencies[agency], roles=[role])


@pytest.mark.rule("G14")
def test_whom_the_operator_enrols_past_the_accreditor_is_told_and_waits_too(cast, do, agencies):
    setup = system_actor("setup")
    fields = NEW | {"password": "of-nobody", "agency_id": agencies["joint-room"], "roles": ("accreditor",)}
    row = do(setup, actions.add_member, **fields)
    do(setup, actions.tell_of_operator, member_id=row.id)

    assert queries.actor_by_handle("fresh").roles == frozenset()
    assert sorted(told(do, cast["inspector"])) == ["MEMBER-BY-OPERATOR", "ROLE-WAITS"]
    assert sorted(told(do, cast["delegate"])) == ["MEMBER-BY-OPERATOR", "ROLE-WAITS"]
