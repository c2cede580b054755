"""Names in a file of the court, for the refusal of relatives: of the accused, and of whoever was heard."""

from __future__ import annotations

from django.db import models

from tansiq.compartments.casework.models import Accused, Hearing, Statement
from tansiq.kernel.access.actor import Actor


def names_in(subject: models.Model, actor: Actor) -> list[dict[str, str]]:
    """Whom a record of casework is about; nobody for a record of another app."""
    if subject._meta.app_label != "casework":
        return []
    if isinstance(subject, Statement):
        return [{"full": subject.speaker_name}]
    if isinstance(subject, Hearing):
        found = Accused.objects.filter(id__in=subject.accused_ids).values_list("name", flat=True)
        return [{"full": name} for name in found]
    accused = subject if isinstance(subject, Accused) else getattr(subject, "accused", None)
    return [{"full": accused.name}] if accused is not None else []
