from __future__ import annotations

from uuid import uuid4

from django.db import models


class Entry(models.Model):
    """One act, read or refusal. Append-only by privilege: nobody can change or remove a row."""

    class Kind(models.TextChoices):
        ACT = "act"
        READ = "read"
        REFUSAL = "refusal"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind)
    act = models.CharField(max_length=60)
    user_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    system = models.CharField(max_length=24, blank=True)
    # The agency that the record belongs to: it may see who read it.
    owner_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    words_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("subject_id", "-at")),
            models.Index(fields=("user_id", "-at")),
            models.Index(fields=("kind", "act", "-at")),
        )


class Words(models.Model):
    """What an entry says in words, with the salt of its hash; erased together."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="words")
    salt = models.CharField(max_length=32)
    body = models.JSONField()
