"""The charter of this installation. The only module here that reads settings."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tansiq.kernel.charter import seal as seals
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.errors import BasisExpired, BelowFloor, CharterError, UnknownCode
from tansiq.kernel.charter.loading import load

__all__ = [
    "BasisExpired",
    "BelowFloor",
    "Charter",
    "CharterError",
    "UnknownCode",
    "current",
    "folder_of",
    "local_day",
    "named",
    "packs",
    "pins",
    "seal",
]


def current() -> Charter:
    """The charter that `TANSIQ_CHARTER` names, read once; raises UnknownCode or CharterError."""
    return named(settings.TANSIQ_CHARTER)


def named(code: str) -> Charter:
    """The charter of any pack of this installation, read once; a replay may ask for another one.

    Raises:
        UnknownCode: there is no pack of this code.
        CharterError: the pack cannot be used.
    """
    return _read(Path(settings.TANSIQ_CHARTER_DIR), code)


def packs() -> tuple[str, ...]:
    """Codes of the packs that lie in `TANSIQ_CHARTER_DIR`, in order."""
    return _packs(Path(settings.TANSIQ_CHARTER_DIR))


def folder_of(code: str) -> Path:
    """Where a pack of this installation lies; raises UnknownCode."""
    if code not in packs():
        raise UnknownCode("packs", code)
    return Path(settings.TANSIQ_CHARTER_DIR) / code


def pins() -> tuple[seals.Pinned, ...]:
    """The institutions whose signature counts here, from `TANSIQ_CHARTER_KEYS`; none where nothing is pinned."""
    return seals.read_pins(settings.TANSIQ_CHARTER_KEYS) if settings.TANSIQ_CHARTER_KEYS else ()


def seal() -> seals.Seal:
    """What the signatures under the charter of this installation are worth."""
    pack = current()
    code = pack.jurisdiction.code
    return seals.seal_of(seals.read(folder_of(code)), pins(), pack=code, digest=pack.fingerprint())


def local_day(moment: datetime) -> date:
    """The day that it is in the charter's own place."""
    return moment.astimezone(current().jurisdiction.tz).date()


def _packs(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in folder.glob("*/charter.yaml")))


@lru_cache(maxsize=8)
def _read(folder: Path, code: str) -> Charter:
    # Only a name that was found is joined to a path: the code may come from a command line.
    if code not in _packs(folder):
        raise UnknownCode("packs", code)
    return load(folder / code)
