from __future__ import annotations

from uuid import uuid4

from django.db import models


class Order(models.Model):
    """An arrest order of a competent authority: the only thing that lets the counter answer with an arrest."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    number = models.CharField(max_length=60)
    authority = models.CharField(max_length=40)
    instrument = models.CharField(max_length=60)
    offence = models.CharField(max_length=40)
    grounds = models.TextField()
    presented_by = models.CharField(max_length=160)
    alternative = models.CharField(max_length=40)
    alternative_words = models.TextField()
    kit_id = models.UUIDField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.UUIDField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    # Whom it named was released: it answers no more until its authority renews it.
    held_at = models.DateTimeField(null=True)
    held_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("-entered_at",)
        indexes = (models.Index(fields=("kit_id",), name="gateway_order_kit"),)
        constraints = (models.UniqueConstraint(fields=("owner_id", "number"), name="one_order_of_a_number"),)


class Stop(models.Model):
    """Whatever cannot be undone in a case waits for the court. It says not why, nor whose word it rests on.

    It has no owner that those who are told could read: the words and the columns are the same for every cause.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    # The role that is told, and the agency of whose members it is: each takes it in hand for itself.
    told = models.CharField(max_length=20)
    agency_id = models.UUIDField()
    # One for all who are told of the same stop: it falls for all of them together.
    sign_id = models.UUIDField()
    reference = models.CharField(max_length=60)
    # The reference as it is compared: without case, spaces and marks, its digits Western.
    key = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    heard_from = models.CharField(max_length=120, blank=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-raised_at", "number")
        indexes = (
            models.Index(fields=("told", "-raised_at")),
            models.Index(fields=("key",), condition=models.Q(lifted_at=None), name="gateway_stop_stands"),
        )
        constraints = (models.UniqueConstraint(fields=("sign_id", "told", "agency_id"), name="one_stop_of_an_agency"),)
