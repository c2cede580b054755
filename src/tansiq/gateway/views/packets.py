"""What a disclosure holds, as its page shows it; a hidden field comes without its value."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tansiq.gateway import bulletin_paper
from tansiq.gateway.models import Disclosure
from tansiq.gateway.views import shown
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.pages import places
from tansiq.kernel.reading import kept, month

Shown = dict[str, Any]


def packet(request: HttpRequest, row: Disclosure, *, revealed: str = "") -> Shown:
    """The kit and the record of a core packet, or the words of an assessment.

    Args:
        revealed: the hidden field that was just asked for with a reason; no other field's value is given.
    """
    held = row.packet
    if row.kind == Disclosure.Kind.ASSESSMENT:
        return {"text": held["text"], "warned": held["warned"], "conditions": held["conditions"]}
    if row.kind == Disclosure.Kind.BULLETIN:
        told = {key: held[key] for key in ("looks_like", "advice", "contact")}
        facts = bulletin_paper.facts(held, shown.language())
        return told | {"terms": facts, "always": bulletin_paper.ALWAYS, "has_picture": bool(held["picture"])}
    return {"kit": _kit(request, row, revealed), "terms": _terms(held["record"]), "conditions": held["conditions"],
            "contact": held["contact"]}  # fmt: skip


def _kit(request: HttpRequest, row: Disclosure, revealed: str) -> Shown:
    held = row.packet
    born = shown.birth(held["birth"], today=charter.local_day(row.disclosed_at), digits=shown.digits_of(request))
    rows: list[Shown] = [{"label": _("Place"), "value": _area(held["place"])}] if held["place"] else []
    if held["identifiers"] and revealed == "identifiers":  # rule: G21 -> if held["identifiers"]:
        rows += shown.identifier_rows(held["identifiers"])
    elif held["identifiers"]:
        rows.append({"label": _("Numbers from papers"), "field": "identifiers", "is_hidden": True})
    return {"name": shown.name_parts(held["name"]), "birth": born, "rows": rows}


def _area(pcode: str) -> str:
    try:
        return places.called(pcode)
    except UnknownCode:
        return pcode


def _words(value: Any) -> str:
    """Words that the sender put beside a code, in the reader's language."""
    return str(value["ar" if shown.language().startswith("ar") else "en"]) if isinstance(value, dict) else str(value)


def _terms(record: Shown) -> list[tuple[str, str]]:
    """What the record says, term by term; what it carries for machines stays out."""
    grade = ""
    if record.get("source_grade"):
        grade = charter.current().grade_sentence(record["source_grade"], record["information_grade"], shown.language())
    told = [
        (_("Standing"), record.get("standing", "")),
        (_("Category"), record.get("category", "")),
        (_("What the person is said to have done"), record.get("act", "")),
        (_("District"), _area(record["district"]) if record.get("district") else ""),
        (_("Period"), month(record.get("period", ""))),
        (_("Grade"), grade),
        (_("List"), record.get("list", "")),
        (_("Number on the list"), record.get("reference", "")),
        (_("Listed under"), shown.label("instruments", record["instrument"]) if record.get("instrument") else ""),
        (_("Listed on"), kept(record.get("listed_on", ""))),
        (_("Names on the list"), _("، ").join(record.get("names", []))),
        (_("Births on the list"), _("، ").join(record.get("births", []))),
    ]
    return [(label, _words(value)) for label, value in told if value]
