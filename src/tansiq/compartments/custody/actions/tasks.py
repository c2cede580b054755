"""What follows from the register for somebody elsewhere: fingerprints, an unpaid diya, a slip."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.custody.actions.writing import require_words
from tansiq.compartments.custody.errors import AlreadyAnswered
from tansiq.compartments.custody.models import Detention, Task
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import NotFound, existing

ROLES = {
    Task.Kind.FINGERPRINT: "custody_officer",
    Task.Kind.INSOLVENCY: "registrar",
    Task.Kind.SLIP: "registrar",
}


def open_task(
    row: Detention, kind: Task.Kind, *, actor: Actor, now: datetime, owner_id: UUID | None = None, words: str = ""
) -> Task:
    """Open a task, or leave the one of its kind that is open."""
    room = actor.through("custody")
    with acting_as(room):
        open_one = Task.objects.filter(detention_id=row.id, kind=kind, done_at=None).first()
        if open_one is not None:
            return open_one
        task = Task(
            detention_id=row.id, number=row.number, kind=kind, role=ROLES[kind], owner_id=owner_id, words=words.strip(),
            made_at=now,
        )  # fmt: skip
        task.save(force_insert=True)
    audit.record("custody.task_opened", task, actor=actor, at=now, after=kind, reference=row.number)
    return task


def close_of(row: Detention, kind: Task.Kind, *, actor: Actor, now: datetime, done: str) -> None:
    """The task of this kind is done by what was just written down."""
    for task in Task.objects.filter(detention_id=row.id, kind=kind, done_at=None):
        _close(task, actor=actor, now=now, done=done)


def _close(task: Task, *, actor: Actor, now: datetime, done: str) -> None:
    task.done_at, task.done_by, task.done = now, actor.user_id, done.strip()
    task.save(update_fields=["done_at", "done_by", "done"])
    audit.record("custody.task_done", task, actor=actor, at=now, after=task.kind, words=done, reference=task.number)


def note_identity(row: Detention, kit_id: UUID, *, is_unidentified: bool, actor: Actor) -> None:
    """The row means another kit from now on."""
    row.kit_id, row.is_unidentified = kit_id, is_unidentified
    with acting_as(actor.through("custody")):
        row.save(update_fields=["kit_id", "is_unidentified"])


@transaction.atomic
def finish_task(*, actor: Actor, now: datetime, task_id: UUID, done: str) -> Task:
    """Say what was done.

    Raises:
        NotFound: no such task for the actor.
        AlreadyAnswered: done before.
        Invalid: what was done is under 10 characters.
    """
    task = existing(Task.objects.select_for_update().filter(id=task_id))
    if task.role not in actor.roles:
        raise NotFound
    if task.done_at is not None:
        raise AlreadyAnswered
    require_words(done, "done")
    _close(task, actor=actor, now=now, done=done)
    return task
