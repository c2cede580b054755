"""Figures about this code on this machine, each beside a named baseline of the same run; contracts 9.

Every benchmark has a server and a data directory of its own, removed at the end.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import kept
from tansiq import cli


@contextmanager
def installation() -> Iterator[None]:
    """A fresh installation, ready to work, in a data directory that exists while this lasts."""
    folder = Path(tempfile.mkdtemp(prefix="tansiq-bench-", dir="/tmp"))
    folder.chmod(0o711)  # the embedded server of root runs as another user
    os.environ.pop("TANSIQ_DATABASE_URL", None)
    os.environ |= {"TANSIQ_DATA_DIR": str(folder / "data"), "TANSIQ_PLAIN_HTTP": "1"}
    kept.give(folder / "data")
    try:
        with cli.ready():
            yield
    finally:
        server = (folder / "data" / "postgres").resolve()
        shutil.rmtree(folder, ignore_errors=True)
        if server.name.startswith("tansiq-pg-"):
            shutil.rmtree(server, ignore_errors=True)


def sign_in(client: Any, user: Any) -> None:
    """Sign Django's test client in as the real sign-in does it: with a second factor shown, a moment ago."""
    from django.http import HttpRequest

    from tansiq.kernel.access import authentication

    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    request = HttpRequest()
    request.session, request.user = client.session, user
    authentication.record_second_factor(request, "totp")
    request.session.save()


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Median, 95th and 99th percentile of at least two durations, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return {name: round(cuts[at] * 1000, 2) for name, at in (("p50", 49), ("p95", 94), ("p99", 98))}


def publish(told: dict[str, Any], file: Path | None) -> None:
    """The object into the file and on the last line of standard output."""
    text = json.dumps(told, ensure_ascii=False)
    if file:
        file.write_text(text + "\n", encoding="utf-8")
    print(text)
