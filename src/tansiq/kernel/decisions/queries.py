"""Reads of decisions."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.access import queries as access
from tansiq.kernel.decisions.models import Decision, PhoneApproval
from tansiq.kernel.problems import existing

# Rows are handed out by these queries; their types stand here for whoever annotates.
__all__ = ["Decision", "PhoneApproval"]


def of_subject(subject_id: UUID, *, limit: int = 50) -> list[Decision]:
    """Decisions about one record that the actor may see, newest first."""
    return signed(list(Decision.objects.filter(subject_id=subject_id)[:limit]))


def decision(decision_id: UUID) -> Decision:
    """One decision that the actor may see, signed as he may know it.

    Raises:
        NotFound: absent, or hidden.
    """
    found = existing(Decision.objects.filter(id=decision_id))
    return signed([found])[0]


def seen(ids: Iterable[UUID]) -> set[UUID]:
    """Which of these decisions the actor may see: a party that came later does not see what was decided before."""
    return set(Decision.objects.filter(id__in=list(ids)).values_list("id", flat=True))


def signed(rows: list[Decision]) -> list[Decision]:
    """The same decisions, each with `by`: the name at home and to oversight, elsewhere the staff number (G27)."""
    known = access.staff_numbers({row.member_id for row in rows})
    for row in rows:
        is_shown = row.member_id in known  # rule: G27 -> is_shown = True
        row.by = row.member_name if is_shown else by_number(row.staff_number)
    return rows


def by_number(staff_number: str) -> str | Promise:
    """Somebody whose name the reader may not know: a number that says what it is, in the language of page or paper."""
    return format_lazy(_("staff number {number}"), number=staff_number) if staff_number else ""


def approvals_to_confirm(user_id: UUID, *, limit: int = 50) -> list[PhoneApproval]:
    """Decisions that this account made by phone and has not confirmed, oldest first."""
    rows = PhoneApproval.objects.filter(approver_user_id=user_id, state=PhoneApproval.State.WAITING)
    return list(rows.order_by("due_at", "id")[:limit])


def approval(approval_id: UUID) -> PhoneApproval:
    """One approval by phone that the actor may see.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(PhoneApproval.objects.filter(id=approval_id))
