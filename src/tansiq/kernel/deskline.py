"""One line of the duty desk: what needs this person now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tansiq.kernel.access.actor import Actor


@dataclass(frozen=True)
class DeskLine:
    """What, about which reference, until when, and its one main act.

    Attributes:
        what: in words, localised.
        reference: of the record; never a name.
        due_at: when it is due, None where nothing runs.
        url: where the act is done.
        act: label of the main act, localised.
        urgent: a life is at risk.
        rank: what stands before what, within danger to life and without: 0 before 1 before 2.
        since_at: since when it stands there, for what has no hour at which it is due.
    """

    what: str
    reference: str
    due_at: datetime | None
    url: str
    act: str
    urgent: bool = False
    since_at: datetime | None = None
    rank: int = 1


Provider = Callable[["Actor", datetime], list[DeskLine]]
PROVIDERS: list[Provider] = []


def register(provider: Provider) -> None:
    """Let an app put its lines on the desk; called once, when the app is ready."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)


def lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Every line for the actor: a life at risk first, then the most urgent clock, then what has none."""
    found = [line for provider in PROVIDERS for line in provider(actor, now)]
    moments = {id(line): line.due_at or line.since_at for line in found}
    return sorted(
        found,
        key=lambda one: (
            not one.urgent, one.rank, moments[id(one)] is None, moments[id(one)] or now, one.reference,
        ),
    )  # fmt: skip
