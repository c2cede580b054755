"""What reasons must be."""

from __future__ import annotations

from collections.abc import Iterable

from tansiq.kernel.reasons import fault_of


def are_reasons_thin(reasons: str, boilerplate: Iterable[str]) -> bool:
    """Whether reasons are too short, nothing but a set phrase, or one word over and over.

    Source:
        Safeguard G1 and G3; `tansiq.kernel.reasons` counts.
    """
    return fault_of(reasons, boilerplate) != ""
