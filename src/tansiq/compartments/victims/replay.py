"""The heirs' right replayed from events: every victim × accused × track, what holds, and what is open for the court.

Pure, dated and total: the same lines, moment and charter give the same answer, the order of lines means nothing, and
every file that can be read has one. Contracts 6; the law is the charter's heirs.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property

from tansiq.compartments.victims.answer import Answer, Refusal, Right
from tansiq.compartments.victims.case import Case, Pair
from tansiq.compartments.victims.circle import Circle
from tansiq.compartments.victims.events import has_number
from tansiq.compartments.victims.flags import Flags
from tansiq.compartments.victims.holds import Holds
from tansiq.compartments.victims.rights import Rights
from tansiq.compartments.victims.shares import Shares
from tansiq.compartments.victims.steps import Found, Steps
from tansiq.compartments.victims.waivers import Ledger
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.replays import Line, end_of, key_of

# What speaks of a waiver that somebody must have recorded before.
_OF_WAIVER = (
    "session", "second_confirmation", "sent_to_court", "waiver_withdrawn", "court_validated", "court_rejected",
    "hold_ruled", "inquiry_opened", "inquiry_closed", "condition_met", "condition_breached",
)  # fmt: skip
_WITH_RECORD = ("court_validated", "court_rejected", "hold_ruled", "pardon_in_court", "capacity_ruled")


def replay(lines: Sequence[Line], *, at: date, charter: Charter) -> Answer:
    """What stands at a moment; what happens after it does not exist.

    Args:
        lines: as `events.read` gives them, or anybody else; order and doubles mean nothing.
        at: a day, which counts whole, or an aware time.
        charter: a whole pack; the law of the day of `at` answers.
    """
    tz = charter.jurisdiction.tz
    now = end_of(at, tz)
    found: dict[str, Line] = {}
    for line in lines:
        if line.at <= now:
            found.setdefault(key_of(line.event), line)
    until = [found[key] for key in sorted(found, key=lambda key: (found[key].at, key))]
    return _Replay(Case(until, now, charter)).answer(
        at.astimezone(tz).isoformat() if isinstance(at, datetime) else at.isoformat()
    )


class _Replay:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.circle = Circle(case)
        self.ledger = Ledger(case, self.circle)
        self.shares = Shares(case, self.circle, self.ledger)
        self.rights = Rights(case, self.circle, self.ledger)
        self.holds = Holds(case, self.ledger)
        self.flags = Flags(case, self.circle, self.ledger)
        self.steps = Steps(case, self.circle, self.ledger, self.shares, self.rights, self.flags)

    def answer(self, at: str) -> Answer:
        rights = [self._right(pair, track) for pair in self.case.pairs for track in self._tracks(pair)]
        refused = tuple(sorted(set(self._refused())))
        return Answer(at, self.case.charter.jurisdiction.code, tuple(rights), refused)

    def _tracks(self, pair: Pair) -> Sequence[str | None]:
        """The tracks of a pair; None while nobody has characterised the act, which is never inferred."""
        return self.case.tracks_of(pair) or (None,)

    def _right(self, pair: Pair, track: str | None) -> Right:
        state = self.rights.state(pair, track)
        heirs = self.shares.of(pair, track)
        child = self.rights.child_since(pair, track) if track is not None else None
        inherited = self.rights.held_by_inheritance(pair, track, state)
        holds = self.holds.of(pair, inherited_since=inherited, child_since=child)
        found = Found(pair, track, state, holds, heirs)
        flags, steps = self.flags.of(pair, is_held=bool(holds)), self.steps.of(found)
        return Right(*pair, track or self.case.heirs_track, state, holds, heirs, flags, steps)

    def _refused(self) -> Iterator[Refusal]:
        for claims in self.ledger.claims.values():
            for claim in claims:
                yield from (Refusal(act.line.number, act.refused) for act in claim.acts if act.refused is not None)
        for office in self.ledger.steps.values():
            yield from office.refused
        yield from self._of_nothing_known()
        yield from self._without_record()
        for line in self.case.of("condition_met", "condition_breached"):
            if self.ledger.knows(line.event.waiver) and not self._has_condition(line):
                yield Refusal(line.number, "UNKNOWN_CONDITION")

    def _of_nothing_known(self) -> Iterator[Refusal]:
        """What speaks of a waiver that nobody recorded; an heir's own inquiry is opened, and closed, without one."""
        own = [line for line in self.case.of("inquiry_opened") if line.event.raised_by in self._listed]
        names = {line.event.waiver for line in own}
        own += [line for line in self.case.of("inquiry_closed") if line.event.waiver in names]
        heard = {line.number for line in own}
        for line in self.case.of(*_OF_WAIVER):
            if line.number not in heard and not self.ledger.knows(line.event.waiver):
                yield Refusal(line.number, "UNKNOWN_WAIVER")

    def _without_record(self) -> Iterator[Refusal]:
        """A court's paper without its number is pending; a word on age counts when spoken unless it is against him."""
        lines = self.case.of(*_WITH_RECORD)
        lines += [line for line in self.case.of("age_ruled") if line.event.age_at_act == "adult"]
        yield from (Refusal(line.number, "NOT_VALIDATED") for line in lines if not has_number(line.event.record))
        for line in self.case.of("certificate"):
            if not has_number(line.event.number):
                yield Refusal(line.number, "NOT_VALIDATED")

    @cached_property
    def _listed(self) -> set[str]:
        """Whoever may speak of pressure on an heir without naming a known waiver."""
        return {entry.heir for line in self.case.of("certificate") for entry in line.event.heirs}

    def _has_condition(self, line: Line) -> bool:
        papers = self.ledger.papers.get(line.event.waiver, [])
        return any(one.condition == line.event.condition for one in papers[0].event.conditions) if papers else False
