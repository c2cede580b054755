"""Kits by the identifiers that they bear, compared as keyed digests."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from tansiq.people import index, rules
from tansiq.people.drafts import blind_of
from tansiq.people.models import Identifier


def equal_identifiers(kit_ids: Iterable[UUID], blinds: Iterable[str]) -> dict[UUID, set[str]]:
    """Which of these blind identifiers each of the kits has; a kit without any is left out."""
    found: dict[UUID, set[str]] = {}
    wanted = set(blinds)
    ids = list(kit_ids) if wanted else []
    if ids:
        for kit_id, blind in blinds_of(ids, kinds={blind.split(":", 1)[0] for blind in wanted}):
            if blind in wanted:
                found.setdefault(kit_id, set()).add(blind)
    return found


def blinds_of(kit_ids: Collection[UUID], *, kinds: Collection[str] | None = None) -> list[tuple[UUID, str]]:
    """Each blind identifier of these kits with its kit, worked out now: beside its value none is kept.

    Args:
        kinds: of these kinds alone.
    """
    found = Identifier.objects.filter(kit_id__in=kit_ids)
    rows = (found if kinds is None else found.filter(kind__in=kinds)).values_list("kit_id", "kind", "value")
    return [(kit_id, blind_of(kind, value)) for kit_id, kind, value in rows]


def kits_ordered_with(blinds: Iterable[str]) -> list[UUID]:
    """Kits of arrest orders that may bear one of these identifiers; `equal_identifiers` says which do.

    For the system actor `counter` alone: nobody else is answered.
    """
    wanted = sorted(map(rules.compact, blinds))
    return index.ordered_with(wanted) if wanted else []
