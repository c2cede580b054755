"""Every answer carries its headers: pages, fragments, the API, static files, redirects, errors."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tansiq.kernel.access.models import User

REPOSITORY = Path(__file__).resolve().parent.parent
NOBODYS = UUID("00000000-0000-4000-8000-000000000001")
ARGUMENTS = {
    "kind": "slip",
    "provider": "x",
    "uidb36": "1",
    "key": "x",
    "session_pk": 1,
    "pk": 1,
    "client_id": "x",
    "provider_id": "x",
    "act": "intelligence.accept",
}
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
}  # fmt: skip
EXACT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}


def _addresses(resolver: URLResolver, namespace: str = "", above: tuple[str, ...] = ()) -> Iterator[str]:
    for entry in resolver.url_patterns:
        names = (*above, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, names)
        elif isinstance(entry, URLPattern) and entry.name:
            given = {name: ARGUMENTS.get(name, NOBODYS) for name in names}
            yield reverse(f"{namespace}{entry.name}", kwargs=given or None)


@pytest.fixture
def in_earnest(cast: dict[str, Any]) -> Iterator[None]:
    """Served as behind a proxy that speaks TLS."""
    earnest = {
        "SECURE_SSL_REDIRECT": True, "SECURE_HSTS_SECONDS": 31536000, "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
    }  # fmt: skip
    with override_settings(**earnest):
        yield


def client(handle: str = "") -> Client:
    made = Client(raise_request_exception=False)
    if handle:
        user = User.objects.get(username=handle)
        made.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return made


def missing(answer: HttpResponse) -> list[str]:
    """What an answer lacks; `no-store` is asked of all that is not a file of ours."""
    told = [name for name, value in EXACT.items() if answer.headers.get(name) != value]
    if set(answer.headers.get("Content-Security-Policy", "").split("; ")) != POLICY:
        told.append("Content-Security-Policy")
    off = answer.headers.get("Permissions-Policy", "")
    if not all(f"{feature}=()" in off for feature in ("camera", "microphone", "geolocation", "usb")):
        told.append("Permissions-Policy")
    return told


def lacking(answer: HttpResponse) -> list[str]:
    return missing(answer) + (["Cache-Control"] if answer.headers.get("Cache-Control") != "no-store" else [])


@pytest.mark.parametrize("handle", ["", "owner", "inspector"])
def test_every_address_answers_with_every_header_and_is_kept_nowhere(in_earnest, handle):
    browser, addresses = client(handle), sorted(set(_addresses(get_resolver())))
    assert len(addresses) > 60

    wrong = {}
    for address in addresses:
        for headers in ({}, {"hx-request": "true"}):
            answer = browser.get(address, secure=True, headers=headers)
            if fault := lacking(answer):
                wrong[address] = (answer.status_code, fault)

    assert wrong == {}


def test_errors_and_refusals_carry_them_too(in_earnest, monkeypatch):
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a fault of ours")

    browser = client("asker")
    told = {
        404: browser.get("/nowhere/", secure=True), 405: browser.get("/display/", secure=True),
        400: browser.get("/?a=%00", secure=True), 422: browser.post("/ask/", {}, secure=True),
        403: browser.get(reverse("oversight:log"), secure=True),
    }  # fmt: skip
    monkeypatch.setattr("tansiq.gateway.actions.ask", broken)
    monkeypatch.setattr("tansiq.desk.views.reference.render", broken)
    told[500] = browser.get("/about/", secure=True)
    of_the_api = browser.post("/api/v1/asks", {"name": "خالد"}, content_type="application/json", secure=True)

    assert {status: answer.status_code for status, answer in told.items()} == {status: status for status in told}
    assert (of_the_api.status_code, of_the_api["Content-Type"]) == (500, "application/problem+json")
    assert {answer.status_code: lacking(answer) for answer in [*told.values(), of_the_api] if lacking(answer)} == {}


def test_without_tls_there_is_a_redirect_and_no_page(in_earnest):
    answer = client("asker").get("/")

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/")
    # A browser believes this header only where TLS brought it.
    assert lacking(answer) == ["Strict-Transport-Security"]


def test_static_files_carry_them_and_may_be_kept(in_earnest):
    assert finders.find("tansiq.css")
    for name in ("tansiq.css", "tansiq.js", "icon.svg"):
        answer = client().get(f"/static/{name}", secure=True)
        assert (answer.status_code, missing(answer)) == (200, [])
        assert "max-age" in answer["Cache-Control"]
    assert lacking(client().get("/static/nothing.css", secure=True)) == []


def test_the_deployment_check_finds_nothing_and_nothing_is_silenced(django_db_setup):
    line = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"]
    done = subprocess.run(
        line, cwd=REPOSITORY, env=os.environ | {"TANSIQ_PLAIN_HTTP": "0"}, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (0 silenced)" in done.stdout
