from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.models.court import OfFile


class FinalStep(OfFile):
    """A step that cannot be undone: planned, called off, or as it happened. The last line of a step counts (Q-23)."""

    class Kind(models.TextChoices):
        EXECUTION = "execution", _("Carrying out of a sentence of death")
        REMAINS = "remains", _("Release of the remains")
        CERTIFICATE = "certificate", _("Closing of the certificate of heirs")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CALLED_OFF = "called_off", _("Called off")
        HAPPENED = "happened", _("It happened")

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State)
    # A sentence is somebody's who is accused; remains and a certificate are a victim's.
    accused = models.ForeignKey("casework.Accused", on_delete=models.PROTECT, null=True, related_name="+")
    victim = models.ForeignKey("casework.Victim", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    # Who does it or did it, and by which paper; of what happened nobody may have written either down.
    by = models.CharField(max_length=120, blank=True)
    instrument = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    decision_id = models.UUIDField()

    class Meta:
        ordering = ("made_at", "id")
