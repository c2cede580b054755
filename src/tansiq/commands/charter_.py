"""`tansiq charter check`: read a pack as the start would; contracts 1."""

from __future__ import annotations

import os

import click

from tansiq import cli


@click.group()
def charter() -> None:
    """The law as dated data."""


@charter.command()
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def check(code: str | None, as_json: bool) -> None:
    """Read the pack CODE, or every pack, and say where one is wrong. Needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tansiq.config.settings")
    from tansiq.kernel.charter import queries

    faults: dict[str, str] = {}
    codes = [code] if code else list(queries.packs())
    for pack in codes:
        try:
            queries.named(pack)
        except queries.UnknownCode as fault:
            cli.fail(str(fault), cli.UNREADABLE)
        except queries.CharterError as fault:
            faults[pack] = str(fault)
            click.echo(f"{pack}: {fault}", err=True)
    cli.print_object({"packs": codes, "faults": faults}, as_json=as_json)
    if faults:
        raise SystemExit(cli.FAULT)
