"""`tansiq exhibits`: the chain of custody of an exhibit as a file, and whether it is whole; docs/exhibits.md."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from tansiq import cli
from tansiq.kernel.saying import gettext as _

MOST_BYTES = 50_000_000
KEY = re.compile(r"[0-9a-f]{64}")


@click.group()
def exhibits() -> None:
    """Exhibits and the hands in which they are."""


@exhibits.command("export")
@click.argument("number")
@click.option("--as", "handle", default="", metavar="HANDLE", help="As this member, with what he sees.")
def export_(number: str, handle: str) -> None:
    """Write the chain of custody of the exhibit NUMBER to standard output.

    Without a name the installation itself carries it out, for whoever runs it; either way the log says so.
    """
    with cli.ready():
        raw = _as_member(number, handle) if handle else _as_installation(number)
    sys.stdout.buffer.write(raw)


def _as_member(number: str, handle: str) -> bytes:
    from tansiq.compartments.casework import queries

    with cli.acting(handle, act="exhibits export", as_json=True) as actor:
        return queries.chain_file(actor=actor, now=datetime.now(tz=UTC), number=number)


def _as_installation(number: str) -> bytes:
    """Under the system actor `exhibits`, which sees chains and nothing else of a case."""
    from tansiq.compartments.casework import queries
    from tansiq.desk import refusals
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as
    from tansiq.kernel.problems import Problem

    actor, now = system_actor("exhibits"), datetime.now(tz=UTC)
    with acting_as(actor):
        try:
            return queries.chain_file(actor=actor, now=now, number=number)
        except Problem as problem:
            refusals.record(problem, actor=actor, at=now, act="tansiq exhibits export")
            cli.print_object(problem.as_object(), as_json=True)
            sys.exit(cli.REFUSED)


def _key(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not KEY.fullmatch(value):
        raise click.BadParameter(_("64 hexadecimal digits, in small letters"))
    return value


@exhibits.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", "public_key", default="", metavar="HEX", callback=_key,
              help="The installation's public key, learnt elsewhere; else the file's own is believed.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def verify(file: Path, public_key: str, as_json: bool) -> None:
    """Verify the chain of custody in FILE. Needs no database and no account.

    Ends with 0 when it is whole, declared gaps included, and with 1 when anything in it was damaged.
    """
    from tansiq.compartments.casework.verification import verify as verified

    try:
        if file.stat().st_size > MOST_BYTES:
            why = _("more than %(count)s bytes are no chain of one exhibit") % {"count": MOST_BYTES}
            cli.fail(f"{file.name}: {why}", cli.UNREADABLE)
        raw = file.read_bytes()
    except OSError as fault:
        cli.fail(fault, cli.UNREADABLE)
    found = verified(raw, public_key=public_key)
    cli.print_object(found.as_object(), as_json=as_json)
    if found.faults:
        sys.exit(cli.FAULT)
