from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.models.cases import OfCase


class Hypothesis(OfCase):
    """One explanation of what is known; it competes with others, or it is none."""

    words = models.TextField()

    class Meta:
        ordering = ("made_at", "id")


class Finding(OfCase):
    """Something that was seen, or that somebody inferred, weighed against every explanation."""

    class Basis(models.TextChoices):
        SEEN = "seen", _("Seen or seized")
        INFERRED = "inferred", _("Inferred")

    words = models.TextField()
    basis = models.CharField(max_length=8, choices=Basis)
    # Of the exhibit or statement that shows it; empty for what is inferred.
    number = models.CharField(max_length=20, blank=True)
    # By id of the explanation: for, against, neither.
    fits: models.Field[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    is_quarantined = models.BooleanField(default=False)

    class Meta:
        ordering = ("made_at", "id")


class Element(OfCase):
    """One thing that must be proven for an offence, and what is missing for it."""

    article = models.CharField(max_length=60)
    words = models.TextField()
    gap = models.TextField(blank=True)

    class Meta:
        ordering = ("article", "made_at", "id")


class Evidence(OfCase):
    """What an exhibit or a statement says for or against an element, weighed by the prosecution."""

    class Direction(models.TextChoices):
        SUPPORTS = "supports", _("Speaks for it")
        CONTRADICTS = "contradicts", _("Speaks against it")

    class Weight(models.TextChoices):
        STRONG = "strong", _("Strong")
        MEDIUM = "medium", _("Medium")
        WEAK = "weak", _("Weak")

    element = models.ForeignKey("casework.Element", on_delete=models.PROTECT, related_name="evidence")
    record_id = models.UUIDField()
    number = models.CharField(max_length=20)
    direction = models.CharField(max_length=12, choices=Direction)
    weight = models.CharField(max_length=8, choices=Weight)
    words = models.TextField()
    is_quarantined = models.BooleanField(default=False)

    class Meta:
        ordering = ("made_at", "id")
        indexes = (models.Index(fields=("element",)),)


class Brief(OfCase):
    """A brief of evidence or a disclosure pack as it was handed out, with its manifest."""

    class Kind(models.TextChoices):
        BRIEF = "brief", _("Brief of evidence")
        DISCLOSURE = "disclosure", _("Disclosure pack for the defence")

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    manifest = models.TextField()
    content = models.BinaryField()

    class Meta:
        ordering = ("-made_at", "-id")
