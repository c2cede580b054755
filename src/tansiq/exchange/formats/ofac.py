"""OFAC's list of specially designated nationals: three CSV files without a header, joined on their first column.

Every row that is no individual is read as an entity: a company, a vessel, an aircraft. The system asks about people, so
what a hull or a tail number is stays in `source`, under "SDN_Type" and its neighbours.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tansiq.exchange.formats.bounded import read_text
from tansiq.exchange.formats.listing import (
    Json,
    Kind,
    ListedEntry,
    ListedName,
    ListError,
    ListFile,
    Quality,
    collapse,
    digest_content,
    script_of,
)
from tansiq.exchange.formats.ofac_remarks import read_remarks

COLUMNS: dict[str, tuple[str, ...]] = {
    "sdn": (
        *("Ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage", "GRT"),
        *("Vess_flag", "Vess_owner", "Remarks"),
    ),
    "alt": ("Ent_num", "Alt_num", "Alt_type", "Alt_name", "Alt_Remarks"),
    "add": ("Ent_num", "Add_num", "Address", "City", "Country", "Add_remarks"),
}
EMPTY = "-0-"
_KINDS: dict[str, Kind] = {"individual": "person", "": "entity", "vessel": "entity", "aircraft": "entity"}
_ALIAS_TYPES = {"aka", "fka", "nka"}
_ROW_NUMBERS = {"Alt_num", "Add_num"}  # the issuer's own, no content


class _Row(NamedTuple):
    line: int
    fields: dict[str, str]  # without those that are empty


def read(folder: Path) -> ListFile:
    """Read the three files of an OFAC publication out of `folder`; what else lies there is not looked at.

    A file is named as published (`sdn.csv`, `SDN.CSV`) or `ofac_sdn.csv`, plain or with `.gz`.

    Raises:
        ListError: a file is missing, there twice, broken or foreign; the codes are in examples/refused/README.md.
    """
    paths = {part: _find(folder, part) for part in COLUMNS}
    digest = hashlib.sha256()
    rows = {part: tuple(_rows(path, part, digest)) for part, path in paths.items()}
    if not rows["sdn"]:
        # Taken for a list, it would close every listing that is held.
        raise ListError(paths["sdn"].name, None, "the list holds no record", "EMPTY_LIST")
    references: set[str] = set()
    for row in rows["sdn"]:
        if row.fields["Ent_num"] in references:
            why = f"a second record {row.fields['Ent_num']}"
            raise ListError(paths["sdn"].name, row.line, why, "DUPLICATE_REFERENCE")
        references.add(row.fields["Ent_num"])
    aliases, addresses = (_by_reference(rows[part], references, paths[part].name) for part in ("alt", "add"))
    entries = tuple(
        _entry(row, aliases[row.fields["Ent_num"]], addresses[row.fields["Ent_num"]]) for row in rows["sdn"]
    )
    return ListFile("ofac", None, None, digest.hexdigest(), entries)


def _find(folder: Path, part: str) -> Path:
    names = {f"{prefix}{part}.csv{suffix}" for prefix in ("", "ofac_") for suffix in ("", ".gz")}
    try:
        found = sorted(path for path in folder.iterdir() if path.name.casefold() in names)
    except OSError as error:
        raise ListError(folder.name, None, f"the folder cannot be read: {error.strerror}", "UNREADABLE") from error
    if not found:
        raise ListError(folder.name, None, f"no file {part}.csv in the folder", "MISSING_FILE")
    if len(found) > 1:
        why = f"{found[0].name} and {found[1].name}: which one is meant?"
        raise ListError(folder.name, None, why, "AMBIGUOUS_FILE")
    return found[0]


def _rows(path: Path, part: str, digest: hashlib._Hash) -> Iterator[_Row]:
    text, content = read_text(path)
    digest.update(f"{part} {len(content)}\n".encode() + content)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns, line = COLUMNS[part], 1
    try:
        for values in reader:
            if len(values) != len(columns):
                why = f"{len(values)} columns where {part} has {len(columns)}"
                raise ListError(path.name, line, why, "WRONG_COLUMNS")
            stated = ("" if value.strip() == EMPTY else value for value in values)
            row = _Row(line, {name: value for name, value in zip(columns, stated, strict=True) if value.strip()})
            _check(path.name, part, row)
            yield row
            line = reader.line_num + 1
    except csv.Error as error:
        early = "unexpected end" in str(error)
        raise ListError(path.name, line, f"broken CSV: {error}", "TRUNCATED" if early else "BROKEN_CSV") from error


def _check(file: str, part: str, row: _Row) -> None:
    """Refuse a row whose closed fields hold what they never hold."""
    fields = row.fields
    if not fields.get("Ent_num", "").isdecimal():
        raise ListError(file, row.line, f"{fields.get('Ent_num', '')!r} is no entity number", "BAD_VALUE")
    if part == "sdn" and fields.get("SDN_Type", "") not in _KINDS:
        raise ListError(file, row.line, f"unknown type {fields['SDN_Type']!r}", "BAD_VALUE")
    if part == "alt" and fields.get("Alt_type", "") not in _ALIAS_TYPES:
        raise ListError(file, row.line, f"unknown type of alias {fields.get('Alt_type', '')!r}", "BAD_VALUE")
    for needed in {"sdn": ("SDN_Name", "Program"), "alt": ("Alt_name",), "add": ()}[part]:
        if needed not in fields:
            raise ListError(file, row.line, f"the record has no {needed}", "MISSING_FIELD")


def _by_reference(rows: tuple[_Row, ...], references: set[str], file: str) -> defaultdict[str, list[_Row]]:
    grouped: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        reference = row.fields["Ent_num"]
        if reference not in references:
            raise ListError(file, row.line, f"entity {reference} is not in the sdn file", "UNKNOWN_REFERENCE")
        grouped[reference].append(row)
    return grouped


def _entry(row: _Row, aliases: list[_Row], addresses: list[_Row]) -> ListedEntry:
    fields = row.fields
    kind = _KINDS[fields.get("SDN_Type", "")]
    remarks = read_remarks(collapse(fields.get("Remarks", "")))
    names = [_name(fields["SDN_Name"], kind, "primary", "strong")]
    names += [_name(alias.fields["Alt_name"], kind, "alias", "strong") for alias in aliases]
    names += [_name(alias, kind, "alias", "weak") for alias in remarks.aliases]
    source: dict[str, Json] = dict(fields)
    source["alt"] = [_without_reference(alias) for alias in aliases]
    source["add"] = [_without_reference(address) for address in addresses]
    content = {**source, "alt": _content(aliases), "add": _content(addresses)}
    return ListedEntry(
        reference=fields["Ent_num"],
        kind=kind,
        instrument=", ".join(fields["Program"].split("] [")),
        listed_on=None,
        names=tuple(dict.fromkeys(names)),
        births=remarks.births,
        nationalities=remarks.nationalities,
        birth_places=remarks.birth_places,
        documents=remarks.documents,
        source=source,
        digest=digest_content(content),
        line=row.line,
    )


def _without_reference(row: _Row) -> dict[str, Json]:
    return {name: value for name, value in row.fields.items() if name != "Ent_num"}


def _content(rows: list[_Row]) -> list[Json]:
    kept = (
        {name: value for name, value in _without_reference(row).items() if name not in _ROW_NUMBERS} for row in rows
    )
    return [fields for fields in kept if fields]


def _name(written: str, kind: Kind, part: str, quality: Quality) -> ListedName:
    """A name in reading order: OFAC writes a person as "FAMILY, Given", and a suffix after a second comma."""
    text = collapse(written)
    if kind == "person" and ", " in text:
        family, given, *suffix = text.split(", ")
        text = " ".join((given, family, *suffix))
    return ListedName(text, script_of(text), quality, "primary" if part == "primary" else "alias")
