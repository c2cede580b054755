"""A file in, proposals out: who is proposed, why, and that nothing else happens."""

from __future__ import annotations

import csv
import importlib.util
import json
import shutil
import stat
from typing import Any

import pytest

from tansiq import linking
from tansiq.linking import model, source
from tansiq.linking.features import TERM_FREQUENCY_COLUMNS

# Invented records of four agencies; who is whom stands in `PERSON`.
COLUMNS = ("unique_id", "agency", "name", "sex", "by", "gov", "doc")
ROWS = [
    # One man in three agencies and two scripts, a grandfather missing, a year off by one.
    ("a1", "alpha", "خالد سعيد عمر باقنزل", "m", "1994", "حضرموت", ""),
    ("b1", "beta", "Khaled Saeed Omar Baqanzal", "m", "1994", "حضرموت", ""),
    ("c1", "gamma", "خالد سعيد باقنزل", "m", "1995", "", "20176077"),
    # Brothers.
    ("a2", "alpha", "سالم مبارك عوض العكبري", "m", "1979", "شبوة", ""),
    ("b2", "beta", "ناصر مبارك عوض العكبري", "m", "1983", "شبوة", ""),
    # A name-alike of another generation.
    ("a3", "alpha", "محمد أحمد علي الصبري", "m", "1955", "تعز", ""),
    ("b3", "beta", "محمد احمد علي الصبري", "m", "1991", "إب", ""),
    # A slip of the hand, the same document.
    ("a4", "alpha", "فاطمة حسن يسلم باجبير", "f", "1988", "عدن", "71421749"),
    ("d4", "delta", "فاطمه حسن يلسم باجبير", "f", "1988", "عدن", "٧١٤٢١٧٤٩"),
    # Twice in one agency.
    ("a5", "alpha", "عبد الله صالح ناصر الكثيري", "m", "1971", "حضرموت", ""),
    ("a6", "alpha", "عبدالله صالح ناصر الكثيرى", "m", "1971", "حضرموت", ""),
    # Nobody else.
    ("d7", "delta", "Mubarak Awad bin Shamlan", "m", "1966", "حضرموت", ""),
    ("c8", "gamma", "نوال عبده قاسم المخلافي", "f", "2001", "تعز", ""),
]  # fmt: skip
PERSON = {"a1": 1, "b1": 1, "c1": 1, "a4": 4, "d4": 4, "a5": 5, "a6": 5}


def rows(count: int | None = None) -> list[dict[str, Any]]:
    """The first so many as a file has them."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in ROWS[:count]]


def true_pairs(*, within: bool = False) -> set[tuple[str, str]]:
    """Pairs of one person, of two agencies unless `within`."""
    agency = {row[0]: row[1] for row in ROWS}
    return {
        (left, right)
        for left in PERSON
        for right in PERSON
        if left < right and PERSON[left] == PERSON[right] and (within or agency[left] != agency[right])
    }


@pytest.fixture
def propose(tmp_path):
    def run(given=None, *, suffix=".csv", **options):
        out = tmp_path / f"proposals{suffix}"
        outcome = linking.link(source.of_rows(given or rows()), out, **options)
        with out.open(encoding="utf-8") as file:
            found = list(csv.DictReader(file)) if suffix == ".csv" else [json.loads(line) for line in file]
        return outcome, found

    return run


def ids(proposals):
    return {tuple(sorted((row["left_id"], row["right_id"]))) for row in proposals}


def test_records_of_one_person_in_two_agencies_are_proposed_and_no_others(propose):
    outcome, found = propose()

    assert ids(found) == true_pairs()
    assert (outcome.records, outcome.proposals, outcome.clusters) == (len(ROWS), len(found), 2)


def test_pairs_within_an_agency_come_only_when_asked_for(propose):
    _, found = propose(within=True)

    assert ids(found) == true_pairs(within=True)


def test_a_proposal_says_what_each_column_weighed_and_the_bits_add_up(propose):
    _, found = propose()

    [row] = [row for row in found if {row["left_id"], row["right_id"]} == {"a4", "d4"}]
    assert (row["ism_level"], row["doc_level"], row["mother_level"]) == ("same", "same", "unknown")
    for row in found:
        bits = [float(value) for column, value in row.items() if column.endswith("_bits") and value]
        assert sum(bits) == pytest.approx(float(row["match_weight"]), abs=0.1)
        weight = float(row["match_weight"])
        assert float(row["match_probability"]) == pytest.approx(1 / (1 + 2**-weight), abs=1e-3)


def test_a_pair_that_a_person_judged_apart_is_not_proposed_again(propose):
    _, found = propose(judged_apart=[("d4", "a4")])

    assert ids(found) == true_pairs() - {("a4", "d4")}


def test_a_higher_threshold_proposes_a_part_of_what_a_lower_one_does(propose):
    low, high = (ids(propose(threshold=threshold)[1]) for threshold in (0.05, 0.999))

    assert high <= low


def test_two_that_fit_equally_well_are_both_doubtful(propose):
    twin = rows(2)[0] | {"unique_id": "a9"}

    alone = {row["left_id"] + row["right_id"]: row for row in propose(rows(2))[1]}
    rivals = {row["left_id"] + row["right_id"]: row for row in propose([*rows(2), twin])[1]}

    assert float(rivals["a1b1"]["match_probability"]) < 0.51 < float(alone["a1b1"]["match_probability"])
    assert float(rivals["a1b1"]["rival_bits"]) < -5


def test_the_file_is_readable_by_its_owner_only_even_where_an_open_one_stood(tmp_path):
    out = tmp_path / "proposals.parquet"
    out.write_text("old")
    out.chmod(0o644)

    linking.link(source.of_rows(rows()), out)

    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_bytes()[:4] == b"PAR1"


def test_the_same_records_in_another_order_give_the_same_pairs(propose):
    forth, back = propose()[1], propose(rows()[::-1])[1]

    weigh = [
        {tuple(sorted((r["left_id"], r["right_id"]))): r["match_weight"] for r in found} for found in (forth, back)
    ]
    assert weigh[0] == weigh[1]


@pytest.mark.parametrize("given", [rows(1), [rows(1)[0] | {"name": "؟", "sex": ""}], rows(1) + rows(4)[3:]])
def test_a_file_in_which_nobody_fits_anybody_gives_an_empty_file(propose, given):
    outcome, found = propose(given)

    assert (found, outcome.proposals, outcome.clusters) == ([], 0, 0)


def test_parts_of_a_name_and_the_whole_name_meet(propose):
    apart = {"unique_id": "z1", "agency": "zeta", "ism": "خالد", "father": "سعيد", "grandfather": "عمر",
             "family": "با قنزل", "born": "1994-05-03"}  # fmt: skip

    found = propose([*rows(2), apart], suffix=".jsonl")[1]

    assert {("a1", "z1"), ("b1", "z1")} <= ids(found)


def test_a_number_that_everybody_has_says_nothing(propose):
    strangers = [row | {"doc": "00000000", "unique_id": f"{row['unique_id']}-{turn}", "agency": f"{turn}",
                        "by": str(1930 + 3 * turn)} for turn in range(12) for row in rows()[11:]]  # fmt: skip

    assert {row["doc_level"] for row in propose(strangers, threshold=0.01)[1]} <= {"unknown"}


def test_a_name_that_stands_for_no_name_compares_nobody(propose, monkeypatch):
    unknown = [{"unique_id": f"u{n}", "agency": f"{n}", "name": "مجهول الهوية"} for n in range(5)]
    monkeypatch.setattr("tansiq.linking.features.MOST_ALIKE", 4)

    _, found = propose([*rows(), *unknown], threshold=0.01)

    assert not [row for row in found if "u" in row["left_id"] + row["right_id"]]


@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None, reason="Spark is not installed"
)
@pytest.mark.filterwarnings("ignore")
def test_spark_proposes_what_duckdb_proposes_with_the_same_bits(propose):
    assert propose(engine="spark") == propose(engine="duckdb")


def test_spark_that_is_not_installed_is_said(propose, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)

    with pytest.raises(linking.EngineMissingError, match="spark"):
        propose(engine="spark")


def test_shares_of_levels_are_probabilities_and_agreement_never_weighs_against():
    for comparison in model.comparisons(dict.fromkeys(TERM_FREQUENCY_COLUMNS, 0.02)):
        known = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        assert sum(level["m_probability"] for level in known) == pytest.approx(1.0, abs=0.01)
        assert known[0]["m_probability"] > known[0]["u_probability"]
        assert known[-1]["m_probability"] < known[-1]["u_probability"]
