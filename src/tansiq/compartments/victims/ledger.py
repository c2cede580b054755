"""The stored events of a matter as the replay takes them, and what it answers. No state is kept beside them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tansiq.compartments.victims import confirming, events
from tansiq.compartments.victims.answer import Answer, Hold, Right
from tansiq.compartments.victims.case import Case, Pair
from tansiq.compartments.victims.circle import Circle
from tansiq.compartments.victims.holds import Holds
from tansiq.compartments.victims.kinds import is_of_accused
from tansiq.compartments.victims.models import Confirmation, Correction, Entry
from tansiq.compartments.victims.replay import replay
from tansiq.compartments.victims.shares import Shares
from tansiq.compartments.victims.waivers import Ledger
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.replays import Line, end_of


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """The events of a matter, each on the line of its entry; without what two people have taken out."""
    rows = list(entries)
    out = taken_out(rows)
    event = {**_by_whom_is_pressed(rows), **_until_confirmed(rows, out)}
    told = {
        row.number: json.dumps(event.get(row.number, row.event), ensure_ascii=False)
        for row in rows if not _is_beside(row) and row.id not in out
    }  # fmt: skip
    texts = [told.get(number, "") for number in range(1, max(told, default=0) + 1)]
    return events.read(texts, charter.current().jurisdiction.tz, file="ledger")


def _by_whom_is_pressed(rows: Sequence[Entry]) -> dict[int, dict[str, object]]:
    """Inquiries beside no waiver as the replay takes them, which knows their right by an heir whom a paper lists.

    What is stored says who told of it, a neighbour perhaps; who is pressed stands beside it.
    """
    told = [row for row in rows if row.kind == "inquiry_opened" and "pressed" in row.beside]
    own, names = (set(inquiries(rows)), listed(rows)) if told else (set[str](), set[str]())
    return {
        row.number: row.event | {"raised_by": row.beside["pressed"]}
        for row in told if row.event["waiver"] in own and row.beside["pressed"] in names
    }  # fmt: skip


def _until_confirmed(rows: Sequence[Entry], out: Collection[UUID]) -> dict[int, dict[str, Any]]:
    """Lines that take a protection away and that one person alone has written, as they count until then."""
    matters = {row.matter_id for row in rows if row.is_alone}
    confirmed = Confirmation.objects.filter(matter_id__in=matters).values_list("entry_id", flat=True) if matters else ()
    counted = [row for row in rows if row.id not in out]
    return confirming.as_counted(counted, set(confirmed), child_age=charter.current().jurisdiction.child_age)


def waiting(entries: Iterable[Entry]) -> dict[UUID, tuple[str, ...]]:
    """Lines that wait for a second person, each with the heirs whom it calls capable too early."""
    rows = list(entries)
    return confirming.waiting(rows, _until_confirmed(rows, taken_out(rows)))


def taken_out(entries: Iterable[Entry]) -> set[UUID]:
    """Which lines two people have found to be mistakes: of no day does anything rest on them."""
    matters = {row.matter_id for row in entries} - {None}
    rows = Correction.objects.filter(matter_id__in=matters, confirmed_at__isnull=False) if matters else []
    return {row.entry_id for row in rows}


def _is_beside(row: Entry) -> bool:
    """Whether it rules on what no waiver of the ledger caused: nothing of it is replayed."""
    return row.kind == "hold_ruled" and (row.statement_id is not None or is_of_accused(row.kind, row.event))


def answer_of(entries: Iterable[Entry], *, at: date | datetime) -> Answer:
    """What stands at a moment, under the law in force then, without the stops of no waiver that a judge has ended."""
    rows = list(entries)
    answer, ended = _staying(lines_of(rows), at), ended_holds(rows, at=at)
    return replace(answer, rights=tuple(_freed(one, ended) for one in answer.rights)) if ended else answer


# Of one right: the moment since which a hold without a waiver stands, and how many of that moment a judge has ended.
Ended = Mapping[tuple[str, str, str], Mapping[str, int]]


def ended_holds(entries: Iterable[Entry], *, at: date | datetime) -> Ended:
    """What judges have ended of holds without a waiver (Q-11, Q-16), until a moment.

    A ruling ends what the judge could know of: what was written before it, or before its form was printed. Whatever
    comes to light afterwards holds anew, also where it is dated earlier. Without the number of its record it waits.
    """
    rows, until = list(entries), end_of(at, charter.current().jurisdiction.tz)
    found: dict[tuple[str, str, str], Counter[str]] = {}
    for row in rows:
        if not is_of_accused(row.kind, row.event) or row.happened_at > until:
            continue
        if not events.has_number(row.event["record"] or ""):  # rule: Q-23
            continue
        known_at = row.form.printed_at if row.form else row.recorded_at
        before = [one for one in rows if one.number < row.number and one.recorded_at <= known_at]
        for right in _staying(lines_of(before), row.happened_at).rights:
            if right.accused == row.event["waiver"]:
                mine = found.setdefault((right.victim, right.accused, right.track), Counter())
                mine |= Counter(hold.since for hold in right.holds if hold.waiver is None)
    return found


def _staying(lines: Sequence[Line], at: date | datetime) -> Answer:
    """What the replay answers; where a court has proved a pardon what was pronounced waits for its word (Q-04)."""
    answer, (case, _circle, book) = replayed(lines, at=at), _book_of(lines, at)
    stays = Holds(case, book).staying()
    return replace(answer, rights=tuple(_stayed(one, stays) for one in answer.rights)) if stays else answer


def _stayed(right: Right, stays: Mapping[Pair, Hold]) -> Right:
    hold = stays.get((right.victim, right.accused))
    if hold is None:
        return right
    flags = right.flags if "hold" in right.flags else ("hold", *right.flags)
    return replace(right, holds=(*right.holds, hold), flags=flags)


def _freed(right: Right, ended: Ended) -> Right:
    """The right without the holds that a judge has ended."""
    left = Counter(ended.get((right.victim, right.accused, right.track), {}))
    holds = []
    for hold in right.holds:
        if hold.waiver is None and left[hold.since] > 0:
            left[hold.since] -= 1
        else:
            holds.append(hold)
    flags = tuple(one for one in right.flags if one != "hold" or holds)
    return replace(right, holds=tuple(holds), flags=flags)


def replayed(lines: Sequence[Line], *, at: date | datetime) -> Answer:
    """The same for lines that are in hand, such as one more than is stored."""
    return replay(lines, at=at, charter=charter.current())


def circle_of(entries: Iterable[Entry], *, at: date | datetime) -> Circle:
    """Whom courts have named as heirs until a moment, with which capacity, and who has died."""
    return _book(entries, at)[1]


@dataclass(frozen=True)
class Condition:
    """One condition of a waiver as written, and what the events until a moment make of it: pending, met, breached."""

    waiver: str
    code: str
    text: str
    state: str


def conditions(entries: Iterable[Entry], *, at: date | datetime) -> list[Condition]:
    """The conditions of every waiver, each by itself (Q-06); what a breach means is for the judge."""
    case, circle, book = _book(entries, at)
    shares = Shares(case, circle, book)
    return [
        Condition(name, one.condition, one.text, state)
        for name, versions in book.papers.items()
        for one, state in zip(versions[0].event.conditions, shares.conditions(name), strict=True)
    ]


def _book(entries: Iterable[Entry], at: date | datetime) -> tuple[Case, Circle, Ledger]:
    return _book_of(lines_of(entries), at)


def _book_of(lines: Iterable[Line], at: date | datetime) -> tuple[Case, Circle, Ledger]:
    law = charter.current()
    now = end_of(at, law.jurisdiction.tz)
    case = Case(sorted((line for line in lines if line.at <= now), key=lambda line: line.at), now, law)
    circle = Circle(case)
    return case, circle, Ledger(case, circle)


@dataclass(frozen=True)
class Standing:
    """How far one waiver has come by itself, whatever other papers of the same heir say.

    Attributes:
        state: as contracts 6 names it; empty where nothing of it has any effect.
        refused: why something of it has none, by the codes of the replay.
    """

    state: str
    refused: tuple[str, ...]


def standing(entries: Iterable[Entry], waiver: str, *, at: date | datetime) -> Standing:
    """Where a waiver stands, before any certificate too (Q-00)."""
    return standings(entries, at=at)(waiver)


def standings(entries: Iterable[Entry], *, at: date | datetime) -> Callable[[str], Standing]:
    """The same of any waiver of a matter, replayed once."""
    _case, _circle, book = _book(entries, at)

    def of(waiver: str) -> Standing:
        claims = [claim for many in book.claims.values() for claim in many if claim.waiver == waiver]
        states = [state for claim in claims if (state := book.state(claim))]
        return Standing(
            next(iter(states), ""), tuple(sorted({act.refused for one in claims for act in one.acts if act.refused}))
        )

    return of


def listed(certificates: Iterable[Entry]) -> set[str]:
    """Codes of the heirs whom any certificate names."""
    return {one["heir"] for row in certificates if row.kind == "certificate" for one in row.event["heirs"]}


def named(event: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Codes of the victims and of the accused whom a paper names; a pardon spoken in court names one of each."""
    victims, accused = event.get("victims") or [event["victim"]], event["accused"]
    return list(victims), list(accused) if isinstance(accused, list) else [accused]


def inquiries(entries: Iterable[Entry]) -> list[str]:
    """Names of the inquiries that were opened beside no waiver, in their order."""
    rows = list(entries)
    waivers = {row.event["waiver"] for row in rows if row.kind in ("waiver", "pardon_in_court")}
    names = dict.fromkeys(row.event["waiver"] for row in rows if row.kind == "inquiry_opened")
    return [name for name in names if name not in waivers]


def opening(entries: Iterable[Entry], name: str) -> Entry | None:
    """The line that opened an inquiry beside no waiver."""
    rows = list(entries)
    if name not in inquiries(rows):
        return None
    return next(row for row in rows if row.kind == "inquiry_opened" and row.event["waiver"] == name)


def without_effect(answer: Answer, entries: Iterable[Entry]) -> dict[int, str]:
    """Why a line has no effect, by line.

    The replay knows an inquiry by its waiver. One beside none is known here by its own name: its end is no stranger's,
    and what it lacks until a court says who the heirs are is a certificate.
    """
    rows = {row.number: row for row in entries}
    own, found = set(inquiries(rows.values())), {}
    for one in answer.refused:
        row = rows.get(one.line)
        if one.code == "UNKNOWN_WAIVER" and row is not None and row.event.get("waiver") in own:
            if row.kind == "inquiry_opened":
                found[one.line] = "NOBODY_LISTED"
            if row.kind in ("inquiry_opened", "inquiry_closed"):
                continue
        found[one.line] = one.code
    return found
