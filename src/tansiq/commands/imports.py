"""`tansiq import`: published lists, and the confirmation of a staged version; contracts 5."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from tansiq import cli

if TYPE_CHECKING:
    from tansiq.exchange.actions import Outcome

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
place = click.Path(exists=True, path_type=Path)


@click.group("import")
def import_() -> None:
    """Published lists of persons: the first load applies, a later one waits for a person."""


def _read(read: Callable[..., Outcome], path: Path, *, as_json: bool) -> None:
    from tansiq.exchange.actions import IMPORTER
    from tansiq.exchange.formats.listing import ListError

    try:
        told = read(path, actor=IMPORTER, now=datetime.now(tz=UTC))
    except ListError as fault:
        cli.print_object({"file": str(path), "line": fault.line, "why": fault.why}, as_json=as_json)
        cli.fail(fault, cli.UNREADABLE)
    cli.print_object({**told}, as_json=as_json)


@import_.command()
@click.argument("file", type=place)
@as_json
def un(file: Path, as_json: bool) -> None:
    """The consolidated list of the UN Security Council, plain or .gz."""
    with cli.ready():
        from tansiq.exchange import actions

        _read(actions.import_un, file, as_json=as_json)


@import_.command()
@click.argument("folder", type=place)
@as_json
def ofac(folder: Path, as_json: bool) -> None:
    """The lists of the Office of Foreign Assets Control: a folder with the files as published, plain or .gz."""
    with cli.ready():
        from tansiq.exchange import actions

        _read(actions.import_ofac, folder, as_json=as_json)


@import_.command()
@click.argument("import_id", type=click.UUID, metavar="ID")
@click.option("--as", "handle", required=True, metavar="HANDLE", help="The list keeper who confirms.")
@as_json
def confirm(import_id: UUID, handle: str, as_json: bool) -> None:
    """Apply a staged version; what it closes is recalled."""
    with cli.ready():
        from tansiq.exchange import actions

        with cli.acting(handle, act="import confirm", as_json=as_json) as actor:
            told = actions.confirm_import(actor=actor, now=datetime.now(tz=UTC), import_id=import_id)
        cli.print_object({**told}, as_json=as_json)
