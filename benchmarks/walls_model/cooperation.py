"""Files of cooperation: of the prosecution, of those whom it names on a file, of its court; nobody else's (C11)."""

from __future__ import annotations

from benchmarks.walls_model.base import Row, Rule, Truth, Who, mine

NEXT = {
    "approach": ("counsel",), "counsel": ("advised",), "advised": ("terms",), "terms": ("window",),
    "window": ("closed", "breach"), "closed": ("verification", "breach"), "verification": ("breach",),
    "assessed": ("protection", "exited", "breach"), "protection": ("exited", "breach"),
}  # fmt: skip
HELD = (
    "counsel", "place", "place_code", "is_place_listed", "began_at", "ended_at", "present", "health", "breaks",
    "topics", "longest_stretch_minutes", "recording", "words", "flags", "is_usable", "held_at", "held_by",
    "held_by_name",
)  # fmt: skip


def _prosecutes(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and w.has("prosecutor")


def _file(w: Who, r: Row, t: Truth, *roles: str) -> bool:
    """A file exists for whoever prosecutes, for those named on it, for its court, and for its legal reviewer."""
    file = t.get("cooperation_file", r["file_id"]) if "file_id" in r else r
    if not file:
        return False
    ways = {
        "handler": w.has("handler") and w.user in file["handler_ids"],
        "defence_counsel": w.has("defence_counsel") and w.user in file["counsel_ids"],
        "cooperation_judge": w.has("cooperation_judge") and file["court_id"] in w.agencies,
        "cooperation_legal": w.has("cooperation_legal") and file["owner_id"] in w.agencies,
    }
    return _prosecutes(w, r, t) or any(ways[role] for role in roles or ways)


def _of(*roles: str) -> Rule:
    return lambda w, r, t: _file(w, r, t, *roles)


def _tied(r: Row, t: Truth) -> bool:
    return bool(t.get("cooperation_file", r["file_id"]).get("owner_id") == r["owner_id"])


def _adds(*roles: str, **first: object) -> Rule:
    """A record of a file, by the prosecution or one of these roles, under one's own name."""

    def rule(w: Who, r: Row, t: Truth) -> bool:
        may = _file(w, r, t, *roles) if roles else _prosecutes(w, r, t)
        is_first = all(r[name] == value for name, value in first.items())
        return may and _tied(r, t) and r["recorded_by"] == w.user and is_first

    return rule


def _steps(w: Who, r: Row, t: Truth) -> bool:
    left = ("withdrawn", "child")
    kinds = {"handler": left, "defence_counsel": left, "cooperation_judge": ("assessed",)}
    named = any(w.has(role) and _file(w, r, t, role) and r["kind"] in told for role, told in kinds.items())
    return (_prosecutes(w, r, t) or named) and _tied(r, t) and r["recorded_by"] == w.user


def _moves(w: Who, r: Row, t: Truth) -> bool:
    """One column alone: a state that is no end and no beginning of the days; ends come with their moment."""
    if w.has("cooperation_judge"):
        return _file(w, r, t, "cooperation_judge") and (r["state"], r["new"]) == ("verification", "assessed")
    ends = r["new"] in ("exited", "breach", "withdrawn", "child")
    return _prosecutes(w, r, t) and r["new"] in NEXT.get(r["state"], ()) and r["new"] != "window" and not ends


def _open_ones(w: Who, r: Row, t: Truth) -> bool:
    return _prosecutes(w, r, t) and r["ended_at"] is None


def _session(w: Who, r: Row, t: Truth) -> bool:
    planned = r["held_at"] is None and not r["is_usable"] and r["counsel"] == "attended"
    return _adds("handler")(w, r, t) and (planned or r["held_by"] == w.user)


def _promise(w: Who, r: Row, t: Truth) -> bool:
    """Said to many: of the prosecution and its legal reviewer; said to one: of whoever sees his file."""
    own = mine(w, r, t) and w.has("prosecutor", "cooperation_legal")
    return own or (r["file_id"] is not None and _file(w, r, t))


def _promises(w: Who, r: Row, t: Truth) -> bool:
    first = r["recorded_by"] == w.user and r["answered_at"] is None and r["outcome_at"] is None
    if r["file_id"] is None:
        return first and mine(w, r, t) and w.has("prosecutor", "cooperation_legal")
    return first and _tied(r, t) and _file(w, r, t, "handler", "defence_counsel", "cooperation_legal")


def _appears(w: Who, r: Row, t: Truth) -> bool:
    named = _file(w, r, t, "handler", "defence_counsel") and (_prosecutes(w, r, t) or r["took_place"])
    free = r["has_consent"] and r["had_counsel"] and not r["is_condition"] and r["family_risk"] != ""
    return named and _tied(r, t) and r["recorded_by"] == w.user and (r["took_place"] or free)


def _assesses(w: Who, r: Row, t: Truth) -> bool:
    judges = w.has("cooperation_judge") and _file(w, r, t, "cooperation_judge")
    kinds = {"request": _prosecutes(w, r, t), "ruling": judges}
    return kinds.get(r["kind"], False) and _tied(r, t) and r["recorded_by"] == w.user


VISIBLE: dict[str, Rule] = {
    "cooperation_file": _of(),
    "cooperation_step": _of(),
    "cooperation_counsel": _of(),
    "cooperation_terms": _of(),
    "cooperation_handler": _of("handler", "cooperation_judge"),
    "cooperation_session": _of("handler", "cooperation_judge", "defence_counsel"),
    "cooperation_firstwords": _of("handler", "cooperation_judge", "defence_counsel"),
    "cooperation_call": _of("handler", "cooperation_judge"),
    "cooperation_oncall": lambda w, r, t: _prosecutes(w, r, t) or w.has("handler"),
    "cooperation_mention": _of("handler", "cooperation_judge", "defence_counsel"),
    "cooperation_claim": _of("handler", "cooperation_judge", "defence_counsel"),
    "cooperation_check": _of("handler", "cooperation_judge"),
    "cooperation_told": _of("handler"),
    "cooperation_protectionlink": _prosecutes,
    "cooperation_assessment": _of("handler", "cooperation_judge", "defence_counsel"),
    "cooperation_promise": _promise,
    "cooperation_payment": _of("cooperation_judge"),
    "cooperation_appearance": _of("handler", "cooperation_judge", "defence_counsel"),
    "cooperation_examination": _of("handler", "cooperation_judge", "defence_counsel"),
    # Who asked may be the one that hears him: a handler reads what he wrote down himself.
    "cooperation_instigation": lambda w, r, t: (
        _file(w, r, t, "cooperation_judge", "defence_counsel")
        or (_file(w, r, t, "handler") and r["recorded_by"] == w.user)
    ),
}
MAY_ADD: dict[str, Rule] = {
    "cooperation_file": lambda w, r, t: (
        _prosecutes(w, r, t)
        and r["opened_by"] == w.user
        and (r["state"], r["ended_at"] is None) in (("approach", True), ("child", False))
        and not (r["handler_ids"] or r["counsel_ids"])
        and all(r[name] is None for name in ("started_at", "window_ends_at", "protection_at"))
    ),
    "cooperation_step": _steps,
    "cooperation_counsel": _adds(ended_at=None),
    "cooperation_handler": _adds(ended_at=None),
    "cooperation_terms": _adds(review="waiting", reviewed_at=None, approved_at=None),
    "cooperation_session": _session,
    "cooperation_firstwords": _adds("handler"),
    "cooperation_call": _adds("handler", came_at=None),
    "cooperation_oncall": lambda w, r, t: _prosecutes(w, r, t) and r["added_by"] == w.user and r["ended_at"] is None,
    "cooperation_mention": _adds("handler"),
    "cooperation_claim": _adds("handler", result="", court_entry="", supports_at=None),
    "cooperation_check": _adds("handler", done_at=None, outcome="", is_independent=False),
    "cooperation_told": _adds("handler", "defence_counsel", "cooperation_judge"),
    "cooperation_assessment": _assesses,
    "cooperation_protectionlink": _adds(assessed_at=None, assessment=""),
    "cooperation_promise": _promises,
    "cooperation_payment": _adds(),
    "cooperation_appearance": _appears,
    "cooperation_examination": _adds("defence_counsel"),
    "cooperation_instigation": _adds("handler", "defence_counsel", "cooperation_judge"),
}


def _ends_once(w: Who, r: Row, t: Truth) -> bool:
    return _prosecutes(w, r, t) and r["ended_at"] is None and r["new"] is not None


MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("cooperation_file", "state"): _moves,
    ("cooperation_file", "handler_ids"): _open_ones,
    ("cooperation_file", "counsel_ids"): _open_ones,
    ("cooperation_file", "court_id"): lambda w, r, t: _open_ones(w, r, t) and r["new"] is not None,
    ("cooperation_counsel", "ended_at"): _ends_once,
    ("cooperation_handler", "ended_at"): _ends_once,
    ("cooperation_oncall", "ended_at"): _ends_once,
    ("cooperation_call", "came_at"): lambda w, r, t: (
        _file(w, r, t, "handler") and r["came_at"] is None and r["new"] is not None
    ),
}
MAY_CHANGE |= {
    ("cooperation_claim", name): lambda w, r, t: _prosecutes(w, r, t) and r["result"] == ""
    for name in ("status", "status_at")
}
MAY_CHANGE |= {
    ("cooperation_claim", "supports_at"): lambda w, r, t: (
        _prosecutes(w, r, t) and r["supports_at"] is None and r["new"] is not None and r["result"] == "true"
        and r["is_usable"] and (not r["is_late"] or r["court_entry"] != "")
    ),
    ("cooperation_check", "done_at"): lambda w, r, t: (
        _file(w, r, t, "handler") and r["done_at"] is None and r["new"] is not None
    ),
    ("cooperation_promise", "answered_at"): lambda w, r, t: (
        mine(w, r, t) and w.has("cooperation_legal") and r["answered_at"] is None and r["new"] is not None
    ),
    ("cooperation_promise", "due_on"): lambda w, r, t: (
        _prosecutes(w, r, t) and r["due_on"] is None and r["new"] is not None and not r["flags"]
        and r["outcome_at"] is None
    ),
    ("cooperation_promise", "outcome_at"): lambda w, r, t: (
        _prosecutes(w, r, t) and r["outcome_at"] is None and r["new"] is not None
    ),
}  # fmt: skip
DECIDERS: dict[str, tuple[str, ...]] = {
    "cooperation.promise": ("prosecutor",),
    "cooperation.review": ("cooperation_legal",),
}
COUNTED = (
    "cooperation_file", "cooperation_step", "cooperation_counsel", "cooperation_handler", "cooperation_terms",
    "cooperation_session", "cooperation_firstwords", "cooperation_call", "cooperation_oncall",
    "cooperation_mention", "cooperation_claim", "cooperation_check", "cooperation_told", "cooperation_assessment",
    "cooperation_promise", "cooperation_payment", "cooperation_appearance", "cooperation_protectionlink",
)  # fmt: skip
NAMED = {
    "file_id": "cooperation_file", "terms_id": "cooperation_terms", "session_id": "cooperation_session",
    "call_id": "cooperation_call", "defender_id": "cooperation_counsel", "handler_id": "cooperation_handler",
    "on_call_id": "cooperation_oncall", "claim_id": "cooperation_claim", "verify_id": "cooperation_check",
    "promise_id": "cooperation_promise",
}  # fmt: skip
BESIDE = {
    ("cooperation:act", "fact"): (
        "counsel", "handler", "danger", "terms", "session", "examination", "promise", "payment", "appearance", "threat",
        "request", "assess", "closed", "withdraw",
    ),
    ("cooperation:claim_act", "fact"): ("check", "status", "result", "entry", "support"),
}  # fmt: skip
LISTED = ("cooperation:files", "cooperation:promises", "cooperation:roster")
UNLISTED = ("cooperation:child_new", "cooperation:file_new", "cooperation:promise_new")
