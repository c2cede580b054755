"""Anybody's refusal can send a notice; only the inspector reads and closes one (G14)."""

from tansiq.kernel.walls import ANYBODY, Wall, role

WALLS = {
    "oversight_notice": Wall(
        select=role("inspector"), insert=ANYBODY, update=role("inspector"), columns=("closed_at", "closed_by", "done")
    ),
}
