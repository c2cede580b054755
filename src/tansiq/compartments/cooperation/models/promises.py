"""Who promised what, what was paid to whom, and appearances before the public."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.cooperation.models.files import OfFile


class Promise(models.Model):
    """An offer or a hint, by whomever, to one person or to all: what was said, and what became of it."""

    class Kind(models.TextChoices):
        HINT = "hint", _("A hint")
        OFFER = "offer", _("An offer")
        PROMISE = "promise", _("A promise")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    # None: said to many, over the radio.
    file = models.ForeignKey("cooperation.File", on_delete=models.PROTECT, related_name="+", null=True)
    owner_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=Kind)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    is_prosecution = models.BooleanField()
    benefit = models.CharField(max_length=60, blank=True)
    words = models.TextField()
    reported_by = models.CharField(max_length=200)
    # By which day the authority is to have done it; what binds nobody has none.
    due_on = models.DateField(null=True)
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    recorded_by_name = models.CharField(max_length=120)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=120, blank=True)
    is_performed = models.BooleanField(null=True)
    outcome = models.TextField(blank=True)
    outcome_at = models.DateTimeField(null=True)
    outcome_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("said_at", "id")
        indexes = (models.Index(fields=("file", "said_at")), models.Index(fields=("owner_id", "said_at")))


class Payment(OfFile):
    """Money or another benefit: to a handler for his work, or to the person."""

    class Kind(models.TextChoices):
        HANDLER = "handler", _("To a handler")
        PERSON = "person", _("To the person or his family")

    to = models.CharField(max_length=8, choices=Kind)
    payee = models.CharField(max_length=120)
    what = models.CharField(max_length=200)
    paid_at = models.DateTimeField()
    paid_by = models.CharField(max_length=120)
    receipt = models.CharField(max_length=60, blank=True)
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        ordering = ("paid_at", "id")
        indexes = (models.Index(fields=("file",)),)


class Appearance(OfFile):
    """The person before a camera, a microphone or a crowd: planned of his own will, or recorded because it happened."""

    where = models.CharField(max_length=200)
    planned_for = models.DateTimeField()
    has_consent = models.BooleanField()
    had_counsel = models.BooleanField()
    is_condition = models.BooleanField()
    family_risk = models.TextField(blank=True)
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    took_place = models.BooleanField()
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("planned_for", "id")
        indexes = (models.Index(fields=("file",)),)
