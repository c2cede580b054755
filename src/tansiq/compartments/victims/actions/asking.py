"""The second asking: the heir may say yes, no, or nothing, here or at another desk (Q-10, G11).

Whatever was said is kept (W-4). Only a yes is a step of ours, and where it may not be one, its reasons stand beside it.
A no is the heir's own word, whenever and to whom it is said.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.compartments.victims.actions.appending import Told, append, locked_matter, party, require_kind
from tansiq.compartments.victims.actions.inquiries import open_inquiry
from tansiq.compartments.victims.actions.rulings import record_about_waiver
from tansiq.compartments.victims.actions.wishes import (
    NOT_A_WOMAN,
    NOT_ALONE,
    against,
    is_woman_missed,
    known,
    tell_if_unsafe,
    tell_of_flags,
    where_heard,
)
from tansiq.compartments.victims.kinds import ANSWERS
from tansiq.compartments.victims.models import Entry, Matter, Party, Session
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import Invalid

LEAST_WORDS, LANGUAGE = 10, "ar"
# Why a yes confirms nothing, beside what the replay says of it.
SAME_OFFICER, NO_SESSION, TOO_EARLY = "SAME_OFFICER", "NO_SESSION", "TOO_EARLY"


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

    It took place and is kept. A yes that came too early, after a withdrawal, to the officer of the session, before
    others or to a man though the heir had asked for a woman confirms nothing: it is flagged, the inspector is told.

    Args:
        answer: yes, no or nothing. A no is taken at any time and from whoever heard it.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "second_confirmation")
    paper = known(matter, waiver)
    require_answer(answer)
    if len(words.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": "words", "code": "TOO_SHORT"}])
    where = where_heard(actor, place)
    flags = [NOT_ALONE] if not is_alone else []  # rule: G11 -> flags = []
    if is_woman_missed(actor, paper.heir, now):  # rule: E45
        flags.append(NOT_A_WOMAN)
    if answer == "yes":
        flags += _against_yes(actor, matter, waiver, now)  # rule: Q-10, G11
    entry = None
    if counts(answer, flags):
        entry = enter(matter, waiver, answer, said_at=now, heard_by=actor.name, actor=actor, now=now)
    row = Session(
        matter=matter, owner_id=matter.owner_id, entry=entry, waiver=waiver, is_second=True, answer=answer, flags=flags,
        words=words.strip(), held_at=now, held_by=actor.user, held_by_name=actor.name, **where,
    )  # fmt: skip
    row.save(force_insert=True)
    tell_of_flags(flags, matter, actor=actor, now=now)
    tell_if_unsafe(paper.heir, actor, now)
    audit.record("victims.confirmed_again", row, actor=actor, at=now, reference=matter.number)
    return row


def counts(answer: str, flags: list[str]) -> bool:
    """Whether an answer goes into the ledger: a no always does, a yes only where nothing speaks against it."""
    return answer == "no" or not flags  # rule: Q-10, G11 -> return True


def _against_yes(actor: Actor, matter: Matter, waiver: str, now: datetime) -> list[str]:
    """Why a yes that was heard now confirms nothing."""
    found = []
    if Session.objects.filter(matter=matter, waiver=waiver, is_second=False, held_by=actor.user).exists():  # rule: Q-10
        found.append(SAME_OFFICER)
    code = against_yes(matter, waiver, now, now)
    return [*found, code] if code else found


def against_yes(matter: Matter, waiver: str, said_at: datetime, now: datetime) -> str:
    """Why the replay gives a yes no effect; empty where it has one. Before any session no days have begun."""
    code = against(matter, {"kind": "second_confirmation", "at": said_at.isoformat(), "waiver": waiver}, now)
    if code == TOO_EARLY and not Entry.objects.filter(matter=matter, kind="session", event__waiver=waiver).exists():
        return NO_SESSION
    return code
