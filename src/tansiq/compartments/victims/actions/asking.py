"""The second asking: the heir may say yes, no, or nothing, here or at another desk (Q-10, G11).

Only a yes is a step of ours, and bound as one. A no is the heir's own word whenever it is said: it is never refused.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.compartments.victims.actions.appending import Told, append, locked_matter, party, require_kind
from tansiq.compartments.victims.actions.contacts import tell_inspector
from tansiq.compartments.victims.actions.inquiries import open_inquiry
from tansiq.compartments.victims.actions.rulings import record_about_waiver
from tansiq.compartments.victims.actions.wishes import (
    NOT_ALONE,
    NOT_PRIVATE,
    known,
    require_effect,
    require_woman,
    tell_if_unsafe,
    where_heard,
)
from tansiq.compartments.victims.errors import SecondPerson
from tansiq.compartments.victims.kinds import ANSWERS
from tansiq.compartments.victims.models import Entry, Matter, Party, Session
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import Invalid

LEAST_WORDS, LANGUAGE = 10, "ar"


def require_answer(answer: str) -> None:
    """Refuse an asking of which nobody says what the heir answered.

    Raises:
        Invalid: neither yes, no, nor nothing.
    """
    if answer not in ANSWERS:  # rule: Q-10
        raise Invalid(errors=[{"field": "answer", "code": "UNKNOWN" if answer else "MISSING"}])


def enter(
    matter: Matter, waiver: str, answer: str, *, said_at: datetime, heard_by: str, actor: Actor, now: datetime
) -> Entry | None:
    """Write an answer into the ledger: a yes confirms, a no takes the waiver back, and of nothing nothing follows.

    Who says no alone, after a paper said yes, may have been pressed to sign it: an inquiry is opened, no verdict.
    """
    if answer == "no":  # rule: Q-10
        with override(LANGUAGE):
            paper = _("Said when asked the second time, to %(name)s") % {"name": heard_by}
        fixed: Told = {
            "actor": actor,
            "now": now,
            "matter_id": matter.id,
            "waiver": waiver,
            "on": said_at,
            "paper": paper,
        }
        entry = record_about_waiver(kind="waiver_withdrawn", told={}, **fixed)
        open_inquiry(direction="to_waive", raised_by=heard_by, **fixed)  # rule: Q-24
        return entry
    if answer != "yes":  # rule: Q-10
        return None
    heir = party(matter, known(matter, waiver).event["heir"], "waiver", Party.Kind.HEIR)
    return append(
        matter, "second_confirmation", {"waiver": waiver}, at=said_at, paper=heard_by, actor=actor, now=now, heir=heir
    )


@transaction.atomic
def confirm_again(
    *, actor: Actor, now: datetime, matter_id: UUID, waiver: str, is_alone: bool, place: str, answer: str, words: str
) -> Session:
    """Ask the heir a second time, after the days for reflection, by another officer than the first.

    Args:
        answer: yes, no or nothing. A no is taken at any time and from whoever heard it.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        SecondPerson: the officer of the session asks again, and the answer is yes.
        TooEarly, OutOfOrder: a yes before day seven, or after a withdrawal or the heir's death.
        WomansOfficerNeeded: the heir asked for a woman (E45).
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "second_confirmation")
    paper = known(matter, waiver)
    require_woman(actor, paper.heir)
    require_answer(answer)
    if len(words.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": "words", "code": "TOO_SHORT"}])
    where = where_heard(actor, place)
    # A no is taken from whoever hears it; a yes that others heard as well confirms nothing.
    flags = [] if is_alone or answer == "no" else [NOT_ALONE]  # rule: G11 -> flags = []
    if answer == "yes" and not flags:
        _require_confirming(actor, matter, waiver, now)
    entry = None if flags else enter(matter, waiver, answer, said_at=now, heard_by=actor.name, actor=actor, now=now)
    row = Session(
        matter=matter, owner_id=matter.owner_id, entry=entry, waiver=waiver, is_second=True, answer=answer, flags=flags,
        words=words.strip(), held_at=now, held_by=actor.user, held_by_name=actor.name, **where,
    )  # fmt: skip
    row.save(force_insert=True)
    if flags:
        tell_inspector(NOT_PRIVATE, matter, actor=actor, now=now)
    tell_if_unsafe(paper.heir, actor, now)
    audit.record("victims.confirmed_again", row, actor=actor, at=now, reference=matter.number)
    return row


def _require_confirming(actor: Actor, matter: Matter, waiver: str, now: datetime) -> None:
    first = Session.objects.filter(matter=matter, waiver=waiver, is_second=False)
    if first.filter(held_by=actor.user).exists():  # rule: Q-10
        raise SecondPerson
    require_effect(matter, {"kind": "second_confirmation", "at": now.isoformat(), "waiver": waiver}, now)
