"""What was said, where and before whom; and who comes when counsel is called."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.cooperation.models.files import OfFile


class Session(OfFile):
    """A session of disclosure: planned with counsel, or recorded because it took place."""

    class Counsel(models.TextChoices):
        ATTENDED = "attended", _("Counsel is present throughout")
        PART = "part", _("Counsel is present for a part")
        ABSENT = "absent", _("Without counsel")

    number = models.CharField(max_length=20, unique=True)
    planned_for = models.DateTimeField()
    place = models.CharField(max_length=200)
    # As chosen from the published list; empty where somebody wrote where it was, which is on none.
    place_code = models.CharField(max_length=80, blank=True)
    is_place_listed = models.BooleanField()
    counsel = models.CharField(max_length=10, choices=Counsel)
    topics = models.TextField()
    # Of what took place; empty while it is only planned.
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    present = models.TextField(blank=True)
    health = models.TextField(blank=True)
    breaks = models.TextField(blank=True)
    longest_stretch_minutes = models.PositiveIntegerField(null=True)
    recording = models.CharField(max_length=64, blank=True)
    words = models.TextField(blank=True)
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    is_usable = models.BooleanField(default=False)
    held_at = models.DateTimeField(null=True)
    held_by = models.UUIDField(null=True)
    held_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("planned_for", "id")
        indexes = (models.Index(fields=("file", "planned_for")),)


class FirstWords(OfFile):
    """What somebody said unasked before counsel came. It is used against nobody, and nothing may rest on it."""

    said_at = models.DateTimeField()
    heard_by = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    words = models.TextField()
    was_asked = models.BooleanField()

    class Meta:
        ordering = ("said_at", "id")
        indexes = (models.Index(fields=("file",)),)


class OnCall(models.Model):
    """A lawyer who comes when called, and when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=60)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    added_at = models.DateTimeField()
    added_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("from_at", "id")
        indexes = (models.Index(fields=("owner_id", "until_at")),)


class Call(OfFile):
    """Counsel was called: whom, when, and when he came."""

    lawyer = models.CharField(max_length=120)
    called_at = models.DateTimeField()
    due_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ("called_at", "id")
        indexes = (models.Index(fields=("file",)),)
