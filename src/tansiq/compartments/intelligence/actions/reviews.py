"""What ends a subject, and what lets it go on: doubt, review, revalidation, clearing, and silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import DateField, F, Q, QuerySet
from django.db.models.functions import Cast, Least

from tansiq.compartments.intelligence import rules
from tansiq.compartments.intelligence.actions.lineages import cited_reports, roots_of
from tansiq.compartments.intelligence.actions.subjects import (
    locked,
    next_review,
    put_into_index,
    require_not_about_kin,
    require_second_person,
    restart_clocks,
)
from tansiq.compartments.intelligence.actions.terms import (
    begin_of,
    last_day,
    require_storable,
    require_words,
)
from tansiq.compartments.intelligence.errors import SameLineage
from tansiq.compartments.intelligence.models import Report, Subject
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_basis, require_code
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid
from tansiq.kernel.retention.sources import Item
from tansiq.people import actions as people

SUBJECT = "intelligence.subject"
State = Subject.State
_RUNNING = (State.ACTIVE, State.UNDER_REVIEW)


@transaction.atomic
def open_review(*, actor: Actor, now: datetime, subject_id: UUID, reasons: str) -> Subject:
    """Put a subject under review because of a doubt: until somebody decides it is matched no more.

    Raises:
        NotFound, NotOpen: no such active subject.
        NotPermitted, Invalid: the actor neither proposes nor accepts, or gives no reasons.
    """
    row = locked(subject_id, State.ACTIVE)
    if not actor.has("intelligence.accept"):  # a doubt is in the person's favour: who may accept may doubt
        actor.require("intelligence.propose")
    require_storable(reasons=reasons)
    words = require_words(reasons, "reasons")
    row.state = State.UNDER_REVIEW
    row.save(update_fields=["state"])
    people.unindex(row.kit_id)
    audit.record(
        "intelligence.review_opened", row, actor=actor, at=now, before="active", after="under_review", words=words
    )
    return row


@transaction.atomic
def keep_subject(*, actor: Actor, now: datetime, subject_id: UUID, reasons: str) -> Subject:
    """Keep a subject after its review, for at most twelve months more and never beyond its expiry.

    Raises:
        NotFound, NotOpen: no such subject, or it has ended.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        Invalid: the reasons hold what cannot be kept.
        SamePersonTwice: the actor wrote it.
        BasisExpired, Quarantined, ClearedPerson: what it rested on fell away meanwhile.
    """
    row = locked(subject_id, *_RUNNING)
    require_second_person(row, actor)
    require_storable(reasons=reasons)
    require_basis(row.legal_basis, now)
    cited_reports(tuple(row.report_ids), actor=actor)
    decisions.authorise(  # rule: RL-07
        "intelligence.keep", row, actor=actor, now=now, permission="intelligence.accept", outcome="kept",
        owner_id=row.owner_id, reasons=reasons, grounds=[row.act], ends_at=begin_of(row.expires_on),
    )  # fmt: skip
    _go_on(row, actor=actor, now=now, act="intelligence.subject_kept")
    return row


def _go_on(row: Subject, *, actor: Actor, now: datetime, act: str) -> None:
    before, row.state, row.reviewed_at = row.state, State.ACTIVE, now
    row.review_on = next_review(row, now)
    row.save(
        update_fields=["state", "reviewed_at", "review_on", "expires_on", "first_seen_on", "report_ids", "lineage_ids"]
    )
    put_into_index(row, now)
    restart_clocks(row, now)
    audit.record(act, row, actor=actor, at=now, before=before, after=row.expires_on.isoformat())


@transaction.atomic
def resolve_category(*, actor: Actor, now: datetime, subject_id: UUID, category: str, reasons: str) -> Subject:
    """Determine what somebody of unknown category is to the record; undone, it is erased after six months.

    Reviews go on being counted from the last one; the record then ends when its suspicion does, and never later.

    Raises:
        NotFound, NotOpen: no such subject, or it has ended.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        SamePersonTwice: the actor wrote it.
        Invalid: its category is determined, or this one is none or determines nothing.
    """
    row = locked(subject_id, State.PROPOSED, *_RUNNING)
    require_second_person(row, actor)
    require_storable(reasons=reasons)
    pack = charter.current()
    require_code("subject_categories", category, "category", now)
    if pack.subject_category(category).to_resolve or not pack.subject_category(row.category).to_resolve:
        raise Invalid(errors=[{"field": "category", "code": "UNKNOWN"}])
    ends_on = last_day(first_seen_on=row.first_seen_on)
    decisions.authorise(  # rule: RL-07
        "intelligence.categorise", row, actor=actor, now=now, permission="intelligence.accept", outcome=category,
        owner_id=row.owner_id, reasons=reasons, grounds=[row.act], ends_at=begin_of(ends_on),
    )  # fmt: skip
    before, row.category, row.expires_on = row.category, category, ends_on
    if row.reviewed_at is not None:  # counted from the last review still, which six months had cut short
        row.review_on = next_review(row, row.reviewed_at)
        restart_clocks(row, now)
    row.save(update_fields=["category", "expires_on", "review_on"])
    audit.record("intelligence.subject_categorised", row, actor=actor, at=now, before=before, after=category)
    return row


def _is_current(report: Report, row: Subject, now: datetime) -> bool:
    """Whether a report is a new suspicion: of another origin, and known to nobody before the last review."""
    last = row.reviewed_at or row.made_at
    is_new = (
        report.made_at > last
        and report.first_seen_on >= charter.local_day(last)
        and report.expires_on > charter.local_day(now)
    )
    return is_new and rules.independent_of(roots_of([report]), row.lineage_ids)


@transaction.atomic
def revalidate_subject(*, actor: Actor, now: datetime, subject_id: UUID, report_id: UUID, reasons: str) -> Subject:
    """Let a subject go on because of a present suspicion: a report of independent origin, made since the last review.

    Only this moves the expiry; correcting a name or a date never does.

    Raises:
        NotFound, NotOpen: no such subject or report, or the subject has ended.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        Invalid: the reasons hold what cannot be kept.
        SamePersonTwice: the actor wrote the subject.
        SameLineage: the report says nothing new.
        BasisExpired, Quarantined, ClearedPerson: what it rests on does not hold.
    """
    row = locked(subject_id, *_RUNNING)
    require_second_person(row, actor)
    require_storable(reasons=reasons)
    require_basis(row.legal_basis, now)
    report = cited_reports((report_id,), actor=actor)[0]
    if not _is_current(report, row, now):  # rule: JOC-04, G4
        raise SameLineage(errors=[{"field": "report_id", "code": "SAME_LINEAGE"}])
    row.first_seen_on, row.expires_on = report.first_seen_on, last_day(first_seen_on=report.first_seen_on)
    row.report_ids = [*row.report_ids, report.id]
    row.lineage_ids = sorted({*row.lineage_ids, *roots_of([report])})
    decisions.authorise(  # rule: RL-07
        "intelligence.revalidate", row, actor=actor, now=now, permission="intelligence.accept", outcome="revalidated",
        owner_id=row.owner_id, reasons=reasons, grounds=[row.act], ends_at=begin_of(row.expires_on),
    )  # fmt: skip
    _go_on(row, actor=actor, now=now, act="intelligence.subject_revalidated")
    return row


@transaction.atomic
def clear_subject(*, actor: Actor, now: datetime, subject_id: UUID, reasons: str) -> Subject:
    """Clear a person: matched no more, and withdrawn from everybody who received the record, without the cause.

    Raises:
        NotFound, NotOpen: no such subject, or cleared before.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        Invalid: the reasons hold what cannot be kept.
    """
    row = locked(subject_id, State.PROPOSED, *_RUNNING, State.EXPIRED)
    require_not_about_kin(row, actor)
    require_storable(reasons=reasons)
    decisions.authorise(
        "intelligence.clear", row, actor=actor, now=now, permission="intelligence.clear", outcome="cleared",
        owner_id=row.owner_id, reasons=reasons,
    )  # fmt: skip
    _end(row, State.CLEARED, actor=actor, now=now)
    gateway.recall_subject(  # rule: JOC-08
        actor=actor, now=now, subject_id=row.id, cause="cleared", reasons=reasons
    )
    return row


def _end(row: Subject, state: Subject.State, *, actor: Actor, now: datetime) -> None:
    before, row.state, row.ended_at = row.state, state, now
    row.save(update_fields=["state", "ended_at"])
    people.unindex(row.kit_id)
    clocks.stop_all(row.id, now=now)
    audit.record(f"intelligence.subject_{state}", row, actor=actor, at=now, before=before, after=state)


def _expire(row: Subject, *, actor: Actor, now: datetime) -> None:
    # The kit and its index row are the owner's alone: what ends, ends under the owner's rights.
    for_owner = replace(actor, agency_ids=(row.owner_id,))
    with acting_as(for_owner):
        _end(row, State.EXPIRED, actor=for_owner, now=now)
        gateway.recall_subject(actor=for_owner, now=now, subject_id=row.id, cause="lapsed", reasons="")


def _over(today: date) -> QuerySet[Any]:
    """Subjects whose last day has come or that nobody reviewed in time, with the day on which they end."""
    silent = Cast(F("review_on") + timedelta(days=1), DateField())
    running = Subject.objects.filter(state__in=(State.PROPOSED, *_RUNNING))
    over = running.filter(Q(expires_on__lte=today) | Q(review_on__lt=today))
    return over.annotate(ends_on=Least("expires_on", silent)).order_by("ends_on", "id")


def due_to_expire(by: datetime, limit: int) -> list[Item]:
    """Subjects that end by themselves by a moment, the longest due first."""
    today = charter.local_day(by)
    return [
        Item(
            "SUBJECT-HARD-STOP" if row.ends_on == row.expires_on else "SUBJECT-REVIEW", SUBJECT, row.id, row.owner_id,
            begin_of(row.ends_on), row.number,
        )
        for row in _over(today)[:limit]
    ]  # fmt: skip


def expire_one(actor: Actor, now: datetime, item: Item) -> bool:
    """End one subject, unless somebody reviewed it meanwhile."""
    today = charter.local_day(now)
    row = Subject.objects.select_for_update().filter(id=item.id, state__in=(State.PROPOSED, *_RUNNING)).first()
    if row is None or (row.expires_on > today and row.review_on >= today):
        return False
    _expire(row, actor=actor, now=now)  # rule: G4, RL-07 -> return False
    return True


@transaction.atomic
def expire_due(*, actor: Actor, now: datetime, limit: int = 200) -> int:
    """End every subject that nobody reviewed in time, or whose last day has come; copies are withdrawn.

    The only change of a standing that runs by itself: it ends what stands against a person. Returns how many ended.
    """
    return sum(expire_one(actor, now, item) for item in due_to_expire(now, limit))
