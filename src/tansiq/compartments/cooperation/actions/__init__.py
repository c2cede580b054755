"""Everything that is written in the cooperation room."""

from tansiq.compartments.cooperation.actions.assessing import record_assessment, request_assessment
from tansiq.compartments.cooperation.actions.children import doubt_age, record_child
from tansiq.compartments.cooperation.actions.claims import (
    finish_check,
    record_claim,
    record_court_entry,
    record_mentions,
    record_result,
    record_status,
    set_check,
    tell_threat,
)
from tansiq.compartments.cooperation.actions.conditions import record_examination, record_instigation
from tansiq.compartments.cooperation.actions.files import (
    end_counsel,
    end_handler,
    move,
    name_counsel,
    name_court,
    name_handler,
    open_file,
    record_advice,
    start_record,
    withdraw,
)
from tansiq.compartments.cooperation.actions.promises import (
    answer_promise,
    name_promise_day,
    plan_appearance,
    record_appearance,
    record_outcome,
    record_payment,
    record_promise,
)
from tansiq.compartments.cooperation.actions.protection import ask_protection, receive_assessment
from tansiq.compartments.cooperation.actions.roster import add_on_call, call_counsel, counsel_came, end_on_call
from tansiq.compartments.cooperation.actions.sessions import (
    hold_session,
    plan_session,
    record_first_words,
    record_session,
)
from tansiq.compartments.cooperation.actions.telling import tell_counsel_of_heirs
from tansiq.compartments.cooperation.actions.terms import approve_terms, draft_terms, review_terms
from tansiq.compartments.cooperation.actions.weighing import let_support

__all__ = [
    "add_on_call",
    "answer_promise",
    "approve_terms",
    "ask_protection",
    "call_counsel",
    "counsel_came",
    "doubt_age",
    "draft_terms",
    "end_counsel",
    "end_handler",
    "end_on_call",
    "finish_check",
    "hold_session",
    "let_support",
    "move",
    "name_counsel",
    "name_court",
    "name_handler",
    "name_promise_day",
    "open_file",
    "plan_appearance",
    "plan_session",
    "receive_assessment",
    "record_advice",
    "record_appearance",
    "record_assessment",
    "record_child",
    "record_claim",
    "record_court_entry",
    "record_examination",
    "record_first_words",
    "record_instigation",
    "record_mentions",
    "record_outcome",
    "record_payment",
    "record_promise",
    "record_result",
    "record_session",
    "record_status",
    "request_assessment",
    "review_terms",
    "set_check",
    "start_record",
    "tell_counsel_of_heirs",
    "tell_threat",
    "withdraw",
]
