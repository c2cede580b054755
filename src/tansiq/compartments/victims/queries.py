"""Reads of the victims' room. Row security decides which rows exist; every list is ordered and bounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.answer import Answer
from tansiq.compartments.victims.circle import Circle
from tansiq.compartments.victims.contacts import CARRIES_PAPER as CARRIES_PAPER
from tansiq.compartments.victims.contacts import contact as contact
from tansiq.compartments.victims.contacts import letter as letter
from tansiq.compartments.victims.elsewhere import errand as errand
from tansiq.compartments.victims.elsewhere import errands as errands
from tansiq.compartments.victims.elsewhere import errands_of as errands_of
from tansiq.compartments.victims.models import (
    Absence,
    Confirmation,
    Contact,
    ContactPlan,
    CooperationNotice,
    Correction,
    Counsel,
    Entry,
    InquiryNote,
    Matter,
    Party,
    Statement,
)
from tansiq.compartments.victims.opening import open_matter
from tansiq.compartments.victims.said import statements
from tansiq.compartments.victims.words import moment
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import require_no_kin
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import existing

MOST = 500
# What a waiver begins with: a paper, or a pardon spoken in court.
FIRST = ("waiver", "pardon_in_court")


@dataclass(frozen=True)
class MatterFile:
    """A matter as its page shows it.

    Attributes:
        entries: oldest first; for counsel without the wishes of other heirs.
        statements: what heirs said while nobody was accused; beside the ledger, and without effect.
        inquiries: who says that an heir is pressed, and what the court found; for counsel of the heir who
            said so, or of whoever is pressed where no heir did.
        confirmations: lines that take a protection away and that a second person has confirmed.
        corrections: lines that somebody says were written by mistake, and those that a second person has taken out.
        absences: heirs who are not reached; for the office and the court.
        cooperations: cases in which somebody accused speaks to the prosecution; for counsel of the heirs alone.
        answer: what stands on the day asked about; None for counsel, who does not see every event: a state that rests
            on a part of them would be wrong.
    """

    matter: Matter
    parties: tuple[Party, ...]
    entries: tuple[Entry, ...]
    answer: Answer | None
    counsels: tuple[Counsel, ...]
    statements: tuple[Statement, ...] = ()
    cooperations: tuple[CooperationNotice, ...] = ()
    inquiries: tuple[InquiryNote, ...] = ()
    absences: tuple[Absence, ...] = ()
    corrections: tuple[Correction, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()

    @cached_property
    def waiting(self) -> dict[UUID, tuple[str, ...]]:
        """Lines that wait for a second person, each with the heirs whom it calls capable too early."""
        return ledger.waiting(self.entries)

    @cached_property
    def circle(self) -> Circle:
        """The heirs as courts have named them until the moment of the answer."""
        assert self.answer is not None
        return ledger.circle_of(self.entries, at=moment(self.answer.at))

    def absent(self, on: date) -> list[Absence]:
        """Heirs of whom the court was told that they were not reached on a day."""
        return [row for row in self.absences if _was_absent(row, on)]

    def code(self, code: str) -> Party | None:
        """Whom a code of the file means; None where nobody has it."""
        return next((row for row in self.parties if row.code == code), None)


@dataclass(frozen=True)
class PartyFile:
    """A victim or an heir with the plan of contact in force and every contact."""

    party: Party
    matter: Matter
    plan: ContactPlan | None
    earlier: tuple[ContactPlan, ...]
    contacts: tuple[Contact, ...]
    counsels: tuple[Counsel, ...]
    absence: Absence | None = None


def _was_absent(row: Absence, on: date) -> bool:
    return row.since <= on and (row.ended_at is None or charter.local_day(row.ended_at) > on)


def matters(*, number: str = "", limit: int = MOST) -> list[Matter]:
    """Matters that exist for the actor, newest first: numbers, no names."""
    rows = Matter.objects.all()
    if number:
        rows = rows.filter(number=number.strip().upper())
    return list(rows[:limit])


def matter(matter_id: UUID) -> Matter:
    """One matter by its handle.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Matter.objects.filter(id=matter_id))


def parties(matter_id: UUID, kind: str = "") -> list[Party]:
    """Victims, heirs and accused of a matter, or those of one kind, in the order in which they were added."""
    rows = Party.objects.filter(matter_id=matter_id)
    return list((rows.filter(kind=kind) if kind else rows)[:MOST])


def entries(matter_id: UUID, kind: str = "") -> list[Entry]:
    """Lines of the ledger, or those of one kind, by their number."""
    rows = Entry.objects.filter(matter_id=matter_id)
    return list((rows.filter(kind=kind) if kind else rows).order_by("number"))


@transaction.atomic
def matter_file(
    *, actor: Actor, now: datetime, matter_id: UUID, at: date | datetime, purpose: str, reference: str
) -> MatterFile:
    """A matter with its parties, its events and what the replay makes of them; the read is logged.

    Args:
        at: the day or time asked about.

    Raises:
        NotFound: absent, or hidden.
        NotPermitted: the actor reads no files of victims.
        NoPurpose: no purpose of the charter, or no reference (G13).
        ConflictOfInterest: a relative whom the actor declared is in it (W-2).
    """
    row = matter(matter_id)
    people = open_matter(row, actor=actor, now=now, purpose=purpose, reference=reference)
    lines = tuple(entries(row.id))
    sees_all = actor.has("victims.record") or actor.has("victims.rule")
    answer = ledger.answer_of(lines, at=at) if sees_all else None
    counsels = tuple(Counsel.objects.filter(matter=row, ended_at=None).select_related("party")[:MOST])
    spoken = tuple(CooperationNotice.objects.filter(matter=row)[:MOST])
    return MatterFile(
        row, people, lines, answer, counsels, tuple(statements(row.id)), spoken,
        tuple(InquiryNote.objects.filter(matter=row)[:MOST]), tuple(Absence.objects.filter(matter=row)[:MOST]),
        tuple(Correction.objects.filter(matter=row)[:MOST]), tuple(Confirmation.objects.filter(matter=row)[:MOST]),
    )  # fmt: skip


def entry(entry_id: UUID) -> Entry:
    """One line of a file.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Entry.objects.filter(id=entry_id).select_related("matter"))


def refused(matter_id: UUID, number: int, *, now: datetime) -> str:
    """Why the replay gives an entry no effect; empty where it has one."""
    rows = entries(matter_id)
    return ledger.without_effect(ledger.answer_of(rows, at=now), rows).get(number, "")


def waiting(matter_id: UUID) -> dict[UUID, tuple[str, ...]]:
    """Lines of a file that wait for a second person."""
    return ledger.waiting(entries(matter_id))


def is_characterised(judgment: Entry) -> bool:
    """Whether the charge of a judgment stands in the file."""
    charges = entries(judgment.matter_id, "characterised")
    return any(row.event["charge"] == judgment.event["charge"] for row in charges)


def party(party_id: UUID) -> Party:
    """A victim or an heir.

    Raises:
        NotFound: absent, hidden, or an accused.
    """
    return existing(Party.objects.filter(id=party_id).exclude(kind=Party.Kind.ACCUSED).select_related("matter"))


def accused(party_id: UUID) -> Party:
    """An accused.

    Raises:
        NotFound: absent, hidden, or somebody else.
    """
    return existing(Party.objects.filter(id=party_id, kind=Party.Kind.ACCUSED).select_related("matter"))


@transaction.atomic
def party_file(*, actor: Actor, now: datetime, party_id: UUID) -> PartyFile:
    """How somebody is reached: for the office alone. The read is logged under the number of the matter (G13).

    Raises:
        NotFound, NotPermitted: as ever.
        ConflictOfInterest: a relative whom the actor declared (W-2).
    """
    row = party(party_id)
    actor.require("victims.record")
    if row.name:
        require_no_kin(actor, {"full": row.name})
    audit.record_read(  # rule: G13
        "victims.party_read", row, actor=actor, at=now, purpose="OPEN_CASE", reference=row.matter.number,
        owner_id=row.owner_id,
    )  # fmt: skip
    plans = list(ContactPlan.objects.filter(party=row)[:MOST])
    return PartyFile(
        row, row.matter, next((one for one in plans if one.replaced_at is None), None),
        tuple(one for one in plans if one.replaced_at is not None),
        tuple(Contact.objects.filter(party=row)[:MOST]),
        tuple(Counsel.objects.filter(party=row)[:MOST]), Absence.objects.filter(heir=row, ended_at=None).first(),
    )  # fmt: skip


def waiver_codes(rows: Iterable[Entry]) -> list[str]:
    """Names of the waivers among some events, in their order."""
    return list(dict.fromkeys(row.event["waiver"] for row in rows if row.kind in FIRST))
