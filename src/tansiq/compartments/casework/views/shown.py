"""Rows as the pages show them: in words of the charter and of the reader's language."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tansiq.compartments.casework import queries
from tansiq.compartments.casework.models import Association, Exhibit, ExhibitEvent, Incident, LogEntry, Statement
from tansiq.compartments.casework.words import CONDITIONS, FLAGS, FOUND_WORDS, KINDS, word
from tansiq.kernel import reading
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.naming import named
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages import places

Shown = dict[str, Any]


def lang() -> str:
    return get_language() or "ar"


def label(vocabulary: str, code: str) -> str:
    """The words for a code; "" for no code."""
    return reading.number(charter.current().label(vocabulary, code, lang())) if code else ""


def area(pcode: str) -> str:
    return places.called(pcode)


def exhibit_line(row: Exhibit, actor: Actor) -> Shown:
    """A piece in a list."""
    return {
        "id": row.id, "number": row.number, "mark": row.mark, "description": row.description, "seal": row.seal,
        "category": label("exhibit_categories", row.category), "state": word(KINDS, row.state), "place": row.place,
        "is_live": row.is_live, "hand": "" if row.has_ended else row.holder_hand,
        "waits": row.taker_id is not None and row.taker_id == actor.member_id,
    }  # fmt: skip


def offer(row: Exhibit) -> Shown:
    """To whom a piece is offered and since when; {} where it is offered to nobody."""
    if row.offer is None:
        return {}
    event = row.offer["event"]
    return {"to": event["data"]["to"], "place": event["data"]["place"], "at": datetime.fromisoformat(event["at"])}


def flags(row: Exhibit) -> list[str]:
    """What is to be said of a piece, in words; what was authenticated needs it no more."""
    told = [code for code in row.flags if code != "NEEDS_AUTHENTICATION" or row.authenticated_at is None]
    return [word(FLAGS, code) for code in told]


def _said(kind: str, data: Shown) -> str:
    """What an event says, in a sentence or two."""
    if kind == "transferred":
        told = _("From %(giver)s to %(taker)s. %(purpose)s. Now at: %(place)s.") % {
            "giver": data["from"], "taker": data["to"], "purpose": data["purpose"], "place": data["place"],
        }  # fmt: skip
        seal = _("The seal was whole.") if data["seal_intact"] else _("The seal was not whole.")
        return f"{told} {seal}"
    if kind == "gap":
        return _("Nobody signed for it until %(taker)s had it. Reason: %(reason)s") % {
            "taker": data["to"], "reason": data["reason"],
        }  # fmt: skip
    if kind == "sealed":
        return _("Seal %(seal)s, %(packaging)s") % {"seal": data["seal"], "packaging": data["packaging"]}
    if kind in ("returned", "destroyed"):
        return _("By order %(order)s. %(words)s") % {"order": data["order"], "words": data["words"]}
    if kind == "rendered_safe":
        return _("Certificate %(number)s. %(words)s") % {"number": data["certificate"], "words": data["words"]}
    if kind == "counted":
        return word(FOUND_WORDS, data["found"])
    if kind == "divided":
        return f"{data['part']} · {data['description']}"
    if kind == "photographed":
        return str(data.get("words", ""))
    return str(data.get("words") or data.get("description") or "")


def events(rows: list[ExhibitEvent]) -> list[Shown]:
    """Context of web/components/timeline.html."""
    told = []
    for row in rows:
        event = json.loads(row.line)
        by = event["data"].get("by", {})
        told.append(
            {"at": datetime.fromisoformat(event["at"]), "title": word(KINDS, row.kind),
             "text": _said(row.kind, event["data"]),
             "by": f"{named(by.get('name', ''))} · {named(by.get('agency', ''))}" if by else "", "url": ""}
        )  # fmt: skip
    return told


def statement_line(row: Statement) -> Shown:
    """A statement in a list, without what was said."""
    return {"row": row, "flags": [word(CONDITIONS, code) for code in row.flags]}


def association(row: Association) -> Shown:
    """A link with what shows it, and the chain of its piece in a sentence."""
    found = queries.custody_of(row.exhibit)
    if found.faults:
        said = _("The chain is damaged.")
    elif found.gaps:
        said = _("Whole, with breaks that are shown.")
    else:
        said = _("Whole, without a break.")
    return {"row": row, "basis": label("association_bases", row.basis), "chain": said}


def incident_line(row: Incident) -> Shown:
    return {
        "row": row, "kind": label("incident_kinds", row.kind), "district": area(row.district),
        "precision": row.get_precision_display(), "subdistrict": area(row.subdistrict) if row.subdistrict else "",
        "point": "" if row.lat is None or row.lon is None else f"{row.lat:.5f}, {row.lon:.5f}",
    }  # fmt: skip


def entries(rows: list[LogEntry]) -> list[Shown]:
    """Context of web/components/timeline.html."""
    return [
        {"at": row.happened_at, "title": label("operation_log_kinds", row.kind), "text": row.words,
         "by": row.author_name, "url": ""}
        for row in rows
    ]  # fmt: skip
