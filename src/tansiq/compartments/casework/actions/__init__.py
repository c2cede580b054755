"""What people do in a case, each act under the name of an officer who takes it."""

from tansiq.compartments.casework.actions.briefs import make_brief
from tansiq.compartments.casework.actions.cases import add_entry, name_worker, open_case, record_incident
from tansiq.compartments.casework.actions.counting import count
from tansiq.compartments.casework.actions.devices import add_annex, find_device, report_device
from tansiq.compartments.casework.actions.exhibits import (
    authenticate,
    divide_exhibit,
    end_exhibit,
    find_exhibit,
    make_safe,
    note_event,
    seal_exhibit,
)
from tansiq.compartments.casework.actions.photographs import add_photograph
from tansiq.compartments.casework.actions.proofs import (
    cite_evidence,
    name_element,
    propose_hypothesis,
    state_gap,
    weigh_finding,
)
from tansiq.compartments.casework.actions.statements import allege_taint, derive, record_ruling, take_statement
from tansiq.compartments.casework.actions.transfers import (
    declare_gap,
    offer_all,
    offer_transfer,
    record_irregular,
    take_over,
    withdraw_offer,
)
from tansiq.compartments.casework.actions.weapons import answer_trace, ask_trace, record_weapon

__all__ = [
    "add_annex",
    "add_entry",
    "add_photograph",
    "allege_taint",
    "answer_trace",
    "ask_trace",
    "authenticate",
    "cite_evidence",
    "count",
    "declare_gap",
    "derive",
    "divide_exhibit",
    "end_exhibit",
    "find_device",
    "find_exhibit",
    "make_brief",
    "make_safe",
    "name_element",
    "name_worker",
    "note_event",
    "offer_all",
    "offer_transfer",
    "open_case",
    "propose_hypothesis",
    "record_incident",
    "record_irregular",
    "record_ruling",
    "record_weapon",
    "report_device",
    "seal_exhibit",
    "state_gap",
    "take_over",
    "take_statement",
    "weigh_finding",
    "withdraw_offer",
]
