"""Everything that is written in the victims' room: matters and their parties, events, contact, counsel."""

from tansiq.compartments.victims.actions.absences import end_absence, say_absent
from tansiq.compartments.victims.actions.asking import confirm_again
from tansiq.compartments.victims.actions.confirming import confirm_line
from tansiq.compartments.victims.actions.contacts import (
    finish_contact,
    plan_contact,
    record_contact,
    withdraw_consent,
    write_plan,
)
from tansiq.compartments.victims.actions.corrections import say_mistaken, take_out
from tansiq.compartments.victims.actions.counsels import end_counsel, name_counsel
from tansiq.compartments.victims.actions.court_forms import (
    print_form,
    print_party_form,
    print_statement_form,
    type_form,
)
from tansiq.compartments.victims.actions.errands import ask_desk, call_back, confirm_elsewhere, take_in
from tansiq.compartments.victims.actions.facts import record_certificate, record_fact
from tansiq.compartments.victims.actions.holds import review_hold, take_task
from tansiq.compartments.victims.actions.inquiries import close_inquiry, open_inquiry
from tansiq.compartments.victims.actions.matters import add_accused, add_victim, know_victim, name_court, open_matter
from tansiq.compartments.victims.actions.notices import clock_untold, say_told
from tansiq.compartments.victims.actions.papers import (
    record_request,
    record_waiver,
    state_request,
    state_waiver,
    withdraw_statement,
)
from tansiq.compartments.victims.actions.protecting import report_threat
from tansiq.compartments.victims.actions.rulings import (
    record_about_waiver,
    record_pardon,
    rule_on_accused,
    rule_on_statement,
)
from tansiq.compartments.victims.actions.searching import NoticeDraft, end_search, search_heirs, take_search
from tansiq.compartments.victims.actions.spelling import correct_name
from tansiq.compartments.victims.actions.wishes import hold_session, send_to_court

__all__ = [
    "NoticeDraft",
    "add_accused",
    "add_victim",
    "ask_desk",
    "call_back",
    "clock_untold",
    "close_inquiry",
    "confirm_again",
    "confirm_elsewhere",
    "confirm_line",
    "correct_name",
    "end_absence",
    "end_counsel",
    "end_search",
    "finish_contact",
    "hold_session",
    "know_victim",
    "name_counsel",
    "name_court",
    "open_inquiry",
    "open_matter",
    "plan_contact",
    "print_form",
    "print_party_form",
    "print_statement_form",
    "record_about_waiver",
    "record_certificate",
    "record_contact",
    "record_fact",
    "record_pardon",
    "record_request",
    "record_waiver",
    "report_threat",
    "review_hold",
    "rule_on_accused",
    "rule_on_statement",
    "say_absent",
    "say_mistaken",
    "say_told",
    "search_heirs",
    "send_to_court",
    "state_request",
    "state_waiver",
    "take_in",
    "take_out",
    "take_search",
    "take_task",
    "type_form",
    "withdraw_consent",
    "withdraw_statement",
    "write_plan",
]
