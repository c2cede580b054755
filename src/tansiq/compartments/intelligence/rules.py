"""Lineage, clocks of a suspicion, priority of a trace, what betrays a source: pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from uuid import UUID

from tansiq.kernel.charter.floors import HARD_STOP_YEARS
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.clocks.rules import add_months

HIGHEST, LOWEST = 1, 5
SHORTEST_BETRAYING = 3
FIRST_YEAR, LAST_YEAR = 1900, 2200


def leaves(field: str, value: object) -> Iterator[tuple[str, object]]:
    """The single values inside a value, each under the innermost field that names it."""
    if is_dataclass(value):
        for part in fields(value):
            yield from leaves(part.name, getattr(value, part.name))
    elif isinstance(value, Mapping):
        for part in (*value.keys(), *value.values()):
            yield from leaves(field, part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from leaves(field, part)
    else:
        yield field, value


def fault_of(value: object) -> str:
    """Code of what forbids keeping a value: a NUL character, or a day outside the years 1900 to 2200; "" for none.

    A moment near the year 1 is one before Christ in another time zone: PostgreSQL keeps it, Python cannot read it.
    """
    if isinstance(value, str):
        return "UNSTORABLE" if "\x00" in value else ""
    if isinstance(value, date) and value.year < FIRST_YEAR:
        return "TOO_OLD"
    return "IN_FUTURE" if isinstance(value, date) and value.year > LAST_YEAR else ""


def digest_of(text: str) -> str:
    """SHA-256, in hex, over the folded text: one fact in two spellings is one digest; "" for no words."""
    folded = fold(text)
    return hashlib.sha256(folded.encode()).hexdigest() if folded else ""


def independent_count(lineages: Iterable[Iterable[UUID]]) -> int:
    """How many independent sources stand behind some reports.

    Args:
        lineages: for each report, the root reports that it goes back to.

    Returns:
        Number of different roots; ten reports of one origin are one source (JOC-04).
    """
    return len({root for roots in lineages for root in roots})  # rule: JOC-04 -> return len(list(lineages))


def independent_of(lineage: Iterable[UUID], earlier: Iterable[UUID]) -> bool:
    """Whether a report owes nothing to what was known before: no root in common."""
    return not set(lineage) & set(earlier)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; the last of the month where it has none."""
    return add_months(day, 12 * years)


def hard_stop(first_seen_on: date) -> date:
    """The last day that a suspicion can reach: five years after its fact was first known (28 CFR 23.20(h))."""
    return years_after(first_seen_on, HARD_STOP_YEARS)


def expiry(*, first_seen_on: date, wanted: date | None = None, stop: date | None = None) -> date:
    """Day on which a record ends by itself: as wanted, and never after the hard stop.

    Args:
        stop: the charter's own hard stop; a pack may set it sooner than the floor, and never gets it later.
    """
    last = hard_stop(first_seen_on)
    last = min(stop or last, last)
    return min(wanted or last, last)  # rule: G4 -> return wanted or last


def review_day(due: date, *, expires_on: date) -> date:
    """Day by which a person must have reviewed the record; silence then ends it. Never after its expiry."""
    return min(due, expires_on)


def is_known_of_the_cleared(roots: Iterable[UUID], cleared: Iterable[UUID]) -> bool:
    """Whether all that is said against somebody is what was said when he was cleared: nothing new, so no new record."""
    return set(roots) <= set(cleared)


def trace_priority(*, wanted: int, negative_results: int) -> int:
    """Priority of a trace, 1 (first) to 5 (last).

    Each earlier trace on the same person that found nothing lowers it by one; none ever raises it (JOC-10).

    Args:
        wanted: 1 to 5, as the analyst asks.
        negative_results: earlier traces that found nothing, 0 or more.

    Raises:
        ValueError: a number out of its range.
    """
    if not HIGHEST <= wanted <= LOWEST or negative_results < 0:
        raise ValueError(f"priority {wanted} or negative results {negative_results} out of range")
    return min(LOWEST, wanted + negative_results)  # rule: JOC-10 -> return max(HIGHEST, wanted - negative_results)


def betrays(text: str, named: Iterable[str]) -> bool:
    """Whether a text holds one of these words in any spelling: a report's number, its source, its author.

    Args:
        text: what is to be sent.
        named: words that would betray; those under three letters or digits once folded cannot be told from any other.
    """
    whole, words = fold(text).replace(" ", ""), f" {fold(text)} "
    for word in map(fold, named):
        joined = word.replace(" ", "")
        if len(joined) < SHORTEST_BETRAYING:
            continue
        if f" {word} " in words or (any(sign.isdigit() for sign in joined) and joined in whole):
            return True
    return False
