"""The file of a cooperating person: where it stands, who works on it, and the terms that he was told."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class File(models.Model):
    """One person who may cooperate, by the reference of his case; his name stands in the case, not here."""

    class State(models.TextChoices):
        APPROACH = "approach", _("First approach")
        COUNSEL = "counsel", _("Counsel is named")
        ADVISED = "advised", _("Legal advice was given")
        TERMS = "terms", _("Terms are approved")
        WINDOW = "window", _("The days of disclosure run")
        CLOSED = "closed", _("Statements are closed")
        VERIFICATION = "verification", _("Claims are being verified")
        ASSESSED = "assessed", _("The court has assessed it")
        PROTECTION = "protection", _("Handed to protection")
        EXITED = "exited", _("Ended")
        BREACH = "breach", _("Ended by a breach")
        WITHDRAWN = "withdrawn", _("Withdrawn by the person")
        CHILD = "child", _("A child, or in doubt: nothing is asked")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    # The prosecution whose file it is; it alone may promise.
    owner_id = models.UUIDField()
    reference = models.CharField(max_length=60)
    responsibility = models.CharField(max_length=60)
    came_by = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=State, default=State.APPROACH)
    # Accounts of those who work on it beside the prosecution; what is no file of theirs does not exist for them.
    handler_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField(), default=list)
    counsel_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField(), default=list)
    court_id = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=120)
    # Of the start record: the day from which all is to be told, and until when.
    started_at = models.DateTimeField(null=True)
    window_ends_at = models.DateTimeField(null=True)
    protection_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opened_at", "-id")
        indexes = (models.Index(fields=("owner_id", "-opened_at")), models.Index(fields=("court_id",)))


class OfFile(models.Model):
    """What every record of a file carries: its file, whose it is, who wrote it when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey("cooperation.File", on_delete=models.PROTECT, related_name="+")
    owner_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    recorded_by_name = models.CharField(max_length=120)

    class Meta:
        abstract = True


class Step(OfFile):
    """Something that moved the file, or was done in it. Never changed."""

    kind = models.CharField(max_length=24)
    happened_at = models.DateTimeField()
    words = models.TextField(blank=True)
    paper = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("happened_at", "recorded_at", "id")
        indexes = (models.Index(fields=("file", "happened_at")),)


class Counsel(OfFile):
    """Who defends the person; without one nothing is asked."""

    user_id = models.UUIDField(null=True)
    name = models.CharField(max_length=120)
    mandate = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=("file",)),)


class Handler(OfFile):
    """Who hears the person, and is none of the prosecution."""

    user_id = models.UUIDField()
    name = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=("file",)),)


class Terms(OfFile):
    """What may be offered and what is forbidden; a draft until a lawyer has reviewed it and a prosecutor approves."""

    class Review(models.TextChoices):
        WAITING = "waiting", _("Waits for legal review")
        PASSED = "passed", _("Passed legal review")
        SENT_BACK = "sent_back", _("Sent back by legal review")

    version = models.PositiveIntegerField()
    offered = models.TextField()
    forbidden = models.TextField()
    benefits: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=60), default=list)
    withdrawal = models.CharField(max_length=60)
    promise = models.CharField(max_length=60)
    review = models.CharField(max_length=10, choices=Review, default=Review.WAITING)
    review_words = models.TextField(blank=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_by_name = models.CharField(max_length=120, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("version", "id")
        indexes = (models.Index(fields=("file",)),)
