"""Quality, time and memory of `tansiq link`: `python -m benchmarks.link --tables FOLDER [--file F] --json OUT`.

Two labelled files: one that is given (the 50,000 of the reference data), and a million invented records of the same
kind (`benchmarks.labelled`). Each linkage is a process of its own, from the file to the proposals. F1 is pairwise,
against `cluster`, at the threshold of the command. The baseline is plain Splink on raw strings, at the threshold
that suits it best. `--levels` counts instead how often records of one person agree at each level (`m` of the model).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import labelled, publish

F1_AT_LEAST, SECONDS_AT_MOST, PEAK_GIB_AT_MOST = 0.85, 120.0, 6.0
REFERENCE = "bench_dedupe_dev_50k.parquet"


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak resident GiB of a command that must succeed."""
    began = time.monotonic()
    started = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(started.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return round(time.monotonic() - began, 1), round(usage.ru_maxrss / 2**20, 2)


def judge(file: Path, proposals: Path) -> list[tuple[float, bool]]:
    """Probability of each proposal, likeliest first, and whether it is right."""
    import duckdb

    with duckdb.connect() as connection:
        return connection.execute("""
            WITH d AS (SELECT unique_id::VARCHAR AS id, cluster FROM read_parquet($file))
            SELECT match_probability, a.cluster = b.cluster FROM read_parquet($found) p
            JOIN d a ON a.id = p.left_id::VARCHAR JOIN d b ON b.id = p.right_id::VARCHAR
            ORDER BY match_probability DESC""", {"file": str(file), "found": str(proposals)}).fetchall()  # fmt: skip


def true_pairs(file: Path) -> int:
    import duckdb

    with duckdb.connect() as connection:
        [(pairs,)] = connection.execute(
            "SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM read_parquet(?) GROUP BY cluster)", [str(file)]
        ).fetchall()
    return int(pairs)


def figures(judged: list[tuple[float, bool]], pairs: int, *, threshold: float) -> dict[str, float]:
    """F1, precision and recall at a threshold."""
    taken = [right for probability, right in judged if probability >= threshold]
    right = sum(taken)
    return {
        "f1": round(2 * right / max(1, len(taken) + pairs), 4), "precision": round(right / max(1, len(taken)), 4),
        "recall": round(right / pairs, 4), "threshold": round(threshold, 4),
    }  # fmt: skip


def best(judged: list[tuple[float, bool]], pairs: int) -> dict[str, float]:
    """The figures at the threshold with the highest F1: what a user who knows the truth could get."""
    found, right, most = 0.5, 0, 0.0
    for at, (probability, is_right) in enumerate(judged, 1):
        right += is_right
        f1 = 2 * right / (at + pairs)
        if f1 > most:
            most, found = f1, probability
    return figures(judged, pairs, threshold=found)


def reliability(judged: list[tuple[float, bool]]) -> list[dict[str, float]]:
    """By tenths of probability: how many pairs, what was said of them, what was true."""
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for pair in judged:
        tenths.setdefault(min(9, int(pair[0] * 10)), []).append(pair)
    return [
        {"pairs": len(pairs), "said": round(sum(p for p, _ in pairs) / len(pairs), 3),
         "true": round(sum(right for _, right in pairs) / len(pairs), 3)}
        for _, pairs in sorted(tenths.items())
    ]  # fmt: skip


def measure(file: Path, folder: Path) -> dict[str, Any]:
    """Link a labelled file and say how good, how long and how large it was."""
    import pyarrow.parquet

    from tansiq.linking import DEFAULT_THRESHOLD

    lowest, out = 0.05, folder / "proposals.parquet"
    seconds, peak = run(["-m", "tansiq.cli", "link", str(file), "--out", str(out), "--json"])
    pairs = true_pairs(file)
    told = {"records": pyarrow.parquet.ParquetFile(file).metadata.num_rows, "pairs": pairs}
    told |= figures(judge(file, out), pairs, threshold=DEFAULT_THRESHOLD) | {"seconds": seconds, "peak_gib": peak}
    run(["-m", "tansiq.cli", "link", str(file), "--out", str(out), "--json", "--threshold", str(lowest)])
    wide = judge(file, out)
    return told | {"best": best(wide, pairs), "reliability": reliability(wide)}


def measure_baseline(file: Path, folder: Path) -> dict[str, Any]:
    """Plain Splink on the same file."""
    out = folder / "baseline.parquet"
    seconds, peak = run(["-m", "benchmarks.link_baseline", str(file), str(out)])
    return best(judge(file, out), true_pairs(file)) | {"seconds": seconds, "peak_gib": peak}


def sample(file: Path, folder: Path, records: int) -> Path:
    """The first so many records of a file: persons stand together."""
    import pyarrow.parquet

    small = folder / "sample.parquet"
    pyarrow.parquet.write_table(pyarrow.parquet.read_table(file).slice(0, records), small)
    return small


def main() -> None:
    parser = argparse.ArgumentParser(description="Quality, time and memory of tansiq link.")
    parser.add_argument("--tables", type=Path, default=os.environ.get("TANSIQ_NAMES_DIR", "../shared/data/names"))
    parser.add_argument("--file", type=Path, help="A labelled Parquet file; else the reference data's.")
    parser.add_argument("--records", type=int, default=1_000_000, help="Records that are invented; 0 for none.")
    parser.add_argument("--sample", type=int, default=50_000, help="Records that the baseline gets.")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--levels", action="store_true", help="Shares of levels among pairs of one person; no linkage.")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    given = options.file or Path(options.tables) / REFERENCE
    with tempfile.TemporaryDirectory(prefix="tansiq-bench-") as name:
        folder = Path(name)
        if options.levels:
            from benchmarks.link_levels import shares

            publish(shares(given), options.json)
            return
        told: dict[str, Any] = {"given": measure(given, folder) | {"file": given.name}}
        told["baseline"] = {"given": {"splink_raw_strings": measure_baseline(given, folder)}}
        if options.records:
            invented = folder / "invented.parquet"
            labelled.write(labelled.records(Path(options.tables), options.records, seed=options.seed), invented)
            told["invented"] = measure(invented, folder) | {"seed": options.seed}
            small = sample(invented, folder, options.sample)
            told["baseline"]["invented_sample"] = {"splink_raw_strings": measure_baseline(small, folder)}
    largest = told.get("invented", told["given"])
    told["reached"] = (
        largest["f1"] >= F1_AT_LEAST
        and largest["seconds"] <= SECONDS_AT_MOST
        and largest["peak_gib"] <= PEAK_GIB_AT_MOST
    )
    publish(told, options.json)
    raise SystemExit(0 if told["reached"] else 1)


if __name__ == "__main__":
    main()
