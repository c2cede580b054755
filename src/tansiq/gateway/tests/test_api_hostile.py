"""A program that means harm: whatever it sends to any operation is answered, and refused with code, reason and remedy."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from stage import KHALED

from tansiq.gateway.tests.test_api import as_documented

NOBODY = UUID(int=0)
# What is no body of any operation, whatever it says.
NO_BODY: tuple[bytes, ...] = (
    b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b"\x00", b"[" * 100_000, b'{"a":' * 50_000, b"1" * 5_000,
    b'{"same": NaN, "kind": Infinity}', b'{"\\ud800": "\\udfff"}', b'{"reasons": "\\u0000"}', b'{"__proto__": {}}',
    '{"kind": "asks_of_my_agency"}'.encode("utf-16"),
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**400, 1e308, [], {}, [[]], [None], {"x": {}}, "", "x" * 20_001, "\ud800", "خ" * 20_000,
    " " * 300, "\u202e\u2066", "\uffff", "\U0010ffff", "'; DROP TABLE gateway_ask; --", "%00", "٣" * 41,
)  # fmt: skip
ADDRESSES = (
    "%00", "%FF", "%ED%A0%80", "..%2F..", "x" * 9_000, "'%20OR%201=1", str(NOBODY), str(NOBODY)[:-1], "%E2%80%AE", "-1",
)  # fmt: skip


@pytest.fixture
def records(room: Any) -> dict[str, Any]:
    """A hit to judge, and a recall that the asker's agency has still to answer."""
    disclosure = room.release(room.judge(room.hit(KHALED)), now=timezone.now())
    [recall], _number = room.withdraw(disclosure)
    return {"hit": room.hit(KHALED), "disclosure": disclosure, "recall": recall}


def program(member: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    user = get_user_model().objects.get(id=member.user_id)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def answered(response: Any, sent: object) -> int:
    """The status; a refusal is a problem with its code, reason and remedy, and no answer is a defect."""
    status: int = response.status_code
    if status != 200:
        assert response.headers["Content-Type"] == "application/problem+json", (sent, status)
        told = response.json()
        assert all(told[name] for name in ("code", "title", "remedy", "instance")), (sent, told)
        assert 400 <= status < 500, (sent, told)
    as_documented(response)
    return status


def test_whatever_is_sent_is_answered_and_refused_in_words(room, records):
    asker, judge = program(room.cast["asker"]), program(room.cast["validator"])
    bodies = {
        "/asks": (asker, {"purpose": "OPEN_CASE", "reference": "CASE/12", "name": "خالد سعيد عمر باقنزل", "born": "1994",
                          "parts": {"ism": "خالد"}, "identifiers": [{"kind": "national", "value": "1"}], "for": "x",
                          "challenge": "", "legal_basis": "", "mother": "", "sheet": "", "spoken_at": None}),
        f"/hits/{records['hit'].id}/judgement": (judge, {"same": True, "reasons": "الاسم والميلاد والجد متطابقة"}),
        f"/recalls/{records['recall'].id}/acknowledgement": (
            asker, {"did": "deleted", "copies": 1, "kept_basis": "", "words": ""}
        ),
        "/exports": (asker, {"kind": "asks_of_my_agency", "columns": []}),
    }  # fmt: skip
    for path, (client, body) in bodies.items():
        for raw in NO_BODY:
            sent = client.post(f"/api/v1{path}", raw, content_type="application/json")
            assert answered(sent, (path, raw[:40])) in (400, 422)
        for number, value in enumerate(VALUES):
            one = list(body)[number % len(body)]
            for wrong in ({one: value}, dict.fromkeys(body, value)):
                sent = client.post(f"/api/v1{path}", json.dumps(body | wrong), content_type="application/json")
                answered(sent, (path, wrong))


def test_addresses_headers_and_sizes_that_mean_harm_are_refused_in_words(room, records):
    client, stranger = program(room.cast["asker"]), program(room.cast["stranger"])
    for address in ADDRESSES:
        for path in ("/asks/{}", "/hits/{}", "/disclosures/{}"):
            assert answered(client.get(f"/api/v1{path.format(address)}"), (path, address)) in (400, 404)
    read = f"/api/v1/disclosures/{records['disclosure'].id}"
    for query in (
        "purpose=%00",
        "purpose=%FF&reference=%ED%A0%80",
        f"reference={'x' * 30_000}",
        "purpose[]=1",
        "purpose",
    ):
        answered(client.get(f"{read}?{query}"), query)
    # What is of others is as what is not there.
    for one in (read, f"/api/v1/hits/{records['hit'].id}"):
        assert answered(stranger.get(one), one) == 404
    for kind in ("text/plain", "application/json; charset=utf-7", "multipart/form-data", "application/xml", "x" * 500):
        assert answered(client.post("/api/v1/exports", b"{}", content_type=kind), kind) in (400, 415, 422)
    assert answered(client.post("/api/v1/asks", b" " * 1_000_001, content_type="application/json"), "large") == 413
    assert answered(client.post("/api/v1/asks", {"file": SimpleUploadedFile("x.pdf", b"%PDF")}), "file") in (400, 415)
    # Large where no body is read, twice the same member, and a session that no session can have.
    assert answered(client.generic("GET", read, b"x" * 1_000_001), "large") == 404
    twice = b'{"kind": "asks_of_my_agency", "kind": "persons"}'
    assert answered(client.post("/api/v1/exports", twice, content_type="application/json"), "twice") == 400
    client.cookies["tansiq"] = "\0" * 32
    assert answered(client.get(read), "cookie") == 401
