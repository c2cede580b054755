"""The state of a right: one victim × accused × track, never a person. Pure.

    not_opened → heirs_search → heirs_listed → right_open → qisas_dropped | barred | offender_died
    fixed and discretionary penalties: not_waivable; set on a child: cannot_be_set

The first of what ends a right stays: a pardon is not undone by what comes later.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from tansiq.compartments.victims.case import Case, Pair
from tansiq.compartments.victims.circle import Circle
from tansiq.compartments.victims.events import has_number
from tansiq.compartments.victims.waivers import Ledger
from tansiq.kernel.replays import Line

_ENDS: Final = ("qisas_dropped", "barred", "offender_died")


class Rights:
    """States of the rights of a case, with the line that made each of them so."""

    def __init__(self, case: Case, circle: Circle, ledger: Ledger) -> None:
        self._case, self._circle, self._ledger = case, circle, ledger

    def state(self, pair: Pair, track: str | None) -> str:
        """The state of the right of a pair.

        Args:
            track: a track of this law; None while nobody has characterised the act.
        """
        if track is not None and not self._drops(track):  # rule, E10
            return "not_waivable"
        if track is not None and self.child_since(pair, track) is not None:  # rule: Q-16
            return "cannot_be_set"
        ends = [(line.at, rank) for rank, line in enumerate(self._ends(pair, track)) if line is not None]
        if ends:
            return _ENDS[min(ends)[1]]
        has_certificate = bool(self._circle.certificates(pair[0]))
        if track is None:
            return "heirs_listed" if has_certificate else "not_opened"
        return "right_open" if has_certificate else "heirs_search"

    def _ends(self, pair: Pair, track: str | None) -> tuple[Line | None, Line | None, Line | None]:
        if track is None:
            return None, None, self.died.get(pair[1])
        return self.dropped_by(pair), self.barred_by(pair, track), self.died.get(pair[1])

    def _drops(self, track: str) -> bool:
        return track in self._case.tracks and self._case.tracks[track].waiver_drops

    def dropped_by(self, pair: Pair) -> Line | None:
        """The first court record that proves one heir's pardon towards this victim and this accused (Art 63)."""
        is_known = bool(self._circle.certificates(pair[0]))
        lines = [
            proof
            for claim in self._ledger.claims.get(pair, [])
            for act in claim.accepted
            # A paper needs its heir in a certificate; a court that heard the pardon itself knows before whom it sat.
            if act.line.event.qisas and (is_known or act.is_pardon)
            for proof in self._ledger.validated(act)
            # Who is found to be unknown after a court has validated takes nothing back.
            if self._case.was_identified(pair[0], since=proof)  # rule: Q-19
        ]
        return min(lines, key=lambda line: line.at, default=None)  # rule: Q-09 -> return None

    def barred_by(self, pair: Pair, track: str) -> Line | None:
        """The first word that the offender inherits any part of the right from an heir of this victim (Art 65)."""
        if track not in self._case.tracks or not self._case.tracks[track].bars:
            return None
        from_whom = {pair[0], *self._circle.ever(pair[0])}
        lines = [line for line in self._inherited.get(pair[1], []) if line.event.from_ in from_whom]
        lines += [line for line in self._circle.in_force(pair[0]) if self._lists(line, pair[1])]
        return min(lines, key=lambda line: line.at, default=None)  # rule: Q-11, E12 -> return None

    @staticmethod
    def _lists(certificate: Line, name: str) -> bool:
        return any(entry.heir == name for entry in certificate.event.heirs)

    @cached_property
    def _inherited(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self._case.of("offender_inherits"):
            found.setdefault(line.event.accused, []).append(line)
        return found

    def unclear_inheritance(self, pair: Pair) -> Line | None:
        """The accused inherited from somebody of whom nobody knows yet whether this victim's right came through him.

        Either no certificate names the victim's heirs, or none at all names whom the accused inherited from.
        """
        victim, accused = pair
        own, is_listed = {victim, *self._circle.ever(victim)}, bool(self._circle.certificates(victim))
        for line in self._inherited.get(accused, []):
            if line.event.from_ not in own and not (is_listed and line.event.from_ in self._known):
                return line
        # A certificate without its number bars nothing yet, and the life waits for it all the same.
        return next((line for line in self._circle.waiting(victim) if self._lists(line, accused)), None)

    @cached_property
    def _known(self) -> set[str]:
        """Every victim, and whoever any certificate names."""
        return {*self._case.victims, *self._circle.victims}.union(*map(self._circle.ever, self._circle.victims))

    def held_by_inheritance(self, pair: Pair, track: str | None, state: str) -> Line | None:
        """What holds a right because the accused inherited: it is barred, or nobody knows yet whether it is."""
        if track is None or track not in self._case.tracks or not self._case.tracks[track].bars:
            return None
        if state == "barred":
            return self.barred_by(pair, track)
        return None if state in _ENDS else self.unclear_inheritance(pair)

    @cached_property
    def died(self) -> dict[str, Line]:
        """The line by which each accused died; the first, where several say so."""
        return {line.event.accused: line for line in reversed(self._case.of("offender_died"))}

    @cached_property
    def _ages(self) -> dict[str, list[Line]]:
        """Words on the age of each accused, oldest first. A ruling for him counts as spoken, against him by record."""
        found: dict[str, list[Line]] = {}
        for line in self._case.of("accused", "age_ruled"):
            event = line.event
            if event.kind == "accused" or event.age_at_act != "adult" or has_number(event.record):  # rule: Q-26
                found.setdefault(event.accused, []).append(line)
        for lines in found.values():
            lines.sort(key=lambda line: (line.at, line.event.kind == "age_ruled", line.event.age_at_act != "adult"))
        return found

    def age(self, accused: str) -> str | None:
        """adult, child or doubtful; None where nobody wrote it down. Without a ruling any doubt is his."""
        lines = self._ages.get(accused, [])
        ruled = [line for line in lines if line.event.kind == "age_ruled"]
        if ruled:
            return str(ruled[-1].event.age_at_act)
        ages = {line.event.age_at_act for line in lines}
        return next((age for age in ("child", "doubtful", "adult") if age in ages), None)

    def child_since(self, pair: Pair, track: str) -> Line | None:
        """The line since which a track that can cost a life stands on somebody who was or may have been a child."""
        if self.age(pair[1]) not in ("child", "doubtful"):
            return None
        young: list[Line] = []
        for line in self._ages[pair[1]]:
            if line.event.age_at_act == "adult" and line.event.kind == "age_ruled":
                young = []
            elif line.event.age_at_act != "adult":
                young.append(line)
        grave = [
            one.line for one in self._case.characterised.get(pair, []) if one.track == track and one.named != "tazir"
        ]
        return max(young[0], grave[0], key=lambda line: line.at) if young and grave else None
