"""What the inspector reads, what he asks others, and what people complain of at a civil desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from benchmarks.walls_model.base import Row, Rule, Truth, Who, mine

ANSWERING = (
    "approver", "releaser", "liaison", "prosecutor", "registrar", "custody_officer", "accreditor", "list_keeper",
)  # fmt: skip


def _inspects(w: Who, r: Row, t: Truth) -> bool:
    return w.has("inspector")


def _of_inspector(w: Who, reader: str | None, t: Truth) -> bool:
    """Reads of inspectors are looked at by the judge's delegate as well: one inspector alone judges none of his own."""
    members = [one["id"] for one in t.has("access_member", user_id=reader)] if reader else []
    grants = (g for m in members for g in t.has("access_rolegrant", member_id=m, role="inspector", ended_at=None))
    return w.has("judge_delegate") and any(True for _ in grants)


def _finding(w: Who, r: Row, t: Truth) -> bool:
    return _inspects(w, r, t) or _of_inspector(w, r["reader_id"], t)


def _item(w: Who, r: Row, t: Truth) -> bool:
    return _inspects(w, r, t) or _of_inspector(w, t.get("audit_entry", r["entry_id"]).get("user_id"), t)


def _sample(w: Who, r: Row, t: Truth) -> bool:
    return _inspects(w, r, t) or any(_item(w, one, t) for one in t.has("oversight_sampleitem", sample_id=r["id"]))


def _answers(w: Who, r: Row, t: Truth) -> bool:
    """The reader's agency answers, and he neither answers for himself nor learns that he is asked about (G14)."""
    return r["agency_id"] in w.agencies and w.has(*ANSWERING) and r["reader_id"] != w.user


def _desk(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and w.has("identity_desk", "caseworker", "inspector")


def _corrects(w: Who, r: Row, t: Truth) -> bool:
    return r["holder_id"] in w.agencies and w.has("releaser", "approver", "prosecutor", "list_keeper")


def _keys(w: Who, r: Row, t: Truth) -> bool:
    return w.has("inspector", "judge_delegate")


def _line(w: Who, r: Row, t: Truth) -> bool:
    """The lines of a footprint exist for its two keys, while the lease runs, and for nobody else (G13)."""
    footprint = t.get("oversight_footprint", r["footprint_id"])
    runs = footprint["is_approved"] and datetime.fromisoformat(footprint["lease_ends_at"]) > t.now
    return bool(runs and w.user in (footprint["requested_by"], footprint["decided_by"]) and _keys(w, r, t))


def _second_key(w: Who, r: Row, t: Truth) -> bool:
    return _keys(w, r, t) and r["decided_by"] == w.user and r["requested_by"] != w.user


def _asked_himself(w: Who, r: Row, t: Truth) -> bool:
    """Nobody judges his own read, and none but whoever asked says more of it (W-2)."""
    is_own = t.get("audit_entry", r["entry_id"]).get("user_id") == w.user
    return _item(w, r, t) and not is_own and r["verdict"] == "asked" and r["judged_by"] == w.user


def _appeals(w: Who, r: Row, t: Truth) -> bool:
    """Against a decision, at the desk that took the complaint; whoever decided it stands in the row as it is."""
    first = t.get("oversight_complaint", r["complaint_id"])
    return bool(
        (_desk(w, r, t) or _inspects(w, r, t)) and r["filed_by"] == w.user and r["state"] == "filed"
        and first["decided_by"] and r["first_by"] == first["decided_by"] and r["owner_id"] == first["owner_id"]
    )  # fmt: skip


VISIBLE: dict[str, Rule] = {
    "oversight_notice": _inspects,
    "oversight_reviewday": _inspects,
    "oversight_finding": _finding,
    "oversight_sample": _sample,
    "oversight_sampleitem": _item,
    "oversight_question": lambda w, r, t: _finding(w, r, t) or _answers(w, r, t),
    "oversight_complaint": lambda w, r, t: _inspects(w, r, t) or _desk(w, r, t),
    "oversight_appeal": lambda w, r, t: _inspects(w, r, t) or _desk(w, r, t),
    # The desk that took the complaint never learns whether anybody was asked.
    "oversight_holdertask": lambda w, r, t: _inspects(w, r, t) or _corrects(w, r, t),
    "oversight_footprint": _keys,
    "oversight_footprintline": _line,
}
# Whoever hands a receipt over says when and that he did, at once: neither column changes by itself.
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    # The second key says what the person is told, once.
    ("oversight_footprint", "told_at"): lambda w, r, t: r["told_at"] is None and _second_key(w, r, t),
    # A verdict that asks is followed by another of whoever asked.
    ("oversight_sampleitem", "verdict"): _asked_himself,
    ("oversight_sampleitem", "words"): _asked_himself,
    ("oversight_sampleitem", "judged_at"): _asked_himself,
    # More time is taken once.
    ("oversight_complaint", "state"): (
        lambda w, r, t: _inspects(w, r, t) and r["state"] == "filed" and r["new"] == "extended"
    ),
}
MAY_ADD: dict[str, Rule] = {
    "oversight_notice": lambda w, r, t: (
        r["agency_id"] in (None, w.home) and r["acted_by"] in (None, w.user) and r["closed_at"] is None
    ),
    "oversight_question": lambda w, r, t: (
        _inspects(w, r, t) and r["reader_id"] != w.user and r["asked_by"] == w.user and r["answered_at"] is None
    ),
    "oversight_complaint": (
        lambda w, r, t: _desk(w, r, t) and r["filed_by"] == w.user and r["state"] == "filed" and not r["received_at"]
    ),
    "oversight_appeal": _appeals,
    # On a complaint that somebody else wrote down (RL-09).
    "oversight_footprint": (
        lambda w, r, t: (
            _inspects(w, r, t)
            and r["requested_by"] == w.user
            and r["decided_at"] is None
            and any(one["filed_by"] != w.user for one in t.has("oversight_complaint", number=r["complaint_number"]))
        )
    ),
}
DECIDERS: dict[str, tuple[str, ...]] = {
    "oversight.footprint": ("inspector",),
    "oversight.second_key": ("inspector", "judge_delegate"),
    "oversight.decide": ("inspector",),
    "oversight.answer": ANSWERING,
}
COUNTED = (
    "oversight_notice", "oversight_complaint", "oversight_appeal", "oversight_finding", "oversight_question",
    "oversight_sampleitem", "oversight_holdertask", "oversight_footprint", "oversight_footprintline",
)  # fmt: skip
NAMED = {
    "appeal_id": "oversight_appeal", "complaint_id": "oversight_complaint", "finding_id": "oversight_finding",
    "question_id": "oversight_question",
    "item_id": "oversight_sampleitem", "task_id": "oversight_holdertask", "footprint_id": "oversight_footprint",
    "notice_id": "oversight_notice", "sample_id": "oversight_sample",
}  # fmt: skip
LISTED = (
    "oversight:inbox", "oversight:owed", "oversight:complaints", "oversight:findings", "oversight:samples",
    "oversight:footprints", "oversight:refused", "oversight:published",
)  # fmt: skip
SURFACES = {
    "oversight:inbox": "notification", "oversight:log": "log", "oversight:refusals": "log", "oversight:reads": "log",
}  # fmt: skip
# Every look stands in the log and may be refused: of a month that runs the inspector reads what he has just added.
UNLISTED = ("oversight:log", "oversight:reads", "oversight:refusals", "oversight:figures", "oversight:complaint_new")
SEARCHED = ("oversight:log", "oversight:reads")


def told_beside(w: Who, t: Truth) -> Iterable[tuple[str, Row]]:
    """Whoever turns the second key of a footprint reads the complaint on which it was asked for, until he has decided.

    He asked for none of it himself; the judge's delegate reads no other complaint. Of the log he is told the reads of
    inspectors that he judges.
    """
    if w.has("judge_delegate"):
        found = [e for r in t.rows.get("oversight_finding", []) if _finding(w, r, t) for e in r["entry_ids"]]
        found += [r["entry_id"] for r in t.rows.get("oversight_sampleitem", []) if _item(w, r, t)]
        yield from (("audit_entry", row) for row in (t.get("audit_entry", one) for one in found) if row)
    for row in t.rows.get("oversight_footprint", []):
        if _keys(w, row, t) and row["decided_at"] is None and row["requested_by"] != w.user:
            behind = t.has("oversight_complaint", number=row["complaint_number"])
            yield from (("oversight_complaint", one) for one in behind)
