"""The directory, the log, clocks, alarms and decisions."""

from __future__ import annotations

from benchmarks.walls_model.base import Row, Rule, Truth, Who, decides, mine


def _entry(w: Who, r: Row, t: Truth) -> bool:
    return w.has("inspector") or r["owner_id"] in w.agencies or r["user_id"] == w.user


def _member(w: Who, r: Row, t: Truth) -> bool:
    return r["agency_id"] in w.agencies or r["user_id"] == w.user or w.has("accreditor", "inspector")


def _running(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and r["met_at"] is None and r["stopped_at"] is None


VISIBLE: dict[str, Rule] = {
    "access_agency": lambda w, r, t: True,
    "access_member": _member,
    "access_rolegrant": lambda w, r, t: _member(w, t.get("access_member", r["member_id"]), t),
    "access_standingchange": lambda w, r, t: w.has("accreditor", "inspector"),
    "audit_entry": _entry,
    "audit_words": lambda w, r, t: _entry(w, t.get("audit_entry", r["entry_id"]), t),
    "clocks_clock": lambda w, r, t: mine(w, r, t) or w.has("inspector"),
    "clocks_alarm": lambda w, r, t: w.has(r["role"]) and (r["agency_id"] is None or r["agency_id"] in w.agencies),
    "decisions_decision": (
        lambda w, r, t: mine(w, r, t) or w.has("inspector") or not w.agencies.isdisjoint(r["party_ids"])
    ),
}
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("access_agency", "standing"): lambda w, r, t: w.has("accreditor"),
    ("access_agency", "charter_signed_on"): lambda w, r, t: w.has("accreditor"),
    ("access_agency", "trained_on"): lambda w, r, t: w.has("accreditor"),
    ("access_agency", "excluded_validator_ids"): lambda w, r, t: r["id"] in w.agencies and w.has("releaser"),
    ("access_member", "on_duty_until"): lambda w, r, t: r["user_id"] == w.user or w.has("accreditor"),
    ("access_member", "reviewed_on"): lambda w, r, t: w.has("accreditor"),
    ("access_rolegrant", "ended_at"): lambda w, r, t: w.has("accreditor") and r["ended_at"] is None,
    ("clocks_clock", "met_at"): _running,
    ("clocks_clock", "stopped_at"): _running,
}
MAY_ADD: dict[str, Rule] = {
    "access_agency": lambda w, r, t: w.has("accreditor"),
    "access_member": lambda w, r, t: w.has("accreditor"),
    "access_rolegrant": lambda w, r, t: w.has("accreditor") and r["granted_by"] == w.user and r["ended_at"] is None,
    "access_standingchange": lambda w, r, t: w.has("accreditor") and r["member_id"] == w.member,
    "audit_entry": lambda w, r, t: r["user_id"] == w.user and r["system"] == "" and r["agency_id"] == w.home,
    "clocks_clock": mine,
    "clocks_alarm": (
        lambda w, r, t: (r["role"] == "inspector" or r["agency_id"] in w.agencies) and r["closed_at"] is None
    ),
    "decisions_decision": (
        lambda w, r, t: r["member_id"] == w.member and (r["verb"] == "recorded" or decides(w, r["role"]))
    ),
}
MAY_REMOVE: dict[str, Rule] = {
    "audit_words": lambda w, r, t: w.has("inspector"),
}
COUNTED = ("decisions_decision", "clocks_alarm")
NAMED = {"alarm_id": "clocks_alarm"}
LISTED = ("desk:home",)
