"""A proof is read by the agency whose record it was and by the inspector; nobody changes or removes one."""

from tansiq.kernel.walls import MINE, Wall, either, role, system

# What no clock erases, and why.
KEPT = {
    "retention_proof": "that a record is gone and by which rule, nothing of what it said; by it nothing returns young"
}

WALLS = {
    "retention_proof": Wall(
        select=either(MINE, role("inspector"), system("retention")),
        insert=system("retention"),
    ),
}
