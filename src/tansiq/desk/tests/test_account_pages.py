"""Pages of accounts, of the roster, of approvals by phone: what they show, what they refuse, what they never show."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tansiq.desk.views.roster import night_of
from tansiq.kernel.access import actions, queries, words
from tansiq.kernel.access.models import Member, User
from tansiq.kernel.access.rules import ROLES

WHY = "انتهى تكليفه في هذه الوحدة"


@pytest.fixture
def browser(cast: dict[str, Any]) -> Callable[..., Client]:
    def sign_in(handle: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(
            User.objects.get(username=handle), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return sign_in


def text(page: Any) -> str:
    return page.content.decode()


def test_every_role_has_words():
    assert set(words.ROLES) == set(ROLES)


def test_an_agency_is_accredited_on_a_page(browser):
    officer = browser("accreditor")
    told = {
        "name_ar": "أمن الجزر", "name_en": "Islands", "code": "islands", "kind": "security", "command": "اللجنة الأمنية",
        "legal_power": "القبض بأمر", "districts": ["YE1917"], "charter_signed_on": "2026-01-02",
        "duty_phone": "+967 5 000 0191",
    }  # fmt: skip
    refused = officer.post(reverse("desk:agency_new"), told | {"command": ""})
    assert refused.status_code == 422
    assert "Islands" in text(refused)

    made = officer.post(reverse("desk:agency_new"), told, follow=True)

    assert "Islands" in text(made)
    assert officer.post(reverse("desk:agency_new"), told).status_code == 409


def test_a_member_is_enrolled_and_the_password_is_shown_once(browser, agencies):
    officer = browser("accreditor")
    told = {
        "agency_id": agencies["beta"],
        "handle": "new.one",
        "name_ar": "جديد",
        "name_en": "New",
        "roles": ["analyst"],
    }

    page = officer.post(reverse("desk:member_new"), told)

    user = User.objects.get(username="new.one")
    shown = [piece for piece in text(page).replace("<", ">").split(">") if user.check_password(piece)]
    assert len(shown) == 1
    assert "no-store" in page["Cache-Control"]
    assert shown[0] not in text(officer.get(reverse("desk:members")))


@pytest.mark.rule("W-2")
def test_a_conflict_is_refused_with_words_for_the_roles_that_exclude_each_other(browser, cast):
    page = browser("accreditor").post(
        reverse("desk:member_act", args=[cast["caseworker"].member_id, "grant"]), {"role": "analyst"}
    )

    assert page.status_code == 409
    assert "It excludes what the member holds: Caseworker." in text(page)
    assert "INCOMPATIBLE_ROLES" in text(page)


@pytest.mark.rule("G14")
def test_a_role_that_waits_is_confirmed_on_its_page(browser, cast, agencies):
    told = {"agency_id": agencies["watchers"], "handle": "new.eye", "name_ar": "مفتش جديد", "name_en": "New Eye",
            "roles": ["inspector"]}  # fmt: skip
    officer, delegate = browser("accreditor"), browser("delegate")
    officer.post(reverse("desk:member_new"), told)

    assert "New Eye" in text(delegate.get(reverse("desk:grants")))
    address = re.search(r"/members/roles/[0-9a-f-]{36}/", text(delegate.get("/")))[0]
    assert delegate.post(address, {"is_confirmed": "yes", "reason": "x"}).status_code == 422
    assert delegate.post(address, {"is_confirmed": "yes", "reason": WHY}).status_code == 302
    assert "New Eye" not in text(delegate.get(reverse("desk:grants")))
    assert delegate.get(address).status_code == 404


def test_roles_end_members_move_and_accounts_end_on_the_members_page(browser, cast, agencies):
    officer, owner = browser("accreditor"), cast["owner"]

    def act(name, **fields):
        return officer.post(reverse("desk:member_act", args=[owner.member_id, name]), {"reason": WHY} | fields)

    assert act("end-role", role="releaser").status_code == 302
    assert act("move", agency_id=agencies["beta"], unit="الأرشيف").status_code == 302
    assert act("end", reason="x").status_code == 422
    assert act("end").status_code == 302
    assert act("no-such-act").status_code == 404
    assert browser("owner").get("/").status_code in (302, 404)


@pytest.mark.parametrize(
    ("given", "there", "not_there"),
    [
        ("role=inspector", "inspector", "asker"),
        ("q=prosec", "prosecutor", "asker"),
        ("state=frozen", "No member fits", "asker"),
    ],
)
def test_members_are_filtered_by_address(browser, given, there, not_there):
    html = text(browser("accreditor").get(f"/members/?{given}", follow=True))
    table = html.split("<tbody>")[-1] if "<tbody>" in html else html.split("ts-empty")[-1]

    assert there in table
    assert f">{not_there}<" not in table


def test_a_due_account_stands_on_the_desk_and_is_reviewed(browser, cast):
    day = timezone.now().date() - timedelta(days=95)
    _age(cast["owner"], day)
    head = browser("head")
    assert "The review of an account is due" in text(head.get("/"))

    page = head.post(
        reverse("desk:member_review", args=[cast["owner"].member_id]), {"kept": ["analyst"], "reason": WHY}
    )

    assert page.status_code == 302
    assert queries.actor_by_handle("owner").roles == {"analyst"}
    assert "The review of an account is due" not in text(head.get("/"))


def _age(actor, day):
    from django.db import transaction

    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as

    with acting_as(system_actor("setup")), transaction.atomic():
        Member.objects.filter(id=actor.member_id).update(reviewed_on=day)


@pytest.mark.rule("G20")
def test_a_frozen_account_reads_nothing_from_the_next_request_on_and_is_told_why(browser, agencies):
    signed_in = browser("owner")
    assert signed_in.get(reverse("intelligence:subjects")).status_code == 200

    told = {"unit": "", "reason": "تغيّرت قيادة الوحدة ليلًا"}
    assert browser("accreditor").post(reverse("desk:agency_freeze", args=[agencies["beta"]]), told).status_code == 302

    refused = signed_in.get(reverse("intelligence:subjects"))
    assert refused.status_code == 403
    assert "ACCOUNT_FROZEN" in text(refused)
    assert "Your account is frozen" in text(signed_in.get("/"))


def test_an_overdue_account_is_told_why_it_reads_nothing(browser, cast):
    _age(cast["owner"], timezone.now().date() - timedelta(days=150))

    assert "ACCOUNT_NOT_REVIEWED" in text(browser("owner").get(reverse("intelligence:subjects")))


def test_relatives_are_declared_and_their_names_never_come_back(browser, cast, do):
    member = browser("asker")
    told = {"relation": "in_law", "ism": "خالد", "father": "سعيد", "family": "باقنزل"}
    assert member.post(reverse("desk:kin"), told | {"family": ""}).status_code == 422

    page = member.post(reverse("desk:kin"), told, follow=True)

    assert "Related by marriage" in text(page)
    assert "باقنزل" not in text(page)

    (row,) = do(cast["asker"], queries.declared_kin, cast["asker"].member_id)
    page = member.post(reverse("desk:kin_end", args=[row.id]), follow=True, headers={"accept-language": "ar"})
    (said,) = [str(one) for one in page.context["messages"]]
    assert re.search("[٠-٩]{2}:[٠-٩]{2}", said)
    assert not re.search("[0-9]", said)


@pytest.mark.rule("G27")
def test_the_roster_of_others_shows_function_and_number_and_no_name(browser, cast, do):
    now = timezone.now()
    row = do(
        cast["head"], actions.plan_shift, member_id=cast["owner"].member_id, function="releaser", starts_at=now,
        ends_at=now + timedelta(hours=6), now=now,
    )  # fmt: skip

    html = text(browser("watch").get("/roster/"))

    assert row.staff_number in html
    assert "Releaser" in html
    assert cast["owner"].name not in html


def test_a_shift_is_planned_and_taken_off_on_pages(browser, cast):
    now = timezone.localtime()
    told = {
        "member_id": cast["owner"].member_id, "function": "releaser", "starts_at": f"{now:%Y-%m-%dT%H:%M}",
        "ends_at": f"{now + timedelta(hours=6):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    head = browser("head")
    assert head.post(reverse("desk:shift_new"), told | {"function": "approver"}).status_code == 422
    page = head.post(reverse("desk:shift_new"), told, follow=True)
    assert "It stands on the roster." in text(page)

    cancel = text(page).split("/cancel/")[0].split('action="')[-1] + "/cancel/"
    assert "Taken off the roster." in text(head.post(cancel, follow=True))


def test_tonight_says_who_is_missing_and_whom_to_call(browser, cast, do):
    watch = browser("watch")
    empty = text(watch.get(reverse("desk:tonight")))
    assert "Not wholly: somebody is missing." in empty
    assert "+967 5 000 0199" in empty

    since, until = night_of(timezone.now())
    before = empty.count("Missing:")
    do(
        cast["watch"], actions.plan_shift, member_id=cast["watch"].member_id, function="watch_officer",
        starts_at=since, ends_at=until, now=timezone.now(),
    )  # fmt: skip
    assert text(watch.get(reverse("desk:tonight"))).count("Missing:") == before - 1


def test_the_desk_is_taken_and_left(browser):
    watch = browser("watch")
    assert "until" in text(watch.post(reverse("desk:on_duty"), {"hours": "8"}, follow=True))

    assert "Nobody has taken the desk." in text(watch.post(reverse("desk:off_duty"), follow=True))


@pytest.mark.parametrize("act", ["intelligence.accept", "no.such"])
def test_an_approval_by_phone_about_what_is_hidden_is_absent(browser, cast, act):
    page = browser("stranger").get(reverse("desk:phone", args=[act, cast["stranger"].member_id]))

    assert page.status_code == 404


def test_opened_packets_have_a_page_for_who_opens_and_who_reviews(browser):
    for handle in ("watch", "owner", "inspector"):
        assert "No packet was opened." in text(browser(handle).get(reverse("gateway:glasses")))
    assert browser("asker").get(reverse("gateway:glasses")).status_code == 403
