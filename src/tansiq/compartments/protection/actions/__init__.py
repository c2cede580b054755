"""Writes of the protection desk, split by the act."""

from tansiq.compartments.protection.actions.checks import answer_check, check_plan, receive_plan
from tansiq.compartments.protection.actions.dangers import assess_danger, receive_question, require_no_kin_in
from tansiq.compartments.protection.actions.places import end_protected, enter_protected
from tansiq.compartments.protection.actions.threats import (
    approve_not_warned,
    close_threat,
    decide_threat,
    receive_revenge,
    receive_threat,
    record_warning,
    take_back_not_warned,
)

__all__ = [
    "answer_check",
    "approve_not_warned",
    "assess_danger",
    "check_plan",
    "close_threat",
    "decide_threat",
    "end_protected",
    "enter_protected",
    "receive_plan",
    "receive_question",
    "receive_revenge",
    "receive_threat",
    "record_warning",
    "require_no_kin_in",
    "take_back_not_warned",
]
