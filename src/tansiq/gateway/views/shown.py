"""Rows of the gateway as the components of the pages take them: words of the charter, both calendars, clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tansiq.gateway import queries
from tansiq.gateway.models import Answer, Ask, Happened, Hit, Recall
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.naming import named
from tansiq.kernel.audit import queries as log
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.dates import PartialDate, both_calendars
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks.rules import state_at
from tansiq.kernel.pages import places
from tansiq.kernel.pages.request import display_of
from tansiq.people.drafts import KitDraft
from tansiq.people.queries import IDENTIFIER_KINDS

Shown = dict[str, Any]
PART_LABELS = {
    "ism": gettext_lazy("Given name"),
    "father": gettext_lazy("Father"),
    "grandfather": gettext_lazy("Grandfather"),
    "family": gettext_lazy("Family name"),
    "full": gettext_lazy("As written"),
    "kunya": gettext_lazy("Kunya"),
}
FIELD_LABELS = PART_LABELS | dict(IDENTIFIER_KINDS) | {
    "birth": gettext_lazy("Birth"),
    "mother": gettext_lazy("Mother’s name"),
}  # fmt: skip
CONFLICTS = {
    "ISM_DIFFERS": gettext_lazy("The given name differs."),
    "FATHER_DIFFERS": gettext_lazy("The father’s name differs."),
    "MOTHER_DIFFERS": gettext_lazy("The mother’s name differs."),
    "BIRTH_DIFFERS": gettext_lazy("The births lie more than two years apart."),
    "IDENTIFIER_DIFFERS": gettext_lazy("A number of the same kind differs."),
}

FLAGS = {
    "AGAINST-THE-ANSWER": gettext_lazy("This is not what the answer said: the inspector has been told."),
    "CHILD-HELD": gettext_lazy("A child, or may be one, is held: the inspector has been told."),
}


def language() -> str:
    return get_language() or "ar"


def label(vocabulary: str, code: str) -> str:
    """Words of the charter for a code; the code itself where the charter does not know it."""
    try:
        return charter.current().label(vocabulary, code, language())
    except UnknownCode:
        return code


def agency_name(agency_id: UUID) -> str:
    return access.localised(access.agency(agency_id))


def hit_reference(hit_id: UUID) -> str:
    """How people call a hit: it has no number, because a number would count hits."""
    return f"H-{hit_id.hex[:8].upper()}"


def clock(code: str, due_at: datetime, now: datetime, *, met_at: datetime | None = None) -> Shown:
    """Context of web/components/clock.html."""
    reading = state_at(now, due_at=due_at, met_at=met_at)
    row = charter.current().clock(code)
    left = -reading.late_minutes if reading.state == "late" else reading.left_minutes
    return {"name": row.name(language()), "state": reading.state, "minutes_left": left, "due": due_at, "ours": row.ours}


def hit_clock(row: Hit, now: datetime) -> Shown:
    """The clock that runs on a pending hit."""
    return clock("HIT-VALIDATION-LIFE" if row.is_urgent else "HIT-VALIDATION", row.due_at, now)


def recall_clock(row: Recall, now: datetime) -> Shown:
    """The clock that runs on a recall, or ran until it was acknowledged."""
    is_urgent = clocks.due_of("RECALL-URGENT", row.sent_at) == row.due_at
    return clock("RECALL-URGENT" if is_urgent else "RECALL-ORDINARY", row.due_at, now, met_at=row.acknowledged_at)


def handling(code: str) -> Shown:
    """Context of web/components/handling.html."""
    row = charter.current().handling(code)
    return {"code": code, "sentence": row.sentence_ar if language().startswith("ar") else row.sentence_en}


def answer(row: Ask) -> Shown:
    """Context of web/components/answer.html."""
    told: Shown = {
        "answer": row.answer, "say": queries.say(row), "call": charter.current().jurisdiction.duty_phone,
        "ask": row.number, "asked_at": row.asked_at, "orders_as_of": row.orders_as_of, "asked_by": asked_by(row),
        "until": None, "needs": [],
    }  # fmt: skip
    order = queries.order_behind(row) if row.answer == Answer.ARREST_ORDER else None
    if order is not None:
        told["until"] = order.valid_until
        told["order"] = {
            "by": label("arrest_authorities", order.authority),
            "number": order.number,
            "presents": order.presented_by,
        }
    return told


def asked_by(row: Ask) -> str:
    # At home by name; to whoever is called from elsewhere, an officer of that agency (G27).
    is_home = row.member_id in access.staff_numbers({row.member_id})
    member = named(row.member_name)
    if not is_home:  # rule: G27
        member = _("an officer of %(agency)s") % {"agency": access.agency_names()[row.owner_id]}
    if not row.asked_for:
        return member
    return _("%(officer)s, typed by %(member)s") % {"officer": row.asked_for, "member": member}


def happened(row: Ask) -> list[Shown]:
    """Rows of gateway/parts/happened.html."""
    words = dict(Happened.choices)
    return [
        {
            "at": fact.decided_at, "what": words.get(fact.outcome, fact.outcome), "by": fact.by,
            "words": fact.reasons, "flags": [FLAGS[flag] for flag in fact.grounds if flag in FLAGS],
        }
        for fact in queries.happened_after(row.id)
    ]  # fmt: skip


def birth(raw: str, *, today: date, digits: Any) -> Shown | None:
    """A birth as written and as the days that it can mean; None where none was given."""
    if not raw.strip():
        return None
    shown: Shown = {"as_written": raw, "gregorian": "", "hijri": ""}
    try:
        read = PartialDate.parse(raw, today=today)
    except ValueError:
        return shown
    first, last = (both_calendars(day, language(), digits) for day in (read.earliest, read.latest))
    shown["gregorian"] = first if first == last else _("from %(first)s") % {"first": first}
    shown["hijri"] = "" if first == last else _("to %(last)s") % {"last": last}
    return shown


def digits_of(request: HttpRequest) -> str:
    """Numbering system that the reader chose."""
    return str(display_of(request)["digits"])


def name_parts(parts: Mapping[str, str]) -> list[Shown]:
    """The parts of a name in the order in which they are said; the mother's name is none of them."""
    return [{"label": words, "value": parts[name]} for name, words in PART_LABELS.items() if parts.get(name)]


def identifier_rows(pairs: list[tuple[str, str]] | list[list[str]]) -> list[Shown]:
    return [{"label": FIELD_LABELS.get(kind, kind), "value": value, "is_identifier": True} for kind, value in pairs]


def kit(draft: KitDraft, *, today: date, digits: Any) -> Shown:
    """Context of web/components/kit.html, without mother's name and identifiers."""
    parts = draft.parts.as_mapping()
    rows = [{"label": _("Place"), "value": places.called(draft.place)}] if draft.place else []
    return {"name": name_parts(parts), "birth": birth(draft.birth, today=today, digits=digits), "rows": rows}


def steps(row: Hit) -> tuple[list[str], list[str]]:
    """What the comparison found, in words: for one person, against it. What stood before is neither."""
    lang = "ar" if language().startswith("ar") else "en"
    told = [(step["bits"], step[lang]) for step in row.steps if step["code"] != "PRIOR"]
    return [words for bits, words in told if bits > 0], [words for bits, words in told if bits < 0]


def reads(subject_id: UUID) -> list[Shown]:
    """Who has read a record, as far as the reader of the page may see it."""
    names = access.agency_names()
    return [
        {
            "at": read.at, "by": names[read.agency_id] if read.agency_id else "",
            "purpose": label("purposes", read.purpose), "reference": read.reference,
        }
        for read in log.reads_of_subject(subject_id)
    ]  # fmt: skip
