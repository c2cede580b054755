"""A throwaway installation that is served as `tansiq serve` serves one, with people held in confidence and a worker."""

from __future__ import annotations

import os
import random
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from benchmarks import installation, sign_in
from benchmarks.ask import enrol, fill, order, people
from benchmarks.neutral_client import Officer, Person

if TYPE_CHECKING:
    from tansiq.people.drafts import KitDraft

ROOT = Path(__file__).resolve().parents[1]
HOST, START_SECONDS = "127.0.0.1", 120.0
MEMBERS = 8
# Of ten people, so many have a number from a paper, those held as well as the others.
WITH_PAPER = 3
ORDERS, AGENCY = 200, "curious"
# Members of the curious agency who write records and would judge pairs; a keeper of lists, and a judge of pairs of a
# third agency.
CLERKS = ("analyst", "approver", "validator")
KEEPER, JUDGE = "keeper", "judge-of-pairs"
PURPOSES = ("CHECKPOINT_IDENTITY", "OPEN_CASE")
# The second one keeps the budget of the charter: it is used up after the first asks.
RAISED = PURPOSES[:1]


@dataclass
class Site:
    """Where it listens, and everybody who can be asked about."""

    port: int
    held: list[Person]
    others: list[Person]
    clerks: dict[str, str]
    # What every proposal of a subject says beside the person.
    terms: dict[str, Any]

    def officer(self, at: int, *, purpose: str = PURPOSES[0], marks_held: bool = False) -> Officer:
        token = secrets.token_hex(16)
        return Officer(HOST, self.port, self.cookie(at), token, purpose=purpose, marks_held=marks_held)

    def cookie(self, at: int) -> str:
        """A member who signs in now: a desk that lay idle is closed, and measures nothing."""
        return _cookie(f"{AGENCY}-{at}")

    def clerk(self, role: str, *, marks_held: bool = False) -> Officer:
        """A member of the curious agency with this role, who has shown his second factor a moment ago."""
        self.clerks[role] = _cookie(f"{AGENCY}-{role}")
        return Officer(HOST, self.port, self.clerks[role], secrets.token_hex(16), marks_held=marks_held)


def drawn(count: int, seed: int) -> tuple[list[KitDraft], list[KitDraft]]:
    """So many people of each kind out of one stream: a coin says who is held, so that no name can tell it."""
    from tansiq.people.drafts import KitDraft

    chance, stream = random.Random(seed), people(seed)
    kinds: tuple[list[KitDraft], list[KitDraft]] = ([], [])
    while min(map(len, kinds)) < count:
        draft = next(stream)
        if chance.randrange(10) < WITH_PAPER:
            draft = KitDraft(draft.parts, draft.birth, "", (("national", f"{chance.randrange(10**10, 10**11)}"),))
        kinds[chance.random() < 0.5].append(draft)
    return kinds[0][:count], kinds[1][:count]


def _person(draft: KitDraft, *, is_held: bool) -> Person:
    parts = {name: text for name, text in draft.parts.as_mapping().items() if text}
    return Person(parts, draft.birth, draft.identifiers[0][1] if draft.identifiers else "", is_held)


def _cookie(handle: str) -> str:
    """The session cookie of a member who has just signed in."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    sign_in(client, get_user_model()._default_manager.get(username=handle))
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _members(now: datetime) -> None:
    """Officers and clerks of one agency, and two members of a third."""
    from django.db import transaction

    from tansiq.kernel.access import actions
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as

    setup = system_actor("setup")
    officers = [(f"{AGENCY}-{number}", "asker") for number in range(MEMBERS)]
    clerks = [(f"{AGENCY}-{role}", role) for role in CLERKS]
    third = [(KEEPER, "list_keeper"), (JUDGE, "validator")]
    with acting_as(setup), transaction.atomic():
        for code, enrolled in ((AGENCY, [*officers, *clerks]), ("third", third)):
            agency = actions.add_agency(
                actor=setup, now=now, code=code, name_ar=code, name_en=code, kind="security",
                charter_signed_on=now.date(),
            )  # fmt: skip
            for handle, role in enrolled:
                actions.add_member(
                    actor=setup, now=now, handle=handle, password=str(uuid4()), agency_id=agency.id, name_ar=code,
                    name_en=code, roles=(role,),
                )  # fmt: skip


def _terms(now: datetime) -> dict[str, Any]:
    """A report of the curious agency, and what each proposal that rests on it says beside the person."""
    from django.db import transaction

    from tansiq.compartments.intelligence import actions
    from tansiq.compartments.intelligence.drafts import ReportDraft, Terms
    from tansiq.kernel.access import queries
    from tansiq.kernel.charter import queries as charter
    from tansiq.kernel.db import acting_as

    told = {
        "source_grade": "B", "information_grade": "3", "handling": "P", "legal_basis": "JOINT-EXCHANGE",
        "purpose": "OPEN_CASE", "district": charter.current().districts()[0].pcode,
    }  # fmt: skip
    analyst = queries.actor_by_handle(f"{AGENCY}-analyst")
    draft = ReportDraft(
        text="تقرير مخترع لقياس السرعة", terms=Terms(**told), obtained="OWN_OBSERVATION", source_ref="م"
    )
    with acting_as(analyst), transaction.atomic():
        report = actions.record_report(actor=analyst, now=now, draft=draft)
    return told | {"report_ids": str(report.id)}


def as_owner(statement: str, *parameters: Any) -> list[Any]:
    """Run a statement as the owner of the database: rows, where it gives any."""
    import psycopg

    from tansiq.config import environment

    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name) as connection:
        done = connection.execute(statement, parameters)
        return done.fetchall() if done.description else []


def _raise_budgets(now: datetime) -> None:
    """What a watch officer grants for a shift, past any number that he could: the benchmark asks for hours."""
    for purpose in RAISED:
        as_owner(
            "INSERT INTO gateway_budgetraise (id, owner_id, member_id, member_name, purpose, asks_per_hour,"
            " reasons, raised_by, raised_at, until) SELECT gen_random_uuid(), agency_id, id, name_en, %s, 10000000,"
            " 'BENCH', id, %s, %s FROM access_member WHERE name_en = %s",
            purpose, now, now + timedelta(days=2), AGENCY,
        )  # fmt: skip


def _command(*line: str) -> list[str]:
    return [sys.executable, "-m", "tansiq.cli", *line]


def _environment(leak_ms: float) -> dict[str, str]:
    path = f"{ROOT}:{os.environ.get('PYTHONPATH', '')}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.neutral_settings", "PYTHONPATH": path,
        "TANSIQ_BENCH_LEAK_MS": str(leak_ms),
    }  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(lines: Sequence[Sequence[str]], leak_ms: float) -> Iterator[None]:
    started = [subprocess.Popen(_command(*line), env=_environment(leak_ms)) for line in lines]
    try:
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the server did not start")


@contextmanager
def site(*, kits: int, seed: int, leak_ms: float = 0.0) -> Iterator[Site]:
    """A served installation in which so many people are held, and as many others could be asked about."""
    now = datetime.now(tz=UTC)
    with installation():
        held, others = drawn(kits, seed)
        cast, stream = enrol(now), people(seed + 1)
        fill(cast["holder"].home, held, now)
        order(cast["court"], [next(stream) for _ in range(ORDERS)], now)
        _members(now)
        terms = _terms(now)
        _raise_budgets(now)
        port = _free_port()
        with _running([("serve", "--port", str(port)), ("worker",)], leak_ms):
            _wait(port)
            known, unknown = (
                [_person(one, is_held=is_held) for one in rows] for rows, is_held in ((held, True), (others, False))
            )
            yield Site(port, known, unknown, {}, terms)
