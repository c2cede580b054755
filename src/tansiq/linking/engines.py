"""Splink on DuckDB or on Spark: the same settings, the same scored pairs."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

from tansiq.linking import model
from tansiq.linking.features import TERM_FREQUENCY_COLUMNS, Features

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Engine = Literal["duckdb", "spark"]
SCORED: Final = "scored_pairs"
_MEMORY: Final = "3500MB"
_SPARK_MEMORY: Final = "3g"
_LEAST_BITS: Final = -7.0
"""Match weight below which a pair is not looked at again, with the prior that is assumed at first."""


class EngineMissingError(Exception):
    """The engine is not installed."""


@contextmanager
def quiet() -> Iterator[None]:
    """Splink's progress and advice stay off standard output and out of the log."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)


def connect(folder: str) -> duckdb.DuckDBPyConnection:
    """A database in memory that spills into the folder and reaches no network."""
    import duckdb

    connection = duckdb.connect(config={
        "memory_limit": _MEMORY, "temp_directory": folder, "threads": os.cpu_count() or 1,
        "autoinstall_known_extensions": False, "autoload_known_extensions": False, "preserve_insertion_order": False,
    })  # fmt: skip
    connection.execute("SET enable_progress_bar = false")
    return connection


def score(
    features: Features, connection: duckdb.DuckDBPyConnection, folder: str, *, engine: Engine, within: bool
) -> None:
    """Leave the scored pairs as the table `scored_pairs` in the connection; the folder takes what does not fit.

    Raises:
        EngineMissingError: Spark was asked for and pyspark is not installed.
    """
    with quiet():
        if engine == "duckdb":
            _on_duckdb(features, connection, within=within)
        else:
            _on_spark(features, connection, folder, within=within)


def _predict(features: Features, database: Any, *, within: bool) -> Any:
    from splink import Linker

    settings = model.settings(features.chance_equal, records=features.table.num_rows, within=within)
    linker = Linker(database.register(features.table), settings, log_level=None)
    for column in TERM_FREQUENCY_COLUMNS:
        frequencies = database.register(_lookup(features, column))
        linker.table_management.register_term_frequency_lookup(frequencies, column)
    return linker.inference.predict(threshold_match_weight=_LEAST_BITS)


def _lookup(features: Features, column: str) -> pa.Table:
    import pyarrow as pa

    shares = features.frequencies[column]
    return pa.table({
        column: pa.array(list(shares), pa.int32()), f"tf_{column}": pa.array(list(shares.values()), pa.float64())
    })  # fmt: skip


def _on_duckdb(features: Features, connection: duckdb.DuckDBPyConnection, *, within: bool) -> None:
    from splink import DuckDBAPI

    found = _predict(features, DuckDBAPI(connection), within=within)
    connection.execute(f"CREATE VIEW {SCORED} AS SELECT * FROM {found.physical_name}")


def _on_spark(features: Features, connection: duckdb.DuckDBPyConnection, folder: str, *, within: bool) -> None:
    try:
        from pyspark import SparkConf
        from pyspark.sql import SparkSession
    except ImportError as fault:
        raise EngineMissingError("Spark is not installed: pip install tansiq[spark]") from fault
    from splink import SparkAPI

    conf = SparkConf().setAppName("tansiq link").set("spark.ui.enabled", "false")
    conf.set("spark.ui.showConsoleProgress", "false")
    if not conf.contains("spark.master"):
        # On this machine only, and nobody on the network reaches it.
        conf.setMaster("local[*]").set("spark.sql.shuffle.partitions", str(2 * (os.cpu_count() or 1)))
        conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1")
        conf.set("spark.driver.memory", _SPARK_MEMORY)
    session = SparkSession.builder.config(conf=conf).getOrCreate()
    # One scored pair has more columns than Java compiles into one method: whole stages are not compiled.
    session.conf.set("spark.sql.codegen.wholeStage", "false")
    session.sparkContext.setLogLevel("ERROR")
    session.sparkContext.setCheckpointDir(folder)
    try:
        database = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=session, break_lineage_method="parquet", register_udfs_automatically=False
        )  # fmt: skip
        scored = _predict(features, database, within=within).as_spark_dataframe().toArrow()
        connection.register("from_spark", scored)
        connection.execute(f"CREATE TABLE {SCORED} AS SELECT * FROM from_spark")
        connection.unregister("from_spark")
    finally:
        session.stop()
