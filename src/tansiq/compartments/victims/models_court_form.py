from __future__ import annotations

from uuid import uuid4

from django.db import models


class CourtForm(models.Model):
    """A form on which a court that does not sign in writes its ruling on a waiver; its digest says that it is ours."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="forms")
    owner_id = models.UUIDField()
    number = models.CharField(max_length=20, unique=True)
    waiver = models.CharField(max_length=80)
    # Of a pardon spoken in court: which heir pardoned whom towards which victim. No reading says it otherwise.
    about = models.JSONField(default=dict)
    # What an heir said of nobody: the court rules on the stop that it caused, and on nothing else.
    statement = models.ForeignKey("victims.Statement", on_delete=models.PROTECT, null=True, related_name="forms")
    digest = models.CharField(max_length=20)
    printed_at = models.DateTimeField()
    printed_by = models.UUIDField()

    class Meta:
        ordering = ("-printed_at", "-id")
        indexes = (models.Index(fields=("matter", "waiver")),)


class Typing(models.Model):
    """What one person read on a form. Never changed: whoever mistyped types again, and the last of each counts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="typings")
    form = models.ForeignKey("victims.CourtForm", on_delete=models.PROTECT, related_name="typings")
    owner_id = models.UUIDField()
    kind = models.CharField(max_length=24)
    event = models.JSONField()
    # Record and judge of a ruling whose event has no place for them.
    paper = models.CharField(max_length=200, blank=True)
    typed_at = models.DateTimeField()
    typed_by = models.UUIDField()
    typed_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("typed_at", "id")
        indexes = (models.Index(fields=("form", "typed_at")),)
