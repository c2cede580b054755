from __future__ import annotations

from django.db import models

from tansiq.compartments.casework.models.cases import OfCase


class Association(OfCase):
    """Somebody is associated with a piece by a record that shows it; never by where he was or whose house it is."""

    exhibit = models.ForeignKey("casework.Exhibit", on_delete=models.PROTECT, related_name="associations")
    # As the records name him. Who he is, and whether he is held, stands elsewhere.
    person = models.CharField(max_length=200)
    basis = models.CharField(max_length=60)
    # The exhibit or statement that shows it; the piece itself where it bears the trace.
    record_id = models.UUIDField()
    number = models.CharField(max_length=20)
    words = models.TextField()
    is_quarantined = models.BooleanField(default=False)

    class Meta:
        ordering = ("made_at", "id")
        indexes = (models.Index(fields=("case", "made_at")), models.Index(fields=("exhibit",)))
