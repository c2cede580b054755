from __future__ import annotations

from uuid import uuid4

from django.db import models


class HearingNotice(models.Model):
    """A court has set an hour for one victim's case: the office tells the heirs, each by the way that is safe (G10)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="hearings")
    # The victim whose heirs are meant; none where the number names the file alone.
    victim = models.ForeignKey("victims.Party", on_delete=models.PROTECT, null=True, related_name="+")
    owner_id = models.UUIDField()
    # Number of the hearing at the court: who is accused of what stays there.
    hearing = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    # Whom the office reached and whom not, in words; afterwards it waits no more.
    outcome = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("starts_at", "id")
        indexes = (models.Index(fields=("owner_id", "told_at", "starts_at")),)
