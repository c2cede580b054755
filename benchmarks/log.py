"""The sealed log: `python -m benchmarks.log --entries N --json OUT`; exit 1 when a figure is missed.

N synthetic entries are written at once; the job's own function makes leaves of them, in its own batches, with commits.
The baseline integrates one entry at a time, in the same run. Proofs are made from the stored nodes at the full size, at
random places from a fixed seed, and each is checked. Milliseconds and entries a second.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import installation, publish, spread

ONE_AT_A_TIME = 300
PROOFS = 500
LEAST_PER_SECOND, MOST_MS = 5_000, 10.0
WRITE = """
    INSERT INTO audit_entry
      (id, at, kind, act, user_id, agency_id, system, subject_kind, subject_id, purpose, reference, words_hash)
    SELECT gen_random_uuid(), clock_timestamp(), 'read', 'gateway.disclosure_read', gen_random_uuid(),
      gen_random_uuid(), '', 'gateway.disclosure', gen_random_uuid(), 'OPEN_CASE', 'BENCH/' || n,
      encode(sha256(n::text::bytea), 'hex')
    FROM generate_series(1, %s) AS n
"""


def write(count: int) -> None:
    """Entries, as the owner of the database: no act of this code writes so many at once."""
    import psycopg

    from tansiq.config import environment

    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name, autocommit=True) as connection:
        connection.execute(WRITE, [count])
        connection.execute("VACUUM ANALYZE audit_entry, audit_unsealed")


def per_second(count: int, work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return round(count / (time.perf_counter() - began), 1)


def one_at_a_time(count: int) -> None:
    from tansiq.kernel.audit import sealing

    for _ in range(count):
        sealing.integrate(actor=sealing.SEAL, now=datetime.now(tz=UTC), limit=1)


def everything() -> None:
    from tansiq.kernel.audit import sealing

    sealing.seal(actor=sealing.SEAL, now=datetime.now(tz=UTC))


def prove() -> tuple[int, dict[str, Any]]:
    """Size of the tree, and times of inclusion and consistency proofs, each of which is checked.

    Raises:
        RuntimeError: one of them does not prove.
    """
    from django.db import transaction

    from tansiq.kernel.audit import proofs, tree

    chance, times = random.Random(9162), {"inclusion": list[float](), "consistency": list[float]()}
    with transaction.atomic():
        size = proofs.size()
        root = proofs.root(size)
        for turn in range(PROOFS):
            index = chance.randrange(1, size)
            leaf, old = proofs.hashes_at([(0, index)])[0, index], proofs.root(index)
            began = time.perf_counter()
            inclusion = proofs.inclusion(index, size)
            middle = time.perf_counter()
            consistency = proofs.consistency(index, size)
            end = time.perf_counter()
            good = tree.is_included(index, size, leaf, inclusion, root)
            if not good or not tree.is_consistent(index, size, old, root, consistency):
                raise RuntimeError(f"leaf {index} of {size} is not proven")
            if turn:
                times["inclusion"].append(middle - began)
                times["consistency"].append(end - middle)
    return size, {name: spread(seconds) for name, seconds in times.items()}


def run(entries: int) -> dict[str, Any]:
    with installation():
        from tansiq.kernel.audit import exports, sealing, verification
        from tansiq.kernel.db import acting_as

        with acting_as(sealing.SEAL):
            everything()
            write(ONE_AT_A_TIME)
            alone = per_second(ONE_AT_A_TIME, lambda: one_at_a_time(ONE_AT_A_TIME))
            write(entries)
            batched = per_second(entries, everything)
            size, told = prove()
            verdict: list[verification.Verdict] = []
            verified = per_second(size, lambda: verdict.append(verification.verify()))
            out = io.StringIO()
            exported = per_second(size, lambda: exports.export(actor=sealing.SEAL, now=datetime.now(tz=UTC), out=out))
    slowest = max(one["p95"] for one in told.values())
    return {
        "entries": entries, "size": size, "batch": sealing.BATCH, "integrated_per_second": batched, "proofs_ms": told,
        "verified_per_second": verified, "exported_per_second": exported, "whole": not verdict[0].faults,
        "baseline": {"one_at_a_time_per_second": alone}, "ratio": round(batched / alone, 1),
        "met": batched >= LEAST_PER_SECOND and slowest < MOST_MS and not verdict[0].faults,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Integration and proofs of the sealed log.")
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    told = run(given.entries)
    publish(told, given.json)
    if not told["met"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
