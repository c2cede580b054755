"""Signing in through an identity provider: it enrols nobody, and our second factor is asked for all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from browse import code_of, enrol, let_pass, signed_in
from django.db import connection
from django.test import Client
from django.urls import reverse
from provider import SECRET, Provider, identity_provider

from tansiq.config import environment
from tansiq.kernel.access.models import User
from tansiq.kernel.audit import queries as log
from tansiq.kernel.db import acting_as

LOGIN, BACK = "/accounts/oidc/oidc/login/", "/accounts/oidc/oidc/login/callback/"


@pytest.fixture
def provider(monkeypatch: Any, tmp_path: Path, settings: Any) -> Iterator[Provider]:
    (tmp_path / "secret").write_text(SECRET)
    with identity_provider() as fake:
        monkeypatch.setenv("TANSIQ_OIDC_ISSUER", fake.address)
        monkeypatch.setenv("TANSIQ_OIDC_CLIENT_ID", "tansiq")
        monkeypatch.setenv("TANSIQ_OIDC_CLIENT_SECRET_FILE", str(tmp_path / "secret"))
        monkeypatch.setenv("TANSIQ_OIDC_NAME", "Civil service")
        monkeypatch.setenv("TANSIQ_OIDC_SECOND_FACTOR", "mfa")
        settings.TANSIQ_IDENTITY_PROVIDER = environment.identity_provider()
        settings.SOCIALACCOUNT_PROVIDERS = settings.TANSIQ_IDENTITY_PROVIDER.as_allauth()
        yield fake


def through(client: Client, *, process: str = "") -> Any:
    """Go to the provider, sign in there, and come back."""
    sent = client.post(LOGIN + (f"?process={process}" if process else ""))
    asked = {key: values[0] for key, values in parse_qs(urlparse(sent["Location"]).query).items()}
    assert asked["code_challenge_method"] == "S256"
    return client.get(BACK, {"code": "once", "state": asked["state"]})


def linked(handle: str) -> Client:
    client = signed_in(handle)
    through(client, process="connect")
    return client


def test_without_the_setting_there_is_no_provider(cast):
    client = Client(headers={"accept-language": "en"})

    assert client.post(LOGIN).status_code == 404
    assert LOGIN not in client.get("/accounts/login/").text


def test_nobody_is_enrolled_by_the_provider(cast, provider):
    before = User.objects.count()
    client = Client(headers={"accept-language": "en"})
    assert "Sign in with Civil service" in client.get("/accounts/login/").text

    answer = through(client)

    assert answer.status_code == 403
    assert "NOT_LINKED" in answer.text
    assert User.objects.count() == before
    assert client.get("/").status_code == 302
    assert client.get("/accounts/3rdparty/signup/").status_code == 404


def test_who_has_linked_it_signs_in_and_is_asked_for_the_second_factor(cast, provider):
    secret = enrol("owner")
    linked("owner")
    with acting_as(cast["owner"]):
        assert "access.subject_linked" in [row.act for row in log.of_subject(cast["owner"].member)]
    client = Client(headers={"accept-language": "en"})

    assert through(client)["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert client.get("/").status_code == 200
    assert provider.received[-1]["code_verifier"]


def test_who_has_no_second_factor_enrols_one_all_the_same(cast, provider):
    linked("owner")
    client = Client(headers={"accept-language": "en"})

    through(client)

    assert client.get("/")["Location"].startswith(reverse("mfa_index"))


def test_a_provider_that_asserts_a_second_factor_spares_ours(cast, provider):
    enrol("owner")
    linked("owner")
    provider.means = ["pwd", "mfa"]
    client = Client(headers={"accept-language": "en"})

    assert through(client)["Location"] == "/"

    assert client.get("/").status_code == 200


def test_a_value_that_is_not_trusted_here_spares_nothing(cast, provider, settings):
    enrol("owner")
    linked("owner")
    provider.means = ["pwd", "sms"]

    assert through(Client())["Location"].startswith(reverse("mfa_authenticate"))


def test_an_account_there_belongs_to_one_member_and_linking_needs_a_fresh_proof(cast, provider):
    linked("owner")
    other = linked("stranger")
    assert held() == ["owner"]
    stale = signed_in("analyst")
    let_pass(stale, minutes=16)
    provider.subject = "civil-18"

    assert "reauthenticate" in through(stale, process="connect")["Location"]
    assert held() == ["owner"]
    assert other.get("/accounts/3rdparty/").status_code == 200


def held() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT username FROM socialaccount_socialaccount s JOIN access_user u ON u.id = s.user_id ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def test_it_is_unlinked_by_its_member(cast, provider):
    client = linked("owner")
    [account] = client.get("/accounts/3rdparty/").context["form"].accounts

    assert client.post("/accounts/3rdparty/", {"account": account.pk}).status_code == 302

    assert held() == []


def test_a_provider_that_refuses_is_said_so(cast, provider):
    provider.fails = True

    answer = through(Client(headers={"accept-language": "en"}))

    assert answer.status_code == 403
    assert "PROVIDER_FAILED" in answer.text


def test_a_closed_account_does_not_come_in(cast, provider):
    linked("owner")
    User.objects.filter(username="owner").update(is_active=False)
    client = Client()

    assert through(client)["Location"].startswith("/accounts/login/")
    assert client.get("/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("TANSIQ_OIDC_ISSUER", "http://id.example.org"), ("TANSIQ_OIDC_CLIENT_ID", ""), ("TANSIQ_OIDC_CLIENT_SECRET_FILE", "/nowhere")],
)  # fmt: skip
def test_a_wrong_setting_stops_the_start_in_words(provider, monkeypatch, setting, value):
    monkeypatch.setenv(setting, value)

    with pytest.raises(environment.SettingError, match="TANSIQ_OIDC"):
        environment.identity_provider()
