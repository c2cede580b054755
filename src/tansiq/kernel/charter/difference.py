"""What changed from one pack to another, row by row. It reads the text alone: a pack of an older form is read too."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yaml

Kind = Literal["added", "changed", "removed"]
Rows = dict[tuple[str, str, int], dict[str, str]]
# Fields that say what a row is, and are not told one by one where the row is new or gone.
NAMES = ("name_ar", "name_en")


@dataclass(frozen=True)
class Change:
    """One row that is new, gone, or says something else.

    Attributes:
        where: the list that the row is of: a file without its ending, or a vocabulary.
        fields: for a changed row the field, what it said and what it says.
    """

    kind: Kind
    where: str
    code: str
    name_ar: str
    name_en: str
    fields: tuple[tuple[str, str, str], ...] = ()


def between(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    """Changes from the files of one pack to those of another, in the order of lists and codes.

    Args:
        old, new: text by the name of the file.
    """
    before, after = _rows(old), _rows(new)
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, says = before.get(key), after.get(key)
        if was == says:
            continue
        named = says or was or {}
        kind: Kind = "added" if was is None else "removed" if says is None else "changed"
        fields = _fields(was, says) if was is not None and says is not None else ()
        found.append(Change(kind, key[0], key[1], named.get("name_ar", key[1]), named.get("name_en", key[1]), fields))
    return tuple(found)


def _fields(was: Mapping[str, str], says: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    names = sorted(was.keys() | says.keys())
    return tuple((name, was.get(name, ""), says.get(name, "")) for name in names if was.get(name) != says.get(name))


def _rows(texts: Mapping[str, str]) -> Rows:
    rows: Rows = {}
    for file, text in sorted(texts.items()):
        where, _, ending = file.rpartition(".")
        if ending == "csv":
            _add(rows, where, [dict(row) for row in csv.DictReader(io.StringIO(text))])
        elif ending == "yaml":
            _add_yaml(rows, where, yaml.safe_load(text) or {})
    return rows


def _add_yaml(rows: Rows, where: str, content: dict[str, Any]) -> None:
    if "rows" in content:
        _add(rows, where, _table(content))
        return
    for name, value in content.items():
        if isinstance(value, dict) and "rows" in value:
            _add(rows, name, _table(value))
        else:
            _add(rows, where, [{"code": name, "value": value}])


def _table(table: dict[str, Any]) -> list[dict[str, Any]]:
    return [(table.get("defaults") or {}) | row for row in table["rows"]]


def _add(rows: Rows, where: str, found: list[dict[str, Any]]) -> None:
    """Versions of one code are told apart by their order in time: a row that is dated anew is the same row."""
    counted: dict[str, int] = {}
    for row in sorted(found, key=lambda row: str(row.get("valid_from", ""))):
        code = str(row.get("code") or row.get("pcode") or "")
        counted[code] = counted.get(code, -1) + 1
        told = {name: _plain(value) for name, value in row.items() if value not in (None, "")}
        rows[where, code, counted[code]] = told


def _plain(value: Any) -> str:
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)
