"""What the charter refuses."""

from __future__ import annotations

from datetime import date


class CharterError(ValueError):
    """A pack cannot be used: the start stops, and the message says where to mend it.

    Args:
        file: name of the file inside the pack, or the pack's folder.
        row: number and code of the row as written, "" when the whole file is meant.
        field: name of the field, "" when the whole row is meant.
        why: what is wrong, in words.
    """

    def __init__(self, *, file: str, row: str = "", field: str = "", why: str) -> None:
        self.file, self.row, self.field, self.why = file, row, field, why
        place = [file, f"row {row}" if row else "", f"field {field}" if field else ""]
        super().__init__(f"{', '.join(part for part in place if part)}: {why}")


class BelowFloor(CharterError):
    """A pack asks for less than the code guarantees in every jurisdiction."""


class UnknownCode(LookupError):
    """The charter has no row of this code, or none on the day it was asked for."""

    def __init__(self, vocabulary: str, code: str, on: date | None = None) -> None:
        self.vocabulary, self.code, self.on = vocabulary, code, on
        super().__init__(f"no {code!r} in {vocabulary}" + (f" on {on}" if on else ""))


class BasisExpired(LookupError):
    """The legal basis exists, but was not in force on the day; callers answer with `BASIS_EXPIRED`."""

    code = "BASIS_EXPIRED"

    def __init__(self, basis: str, on: date) -> None:
        self.basis, self.on = basis, on
        super().__init__(f"legal basis {basis!r} is not in force on {on}")
