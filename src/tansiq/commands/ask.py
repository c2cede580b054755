"""`tansiq ask`: ask about one person from the command line; contracts 4."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from tansiq import cli
from tansiq.kernel.saying import gettext as _


def _pair(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    for value in values:
        if ":" not in value:
            raise click.BadParameter(
                _("%(value)s is not kind:value, for example national:0123456789") % {"value": value}
            )
    return tuple((kind.strip(), rest) for kind, _colon, rest in (value.partition(":") for value in values))


def _moment(context: click.Context, parameter: click.Parameter, value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if value else None
    except ValueError as fault:
        raise click.BadParameter(
            _("%(value)s is not a moment such as 2026-11-24T03:12+03:00") % {"value": value}
        ) from fault
    if moment and moment.tzinfo is None:
        raise click.BadParameter(_("%(value)s lacks its offset from UTC, such as +03:00") % {"value": value})
    return moment


@click.command()
@click.option("--as", "handle", required=True, metavar="HANDLE", help="The member who asks.")
@click.option("--purpose", default="", metavar="CODE", help="Purpose, by its code in the charter.")
@click.option("--reference", default="", help="The case, task or order that the ask belongs to.")
@click.option("--name", default="", help="The whole name, as said.")
@click.option("--born", default="", metavar="DATE", help="1999, 1999-05, 1999-05-03 or 1420h.")
@click.option("--mother", default="", help="The mother's name.")
@click.option("--identifier", "identifiers", multiple=True, callback=_pair, metavar="KIND:VALUE")
@click.option("--for", "asked_for", default="", help="The officer on the radio for whom you ask.")
@click.option("--challenge", default="", metavar="CODE", help="The code of the day that this officer spoke.")
@click.option("--sheet", default="", metavar="NUMBER", help="The paper sheet that the ask was written on.")
@click.option("--spoken-at", default="", metavar="TIME", callback=_moment, help="The time on the sheet, with offset.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def ask(
    handle: str, purpose: str, reference: str, name: str, born: str, mother: str,
    identifiers: tuple[tuple[str, str], ...], asked_for: str, challenge: str, sheet: str,
    spoken_at: datetime | None, as_json: bool,
) -> None:  # fmt: skip
    """Ask about one person; the answer is a receipt. What agencies hold is matched later by the worker."""
    with cli.ready():
        from tansiq import names
        from tansiq.gateway import actions, queries
        from tansiq.people.drafts import KitDraft

        draft = KitDraft(names.Parts(full=name, mother=mother), birth=born, identifiers=identifiers)
        with cli.acting(handle, act="ask", as_json=as_json) as actor:
            row = actions.ask(
                actor=actor, now=datetime.now(tz=UTC), draft=draft, purpose=purpose, reference=reference,
                asked_for=asked_for, challenge=challenge, sheet=sheet, spoken_at=spoken_at,
            )  # fmt: skip
            answer = queries.answer_object(row)
        cli.print_object(answer, as_json=as_json)
