"""An officer who is curious: asks over HTTP, looks again afterwards, and keeps everything that he could notice."""

from __future__ import annotations

import http.client
import json
import random
import re
import statistics
import time
import urllib.parse
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.neutral_server import HELD, QUERIES, STATEMENTS

LANGUAGE = "ar"
# The receipt is read again so many asks later, when the matching of its ask is over.
LATER = 4
# The desk and the list of receipts are looked at after every so many asks.
DESK_EVERY = 8
UNTOLD = {"date", "set-cookie", "content-length", QUERIES.lower(), STATEMENTS.lower()}
_MASKS = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "ID"),
    (re.compile(r"\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}\b"), "NUMBER"),
    (re.compile(r"csrfmiddlewaretoken\" value=\"\w+"), "TOKEN"),
    (re.compile(r"nonce(-|=\")[\w+/=-]+"), "NONCE"),
    (re.compile(r"[0-9٠-٩]+"), "9"),
)


@dataclass(frozen=True)
class Person:
    """Whom a question is about; whether somebody holds him is known to the benchmark alone."""

    parts: dict[str, str]
    birth: str
    national: str
    is_held: bool

    def words(self) -> list[str]:
        return sorted({word for text in (*self.parts.values(), self.birth, self.national) for word in text.split()})

    def as_page(self) -> dict[str, str]:
        paper = {"kind_1": "national", "value_1": self.national} if self.national else {}
        return {**self.parts, "birth": self.birth} | paper

    def as_program(self) -> dict[str, Any]:
        papers = [{"kind": "national", "value": self.national}] if self.national else []
        return {"parts": self.parts, "born": self.birth, "identifiers": papers}


@dataclass(frozen=True)
class Seen:
    """One answer, as whoever sent the request sees it."""

    status: int
    first_byte_ms: float
    total_ms: float
    headers: dict[str, str]
    body: str
    queries: int
    statements: str

    def told(self, prefix: str, person: Person | None = None) -> dict[str, Any]:
        """Columns for the classifier; what the question itself brought into the answer is masked."""
        text = masked(self.body, person.words() if person else [])
        heads = sorted(f"{name}: {masked(value)}" for name, value in self.headers.items() if name not in UNTOLD)
        return {
            f"{prefix}.status": str(self.status), f"{prefix}.first_byte_ms": self.first_byte_ms,
            f"{prefix}.total_ms": self.total_ms, f"{prefix}.headers": "\n".join(heads),
            f"{prefix}.bytes": len(self.body.encode()), f"{prefix}.masked_bytes": len(text), f"{prefix}.body": text,
            f"{prefix}.queries": self.queries, f"{prefix}.statements": self.statements,
        }  # fmt: skip


def masked(text: str, words: Sequence[str] = ()) -> str:
    """A text without what differs from ask to ask anyway: references, times, tokens, and the words asked about."""
    if words:
        text = re.sub("|".join(map(re.escape, sorted(words, key=len, reverse=True))), "NAME", text)
    for pattern, word in _MASKS:
        text = pattern.sub(word, text)
    return text


@dataclass
class Officer:
    """One signed-in member, with a connection that is kept open."""

    host: str
    port: int
    cookie: str
    token: str
    purpose: str = "CHECKPOINT_IDENTITY"
    marks_held: bool = False
    _connection: http.client.HTTPConnection | None = None

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "", held: bool = False) -> Seen:
        """One request; a connection that the server has ended meanwhile is opened anew."""
        headers = {
            "Cookie": f"{self.cookie}; tansiq-csrf={self.token}", "X-CSRFToken": self.token,
            "Accept-Language": LANGUAGE, "Host": f"{self.host}:{self.port}",
        }  # fmt: skip
        if kind:
            headers["Content-Type"] = kind
        if self.marks_held:  # only for the leak that is planted
            headers[HELD] = str(int(held))
        for tried in (0, 1, 2):
            try:
                return self._sent(method, path, body, headers)
            except (http.client.RemoteDisconnected, ConnectionError, http.client.CannotSendRequest):
                self.close()
                if tried == 2 or (method == "POST" and tried == 1):
                    raise
        raise AssertionError

    def _sent(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Seen:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
            self._connection.connect()
        began = time.perf_counter()
        self._connection.request(method, path, body or None, headers)
        response = self._connection.getresponse()
        first = time.perf_counter()
        content = response.read()
        ended = time.perf_counter()
        found = {name.lower(): value for name, value in response.getheaders()}
        if found.get("connection", "").lower() == "close":
            self.close()
        return Seen(
            response.status, (first - began) * 1000, (ended - began) * 1000, found, content.decode(),
            int(found.get(QUERIES.lower(), "0")), found.get(STATEMENTS.lower(), ""),
        )  # fmt: skip

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def ask(self, person: Person, *, by_page: bool, number: int) -> tuple[Seen, str]:
        """Ask, and say where the receipt is; empty where there is none."""
        reason = {"purpose": self.purpose, "reference": f"NEUTRAL/{number}"}
        if by_page:
            text = urllib.parse.urlencode(person.as_page() | reason).encode()
            seen = self.send("POST", "/ask/", text, "application/x-www-form-urlencoded", held=person.is_held)
            return seen, seen.headers.get("location", "")
        text = json.dumps(person.as_program() | reason).encode()
        seen = self.send("POST", "/api/v1/asks", text, "application/json", held=person.is_held)
        told = json.loads(seen.body)
        return seen, f"/api/v1/asks/{told['ask']}" if "ask" in told else ""


@dataclass
class Watcher:
    """Asks about one person after the other and keeps, for each, a row of everything that could be noticed."""

    officer: Officer
    chance: random.Random
    rows: list[dict[str, Any]] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)
    _lately: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=15)))
    _later: deque[tuple[dict[str, Any], Person, str, str]] = field(default_factory=deque)

    def watch(self, person: Person) -> None:
        """One ask, its receipt at once, the receipt of an earlier one, and now and then the desk."""
        by_page = self.chance.random() < 0.5
        via = "page" if by_page else "program"
        seen, receipt = self.officer.ask(person, by_page=by_page, number=len(self.rows))
        row = {"via": via} | seen.told(f"{via}.ask", person)
        before = self._lately[via]  # against those just before it, whatever else the machine does meanwhile
        row[f"{via}.ask.above_ms"] = seen.first_byte_ms - statistics.median(before) if before else None
        before.append(seen.first_byte_ms)
        if self.rows:  # what an ask did to the next answer, which is about somebody else
            self.rows[-1][f"next.{via}.total_ms"] = seen.total_ms
        self.rows.append(row)
        self.labels.append(person.is_held)
        self.answers.append(seen.status)
        self.times_ms.append(seen.total_ms)
        if receipt:
            row |= self.officer.send("GET", receipt).told(f"{via}.receipt", person)
            self._later.append((row, person, receipt, via))
        if len(self._later) > LATER:
            self._again()
        if len(self.rows) % DESK_EVERY == 0:
            row |= self.officer.send("GET", "/").told("desk") | self.officer.send("GET", "/asks/").told("list")

    def _again(self) -> None:
        row, person, receipt, via = self._later.popleft()
        row |= self.officer.send("GET", receipt).told(f"{via}.later", person)

    def end(self) -> None:
        while self._later:
            self._again()
        self.officer.close()


def crowd(host: str, port: int, cookie: str, token: str, people: list[Person], pause: float, seed: int) -> None:
    """Other officers: ask about people at random until the process is ended."""
    officer = Officer(host, port, cookie, token)
    chance = random.Random(seed)
    number = 0
    while True:
        number += 1
        try:
            officer.ask(chance.choice(people), by_page=chance.random() < 0.5, number=number)
        except OSError:
            return
        time.sleep(chance.expovariate(1 / pause))
