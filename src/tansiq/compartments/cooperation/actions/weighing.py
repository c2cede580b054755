"""What claims are worth as they stand, and which may stand beside other evidence (REP-03)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation import verifying
from tansiq.compartments.cooperation.actions.claims import find_claim
from tansiq.compartments.cooperation.actions.writing import today
from tansiq.compartments.cooperation.errors import AlreadyRecorded, NotCorroborated
from tansiq.compartments.cooperation.models import Check, Claim, File, Terms
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.decisions import actions as decisions


def stays(row: File) -> bool:
    """Whether what was said still stands: after a withdrawal as the person was told at the start (REP-08)."""
    if row.state != File.State.WITHDRAWN:
        return True
    told = Terms.objects.filter(file=row, approved_at__isnull=False).order_by("-version").first()
    if told is None:
        return False  # he was told nothing: the doubt is his
    rows = today(row.opened_at).vocabularies.cooperation_withdrawals
    return next((one.stays_usable for one in rows if one.code == told.withdrawal), False)


def standing(claims: Iterable[Claim], row: File, now: datetime) -> list[verifying.Claimed]:
    """The claims of one file as the rules read them, in their order."""
    values = {one.code: one.reaches for one in today(now).vocabularies.cooperation_values}
    rows, kept = list(claims), stays(row)
    findings: dict[UUID, list[verifying.Finding]] = {}
    for check in Check.objects.filter(claim__in=rows, done_at__isnull=False):
        found = verifying.Finding(check.outcome, check.is_independent, check.source)
        findings.setdefault(check.claim_id, []).append(found)
    return [
        verifying.Claimed(
            result=one.result, findings=tuple(findings.get(one.id, ())), is_interested=one.is_interested,
            is_late=one.is_late, is_usable=one.is_usable, has_court_entry=bool(one.court_entry), stays=kept,
            reaches=values.get(one.value, 0), about=fold(one.about),
        )
        for one in rows
    ]  # fmt: skip


@transaction.atomic
def let_support(*, actor: Actor, now: datetime, claim_id: UUID, reasons: str) -> Claim:
    """Decide that a claim may stand beside other evidence in a request for an arrest. It never stands alone (REP-03).

    Raises:
        NotFound, AlreadyRecorded: as ever.
        NotCorroborated: not found true, told late without a court's record, or not enough speaks for it from elsewhere.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
    """
    made, row = find_claim(claim_id)
    actor.require("cooperation.promise")
    if made.supports_at is not None:
        raise AlreadyRecorded
    [told] = standing([made], row, now)
    if not verifying.supports(told):  # rule: REP-03
        raise NotCorroborated
    decisions.authorise(
        "cooperation.support", made, actor=actor, now=now, permission="cooperation.promise", outcome="supports",
        owner_id=row.owner_id, reasons=reasons, keeps_words=False,
    )  # fmt: skip
    made.supports_at = now
    made.save(update_fields=["supports_at"])
    audit.record("cooperation.claim_supports", made, actor=actor, at=now, reference=made.number)
    return made
