"""Random families, deaths, waivers, judgments, dates and charters: the engine against the oracle, and what must always hold.

TANSIQ_HEIRS_EXAMPLES sets how many of each kind are tried (default 150), TANSIQ_HEIRS_SEED from where.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tansiq.compartments.victims.tests import oracle, oracle_steps
from tansiq.compartments.victims.tests.scenes import Event, replay
from tansiq.compartments.victims.tests.stories import LENGTH, Story, least

EXAMPLES = int(os.environ.get("TANSIQ_HEIRS_EXAMPLES", "150"))
SEED = int(os.environ.get("TANSIQ_HEIRS_SEED", "20261130"))
QUICK = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
VICTIMS, ACCUSED, WAIVERS, CHARGES = ("V1", "V2"), ("A1", "A2"), ("W1", "W2", "W3"), ("C1", "C2")
HEIRS = ("wife", "boy", "brother", "uncle")
FIRST = date(2026, 3, 1)

names = st.sampled_from(HEIRS)
victims, accused = st.sampled_from(VICTIMS), st.sampled_from(ACCUSED)
waivers = st.sampled_from(WAIVERS)
records = st.sampled_from(("R/1", "R/1", "R/1", ""))


@st.composite
def moments(draw: Any) -> str:
    """A day, or a time of it in one of two zones."""
    day = (FIRST + timedelta(days=draw(st.integers(0, 30)))).isoformat()
    return draw(st.sampled_from((day, day, f"{day}T{draw(st.integers(0, 23)):02}:30+03:00", f"{day}T22:00+00:00")))


def kind(name: str, **fields: Any) -> st.SearchStrategy[Event]:
    return st.fixed_dictionaries({"kind": st.just(name), "at": moments(), **fields})


heir_entries = st.fixed_dictionaries({
    "heir": st.sampled_from((*HEIRS, *HEIRS, "A1")), "share": st.sampled_from(("1/4", "1/2", "1/8")),
    "capacity": st.sampled_from(("capable", "capable", "minor", "lacks")),
})  # fmt: skip
certificates = kind(
    "certificate", certificate=st.sampled_from(("H1", "H2", "H3")), victim=victims, court=st.just("M"), number=st.just("7"),
    heirs=st.lists(heir_entries, max_size=4, unique_by=lambda entry: entry["heir"]),
    supersedes=st.sampled_from((None, None, "H1", "H2")),
)  # fmt: skip
characterisations = kind(
    "characterised", charge=st.sampled_from(CHARGES), victim=victims, accused=accused,
    track=st.sampled_from(("qisas", "qisas", "hadd", "tazir")), by=st.sampled_from(("prosecutor", "judge")),
    instrument=st.just("41"),
)  # fmt: skip
papers = kind(
    "waiver", waiver=waivers, heir=names, victims=st.lists(victims, min_size=1, max_size=2, unique=True),
    accused=st.lists(accused, min_size=1, max_size=2, unique=True), qisas=st.sampled_from((True, True, False)),
    diya=st.sampled_from(("waived", "conditional", "kept")),
    conditions=st.sampled_from(([], [{"condition": "k", "text": "t"}])), signed_by=names,
    channel=st.sampled_from(("session", "paper", "phone")), place=st.just("house"), offered_by=st.just("none"),
    paid=st.just("none"), private_session=st.booleans(), literate=st.booleans(),
    reader=st.sampled_from((None, "a teacher")), witnesses=st.just([]),
)  # fmt: skip
pardons = kind(
    "pardon_in_court", waiver=waivers, heir=names, victim=victims, accused=accused, qisas=st.booleans(),
    diya=st.sampled_from(("waived", "conditional", "kept")), record=records, judge=st.just("J"),
)  # fmt: skip
rulings = st.one_of(*(
    kind(name, waiver=waivers, record=records, judge=st.just("J"))
    for name in ("court_validated", "court_validated", "court_rejected", "hold_ruled")
))  # fmt: skip
steps = st.one_of(*(
    kind(name, waiver=waivers)
    for name in ("session", "session", "second_confirmation", "sent_to_court", "waiver_withdrawn")
))  # fmt: skip
others = st.one_of(
    kind("victim", victim=victims, died_on=st.just("2026-02-01"), identified=st.sampled_from((True, True, True, False))),
    kind("accused", accused=accused, age_at_act=st.sampled_from(("adult", "adult", "adult", "child", "doubtful"))),
    kind("age_ruled", accused=accused, age_at_act=st.sampled_from(("adult", "child", "doubtful")), record=records),
    kind("capacity_ruled", heir=names, capacity=st.sampled_from(("capable", "minor", "lacks")), record=records),
    kind("request", heir=names, victim=victims, accused=accused),
    kind("heir_died", heir=names), kind("offender_died", accused=accused),
    kind("offender_inherits", accused=accused, part=st.just("some"), **{"from": st.sampled_from((*HEIRS, "V1", "cousin"))}),
    kind("diya_paid", heir=names, victim=victims, accused=accused, amount=st.just(1), currency=st.just("YER")),
    kind("inquiry_opened", waiver=waivers, raised_by=names, direction=st.sampled_from(("to_waive", "not_to_waive")),
         indicators=st.just([])),
    kind("inquiry_closed", waiver=waivers, outcome=st.sampled_from(("stands", "void")), raised_by=st.none() | names,
         direction=st.sampled_from((None, "to_waive", "not_to_waive"))),
    kind("condition_met", waiver=waivers, condition=st.sampled_from(("k", "k", "x"))),
    kind("condition_breached", waiver=waivers, condition=st.just("k")),
    kind("settlement", parties=st.just(["a"]), text=st.just("peace"), ends_on=st.none()),
)  # fmt: skip
anything = st.one_of(papers, papers, pardons, rulings, rulings, steps, certificates, characterisations, others)


@st.composite
def cases(draw: Any) -> list[Event]:
    """Most cases begin as real ones do: a victim, an accused, a certificate, a charge."""
    begun = [
        {"kind": "victim", "at": "2026-02-02", "victim": "V1", "died_on": "2026-02-01", "identified": True},
        {"kind": "accused", "at": "2026-02-02", "accused": "A1", "age_at_act": "adult"},
        {"kind": "characterised", "at": "2026-02-03", "charge": "C1", "victim": "V1", "accused": "A1", "track": "qisas",
         "by": "prosecutor", "instrument": "41"},
        {"kind": "certificate", "at": "2026-02-04", "certificate": "H1", "victim": "V1", "court": "M", "number": "7",
         "supersedes": None, "heirs": [
             {"heir": "wife", "share": "1/4", "capacity": "capable"}, {"heir": "boy", "share": "1/4", "capacity": "minor"},
             {"heir": "brother", "share": "1/2", "capacity": "capable"}]},
    ]  # fmt: skip
    start = begun if draw(st.integers(0, 4)) else begun[: draw(st.integers(0, 3))]
    return [*start, *draw(st.lists(anything, max_size=draw(st.sampled_from((4, 10, 25)))))]


days = st.integers(0, 35).map(lambda number: (FIRST + timedelta(days=number)).isoformat())
LAWS = {"yem": ("Asia/Aden", True), "irq": ("Asia/Baghdad", False)}
laws = st.sampled_from(("yem", "yem", "yem", "irq"))
PROVEN = {"hold", "minor", "SHARES_DO_NOT_SUM", "two_versions", "coercion_inquiry"}


def seen(found: Event) -> dict[tuple[str, str, str], Event]:
    """An answer in the oracle's shape."""
    return {
        (one["victim"], one["accused"], one["track"]): {
            "state": one["state"],
            "holds": {hold["waiver"] for hold in one["holds"] if hold["waiver"]},
            "extra": sum(hold["waiver"] is None for hold in one["holds"]),
            "heirs": [(h["heir"], h["share"], h["requested"], h["waiver"], h["diya"]) for h in one["heirs"]],
            "flags": PROVEN & set(one["flags"]),
        }
        for one in found["rights"]
    }


def differences(facts: list[Event], day: str, law: str) -> list[str]:
    """Wherever the engine and the oracle say different things."""
    zone, retaliation = LAWS[law]
    found, told = replay(facts, day, law), []
    expected = oracle.rights(facts, day, zone=zone, retaliation=retaliation)
    heap = oracle.Heap(facts, day, zone, retaliation=retaliation)
    rights = seen(found)
    if set(rights) != set(expected):
        return [f"rights: {set(rights) ^ set(expected)}"]
    for one in found["rights"]:
        key = (one["victim"], one["accused"], one["track"])
        right = expected[key] | {"holds": {waiver for waiver, _ in expected[key]["holds"]}}
        told += [
            f"{key} {part}: {rights[key][part]} or {right[part]}" for part in right if rights[key][part] != right[part]
        ]
        since = {(hold["waiver"], heap.first({"at": hold["since"]})) for hold in one["holds"] if hold["waiver"]}
        due = {heap.first({"at": hold["court_task_due"]}) - heap.first({"at": hold["since"]}) for hold in one["holds"]}
        if since != {(who, datetime.fromisoformat(at)) for who, at in expected[key]["holds"]} or due - {
            timedelta(days=1)
        }:
            told.append(f"{key} since: {since}, {due} or {expected[key]['holds']}")
        signs = oracle_steps.signs(heap, *key[:2], right["flags"])
        if set(one["flags"]) - {"CHRONOLOGY"} != right["flags"] | signs:
            told.append(f"{key} flags: {one['flags']} or {right['flags'] | signs}")
        steps, others = {tuple(step.values()) for step in one["steps"]}, oracle_steps.steps(heap, key, right, signs)
        told += [f"{key} step: {step}" for step in sorted(steps ^ others)]
    refused = {(one["line"], one["code"]) for one in found["refused"]}
    others = oracle.refused(facts, day, zone=zone, retaliation=retaliation)
    return told + [f"refused: {one}" for one in sorted(refused ^ others)]


PROVES = (
    "Q-01", "Q-02", "Q-03", "Q-05", "Q-07", "Q-11", "Q-16", "Q-19", "Q-23", "Q-25", "Q-26", "E08", "E10", "E12", "JUD-04"
)  # fmt: skip


@pytest.mark.rule(*PROVES)
def test_the_engine_says_what_the_text_says():
    chance, states, codes = random.Random(SEED), Counter[str](), Counter[str]()
    for number in range(EXAMPLES):
        story = Story(chance)
        facts, day = story.facts, (story.first + timedelta(days=chance.randint(0, LENGTH + 4))).isoformat()
        told = differences(facts, day, story.law)
        if told:
            few = least(facts, lambda one, day=day, law=story.law: bool(differences(one, day, law)))
            lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in few)
            pytest.fail(f"story {number}, {story.law}, {day}:\n{lines}\n" + "\n".join(differences(few, day, story.law)))
        for one in replay(facts, day, story.law)["rights"]:
            states[one["state"]] += 1
            codes.update(step["code"] for step in one["steps"])
    # A teller of stories in which nothing happens would prove nothing.
    assert states["qisas_dropped"] > EXAMPLES / 40
    assert len(codes) > 30


@seed(SEED)
@settings(QUICK)
@given(cases(), days, laws, st.randoms(use_true_random=False))
def test_order_doubles_and_later_lines_mean_nothing(facts, day, law, chance: random.Random):
    found = replay(facts, day, law)
    mixed = chance.sample(facts * 2, len(facts) * 2)
    zone, retaliation = LAWS[law]
    heap = oracle.Heap(facts, day, zone, retaliation=retaliation)

    assert replay(mixed, day, law)["rights"] == found["rights"]
    assert replay(heap.events, day, law)["rights"] == found["rights"]
    for one in found["rights"]:
        assert one["stop"] is bool(one["holds"])
        assert ("hold" in one["flags"]) is one["stop"]


@pytest.mark.rule("Q-02", "JUD-04", "Q-07")
@seed(SEED)
@settings(QUICK)
@given(cases(), days, laws, waivers)
def test_no_waiver_touches_another_victim_accused_track_or_a_minors_share(facts, day, law, name):
    without = [one for one in facts if one.get("waiver") != name]
    touched = {
        (victim, accused_)
        for one in facts if one["kind"] == "waiver" and one["waiver"] == name
        for victim in one["victims"] for accused_ in one["accused"]
    } | {
        (one["victim"], one["accused"])
        for one in facts if one["kind"] == "pardon_in_court" and one["waiver"] == name
    }  # fmt: skip
    before, after = seen(replay(without, day, law)), seen(replay(facts, day, law))
    zone, retaliation = LAWS[law]
    heap = oracle.Heap(facts, day, zone, retaliation=retaliation)

    for key, one in after.items():
        heirs = ("heirs", "state")
        if key[:2] not in touched and key in before:
            assert {part: one[part] for part in (*heirs, "holds")} == {
                part: before[key][part] for part in (*heirs, "holds")
            }
        if key in before and retaliation and key[2] in ("hadd", "tazir"):
            assert {part: one[part] for part in heirs} == {part: before[key][part] for part in heirs}
        for who, _, _, _, diya in one["heirs"]:
            if oracle.capacity(heap, key[0], who, heap.now) == "minor":
                assert diya in ("claimed", "paid")


@pytest.mark.rule("Q-23", "Q-25")
@seed(SEED)
@settings(QUICK)
@given(cases(), days, st.one_of(others, certificates, characterisations, steps, papers, rulings))
def test_a_life_that_a_court_has_spared_is_not_taken_back_by_what_comes_later(facts, day, later):
    now = {key: one for key, one in seen(replay(facts, day)).items() if one["state"] == "qisas_dropped"}
    later = later | {"at": (FIRST + timedelta(days=50)).isoformat()}
    then = seen(replay([*facts, later], (FIRST + timedelta(days=60)).isoformat()))

    for key in now:
        if later["kind"] in ("accused", "age_ruled"):
            continue  # who is found to be a child has another state, and its own hold
        until = seen(replay(facts, (FIRST + timedelta(days=60)).isoformat()))
        assert until[key]["state"] != "qisas_dropped" or then[key]["state"] == "qisas_dropped"
