from __future__ import annotations

from uuid import uuid4

from django.db import models


class Clock(models.Model):
    """A deadline that runs for a record until it is met or its reason falls away, and whom it was told."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    # What people see in place of the record: its reference, never gossip.
    reference = models.CharField(max_length=60)
    owner_id = models.UUIDField()
    # Whoever waits for it, where that is another agency: told when it escalates.
    waiting_id = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_at",)
        indexes = (
            models.Index(fields=("subject_id", "code")),
            models.Index(fields=("due_at",), condition=models.Q(met_at=None, stopped_at=None), name="clock_running"),
        )


class Alarm(models.Model):
    """Somebody is told. Only the role it is addressed to can close it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=40)
    clock = models.ForeignKey("clocks.Clock", null=True, on_delete=models.PROTECT)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=60)
    role = models.CharField(max_length=24)
    # None: every member of the role, as for the inspector.
    agency_id = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    # Whole minutes between the moment it was due and the moment it was raised; an alarm raised late says so.
    late_minutes = models.PositiveIntegerField(default=0)
    is_escalation = models.BooleanField(default=False)
    # Whose act it tells of, where somebody must look at that act: he does not close it (W-2).
    acted_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    done = models.TextField(blank=True)

    class Meta:
        ordering = ("-raised_at",)
        indexes = (
            models.Index(fields=("role", "closed_at")),
            models.Index(fields=("subject_id",), name="alarm_of_subject"),
        )
