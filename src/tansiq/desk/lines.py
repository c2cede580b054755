"""What waits for somebody about accounts: approvals by phone to confirm, accounts to review, one's own account."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.kernel.access import queries as access
from tansiq.kernel.access import reviews
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.decisions import phone
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.deskline import DeskLine

MOST_LINES = 50


def _to_confirm(actor: Actor) -> list[DeskLine]:
    if actor.user_id is None:
        return []
    return [
        DeskLine(
            _("You approved by phone: %(what)s") % {"what": phone.act_of(row.act).words}, row.reference, row.due_at,
            reverse("desk:phone_confirm", args=[row.id]), _("Confirm"),
        )
        for row in decisions.approvals_to_confirm(actor.user_id, limit=MOST_LINES)
    ]  # fmt: skip


def _to_review(actor: Actor, now: datetime) -> list[DeskLine]:
    if not actor.has("access.review"):
        return []
    rows = [row for row in access.reviews_due(now, limit=MOST_LINES) if row.id != actor.member_id]
    # Who cannot open a frozen account is not asked to.
    rows = [row for row in rows if row.frozen_at is None or actor.has("access.grant")]
    return [
        DeskLine(
            _("A frozen account waits for its review") if row.frozen_at else _("The review of an account is due"),
            row.staff_number, None if row.reviewed_on is None else reviews.days_of(row.reviewed_on)[0],
            reverse("desk:member_review", args=[row.id]), _("Review"),
        )
        for row in rows
    ]  # fmt: skip


def _to_say_again(actor: Actor) -> list[DeskLine]:
    if actor.member_id is None or not access.unrenewed_kin(actor.member_id):
        return []
    what = _("Declare your relatives once more: their names are recognised in other spellings now")
    return [DeskLine(what, actor.handle, None, reverse("desk:kin"), _("Declare"))]


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Approvals to confirm, accounts to review, relatives to declare once more."""
    return _to_confirm(actor) + _to_review(actor, now) + _to_say_again(actor)
