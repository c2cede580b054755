"""Size, server time and queries of the duty desk and of a subject's file: `python -m benchmarks.pages --json OUT`.

On the story of the demo, signed in as an owner, without a network: Django's test client runs all of the middleware.
The baseline is the health page, taken in turns with the others. Times in milliseconds, sizes in bytes, plain and in
gzip.
"""

from __future__ import annotations

import argparse
import gzip
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import installation, publish, sign_in, spread

if TYPE_CHECKING:
    from django.test import Client

OWNER = "demo-owner"
ROUNDS = 30


class Count:
    """Counts the queries that pass a connection."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


def signed_in() -> Client:
    """A browser of the owner, with the reason of this shift given."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(headers={"accept-language": "ar"}, SERVER_NAME="localhost")
    user = get_user_model()._default_manager.get(username=OWNER)
    sign_in(client, user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session["purpose"], session["reference"] = "OPEN_CASE", "BENCH-1"
    session.save()
    return client


def file_of_a_subject() -> str:
    """Address of the first subject that the owner sees."""
    from django.db import transaction
    from django.urls import reverse

    from tansiq.compartments.intelligence import queries
    from tansiq.kernel.access import queries as access
    from tansiq.kernel.db import acting_as

    with acting_as(access.actor_by_handle(OWNER)), transaction.atomic():
        return reverse("intelligence:subject", args=[queries.subjects()[0].id])


def measure(client: Client, addresses: dict[str, str]) -> dict[str, Any]:
    """Open each address in turns.

    Raises:
        RuntimeError: one of them does not answer with a page.
    """
    from django.db import connection

    times: dict[str, list[float]] = {name: [] for name in addresses}
    told: dict[str, Any] = {}
    for turn in range(ROUNDS + 1):
        for name, address in addresses.items():
            count = Count()
            with connection.execute_wrapper(count):
                began = time.perf_counter()
                response = client.get(address)
                seconds = time.perf_counter() - began
            if response.status_code != 200:
                raise RuntimeError(f"{address} answers {response.status_code}")
            if turn:  # the first round reads templates and tables
                times[name].append(seconds)
            size, packed = len(response.content), len(gzip.compress(response.content))
            told[name] = {"bytes": size, "gzip_bytes": packed, "queries": count.queries}
    return {name: page | {"ms": spread(times[name])} for name, page in told.items()}


def run() -> dict[str, Any]:
    with installation():
        from tansiq.demo import story

        story.load(now=datetime.now(tz=UTC))
        pages = measure(signed_in(), {"health": "/health", "duty_desk": "/", "subject_file": file_of_a_subject()})
    baseline = {"health": pages.pop("health")}
    return {"rounds": ROUNDS, "pages": pages, "baseline": baseline}


def main() -> None:
    parser = argparse.ArgumentParser(description="Size, server time and queries of two pages.")
    parser.add_argument("--json", type=Path)
    publish(run(), parser.parse_args().json)


if __name__ == "__main__":
    main()
