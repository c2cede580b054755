"""`tansiq retention`: what ends and what is erased by itself at a moment; contracts 2."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from tansiq import cli
from tansiq.commands.serve import require_desks_pack
from tansiq.kernel.saying import gettext as _

MOMENTS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z")


def _planned(at: datetime) -> dict[str, Any]:
    from django.db import transaction

    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as
    from tansiq.kernel.retention import queries

    with acting_as(system_actor("retention")), transaction.atomic():
        plans = queries.plan(by=at)
    rules = {
        plan.rule: {"count": len(plan.ids), "ids": [str(key) for key in plan.ids], "held": len(plan.held)}
        for plan in plans
    }
    return {"at": at.isoformat(), "dry_run": True, "rules": rules}


def _run() -> dict[str, Any]:
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.retention import actions

    now = datetime.now(tz=UTC)
    ended = actions.catch_up(actor=system_actor("clock"), now=now)
    erased = actions.erase_due(actor=system_actor("retention"), now=now)
    return {"at": now.isoformat(), "dry_run": False, "ended": ended, "erased": erased}


@click.command()
@click.option("--at", type=click.DateTime(MOMENTS), help="Moment that is looked at, in UTC; now where none is given.")
@click.option("--dry-run", is_flag=True, help="Only say what would end: rule, count and ids. Changes nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def retention(at: datetime | None, dry_run: bool, as_json: bool) -> None:
    """End and erase what is due, as the worker does; or say what would be at a moment."""
    if at is not None and not dry_run:
        cli.fail(_("--at looks ahead and needs --dry-run: nothing is erased before its time"), cli.UNREADABLE)
    with cli.ready():
        if not dry_run:
            require_desks_pack("retention")
        moment = at or datetime.now(tz=UTC)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        cli.print_object(_planned(moment) if dry_run else _run(), as_json=as_json)
