"""Budgets: how many asks a member has for one purpose in an hour, and their raise for a shift."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction

from tansiq.gateway.errors import CannotRaise, OverBudget, OverBudgetAtRisk
from tansiq.gateway.models import Ask, BudgetRaise
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.schema import Purpose
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import NotFound

WITHIN = timedelta(hours=1)
CLOCK = "BUDGET-RAISE"


def refusal_of(actor: Actor, purpose: Purpose, *, now: datetime) -> OverBudget | None:
    """What refuses the member's next ask of this purpose; None while the budget lasts.

    It is told from the member's own asks alone. Asks of one member wait for each other here, so that two at once
    cannot both take the last of the budget.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(actor.member)])
    mine = Ask.objects.filter(member_id=actor.member, purpose=purpose.code, asked_at__gt=now - WITHIN)
    made = mine.count()
    if made < purpose.budget_per_hour:
        return None
    raised = BudgetRaise.objects.filter(
        member_id=actor.member, purpose=purpose.code, raised_at__lte=now, until__gt=now
    ).first()
    if raised is not None and made < raised.asks_per_hour:
        return None
    return OverBudgetAtRisk() if purpose.urgent else OverBudget()


@transaction.atomic
def raise_budget(*, actor: Actor, now: datetime, number: str, reasons: str) -> BudgetRaise:
    """Raise the budget of the member who made an ask, for its purpose, until the charter's clock ends it.

    Args:
        number: the reference of any receipt of the member's, as read out over the phone.
        reasons: at least ten characters, no set phrase.

    Raises:
        NotFound: no receipt has this reference.
        NotPermitted: the actor is not the duty officer.
        CannotRaise: it is the actor's own budget, or raised already.
        ThinReasons: the reasons say nothing.
    """
    actor.require("gateway.raise_budget")
    with acting_as(actor.through("gateway")):
        asked = Ask.objects.filter(number=number.strip().upper()).first()
    if asked is None:
        raise NotFound
    is_own = asked.member_id == actor.member_id
    with connection.cursor() as cursor:  # of two officers at once one raises
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(asked.member_id)])
    raised = BudgetRaise.objects.filter(member_id=asked.member_id, purpose=asked.purpose, until__gt=now)
    if is_own or raised.exists():
        raise CannotRaise
    row = BudgetRaise(
        owner_id=asked.owner_id, member_id=asked.member_id, member_name=asked.member_name, purpose=asked.purpose,
        asks_per_hour=charter.current().purpose(asked.purpose).raised_per_hour, reasons=reasons.strip(),
        raised_by=actor.user, raised_at=now, until=clocks.due_of(CLOCK, now),
    )  # fmt: skip
    decisions.authorise(
        "gateway.budget", row, actor=actor, now=now, permission="gateway.raise_budget", outcome="raised",
        owner_id=asked.owner_id, reasons=reasons, ends_at=row.until,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(
        "gateway.budget_raised", row, actor=actor, at=now, words=reasons, purpose=row.purpose, reference=asked.number,
        owner_id=asked.owner_id,
    )  # fmt: skip
    return row
