"""Reads of declared relatives: who must have nothing to do with whom, by digests and never by name."""

from __future__ import annotations

from uuid import UUID

from tansiq.kernel.access import kin
from tansiq.kernel.access.models import Kin


def declared_kin(member_id: UUID) -> list[Kin]:
    """What a member declared, as far as it can be told again: relations and days, never names."""
    return list(Kin.objects.filter(member_id=member_id, ended_at=None).order_by("declared_at"))


def kin_relations(user_id: UUID, parts: dict[str, str]) -> list[str]:
    """Relations of declared relatives whose whole name this is: given name, father and family, folded alike.

    Args:
        user_id: whose declaration; row security shows nobody's but one's own, and all to the inspector.
        parts: a name by part, as a kit holds it.
    """
    blind = kin.name_blind(kin.whole_as_parts(parts))
    rows = Kin.objects.filter(user_id=user_id, ended_at=None, name_blind=blind) if blind else Kin.objects.none()
    return sorted(rows.values_list("relation", flat=True))


def kin_blinds(user_id: UUID) -> frozenset[str]:
    """Digests of the whole names of a member's declared relatives, for the review of reads."""
    return frozenset(Kin.objects.filter(user_id=user_id, ended_at=None).values_list("name_blind", flat=True))
