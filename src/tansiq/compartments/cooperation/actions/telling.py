"""Counsel of the heirs is told that somebody accused speaks to the prosecution, and that their right is untouched."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    meet_clock,
    require_one_of,
    require_open,
    start_clock,
    step,
)
from tansiq.compartments.cooperation.errors import NoProtectionAssessment, NotYetTold
from tansiq.compartments.cooperation.models import File, Step, Terms
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.decisions import actions as decisions

KIND, HEIRS_CLOCK = "heirs_told", "COOP-HEIRS-TOLD"


def is_due(row: File) -> bool:
    """Whether counsel of the heirs may be told, and nobody has decided it yet."""
    return (
        row.ended_at is None
        and row.protection_at is not None
        and Terms.objects.filter(file=row, approved_at__isnull=False).exists()
        and not Step.objects.filter(file=row, kind=KIND).exists()
    )


def start_when_due(row: File, *, now: datetime) -> None:
    """Their right to know hangs on nobody's goodwill: from the moment on in which they may be told a clock runs."""
    if is_due(row):
        start_clock(HEIRS_CLOCK, row, row.number, now=now)  # rule: REP-01


@transaction.atomic
def tell_counsel_of_heirs(*, actor: Actor, now: datetime, file_id: UUID, reasons: str) -> File:
    """Let counsel of the heirs know that a file exists in the case, and nothing of what is in it.

    The reference of the case and the day pass; whose heirs have counsel the victims' room finds out by itself, and
    nothing comes back: here nobody learns whether a victim, an heir or a waiver exists (REP-01). That is why it may be
    decided again, where counsel was named or an accused entered since: whoever was told is not told twice. It waits
    until the danger to him was assessed, since whoever speaks may be killed for it.

    Raises:
        NotFound, NotPermitted, FileEnded: as ever.
        NotYetTold: no terms are approved.
        NoProtectionAssessment: nobody has assessed the danger to him and his family.
        NotAPerson, ThinReasons: the decision is not one.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    require_open(row)
    if not Terms.objects.filter(file=row, approved_at__isnull=False).exists():
        raise NotYetTold
    if row.protection_at is None:  # rule: REP-01
        raise NoProtectionAssessment
    decision = decisions.authorise(
        "cooperation.heirs_told", row, actor=actor, now=now, permission="cooperation.open", outcome="told",
        owner_id=row.owner_id, reasons=reasons, keeps_words=False,
    )  # fmt: skip
    gateway.pass_cooperation(
        actor=actor, now=now, reference=row.reference, owner_id=row.owner_id, decision_id=decision.id
    )
    step(row, KIND, actor=actor, now=now, at=now)
    meet_clock(HEIRS_CLOCK, row.id, now=now)
    audit.record("cooperation.heirs_told", row, actor=actor, at=now, reference=row.number)
    return row
