"""Comparison of two kits in Fellegi–Sunter terms: bits of evidence, added to a prior.

A score suggests, a person judges: nothing here decides anything, and everything it weighed is in the steps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Final

from tansiq.names.alignment import NameEvidence, weigh_names
from tansiq.names.evidence import meet
from tansiq.names.parts import Comparison, Kit, Parts, Step
from tansiq.names.tokens import Token, read

PRIOR_BITS: Final = -17.0
"""Log-odds, before anything is compared, that a kit asked about and a kit held are one person: about one in 130,000."""

MATCH_THRESHOLD: Final = 0.25
"""Match probability from which a candidate becomes a hit that a human validator looks at."""

MATCH_BITS: Final = math.log2(MATCH_THRESHOLD / (1.0 - MATCH_THRESHOLD))
"""The same threshold in bits, as `match_weight` has it."""

NAME_CEILING_BITS: Final = 20.0
ABOVE_CEILING: Final = 1.5  # bits that a name can add beyond the ceiling, however long
_IDENTIFIER_EQUAL: Final = 36.0
_IDENTIFIER_DIFFERS: Final = -6.0
_MOTHER_DIFFERS: Final = -6.0
_MOTHER_MOST: Final = 8.0
_PLACE_EQUAL: Final = 2.0
_PLACE_DIFFERS: Final = -0.5
YEAR: Final = 365.25
BIRTH_DIFFERS: Final = -4.0
BIRTH_DIFFERS_A_YEAR: Final = -0.8  # for each year beyond those tolerated
BIRTH_DIFFERS_MOST: Final = -12.0
BIRTH_TOLERATED_YEARS: Final = 2.0
_LIVING_YEARS: Final = 50.0  # years over which births of people asked about are spread


def compare(a: Kit, b: Kit) -> Comparison:
    """Compare two kits; symmetric, pure, and the same for a name as written and as `folded_parts` keeps it.

    Weights, in bits: words of the name by their rarity; birth by overlap of its possible days, a year either way
    tolerated, more than two years apart a conflict; mother's name; place; a kunya at most 4, or 7 where one of them
    is known by nothing else; an equal identifier 36, a different one of the same kind -6. A name alone, however
    long, stays below 0.96: men share names.

    Returns:
        Weight (prior included), probability, steps in words, and conflicts: "ISM_DIFFERS", "FATHER_DIFFERS",
        "MOTHER_DIFFERS", "BIRTH_DIFFERS", "IDENTIFIER_DIFFERS".
    """
    a, b = sorted((a, b), key=_order)
    found = weigh_names(read(a.parts), read(b.parts))
    # Men share names: a name cannot prove which of them it is, so its weight levels off.
    found.level_off(NAME_CEILING_BITS, ABOVE_CEILING)  # rule: E01
    found.steps.insert(0, Step("PRIOR", "قبل المقارنة", "before anything is compared", PRIOR_BITS))
    weigh_birth(found, a, b)  # rule: E01
    weigh_mother(found, a.parts, b.parts)
    _weigh_place(found, a.place, b.place)
    _weigh_identifiers(found, a.identifiers, b.identifiers)
    weight = PRIOR_BITS + found.bits
    return Comparison(weight, 1.0 / (1.0 + 2.0**-weight), tuple(found.steps), tuple(found.conflicts))


def _order(kit: Kit) -> tuple[object, ...]:
    """A fixed order of two kits, by what is compared first and by the rest only where that is equal."""
    name = read(kit.parts)
    folded = [token.folded for tokens in name for token in tokens]
    born = tuple("" if day is None else day.isoformat() for day in (kit.born_from, kit.born_to))
    return (folded, *kit.parts.as_mapping().values(), *born, kit.place, *sorted(kit.identifiers))


def born_within(kit: Kit) -> tuple[date, date] | None:
    """First and last day on which the birth may lie; None when nothing is known of it."""
    days = [day for day in (kit.born_from, kit.born_to) if day is not None]
    return (min(days), max(days)) if days else None


def weigh_birth(found: NameEvidence, a: Kit, b: Kit) -> None:
    """Add what the days of birth weigh."""
    mine, theirs = born_within(a), born_within(b)
    if mine is None or theirs is None:
        return
    gap = max((theirs[0] - mine[1]).days, (mine[0] - theirs[1]).days)
    if gap <= 0:
        days = 1 + max((mine[1] - mine[0]).days, (theirs[1] - theirs[0]).days)
        bits = min(10.0, max(0.5, math.log2(0.75 * _LIVING_YEARS * YEAR / days)))
        found.add("BIRTH_AGREES", bits, "تاريخ الميلاد متوافق", "births agree")
        return
    years = gap / YEAR
    if years <= 1.0:
        found.add("BIRTH_NEAR", 1.0, "الميلاد متقارب إلى سنة", "births lie within a year")
    elif years <= BIRTH_TOLERATED_YEARS:
        found.add("BIRTH_NEAR", -0.5, "الميلاد متباعد سنتين", "births lie two years apart")
    else:
        bits = max(BIRTH_DIFFERS_MOST, BIRTH_DIFFERS + BIRTH_DIFFERS_A_YEAR * (years - BIRTH_TOLERATED_YEARS))
        found.add("BIRTH_DIFFERS", bits, "تاريخ الميلاد مختلف", "births differ")
        found.conflicts.append("BIRTH_DIFFERS")


def weigh_mother(found: NameEvidence, a: Parts, b: Parts) -> None:
    """Add what the mothers' names weigh."""
    mine, theirs = read(Parts(full=a.mother)).names, read(Parts(full=b.mother)).names
    if not mine or not theirs:
        return
    bits = meet(mine[0], theirs[0])
    if bits > 0.5:
        found.add("MOTHER_AGREES", min(bits, _MOTHER_MOST), "اسم الأم متوافق", "mother's names agree")
    else:
        found.add("MOTHER_DIFFERS", _MOTHER_DIFFERS, "اسم الأم مختلف", "mother's names differ")
        found.conflicts.append("MOTHER_DIFFERS")


def _weigh_place(found: NameEvidence, a: str, b: str) -> None:
    mine, theirs = _place_words(a), _place_words(b)
    if not mine or not theirs:
        return
    if any(meet(x, y) > 3.0 for x in mine for y in theirs):
        found.add("PLACE_AGREES", _PLACE_EQUAL, "المكان متوافق", "places agree")
    else:
        found.add("PLACE_DIFFERS", _PLACE_DIFFERS, "المكان مختلف", "places differ")


def _place_words(place: str) -> tuple[Token, ...]:
    reading = read(Parts(full=place))
    return reading.names


def _weigh_identifiers(found: NameEvidence, a: Iterable[str], b: Iterable[str]) -> None:
    mine, theirs = frozenset(a), frozenset(b)
    shared = mine & theirs
    if shared:
        kind = min(shared).partition(":")[0]
        found.add("IDENTIFIER_EQUAL", _IDENTIFIER_EQUAL, f"رقم الهوية واحد ({kind})", f"same identifier ({kind})")
    elif kinds := {x.partition(":")[0] for x in mine} & {x.partition(":")[0] for x in theirs}:
        kind = min(kinds)
        ar, en = f"رقم الهوية مختلف ({kind})", f"identifiers differ ({kind})"
        found.add("IDENTIFIER_DIFFERS", _IDENTIFIER_DIFFERS, ar, en)
        found.conflicts.append("IDENTIFIER_DIFFERS")
