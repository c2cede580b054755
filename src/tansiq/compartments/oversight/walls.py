"""Anybody's refusal can send a notice; only the inspector reads and closes one (G14)."""

from tansiq.kernel.walls import ACTS, ANYBODY, HOME, Wall, both, either, role

WALLS = {
    "oversight_notice": Wall(
        ended="closed_at IS NOT NULL",
        select=role("inspector"),
        insert=both(ANYBODY, either("agency_id IS NULL", f"agency_id = {HOME}"), "closed_at IS NULL"),
        update=role("inspector"),
        columns=("closed_at", "closed_by", "done"),
        change=both("OLD.closed_at IS NULL", "NEW.closed_at IS NOT NULL", f"NEW.closed_by = {ACTS}"),
    ),
}
