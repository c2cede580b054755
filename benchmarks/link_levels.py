"""How often records of one person agree at each level: where the `m` of `tansiq.linking.model` come from."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tansiq.linking import engines, features, model, source
from tansiq.linking.features import TERM_FREQUENCY_COLUMNS


def shares(file: Path) -> dict[str, Any]:
    """By comparison and level: share of the labelled pairs of two agencies in which the column is known on both sides.

    All pairs of one person are counted, not only those that a blocking rule would find.
    """
    records, _ = source.read_file(file)
    built = features.build(records)
    table = built.table
    with tempfile.TemporaryDirectory() as folder, engines.connect(folder) as connection:
        connection.register("columns", table)
        connection.execute("CREATE TABLE features AS SELECT * FROM columns")
        connection.execute(
            "CREATE TABLE truth AS SELECT row_number() OVER () - 1 AS unique_id, cluster FROM (SELECT cluster FROM"
            f" read_parquet('{file}'))"
        )
        left = ", ".join(f"l.{name} AS {name}_l, r.{name} AS {name}_r" for name in table.column_names)
        connection.execute(
            f"CREATE TABLE pairs AS SELECT {left} FROM truth a JOIN truth b ON a.cluster = b.cluster"
            " AND a.unique_id < b.unique_id JOIN features l ON l.unique_id = a.unique_id"
            " JOIN features r ON r.unique_id = b.unique_id WHERE l.agency <> r.agency"
        )
        told: dict[str, Any] = {}
        for comparison in model.comparisons(dict.fromkeys(TERM_FREQUENCY_COLUMNS, 0.01)):
            levels = comparison["comparison_levels"]
            cases = " ".join(
                f"ELSE '{level['label_for_charts']}'" if level["sql_condition"] == "ELSE"
                else f"WHEN {level['sql_condition']} THEN '{level['label_for_charts']}'"
                for level in levels
            )  # fmt: skip
            counted = connection.execute(f"SELECT CASE {cases} END AS level, count(*) FROM pairs GROUP BY 1").fetchall()
            known = {label: count for label, count in counted if label != "unknown"}
            total = max(1, sum(known.values()))
            told[comparison["output_column_name"]] = {
                level["label_for_charts"]: round(known.get(level["label_for_charts"], 0) / total, 4)
                for level in levels[1:]
            }
    return told
