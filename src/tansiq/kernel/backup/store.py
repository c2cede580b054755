"""What lies in the backup folder: sets and pieces of the log; handing pieces over, listing and verifying."""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tansiq.kernel import keys, postgres
from tansiq.kernel.backup import sealed
from tansiq.kernel.backup.errors import BackupRefused, Words
from tansiq.kernel.backup.errors import gettext_noop as _

SET = re.compile(r"base-\d{8}T\d{6}Z-[0-9a-f]{4}")
PIECE = re.compile(r"(?P<timeline>[0-9A-F]{8})(?P<place>[0-9A-F]{16})")
HANDED_OVER = re.compile(r"[0-9A-F]{24}(\.[0-9A-F]{8}\.backup)?|[0-9A-F]{8}\.history")
PIECES_A_FILE = 256  # of 16 MB each in one "log file" of 4 GB: how PostgreSQL numbers them
READ_BYTES = 1 << 20


@dataclass(frozen=True)
class BaseSet:
    """One base backup.

    Attributes:
        name: its folder.
        finished_at: from this moment on it can be restored to any moment that the pieces reach.
        first_piece: the piece of the log that a restore begins with.
        database, keys: SHA-256 of the two archives, in hex.
    """

    name: str
    started_at: str
    finished_at: str
    first_piece: str
    server_version: str
    database: str
    keys: str

    @property
    def finished(self) -> datetime:
        """When it was whole."""
        return datetime.fromisoformat(self.finished_at)


def backup_key(data_dir: Path) -> bytes:
    """The key of all backups, from the master key.

    Raises:
        KeyFault: the master key is missing or misplaced.
    """
    if not keys.key_file().exists():
        raise keys.KeyFault(f"the master key {keys.key_file()} is missing: put it back, or set TANSIQ_KEY_FILE")
    return keys.derived(data_dir, "backup")


def require_place(place: Path | None, data_dir: Path) -> Path:
    """The backup folder, made where it is new.

    Raises:
        BackupRefused: BACKUP_PLACE, it is not set, or it lies with what it backs up, or with the key.
    """
    if place is None:
        raise BackupRefused("BACKUP_PLACE", Words(_("set TANSIQ_BACKUP_DIR to a folder on another disk")))
    chosen, root = place.resolve(), (data_dir / "postgres").resolve()
    for other in (data_dir.resolve(), root):
        if chosen.is_relative_to(other) or other.is_relative_to(chosen):  # rule: E40
            words = _("%(folder)s lies with the data in %(data)s: choose a folder elsewhere")
            raise BackupRefused("BACKUP_PLACE", Words(words, folder=place, data=other))
    if keys.key_file().resolve().is_relative_to(chosen):  # rule: E40
        words = _("the master key %(key)s lies in %(folder)s: move it away")
        raise BackupRefused("BACKUP_PLACE", Words(words, key=keys.key_file(), folder=place))
    (place / "wal").mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def seal_set(place: Path, found: BaseSet, key: bytes) -> None:
    """Write what the set is; a set without it was cut short and counts for nothing."""
    text = json.dumps(asdict(found)).encode()
    sealed.write(place / found.name / f"set{sealed.SUFFIX}", [text], key=key, name=f"{found.name}/set")


def sets(place: Path, key: bytes) -> list[BaseSet]:
    """All complete sets, oldest first.

    Raises:
        BackupRefused: BACKUP_UNREADABLE.
    """
    found = []
    for folder in sorted(place.glob("base-*")):
        told = folder / f"set{sealed.SUFFIX}"
        if SET.fullmatch(folder.name) and told.exists():
            found.append(BaseSet(**json.loads(sealed.whole(told, key=key, name=f"{folder.name}/set"))))
    return sorted(found, key=lambda one: one.finished)


def pieces(place: Path) -> list[str]:
    """Names of the pieces of the log that were handed over, and of the histories of their timelines."""
    names = (path.name.removesuffix(sealed.SUFFIX) for path in (place / "wal").glob(f"*{sealed.SUFFIX}"))
    return sorted(name for name in names if HANDED_OVER.fullmatch(name))


def piece_path(place: Path, name: str) -> Path:
    """Where a piece of the log lies, sealed."""
    return place / "wal" / f"{name}{sealed.SUFFIX}"


def _chunks(path: Path) -> Iterator[bytes]:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as handle:
        while chunk := handle.read(READ_BYTES):
            yield chunk


def ship(server: postgres.Server, place: Path, key: bytes) -> list[str]:
    """Seal the pieces that the server has handed over, and remove them from its side.

    Returns:
        Names of the pieces that are now in the backup folder. May be repeated and run twice at once.

    Raises:
        BackupRefused: BACKUP_CLASH, another piece of the same name is there: another server uses the folder.
    """
    spool, done = server.root / postgres.SPOOL, []
    if not spool.exists():
        return []
    with (server.root / "ship.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for path in sorted(one for one in spool.iterdir() if HANDED_OVER.fullmatch(one.name)):
            _ship_one(path, piece_path(place, path.name), key)
            path.unlink()
            done.append(path.name)
    return done


def _ship_one(path: Path, kept: Path, key: bytes) -> None:
    name = f"wal/{path.name}"
    if not kept.exists():
        sealed.write(kept, _chunks(path), key=key, name=name)
        return
    # A server that was killed hands its last piece over once more.
    known = b"".join(_chunks(path)) == sealed.whole(kept, key=key, name=name)
    if not known:
        words = _("%(file)s is another piece of the same name: two servers use this folder. Give each its own.")
        raise BackupRefused("BACKUP_CLASH", Words(words, file=kept))


def gaps(names: list[str], first: str) -> list[str]:
    """The pieces that are missing between the first that is needed and the last that is there, on each timeline."""
    by_timeline: dict[str, list[int]] = {}
    for name in names:
        found = PIECE.fullmatch(name)
        if found:
            by_timeline.setdefault(found["timeline"], []).append(_number(found["place"]))
    missing = []
    for timeline, numbers in sorted(by_timeline.items()):
        start = _number(first[8:]) if timeline == first[:8] else min(numbers)
        there = {number for number in numbers if number >= start}
        if there:
            missing += [_name(timeline, n) for n in range(start, max(there)) if n not in there]
    return missing


def _number(place: str) -> int:
    return int(place[:8], 16) * PIECES_A_FILE + int(place[8:], 16)


def _name(timeline: str, number: int) -> str:
    return f"{timeline}{number // PIECES_A_FILE:08X}{number % PIECES_A_FILE:08X}"


def verify(place: Path, key: bytes) -> list[Words]:
    """Open everything, write nothing. Returns the faults, each in words; none where all is whole."""
    faults: list[Words] = []
    found = sets(place, key)
    if not found:
        faults.append(Words(_("there is no complete set")))
    for one in found:
        for part, wanted in (("database", one.database), ("keys", one.keys)):
            path = place / one.name / f"{part}{sealed.SUFFIX}"
            faults += _fault_of(path, f"{one.name}/{part}", key, wanted)
    names = pieces(place)
    for name in names:
        faults += _fault_of(piece_path(place, name), f"wal/{name}", key, None)
    if found:
        missing = _("piece %(piece)s of the log is missing")
        faults += [Words(missing, piece=name) for name in gaps(names, found[0].first_piece)]
    return faults


def _fault_of(path: Path, name: str, key: bytes, wanted: str | None) -> list[Words]:
    try:
        told = sealed.digest(path, key=key, name=name)
    except BackupRefused as fault:
        return [fault.words]
    if wanted in (None, told):
        return []
    return [Words(_("%(file)s is not the archive that its set names"), file=path)]


def prune(place: Path, key: bytes, *, keep: int) -> list[str]:
    """Remove all but the newest sets, and the pieces that only those needed. Returns what was removed."""
    found = sets(place, key)
    removed: list[str] = []
    for one in found[:-keep]:
        for path in (place / one.name).iterdir():
            path.unlink()
        (place / one.name).rmdir()
        removed.append(one.name)
    if found[:-keep]:
        oldest = found[-keep].first_piece
        for name in pieces(place):
            if PIECE.match(name) and name[8:24] < oldest[8:24]:
                piece_path(place, name).unlink()
                removed.append(name)
    return removed
