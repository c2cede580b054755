"""Reads a pack from its folder. What is unknown, missing or contradictory stops the start and says where it stands."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from tansiq.kernel.charter import floors
from tansiq.kernel.charter.areas import Area, Gazetteer
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.errors import CharterError
from tansiq.kernel.charter.heirs import Heirs
from tansiq.kernel.charter.schema import (
    Clock,
    Frozen,
    Holiday,
    Instrument,
    Jurisdiction,
    LegalBasis,
    OperationalArea,
    Purpose,
    Retention,
    Row,
)
from tansiq.kernel.charter.seal import SIGNATURES
from tansiq.kernel.charter.vocabularies import Vocabularies

FILES = (
    "areas.csv", "charter.yaml", "clocks.csv", "heirs.yaml", "instruments.yaml", "legal_bases.yaml",
    "operational_areas.yaml", "purposes.yaml", "retention.csv", "vocabularies.yaml",
)  # fmt: skip
Shape = TypeVar("Shape", bound=Frozen)
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(folder: Path) -> Charter:
    """Read, check and hold against the floors the pack in this folder.

    Args:
        folder: holds exactly the files named in FILES; its name is the code of the jurisdiction.

    Raises:
        CharterError: names the file, the row and the field, and why.
        BelowFloor: the pack is whole, but asks for less than the code guarantees.
    """
    texts = texts_of(folder)
    head = _mapping("charter.yaml", texts)
    holidays = _table("charter.yaml", "holidays", head.pop("holidays", None), Holiday)
    charter = Charter(
        jurisdiction=_shape(Jurisdiction, head, file="charter.yaml"),
        holidays=holidays,
        instruments=_sole_table("instruments.yaml", texts, Instrument),
        purposes=_sole_table("purposes.yaml", texts, Purpose),
        legal_bases=_sole_table("legal_bases.yaml", texts, LegalBasis),
        operational_areas=_sole_table("operational_areas.yaml", texts, OperationalArea),
        clocks=_csv("clocks.csv", texts, Clock),
        retention=_csv("retention.csv", texts, Retention),
        vocabularies=_lists("vocabularies.yaml", texts, Vocabularies),
        heirs=_lists("heirs.yaml", texts, Heirs),
        gazetteer=Gazetteer(_csv("areas.csv", texts, Area)),
        fingerprint_hex=digest_of(texts),
    )
    if charter.jurisdiction.code != folder.name:
        raise CharterError(file="charter.yaml", field="code", why=f"must be the folder's name, {folder.name!r}")
    _check_references(charter)
    floors.check(charter)
    return charter


def texts_of(folder: Path) -> dict[str, str]:
    """The files of a pack in their one form: UTF-8 without a mark, lines that end in LF. Signatures are no part of it.

    Raises:
        CharterError: a file is missing, unknown, or no text.
    """
    if not folder.is_dir():
        raise CharterError(file=str(folder), why="there is no such pack")
    present = {path.name for path in folder.iterdir() if not path.name.startswith(".")} - {SIGNATURES}
    for name in sorted(present ^ set(FILES)):
        raise CharterError(
            file=f"{folder.name}/{name}", why="unknown file" if name in present else "the file is missing"
        )
    texts = {}
    for name in FILES:
        try:
            texts[name] = (folder / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as fault:
            raise CharterError(file=name, why=f"is not UTF-8: {fault.reason} at byte {fault.start}") from fault
    return texts


def digest_of(texts: dict[str, str]) -> str:
    """SHA-256, in hex, over the names and digests of a pack's files: what institutions sign."""
    whole = hashlib.sha256()
    for name, text in sorted(texts.items()):
        whole.update(f"{name}\0{hashlib.sha256(text.encode()).hexdigest()}\n".encode())
    return whole.hexdigest()


class _Loader(_Base):  # type: ignore[misc]
    """Plain values only, and a key written twice is a fault, not a silent correction."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is written twice", key.start_mark)
            seen.add(key.value)
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made


def _mapping(file: str, texts: dict[str, str]) -> dict[str, Any]:
    loader = _Loader(texts[file])
    try:
        content = loader.get_single_data()
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        raise CharterError(file=file, why=f"{line}{getattr(fault, 'problem', None) or 'not YAML'}") from fault
    if not isinstance(content, dict):
        raise CharterError(file=file, why="must be a mapping")
    return content


def _sole_table(file: str, texts: dict[str, str], shape: type[Shape]) -> tuple[Shape, ...]:
    return _table(file, "", _mapping(file, texts), shape)


def _table(file: str, name: str, table: Any, shape: type[Shape]) -> tuple[Shape, ...]:
    """Rows of a table written as {defaults: {...}, rows: [...]}; each row is completed by the defaults."""
    if not isinstance(table, dict) or set(table) - {"defaults", "rows"} or not isinstance(table.get("rows"), list):
        raise CharterError(file=file, field=name, why="must hold `rows`, a list, and may hold `defaults`")
    defaults = table.get("defaults", {})
    if not isinstance(defaults, dict):
        raise CharterError(file=file, field=f"{name}.defaults".lstrip("."), why="must be a mapping")
    made = []
    for number, row in enumerate(table["rows"], start=1):
        place = f"{name} {number}".strip()
        if not isinstance(row, dict):
            raise CharterError(file=file, row=place, why="must be a mapping")
        made.append(_shape(shape, defaults | row, file=file, row=place))
    return tuple(made)


def _lists(file: str, texts: dict[str, str], whole: type[Shape]) -> Shape:
    """A file of several tables, each under its name: exactly those that the shape has."""
    content = _mapping(file, texts)
    fields = whole.model_fields
    for name in sorted(set(content) ^ set(fields)):
        raise CharterError(file=file, field=name, why="unknown vocabulary" if name in content else "is missing")
    lists = {}
    for name, field in fields.items():
        (shape, _) = field.annotation.__args__  # type: ignore[union-attr]
        lists[name] = _table(file, name, content[name], shape)
    return whole(**lists)


def _csv(file: str, texts: dict[str, str], shape: type[Shape]) -> tuple[Shape, ...]:
    """Rows of a CSV file with a header; the number of a row is its line. Empty cells take the field's default."""
    reader = csv.reader(io.StringIO(texts[file]), strict=True)
    header = next(reader, [])
    made = []
    try:
        for cells in reader:
            place = str(reader.line_num)
            if len(cells) != len(header):
                raise CharterError(file=file, row=place, why=f"{len(cells)} cells under {len(header)} columns")
            made.append(_shape(shape, _filled(shape, dict(zip(header, cells, strict=True))), file=file, row=place))
    except csv.Error as fault:
        raise CharterError(file=file, row=str(reader.line_num), why=str(fault)) from fault
    return tuple(made)


def _filled(shape: type[Frozen], cells: dict[str, str]) -> dict[str, str]:
    fields = shape.model_fields
    return {name: cell for name, cell in cells.items() if cell or name not in fields or fields[name].is_required()}


def _shape(shape: type[Shape], content: dict[str, Any], *, file: str, row: str = "") -> Shape:
    try:
        return shape.model_validate(content)
    except ValidationError as faults:
        first = faults.errors(include_url=False, include_context=False)[0]
        code = content.get("code") or content.get("pcode")
        field, why = ".".join(map(str, first["loc"])), first["msg"].removeprefix("Value error, ")
        if not field and ": " in why:
            field, why = why.split(": ", 1)
        raise CharterError(file=file, row=f"{row} ({code})" if row and code else row, field=field, why=why) from faults


def _check_references(charter: Charter) -> None:
    """Codes are single on any day, and what a row names exists while the row is in force."""
    lists = charter.lists()
    instruments = _by_code(charter.instruments)
    for name, rows in lists.items():
        for code, versions in _by_code(rows).items():
            for before, after in pairwise(versions):
                if before.valid_to is None or before.valid_to >= after.valid_from:
                    raise CharterError(file=name, row=code, field="valid_from", why="two rows are in force on one day")
        for row in rows:
            if not any(_covers(instrument, row) for instrument in instruments.get(row.instrument, ())):
                why = f"{row.instrument!r} is no instrument in force through all the days of this row"
                raise CharterError(file=name, row=row.code, field="instrument", why=why)
    _check_places(charter)


def _by_code(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.valid_from):
        found.setdefault(row.code, []).append(row)
    return found


def _covers(instrument: Row, row: Row) -> bool:
    ends_later = instrument.valid_to is None or (row.valid_to is not None and row.valid_to <= instrument.valid_to)
    return instrument.valid_from <= row.valid_from and ends_later


def _check_places(charter: Charter) -> None:
    code = charter.jurisdiction.code
    for file, rows in (("clocks.csv", charter.clocks), ("retention.csv", charter.retention)):
        for row in rows:
            if row.country != code:
                raise CharterError(file=file, row=row.code, field="country", why=f"must be {code!r}")
    known = charter.gazetteer.by_pcode
    if len(known) != len(charter.gazetteer.areas):
        raise CharterError(file="areas.csv", field="pcode", why="a code is written twice")
    for area in charter.gazetteer.areas:
        parent = known.get(area.parent)
        if (parent.level if parent else 0) != area.level - 1:
            raise CharterError(file="areas.csv", row=area.pcode, field="parent", why="no area of the level above")
        _check_known("areas.csv", area.pcode, "neighbours", area.neighbours, known)
    for operational in charter.operational_areas:
        _check_known("operational_areas.yaml", operational.code, "districts", operational.districts, known)


def _check_known(file: str, row: str, field: str, pcodes: Iterable[str], known: dict[str, Area]) -> None:
    for pcode in _missing(pcodes, known):
        raise CharterError(file=file, row=row, field=field, why=f"no area {pcode!r}")


def _missing(pcodes: Iterable[str], known: dict[str, Area]) -> Iterator[str]:
    return (pcode for pcode in pcodes if pcode not in known)
