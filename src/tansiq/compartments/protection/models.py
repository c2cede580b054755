from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.geography.shapes import Shape


class Protected(models.Model):
    """Somebody or something that is protected, as cells of a square kilometre and more: no name, no house, no road."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    author_id = models.UUIDField()
    function = models.CharField(max_length=60)
    cells: models.Field[list[int], list[int]] = ArrayField(models.IntegerField())
    # The desk's own reference of its file; it names nobody.
    file_ref = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)
        indexes = (models.Index(fields=("ended_at", "until")),)


class Check(models.Model):
    """A plan of some agency, held against the cells. There is one for every plan and every time it is drawn anew."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for its check")
        CHECKED = "checked", _("Waits for your answer")
        ORDINARY = "ordinary", _("Checked: nothing to answer")
        ANSWERED = "answered", _("Answered")

    class Answer(models.TextChoices):
        GO = "go", _("It may go")
        MOVE = "move", _("Another place or time")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    plan_id = models.UUIDField()
    plan_number = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField()
    outline = models.JSONField()
    buffer = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    # What it touches, and whether it was drawn by chance: both stay in this room.
    is_touched = models.BooleanField(default=False)
    is_drawn = models.BooleanField(default=False)
    touched_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField(), default=list)
    answer = models.CharField(max_length=4, choices=Answer, blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("received_at", "plan_number")
        constraints = (models.UniqueConstraint(fields=("plan_id", "round"), name="one_check_of_a_drawing"),)

    @property
    def shape(self) -> Shape:
        return Shape.from_lists(self.outline)


class Danger(models.Model):
    """A question from another room: is it dangerous to somebody to be heard? What was found stays in this room."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    # The number by which whoever asks finds his question again.
    reference = models.CharField(max_length=20, unique=True)
    whom = models.TextField()
    words = models.TextField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    assessed_at = models.DateTimeField(null=True)
    assessed_by = models.UUIDField(null=True)
    found = models.TextField(blank=True)

    class Meta:
        ordering = ("due_at", "number")
        indexes = (models.Index(fields=("owner_id", "assessed_at", "due_at")),)


class Threat(models.Model):
    """A threat to a life, whoever's it is, with the hour in which somebody decides about a warning."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for a decision")
        TO_APPROVE = "approve", _("Not to be warned: waits for the head of the desk")
        DECIDED = "decided", _("Decided")
        CLOSED = "closed", _("Closed")

    class Decision(models.TextChoices):
        WARN = "warn", _("Warn")
        NOT_WARN = "not_warn", _("Do not warn")
        MEASURES = "measures", _("Measures, with a warning")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    origin = models.CharField(max_length=20)
    reference = models.CharField(max_length=40, blank=True)
    is_blind = models.BooleanField(default=False)
    words = models.TextField()
    threatened = models.TextField(blank=True)
    function = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    known_at = models.DateTimeField()
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    ground = models.CharField(max_length=60, blank=True)
    reasons = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    # What was said to whoever is threatened, and how it was taken.
    warned_at = models.DateTimeField(null=True)
    warned_by = models.CharField(max_length=200, blank=True)
    was_understood = models.BooleanField(null=True)
    dependants = models.BooleanField(null=True)
    outcome = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_at", "number")
        indexes = (models.Index(fields=("owner_id", "state", "due_at")), models.Index(fields=("origin", "reference")))
