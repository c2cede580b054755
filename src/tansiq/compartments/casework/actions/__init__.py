"""What people do in a case, each act under the name of an officer who takes it."""

from tansiq.compartments.casework.actions.ages import state_age
from tansiq.compartments.casework.actions.associations import associate
from tansiq.compartments.casework.actions.briefs import make_brief
from tansiq.compartments.casework.actions.bulletins import (
    approve_picture,
    clear_picture,
    draft_bulletin,
    send_bulletin,
    withdraw_bulletin,
)
from tansiq.compartments.casework.actions.cases import add_entry, name_worker, open_case, prosecutions, record_incident
from tansiq.compartments.casework.actions.charges import allege_act, move_charge, review_charge, weigh_charge
from tansiq.compartments.casework.actions.counting import count
from tansiq.compartments.casework.actions.court_files import (
    describe_rank,
    link_heirs,
    name_accused,
    name_victim,
    open_court_file,
)
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
from tansiq.compartments.casework.actions.final_steps import call_off_step, plan_step, record_step
from tansiq.compartments.casework.actions.harms import charge_victims, state_harm
from tansiq.compartments.casework.actions.hearing_changes import cancel_hearing, move_hearing
from tansiq.compartments.casework.actions.hearings import finish_hearing, plan_hearing, record_hearing
from tansiq.compartments.casework.actions.judgments import add_court_paper, complete_court_act, record_court_act
from tansiq.compartments.casework.actions.letters import open_return, write_letter
from tansiq.compartments.casework.actions.photographs import add_photograph
from tansiq.compartments.casework.actions.proofs import (
    cite_evidence,
    name_element,
    propose_hypothesis,
    state_gap,
    weigh_finding,
)
from tansiq.compartments.casework.actions.statements import allege_taint, derive, record_ruling, take_statement
from tansiq.compartments.casework.actions.stop_cards import file_card, rule_on_stop, send_for_ratification
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
    "add_court_paper",
    "add_entry",
    "add_photograph",
    "agree_settlement",
    "allege_act",
    "allege_taint",
    "answer_trace",
    "approve_picture",
    "ask_trace",
    "associate",
    "authenticate",
    "call_off_step",
    "cancel_hearing",
    "characterise",
    "charge_victims",
    "cite_evidence",
    "clear_picture",
    "complete_court_act",
    "count",
    "declare_gap",
    "derive",
    "describe_rank",
    "divide_exhibit",
    "draft_bulletin",
    "end_exhibit",
    "file_card",
    "find_device",
    "find_exhibit",
    "finish_hearing",
    "link_heirs",
    "make_brief",
    "make_safe",
    "move_charge",
    "move_hearing",
    "name_accused",
    "name_element",
    "name_victim",
    "name_worker",
    "note_event",
    "offer_all",
    "offer_transfer",
    "open_case",
    "open_court_file",
    "open_return",
    "plan_hearing",
    "plan_step",
    "propose_hypothesis",
    "prosecutions",
    "record_court_act",
    "record_hearing",
    "record_incident",
    "record_irregular",
    "record_ruling",
    "record_step",
    "record_weapon",
    "report_device",
    "review_charge",
    "rule_on_stop",
    "seal_exhibit",
    "send_bulletin",
    "send_for_ratification",
    "state_age",
    "state_gap",
    "state_harm",
    "take_over",
    "take_statement",
    "weigh_charge",
    "weigh_finding",
    "withdraw_bulletin",
    "withdraw_offer",
    "write_letter",
]
