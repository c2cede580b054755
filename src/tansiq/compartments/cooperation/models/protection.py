"""What links a file with the protection desk: a question, and the number that came back."""

from __future__ import annotations

from django.db import models

from tansiq.compartments.cooperation.models.files import OfFile


class ProtectionLink(OfFile):
    """The protection desk was asked about the danger to the person. Of its own file only a number comes back."""

    number = models.CharField(max_length=20, unique=True)
    whom = models.TextField()
    words = models.TextField()
    assessment = models.CharField(max_length=20, blank=True)
    assessed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=("file",)),)
