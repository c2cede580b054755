"""Taking a base backup of the running embedded server."""

from __future__ import annotations

import io
import secrets
import tarfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from tansiq.kernel import postgres
from tansiq.kernel.backup import sealed, store
from tansiq.kernel.backup.errors import BackupRefused, Words
from tansiq.kernel.backup.errors import gettext_noop as _

HAND_OVER_SECONDS = 60.0


def connect(server: postgres.Server, database: str = "postgres") -> psycopg.Connection[Any]:
    """A connection of the superuser to an embedded server, by its socket."""
    return psycopg.connect(host=str(server.socket), user=postgres.SUPERUSER, dbname=database, autocommit=True)


def _one(connection: psycopg.Connection[Any], query: str) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def _archive(server: postgres.Server) -> Iterator[bytes]:
    """The data folder as a tar, with all of the log that makes it consistent."""
    line = ("-h", str(server.socket), "-U", postgres.SUPERUSER, "-D", "-", "-F", "tar", "-X", "fetch", "-c", "fast")
    with server.popen("pg_basebackup", *line) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while chunk := process.stdout.read(store.READ_BYTES):
            yield chunk
        said = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        raise BackupRefused("BACKUP_FAILED", Words(_("pg_basebackup: %(said)s"), said=said))


def _keys(data_dir: Path) -> bytes:
    """The folder of sealed keys as a tar: without it no digest, second factor or signature of a restore works."""
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w") as archive:
        for path in sorted((data_dir / "keys").glob("*")):
            archive.add(path, arcname=path.name, recursive=False)
    return kept.getvalue()


def take(server: postgres.Server, data_dir: Path, place: Path, key: bytes) -> store.BaseSet:
    """Take a set, and hand over the log up to its end.

    Raises:
        BackupRefused: BACKUP_FAILED, the server gave none.
    """
    started = datetime.now(tz=UTC)
    name = f"base-{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    (place / name).mkdir(mode=0o700)
    with connect(server) as connection:
        first = _one(connection, "SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
        version = _one(connection, "SHOW server_version")
    database = sealed.write(
        place / name / f"database{sealed.SUFFIX}", _archive(server), key=key, name=f"{name}/database"
    )
    folder = sealed.write(place / name / f"keys{sealed.SUFFIX}", [_keys(data_dir)], key=key, name=f"{name}/keys")
    found = store.BaseSet(
        name=name, started_at=started.isoformat(), finished_at=datetime.now(tz=UTC).isoformat(), first_piece=first,
        server_version=version, database=database, keys=folder,
    )  # fmt: skip
    store.seal_set(place, found, key)
    return found


def is_archiving(server: postgres.Server) -> bool:
    """Whether the server hands its log over."""
    with connect(server) as connection:
        return bool(_one(connection, "SHOW archive_mode") == "on")


def hand_over(server: postgres.Server) -> None:
    """Make the server end its piece of the log now and hand it over, with a mark of this moment at its end.

    Raises:
        BackupRefused: BACKUP_FAILED, it was not handed over within a minute.
    """
    with connect(server) as connection:
        # A commit with this moment in it: a restore to any moment before it finds its end.
        connection.execute("SELECT pg_logical_emit_message(true, 'tansiq', 'backup')")
        last = _one(connection, "SELECT pg_walfile_name(pg_switch_wal())")
        end = time.monotonic() + HAND_OVER_SECONDS
        while time.monotonic() < end:
            if (_one(connection, "SELECT last_archived_wal FROM pg_stat_archiver") or "") >= last:
                return
            time.sleep(0.1)
    words = _("piece %(piece)s of the log was not handed over: see %(log)s")
    raise BackupRefused("BACKUP_FAILED", Words(words, piece=last, log=server.root / "server.log"))
