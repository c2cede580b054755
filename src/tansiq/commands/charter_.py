"""`tansiq charter`: read a pack as the start would, sign it, and tell two of them apart; contracts 1."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tansiq import cli
from tansiq.kernel import saying

if TYPE_CHECKING:
    from tansiq.kernel.charter.seal import Seal

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
readable = click.Path(exists=True, dir_okay=False, path_type=Path)


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
            cli.fail(fault, cli.UNREADABLE)
        except queries.CharterError as fault:
            faults[pack] = str(fault)
            click.echo(f"{pack}: {saying.of(fault)}", err=True)
    cli.print_object({"packs": codes, "faults": faults}, as_json=as_json)
    if faults:
        raise SystemExit(cli.FAULT)


@contextmanager
def _readable() -> Iterator[None]:
    """What cannot be read ends the command in words."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tansiq.config.settings")
    from tansiq.kernel.charter.errors import CharterError, UnknownCode

    try:
        yield
    except (CharterError, UnknownCode, FileExistsError) as fault:
        cli.fail(fault, cli.UNREADABLE)


def _folder(code: str) -> Path:
    """A pack by its code, or the folder of one that lies elsewhere."""
    from tansiq.kernel.charter import queries

    return Path(code) if Path(code).is_dir() else queries.folder_of(code)


def _digest(folder: Path) -> str:
    from tansiq.kernel.charter.loading import load

    return load(folder).fingerprint()


@charter.command()
@click.argument("code")
@as_json
def digest(code: str, as_json: bool) -> None:
    """The digest of the pack CODE, over all its files: what institutions sign. Refuses one below the floors."""
    with _readable():
        from tansiq.kernel.charter.seal import short

        told = _digest(_folder(code))
    cli.print_object({"pack": Path(code).name, "digest": told, "short": short(told)}, as_json=as_json)


@charter.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="New file for the private key.")
@click.option("--as", "institution", required=True, metavar="INSTITUTION", help="Whose key it is.")
@click.option("--civil", is_flag=True, help="The institution is civil.")
@as_json
def keygen(out: Path, institution: str, civil: bool, as_json: bool) -> None:
    """Make a signing key for an institution and print the entry that installations pin."""
    with _readable():
        from tansiq.kernel.charter import seal

        key = seal.make_key(out)
    cli.print_object({"institution": institution, "civil": civil, "key": seal.public_hex(key)}, as_json=as_json)


@charter.command()
@click.argument("code")
@click.option("--as", "institution", required=True, metavar="INSTITUTION", help="The institution that signs.")
@click.option("--civil", is_flag=True, help="The institution is civil.")
@click.option("--key", "key_file", type=readable, required=True, help="Its private key.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the signature; today where none is given.")
@as_json
def sign(code: str, institution: str, civil: bool, key_file: Path, on: datetime | None, as_json: bool) -> None:
    """Sign the pack CODE as an institution; the signature is put beside its files. Refuses one below the floors."""
    with _readable():
        from tansiq.kernel.charter import seal

        folder = _folder(code)
        day = on.date() if on else datetime.now(tz=UTC).astimezone().date()  # where the institution is
        made = _signed(folder, institution, civil=civil, key_file=key_file, day=day)
        seal.write(folder, made)
    cli.print_object(asdict(made), as_json=as_json)


def _signed(folder: Path, institution: str, *, civil: bool, key_file: Path, day: date) -> Any:
    from tansiq.kernel.charter import seal

    return seal.sign(
        seal.read_key(key_file), pack=folder.name, digest=_digest(folder), institution=institution, civil=civil,
        signed_on=day,
    )  # fmt: skip


@charter.command()
@click.argument("code")
@click.option("--keys", type=readable, help="Pinned keys; those of TANSIQ_CHARTER_KEYS where none are given.")
@as_json
def verify(code: str, keys: Path | None, as_json: bool) -> None:
    """Say what the signatures under the pack CODE are worth here; ends with 1 unless two institutions signed it."""
    with _readable():
        from tansiq.kernel.charter import queries, seal

        folder = _folder(code)
        pins = seal.read_pins(keys) if keys else queries.pins()
        found = seal.seal_of(seal.read(folder), pins, pack=folder.name, digest=_digest(folder))
    cli.print_object(_told(folder.name, found), as_json=as_json)
    if found.state != "sealed":
        raise SystemExit(cli.FAULT)


def _told(pack: str, found: Seal) -> dict[str, Any]:
    faults = [{"institution": institution, "code": code} for institution, code in found.faults]
    return {"pack": pack, "state": found.state, "signers": [asdict(one) for one in found.signers], "faults": faults}


@charter.command()
@click.argument("old")
@click.argument("new")
@as_json
def diff(old: str, new: str, as_json: bool) -> None:
    """What changed from the pack OLD to the pack NEW, each a code or a folder: rows added, changed, removed."""
    with _readable():
        from tansiq.kernel.charter.difference import between
        from tansiq.kernel.charter.loading import texts_of

        changes = between(texts_of(_folder(old)), texts_of(_folder(new)))
    cli.start_django()
    from tansiq.kernel.packs import words

    told = [
        {"kind": one.kind, "list": one.where, "code": one.code, "fields": one.fields, **words.in_both(one)}
        for one in changes
    ]
    if as_json:
        cli.print_object({"changes": told}, as_json=True)
        return
    for row in told:
        click.echo(f"{row['ar']}\n{row['en']}")
