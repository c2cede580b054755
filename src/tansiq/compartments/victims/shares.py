"""Each heir's share of the diya: claimed until that heir's own express waiver, whatever others do. Pure.

The share is the certificate's, printed as written; no sum and no share is computed here.
"""

from __future__ import annotations

from tansiq.compartments.victims.answer import Heir
from tansiq.compartments.victims.case import Case, Pair
from tansiq.compartments.victims.circle import Circle
from tansiq.compartments.victims.waivers import Claim, Ledger


class Shares:
    """The heirs of a right, each with request, waiver and share."""

    def __init__(self, case: Case, circle: Circle, ledger: Ledger) -> None:
        self._case, self._circle, self._ledger = case, circle, ledger

    def of(self, pair: Pair, track: str | None) -> tuple[Heir, ...]:
        """The heirs as the certificate in force lists them. On a track that is not theirs no waiver of theirs shows."""
        claims: dict[str, list[Claim]] = {}
        if track is None or self._case.private_claim(track):
            for claim in self._ledger.claims.get(pair, []):
                claims.setdefault(claim.heir, []).append(claim)
        asked, paid = self._named("request", pair), self.paid_to(pair)
        return tuple(
            Heir(
                entry.heir, entry.share, entry.heir in asked, self._waiver(claims.get(entry.heir, [])),
                "paid" if entry.heir in paid else self._diya(pair, claims.get(entry.heir, [])),
            )
            for entry in self._circle.heirs(pair[0])
        )  # fmt: skip

    def has_asked(self, pair: Pair) -> bool:
        """Whether any heir of the certificate, or anybody while there is none, has asked."""
        names, asked = set(self._circle.names(pair[0])), self._named("request", pair)
        return bool(names & asked if names else asked)

    def paid_to(self, pair: Pair) -> set[str]:
        """Heirs to whom a payment towards a pair was written down."""
        return self._named("diya_paid", pair)

    def _named(self, kind: str, pair: Pair) -> set[str]:
        """Whose requests or payments towards a pair were written down."""
        return {line.event.heir for line in self._case.where(kind, victim=pair[0], accused=pair[1])}

    def _waiver(self, claims: list[Claim]) -> str | None:
        """The validated one, else the last that was made."""
        states = [state for claim in claims if (state := self._ledger.state(claim)) is not None]
        return "court_validated" if "court_validated" in states else next(reversed(states), None)

    def _diya(self, pair: Pair, claims: list[Claim]) -> str:
        states = {self._of_claim(claim, pair) for claim in claims}
        return next((state for state in ("waived", "disputed", "conditional") if state in states), "claimed")

    def _of_claim(self, claim: Claim, pair: Pair) -> str:
        """What one waiver made of its own heir's share: nothing before it is validated, nothing of a minor's ever."""
        acts = claim.accepted
        proven = [act for act in acts if self._ledger.validated(act)]  # rule, E09 -> proven = acts
        # Of pardons under one name that differ the first is kept, as of papers: the other is laid before the court.
        spoken = [act for act in proven if act.is_pardon]
        wishes = {act.line.event.diya for act in proven if act not in spoken[1:]}
        if self._is_protected(claim, pair):  # rule: Q-07, E08
            return "claimed"
        if "waived" in wishes:
            return "waived"
        return self.condition_of(claim) if "conditional" in wishes else "claimed"

    def _is_protected(self, claim: Claim, pair: Pair) -> bool:
        lines = [None, *(act.line for act in claim.acts)]
        return any(self._circle.capacity(pair[0], claim.heir, line) == "minor" for line in lines) or any(
            self._circle.capacity(pair[0], claim.heir, act.line) == "lacks" for act in claim.acts
        )

    def condition_of(self, claim: Claim) -> str:
        """What the conditions of a waiver make of the share: met all, pending, or breached, which is for the judge."""
        states = self.conditions_of(claim)
        if "breached" in states:
            return "disputed"
        return "waived" if states and set(states) == {"met"} else "conditional"

    def conditions_of(self, claim: Claim) -> list[str]:
        """The state of each condition of a claim: those of its paper, none where its name is another's."""
        return self.conditions(claim.waiver) if self._ledger.owns(claim.waiver, claim.heir, claim.pair) else []

    def conditions(self, waiver: str) -> list[str]:
        """The state of each condition of a waiver, in its order; of one moment the breach counts."""
        papers = self._ledger.papers.get(waiver, [])
        lines = self._ledger.of(waiver, "condition_met", "condition_breached")
        lines.sort(key=lambda line: (line.at, line.event.kind == "condition_breached"))
        last = {line.event.condition: line.event.kind.removeprefix("condition_") for line in lines}
        return [last.get(one.condition, "pending") for one in (papers[0].event.conditions if papers else [])]
