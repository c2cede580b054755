"""The law is public, and so is how it changed: anybody reads a run, only the start of the installation adds one."""

from tansiq.kernel.walls import Wall, system

WALLS = {"packs_run": Wall(select="true", insert=system("setup"))}
