"""Open steps for the court beside each right, with the article and how sure it is; the judge settles the rest. Pure.

Nothing here says that a penalty is to be carried out, and nobody is ranked (Q-21). Words and articles are the
charter's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from tansiq.compartments.victims.answer import Heir, Hold, Step
from tansiq.compartments.victims.case import Case, Pair
from tansiq.compartments.victims.circle import Circle
from tansiq.compartments.victims.flags import Flags
from tansiq.compartments.victims.rights import Rights
from tansiq.compartments.victims.shares import Shares
from tansiq.compartments.victims.waivers import Act, Claim, Ledger
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.heirs import STEPS
from tansiq.kernel.replays import Line

_OVER: Final = ("qisas_dropped", "barred", "offender_died")


@dataclass(frozen=True)
class Found:
    """A right as far as it is known when its steps are asked for."""

    pair: Pair
    track: str | None
    state: str
    holds: tuple[Hold, ...]
    heirs: tuple[Heir, ...]


@dataclass(frozen=True)
class Steps:
    """Steps of the rights of a case."""

    case: Case
    circle: Circle
    ledger: Ledger
    shares: Shares
    rights: Rights
    flags: Flags

    def of(self, right: Found) -> tuple[Step, ...]:
        """The steps of one right, in the order of the list, as the charter of the day words them."""
        codes = {
            *self._of_circle(right), *self._of_age(right), *self._of_waivers(right), *self._of_state(right),
            *self._of_diya(right),
        }  # fmt: skip
        rows: dict[str, Any] = {row.code: row for row in self.case.law.heirs.heirs_steps}
        return tuple(
            Step(code, rows[code].who, rows[code].article, rows[code].confidence.value, rows[code].settled)
            for code in STEPS
            if code in codes and code in rows
        )

    def _of_circle(self, right: Found) -> Iterator[str]:
        victim = right.pair[0]
        if not self.case.is_identified(victim):  # rule: Q-19
            yield "FIND_HEIRS"
        if not self.circle.certificates(victim):
            yield "HEIRS_CERTIFICATE"
            return
        if len(self.circle.in_force(victim)) > 1:
            yield "TWO_CERTIFICATES"
        if not self.circle.adds_up(victim):
            yield "SHARES_DO_NOT_SUM"
        names, minors = self.circle.names(victim), self.flags.minors(victim)
        waits = self.case.law.heirs.setting("WAIT-FOR-MINORS")
        is_open = right.state not in (*_OVER, "not_waivable")
        if is_open and minors and waits != "no":  # rule: Q-08
            yield "MINOR_HEIRS"
        if is_open and minors and len(minors) == len(names):  # rule: Q-07
            yield "ALL_HEIRS_MINORS"
        if any(name in self.circle.died for name in names):  # rule: Q-18
            yield "SHARE_PASSES"
        if right.pair[1] in names:
            yield "OFFENDER_AMONG_HEIRS"

    def _of_age(self, right: Found) -> Iterator[str]:
        age = self.rights.age(right.pair[1])
        if age is None:
            yield "AGE_NOT_RECORDED"
        if right.track is not None and self.rights.child_since(right.pair, right.track) is not None:
            yield "SET_ON_A_CHILD" if age == "child" else "AGE_TO_BE_RULED"

    def _of_waivers(self, right: Found) -> Iterator[str]:
        claims = self.ledger.claims.get(right.pair, [])
        if any(hold.waiver for hold in right.holds):  # rule: Q-23
            yield "RULE_ON_WAIVER"
        if claims:
            yield "PROTECT_HEIR"
        if self.flags.has_inquiry(right.pair):
            yield "COERCION_INQUIRY"
        if self.flags.indicators.get(right.pair):
            yield "COERCION_INDICATORS"
            if "two_versions" in self.flags.indicators[right.pair]:
                yield "TWO_VERSIONS"
        for claim in claims:
            yield from self._of_claim(claim)
            if self._waits_for_its_effect(claim, right):
                yield "VALIDATED_YET_REFUSED"

    def _waits_for_its_effect(self, claim: Claim, right: Found) -> bool:
        """Whether a court has validated that retaliation falls, and it stands: nobody knows yet who the heirs are."""
        proven = [act for act in claim.accepted if act.line.event.qisas and self.ledger.validated(act)]
        return bool(proven) and right.state in ("heirs_search", "right_open")

    def _of_claim(self, claim: Claim) -> Iterator[str]:
        """What is open about one waiver of one heir."""
        ledger, circle, victim = self.ledger, self.circle, claim.pair[0]
        if any(act.refused is not None and ledger.validated(act) for act in claim.acts):
            yield "VALIDATED_YET_REFUSED"
        state = ledger.state(claim)
        if state is None:
            return
        is_open = state not in ("court_validated", "court_rejected")
        lines = [act.line for act in claim.accepted]
        if any(circle.capacity(victim, claim.heir, line) != "capable" for line in lines):  # rule: Q-07
            yield "GUARDIAN_PARDON"
        if is_open and any(circle.is_young(victim, claim.heir, line) for line in lines):  # rule: Q-07
            yield "YOUNG_HEIR"
        if is_open and any(self._is_anothers_hand(claim, line) for line in lines):
            yield "SIGNED_BY_ANOTHER"
        if is_open and claim.heir in circle.died:  # rule: Q-28
            yield "DEAD_HEIRS_WAIVER"
        is_own = ledger.owns(claim.waiver, claim.heir, claim.pair)
        if is_own and state == "court_validated" and ledger.ruled(claim.waiver, "court_rejected"):
            yield "RULINGS_DIFFER"
        yield from self._of_office(claim, is_own=is_own)

    def _is_anothers_hand(self, claim: Claim, line: Line) -> bool:
        if line.event.kind != "waiver":
            return False
        signer = line.event.signed_by
        own = {claim.heir, "self", "heir", None, "", *self.circle.represented_by(claim.pair[0], claim.heir)}
        return signer not in own

    def _of_office(self, claim: Claim, *, is_own: bool) -> Iterator[str]:
        """What our office did in haste, and what it missed where a court has heard the pardon itself."""
        steps = self.ledger.steps[claim.waiver]
        if (
            is_own
            and steps.sessions
            and any(self.case.days_between(steps.sessions[0], line) < self._cooling_off for line in steps.confirmed)
        ):
            yield "SHORT_COOLING_OFF"
        if any(self._was_spoken(act) for act in claim.accepted) and not (is_own and steps.sent):  # rule: Q-25
            yield "MISSED_STEPS"

    def _was_spoken(self, act: Act) -> bool:
        """Whether a court heard the pardon itself and proves it, by its own record or by a later one."""
        event = act.line.event
        return act.has_record or (
            event.kind == "waiver" and event.channel == "in_court" and bool(self.ledger.validated(act))
        )

    @cached_property
    def _cooling_off(self) -> timedelta:
        return timedelta(days=int(self.case.law.heirs.setting("COOLING-OFF-DAYS") or 0))

    def _of_state(self, right: Found) -> Iterator[str]:
        pair, track = right.pair, right.track
        if track is None:
            yield "CHARACTERISE"
            return
        if self._is_contested(pair):
            yield "TRACK_CHANGED"
        if self._is_acquitted(self._judgments(pair, track)):  # rule: Q-26
            yield "ACQUITTED"
        if right.state == "not_waivable":
            yield from self._of_not_waivable(right)
            return
        if right.state in _OVER:
            yield from self._of_over(right)
        elif right.state == "right_open":
            yield "REQUEST_RECORDED" if self.shares.has_asked(pair) else "NO_HEIR_ASKS"  # rule: Q-01
        if right.state not in _OVER and self.rights.held_by_inheritance(pair, track, right.state):
            yield "INHERITANCE_UNCLEAR"

    def _is_acquitted(self, judgments: list[Line]) -> bool:
        """Whether a charge ended in the person's favour: it counts as spoken, until a later conviction is final."""
        final = [line for line in judgments if line.event.result == "convicted" and line.event.final]
        return any(
            line.event.result != "convicted"
            and not any(one.event.charge == line.event.charge and self.case.precedes(line, one) for one in final)
            for line in judgments
        )

    def _of_not_waivable(self, right: Found) -> Iterator[str]:
        assert right.track is not None
        if not self.case.private_claim(right.track):
            yield "PERSONS_RIGHTS"
        elif any(heir.waiver is not None for heir in right.heirs):
            yield "PUBLIC_RIGHT"

    def _of_over(self, right: Found) -> Iterator[str]:
        if right.state == "offender_died":
            yield "OFFENDER_DIED"
            return
        if any(heir.diya != "waived" for heir in right.heirs):
            yield "SHARES_REMAIN"
        if right.state == "barred":
            yield "AFTER_BAR"
            yield "OTHER_PENALTY"  # rule: Q-12
            return
        yield "PUBLIC_RIGHT"  # rule: Q-13 -> pass
        dropped = self.rights.dropped_by(right.pair)
        judged = [line for line in self._judgments(right.pair, right.track) if line.event.result == "convicted"]
        is_after = dropped is not None and any(self.case.precedes(line, dropped) for line in judged)
        yield "STAY" if is_after else "NOT_PRONOUNCED"  # rule: Q-04 -> yield "NOT_PRONOUNCED"

    def _is_contested(self, pair: Pair) -> bool:
        """Whether one charge was put on different tracks."""
        named: dict[str, set[str]] = {}
        for one in self.case.characterised.get(pair, []):
            named.setdefault(one.charge, set()).add(one.track)
        return any(len(tracks) > 1 for tracks in named.values())

    def _judgments(self, pair: Pair, track: str | None) -> list[Line]:
        charges = {one.charge for one in self.case.characterised.get(pair, []) if one.track == track}
        return [line for charge in sorted(charges) for line in self.case.where("judgment", charge=charge)]

    def _of_diya(self, right: Found) -> Iterator[str]:
        if right.track is None or not self.case.private_claim(right.track):
            return
        for claim in self.ledger.claims.get(right.pair, []):
            states = self.shares.conditions_of(claim) if claim.accepted else []
            if "breached" in states:  # rule: Q-06
                yield "CONDITION_BREACHED"
            if "pending" in states:
                yield "CONDITIONS_PENDING"
        listed = set(self.circle.names(right.pair[0]))
        if listed and self.shares.paid_to(right.pair) - listed:
            yield "PAID_TO_ANOTHER"
        for line in self._judgments(right.pair, right.track):
            if line.event.result == "convicted":
                yield from self._of_table(right, line)

    def _of_table(self, right: Found, judgment: Line) -> Iterator[str]:
        """Whether the diya of a judgment is that of its day, and whether the table changed before payment (Q-17)."""
        on_its_day = self._table(self.case.day(judgment))
        amount, number = judgment.event.diya_amount, judgment.event.diya_instrument
        if not on_its_day.knows(amount, number):
            yield "DIYA_OTHER_TABLE"
        victim, accused = right.pair
        paid = [self.case.day(line) for line in self.case.where("diya_paid", victim=victim, accused=accused)]
        days = paid if paid and all(heir.diya in ("paid", "waived") for heir in right.heirs) else [*paid, self._today]
        later = [self._table(day) for day in days if day > self.case.day(judgment)]
        if any(table.amounts != on_its_day.amounts for table in later):  # rule: E14, Q-17
            yield "DIYA_TABLE_CHANGED"

    @property
    def _today(self) -> date:
        return self.case.now.astimezone(self.case.tz).date()

    def _table(self, day: date) -> _Table:
        law: Charter = self.case.charter.on(day)
        rows = law.heirs.diya_table
        numbers = {row.number for row in law.instruments for one in rows if row.code == one.instrument}
        return _Table(frozenset(str(row.amount) for row in rows), frozenset(numbers | {row.instrument for row in rows}))


@dataclass(frozen=True)
class _Table:
    """The diya table of a day: its sums, and the numbers and codes of the instruments that they rest on."""

    amounts: frozenset[str]
    numbers: frozenset[str]

    def knows(self, amount: object, number: str | None) -> bool:
        """Whether a sum and an instrument, as far as they were named, are of this table; without a table all are."""
        if not self.amounts:
            return True
        is_sum = amount is None or _plain(str(amount)).removesuffix(".0") in self.amounts
        return is_sum and (number is None or _plain(number) in self.numbers)


def _plain(text: str) -> str:
    """A sum or a number of an instrument in Western digits, without what parts the thousands."""
    digits = (str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text.strip())
    return "".join(sign for sign in digits if sign not in ",٬")
