"""Which known names a Latin word may spell."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tansiq.names import lexicon, shipped, tables


class Readings(NamedTuple):
    """The names a Latin word may be: joint probability by Arabic core, and the word's own probability."""

    joint: dict[str, float]
    total: float


@lru_cache(maxsize=65_536)
def read(latin: str) -> Readings:
    """Which known names a Latin word may be; names outside the tables share what is left."""
    candidates, chances = lexicon.joint_readings(latin)
    known = shipped.known().names
    joint = {known[at]: float(chance) for at, chance in zip(candidates, chances, strict=True)}
    return Readings(joint, sum(joint.values()) + lexicon.novel_share(latin))


def likeliest_frequency(core: str) -> tables.Frequency | None:
    """Frequency of a core in either script; of a Latin one, that of the name it most likely spells."""
    if not core.isascii():
        return tables.frequency(core)
    joint, total = read(core)
    best = max(joint, key=lambda name: joint[name], default=None)
    return tables.frequency(best) if best is not None and joint[best] > 0.5 * total else None


@lru_cache(maxsize=65_536)
def is_honorific(core: str) -> bool:
    """Whether a core in either script is محمد: many a man is called by the name that follows it."""
    if not core.isascii():
        return core == lexicon.HONORIFIC
    joint, total = read(core)
    return joint.get(lexicon.HONORIFIC, 0.0) > 0.4 * total
