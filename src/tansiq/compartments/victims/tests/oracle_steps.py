"""Open steps and signs of pressure a second time, from the text: asked of the same heap of raw events as the oracle.

The rows of both laws stand here by heart, with the day from which each speaks: no charter is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

from tansiq.compartments.victims.tests import oracle
from tansiq.compartments.victims.tests.heap import (
    Event,
    Heap,
    acts,
    capacity,
    certificates,
    how_far,
    in_force,
    is_first,
    is_open_to_heirs,
    is_stranger,
    names,
    office,
    proofs,
    records,
    refusal,
    the_certificate,
    the_paper,
    track,
)

CODE, RULE = date(1994, 12, 31), date(2025, 1, 1)
COURT = ("court", "our rule", "policy")
# Who acts, article, confidence, whether settled, and since when, as the law of Yemen stands in the text.
YEM = {
    "CHARACTERISE": ("prosecution", "not checked", "low", False, CODE), "TRACK_CHANGED": ("court", "not checked", "low", False, CODE),
    "FIND_HEIRS": (*COURT, False, RULE), "HEIRS_CERTIFICATE": ("court", "2", "high", True, CODE),
    "TWO_CERTIFICATES": (*COURT, False, RULE), "SHARES_DO_NOT_SUM": (*COURT, True, RULE),
    "SET_ON_A_CHILD": ("court", "31", "high", True, CODE), "AGE_TO_BE_RULED": ("court", "31", "high", True, CODE),
    "AGE_NOT_RECORDED": ("court", "31", "high", True, CODE), "RULE_ON_WAIVER": ("court", "63", "high", True, CODE),
    "VALIDATED_YET_REFUSED": (*COURT, False, RULE), "RULINGS_DIFFER": ("court", "not checked", "low", False, CODE),
    "TWO_VERSIONS": (*COURT, True, RULE), "COERCION_INQUIRY": (*COURT, True, RULE), "COERCION_INDICATORS": (*COURT, True, RULE),
    "SIGNED_BY_ANOTHER": (*COURT, False, RULE), "GUARDIAN_PARDON": ("court", "not checked", "low", False, CODE),
    "YOUNG_HEIR": ("court", "not checked", "medium", False, CODE), "DEAD_HEIRS_WAIVER": ("court", "63", "low", False, CODE),
    "SHORT_COOLING_OFF": (*COURT, True, RULE), "MISSED_STEPS": (*COURT, True, RULE),
    "PROTECT_HEIR": ("protection", "our rule", "policy", True, RULE), "MINOR_HEIRS": ("court", "50", "medium", False, CODE),
    "ALL_HEIRS_MINORS": ("court", "50", "low", False, CODE), "SHARE_PASSES": ("court", "50", "low", False, CODE),
    "OFFENDER_AMONG_HEIRS": ("court", "65", "low", False, CODE), "INHERITANCE_UNCLEAR": ("court", "65", "low", False, CODE),
    "REQUEST_RECORDED": ("court", "50", "high", True, CODE), "NO_HEIR_ASKS": ("court", "50", "medium", False, CODE),
    "NOT_PRONOUNCED": ("court", "54", "high", True, CODE), "STAY": ("court", "54", "high", True, CODE),
    "SHARES_REMAIN": ("court", "63", "high", True, CODE), "PUBLIC_RIGHT": ("court", "235", "medium", False, CODE),
    "AFTER_BAR": ("court", "65", "medium", False, CODE), "OTHER_PENALTY": ("court", "234", "low", False, CODE),
    "OFFENDER_DIED": ("court", "234", "medium", False, CODE), "PERSONS_RIGHTS": ("court", "not checked", "low", False, CODE),
    "CONDITIONS_PENDING": ("court", "234", "medium", False, CODE), "CONDITION_BREACHED": ("court", "234", "low", False, CODE),
    "DIYA_OTHER_TABLE": ("court", "40", "medium", False, CODE), "DIYA_TABLE_CHANGED": ("court", "40", "medium", False, CODE),
    "PAID_TO_ANOTHER": (*COURT, True, RULE), "ACQUITTED": (*COURT, True, RULE),
}  # fmt: skip
# Since when a sum of the diya is in force, the sums, and what their law is called by.
TABLES = (
    (date(2006, 12, 31), {"5500000", "1600000"}, {"32/2006", "DIYA-AMENDMENT-2006"}),
    (date(1995, 12, 31), {"700000"}, {"16/1995", "DIYA-AMENDMENT-1995"}),
    (CODE, {"1000"}, {"12/1994", "PENAL-CODE"}),
)
OVER = ("qisas_dropped", "barred", "offender_died")
Step = tuple[str, str, str, str, bool]


def day_of(heap: Heap, moment: datetime) -> date:
    return moment.astimezone(heap.tz).date()


def steps(heap: Heap, key: tuple[str, str, str], right: Event, signs: set[str]) -> set[Step]:
    """Every step of one right, as the law of the day words it."""
    victim, accused, shown = key
    name = shown if heap.all("characterised", victim=victim, accused=accused) else None
    codes = {
        *of_circle(heap, victim, accused, right["state"]), *of_age(heap, victim, accused, name),
        *of_waivers(heap, victim, accused, right, signs), *of_state(heap, victim, accused, name, right),
        *of_diya(heap, victim, accused, name, right),
    }  # fmt: skip
    today = day_of(heap, heap.now)
    if not heap.retaliation:
        return {(code, YEM[code][0], "not checked", "low", False) for code in codes if today >= date(1969, 12, 31)}
    return {(code, *YEM[code][:4]) for code in codes if today >= YEM[code][4]}


def of_circle(heap: Heap, victim: str, accused: str, state: str) -> Iterator[str]:
    told = heap.all("victim", victim=victim)
    if told and not max((heap.first(one), one["identified"]) for one in told)[1]:
        yield "FIND_HEIRS"
    listed = the_certificate(heap, victim)
    if listed is None:
        yield "HEIRS_CERTIFICATE"
        return
    if len(in_force(heap, victim)) > 1:
        yield "TWO_CERTIFICATES"
    if sum((Fraction(entry["share"]) for entry in listed["heirs"]), Fraction(0)) != 1:
        yield "SHARES_DO_NOT_SUM"
    heirs = [entry["heir"] for entry in listed["heirs"]]
    minors = [who for who in heirs if capacity(heap, victim, who, heap.now) == "minor"]
    if minors and state not in (*OVER, "not_waivable"):
        yield "MINOR_HEIRS"
        if minors == heirs:
            yield "ALL_HEIRS_MINORS"
    if any(heap.all("heir_died", heir=who) for who in heirs):
        yield "SHARE_PASSES"
    if accused in heirs:
        yield "OFFENDER_AMONG_HEIRS"


def of_age(heap: Heap, victim: str, accused: str, name: str | None) -> Iterator[str]:
    said = heap.all("accused", accused=accused)
    ruled = [one for one in heap.all("age_ruled", accused=accused) if one["record"] or one["age_at_act"] != "adult"]
    if not said and not ruled:
        yield "AGE_NOT_RECORDED"
    if name is not None and oracle.child_hold(heap, victim, accused, name):
        newest = max(
            ((heap.first(one), one["age_at_act"]) for one in ruled if one["age_at_act"] != "adult"), default=None
        )
        ages = {newest[1]} if ruled and newest else {one["age_at_act"] for one in said}
        yield "SET_ON_A_CHILD" if "child" in ages else "AGE_TO_BE_RULED"


def of_waivers(heap: Heap, victim: str, accused: str, right: Event, signs: set[str]) -> Iterator[str]:
    every = acts(heap, victim, accused)
    if right["holds"]:
        yield "RULE_ON_WAIVER"
    if every:
        yield "PROTECT_HEIR"
    if "coercion_inquiry" in right["flags"]:
        yield "COERCION_INQUIRY"
    if signs:
        yield "COERCION_INDICATORS"
    if "two_versions" in signs:
        yield "TWO_VERSIONS"
    for waiver, who in {(act["waiver"], act["heir"]) for act in every}:
        mine = [act for act in every if act["waiver"] == waiver and act["heir"] == who]
        good = [act for act in mine if refusal(heap, act, victim, accused) is None]
        idle = [act for act in good if act["qisas"]] if right["state"] in ("heirs_search", "right_open") else []
        if any(proofs(heap, act) for act in [*idle, *(act for act in mine if act not in good)]):
            yield "VALIDATED_YET_REFUSED"
        if good:
            yield from of_claim(heap, victim, waiver, who, good)


def of_claim(heap: Heap, victim: str, waiver: str, who: str, good: list[Event]) -> Iterator[str]:
    state = how_far(heap, waiver, good)
    if any(capacity(heap, victim, who, heap.last(act)) != "capable" for act in good):
        yield "GUARDIAN_PARDON"
    if state not in ("court_validated", "court_rejected"):
        if any(is_young(heap, victim, who, act) for act in good):
            yield "YOUNG_HEIR"
        if any(act["kind"] == "waiver" and not is_own_hand(heap, victim, who, act["signed_by"]) for act in good):
            yield "SIGNED_BY_ANOTHER"
        if heap.all("heir_died", heir=who):
            yield "DEAD_HEIRS_WAIVER"
    is_own = any(is_first(heap, act) for act in good)
    if is_own and state == "court_validated" and records(heap, waiver, "court_rejected"):
        yield "RULINGS_DIFFER"
    done = office(heap, waiver)
    if is_own and day_of(heap, heap.now) >= RULE and any(gap < timedelta(days=14) for gap in done.gaps):
        yield "SHORT_COOLING_OFF"
    spoken = [act for act in good if act["kind"] == "pardon_in_court" and act["record"]]
    spoken += [act for act in good if act.get("channel") == "in_court" and proofs(heap, act)]
    if spoken and not (is_own and done.is_sent):
        yield "MISSED_STEPS"


def is_young(heap: Heap, victim: str, who: str, act: Event) -> bool:
    if capacity(heap, victim, who, heap.last(act)) != "capable":
        return False
    entries = [entry for one in certificates(heap, victim) for entry in one["heirs"] if entry["heir"] == who]
    births = [date.fromisoformat(entry["born_on"]) for entry in entries if entry.get("born_on")]
    on = day_of(heap, heap.first(act))
    return any((on.year - 18, on.month, on.day) < (born.year, born.month, born.day) for born in births)


def is_own_hand(heap: Heap, victim: str, who: str, signer: str) -> bool:
    entries = [entry for one in certificates(heap, victim) for entry in one["heirs"] if entry["heir"] == who]
    return signer == who or signer in {entry.get("represented_by") for entry in entries}


def of_state(heap: Heap, victim: str, accused: str, name: str | None, right: Event) -> Iterator[str]:
    if name is None:
        yield "CHARACTERISE"
        return
    state, charged = right["state"], heap.all("characterised", victim=victim, accused=accused)
    tracks = {(one["charge"], track(heap, one["track"])) for one in charged}
    if len(tracks) > len({charge for charge, _ in tracks}):
        yield "TRACK_CHANGED"
    judged = judgments(heap, victim, accused, name)
    final = [one for one in judged if one["result"] == "convicted" and one["final"]]
    for one in judged:
        if one["result"] != "convicted" and not any(
            later["charge"] == one["charge"] and heap.before(one, later) for later in final
        ):
            yield "ACQUITTED"
    if state == "not_waivable":
        if not is_open_to_heirs(heap, name):
            yield "PERSONS_RIGHTS"
        elif any(waiver for _, _, _, waiver, _ in right["heirs"]):
            yield "PUBLIC_RIGHT"
        return
    if state == "offender_died":
        yield "OFFENDER_DIED"
    if state in ("barred", "qisas_dropped") and any(diya != "waived" for *_, diya in right["heirs"]):
        yield "SHARES_REMAIN"
    if state == "barred":
        yield from ("AFTER_BAR", "OTHER_PENALTY")
    if state == "qisas_dropped":
        proven = oracle.dropped(heap, victim, accused)
        convicted = [one for one in judged if one["result"] == "convicted"]
        yield "PUBLIC_RIGHT"
        yield "STAY" if proven and any(heap.last(one) < proven for one in convicted) else "NOT_PRONOUNCED"
    if state == "right_open":
        asked = {one["heir"] for one in heap.all("request", victim=victim, accused=accused)}
        heirs = {who for who, *_ in right["heirs"]}
        yield "REQUEST_RECORDED" if (asked & heirs if heirs else asked) else "NO_HEIR_ASKS"
    if oracle.unclear_hold(heap, victim, accused, name, state):
        yield "INHERITANCE_UNCLEAR"


def judgments(heap: Heap, victim: str, accused: str, name: str) -> list[Event]:
    charged = heap.all("characterised", victim=victim, accused=accused)
    charges = {one["charge"] for one in charged if track(heap, one["track"]) == name}
    return [one for one in heap.all("judgment") if one["charge"] in charges]


def of_diya(heap: Heap, victim: str, accused: str, name: str | None, right: Event) -> Iterator[str]:
    if name is None or not is_open_to_heirs(heap, name):
        return
    for act in acts(heap, victim, accused):
        paper = the_paper(heap, act["waiver"]) if is_first(heap, act) else None
        if refusal(heap, act, victim, accused) is None and paper is not None:
            told = [oracle.said_of(heap, act["waiver"], one["condition"]) for one in paper["conditions"]]
            yield from (["CONDITION_BREACHED"] if "condition_breached" in told else [])
            yield from (["CONDITIONS_PENDING"] if "pending" in told else [])
    paid = heap.all("diya_paid", victim=victim, accused=accused)
    heirs = {who for who, *_ in right["heirs"]}
    if heirs and {one["heir"] for one in paid} - heirs:
        yield "PAID_TO_ANOTHER"
    if not heap.retaliation:
        return  # nobody has read a table of that law
    days = {day_of(heap, heap.first(one)) for one in paid}
    if not paid or any(diya not in ("paid", "waived") for *_, diya in right["heirs"]):
        days.add(day_of(heap, heap.now))
    for one in judgments(heap, victim, accused, name):
        on = day_of(heap, heap.first(one))
        sums, numbers = table(on)
        if one["result"] != "convicted":
            continue
        amount = str(one["diya_amount"]).replace(",", "")
        wrong = one["diya_amount"] is not None and amount not in sums
        if sums and (wrong or (one["diya_instrument"] is not None and one["diya_instrument"] not in numbers)):
            yield "DIYA_OTHER_TABLE"
        if any(day > on and table(day)[0] != sums for day in days):
            yield "DIYA_TABLE_CHANGED"


def table(day: date) -> tuple[set[str], set[str]]:
    return next(((sums, numbers) for since, sums, numbers in TABLES if day >= since), (set(), set()))


def signs(heap: Heap, victim: str, accused: str, flags: set[str]) -> set[str]:
    """Signs of pressure that are flagged: those of the papers, and whatever somebody ticked, where the law knows them."""
    found = {"two_versions"} & flags
    if day_of(heap, heap.now) < RULE:
        return found
    papers = [one for one in heap.all("waiver") if names(one, victim, accused)]
    for one in papers:
        found |= {"no_reader"} if not one["literate"] and not one["reader"] else set()
        found |= {"detention_or_military_place"} if "prison" in one["place"] else set()
        found |= {"security_payment"} if "commander" in one["offered_by"] else set()
        found |= {"mediator_payment"} if "sheikh" in one["offered_by"] else set()
        strange = [is_stranger(heap, dead, one["heir"], one) for dead in set(one["victims"])]
        found |= {"beyond_own_case"} if any(strange) and not all(strange) else set()
    listed = the_certificate(heap, victim)
    heirs = {entry["heir"] for entry in listed["heirs"]} if listed else set()
    mine = {one["waiver"] for one in [*papers, *heap.all("pardon_in_court", victim=victim, accused=accused)]}
    known = {one["waiver"] for one in heap.all("waiver", "pardon_in_court")}
    for one in heap.all("inquiry_opened"):
        if one["waiver"] in mine or (one["waiver"] not in known and one["raised_by"] in heirs):
            found |= set(one["indicators"]) - {"a sign of nobody"}
    return found if found - {"mediator_payment"} else set()
