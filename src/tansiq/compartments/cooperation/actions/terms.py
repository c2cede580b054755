"""Terms: written by the prosecution, looked at by a lawyer, approved by a prosecutor; none touches the heirs' right."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tansiq.compartments.cooperation import rules
from tansiq.compartments.cooperation.actions.telling import start_when_due
from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    has_counsel,
    put,
    require_code,
    require_fields,
    require_one_of,
    require_open,
    step,
    today,
    written,
)
from tansiq.compartments.cooperation.drafts import TermsDraft
from tansiq.compartments.cooperation.errors import (
    AlreadyRecorded,
    BenefitCapped,
    HeirsRightLocked,
    NoCounsel,
    NoLegalAdvice,
    NotReviewed,
    SameHand,
)
from tansiq.compartments.cooperation.models import File, Terms
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter.cooperation import locked_in
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing


def touched(text: str, now: datetime) -> list[str]:
    """Codes of what this text touches of the heirs' right."""
    return [row.code for row in locked_in(text, today(now).vocabularies.cooperation_locked)]


def require_untouched(now: datetime, **texts: str) -> None:
    """Refuse words that touch the heirs' right.

    Raises:
        HeirsRightLocked: naming the fields.
    """
    errors = [{"field": name, "code": "LOCKED"} for name, text in texts.items() if touched(text, now)]
    if errors:  # rule: REP-01
        raise HeirsRightLocked(errors=errors)


def require_within_cap(row: File, benefits: tuple[str, ...], now: datetime) -> None:
    """Refuse a benefit above what the person's responsibility leaves open.

    Raises:
        Invalid: no benefit of the charter.
        BenefitCapped: as said (REP-04).
    """
    if not benefits:
        raise Invalid(errors=[{"field": "benefits", "code": "MISSING"}])
    most = require_code("cooperation_responsibilities", row.responsibility, "benefits", now).most
    ranks = [require_code("cooperation_benefits", code, "benefits", now).rank for code in benefits]
    if not all(rules.is_most(rank, most=most) for rank in ranks):  # rule: REP-04
        raise BenefitCapped(errors=[{"field": "benefits", "code": "TOO_HIGH"}])


@transaction.atomic
def draft_terms(*, actor: Actor, now: datetime, file_id: UUID, draft: TermsDraft) -> Terms:
    """Write terms; they hold nothing until a lawyer has reviewed them and a prosecutor approves.

    Raises:
        NotFound, NotPermitted, FileEnded, Invalid: as ever.
        HeirsRightLocked: a word that touches the heirs' right (REP-01).
        BenefitCapped: more than responsibility leaves open (REP-04).
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    require_open(row)
    told = require_fields(now, {"offered": draft.offered, "forbidden": draft.forbidden})
    require_code("cooperation_withdrawals", draft.withdrawal, "withdrawal", now)
    require_code("cooperation_promises", draft.promise, "promise", now)
    require_untouched(now, **told)
    require_within_cap(row, draft.benefits, now)
    last = Terms.objects.filter(file=row).aggregate(last=Max("version"))["last"] or 0
    made = Terms(
        version=last + 1, benefits=sorted(set(draft.benefits)), withdrawal=draft.withdrawal, promise=draft.promise,
        **told, **written(row, actor, now),
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("cooperation.terms_drafted", row, actor=actor, at=now, reference=row.number)
    return made


def _find(terms_id: UUID) -> tuple[Terms, File]:
    made = existing(Terms.objects.filter(id=terms_id))
    row = find_file(made.file_id)
    return Terms.objects.get(id=terms_id), row


@transaction.atomic
def review_terms(*, actor: Actor, now: datetime, terms_id: UUID, passes: bool, reasons: str) -> Terms:
    """A lawyer looks whether anything touches the heirs' right in other words, or promises what nobody may.

    Raises:
        NotFound, AlreadyRecorded: no such terms, or they were reviewed.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        SameHand: whoever wrote them (W-2).
    """
    made, row = _find(terms_id)
    actor.require("cooperation.review")
    if made.review != Terms.Review.WAITING:
        raise AlreadyRecorded
    if made.recorded_by == actor.user_id:
        raise SameHand
    outcome = Terms.Review.PASSED if passes else Terms.Review.SENT_BACK
    decisions.authorise(
        "cooperation.review", made, actor=actor, now=now, permission="cooperation.review", outcome=outcome,
        owner_id=row.owner_id, reasons=reasons, keeps_words=False,
    )  # fmt: skip
    made.review, made.review_words, made.reviewed_at = outcome, reasons.strip(), now
    made.reviewed_by, made.reviewed_by_name = actor.user, actor.name
    made.save(update_fields=["review", "review_words", "reviewed_by", "reviewed_by_name", "reviewed_at"])
    audit.record("cooperation.terms_reviewed", row, actor=actor, at=now, reference=row.number, after=outcome)
    return made


@transaction.atomic
def approve_terms(*, actor: Actor, now: datetime, terms_id: UUID, reasons: str) -> Terms:
    """A prosecutor approves what may be offered. Nobody else promises anything.

    Raises:
        NotFound, FileEnded, AlreadyRecorded: as ever.
        NotReviewed: no legal review has passed them (REP-01).
        NoCounsel, NoLegalAdvice: nobody defends the person, or nobody has advised him.
        HeirsRightLocked: the reasons touch the heirs' right; they stand in the file (REP-01).
        BenefitCapped: more than responsibility leaves open (REP-04).
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
    """
    made, row = _find(terms_id)
    actor.require("cooperation.promise")
    require_open(row)
    if made.approved_at is not None:
        raise AlreadyRecorded
    if made.review != Terms.Review.PASSED:  # rule: REP-01
        raise NotReviewed
    if not has_counsel(row):
        raise NoCounsel
    if row.state in (File.State.APPROACH, File.State.COUNSEL):
        raise NoLegalAdvice
    require_untouched(now, reasons=reasons)  # rule: REP-01
    require_within_cap(row, tuple(made.benefits), now)
    decisions.authorise(
        "cooperation.terms", made, actor=actor, now=now, permission="cooperation.promise", outcome="approved",
        owner_id=row.owner_id, reasons=reasons, keeps_words=False,
    )  # fmt: skip
    is_first = not Terms.objects.filter(file=row, approved_at__isnull=False).exists()
    made.approved_at, made.approved_by, made.approved_by_name = now, actor.user, actor.name
    made.save(update_fields=["approved_at", "approved_by", "approved_by_name"])
    if row.state == File.State.ADVISED:
        put(row, File.State.TERMS, now=now)
    step(row, "terms", actor=actor, now=now, at=now, words=reasons.strip())
    if is_first:
        start_when_due(row, now=now)
    audit.record("cooperation.terms_approved", row, actor=actor, at=now, reference=row.number)
    return made
