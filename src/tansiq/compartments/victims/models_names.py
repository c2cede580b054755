from __future__ import annotations

from uuid import uuid4

from django.db import models


class NameChange(models.Model):
    """A name was misspelt and is written right: how it stood before, and why. Nobody becomes somebody else by it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="name_changes")
    party = models.ForeignKey("victims.Party", on_delete=models.PROTECT, related_name="name_changes")
    owner_id = models.UUIDField()
    before = models.CharField(max_length=200)
    after = models.CharField(max_length=200)
    why = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField()
    changed_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("changed_at", "id")
