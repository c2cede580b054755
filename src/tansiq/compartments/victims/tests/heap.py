"""The oracle's reading of heirs and waivers: plain questions asked of a heap of raw events.

Nothing is indexed, ordered or remembered; every question walks the whole heap. It knows the laws of `yem` and `irq` by heart
and reads no charter, so that a row which says something else is noticed.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

Event = dict[str, Any]
DAY = timedelta(days=1)


class Heap:
    """Raw events up to the end of a day, with the first and last instant at which each may have happened."""

    def __init__(self, events: list[Event], day: str, zone: str, *, retaliation: bool) -> None:
        self.tz, self.retaliation = ZoneInfo(zone), retaliation
        self.now = self.last({"at": day})
        until = [one for one in events if self.first(one) <= self.now]
        self.events = list({text_of(one, self): one for one in reversed(until)}.values())[::-1]

    def first(self, one: Event) -> datetime:
        text = one["at"]
        return datetime.fromisoformat(text) if len(text) > 10 else datetime.fromisoformat(text).replace(tzinfo=self.tz)

    def last(self, one: Event) -> datetime:
        return self.first(one) if len(one["at"]) > 10 else self.first(one) + DAY - timedelta(microseconds=1)

    def before(self, one: Event, other: Event) -> bool:
        return self.last(one) < self.first(other)

    def all(self, *kinds: str, **fields: Any) -> list[Event]:
        return [one for one in self.events if one["kind"] in kinds and all(one[key] == fields[key] for key in fields)]


def track(heap: Heap, named: str) -> str:
    return named if heap.retaliation else "tazir"


def is_open_to_heirs(heap: Heap, name: str) -> bool:
    """Whether a waiver touches anything on a track."""
    return name == "qisas" if heap.retaliation else name == "tazir"


def names(paper: Event, victim: str, accused: str) -> bool:
    return victim in paper["victims"] and accused in paper["accused"]


def the_paper(heap: Heap, waiver: str) -> Event | None:
    """Of several papers under one name the first; of one moment that which says that retaliation falls."""
    papers = heap.all("waiver", waiver=waiver)
    return min(papers, key=lambda one: (heap.first(one), not one["qisas"], text_of(one, heap)), default=None)


def text_of(one: Event, heap: Heap) -> str:
    at = heap.first(one).astimezone(ZoneInfo("UTC")).isoformat() if len(one["at"]) > 10 else one["at"]
    return json.dumps(one | {"at": at}, ensure_ascii=False, sort_keys=True)


# Heirs.


def certificates(heap: Heap, victim: str) -> list[Event]:
    return [one for one in heap.all("certificate", victim=victim) if one["number"]]


def waiting(heap: Heap, victim: str) -> list[Event]:
    """Certificates that bear no number: nobody is an heir by them yet."""
    return [one for one in heap.all("certificate", victim=victim) if not one["number"]]


def in_force(heap: Heap, victim: str) -> list[Event]:
    every = certificates(heap, victim)
    left = [
        one
        for one in every
        if not any(
            other.get("supersedes") == one["certificate"] and other["certificate"] != one["certificate"]
            for other in every
        )
    ]
    return left or every


def the_certificate(heap: Heap, victim: str) -> Event | None:
    return max(
        in_force(heap, victim),
        key=lambda one: (heap.first(one), one["certificate"], text_of(one, heap)),
        default=None,
    )


def is_stranger(heap: Heap, victim: str, who: str, paper: Event) -> bool:
    every = certificates(heap, victim)
    if not every:
        return False

    def was_gone(one: Event) -> bool:
        return any(
            other.get("supersedes") == one["certificate"] != other["certificate"] and heap.before(other, paper)
            for other in every
        )

    standing = [one for one in every if not was_gone(one)] or every
    return all(entry["heir"] != who for one in standing for entry in one["heirs"])


def capacity(heap: Heap, victim: str, who: str, moment: datetime, known: datetime | None = None) -> str:
    said = [
        (heap.first(one), entry["capacity"])
        for one in certificates(heap, victim)
        for entry in one["heirs"]
        if entry["heir"] == who
    ]
    said += [
        (heap.first(one), one["capacity"]) for one in heap.all("capacity_ruled", heir=who) if one["record"].strip()
    ]
    if any(at > moment and what == "minor" and (known is None or at <= known) for at, what in said):
        return "minor"
    rank = ["capable", "lacks", "minor"]
    until = [(at, rank.index(what)) for at, what in said if at <= moment]
    if until:
        return rank[max(until)[1]]
    return rank[min((at, rank.index(what)) for at, what in said)[1]] if said else "capable"


# Waivers.


def refusal(heap: Heap, act: Event, victim: str, accused: str) -> str | None:
    spoken_first = (
        act["kind"] == "pardon_in_court"
        and act["record"].strip()
        and not [one for one in certificates(heap, victim) if heap.first(one) <= heap.last(act)]
    )
    if is_stranger(heap, victim, act["heir"], act) and not spoken_first:
        return "NOT_AN_HEIR"
    proven = min((heap.first(one) for one in proofs(heap, act)), default=None)
    if act["diya"] == "waived" and capacity(heap, victim, act["heir"], heap.last(act), proven) != "capable":
        return "WAIVER_FOR_MINOR"
    charges = heap.all("characterised", victim=victim, accused=accused)
    then = [one for one in charges if heap.first(one) <= heap.last(act)]
    later = [one for one in charges if heap.first(one) > heap.last(act)]
    stood = set()
    for charge in {one["charge"] for one in then}:
        mine = [one for one in then if one["charge"] == charge]
        newest = max((heap.first(one), one["by"] == "judge") for one in mine)
        stood |= {track(heap, one["track"]) for one in mine if (heap.first(one), one["by"] == "judge") == newest}
    stood |= {track(heap, one["track"]) for one in later}
    if then and not any(is_open_to_heirs(heap, name) for name in stood):
        return "TRACK_NOT_WAIVABLE"
    return None


def acts(heap: Heap, victim: str, accused: str) -> list[Event]:
    """Papers, each in its first version, and spoken pardons about a pair."""
    spoken = heap.all("pardon_in_court", victim=victim, accused=accused)
    papers = [the_paper(heap, name) for name in {one["waiver"] for one in heap.all("waiver")}]
    return [*spoken, *(one for one in papers if one is not None and names(one, victim, accused))]


def records(heap: Heap, waiver: str, *kinds: str) -> list[Event]:
    return [one for one in heap.all(*kinds, waiver=waiver) if one["record"].strip()]


def proofs(heap: Heap, act: Event) -> list[Event]:
    """The court's records that prove an act."""
    own = [act] if act["kind"] == "pardon_in_court" and act["record"].strip() else []
    return own + (records(heap, act["waiver"], "court_validated") if is_first(heap, act) else [])


def is_first(heap: Heap, act: Event) -> bool:
    """Whether nothing else was given that name before: a paper, or what was spoken by the same heir to the same pair."""
    if act["kind"] == "waiver":
        return True
    paper, spoken = the_paper(heap, act["waiver"]), heap.all("pardon_in_court", waiver=act["waiver"])
    if paper is not None:
        return bool(paper["heir"] == act["heir"]) and names(paper, act["victim"], act["accused"])
    first = min(spoken, key=lambda one: (heap.first(one), text_of(one, heap)))
    return all(first[part] == act[part] for part in ("heir", "victim", "accused"))


class Office(NamedTuple):
    """How far our office came with a waiver, what it could not do, how long it waited, and whether it sent it."""

    state: str
    refused: list[tuple[Event, str]]
    gaps: list[timedelta]
    is_sent: bool


def office(heap: Heap, waiver: str) -> Office:
    sessions = heap.all("session", waiver=waiver)
    deaths = deaths_of(heap, waiver)
    refused, confirmed, state, is_sent = [], [], "alleged", False
    for one in heap.all("waiver_withdrawn", waiver=waiver):
        if any(heap.before(death, one) for death in deaths):
            refused.append((one, "CHRONOLOGY"))
    if sessions:
        opened = min(sessions, key=heap.first)
        same_day = heap.first(opened).astimezone(heap.tz).date() == heap.now.astimezone(heap.tz).date()
        state = "interviewed" if same_day else "cooling_off"
    for one in heap.all("second_confirmation", waiver=waiver):
        earlier = [session for session in sessions if heap.first(session) <= heap.last(one)]
        if not earlier or gap(heap, min(earlier, key=heap.first), one) < 7 * DAY:
            refused.append((one, "TOO_EARLY"))
        elif any(heap.before(death, one) for death in deaths):
            refused.append((one, "CHRONOLOGY"))
        elif (end := ended(heap, waiver)) is not None and heap.before(end, one):
            refused.append((one, "WITHDRAWN"))
        else:
            confirmed.append(one)
            state = "reconfirmed"
    for one in heap.all("sent_to_court", waiver=waiver):
        paper = the_paper(heap, waiver)
        if any(heap.before(death, one) for death in deaths):
            is_sent = True
        elif not any(heap.first(session) <= heap.last(one) for session in sessions):
            refused.append((one, "NO_SESSION"))
        elif not any(heap.first(again) <= heap.last(one) for again in confirmed):
            refused.append((one, "NOT_RECONFIRMED"))
        elif paper is not None and not paper["literate"] and paper["reader"] in (None, "", "none"):
            refused.append((one, "NO_READER"))
        else:
            is_sent = True
    gaps = [gap(heap, min(sessions, key=heap.first), one) for one in confirmed]
    # Whoever dies between alleged and validated leaves it alleged, however far our office had come.
    return Office("alleged" if deaths else "sent_to_court" if is_sent else state, refused, gaps, is_sent)


def gap(heap: Heap, one: Event, other: Event) -> timedelta:
    if len(one["at"]) > 10 and len(other["at"]) > 10:
        return heap.first(other) - heap.first(one)
    return heap.first(other).astimezone(heap.tz).date() - heap.first(one).astimezone(heap.tz).date()


def whose(heap: Heap, waiver: str) -> str:
    """Whose waiver it is, by the first that was recorded of it."""
    spoken = heap.all("pardon_in_court", waiver=waiver)
    paper = the_paper(heap, waiver)
    return str((paper or min(spoken, key=lambda one: (heap.first(one), text_of(one, heap))))["heir"])


def deaths_of(heap: Heap, waiver: str) -> list[Event]:
    """Deaths of the heir whose waiver it is."""
    return heap.all("heir_died", heir=whose(heap, waiver))


def ended(heap: Heap, waiver: str) -> Event | None:
    ends = [
        one
        for one in heap.all("waiver_withdrawn", waiver=waiver)
        if not any(heap.before(death, one) for death in deaths_of(heap, waiver))
    ]
    ends += heap.all("inquiry_closed", waiver=waiver, outcome="void")
    return max(ends, key=lambda one: (heap.first(one), one["kind"] == "inquiry_closed"), default=None)


def ends_inquiry(heap: Heap, closing: Event, opened: Event) -> bool:
    """Whether a closing is about an inquiry: whatever it says of hand and direction is the same."""
    said = {part: closing[part] for part in ("raised_by", "direction") if closing.get(part)}
    return not heap.before(closing, opened) and all(opened[part] == what for part, what in said.items())


def how_far(heap: Heap, waiver: str, good: list[Event]) -> str:
    if any(proofs(heap, act) for act in good):
        return "court_validated"
    if not any(is_first(heap, act) for act in good):
        return "alleged"
    if records(heap, waiver, "court_rejected"):
        return "court_rejected"
    end = ended(heap, waiver)
    if end is not None:
        return "withdrawn" if end["kind"] == "waiver_withdrawn" else "void"
    return office(heap, waiver).state
