"""Kits belong to the agency that wrote them down."""

from __future__ import annotations

from benchmarks.walls_model.base import Rule, mine

VISIBLE: dict[str, Rule] = {
    "people_kit": mine,
    "people_identifier": lambda w, r, t: mine(w, t.get("people_kit", r["kit_id"]), t),
    "people_heldentry": mine,
    "people_orderentry": mine,
    "people_link": mine,
    "people_protectivenumber": lambda w, r, t: mine(w, r, t) or w.has("watch_officer"),
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
        lambda w, r, t: (
            mine(w, r, t)
            and r["issued_by"] == w.user
            and r["revoked_at"] is None
            and w.has(*(("identity_desk", "registrar") if r["kind"] == "slip" else ("identity_desk", "caseworker")))
        )
    ),
}
MAY_REMOVE: dict[str, Rule] = {
    "people_heldentry": lambda w, r, t: mine(w, r, t) and w.has("analyst", "approver", "list_keeper"),
    "people_identifier": lambda w, r, t: mine(w, t.get("people_kit", r["kit_id"]), t) and w.has("list_keeper"),
    "people_orderentry": lambda w, r, t: mine(w, r, t) and w.has("prosecutor"),
}
COUNTED = ("people_kit", "people_protectivenumber")
NAMED = {"number_id": "people_protectivenumber"}
