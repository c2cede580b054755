"""Recording what came to be known."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from tansiq.compartments.intelligence import rules
from tansiq.compartments.intelligence.actions.lineages import Lineage, lineage_of
from tansiq.compartments.intelligence.actions.terms import (
    as_kept,
    last_day,
    require_member,
    require_storable,
    require_terms,
    require_words,
)
from tansiq.compartments.intelligence.drafts import ReportDraft
from tansiq.compartments.intelligence.errors import HowObtainedMissing
from tansiq.compartments.intelligence.models import Report
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import Invalid
from tansiq.people.rules import new_number


def _require_how_obtained(draft: ReportDraft, now: datetime) -> bool:
    """Whether this way of obtaining puts the report under quarantine."""
    try:
        row = charter.current().on(charter.local_day(now)).how_obtained(draft.obtained)
    except UnknownCode as fault:
        raise HowObtainedMissing(errors=[{"field": "obtained", "code": "MISSING"}]) from fault
    if row.needs_order and not draft.order_number.strip():  # rule: JOC-02
        raise HowObtainedMissing(errors=[{"field": "order_number", "code": "MISSING"}])
    return row.quarantines


def _require_times(draft: ReportDraft, now: datetime) -> None:
    received = draft.received_at or now
    if received > now:
        raise Invalid(errors=[{"field": "received_at", "code": "IN_FUTURE"}])
    if draft.expires_on and draft.expires_on <= charter.local_day(now):
        raise Invalid(errors=[{"field": "expires_on", "code": "IN_PAST"}])


@transaction.atomic
def record_report(*, actor: Actor, now: datetime, draft: ReportDraft) -> Report:
    """Record a report. It joins the lineage it comes from; sent again as new, it keeps its first day.

    What may come from ill-treatment, and what goes back to it, is kept under quarantine: an approver can still bring
    it before a judge, nothing may rest on it, and the inspector is told its number.

    Raises:
        NotPermitted: the actor does not report.
        HowObtainedMissing: how it was obtained is not told, or the order that this way needs (JOC-02).
        NoPurpose, BasisExpired, Invalid: a term is not of the charter, or a number or time is wrong.
    """
    actor.require("intelligence.report")
    draft = as_kept(draft)
    require_storable(draft=draft)
    quarantines = _require_how_obtained(draft, now)
    columns = require_terms(draft.terms, now)
    text = require_words(draft.text, "text")
    _require_times(draft, now)
    lineage = lineage_of(draft, actor=actor)
    row = _new_report(draft, lineage, actor=actor, now=now, text=text, is_quarantined=quarantines, columns=columns)
    row.save(force_insert=True)
    audit.record(
        "intelligence.report_recorded", row, actor=actor, at=now, after=row.origin, purpose=row.purpose,
        reference=row.number,
    )  # fmt: skip
    if row.is_quarantined:
        clocks.tell(
            "QUARANTINED", role="inspector", now=now, reference=row.number, subject=("intelligence.report", row.id)
        )
    return row


def _new_report(
    draft: ReportDraft, lineage: Lineage, *, actor: Actor, now: datetime, text: str, is_quarantined: bool,
    columns: dict[str, str],
) -> Report:  # fmt: skip
    key, first_seen_on = uuid4(), charter.local_day(now)
    if lineage.first_seen_on:
        first_seen_on = min(lineage.first_seen_on, first_seen_on)  # rule: JOC-04 -> pass
    return Report(
        id=key, number=new_number("report"), owner_id=actor.home, author_id=require_member(actor),
        author_name=actor.name, text=text, source_ref=draft.source_ref.strip(), obtained=draft.obtained,
        event_on=draft.event_on, order_number=draft.order_number.strip(), received_at=draft.received_at or now,
        origin=lineage.origin, origin_number=draft.origin_number.strip().upper(),
        lineage_ids=list(lineage.root_ids or (key,)),
        text_digest=rules.digest_of(text), source_digest=rules.digest_of(draft.source_ref),
        is_quarantined=is_quarantined or lineage.is_tainted, folded=fold(text), made_at=now,
        first_seen_on=first_seen_on, expires_on=last_day(first_seen_on=first_seen_on, wanted=draft.expires_on),
        **columns,
    )  # fmt: skip
