"""The file of proposals: who may be whom, and what each column said about it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tansiq.linking import model
from tansiq.linking.engines import SCORED
from tansiq.linking.features import TERM_FREQUENCY_COLUMNS

if TYPE_CHECKING:
    import duckdb

FORMATS: Final = {
    ".parquet": "FORMAT parquet", ".csv": "FORMAT csv, HEADER", ".jsonl": "FORMAT json",
}  # fmt: skip


def write(connection: duckdb.DuckDBPyConnection, file: Path, *, threshold: float, prior_bits: float) -> int:
    """Write the proposals, likeliest first, readable by their owner only; returns how many there are.

    `match_weight` is the sum of `prior_bits`, all `*_bits` of comparisons, `rival_bits` (what others of the same
    agency that fit as well take away) and `joined_bits` (what a third record, `joined_by`, adds).
    """
    shown = []
    for name, levels in _levels().items():
        labels = " ".join(f"WHEN {number} THEN '{label}'" for number, label in levels.items())
        term_frequency = f" + coalesce(s.mw_tf_adj_{name}, 0)" if name in TERM_FREQUENCY_COLUMNS else ""
        shown.append(f"CASE s.gamma_{name} {labels} END AS {name}_level")
        shown.append(f"round(s.mw_{name}{term_frequency}, 2) + 0.0 AS {name}_bits")
    proposals = f"""
        SELECT a.id AS left_id, b.id AS right_id, a.agency_name AS left_agency, b.agency_name AS right_agency,
               round(w.weight, 2) AS match_weight, round(w.probability, 4) AS match_probability,
               round({prior_bits}, 2) AS prior_bits, {", ".join(shown)},
               round(w.rival_bits, 2) + 0.0 AS rival_bits, round(w.joined_bits, 2) AS joined_bits, c.id AS joined_by
        FROM weighed w LEFT JOIN {SCORED} s USING (unique_id_l, unique_id_r)
        JOIN records a ON a.unique_id = w.unique_id_l JOIN records b ON b.unique_id = w.unique_id_r
        LEFT JOIN records c ON c.unique_id = w.joined_by
        WHERE w.probability >= {threshold}
        ORDER BY w.weight DESC, w.unique_id_l, w.unique_id_r"""
    file.unlink(missing_ok=True)
    before = os.umask(0o077)
    try:
        connection.execute(f"COPY ({proposals}) TO '{_quoted(file)}' ({FORMATS[file.suffix]})")
    finally:
        os.umask(before)
    file.chmod(0o600)
    [(count,)] = connection.execute("SELECT count(*) FROM weighed WHERE probability >= ?", [threshold]).fetchall()
    return int(count)


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")


def _levels() -> dict[str, dict[int, str]]:
    """Label of each level by comparison and Splink's number for it: -1 unknown, else counted down to 0."""
    chance = dict.fromkeys(TERM_FREQUENCY_COLUMNS, 0.01)
    found: dict[str, dict[int, str]] = {}
    for comparison in model.comparisons(chance):
        labels = [level["label_for_charts"] for level in comparison["comparison_levels"]]
        found[comparison["output_column_name"]] = {-1: labels[0]} | {
            len(labels) - 2 - at: label for at, label in enumerate(labels[1:])
        }
    return found
