"""Whose life is threatened and what must not be touched: the protection desk and nobody else."""

from __future__ import annotations

from benchmarks.walls_model.base import Row, Rule, Truth, Who, mine


def _desk(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and w.has("protection_desk", "protection_head")


def _warns(w: Who, r: Row, t: Truth) -> bool:
    """Whoever decides writes down that somebody was warned, once."""
    return _desk(w, r, t) and r["state"] == "decided" and r["warned_at"] is None


def _warned_again(w: Who, r: Row, t: Truth) -> bool:
    return _desk(w, r, t) and r["state"] == "decided" and r["warned_at"] is not None


VISIBLE: dict[str, Rule] = {
    "protection_protected": _desk,
    "protection_check": _desk,
    "protection_threat": _desk,
    "protection_danger": _desk,
}
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("protection_protected", "ended_at"): lambda w, r, t: (
        mine(w, r, t) and w.has("protection_desk") and r["ended_at"] is None
    ),
    ("protection_threat", "warned_at"): _warns,
    ("protection_check", "state"): lambda w, r, t: _desk(w, r, t) and (r["state"], r["new"]) == ("checked", "answered"),
    # The head sends back what was decided, and takes back what was approved in his name.
    ("protection_threat", "state"): lambda w, r, t: (
        mine(w, r, t) and w.has("protection_head") and (r["state"], r["new"]) == ("approve", "open")
    ),
}
MAY_CHANGE |= {("protection_threat", name): _warned_again for name in ("was_understood", "dependants", "outcome")}
MAY_ADD: dict[str, Rule] = {
    "protection_protected": lambda w, r, t: (
        mine(w, r, t) and w.has("protection_desk") and r["author_id"] == w.member and r["ended_at"] is None
    ),
}
DECIDERS: dict[str, tuple[str, ...]] = {
    "protection.decide": ("protection_desk", "protection_head"),
    "protection.approve": ("protection_head",),
}
COUNTED = ("protection_protected", "protection_check", "protection_threat", "protection_danger")
NAMED = {
    "threat_id": "protection_threat", "check_id": "protection_check", "protected_id": "protection_protected",
    "danger_id": "protection_danger",
}  # fmt: skip
UNLISTED = ("protection:protected_new",)
LISTED = ("protection:threats", "protection:dangers", "protection:checks", "protection:protected")
