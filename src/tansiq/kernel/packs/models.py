from __future__ import annotations

from uuid import uuid4

from django.db import models


class Run(models.Model):
    """A pack that this installation took up, with its files: the law that was in force here from that moment."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=3)
    digest = models.CharField(max_length=64)
    taken_up_at = models.DateTimeField()
    state = models.CharField(max_length=8)
    # Institutions whose signature held on that day: [{"institution", "civil"}].
    signers = models.JSONField(default=list)
    files = models.JSONField()

    class Meta:
        ordering = ("-taken_up_at", "-id")
        indexes = (models.Index(fields=("-taken_up_at", "-id")),)
