"""`tansiq backup`: sealed backups of the embedded server, and restores to a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from tansiq import cli
from tansiq.commands import spoken
from tansiq.config import environment
from tansiq.kernel import postgres
from tansiq.kernel.backup import base, restore, store
from tansiq.kernel.backup.errors import BackupRefused, Words
from tansiq.kernel.backup.errors import gettext_noop as _

as_json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")


@contextmanager
def refusing(*, as_json: bool) -> Iterator[None]:
    """A refusal is printed with its code, and ends with 3."""
    try:
        yield
    except BackupRefused as refused:
        spoken.tell({"code": refused.code, "title": refused.words}, as_json=as_json)
        raise SystemExit(cli.REFUSED) from refused


def _answered(command: Callable[..., None]) -> Callable[..., None]:
    @wraps(command)
    def run(*, as_json: bool, **options: Any) -> None:
        with refusing(as_json=as_json):
            command(as_json=as_json, **options)

    return run


def _place() -> Path:
    return store.require_place(environment.backup_dir(), environment.data_dir())


def _require_embedded() -> None:
    if not environment.is_embedded():
        words = _(
            "TANSIQ_DATABASE_URL names a server that is run by itself: back it up there, with its own archive of the"
            " log (docs/deploy.md, 8). This command backs up the embedded server."
        )
        raise BackupRefused("BACKUP_BY_THE_SERVER", Words(words))


@contextmanager
def _running() -> Iterator[postgres.Server]:
    _require_embedded()
    with cli.database() as server:
        assert server is not None
        yield server


@click.group()
def backup() -> None:
    """Sealed backups of the embedded server, in TANSIQ_BACKUP_DIR; a restore to any moment."""


@backup.command("now")
@click.option("--keep", type=click.IntRange(1), help="Remove all but so many sets, and the log that only those needed.")
@as_json_option
@_answered
def now(*, keep: int | None, as_json: bool) -> None:
    """Take a set, and seal what the server has handed over of its log."""
    place = _place()
    with _running() as server:
        key = store.backup_key(environment.data_dir())
        found = base.take(server, environment.data_dir(), place, key)
        archiving = base.is_archiving(server)
        if archiving:
            base.hand_over(server)
        shipped = store.ship(server, place, key)
        removed = store.prune(place, key, keep=keep) if keep else []
    told = {"set": found.name, "finished_at": found.finished_at, "pieces": len(shipped), "removed": removed}
    spoken.tell(told | {"log_is_kept": archiving}, as_json=as_json)
    if not archiving:
        words = _("the server was started without TANSIQ_BACKUP_DIR: start it again to keep its log")
        click.echo(spoken.gettext(words), err=True)


@backup.command("ship")
@as_json_option
@_answered
def ship(*, as_json: bool) -> None:
    """Seal the log up to this moment; `tansiq worker` does it each minute."""
    place = _place()
    with _running() as server:
        if base.is_archiving(server):
            base.hand_over(server)
        shipped = store.ship(server, place, store.backup_key(environment.data_dir()))
    spoken.tell({"pieces": shipped}, as_json=as_json)


@backup.command("list")
@as_json_option
@_answered
def list_(*, as_json: bool) -> None:
    """The sets, oldest first, and how many pieces of the log there are."""
    place = _place()
    found = [asdict(one) for one in store.sets(place, store.backup_key(environment.data_dir()))]
    kept = ("name", "finished_at", "first_piece", "server_version")
    told = {"sets": [{name: one[name] for name in kept} for one in found], "pieces": len(store.pieces(place))}
    spoken.tell(told, as_json=as_json)


@backup.command("verify")
@as_json_option
@_answered
def verify(*, as_json: bool) -> None:
    """Open every set and every piece, and look for gaps; ends with 1 where something is wrong."""
    place = _place()
    key = store.backup_key(environment.data_dir())
    faults = store.verify(place, key)
    told = {"sets": len(store.sets(place, key)), "pieces": len(store.pieces(place)), "faults": faults}
    spoken.tell(told, as_json=as_json)
    if faults:
        raise SystemExit(cli.FAULT)


def _moment(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError as fault:
        raise click.BadParameter(spoken.gettext("write it as 2026-11-25T03:12:00+03:00")) from fault
    if found.tzinfo is None:
        raise click.BadParameter(spoken.gettext("say the zone as well: 2026-11-25T03:12:00+03:00"))
    return found


@backup.command("restore")
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="An empty folder.")
@click.option("--at", callback=_moment, help="The moment: 2026-11-25T03:12:00+03:00. Without it, the end.")
@as_json_option
@_answered
def restore_(*, target: Path, at: datetime | None, as_json: bool) -> None:
    """Rebuild a data directory as it was at a moment; nothing that exists is touched."""
    found = restore.restore(_place(), target.absolute(), at=at)
    last = found.last_transaction_at
    told = {"to": str(target.absolute()), "set": found.name, "last_transaction_at": last and last.isoformat()}
    spoken.tell(told, as_json=as_json)
