"""Which plans touch a protected cell, and which are called about by chance: pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date

from tansiq.kernel.charter.folding import fold
from tansiq.kernel.clocks.rules import add_months
from tansiq.kernel.geography import cells, shapes
from tansiq.kernel.geography.shapes import Shape

LONGEST_MONTHS = 12


def is_drawn(key: bytes, plan: str, round_: int, *, percent: int) -> bool:
    """Whether a plan is called about by chance: a fixed share, by a keyed hash that nobody outside can compute.

    Args:
        round_: how often the plan was drawn anew.
        percent: share of a hundred, 0 to 100.
    """
    digest = hmac.new(key, f"{plan}|{round_}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") * 100 < percent << 64  # rule: JOC-09 -> return False


def touches(shape: Shape, buffer: float, protected: Iterable[int]) -> bool:
    """Whether a plan with its buffer touches any of these cells."""
    near = shape.bounds.grown(buffer)
    drawn = (cells.shape_of(cell) for cell in protected)
    return any(
        near.meets(one.bounds) and shapes.gap(shape, one) <= buffer for one in drawn
    )  # rule: JOC-09 -> return False


def last_day(today: date, wanted: date | None) -> date:
    """The day on which a protected cell ends unless it is entered anew: as wanted, and within twelve months."""
    longest = add_months(today, LONGEST_MONTHS)
    return min(wanted or longest, longest)


def digest_of(origin: str, reference: str, words: str) -> str:
    """By what the same threat is recognised when it is sent again."""
    return hashlib.sha256(f"{origin}|{reference}|{fold(words)}".encode()).hexdigest()
