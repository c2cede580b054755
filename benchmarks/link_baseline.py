"""Plain Splink, as its documentation begins: raw strings, Jaro-Winkler, expectation maximisation.

`python -m benchmarks.link_baseline FILE OUT.parquet` writes every pair that it finds likelier than 1 in 100.
"""

from __future__ import annotations

import logging
import sys


def main() -> None:
    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    file, out = sys.argv[1:]
    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect()
    connection.execute("""
        CREATE TABLE raw AS
        SELECT unique_id, agency, sex, "by" AS year, gov, doc, words[1] AS first_name,
               CASE WHEN len(words) > 1 THEN words[-1] END AS last_name,
               CASE WHEN len(words) > 2 THEN array_to_string(words[2:-2], ' ') END AS middle
        FROM (SELECT *, string_split(lower(name), ' ') AS words FROM read_parquet(?))""", [file])  # fmt: skip
    names = [cl.JaroWinklerAtThresholds(column, [0.92, 0.8]) for column in ("first_name", "last_name", "middle")]
    rest = [cl.ExactMatch(column) for column in ("year", "gov", "sex", "doc")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            names[0].configure(term_frequency_adjustments=True), names[1].configure(term_frequency_adjustments=True),
            names[2], *rest,
        ],
        blocking_rules_to_generate_predictions=[
            block_on("first_name", "last_name"), block_on("doc"), block_on("last_name", "year"),
            block_on("first_name", "year", "gov"),
        ],
    )  # fmt: skip
    database = DuckDBAPI(connection)
    linker = Linker(database.register("raw"), settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("doc")], recall=0.15)
    training.estimate_u_using_random_sampling(max_pairs=1_000_000)
    training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "last_name"))
    training.estimate_parameters_using_expectation_maximisation(block_on("doc"))
    found = linker.inference.predict(threshold_match_probability=0.01)
    connection.execute(f"""
        COPY (SELECT unique_id_l AS left_id, unique_id_r AS right_id, match_probability
              FROM {found.physical_name} p JOIN raw a ON a.unique_id = p.unique_id_l
              JOIN raw b ON b.unique_id = p.unique_id_r WHERE a.agency <> b.agency) TO '{out}' (FORMAT parquet)""")


if __name__ == "__main__":
    main()
