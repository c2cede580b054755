"""The levels of a bulk comparison agree with what `tansiq.names` says of the same two names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq import names
from tansiq.linking import features, readings, source
from tansiq.linking.letters import IMPOSSIBLE, spelling_cost
from tansiq.linking.splitting import Splitter

SAME = [
    ("أحمد", "احمد"), ("عبد الله", "عبدالله"), ("فاطمة", "فاطمه"), ("النهدي", "نهدي"), ("با وزير", "باوزير"),
    ("صلاح الدين", "صلاح الدين"), ("محـمد", "محمد"), ("أبو بكر", "ابوبكر"), ("موسى", "موسي"),
    ("خالد", "Khaled"), ("محمد", "Mohammed"), ("عبد الرحمن", "Abdurrahman"), ("الحضرمي", "Al-Hadrami"),
    ("Yousef", "Yusuf"), ("سعيد", "Saeed"),
]  # fmt: skip
OTHER = [("محمد", "أحمد"), ("خالد", "سالم"), ("عبد الله", "أبو الله"), ("صالح", "فاطمة"), ("Omar", "سعيد")]


def word_columns(*words):
    """`ism` columns of records that hold one word each."""
    given = [{"unique_id": str(at), "agency": str(at), "ism": word} for at, word in enumerate(words)]
    table = features.build(source.of_rows(given)).table
    return [
        dict(zip(table.column_names, row, strict=True)) for row in zip(*(c.to_pylist() for c in table), strict=True)
    ]


def level(left, right):
    if left["ism"] == right["ism"]:
        return "same"
    mine, theirs = ({row["ism"], row["ism_other"]} - {None} for row in (left, right))
    if mine & theirs:
        return "read"
    return "consonants" if left["ism_skeleton"] == right["ism_skeleton"] else "other"


def names_bits(left, right):
    """What `names` adds for the name alone, above two strangers' names."""
    weights = [names.compare(names.Kit(names.Parts(ism=left)), names.Kit(names.Parts(ism=name))) for name in right]
    return [comparison.match_weight for comparison in weights]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_words_that_names_takes_for_one_are_at_an_agreeing_level(left, right):
    # Frequent words beside them, as in any file: a rare word is never read as a rarer one.
    a, b, *_ = word_columns(left, right, "محمد", "خالد", "احمد")

    assert level(a, b) in ("same", "read")
    same, stranger = names_bits(left, [right, "زمخشري"])
    assert same > stranger


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_words_that_names_takes_for_two_are_at_no_agreeing_level(left, right):
    a, b = word_columns(left, right)

    assert level(a, b) == "other"


def test_a_name_that_is_no_table_is_recognised_by_what_the_file_itself_says():
    rare = [{"unique_id": f"{at}", "agency": f"{at}", "ism": "خالد", "family": "الزمخراتي"} for at in range(4)]
    latin = {"unique_id": "x", "agency": "x", "ism": "Khaled", "family": "al-Zamkharati"}

    table = features.build(source.of_rows([*rare, latin])).table

    assert len(set(table["family"].to_pylist())) == 1


def test_a_word_seen_once_is_read_as_the_frequent_one_that_it_is_a_slip_of():
    found = readings.read_all({"صالحي": 500, "صلاحي": 1, "زيدان": 40, "زيدون": 30})

    assert found["صلاحي"].core == "صالحي" or found["صلاحي"].other == "صالحي"
    assert found["زيدون"].core == "زيدون"


def test_term_frequencies_are_the_file_s_and_lean_on_the_shipped_table_where_it_is_small():
    small = features.build(source.of_rows([{"unique_id": "1", "agency": "a", "ism": "محمد"}]))
    [few] = small.frequencies["ism"].values()
    large = features.build(
        source.of_rows({"unique_id": f"{n}", "agency": "a", "ism": "محمد" if n % 2 else "علي"} for n in range(20_000))
    )
    many = max(large.frequencies["ism"].values())

    assert 0.01 < few < 0.4
    assert many == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    "name",
    ["خالد سعيد با وزير", "عبد الله بن عمر", "Abd al-Rahman Nour ud-Din el-Abby", "محمد أبو شنب", "صلاح الدين عبد الحميد",
     "Abdul Salam Al Nahdi", "فوزية عماد الدين الحالمي", "O. bin Abdulaziz"],
)  # fmt: skip
def test_a_name_cut_into_pieces_has_the_words_that_names_finds_in_the_whole(name):
    whole = [token.cores[0] for token in names.tokens(names.Parts(full=name)) if token.kind != "particle"]

    assert list(Splitter().words(name)) == whole


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_any_text_is_split_into_words_or_into_none(text):
    words = Splitter().words(text)

    assert all(words)
    assert set(readings.read_all(dict.fromkeys(words, 1))) == set(words)


@pytest.mark.parametrize(
    ("core", "near", "far"),
    [
        ("خالد", "khaled", "walid"),
        ("كثيري", "katheeri", "kabiri"),
        ("جمال", "gamal", "kamal"),
        ("باوزير", "bawazir", "bashir"),
    ],
)
def test_a_spelling_costs_less_than_another_word(core, near, far):
    assert spelling_cost(core, near) < spelling_cost(core, far) <= IMPOSSIBLE
