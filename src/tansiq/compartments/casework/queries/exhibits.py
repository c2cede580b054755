"""Reads of exhibits: their chains, pictures and counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tansiq.compartments.casework import chain
from tansiq.compartments.casework.actions import chains
from tansiq.compartments.casework.models import CountSheet, Exhibit, ExhibitEvent, Photograph
from tansiq.compartments.casework.queries.cases import MOST
from tansiq.compartments.casework.verification import verify
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import existing


def exhibits_of(case_id: UUID) -> list[Exhibit]:
    """Exhibits of a case by their number on the spot."""
    return list(Exhibit.objects.filter(case_id=case_id).order_by("mark", "number")[:MOST])


def exhibits(actor: Actor, *, text: str = "") -> list[Exhibit]:
    """Exhibits that exist for the actor: first those that wait for his hand, then those in it, then the others."""
    rows = Exhibit.objects.all()
    if text:
        rows = rows.filter(Q(number=text.strip().upper()) | Q(mark__iexact=text.strip()) | Q(seal__iexact=text.strip()))
    found = list(rows.order_by("-made_at", "-id")[: 5 * MOST])
    return sorted(found, key=lambda row: (row.taker_id != actor.member_id, row.holder_id != actor.member_id))


def exhibit(exhibit_id: UUID) -> Exhibit:
    """One exhibit.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Exhibit.objects.filter(id=exhibit_id))


def custody_of(row: Exhibit) -> chain.Verdict:
    """What the chain of a piece is worth, as whoever has only its file would find."""
    lines = [row.header.encode(), *(event.line.encode() for event in events(row.id))]
    key = chains.installation_key()
    return verify(b"\n".join([*lines, chain.last_line(key, lines)]) + b"\n", public_key=chain.public_hex(key))


def events(exhibit_id: UUID) -> list[ExhibitEvent]:
    """The chain of an exhibit, in order."""
    return list(ExhibitEvent.objects.filter(exhibit_id=exhibit_id).order_by("seq"))


def photographs(exhibit_id: UUID) -> list[Photograph]:
    """Pictures of an exhibit without their content, oldest first."""
    return list(Photograph.objects.filter(exhibit_id=exhibit_id).defer("content").order_by("made_at", "id"))


def photographs_of_case(case_id: UUID) -> list[Photograph]:
    """Pictures of every exhibit of a case that is under no quarantine, without their content, oldest first."""
    rows = Photograph.objects.filter(exhibit__case_id=case_id, exhibit__is_quarantined=False)
    return list(rows.select_related("exhibit").defer("content").order_by("made_at", "id")[:MOST])


def photograph(photograph_id: UUID) -> Photograph:
    """One picture with its content.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Photograph.objects.select_related("exhibit").filter(id=photograph_id))


def count_sheets() -> list[CountSheet]:
    """Counts that the actor took, or that were taken at his store; newest first."""
    return list(CountSheet.objects.order_by("-made_at", "-id")[:MOST])


def count_sheet(sheet_id: UUID) -> CountSheet:
    """One count.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(CountSheet.objects.filter(id=sheet_id))


@transaction.atomic
def chain_file(*, actor: Actor, now: datetime, number: str = "", exhibit_id: UUID | None = None) -> bytes:
    """The chain of an exhibit as a file that anybody verifies; carrying it out is logged.

    Raises:
        NotFound: absent, or hidden.
    """
    which: dict[str, Any] = {"id": exhibit_id} if exhibit_id else {"number": number.strip().upper()}
    row = existing(Exhibit.objects.filter(**which))
    lines = [row.header.encode(), *(event.line.encode() for event in events(row.id))]
    audit.record("casework.chain_exported", row, actor=actor, at=now, reference=row.number)
    return b"\n".join([*lines, chain.last_line(chains.installation_key(), lines)]) + b"\n"
