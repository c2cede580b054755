"""What this room gives the rest: its lines for the duty desk, what it holds about a person, and what ends by itself."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from tansiq.compartments.custody import by_phone, queries, retention
from tansiq.compartments.custody.actions.releases import take_court_release
from tansiq.compartments.custody.actions.settling import look_again
from tansiq.compartments.custody.actions.statements import receive_judged, receive_statement
from tansiq.compartments.custody.actions.stopped_plans import tell_of_stopped_plans
from tansiq.compartments.custody.desk_lines import desk_lines
from tansiq.compartments.custody.models import Detention
from tansiq.gateway import official_places, stop_looks
from tansiq.gateway import passages as gateway
from tansiq.gateway.passages import register_receiver
from tansiq.kernel import addresses, deskline, footprint
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Ending, Item

LOOK = "custody.detention"


def moments(by: datetime, limit: int) -> list[Item]:
    """Detentions of which something changes by itself: an order ends, an arrival is due, an obstacle is over."""
    rows = Detention.objects.filter(looks_at__lt=by).order_by("looks_at", "id")[:limit]
    return [Item("REGISTER", LOOK, row.id, row.owner_id, row.looks_at, row.number) for row in rows if row.looks_at]


def look(actor: Actor, now: datetime, item: Item) -> bool:
    """Look again at one detention whose state changes by itself."""
    return look_again(actor, now, item.id)


def register() -> None:
    """Called once, when the app is ready."""
    deskline.register(desk_lines)
    register_receiver("court_release", take_court_release)
    sources.register(Ending(LOOK, moments, look))
    retention.register()
    by_phone.register()
    addresses.register(queries.addresses)
    official_places.register(queries.official_places)
    stop_looks.register(lambda actor, now: tell_of_stopped_plans(actor=actor, now=now))
    gateway.register_receiver("statement", receive_statement)
    gateway.register_receiver("statement_judged", receive_judged)
    footprint.register(partial(footprint.lines, "custody_footprint"))
    footprint.register_reads(partial(footprint.pairs, "custody_kits_read"))
