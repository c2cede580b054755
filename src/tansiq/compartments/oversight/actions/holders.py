"""Whoever holds something of a person whose complaint was upheld is asked to put it right, and says what it did."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.oversight.actions.redress import inspectorate
from tansiq.compartments.oversight.errors import AlreadySettled
from tansiq.compartments.oversight.models import Appeal, Complaint, HolderTask
from tansiq.gateway import passages
from tansiq.gateway.errors import KeptWithoutBasis
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_basis
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing
from tansiq.people import queries as people
from tansiq.people.drafts import KitDraft
from tansiq.people.queries import Candidate

# The likeliest records; more of them would be other people.
MOST_TASKS = 20
PURPOSE = "REDRESS_CHECK"


def _candidates(kit_id: UUID) -> list[Candidate]:
    """Records that may mean the person: what is held in confidence, and orders."""
    with acting_as(system_actor("matcher")):
        checked = people.checked(kit_id)
        held = people.candidates_held(checked)
    with acting_as(system_actor("counter")):
        return [*held, *people.candidates_ordered(checked)][:MOST_TASKS]


@transaction.atomic
def ask_holders(*, actor: Actor, now: datetime, complaint_id: UUID) -> list[HolderTask]:
    """Ask every agency that may hold something of the person to put it right; runs after the decision, once.

    It looks in every case, also where the complaint was refused: then nobody is asked, and nobody can tell by the work.
    """
    row = Complaint.objects.select_for_update().filter(id=complaint_id, passed_at=None).exclude(decided_at=None).first()
    if row is None:
        return []
    candidates = _candidates(row.kit_id)
    Complaint.objects.filter(id=row.id).update(passed_at=now)
    return _ask(row, candidates, row.decision_id, actor=actor, now=now) if row.state == row.State.UPHELD else []


@transaction.atomic
def ask_after_appeal(*, actor: Actor, now: datetime, appeal_id: UUID) -> list[HolderTask]:
    """The same after an appeal, once: nobody is asked twice, where the complaint itself was upheld before."""
    appeal = Appeal.objects.select_for_update().filter(id=appeal_id, passed_at=None).exclude(decided_at=None).first()
    row = Complaint.objects.filter(id=appeal.complaint_id).first() if appeal else None
    if appeal is None or row is None:
        return []
    candidates = _candidates(row.kit_id)
    Appeal.objects.filter(id=appeal.id).update(passed_at=now)
    if appeal.state != Appeal.State.UPHELD or row.state == Complaint.State.UPHELD:
        return []
    return _ask(row, candidates, appeal.decision_id, actor=actor, now=now)


def _ask(
    row: Complaint, candidates: list[Candidate], decision_id: UUID | None, *, actor: Actor, now: datetime
) -> list[HolderTask]:
    if row.kind == Complaint.Kind.HELD:  # he asked what is held, and not that anything be changed
        return []
    due_at = clocks.due_of("REDRESS-HOLDER", now)
    tasks = [
        HolderTask(
            complaint=row, number=row.number, kind=row.kind, holder_id=one.owner_id, held_kit_id=one.kit_id,
            kit_id=row.kit_id, words=row.words, is_certain=one.shares_strong_identifier, asked_at=now, due_at=due_at,
        )
        for one in {one.kit_id: one for one in candidates}.values()
    ]  # fmt: skip
    HolderTask.objects.bulk_create(tasks)
    for task in tasks:
        audit.record("oversight.holder_asked", task, actor=actor, at=now, reference=row.number, owner_id=task.holder_id)
    with acting_as(system_actor("gateway")):
        for task in tasks:
            clocks.start("REDRESS-HOLDER", task, owner_id=task.holder_id, reference=row.number, now=now)
            passages.cross(
                "redress", passages.RedressRequest(complaint=row.number, kind=row.kind), actor=actor, now=now,
                owner_id=inspectorate(row.owner_id), receiver_id=task.holder_id, decision_id=decision_id,
            )  # fmt: skip
    return tasks


def _found(task_id: UUID) -> HolderTask:
    return existing(HolderTask.objects.filter(id=task_id))


@transaction.atomic
def reveal_task(*, actor: Actor, now: datetime, task_id: UUID) -> KitDraft:
    """Show the holder who complains: name, birth and papers as given. Logged each time (G21).

    Raises:
        NotFound: no such task of the actor's agency.
        NotPermitted: the actor does not answer for it.
    """
    row = _found(task_id)
    actor.require("oversight.answer")
    audit.record_read(  # rule: G21
        "oversight.person_shown", row, actor=actor, at=now, purpose=PURPOSE, reference=row.number,
        owner_id=row.holder_id,
    )  # fmt: skip
    with acting_as(actor.through("gateway")):
        return people.draft_of(people.kit(row.kit_id))


@transaction.atomic
def answer_task(
    *, actor: Actor, now: datetime, task_id: UUID, did: str, kept_basis: str = "", reasons: str = ""
) -> HolderTask:
    """Say what was done with what is held of a person whose complaint was upheld.

    Args:
        did: `done`, `kept` with a legal basis of the agency's own, or `not_ours`.

    Raises:
        NotFound: no such task of the actor's agency.
        NotPermitted: the actor does not answer for it.
        AlreadySettled: answered before.
        Invalid: unknown answer.
        KeptWithoutBasis, BasisExpired, UnknownBasis: kept on nothing.
        ThinReasons: the reasons say nothing.
    """
    row = existing(HolderTask.objects.select_for_update().filter(id=task_id))
    actor.require("oversight.answer")
    if row.did:
        raise AlreadySettled
    if did not in HolderTask.Did.values:
        raise Invalid(errors=[{"field": "did", "code": "UNKNOWN"}])
    if did == HolderTask.Did.KEPT and not kept_basis:
        raise KeptWithoutBasis(errors=[{"field": "kept_basis", "code": "MISSING"}])
    if did == HolderTask.Did.KEPT:
        require_basis(kept_basis, now)
    decision = decisions.authorise(
        "oversight.redress_answer", row, actor=actor, now=now, permission="oversight.answer", outcome=did,
        owner_id=row.holder_id, grounds=[kept_basis] if kept_basis else [], reasons=reasons,
    )  # fmt: skip
    row.did, row.kept_basis, row.reasons = did, kept_basis if did == HolderTask.Did.KEPT else "", reasons.strip()
    row.answered_at, row.answered_by = now, actor.user_id
    row.save(update_fields=["did", "kept_basis", "reasons", "answered_at", "answered_by"])
    with acting_as(actor.through("gateway")):
        clocks.meet("REDRESS-HOLDER", row.id, now=now)
        passages.cross(
            "redress_answer", passages.RedressAnswer(complaint=row.number, did=did, basis=row.kept_basis), actor=actor,
            now=now, owner_id=row.holder_id, decision_id=decision.id,
        )  # fmt: skip
    audit.record(
        "oversight.redress_answered", row, actor=actor, at=now, after=did, words=reasons, reference=row.number,
        owner_id=row.holder_id,
    )  # fmt: skip
    return row
