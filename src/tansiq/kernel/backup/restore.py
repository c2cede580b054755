"""Rebuilding an installation from a set and the pieces of the log, as it was at a moment."""

from __future__ import annotations

import io
import os
import pwd
import shutil
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NoReturn, cast

import psycopg

from tansiq.kernel import postgres
from tansiq.kernel.backup import base, sealed, store
from tansiq.kernel.backup.errors import BackupRefused, Words
from tansiq.kernel.backup.errors import gettext_noop as _

REPLAY_SECONDS = 24 * 3600
ENDS_EARLIER = "recovery ended before configured recovery target was reached"


@dataclass(frozen=True)
class Restored:
    """What a restore gave: from which set, and the last transaction that it holds."""

    name: str
    last_transaction_at: datetime | None


class _Reader(io.RawIOBase):
    """A stream of chunks as a file that is read once."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = chunk
        taken = self._left[: len(buffer)]
        buffer[: len(taken)], self._left = taken, self._left[len(taken) :]
        return len(taken)


def _choose(found: list[store.BaseSet], at: datetime | None) -> store.BaseSet:
    fitting = [one for one in found if at is None or one.finished <= at]
    if not fitting:
        if at is None:
            raise BackupRefused(
                "BACKUP_NO_SET", Words(_("there is no complete set: `tansiq backup list` shows what there is"))
            )
        words = _("no complete set ends before %(at)s: `tansiq backup list` shows what there is")
        raise BackupRefused("BACKUP_NO_SET", Words(words, at=at.isoformat()))
    return fitting[-1]


def _require_empty(target: Path, place: Path) -> None:
    if target.exists() and any(target.iterdir()):
        words = _("%(folder)s is not empty: a restore never overwrites anything")
        raise BackupRefused("BACKUP_NOT_EMPTY", Words(words, folder=target))
    if target.resolve().is_relative_to(place.resolve()):
        words = _("%(folder)s lies among the backups: restore to a folder elsewhere")
        raise BackupRefused("BACKUP_PLACE", Words(words, folder=target))


def _extract(path: Path, target: Path, *, key: bytes, name: str) -> None:
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    chunks = sealed.read(path, key=key, name=name)
    with tarfile.open(fileobj=cast("BinaryIO", io.BufferedReader(_Reader(chunks))), mode="r|") as archive:
        archive.extractall(target, filter="data")
    for _rest in chunks:  # to the end, so that a file that was cut off is noticed
        pass


def _unseal_log(place: Path, first: str, target: Path, key: bytes) -> None:
    """The pieces that the set may need, in plain, for as long as the replay takes."""
    target.mkdir(mode=0o700)
    for name in store.pieces(place):
        found = store.PIECE.fullmatch(name)
        if name.endswith(".history") or (found and found["place"] >= first[8:]):
            with (target / name).open("wb") as handle:
                sealed.digest(store.piece_path(place, name), key=key, name=f"wal/{name}", sink=handle.write)


def _give_to(user: str | None, *folders: Path) -> None:
    if user is None:
        return
    owner = pwd.getpwnam(user)
    for folder in folders:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


def _settings(log: Path, at: datetime | None) -> str:
    if "'" in str(log) or '"' in str(log):
        words = _("%(folder)s holds a quotation mark: restore to a folder without one")
        raise BackupRefused("BACKUP_PLACE", Words(words, folder=log))
    lines = [f'restore_command = \'cp "{log}/%f" "%p"\'', "recovery_target_action = 'promote'"]
    if at:
        lines.append(f"recovery_target_time = '{at.astimezone(UTC).isoformat()}'")
    return "\n" + "\n".join(lines) + "\n"


def _replay(server: postgres.Server, at: datetime | None) -> datetime | None:
    """Start, replay to the moment, end the recovery, stop. Returns when the last transaction was committed."""
    if postgres.start_once(server, seconds=REPLAY_SECONDS).returncode:
        _tell_why(server, at)
    try:
        end = time.monotonic() + REPLAY_SECONDS
        while True:
            try:
                with base.connect(server) as connection:
                    found = connection.execute("SELECT pg_is_in_recovery(), pg_last_xact_replay_timestamp()").fetchone()
            except psycopg.OperationalError:
                _tell_why(server, at)
            if found and not found[0]:
                return cast("datetime | None", found[1])
            if time.monotonic() > end:
                words = _("the replay takes more than a day: see %(log)s")
                raise BackupRefused("BACKUP_FAILED", Words(words, log=server.root / "server.log"))
            time.sleep(0.1)
    finally:
        postgres.stop(server)


def _tell_why(server: postgres.Server, at: datetime | None) -> NoReturn:
    log = (server.root / "server.log").read_text(errors="replace")
    if ENDS_EARLIER in log and at:
        words = _("the backup holds nothing as late as %(at)s")
        raise BackupRefused("BACKUP_ENDS_EARLIER", Words(words, at=at.isoformat()))
    raise BackupRefused("BACKUP_FAILED", Words(_("the server does not recover: %(said)s"), said=log[-2000:]))


def restore(place: Path, target: Path, *, at: datetime | None = None) -> Restored:
    """Rebuild a data directory in an empty folder.

    Args:
        at: the moment, timezone-aware: what was committed up to it is there, what came after is not. None: the end.

    Raises:
        KeyFault: the master key is missing or misplaced.
        BackupRefused: BACKUP_NOT_EMPTY, BACKUP_PLACE, BACKUP_NO_SET, BACKUP_ENDS_EARLIER, BACKUP_UNREADABLE,
            BACKUP_FAILED. What was restored so far is removed.
    """
    _require_empty(target, place)
    key = store.backup_key(target)
    chosen = _choose(store.sets(place, key), at)
    server = postgres.server(target)
    try:
        return _restore(place, target, server, chosen, at=at, key=key)
    except BaseException:
        shutil.rmtree(server.root, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        raise


def _restore(
    place: Path, target: Path, server: postgres.Server, chosen: store.BaseSet, *, at: datetime | None, key: bytes
) -> Restored:
    data, log = server.root / "data", server.root / "replay"
    _extract(place / chosen.name / f"database{sealed.SUFFIX}", data, key=key, name=f"{chosen.name}/database")
    data.chmod(0o700)
    _extract(place / chosen.name / f"keys{sealed.SUFFIX}", target / "keys", key=key, name=f"{chosen.name}/keys")
    _unseal_log(place, chosen.first_piece, log, key)
    settings = data / "postgresql.auto.conf"
    before = settings.read_text()
    settings.write_text(before + _settings(log, at))
    (data / "recovery.signal").touch()
    _give_to(server.user, data, log)
    last = _replay(server, at)
    settings.write_text(before)
    shutil.rmtree(log)
    return Restored(chosen.name, last)
