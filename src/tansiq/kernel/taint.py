"""Which statements and records nobody reads on until a judge has ruled: pure; G7, EVD-04, EVD-13, E16."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.clocks.rules import due_at

QUARANTINES: Final = ("NO_COUNSEL", "UNLISTED_PLACE", "TAINT_ALLEGED")
STRETCH: Final = "STATEMENT-STRETCH"


@dataclass(frozen=True)
class Taken:
    """A statement as it was taken. `flags` are codes of its conditions; `at` is its beginning."""

    statement: str
    person: str
    at: datetime
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Rests:
    """A record that rests on others, and where else it may come from."""

    record: str
    sources: tuple[str, ...]
    origin_at: datetime | None = None
    had_read: frozenset[str] | None = None


def longest_stretch(charter: Charter, at: datetime) -> int:
    """For how many minutes the charter lets somebody be heard without a break, on the day on which he was."""
    place = charter.jurisdiction
    row = charter.clock_of(STRETCH, at.astimezone(place.tz).date())
    due = due_at(at, row.limit, row.unit, tz=place.tz, working_days=place.working_days)
    return int((due - at).total_seconds() // 60)


def flags_of(
    *,
    counsel: bool,
    recorded: bool,
    listed: bool,
    child: bool,
    guardian: bool,
    stretch_minutes: int,
    longest_minutes: int,
    offered: bool,
) -> tuple[str, ...]:
    """What is to be said of the conditions of a statement, in order.

    Args:
        listed: the place was on the official list at the time.
        child: under 18 or doubtful at the time.
        stretch_minutes: longest time without a break, whole minutes.
        longest_minutes: the longest that the charter allows, see `longest_stretch`.
        offered: counsel was offered before it.

    Source:
        EVD-04, EVD-06, G23.
    """
    found = {
        "NO_COUNSEL": not counsel,
        "UNLISTED_PLACE": not listed,
        "NO_OFFER_OF_COUNSEL": not (offered or counsel),  # rule: G23 -> "NO_OFFER_OF_COUNSEL": False
        "NO_RECORDING": not recorded,
        "LONG_WITHOUT_BREAK": stretch_minutes > longest_minutes,  # rule: EVD-04 -> "LONG_WITHOUT_BREAK": False,
        "CHILD_WITHOUT_GUARDIAN": child and not guardian,
    }
    return tuple(code for code, is_so in found.items() if is_so)


def is_quarantined(flags: Sequence[str], alleged_at: Sequence[datetime], ruled: Sequence[tuple[datetime, str]]) -> bool:
    """Whether a statement is under quarantine: from its conditions or an allegation, until a judge admits it.

    An allegation after the ruling opens the question again.

    Args:
        flags: as `flags_of` gives them.
        alleged_at: moments at which ill-treatment was alleged.
        ruled: rulings with their moments, `admissible` or `inadmissible`.
    """
    if not alleged_at and not any(flag in QUARANTINES for flag in flags):
        return False
    if not ruled:
        return True
    last_at, last = max(ruled)
    return last == "inadmissible" or any(at > last_at for at in alleged_at)


def quarantined(tainted: Mapping[str, datetime], records: Sequence[Rests]) -> frozenset[str]:
    """The tainted statements and every record that derives from one.

    Lineage ends only at a record whose other origin was written down before every tainted statement it rests on, or
    whose author, as the log of reads shows, had read none of what is tainted (EVD-13).

    Args:
        tainted: statements under quarantine, with the moment each was taken.
        records: each with the statements and records that it rests on; circles are harmless.
    """
    found: dict[str, frozenset[str]] = {name: frozenset({name}) for name in tainted}
    resting = children(records)
    # What an author had read may come to be tainted later: those are looked at again until nothing changes.
    again = [one for one in records if one.had_read is not None]
    queue = list(tainted)
    while queue:
        for one in resting.get(queue.pop(), []):
            if _carries(one, tainted, found):
                queue.append(one.record)
        if not queue:
            queue = [one.record for one in again if _carries(one, tainted, found)]
    return frozenset(found)


def children(records: Sequence[Rests]) -> dict[str, list[Rests]]:
    """The records that rest on each statement or record."""
    resting: dict[str, list[Rests]] = {}
    for one in records:
        for source in dict.fromkeys(one.sources):
            resting.setdefault(source, []).append(one)
    return resting


def _carries(one: Rests, tainted: Mapping[str, datetime], found: dict[str, frozenset[str]]) -> bool:
    """Whether a record is found to carry more of the taint than was known; it is then kept in `found`."""
    roots = frozenset().union(*(found.get(source, frozenset()) for source in one.sources))
    if not roots or roots <= found.get(one.record, frozenset()):
        return False
    if _is_independent(one, roots, tainted, found):  # rule: EVD-13
        return False
    found[one.record] = roots | found.get(one.record, frozenset())
    return True


def _is_independent(
    one: Rests, roots: frozenset[str], tainted: Mapping[str, datetime], found: Mapping[str, frozenset[str]]
) -> bool:
    if one.origin_at is not None and all(one.origin_at < tainted[root] for root in roots):
        return True
    if one.had_read is None:
        return False
    # Whoever read a record that carries the taint has seen what is tainted.
    return not any(found.get(name, frozenset()) & roots for name in one.had_read if name != one.record)
