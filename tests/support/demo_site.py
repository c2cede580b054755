"""The demo as a site of its own, for tests that look at it through Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import kept

START_SECONDS = 180.0
STOP_SECONDS = 40.0
STRANGE = ("TANSIQ_DATABASE_URL", "TANSIQ_LOGIN", "TANSIQ_CHARTER", "TANSIQ_HOSTS")


def chromium() -> str | None:
    """The system's Chromium; None where there is none that a test could start."""
    for found in (os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium", "google-chrome"))):
        if found and not os.path.realpath(found).startswith("/snap"):
            return found
    return None


@dataclass
class Site:
    """A demo that is served: its address, its data directory, and the second factors that were used."""

    address: str
    data: Path
    _used: dict[str, str] = field(default_factory=dict)

    def code(self, handle: str) -> str:
        """A second-factor code of a member that was not used before: it is good for one sign-in."""
        from django.test import override_settings

        from tansiq.commands.demo import present_code

        with override_settings(TANSIQ_DATA_DIR=self.data):
            while (code := present_code(handle)) == self._used.get(handle):
                time.sleep(0.5)
        self._used[handle] = code
        return code

    def sign_in(self, page: Any, handle: str) -> None:
        """Fill in both forms of signing in; the first one stands on the page."""
        from tansiq.demo.cast import PASSWORD

        page.fill("[name=login]", handle)
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button.btn-primary").click()
        page.fill("[name=code]", self.code(handle))
        page.locator("main form button.btn-primary").click()
        page.wait_for_url(lambda url: "/accounts/" not in url)

    def run(self, *line: str) -> str:
        """What a command of ours prints in the data directory of this demo."""
        done = subprocess.run(_command(*line), env=_environment(self.data), check=True, capture_output=True, text=True)
        return done.stdout


def _command(*line: str) -> list[str]:
    return [sys.executable, "-m", "tansiq.cli", *line]


def _environment(data: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in STRANGE}
    return kept | {"TANSIQ_DATA_DIR": str(data)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes], printed: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"the demo did not start:\n{printed.read_text()[-4000:]}")


@contextmanager
def served() -> Iterator[Site]:
    """`tansiq demo` in an empty data directory, with its worker, on a free port; removed afterwards."""
    data = Path(tempfile.mkdtemp(prefix="tqb-", dir="/tmp"))
    data.chmod(0o711)
    port, printed = _free_port(), data / "printed"
    line, environment = _command("demo", "--port", str(port)), _environment(data / "d")
    kept.give(data / "d")
    with printed.open("wb") as out:
        process = subprocess.Popen(line, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process, printed)
        yield Site(address, data / "d")
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        cluster = (data / "d" / "postgres").resolve()
        shutil.rmtree(data, ignore_errors=True)
        if cluster.name.startswith("tansiq-pg-"):
            shutil.rmtree(cluster, ignore_errors=True)
