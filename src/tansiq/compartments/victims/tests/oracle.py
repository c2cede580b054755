"""The heirs' right a second time, from the text and not from the engine: plain questions asked of a heap of raw events.

Nothing is indexed, ordered or remembered; every question walks the whole heap. It knows the laws of `yem` and `irq` by
heart and reads no charter, so that a row which says something else is noticed.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from tansiq.compartments.victims.tests.heap import (
    Event,
    Heap,
    acts,
    capacity,
    certificates,
    ends_inquiry,
    how_far,
    in_force,
    is_first,
    is_open_to_heirs,
    names,
    office,
    proofs,
    records,
    refusal,
    text_of,
    the_certificate,
    the_paper,
    track,
    waiting,
    whose,
)

# What is printed of a right.


def holds(heap: Heap, victim: str, accused: str) -> set[tuple[str, str]]:
    """Waivers that hold a pair, each with the moment since when, as written."""
    words = [one for one in heap.all("waiver") if one["qisas"] and names(one, victim, accused)]
    for one in heap.all("pardon_in_court", victim=victim, accused=accused, qisas=True):
        if refusal(heap, one, victim, accused) or not one["record"].strip():
            words.append(one)
    standing: dict[str, Event] = {}
    for one in words:
        kinds = ("court_validated", "court_rejected", "hold_ruled") if is_first(heap, one) else ("hold_ruled",)
        rulings = records(heap, one["waiver"], *kinds)
        rulings += [
            spoken
            for spoken in heap.all(
                "pardon_in_court", waiver=one["waiver"], victim=victim, accused=accused, heir=one["heir"]
            )
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


def was_known(heap: Heap, victim: str, moment: datetime) -> bool:
    """Whether the last word until a moment, or any later one, knows who the victim is; before the first word that counts."""
    told = sorted((heap.first(one), one["identified"]) for one in heap.all("victim", victim=victim))
    before = [known for at, known in told if at <= moment]
    since = [known for at, known in told if at > moment]
    return not told or (before[-1] if before else told[0][1]) or any(since)


def dropped(heap: Heap, victim: str, accused: str) -> datetime | None:
    moments = [
        heap.first(proof)
        for act in acts(heap, victim, accused)
        if act["qisas"] and refusal(heap, act, victim, accused) is None
        if act["kind"] == "pardon_in_court" or certificates(heap, victim)
        for proof in proofs(heap, act)
        if was_known(heap, victim, heap.last(proof))
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
    heirs |= {victim}
    barred = [heap.first(one) for one in heap.all("offender_inherits", accused=accused) if one["from"] in heirs]
    barred += [
        heap.first(one) for one in in_force(heap, victim) if accused in {entry["heir"] for entry in one["heirs"]}
    ]
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
                {wish(heap, waiver, act) for act in kept(heap, good)}
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


def kept(heap: Heap, good: list[Event]) -> list[Event]:
    """What a court has proven; of pardons under one name the first."""
    proven = [act for act in good if proofs(heap, act)]
    spoken = [act for act in proven if act["kind"] == "pardon_in_court"]
    first = min(spoken, key=lambda one: (heap.first(one), text_of(one, heap)), default=None)
    return [act for act in proven if act not in spoken or act is first]


def guarded(heap: Heap, victim: str, who: str, all_acts: list[Event]) -> bool:
    """Whether the heir is or was a minor, or could not dispose of the share when it was signed away."""
    if capacity(heap, victim, who, heap.now) == "minor":
        return True
    return any(capacity(heap, victim, who, heap.last(act)) != "capable" for act in all_acts)


def wish(heap: Heap, waiver: str, act: Event) -> str:
    if act["diya"] != "conditional":
        return "waived" if act["diya"] == "waived" else "claimed"
    paper = the_paper(heap, waiver) if is_first(heap, act) else None
    told = [said_of(heap, waiver, one["condition"]) for one in (paper["conditions"] if paper else [])]
    if "condition_breached" in told:
        return "disputed"
    return "waived" if told and set(told) == {"condition_met"} else "conditional"


def said_of(heap: Heap, waiver: str, condition: str) -> str:
    """The last word on a condition; of one moment the breach."""
    told = heap.all("condition_met", "condition_breached", waiver=waiver, condition=condition)
    last = max(told, key=lambda one: (heap.first(one), one["kind"] == "condition_breached"), default=None)
    return last["kind"] if last else "pending"


def said(pardon: Event) -> tuple[str, bool, str]:
    return pardon["heir"], pardon["qisas"], pardon["diya"]


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
    for one in heap.all("pardon_in_court", victim=victim, accused=accused):
        others = heap.all("pardon_in_court", victim=victim, accused=accused, waiver=one["waiver"])
        if any(said(one) != said(other) for other in others) or one["heir"] != whose(heap, one["waiver"]):
            found.add("two_versions")
    about |= {one["waiver"] for one in heap.all("pardon_in_court", victim=victim, accused=accused)}
    known = {one["waiver"] for one in heap.all("waiver", "pardon_in_court")}
    for one in heap.all("inquiry_opened"):
        mine = one["waiver"] in about or (one["waiver"] not in known and one["raised_by"] in heirs)
        closed = heap.all("inquiry_closed", waiver=one["waiver"])
        if mine and not any(ends_inquiry(heap, end, one) for end in closed):
            found.add("coercion_inquiry")
    return found


def child_hold(heap: Heap, victim: str, accused: str, name: str) -> bool:
    """Whether a track that can cost a life stands on somebody who was or may have been a child."""
    charges = heap.all("characterised", victim=victim, accused=accused)
    grave = [one for one in charges if track(heap, one["track"]) == name and one["track"] != "tazir"]
    return bool(grave) and is_young(heap, accused)


def unclear_hold(heap: Heap, victim: str, accused: str, name: str, what: str) -> bool:
    """Whether the accused inherited, and nobody knows yet whether this right came with it."""
    charges = heap.all("characterised", victim=victim, accused=accused)
    can_bar = heap.retaliation and any(one["track"] == "qisas" for one in charges)
    if not can_bar or name != "qisas" or what not in ("right_open", "heirs_search", "cannot_be_set"):
        return False
    numbered = [one for one in heap.all("certificate") if one["number"]]
    mine = {victim} | {entry["heir"] for one in certificates(heap, victim) for entry in one["heirs"]}
    known = {entry["heir"] for one in numbered for entry in one["heirs"]}
    known |= {one["victim"] for one in [*numbered, *heap.all("victim")]}
    sources = {one["from"] for one in heap.all("offender_inherits", accused=accused)} - mine
    if any(one not in known or not certificates(heap, victim) for one in sources):
        return True
    return any(entry["heir"] == accused for one in waiting(heap, victim) for entry in one["heirs"])


def extra_holds(heap: Heap, victim: str, accused: str, name: str | None, what: str) -> int:
    """How many holds a right has without a waiver."""
    if name is None:
        return 0
    return (
        (what == "barred") + child_hold(heap, victim, accused, name) + unclear_hold(heap, victim, accused, name, what)
    )


def pairs(heap: Heap) -> set[tuple[str, str]]:
    named = {
        (one["victim"], one["accused"]) for one in heap.all("characterised", "request", "pardon_in_court", "diya_paid")
    }
    named |= {
        (victim, accused) for one in heap.all("waiver") for victim in one["victims"] for accused in one["accused"]
    }
    left = {one["victim"] for one in heap.all("victim", "certificate")} - {victim for victim, _ in named}
    return named | {(victim, one["accused"]) for victim in left for one in heap.all("accused")}


def rights(events: list[Event], day: str, *, zone: str, retaliation: bool) -> dict[tuple[str, str, str], Event]:
    """Every right by victim, accused and track."""
    heap = Heap(events, day, zone, retaliation=retaliation)
    found = {}
    for victim, accused in pairs(heap):
        charges = heap.all("characterised", victim=victim, accused=accused)
        for name in {track(heap, one["track"]) for one in charges} or {None}:
            shown = name or ("qisas" if heap.retaliation else "tazir")
            what = state(heap, victim, accused, name)
            held, extra = holds(heap, victim, accused), extra_holds(heap, victim, accused, name, what)
            listed = the_certificate(heap, victim)
            asked = {one["heir"] for one in heap.all("request", victim=victim, accused=accused)}
            found[victim, accused, shown] = {
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
        found += office(heap, waiver).refused
    listed = {entry["heir"] for one in heap.all("certificate") for entry in one["heirs"]}
    own = {one["waiver"] for one in heap.all("inquiry_opened") if one["raised_by"] in listed}
    for one in heap.events:
        kind = one["kind"]
        if "waiver" in one and one["waiver"] not in known:
            is_heard = (
                one["raised_by"] in listed
                if kind == "inquiry_opened"
                else kind == "inquiry_closed" and one["waiver"] in own
            )
            found += [] if is_heard else [(one, "UNKNOWN_WAIVER")]
        if "record" in one and not one["record"].strip():
            found += [(one, "NOT_VALIDATED")] if kind != "age_ruled" or one["age_at_act"] == "adult" else []
        found += [(one, "NOT_VALIDATED")] if kind == "certificate" and not one["number"] else []
        if kind in ("condition_met", "condition_breached") and one["waiver"] in known:
            paper = the_paper(heap, one["waiver"])
            has = paper is not None and any(two["condition"] == one["condition"] for two in paper["conditions"])
            found += [] if has else [(one, "UNKNOWN_CONDITION")]
    texts = [text_of(one, heap) for one in events]
    return {(texts.index(text_of(one, heap)) + 1, code) for one, code in found}
