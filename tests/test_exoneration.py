"""Acquitted and gone: what was really disclosed of him is withdrawn, his order falls, he is protected from it all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from beta import REASONS, Beta
from stage import KHALED_LATIN, NOW, draft

from tansiq.compartments.custody import actions as custody
from tansiq.gateway import actions as gateway
from tansiq.gateway import queries
from tansiq.gateway.models import Disclosure, Order
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import queries as clocks

NUMBER = "01940077123"
HOUR = timedelta(hours=1)


def man(**more: Any) -> Any:
    return draft(ism="خالد", father="سعيد", grandfather="عمر", family="باقنزل", birth="1994", national=NUMBER, **more)


@pytest.fixture
def beta(committed: dict[str, Any], do: Any) -> Beta:
    return Beta(committed, do)


def order(beta: Beta, kit: Any = None, number: str = "ق-1") -> Any:
    pack = charter.current()
    return beta.do(
        beta.cast["prosecutor"], gateway.register_order, draft=kit or man(), number=number, authority="PROSECUTION",
        instrument="COURT-ORDER", offence=pack.rows("offence_articles")[0].code, presented_by="أمن الساحل",
        grounds="وُجد في سيارته ما يوجب سماعه", alternative=pack.rows("alternatives_to_arrest")[0].code,
        alternative_words="لم يحضر بعد تكليفين بالحضور", valid_from=NOW - HOUR, valid_until=NOW + 60 * 24 * HOUR,
        age_checked=True,
    )  # fmt: skip


def acquit_and_release(beta: Beta) -> Any:
    do, cast = beta.do, beta.cast
    arrest = custody.ArrestDraft(
        kit=man(), place="بيت خلف السوق", at=NOW, unit="دورية 4", basis="order", order_number="ق-1"
    )
    row = do(cast["arrester"], custody.record_arrest, draft=arrest)
    told = {"ground": "acquitted", "words": REASONS, "spoken": True}
    do(cast["registrar"], custody.order_release, detention_id=row.id, now=NOW + HOUR, **told)
    return row


@pytest.mark.rule("JOC-08", "G17", "G18")
def test_what_was_disclosed_of_him_is_withdrawn_at_every_recipient_with_the_order_and_the_cause_passes_nowhere(
    beta, agencies
):
    do, cast = beta.do, beta.cast
    beta.active(kit=man())
    copy = beta.disclosed()
    standing = order(beta)
    assert do(cast["asker"], Disclosure.objects.filter(id=copy.id).exists)

    row = acquit_and_release(beta)
    custodian = _holder(beta, row)
    released = do(custodian, custody.record_release, detention_id=row.id, now=NOW + 2 * HOUR)

    assert not do(cast["asker"], Disclosure.objects.filter(id=copy.id).exists)
    [recall] = do(cast["asker"], queries.recalls_to_acknowledge, recipient_ids=(agencies["alpha"],))
    assert recall.disclosure_number == copy.number
    assert do(cast["owner"], Disclosure.objects.get, id=copy.id).recalled_at == NOW + 2 * HOUR
    assert "EXONERATED" in [alarm.code for alarm in do(cast["approver"], clocks.open_alarms)]
    assert do(cast["prosecutor"], Order.objects.get, id=standing.id).revoked_at == NOW + 2 * HOUR
    # At the next checkpoint his paper says to call first; and the recall says nothing of why.
    asked = do(
        cast["asker"],
        gateway.ask,
        draft=man(),
        purpose="CHECKPOINT_IDENTITY",
        reference="CP/2026/8",
        now=NOW + 3 * HOUR,
    )
    assert asked.answer == "call_before_detaining"
    assert released.redress_number
    assert (recall.words, recall.kept_basis) == ("", "")


@pytest.mark.rule("JOC-08")
def test_a_namesake_without_his_number_keeps_his_own_copies(beta):
    do, cast = beta.do, beta.cast
    beta.active(kit=KHALED_LATIN)
    copy = beta.disclosed()

    row = acquit_and_release(beta)
    do(_holder(beta, row), custody.record_release, detention_id=row.id, now=NOW + 2 * HOUR)

    assert do(cast["asker"], Disclosure.objects.filter(id=copy.id).exists)


@pytest.mark.rule("JOC-08")
def test_an_order_of_the_same_number_against_another_man_does_not_fall(beta, agencies, owner_sql):
    do, cast = beta.do, beta.cast
    his, other = order(beta), order(beta, draft("عمر فرج سعيد", national="01777777777"), "ق-2")
    owner_sql(
        f"UPDATE gateway_order SET number = 'ق-1', owner_id = '{agencies['watchers']}' WHERE id = '{other.id}'",
    )

    row = acquit_and_release(beta)
    do(_holder(beta, row), custody.record_release, detention_id=row.id, now=NOW + 2 * HOUR)

    assert do(cast["prosecutor"], Order.objects.get, id=his.id).revoked_at == NOW + 2 * HOUR
    [(revoked, held)] = owner_sql(f"SELECT revoked_at, held_at FROM gateway_order WHERE id = '{other.id}'")
    assert (revoked, held) == (None, NOW + 2 * HOUR)


def _holder(beta: Beta, row: Any) -> Any:
    """Whoever keeps the register where he is held: by need, the arresting agency."""
    who = beta.cast["arrester"]
    return replace(who, roles=who.roles | {"custody_officer"})
