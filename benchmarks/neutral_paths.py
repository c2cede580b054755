"""The other ways by which an outsider's act meets somebody whom an agency holds: to create, merge, link and import.

| Path | What the outsider does |
|---|---|
| create | his agency proposes the person as a subject of its own, a second person accepts it, and its file is read |
| merge | his own validator opens and judges, by its id, the pair that an ask of his agency made, or none |
| link | he asks again about somebody, after the joint room has judged each pair of his first ask |
| import | a keeper reads in and confirms a version of a list that names the person |

Of each act the same is kept as of an ask: status, headers, body, size, times, number and text of the queries. An import
has no page: it is the action that the command calls, with its time, its queries and what it prints.
"""

from __future__ import annotations

import hashlib
import json
import random
import statistics
import tempfile
import time
import urllib.parse
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from xml.sax.saxutils import escape

from benchmarks.neutral_client import Officer, Person, Seen, Watcher
from benchmarks.neutral_server import Statements
from benchmarks.neutral_site import JUDGE, KEEPER, Site, as_owner

FORM = "application/x-www-form-urlencoded"
WARM_UP = 20
MATCHED_WITHIN_S = 300.0
WORDS = "شوهد ينقل صناديق ليلًا إلى المبنى المهجور"
REASONS = "تقارير متسقة من مصدرين عن نقل الصناديق"
LIST = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:noNamespaceSchemaLocation="https://list.example/sc.xsd" dateGenerated="2026-01-02T03:04:05Z">
<INDIVIDUALS>
<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{name}</FIRST_NAME>
<UN_LIST_TYPE>Yemen</UN_LIST_TYPE><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>
<LISTED_ON>2024-02-03</LISTED_ON></INDIVIDUAL>
</INDIVIDUALS>
<ENTITIES>
</ENTITIES>
</CONSOLIDATED_LIST>
"""


@dataclass
class Kept:
    """Rows for the classifier, the kind of each, and how long the act itself took."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)
    _lately: deque[float] = field(default_factory=lambda: deque(maxlen=15))

    def keep(self, row: dict[str, Any], person: Person, *, status: int, ms: float) -> None:
        """One act; what it did to the time of the next, which is about somebody else, stands in its row too."""
        row["above_ms"] = ms - statistics.median(self._lately) if self._lately else None
        if self.rows:
            self.rows[-1]["next.total_ms"] = ms
        self._lately.append(ms)
        self.rows.append(row)
        self.labels.append(person.is_held)
        self.answers.append(status)
        self.times_ms.append(ms)


def _form(**fields: Any) -> bytes:
    return urllib.parse.urlencode(fields, doseq=True).encode()


def _sent(officer: Officer, path: str, fields: dict[str, Any], person: Person) -> Seen:
    return officer.send("POST", path, _form(**fields), FORM, held=person.is_held)


def _give_reason(officer: Officer) -> None:
    """The reason of the shift, without which no file is read."""
    seen = officer.send("POST", "/reason/", _form(purpose="OPEN_CASE", reference="NEUTRAL/1", next="/"), FORM)
    _require("the reason of the shift was not taken", seen.status == 302)


def create(served: Site, asked: Sequence[Person], *, plant: bool) -> Kept:
    """Propose each as a subject, accept it as a second person, and read its file."""
    from tansiq.kernel.pages.sending import FIELD

    analyst, approver = (served.clerk(role, marks_held=plant) for role in ("analyst", "approver"))
    terms = served.terms | {"category": "suspect", "act": "ATTACK_PLANNING", "act_words": WORDS}
    for officer in (analyst, approver):
        _give_reason(officer)
    kept = Kept()
    for person in [*asked[:WARM_UP], *asked]:
        # Those of the warm-up come again, each another one.
        made = _sent(analyst, "/intelligence/subjects/new/", person.as_page() | terms | {FIELD: "on"}, person)
        where = urllib.parse.urlsplit(made.headers.get("location", "")).path
        row = made.told("create", person)
        if where:
            accepted = _sent(approver, f"{where}accept/", {"reasons": REASONS}, person)
            row |= accepted.told("accept", person) | approver.send("GET", where).told("file", person)
        kept.keep(row, person, status=made.status, ms=made.total_ms)
    _require("proposals were not accepted", all(row.get("accept.status") == "302" for row in kept.rows))
    return _without_warm_up(kept)


def _require(what_went_wrong: str, is_so: bool) -> None:
    """Stop where a path did not do what it measures: a refusal of everybody would tell nobody apart."""
    if not is_so:
        raise RuntimeError(what_went_wrong)


def _without_warm_up(kept: Kept) -> Kept:
    kept.rows, kept.labels = kept.rows[WARM_UP:], kept.labels[WARM_UP:]
    kept.answers, kept.times_ms = kept.answers[WARM_UP:], kept.times_ms[WARM_UP:]
    return kept


def ask_first(served: Site, asked: Sequence[Person]) -> dict[int, UUID]:
    """Ask about each once and wait until all is matched; the first hit of each who was found, by place."""
    officer, of_ask = served.officer(0), {}
    for number, person in enumerate(asked):
        _seen, receipt = officer.ask(person, by_page=True, number=number)
        of_ask[urllib.parse.urlsplit(receipt).path.rstrip("/").rpartition("/")[2]] = number
    officer.close()
    end = time.monotonic() + MATCHED_WITHIN_S
    # Those that were over budget are kept, and never matched.
    waiting = "SELECT 1 FROM gateway_ask WHERE matched_at IS NULL AND id = ANY(%s::uuid[]) LIMIT 1"
    while as_owner(waiting, list(of_ask)):
        if time.monotonic() > end:
            raise RuntimeError("the worker did not match what was asked")
        time.sleep(0.5)
    found = as_owner("SELECT ask_id::text, id FROM gateway_hit ORDER BY made_at DESC, id")
    return {of_ask[ask_id]: hit_id for ask_id, hit_id in found if ask_id in of_ask}


def merge(served: Site, asked: Sequence[Person], hits: dict[int, UUID], *, plant: bool) -> Kept:
    """Open and judge the pair of each by its id, as a validator of the side that asked: it is hidden from him."""
    _require("nobody who is held was found", len(hits) > len(asked) // 4)
    validator, kept = served.clerk("validator", marks_held=plant), Kept()
    for number, person in [*enumerate(asked[:WARM_UP]), *enumerate(asked)]:
        path = f"/hits/{hits.get(number) or uuid4()}/"
        judged = _sent(validator, path, {"judgement": "same", "reasons": REASONS}, person)
        row = judged.told("merge") | validator.send("GET", path).told("pair")
        kept.keep(row, person, status=judged.status, ms=judged.total_ms)
    return _without_warm_up(kept)


def judge_all(hits: Sequence[UUID]) -> int:
    """The joint room judges each pair, by turns the same person and another; how many could be judged."""
    from django.db import transaction

    from tansiq.gateway import actions
    from tansiq.kernel.access import queries
    from tansiq.kernel.db import acting_as

    actor = queries.actor_by_handle(JUDGE)
    for number, hit_id in enumerate(hits):
        with acting_as(actor), transaction.atomic():
            actions.judge_hit(
                actor=actor, now=datetime.now(tz=UTC), hit_id=hit_id, same=number % 2 == 0, reasons=REASONS
            )
    return len(hits)


def link(served: Site, asked: Sequence[Person], *, plant: bool, seed: int) -> Kept:
    """Ask again about each, after the pairs of the first asks were judged."""
    watcher = Watcher(served.officer(0, marks_held=plant), random.Random(seed))
    for person in [*asked[:WARM_UP], *asked]:
        watcher.watch(person)
    watcher.end()
    return _without_warm_up(Kept(watcher.rows, watcher.labels, watcher.answers, watcher.times_ms))


@contextmanager
def _counted() -> Iterator[Statements]:
    from django.db import connections

    seen = Statements()
    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(seen))
        yield seen


def _timed(prefix: str, act: Callable[[], Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What an act told, and a row of what could be noticed of it."""
    with _counted() as seen:
        began = time.perf_counter()
        told = act()
        ms = (time.perf_counter() - began) * 1000
    said = json.dumps({**told, "import": ""}, sort_keys=True)
    digest = hashlib.sha256(seen.digest.digest()).hexdigest()[:16]
    columns = {"ms": ms, "told": said, "queries": seen.count, "statements": digest}
    return told, {f"{prefix}.{name}": value for name, value in columns.items()}


def import_(asked: Sequence[Person], *, plant_s: float) -> Kept:
    """Read in and confirm a version of a list for each, with one name on it: one is added, the one before removed."""
    from tansiq.exchange import actions
    from tansiq.kernel.access import queries

    keeper, kept = queries.actor_by_handle(KEEPER), Kept()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "un.xml"
        for number, person in enumerate([*asked[:WARM_UP], *asked]):
            name = escape(" ".join(person.parts.values()))
            file.write_text(LIST.format(name=name, reference=f"YEi.{number + 100}"), encoding="utf-8")

            def read(file: Path = file, person: Person = person) -> Any:
                time.sleep(plant_s * person.is_held)
                return actions.import_un(file, actor=actions.IMPORTER, now=datetime.now(tz=UTC))

            def confirm(found: str) -> Any:
                return actions.confirm_import(actor=keeper, now=datetime.now(tz=UTC), import_id=UUID(found))

            told, row = _timed("read", read)
            if told["staged"]:
                row |= _timed("confirm", partial(confirm, told["import"]))[1]
            kept.keep(row, person, status=0, ms=row["read.ms"])
    _require("versions were not confirmed", all("confirm.ms" in row for row in kept.rows[1:]))
    return _without_warm_up(kept)


def all_paths(served: Site, asked: Sequence[Person], *, seed: int, plant_ms: float) -> Iterator[tuple[str, Kept]]:
    """Each path in turn, about the same people."""
    plant = plant_ms > 0
    yield "create", create(served, asked, plant=plant)
    hits = ask_first(served, asked)
    yield "merge", merge(served, asked, hits, plant=plant)
    judge_all(list(hits.values()))
    yield "link", link(served, asked, plant=plant, seed=seed)
    yield "import", import_(asked, plant_s=plant_ms / 1000)


__all__ = ["Kept", "all_paths"]
