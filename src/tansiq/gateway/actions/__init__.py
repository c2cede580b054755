"""Writes of the gateway, split by the act."""

from tansiq.gateway.actions.asks import ask, confirm_identity
from tansiq.gateway.actions.break_glass import break_glass, read_glass, review_glass
from tansiq.gateway.actions.budgets import raise_budget
from tansiq.gateway.actions.bulletins import Picture, acknowledge_bulletin, send_bulletin
from tansiq.gateway.actions.courts import pass_cooperation, pass_hearing, pass_release, pass_ruling
from tansiq.gateway.actions.dangers import answer_about_danger, ask_about_danger
from tansiq.gateway.actions.disclosures import (
    read_disclosure,
    refuse_release,
    release,
    send_assessment,
)
from tansiq.gateway.actions.exonerations import exonerate, hold_order
from tansiq.gateway.actions.exports import Export, export, require_second_key
from tansiq.gateway.actions.facts import record_happened
from tansiq.gateway.actions.hits import compare, judge_hit, match_ask, undo_judgement
from tansiq.gateway.actions.orders import issue_redress, issue_slip, register_order, renew_order, revoke_order
from tansiq.gateway.actions.patterns import tell_iterations
from tansiq.gateway.actions.permissions import ask_permission, decide_permission, pass_on
from tansiq.gateway.actions.recalls import acknowledge_recall, change_standing, recall_subject, withdraw
from tansiq.gateway.actions.stops import acknowledge_stop, lift_stops, raise_stop, spread_stops
from tansiq.gateway.actions.threats import send_revenge_risk, send_threat

__all__ = [
    "Export",
    "Picture",
    "acknowledge_bulletin",
    "acknowledge_recall",
    "acknowledge_stop",
    "answer_about_danger",
    "ask",
    "ask_about_danger",
    "ask_permission",
    "break_glass",
    "change_standing",
    "compare",
    "confirm_identity",
    "decide_permission",
    "exonerate",
    "export",
    "hold_order",
    "issue_redress",
    "issue_slip",
    "judge_hit",
    "lift_stops",
    "match_ask",
    "pass_cooperation",
    "pass_hearing",
    "pass_on",
    "pass_release",
    "pass_ruling",
    "raise_budget",
    "raise_stop",
    "read_disclosure",
    "read_glass",
    "recall_subject",
    "record_happened",
    "refuse_release",
    "register_order",
    "release",
    "renew_order",
    "require_second_key",
    "review_glass",
    "revoke_order",
    "send_assessment",
    "send_bulletin",
    "send_revenge_risk",
    "send_threat",
    "spread_stops",
    "tell_iterations",
    "undo_judgement",
    "withdraw",
]
