"""Kits belong to the agency that wrote them down."""

from __future__ import annotations

from benchmarks.walls_model.base import Rule, Who, mine


def _issues(w: Who, kind: str) -> bool:
    """A slip after a look at the man; a redress number also with a complaint, which the inspector may write down."""
    return w.has("identity_desk", "registrar") if kind == "slip" else w.has("identity_desk", "caseworker", "inspector")


VISIBLE: dict[str, Rule] = {
    "people_kit": mine,
    "people_identifier": lambda w, r, t: mine(w, t.get("people_kit", r["kit_id"]), t),
    "people_heldentry": mine,
    "people_orderentry": mine,
    "people_link": mine,
    "people_protectivenumber": lambda w, r, t: mine(w, r, t) or w.has("watch_officer"),
    # Whoever read digests would recognise a man in the rows of others: nobody reads any, not of his own.
    "people_digest": lambda w, r, t: False,
}
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("people_heldentry", "*"): lambda w, r, t: mine(w, r, t) and w.has("approver", "list_keeper"),
}
MAY_ADD: dict[str, Rule] = {
    "people_kit": mine,
    "people_identifier": lambda w, r, t: mine(w, t.get("people_kit", r["kit_id"]), t),
    "people_heldentry": lambda w, r, t: mine(w, r, t) and w.has("approver", "list_keeper"),
    "people_orderentry": lambda w, r, t: mine(w, r, t) and w.has("prosecutor"),
    "people_protectivenumber": (
        lambda w, r, t: mine(w, r, t) and r["issued_by"] == w.user and r["revoked_at"] is None and _issues(w, r["kind"])
    ),
    "people_digest": lambda w, r, t: (
        mine(w, r, t) and r["kind"] == "number" and (_issues(w, "slip") or _issues(w, "redress"))
    ),
}
MAY_REMOVE: dict[str, Rule] = {
    "people_heldentry": lambda w, r, t: mine(w, r, t) and w.has("analyst", "approver", "list_keeper"),
    "people_identifier": lambda w, r, t: mine(w, t.get("people_kit", r["kit_id"]), t) and w.has("list_keeper"),
    "people_orderentry": lambda w, r, t: mine(w, r, t) and w.has("prosecutor"),
}
COUNTED = ("people_kit", "people_protectivenumber")
NAMED = {"number_id": "people_protectivenumber"}
