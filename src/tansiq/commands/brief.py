"""`tansiq brief verify`: whether a brief or a disclosure pack is what its manifest says; docs/exhibits.md."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from tansiq import cli
from tansiq.kernel.saying import gettext as _

MOST_BYTES = 200_000_000
KEY = re.compile(r"[0-9a-f]{64}")


@click.group()
def brief() -> None:
    """Briefs of evidence and disclosure packs."""


def _key(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not KEY.fullmatch(value):
        raise click.BadParameter(_("64 hexadecimal digits, in small letters"))
    return value


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            why = _("more than %(count)s bytes are no paper of a case") % {"count": MOST_BYTES}
            cli.fail(f"{file.name}: {why}", cli.UNREADABLE)
        return file.read_bytes()
    except OSError as fault:
        cli.fail(fault, cli.UNREADABLE)


@brief.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
@click.option("--key", "public_key", default="", metavar="HEX", callback=_key,
              help="The installation's public key, learnt elsewhere; else the manifest's own is believed.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def verify(files: tuple[Path, ...], public_key: str, as_json: bool) -> None:
    """Verify a brief by its manifest, its PDF and, where they are given, the chains of its exhibits, in any order.

    Needs no database and no account. Ends with 0 when all that was given is what the manifest says, with 1 when
    anything was changed, is missing or belongs to another brief, and with 2 when no manifest is among the files.
    """
    from tansiq.compartments.casework import brief_verification as verification

    read = [(file.name, _read(file)) for file in files]
    manifests = [raw for _name, raw in read if verification.is_manifest(raw)]
    if len(manifests) != 1:
        cli.fail(_("one manifest is needed, as the page of the brief gives it"), cli.UNREADABLE)
    others = [(name, raw) for name, raw in read if raw is not manifests[0]]
    found = verification.verify(manifests[0], others, public_key=public_key)
    cli.print_object(found.as_object(), as_json=as_json)
    if found.faults:
        sys.exit(cli.FAULT)
