from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class HeirSearch(models.Model):
    """Whose family a victim was is searched for, by a public notice: who answers for it, until when, what came of it.

    It changes nothing in any right: the certificate of a court does, where heirs are found (Q-19).
    """

    class Outcome(models.TextChoices):
        FOUND = "found", _("Somebody of the family was found: the court certifies who the heirs are")
        NONE = "none", _("Nobody was found: for the judge")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # The notice bears this number, which leads to no file.
    number = models.CharField(max_length=20, unique=True)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="searches")
    victim = models.ForeignKey("victims.Party", on_delete=models.PROTECT, related_name="searches")
    owner_id = models.UUIDField()
    # What the notice says, and nothing else of the file.
    place = models.CharField(max_length=200)
    happened = models.CharField(max_length=120, blank=True)
    court = models.CharField(max_length=200, blank=True)
    prints_name = models.BooleanField(default=False)
    due_on = models.DateField()
    responsible = models.UUIDField()
    responsible_name = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    started_by = models.UUIDField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    words = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("started_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("victim",), condition=models.Q(ended_at=None), name="one_open_search_for_heirs"
            ),
        )
