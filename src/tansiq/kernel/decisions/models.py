from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
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
    role = models.CharField(max_length=40)
    grounds: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    reasons = models.TextField()
    instrument = models.CharField(max_length=80, blank=True)
    effect = models.TextField(blank=True)
    appeal = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-decided_at",)
        indexes = (models.Index(fields=("subject_id", "-decided_at")),)
