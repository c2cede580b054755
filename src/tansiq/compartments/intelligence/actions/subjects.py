"""Proposing a subject, and the second person's acceptance."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.intelligence import rules
from tansiq.compartments.intelligence.actions.lineages import cited_reports, roots_of
from tansiq.compartments.intelligence.actions.terms import (
    HARD_STOP,
    begin_of,
    last_day,
    require_member,
    require_storable,
    require_terms,
)
from tansiq.compartments.intelligence.drafts import SubjectDraft
from tansiq.compartments.intelligence.errors import (
    ChildPath,
    NeedsLegalReview,
    NoAct,
    NoCollectiveSuspicion,
    NotOpen,
    SameLineage,
    SamePersonTwice,
)
from tansiq.compartments.intelligence.models import Report, Subject
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import require_no_kin
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_basis, require_code
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.decisions.rules import are_reasons_thin
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.retention import queries as retention
from tansiq.people import actions as people
from tansiq.people import queries as people_queries
from tansiq.people.drafts import CheckedKit
from tansiq.people.errors import ClearedPerson
from tansiq.people.rules import new_number

REVIEW, UNCATEGORISED, PROPOSED = "SUBJECT-REVIEW", "UNCATEGORISED", "SUBJECT-PROPOSED"
# Under which proofs remember, without a name, that somebody was cleared of what goes back to a report.
CLEARED = "intelligence.cleared"


def _require_suspicion(draft: SubjectDraft, now: datetime) -> None:
    """Refuse anything but a structured suspicion statement that names an act."""
    pack = charter.current().on(charter.local_day(now))
    missing = []
    if draft.act not in {row.code for row in pack.rows("acts")}:
        missing.append("act")
    if are_reasons_thin(draft.act_words, pack.boilerplate_reasons):
        missing.append("act_words")
    if not draft.report_ids:
        missing.append("report_ids")
    if missing:  # rule: JOC-01
        raise NoAct(errors=[{"field": field, "code": "MISSING"} for field in missing])
    grounds = pack.non_grounds_in(draft.act_words)
    if grounds:  # rule: JOC-01
        raise NoCollectiveSuspicion(errors=[{"field": "act_words", "code": row.code} for row in grounds])


def _require_legal_review(draft: SubjectDraft, actor: Actor) -> None:
    if draft.sensitive and draft.sensitive not in Subject.Standing.values:
        raise Invalid(errors=[{"field": "sensitive", "code": "UNKNOWN"}])
    reviewer = fold(draft.legal_reviewer)
    if draft.sensitive and (not reviewer or reviewer in {fold(one) for one in access.called(actor.member)}):
        raise NeedsLegalReview(errors=[{"field": "legal_reviewer", "code": "MISSING"}])


def require_unprotected(checked: CheckedKit, now: datetime) -> None:
    """Refuse to hold anything against somebody whose identifier is protected by a number.

    Raises:
        ClearedPerson: it is (G18).
    """
    if people.is_protected(checked, now=now):  # rule: G18
        raise ClearedPerson


def _last_day(draft: SubjectDraft, cited: list[Report], now: datetime) -> dict[str, Any]:
    """First day of the suspicion, its expiry and the day of its first review."""
    first_seen_on = min(row.first_seen_on for row in cited)
    expires_on = last_day(first_seen_on=first_seen_on, wanted=draft.expires_on)
    if charter.current().subject_category(draft.category).to_resolve:
        resolve_by = charter.local_day(clocks.due_of(UNCATEGORISED, now))
        expires_on = min(expires_on, resolve_by)  # rule: G4 -> pass
    if expires_on <= charter.local_day(now):  # rule: JOC-04
        raise SameLineage(errors=[{"field": "report_ids", "code": "TOO_OLD"}])
    review_on = rules.review_day(charter.local_day(retention.due_of(PROPOSED, now)), expires_on=expires_on)
    return {"first_seen_on": first_seen_on, "expires_on": expires_on, "review_on": review_on}


def _require_not_cleared(checked: CheckedKit, cited: list[Report], actor: Actor) -> None:
    """Refuse to begin anew, on what was known then, a record of somebody who was cleared.

    He is recognised by his papers, or by name with the full day of birth and his mother's name; never by a name alone.
    After the cleared record is erased its proof still tells.

    Raises:
        ClearedPerson: he was (G18).
    """
    roots, anchors = roots_of(cited), set(checked.anchors)
    known = any(
        rules.is_known_of_the_cleared(roots, row.lineage_ids)
        and anchors & set(people_queries.checked(row.kit_id).anchors)
        for row in Subject.objects.filter(
            owner_id=actor.home, state=Subject.State.CLEARED, lineage_ids__overlap=roots
        ).order_by("id")
    )
    gone = any(
        all(retention.recognised(CLEARED, f"{anchor}|{root}", owner_id=actor.home) for root in roots)
        for anchor in sorted(anchors)
    )
    if known or gone:  # rule: G18
        raise ClearedPerson


@transaction.atomic
def propose_subject(*, actor: Actor, now: datetime, draft: SubjectDraft) -> Subject:
    """Propose a subject. Nothing is matched before a second person has accepted.

    Raises:
        NotPermitted: the actor does not propose.
        NoAct, NoCollectiveSuspicion: no structured suspicion statement naming an act (JOC-01).
        ChildPath: under eighteen, or perhaps. The reports stay; the inspector is told.
        NeedsLegalReview: journalist, lawyer, activist or candidate, and nobody else reviewed.
        NotFound, Quarantined: a report that it rests on is absent or under quarantine.
        SameLineage: all that it rests on was known so long ago that the record has ended.
        ClearedPerson: an identifier is protected by a number, or he was cleared of this very suspicion.
        NoPurpose, BasisExpired, Invalid: a term is not of the charter.
        NoName, WhichCalendar, ImpossibleDate, BadIdentifier: the kit cannot be read.
    """
    actor.require("intelligence.propose")
    require_storable(draft=draft)
    _require_suspicion(draft, now)
    require_code("subject_categories", draft.category, "category", now)
    columns = require_terms(draft.terms, now)
    checked = draft.kit.checked(today=charter.local_day(now))
    if checked.is_child(now):  # rule: G6
        raise ChildPath(errors=[{"field": "birth", "code": "CHILD"}])
    _require_legal_review(draft, actor)
    cited = cited_reports(draft.report_ids, actor=actor)
    columns |= _last_day(draft, cited, now)
    require_unprotected(checked, now)
    _require_not_cleared(checked, cited, actor)
    kit = people.add_kit(actor=actor, now=now, owner_id=actor.home, checked=checked, index="none")
    row = Subject(
        number=new_number("subject"), owner_id=actor.home, author_id=require_member(actor), author_name=actor.name,
        kit_id=kit.id, category=draft.category, act=draft.act, act_words=draft.act_words.strip(), act_on=draft.act_on,
        place=draft.place.strip(), report_ids=[report.id for report in cited], lineage_ids=roots_of(cited),
        alternative=draft.alternative.strip(), sensitive=draft.sensitive, legal_reviewer=draft.legal_reviewer.strip(),
        folded=fold(draft.act_words), made_at=now, **columns,
    )  # fmt: skip
    row.save(force_insert=True)
    _log_proposal(row, actor, now)
    return row


def _log_proposal(row: Subject, actor: Actor, now: datetime) -> None:
    audit.record(
        "intelligence.subject_proposed", row, actor=actor, at=now, after=row.act, purpose=row.purpose,
        reference=row.number,
    )  # fmt: skip


def locked(subject_id: UUID, *states: Subject.State) -> Subject:
    """One subject of the actor's agency, locked, in one of these states.

    Raises:
        NotFound: absent, or hidden.
        NotOpen: in another state.
    """
    row = existing(Subject.objects.select_for_update().filter(id=subject_id))
    if row.state not in states:
        raise NotOpen
    return row


def require_second_person(row: Subject, actor: Actor) -> None:
    """Refuse whoever wrote the record, and whoever declared its person as a relative.

    Raises:
        SamePersonTwice: it is the actor (W-2).
        ConflictOfInterest: it may be about a relative of the actor's (W-2, E31).
    """
    if row.author_id == actor.member_id:  # rule: W-2
        raise SamePersonTwice
    require_not_about_kin(row, actor)


def require_not_about_kin(row: Subject, actor: Actor) -> None:
    """Refuse whoever declared the record's person as a relative; what is no person decides nothing anyway.

    Raises:
        ConflictOfInterest: it may be about a relative of the actor's (W-2, E31).
    """
    if actor.user_id is not None:
        require_no_kin(actor, people_queries.parts_of(row.kit_id))


def next_review(row: Subject, now: datetime) -> date:
    """Day of the next review, as the charter says, counted from this decision."""
    return rules.review_day(charter.local_day(clocks.due_of(REVIEW, now)), expires_on=row.expires_on)


def put_into_index(row: Subject, now: datetime) -> None:
    """Let the record be matched.

    Raises:
        ClearedPerson: an identifier is protected by a number meanwhile.
    """
    require_unprotected(people_queries.checked(row.kit_id), now)
    people.reindex(row.kit_id, now=now)


def restart_clocks(row: Subject, now: datetime) -> None:
    """Let the clocks of review and hard stop run from this decision to the days written in the record."""
    clocks.stop_all(row.id, now=now)
    for code, day in ((REVIEW, row.review_on), (HARD_STOP, row.expires_on)):
        clocks.start(code, row, owner_id=row.owner_id, reference=row.number, now=now, due_at=begin_of(day))


@transaction.atomic
def accept_subject(*, actor: Actor, now: datetime, subject_id: UUID, reasons: str) -> Subject:
    """Accept a proposal as a second person of the same agency; only now is it matched.

    Raises:
        NotFound, NotOpen: no such proposal.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        Invalid: the reasons hold what cannot be kept.
        SamePersonTwice: the actor wrote it.
        BasisExpired, Quarantined, ClearedPerson: what it rested on fell away meanwhile.
    """
    row = locked(subject_id, Subject.State.PROPOSED)
    require_second_person(row, actor)
    require_basis(row.legal_basis, now)
    require_storable(reasons=reasons)
    cited_reports(tuple(row.report_ids), actor=actor)
    decisions.authorise(  # rule: G1, RL-07
        "intelligence.accept", row, actor=actor, now=now, permission="intelligence.accept", outcome="active",
        owner_id=row.owner_id, reasons=reasons, grounds=[row.act], ends_at=begin_of(row.expires_on),
    )  # fmt: skip
    row.state, row.accepted_by, row.accepted_at, row.reviewed_at = Subject.State.ACTIVE, actor.member_id, now, now
    row.review_on = next_review(row, now)
    row.save(update_fields=["state", "accepted_by", "accepted_at", "reviewed_at", "review_on"])
    put_into_index(row, now)
    restart_clocks(row, now)
    audit.record("intelligence.subject_accepted", row, actor=actor, at=now, before="proposed", after="active")
    return row
