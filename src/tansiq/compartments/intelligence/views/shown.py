"""Rows as the components of the desk take them: in words of the charter and of the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tansiq.compartments.intelligence.models import InformationRequest, Report, Subject, Trace
from tansiq.compartments.intelligence.queries import SubjectFile
from tansiq.compartments.intelligence.views import words
from tansiq.gateway.queries import Disclosure
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.naming import named
from tansiq.kernel.audit.queries import Entry
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.charter import INFORMATION, SOURCE
from tansiq.kernel.charter.dates import both_calendars
from tansiq.kernel.clocks.queries import Clock
from tansiq.kernel.clocks.rules import state_at
from tansiq.kernel.decisions.queries import Decision
from tansiq.kernel.pages import places
from tansiq.people import queries as people
from tansiq.people.queries import IDENTIFIER_KINDS, Kit

Shown = dict[str, Any]
NAME_PARTS = ("full", "ism", "father", "grandfather", "family", "kunya")
MOTHER = "mother"
_KINDS = dict(IDENTIFIER_KINDS)


def lang() -> str:
    return get_language() or "ar"


def label(vocabulary: str, code: str) -> str:
    """The words for a code; "" for no code."""
    return charter.current().label(vocabulary, code, lang()) if code else ""


def area(pcode: str) -> str:
    return places.called(pcode)


def grade(row: Report | Subject) -> Shown:
    """Context of web/components/grade.html."""
    comma = "،" if lang().startswith("ar") else ","
    first, second = label(SOURCE, row.source_grade), label(INFORMATION, row.information_grade)
    return {"sentence": f"{first}{comma} {second}", "code": f"{row.source_grade}{row.information_grade}"}


def handling(code: str) -> Shown | None:
    """Context of web/components/handling.html, None without a code."""
    if not code:
        return None
    row = charter.current().handling(code)
    return {"sentence": row.sentence_ar if lang().startswith("ar") else row.sentence_en, "code": code}


def clock(row: Clock, now: datetime) -> Shown:
    """Context of web/components/clock.html."""
    reading = state_at(now, due_at=row.due_at, met_at=row.met_at, stopped_at=row.stopped_at)
    rule = charter.current().clock(row.code)
    left = -reading.late_minutes if reading.state == "late" else reading.left_minutes
    return {
        "name": rule.name(lang()), "due": row.due_at, "state": reading.state, "minutes_left": left, "ours": rule.ours
    }  # fmt: skip


def _birth(row: Kit, digits: str) -> Shown | None:
    born = people.birth_of(row)
    if born is None:
        return None

    def told(day: date) -> str:
        return both_calendars(day, lang(), "arab" if digits == "arab" else "latn")

    if born.earliest == born.latest:
        return {"as_written": row.birth_raw, "gregorian": told(born.earliest), "hijri": ""}
    between = _("between %(first)s and %(last)s") % {"first": told(born.earliest), "last": told(born.latest)}
    return {"as_written": row.birth_raw, "gregorian": between, "hijri": ""}


def _row(field: str, title: str, value: str, *, revealed: Collection[str], is_identifier: bool = False) -> Shown:
    if field not in revealed:  # rule: G21
        return {"label": title, "field": field, "is_hidden": True}
    return {"label": title, "value": value, "is_identifier": is_identifier}


def kit(row: Kit, *, digits: str, revealed: Collection[str] = ()) -> Shown:
    """Context of web/components/kit.html. The mother's name and every identifier come hidden, without their value.

    Args:
        revealed: fields whose value the reader asked for, with a reason that was logged.
    """
    draft = people.draft_of(row)
    parts = draft.parts.as_mapping()
    name = [{"label": str(words.PARTS[part]), "value": parts[part]} for part in NAME_PARTS if parts[part].strip()]
    rows = []
    if parts[MOTHER].strip():
        rows.append(_row(MOTHER, _("Mother’s name"), parts[MOTHER], revealed=revealed))
    for kind, value in draft.identifiers:
        rows.append(_row(kind, str(_KINDS[kind]), value, revealed=revealed, is_identifier=True))
    return {"name": name, "rows": rows, "birth": _birth(row, digits)}


def hidden_fields(row: Kit) -> set[str]:
    """Fields of a kit that can be revealed."""
    draft = people.draft_of(row)
    return ({MOTHER} if draft.parts.mother.strip() else set()) | {kind for kind, _value in draft.identifiers}


def source(row: Report) -> Shown:
    """Context of web/components/source.html for a report: alleged, with its own source and grade."""
    return {
        "text": row.text, "standing": "alleged", "source": _("Report %(number)s") % {"number": row.number},
        "obtained": label("how_obtained", row.obtained), "grade": grade(row), "handling": handling(row.handling),
        "on": row.event_on or row.received_at,
    }  # fmt: skip


def suspicion(told: SubjectFile) -> Shown:
    """The suspicion statement with its author, grade and the ways by which it was obtained."""
    row = told.subject
    ways = dict.fromkeys(label("how_obtained", report.obtained) for report in told.reports)
    numbers = " · ".join(report.number for report in told.reports)
    return {
        "text": row.act_words, "standing": "alleged", "obtained": " · ".join(ways), "grade": grade(row),
        "handling": handling(row.handling), "on": row.act_on or row.first_seen_on,
        "source": _("%(author)s, on %(reports)s") % {"author": named(row.author_name), "reports": numbers},
    }  # fmt: skip


def decision(row: Decision, subject: Subject, agencies: dict[UUID, str]) -> Shown:
    """Context of web/components/decision.html."""
    acts = {act.code for act in charter.current().rows("acts")}
    grounds = [label("acts", code) if code in acts else label("rfi_refusal_reasons", code) for code in row.grounds]
    kind = words.DECISIONS.get(row.kind)
    return {
        "title": str(kind.title) if kind else row.kind, "by": row.by, "agency": agencies.get(row.owner_id, ""),
        "role": str(words.ROLES.get(row.role, "")), "at": row.decided_at, "grounds": grounds, "reasons": row.reasons,
        "instrument": row.instrument or label("legal_bases", subject.legal_basis),
        "effect": row.effect or (str(kind.effect) if kind else ""), "appeal": row.appeal or str(words.APPEAL),
        "ends_at": row.ends_at,
    }  # fmt: skip


def handles(entries: Iterable[Entry]) -> dict[UUID, str]:
    """Handles of those who acted or read, by user id."""
    users = get_user_model().objects.in_bulk({entry.user_id for entry in entries if entry.user_id})
    return {key: user.get_username() for key, user in users.items()}


def _by(entry: Entry, names: dict[UUID, str], agencies: dict[UUID, str]) -> str:
    if entry.user_id is None:
        return str(words.SYSTEMS.get(entry.system, entry.system))
    agency = agencies.get(entry.agency_id, "") if entry.agency_id else ""
    return " · ".join(filter(None, (names.get(entry.user_id, ""), agency)))


def trail(told: SubjectFile) -> tuple[list[Shown], list[Shown]]:
    """Timeline of the acts, and the reads with their reasons; newest first."""
    names, agencies = handles(told.entries), access.agency_names()
    acts, reads = [], []
    for entry in told.entries:
        shown = {"at": entry.at, "by": _by(entry, names, agencies)}
        if entry.kind == Entry.Kind.READ or entry.act == words.REVEALED:
            purpose = label("purposes", entry.purpose)
            act = words.ACTS.get(entry.act, entry.act)
            reads.append(shown | {"title": str(act), "purpose": purpose, "reference": entry.reference})
        else:
            acts.append(shown | {"title": str(words.ACTS.get(entry.act, entry.act))})
    return acts, reads


def disclosures(rows: Iterable[Disclosure], now: datetime) -> list[Shown]:
    """Copies of the record at other agencies, and whether each still reads it."""
    agencies = access.agency_names()
    return [
        {
            "id": row.id, "number": row.number, "kind": row.get_kind_display(),
            "recipient": agencies.get(row.recipient_id, ""), "at": row.disclosed_at, "until": row.lease_ends_at,
            "read_at": row.read_at, "recalled_at": row.recalled_at, "is_ended": row.lease_ends_at <= now,
        }
        for row in rows
    ]  # fmt: skip


def subject_line(row: Subject) -> Shown:
    """A row of the list of subjects: no name, a name is read in the file."""
    return {
        "id": row.id, "number": row.number, "act": label("acts", row.act), "state": row.get_state_display(),
        "category": label("subject_categories", row.category), "district": area(row.district),
        "review_on": row.review_on, "is_running": row.state in (Subject.State.ACTIVE, Subject.State.UNDER_REVIEW),
    }  # fmt: skip


def report_line(row: Report) -> Shown:
    """A row of the list of reports."""
    return {
        "id": row.id, "number": row.number, "received_at": row.received_at, "district": area(row.district),
        "grade": grade(row), "obtained": label("how_obtained", row.obtained), "origin": row.get_origin_display(),
        "expires_on": row.expires_on, "is_quarantined": row.is_quarantined,
    }  # fmt: skip


def request_line(row: InformationRequest, agencies: dict[UUID, str], now: datetime) -> Shown:
    """A request with who asks whom, in words."""
    waits = row.state == InformationRequest.State.ASKED
    return {
        "id": row.id, "number": row.number, "asker": agencies.get(row.owner_id, ""), "state": row.get_state_display(),
        "addressee": agencies.get(row.addressee_id, ""), "asked_at": row.asked_at, "due_at": row.due_at,
        "is_late": waits and row.due_at < now, "waits": waits,
    }  # fmt: skip


def trace_line(row: Trace) -> Shown:
    """A trace with its way and result in words."""
    result = _("Not done yet") if row.done_at is None else str(words.FOUND[row.is_found])
    return {
        "id": row.id, "number": row.number, "question": row.question, "unit": row.unit, "priority": row.priority,
        "method": label("trace_methods", row.method), "assigned_at": row.assigned_at, "due_at": row.due_at,
        "done_at": row.done_at, "outcome": row.outcome, "result": result, "order_number": row.order_number,
        "purpose": label("purposes", row.purpose), "legal_basis": label("legal_bases", row.legal_basis),
        "subject_id": row.subject_id,
    }  # fmt: skip
