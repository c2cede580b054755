"""The Splink settings: what is compared, at which levels, and what each level weighs. One object for every engine.

The levels are those of `tansiq.names`: the same word, a word that may be read as the same, the same consonants,
another word. `m`, how often records of one person agree at a level, was counted on labelled pairs
(`python -m benchmarks.link --levels`); `u`, how often others do, is that of the file, and where a word was met, of
that very word (Splink's term frequency adjustment).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from splink import SettingsCreator

MATCHES_PER_RECORD: Final = 0.2
"""Pairs of one person expected for each record, before anything of the file is seen; `scoring` learns the real one."""

# How much of a word's rarity counts, by level. Below 1: the words of one line are not independent.
_ISM_RARITY, _FATHER_RARITY, _FAMILY_RARITY = 1.0, 0.8, 0.9
_READ_RARITY: Final = {"ism": 0.8, "father": 0.7, "grandfather": 0.7, "family": 0.8}
_SKELETON_RARITY: Final = {"ism": 0.6, "father": 0.4, "grandfather": 0.4, "family": 0.4}
# A family left out, and the name before it taken for one: by the least rarity, in bits, of that name as a father's.
_LEFT_OUT: Final = ((12, "rarest"), (9, "rare"), (6, "known"), (0, "common"))
_M: Final[dict[str, dict[str, float]]] = {
    "ism": {"same": 0.949, "read": 0.020, "consonants": 0.010, "other": 0.022},
    "father": {"same": 0.954, "read": 0.015, "consonants": 0.005, "moved": 0.002, "other": 0.024},
    "grandfather": {"same": 0.948, "read": 0.014, "consonants": 0.006, "other": 0.032},
    "family": {
        "same": 0.844, "read": 0.018, "consonants": 0.018, "slip": 0.0114, "rarest": 0.0018, "rare": 0.0124,
        "known": 0.0216, "common": 0.0195, "other_full": 0.0046, "other": 0.0487,
    },
    "mother": {"same": 0.93, "consonants": 0.02, "other": 0.05},  # of no label: as a rare second name
    "year": {"same": 0.821, "one_apart": 0.174, "two_apart": 0.0046, "other": 0.0004},
    "day": {"same": 0.92, "other": 0.08},  # of no label
    "gov": {"same": 0.822, "other": 0.178},
    "doc": {"same": 0.94, "slip": 0.056, "two_slips": 0.002, "other": 0.002},
    "sex": {"same": 0.999, "other": 0.001},
}  # fmt: skip
_U_LEFT_OUT: Final = {"rarest": 1.6e-5, "rare": 1.4e-4, "known": 7e-4, "common": 3e-3}
_U_SLIP: Final = 1.1e-3
_SHORTEST_SLIP: Final = 4
_U_FULL: Final = 0.21  # both with four words, and two families

Level = dict[str, Any]


def comparisons(chance: Mapping[str, float]) -> list[dict[str, Any]]:
    """Every comparison with its levels; `chance` holds how likely two records agree by chance, by column."""
    line = [_word(part, chance[part]) for part in ("ism", "father", "grandfather")]
    return [
        *line, _family(chance["family"]), _mother(chance["mother"]), _year(chance["year"]),
        _comparison("day", [_null("day"), _level("same", "day_l = day_r", _M["day"]["same"], 1 / 365),
                            _else("other", _M["day"]["other"], 0.997)]),
        _comparison("gov", [_null("gov"), _same("gov", chance["gov"], 1.0),
                            _else("other", _M["gov"]["other"], 1.0 - chance["gov"])]),
        _doc(),
        # The ism tells the sex already: agreement says little more.
        _comparison("sex", [_null("sex"), _level("same", "sex_l = sex_r", _M["sex"]["same"], 0.9),
                            _else("other", _M["sex"]["other"], 0.4)]),
    ]  # fmt: skip


def _level(label: str, condition: str, m: float, u: float, **rest: Any) -> Level:
    return {
        "sql_condition": condition, "label_for_charts": label, "m_probability": m, "u_probability": min(u, 1.0), **rest
    }  # fmt: skip


def _null(column: str) -> Level:
    return {
        "sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL", "label_for_charts": "unknown",
        "is_null_level": True,
    }  # fmt: skip


def _else(label: str, m: float, u: float) -> Level:
    return _level(label, "ELSE", m, u)


def _comparison(name: str, levels: list[Level]) -> dict[str, Any]:
    return {"output_column_name": name, "comparison_levels": levels}


def _same(column: str, chance: float, rarity: float) -> Level:
    return _level(
        "same", f"{column}_l = {column}_r", _M[column]["same"], chance,
        tf_adjustment_column=column, tf_adjustment_weight=rarity,
    )  # fmt: skip


def _read(column: str, chance: float) -> Level:
    condition = f"{column}_l = {column}_other_r OR {column}_other_l = {column}_r OR {column}_other_l = {column}_other_r"
    return _level(
        "read", condition, _M[column]["read"], chance,
        tf_adjustment_column=column, tf_adjustment_weight=_READ_RARITY[column],
    )  # fmt: skip


def _consonants(column: str, chance: float, rarity: float) -> Level:
    return _level(
        "consonants", f"{column}_skeleton_l = {column}_skeleton_r", _M[column]["consonants"], chance,
        tf_adjustment_column=column, tf_adjustment_weight=rarity,
    )  # fmt: skip


def _word(column: str, chance: float) -> dict[str, Any]:
    """A given name: the ism, the father's or the grandfather's."""
    rarity = _ISM_RARITY if column == "ism" else _FATHER_RARITY
    levels = [_null(column), _same(column, chance, rarity), _read(column, chance)]
    if column == "father":
        # A father left out puts the grandfather in his place.
        moved = "father_l = grandfather_r OR grandfather_l = father_r"
        levels.append(_level("moved", moved, _M["father"]["moved"], 0.03))
    levels.append(_consonants(column, chance, _SKELETON_RARITY[column]))
    return _comparison(column, [*levels, _else("other", _M[column]["other"], 0.95)])


def _slip(column: str) -> str:
    """One letter more, less or other, in words long enough for that to say anything."""
    long_enough = f"length({column}_l) >= {_SHORTEST_SLIP} AND length({column}_r) >= {_SHORTEST_SLIP}"
    return f"{long_enough} AND levenshtein({column}_l, {column}_r) <= 1"


def _family(chance: float) -> dict[str, Any]:
    left_out = (
        "((family_l = father_r OR family_l = grandfather_r) AND family_rarity_l >= {0})"
        " OR ((family_r = father_l OR family_r = grandfather_l) AND family_rarity_r >= {0})"
    )
    m = _M["family"]
    levels = [
        _null("family"), _same("family", chance, _FAMILY_RARITY), _read("family", chance),
        _consonants("family", chance, _SKELETON_RARITY["family"]),
    ]  # fmt: skip
    slip = f"({_slip('family_text')}) OR ({_slip('family_bones')})"
    levels.append(_level("slip", slip, m["slip"], _U_SLIP))
    for least, label in _LEFT_OUT:
        levels.append(_level(f"left_out_{label}", left_out.format(least), m[label], _U_LEFT_OUT[label]))
    levels.append(_level("other_full", "parts_l >= 4 AND parts_r >= 4", m["other_full"], _U_FULL))
    return _comparison("family", [*levels, _else("other", m["other"], 1.0 - _U_FULL)])


def _mother(chance: float) -> dict[str, Any]:
    levels = [_null("mother"), _same("mother", chance, 1.0), _consonants("mother", chance, 0.5)]
    return _comparison("mother", [*levels, _else("other", _M["mother"]["other"], 0.95)])


def _year(chance: float) -> dict[str, Any]:
    m = _M["year"]
    return _comparison("year", [
        _null("year"), _same("year", chance, 1.0),
        _level("one_apart", "abs(year_l - year_r) = 1", m["one_apart"], 2 * chance),
        _level("two_apart", "abs(year_l - year_r) = 2", m["two_apart"], 2 * chance),
        _else("other", m["other"], max(0.1, 1.0 - 5 * chance)),
    ])  # fmt: skip


def _doc() -> dict[str, Any]:
    m, long_enough = _M["doc"], "length(doc_l) >= 6 AND length(doc_r) >= 6"
    return _comparison("doc", [
        _null("doc") | {"sql_condition": "doc_l IS NULL OR doc_r IS NULL OR doc_kind_l <> doc_kind_r"},
        _level("same", "doc_l = doc_r", m["same"], 1e-8),
        _level("slip", f"levenshtein(doc_l, doc_r) <= 1 AND {long_enough}", m["slip"], 7e-7),
        _level("two_slips", f"levenshtein(doc_l, doc_r) <= 2 AND {long_enough}", m["two_slips"], 2.5e-5),
        _else("other", m["other"], 1.0),
    ])  # fmt: skip


def blocking_rules(*, within: bool) -> list[str]:
    """Pairs that are compared: those that share enough to be able to reach any sensible threshold."""
    apart = "" if within else " AND l.agency <> r.agency"
    birth = " AND (l.year IS NULL OR r.year IS NULL OR abs(l.year - r.year) <= 2)"
    shared = (
        ("alike",), ("ism", "father", "year"), ("ism", "father", "gov"),
        ("father", "family", "year"), ("father", "family", "gov"), ("ism", "year", "gov"), ("family", "year", "gov"),
        ("ism", "father", "grandfather"),
    )  # fmt: skip
    rules = [" AND ".join(f"l.{column} = r.{column}" for column in columns) + birth + apart for columns in shared]
    return ["l.doc = r.doc AND l.doc_kind = r.doc_kind" + apart, *rules]


def settings(chance: Mapping[str, float], *, records: int, within: bool) -> SettingsCreator:
    """The settings of one linkage, the same for DuckDB and for Spark."""
    from splink import SettingsCreator

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        probability_two_random_records_match=prior(records),
        comparisons=[*comparisons(chance)],
        blocking_rules_to_generate_predictions=[{"blocking_rule": rule} for rule in blocking_rules(within=within)],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )


def prior(records: int) -> float:
    """Probability that two records taken at random are one person, before anything of the file is seen."""
    return min(0.1, 2.0 * MATCHES_PER_RECORD / max(1, records))
