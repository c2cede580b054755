"""Before a decision about a person: prove again that it is you, and lose nothing that you typed."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from browse import by_form, code_of, enrol, let_pass, signed_in
from django.urls import reverse
from stage import PASSWORD

from tansiq.gateway.actions.exports import export
from tansiq.kernel.access import queries
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import Reauthenticate
from tansiq.kernel.access.models import User
from tansiq.kernel.access.rules import DECISIONS, ROLES
from tansiq.kernel.db import acting_as

REASON = "حادثة مسجلة لدى المفتش في هذا اليوم"
CHANGE = {"standing": "suspended", "reason": REASON}


@pytest.fixture
def page(agencies: dict[str, Any]) -> str:
    return reverse("desk:agency", args=[agencies["gamma"]])


def standing(agencies: dict[str, Any], cast: dict[str, Any]) -> str:
    with acting_as(cast["accreditor"]):
        return str(queries.agency(agencies["gamma"]).standing)


def test_every_deciding_permission_is_one_that_a_role_holds():
    held = frozenset().union(*ROLES.values())

    assert held >= DECISIONS


def test_a_stale_session_decides_nothing_and_gets_everything_back(cast, agencies, page):
    enrol("accreditor")
    client = signed_in("accreditor")
    let_pass(client, minutes=16)

    answer = client.post(page, CHANGE)

    assert answer.status_code == 403
    assert REASON in answer.text
    assert 'name="confirm_code"' in answer.text
    assert "REAUTHENTICATE" in answer.text
    assert 'value="suspended"' in answer.text
    assert answer.context["form"]["standing"].value() == "suspended"
    assert standing(agencies, cast) == "accredited"


def test_with_the_code_in_the_same_form_it_is_done_and_the_session_is_fresh_again(cast, agencies, page):
    secret = enrol("accreditor")
    client = signed_in("accreditor")
    let_pass(client, minutes=16)

    assert client.post(page, CHANGE | {"confirm_code": code_of(secret)}).status_code == 302

    assert standing(agencies, cast) == "suspended"
    assert client.post(page, {"standing": "accredited", "reason": REASON}).status_code == 302


def test_a_wrong_code_and_one_used_before_decide_nothing(cast, agencies, page):
    code = code_of(enrol("accreditor"))
    client = by_form("accreditor", code=code)
    let_pass(client, minutes=16)

    for typed in ("000000", code):
        answer = client.post(page, CHANGE | {"confirm_code": typed})
        assert answer.status_code == 422
        assert REASON in answer.text
        assert f'value="{typed}"' not in answer.text

    assert standing(agencies, cast) == "accredited"


def test_a_fresh_session_is_asked_for_nothing(cast, agencies, page):
    client = signed_in("accreditor")
    let_pass(client, minutes=14)

    assert client.post(page, CHANGE).status_code == 302
    assert standing(agencies, cast) == "suspended"


def test_who_has_no_authenticator_types_the_password(cast, agencies, page):
    client = signed_in("accreditor")
    let_pass(client, minutes=16)

    asked = client.post(page, CHANGE)
    assert 'type="password"' in asked.text
    assert client.post(page, CHANGE | {"confirm_code": "not-" + PASSWORD}).status_code == 422
    assert client.post(page, CHANGE | {"confirm_code": PASSWORD}).status_code == 302

    assert standing(agencies, cast) == "suspended"


def test_a_password_alone_renews_no_proof_of_whoever_has_a_second_factor(cast, agencies, page):
    enrol("accreditor")
    client = signed_in("accreditor")
    let_pass(client, minutes=16)

    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert answer.headers["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert client.post(page, CHANGE).status_code == 403
    assert client.post(page, CHANGE | {"confirm_code": PASSWORD}).status_code == 422
    session = client.session  # as if an address that takes the password had been forgotten
    session["account_authentication_methods"] += [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    assert client.post(page, CHANGE).status_code == 403
    assert standing(agencies, cast) == "accredited"


def test_who_has_passkeys_alone_touches_one_or_gives_a_recovery_code(cast, agencies, page):
    user = User.objects.get(username="accreditor")
    Authenticator.objects.create(user=user, type="webauthn", data={})
    [code, *_rest] = RecoveryCodes.activate(user).generate_codes()
    client = signed_in("accreditor")
    let_pass(client, minutes=16)

    asked = client.post(page, CHANGE)
    assert 'type="password"' not in asked.text
    assert 'href="/accounts/2fa/webauthn/reauthenticate/"' in asked.text
    assert client.post(page, CHANGE | {"confirm_code": PASSWORD}).status_code == 422
    assert client.post(page, CHANGE | {"confirm_code": code}).status_code == 302

    assert standing(agencies, cast) == "suspended"


def test_a_stale_session_reads_and_asks_as_before(cast, page):
    client = signed_in("accreditor")
    let_pass(client, minutes=16)

    assert client.get(page).status_code == 200
    asker = signed_in("asker")
    let_pass(asker, minutes=16)
    question = {"purpose": "CHECKPOINT_IDENTITY", "reference": "CP/1", "name": "خالد سعيد عمر باقنزل", "born": "1994"}
    assert asker.post("/api/v1/asks", question, content_type="application/json").status_code == 200


def test_the_api_answers_a_stale_session_with_a_problem(cast):
    client = signed_in("asker")
    let_pass(client, minutes=16)
    body = {"kind": "asks_of_my_agency", "columns": []}

    answer = client.post(reverse("api:export"), body, content_type="application/json")

    assert answer.status_code == 403
    told = answer.json()
    assert (told["code"], "/accounts/2fa/reauthenticate/" in told["remedy"]) == ("REAUTHENTICATE", True)


@pytest.mark.parametrize("permission", sorted(DECISIONS))
def test_each_deciding_permission_asks_for_a_fresh_proof(permission):
    actor = Actor(roles=frozenset(role for role, held in ROLES.items() if permission in held))
    actor.require(permission)

    with pytest.raises(Reauthenticate):
        replace(actor, is_stale=True).require(permission)


def test_an_export_asks_for_a_fresh_proof(cast, do):
    with pytest.raises(Reauthenticate):
        do(replace(cast["asker"], is_stale=True), export, kind="asks_of_my_agency", columns=[])
