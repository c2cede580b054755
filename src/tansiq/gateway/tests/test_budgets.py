"""Budgets of asks: counted on one's own asks, raised for a shift by a duty officer, never taken twice at once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from stage import KHALED, NOW, draft

from tansiq.compartments.oversight import queries as oversight
from tansiq.gateway import actions, queries
from tansiq.gateway.errors import CannotRaise, OverBudget
from tansiq.gateway.models import Ask, BudgetRaise
from tansiq.kernel.access.models import User
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.decisions.errors import ThinReasons
from tansiq.kernel.problems import NotFound, NotPermitted

WHY = "حملة تفتيش على ثلاث نقاط حتى الصباح"
PURPOSE = "REDRESS_CHECK"


@pytest.fixture
def spent(cast, ask):
    """An officer whose budget for a purpose is used up; the last receipt."""
    for _ in range(charter.current().purpose(PURPOSE).budget_per_hour):
        row = ask(cast["asker"], KHALED, purpose=PURPOSE)
    return row


def test_a_raised_budget_lasts_until_it_too_is_used_up_or_the_shift_ends(cast, ask, do, spent):
    pack = charter.current().purpose(PURPOSE)
    with pytest.raises(OverBudget):
        ask(cast["asker"], KHALED, purpose=PURPOSE)

    row = do(cast["watch"], actions.raise_budget, number=spent.number.lower(), reasons=WHY)

    assert (row.purpose, row.asks_per_hour, row.member_name) == (PURPOSE, pack.raised_per_hour, spent.member_name)
    for _ in range(pack.raised_per_hour - pack.budget_per_hour):
        ask(cast["asker"], KHALED, purpose=PURPOSE)
    with pytest.raises(OverBudget):
        ask(cast["asker"], KHALED, purpose=PURPOSE)
    ended = row.until + timedelta(minutes=1)
    for _ in range(pack.budget_per_hour):
        ask(cast["asker"], KHALED, purpose=PURPOSE, now=ended)
    with pytest.raises(OverBudget):
        ask(cast["asker"], KHALED, purpose=PURPOSE, now=ended)


def test_a_raise_holds_for_that_member_and_purpose_alone(cast, ask, do, spent):
    do(cast["watch"], actions.raise_budget, number=spent.number, reasons=WHY)

    for _ in range(charter.current().purpose("TRACE").budget_per_hour):
        ask(cast["asker"], KHALED, purpose="TRACE")
    with pytest.raises(OverBudget):
        ask(cast["asker"], KHALED, purpose="TRACE")


@pytest.mark.parametrize("who", ["asker", "colleague", "validator", "inspector", "accreditor"])
def test_only_a_duty_officer_raises(cast, do, spent, who):
    with pytest.raises(NotPermitted):
        do(cast[who], actions.raise_budget, number=spent.number, reasons=WHY)


def test_nobody_raises_his_own_budget_nor_one_that_is_raised(cast, ask, do, spent):
    own = ask(cast["watch"], KHALED, purpose=PURPOSE)
    with pytest.raises(CannotRaise):
        do(cast["watch"], actions.raise_budget, number=own.number, reasons=WHY)

    do(cast["watch"], actions.raise_budget, number=spent.number, reasons=WHY)
    with pytest.raises(CannotRaise):
        do(cast["watch"], actions.raise_budget, number=spent.number, reasons=WHY)


@pytest.mark.rule("G1")
def test_a_raise_needs_a_receipt_and_reasons(cast, do, spent):
    with pytest.raises(NotFound):
        do(cast["watch"], actions.raise_budget, number="A-2222-2222", reasons=WHY)
    with pytest.raises(ThinReasons):
        do(cast["watch"], actions.raise_budget, number=spent.number, reasons="متابعة")
    assert do(cast["watch"], BudgetRaise.objects.count) == 0


def test_a_raise_is_logged_and_seen_by_the_agency_the_duty_officers_and_the_inspector(cast, do, spent):
    do(cast["watch"], actions.raise_budget, number=spent.number, reasons=WHY)

    seen = {
        who: do(cast[who], lambda: len(queries.budget_raises(NOW))) for who in ("asker", "watch", "inspector", "owner")
    }
    assert seen == {"asker": 1, "watch": 1, "inspector": 1, "owner": 0}
    [entry] = do(cast["inspector"], lambda: list(Entry.objects.filter(act="gateway.budget_raised")))
    assert (entry.user_id, entry.purpose, entry.reference) == (cast["watch"].user_id, PURPOSE, spent.number)


def test_while_a_life_is_at_risk_the_inspector_learns_that_a_budget_stood_in_the_way(cast, do):
    client = Client()
    client.force_login(User.objects.get(username="asker"))
    sent = {"name": "خالد سعيد عمر باقنزل", "born": "1994", "purpose": "LIFE_AT_RISK", "reference": "CP/2026-11/7"}

    statuses = [
        client.post(reverse("api:ask"), sent, content_type="application/json").status_code
        for _ in range(charter.current().purpose("LIFE_AT_RISK").budget_per_hour + 1)
    ]

    assert set(statuses[:-1]) == {200}
    assert statuses[-1] == 429
    assert do(cast["inspector"], lambda: [row.code for row in oversight.open_notices()]) == ["OVER_BUDGET"]


def test_of_two_asks_at_once_one_takes_the_last_of_the_budget(committed, do):
    """Both come while one ask is left: they wait for each other, and one is refused."""
    asker, left = committed["asker"], charter.current().purpose(PURPOSE).budget_per_hour - 1
    given = {"draft": KHALED, "purpose": PURPOSE, "reference": "CP/2026-11/7"}
    for _ in range(left):
        do(asker, actions.ask, **given)
    start, told = threading.Barrier(4), []

    def one() -> None:
        start.wait()
        try:
            told.append(do(asker, actions.ask, **given).answer)
        except OverBudget as refused:
            told.append(refused.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["OVER_BUDGET"] * 3 + ["no_record_for_you"]
    assert do(asker, Ask.objects.count) == left + 1


@pytest.fixture
def page(cast):
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username="watch"))
    return client


def test_the_page_raises_and_lists_without_naming_who_was_asked_about(cast, ask, do, page):
    row = ask(cast["asker"], draft("سالم عوض مبارك باشنوار", birth="1990"), now=NOW + timedelta(days=1))

    answer = page.post(reverse("gateway:budgets"), {"number": row.number, "reasons": WHY}, follow=True)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert WHY in text
    assert row.member_name in text
    assert "باشنوار" not in text


def test_a_wrong_reference_comes_back_with_what_was_typed(page):
    answer = page.post(reverse("gateway:budgets"), {"number": "A-2222-2222", "reasons": WHY})

    assert answer.status_code == 422
    assert WHY in answer.content.decode()
    assert "Have it read out again" in answer.content.decode()


def test_the_page_refuses_a_budget_of_ones_own(cast, ask, page):
    row = ask(cast["watch"], KHALED)

    answer = page.post(reverse("gateway:budgets"), {"number": row.number, "reasons": WHY})

    assert answer.status_code == 409
    assert "CANNOT_RAISE" in answer.content.decode()
