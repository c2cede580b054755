"""What somebody told: names without detail, claims with what verified them, and threats that were passed on at once."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.cooperation.models.files import OfFile


class Mention(OfFile):
    """Somebody who was only named. Ungraded words: no record of a person comes of it."""

    session = models.ForeignKey("cooperation.Session", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=("file",)),)


class Claim(OfFile):
    """One fact that somebody told, graded before anybody checks it."""

    class Result(models.TextChoices):
        OPEN = "", _("Not verified yet")
        TRUE = "true", _("Found true")
        FALSE = "false", _("Found false")
        UNKNOWN = "unknown", _("Cannot be found out")

    number = models.CharField(max_length=20, unique=True)
    session = models.ForeignKey("cooperation.Session", on_delete=models.PROTECT, related_name="+")
    fact = models.TextField()
    about = models.CharField(max_length=200, blank=True)
    grade_source = models.CharField(max_length=2)
    grade_information = models.CharField(max_length=2)
    # What he may gain by it: a rival of his own side, an old quarrel.
    is_interested = models.BooleanField()
    interest = models.TextField(blank=True)
    is_late = models.BooleanField()
    is_usable = models.BooleanField()
    status = models.TextField(blank=True)
    status_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=8, choices=Result, blank=True, default=Result.OPEN)
    value = models.CharField(max_length=60, blank=True)
    result_words = models.TextField(blank=True)
    result_at = models.DateTimeField(null=True)
    result_by_name = models.CharField(max_length=120, blank=True)
    # A court’s record that a matter told late is new all the same.
    court_entry = models.CharField(max_length=60, blank=True)
    court_entry_at = models.DateTimeField(null=True)
    supports_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=("file", "recorded_at")),)


class Check(OfFile):
    """A task to verify a claim from somewhere else than whoever made it."""

    class Outcome(models.TextChoices):
        OPEN = "", _("Not done yet")
        TRUE = "true", _("Speaks for the claim")
        FALSE = "false", _("Speaks against the claim")
        UNKNOWN = "unknown", _("Says nothing")

    claim = models.ForeignKey("cooperation.Claim", on_delete=models.PROTECT, related_name="checks")
    what = models.TextField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default=Outcome.OPEN)
    source = models.CharField(max_length=200, blank=True)
    found = models.TextField(blank=True)
    is_independent = models.BooleanField(default=False)
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    done_at = models.DateTimeField(null=True)
    done_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=("claim",)),)


class Told(OfFile):
    """A threat to a life that was heard here and passed to the protection desk at once, whatever the file’s secrecy."""

    number = models.CharField(max_length=20, unique=True)
    words = models.TextField()
    threatened = models.TextField(blank=True)
    function = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=("file",)),)


class Assessment(OfFile):
    """What the prosecution asks of the court for what was verified, and what the court made of it."""

    class Kind(models.TextChoices):
        REQUEST = "request", _("Request of the prosecution")
        RULING = "ruling", _("Assessment of the court")

    kind = models.CharField(max_length=8, choices=Kind)
    benefit = models.CharField(max_length=60)
    record = models.CharField(max_length=60, blank=True)
    words = models.TextField()
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=("file",)),)
