"""Holds: every irreversible step stops, silently, from the first word of a waiver until a judge has ruled (Q-23). Pure.

A hold frees nobody and decides nothing. A court's validation, its rejection or a ruling on the hold itself ends it,
each by the number of its record, and nothing else does: no withdrawal, no inquiry, no new characterisation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property

from tansiq.compartments.victims.answer import Hold
from tansiq.compartments.victims.case import Case, Pair, as_written
from tansiq.compartments.victims.waivers import RULINGS, Act, Ledger, named_by
from tansiq.kernel.charter.heirs import COURT_TASK_HOURS
from tansiq.kernel.replays import Line


class Holds:
    """What holds the rights of a case."""

    def __init__(self, case: Case, ledger: Ledger) -> None:
        self._case, self._ledger = case, ledger

    def of(self, pair: Pair, *, inherited_since: Line | None, child_since: Line | None) -> tuple[Hold, ...]:
        """The standing holds of one right, oldest first; those without a waiver stand on this right alone."""
        found = [(line, waiver) for waiver, line in self._of_waivers.get(pair, {}).items()]
        found += [(line, "") for line in (inherited_since, child_since) if line is not None]  # rule
        found.sort(key=lambda one: (one[0].at, one[1], one[0].number))
        return tuple(self._hold(line, waiver or None) for line, waiver in found)

    def staying(self) -> dict[Pair, Hold]:
        """By pair, what still waits once a court has proved a pardon: a sentence of before it is stayed (Art 54).

        The replay ends its hold with the court's word, and does not know of it. Whoever keeps somebody under a sentence
        does: his stop lasts until the court, which alone knows what was pronounced, has ruled on it.
        """
        found: dict[Pair, Line] = {}
        for pair, claims in self._ledger.claims.items():
            acts = [act for claim in claims for act in claim.acts if act.line.event.qisas]
            proofs = [proof for act in acts for proof in self._ledger.validated(act)]
            if proofs:  # rule: Q-04 -> pass
                found[pair] = min(proofs, key=lambda line: (line.at, line.number))
        return {pair: replace(self._hold(line, None), is_stay=True) for pair, line in found.items()}

    def _hold(self, since: Line, waiver: str | None) -> Hold:
        tz = self._case.tz
        return Hold(waiver, as_written(since, tz), as_written(since, tz, later=self._task))

    @cached_property
    def _task(self) -> timedelta:
        """How soon the court has its task: never later than the floor, whatever the day."""
        row = next((row for row in self._case.law.clocks if row.code == "HOLD-COURT-TASK"), None)
        hours = row.limit if row is not None and row.unit == "hour" else COURT_TASK_HOURS
        return timedelta(hours=min(hours, COURT_TASK_HOURS))

    @cached_property
    def _of_waivers(self) -> dict[Pair, dict[str, Line]]:
        """By pair, each waiver that no judge has ruled upon, with the line from which it holds."""
        found: dict[Pair, dict[str, Line]] = {}
        for pair, line in self._wishes():
            if self._is_ruled(pair, line):
                continue
            mine = found.setdefault(pair, {})
            earlier = mine.get(line.event.waiver)
            if earlier is None or line.at < earlier.at:
                mine[line.event.waiver] = line
        return found

    def _wishes(self) -> Iterator[tuple[Pair, Line]]:
        """Every paper, each of its versions, and every spoken pardon without effect that says that qisas falls."""
        for versions in self._ledger.papers.values():
            for line in versions:
                if line.event.qisas:
                    yield from ((pair, line) for pair in named_by(line))
        for claims in self._ledger.claims.values():
            for claim in claims:
                for act in claim.acts:
                    if act.is_pardon and act.line.event.qisas and not self._has_effect(act):
                        yield act.pair, act.line

    @staticmethod
    def _has_effect(act: Act) -> bool:
        return act.refused is None and act.has_record

    def _is_ruled(self, pair: Pair, line: Line) -> bool:
        """Whether a judge has ruled since the line was written: on it, and not on what else bears its name."""
        kinds = RULINGS if self._ledger.is_of_name(line) else ("hold_ruled",)  # rule: Q-23, JUD-04 -> kinds = RULINGS
        ruled = self._ledger.ruled(line.event.waiver, *kinds)
        ruled += self._heard.get((pair, line.event.waiver, line.event.heir), [])
        return any(not self._case.precedes(one, line) for one in ruled)  # rule: Q-23 -> return True

    @cached_property
    def _heard(self) -> dict[tuple[Pair, str, str], list[Line]]:
        """Pardons that a court heard and that have their effect, by pair, name and heir."""
        found: dict[tuple[Pair, str, str], list[Line]] = {}
        for claims in self._ledger.claims.values():
            for claim in claims:
                heard = [act.line for act in claim.acts if act.is_pardon and self._has_effect(act)]
                found.setdefault((claim.pair, claim.waiver, claim.heir), []).extend(heard)
        return found
