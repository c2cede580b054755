"""`tansiq smoke`: start the whole thing in an empty data directory, sign in, ask once, print the answer."""

from __future__ import annotations

import json
import os
import shutil
import socket
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import click

from tansiq import cli
from tansiq.commands import demo
from tansiq.kernel.saying import gettext as _

HANDLE = "demo-checkpoint"
START_SECONDS = 55.0
QUESTION = {
    "purpose": "CHECKPOINT_IDENTITY", "reference": "SMOKE-1", "name": "صالح مبارك سعيد عوض باسنبل", "born": "1991",
}  # fmt: skip


@contextmanager
def _empty_data_dir() -> Iterator[Path]:
    """A data directory that exists while this lasts, named in the environment of whatever is started."""
    folder = Path(tempfile.mkdtemp(prefix="tansiq-smoke-", dir="/tmp"))
    folder.chmod(0o711)  # the embedded server of root runs as another user
    os.environ.pop("TANSIQ_DATABASE_URL", None)
    os.environ["TANSIQ_DATA_DIR"] = str(folder / "data")
    try:
        yield folder
    finally:
        server = (folder / "data" / "postgres").resolve()
        shutil.rmtree(folder, ignore_errors=True)
        if server.name.startswith("tansiq-pg-"):
            shutil.rmtree(server, ignore_errors=True)


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Browser:
    """A program that signs in as a person does: pages, cookies, the form's token."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def open(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[str, str]:
        """Get or post; returns the address where it ended and the text there."""
        token = next((cookie.value or "" for cookie in self.cookies if cookie.name == "tansiq-csrf"), "")
        headers = {"Referer": self.address + path, "X-CSRFToken": token} | ({"Content-Type": kind} if kind else {})
        request = urllib.request.Request(self.address + path, data=body, headers=headers)  # noqa: S310  loopback
        try:
            with self._opener.open(request, timeout=20) as response:
                return str(response.url), response.read().decode()
        except urllib.error.HTTPError as fault:
            cli.fail(f"{path}: {fault.code} {fault.read().decode()[:2000]}", cli.FAULT)

    def submit(self, path: str, **fields: str) -> str:
        """Open a page and post its form; returns the address where that ended."""
        self.open(path)
        return self.open(path, urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded")[0]


def _sign_in(browser: Browser, password: str) -> None:
    ended = browser.submit("/accounts/login/", login=HANDLE, password=password)
    for _turn in range(2):  # a code may end between being printed and being used
        if "/2fa/" not in ended:
            break
        ended = browser.submit("/accounts/2fa/authenticate/", code=demo.present_code(HANDLE))
    if "/accounts/" in ended:
        cli.fail(_("the sign-in ended at %(address)s") % {"address": ended}, cli.FAULT)


def _ask(browser: Browser) -> dict[str, Any]:
    text = browser.open("/api/v1/asks", json.dumps(QUESTION).encode(), "application/json")[1]
    answer: dict[str, Any] = json.loads(text)
    return answer


@click.command()
def smoke() -> None:
    """Start on a free port with an empty data directory, sign in, ask once, print the answer as JSON."""
    address = f"http://127.0.0.1:{free_port()}"
    with _empty_data_dir(), demo.running(["demo", "--port", address.rpartition(":")[2]]) as processes:
        demo.wait_until_healthy(address, processes, seconds=START_SECONDS)
        cli.start_django()  # no database: for the password and the code that the demo hands out
        from tansiq.demo import story

        [password] = [member.password for member in story.SIGN_INS if member.handle == HANDLE]
        browser = Browser(address)
        _sign_in(browser, password)
        answer = _ask(browser)
    cli.print_object(answer, as_json=True)
