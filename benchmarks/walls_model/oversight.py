"""What the inspector reads."""

from __future__ import annotations

from benchmarks.walls_model.base import Rule

VISIBLE: dict[str, Rule] = {
    "oversight_notice": lambda w, r, t: w.has("inspector"),
}
MAY_ADD: dict[str, Rule] = {
    "oversight_notice": lambda w, r, t: r["agency_id"] in (None, w.home) and r["closed_at"] is None,
}
COUNTED = ("oversight_notice",)
SEARCHED = ("oversight:log",)
