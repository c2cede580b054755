"""One demo, one Chromium; each member signs in once through the real form, and pages that complain fail their test."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from demo_site import Site, chromium, served

HERE = Path(__file__).resolve().parent
QUICK = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
FRESH_SECONDS = 600
# What Chromium says about an answer that is meant to be a refusal.
REFUSED = "Failed to load resource: the server responded with a status of 4"
# A remark of the software that draws in place of a graphics card, about itself.
DRAWN_SLOWLY = "GPU stall due to ReadPixels"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Chromium's path. Without one the tests are skipped on a person's machine and fail where CI=true."""
    path = chromium()
    if path is None:
        why = "no Chromium: set CHROMIUM, or install the package chromium"
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)
    return path


@pytest.fixture(scope="package")
def browser(chromium_path: str) -> Iterator[Any]:
    """Chromium, headless; of this package alone, since its loop keeps other tests from the database."""
    from playwright.sync_api import sync_playwright

    arguments = [*QUICK, "--no-sandbox"] if os.geteuid() == 0 else [*QUICK]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(chromium_path: str) -> Iterator[Site]:
    """One demo for all: two processes that share the work come back here between other tests."""
    with served() as demo:
        yield demo


@pytest.fixture(scope="package")
def signed(browser: Any, site: Site) -> Callable[[str], Any]:
    """Cookies of a member who has signed in, anew before the proof of it is too old for a decision."""
    states: dict[str, Any] = {"": None}
    until: dict[str, float] = {"": math.inf}

    def state(handle: str) -> Any:
        if until.get(handle, 0) < time.monotonic():
            until[handle] = time.monotonic() + FRESH_SECONDS
            context = browser.new_context(base_url=site.address)
            page = context.new_page()
            page.goto("/accounts/login/")
            site.sign_in(page, handle)
            states[handle] = context.storage_state()
            context.close()
        return states[handle]

    return state


class Desk:
    """A member's browser: `page`, and what Chromium or the server complained about on the way."""

    def __init__(self, context: Any) -> None:
        self.context, self.page, self.complaints = context, context.new_page(), []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._check)

    def _hear(self, message: Any) -> None:
        is_ours = not message.text.startswith(REFUSED) and DRAWN_SLOWLY not in message.text
        if message.type in ("error", "warning") and is_ours:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _check(self, response: Any) -> None:
        if response.status >= (500 if response.request.is_navigation_request() else 400):
            self.complaints.append(f"{response.status} {response.url}")


@pytest.fixture
def desk_of(browser: Any, site: Site, signed: Callable[[str], Any]) -> Iterator[Callable[..., Desk]]:
    """`desk_of("demo-owner", lang="ar", width=1280)`: a fresh window in which the member is signed in; "" is nobody."""
    opened: list[Desk] = []

    def open_desk(handle: str, *, lang: str = "ar", width: int = 1280, scheme: str = "light") -> Desk:
        context = browser.new_context(
            base_url=site.address, storage_state=signed(handle), locale=lang, color_scheme=scheme,
            viewport={"width": width, "height": 800}, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(15_000)
        opened.append(Desk(context))
        return opened[-1]

    yield open_desk
    complaints = [words for desk in opened for words in desk.complaints]
    for desk in opened:
        desk.context.close()
    assert complaints == []
