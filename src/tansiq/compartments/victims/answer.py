"""What a replay answers, as contracts 6 prints it. It says what is to be done to nobody, and ranks nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tansiq.compartments.victims.answer_schema import DIYA, STATES, WAIVERS


@dataclass(frozen=True)
class Hold:
    """A standing stop of every irreversible step. `since` and `court_task_due` are days or times in ISO form.

    Attributes:
        is_stay: a court has proved a pardon, and has not ruled on what was pronounced; no hold of contracts 6.
    """

    waiver: str | None
    since: str
    court_task_due: str
    is_stay: bool = False

    def as_object(self) -> dict[str, Any]:
        """As contracts 6 prints it."""
        return {"waiver": self.waiver, "since": self.since, "court_task_due": self.court_task_due}


@dataclass(frozen=True)
class Heir:
    """One heir beside a right, with the share as written. `waiver` None: none of this heir's touches the right."""

    heir: str
    share: str
    requested: bool
    waiver: str | None
    diya: str

    def __post_init__(self) -> None:
        if self.diya not in DIYA or self.waiver not in (None, *WAIVERS):  # rule: Q-00
            raise ValueError(f"no such state of a waiver or a share: {self.waiver}, {self.diya}")

    def as_object(self) -> dict[str, Any]:
        """As contracts 6 prints it."""
        return {
            "heir": self.heir, "share": self.share, "requested": self.requested, "waiver": self.waiver,
            "diya": self.diya,
        }  # fmt: skip


@dataclass(frozen=True)
class Step:
    """What is open for the court. `settled` False: the law is open, the judge decides."""

    code: str
    who: str
    article: str
    confidence: str
    settled: bool

    def as_object(self) -> dict[str, Any]:
        """As contracts 6 prints it."""
        return {
            "code": self.code, "who": self.who, "article": self.article, "confidence": self.confidence,
            "settled": self.settled,
        }  # fmt: skip


@dataclass(frozen=True)
class Right:
    """One victim × accused × track; until somebody characterised the act, the track on which the heirs are heard."""

    victim: str
    accused: str
    track: str
    state: str
    holds: tuple[Hold, ...] = ()
    heirs: tuple[Heir, ...] = ()
    flags: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        if self.state not in STATES:  # rule: Q-00
            raise ValueError(f"no such state of a right: {self.state}")

    @property
    def stop(self) -> bool:
        """Whether every irreversible step waits for a judge."""
        return bool(self.holds)  # rule: Q-23 -> return False

    def as_object(self) -> dict[str, Any]:
        """As contracts 6 prints it."""
        return {
            "victim": self.victim, "accused": self.accused, "track": self.track, "state": self.state, "stop": self.stop,
            "holds": [hold.as_object() for hold in self.holds], "heirs": [heir.as_object() for heir in self.heirs],
            "flags": list(self.flags), "steps": [step.as_object() for step in self.steps],
        }  # fmt: skip


@dataclass(frozen=True, order=True)
class Refusal:
    """A line that has no effect, and why. A refused waiver holds all the same."""

    line: int
    code: str

    def as_object(self) -> dict[str, Any]:
        """As contracts 6 prints it."""
        return {"line": self.line, "code": self.code}


@dataclass(frozen=True)
class Answer:
    """The state of every right at a moment, under the law of that day."""

    at: str
    charter: str
    rights: tuple[Right, ...] = ()
    refused: tuple[Refusal, ...] = field(default=())

    def as_object(self) -> dict[str, Any]:
        """One object for programs."""
        return {
            "at": self.at, "charter": self.charter, "rights": [right.as_object() for right in self.rights],
            "refused": [one.as_object() for one in self.refused],
        }  # fmt: skip
