"""The register of detentions is complete for whoever must see it, and hidden from everybody else."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.walls_model.base import Row, Rule, Truth, Who, mine

HOLD = ("arresting_officer", "custody_officer")
OVERSEE = ("prosecutor", "registrar", "inspector")
WRITE = (*HOLD, *OVERSEE, "child_protection")


def _detention(w: Who, r: Row, t: Truth) -> bool:
    """C4: those who arrested, hold or held, prosecution, courts and inspector; of a child, child protection."""
    party = w.has(*HOLD) and not w.agencies.isdisjoint(r["party_ids"])
    return party or w.has(*OVERSEE) or (r["is_child"] and w.has("child_protection"))


def _of_detention(w: Who, r: Row, t: Truth) -> bool:
    return _detention(w, t.get("custody_detention", r["detention_id"]), t)


def _task(w: Who, r: Row, t: Truth) -> bool:
    return w.has("inspector") or _tasked(w, r, t)


def _tasked(w: Who, r: Row, t: Truth) -> bool:
    return w.has(r["role"]) and (r["owner_id"] is None or mine(w, r, t))


def _enquiry(w: Who, r: Row, t: Truth) -> bool:
    return w.has("inspector") or (mine(w, r, t) and w.has("family_desk"))


def _asked(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and w.has("liaison", "watch_officer", "custody_officer", "child_protection")


def _hands(w: Who, r: Row, t: Truth) -> bool:
    sides = mine(w, r, t) or r["to_id"] in w.agencies
    return w.has("inspector") or (sides and w.has("custody_officer"))


VISIBLE: dict[str, Rule] = {
    "custody_place": lambda w, r, t: True,
    "custody_detention": _detention,
    "custody_event": _of_detention,
    "custody_task": _task,
    "custody_enquiry": _enquiry,
    "custody_enquiryask": lambda w, r, t: w.has("inspector") or _asked(w, r, t),
    "custody_handover": _hands,
    "custody_handoverline": _hands,
}
MAY_ADD: dict[str, Rule] = {
    "custody_place": lambda w, r, t: (
        w.has("inspector", "prosecutor") and r["listed_by"] == w.user and r["until"] is None
    ),
    "custody_detention": lambda w, r, t: (
        w.has(*HOLD) and r["arresting_id"] in w.agencies and r["made_by"] == w.user and r["ended_at"] is None
    ),
    "custody_event": lambda w, r, t: (
        mine(w, r, t) and w.has(*WRITE) and r["recorded_by"] == w.user and _of_detention(w, r, t)
    ),
    "custody_enquiry": lambda w, r, t: (
        mine(w, r, t) and w.has("family_desk") and r["asked_by"] == w.user and not (r["closed_at"] or r["detention_id"])
    ),
    "custody_handover": lambda w, r, t: (
        mine(w, r, t) and w.has("custody_officer") and r["made_by"] == w.user and r["closed_at"] is None
    ),
    "custody_handoverline": lambda w, r, t: mine(w, r, t) and w.has("custody_officer") and r["signed_at"] is None,
}
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("custody_enquiry", name): (
        lambda w, r, t: r["closed_at"] is None and _enquiry(w, r, t)
    )
    for name in (
        "state", "detention_id", "found_at", "told_at", "told_by", "told_words", "kin_shown", "kin_words",
        "close_reasons", "close_asked_by", "close_asked_at",
    )
} | {
    ("custody_enquiryask", name): _asked
    for name in ("answer", "detention_id", "words", "answered_at", "answered_by")
}  # fmt: skip
DECIDERS = {
    "custody.order": ("prosecutor",), "custody.court": ("registrar",), "custody.enquire": ("family_desk",),
    "custody.inspect": ("inspector",),
}  # fmt: skip
COUNTED = ("custody_detention", "custody_enquiry", "custody_handover", "custody_enquiryask", "custody_task")
NAMED = {
    "detention_id": "custody_detention", "place_id": "custody_place", "handover_id": "custody_handover",
    "line_id": "custody_handoverline", "enquiry_id": "custody_enquiry", "custody:answer": "custody_enquiryask",
    "custody:task": "custody_task",
}  # fmt: skip
BESIDE = {("custody:act", "kind"): ("registered", "order", "transfer", "release", "withhold", "taint_ruled", "note")}
LISTED = (
    "custody:register", "custody:presentations", "custody:gate", "custody:inspection", "custody:places",
    "custody:enquiries", "custody:asked",
)  # fmt: skip
UNLISTED = ("custody:arrest_new", "custody:place_new", "custody:enquiry_new")


def told_beside(w: Who, t: Truth) -> Iterable[tuple[str, Row]]:
    """Whoever reads a record of the register reads whose it is; a force that is asked, and the inspector who goes
    there, read whom a family looks for."""
    for row in t.rows.get("custody_detention", []):
        if _detention(w, row, t):
            yield "people_kit", t.get("people_kit", row["kit_id"])
    for row in t.rows.get("custody_enquiryask", []):
        if w.has("inspector") or _asked(w, row, t):
            yield "people_kit", t.get("people_kit", row["kit_id"])
