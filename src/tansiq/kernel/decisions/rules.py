"""What reasons must be."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST_REASON = 10


def are_reasons_thin(reasons: str, boilerplate: Iterable[str]) -> bool:
    """Whether reasons are too short or nothing but a set phrase.

    Args:
        reasons: as typed; white space at the ends does not count.
        boilerplate: set phrases of the charter, compared without case.

    Source:
        Safeguard G1 and G3.
    """
    words = reasons.strip()
    return len(words) < SHORTEST_REASON or words.casefold() in {phrase.casefold() for phrase in boilerplate}
