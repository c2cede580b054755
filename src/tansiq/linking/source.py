"""The records of a file, checked line by line; whatever cannot be read is told by line and column."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tansiq.names import fold

KINDS: Final = (".parquet", ".csv")
PARTS: Final = ("ism", "father", "grandfather", "family")
KNOWN: Final = frozenset(
    {"unique_id", "agency", "script", "name", *PARTS, "sex", "by", "born", "gov", "doc", "mother"}
)  # fmt: skip
_SEXES: Final = {
    **dict.fromkeys(("m", "male", "ذكر"), "m"),
    **dict.fromkeys(("f", "female", "انثي"), "f"),
    **dict.fromkeys(("", "u", "unknown"), ""),
}
_BORN: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_WHOLE: Final = re.compile(r"\d{4}(?:\.0+)?")
_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_DAYS: Final = 31
_MONTHS: Final = 12
_READ_AT_ONCE: Final = 50_000


class UnreadableError(Exception):
    """A file that cannot be read: where, and why."""

    def __init__(self, file: Path, why: str, *, line: int | None = None, column: str = "") -> None:
        place = ", ".join([f"line {line}"] * (line is not None) + [f"column {column}"] * bool(column))
        super().__init__(f"{file}: {place + ': ' if place else ''}{why}")
        self.file, self.line, self.column, self.why = file, line, column, why

    def as_object(self) -> dict[str, Any]:
        """What a program is told."""
        return {"file": str(self.file), "line": self.line, "column": self.column or None, "why": self.why}


class Record(NamedTuple):
    """One record as linkage reads it; whatever is not known is empty or None.

    `parts` are ism, father, grandfather and family where the source keeps them apart, else `name` is whole.
    `day` is month * 100 + day, None where it is not known; 1 January counts as not known, because agencies write it
    for "year known only". `doc` is one document number, or a hash of it; numbers of two kinds are not compared.
    """

    id: str
    agency: str
    name: str = ""
    parts: tuple[str, str, str, str] = ("", "", "", "")
    sex: str = ""
    year: int | None = None
    day: int | None = None
    gov: str = ""
    doc: str = ""
    mother: str = ""
    doc_kind: str = ""


def read_file(path: Path) -> tuple[list[Record], list[str]]:
    """All records of a .parquet or .csv file, and the names of columns that were not looked at.

    Columns: `unique_id` and `agency` (required), `name` or any of `ism`, `father`, `grandfather`, `family`; and where
    there are any, `sex`, `by` (year of birth) or `born` (1999, 1999-05, 1999-05-03), `gov`, `doc`, `mother`.

    Raises:
        UnreadableError: another kind of file, a missing column, a broken line, a value that is none, an id twice.
    """
    if path.suffix not in KINDS:
        raise UnreadableError(path, f"{path.suffix or 'no ending'!r} is neither .parquet nor .csv")
    columns, rows = _csv(path) if path.suffix == ".csv" else _parquet(path)
    for column in ("unique_id", "agency"):
        if column not in columns:
            why = "there is no such column; the first line names the columns, with commas between them"
            raise UnreadableError(path, why, column=column)
    if not {"name", *PARTS} & set(columns):
        raise UnreadableError(path, "there is no such column, and no part of a name either", column="name")
    seen: set[str] = set()
    records = []
    for line, row in rows:
        record = _record(row, path, line)
        if record.id in seen:
            raise UnreadableError(path, f"{record.id!r} stands twice", line=line, column="unique_id")
        seen.add(record.id)
        records.append(record)
    return records, [column for column in columns if column not in KNOWN]


def _csv(path: Path) -> tuple[list[str], Iterator[tuple[int, dict[str, Any]]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            columns = next(csv.reader(file), [])
    except UnicodeDecodeError as fault:
        raise _not_utf8(path) from fault
    except (OSError, csv.Error) as fault:
        raise UnreadableError(path, str(fault), line=1) from fault
    if len(set(columns)) < len(columns):
        raise UnreadableError(path, "two columns have one name", line=1)
    return columns, _csv_rows(path, columns)


def _csv_rows(path: Path, columns: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            next(reader)
            for values in reader:
                line = reader.line_num
                if not values:
                    continue
                if len(values) != len(columns):
                    raise UnreadableError(path, f"{len(values)} values for {len(columns)} columns", line=line)
                yield line, dict(zip(columns, values, strict=True))
    except UnicodeDecodeError as fault:
        raise _not_utf8(path) from fault
    except csv.Error as fault:
        raise UnreadableError(path, str(fault), line=line + 1) from fault


def _not_utf8(path: Path) -> UnreadableError:
    """Text is decoded in pieces, so the line has to be looked for."""
    with path.open("rb") as file:
        for line, text in enumerate(file, 1):
            try:
                text.decode()
            except UnicodeDecodeError:
                return UnreadableError(path, "it is not UTF-8", line=line)
    return UnreadableError(path, "it is not UTF-8")


def _parquet(path: Path) -> tuple[list[str], Iterator[tuple[int, dict[str, Any]]]]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(path)
    except (OSError, pa.ArrowException) as fault:
        raise UnreadableError(path, f"it is no Parquet file: {fault}") from fault
    return list(file.schema_arrow.names), _parquet_rows(path, file)


def _parquet_rows(path: Path, file: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    import pyarrow as pa

    wanted = [column for column in file.schema_arrow.names if column in KNOWN]
    line = 0
    try:
        for batch in file.iter_batches(_READ_AT_ONCE, columns=wanted):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                line += 1
                yield line, dict(zip(wanted, values, strict=True))
    except (OSError, pa.ArrowException) as fault:
        raise UnreadableError(path, str(fault), line=line + 1) from fault


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _record(row: Mapping[str, Any], path: Path, line: int) -> Record:
    get = row.get
    record_id, agency = _text(get("unique_id")), _text(get("agency"))
    for column, value in (("unique_id", record_id), ("agency", agency)):
        if not value:
            raise UnreadableError(path, "it is empty", line=line, column=column)
    year, day = _birth(get("by"), get("born"), path, line)
    sex = _text(get("sex"))
    known = _SEXES.get(sex) if sex in _SEXES else _SEXES.get(fold(sex)[0])
    if known is None:
        raise UnreadableError(path, f"{sex!r} is not m, f or empty", line=line, column="sex")
    parts = tuple(_text(get(part)) for part in PARTS)
    return Record(
        record_id, agency, _text(get("name")), (parts[0], parts[1], parts[2], parts[3]), known, year, day,
        _text(get("gov")), _text(get("doc")), _text(get("mother")),
    )  # fmt: skip


def _birth(by: object, born: object, path: Path, line: int) -> tuple[int | None, int | None]:
    written = _text(born)
    if written:
        found = _BORN.fullmatch(written)
        month, day = (int(found[2] or 0), int(found[3] or 0)) if found else (0, 0)
        if not found or month > _MONTHS or day > _DAYS:
            raise UnreadableError(
                path, f"{written!r} is not 1999, 1999-05 or 1999-05-03", line=line, column="born"
            )  # fmt: skip
        return _year(found[1], path, line, "born"), month * 100 + day if day and (month, day) != (1, 1) else None
    return (_year(by, path, line, "by"), None) if by is not None and by != "" else (None, None)


def _year(value: object, path: Path, line: int, column: str) -> int:
    written = _text(value)
    year = int(written[:4]) if _WHOLE.fullmatch(written) else 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UnreadableError(path, f"{written!r} is no year of birth", line=line, column=column)
    return year


def of_rows(rows: Iterable[Mapping[str, Any]]) -> list[Record]:
    """Records of rows with the columns of a file, for whoever has them in hand already."""
    return [_record(row, Path("rows"), line) for line, row in enumerate(rows, 1)]
