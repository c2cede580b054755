"""Writes of the custody room, split by the act."""

from tansiq.compartments.custody.actions.arrests import ArrestDraft, identify, record_arrest
from tansiq.compartments.custody.actions.enquiries import (
    EnquiryDraft,
    answer_enquiry,
    candidates,
    is_the_inspectors,
    open_enquiry,
)
from tansiq.compartments.custody.actions.facts import write_down
from tansiq.compartments.custody.actions.families import (
    answer_to_family,
    ask_to_close,
    close_enquiry,
    reopen_enquiry,
    show_kinship,
    silent,
    tell_family,
)
from tansiq.compartments.custody.actions.places import (
    begin_handover,
    close_handover,
    delist_place,
    list_place,
    sign_line,
)
from tansiq.compartments.custody.actions.plans import (
    claim_obstacle,
    open_insolvency,
    order_detention,
    plan_transfer,
    withhold_place,
)
from tansiq.compartments.custody.actions.releases import order_release, record_release
from tansiq.compartments.custody.actions.settling import look_again
from tansiq.compartments.custody.actions.tasks import finish_task

__all__ = [
    "ArrestDraft",
    "EnquiryDraft",
    "answer_enquiry",
    "answer_to_family",
    "ask_to_close",
    "begin_handover",
    "candidates",
    "claim_obstacle",
    "close_enquiry",
    "close_handover",
    "delist_place",
    "finish_task",
    "identify",
    "is_the_inspectors",
    "list_place",
    "look_again",
    "open_enquiry",
    "open_insolvency",
    "order_detention",
    "order_release",
    "plan_transfer",
    "record_arrest",
    "record_release",
    "reopen_enquiry",
    "show_kinship",
    "sign_line",
    "silent",
    "tell_family",
    "withhold_place",
    "write_down",
]
