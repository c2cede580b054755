"""Sessions that end, second factors that are reset, and the first accounts of an installation."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from allauth.socialaccount.models import SocialAccount
from browse import by_form, enrol, let_pass, signed_in
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tansiq.kernel.access import accounts, queries
from tansiq.kernel.access.errors import HandleTaken, NoSecondFactor
from tansiq.kernel.access.models import User
from tansiq.kernel.audit import queries as log
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

REASON = "فقد هاتفه في المهمة وحضر ببطاقته"


@pytest.fixture
def two(cast: dict[str, Any]) -> tuple[Client, Client]:
    """Two browsers in which the owner is signed in."""
    secret = enrol("owner")
    first = by_form("owner", secret)
    cache.clear()
    return first, by_form("owner", secret)


def act(do: Any, actor: Any, action: Any, **fields: Any) -> Any:
    return do(actor, action, actor=actor, now=timezone.now(), **fields)


def acts(actor: Any, act: str) -> list[Any]:
    with acting_as(actor):
        return [row for row in log.of_subject(actor.member) if row.act == act]


def test_a_member_sees_their_sessions_and_ends_one(two, cast):
    mine, other = two
    rows = mine.get(reverse("desk:sessions")).context["rows"]
    [ended] = [row["id"] for row in rows if not row["is_current"]]

    assert mine.post(reverse("desk:sessions"), {"session": str(ended)}).status_code == 302

    assert other.get("/").status_code == 302
    assert mine.get("/").status_code == 200
    assert len(acts(cast["owner"], "access.session_ended")) == 1


def test_a_member_ends_all_others_and_nobody_elses(two, cast):
    mine, other = two
    strangers = by_form("stranger", enrol("stranger"))
    with acting_as(cast["stranger"]):
        [theirs] = queries.sessions_of(cast["stranger"].user)

    assert mine.post(reverse("desk:sessions"), {"session": str(theirs.pk)}).status_code == 404
    assert mine.post(reverse("desk:sessions"), {"session": "x"}).status_code == 404
    assert mine.post(reverse("desk:sessions"), {"session": "others"}).status_code == 302

    assert [client.get("/").status_code for client in (mine, other, strangers)] == [200, 302, 200]


def test_sessions_of_others_do_not_exist_for_a_member(two, cast, do):
    from allauth.usersessions.models import UserSession

    seen = {who: do(cast[who], lambda: UserSession.objects.count()) for who in ("owner", "stranger", "accreditor")}

    assert seen == {"owner": 2, "stranger": 0, "accreditor": 2}


def test_the_accreditor_ends_every_session_of_a_member(two, cast, do):
    with pytest.raises(NotPermitted):
        act(do, cast["stranger"], accounts.end_sessions, user_ids=[cast["owner"].user])

    assert act(do, cast["accreditor"], accounts.end_sessions, user_ids=[cast["owner"].user]) == 2

    assert [client.get("/").status_code for client in two] == [302, 302]


def test_a_frozen_account_is_out_at_its_next_request(two, cast):
    User.objects.filter(username="owner").update(is_active=False)

    assert [client.get("/").status_code for client in two] == [302, 302]


def test_who_may_reset_a_second_factor_and_why(cast, do):
    member, reset = cast["owner"].member_id, accounts.reset_second_factor
    with pytest.raises(NoSecondFactor):
        act(do, cast["accreditor"], reset, member_id=member, reason=REASON)
    enrol("owner")
    enrol("accreditor")
    with pytest.raises((NotPermitted, NotFound)):
        act(do, cast["approver"], reset, member_id=member, reason=REASON)
    with pytest.raises(NotPermitted):
        act(do, cast["accreditor"], reset, member_id=cast["accreditor"].member_id, reason=REASON)
    with pytest.raises(Invalid):
        act(do, cast["accreditor"], reset, member_id=member, reason="lost")
    with pytest.raises(NotFound):
        act(do, cast["accreditor"], reset, member_id=uuid4(), reason=REASON)


def test_a_reset_unlinks_the_identity_provider_too_and_a_link_alone_can_be_reset(cast, do):
    SocialAccount.objects.create(user_id=cast["owner"].user, provider="oidc", uid="somewhere")
    assert queries.factors_of(cast["owner"].user) == ["provider"]

    act(do, cast["accreditor"], accounts.reset_second_factor, member_id=cast["owner"].member_id, reason=REASON)

    assert queries.factors_of(cast["owner"].user) == []
    assert len(acts(cast["owner"], "access.factor_reset")) == 1


def test_a_lost_factor_is_reset_on_its_page_and_member_and_inspector_are_told(two, cast):
    page = reverse("desk:factor", args=[cast["owner"].member_id])
    accreditor = signed_in("accreditor")
    let_pass(accreditor, minutes=16)
    assert accreditor.post(page, {"reason": REASON}).status_code == 403  # a decision about who may come in
    let_pass(accreditor, minutes=-16)

    answer = accreditor.post(page, {"reason": REASON})

    password = answer.context["password"]
    assert password in answer.text
    assert password not in accreditor.get(page).text
    assert [client.get("/").status_code for client in two] == [302, 302]
    assert len(acts(cast["owner"], "access.factor_reset")) == 1
    again = by_form("owner", password=password)
    assert again.get("/")["Location"].startswith(reverse("account_change_password"))
    User.objects.filter(username="owner").update(enrol_until=None)  # as if they had chosen one of their own
    assert "A second factor of yours was removed" in signed_in("owner").get("/").text
    assert "second factor was removed" in signed_in("inspector").get(reverse("oversight:inbox")).text


def test_removing_a_factor_needs_a_fresh_proof_and_is_told(two, cast):
    mine = two[0]
    let_pass(mine, minutes=16)
    assert (
        "/accounts/reauthenticate/"
        in mine.get("/accounts/2fa/totp/deactivate/")["Location"] + "/accounts/reauthenticate/"
    )
    assert mine.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert queries.factors_of(cast["owner"].user) == ["totp"]
    let_pass(mine, minutes=-16)

    assert mine.post("/accounts/2fa/totp/deactivate/").status_code == 302

    assert queries.factors_of(cast["owner"].user) == []
    assert len(acts(cast["owner"], "access.factor_removed")) == 1
    assert "second factor was removed" in signed_in("inspector").get(reverse("oversight:inbox")).text


def test_a_handle_is_given_once(cast, do):
    with pytest.raises(HandleTaken):
        accounts.require_free(handle="owner")
    accounts.require_free(handle="somebody-new")


def test_one_time_passwords_hold_the_rules_of_passwords():
    from django.contrib.auth.password_validation import validate_password

    made = {accounts.one_time_password() for _number in range(50)}

    assert len(made) == 50
    for password in made:
        validate_password(password)
