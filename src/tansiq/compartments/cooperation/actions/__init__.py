"""Everything that is written in the cooperation room."""

from tansiq.compartments.cooperation.actions.files import (
    end_counsel,
    end_handler,
    move,
    name_counsel,
    name_court,
    name_handler,
    open_file,
    record_advice,
    record_protection,
    start_record,
    withdraw,
)
from tansiq.compartments.cooperation.actions.roster import add_on_call, call_counsel, counsel_came, end_on_call
from tansiq.compartments.cooperation.actions.sessions import (
    hold_session,
    plan_session,
    record_first_words,
    record_session,
)
from tansiq.compartments.cooperation.actions.terms import approve_terms, draft_terms, review_terms

__all__ = [
    "add_on_call",
    "approve_terms",
    "call_counsel",
    "counsel_came",
    "draft_terms",
    "end_counsel",
    "end_handler",
    "end_on_call",
    "hold_session",
    "move",
    "name_counsel",
    "name_court",
    "name_handler",
    "open_file",
    "plan_session",
    "record_advice",
    "record_first_words",
    "record_protection",
    "record_session",
    "review_terms",
    "start_record",
    "withdraw",
]
