"""Whether the person can be heard, and whether anybody asked him to do more than tell what he knows."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.cooperation.models.files import OfFile


class Examination(OfFile):
    """A psychologist saw him: whether he can be heard, and how. What was said between the two is kept nowhere here."""

    class Finding(models.TextChoices):
        FIT = "fit", _("He can be heard")
        CONDITIONS = "conditions", _("He can be heard under conditions")
        UNFIT = "unfit", _("He cannot be heard for now")

    psychologist = models.CharField(max_length=120)
    examined_at = models.DateTimeField()
    # Nobody who keeps, hears or prosecutes him was in the room.
    was_alone = models.BooleanField()
    finding = models.CharField(max_length=10, choices=Finding)
    # For whoever holds a session: breaks, length, company, medicine. Never what ails him.
    conditions = models.TextField(blank=True)
    again_on = models.DateField(null=True)
    paper = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("examined_at", "recorded_at", "id")
        indexes = (models.Index(fields=("file", "examined_at")),)


class Instigation(OfFile):
    """Somebody asked him to do something, beyond telling what he knows (REP-05)."""

    class Kind(models.TextChoices):
        TASK = "task", _("To find something out, to meet or to follow somebody")
        OFFENCE = "offence", _("To commit an offence, or to bring somebody to commit one")
        WORDS = "words", _("To say something of somebody, true or not")
        CHILD = "child", _("To bring a child into it")

    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    kinds: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=10))
    words = models.TextField()
    # What he did; empty where he did nothing, or it is not known.
    done = models.TextField(blank=True)
    reported_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("asked_at", "id")
        indexes = (models.Index(fields=("file", "asked_at")),)
