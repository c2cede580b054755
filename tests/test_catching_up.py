"""A worker that was off, failed or was killed: what it left is done in order, whole, and once."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from beta import CLOCK, DAY, ERASER, YEAR, Beta, everything, live
from procrastinate import periodic
from procrastinate.contrib.django import app
from stage import KHALED_LATIN, NOW, draft

from tansiq.gateway import actions as gateway
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.retention import actions, queries, sources


@pytest.fixture
def beta(committed: dict[str, Any], do: Any) -> Beta:
    return Beta(committed, do)


def test_after_five_days_everything_is_done_in_the_order_in_which_it_was_due(beta, do, monkeypatch):
    first = beta.active(now=NOW - 2 * DAY)
    second = beta.active(now=NOW, kit=KHALED_LATIN)
    third = beta.propose(now=NOW + YEAR - 30 * DAY)
    back = NOW + YEAR + 5 * DAY
    done: list[tuple[Any, str, UUID]] = []
    for name, ending in list(sources.ENDINGS.items()):

        def noted(actor: Any, now: Any, item: Any, end: Any = ending.end) -> bool:
            went = end(actor, now, item)
            if went:
                done.append((item.due_at, item.rule, item.id))
            return bool(went)

        monkeypatch.setitem(sources.ENDINGS, name, sources.Ending(name, ending.find, noted))

    live(back, erase=False)

    moments = [moment for moment, *_ in done]
    assert moments == sorted(moments)
    # Of each subject the alarm came before the ending that it warned of, as it would have in time.
    rules = {row.id: [] for row in (first, second, third)}
    clocks_of = {clock.id: row.id for row in (first, second, third)
                 for clock in do(beta.cast["owner"], clocks.of_subject, row.id)}  # fmt: skip
    for _, rule, key in done:
        rules.setdefault(clocks_of.get(key, key), []).append(rule)
    assert rules[first.id] == rules[second.id] == ["SUBJECT-REVIEW", "SUBJECT-REVIEW"]
    alarms = [row for row in do(beta.cast["owner"], clocks.open_alarms) if row.code == "SUBJECT-REVIEW"]
    assert {row.late_minutes // (24 * 60) for row in alarms} == {6, 8}
    done.clear()
    assert actions.catch_up(actor=CLOCK, now=back) == 0
    assert done == []


def test_one_record_that_cannot_be_ended_does_not_keep_the_others(beta, monkeypatch):
    rows = [beta.active(now=NOW - DAY), beta.active(kit=KHALED_LATIN)]
    monkeypatch.setattr(queries, "PAGE", 1)  # nothing but what fails is on the first
    ending = sources.ENDINGS["intelligence.subject"]

    def fails_once(actor: Any, now: Any, item: Any) -> bool:
        if item.id == rows[0].id:
            raise RuntimeError("cannot")
        return ending.end(actor, now, item)

    monkeypatch.setitem(sources.ENDINGS, ending.name, sources.Ending(ending.name, ending.find, fails_once))
    with pytest.raises(RuntimeError, match="cannot"):
        actions.catch_up(actor=CLOCK, now=NOW + YEAR + 2 * DAY)

    assert [beta.subject(row).state for row in rows] == ["active", "expired"]


KILLED = """
import dataclasses, sys, time
from datetime import datetime
import django
django.setup()
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.retention import actions, sources
whole = sources.SOURCES["ASK-RECEIPT"]
def slowly(row):
    went = whole.erase(row)
    print("half", flush=True)
    time.sleep(0.05)
    return went
sources.SOURCES["ASK-RECEIPT"] = dataclasses.replace(whole, erase=slowly)
actions.erase_due(actor=system_actor("retention"), now=datetime.fromisoformat(sys.argv[1]))
"""


def test_a_worker_that_is_killed_in_a_batch_leaves_nothing_half_erased(beta, do):
    asked = [
        do(beta.cast["asker"], gateway.ask, draft=draft("سالم عوض باقنزل", national=f"0199007712{n}"),
           purpose="CHECKPOINT_IDENTITY", reference="CP/2026/7", now=NOW - timedelta(hours=2 * n))
        for n in range(20)
    ]  # fmt: skip
    later = NOW + YEAR
    worker = subprocess.Popen([sys.executable, "-c", KILLED, later.isoformat()], stdout=subprocess.PIPE, text=True)
    for _ in range(6):
        assert worker.stdout is not None
        assert worker.stdout.readline() == "half\n"
    worker.kill()
    worker.wait()

    told = {name: " ".join(rows) for name, rows in everything().items()}
    whole = [row for row in asked if str(row.id) in told["gateway_ask"]]
    gone = [row for row in asked if row not in whole]
    assert len(gone) in (5, 6)
    # Erased in the order in which they were due: the oldest first.
    assert [row.id for row in gone] == [row.id for row in asked[-len(gone) :]]
    for row in asked:
        parts = {
            told["people_kit"].count(f'"id":"{row.kit_id}"'), told["people_identifier"].count(str(row.kit_id)),
            1 - told["retention_proof"].count(str(row.id)),
        }  # fmt: skip
        assert parts == ({1} if row in whole else {0})

    assert actions.erase_due(actor=ERASER, now=later) == len(whole)
    left = everything()
    assert left["gateway_ask"] == left["people_kit"] == []
    assert len(left["retention_proof"]) == len(asked)


def test_a_tick_that_was_missed_is_not_made_up_for():
    """Five days are 7,200 ticks of a job that runs every minute; one run does the work of all."""
    tasks = [task for task in app.periodic_registry.periodic_tasks.values() if task.task.name.startswith("retention.")]
    assert {task.task.name for task in tasks} == {"retention.catch_up", "retention.erase_due"}
    for task in tasks:
        assert task.configure_kwargs.get("queueing_lock") or task.task.queueing_lock

    deferrer = periodic.PeriodicDeferrer(registry=app.periodic_registry)
    missed = [task.task.name for task, _ in deferrer.get_previous_tasks(at=NOW.timestamp())]

    assert all(missed.count(task.task.name) <= 1 for task in tasks)
