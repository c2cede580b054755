"""What an answer of the counter says, in words that are read out and as an object: the same on every channel."""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tansiq.gateway.models import Answer, Ask, Order
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as
from tansiq.people import queries as people

PART_WORDS = {
    "father": gettext_lazy("father’s name"),
    "grandfather": gettext_lazy("grandfather’s name"),
    "family": gettext_lazy("family name"),
    "born": gettext_lazy("year of birth"),
    "mother": gettext_lazy("mother’s name"),
    "identifier": gettext_lazy("a number from a paper"),
}


def order_behind(row: Ask) -> Order | None:
    """The order that answered, once identity is established."""
    if row.order_id is None:
        return None
    with acting_as(system_actor("counter")):
        return Order.objects.filter(id=row.order_id).first()


def say(row: Ask) -> str:
    """What the answer says, in the active language: the act first."""
    return _told(row) + _voice_words(row)


def _voice_words(row: Ask) -> str:
    """Of an ask by voice without the spoken code: that nothing shows from which unit it came."""
    if not row.is_unit_unproven:  # rule: JOC-13 -> if True:
        return ""
    return " " + _("No code of the day was spoken: the unit of the officer who asks was not proven.")


def _told(row: Ask) -> str:
    lang = translation.get_language() or "ar"
    if row.answer == Answer.ARREST_ORDER:
        order = order_behind(row)
        if order and order.held_at:  # rule: Q-26 -> if False:
            return _("Whom this order names was released since. Do not detain on this answer: call the duty officer.")
        if order and (order.revoked_at or order.valid_until <= timezone.now()):
            return _("The order that answered has ended since. Do not detain on this answer: call the duty officer.")
        if order:
            words = _(
                "An order is in force against this person: number %(number)s, ordered by %(authority)s."
                " Within 24 hours %(presented_by)s presents him to a judge or prosecutor."
            ) % {
                "number": order.number,
                "authority": charter.current().label("arrest_authorities", order.authority, lang),
                "presented_by": order.presented_by,
            }
            return words + _child_words(row)
    if row.answer == Answer.CALL_FIRST:
        return _("Do not detain on this answer. Call the duty officer now and give the reference.") + _child_words(row)
    if row.answer == Answer.INSUFFICIENT:
        parts = ("، " if lang.startswith("ar") else ", ").join(
            str(PART_WORDS[m]) for m in row.missing if m in PART_WORDS
        )
        words = _("Not enough to tell one person from another. These would help: %(parts)s.") % {"parts": parts}
        return words + _number_words(row)
    told = _(
        "No order was seen as of that time. This clears nobody, and nobody is held on it:"
        " whoever means to hold the person calls first."
    )
    return told + _child_words(row) + _number_words(row)


def _child_words(row: Ask) -> str:
    return (
        " " + _("By the date given this is a child, or may be: child protection comes first.") if row.is_child else ""
    )


def _number_words(row: Ask) -> str:
    """A number that was given and answered nothing: more often misread than false."""
    if not people.gives_number(row.kit_id):
        return ""
    return " " + _("The slip or redress number that was given is not in force: read it again, sign by sign.")


def answer_object(row: Ask) -> dict[str, Any]:
    """The answer of contracts 4, the same for the command line and the API."""
    place = charter.current().jurisdiction
    return {
        "answer": row.answer,
        "ask": row.number,
        "asked_at": row.asked_at.astimezone(place.tz).isoformat(timespec="seconds"),
        "orders_as_of": row.orders_as_of.astimezone(place.tz).isoformat(timespec="seconds"),
        "say": say(row),
        "call": place.duty_phone.replace(" ", ""),
    }
