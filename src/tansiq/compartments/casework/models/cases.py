from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Case(models.Model):
    """A case of the prosecution, and who works on it. What is no case of yours does not exist for you."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    # The prosecution that the case belongs to.
    owner_id = models.UUIDField()
    # Those who work on it beside the prosecution, of whatever agency.
    member_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    title = models.CharField(max_length=200)
    district = models.CharField(max_length=12)
    legal_basis = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("-opened_at", "-id")
        indexes = (models.Index(fields=("owner_id", "-opened_at")),)


class OfCase(models.Model):
    """What every record of a case carries: its case, whose it is, who wrote it when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="+")
    owner_id = models.UUIDField()
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        abstract = True


class Incident(OfCase):
    """Something that happened, or an operation that was carried out: where, when, on whose order."""

    class Precision(models.TextChoices):
        DISTRICT = "district", _("Only the district is known")
        PLACE = "place", _("The place is known")
        AREA = "area", _("The sub-district is known")
        POINT = "point", _("The point is known")

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=60)
    happened_at = models.DateTimeField()
    district = models.CharField(max_length=12)
    precision = models.CharField(max_length=10, choices=Precision)
    place = models.CharField(max_length=200, blank=True)
    subdistrict = models.CharField(max_length=12, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    words = models.TextField()
    order_number = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("happened_at", "id")
        indexes = (models.Index(fields=("case", "happened_at")),)


class LogEntry(OfCase):
    """A line of the operation log. It is added to, never changed: a correction is a further line."""

    incident = models.ForeignKey("casework.Incident", on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=60)
    happened_at = models.DateTimeField()
    words = models.TextField()
    # Of a child that was present or taken along; opens the child path elsewhere.
    is_about_child = models.BooleanField(default=False)

    class Meta:
        ordering = ("happened_at", "made_at", "id")
        indexes = (models.Index(fields=("incident", "happened_at")),)


class Exhibit(OfCase):
    """A piece that was found: its number, its seal, and the one hand in which it is."""

    number = models.CharField(max_length=20, unique=True)
    # As it was numbered on the spot; one of each in a case.
    mark = models.CharField(max_length=40)
    incident = models.ForeignKey("casework.Incident", on_delete=models.PROTECT, related_name="exhibits")
    parent = models.ForeignKey("casework.Exhibit", on_delete=models.PROTECT, null=True, related_name="parts")
    category = models.CharField(max_length=60)
    description = models.TextField()
    found_at = models.DateTimeField()
    found_where = models.CharField(max_length=200)
    finder = models.CharField(max_length=120)
    witnesses: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=120))
    # What may still go off: nothing is stored, sent or sealed while it is live (EVD-01).
    is_live = models.BooleanField(default=False)
    safe_certificate = models.CharField(max_length=60, blank=True)
    # Collected by military: evidence only once the prosecution has authenticated it (EVD-09).
    collector = models.CharField(max_length=200, blank=True)
    authenticated_at = models.DateTimeField(null=True)
    seal = models.CharField(max_length=40, blank=True)
    packaging = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=120)
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    # The chain: first line, how many events, the hash of the last line, who has it, and whether it has left the room.
    header = models.TextField()
    count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    state = models.CharField(max_length=20)
    holder_id = models.UUIDField()
    holder_hand = models.CharField(max_length=40)
    has_ended = models.BooleanField(default=False)
    # Found through a statement that is under quarantine (G7).
    is_quarantined = models.BooleanField(default=False)
    # A transfer that waits for the other hand: the event as it is to be, and the giver's signature.
    taker_id = models.UUIDField(null=True)
    offer = models.JSONField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (models.UniqueConstraint(fields=("case", "mark"), name="one_exhibit_of_a_mark"),)
        indexes = (
            models.Index(fields=("case", "-made_at")), models.Index(fields=("holder_id",)),
            models.Index(fields=("taker_id",)),
        )  # fmt: skip


class ExhibitEvent(models.Model):
    """One line of a chain of custody, word for word as it is carried out. Lines are added, nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    exhibit = models.ForeignKey("casework.Exhibit", on_delete=models.PROTECT, related_name="events")
    owner_id = models.UUIDField()
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    line = models.TextField()
    member_id = models.UUIDField()

    class Meta:
        ordering = ("exhibit", "seq")
        constraints = (models.UniqueConstraint(fields=("exhibit", "seq"), name="one_event_of_a_number"),)


class Photograph(models.Model):
    """A picture of a piece: the picture alone, without what the camera wrote beside it, and the hash of both."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    exhibit = models.ForeignKey("casework.Exhibit", on_delete=models.PROTECT, related_name="photographs")
    owner_id = models.UUIDField()
    author_id = models.UUIDField()
    made_at = models.DateTimeField()
    media_type = models.CharField(max_length=20)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # Of the file as the camera made it, before anything was left out.
    original_sha256 = models.CharField(max_length=64)
    has_scale = models.BooleanField()
    is_before_moving = models.BooleanField()
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("made_at", "id")


class CountSheet(models.Model):
    """A count of what one hand holds at a place: what is there, what is not, what has a broken seal."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    witness = models.CharField(max_length=120)
    # [{exhibit, number, seal, found: there | missing | seal_broken}]
    lines = models.JSONField()

    class Meta:
        ordering = ("-made_at", "-id")
