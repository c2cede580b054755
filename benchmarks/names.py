"""Names: recall and time of a search, and of scoring pairs; contracts, section 9.

    python -m benchmarks.names --corpus FILE [--records N] --queries FILE [--pairs FILE] [--limit N] --json OUT

A search is the path of an ask: read the name, look up the index under the matcher's login, score, explain. With
`--records` the corpus grows by people nobody is, whose names are put together from the words of its invented people,
each word in the place where it stood. The baseline is rapidfuzz over every record of a sample.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process, utils

from benchmarks import installation, publish, spread
from benchmarks.name_corpus import SEED, Record, build, bytes_of_a_record, grow, read_corpus
from benchmarks.name_pairs import measure_pairs
from tansiq import names

GROUPS = {
    "cross": ("R1x", "R2x", "S5x", "S6x"),
    "real": ("R1x", "R2x"),
    "same": ("R3", "R5", "S1", "S2", "S3", "S4", "S7"),
    "kunya": ("S8", "S9x"),
}
SAMPLE_RECORDS, SAMPLE_QUERIES = 20_000, 5  # of the baseline: records besides the targets, queries of each track


def search(name: str, by: int | None = None) -> list[int]:
    """Ids of the records nearest to a name, best first, as the job that matches an ask finds and explains them."""
    from django.db import transaction

    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as
    from tansiq.people import queries
    from tansiq.people.drafts import KitDraft

    draft = KitDraft(names.Parts(full=name[:300]), birth=str(by) if by else "")
    with acting_as(system_actor("matcher")), transaction.atomic():
        found = queries.ranked_held(draft.checked(today=date(2030, 1, 1)))
    return [candidate.kit_id.int - 1 for candidate in found]


def rank_of(query: dict[str, Any], found: Sequence[int], scripts: dict[int, tuple[str, str]]) -> int | None:
    """Place of the target, from 0, after the same person's records in the other script are taken out."""
    place = 0
    for record in found:
        if record == query["target"]:
            return place
        pid, script = scripts[record]
        if not (pid == query["pid"] and script != query["tscript"]):
            place += 1
    return None


def told(ranks: Sequence[int | None]) -> dict[str, float]:
    """Recall at 1 and 10 and mean reciprocal rank."""
    count = max(1, len(ranks))
    return {
        "n": len(ranks),
        "r1": round(sum(rank == 0 for rank in ranks) / count, 4),
        "r10": round(sum(rank is not None and rank < 10 for rank in ranks) / count, 4),
        "mrr": round(sum(1.0 / (rank + 1) for rank in ranks if rank is not None) / count, 4),
    }


def read_lines(file: Path) -> list[dict[str, Any]]:
    text = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return [json.loads(line) for line in text.decode("utf-8").splitlines()]


def measure_search(queries: Sequence[dict[str, Any]], scripts: dict[int, tuple[str, str]]) -> dict[str, Any]:
    """Every query by name, and with its year of birth; times are of the searches by name."""
    ranks: dict[bool, dict[str, list[int | None]]] = {False: defaultdict(list), True: defaultdict(list)}
    times: list[float] = []
    for query in queries:
        track = query["track"].split()[0]
        if query.get("resolvable") is False:
            track += "-unresolvable"
        for with_birth in (False, True):
            began = time.perf_counter()
            found = search(query["name"], query["by"] if with_birth else None)
            if not with_birth:
                times.append(time.perf_counter() - began)
            ranks[with_birth][track].append(rank_of(query, found, scripts))

    def groups(of: dict[str, list[int | None]]) -> dict[str, Any]:
        return {group: told([rank for track in tracks for rank in of[track]]) for group, tracks in GROUPS.items()}

    return {
        "tracks": {track: told(ranks[False][track]) for track in sorted(ranks[False])},
        "groups": groups(ranks[False]),
        "with_birth": {
            "tracks": {track: told(ranks[True][track]) for track in sorted(ranks[True])}, "groups": groups(ranks[True])
        },
        "latency_ms": spread(times),
    }  # fmt: skip


def limited(queries: Sequence[dict[str, Any]], limit: int | None) -> list[dict[str, Any]]:
    """At most so many queries of each track, drawn by chance."""
    by_track: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for query in random.Random(SEED).sample(list(queries), len(queries)):
        by_track[query["track"].split()[0]].append(query)
    return [query for track in sorted(by_track) for query in by_track[track][:limit]]


def baseline(records: Sequence[Record], queries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """rapidfuzz, every record of a sample, for a few queries of each track."""
    asked = limited(queries, SAMPLE_QUERIES)
    targets = {query["target"] for query in asked}
    sample = [record for record in records if record.id in targets]
    sample += random.Random(SEED).sample(records, min(SAMPLE_RECORDS, len(records)))
    scripts = {record.id: (record.pid, record.script) for record in sample}
    texts = [utils.default_process(f"{record.name} {record.kunya}") for record in sample]
    ranks, times = [], []
    for query in asked:
        began = time.perf_counter()
        name = utils.default_process(query["name"])
        best = process.extract(name, texts, scorer=fuzz.token_sort_ratio, limit=11)
        times.append(time.perf_counter() - began)
        ranks.append(rank_of(query, [sample[at].id for _, _, at in best], scripts))
    return {"records": len(sample)} | told(ranks) | {"latency_ms": spread(times)}


def odd_texts() -> list[str]:
    """Text that no name is: long, empty, mixed in direction and digits, control characters."""
    chance = random.Random(SEED)
    texts = ["", "\x00", "\u202eخالد\u202c Khaled ٣٤ ۳۴ 34", "ا" * 10_000, "ab " * 3_333, "أبو " * 2_500, "é" * 10_000]
    for _ in range(200):
        size = chance.choice((1, 20, 300, 10_000))
        texts.append(
            "".join(
                chr(chance.choice((chance.randrange(0x20, 0x700), chance.randrange(0x110000)))) for _ in range(size)
            )
        )
    return texts


def measure_odd() -> dict[str, float]:
    """Time to read a text and compare it with a name, whatever it is."""
    usual = names.Kit(names.Parts(full="خالد سعيد باوزير"))
    times = []
    for text in odd_texts():
        began = time.perf_counter()
        names.fold(text)
        names.keys(names.Parts(full=text))
        names.compare(names.Kit(names.Parts(full=text)), usual)
        times.append(time.perf_counter() - began)
    return spread(times) | {"max": round(max(times) * 1000, 2)}


def run(options: argparse.Namespace) -> dict[str, Any]:
    queries = limited(read_lines(options.queries), options.limit)
    with installation():
        grown = read_corpus(options.corpus)
        if options.records and options.records > len(grown):
            grown = grow(grown, options.records)
            print(f"grown to {len(grown)} records", file=sys.stderr)
        began = time.perf_counter()
        read_corpus(options.corpus)
        build(grown)
        search(queries[0]["name"])
        built_s = time.perf_counter() - began
        print(f"built in {built_s:.1f} s", file=sys.stderr)
        scripts = {record.id: (record.pid, record.script) for record in grown}
        gc.collect()
        gc.freeze()  # no search has to walk over the million records that this process knows the answers by
        found: dict[str, Any] = {"records": len(grown), "seed": SEED, "build_s": round(built_s, 1)}
        found |= {"bytes_per_record": bytes_of_a_record()} | measure_search(queries, scripts)
    if options.pairs:
        found["pairs"] = measure_pairs(read_lines(options.pairs))
    found["odd_text_ms"] = measure_odd()
    return found | {"baseline": {"rapidfuzz": baseline(grown, queries)}}


def main() -> None:
    parser = argparse.ArgumentParser(description="Recall and time of name search.")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--records", type=int)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--limit", type=int, help="queries of each track")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    publish(run(options), options.json)


if __name__ == "__main__":
    main()
