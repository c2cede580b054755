"""The UN Security Council's consolidated list: names, births, papers and listings out of its records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

from tansiq.exchange.formats.listing import (
    DocumentKind,
    Json,
    Kind,
    ListedBirth,
    ListedDocument,
    ListedEntry,
    ListedName,
    ListError,
    ListFile,
    Quality,
    collapse,
    digest_content,
    script_of,
    split_alias,
)
from tansiq.exchange.formats.un_records import stream_records

_KINDS: dict[str, tuple[Kind, str]] = {"INDIVIDUAL": ("person", "i"), "ENTITY": ("entity", "e")}
_QUALITIES: dict[str, Quality] = {
    "Good": "strong",
    "Low": "weak",
    "a.k.a.": "unstated",
    "f.k.a.": "unstated",
    "": "unstated",
}
_TYPES_OF_DATE = {"EXACT", "APPROXIMATELY", "BETWEEN", ""}
_REFERENCE = re.compile(r"[A-Z]{2}([ie])\.\d{3,4}")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?")  # some rows carry the offset of the issuer's database
_YEAR = re.compile(r"[12]\d{3}")
_MONTH_AND_YEAR = re.compile(r"[A-Za-z]{3,9}\.? ([12]\d{3})")
_ROW_NUMBERS = {"DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD"}  # the issuer's own, no content


def read(path: Path) -> ListFile:
    """Read a UN consolidated list, XML or XML in gzip, to its end.

    Raises:
        ListError: the file is broken or foreign; the codes are in examples/refused/README.md.
    """
    entries: dict[str, ListedEntry] = {}

    def take(element: str, fields: dict[str, Json], line: int) -> None:
        try:
            entry = _entry(element, fields, line)
        except _Unusable as unusable:
            raise ListError(path.name, line, unusable.why, unusable.code) from unusable
        if entry.reference in entries:
            raise ListError(path.name, line, f"a second record {entry.reference}", "DUPLICATE_REFERENCE")
        entries[entry.reference] = entry

    generated, digest = stream_records(path, take)
    if not entries:
        # Taken for a list, it would close every listing that is held.
        raise ListError(path.name, None, "the list holds no record", "EMPTY_LIST")
    try:
        generated_at = datetime.fromisoformat(generated)
        if generated_at.tzinfo is None:
            raise ValueError("no offset")
    except ValueError as error:
        raise ListError(path.name, None, f"dateGenerated is {generated!r}", "BAD_VALUE") from error
    return ListFile("un", generated_at.astimezone(UTC), generated_at.date(), digest, tuple(entries.values()))


class _Unusable(Exception):
    """A record that cannot be taken."""

    def __init__(self, why: str, code: str = "BAD_VALUE") -> None:
        self.why, self.code = why, code
        super().__init__(why)


def _entry(element: str, fields: dict[str, Json], line: int) -> ListedEntry:
    kind, letter = _KINDS[element]
    reference = _required(fields, "REFERENCE_NUMBER")
    shape = _REFERENCE.fullmatch(reference)
    if shape is None or shape[1] != letter:
        raise _Unusable(f"{reference!r} is no reference of an {element.lower()}")
    aliases, births = _rows(fields, f"{element}_ALIAS"), _rows(fields, "INDIVIDUAL_DATE_OF_BIRTH")
    return ListedEntry(
        reference=reference,
        kind=kind,
        instrument=_required(fields, "UN_LIST_TYPE"),
        listed_on=_day(_required(fields, "LISTED_ON")),
        names=tuple(dict.fromkeys(_names(fields, aliases))),
        births=tuple(dict.fromkeys([*map(_birth, births), *_alias_births(aliases)])),
        nationalities=_values(fields, "NATIONALITY"),
        birth_places=_unique(
            ", ".join(filter(None, (_text(place, part) for part in ("CITY", "STATE_PROVINCE", "COUNTRY"))))
            for place in _rows(fields, "INDIVIDUAL_PLACE_OF_BIRTH")
        ),
        documents=tuple(dict.fromkeys(_documents(fields))),
        source=fields,
        digest=digest_content({name: value for name, value in fields.items() if name not in _ROW_NUMBERS}),
        line=line,
    )


def _text(fields: dict[str, Json], name: str) -> str:
    return collapse(cast("str", fields.get(name, "")))


def _required(fields: dict[str, Json], name: str) -> str:
    if text := _text(fields, name):
        return text
    raise _Unusable(f"the record has no {name}", "MISSING_FIELD")


def _rows(fields: dict[str, Json], name: str) -> list[dict[str, Json]]:
    """Rows of a repeated element that hold anything."""
    rows = (cast("dict[str, Json]", row) for row in fields.get(name, ()) if row)
    return [row for row in rows if any(_text(row, part) for part in row)]


def _values(fields: dict[str, Json], name: str) -> tuple[str, ...]:
    held = cast("dict[str, Json]", fields.get(name) or {})
    return _unique(collapse(value) for value in cast("list[str]", held.get("VALUE", [])))


def _unique(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _names(fields: dict[str, Json], aliases: list[dict[str, Json]]) -> Iterator[ListedName]:
    _required(fields, "FIRST_NAME")
    parts = (_text(fields, f"{place}_NAME") for place in ("FIRST", "SECOND", "THIRD", "FOURTH"))
    primary = " ".join(filter(None, parts))
    yield ListedName(primary, script_of(primary), "strong", "primary")
    if original := _text(fields, "NAME_ORIGINAL_SCRIPT"):
        yield ListedName(original, script_of(original), "strong", "original")
    for alias in aliases:
        stated = _text(alias, "QUALITY")
        if stated not in _QUALITIES:
            raise _Unusable(f"unknown QUALITY {stated!r} of an alias")
        for text in split_alias(_text(alias, "ALIAS_NAME")):
            yield ListedName(text, script_of(text), _QUALITIES[stated], "alias")


def _day(text: str) -> date:
    shape = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(shape[1] if shape else text)
    except ValueError as error:
        raise _Unusable(f"{text!r} is no day") from error


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise _Unusable(f"{text!r} is no year")
    return int(text)


def _birth(row: dict[str, Json]) -> ListedBirth:
    stated = _text(row, "TYPE_OF_DATE")
    if stated not in _TYPES_OF_DATE:
        raise _Unusable(f"unknown TYPE_OF_DATE {stated!r}")
    words = [_text(row, name) for name in ("TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE")]
    first, last = _years(row)
    if first is not None and last is not None and first > last:
        raise _Unusable(f"born from {first} to {last}")
    return ListedBirth(" ".join(filter(None, words)), first, last)


def _years(row: dict[str, Json]) -> tuple[int | None, int | None]:
    if day := _text(row, "DATE"):
        year: int | None = _day(day).year
        return year, year
    if text := _text(row, "YEAR"):
        return _year(text), _year(text)
    if _text(row, "FROM_YEAR") or _text(row, "TO_YEAR"):
        first, last = _text(row, "FROM_YEAR"), _text(row, "TO_YEAR")
        return (_year(first) if first else None), (_year(last) if last else None)
    # Other words, "24/06/1402 (Hijri Calendar)", "30-35 years old", stay words.
    written = _MONTH_AND_YEAR.fullmatch(_text(row, "NOTE"))
    year = int(written[1]) if written else None
    return year, year


def _alias_births(aliases: list[dict[str, Json]]) -> Iterator[ListedBirth]:
    """Births under which an alias was used, often out of a false paper."""
    for alias in aliases:
        if text := _text(alias, "DATE_OF_BIRTH"):
            year = _year(text) if len(text) == 4 else _day(text).year
            yield ListedBirth(f"{text} ({_text(alias, 'ALIAS_NAME')})", year, year)


def _documents(fields: dict[str, Json]) -> Iterator[ListedDocument]:
    for row in _rows(fields, "INDIVIDUAL_DOCUMENT"):
        if number := _text(row, "NUMBER"):
            yield ListedDocument(
                _document_kind(_text(row, "TYPE_OF_DOCUMENT"), _text(row, "TYPE_OF_DOCUMENT2")), number
            )


def _document_kind(stated: str, closer: str) -> DocumentKind:
    """Kind of a paper; `closer` is the issuer's second, freer description and wins over the first."""
    words = (closer or stated).casefold()
    if "passport" in words or "passeport" in words or "pasaporte" in words:
        return "passport"
    return "national" if re.search(r"\bidenti(?:ty|fication)\b", words) else "other"
