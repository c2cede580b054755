"""The law is public, and so is how it changed: anybody reads a run, only the start of the installation adds one."""

from tansiq.kernel.walls import Wall, system

# What no clock erases, and why.
KEPT = {"packs_run": "which law was in force, and who signed it: public, no person of a record"}

WALLS = {"packs_run": Wall(select="true", insert=system("setup"))}
