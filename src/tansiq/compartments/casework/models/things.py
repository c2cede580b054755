from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.models.cases import OfCase


class Device(OfCase):
    """An improvised device by facets. Names of parts only: nothing of how one is built stands here."""

    class Safety(models.TextChoices):
        LIVE = "live", _("May still go off")
        MADE_SAFE = "made_safe", _("Made safe")
        DESTROYED = "destroyed", _("Destroyed")
        NONE = "none", _("Hoax or false: nothing that goes off")

    class Action(models.TextChoices):
        IN_PLACE = "in_place", _("Disposal in place")
        MADE_SAFE = "made_safe", _("Made safe in place, parts taken")
        NONE = "none", _("Nothing yet")

    number = models.CharField(max_length=20, unique=True)
    incident = models.ForeignKey("casework.Incident", on_delete=models.PROTECT, related_name="devices")
    found_at = models.DateTimeField()
    finder = models.CharField(max_length=120)
    safety = models.CharField(max_length=10, choices=Safety, default=Safety.LIVE)
    # Whoever moves one must have written otherwise first.
    do_not_transport = models.BooleanField(default=True)
    reported_at = models.DateTimeField(null=True)
    initiation = models.CharField(max_length=60, blank=True)
    delivery = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    components: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=60), default=list)
    charge = models.CharField(max_length=60, blank=True)
    charge_kg = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    action = models.CharField(max_length=10, choices=Action, default=Action.IN_PLACE)
    evacuated_metres = models.PositiveIntegerField(null=True)
    samples = models.TextField(blank=True)
    sample_witness = models.CharField(max_length=120, blank=True)
    residual_hazard = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("found_at", "id")
        indexes = (models.Index(fields=("case", "found_at")),)


class Annex(OfCase):
    """What only explosives officers read of a device: it stays with them, and no paper holds it."""

    device = models.ForeignKey("casework.Device", on_delete=models.PROTECT, related_name="annexes")
    words = models.TextField()

    class Meta:
        ordering = ("made_at", "id")


class Weapon(OfCase):
    """A weapon or ammunition with its marks. Its serial is kept as it was read, whatever its length."""

    class SerialState(models.TextChoices):
        READ = "read", _("Read")
        PARTLY = "partly", _("Read in part")
        OBLITERATED = "obliterated", _("Made illegible")
        NONE = "none", _("There is none")

    number = models.CharField(max_length=20, unique=True)
    incident = models.ForeignKey("casework.Incident", on_delete=models.PROTECT, related_name="weapons")
    exhibit = models.ForeignKey("casework.Exhibit", on_delete=models.PROTECT, null=True, related_name="weapons")
    type = models.CharField(max_length=60)
    maker = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=60, blank=True)
    calibre = models.CharField(max_length=40, blank=True)
    serial = models.CharField(max_length=60, blank=True)
    serial_folded = models.CharField(max_length=60, blank=True)
    serial_state = models.CharField(max_length=12, choices=SerialState)
    marks = models.TextField(blank=True)
    lot = models.CharField(max_length=60, blank=True)
    is_loaded = models.BooleanField()
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        ordering = ("made_at", "id")
        indexes = (models.Index(fields=("serial_folded",)), models.Index(fields=("case",)))


class TraceRequest(OfCase):
    """A question to a country or maker about one weapon, and the answer with its time (ITI)."""

    number = models.CharField(max_length=20, unique=True)
    weapon = models.ForeignKey("casework.Weapon", on_delete=models.PROTECT, related_name="trace_requests")
    sent_to = models.CharField(max_length=120)
    words = models.TextField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("made_at", "id")
