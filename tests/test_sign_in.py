"""Signing in: nobody passes by a password alone, codes are good once, and nothing tells which handles exist."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from browse import by_form, code_of, enrol, let_pass, signed_in
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from stage import MEMBERS, PASSWORD

from tansiq.desk import gate, guessing
from tansiq.kernel.access import queries
from tansiq.kernel.access.models import Member, User
from tansiq.kernel.access.rules import READS_PEOPLE, ROLES, needs_second_factor
from tansiq.kernel.audit import queries as log
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.charter.dates import ARABIC_DIGITS
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as


def acts(handle: str, act: str) -> list[Any]:
    actor = queries.actor_by_handle(handle)
    with acting_as(actor), transaction.atomic():
        return [row for row in log.of_subject(actor.member) if row.act == act]


def test_every_role_needs_a_second_factor_and_so_does_none():
    assert frozenset(ROLES) == READS_PEOPLE
    assert all(needs_second_factor([role]) for role in ROLES)
    assert needs_second_factor([])


def test_a_session_that_is_not_complete_has_neither_agency_nor_role(cast, monkeypatch):
    seen = []
    entered = gate.enter
    monkeypatch.setattr(gate, "enter", lambda request: seen.append(entered(request)) or seen[-1])
    client = by_form("owner")

    client.get("/accounts/2fa/")

    assert (seen[-1].handle, seen[-1].roles, seen[-1].agency_ids, seen[-1].recall_agency_ids) == (
        "owner",
        frozenset(),
        (),
        (),
    )
    assert seen[-1].permissions == frozenset()


@pytest.mark.rule("E40")
def test_who_has_enrolled_goes_on_and_the_seed_is_nowhere_in_plain(committed):
    client = by_form("analyst")
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    assert secret not in dump_of("django_session")

    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302

    shown = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    again = client.get("/accounts/2fa/recovery-codes/").text
    assert len(shown) == 10
    assert not any(code in again for code in shown)
    assert client.get("/").status_code == 200
    held = dump_of("mfa_authenticator") + dump_of("django_session") + dump_of("tansiq_cache")
    with acting_as(queries.actor_by_handle("analyst")):
        codes = Authenticator.objects.get(user__username="analyst", type="recovery_codes")
        seed = codes.wrap()
    assert secret not in held
    assert not any(code in held for code in shown)
    assert all(code not in str(codes.data) for code in seed.generate_codes())
    assert len(acts("analyst", "access.factor_added")) == 2


def dump_of(table: str) -> str:
    """Everything in a table, with what base64 hides laid open."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        text = "\n".join(map(str, cursor.fetchall()))
    opened = []
    for word in re.findall(r"[A-Za-z0-9_-]{24,}", text):
        opened.append(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode("latin-1"))
    return text + "\n".join(opened)


def test_a_code_is_good_for_one_time(cast):
    code = code_of(enrol("owner"))
    assert by_form("owner", code=code.translate(ARABIC_DIGITS)).get("/").status_code == 200  # an Arabic keyboard

    second = by_form("owner")
    answer = second.post("/accounts/2fa/authenticate/", {"code": code})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert second.get("/").status_code == 302


def test_a_recovery_code_lets_in_once(cast):
    enrol("owner")
    [code, *_rest] = RecoveryCodes.activate(User.objects.get(username="owner")).generate_codes()
    first, second = by_form("owner"), by_form("owner")

    assert first.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert second.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200
    assert first.get("/").status_code == 200
    assert second.get("/").status_code == 302


def test_a_factor_enrolled_elsewhere_is_asked_for_in_a_session_without_one(cast):
    client = by_form("owner")
    secret = enrol("owner")

    assert client.get("/")["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.get("/accounts/2fa/totp/deactivate/")["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.post("/accounts/2fa/reauthenticate/", {"code": code_of(secret), "next": "/"}).status_code == 302
    assert client.get("/").status_code == 200


def test_a_handle_that_exists_and_one_that_does_not_get_the_same_answer(cast):
    told = []
    for handle in ("stranger", "nobodyxx"):
        page = Client(headers={"accept-language": "en"}).post(
            "/accounts/login/", {"login": handle, "password": "wrong-" + PASSWORD}
        )
        text = page.text.replace(handle, "")
        token = page.context["csrf_token"]
        told.append((page.status_code, len(page.content), text.replace(str(token), ""), sorted(page.headers)))

    assert told[0][0] == told[1][0] == 200
    assert told[0][1] == told[1][1]
    assert told[0][2:] == told[1][2:]


def tries(handle: str, count: int, address: str, told: list[str]) -> None:
    try:
        for _number in range(count):
            page = Client(headers={"accept-language": "en"}, REMOTE_ADDR=address).post(
                "/accounts/login/", {"login": handle, "password": "not-the-password"}
            )
            told.append("Too many" if "Too many" in page.text else "wrong")
    finally:
        for opened in connections.all():
            opened.close()


def test_failures_of_a_handle_are_counted_together_over_all_connections(committed):
    told: list[str] = []
    threads = [Thread(target=tries, args=("asker", 5, f"10.1.1.{number}", told)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["Too many"] * 5 + ["wrong"] * 5
    assert by_form("asker", REMOTE_ADDR="10.1.1.9").get("/")["Location"].startswith("/accounts/login/")


def test_failures_from_one_address_are_counted_over_all_handles(cast):
    told: list[str] = []
    for number in range(12):
        page = Client(headers={"accept-language": "en"}, REMOTE_ADDR="10.2.2.2").post(
            "/accounts/login/", {"login": f"handle-{number}", "password": "not-the-password"}
        )
        told.append("Too many" if "Too many" in page.text else "wrong")

    assert told == ["wrong"] * 10 + ["Too many"] * 2


def test_wrong_codes_are_counted_and_then_the_right_one_is_refused_too(cast):
    secret = enrol("owner")
    client = by_form("owner")
    for _number in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    page = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert "Too many" in page.text
    assert client.get("/").status_code == 302


def test_a_password_that_was_handed_over_opens_nothing_but_the_choice_of_another(cast):
    User.objects.filter(username="analyst").update(enrol_until=timezone.now() + timedelta(hours=1))
    client = by_form("analyst")
    own = "four words of my own"

    assert client.get("/")["Location"].startswith(reverse("account_change_password"))
    assert client.get("/accounts/2fa/")["Location"].startswith(reverse("account_change_password"))
    same = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    )
    assert "Choose another" in same.text
    short = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "short-one1", "password2": "short-one1"}
    )
    assert "12" in short.text
    common = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "passwordpassword", "password2": "passwordpassword"},
    )
    assert common.status_code in (200, 302)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": own, "password2": own})

    assert User.objects.get(username="analyst").enrol_until is None
    assert client.get("/")["Location"].startswith(reverse("mfa_index"))


def test_a_password_that_was_handed_over_ends_by_itself(cast):
    User.objects.filter(username="analyst").update(enrol_until=timezone.now() - timedelta(minutes=1))

    assert by_form("analyst").get("/accounts/2fa/")["Location"].startswith("/accounts/login/")


def test_changing_the_password_ends_every_other_session(cast):
    secret = enrol("owner")
    other = by_form("owner", secret)
    cache.clear()
    mine = by_form("owner", secret)
    own = "four words of my own"

    mine.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": own, "password2": own})

    assert mine.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert len(acts("owner", "access.password_changed")) == 1


def test_a_session_ends_after_its_hours_and_when_nobody_does_anything(cast):
    idle, over, awake = signed_in("asker"), signed_in("asker"), signed_in("asker")
    for client, minutes in ((idle, 31), (over, 0), (awake, 29)):
        client.get("/")
        let_pass(client, minutes=minutes)
    session = over.session
    session["opened_at"] -= 8 * 3600 + 1
    session.save()

    assert awake.get("/").status_code == 200
    assert over.get("/charter/")["Location"] == "/accounts/login/?next=/charter/"
    assert idle.get("/charter/")["Location"] == "/accounts/login/?next=/charter/"


def test_polls_keep_nobody_awake_and_duty_does(cast):
    client = signed_in("watch")
    client.get("/")
    let_pass(client, minutes=20)
    client.get("/", headers={"HX-Request": "true"})
    let_pass(client, minutes=20)
    with acting_as(cast["watch"].through("duty")):
        Member.objects.filter(id=cast["watch"].member_id).update(on_duty_until=timezone.now() + timedelta(hours=1))
    assert client.get("/").status_code == 200

    with acting_as(cast["watch"].through("duty")):
        Member.objects.filter(id=cast["watch"].member_id).update(on_duty_until=None)
    let_pass(client, minutes=31)
    assert client.get("/").status_code == 302


def test_every_member_of_the_cast_is_let_in_with_a_second_factor(cast):
    told = {handle: signed_in(handle).get("/").status_code for handle in MEMBERS}

    assert set(told.values()) == {200}


def test_a_limit_that_is_reached_stands_in_the_log_once_and_too_many_in_a_day_are_told(cast, do):
    def entries():
        return do(cast["inspector"], lambda: list(Entry.objects.filter(act="TOO_MANY_TRIES")))

    for handle, found in (("owner", [cast["owner"].member_id]), ("my own password", [None, cast["owner"].member_id])):
        for _ in range(8):
            by_form(handle, password="not-the-password")
        assert [row.subject_id if row.subject_kind == "access.member" else None for row in entries()] == found
    assert "password" not in str([vars(row) for row in entries()])

    for _ in range(guessing.MOST_A_DAY + 1):
        cache.clear()  # as after five minutes
        guessing.limit_reached(handle="owner", user_id=None, now=timezone.now())
    assert [row.code for row in do(cast["inspector"], clocks.open_alarms)] == [guessing.ALARM]


def test_guessed_codes_reach_a_limit_too(cast, do):
    enrol("owner")
    client = by_form("owner")
    for _ in range(8):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert do(cast["inspector"], lambda: Entry.objects.filter(act="TOO_MANY_TRIES").count()) == 1
