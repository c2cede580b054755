"""The chain of custody as a file: one hand at every moment, and no damage that is not found."""

from __future__ import annotations

import json
from datetime import timedelta

import chains
import pytest
from chains import Writer
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.compartments.casework import chain
from tansiq.compartments.casework.verification import verify

pytestmark = pytest.mark.rule("EVD-02")
HANDS = ("finder", "store", "lab", "court")


def codes(raw, **given):
    return {code for _line, code in verify(raw, **given).faults}


@st.composite
def stories(draw, *, may_end=True):
    """A chain as it may happen: each step by whoever has the piece then; returns the writer, and hands by step."""
    hand = draw(st.sampled_from(HANDS))
    writer, held = Writer().found(hand, note=draw(st.text(max_size=8))), [hand]
    for step in draw(st.lists(st.sampled_from(("transferred", "gap", "noted", "sealed", "analysed")), max_size=8)):
        if step in ("transferred", "gap"):
            taker = draw(st.sampled_from([one for one in HANDS if one != hand]))
            if step == "gap":
                writer.add("gap", {"from": hand, "to": taker, "reason": "left overnight"}, taker)
            else:
                writer.transferred(hand, taker)
            hand = taker
        else:
            writer.add(step, {"words": draw(st.text(max_size=8))}, hand)
        held.append(hand)
    if may_end and draw(st.booleans()):
        writer.add(draw(st.sampled_from(chain.ENDS)), {"order": "311/2021"}, hand)
        held.append("")
    return writer, held


@settings(deadline=None)
@given(stories())
def test_at_every_moment_a_piece_is_in_one_hand(story):
    writer, held = story

    for count in range(1, len(writer.lines)):
        cut = Writer()
        cut.lines = writer.lines[: count + 1]
        found = verify(cut.file())
        assert (found.faults, found.hand) == ((), held[count - 1])


@settings(deadline=None)
@given(stories(), st.data())
def test_every_changed_byte_is_found(story, data):
    raw = story[0].file()
    place = data.draw(st.integers(0, len(raw) - 1))
    sign = data.draw(st.integers(0, 255).filter(lambda one: one != raw[place]))

    assert verify(raw[:place] + bytes([sign]) + raw[place + 1 :]).faults


@settings(deadline=None)
@given(stories(), st.data())
def test_every_cut_tail_is_found(story, data):
    raw = story[0].file()

    assert verify(raw[: data.draw(st.integers(0, len(raw) - 1))]).faults


@settings(deadline=None)
@given(stories(), st.data())
def test_a_line_taken_out_put_twice_or_moved_is_found(story, data):
    lines = story[0].file().split(b"\n")[:-1]
    first, second = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
    moved = list(lines)
    moved[first], moved[second] = moved[second], moved[first]

    for changed in (lines[:first] + lines[first + 1 :], [*lines[:first], lines[first], *lines[first:]], moved):
        if changed != lines:
            assert verify(b"\n".join(changed) + b"\n").faults


@settings(deadline=None)
@given(stories(may_end=False), st.data())
def test_nobody_gives_what_he_does_not_have(story, data):
    writer, held = story
    giver = data.draw(st.sampled_from([one for one in HANDS if one != held[-1]]))
    taker = data.draw(st.sampled_from([one for one in HANDS if one != giver]))

    assert "TWO_HANDS" in codes(writer.transferred(giver, taker).file())


def test_a_declared_gap_is_told_with_its_reason_and_is_no_fault():
    found = verify(chains.rifle().file())

    assert found.faults == ()
    [gap] = found.gaps
    assert (gap["line"], gap["reason"]) == (9, "left at the guard post overnight; nobody signed for it")


@pytest.mark.parametrize(
    ("write", "code"),
    [
        (lambda: Writer().found("store").add("transferred", {"from": "store", "to": "lab"}, "store"), "NO_SIGNATURE"),
        (lambda: Writer().found("store").add("transferred", {"from": "store", "to": "lab"}, "lab"), "NO_SIGNATURE"),
        (lambda: Writer().found("store").add("transferred", {"from": "store"}, "store"), "NO_HAND"),
        (lambda: Writer().found("store").transferred("store", "store"), "TWO_HANDS"),
        (lambda: Writer().found("store").add("gap", {"to": "lab", "reason": " "}, "lab"), "NO_REASON"),
        (lambda: Writer().found("store").add("returned", {"order": ""}, "store"), "NO_ORDER"),
        (lambda: Writer().found("store").add("returned", {"order": "1"}, "store").add("noted", {}, "store"), "AFTER_END"),
        (lambda: Writer().add("sealed", {}, "store"), "NO_BEGINNING"),
        (lambda: Writer().found("store").found("lab"), "BEGINS_AGAIN"),
        (lambda: Writer().found("store").add("noted", {}, "store", seq=3), "SEQUENCE"),
        (lambda: Writer().found("store").add("noted", {}, "store", keys={"store": "x"}), "ANOTHER_KEY"),
    ],
)  # fmt: skip
def test_what_cannot_have_been(write, code):
    assert code in codes(write().file())


def test_time_does_not_run_backwards():
    writer = Writer().found("store")
    writer.at -= timedelta(days=1)

    assert codes(writer.add("noted", {}, "store").file()) == {"CHRONOLOGY"}


def test_whoever_knows_the_installation_finds_another_one():
    own = chain.public_hex(chains.INSTALLATION)
    raw = chains.rifle().file()

    assert codes(raw, public_key=own) == set()
    assert codes(raw, public_key="0" * 64) == {"ANOTHER_INSTALLATION"}


def test_a_chain_that_somebody_else_wrote_anew_is_not_signed_by_the_installation():
    writer = chains.rifle()
    forged = b"\n".join([*writer.lines, chain.last_line(chains.key_of("forger"), writer.lines)]) + b"\n"

    assert codes(forged) == {"INSTALLATION_SIGNATURE"}


@pytest.mark.parametrize("raw", [b"", b"\n", b"{}\n", b"[1]\n", b"\xff\n", b'{"exhibit":1}\n', b"[" * 9000 + b"\n"])
def test_what_is_no_chain_is_said_to_be_none(raw):
    assert "NO_HEADER" in codes(raw)


@pytest.mark.parametrize("name", sorted(chains.damaged()))
def test_each_damage_has_its_line(name):
    assert verify(chains.damaged()[name]).faults


@pytest.mark.parametrize("member", sorted(chain.EVENT_KEYS))
@pytest.mark.parametrize(
    "value", [None, [], {}, ["found"], {"a": 1}, 1, -1, 10**400, True, "", "0001-01-01T00:00:00+14:00"]
)
def test_no_value_of_another_kind_is_taken_for_an_event_or_ends_the_verification(member, value):
    lines = chains.rifle().file().split(b"\n")
    lines[2] = chain.canonical(json.loads(lines[2]) | {member: value})

    assert verify(b"\n".join(lines)).faults
