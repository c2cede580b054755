"""What people do in a case, each act under the name of an officer who takes it."""

from tansiq.compartments.casework.actions.briefs import make_brief
from tansiq.compartments.casework.actions.cases import add_entry, name_worker, open_case, record_incident
from tansiq.compartments.casework.actions.charges import (
    allege_act,
    describe_rank,
    link_heirs,
    move_charge,
    name_accused,
    name_victim,
    open_court_file,
    state_age,
    weigh_charge,
)
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
from tansiq.compartments.casework.actions.tracks import agree_settlement, characterise
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
    "agree_settlement",
    "allege_act",
    "allege_taint",
    "answer_trace",
    "ask_trace",
    "authenticate",
    "characterise",
    "cite_evidence",
    "count",
    "declare_gap",
    "derive",
    "describe_rank",
    "divide_exhibit",
    "end_exhibit",
    "find_device",
    "find_exhibit",
    "link_heirs",
    "make_brief",
    "make_safe",
    "move_charge",
    "name_accused",
    "name_element",
    "name_victim",
    "name_worker",
    "note_event",
    "offer_all",
    "offer_transfer",
    "open_case",
    "open_court_file",
    "propose_hypothesis",
    "record_incident",
    "record_irregular",
    "record_ruling",
    "record_weapon",
    "report_device",
    "seal_exhibit",
    "state_age",
    "state_gap",
    "take_over",
    "take_statement",
    "weigh_charge",
    "weigh_finding",
    "withdraw_offer",
]
