"""Waivers as written, what is refused of them, and how far each has come. Requests are a ledger of their own. Pure.

A waiver is a paper or a pardon spoken in court. It acts on one victim, one accused and the heir's own share alone, and
only once a court's record validates it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final

from tansiq.compartments.victims.case import Case, Pair
from tansiq.compartments.victims.circle import Circle
from tansiq.compartments.victims.events import has_number
from tansiq.compartments.victims.office_steps import OfficeSteps
from tansiq.kernel.replays import Line, key_of

RULINGS: Final = ("court_validated", "court_rejected", "hold_ruled")


@dataclass(frozen=True)
class Act:
    """A paper (its first version) or a spoken pardon, as far as it touches one victim and one accused."""

    line: Line
    pair: Pair
    refused: str | None

    @property
    def is_pardon(self) -> bool:
        """Whether it was spoken in court."""
        return bool(self.line.event.kind == "pardon_in_court")

    @property
    def has_record(self) -> bool:
        """Whether it was spoken in court and bears the number of its record."""
        return self.is_pardon and has_number(self.line.event.record)


@dataclass
class Claim:
    """All that one heir did under one waiver's name towards one victim and one accused."""

    waiver: str
    heir: str
    pair: Pair
    acts: list[Act] = field(default_factory=list)

    @property
    def accepted(self) -> list[Act]:
        """What of it has effect."""
        return [act for act in self.acts if act.refused is None]  # rule: JUD-04 -> return self.acts


class Ledger:
    """Every waiver of a case."""

    def __init__(self, case: Case, circle: Circle) -> None:
        self._case, self._circle = case, circle
        self.papers: dict[str, list[Line]] = {}
        for line in sorted(case.of("waiver"), key=lambda line: (line.at, not line.event.qisas, key_of(line.event))):
            self.papers.setdefault(line.event.waiver, []).append(line)
        self.pardons: dict[str, list[Line]] = {}
        for line in case.of("pardon_in_court"):
            self.pardons.setdefault(line.event.waiver, []).append(line)

    @cached_property
    def _of_waiver(self) -> dict[tuple[str, str], list[Line]]:
        found: dict[tuple[str, str], list[Line]] = {}
        for line in self._case.lines:
            waiver = getattr(line.event, "waiver", None)
            if waiver is not None:
                found.setdefault((waiver, line.event.kind), []).append(line)
        return found

    def of(self, waiver: str, *kinds: str) -> list[Line]:
        """What happened to a waiver, oldest first within each kind."""
        return [line for kind in kinds for line in self._of_waiver.get((waiver, kind), [])]

    def knows(self, waiver: str) -> bool:
        """Whether a waiver of this name was written or spoken."""
        return waiver in self.papers or waiver in self.pardons

    def ruled(self, waiver: str, *kinds: str) -> list[Line]:
        """Rulings with the number of their record; without it they are pending (Q-05)."""
        lines = self.of(waiver, *kinds)
        return [line for line in lines if has_number(line.event.record)]  # rule: Q-05 -> return lines

    @cached_property
    def claims(self) -> dict[Pair, list[Claim]]:
        """Claims by victim and accused, in the order in which they were made."""
        found: dict[tuple[str, str, Pair], Claim] = {}
        for act, heir in sorted(self._acts(), key=lambda one: (one[0].line.at, one[0].line.event.waiver, one[1])):
            waiver = act.line.event.waiver
            found.setdefault((waiver, heir, act.pair), Claim(waiver, heir, act.pair)).acts.append(act)
        by_pair: dict[Pair, list[Claim]] = {}
        for claim in found.values():
            by_pair.setdefault(claim.pair, []).append(claim)
        return by_pair

    def _acts(self) -> Iterator[tuple[Act, str]]:
        for first, *_ in self.papers.values():
            for pair in named_by(first):
                yield Act(first, pair, self._refusal(first, pair)), first.event.heir
        for lines in self.pardons.values():
            for line in lines:
                pair = _pair_of(line)
                yield Act(line, pair, self._refusal(line, pair)), line.event.heir

    def _refusal(self, line: Line, pair: Pair) -> str | None:
        event, circle = line.event, self._circle
        proofs = self._proofs(line)
        if circle.is_stranger(pair[0], event.heir, line) and not self._heard_before_any(
            line, pair
        ):  # rule: JUD-05, Q-20, E46
            return "NOT_AN_HEIR"
        # What is found out after a court has validated takes nothing back; a minor's share is kept all the same.
        proven = proofs[0].at if proofs else None
        capacity = circle.capacity(pair[0], event.heir, line, found_by=proven)
        if event.diya == "waived" and capacity != "capable":  # rule: Q-07, E08
            return "WAIVER_FOR_MINOR"
        if not self._may_touch(line, pair):  # rule: E10
            return "TRACK_NOT_WAIVABLE"
        return None

    def _heard_before_any(self, line: Line, pair: Pair) -> bool:
        """Whether a court heard the pardon itself before any certificate named the heirs."""
        is_record = line.event.kind == "pardon_in_court" and has_number(line.event.record)
        return is_record and all(one.at > self._case.ends(line) for one in self._circle.certificates(pair[0]))

    def _may_touch(self, line: Line, pair: Pair) -> bool:
        """Whether the pair stood on a track that an heir's waiver touches, when it was made or at any time since.

        While nobody has characterised the act, nobody can say that it does not.
        """
        stood: dict[str, tuple[tuple[datetime, bool], bool]] = {}
        for one in self._case.characterised.get(pair, []):
            touches = self._case.private_claim(one.track)
            if one.line.at <= self._case.ends(line):
                newest = (one.line.at, one.line.event.by == "judge")
                before = stood.get(one.charge)
                # Of two by one hand at one moment nobody can say which came last.
                stood[one.charge] = (newest, touches or (before is not None and before[0] == newest and before[1]))
            elif touches:
                return True
        return not stood or any(touches for _, touches in stood.values())

    def validated(self, act: Act) -> list[Line]:
        """The court's records that give an act its effect: its own for a spoken pardon, else the court's validation."""
        return self._proofs(act.line)

    def _proofs(self, line: Line) -> list[Line]:
        own = [line] if line.event.kind == "pardon_in_court" and has_number(line.event.record) else []
        if not self.is_of_name(line):  # rule: JUD-04
            return own
        return sorted([*own, *self.ruled(line.event.waiver, "court_validated")], key=lambda one: one.at)

    def is_of_name(self, line: Line) -> bool:
        """Whether what our office and a court wrote under the name of a waiver is about this paper or pardon.

        The same name with other content keeps the first: a pardon that another heir spoke, or towards another victim
        or accused, has its own record or none.
        """
        event = line.event
        return event.kind == "waiver" or self.owns(event.waiver, event.heir, _pair_of(line))

    def owns(self, waiver: str, heir: str, pair: Pair) -> bool:
        """Whether a name was first given to what this heir said towards this pair."""
        return heir == self.heir_of(waiver) and pair in self._pairs[waiver]

    @cached_property
    def _pairs(self) -> dict[str, frozenset[Pair]]:
        """What the first act of each name is about."""
        spoken = {name: frozenset({_pair_of(lines[0])}) for name, lines in self.pardons.items()}
        return spoken | {name: frozenset(named_by(lines[0])) for name, lines in self.papers.items()}

    def state(self, claim: Claim) -> str | None:
        """How far a waiver has come; None where all of it was refused.

        A court's word stands over everything else, and what it has validated nothing undoes (Q-25).
        """
        if not claim.accepted:
            return None
        if any(self.validated(act) for act in claim.accepted):  # rule: Q-25
            return "court_validated"
        if not self.owns(claim.waiver, claim.heir, claim.pair):
            return "alleged"
        if self.ruled(claim.waiver, "court_rejected"):
            return "court_rejected"
        ended = self.ended(claim.waiver)
        if ended is not None:
            return "withdrawn" if ended.event.kind == "waiver_withdrawn" else "void"
        return self._reached(claim.waiver)

    def ended(self, waiver: str) -> Line | None:
        """The withdrawal, or the inquiry that found the waiver void, whichever came last."""
        lines = self.of(waiver, "waiver_withdrawn")
        # The heir alone takes it back: what kin say after the heir's death is not the heir's word.
        lines = [line for line in lines if not self.died_before(waiver, line.at)]  # rule: Q-28 -> pass
        lines += [line for line in self.of(waiver, "inquiry_closed") if line.event.outcome == "void"]
        return max(lines, key=lambda line: (line.at, line.event.kind == "inquiry_closed"), default=None)

    def closes(self, closed: Line, opened: Line) -> bool:
        """Whether a closing ends an inquiry of the same name; one that was opened certainly later it does not."""
        ended, event = closed.event, opened.event
        if ended.direction not in (None, event.direction):  # rule: Q-24, E06
            return False
        if ended.raised_by and ended.raised_by != event.raised_by:  # rule: Q-24
            return False
        return not self._case.precedes(closed, opened)

    def _reached(self, waiver: str) -> str:
        steps = self.steps[waiver]
        if self.heir_of(waiver) in self._circle.died:  # rule: Q-28
            return "alleged"  # for the judge, sent or not: nobody can confirm it any more, and witnesses may prove it
        if steps.sent:
            return "sent_to_court"
        if steps.confirmed:
            return "reconfirmed"
        if not steps.sessions:
            return "alleged"
        today = self._case.now.astimezone(self._case.tz).date()
        return "interviewed" if self._case.day(steps.sessions[0]) == today else "cooling_off"

    @cached_property
    def steps(self) -> dict[str, OfficeSteps]:
        """What our office did with each waiver, and what it could not do."""
        return {waiver: OfficeSteps.of(self, waiver) for waiver in (*self.papers, *self.pardons)}

    def died_before(self, waiver: str, moment: datetime) -> bool:
        """Whether the heir whose waiver it is had certainly died before a moment."""
        return self._circle.died_before(self.heir_of(waiver), moment)

    def heir_of(self, waiver: str) -> str:
        """Whose waiver it is, by its first version."""
        return str((self.papers.get(waiver) or self.pardons[waiver])[0].event.heir)

    @property
    def case(self) -> Case:
        """The case whose waivers these are."""
        return self._case


def named_by(line: Line) -> list[Pair]:
    """The pairs that a paper names."""
    return list(dict.fromkeys((victim, accused) for victim in line.event.victims for accused in line.event.accused))


def _pair_of(line: Line) -> Pair:
    """The one pair that a pardon spoken in court names."""
    return line.event.victim, line.event.accused
