from __future__ import annotations

from uuid import uuid4

from django.db import models


class SentPicture(models.Model):
    """The approved picture of one copy of a bulletin. It exists where the copy does, and ends with it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    disclosure = models.OneToOneField("gateway.Disclosure", on_delete=models.PROTECT, related_name="picture")
    owner_id = models.UUIDField()
    media_type = models.CharField(max_length=20)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
