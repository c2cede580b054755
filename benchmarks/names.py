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
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from rapidfuzz import fuzz, process, utils

from benchmarks import installation, publish, spread
from tansiq import names
from tansiq.names.reading import units
from tansiq.names.weights import MATCH_BITS

GROUPS = {
    "cross": ("R1x", "R2x", "S5x", "S6x"),
    "real": ("R1x", "R2x"),
    "same": ("R3", "R5", "S1", "S2", "S3", "S4", "S7"),
    "kunya": ("S8", "S9x"),
}
SEED = 20_261_125
SAMPLE_RECORDS, SAMPLE_QUERIES = 20_000, 5  # of the baseline: records besides the targets, queries of each track


class Record(NamedTuple):
    """A record of the corpus; `script` is ar or lat, `by` a year or None."""

    id: int
    pid: str
    script: str
    name: str
    kunya: str
    by: int | None
    doc: str


def read_corpus(file: Path) -> list[Record]:
    """The records of a parquet file with the columns of the reference data."""
    import duckdb

    rows = duckdb.execute(
        "SELECT id, pid, script, name, coalesce(kunya, ''), \"by\", coalesce(doc, '') FROM read_parquet(?)", [str(file)]
    ).fetchall()
    return [Record(*row) for row in rows]


def grow(records: list[Record], wanted: int) -> list[Record]:
    """The corpus with invented people added until there are as many as wanted.

    Each takes the shape of an invented record (script, how many names, whether a kunya), and its words from others
    of the same script: the first from where a first word stood, the last from where a last stood.
    """
    chance = random.Random(SEED)
    invented = [record for record in records if record.pid.startswith("s")]
    pools: dict[str, dict[str, list[str]]] = {}
    for script in ("ar", "lat"):
        pool: dict[str, list[str]] = {"first": [], "middle": [], "last": [], "kunya": []}
        for record in invented:
            words = _words(record.name) if record.script == script else []
            if len(words) > 1:
                pool["first"].append(words[0])
                pool["middle"] += words[1:-1]
                pool["last"].append(words[-1])
                pool["kunya"] += _words(record.kunya)[:1] if record.kunya else []
        pools[script] = pool
    grown, after = list(records), max(record.id for record in records) + 1
    for number in range(after, after + wanted - len(records)):
        shape = chance.choice(invented)
        pool, count = pools[shape.script], len(_words(shape.name))
        words = [chance.choice(pool["first"])]
        words += [chance.choice(pool["middle"]) for _ in range(count - 2)]
        words += [chance.choice(pool["last"])] if count > 1 else []
        kunya = chance.choice(pool["kunya"]) if shape.kunya else ""
        if len(_words(shape.kunya)) > 1:
            kunya = f"{kunya} {words[-1]}"
        by = shape.by if shape.by is None else shape.by + chance.randint(-9, 9)
        doc = f"{chance.randrange(10**8):08}" if shape.doc else ""
        grown.append(Record(number, f"x{number}", shape.script, " ".join(words), kunya, by, doc))
    return grown


_HEADS = "عبد ابو أبو إبو ام أم بن ابن abd abdul abdel abu abou umm um om bin ben ibn al el"
_JOINED = frozenset(_HEADS.split())


def _words(name: str) -> list[str]:
    """The words of a name, a compound as one."""
    found: list[str] = []
    open_word = ""
    for word in name.split():
        open_word = f"{open_word} {word}".strip()
        if word.casefold() not in _JOINED:
            found.append(open_word)
            open_word = ""
    return [*found, open_word] if open_word else found


def kits_of(records: Sequence[Record], owner_id: UUID) -> Iterator[tuple[Any, ...]]:
    """Records as `people.index.fill` takes them."""
    from tansiq.people.drafts import blind_of

    for record in records:
        born = (date(record.by, 1, 1), date(record.by, 12, 31)) if record.by else (None, None)
        blinds = [blind_of("national", record.doc)] if record.doc else []
        yield (UUID(int=record.id + 1), owner_id, "", "", "", "", record.kunya, record.name, "", *born, blinds)


def build(records: Sequence[Record]) -> None:
    """Fill the match index as the owner of the database, its keys looked up by an index made afterwards."""
    import psycopg

    from tansiq.config import environment
    from tansiq.people import index

    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name, autocommit=True) as connection:
        found = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'people_heldentry' AND indexdef LIKE '%gin%'"
        ).fetchall()
        for name, _ in found:
            connection.execute(f"DROP INDEX {name}")
        index.fill(connection, "people_heldentry", kits_of(records, UUID(int=1)))
        for _, definition in found:
            connection.execute(definition)
        connection.execute("VACUUM ANALYZE people_heldentry")


def bytes_of_a_record() -> float:
    """Bytes of the match index, with everything that belongs to it, for each of its rows."""
    import psycopg

    from tansiq.config import environment

    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name) as connection:
        row = connection.execute(
            "SELECT pg_total_relation_size('people_heldentry')::float / count(*) FROM people_heldentry"
        ).fetchone()
    return round(row[0], 1) if row else 0.0


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


def measure_pairs(pairs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Labelled pairs: F1 at its best threshold and at that of a hit, by name and with birth; speed; calibration.

    `per_second` is the second pass over pairs as the index keeps them, `per_second_cold` the first, which meets each
    spelling for the first time.
    """
    found: dict[str, Any] = {"n": len(pairs)}
    labels = np.array([bool(pair["label"]) for pair in pairs])
    cross = np.array([bool(pair["x"]) for pair in pairs])
    for suffix, with_birth in (("", False), ("_with_birth", True)):
        asked = [kept_of(pair["q"], "", pair["qby"] if with_birth else None) for pair in pairs]
        held = [kept_of(pair["r"], pair["rk"] or "", pair["rby"] if with_birth else None) for pair in pairs]
        passes = []
        for _ in range(2):
            began = time.perf_counter()
            weights = names.match_weights(asked, held)
            passes.append(time.perf_counter() - began)
        (f1, at), (f1_cross, at_cross) = best_f1(weights, labels), best_f1(weights[cross], labels[cross])
        hit, precision, recall = accuracy(weights, labels)
        found |= {
            f"f1{suffix}": f1, f"f1_cross{suffix}": f1_cross, f"threshold_bits{suffix}": at,
            f"threshold_bits_cross{suffix}": at_cross, f"f1_at_hit{suffix}": hit,
            f"f1_cross_at_hit{suffix}": accuracy(weights[cross], labels[cross])[0],
        }  # fmt: skip
        if not with_birth:
            chances = np.array([names.probability(weight) for weight in weights])
            began = time.perf_counter()
            for pair in pairs[:2_000]:
                units(names.Parts(full=pair["r"], kunya=pair["rk"] or ""))
            read_us = (time.perf_counter() - began) / len(pairs[:2_000]) * 1e6
            found |= {
                "precision": precision, "recall": recall, "per_second": round(len(pairs) / passes[1]),
                "per_second_cold": round(len(pairs) / passes[0]),
                "read_us_per_name": round(read_us, 1), "brier": round(float(np.mean((chances - labels) ** 2)), 4),
                "reliability": reliability(chances, labels),
            }  # fmt: skip
    return found


def kept_of(name: str, kunya: str, by: int | None) -> names.Kept:
    """A record as the index keeps it."""
    born = (date(by, 1, 1), date(by, 12, 31)) if by else (None, None)
    return names.Kept(names.kept_words(names.Parts(full=name, kunya=kunya)), *born)


def accuracy(weights: Any, labels: Any) -> tuple[float, float, float]:
    """F1, precision and recall at the threshold from which a candidate becomes a hit."""
    hits = weights >= MATCH_BITS
    right = int((hits & labels).sum())
    precision, recall = right / max(1, int(hits.sum())), right / max(1, int(labels.sum()))
    return round(2 * precision * recall / max(1e-9, precision + recall), 4), round(precision, 4), round(recall, 4)


def best_f1(weights: Any, labels: Any) -> tuple[float, float]:
    """The best F1 that any threshold gives, and that threshold in bits."""
    order = np.argsort(-weights, kind="stable")
    right = np.cumsum(labels[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + labels.sum())
    best = int(f1.argmax())
    return round(float(f1[best]), 4), round(float(weights[order][best]), 2)


def reliability(chances: Any, labels: Any) -> list[dict[str, float]]:
    """The diagram: for tenths of the match probability, its mean, the share of true pairs, and how many."""
    bins = []
    for low in range(10):
        inside = (chances >= low / 10) & (chances < (low + 1) / 10 + (low == 9))
        if inside.any():
            observed = {"mean": round(float(chances[inside].mean()), 3), "true": round(float(labels[inside].mean()), 3)}
            bins.append(observed | {"n": int(inside.sum())})
    return bins


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
