"""Signing in, as a new member goes through it with the keyboard: own password, authenticator, codes, passkey."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from browse import code_of
from demo_site import Site

OWN = "four words of my own"
STICK = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def newcomer(site: Site) -> Any:
    """A member whom the operator has just enrolled: handle, and the password for one use."""
    handle = f"newcomer-{time.monotonic_ns()}"
    line = ("member", "add", "--handle", handle, "--agency", "joint-room", "--role", "asker", "--json")
    return json.loads(site.run(*line, "--name-ar", "سالم باوزير", "--name-en", "Salem Bawazir"))


@pytest.fixture
def page(browser: Any, site: Site) -> Iterator[Any]:
    """A window under the name localhost, for passkeys belong to a name; a virtual key is plugged in."""
    complaints: list[str] = []
    context = browser.new_context(base_url=site.address.replace("127.0.0.1", "localhost"), locale="en")
    context.set_default_timeout(15_000)
    opened = context.new_page()
    opened.on("console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    session = context.new_cdp_session(opened)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": STICK})
    yield opened
    context.close()
    assert complaints == []


def type_into(page: Any, **fields: str) -> None:
    """Fill a form in from its first field by keys alone, and send it by Enter."""
    for number, (name, value) in enumerate(fields.items()):
        if number == 0:
            page.focus(f"[name={name}]")
        else:
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
        page.keyboard.type(value)
    page.keyboard.press("Enter")


def leave(page: Any) -> None:
    page.goto("/accounts/logout/")
    page.locator("main form button").click()
    page.wait_for_url("**/accounts/login/**")


def test_a_newcomer_signs_in_by_password_authenticator_passkey_and_recovery_code(newcomer, page):
    page.goto("/")
    type_into(page, login=newcomer["handle"], password=newcomer["password"])
    page.wait_for_url("**/password/change/**")
    type_into(page, oldpassword=newcomer["password"], password1=OWN, password2=OWN)
    page.wait_for_url("**/accounts/2fa/?next=**")
    assert page.locator("header nav").count() == 0  # nothing opens yet, and nothing is offered

    page.get_by_role("link", name="Add an authenticator").press("Enter")
    secret = page.locator(".ts-secret").inner_text()
    type_into(page, code=code_of(secret))
    page.wait_for_url("**/recovery-codes/")
    codes = page.locator(".ts-codes bdi").all_inner_texts()
    assert len(codes) == 10
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download").press("Enter")
    assert saved.value.path().read_text().split() == codes
    assert page.get_by_role("button", name="Print").is_visible()
    page.reload()
    assert page.get_by_text(codes[0]).count() == 0

    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("[name=name]", "Stick")
    page.check("[name=passwordless]")
    page.get_by_role("button", name="Add the passkey").press("Enter")
    page.wait_for_url(re.compile(r"/accounts/2fa/$"))
    assert page.get_by_text("Stick").is_visible()

    leave(page)
    page.get_by_role("button", name="Sign in by passkey").press("Enter")
    page.wait_for_url(re.compile(r":\d+/$"))
    assert page.get_by_role("link", name="Ask").first.is_visible()

    leave(page)
    type_into(page, login=newcomer["handle"], password=OWN)
    type_into(page, code=codes[0])
    page.wait_for_url(re.compile(r":\d+/$"))

    leave(page)
    type_into(page, login=newcomer["handle"], password=OWN)
    page.get_by_role("button", name="Use a passkey").press("Enter")
    page.wait_for_url(re.compile(r":\d+/$"))


def test_a_session_is_ended_from_another(browser: Any, site: Site, page: Any):
    # No other test keeps a session of this member, for every one ends here.
    second = browser.new_context(base_url=site.address.replace("127.0.0.1", "localhost"), locale="en")
    for one in (page, second.new_page()):
        one.goto("/accounts/login/")
        site.sign_in(one, "demo-information2")

    page.goto("/accounts/sessions/")
    page.get_by_role("button", name="End all others").press("Enter")
    page.get_by_text("ended").first.wait_for()

    [other] = second.pages
    other.goto("/")
    assert "/accounts/login/" in other.url
    second.close()
