"""Reads of declared relatives: who must have nothing to do with whom, by digests and never by name."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from tansiq.kernel.access import kin
from tansiq.kernel.access.models import Kin


def declared_kin(member_id: UUID) -> list[Kin]:
    """What a member declared, as far as it can be told again: relations and days, never names."""
    return list(Kin.objects.filter(member_id=member_id, ended_at=None).order_by("declared_at"))


def unrenewed_kin(member_id: UUID) -> bool:
    """Whether a member declared somebody before other spellings were recognised; only he can say the name again."""
    return Kin.objects.filter(member_id=member_id, ended_at=None, marks=[]).exists()


def kin_relations(user_id: UUID, parts: dict[str, str]) -> list[str]:
    """Relations of declared relatives who may be of this name, in any spelling that the product takes for the same.

    Args:
        user_id: whose declaration; row security shows nobody's but one's own, and all to the inspector.
        parts: a name by part, as a kit holds it, or in one string.
    """
    met = sorted(kin.met(parts))
    rows = _standing().filter(Q(name_blind__in=met) | Q(marks__overlap=met), user_id=user_id)
    return sorted(rows.values_list("relation", flat=True)) if met else []


def _standing() -> QuerySet[Kin]:
    """Declarations that refuse: what was taken back too, as long as it holds, by the clock of the database."""
    standing = Q(ended_at=None) | Q(holds_until__gt=Now())  # rule: E31 -> standing = Q(ended_at=None)
    return Kin.objects.filter(standing)


def kin_blinds(user_id: UUID, *, ended: bool = False) -> frozenset[str]:
    """Digests of the names of a member's declared relatives.

    Args:
        ended: also what he took back, for as long as it is kept: the review of reads compares with it.
    """
    rows = (Kin.objects.all() if ended else _standing()).filter(user_id=user_id).values_list("name_blind", "marks")
    return frozenset(one for own, marks in rows for one in (own, *marks))
