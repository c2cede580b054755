"""The judge of the walls: every surface, for every person, against the model."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks import sign_in
from benchmarks import walls_model as model
from benchmarks.walls_model import Row, Truth, Who, key_of
from benchmarks.walls_writes import Writes

if TYPE_CHECKING:
    import psycopg
    from django.test import Client

NOT_OPENED = (
    "account_", "mfa_", "socialaccount", "openid_connect", "usersessions", "set_language", "desk:health",
    "api:openapi-json",
)  # fmt: skip
# Rows that opening a page makes.
BY_LOOKING = ("audit_entry", "audit_words", "audit_unsealed", "usersessions_usersession")
ABSENT = UUID("00000000-0000-4000-8000-000000000001")
# What differs from one answer to the next, whatever exists: references of refusals, tokens of forms, moments, and the
# minutes that are left until one.
MASKED = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=value=\")[A-Za-z0-9]{64}(?=\")|\b[0-9A-F]{8}\b"
    r"|<time.*?</time>|(?<=ts-clock-left\">)[^<]*|nonce-[^\"' ]+|nonce=\"[^\"]*\"|\d{1,2}:\d\d|X-CSRFToken[^}]*",
    re.S,
)


@dataclass
class Verdict:
    """What was judged, and every leak with what is needed to see it again."""

    checks: Counter[str] = field(default_factory=Counter)
    leaks: list[dict[str, Any]] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def leak(self, who: Who, surface: str, record: object, told: str) -> None:
        self.leaks.append({"actor": who.handle, "surface": surface, "record": str(record)[:200], "told": told[:300]})


class Judge:
    """Compares what people can learn with the model; `owner` reads the truth past every wall."""

    def __init__(self, owner: psycopg.Connection[Any], seed: int) -> None:
        from tansiq.kernel import walls

        self.owner, self.chance = owner, random.Random(seed)
        declared = walls.declared()
        self.walls = {table: walls.with_retention(wall) for table, wall in declared.items() if table in model.VISIBLE}
        self.unjudged = sorted(set(declared) - set(model.VISIBLE))
        self.verdict = Verdict()
        self.clients: dict[str, Client] = {}
        self.keys = {table: self._key(table) for table in self.walls}
        self.writes = Writes(owner, self.walls, self.keys, self.chance, self.verdict).tried

    def _key(self, table: str) -> str:
        found = self.owner.execute(
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
            " WHERE i.indrelid = %s::regclass AND i.indisprimary", [table]
        ).fetchone()  # fmt: skip
        assert found is not None
        return str(found[0])

    def truth(self, *, log: bool = True) -> Truth:
        """Every row of every walled table, as the owner of the database sees it; without the log, which is long."""
        self.owner.execute("SET timezone TO 'UTC'")
        return Truth({
            table: [row for (row,) in self.owner.execute(f'SELECT to_jsonb(t) FROM "{table}" t')]
            for table in self.walls
            if log or not table.startswith("audit_")
        })  # fmt: skip

    # Direct SQL, under the stamp that the backend sets.

    def sql(self, truth: Truth, people: Iterable[Who], tables: Iterable[str] = ()) -> None:
        from django.db import connection, transaction

        from tansiq.kernel.access import queries
        from tansiq.kernel.db import acting_as

        for who in people:
            with acting_as(queries.actor_of(UUID(who.user))), transaction.atomic():
                for table in tables or self.walls:
                    with connection.cursor() as cursor:
                        cursor.execute(f'SELECT {self.keys[table]}::text FROM "{table}"')
                        seen = {key for (key,) in cursor.fetchall()}
                    rows = {str(row[self.keys[table]]): row for row in truth.rows[table]}
                    meant = {key for key, row in rows.items() if model.VISIBLE[table](who, row, truth)}
                    self.verdict.checks["sql"] += len(rows)
                    for key in seen - meant:
                        self.verdict.leak(who, f"sql:select {table}", rows.get(key, key), "a row that is another's")
                    for key in meant - seen:
                        self.verdict.leak(who, f"sql:select {table}", rows[key], "BLIND: a row of his own is hidden")

    # Pages, fragments, searches, exports and the API.

    def client(self, who: Who) -> Client:
        from django.contrib.auth import get_user_model
        from django.contrib.sessions.models import Session
        from django.test import Client

        kept = self.clients.get(who.user)
        # A unit that was frozen is signed out.
        if kept is None or not Session.objects.filter(session_key=kept.session.session_key).exists():
            made = Client(headers={"accept-language": "en"}, SERVER_NAME="localhost", raise_request_exception=True)
            user = get_user_model()._default_manager.get(pk=who.user)
            sign_in(made, user)
            session = made.session
            session["purpose"], session["reference"] = "OPEN_CASE", "PROOF-1"
            session.save()
            self._note_session(who, user, str(session.session_key))
            self.clients[who.user] = made
        return self.clients[who.user]

    def _note_session(self, who: Who, user: Any, key: str) -> None:
        """As the sign-in does, which the test client goes round: whence and with what he is signed in."""
        from allauth.usersessions.models import UserSession
        from django.db import transaction

        from tansiq.kernel.access import queries
        from tansiq.kernel.db import acting_as

        # Not by the chance of the proof: it is seeded as that of the steps, and would say their words again.
        browser = "zq" + "".join(random.Random(key).choices("abcdefghijklmnopqrstuvwxyz", k=8))
        with acting_as(queries.actor_of(UUID(who.user))), transaction.atomic():
            UserSession.objects.create(user=user, ip="192.0.2.9", session_key=key, user_agent=browser)

    def pages(self, truth: Truth, people: Iterable[Who], objects: int = 6) -> None:
        """Open every address of the installation as each of the people, with ids of records and without."""
        known = self._known_tokens(truth)
        counted = sum(len(truth.rows[table]) for table in model.COUNTED)
        for who in people:
            allowed = self._allowed(who, truth, known)
            for name, arguments in addresses():
                if not arguments:
                    for fragment in (False, True):
                        self._open(who, name, {}, known, allowed, counted, fragment=fragment)
                elif set(arguments) <= set(model.NAMED):
                    self._records(who, name, next(iter(arguments)), truth, known, allowed, objects)
                else:
                    given = {key: "slip" if key == "kind" else ABSENT for key in arguments}
                    self._open(who, name, given, known, allowed, counted)
            self._search(who, truth, known, allowed, counted)
            self._queried(who, truth, known, allowed, counted)
            self._api(who, truth, known, allowed, counted)

    def _known_tokens(self, truth: Truth) -> dict[str, list[tuple[str, Row]]]:
        known: dict[str, list[tuple[str, Row]]] = {}
        for table, rows in truth.rows.items():
            for row in rows:
                told = model.tokens(row)
                if table == "gateway_hit":
                    told.add(f"h-{row['id'][:8]}")
                for token in told:
                    known.setdefault(token, []).append((table, row))
        return known

    def _allowed(self, who: Who, truth: Truth, known: dict[str, list[tuple[str, Row]]]) -> set[str]:
        """Words and ids that stand in a row which exists for this person, or which the gateway tells him."""
        beside = {(table, key_of(row)) for table, row in model.told_beside(who, truth)}
        see: dict[tuple[str, str], bool] = {}
        allowed = set()
        for token, places in known.items():
            for table, row in places:
                place = (table, key_of(row))
                if place not in see:
                    see[place] = place in beside or model.VISIBLE[table](who, row, truth)
                if see[place]:
                    allowed.add(token)
                    break
        return allowed | {who.user, who.member}

    def _judge_body(
        self, who: Who, surface: str, response: Any, known: Any, allowed: set[str], typed: str = ""
    ) -> None:
        kind = str(response.headers.get("Content-Type", "")).partition(";")[0]
        if kind == "application/pdf":  # its words stand packed in it: counted, so that nobody takes it for judged
            self.verdict.answers["not read: pdf"] += 1
        told = response.content.decode(errors="replace") + str(dict(response.headers)) + str(response.cookies)
        self.verdict.answers["known words and ids shown"] += len(model.tokens(told) & known.keys())
        for token in model.tokens(told) - allowed - model.tokens(typed):
            if token in known:
                table, row = known[token][0]
                self.verdict.leak(
                    who, surface, f"{table} {key_of(row)}", f"{token} in an answer {response.status_code}"
                )

    def _open(
        self, who: Who, name: str, arguments: dict[str, Any], known: Any, allowed: set[str], counted: int, *,
        fragment: bool = False, query: dict[str, str] | None = None,
    ) -> Any:  # fmt: skip
        from django.urls import reverse

        headers = {"hx-request": "true"} if fragment else {}
        response = self.client(who).get(reverse(name, kwargs=arguments or None), query or {}, headers=headers)
        surface = f"{'fragment' if fragment else 'page'}:{name}"
        self._answered(who, surface, response)
        self.verdict.checks["fragment" if fragment else "page"] += counted
        self._judge_body(who, surface, response, known, allowed, str(query or ""))
        return response

    def _answered(self, who: Who, surface: str, response: Any) -> None:
        self.verdict.answers[str(response.status_code)] += 1
        if response.status_code >= 500:
            self.verdict.leak(who, surface, "", f"a defect: {response.status_code}")

    def _records(
        self, who: Who, name: str, argument: str, truth: Truth, known: Any, allowed: set[str], objects: int
    ) -> None:
        """Records that are hidden from this person answer as one that is absent, to a look and to a deed."""
        from django.urls import reverse

        table, client = model.NAMED[argument], self.client(who)
        rows = truth.rows[table]
        absent = {verb: getattr(client, verb)(reverse(name, kwargs={argument: ABSENT})) for verb in ("get", "post")}
        for row in self.chance.sample(rows, min(objects, len(rows))):
            is_there = model.VISIBLE[table](who, row, truth)
            for verb in ("get",) if is_there else ("get", "post"):
                response = getattr(client, verb)(reverse(name, kwargs={argument: row["id"]}))
                surface = f"{'page' if verb == 'get' else 'error'}:{name}"
                self._answered(who, surface, response)
                self.verdict.checks["record"] += 1
                self._judge_body(who, surface, response, known, allowed, row["id"])
                if not is_there and _plain(response, row["id"]) != _plain(absent[verb], str(ABSENT)):
                    self.verdict.leak(who, surface, row, f"hidden is not as absent: {response.status_code}")

    def _search(self, who: Who, truth: Truth, known: Any, allowed: set[str], counted: int) -> None:
        hidden = sorted(token for token in known if token not in allowed and (token[:2] == "zq" or len(token) == 11))
        for name in model.SEARCHED:
            nothing = self._open(who, name, {}, known, allowed, counted, query={"q": "zqxxxxxxxx"})
            for token in self.chance.sample(hidden, min(2, len(hidden))):
                found = self._open(who, name, {}, known, allowed, counted, query={"q": token})
                self.verdict.checks["search"] += 1
                if found.status_code == 200 and _plain(found, token) != _plain(nothing, "zqxxxxxxxx"):
                    self.verdict.leak(who, f"search:{name}", known[token][0][1], "found what is hidden")

    def _queried(self, who: Who, truth: Truth, known: Any, allowed: set[str], counted: int) -> None:
        """A record that is named in a query and hidden is as one that is absent."""
        for (name, argument), (table, column) in model.QUERIED.items():
            nothing = str(ABSENT) if column == "id" else "A-2222-2222"
            hidden = [row for row in truth.rows[table] if not model.VISIBLE[table](who, row, truth)]
            absent = self._open(who, name, {}, known, allowed, counted, query={argument: nothing})
            for row in self.chance.sample(hidden, min(2, len(hidden))):
                found = self._open(who, name, {}, known, allowed, counted, query={argument: row[column]})
                self.verdict.checks["record"] += 1
                if _plain(found, row[column]) != _plain(absent, nothing):
                    self.verdict.leak(who, f"query:{name}", row, "hidden is not as absent")

    def _api(self, who: Who, truth: Truth, known: Any, allowed: set[str], counted: int) -> None:
        from django.urls import reverse

        client = self.client(who)
        for kind in ("asks_of_my_agency", "persons"):
            response = client.post(reverse("api:export"), {"kind": kind}, content_type="application/json")
            self._answered(who, "export", response)
            self.verdict.checks["export"] += counted
            self._judge_body(who, "export", response, known, allowed)
        absent = client.get(reverse("api:receipt", args=["A-2222-2222"]))
        for row in self.chance.sample(truth.rows["gateway_ask"], min(4, len(truth.rows["gateway_ask"]))):
            response = client.get(reverse("api:receipt", args=[row["number"]]))
            self._answered(who, "api:receipt", response)
            self.verdict.checks["api"] += 1
            self._judge_body(who, "api:receipt", response, known, allowed, row["number"])
            is_there = model.VISIBLE["gateway_ask"](who, row, truth)
            if not is_there and _plain(response, row["number"]) != _plain(absent, "A-2222-2222"):
                self.verdict.leak(who, "api:receipt", row, "hidden is not as absent")

    # Counts and badges: nothing that a person may not know changes what he is shown.

    def shown(self, who: Who) -> dict[str, str]:
        from django.urls import reverse

        return {name: _plain(self.client(who).get(reverse(name)), "") for name in model.LISTED}

    def signature(self, who: Who, truth: Truth) -> int:
        """Changes whenever anything changes that this person may learn; that he looked is nothing new to him."""
        beside = sorted(str(row) for _, row in model.told_beside(who, truth))
        rows = sorted(
            str(row) for table, rows in truth.rows.items() for row in rows
            if table not in BY_LOOKING and model.VISIBLE[table](who, row, truth)
        )  # fmt: skip
        return hash((tuple(rows), tuple(beside)))

    def compare_shown(self, who: Who, before: dict[str, str], counted: int) -> None:
        for name, page in self.shown(who).items():
            self.verdict.checks["count"] += counted
            if page != before[name]:
                at = next((i for i, (a, b) in enumerate(zip(page, before[name], strict=False)) if a != b), 0)
                self.verdict.leak(
                    who, f"count:{name}", "", f"changed by what he may not know: {page[at - 60 : at + 60]!r}"
                )


def _plain(response: Any, typed: str) -> str:
    """An answer without what differs between any two."""
    body = response.content.decode(errors="replace")
    for form in {typed, typed.upper(), typed.replace("-", "")} - {""}:
        body = body.replace(form, "#")
    return f"{response.status_code} {response.headers.get('Content-Type')} " + MASKED.sub("#", body)


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address of the installation that can be opened, with the names of its arguments."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(resolver: Any, namespace: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
            elif isinstance(entry, URLPattern) and entry.name:
                yield f"{namespace}{entry.name}", tuple(entry.pattern.converters)

    for name, arguments in walk(get_resolver(), ""):
        if not name.startswith(NOT_OPENED) and name not in ("desk:agency",):
            yield name, arguments
