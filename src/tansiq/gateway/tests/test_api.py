from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from browse import code_of, enrol
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from stage import KHALED, KHALED_LATIN, PASSWORD

from tansiq.desk.api import api
from tansiq.gateway.models import Ask, Hit
from tansiq.kernel.audit import queries as log

QUESTION = {
    "purpose": "CHECKPOINT_IDENTITY",
    "reference": "CP/2026-11/7",
    "name": "خالد سعيد عمر باقنزل",
    "born": "1994",
}


# What every operation refuses with, what one that names a record does, and what one that takes a body does.
ANY = {
    400: ["BAD_REQUEST"], 401: ["NOT_SIGNED_IN"], 403: ["OWN_PASSWORD_REQUIRED", "SECOND_FACTOR_REQUIRED"],
    409: ["TWO_AT_ONCE"],
}  # fmt: skip
ADDRESS = {404: ["NOT_FOUND"]}
BODY = {403: ["FORM_EXPIRED"], 413: ["TOO_LARGE"], 415: ["NO_FILES"], 422: ["INVALID"]}


@cache
def documented() -> dict[str, dict[str, dict[int, list[str]]]]:
    """The codes of refusals that the schema promises: by address, method and status."""
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return {
        path: {
            method: {
                status: told["content"]["application/problem+json"]["schema"]["properties"]["code"]["enum"]
                for status, told in operation["responses"].items()
                if status != 200
            }
            for method, operation in methods.items()
        }
        for path, methods in paths.items()
    }


def as_documented(response: Any) -> Any:
    """The response; where it refuses an operation, its code is among those that this one promises."""
    try:
        route = resolve(response.request["PATH_INFO"]).route
    except Resolver404:
        return response
    path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
    promised = documented().get(path, {}).get(response.request["REQUEST_METHOD"].lower())
    if promised is not None and response.status_code != 200:
        assert response.json()["code"] in promised.get(response.status_code, ()), (path, response.json())
    return response


def together(*told: dict[int, list[str]]) -> dict[int, list[str]]:
    return {status: sorted(code for one in told for code in one.get(status, ())) for status in set().union(*told)}


class Program:
    """A program signed in as one of the cast."""

    def __init__(self, member: Any = None, **options: Any) -> None:
        self.client = Client(headers={"accept-language": "en"}, **options)
        if member:
            user = get_user_model().objects.get(id=member.user_id)
            self.client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")

    def post(self, path: str, body: Any, **headers: str) -> Any:
        text = body if isinstance(body, str) else json.dumps(body)
        return as_documented(self.client.post(f"/api/v1{path}", text, content_type="application/json", headers=headers))

    def get(self, path: str) -> Any:
        return as_documented(self.client.get(f"/api/v1{path}"))


def refused(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert (response.status_code, told["status"], told["code"]) == (status, status, code)
    assert told["instance"].startswith("urn:uuid:")
    return told


def test_the_answer_is_the_receipt_of_the_contract(cast):
    response = Program(cast["asker"]).post("/asks", QUESTION)

    told = response.json()
    assert response.status_code == 200
    assert list(told) == ["answer", "ask", "asked_at", "orders_as_of", "say", "call"]
    assert told["answer"] == "no_record_for_you"
    assert told["asked_at"].endswith("+03:00")


def test_a_receipt_is_read_again_by_its_number(cast):
    program = Program(cast["asker"])
    told = program.post("/asks", QUESTION).json()

    assert program.get(f"/asks/{told['ask']}").json() == told
    refused(Program(cast["owner"]).get(f"/asks/{told['ask']}"), 404, "NOT_FOUND")


def test_the_parts_of_a_name_and_the_officer_on_the_radio_are_kept(cast, do):
    parts = {"ism": "خالد", "father": "سعيد", "grandfather": "عمر", "family": "باقنزل"}
    body = QUESTION | {
        "name": "",
        "parts": parts,
        "identifiers": [{"kind": "national", "value": "01-11"}],
        "for": "نقطة ٤",
    }

    number = Program(cast["asker"]).post("/asks", body).json()["ask"]

    row = do(cast["asker"], Ask.objects.get, number=number)
    assert row.asked_for == "نقطة ٤"


@pytest.mark.parametrize("missing", ["purpose", "reference"])
def test_an_ask_without_a_reason_is_refused_and_recorded(cast, do, missing):
    response = Program(cast["asker"]).post("/asks", {k: v for k, v in QUESTION.items() if k != missing})

    told = refused(response, 422, "NO_PURPOSE")
    assert told["errors"][0]["field"] == missing
    assert do(cast["asker"], lambda: Ask.objects.count()) == 0
    [entry] = [entry for entry in do(cast["inspector"], log.latest) if entry.act == "NO_PURPOSE"]
    assert f"urn:uuid:{entry.subject_id}" == told["instance"]


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        (QUESTION | {"candidates": True}, 422, "INVALID", "candidates"),
        (QUESTION | {"parts": {"tribe": "س"}}, 422, "INVALID", "parts.tribe"),
        (QUESTION | {"name": ["خالد", "عمر"]}, 422, "INVALID", "name"),
        (QUESTION | {"spoken_at": "2026-11-24T01:00:00"}, 422, "INVALID", "spoken_at"),
        (QUESTION | {"name": "خالد سعيد عمر\nسالم عوض"}, 422, "ONE_PERSON_AT_A_TIME", "full"),
        (QUESTION | {"identifiers": [{"kind": "face", "value": "1"}]}, 422, "UNKNOWN_IDENTIFIER", "identifiers"),
        (QUESTION | {"born": "1999-02-31"}, 422, "IMPOSSIBLE_DATE", "birth"),
        ("{", 400, "BAD_REQUEST", None),
    ],
)
def test_what_cannot_be_asked_is_a_problem_that_names_the_field(cast, body, status, code, field):
    told = refused(Program(cast["asker"]).post("/asks", body), status, code)

    assert [error["field"] for error in told.get("errors", [])] == ([field] if field else [])


def test_nobody_is_sent_to_the_sign_in_page_by_the_api(cast):
    stranger = Program()

    refused(stranger.post("/asks", QUESTION), 401, "NOT_SIGNED_IN")
    refused(stranger.get("/asks/A-0000-0000"), 401, "NOT_SIGNED_IN")


def test_a_post_without_the_token_is_refused(cast):
    program = Program(cast["asker"], enforce_csrf_checks=True)

    refused(program.post("/asks", QUESTION), 403, "FORM_EXPIRED")


def test_a_program_signs_in_through_the_form_and_posts_with_the_token(cast):
    program = Program(enforce_csrf_checks=True)
    program.client.get("/accounts/login/")
    token = program.client.cookies["tansiq-csrf"].value
    form = {"login": "asker", "password": PASSWORD, "csrfmiddlewaretoken": token}
    secret = enrol("asker")
    assert program.client.post("/accounts/login/", form).status_code == 302
    token = program.client.cookies["tansiq-csrf"].value
    step = {"code": code_of(secret), "csrfmiddlewaretoken": token}
    assert program.client.post("/accounts/2fa/authenticate/", step).status_code == 302

    token = program.client.cookies["tansiq-csrf"].value
    assert program.post("/asks", QUESTION, **{"X-CSRFToken": token}).status_code == 200


def test_a_method_and_an_address_that_do_not_exist_are_problems(cast):
    program = Program(cast["asker"])

    response = program.get("/asks")
    refused(response, 405, "METHOD_NOT_ALLOWED")
    assert response.headers["Allow"] == "POST"
    refused(program.get("/people"), 404, "NOT_FOUND")
    refused(program.get("/hits/1"), 404, "NOT_FOUND")


@pytest.mark.rule("JOC-03")
def test_a_validator_sees_the_compared_fields_and_nothing_else(room):
    hit = room.hit(KHALED_LATIN)

    told = Program(room.cast["validator"]).get(f"/hits/{hit.id}").json()

    assert set(told) == {"hit", "fields", "match_probability", "match_weight", "steps"}
    assert {field["name"] for field in told["fields"]} <= {"full", "ism", "father", "grandfather", "family", "birth"}
    assert not {str(hit.asker_id), str(hit.owner_id), str(hit.held_kit_id)} & set(json.dumps(told).split('"'))
    refused(Program(room.cast["alpha_validator"]).get(f"/hits/{hit.id}"), 404, "NOT_FOUND")
    refused(Program(room.cast["beta_validator"]).get(f"/hits/{hit.id}"), 404, "NOT_FOUND")


def test_a_validator_judges_once(room):
    hit = room.hit(KHALED_LATIN)
    program = Program(room.cast["validator"])
    body = {"same": True, "reasons": "الاسم والميلاد والجد متطابقة"}

    assert program.post(f"/hits/{hit.id}/judgement", body).json() == {"hit": str(hit.id), "state": "validated"}
    refused(program.post(f"/hits/{hit.id}/judgement", body), 409, "ALREADY_JUDGED")
    assert room.do(room.cast["owner"], Hit.objects.get, id=hit.id).state == "validated"


def test_the_asker_reads_the_disclosure_and_later_acknowledges_its_recall(room):
    now = timezone.now()
    disclosure = room.release(room.judge(room.hit(KHALED)), now=now)
    program = Program(room.cast["colleague"])

    told = program.get(f"/disclosures/{disclosure.id}").json()
    assert told["disclosure"] == disclosure.number
    assert told["packet"]["name"]["ism"] == "خالد"
    # The owner sees no ask, and says why.
    owner, address = Program(room.cast["owner"]), f"/disclosures/{disclosure.id}"
    refused(owner.get(address), 422, "NO_PURPOSE")
    refused(owner.get(f"{address}?purpose=CURIOSITY&reference=CASE/1"), 422, "NO_PURPOSE")
    assert owner.get(f"{address}?purpose=OPEN_CASE&reference=CASE/1").json() == told

    [recall], _number = room.withdraw(disclosure)
    refused(program.get(f"/disclosures/{disclosure.id}"), 404, "NOT_FOUND")
    body = {"did": "deleted", "copies": 1}
    assert program.post(f"/recalls/{recall.id}/acknowledgement", body).json()["state"] == "deleted"
    refused(program.post(f"/recalls/{recall.id}/acknowledgement", body | {"copies": -1}), 422, "INVALID")


@pytest.mark.rule("E50", "RL-05")
def test_an_export_has_no_persons_and_no_places(cast):
    program = Program(cast["asker"])
    program.post("/asks", QUESTION)

    taken = program.post("/exports", {"kind": "asks_of_my_agency"}).json()

    assert taken["taken_by"] == cast["asker"].handle
    assert taken["taken_at"][:10] < taken["delete_by"]
    assert [set(row) for row in taken["rows"]] == [{"number", "asked_at", "purpose", "answer"}]
    refused(
        program.post("/exports", {"kind": "persons", "columns": ["name", "coordinates"]}), 403, "EXPORT_NOT_ALLOWED"
    )


def test_every_operation_documents_its_refusals(cast):
    schema = api.get_openapi_schema()

    assert Program().get("/openapi.json").status_code == 302
    assert "x-refuses" not in str(schema)
    assert documented() == {
        "/api/v1/asks": {"post": together(ANY, BODY, {
            403: ["AGENCY_SUSPENDED", "COMMAND_UNCONFIRMED", "NOT_PERMITTED"],
            422: ["BASIS_EXPIRED", "IMPOSSIBLE_DATE", "NO_NAME", "NO_PURPOSE", "ONE_PERSON_AT_A_TIME", "UNKNOWN_BASIS",
                  "UNKNOWN_IDENTIFIER", "WHICH_CALENDAR", "WRONG_CHALLENGE", "WRONG_TIME"],
            429: ["OVER_BUDGET"],
        })},
        "/api/v1/asks/{number}": {"get": together(ANY, ADDRESS)},
        "/api/v1/hits/{hit_id}": {"get": together(ANY, ADDRESS, {403: ["NOT_PERMITTED", "CONFLICT_OF_INTEREST"]})},
        "/api/v1/hits/{hit_id}/judgement": {"post": together(ANY, ADDRESS, BODY, {
            403: ["NOT_PERMITTED", "REAUTHENTICATE", "CONFLICT_OF_INTEREST", "OPENED_BEFORE"],
            409: ["ALREADY_JUDGED"], 422: ["THIN_REASONS"],
        })},
        "/api/v1/disclosures/{disclosure_id}": {"get": together(ANY, ADDRESS, {
            403: ["NOT_PERMITTED", "CONFLICT_OF_INTEREST"], 422: ["INVALID", "NO_PURPOSE"],
        })},
        "/api/v1/recalls/{recall_id}/acknowledgement": {"post": together(ANY, ADDRESS, BODY, {
            403: ["NOT_PERMITTED"], 409: ["ALREADY_DECIDED"],
            422: ["BASIS_EXPIRED", "KEPT_WITHOUT_BASIS", "UNKNOWN_BASIS"],
        })},
        "/api/v1/exports": {"post": together(ANY, BODY, {
            403: ["NOT_PERMITTED", "REAUTHENTICATE", "EXPORT_NOT_ALLOWED"],
        })},
    }  # fmt: skip
    assert reverse("api:ask") == "/api/v1/asks"
