"""Sessions: planned with counsel alone, recorded however they took place; what was said unasked; who comes on call."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation import rules
from tansiq.compartments.cooperation.actions.conditions import was_unfit
from tansiq.compartments.cooperation.actions.protection import is_unassessed
from tansiq.compartments.cooperation.actions.terms import require_untouched
from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    has_counsel,
    require_fields,
    require_one_of,
    require_open,
    tell_inspector,
    written,
)
from tansiq.compartments.cooperation.drafts import HeldDraft
from tansiq.compartments.cooperation.errors import AlreadyRecorded, NoCounsel, NoProtectionAssessment, NotFit, NotNext
from tansiq.compartments.cooperation.models import File, FirstWords, Session
from tansiq.gateway import official_places
from tansiq.kernel import taint
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import Invalid, existing
from tansiq.people.rules import new_number

WITHOUT_COUNSEL, UNLISTED, ASKED = "SESSION_WITHOUT_COUNSEL", "SESSION_AT_UNLISTED_PLACE", "ASKED_BEFORE_COUNSEL"
UNASSESSED = "SESSION_BEFORE_ASSESSMENT"
LONGEST_MINUTES = 24 * 60
EMPTY = ("health", "breaks", "recording", "words")


@transaction.atomic
def plan_session(
    *, actor: Actor, now: datetime, file_id: UUID, planned_for: datetime, place_code: str, place: str,
    counsel: str, topics: str,
) -> Session:  # fmt: skip
    """Plan a session of disclosure, with counsel present throughout.

    Raises:
        NotFound, NotPermitted, FileEnded, Invalid: as ever.
        NoCounsel: nobody defends the person, or counsel is not to be there (REP-10).
        NotNext: the days of disclosure do not run.
        NoProtectionAssessment: the protection desk has not assessed the danger, or not another that it was asked
            about since (REP-09).
        NotFit: a psychologist has said that he cannot be heard for now.
        HeirsRightLocked: what is planned to be talked of touches the heirs' right (REP-01).
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle")
    require_open(row)
    where, is_listed = official_places.settle(place_code, place, planned_for)
    told = require_fields(now, {"place": where, "topics": topics})
    if planned_for < now:
        raise Invalid(errors=[{"field": "planned_for", "code": "IN_PAST"}])
    if counsel != Session.Counsel.ATTENDED or not has_counsel(row):  # rule: REP-10
        raise NoCounsel(errors=[{"field": "counsel", "code": "NO_COUNSEL"}])
    if row.state not in rules.DISCLOSES:
        raise NotNext
    if is_unassessed(row, now):  # rule: REP-09
        raise NoProtectionAssessment
    if was_unfit(row, now):
        raise NotFit
    require_untouched(now, topics=told["topics"])  # rule: REP-01
    made = Session(
        number=new_number("session"), planned_for=planned_for, place_code=place_code, is_place_listed=is_listed,
        counsel=counsel, **told, **written(row, actor, now),
    )  # fmt: skip
    made.save(force_insert=True)
    if not is_listed:  # rule: E16
        tell_inspector(UNLISTED, made.number, actor=actor, now=now)
    audit.record("cooperation.session_planned", made, actor=actor, at=now, reference=made.number)
    return made


def _held(row: File, draft: HeldDraft, actor: Actor, now: datetime) -> dict[str, Any]:
    """The columns of what took place. Whatever the conditions were, they are kept and flagged."""
    if draft.counsel not in Session.Counsel.values:
        raise Invalid(errors=[{"field": "counsel", "code": "UNKNOWN" if draft.counsel else "MISSING"}])
    if not 0 <= draft.longest_stretch_minutes <= LONGEST_MINUTES:
        raise Invalid(errors=[{"field": "longest_stretch_minutes", "code": "UNKNOWN"}])
    where, is_listed = official_places.settle(draft.place_code, draft.place, draft.began_at or now)
    told = require_fields(now, draft.typed() | {"place": where}, may_be_empty=EMPTY)
    window = (row.started_at, row.window_ends_at) if row.started_at and row.window_ends_at else None
    flags = rules.flags_of(
        counsel=draft.counsel == Session.Counsel.ATTENDED, is_place_listed=is_listed,
        recording=told["recording"], longest_stretch_minutes=draft.longest_stretch_minutes,
        longest_minutes=taint.longest_stretch(charter.current(), draft.began_at), began_at=draft.began_at,
        ended_at=draft.ended_at, window=window, is_unfit=was_unfit(row, draft.began_at),
        is_young=row.state == File.State.CHILD,
        is_unassessed=is_unassessed(row, draft.began_at),
    )  # fmt: skip
    return told | {
        "counsel": draft.counsel, "place_code": draft.place_code, "is_place_listed": is_listed, "flags": list(flags),
        "longest_stretch_minutes": draft.longest_stretch_minutes, "is_usable": rules.is_usable(flags), "held_at": now,
        "held_by": actor.user, "held_by_name": actor.name,
    }  # fmt: skip


def _tell(made: Session, flags: list[str], actor: Actor, now: datetime) -> None:
    if "NO_COUNSEL" in flags:  # rule: REP-10, W-4
        tell_inspector(WITHOUT_COUNSEL, made.number, actor=actor, now=now)
    if rules.UNFIT in flags:
        tell_inspector("SESSION_WHILE_UNFIT", made.number, actor=actor, now=now)
    if rules.UNASSESSED in flags:  # rule: REP-09
        tell_inspector(UNASSESSED, made.number, actor=actor, now=now)
    if "UNLISTED_PLACE" in flags:  # rule: E16
        tell_inspector(UNLISTED, made.number, actor=actor, now=now)
    audit.record("cooperation.session_held", made, actor=actor, at=now, reference=made.number, after=flags)


@transaction.atomic
def hold_session(*, actor: Actor, now: datetime, session_id: UUID, draft: HeldDraft) -> Session:
    """Write down how a planned session took place.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        AlreadyRecorded: it was written down before.
    """
    made = existing(Session.objects.filter(id=session_id))
    row = find_file(made.file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle")
    told = _held(row, draft, actor, now)
    if Session.objects.filter(id=made.id, held_at=None).update(**told) != 1:
        raise AlreadyRecorded
    for name, value in told.items():
        setattr(made, name, value)
    _tell(made, made.flags, actor, now)
    return made


@transaction.atomic
def record_session(*, actor: Actor, now: datetime, file_id: UUID, draft: HeldDraft) -> Session:
    """Record a session that nobody had planned. It is never refused; without counsel nothing may rest on it.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle")
    told = _held(row, draft, actor, now)
    made = Session(number=new_number("session"), planned_for=draft.began_at, **told, **written(row, actor, now))
    made.save(force_insert=True)
    _tell(made, made.flags, actor, now)
    return made


@transaction.atomic
def record_first_words(
    *, actor: Actor, now: datetime, file_id: UUID, said_at: datetime, place: str, heard_by: str, words: str,
    was_asked: bool,
) -> FirstWords:  # fmt: skip
    """Keep what somebody said before counsel came. It is used against nobody, and no claim rests on it (REP-10).

    Args:
        was_asked: somebody asked all the same; the inspector is told.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle")
    told = require_fields(now, {"said_at": said_at, "place": place, "heard_by": heard_by, "words": words})
    made = FirstWords(was_asked=was_asked, **told, **written(row, actor, now))
    made.save(force_insert=True)
    if was_asked:  # rule: REP-10
        tell_inspector(ASKED, row.number, actor=actor, now=now)
    audit.record("cooperation.first_words_kept", made, actor=actor, at=now, reference=row.number)
    return made
