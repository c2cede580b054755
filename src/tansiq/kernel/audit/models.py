from __future__ import annotations

from uuid import uuid4

from django.db import models


class Entry(models.Model):
    """One act, read or refusal. Append-only by privilege: nobody can change or remove a row."""

    class Kind(models.TextChoices):
        ACT = "act"
        READ = "read"
        REFUSAL = "refusal"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind)
    act = models.CharField(max_length=60)
    user_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    system = models.CharField(max_length=24, blank=True)
    # The agency that the record belongs to: it may see who read it.
    owner_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40, blank=True)
    # As wide as the number of an order: an act that names it is never refused for the log's sake.
    reference = models.CharField(max_length=60, blank=True)
    words_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("subject_id", "-at")),
            models.Index(fields=("user_id", "-at")),
            models.Index(fields=("kind", "act", "-at")),
            models.Index(fields=("-at", "-id"), name="audit_newest"),
            models.Index(fields=("reference", "-at"), name="audit_of_reference"),
        )


class Words(models.Model):
    """What an entry says in words, with the salt of its hash; erased together."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="words")
    salt = models.CharField(max_length=32)
    body = models.JSONField()


class Unsealed(models.Model):
    """An entry that waits for the tree. A trigger puts it here, so that no way of writing an entry forgets it.

    The job takes what it sees: an entry whose transaction commits late is seen later, and once. No constraint: what is
    here without its entry tells that somebody removed it before it was sealed.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="+", db_constraint=False
    )
    # The start of the transaction that wrote it, by the clock of the database.
    queued_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("queued_at", "entry")),)


class Leaf(models.Model):
    """Where an entry stands in the tree, and the hash of what was sealed of it."""

    index = models.BigIntegerField(primary_key=True)
    # Without a constraint, which would lock every entry once more: the hash says more than a constraint could.
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    hash = models.BinaryField()

    class Meta:
        ordering = ("index",)


class Node(models.Model):
    """The hash of a perfect subtree of two leaves or more, by its position; written once, never changed."""

    position = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()


class Checkpoint(models.Model):
    """The tree at one size, as it was signed."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    at = models.DateTimeField()
    note = models.TextField()
    # The first of a day: everybody signed in sees it. Every size, at once, would let anybody count what others do.
    is_published = models.BooleanField(default=False)

    class Meta:
        ordering = ("-size",)


class Cosignature(models.Model):
    """Another installation's word that it saw one of our checkpoints, and that nothing before it had changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.CharField(max_length=120)
    key = models.CharField(max_length=240)
    line = models.TextField()
    cosigned_at = models.DateTimeField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("cosigned_at",)
        constraints = (models.UniqueConstraint(fields=("checkpoint", "key"), name="audit_one_cosignature_each"),)


class Witnessed(models.Model):
    """A checkpoint of another installation's log as we saw it; of a forked log the evidence."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    origin = models.CharField(max_length=120)
    key = models.CharField(max_length=240)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    kept_at = models.DateTimeField()
    is_fork = models.BooleanField(default=False)

    class Meta:
        ordering = ("-size", "-kept_at")
        indexes = (models.Index(fields=("origin", "-size")),)
