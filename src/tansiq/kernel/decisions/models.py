from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """A legal effect, or what happened: who, with which role, on which grounds, why, for whom, until when."""

    class Verb(models.TextChoices):
        AUTHORISED = "authorised", _("Authorised")
        RECORDED = "recorded", _("Recorded as it happened")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=60)
    verb = models.CharField(max_length=12, choices=Verb)
    outcome = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    owner_id = models.UUIDField()
    party_ids: models.Field[list[object], list[object]] = ArrayField(models.UUIDField(), default=list)
    member_id = models.UUIDField()
    member_name = models.CharField(max_length=120)
    # What other agencies see in place of the name (G27).
    staff_number = models.CharField(max_length=8, default="")
    role = models.CharField(max_length=40)
    grounds: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    reasons = models.TextField()
    instrument = models.CharField(max_length=80, blank=True)
    effect = models.TextField(blank=True)
    appeal = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    # Who signed it, as the reader may know: `queries.signed` fills it in.
    by: str | Promise = ""
    # `phone`: the person gave a code over the phone, and the member named beside typed it.
    channel = models.CharField(max_length=8, default="desk")
    typed_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("-decided_at",)
        indexes = (
            models.Index(fields=("subject_id", "-decided_at")),
            models.Index(fields=("member_id",), name="decision_of_member"),
        )


class PhoneApproval(models.Model):
    """A decision that somebody made by a code over the phone, until he has confirmed it at the desk."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for its confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        DISPUTED = "disputed", _("Not his decision")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # What was decided: a code of the register, its reference and the sign that was read out.
    act = models.CharField(max_length=60)
    reference = models.CharField(max_length=40)
    challenge = models.CharField(max_length=8)
    subject_id = models.UUIDField()
    agency_id = models.UUIDField()
    approver_id = models.UUIDField()
    approver_user_id = models.UUIDField()
    officer_id = models.UUIDField()
    officer_user_id = models.UUIDField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(approver_id=models.F("officer_id")), name="approver_and_officer_are_two"
            ),
        )


class SameReasons(models.Model):
    """How often one member gave the same reasons: a keyed digest and the last files, in no words. Nobody reads it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    # The last files of them, so many as make a flag.
    subject_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField(), default=list)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ("counted_at",)
        constraints = (models.UniqueConstraint(fields=("member_id", "digest"), name="one_count_of_reasons"),)
