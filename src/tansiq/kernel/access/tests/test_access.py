from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stage import NOW, PASSWORD

from tansiq.kernel.access import actions, queries
from tansiq.kernel.access.errors import IncompatibleRoles, SameStanding
from tansiq.kernel.access.models import Member
from tansiq.kernel.access.rules import INCOMPATIBLE, ROLES, Handling, conflicts, may_pass, permissions_of
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted


@pytest.mark.rule("W-2")
@pytest.mark.parametrize(
    ("who", "role"),
    [("owner", "caseworker"), ("caseworker", "analyst"), ("inspector", "validator"), ("analyst", "registrar")],
)
def test_one_person_does_not_hold_two_roles_that_exclude_each_other(cast, do, who, role):
    with pytest.raises(IncompatibleRoles):
        do(cast["accreditor"], actions.grant_role, member_id=cast[who].member_id, role=role)


@pytest.mark.rule("W-2")
def test_whoever_makes_members_reads_and_judges_nobody():
    assert {role for role in ROLES if not conflicts(["accreditor"], role)} == {"accreditor", "unit_head"}


def test_a_role_is_granted_by_the_accreditor_alone(cast, do):
    given_to = cast["analyst"].member_id
    with pytest.raises((NotPermitted, NotFound)):
        do(cast["owner"], actions.grant_role, member_id=given_to, role="liaison")
    with pytest.raises(Invalid):
        do(cast["accreditor"], actions.grant_role, member_id=given_to, role="king")

    do(cast["accreditor"], actions.grant_role, member_id=given_to, role="liaison")

    assert "liaison" in queries.actor_by_handle("analyst").roles


@given(st.sampled_from(sorted(ROLES)), st.sampled_from(sorted(ROLES)))
def test_incompatibility_is_symmetric(left, right):
    assert bool(conflicts([left], right)) == bool(conflicts([right], left))


def test_the_cast_of_the_story_can_be_staffed():
    assert all(len(pair) == 2 for pair in INCOMPATIBLE)
    assert permissions_of(["no such role"]) == frozenset()


@given(st.sampled_from(list(Handling)), st.booleans(), st.booleans())
def test_a_permission_lets_pass_and_p_always_passes(code, to_court, onward):
    assert may_pass(code, to_court=to_court, onward=onward, permitted=True)
    assert may_pass("P", to_court=to_court, onward=onward, permitted=False)


@pytest.mark.parametrize(
    ("code", "to_court", "onward", "passes"),
    [
        ("H1", True, False, False),
        ("H1", False, True, True),
        ("H2", False, True, False),
        ("H2", True, False, True),
        ("C", True, True, True),
    ],
)
def test_what_h1_and_h2_stop(code, to_court, onward, passes):
    assert may_pass(code, to_court=to_court, onward=onward, permitted=False) is passes


def test_an_unknown_handling_code_is_an_error():
    with pytest.raises(ValueError, match="H9"):
        may_pass("H9", to_court=False, onward=False, permitted=False)


def test_standing_is_changed_by_the_accreditor_with_a_reason(cast, do, agencies):
    change = {"agency_id": agencies["beta"], "standing": "suspended", "reason": "حادثة مسجلة لدى المفتش"}
    with pytest.raises(NotPermitted):
        do(cast["owner"], actions.change_standing, **change)
    with pytest.raises(Invalid):
        do(cast["accreditor"], actions.change_standing, **change | {"reason": "x"})

    do(cast["accreditor"], actions.change_standing, **change)

    with pytest.raises(SameStanding):
        do(cast["accreditor"], actions.change_standing, **change)
    assert queries.actor_by_handle("owner").agency_ids == ()


def test_members_see_their_own_agency_and_the_inspector_sees_all(cast, do):
    seen = {
        who: do(cast[who], lambda: set(Member.objects.values_list("agency__code", flat=True)))
        for who in ("owner", "inspector")
    }

    assert seen["owner"] == {"beta"}
    assert len(seen["inspector"]) > 5


def test_a_shift_is_at_most_a_day(cast, do):
    with pytest.raises(Invalid):
        do(cast["watch"], actions.go_on_duty, until=NOW + timedelta(hours=25))
    do(cast["watch"], actions.go_on_duty, until=NOW + timedelta(hours=8))

    assert [m.name_en for m in do(cast["watch"], lambda: list(queries.on_duty(NOW)))] == ["Watch"]


def test_an_unknown_handle_is_nobody(cast):
    with pytest.raises(NotFound):
        queries.actor_by_handle("nobody")
    assert PASSWORD
