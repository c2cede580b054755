"""Requests and waivers: two ledgers. What an heir said is recorded, whatever it is and whoever is accused (W-4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import (
    Told,
    append,
    event_of,
    kept_beside,
    locked_matter,
    new_party,
    party,
    require_kind,
    require_storable,
    require_told,
)
from tansiq.compartments.victims.actions.protecting import tell_of_statement, tell_of_wish
from tansiq.compartments.victims.actions.settling import settle
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.errors import AlreadyDone, AnotherHeir, NotWaivableByHeir, OneAccused, SpeaksForHimself
from tansiq.compartments.victims.models import Entry, Matter, Party, Statement
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.replays import end_of

LONGEST_NAME = 200
# Stands for the accused while a statement, which has none, is checked field by field like an event.
NOBODY = "-"


@transaction.atomic
def record_request(
    *, actor: Actor, now: datetime, matter_id: UUID, heir: str, victim: str, accused: str, on: date, paper: str,
    heir_name: str = "", statement_id: UUID | None = None, beside: Mapping[str, str] | None = None,
) -> Entry:  # fmt: skip
    """Record that an heir asks for retaliation. Silence is no waiver, and no request either (Q-01).

    Args:
        heir_name: of somebody whom no certificate has named yet, in place of the code.
        statement_id: what the heir had said before anybody was accused, and says again with this.
        beside: place, witnesses, interpreter.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        AnotherHeir: it takes up what another heir said.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "request")
    party(matter, victim, "victim", Party.Kind.VICTIM)
    party(matter, accused, "accused", Party.Kind.ACCUSED)
    mine = _who(matter, heir, heir_name, actor=actor, now=now)
    before = _taken_up(matter, statement_id, mine, "request", (accused,)) if statement_id else None
    told = {"heir": mine.code, "victim": victim, "accused": accused}
    return append(
        matter, "request", told, at=on, paper=paper, actor=actor, now=now, heir=mine, statement=before, beside=beside
    )


@transaction.atomic
def record_waiver(
    *, actor: Actor, now: datetime, matter_id: UUID, draft: WaiverDraft, on: date, paper: str,
    statement_id: UUID | None = None,
) -> Entry:  # fmt: skip
    """Record a waiver, whoever signed it and wherever: alleged until a court's record proves it (Q-05).

    From this moment it holds every irreversible step, whatever its faults (Q-23); who offered and what was paid must be
    said, if only that it was nobody and nothing.

    Args:
        statement_id: what the heir had said before anybody was accused, and says again with this against one of them.

    Raises:
        NotFound, NotPermitted: as ever.
        NotWaivableByHeir: it speaks of the public right alone, which is no heir's.
        AnotherHeir, OneAccused: it takes up what another heir said, or against several at once.
        Invalid: an unknown party, or an answer that is missing.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "waiver")
    _require_answers(matter, draft)
    if not draft.accused:
        raise Invalid(errors=[{"field": "accused", "code": "MISSING"}])
    for code in draft.accused:
        party(matter, code, "accused", Party.Kind.ACCUSED)
    mine = _who(matter, draft.heir, draft.heir_name, actor=actor, now=now)
    before = _taken_up(matter, statement_id, mine, "waiver", draft.accused) if statement_id else None
    told = _told(_next_name(matter), mine, draft)
    if before is not None and told["signed_by"] != "self":  # rule: JUD-04
        raise AnotherHeir(errors=[{"field": "signed_by", "code": AnotherHeir.code}])
    row = append(
        matter, "waiver", told, at=on, paper=paper, actor=actor, now=now, heir=mine, statement=before,
        beside={"interpreter": draft.interpreter},
    )  # fmt: skip
    tell_of_wish(matter, row, actor=actor, now=now)  # rule
    return row


@transaction.atomic
def state_request(
    *,
    actor: Actor,
    now: datetime,
    matter_id: UUID,
    heir: str,
    victim: str,
    on: date,
    paper: str,
    accused: str = "",
    heir_name: str = "",
    beside: Mapping[str, str] | None = None,
) -> Statement:
    """Keep that somebody asks for retaliation while nobody is accused, or that a victim asks himself who lives (W-4).

    Args:
        heir: code of the heir, or of the victim who lives; he alone may name an accused here.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        SpeaksForHimself: a victim asks for another one.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "request")
    party(matter, victim, "victim", Party.Kind.VICTIM)
    mine = _speaker(matter, heir, heir_name, on, actor=actor, now=now)
    named = _named(matter, mine, (victim,), (accused,) if accused else ())
    told = {"heir": mine.code, "victim": victim, "accused": named}
    return _keep(matter, mine, "request", told, (victim,), on=on, paper=paper, actor=actor, now=now, beside=beside)


@transaction.atomic
def state_waiver(
    *, actor: Actor, now: datetime, matter_id: UUID, draft: WaiverDraft, on: date, paper: str
) -> Statement:
    """Keep a waiver that names no accused, or what a victim waives himself who lives: it is no step of any waiver, and
    nobody's right changes by it (JUD-04).

    It holds what is irreversible for each accused of the file, now or later, until the heir has said whom it means or
    a judge has ruled. The protection desk is told: who waived may be pressed, whoever the accused will be (Q-23).

    Raises:
        NotFound, NotPermitted, NotWaivableByHeir: as for a waiver.
        SpeaksForHimself: a victim waives what is another one's.
        Invalid: an unknown party, an answer that is missing, or an accused whom an heir names.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "waiver")
    _require_answers(matter, draft)
    mine = _speaker(matter, draft.heir, draft.heir_name, on, actor=actor, now=now)
    named = _named(matter, mine, draft.victims, draft.accused)
    told = _told("S", mine, draft) | {"accused": named}
    row = _keep(
        matter, mine, "waiver", told, draft.victims, on=on, paper=paper, actor=actor, now=now,
        beside={"interpreter": draft.interpreter},
    )  # fmt: skip
    settle(matter, actor=actor, now=now)  # rule: Q-23
    tell_of_statement(matter, mine, actor=actor, now=now)  # rule: Q-23
    return row


@transaction.atomic
def withdraw_statement(*, actor: Actor, now: datetime, statement_id: UUID) -> Statement:
    """The heir does not stand by what was said before anybody was accused: nobody asks about it any more.

    It ends no stop that stands: that is a judge's, as of every waiver (Q-23).

    What was taken up meanwhile stands in the ledger, and is withdrawn there.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: it was said before.
    """
    row = existing(Statement.objects.filter(id=statement_id).select_related("matter"))
    require_kind(actor, "waiver_withdrawn")
    if Statement.objects.filter(id=row.id, withdrawn_at=None).update(withdrawn_at=now) != 1:
        raise AlreadyDone
    row.withdrawn_at = now
    audit.record("victims.statement_withdrawn", row, actor=actor, at=now, reference=row.matter.number)
    return row


def _who(matter: Matter, code: str, name: str, *, actor: Actor, now: datetime) -> Party:
    """Who speaks: by the code, or somebody whom no certificate has named yet and who has a code from now on.

    To have a code makes nobody an heir: the court's certificate does, and without it the judge is told.
    """
    if code or not name.strip():
        return party(matter, code, "heir", Party.Kind.HEIR)
    if len(name.strip()) > LONGEST_NAME:
        raise Invalid(errors=[{"field": "heir_name", "code": "TOO_LONG"}])
    return new_party(matter, Party.Kind.HEIR, actor=actor, now=now, name=name)


def _speaker(matter: Matter, code: str, name: str, on: date, *, actor: Actor, now: datetime) -> Party:
    """Who speaks of nobody, or for himself: an heir, or a victim of the file while he lived.

    Raises:
        Invalid: nobody of that code, or a victim who had died by then.
    """
    row = Party.objects.filter(matter=matter, code=code, kind=Party.Kind.VICTIM).first() if code else None
    if row is None:
        return _who(matter, code, name, actor=actor, now=now)
    told = Entry.objects.filter(matter=matter, kind="victim", event__victim=code).order_by("number").last()
    died = told.event["died_on"] if told else None
    if died and on > date.fromisoformat(died[:10]):
        raise Invalid(errors=[{"field": "on", "code": "AFTER_DEATH"}])
    return row


def _named(matter: Matter, who: Party, victims: tuple[str, ...], accused: tuple[str, ...]) -> list[str]:
    """Whom the words name. Those of an heir that name somebody are a waiver or a request of the ledger, and hold."""
    if who.kind != Party.Kind.VICTIM:
        if accused:
            raise Invalid(errors=[{"field": "names_nobody", "code": "UNKNOWN"}])
        return []
    if set(victims) != {who.code}:  # rule: JUD-04
        raise SpeaksForHimself(errors=[{"field": "heir", "code": SpeaksForHimself.code}])
    return [party(matter, code, "accused", Party.Kind.ACCUSED).code for code in accused]


def _require_answers(matter: Matter, draft: WaiverDraft) -> None:
    require_storable(draft=draft)
    for code in draft.victims:
        party(matter, code, "victims", Party.Kind.VICTIM)
    if draft.public_right and not draft.qisas and draft.diya == "kept":  # rule: JUD-04
        raise NotWaivableByHeir(errors=[{"field": "public_right", "code": NotWaivableByHeir.code}])
    answers = {"offered_by": draft.offered_by, "paid": draft.paid, "signed_by": draft.signed_by}
    if missing := [name for name, text in answers.items() if not text.strip()]:
        raise Invalid(errors=[{"field": name, "code": "MISSING"} for name in missing])


def _taken_up(matter: Matter, statement_id: UUID, heir: Party, kind: str, accused: tuple[str, ...]) -> Statement:
    """What the same heir had said, and says now against one accused: a statement is never applied to all of them."""
    row = existing(Statement.objects.filter(id=statement_id, matter=matter, kind=kind, withdrawn_at=None))
    if row.heir_id != heir.id:  # rule: JUD-04
        raise AnotherHeir(errors=[{"field": "heir", "code": AnotherHeir.code}])
    if len(accused) != 1:  # rule: JUD-04
        raise OneAccused(errors=[{"field": "accused", "code": OneAccused.code}])
    return row


def _keep(
    matter: Matter, heir: Party, kind: str, told: Told, victims: tuple[str, ...], *, on: date, paper: str, actor: Actor,
    now: datetime, beside: Mapping[str, str] | None = None,
) -> Statement:  # fmt: skip
    """Keep what was said, checked as the event that it is not, beside the ledger."""
    require_told(on, paper, now)
    named = told["accused"] or [NOBODY]
    accused = {"accused": named[0] if kind == "request" else named}
    event_of({"kind": kind, "at": on.isoformat()} | told | accused)
    more = kept_beside(beside or {})
    row = Statement(
        matter=matter, heir=heir, owner_id=matter.owner_id, kind=kind, victims=list(victims),
        told=told | {"at": on.isoformat()} | ({"beside": more} if more else {}), paper=paper.strip(),
        said_at=min(end_of(on, charter.current().jurisdiction.tz), now), recorded_at=now, recorded_by=actor.user,
        recorded_by_name=actor.name,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("victims.statement_kept", row, actor=actor, at=now, reference=matter.number)
    return row


def _next_name(matter: Matter) -> str:
    return f"W{Entry.objects.filter(matter=matter, kind__in=('waiver', 'pardon_in_court')).count() + 1}"


def _told(name: str, heir: Party, draft: WaiverDraft) -> Told:
    conditions = [text.strip() for text in draft.conditions if text.strip()]
    signed = draft.signed_by.strip()
    return {
        "waiver": name, "heir": heir.code, "victims": list(draft.victims), "accused": list(draft.accused),
        "qisas": draft.qisas, "diya": draft.diya,
        "conditions": [{"condition": f"{name}-{at}", "text": text} for at, text in enumerate(conditions, 1)],
        "signed_by": "self" if _is_own_hand(heir, signed) else signed,
        "channel": draft.channel, "place": draft.place.strip() or None, "offered_by": draft.offered_by.strip(),
        "paid": draft.paid.strip(), "private_session": draft.private_session, "literate": draft.literate,
        "reader": draft.reader.strip() or None,
        "witnesses": [name.strip() for name in draft.witnesses if name.strip()],
    }  # fmt: skip


def _is_own_hand(heir: Party, signed: str) -> bool:
    """Whether the heir signed: by the code, or by the own name in any spelling that the house reads as one."""
    return signed == heir.code or (bool(fold(heir.name)) and fold(signed) == fold(heir.name))
