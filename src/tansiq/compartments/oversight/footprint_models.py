"""Who holds what about one person: its own tables, whose lines live as long as a lease."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Footprint(models.Model):
    """Who holds what about the person of one complaint: asked for with one key, opened with a second."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    complaint_number = models.CharField(max_length=20)
    kit_id = models.UUIDField()
    requested_at = models.DateTimeField()
    requested_by = models.UUIDField()
    reasons = models.TextField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    is_approved = models.BooleanField(null=True)
    lease_ends_at = models.DateTimeField(null=True)
    line_count = models.PositiveIntegerField(null=True)
    # What the person may be told is a decision of its own: numbers of the lines, none until it is made.
    told_at = models.DateTimeField(null=True)
    told_ids: models.Field[list[object], list[object]] = ArrayField(models.UUIDField(), default=list)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-requested_at",)


class FootprintLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    footprint = models.ForeignKey("oversight.Footprint", on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    holder_id = models.UUIDField()
    handle = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    is_by_handle = models.BooleanField(default=False)
    is_certain = models.BooleanField(default=False)

    class Meta:
        ordering = ("place",)
