"""What people type stays in the records: no log, no address, no job, no session and no cache holds it."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from browse import signed_in
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from gunicorn.config import Config

from tansiq.commands.serve import SiteLogger
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as
from tansiq.kernel.logs import PlaceFormatter, places

CANARY, NUMBER = "كناريوش", "0190000777"
ADDRESSES = re.compile(r"""(?:href|action|src|hx-[a-z-]+|data-url)=["']([^"']*)["']""")
QUESTION = {
    "purpose": "OPEN_CASE", "reference": "CASE/12", "full": f"سالم عوض {CANARY} باقنزل", "birth": "1990",
    "kind_1": "national", "value_1": NUMBER,
}  # fmt: skip


def holds(text: str) -> bool:
    return any(trace in unquote(text) or trace in text for trace in (CANARY, NUMBER))


@pytest.fixture
def printed() -> Iterator[io.StringIO]:
    """What the installation's own handler writes."""
    [handler] = [one for one in logging.getLogger().handlers if isinstance(one.formatter, PlaceFormatter)]
    stream = io.StringIO()
    before = handler.setStream(stream)  # type: ignore[attr-defined]
    yield stream
    handler.setStream(before)  # type: ignore[attr-defined]


def rows(query: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return str(cursor.fetchall())


def failing(sql: str) -> Any:
    def act(*args: Any, **kwargs: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [f"{CANARY} {NUMBER}"])

    return act


def walk(client: Client) -> list[Any]:
    """The journey, with answers, refusals and absences; the answers."""
    ask = reverse("gateway:ask")
    told = [
        client.post(ask, QUESTION),
        client.post(ask, QUESTION | {"reference": ""}),
        client.post(ask, {"full": CANARY}),
    ]
    told.append(client.get(told[0]["Location"]))
    body = {"purpose": "OPEN_CASE", "reference": "CASE/12", "name": f"سالم {CANARY}"}
    for sent in (body, body | {"reference": ""}, body | {CANARY: NUMBER}):
        told.append(client.post("/api/v1/asks", sent, content_type="application/json"))
    told += [client.get(f"/{CANARY}/{NUMBER}/"), client.get(f"/api/v1/asks/{CANARY}"), client.get("/asks/")]
    told += [client.get("/", headers={"host": f"{NUMBER}.example.org"}), client.get("/agencies/")]
    return told


def test_the_journey_leaves_its_words_in_no_log_address_job_session_or_cache(cast, printed):
    client = signed_in("asker")

    answers = walk(client)

    assert {answer.status_code for answer in answers} >= {200, 302, 404, 422}
    assert [a.headers.get("Location") for a in answers if holds(a.headers.get("Location", ""))] == []
    assert [found for a in answers for found in ADDRESSES.findall(a.text) if holds(found)] == []
    assert printed.getvalue()
    assert not holds(printed.getvalue())
    with acting_as(system_actor("worker")), transaction.atomic():
        jobs = rows("SELECT task_name, args::text FROM procrastinate_jobs")
    assert "gateway.match_ask" in jobs
    assert not holds(jobs)
    assert not holds(json.dumps([one.get_decoded() for one in Session.objects.all()], ensure_ascii=False))
    assert not holds(rows("SELECT cache_key, value FROM tansiq_cache"))


@pytest.mark.parametrize("sql", ["SELECT %s::uuid", "INSERT INTO gateway_ask (number) VALUES (%s)"])
def test_an_error_of_the_database_is_logged_by_its_place_and_reference_alone(cast, printed, monkeypatch, sql):
    client = signed_in("asker")
    client.raise_request_exception = False
    monkeypatch.setattr("tansiq.gateway.actions.ask", failing(sql))

    page = client.post(reverse("gateway:ask"), QUESTION)
    program = client.post("/api/v1/asks", {"name": CANARY}, content_type="application/json")

    log = printed.getvalue()
    assert (page.status_code, program.status_code) == (500, 500)
    assert program.json()["instance"].removeprefix("urn:uuid:") in log
    assert "gateway:ask" in log
    assert "test_no_traces.py" in log
    assert not holds(log)
    assert not holds(program.text)
    assert not holds((settings.TANSIQ_DATA_DIR / "postgres" / "server.log").resolve().read_text())


def test_words_of_a_filter_are_kept_for_the_page_and_stand_in_no_address(cast):
    client = signed_in("owner")
    listing = reverse("intelligence:subjects")

    for answer in (client.post(listing, {"q": CANARY, "state": "proposed"}), client.get(listing, {"q": CANARY})):
        assert answer.status_code == 302
        assert not holds(answer["Location"])
    assert CANARY in client.get(listing).text
    filtered = f"{listing}?state=proposed"
    assert client.post(listing, {"q": CANARY, "state": "proposed"})["Location"] == filtered
    page = client.get(filtered)
    assert CANARY in page.text
    assert not any(holds(found) for found in ADDRESSES.findall(page.text))
    assert CANARY not in client.get(listing).text + client.get(reverse("intelligence:reports")).text

    client.get(listing, {"q": "", "state": "proposed"})
    assert CANARY not in client.get(filtered).text
    client.post(listing, {"q": CANARY})
    client.post(reverse("account_logout"))
    assert not holds(json.dumps([one.get_decoded() for one in Session.objects.all()], ensure_ascii=False))


def test_no_filter_of_a_list_puts_words_into_an_address(cast):
    for handle, name in (
        ("owner", "intelligence:subjects"), ("owner", "intelligence:reports"), ("inspector", "oversight:log"),
        ("asker", "gateway:asks"), ("owner", "intelligence:requests"), ("keeper", "exchange:imports"),
    ):  # fmt: skip
        page = signed_in(handle).get(reverse(name)).text
        for form in re.findall(r"<form[^>]*method=\"get\".*?</form>", page, re.DOTALL):
            assert not re.findall(r'<input[^>]*type="(?:text|search)"[^>]*name="(?!number)', form), name


def test_an_exception_is_told_by_type_and_place_through_all_its_causes():
    try:
        try:
            raise ValueError(CANARY)
        except ValueError as fault:
            raise RuntimeError(NUMBER) from fault
    except RuntimeError as fault:
        told = places(fault)

    assert not holds(told)
    assert told.count("in test_an_exception") == 2
    assert "builtins.ValueError" in told


def test_the_server_of_the_site_logs_no_address(monkeypatch, capsys):
    log = SiteLogger(Config())
    log.access(None, None, {"RAW_URI": f"/{CANARY}"}, None)
    try:
        raise RuntimeError(CANARY)
    except RuntimeError:
        log.exception("Error handling request %s", f"/{NUMBER}")
    log.warning("Invalid request from ip=%s: %s", "192.0.2.1", CANARY)

    told = capsys.readouterr().err
    assert "Error handling request" in told
    assert "Invalid request from ip" in told
    assert not holds(told)
    assert "192.0.2.1" not in told
