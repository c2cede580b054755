"""What waits for a list keeper, as lines of the duty desk."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.exchange import queries
from tansiq.exchange.models import Import
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.deskline import DeskLine


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Staged versions of published lists that nobody has confirmed and none has overtaken."""
    if not actor.has("exchange.confirm"):
        return []
    return [
        DeskLine(
            _("A new version of a published list waits to be confirmed"), f"{row.list_code.upper()}-{row.digest[:8]}",
            None, reverse("exchange:import", args=[row.id]), _("Look at the differences"),
        )
        for row in queries.imports()
        if row.state == Import.State.STAGED and not queries.is_overtaken(row)
    ]  # fmt: skip
