"""Patterns of reads that somebody should look at. They point at reads, never at people who were read about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import dropwhile
from uuid import UUID

from tansiq import names
from tansiq.names.weights import LAQAB, NISBA

OWN_FAMILY, DECLARED_KIN, OUT_OF_SHIFT, BULK = "own_family", "declared_kin", "out_of_shift", "bulk"
SHIELDED = "shielded"
PATTERNS = (OWN_FAMILY, DECLARED_KIN, SHIELDED, OUT_OF_SHIFT, BULK)
OF_RELATIVES = (OWN_FAMILY, DECLARED_KIN)
HOUR = timedelta(hours=1)
# A family name of fewer letters is too common a syllable to mean anything.
SHORTEST_FAMILY = 3
# Of two names the second may be the father's; of three the last is a family's, whatever it looks like.
LEAST_NAMES = 3
OF_FAMILIES = (LAQAB, NISBA)
# What a member's name begins with beside the titles that the names are read without; الخضر is a name and none of them.
RANKS = frozenset({
    "الفريق", "الرائد", "الملازم", "المساعد", "الرقيب", "العريف", "الجندي", "القاضي", "القاضية", "المحامي", "المحامية",
    "أول", "اول", "ثان", "ثاني",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """One read: its entry in the log, who read, when, and digests of the people read about."""

    entry_id: UUID
    user_id: UUID
    at: datetime
    people: tuple[str, ...]


def family_of(family: str, full: str) -> str:
    """The family name of a person as it is compared: however it is joined or led in, without a rank before the name.

    Args:
        family: the part that was given as the family name.
        full: the whole name, used where no part was given: its last name, where that is one of a family, or where three
            names or more stand there.

    Returns:
        Empty where none is written, or one of so few letters that it means nothing.
    """
    given = names.units(names.Parts(family=family) if family.strip() else names.Parts(full=_unranked(full))).names
    is_whole, count = not family.strip(), len(given)
    if not given or (is_whole and (count == 1 or (count < LEAST_NAMES and given[-1][1] not in OF_FAMILIES))):
        return ""
    word = given[-1][0].replace(" ", "").removeprefix("ال")
    of_them = word.removesuffix("ي")  # «الكثيري» is of «آل كثير»
    word = of_them if len(of_them) > SHORTEST_FAMILY else word
    return word if len(word) >= SHORTEST_FAMILY else ""


def _unranked(full: str) -> str:
    return " ".join(dropwhile(RANKS.__contains__, full.split()))


def shares_family(mine: Collection[str], family: str, full: str) -> bool:
    """Whether a person bears one of the reader's own family names.

    Args:
        mine: the reader's own family names, each as `family_of` gives it; empty ones never match.
    """
    theirs = family_of(family, full)
    return theirs != "" and theirs in mine


def is_out_of_shift(at: datetime, spells: Sequence[tuple[datetime, datetime]], *, has_roster: bool) -> bool:
    """Whether a read lies outside every spell of duty of its reader.

    Args:
        spells: start and end of each spell, both included.
        has_roster: whether shifts are planned where the reader works, or he ever took one. Of others nothing is said;
            who has no shift where all are planned is out of shift whenever he reads.
    """
    return has_roster and not any(start <= at <= end for start, end in spells)


def bulk_reads(reads: Iterable[Read], *, limit: int) -> list[Read]:
    """Reads of one reader that lie in an hour with more different people than the limit, in order of time.

    Args:
        reads: of one reader.
        limit: so many different people in one hour are still usual; 1 or more.

    Raises:
        ValueError: a limit below 1.
    """
    if limit < 1:
        raise ValueError(f"limit must be 1 or more, not {limit}")
    ordered = sorted(reads, key=lambda read: (read.at, read.entry_id.bytes))
    found: list[Read] = []
    within: Counter[str] = Counter()
    start = told = 0
    for place, last in enumerate(ordered):
        within.update(set(last.people))
        while last.at - ordered[start].at >= HOUR:
            within -= Counter(set(ordered[start].people))
            start += 1
        if len(within) > limit:
            found += ordered[max(start, told) : place + 1]
            told = place + 1
    return found


@dataclass
class LastHour:
    """Bulk reads of one reader where the day is read page after page: an hour may lie across two of them.

    Attributes:
        limit: as of `bulk_reads`.
        reads: the reads so far that may still lie in one hour with another.
    """

    limit: int
    reads: list[Read] = field(default_factory=list)

    def bulk(self, page: Iterable[Read]) -> list[Read]:
        """Bulk reads among the next ones and the hour before them; those that come are not older than any before."""
        together = [*self.reads, *page]
        newest = max((read.at for read in together), default=None)
        self.reads = [read for read in together if newest is not None and newest - read.at < HOUR]
        return bulk_reads(together, limit=self.limit)
