"""`tansiq custody replay`: detentions from a file of events; contracts 7. Needs no database and no account."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tansiq import cli
from tansiq.commands.moments import day_or_time


@click.group()
def custody() -> None:
    """The register of people deprived of their liberty."""


@custody.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--at", required=True, metavar="TIME", help="2026-11-24 (its whole day) or 2026-11-24T03:12+03:00.")
@click.option("--charter", "code", default=None, metavar="CODE", help="Charter pack, such as yem or irq.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def replay(file: Path, at: str, code: str | None, as_json: bool) -> None:
    """Print, for everybody in FILE, every clock, what it runs on, what is late, who is told, what is quarantined."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tansiq.config.settings")
    from tansiq.compartments.custody import events
    from tansiq.compartments.custody.replay import replay as replayed
    from tansiq.kernel.charter import queries

    try:
        charter = queries.named(code) if code else queries.current()
    except (queries.UnknownCode, queries.CharterError) as fault:
        cli.fail(fault, cli.UNREADABLE)
    now = _moment(at, charter.jurisdiction.tz)
    try:
        lines = events.read_file(file, charter.jurisdiction.tz)
    except events.UnreadableError as fault:
        if as_json:
            cli.print_object(fault.as_object(), as_json=True)
        cli.fail(fault, cli.UNREADABLE)
    found = replayed(lines, now=now, charter=charter)
    if as_json:
        cli.print_object(found, as_json=True)
    else:
        _print(found, charter)


@custody.command()
def schema() -> None:
    """Print the JSON Schema of one line of the file that `replay` reads."""
    import json

    from tansiq.compartments.custody import events

    click.echo(json.dumps(events.ADAPTER.json_schema(), indent=1, sort_keys=True))


def _moment(text: str, tz: Any) -> datetime:
    from tansiq.compartments.custody import events

    return events.end_of(day_or_time(text), tz)


def _print(found: dict[str, Any], charter: Any) -> None:
    """For people: a block for each person, in the language of `--lang`."""
    from tansiq.compartments.custody import words

    cli.start_django()
    for line in words.lines(found, charter, lang=os.environ.get("TANSIQ_LANG", "ar")):
        click.echo(line)
