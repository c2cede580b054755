from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.models.cases import OfCase


class Statement(OfCase):
    """What somebody said, and under which conditions. There is no field for a confession: only a court hears one."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("Statement to police or prosecution")
        COURT_RECORD = "court_record", _("Said in court, by its record")

    class Speaker(models.TextChoices):
        SUSPECT = "suspect", _("Suspect")
        WITNESS = "witness", _("Witness")
        VICTIM = "victim", _("Victim")
        OFFICIAL = "official", _("Official")

    class Counsel(models.TextChoices):
        ATTENDED = "attended", _("Counsel attended")
        OFFERED = "offered", _("Offered, and nobody came")
        REFUSED = "refused", _("Offered, and the person refused")
        NOT_OFFERED = "not_offered", _("Not offered")

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=14, choices=Kind)
    speaker = models.CharField(max_length=10, choices=Speaker)
    speaker_name = models.CharField(max_length=200)
    record_number = models.CharField(max_length=60, blank=True)
    # Of somebody who is held: his number in the register of detentions, which learns how he was heard.
    detention = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=200)
    is_place_listed = models.BooleanField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    present = models.TextField()
    language = models.CharField(max_length=60)
    counsel = models.CharField(max_length=12, choices=Counsel)
    is_recorded = models.BooleanField()
    is_child = models.BooleanField()
    has_guardian = models.BooleanField()
    longest_stretch_minutes = models.PositiveIntegerField()
    medical_before = models.TextField(blank=True)
    medical_after = models.TextField(blank=True)
    is_medical_mismatch = models.BooleanField()
    words = models.TextField()
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    is_quarantined = models.BooleanField(default=False)

    class Meta:
        ordering = ("began_at", "id")
        indexes = (models.Index(fields=("case", "began_at")),)


class Allegation(OfCase):
    """That a statement may come from ill-treatment: an indicator of the charter, and who says so."""

    statement = models.ForeignKey("casework.Statement", on_delete=models.PROTECT, related_name="allegations")
    indicator = models.CharField(max_length=60)
    words = models.TextField()

    class Meta:
        ordering = ("made_at", "id")


class Doubt(models.Model):
    """A doubt told by the register of detentions about a statement that no case has yet: it waits for the statement."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    statement = models.CharField(max_length=80)
    detention = models.CharField(max_length=20)
    alleged_at = models.DateTimeField()
    indicator = models.TextField()
    words = models.TextField(blank=True)
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at", "id")
        indexes = (models.Index(fields=("detention",)), models.Index(fields=("statement",)))


class Ruling(OfCase):
    """What a judge ruled of a statement, by the number of the court's record."""

    class Result(models.TextChoices):
        ADMISSIBLE = "admissible", _("Admissible")
        INADMISSIBLE = "inadmissible", _("Not admissible")

    statement = models.ForeignKey("casework.Statement", on_delete=models.PROTECT, related_name="rulings")
    result = models.CharField(max_length=12, choices=Result)
    record_number = models.CharField(max_length=60)
    judge = models.CharField(max_length=120)

    class Meta:
        ordering = ("made_at", "id")


class Lineage(OfCase):
    """What a record rests on, and where else it may come from. Nothing of it is changed later."""

    record_id = models.UUIDField()
    source_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    # An origin of its own that was written down before, by its number; or the author says that he had read none of it,
    # and the log of reads is asked.
    origin_at = models.DateTimeField(null=True)
    origin_words = models.TextField(blank=True)
    says_unread = models.BooleanField(default=False)
    author_user_id = models.UUIDField()

    class Meta:
        ordering = ("made_at", "id")
        indexes = (models.Index(fields=("case", "record_id")),)
