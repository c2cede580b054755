"""Labelled pairs of a file, and what is told of those on which the weights err."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.names import Kit, Parts
from tansiq.people import labelled
from tansiq.people.labelled import LabelledPair

SAME = {"q": "خالد سعيد عمر باقنزل", "qby": 1985, "r": "Khaled Said Omar Baqanzal", "rk": None, "rby": 1985, "label": 1}
OTHER = {"q": "خالد سعيد باقنزل", "qby": None, "r": "Salem Said Baqanzal", "rk": "Abu Omar", "rby": None, "label": 0}


def pair(id_, one, other, *, is_same, **given):
    return LabelledPair(id_, Kit(Parts(full=one)), Kit(Parts(full=other), **given), is_same)


@pytest.fixture
def written(tmp_path):
    def write(*rows, name="pairs.jsonl"):
        file = tmp_path / name
        text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()
        file.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
        return file

    return write


@pytest.mark.parametrize("name", ["pairs.jsonl", "pairs.jsonl.gz"])
def test_a_file_is_read_plain_or_packed_and_is_known_again(written, name):
    pairs, digest = labelled.read_file(written(SAME, "", OTHER | {"kind": "random", "x": True}, name=name))

    assert [(each.id, each.is_same) for each in pairs] == [("1", True), ("3", False)]
    assert pairs[0].left.born_from.year == pairs[0].left.born_to.year == 1985
    assert pairs[1].right.parts == Parts(full="Salem Said Baqanzal", kunya="Abu Omar")
    assert digest == labelled.read_file(written(SAME, "", OTHER | {"kind": "random", "x": True}))[1]
    assert digest != labelled.read_file(written(SAME))[1]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("{", "not JSON"),
        ("[1]", "not an object"),
        ({"q": "خالد"}, "without qby, r, rk, rby, label"),
        (OTHER | {"tribe": "x"}, "unknown field tribe"),
        (OTHER | {"q": 3}, "q is no text"),
        (OTHER | {"rk": 3}, "rk is no text"),
        (OTHER | {"qby": "1985"}, "qby is no year of birth"),
        (OTHER | {"rby": True}, "rby is no year of birth"),
        (OTHER | {"rby": 3}, "rby is no year of birth"),
        (OTHER | {"label": "same"}, "label is neither 0 nor 1"),
        (OTHER | {"label": []}, "label is neither 0 nor 1"),
    ],
)
def test_a_broken_line_is_named_with_the_reason(written, row, why):
    with pytest.raises(labelled.UnreadableError) as raised:
        labelled.read_file(written(SAME, row))

    assert (raised.value.line, raised.value.why) == (2, why)


@pytest.mark.parametrize(
    ("name", "raw"), [("a.jsonl", b"\xff\xfe"), ("a.jsonl.gz", b"{}"), ("a.jsonl.gz", b"\x1f\x8b\x08")]
)
def test_bytes_that_are_no_text_are_refused(tmp_path, name, raw):
    (tmp_path / name).write_bytes(raw)

    with pytest.raises(labelled.UnreadableError):
        labelled.read_file(tmp_path / name)


def test_the_weights_err_below_the_threshold_on_one_man_and_above_it_on_two():
    told = labelled.evaluate([
        pair("right", "خالد سعيد عمر باقنزل", "خالد سعيد عمر باقنزل", is_same=True),
        pair("also right", "خالد سعيد عمر باقنزل", "ناصر فرج مبارك السندابي", is_same=False),
        pair("missed", "خالد سعيد عمر باقنزل", "ناصر فرج مبارك السندابي", is_same=True),
        pair("false", "خالد سعيد عمر باقنزل", "خالد سعيد عمر باقنزل", is_same=False),
    ])  # fmt: skip

    assert told["wrong"] == ["missed", "false"]
    assert (told["pairs"], told["same"], told["different"]) == (4, 2, 2)
    assert (told["erred"], told["missed"], told["false_hits"]) == (2, 1, 1)
    assert (told["f1"], told["precision"], told["recall"]) == (0.5, 0.5, 0.5)
    assert 0.4 < told["brier"] < 0.5
    assert [(each["id"], each["judged"]) for each in told["worst"]] == [("missed", "same"), ("false", "different")]
    assert "ISM_DIFFERS" in told["worst"][0]["steps"]


def test_nothing_to_judge_by_gives_no_figure():
    told = labelled.evaluate([])

    assert (told["pairs"], told["erred"], told["brier"], told["f1"], told["recall"]) == (0, 0, None, None, None)


def test_what_is_told_names_nobody():
    told = labelled.evaluate([pair("7", "خالد سعيد باقنزل", "Khaled Said Baqanzal", is_same=False)])

    assert not set("خالدسعيدباقنزل") & set(json.dumps(told, ensure_ascii=False))
    assert "Khaled" not in json.dumps(told)


def test_a_change_is_told_over_the_pairs_that_both_runs_looked_at():
    before = {"ids": ["a", "b", "c", "gone"], "wrong": ["a", "gone"]}
    now = {"ids": ["a", "b", "c", "new"], "wrong": ["b", "c", "new"]}

    assert labelled.changed(now, before) == {
        "compared": 3, "erred_before": 1, "erred_now": 2, "newly_wrong": ["b", "c"], "newly_right": ["a"],
    }  # fmt: skip


chunks = st.text(st.characters(codec="utf-8"), max_size=20)


@given(chunks, chunks, chunks, st.booleans(), st.none() | st.integers(1900, 2020))
def test_lines_are_read_back_as_they_were_written(tmp_path_factory, full, kunya, other, is_same, year):
    file = tmp_path_factory.mktemp("pairs") / "pairs.jsonl"
    row = SAME | {"q": full, "qby": year, "qk": kunya or None, "r": other, "label": int(is_same)}
    file.write_text(json.dumps(row))
    pairs, _ = labelled.read_file(file)

    [line] = labelled.lines(pairs)
    file.write_text(line)

    assert labelled.read_file(file)[0] == pairs


def test_parts_are_written_as_one_name_and_a_hijri_year_by_its_middle():
    from datetime import date

    parts = Parts(ism="خالد", father="سعيد", family="باقنزل", kunya="أبو عمر", mother="فاطمة")
    kit = Kit(parts, date(1999, 4, 17), date(2000, 4, 5), identifiers=frozenset({"passport:9"}))
    decade = Kit(Parts(full="x"), date(1980, 1, 1), date(1989, 12, 31))

    [line] = labelled.lines([LabelledPair("7", kit, decade, True)])

    assert json.loads(line) == {
        "q": "خالد سعيد باقنزل", "qk": "أبو عمر", "qby": 1999, "r": "x", "rk": None, "rby": None, "label": 1,
        "kind": "judged", "x": True, "link": "7",
    }  # fmt: skip
