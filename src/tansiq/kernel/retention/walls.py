"""A proof is read by the agency whose record it was and by the inspector; nobody changes or removes one."""

from tansiq.kernel.walls import MINE, Wall, either, role, system

WALLS = {
    "retention_proof": Wall(
        select=either(MINE, role("inspector"), system("retention")),
        insert=system("retention"),
    ),
}
