"""`tansiq heirs replay`: the heirs' right from a file of events; contracts 6. Needs no database and no account."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tansiq import cli
from tansiq.commands.moments import day_or_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tansiq.compartments.victims.answer import Answer
    from tansiq.kernel.replays import Line


@click.group()
def heirs() -> None:
    """The heirs' right: what became of it, and what is open for the court."""


@heirs.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--at", default=None, metavar="DATE", help="2026-11-24 (its whole day) or 2026-11-24T03:12+03:00.")
@click.option("--charter", "code", default=None, metavar="CODE", help="Charter pack, such as yem or irq.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def replay(file: Path, at: str | None, code: str | None, as_json: bool) -> None:
    """Print, for each victim, accused and track in FILE, the state of the right, each heir's share, holds, open steps.

    FILE holds one event a line, as JSON: `tansiq heirs schema` prints the form of a line, docs/heirs.md says how it is
    read, examples/heirs holds cases with their answers. Without --at: today, or the day of the last event where that
    is later. Exit 0: answered, what was refused is part of it; exit 2: FILE cannot be read, with line and reason.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tansiq.config.settings")
    from tansiq.compartments.victims import events
    from tansiq.compartments.victims.replay import replay as replayed
    from tansiq.kernel import replays
    from tansiq.kernel.charter import queries

    moment = day_or_time(at) if at is not None else None
    try:
        charter = queries.named(code) if code else queries.current()
    except (queries.UnknownCode, queries.CharterError) as fault:
        cli.fail(fault, cli.UNREADABLE)
    try:
        lines = events.read_file(file, charter.jurisdiction.tz)
    except replays.UnreadableError as fault:
        if as_json:
            cli.print_object(fault.as_object(), as_json=True)
        cli.fail(fault, cli.UNREADABLE)
    found = replayed(lines, at=moment or _last_day(lines, charter.jurisdiction.tz), charter=charter)
    if as_json:
        cli.print_object(found.as_object(), as_json=True)
    else:
        _print(found, charter)


@heirs.command()
@click.option("--answer", "of_answer", is_flag=True, help="Of what `replay --json` prints instead.")
def schema(of_answer: bool) -> None:
    """Print the JSON Schema of one line of the file that `replay` reads, or of its answer."""
    import json

    from tansiq.compartments.victims import answer_schema, events

    told = answer_schema.schema() if of_answer else events.ADAPTER.json_schema()
    click.echo(json.dumps(told, indent=1, sort_keys=True))


def _last_day(lines: Sequence[Line], tz: Any) -> date:
    """Today in the charter's place, or the day of the last event where that is later."""
    return max([datetime.now(tz=UTC), *(line.at for line in lines)]).astimezone(tz).date()


def _print(found: Answer, charter: Any) -> None:
    """For people: a block for each right, in the language of `--lang`."""
    cli.start_django()
    from tansiq.compartments.victims import words

    for line in words.lines(found, charter, lang=os.environ.get("TANSIQ_LANG", "ar")):
        click.echo(line)
