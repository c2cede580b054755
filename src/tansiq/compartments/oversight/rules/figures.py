"""Figures that may be shown: small cells are hidden, and so much besides that nothing gives them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# A cell below this is not shown: so few people could be known by it.
LEAST_SHOWN = 5
# So many years that are over are published: further back nobody asks for a count.
MOST_YEARS = 5
Mark = Literal["shown", "small", "withheld"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. `small` says that it is below five; `withheld` that it is five or more and would give one away."""

    mark: Mark
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Figures that add up to a total, as they may be shown."""

    cells: tuple[Cell, ...]
    total: Cell


def cell(count: int) -> Cell:
    """A figure that stands alone.

    Raises:
        ValueError: a count below zero.
    """
    if count < 0:
        raise ValueError("a count is not negative")
    return Cell("shown", count) if count >= LEAST_SHOWN else Cell("small")


def _range(mark: Mark, most: int) -> tuple[int, int]:
    """What a reader knows of a cell that is not shown."""
    return (0, LEAST_SHOWN - 1) if mark == "small" else (LEAST_SHOWN, most)


def _is_safe(counts: Sequence[int], marks: Sequence[Mark]) -> bool:
    """Whether every hidden cell may have two values at least, for a reader who subtracts what is shown."""
    hidden = [place for place, mark in enumerate(marks) if mark != "shown"]
    rest = sum(counts[place] for place in hidden)
    known = {place: _range(marks[place], rest) for place in hidden}
    least, most = sum(low for low, _ in known.values()), sum(high for _, high in known.values())
    return all(max(low, rest - (most - high)) < min(high, rest - (least - low)) for low, high in known.values())


def protect(counts: Sequence[int]) -> Column:
    """Hide what is small, then as little more as makes the total tell nothing; else the total itself.

    Args:
        counts: figures that add up, each 0 or more.

    Returns:
        Each figure and the total. Whatever is shown is true. No hidden figure follows from what is shown.

    Raises:
        ValueError: a count below zero.
    """
    marks: list[Mark] = [cell(count).mark for count in counts]
    total = cell(sum(counts))
    if total.mark == "small":
        return Column(tuple(Cell(mark) for mark in marks), total)
    while "small" in marks and not _is_safe(counts, marks):
        shown = [place for place, mark in enumerate(marks) if mark == "shown"]
        if not shown:
            # No partner is left: the total goes, and the partners come back that it alone needed.
            return Column(tuple(cell(count) for count in counts), Cell("withheld"))
        marks[min(shown, key=lambda place: (counts[place], place))] = "withheld"
    cells = tuple(Cell(mark, count if mark == "shown" else None) for count, mark in zip(counts, marks, strict=True))
    return Column(cells, total)


def whole_of(parts: Sequence[int]) -> Cell:
    """The sum of figures that were each shown by themselves, as `cell` shows them; hidden where it would give one away.

    A year is published beside its months: whoever subtracts the months that are shown learns no hidden one, also not
    from the fact that the year is hidden. So it is hidden where the small ones are all but the least or the most.

    Raises:
        ValueError: a count below zero.
    """
    total = cell(sum(parts))
    small = [count for count in parts if cell(count).mark == "small"]
    most = len(small) * (LEAST_SHOWN - 1)
    is_told = not small or (len(small) > 1 and 0 < sum(small) < most - 1)
    return total if is_told or total.mark == "small" else Cell("withheld")


def percent(part: int, whole: int) -> int | None:
    """A share in whole percent, rounded half up; None where either side of it is too small to be shown."""
    if part < LEAST_SHOWN or whole - part < LEAST_SHOWN:
        return None
    return (200 * part + whole) // (2 * whole)


def median(values: Sequence[float]) -> float | None:
    """The middle of some durations; None where they are too few to be shown."""
    ordered = sorted(values)
    if len(ordered) < LEAST_SHOWN:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
