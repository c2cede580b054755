from __future__ import annotations

from uuid import uuid4

from django.db import models


class Proof(models.Model):
    """A record was erased: which and by which rule, and a digest that only who still has the record can compare."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    owner_id = models.UUIDField()
    # Code of the charter's retention, and the instrument that it rested on that day.
    rule = models.CharField(max_length=60)
    instrument = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    erased_at = models.DateTimeField()
    # Records and texts of the log that went with it.
    rows = models.PositiveIntegerField()
    # SHA-256 over the salt and a keyed digest of the record; the key is the installation's.
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    # Of a fact: when it was first known, so that sending it again does not make it young.
    first_known_on = models.DateField(null=True)

    class Meta:
        ordering = ("-erased_at", "-id")
        indexes = (
            models.Index(fields=("-erased_at", "-id")),
            models.Index(fields=("owner_id", "kind")),
            models.Index(fields=("subject_id",)),
        )
