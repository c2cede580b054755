from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentifierKind(models.TextChoices):
    """The closed list: no face, no device, no account (RL-02, RL-03, RL-04)."""

    NATIONAL = "national", _("National number")
    PASSPORT = "passport", _("Passport")
    FAMILY_BOOK = "family_book", _("Family book")
    REDRESS = "redress", _("Redress number")
    SLIP = "slip", _("Slip number")
    FINGERPRINT_REF = "fingerprint_ref", _("Fingerprint reference")


class Kit(models.Model):
    """A person as one record gives them: raw as written, per part."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    ism = models.CharField(_("Name"), max_length=80, blank=True)
    father = models.CharField(_("Father"), max_length=80, blank=True)
    grandfather = models.CharField(_("Grandfather"), max_length=80, blank=True)
    family = models.CharField(_("Family name"), max_length=80, blank=True)
    kunya = models.CharField(_("Kunya"), max_length=80, blank=True)
    full = models.CharField(_("Full name as written"), max_length=300, blank=True)
    mother = models.CharField(_("Mother's name"), max_length=120, blank=True)
    birth_raw = models.CharField(_("Born, as given"), max_length=40, blank=True)
    birth_calendar = models.CharField(max_length=10, blank=True)
    born_from = models.DateField(null=True)
    born_to = models.DateField(null=True)
    place = models.CharField(max_length=12, blank=True)
    created_at = models.DateTimeField()


class Identifier(models.Model):
    """A number or mark of a kit: a paper, a redress number, a slip."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kit = models.ForeignKey("people.Kit", on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=16, choices=IdentifierKind)
    value = models.CharField(max_length=60)


class IndexRow(models.Model):
    """What matching may know of a kit: keys, the name as it was read, birth, blind identifiers as numbers."""

    kit_id = models.UUIDField(primary_key=True)
    owner_id = models.UUIDField()
    keys: models.Field[list[int], list[int]] = ArrayField(models.IntegerField())
    born_from = models.DateField(null=True)
    born_to = models.DateField(null=True)
    words = models.TextField(default="")
    blinds: models.Field[list[int], list[int]] = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        abstract = True


class HeldEntry(IndexRow):
    """Index of what agencies hold in confidence; read under the matcher's own login only."""

    class Meta:
        indexes = (
            GinIndex("keys", name="held_keys", fastupdate=False),
            GinIndex("blinds", name="held_blinds", fastupdate=False),
        )


class OrderEntry(IndexRow):
    """Index of arrest orders. A table of its own: the counter's time cannot depend on what is held."""

    class Meta:
        indexes = (
            GinIndex("keys", name="order_keys", fastupdate=False),
            GinIndex("blinds", name="order_blinds", fastupdate=False),
        )


class Link(models.Model):
    """A person's judgement on a pair: never a merge, always undone without loss."""

    class Judgement(models.TextChoices):
        SAME = "same", _("The same person")
        DIFFERENT = "different", _("Different persons")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    left_id = models.UUIDField()
    right_id = models.UUIDField()
    judgement = models.CharField(max_length=10, choices=Judgement)
    score = models.FloatField(null=True)
    criteria = models.JSONField(default=list)
    reasons = models.TextField()
    judged_by = models.UUIDField()
    judged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    class Meta:
        indexes = (models.Index(fields=("right_id",)), models.Index(fields=("left_id",)))


class ProtectiveNumber(models.Model):
    """A redress or slip number: whoever gives it, or an identifier of its holder, is not detained before a call."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    kind = models.CharField(
        max_length=10, choices=((k.value, k.label) for k in (IdentifierKind.REDRESS, IdentifierKind.SLIP))
    )
    number = models.CharField(max_length=20)
    holder_kit_id = models.UUIDField()
    checked_face_to_face = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    issued_by = models.UUIDField()
    valid_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)


class Digest(models.Model):
    """Keyed digests of a number, or of a judged pair, on a row of their own: no agency reads any, not of its own rows.

    One key makes them for the whole installation, so that the counter and the matcher recognise a man wherever he is
    asked about. Whoever could read a digest beside what made it would recognise him in another row as well.
    """

    class Kind(models.TextChoices):
        NUMBER = "number"
        LINK = "link"

    # The id of the number, or of the link.
    record_id = models.UUIDField(primary_key=True)
    owner_id = models.UUIDField()
    kind = models.CharField(max_length=6, choices=Kind)
    # Of a number: its own, and the strong identifiers of its holder. Of a link: the left side's identity, so that the
    # same man asked about again is not matched with the right side again.
    anchors: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=80), default=list)
    # Of a link: identifiers that were equal on both sides when it was judged.
    equal: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        indexes = (models.Index(fields=("kind",), name="people_digest_kind"),)
