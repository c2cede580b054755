"""Every operation of the API, asked at random by every member of the cast: no 5xx, no answer that is not documented.

`make fuzz` asks more: TANSIQ_FUZZ_EXAMPLES of each kind for each operation and member, from TANSIQ_FUZZ_SEED.
"""

from __future__ import annotations

import os
from itertools import count
from typing import Any

import pytest
import schemathesis
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from stage import KHALED, MEMBERS

from tansiq.config.wsgi import application
from tansiq.desk.api import api
from tansiq.kernel.access.models import User
from tansiq.kernel.access.rules import ROLES

EXAMPLES = int(os.environ.get("TANSIQ_FUZZ_EXAMPLES", "3"))
SEED = int(os.environ.get("TANSIQ_FUZZ_SEED", "20261125"))
NOBODY = "nobody"
load_all_checks()
PROMISES = CHECKS.get_by_names(
    [
        "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
        "response_schema_conformance", "negative_data_rejection", "unsupported_method", "allow_header_conformance",
    ]
)  # fmt: skip
# Operation: the statuses that it answered with.
SEEN: dict[str, set[int]] = {}


@pytest.fixture
def records(room: Any) -> dict[str, str]:
    """Ids of records that some of the cast may see: an ask, a hit, a disclosure, a recall."""
    disclosure = room.release(room.judge(room.hit(KHALED)), now=timezone.now())
    taken_back = room.release(room.judge(room.hit(KHALED)), now=timezone.now())
    [recall], _number = room.withdraw(taken_back, cause="source_withdrawn")
    asked = room.ask()
    [hit] = room.match(asked)
    return {
        "number": asked.number, "hit_id": str(hit.id), "disclosure_id": str(disclosure.id), "recall_id": str(recall.id),
    }  # fmt: skip


def signed_in(handle: str) -> dict[str, str]:
    """The cookies of a program in which the member is signed in."""
    cookies = {"tansiq-csrf": _get_new_csrf_string()}
    if handle != NOBODY:
        client = Client()
        user = User.objects.get(username=handle)
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        cookies["tansiq"] = client.cookies["tansiq"].value
    return cookies


# What stands in a body that can be granted; drawn values alone are hardly ever on a list.
SENSIBLE: dict[str, dict[str, Any]] = {
    "POST /api/v1/asks": {"purpose": "OPEN_CASE", "reference": "CASE/12", "name": "خالد سعيد عمر باقنزل"},
    "POST /api/v1/hits/{hit_id}/judgement": {"same": True, "reasons": "الاسم والميلاد والجد متطابقة"},
    "POST /api/v1/exports": {"kind": "asks_of_my_agency", "columns": []},
}


def grant(case: Any, records: dict[str, str], turn: int) -> None:
    """Give a drawn case ids of records that are there, and every other time a body that can be granted."""
    case.path_parameters |= {name: value for name, value in records.items() if name in case.path_parameters}
    if turn % 2 and isinstance(case.body, dict):
        case.body = SENSIBLE.get(case.operation.label, case.body)


def ask_at_random(operation: Any, drawn: Any, cookies: dict[str, str], records: dict[str, str] | None) -> None:
    """Ask one operation so many times; `records` where what is drawn fits the schema, None where it does not."""
    headers = {"X-CSRFToken": cookies["tansiq-csrf"], "Accept-Language": "en"}
    told, turns = SEEN.setdefault(operation.label, set()), count()

    @seed(SEED)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=drawn)
    def ask(case: Any) -> None:
        if records and (turn := next(turns)) % 3:
            grant(case, records, turn)
        case.cookies = dict(cookies)  # not those that were drawn for the session
        response = case.call(app=application, headers=headers, base_url="http://localhost")
        told.add(response.status_code)
        # What is too large is refused before anybody looks whether it fits the schema; the checker knows no 413.
        checks = [one for one in PROMISES if response.status_code != 413 or one.__name__ != "negative_data_rejection"]
        case.validate_response(response, checks=checks)

    ask()


def test_every_role_is_in_the_cast():
    assert {role for _agency, roles in MEMBERS.values() for role in roles} == set(ROLES)


def test_whatever_anybody_asks_is_answered_as_documented(records):
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    operations = [found.ok() for found in schema.get_all_operations()]
    drawn = [
        (one, one.as_strategy(generation_mode=mode), records if mode is GenerationMode.POSITIVE else None)
        for one in operations
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    ]
    for handle in (NOBODY, *MEMBERS):
        cookies = signed_in(handle)
        for operation, strategy, given_records in drawn:
            try:
                ask_at_random(operation, strategy, cookies, given_records)
            except BaseException as fault:
                fault.add_note(f"{handle}: {operation.label}, seed {SEED}")
                raise

    # Every operation was also granted to somebody who may.
    assert sorted(label for label, statuses in SEEN.items() if 200 not in statuses) == []
