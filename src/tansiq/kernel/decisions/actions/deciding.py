"""Making decisions: the two verbs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.decisions import named
from tansiq.kernel.decisions.actions.same_reasons import count_reasons
from tansiq.kernel.decisions.errors import NotAPerson, ThinReasons
from tansiq.kernel.decisions.models import Decision
from tansiq.kernel.decisions.rules import are_reasons_thin


def _decide(
    verb: Decision.Verb,
    kind: str,
    subject: models.Model,
    *,
    actor: Actor,
    now: datetime,
    reference: str = "",
    **fields: Any,
) -> Decision:
    row = Decision(
        kind=kind,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        member_id=actor.member,
        member_name=actor.name,
        decided_at=now,
        staff_number=actor.staff_number,
        channel=actor.channel,
        typed_by=actor.typed_by,
        **fields,
    )
    row.save(force_insert=True)
    audit.record(
        f"decisions.{verb}", row, actor=actor, at=now, after={"kind": kind, "outcome": row.outcome},
        words=row.reasons, reference=reference, owner_id=row.owner_id,
    )  # fmt: skip
    return row


def require_reasons(reasons: str) -> None:
    """Refuse reasons that say nothing.

    Raises:
        ThinReasons: too short, a set phrase, or one word over and over.
    """
    if are_reasons_thin(reasons, charter.current().boilerplate_reasons):  # rule: G1
        raise ThinReasons(errors=[{"field": "reasons", "code": "TOO_THIN"}])


@transaction.atomic
def authorise(
    kind: str, subject: models.Model, *, actor: Actor, now: datetime, permission: str, outcome: str, owner_id: UUID,
    reasons: str, grounds: list[str] | None = None, party_ids: list[UUID] | None = None, instrument: str = "",
    effect: str = "", appeal: str = "", ends_at: datetime | None = None, keeps_words: bool = True,
) -> Decision:  # fmt: skip
    """Decide about what is planned. May be refused.

    Args:
        kind: what is decided, `gateway.release`.
        permission: what the actor's role must hold.
        reasons: ten characters and three different words at least, no set phrase; kept word for word.
        ends_at: when the effect ends by itself; an adverse one always does.
        keeps_words: False where the room keeps the reasons itself and the inspector reads it by handle (C1, C5 to C7):
            neither the decision nor the log then holds a word of them.

    Raises:
        NotAPerson: the actor is not a natural person (G1).
        NotPermitted: no role of the actor holds the permission.
        ThinReasons: the reasons say nothing.
        ConflictOfInterest: it may be about a relative whom the actor declared (W-2).
    """
    if actor.system or actor.member_id is None:  # rule: G1, RL-08
        raise NotAPerson
    actor.require(permission)
    actor.require_fresh()
    named.require_no_kin(subject, actor)
    require_reasons(reasons)
    words = reasons.strip() if keeps_words else ""
    count_reasons(reasons, subject, actor=actor, now=now, owner_id=owner_id, words=words)
    return _decide(
        Decision.Verb.AUTHORISED, kind, subject, actor=actor, now=now, outcome=outcome, owner_id=owner_id,
        reasons=words, grounds=grounds or [], party_ids=party_ids or [], instrument=instrument,
        effect=effect, appeal=appeal, ends_at=ends_at, role=permission,
    )  # fmt: skip


@transaction.atomic
def record_fact(
    kind: str,
    subject: models.Model,
    *,
    actor: Actor,
    now: datetime,
    outcome: str,
    owner_id: UUID,
    words: str = "",
    flags: list[str] | None = None,
    party_ids: list[UUID] | None = None,
    reference: str = "",
) -> Decision:
    """Write down what happened. Never refused, however unlawful it was: refusing would only hide it (W-4).

    Of a relative whom the actor declared it is taken down as well, and the inspector is told.

    Args:
        flags: codes of what was wrong with it; whoever records it has the inspector told of each.
        reference: what people call the record by; the log finds the fact by it.
    """
    # The database keeps every character but this one.
    told = words.replace("\x00", "").strip()
    named.tell_of_kin(subject, actor=actor, now=now, reference=reference or str(getattr(subject, "number", "")) or kind)
    return _decide(  # rule: W-4 -> raise NotAPerson
        Decision.Verb.RECORDED, kind, subject, actor=actor, now=now, outcome=outcome, owner_id=owner_id,
        reasons=told, role="witness", grounds=flags or [], party_ids=party_ids or [], reference=reference,
    )  # fmt: skip


def erase_words(subject_ids: Collection[UUID], *, actor: Actor, now: datetime) -> int:
    """Erase what decisions on these records say in words, and the log about them.

    That somebody decided or witnessed, what and when, stays: a release that was recorded goes on speaking for the
    person. Returns how many texts went.
    """
    rows = Decision.objects.filter(subject_id__in=list(subject_ids))
    went = rows.exclude(reasons="", effect="", appeal="").update(reasons="", effect="", appeal="")
    return went + audit.erase_words_about(list(rows.values_list("id", flat=True)))
