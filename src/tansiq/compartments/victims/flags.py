"""What somebody must look at beside a right: minors, inquiries, holds, times that do not fit, signs of pressure. Pure.

A flag is never a verdict: it changes no state, frees nobody and ends no hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Final

from tansiq.compartments.victims.case import Case, Pair
from tansiq.compartments.victims.circle import Circle
from tansiq.compartments.victims.office_steps import lacks_reader
from tansiq.compartments.victims.waivers import Ledger, named_by
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.charter.heirs import MANY_WAIVERS
from tansiq.kernel.replays import Line, start_of
from tansiq.kernel.said import says_something

_OF_WAIVER: Final = (
    "session", "court_validated", "court_rejected", "hold_ruled", "waiver_withdrawn", "inquiry_opened",
    "inquiry_closed", "condition_met", "condition_breached",
)  # fmt: skip


def _witnesses(line: Line) -> set[str]:
    """Names of the witnesses of a paper, one man written in two ways once."""
    return {fold(name) for name in line.event.witnesses if says_something(name)}


class Flags:
    """Flags of the rights of a case."""

    def __init__(self, case: Case, circle: Circle, ledger: Ledger) -> None:
        self._case, self._circle, self._ledger = case, circle, ledger

    def of(self, pair: Pair, *, is_held: bool) -> tuple[str, ...]:
        """The flags of the right of a pair, in the order in which they are read.

        Args:
            is_held: a stop stands on it.
        """
        victim = pair[0]
        found = []
        if self.minors(victim):  # rule: Q-08, E06
            found.append("minor")
        if self.has_inquiry(pair):  # rule, E06
            found.append("coercion_inquiry")
        if is_held:
            found.append("hold")
        found += self.indicators.get(pair, [])
        if self._circle.certificates(victim) and not self._circle.adds_up(victim):
            found.append("SHARES_DO_NOT_SUM")
        if self._misfits(pair):  # rule: W-4
            found.append("CHRONOLOGY")
        return tuple(found)

    def minors(self, victim: str) -> list[str]:
        """Heirs of a victim whom the last certificate calls minors."""
        return [heir for heir in self._circle.names(victim) if self._circle.capacity(victim, heir) == "minor"]

    def has_inquiry(self, pair: Pair) -> bool:
        """Whether an inquiry into pressure is open, in either direction."""
        return any(
            not any(
                self._ledger.closes(closed, line) for closed in self._ledger.of(line.event.waiver, "inquiry_closed")
            )
            for line in self._inquiries(pair)
        )

    def _inquiries(self, pair: Pair) -> list[Line]:
        """Every inquiry into a waiver of the pair, or that an heir of the victim asked for without a known waiver."""
        case = self._case
        opened = [line for name in self._waivers(pair) for line in case.where("inquiry_opened", waiver=name)]
        for heir in self._circle.names(pair[0]):
            mine = case.where("inquiry_opened", raised_by=heir)
            opened += [line for line in mine if not self._ledger.knows(line.event.waiver)]
        return opened

    def _waivers(self, pair: Pair) -> set[str]:
        """Names of all waivers that name the pair in any version, refused ones among them."""
        papers, spoken = self._by_pair
        return {line.event.waiver for line in (*papers.get(pair, []), *spoken.get(pair, []))}

    @cached_property
    def _by_pair(self) -> tuple[dict[Pair, list[Line]], dict[Pair, list[Line]]]:
        papers: dict[Pair, list[Line]] = {}
        for versions in self._ledger.papers.values():
            for line in versions:
                for pair in named_by(line):
                    papers.setdefault(pair, []).append(line)
        spoken: dict[Pair, list[Line]] = {}
        for line in self._case.of("pardon_in_court"):
            spoken.setdefault((line.event.victim, line.event.accused), []).append(line)
        return papers, spoken

    @cached_property
    def indicators(self) -> dict[Pair, list[str]]:
        """Signs of pressure by pair, in the order of the charter; some count only beside another.

        Some are seen in the papers themselves, every one counts that somebody ticked in an inquiry, open or closed.
        """
        rows = {row.code: row for row in self._case.law.heirs.coercion_indicators}
        found: dict[Pair, list[str]] = {}
        # A paper tells the same for each pair that it names: one for all the dead of a market names thousands.
        seen = {id(line): set(self._signs(line)) for versions in self._ledger.papers.values() for line in versions}
        for pair in self._case.pairs:
            signs: set[str] = set().union(*(seen[id(line)] for line in self._by_pair[0].get(pair, [])))
            signs |= {sign for line in self._inquiries(pair) for sign in line.event.indicators}  # rule
            if self._is_pardoned_in_two_ways(pair):
                signs.add("two_versions")
            strong = {sign for sign in signs if sign in rows and not rows[sign].beside_another}
            if not strong:  # rule: Q-27
                signs -= {code for code in signs if code in rows}
            told = [code for code in rows if code in signs]
            # Two versions of one waiver are told by any charter.
            if "two_versions" in signs and "two_versions" not in told:
                told.insert(0, "two_versions")
            if told:
                found[pair] = told
        return found

    def _is_pardoned_in_two_ways(self, pair: Pair) -> bool:
        """Whether pardons under one name say different things of a pair, or come from another heir than the paper."""
        said: dict[str, set[tuple[str, bool, str]]] = {}
        for line in self._by_pair[1].get(pair, []):
            said.setdefault(line.event.waiver, set()).add((line.event.heir, line.event.qisas, line.event.diya))
        return any(
            len(ways | {(self._ledger.heir_of(name), *way[1:]) for way in ways}) > 1 for name, ways in said.items()
        )

    def _signs(self, line: Line) -> Iterator[str]:
        event = line.event
        if lacks_reader(line):  # rule: E44
            yield "no_reader"
        if any(self._seen[name] > self._many for name in _witnesses(line)):
            yield "same_witness"
        if len(self._ledger.papers[event.waiver]) > 1:
            yield "two_versions"
        victims = set(event.victims)
        strange = {victim for victim in victims if self._circle.is_stranger(victim, event.heir, line)}
        if strange and len(strange) < len(victims):  # rule: JUD-05
            yield "beyond_own_case"
        if self._names("detention_or_military_place", event.place):
            yield "detention_or_military_place"
        if self._names("obtained_by_keeper", event.offered_by):
            yield "obtained_by_keeper"
        if says_something(event.paid) or says_something(event.offered_by):
            for code in ("security_payment", "mediator_payment"):
                if self._names(code, event.offered_by) or self._names(code, str(event.paid)):
                    yield code

    @cached_property
    def _many(self) -> int:
        """On how many waivers one witness may stand; a day before the row has the most that any pack may say."""
        return min(int(self._case.law.heirs.setting("MANY-WAIVERS") or MANY_WAIVERS), MANY_WAIVERS)

    @cached_property
    def _seen(self) -> Counter[str]:
        """On how many waivers each witness stands."""
        return Counter(
            name for versions in self._ledger.papers.values() for name in set().union(*map(_witnesses, versions))
        )

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        return {row.code: [fold(word) for word in row.words] for row in self._case.law.heirs.coercion_indicators}

    def _names(self, code: str, text: str | None) -> bool:
        """Whether a text holds one of the indicator's words, as a word of its own."""
        folded = f" {fold(text or '')} "
        return any(f" {word} " in folded or f" ال{word} " in folded for word in self._words.get(code, []))

    def _misfits(self, pair: Pair) -> bool:
        """Whether something about a right is dated before what it can only follow. It stands all the same."""
        case, papers = self._case, self._by_pair[0].get(pair, [])
        firsts = [self._ledger.papers[line.event.waiver][0] for line in papers]
        mine = [*papers, *self._by_pair[1].get(pair, [])]
        for first in firsts:
            if any(case.precedes(line, first) for line in self._ledger.of(first.event.waiver, *_OF_WAIVER)):
                return True
        asked = case.where("request", victim=pair[0], accused=pair[1])
        if any(self._circle.died_before(line.event.heir, line.at) for line in (*mine, *asked)):
            return True
        charges = {one.charge: one.line for one in reversed(case.characterised.get(pair, []))}
        for charge, first in charges.items():
            if any(case.precedes(line, first) for line in case.where("judgment", charge=charge)):
                return True
        died = self._died.get(pair[0])
        if died is None:
            return False
        about = [*mine, *asked, *self._circle.certificates(pair[0])]
        return any(case.ends(line) < died for line in about)

    @cached_property
    def _died(self) -> dict[str, datetime]:
        return {
            victim: start_of(line.event.died_on, self._case.tz)
            for victim, line in self._case.victims.items()
            if line.event.died_on is not None
        }
