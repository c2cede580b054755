from __future__ import annotations

from django.db import models

from tansiq.compartments.casework.models.cases import OfCase


class Bulletin(OfCase):
    """How a device is recognised, for whoever may meet another: what is seen, where, what to do; never how it is built.

    A picture goes with it once the prosecution, by somebody else than its author, and its spokesperson have each
    approved it (EVD-11).
    """

    number = models.CharField(max_length=20, unique=True)
    incident = models.ForeignKey("casework.Incident", on_delete=models.PROTECT, related_name="bulletins")
    device = models.ForeignKey("casework.Device", on_delete=models.PROTECT, null=True, related_name="bulletins")
    delivery = models.CharField(max_length=60, blank=True)
    looks_like = models.TextField()
    advice = models.TextField(blank=True)
    photograph = models.ForeignKey("casework.Photograph", on_delete=models.PROTECT, null=True, related_name="+")
    picture_approved_at = models.DateTimeField(null=True)
    picture_approved_by = models.UUIDField(null=True)
    picture_cleared_at = models.DateTimeField(null=True)
    picture_cleared_by = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=("case", "-made_at")),)
