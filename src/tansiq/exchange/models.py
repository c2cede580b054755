from __future__ import annotations

from uuid import uuid4

from django.db import models


class Import(models.Model):
    """One version of a published list: applied at once when it is the first, staged for a person afterwards."""

    class State(models.TextChoices):
        STAGED = "staged"
        APPLIED = "applied"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    list_code = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    published_on = models.DateField(null=True)
    staged_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State)
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    blocked = models.PositiveIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("-staged_at",)
        constraints = (models.UniqueConstraint(fields=("list_code", "digest"), name="one_import_of_a_file"),)


class StagedRow(models.Model):
    """One difference of a staged import."""

    class Change(models.TextChoices):
        ADDED = "added"
        CHANGED = "changed"
        REMOVED = "removed"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    staged_import = models.ForeignKey("exchange.Import", on_delete=models.CASCADE, related_name="rows")
    owner_id = models.UUIDField()
    change = models.CharField(max_length=8, choices=Change)
    reference_number = models.CharField(max_length=60)
    entry = models.JSONField(null=True)
