"""A court that does not sign in: its ruling stands on our form, and two different people type it in alike (Q-05)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Func, TextField

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.actions.appending import PREFIXES, Told, append, event_of, locked_matter, party
from tansiq.compartments.victims.actions.wishes import known
from tansiq.compartments.victims.errors import AlreadyDone, NoStop
from tansiq.compartments.victims.events import has_number
from tansiq.compartments.victims.kinds import OF_ACCUSED, OF_HEIR, OF_WAIVER
from tansiq.compartments.victims.models import CourtForm, Entry, Matter, Party, Statement, Typing
from tansiq.compartments.victims.said import RULED, on_form, waiver_said
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.folding import western
from tansiq.kernel.problems import Invalid, NotPermitted, existing
from tansiq.kernel.replays import start_of
from tansiq.kernel.said import says_something
from tansiq.people.rules import new_number

DIGITS, LONGEST_BESIDE = 12, 150


class Alike(Func):
    """What was typed as the wall compares it: digits, letters and white space in one spelling."""

    function, template = "acl.victims_alike", "%(function)s((%(expressions)s)::text)"
    output_field = TextField()


_FINDINGS = {"age_ruled": ("accused", "age_at_act"), "capacity_ruled": ("heir", "capacity")}


@transaction.atomic
def print_form(*, actor: Actor, now: datetime, matter_id: UUID, waiver: str) -> CourtForm:
    """Make a form for the court's ruling on a waiver; its digest binds it to the paper on which it rules.

    Args:
        waiver: name of the waiver, or of an inquiry without one, which the court can then close and nothing else.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: an unknown waiver.
    """
    matter = locked_matter(matter_id)
    actor.require("victims.record")
    if (opened := _opening(matter, waiver)) is not None:
        return _print(matter, waiver, [opened.number, opened.event, opened.beside], actor=actor, now=now)
    paper = known(matter, waiver)
    return _print(matter, waiver, paper.event, actor=actor, now=now, about=_about(paper))


@transaction.atomic
def print_statement_form(*, actor: Actor, now: datetime, statement_id: UUID) -> CourtForm:
    """Make a form for the court's ruling on the stop that words caused which name nobody.

    It names those for whom something irreversible waits now; its digest binds it to them and to the words.

    Raises:
        NotFound, NotPermitted: as ever; what asks for retaliation holds nobody.
        NoStop: no accused is held by it.
    """
    said = waiver_said(statement_id)
    matter = locked_matter(said.matter_id)
    actor.require("victims.record")
    people = on_form(said, Party.objects.filter(matter=matter, kind=Party.Kind.ACCUSED), now)
    if not people:
        raise NoStop
    told = [said.told, [one.code for one in people]]
    return _print(matter, said.told["waiver"], told, actor=actor, now=now, statement=said)


@transaction.atomic
def print_party_form(*, actor: Actor, now: datetime, party_id: UUID) -> CourtForm:
    """Make a form for the court's ruling on an accused's age and his stop, or on the capacity of an heir.

    Raises:
        NotFound, NotPermitted: as ever; a victim has none.
    """
    row = existing(Party.objects.filter(id=party_id).exclude(kind=Party.Kind.VICTIM))
    matter = locked_matter(row.matter_id)
    actor.require("victims.record")
    return _print(matter, row.code, [row.code, row.reference, row.name], actor=actor, now=now)


def _print(
    matter: Matter, waiver: str, told: object, *, actor: Actor, now: datetime, about: Told | None = None,
    statement: Statement | None = None,
) -> CourtForm:  # fmt: skip
    number = new_number("court_form")
    bound = json.dumps([matter.number, number, told], ensure_ascii=False, sort_keys=True)
    row = CourtForm(
        matter=matter, owner_id=matter.owner_id, number=number, waiver=waiver, about=about or {}, statement=statement,
        digest=hashlib.sha256(bound.encode()).hexdigest()[:DIGITS], printed_at=now, printed_by=actor.user,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("victims.form_printed", row, actor=actor, at=now, reference=matter.number)
    return row


def _about(paper: Entry) -> Told:
    """Of a spoken pardon whom it names; a waiver says so itself, and nothing of it is typed again."""
    names = ("heir", "victim", "accused") if paper.kind == "pardon_in_court" else ()
    return {name: paper.event[name] for name in names}


@transaction.atomic
def type_form(
    *, actor: Actor, now: datetime, number: str, digest: str, kind: str, on: date, record: str, judge: str, reason: str,
    outcome: str = "", qisas: bool | None = None, diya: str = "", finding: str = "",
) -> Typing:  # fmt: skip
    """Type in what stands on a form. It counts once two different people have typed the same; until then it waits.

    Nothing is lost where they differ: both readings stay, the page shows both, and either types again. A ruling without
    the number of its record is a fact all the same: it is recorded and waits for its number (W-4, Q-05).

    Args:
        number, digest: as printed on the form, or read from its code.
        outcome: of an inquiry that the judge closed.
        finding: of a ruling on an age or a capacity: adult, child, doubtful; capable, minor, lacks.
        qisas, diya: of a pardon that was spoken: whether retaliation is pardoned, and what becomes of the heir's share.

    Raises:
        NotPermitted: another than a person of the office.
        Invalid: no such form, another digest, an answer that is missing, or a moment that has not come.
        AlreadyDone: two people agreed before.
    """
    actor.require("victims.record")
    if actor.system:  # rule: G1
        raise NotPermitted
    form = _form(number, digest)
    matter = locked_matter(form.matter_id)
    if Entry.objects.filter(form=form).exists():
        raise AlreadyDone
    _require_kind(form, kind, on=on, now=now, is_inquiry=_opening(matter, form.waiver) is not None)
    words = _Words(_plain(record), _plain(judge), _plain(reason))
    if kind in _FINDINGS:
        told = _found(form, kind, words, finding)
    else:
        told = _told(form, kind, words, outcome=outcome, qisas=qisas, diya=diya)
    event = {"kind": kind, "at": on.isoformat()} | told
    event_of(event)
    row = Typing(
        matter=matter, form=form, owner_id=matter.owner_id, kind=kind, event=event, paper=words.beside(told),
        typed_at=now, typed_by=actor.user, typed_by_name=actor.name,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("victims.form_typed", row, actor=actor, at=now, reference=matter.number)
    if agrees(row):  # rule: Q-05
        _append(row, told, on=on, actor=actor, now=now)
    return row


def _append(row: Typing, told: Told, *, on: date, actor: Actor, now: datetime) -> None:
    """Write into the file what two people have typed from its form."""
    matter, form = row.matter, row.form
    paper = " · ".join(text for text in (form.number, row.paper) if text)
    append(
        matter, row.kind, told, at=on, paper=paper, actor=actor, now=now, heir=_heir(matter, form), form=form,
        statement=form.statement,
    )  # fmt: skip


def _form(number: str, digest: str) -> CourtForm:
    """The form that bears both, as somebody read them from the paper."""
    form = CourtForm.objects.filter(number=_number(number)).select_related("statement__heir").first()
    if form is None:
        raise Invalid(errors=[{"field": "number", "code": "NO_SUCH_NUMBER"}])
    if _bare(digest) != form.digest:
        raise Invalid(errors=[{"field": "digest", "code": "WRONG_DIGEST"}])
    return form


def _opening(matter: Matter, name: str) -> Entry | None:
    return ledger.opening(Entry.objects.filter(matter=matter).order_by("number").select_related("heir"), name)


def _heir(matter: Matter, form: CourtForm) -> Party | None:
    """Whose words the form is about, or who is said to be pressed; nobody's where it is about a party."""
    if _taken(form.waiver) != OF_WAIVER:
        return None
    if form.statement is not None:
        return form.statement.heir
    opened = _opening(matter, form.waiver)
    if opened is not None and opened.heir is not None:
        return opened.heir
    return party(matter, known(matter, form.waiver).event["heir"], "waiver", Party.Kind.HEIR)


@dataclass(frozen=True)
class _Words:
    """What the court wrote in words; a dash or "none" where a number or a name should stand is none."""

    record: str
    judge: str
    reason: str

    @property
    def ruling(self) -> Told:
        return {
            "record": self.record if has_number(self.record) else None,
            "judge": self.judge if says_something(self.judge) else None,
        }

    def beside(self, told: Told) -> str:
        """The same words for a ruling whose event has no place for them."""
        said = [] if "judge" in told else [self.judge, self.reason]
        said = said if "record" in told else [self.record, *said]
        return " · ".join(text for text in said if text)[:LONGEST_BESIDE]


def _require_kind(form: CourtForm, kind: str, *, on: date, now: datetime, is_inquiry: bool) -> None:
    """Refuse what no court writes on this form, and a day that has not come."""
    if start_of(on, charter.current().jurisdiction.tz) > now:
        raise Invalid(errors=[{"field": "on", "code": "IN_FUTURE"}])
    taken = {RULED} if form.statement_id else _taken(form.waiver) - ({"pardon_in_court"} if not form.about else set())
    if is_inquiry and not form.statement_id:  # rule: Q-10
        taken = {"inquiry_closed"}
    if kind not in taken:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN" if kind else "MISSING"}])


def _taken(name: str) -> frozenset[str]:
    """What a court writes about a party, by its code, or about a waiver."""
    return {PREFIXES[Party.Kind.ACCUSED]: OF_ACCUSED, PREFIXES[Party.Kind.HEIR]: OF_HEIR}.get(name[:1], OF_WAIVER)


def _found(form: CourtForm, kind: str, words: _Words, finding: str) -> Told:
    """The fields of a ruling on an age or a capacity."""
    whose, what = _FINDINGS[kind]
    if not finding:
        raise Invalid(errors=[{"field": "finding", "code": "MISSING"}])
    return {whose: form.waiver, what: finding, "record": words.ruling["record"]}


def _told(form: CourtForm, kind: str, words: _Words, *, outcome: str, qisas: bool | None, diya: str) -> Told:
    """The fields of the ruling as one person read them: blanks do not count."""
    told: Told = {"waiver": form.waiver}
    if kind == "inquiry_closed":
        asked: Told = {"outcome": outcome}
    elif kind == "pardon_in_court":
        told |= form.about
        asked = {"qisas": qisas, "diya": diya}
    else:
        asked = {}
    if missing := [name for name, answer in asked.items() if answer in ("", None)]:
        raise Invalid(errors=[{"field": name, "code": "MISSING"} for name in missing])
    told |= asked
    if kind == "inquiry_closed":
        return told
    told |= words.ruling
    if kind in ("court_validated", "court_rejected") and words.reason:
        told["reason"] = words.reason
    return told


def agrees(row: Typing) -> bool:
    """Whether somebody else has typed the same on this form, and has typed nothing else since.

    Digits of either script, forms of a letter and white space make no other reading; what each typed stays as it is.
    """
    readings = Typing.objects.filter(form=row.form).order_by("typed_at", "id")
    rows = list(readings.values_list("id", "typed_by", Alike("event"), Alike("paper")))
    mine = next(told for typing, _by, *told in rows if typing == row.id)
    return mine in {by: told for _typing, by, *told in rows if by != row.typed_by}.values()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _number(text: str) -> str:
    """The number of a form as typed, in either script."""
    return western("".join(text.upper().split()))


def _bare(text: str) -> str:
    """A digest as typed: blanks and hyphens mean nothing, nor the script of its digits."""
    return western("".join(sign for sign in text.lower() if sign.isalnum()))
