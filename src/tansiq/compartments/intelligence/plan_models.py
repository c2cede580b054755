"""Planned operations, and where two of them meet. Models of this compartment like those beside."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.geography.shapes import Shape


class Plan(models.Model):
    """An operation that an agency plans: where, when, which unit, whom to call. It names no person."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CHECKED = "checked", _("Checked: wait for the watch officer’s call")
        CLEAR = "clear", _("Called: may go")
        HELD = "held", _("Called: may not go as it stands")
        EXECUTED = "executed", _("Carried out")
        ABORTED = "aborted", _("Called off")
        REPORTED = "reported", _("Ended, with what came of it")

    class Form(models.TextChoices):
        DISTRICT = "district", _("The whole district")
        CIRCLE = "circle", _("A circle")
        AREA = "area", _("An area by its corners")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    author_id = models.UUIDField()
    type = models.CharField(max_length=60)
    task = models.TextField()
    unit = models.CharField(max_length=120)
    contact = models.CharField(max_length=120)
    danger = models.CharField(max_length=60)
    legal_basis = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60)
    reference = models.CharField(max_length=40)
    district = models.CharField(max_length=12)
    form = models.CharField(max_length=8, choices=Form)
    # Rings of longitude and latitude; the box around them holds the buffer too.
    outline = models.JSONField()
    buffer = models.PositiveIntegerField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    redraws = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    # When it was last checked: what was called before then was called of another plan.
    checked_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("starts_at", "number")
        indexes = (models.Index(fields=("owner_id", "state", "starts_at")),)

    @property
    def shape(self) -> Shape:
        return Shape.from_lists(self.outline)


class PlanConflict(models.Model):
    """Two plans of two agencies that meet in space and time. It is the watch officer's; neither agency reads it."""

    class State(models.TextChoices):
        FOUND = "found", _("Waits for a watch officer")
        OWNED = "owned", _("A watch officer has it")
        RESOLVED = "resolved", _("Resolved")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    # The joint room, whose clock runs.
    owner_id = models.UUIDField()
    plan_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField(), size=2)
    state = models.CharField(max_length=8, choices=State, default=State.FOUND)
    found_at = models.DateTimeField()
    owned_by = models.UUIDField(null=True)
    owned_at = models.DateTimeField(null=True)
    resolution = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    resolved_by = models.UUIDField(null=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("found_at", "number")
        indexes = (models.Index(fields=("state", "found_at")),)


class PlanNotice(models.Model):
    """What one side learns of a conflict: that there is one, its number, whom to call. Nothing of the other plan."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    plan_id = models.UUIDField()
    conflict_number = models.CharField(max_length=20)
    phone = models.CharField(max_length=40)
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-found_at",)
        indexes = (models.Index(fields=("owner_id", "plan_id")), models.Index(fields=("conflict_number",)))


class PlanAnswer(models.Model):
    """What the watch officer is told of a plan by the protection desk: one word for each time that it was drawn."""

    class Word(models.TextChoices):
        ORDINARY = "ordinary", _("Nothing to wait for")
        ASK_FIRST = "ask_first", _("Waits for the protection desk")
        GO = "go", _("The protection desk lets it go")
        MOVE = "move", _("The protection desk asks for another place or time")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    plan_id = models.UUIDField()
    round = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=10, choices=Word)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("said_at",)
        indexes = (models.Index(fields=("plan_id", "round")),)


def box_of(shape: Shape, buffer: float) -> dict[str, Any]:
    """The columns of the box around a shape with its buffer."""
    return dict(zip(("west", "south", "east", "north"), shape.bounds.grown(buffer), strict=True))
