"""One linkage, from records to a file of proposals."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tansiq.linking import engines, features, output, scoring
from tansiq.linking.engines import Engine
from tansiq.linking.features import Features
from tansiq.linking.source import Record

if TYPE_CHECKING:
    import duckdb

DEFAULT_THRESHOLD: Final = 0.4
"""Match probability from which a pair is proposed: where precision and recall weigh the same on labelled files."""


@dataclass(frozen=True)
class Outcome:
    """What a linkage came to: records read, pairs proposed, groups that these form, the prior learned (bits)."""

    records: int
    proposals: int
    clusters: int
    prior_bits: float


def link(
    records: Sequence[Record], out: Path, *, engine: Engine = "duckdb", threshold: float = DEFAULT_THRESHOLD,
    within: bool = False, judged_apart: Collection[tuple[str, str]] = (),
) -> Outcome:  # fmt: skip
    """Propose which records are one person, for people to judge; nothing is merged.

    Args:
        records: of all agencies; ids differ.
        out: .csv, .parquet or .jsonl; replaced, readable by its owner only.
        threshold: match probability from which a pair is proposed, 0 to 1.
        within: also compare records of one agency with each other.
        judged_apart: pairs of ids that a person judged to be two people; never proposed again.

    Raises:
        EngineMissingError: Spark was asked for and is not installed.
        ValueError: `out` has another ending.
    """
    if out.suffix not in output.FORMATS:
        raise ValueError(f"{out.name!r} does not end in {', '.join(output.FORMATS)}")
    # A million records are many small objects that all stay: looking for cycles among them takes half the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        built = features.build(records)
    finally:
        if was_enabled:
            gc.enable()
    with tempfile.TemporaryDirectory(prefix="tansiq-link-") as folder, engines.connect(folder) as connection:
        _register(connection, built, judged_apart)
        engines.score(built, connection, folder, engine=engine, within=within)
        prior_bits = scoring.learn_prior(connection, records=len(records))
        scoring.weigh(connection, prior_bits=prior_bits, records=len(records), within=within)
        proposals = output.write(connection, out, threshold=threshold, prior_bits=prior_bits)
        groups = scoring.clusters(connection, threshold=threshold)
    return Outcome(len(records), proposals, groups, round(prior_bits, 2))


def _register(
    connection: duckdb.DuckDBPyConnection, built: Features, judged_apart: Collection[tuple[str, str]]
) -> None:
    import pyarrow as pa

    table = pa.table({
        "unique_id": built.table["unique_id"], "agency": built.table["agency"], "id": pa.array(built.ids),
        "agency_name": pa.array(built.agencies),
    })  # fmt: skip
    connection.register("from_records", table)
    connection.execute("CREATE TABLE records AS SELECT * FROM from_records")
    connection.unregister("from_records")
    connection.execute("CREATE TABLE judged (left_id VARCHAR, right_id VARCHAR)")
    if judged_apart:
        connection.executemany("INSERT INTO judged VALUES (?, ?)", [list(pair) for pair in judged_apart])
    connection.execute("""
        CREATE TABLE apart AS
        SELECT least(a.unique_id, b.unique_id) AS l, greatest(a.unique_id, b.unique_id) AS r
        FROM judged j JOIN records a ON a.id = j.left_id JOIN records b ON b.id = j.right_id""")
