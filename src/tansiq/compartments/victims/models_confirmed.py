from __future__ import annotations

from uuid import uuid4

from django.db import models


class Confirmation(models.Model):
    """A second person has read the paper of a line that takes a protection away: from then on the line counts whole."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="confirmations")
    entry = models.OneToOneField("victims.Entry", on_delete=models.PROTECT, related_name="confirmation")
    owner_id = models.UUIDField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.UUIDField()
    confirmed_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("confirmed_at", "id")
