"""Writes of the intelligence compartment, split by the act."""

from tansiq.compartments.intelligence.actions.assessments import assess
from tansiq.compartments.intelligence.actions.calls import call_plan, own_conflict, resolve_conflict
from tansiq.compartments.intelligence.actions.listings import add_listings, change_listing, close_listing
from tansiq.compartments.intelligence.actions.plans import end_plan, look_back, plan_operation, redraw_plan
from tansiq.compartments.intelligence.actions.reports import record_report
from tansiq.compartments.intelligence.actions.requests import answer_information, ask_information
from tansiq.compartments.intelligence.actions.reviews import (
    clear_subject,
    expire_due,
    keep_subject,
    open_review,
    resolve_category,
    revalidate_subject,
)
from tansiq.compartments.intelligence.actions.subjects import accept_subject, propose_subject
from tansiq.compartments.intelligence.actions.traces import assign_trace, record_outcome

__all__ = [
    "accept_subject",
    "add_listings",
    "answer_information",
    "ask_information",
    "assess",
    "assign_trace",
    "call_plan",
    "change_listing",
    "clear_subject",
    "close_listing",
    "end_plan",
    "expire_due",
    "keep_subject",
    "look_back",
    "open_review",
    "own_conflict",
    "plan_operation",
    "propose_subject",
    "record_outcome",
    "record_report",
    "redraw_plan",
    "resolve_category",
    "resolve_conflict",
    "revalidate_subject",
]
