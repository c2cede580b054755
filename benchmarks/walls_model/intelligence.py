"""What each agency knows, and its people work with."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.walls_model.base import Row, Rule, Truth, Who, by_author, keeper, mine


def _quarantine(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and w.may("work") and (not r["is_quarantined"] or w.has("approver"))


def _work(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and w.may("work")


def _plan(w: Who, r: Row, t: Truth) -> bool:
    """Its own agency's workers, and watch officers of every one."""
    return _work(w, r, t) or w.has("watch_officer")


CALLED_AS = ("clear", "held")


def _calls(w: Who, r: Row, t: Truth) -> bool:
    return w.has("watch_officer") and r["done_at"] is None


def _plans(w: Who, r: Row) -> bool:
    return r["owner_id"] in w.agencies and w.has("analyst", "liaison")


def _listing(w: Who, r: Row, t: Truth) -> bool:
    return r["state"] == "open" or mine(w, r, t)


def _traces(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and w.has("analyst") and r["done_at"] is None


def _second(w: Who, r: Row, t: Truth) -> bool:
    """Another approver than who wrote it (W-2)."""
    return mine(w, r, t) and w.has("approver") and bool(r["author_id"] != w.member)


RUNNING = ("proposed", "active", "under_review")
VISIBLE: dict[str, Rule] = {
    "intelligence_report": _quarantine,
    "intelligence_subject": _quarantine,
    "intelligence_informationrequest": (
        lambda w, r, t: w.may("work") and (mine(w, r, t) or r["addressee_id"] in w.agencies)
    ),
    "intelligence_trace": _work,
    "intelligence_assessment": _work,
    "intelligence_plan": _plan,
    "intelligence_planconflict": lambda w, r, t: w.has("watch_officer"),
    "intelligence_plananswer": lambda w, r, t: w.has("watch_officer"),
    "intelligence_plannotice": _plan,
    "intelligence_listing": _listing,
    "intelligence_listingkit": (
        lambda w, r, t: (
            w.has("list_keeper") or (w.may("work") and _listing(w, t.get("intelligence_listing", r["listing_id"]), t))
        )
    ),
}
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("intelligence_subject", "reviewed_at"): (lambda w, r, t: _second(w, r, t) and r["state"] == "active"),
    # A second person says what somebody of unknown category is, once.
    ("intelligence_subject", "category"): lambda w, r, t: (
        _second(w, r, t) and r["state"] in RUNNING and r["category"] == "unknown" and r["new"] != "unknown"
    ),
    # A doubt is in the person's favour: who may propose or accept may doubt.
    ("intelligence_subject", "state"): lambda w, r, t: (
        mine(w, r, t) and w.has("analyst", "approver") and r["state"] == "active" and r["new"] == "under_review"
    ),
    # A watch officer who has called may change his word; whoever owns a conflict may take it up again.
    ("intelligence_plan", "state"): lambda w, r, t: (
        _calls(w, r, t) and r["called_at"] is not None and r["new"] in CALLED_AS
    ),
    ("intelligence_plan", "called_at"): lambda w, r, t: _calls(w, r, t) and r["state"] in CALLED_AS and bool(r["new"]),
    ("intelligence_planconflict", "owned_at"): lambda w, r, t: (
        w.has("watch_officer") and r["state"] == "owned" and r["owned_by"] == w.user and r["new"] is not None
    ),
    ("intelligence_trace", "priority"): _traces,
    ("intelligence_trace", "is_found"): _traces,
    ("intelligence_trace", "outcome"): _traces,
    ("intelligence_trace", "done_at"): _traces,
    ("intelligence_listing", "*"): keeper,
}
MAY_ADD: dict[str, Rule] = {
    "intelligence_report": by_author("analyst"),
    "intelligence_subject": by_author("analyst", state="proposed", accepted_by=None),
    "intelligence_informationrequest": by_author("liaison", state="asked"),
    "intelligence_trace": by_author("analyst", done_at=None),
    "intelligence_assessment": by_author("releaser"),
    "intelligence_plan": (
        lambda w, r, t: _plans(w, r) and r["author_id"] == w.member and r["state"] == "checked" and r["redraws"] == 0
    ),
    "intelligence_listing": keeper,
    "intelligence_listingkit": keeper,
}
MAY_REMOVE: dict[str, Rule] = {
    "intelligence_listingkit": keeper,
}
DECIDERS: dict[str, tuple[str, ...]] = {
    "intelligence.accept": ("approver",),
    "intelligence.clear": ("approver",),
    "intelligence.answer": ("liaison",),
    "intelligence.deconflict": ("watch_officer",),
}
# Columns of a listing that stay as they are.
FIXED = {("intelligence_listing", name) for name in ("owner_id", "list_code", "reference_number")}
COUNTED = (
    "intelligence_report", "intelligence_subject", "intelligence_trace", "intelligence_informationrequest",
    "intelligence_assessment", "intelligence_listing",
)  # fmt: skip
QUERIED = {("intelligence:traces", "subject"): ("intelligence_subject", "id")}
NAMED = {
    "report_id": "intelligence_report", "subject_id": "intelligence_subject",
    "request_id": "intelligence_informationrequest", "trace_id": "intelligence_trace",
    "plan_id": "intelligence_plan", "conflict_id": "intelligence_planconflict",
}  # fmt: skip
LISTED = ("intelligence:reports", "intelligence:subjects", "intelligence:requests", "intelligence:traces",
          "intelligence:plans", "intelligence:conflicts")  # fmt: skip
UNLISTED = (
    "intelligence:report_new", "intelligence:subject_new", "intelligence:request_new", "intelligence:trace_new",
    "intelligence:plan_new", "intelligence:assessment_new",
)  # fmt: skip
SEARCHED = ("intelligence:reports", "intelligence:subjects")


def faults(t: Truth) -> Iterable[str]:
    """Whoever is matched is an active subject."""
    held = {row["kit_id"] for row in t.rows["people_heldentry"]}
    for row in t.rows["intelligence_subject"]:
        if row["kit_id"] in held and row["state"] != "active":
            yield f"a subject that is {row['state']} is matched: {row['number']}"
