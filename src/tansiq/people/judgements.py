"""What people judged of pairs of kits, read as labelled pairs."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tansiq import names
from tansiq.people import index, queries, rules
from tansiq.people.labelled import LabelledPair
from tansiq.people.models import Kit, Link

MOST_JUDGED = 200_000


def judged(*, closed: Collection[UUID]) -> list[LabelledPair]:
    """Judgements on pairs that nobody took back, oldest first; the latest counts where a pair was judged again.

    Args:
        closed: agencies whose kits the reader may not see; a pair with a kit of theirs is left out.
    """
    links: dict[tuple[UUID, UUID], Link] = {}
    for row in Link.objects.filter(undone_at=None).order_by("-judged_at", "id")[:MOST_JUDGED]:
        links.setdefault((row.left_id, row.right_id), row)
    kits = _kits({kit_id for pair in links for kit_id in pair}, closed)
    return [
        LabelledPair(str(row.id), kits[left], kits[right], row.judgement == Link.Judgement.SAME)
        for (left, right), row in reversed(links.items())
        if left in kits and right in kits
    ]


def _kits(kit_ids: Collection[UUID], closed: Collection[UUID]) -> dict[UUID, names.Kit]:
    """Kits as the matcher compares them; those of closed agencies, and those that are erased, are left out."""
    rows = Kit.objects.filter(id__in=kit_ids).exclude(owner_id__in=closed)
    blinds: dict[UUID, set[str]] = {}
    for kit_id, blind in queries.blinds_of(kit_ids):
        if blind.split(":", 1)[0] not in rules.NUMBER_KINDS:
            blinds.setdefault(kit_id, set()).add(blind)
    return {row.id: index.asked(_compared(row, frozenset(blinds.get(row.id, ())))) for row in rows}


def _compared(row: Kit, blinds: frozenset[str]) -> names.Kit:
    parts = names.Parts(row.ism, row.father, row.grandfather, row.family, row.kunya, row.full, row.mother)
    return names.Kit(parts, row.born_from, row.born_to, identifiers=blinds)
