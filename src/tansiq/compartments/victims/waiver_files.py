"""One waiver as its page shows it: whom it names, what was said alone, and how far the replay says it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tansiq.compartments.victims import asked, ledger, queries
from tansiq.compartments.victims.answer import Right
from tansiq.compartments.victims.models import Entry, Matter, Party, Session
from tansiq.kernel.problems import NotFound


@dataclass(frozen=True)
class WaiverFile:
    """One waiver with whom it names, what was said alone, and how far the replay says it has come.

    Attributes:
        state: of this waiver itself; empty where nothing of it has an effect. `refused`: why something has none.
        holds: what cannot be undone waits because of it.
        reflection: the two days between the session and the second asking, while the heir may be asked again; None
            where no session has taken place, or nobody asks any more.
        first: its first paper, or the pardon spoken in court.
        conditions: as the paper has them, each with what became of it until now.
    """

    matter: Matter
    code: str
    heir: Party
    victims: tuple[Party, ...]
    accused: tuple[Party, ...]
    sessions: tuple[Session, ...]
    is_paper: bool
    state: str
    refused: tuple[str, ...]
    holds: bool
    rights: tuple[Right, ...]
    first: Entry
    conditions: tuple[ledger.Condition, ...]
    reflection: asked.Reflection | None = None

    def of(self, victim: Party, accused: Party) -> list[Right]:
        """The rights of one pair that the waiver names."""
        return [one for one in self.rights if (one.victim, one.accused) == (victim.code, accused.code)]


def waiver_file(matter_id: UUID, code: str, *, now: datetime) -> WaiverFile:
    """A waiver by its name in the matter.

    Raises:
        NotFound: no such waiver, or a hidden matter.
    """
    row = queries.matter(matter_id)
    lines = queries.entries(row.id)
    first = next((one for one in lines if one.event.get("waiver") == code and one.kind in queries.FIRST), None)
    if first is None:
        raise NotFound
    people = {one.code: one for one in queries.parties(row.id)}
    event = first.event
    victims, accused = ledger.named(event)
    answer = ledger.answer_of(lines, at=now)
    stands = ledger.standing(lines, code, at=now)
    sessions = tuple(Session.objects.filter(matter=row, waiver=code)[: queries.MOST])
    heard = asked.counted(sessions) if stands.state in asked.REFLECTING else None
    return WaiverFile(
        row, code, people[event["heir"]], tuple(people[one] for one in victims), tuple(people[one] for one in accused),
        sessions, first.kind == "waiver",
        stands.state, stands.refused, any(hold.waiver == code for right in answer.rights for hold in right.holds),
        answer.rights, first,
        tuple(one for one in ledger.conditions(lines, at=now) if one.waiver == code),
        asked.reflection(heard.held_at) if heard else None,
    )  # fmt: skip
