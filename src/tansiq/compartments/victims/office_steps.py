"""What our office did with each waiver, each step held against those before it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from tansiq.compartments.victims.answer import Refusal
from tansiq.kernel.charter.heirs import MIN_COOLING_OFF_DAYS
from tansiq.kernel.said import says_something

if TYPE_CHECKING:
    from tansiq.compartments.victims.case import Case
    from tansiq.compartments.victims.waivers import Ledger
    from tansiq.kernel.replays import Line


@dataclass
class OfficeSteps:
    """Sessions, confirmations and sendings of one waiver: those that count, and the refused ones with their codes."""

    sessions: list[Line]
    confirmed: list[Line] = field(default_factory=list)
    sent: list[Line] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @classmethod
    def of(cls, ledger: Ledger, waiver: str) -> OfficeSteps:
        """What our office did with a waiver, each step held against those before it."""
        made = cls(ledger.of(waiver, "session"))
        for line in ledger.of(waiver, "second_confirmation"):
            made._take(made.confirmed, line, made._against_confirming(ledger, waiver, line))
        for line in ledger.of(waiver, "sent_to_court"):
            made._take(made.sent, line, made._against_sending(ledger, waiver, line))
        for line in ledger.of(waiver, "waiver_withdrawn"):
            if ledger.died_before(waiver, line.at):
                made.refused.append(Refusal(line.number, "CHRONOLOGY"))
        return made

    def _take(self, counted: list[Line], line: Line, code: str | None) -> None:
        if code is None:
            counted.append(line)
        else:
            self.refused.append(Refusal(line.number, code))

    def _session_before(self, case: Case, line: Line) -> Line | None:
        return next((one for one in self.sessions if one.at <= case.ends(line)), None)

    def _against_confirming(self, ledger: Ledger, waiver: str, line: Line) -> str | None:
        case, session = ledger.case, self._session_before(ledger.case, line)
        least = timedelta(days=MIN_COOLING_OFF_DAYS)
        if session is None or case.days_between(session, line) < least:  # rule: Q-10, G11
            return "TOO_EARLY"
        if ledger.died_before(waiver, line.at):
            return "CHRONOLOGY"
        ended = ledger.ended(waiver)
        return "WITHDRAWN" if ended is not None and case.precedes(ended, line) else None

    def _against_sending(self, ledger: Ledger, waiver: str, line: Line) -> str | None:
        """Only what our office sends is bound (G11); a dead heir's waiver goes to the judge as it stands (Q-28)."""
        case = ledger.case
        if ledger.died_before(waiver, line.at):
            return None
        if self._session_before(case, line) is None:  # rule: G11
            return "NO_SESSION"
        if not any(one.at <= case.ends(line) for one in self.confirmed):  # rule: G11, Q-10
            return "NOT_RECONFIRMED"
        if any(lacks_reader(one) for one in ledger.papers.get(waiver, [])[:1]):  # rule: E44
            return "NO_READER"
        return None


def lacks_reader(line: Line) -> bool:
    """Whether the heir does not read and nobody is named who read the paper out."""
    return not line.event.literate and not says_something(line.event.reader)
