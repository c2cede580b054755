"""Reads of casework. Row security decides which rows exist; every list is ordered and bounded."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tansiq.compartments.casework import chain
from tansiq.compartments.casework.actions import chains
from tansiq.compartments.casework.models import (
    Allegation,
    Annex,
    Brief,
    Case,
    CountSheet,
    Device,
    Element,
    Evidence,
    Exhibit,
    ExhibitEvent,
    Finding,
    Hypothesis,
    Incident,
    LogEntry,
    Photograph,
    Ruling,
    Statement,
    TraceRequest,
    Weapon,
)
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import NotFound

MOST = 200
PURPOSE = "OPEN_CASE"


def cases(limit: int = MOST) -> list[Case]:
    """Cases of the actor, newest first."""
    return list(Case.objects.order_by("-opened_at", "-id")[:limit])


def case(case_id: UUID) -> Case:
    """One case, to act on it.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Case.objects.filter(id=case_id).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def read_case(*, actor: Actor, now: datetime, case_id: UUID) -> Case:
    """One case with what hangs on it; the read is logged under the case's own number (G13).

    Raises:
        NotFound: absent, or hidden.
        NotPermitted: the actor reads no cases.
    """
    row = case(case_id)
    actor.require("casework.read")
    audit.record_read(  # rule: G13
        "casework.case_read", row, actor=actor, at=now, purpose=PURPOSE, reference=row.number, owner_id=row.owner_id
    )
    return row


def statement(statement_id: UUID) -> Statement:
    """One statement, to act on it; its words are read by `read_statement`.

    Raises:
        NotFound: absent, hidden, or under quarantine.
    """
    row = Statement.objects.select_related("case").defer("words").filter(id=statement_id).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def read_statement(*, actor: Actor, now: datetime, statement_id: UUID) -> Statement:
    """One statement; the read is logged, and says later who knew of it (EVD-13).

    Raises:
        NotFound: absent, hidden, or under quarantine.
        NotPermitted: the actor reads no cases.
    """
    row = Statement.objects.select_related("case").filter(id=statement_id).first()
    if row is None:
        raise NotFound
    actor.require("casework.read")
    audit.record_read(  # rule: G13
        "casework.statement_read", row, actor=actor, at=now, purpose=PURPOSE, reference=row.case.number,
        owner_id=row.owner_id,
    )  # fmt: skip
    return row


def incidents(case_id: UUID) -> list[Incident]:
    """What happened, in order."""
    return list(Incident.objects.filter(case_id=case_id).order_by("happened_at", "id")[:MOST])


def incident(incident_id: UUID) -> Incident:
    """One incident with its case.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Incident.objects.select_related("case").filter(id=incident_id).first()
    if row is None:
        raise NotFound
    return row


def entries(incident_id: UUID) -> list[LogEntry]:
    """The operation log, in the order of what happened."""
    return list(LogEntry.objects.filter(incident_id=incident_id).order_by("happened_at", "made_at", "id")[:MOST])


def statements(case_id: UUID) -> list[Statement]:
    """Statements of a case without their words, in the order in which they were made."""
    return list(Statement.objects.filter(case_id=case_id).defer("words").order_by("began_at", "id")[:MOST])


def allegations(statement_id: UUID) -> list[Allegation]:
    return list(Allegation.objects.filter(statement_id=statement_id).order_by("made_at", "id"))


def rulings(statement_id: UUID) -> list[Ruling]:
    return list(Ruling.objects.filter(statement_id=statement_id).order_by("made_at", "id"))


def devices(case_id: UUID) -> list[Device]:
    """Devices of a case, by when they were found."""
    return list(Device.objects.filter(case_id=case_id).order_by("found_at", "id")[:MOST])


def device(device_id: UUID) -> Device:
    """One device.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Device.objects.select_related("case", "incident").filter(id=device_id).first()
    if row is None:
        raise NotFound
    return row


def annexes(device_id: UUID) -> list[Annex]:
    """What explosives officers wrote for each other; for everybody else there is none."""
    return list(Annex.objects.filter(device_id=device_id).order_by("made_at", "id"))


def weapons(case_id: UUID) -> list[Weapon]:
    """Weapons of a case."""
    return list(Weapon.objects.filter(case_id=case_id).order_by("made_at", "id")[:MOST])


def weapon(weapon_id: UUID) -> Weapon:
    """One weapon.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Weapon.objects.select_related("case", "exhibit").filter(id=weapon_id).first()
    if row is None:
        raise NotFound
    return row


def trace_requests(weapon_id: UUID) -> list[TraceRequest]:
    return list(TraceRequest.objects.filter(weapon_id=weapon_id).order_by("made_at", "id"))


def trace_request(request_id: UUID) -> TraceRequest:
    """One question about a weapon.

    Raises:
        NotFound: absent, or hidden.
    """
    row = TraceRequest.objects.filter(id=request_id).first()
    if row is None:
        raise NotFound
    return row


def hypotheses(case_id: UUID) -> list[Hypothesis]:
    """Explanations that compete, oldest first."""
    return list(Hypothesis.objects.filter(case_id=case_id).order_by("made_at", "id")[:MOST])


def findings(case_id: UUID) -> list[Finding]:
    """What was weighed against them, oldest first."""
    return list(Finding.objects.filter(case_id=case_id).order_by("made_at", "id")[:MOST])


def elements(case_id: UUID) -> list[Element]:
    """What must be proven, by article."""
    return list(Element.objects.filter(case_id=case_id).order_by("article", "made_at", "id")[:MOST])


def element(element_id: UUID) -> Element:
    """One element with its case.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Element.objects.select_related("case").filter(id=element_id).first()
    if row is None:
        raise NotFound
    return row


def evidence(case_id: UUID) -> list[Evidence]:
    """What was cited, oldest first."""
    return list(Evidence.objects.filter(case_id=case_id).order_by("made_at", "id")[: 5 * MOST])


def briefs(case_id: UUID) -> list[Brief]:
    """Briefs and packs of a case without their content, newest first."""
    return list(Brief.objects.filter(case_id=case_id).defer("content").order_by("-made_at", "-id")[:MOST])


def brief(brief_id: UUID) -> Brief:
    """One brief or pack.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Brief.objects.filter(id=brief_id).first()
    if row is None:
        raise NotFound
    return row


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
    row = Exhibit.objects.filter(id=exhibit_id).first()
    if row is None:
        raise NotFound
    return row


def events(exhibit_id: UUID) -> list[ExhibitEvent]:
    """The chain of an exhibit, in order."""
    return list(ExhibitEvent.objects.filter(exhibit_id=exhibit_id).order_by("seq"))


def photographs(exhibit_id: UUID) -> list[Photograph]:
    """Pictures of an exhibit without their content, oldest first."""
    return list(Photograph.objects.filter(exhibit_id=exhibit_id).defer("content").order_by("made_at", "id"))


def photograph(photograph_id: UUID) -> Photograph:
    """One picture with its content.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Photograph.objects.select_related("exhibit").filter(id=photograph_id).first()
    if row is None:
        raise NotFound
    return row


def count_sheets() -> list[CountSheet]:
    """Counts that the actor took, or that were taken at his store; newest first."""
    return list(CountSheet.objects.order_by("-made_at", "-id")[:MOST])


def count_sheet(sheet_id: UUID) -> CountSheet:
    """One count.

    Raises:
        NotFound: absent, or hidden.
    """
    row = CountSheet.objects.filter(id=sheet_id).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def chain_file(*, actor: Actor, now: datetime, number: str = "", exhibit_id: UUID | None = None) -> bytes:
    """The chain of an exhibit as a file that anybody verifies; carrying it out is logged.

    Raises:
        NotFound: absent, or hidden.
    """
    which: dict[str, Any] = {"id": exhibit_id} if exhibit_id else {"number": number.strip().upper()}
    row = Exhibit.objects.filter(**which).first()
    if row is None:
        raise NotFound
    lines = [row.header.encode(), *(event.line.encode() for event in events(row.id))]
    audit.record("casework.chain_exported", row, actor=actor, at=now, reference=row.number)
    return b"\n".join([*lines, chain.last_line(chains.installation_key(), lines)]) + b"\n"
