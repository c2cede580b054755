"""Rows as the components of the desk take them: clocks, events, answers, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tansiq.compartments.custody import queries, words
from tansiq.compartments.custody.actions.families import Told
from tansiq.compartments.custody.actions.settling import open_clocks
from tansiq.compartments.custody.clocks import Running
from tansiq.compartments.custody.models import Detention, Enquiry, Event
from tansiq.compartments.custody.replay import Standing
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.naming import named
from tansiq.kernel.access.rules import Standing as AgencyStanding
from tansiq.kernel.reading import kept, number

Shown = dict[str, Any]
# Sentences with which a family is answered stand in words.FAMILY; a name of a place stands in them.


def lang() -> str:
    return get_language() or "ar"


def place(code: str) -> str:
    return queries.place_names(lang()).get(code, code)


def clock(one: Running, now: datetime) -> Shown:
    """Context of web/components/clock.html."""
    said = one.at(now)
    left = -said.late_minutes if said.state == "late" else said.left_minutes
    return {
        "name": one.row.name(lang()), "due": said.due, "state": said.state, "minutes_left": left, "ours": one.row.ours,
        "is_unconfirmed": not one.row.alarms, "told": [str(words.TOLD[name]) for name in one.told(now)],
    }  # fmt: skip


def clocks(told: Standing, now: datetime) -> tuple[list[Shown], list[Shown]]:
    """Clocks that run or are late, most urgent first; and those that have ended or stand still."""
    running = {id(one) for _due, one in open_clocks(told, now)}
    first = [clock(one, now) for _due, one in open_clocks(told, now)]
    rest = [clock(one, now) for one in told.clocks if id(one) not in running]
    return first, rest


def line(
    row: Detention, told: Standing | None, names: dict[Any, str], agencies: dict[Any, str], now: datetime
) -> Shown:
    """A row of the register. A child's name stands in no list (G6)."""
    running = open_clocks(told, now) if told else []
    name = _("A child: the name stands in the file") if row.is_child else names.get(row.id, "")
    return {
        "row": row, "name": name, "place": place(row.place), "state": row.get_state_display(),
        "holder": agencies.get(row.owner_id, ""), "clock": clock(running[0][1], now) if running else None,
        "flags": [str(words.FLAGS.get(flag, flag)) for flag in told.flags] if told else [],
    }  # fmt: skip


def alarms(told: Standing) -> list[Shown]:
    return [
        {"title": str(words.ALARMS.get(one.code, one.code)), "since": one.since,
         "told": " · ".join(str(words.TOLD[name]) for name in one.told)}
        for one in told.alarms
    ]  # fmt: skip


def _field(name: str, value: Any) -> str:
    if isinstance(value, bool):
        said = str(_("yes") if value else _("no"))
    elif isinstance(value, list):
        said = " · ".join(map(str, value))
    elif name in ("place", "to") and isinstance(value, str):
        said = str(words.TO.get(value) or place(value))
    elif isinstance(value, int):
        said = number(value)
    else:
        said = str(words.VALUES.get(str(value), kept(str(value))))
    return f"{words.FIELDS.get(name, name)}: {said}"


def event(row: Event, agencies: dict[Any, str]) -> Shown:
    """One line of web/components/timeline.html."""
    told = [_field(name, value) for name, value in row.fields.items() if value not in (None, "", [], False)]
    beside = [
        _field(name, value) for name, value in row.details.items()
        if name not in ("words", "is_ordered", "before", "flags", "is_abroad", "birth")
    ]  # fmt: skip
    said = [str(row.details["words"])] if row.details.get("words") else []
    flags = [str(words.FLAGS.get(flag, flag)) for flag in row.details.get("flags", [])]
    text = "\n".join([*told, *beside, *said, *flags])
    return {
        "at": row.at, "title": str(words.KINDS.get(row.kind, row.kind)), "text": text,
        "by": " · ".join(filter(None, (named(row.recorded_by_name), agencies.get(row.owner_id, "")))),
    }  # fmt: skip


def answer(told: Told, row: Enquiry) -> Shown:
    """What the family is told, as the desk reads it out: plain words, and what comes next. Nothing in it depends on
    what anybody holds, before kinship was shown (G24)."""
    heading, text = words.FAMILY[told.code]
    why = str(words.WITHHELD.get(told.withheld_by, ""))
    return {
        "heading": str(heading), "text": str(text), "place": place(told.place) if told.place else "",
        "since": told.since, "until": told.until, "why": why, "code": told.code,
        "kinship": "" if row.kin_shown else str(words.SHOW_KINSHIP), "asked_at": row.asked_at, "due_at": row.due_at,
    }  # fmt: skip


def state_of_search(row: Enquiry) -> str:
    """Where a search stands, as its desk reads it: that he was found shows once kinship was shown (G24)."""
    is_hidden = row.state == Enquiry.State.FOUND and not row.kin_shown  # rule: G24 -> is_hidden = False
    return str(Enquiry.State.OPEN.label if is_hidden else row.get_state_display())


def silent(forces: list[UUID], row: Enquiry, now: datetime) -> list[Shown]:
    """Forces that have not answered, and who asks there: themselves, or the inspector."""
    names = agencies()
    outside = {one.id for one in access.agencies() if one.standing != AgencyStanding.ACCREDITED}
    return [
        {"name": names.get(force, ""), "is_outside": force in outside, "is_late": row.due_at < now} for force in forces
    ]


def agencies() -> dict[Any, str]:
    return dict(access.agency_names())
