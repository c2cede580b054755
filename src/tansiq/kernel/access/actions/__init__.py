"""Writes to agencies, members and roles, one module for each kind of act."""

from tansiq.kernel.access.actions.confirming import answer_grant
from tansiq.kernel.access.actions.duty import cancel_shift, go_off_duty, go_on_duty, plan_shift
from tansiq.kernel.access.actions.enrolment import (
    add_agency,
    add_member,
    change_standing,
    exclude_validators,
    grant_role,
    tell_of_operator,
)
from tansiq.kernel.access.actions.freezing import freeze_unit
from tansiq.kernel.access.actions.kin import declare_kin, end_kin
from tansiq.kernel.access.actions.membership import (
    accredit_agency,
    deactivate_member,
    end_role,
    enrol_member,
    move_member,
)
from tansiq.kernel.access.actions.reviewing import review_account, tell_reviews_due
from tansiq.kernel.access.actions.sessions import clear_sessions

__all__ = [
    "accredit_agency",
    "add_agency",
    "add_member",
    "answer_grant",
    "cancel_shift",
    "change_standing",
    "clear_sessions",
    "deactivate_member",
    "declare_kin",
    "end_kin",
    "end_role",
    "enrol_member",
    "exclude_validators",
    "freeze_unit",
    "go_off_duty",
    "go_on_duty",
    "grant_role",
    "move_member",
    "plan_shift",
    "review_account",
    "tell_of_operator",
    "tell_reviews_due",
]
