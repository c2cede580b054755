"""Imports are of the keepers of lists alone."""

from __future__ import annotations

from benchmarks.walls_model.base import Rule, keeper

VISIBLE: dict[str, Rule] = {
    "exchange_import": keeper,
    "exchange_stagedrow": keeper,
}
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("exchange_import", "blocked"): keeper,
}
MAY_ADD: dict[str, Rule] = {
    "exchange_import": keeper,
    "exchange_stagedrow": keeper,
}
MAY_REMOVE: dict[str, Rule] = {
    "exchange_stagedrow": keeper,
}
NAMED = {"import_id": "exchange_import"}
LISTED = ("exchange:imports",)
