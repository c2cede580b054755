"""The directory and its roster, the log and its seal, clocks, alarms, decisions, erasures and the law that runs."""

from __future__ import annotations

from benchmarks.walls_model.base import Beside, Row, Rule, Truth, Who, decides, mine

CLOSED_ROOMS = (
    "handler", "cooperation_legal", "cooperation_judge", "defence_counsel", "protection_desk", "protection_head",
    "victims_officer", "womens_officer", "heirs_counsel", "inspector", "judge_delegate",
)  # fmt: skip


def _entry(w: Who, r: Row, t: Truth) -> bool:
    return w.has("inspector") or r["owner_id"] in w.agencies or r["user_id"] == w.user


def _member(w: Who, r: Row, t: Truth) -> bool:
    return r["agency_id"] in w.agencies or r["user_id"] == w.user or w.has("accreditor", "inspector")


def _running(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and r["met_at"] is None and r["stopped_at"] is None


def _own(w: Who, r: Row, t: Truth) -> bool:
    return bool(r["user_id"] == w.user)


def _heads(w: Who, r: Row, t: Truth) -> bool:
    """The head of a unit looks after the accounts of his agency; nobody after his own (W-2)."""
    return w.has("unit_head") and r["agency_id"] in w.agencies and not _own(w, r, t)


def _accredits(w: Who, r: Row, t: Truth) -> bool:
    return w.has("accreditor") and not _own(w, r, t)


def _reviews(w: Who, r: Row, t: Truth) -> bool:
    return _accredits(w, r, t) or _heads(w, r, t)


# Who watches, and who makes members: each waits for somebody else of oversight (G14).
GUARDED = ("inspector", "judge_delegate", "accreditor")


def _answers_grant(w: Who, r: Row, t: Truth) -> bool:
    """Somebody of oversight ends a grant that waits; not his own, nor one that he gave."""
    waits = r["role"] in GUARDED and r["confirmed_at"] is None and r["ended_at"] is None
    return waits and w.has("inspector", "judge_delegate") and r["member_id"] != w.member and r["granted_by"] != w.user


def _takes_back(w: Who, r: Row, t: Truth) -> bool:
    """A reset takes a confirmation back: both columns at once, so one alone only where the other is empty."""
    member = t.get("access_member", r["member_id"])
    return r["new"] is None and r["confirmed_by"] is None and r["ended_at"] is None and _accredits(w, member, t)


def _ends_role(w: Who, r: Row, t: Truth) -> bool:
    return r["ended_at"] is None and _reviews(w, t.get("access_member", r["member_id"]), t)


def _plans(w: Who, r: Row, t: Truth) -> bool:
    return r["agency_id"] in w.agencies and w.has("unit_head", "watch_officer")


def _rostered(w: Who, r: Row, t: Truth) -> bool:
    """Function and staff number, no name: whoever proves that tonight is staffed reads it everywhere (G27).

    Of rooms of which nobody is told who works there: oneself, colleagues of the same role, whoever plans at home or
    grants, and oversight.
    """
    if w.has("accreditor", "inspector") or _plans(w, r, t):
        return True
    if r["function"] in CLOSED_ROOMS:
        return bool(r["agency_id"] in w.agencies and (r["member_id"] == w.member or w.has(r["function"])))
    return r["agency_id"] in w.agencies or w.has("watch_officer")


def _cancels(w: Who, r: Row, t: Truth) -> bool:
    """Whoever plans; and the accreditation officer, by freezing the account or ending the role."""
    return r["cancelled_at"] is None and r["new"] is not None and (_plans(w, r, t) or w.has("accreditor"))


def _checkpoint(w: Who, r: Row, t: Truth) -> bool:
    return w.has("inspector") or r["is_published"]


def _told_by_phone(w: Who, r: Row, t: Truth) -> bool:
    """The two who spoke, and the inspector."""
    return w.user in (r["approver_user_id"], r["officer_user_id"]) or w.has("inspector")


def _inspects(w: Who, r: Row, t: Truth) -> bool:
    return w.has("inspector")


VISIBLE: dict[str, Rule] = {
    "access_agency": lambda w, r, t: True,
    "access_member": _member,
    "access_rolegrant": (
        lambda w, r, t: (
            _member(w, t.get("access_member", r["member_id"]), t) or (w.has("judge_delegate") and r["role"] in GUARDED)
        )
    ),
    "access_standingchange": lambda w, r, t: w.has("accreditor", "inspector"),
    "access_unitfreeze": lambda w, r, t: w.has("accreditor", "inspector"),
    "access_shift": _rostered,
    "access_kin": lambda w, r, t: _own(w, r, t) or w.has("inspector"),
    "usersessions_usersession": lambda w, r, t: _own(w, r, t) or w.has("accreditor"),
    "audit_entry": _entry,
    "audit_words": lambda w, r, t: _entry(w, t.get("audit_entry", r["entry_id"]), t),
    # What waits is the sealing job's; the tree is read through its proofs, and one checkpoint a day by everybody.
    "audit_unsealed": lambda w, r, t: False,
    "audit_leaf": _inspects,
    "audit_node": _inspects,
    "audit_witnessed": _inspects,
    "audit_checkpoint": _checkpoint,
    "audit_cosignature": lambda w, r, t: _checkpoint(w, t.get("audit_checkpoint", str(r["checkpoint_id"])), t),
    "clocks_clock": lambda w, r, t: mine(w, r, t) or w.has("inspector"),
    "clocks_alarm": lambda w, r, t: w.has(r["role"]) and (r["agency_id"] is None or r["agency_id"] in w.agencies),
    "decisions_decision": (
        lambda w, r, t: mine(w, r, t) or w.has("inspector") or not w.agencies.isdisjoint(r["party_ids"])
    ),
    "decisions_phoneapproval": _told_by_phone,
    # The room counts; nobody reads it.
    "decisions_samereasons": lambda w, r, t: False,
    "packs_run": lambda w, r, t: True,
    # A job names what it is about: it is the worker's.
    "procrastinate_jobs": lambda w, r, t: False,
    "procrastinate_events": lambda w, r, t: False,
    "procrastinate_periodic_defers": lambda w, r, t: False,
    "procrastinate_workers": lambda w, r, t: False,
    "retention_proof": lambda w, r, t: mine(w, r, t) or w.has("inspector"),
}
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("access_agency", "standing"): lambda w, r, t: w.has("accreditor"),
    ("access_agency", "charter_signed_on"): lambda w, r, t: w.has("accreditor"),
    ("access_agency", "trained_on"): lambda w, r, t: w.has("accreditor"),
    ("access_agency", "excluded_validator_ids"): lambda w, r, t: r["id"] in w.agencies and w.has("releaser"),
    ("access_member", "on_duty_until"): _accredits,
    ("access_member", "reviewed_on"): _reviews,
    ("access_member", "review_told_at"): _reviews,
    ("access_member", "lapse_told_at"): _reviews,
    ("access_member", "frozen_at"): _accredits,
    ("access_member", "agency_id"): _accredits,
    ("access_member", "unit"): _accredits,
    ("access_member", "phone"): _accredits,
    ("access_rolegrant", "ended_at"): (
        lambda w, r, t: r["new"] is not None and (_ends_role(w, r, t) or _answers_grant(w, r, t))
    ),
    ("access_rolegrant", "confirmed_at"): _takes_back,
    ("access_shift", "cancelled_at"): _cancels,
    ("access_kin", "marks"): lambda w, r, t: _own(w, r, t) and r["ended_at"] is None and not r["marks"] and r["new"],
    ("usersessions_usersession", "*"): _own,
    ("clocks_clock", "met_at"): _running,
    ("clocks_clock", "stopped_at"): _running,
}
FIXED = {("usersessions_usersession", "user_id")}
MAY_ADD: dict[str, Rule] = {
    "access_agency": lambda w, r, t: w.has("accreditor"),
    "access_member": lambda w, r, t: w.has("accreditor"),
    "access_rolegrant": (
        lambda w, r, t: (
            w.has("accreditor")
            and r["granted_by"] == w.user
            and r["member_id"] != w.member
            and r["ended_at"] is None
            and r["confirmed_at"] is None
            and r["confirmed_by"] is None
        )
    ),
    "access_standingchange": lambda w, r, t: w.has("accreditor") and r["member_id"] == w.member,
    "access_unitfreeze": lambda w, r, t: w.has("accreditor") and r["by_id"] == w.member,
    "access_shift": (
        lambda w, r, t: (
            _plans(w, r, t) and r["planned_by"] == w.member and r["cancelled_at"] is None and not r["is_taken"]
        )
    ),
    "access_kin": lambda w, r, t: _own(w, r, t) and r["member_id"] == w.member and r["ended_at"] is None,
    "usersessions_usersession": _own,
    "audit_entry": lambda w, r, t: r["user_id"] == w.user and r["system"] == "" and r["agency_id"] == w.home,
    "clocks_clock": mine,
    "clocks_alarm": (
        lambda w, r, t: (
            (r["role"] in ("inspector", "judge_delegate") or r["agency_id"] in w.agencies) and r["closed_at"] is None
        )
    ),
    "decisions_decision": (
        lambda w, r, t: r["member_id"] == w.member and (r["verb"] == "recorded" or decides(w, r["role"]))
    ),
    "decisions_phoneapproval": (
        lambda w, r, t: (
            r["officer_user_id"] == w.user
            and r["officer_id"] == w.member
            and r["agency_id"] in w.agencies
            and r["agency_id"] == w.home
            and r["state"] == "waiting"
            and r["told_at"] is None
        )
    ),
}
MAY_REMOVE: dict[str, Rule] = {
    "audit_words": (
        lambda w, r, t: w.has("inspector") and t.get("audit_entry", r["entry_id"]).get("user_id") != w.user
    ),
    "usersessions_usersession": lambda w, r, t: _own(w, r, t) or w.has("accreditor"),
}
COUNTED = ("decisions_decision", "decisions_phoneapproval", "clocks_alarm", "access_kin", "retention_proof")
NAMED = {
    "alarm_id": "clocks_alarm", "approval_id": "decisions_phoneapproval", "kin_id": "access_kin",
    "shift_id": "access_shift", "member_id": "access_member", "agency_id": "access_agency",
    "grant_id": "access_rolegrant",
    "desk:phone": "intelligence_subject protection_threat custody_enquiry",
}  # fmt: skip


def _by_phone(r: Row, t: Truth) -> tuple[str, ...]:
    """What is decided by phone about a subject, a threat and a family's search."""
    if "close_asked_at" in r:
        return ("custody.close_enquiry",)
    if "warned_at" in r:
        return ("protection.not_warned",)
    return "intelligence.accept", "intelligence.keep", "intelligence.clear"


BESIDE: dict[tuple[str, str], Beside] = {
    ("desk:phone", "act"): _by_phone,
    ("desk:member_act", "act"): ("grant", "end-role", "move", "end"),
}
SURFACES = {"desk:home": "notification", "desk:erasures": "log", "desk:seal": "log"}
SEARCHED = ("desk:members",)
LISTED = (
    "desk:home", "desk:roster", "desk:members", "desk:grants", "desk:erasures", "desk:agencies", "desk:tonight",
    "desk:shift", "desk:kin", "desk:ending", "desk:map", "desk:places",
)  # fmt: skip
# The seal and the list of one's own sessions change with every look that is logged.
UNLISTED = (
    "desk:ask", "desk:display", "desk:reason", "desk:on_duty", "desk:off_duty", "desk:my_shift", "desk:seal",
    "desk:sessions", "desk:agency_new", "desk:member_new", "desk:shift_new", "desk:passages", "desk:charter",
    "desk:charter_difference", "desk:about", "desk:components",
)  # fmt: skip
