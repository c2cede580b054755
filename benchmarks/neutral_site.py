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
from typing import TYPE_CHECKING
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
PURPOSES = ("CHECKPOINT_IDENTITY", "OPEN_CASE")
# The second one keeps the budget of the charter: it is used up after the first asks.
RAISED = PURPOSES[:1]


@dataclass
class Site:
    """Where it listens, the cookies of its members, and everybody who can be asked about."""

    port: int
    cookies: list[str]
    held: list[Person]
    others: list[Person]

    def officer(self, at: int, *, purpose: str = PURPOSES[0], marks_held: bool = False) -> Officer:
        token = secrets.token_hex(16)
        return Officer(HOST, self.port, self.cookies[at], token, purpose=purpose, marks_held=marks_held)


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


def _members(now: datetime) -> list[str]:
    """Officers of one agency, each signed in; returns their session cookies."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.db import transaction
    from django.test import Client

    from tansiq.kernel.access import actions
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as

    setup, cookies = system_actor("setup"), []
    with acting_as(setup), transaction.atomic():
        agency = actions.add_agency(
            actor=setup, now=now, code=AGENCY, name_ar=AGENCY, name_en=AGENCY, kind="security",
            charter_signed_on=now.date(),
        )  # fmt: skip
        for number in range(MEMBERS):
            actions.add_member(
                actor=setup, now=now, handle=f"{AGENCY}-{number}", password=str(uuid4()), agency_id=agency.id,
                name_ar=AGENCY, name_en=AGENCY, roles=("asker",),
            )  # fmt: skip
    for number in range(MEMBERS):
        client = Client(SERVER_NAME="localhost")
        user = get_user_model()._default_manager.get(username=f"{AGENCY}-{number}")
        sign_in(client, user)
        name = settings.SESSION_COOKIE_NAME
        cookies.append(f"{name}={client.cookies[name].value}")
    return cookies


def _raise_budgets(now: datetime) -> None:
    """What a watch officer grants for a shift, past any number that he could: the benchmark asks for hours."""
    import psycopg

    from tansiq.config import environment

    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name) as connection:
        for purpose in RAISED:
            connection.execute(
                "INSERT INTO gateway_budgetraise (id, owner_id, member_id, member_name, purpose, asks_per_hour,"
                " reasons, raised_by, raised_at, until) SELECT gen_random_uuid(), agency_id, id, name_en, %s, 10000000,"
                " 'BENCH', id, %s, %s FROM access_member WHERE name_en = %s",
                [purpose, now, now + timedelta(days=2), AGENCY],
            )


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
        cookies = _members(now)
        _raise_budgets(now)
        port = _free_port()
        with _running([("serve", "--port", str(port)), ("worker",)], leak_ms):
            _wait(port)
            kinds = [
                [_person(one, is_held=is_held) for one in rows] for rows, is_held in ((held, True), (others, False))
            ]
            yield Site(port, cookies, *kinds)
