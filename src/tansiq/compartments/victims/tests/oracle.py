"""The heirs' right a second time, from the text and not from the engine: plain questions asked of a heap of raw events.

Nothing is indexed, ordered or remembered; every question walks the whole heap. It knows the laws of `yem` and `irq` by heart
and reads no charter, so that a row which says something else is noticed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

Event = dict[str, Any]
DAY = timedelta(days=1)


class Heap:
    """Raw events up to the end of a day, with the first and last instant at which each may have happened."""

    def __init__(self, events: list[Event], day: str, zone: str, *, retaliation: bool) -> None:
        self.tz, self.retaliation = ZoneInfo(zone), retaliation
        self.now = self.last({"at": day})
        self.events = [one for one in events if self.first(one) <= self.now]

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
    import json

    at = heap.first(one).astimezone(ZoneInfo("UTC")).isoformat() if len(one["at"]) > 10 else one["at"]
    return json.dumps(one | {"at": at}, ensure_ascii=False, sort_keys=True)


# Heirs.


def certificates(heap: Heap, victim: str) -> list[Event]:
    return heap.all("certificate", victim=victim)


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


def capacity(heap: Heap, victim: str, who: str, moment: datetime) -> str:
    said = [
        (heap.first(one), entry["capacity"])
        for one in certificates(heap, victim)
        for entry in one["heirs"]
        if entry["heir"] == who
    ]
    said += [
        (heap.first(one), one["capacity"]) for one in heap.all("capacity_ruled", heir=who) if one["record"].strip()
    ]
    if any(at > moment and what == "minor" for at, what in said):
        return "minor"
    rank = ["capable", "lacks", "minor"]
    until = [(at, rank.index(what)) for at, what in said if at <= moment]
    if until:
        return rank[max(until)[1]]
    return rank[min((at, rank.index(what)) for at, what in said)[1]] if said else "capable"


# Waivers.


def refusal(heap: Heap, act: Event, victim: str, accused: str) -> str | None:
    if is_stranger(heap, victim, act["heir"], act):
        return "NOT_AN_HEIR"
    if act["diya"] == "waived" and capacity(heap, victim, act["heir"], heap.last(act)) != "capable":
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
    return own + records(heap, act["waiver"], "court_validated")


def office(heap: Heap, waiver: str) -> tuple[str, list[tuple[Event, str]]]:
    """How far our office came with a waiver, and what it could not do."""
    sessions = heap.all("session", waiver=waiver)
    who = (the_paper(heap, waiver) or min(heap.all("pardon_in_court", waiver=waiver), key=heap.first))["heir"]
    deaths = heap.all("heir_died", heir=who)
    refused, confirmed, state = [], [], "alleged"
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
            state = "sent_to_court"
        elif not any(heap.first(session) <= heap.last(one) for session in sessions):
            refused.append((one, "NO_SESSION"))
        elif not any(heap.first(again) <= heap.last(one) for again in confirmed):
            refused.append((one, "NOT_RECONFIRMED"))
        elif paper is not None and not paper["literate"] and paper["reader"] in (None, "", "none"):
            refused.append((one, "NO_READER"))
        else:
            state = "sent_to_court"
    return state, refused


def gap(heap: Heap, one: Event, other: Event) -> timedelta:
    if len(one["at"]) > 10 and len(other["at"]) > 10:
        return heap.first(other) - heap.first(one)
    return heap.first(other).astimezone(heap.tz).date() - heap.first(one).astimezone(heap.tz).date()


def ended(heap: Heap, waiver: str) -> Event | None:
    ends = heap.all("waiver_withdrawn", waiver=waiver) + heap.all("inquiry_closed", waiver=waiver, outcome="void")
    return max(ends, key=lambda one: (heap.first(one), one["kind"] == "inquiry_closed"), default=None)


def how_far(heap: Heap, waiver: str, good: list[Event]) -> str:
    if any(proofs(heap, act) for act in good):
        return "court_validated"
    if records(heap, waiver, "court_rejected"):
        return "court_rejected"
    end = ended(heap, waiver)
    if end is not None:
        return "withdrawn" if end["kind"] == "waiver_withdrawn" else "void"
    return office(heap, waiver)[0]


# What is printed of a right.


def holds(heap: Heap, victim: str, accused: str) -> set[tuple[str, str]]:
    """Waivers that hold a pair, each with the moment since when, as written."""
    words = [one for one in heap.all("waiver") if one["qisas"] and names(one, victim, accused)]
    for one in heap.all("pardon_in_court", victim=victim, accused=accused, qisas=True):
        if refusal(heap, one, victim, accused) or not one["record"].strip():
            words.append(one)
    standing: dict[str, Event] = {}
    for one in words:
        rulings = records(heap, one["waiver"], "court_validated", "court_rejected", "hold_ruled")
        rulings += [
            spoken
            for spoken in heap.all("pardon_in_court", waiver=one["waiver"], victim=victim, accused=accused)
            if spoken["record"].strip() and refusal(heap, spoken, victim, accused) is None
        ]
        if all(heap.before(ruling, one) for ruling in rulings):
            known = standing.get(one["waiver"])
            if known is None or heap.first(one) < heap.first(known):
                standing[one["waiver"]] = one
    return {(waiver, heap.first(one).isoformat()) for waiver, one in standing.items()}


def is_young(heap: Heap, accused: str) -> bool:
    ruled = [
        one for one in heap.all("age_ruled", accused=accused) if one["record"].strip() or one["age_at_act"] != "adult"
    ]
    if ruled:
        return max((heap.first(one), one["age_at_act"] != "adult") for one in ruled)[1]
    return any(one["age_at_act"] != "adult" for one in heap.all("accused", accused=accused))


def dropped(heap: Heap, victim: str, accused: str) -> datetime | None:
    seen = heap.all("victim", victim=victim)
    if seen and not max((heap.first(one), one["identified"]) for one in seen)[1]:
        return None
    moments = [
        heap.first(proof)
        for act in acts(heap, victim, accused)
        if act["qisas"] and refusal(heap, act, victim, accused) is None
        if act["kind"] == "pardon_in_court" or certificates(heap, victim)
        for proof in proofs(heap, act)
    ]
    return min(moments, default=None)


def state(heap: Heap, victim: str, accused: str, name: str | None) -> str:
    deaths = [heap.first(one) for one in heap.all("offender_died", accused=accused)]
    listed = bool(certificates(heap, victim))
    if name is None:
        return "offender_died" if deaths else ("heirs_listed" if listed else "not_opened")
    if not heap.retaliation or name != "qisas":
        return "not_waivable"
    if is_young(heap, accused):
        return "cannot_be_set"
    heirs = {entry["heir"] for one in certificates(heap, victim) for entry in one["heirs"]}
    barred = [heap.first(one) for one in heap.all("offender_inherits", accused=accused) if one["from"] in heirs]
    ends = [(min(deaths), 3, "offender_died")] if deaths else []
    ends += [(min(barred), 2, "barred")] if barred else []
    moment = dropped(heap, victim, accused)
    ends += [(moment, 1, "qisas_dropped")] if moment else []
    return min(ends)[2] if ends else ("right_open" if listed else "heirs_search")


def share_of(heap: Heap, victim: str, accused: str, who: str, name: str | None) -> tuple[str | None, str]:
    """How far an heir's waiver has come, and what became of the share."""
    mine: dict[str, list[Event]] = {}
    if name is None or is_open_to_heirs(heap, name):
        for act in acts(heap, victim, accused):
            if act["heir"] == who:
                mine.setdefault(act["waiver"], []).append(act)
    found: list[tuple[datetime, str, str]] = []
    shares = set()
    for waiver, all_acts in mine.items():
        good = [act for act in all_acts if refusal(heap, act, victim, accused) is None]
        if good:
            begun = min(all_acts, key=lambda act: heap.first(act))
            found.append((heap.first(begun), waiver, how_far(heap, waiver, good)))
            shares |= (
                {wish(heap, waiver, act) for act in good if proofs(heap, act)}
                if not guarded(heap, victim, who, all_acts)
                else set()
            )
    waiver_state = None
    if found:
        states = [one[2] for one in sorted(found)]
        waiver_state = "court_validated" if "court_validated" in states else states[-1]
    if heap.all("diya_paid", heir=who, victim=victim, accused=accused):
        return waiver_state, "paid"
    return waiver_state, next((one for one in ("waived", "disputed", "conditional") if one in shares), "claimed")


def guarded(heap: Heap, victim: str, who: str, all_acts: list[Event]) -> bool:
    """Whether the heir is or was a minor, or could not dispose of the share when it was signed away."""
    if capacity(heap, victim, who, heap.now) == "minor":
        return True
    return any(capacity(heap, victim, who, heap.last(act)) != "capable" for act in all_acts)


def wish(heap: Heap, waiver: str, act: Event) -> str:
    if act["diya"] != "conditional":
        return "waived" if act["diya"] == "waived" else "claimed"
    paper = the_paper(heap, waiver)
    told = []
    for condition in paper["conditions"] if paper else []:
        said = heap.all("condition_met", "condition_breached", waiver=waiver, condition=condition["condition"])
        last = max(said, key=lambda one: (heap.first(one), one["kind"] == "condition_breached"), default=None)
        told.append(last["kind"] if last else "pending")
    if "condition_breached" in told:
        return "disputed"
    return "waived" if told and set(told) == {"condition_met"} else "conditional"


def flags(heap: Heap, victim: str, accused: str, *, is_held: bool) -> set[str]:
    found = {"hold"} if is_held else set()
    listed = the_certificate(heap, victim)
    heirs = [entry["heir"] for entry in listed["heirs"]] if listed else []
    if any(capacity(heap, victim, who, heap.now) == "minor" for who in heirs):
        found.add("minor")
    if listed is not None and sum((Fraction(entry["share"]) for entry in listed["heirs"]), Fraction(0)) != 1:
        found.add("SHARES_DO_NOT_SUM")
    about = {one["waiver"] for one in heap.all("waiver") if names(one, victim, accused)}
    if any(len({text_of(one, heap) for one in heap.all("waiver", waiver=waiver)}) > 1 for waiver in about):
        found.add("two_versions")
    about |= {one["waiver"] for one in heap.all("pardon_in_court", victim=victim, accused=accused)}
    known = {one["waiver"] for one in heap.all("waiver", "pardon_in_court")}
    for one in heap.all("inquiry_opened"):
        mine = one["waiver"] in about or (one["waiver"] not in known and one["raised_by"] in heirs)
        closed = heap.all("inquiry_closed", waiver=one["waiver"])
        if mine and all(heap.before(end, one) for end in closed):
            found.add("coercion_inquiry")
    return found


def extra_holds(heap: Heap, victim: str, accused: str, name: str | None, what: str) -> int:
    """How many holds a right has without a waiver."""
    count = int(what == "barred")
    if name is not None and is_young(heap, accused):
        grave = [
            one
            for one in heap.all("characterised", victim=victim, accused=accused)
            if track(heap, one["track"]) == name and one["track"] != "tazir"
        ]
        count += bool(grave)
    charges = heap.all("characterised", victim=victim, accused=accused)
    can_bar = heap.retaliation and any(one["track"] == "qisas" for one in charges)
    if what != "barred" and can_bar and not certificates(heap, victim):
        count += bool(heap.all("offender_inherits", accused=accused))
    elif what != "barred" and can_bar:
        count += any(entry["heir"] == accused for one in in_force(heap, victim) for entry in one["heirs"])
    return count


def pairs(heap: Heap) -> set[tuple[str, str]]:
    named = {
        (one["victim"], one["accused"]) for one in heap.all("characterised", "request", "pardon_in_court", "diya_paid")
    }
    named |= {
        (victim, accused) for one in heap.all("waiver") for victim in one["victims"] for accused in one["accused"]
    }
    left = {one["victim"] for one in heap.all("victim", "certificate")} - {victim for victim, _ in named}
    return named | {(victim, one["accused"]) for victim in left for one in heap.all("accused")}


def rights(events: list[Event], day: str, *, zone: str, retaliation: bool) -> dict[tuple[str, str, str | None], Event]:
    """Every right by victim, accused and track."""
    heap = Heap(events, day, zone, retaliation=retaliation)
    found = {}
    for victim, accused in pairs(heap):
        charges = heap.all("characterised", victim=victim, accused=accused)
        for name in {track(heap, one["track"]) for one in charges} or {None}:
            what = state(heap, victim, accused, name)
            held, extra = holds(heap, victim, accused), extra_holds(heap, victim, accused, name, what)
            listed = the_certificate(heap, victim)
            asked = {one["heir"] for one in heap.all("request", victim=victim, accused=accused)}
            found[victim, accused, name] = {
                "state": what, "holds": held, "extra": extra,
                "heirs": [
                    (entry["heir"], entry["share"], entry["heir"] in asked,
                     *share_of(heap, victim, accused, entry["heir"], name))
                    for entry in (listed["heirs"] if listed else [])
                ],
                "flags": flags(heap, victim, accused, is_held=bool(held or extra)),
            }  # fmt: skip
    return found


def refused(events: list[Event], day: str, *, zone: str, retaliation: bool) -> set[tuple[int, str]]:
    """Numbers of the events that are refused, counted from one, with their codes."""
    heap = Heap(events, day, zone, retaliation=retaliation)
    known = {one["waiver"] for one in heap.all("waiver", "pardon_in_court")}
    found: list[tuple[Event, str]] = []
    for victim, accused in pairs(heap):
        for act in acts(heap, victim, accused):
            code = refusal(heap, act, victim, accused)
            found += [(act, code)] if code else []
    for waiver in known:
        found += office(heap, waiver)[1]
    for one in heap.events:
        kind = one["kind"]
        if "waiver" in one and kind not in ("waiver", "pardon_in_court", "inquiry_opened"):
            found += [(one, "UNKNOWN_WAIVER")] if one["waiver"] not in known else []
        if kind == "inquiry_opened" and one["waiver"] not in known:
            listed = {entry["heir"] for other in heap.all("certificate") for entry in other["heirs"]}
            found += [(one, "UNKNOWN_WAIVER")] if one["raised_by"] not in listed else []
        if "record" in one and not one["record"].strip():
            found += [(one, "NOT_VALIDATED")] if kind != "age_ruled" or one["age_at_act"] == "adult" else []
        if kind == "request" and is_stranger(heap, one["victim"], one["heir"], one):
            found.append((one, "NOT_AN_HEIR"))
        if kind in ("condition_met", "condition_breached") and one["waiver"] in known:
            paper = the_paper(heap, one["waiver"])
            has = paper is not None and any(two["condition"] == one["condition"] for two in paper["conditions"])
            found += [] if has else [(one, "UNKNOWN_CONDITION")]
    texts = [text_of(one, heap) for one in events]
    return {(texts.index(text_of(one, heap)) + 1, code) for one, code in found}
