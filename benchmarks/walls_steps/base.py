"""The cast and what every step is made with: one action of one member, in a transaction of its own.

Every record carries an invented word of its own (`zq` and eight letters), by which a leak is found in any answer.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from benchmarks.walls_model import Row, Truth

SECURITY = ("alpha", "beta", "gamma", "delta")
CAST: dict[str, dict[str, tuple[str, ...]]] = {
    "alpha": {"asker": ("asker", "liaison"), "analyst": ("analyst",), "approver": ("approver",),
              "releaser": ("releaser",), "validator": ("validator",)},
    "court": {"prosecutor": ("prosecutor",)}, "desk": {"identity": ("identity_desk",), "caseworker": ("caseworker",)},
    "watchers": {"inspector": ("inspector",), "second_inspector": ("inspector",)},
    "joint-room": {"watch": ("watch_officer",), "keeper": ("list_keeper",), "accreditor": ("accreditor",),
                   "roomvalidator": ("validator",)},
}  # fmt: skip
CAST |= dict.fromkeys(SECURITY, CAST["alpha"])
KINDS = {"court": "judicial", "desk": "civil", "watchers": "oversight"}
GIVEN = ("خالد", "سعيد", "عمر", "سالم", "ناصر", "عوض", "مبارك", "صالح", "فرج", "حسن", "أحمد", "محفوظ")
WORDS = "أمر مخترع لامتحان الجدران"
PURPOSES = ("CHECKPOINT_IDENTITY", "OPEN_CASE", "LIFE_AT_RISK", "LIFE_AT_RISK", "TRACE")


class Base:
    """What a step needs; each is one action of one member, and may be refused as any."""

    weights: ClassVar[dict[str, int]] = {}

    def __init__(self, seed: int, truth: Callable[[], Truth]) -> None:
        self.chance = random.Random(seed)
        self.read, self.seed = truth, seed
        self.start = datetime.now(UTC) - timedelta(hours=20)
        self.steps: list[str] = []
        self.codes: dict[str, float] = {}
        self.done = 0
        self.came_to: Counter[str] = Counter()
        self.truth = Truth({})
        self.people = [
            (*self.chance.sample(GIVEN, 3), f"0{self.chance.randrange(10**9, 10**10)}", f"19{60 + at}")
            for at in range(30)
        ]

    @property
    def now(self) -> datetime:
        return self.start + timedelta(seconds=20 * len(self.steps))

    def word(self) -> str:
        """A word that stands in one record alone."""
        return "zq" + "".join(self.chance.choices("abcdefghijklmnopqrstuvwxyz", k=8))

    def words(self) -> str:
        return f"{WORDS} {self.word()}"

    def kit(self, *, papers: bool = True) -> Any:
        from tansiq.names import Parts
        from tansiq.people.drafts import KitDraft

        ism, father, grandfather, number, born = self.chance.choice(self.people)
        pairs = (("national", number),) if papers and self.chance.random() < 0.9 else ()
        return KitDraft(Parts(ism=ism, father=father, grandfather=grandfather, family=self.word()), birth=born,
                        identifiers=pairs)  # fmt: skip

    def enrol(self) -> None:
        from django.db import transaction

        from tansiq.kernel.access import actions, queries
        from tansiq.kernel.access.actor import system_actor
        from tansiq.kernel.db import acting_as
        from tansiq.kernel.packs import actions as packs

        setup, now = system_actor("setup"), self.start
        with acting_as(setup), transaction.atomic():
            for code, members in CAST.items():
                agency = actions.add_agency(
                    actor=setup, now=now, code=code, name_ar=code, name_en=code, kind=KINDS.get(code, "security"),
                    may_arrest=True, charter_signed_on=now.date(), duty_phone="+967 5 000 0199",
                )  # fmt: skip
                for handle, roles in members.items():
                    name = f"{code}-{handle}" if code in SECURITY else handle
                    actions.add_member(
                        actor=setup, now=now, handle=name, password="not-used-to-sign-in", agency_id=agency.id,
                        name_ar=name, name_en=name, roles=roles, vouched=True,
                    )  # fmt: skip
            ids = {row.code: row.id for row in queries.agencies()}
            packs.take_up(actor=setup, now=now)
        self.ids = ids

    def act(self, who: str, action: Callable[..., Any], /, **fields: Any) -> Any:
        """One action of one member, in a transaction of its own; what it came to stands in the list of steps."""
        from django.db import transaction

        from tansiq.desk import refusals
        from tansiq.kernel.access import queries
        from tansiq.kernel.access.actor import system_actor
        from tansiq.kernel.db import acting_as
        from tansiq.kernel.problems import Problem

        told, answer, actor = "done", None, None
        try:
            actor = system_actor(who[7:]) if who.startswith("system:") else queries.actor_by_handle(who)
            with acting_as(actor), transaction.atomic():
                answer = action(actor=actor, now=self.now, **fields)
        except Problem as problem:
            told = problem.code
            if actor is not None:  # as whoever turns a refusal into an answer does
                with acting_as(actor):
                    refusals.record(problem, actor=actor, at=self.now, act=action.__name__)
        self.done += told == "done"
        self.steps.append(f"{len(self.steps)} {who} {action.__name__} {told} {fields}"[:400])
        return answer

    def some(self, table: str, **values: Any) -> Row | None:
        rows = sorted(self.truth.has(table, **values), key=age)
        return self.chance.choice(rows) if rows else None

    def of(self, agency: str, handle: str) -> str:
        code = self.truth.get("access_agency", agency).get("code", "")
        return f"{code}-{handle}" if code in SECURITY else handle

    def security(self) -> str:
        return self.chance.choice(SECURITY)

    def handle_of(self, member: str) -> str:
        """The handle of a member of our invented agencies, by the id of the member."""
        return str(self.truth.get("access_member", member)["name_en"]).lower()

    def a_while_ago(self) -> Any:
        """A moment two hours to two days and a half back."""
        return self.now - timedelta(hours=self.chance.randrange(2, 60))

    def burst(self, steps: int) -> None:
        """So many steps; what there is to choose from is read anew for every third."""
        names = [name for name, weight in self.weights.items() for _ in range(weight)]
        for at in range(steps):
            if at % 3 == 0:
                self.truth = self.read()
            self._step(self.chance.choice(names))

    def _step(self, name: str) -> None:
        before = self.done
        with suppress(Nothing):
            getattr(self, f"do_{name}")()
        self.came_to[name] += self.done - before

    def again(self, names: Iterable[str]) -> None:
        """These steps, one after the other."""
        for name in names:
            self.truth = self.read()
            self._step(name)

    def catch_up(self, tries: int) -> list[str]:
        """Try again what chance never brought to an end, in turn; the steps that stay without one."""
        for _ in range(tries):
            left = [name for name in self.weights if not self.came_to[name]]
            if not left:
                break
            self.again(left)
        return [name for name in self.weights if not self.came_to[name]]

    def found(self, table: str, **values: Any) -> Row:
        row = self.some(table, **values)
        if row is None:
            raise Nothing
        return row


def picture() -> bytes:
    """One grey dot."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x80")),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def later(action: Callable[..., Any], *, days: int = 3) -> Callable[..., Any]:
    """The action so many days from now: what only time brings."""

    def in_time(*, actor: Any, now: datetime, **fields: Any) -> Any:
        return action(actor=actor, now=now + timedelta(days=days), **fields)

    in_time.__name__ = action.__name__
    return in_time


def at_present(action: Callable[..., Any]) -> Callable[..., Any]:
    """The action by the real clock: what it opens runs for hours, and pages ask that clock."""

    def presently(*, actor: Any, now: datetime, **fields: Any) -> Any:
        return action(actor=actor, now=datetime.now(UTC), **fields)

    presently.__name__ = action.__name__
    return presently


class Nothing(Exception):
    """There is nothing that this step could be about."""


def age(row: Row) -> tuple[str, ...]:
    """Order of making: ids are of chance."""
    names = ("made_at", "asked_at", "disclosed_at", "sent_at", "entered_at", "raised_at", "added_at", "assigned_at")
    return (
        next((str(row[name]) for name in names if row.get(name)), ""),
        str(row.get("code", "")),
        str(row.get("number")),
    )
