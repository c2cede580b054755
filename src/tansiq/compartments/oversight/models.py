from __future__ import annotations

from uuid import uuid4

from django.db import models


class Notice(models.Model):
    """Something was tried that nobody may do: a code and a reference, never a name."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=40)
    reference = models.CharField(max_length=60)
    agency_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    done = models.TextField(blank=True)

    class Meta:
        ordering = ("-at",)
