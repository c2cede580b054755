"""Writes of the inspector's room, by what an inspector, a desk or an agency would call the act."""

from tansiq.compartments.oversight.actions.appeals import decide_appeal, file_appeal
from tansiq.compartments.oversight.actions.complaints import (
    decide_complaint,
    extend_complaint,
    file_complaint,
    hand_receipt,
)
from tansiq.compartments.oversight.actions.footprints import (
    decide_footprint,
    end_footprints,
    look_behind,
    print_footprint_letter,
    read_footprint,
    request_footprint,
    tell_footprint,
)
from tansiq.compartments.oversight.actions.holders import answer_task, ask_after_appeal, ask_holders, reveal_task
from tansiq.compartments.oversight.actions.notices import close_notice, receive_notice
from tansiq.compartments.oversight.actions.reads import answer_question, ask_reason, close_finding, find_patterns
from tansiq.compartments.oversight.actions.samples import draw_sample, judge_item

__all__ = [
    "answer_question",
    "answer_task",
    "ask_after_appeal",
    "ask_holders",
    "ask_reason",
    "close_finding",
    "close_notice",
    "decide_appeal",
    "decide_complaint",
    "decide_footprint",
    "draw_sample",
    "end_footprints",
    "extend_complaint",
    "file_appeal",
    "file_complaint",
    "find_patterns",
    "hand_receipt",
    "judge_item",
    "look_behind",
    "print_footprint_letter",
    "read_footprint",
    "receive_notice",
    "request_footprint",
    "reveal_task",
    "tell_footprint",
]
