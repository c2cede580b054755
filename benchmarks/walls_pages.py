"""The judge of answers: every address of the installation, for every person, against the model."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks import pdf_text, sign_in
from benchmarks import walls_model as model
from benchmarks.walls_model import Row, Truth, Who, key_of

if TYPE_CHECKING:
    from django.test import Client

NOT_OPENED = (
    "account_", "mfa_", "socialaccount", "openid_connect", "usersessions", "set_language", "desk:health",
    "api:openapi-json",
)  # fmt: skip
ABSENT = {"id": "00000000-0000-4000-8000-000000000001", "number": "A-2222-2222"}
PDF = "application/pdf"
# Each address is opened by so many who see a record of its kind, where there are, and by so many others; each of them
# opens so many that exist for him, and so many that do not. One without a record is opened by so many.
WHO_SEES, OTHERS, SEEN, HIDDEN, ANYBODY = 3, 2, 2, 1, 5
# What differs from one answer to the next, whatever exists: references of refusals, tokens of forms, moments, and the
# minutes that are left until one.
MASKED = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=value=\")[A-Za-z0-9]{64}(?=\")|\b[0-9A-F]{8}\b"
    r"|<time.*?</time>|\d{4}-\d\d-\d\dT[\d:.+Z-]*"
    r"|(?<=ts-clock-left\">)[^<]*|nonce-[^\"' ]+|nonce=\"[^\"]*\"|\d{1,2}:\d\d|X-CSRFToken[^}]*",
    re.S,
)


class Known:
    """Words, ids and numbers of all that there is, and the rows in which each stands."""

    def __init__(self, truth: Truth) -> None:
        self.places: dict[str, list[tuple[str, Row]]] = {}
        for table, rows in truth.rows.items():
            for row in rows:
                told = model.tokens_of(row)
                if table == "gateway_hit":
                    told.add(f"h-{row['id'][:8]}")
                for token in told:
                    self.places.setdefault(token, []).append((table, row))


class Reader:
    """One person before the screen: what he may learn, and which records exist for him."""

    def __init__(self, who: Who, truth: Truth, known: Known) -> None:
        self.who, self.truth, self.known = who, truth, known
        self._rows: dict[str, tuple[list[Row], list[Row]]] = {}
        self._may_know: dict[str, bool] = {}

    def rows(self, table: str) -> tuple[list[Row], list[Row]]:
        """Rows that exist for him, and rows that do not."""
        if table not in self._rows:
            seen: list[Row] = []
            hidden: list[Row] = []
            for row in self.truth.rows[table]:
                (seen if model.VISIBLE[table](self.who, row, self.truth) else hidden).append(row)
            self._rows[table] = (seen, hidden)
        return self._rows[table]

    @cached_property
    def beside(self) -> set[int]:
        return {id(row) for _table, row in model.told_beside(self.who, self.truth)}

    def may_know(self, token: str) -> bool:
        """Whether it stands in a row which exists for him, or which an act tells him."""
        if token not in self._may_know:
            self._may_know[token] = token in (self.who.user, self.who.member) or any(
                id(row) in self.beside or model.VISIBLE[table](self.who, row, self.truth)
                for table, row in self.known.places[token]
            )
        return self._may_know[token]


class Pages:
    """Opens what the installation serves, and judges each answer."""

    def __init__(self, chance: random.Random, verdict: Any) -> None:
        self.chance, self.verdict = chance, verdict
        self.clients: dict[str, Client] = {}

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

    def opened(self, truth: Truth, people: Iterable[Who]) -> None:
        """Every address of the installation, with ids of records and without, as some of the people."""
        known = Known(truth)
        self.counted = sum(len(truth.rows[table]) for table in model.COUNTED)
        readers = [Reader(who, truth, known) for who in people]
        for name, arguments in addresses():
            for named in (places := model.named(name, arguments)):
                see = [reader for reader in readers if reader.rows(named[1])[0]]
                for reader in (*self._some(see, WHO_SEES), *self._some(readers, OTHERS)):
                    self._records(reader, name, arguments, named)
            if places:
                continue
            for reader in self._some(readers, ANYBODY):
                for given in model.every_said(name, arguments, {}, truth):
                    for is_fragment in (False, True):
                        self._open(reader, name, given, is_fragment=is_fragment)
        for reader in self._some(readers, ANYBODY):
            self._search(reader)
            self._queried(reader)
            self._exports(reader)

    def _some(self, there: list[Any], most: int) -> list[Any]:
        return self.chance.sample(there, min(most, len(there)))

    def _judge_body(self, reader: Reader, surface: str, response: Any, typed: str = "") -> None:
        self.verdict.answers[str(response.status_code)] += 1
        if response.status_code >= 500:
            self.verdict.leak(reader.who, surface, "", f"a defect: {response.status_code}")
        told = self._told(response) + str(dict(response.headers)) + str(response.cookies)
        shown = model.tokens(told) & reader.known.places.keys()
        self.verdict.answers["known words and ids shown"] += len(shown)
        for token in shown - model.tokens(typed):
            if not reader.may_know(token):
                table, row = reader.known.places[token][0]
                words = f"{token} in an answer {response.status_code}"
                self.verdict.leak(reader.who, surface, f"{table} {key_of(row)}", words)

    def _told(self, response: Any) -> str:
        """What an answer says: of a paper the words that are printed on it."""
        if _kind(response) != PDF:
            return str(response.content.decode(errors="replace"))
        told = pdf_text.text(response.content, is_rtl=False).lower()
        self.verdict.checks["pdf"] += self.counted
        self.verdict.answers["known words on paper"] += len(model.tokens(told))
        return told

    def _open(
        self, reader: Reader, name: str, arguments: dict[str, str], *, is_fragment: bool = False,
        query: dict[str, str] | None = None,
    ) -> Any:  # fmt: skip
        from django.urls import reverse

        headers = {"hx-request": "true"} if is_fragment else {}
        response = self.client(reader.who).get(
            reverse(name, kwargs=arguments or None), query or {}, headers=headers, follow="q" in (query or {})
        )
        surface = "fragment" if is_fragment else model.SURFACES.get(name, "page")
        self.verdict.checks[surface] += self.counted
        self._judge_body(reader, f"{surface}:{name}", response, str(query or ""))
        return response

    def _records(self, reader: Reader, name: str, arguments: tuple[str, ...], named: tuple[str, str, str]) -> None:
        """Records that are hidden from this person answer as one that is absent, to a look and to a deed."""
        from django.urls import reverse

        argument, table, column = named
        seen, hidden = reader.rows(table)
        for row in self._some(seen, SEEN):
            self._record(reader, "get", name, {argument: str(row[column])} | self._beside(name, arguments, row, reader))
        for row in self._some(hidden, HIDDEN):
            beside = self._beside(name, arguments, row, reader)
            for verb in ("get", "post"):
                response = self._record(reader, verb, name, {argument: str(row[column])} | beside)
                absent = getattr(self.client(reader.who), verb)(
                    reverse(name, kwargs={argument: ABSENT[column]} | beside)
                )
                if plain(response, str(row[column])) != plain(absent, ABSENT[column]):
                    told = f"hidden is not as absent: {response.status_code}"
                    self.verdict.leak(reader.who, f"{'page' if verb == 'get' else 'error'}:{name}", row, told)

    def _record(self, reader: Reader, verb: str, name: str, given: dict[str, str]) -> Any:
        from django.urls import reverse

        response = getattr(self.client(reader.who), verb)(reverse(name, kwargs=given))
        self.verdict.checks["api" if name.startswith("api:") else "record" if verb == "get" else "error"] += 1
        self._judge_body(reader, f"{'page' if verb == 'get' else 'error'}:{name}", response, str(given))
        return response

    def _beside(self, name: str, arguments: tuple[str, ...], row: Row, reader: Reader) -> dict[str, str]:
        return self.chance.choice(model.every_said(name, arguments, row, reader.truth))

    def _search(self, reader: Reader) -> None:
        words = sorted(token for token in reader.known.places if token[:2] == "zq" or len(token) == 11)
        hidden = [token for token in self._some(words, 200) if not reader.may_know(token)]
        for name in model.SEARCHED:
            nothing = self._open(reader, name, {}, query={"q": "zqxxxxxxxx"})
            for token in self._some(hidden, 2):
                found = self._open(reader, name, {}, query={"q": token})
                self.verdict.checks["search"] += 1
                if found.status_code == 200 and plain(found, token) != plain(nothing, "zqxxxxxxxx"):
                    row = reader.known.places[token][0][1]
                    self.verdict.leak(reader.who, f"search:{name}", row, "found what is hidden")
            # Words are kept for the page: without an end the counts of later looks would be of what they leave.
            self._open(reader, name, {}, query={"q": ""})

    def _queried(self, reader: Reader) -> None:
        """A record that is named in a query and hidden is as one that is absent."""
        for (name, argument), (table, column) in model.QUERIED.items():
            hidden = reader.rows(table)[1]
            absent = self._open(reader, name, {}, query={argument: ABSENT[column]})
            for row in self._some(hidden, 2):
                found = self._open(reader, name, {}, query={argument: row[column]})
                self.verdict.checks["record"] += 1
                if plain(found, row[column]) != plain(absent, ABSENT[column]):
                    self.verdict.leak(reader.who, f"query:{name}", row, "hidden is not as absent")

    def _exports(self, reader: Reader) -> None:
        for name, response in self._exported(reader.who):
            self.verdict.checks["export"] += self.counted
            self._judge_body(reader, name, response)

    def _exported(self, who: Who) -> Iterator[tuple[str, Any]]:
        from django.urls import reverse

        for kind in model.EXPORTED:
            told = {"kind": kind}
            client = self.client(who)
            yield f"export:page {kind}", client.post(reverse("gateway:export"), told)
            yield f"export:api {kind}", client.post(reverse("api:export"), told, content_type="application/json")

    # Counts and badges: nothing that a person may not know changes what he is shown.

    def shown(self, who: Who) -> dict[str, str]:
        from django.urls import reverse

        pages = {f"count:{name}": plain(self.client(who).get(reverse(name)), "") for name in model.LISTED}
        return pages | {name: plain(response, "") for name, response in self._exported(who)}

    def compare_shown(self, who: Who, before: dict[str, str], counted: int) -> None:
        for name, page in self.shown(who).items():
            self.verdict.checks[name.partition(":")[0]] += counted
            if page != before[name]:
                at = next((i for i, (a, b) in enumerate(zip(page, before[name], strict=False)) if a != b), 0)
                told = f"changed by what he may not know: {page[max(at - 60, 0) : at + 60]!r}"
                self.verdict.leak(who, name, "", told)


def _kind(response: Any) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0]


def plain(response: Any, typed: str) -> str:
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
        if not name.startswith(NOT_OPENED):
            yield name, arguments
