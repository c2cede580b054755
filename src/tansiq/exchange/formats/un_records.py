"""The UN Security Council's consolidated list as XML: every element it is known to hold, streamed as records."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, cast
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import DefusedXMLParser

from tansiq.exchange.formats.bounded import read_chunks
from tansiq.exchange.formats.listing import Json, ListError, collapse

Shape: TypeAlias = "dict[str, Shape | None]"
"""Elements by name; None is a leaf that holds text, a dict a container that holds elements only."""

ROOT = "CONSOLIDATED_LIST"
ROOT_ATTRIBUTES = {"dateGenerated", "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"}
NO_ELEMENT_FOUND, UNCLOSED_TOKEN, PARTIAL_CHARACTER = 3, 5, 6  # expat's numbers for a text that ends too early


def _leaves(names: str) -> Shape:
    return dict.fromkeys(names.split())


# Collected from the lists of 2020-11, 2025-04 and 2026-02.
_VALUES = _leaves("VALUE")
_ADDRESS = _leaves("STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY NOTE")
_ANY: Shape = {
    **_leaves("DATAID VERSIONNUM FIRST_NAME NAME_ORIGINAL_SCRIPT UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON SUBMITTED_ON"),
    **_leaves("SUBMITTED_BY COMMENTS1 SORT_KEY SORT_KEY_LAST_MOD"),
    "LIST_TYPE": _VALUES,
    "LAST_DAY_UPDATED": _VALUES,
}
INDIVIDUAL: Shape = {
    **_ANY,
    **_leaves("SECOND_NAME THIRD_NAME FOURTH_NAME GENDER"),
    "TITLE": _VALUES,
    "DESIGNATION": _VALUES,
    "NATIONALITY": _VALUES,
    "INDIVIDUAL_ALIAS": _leaves("QUALITY ALIAS_NAME DATE_OF_BIRTH CITY_OF_BIRTH COUNTRY_OF_BIRTH NOTE"),
    "INDIVIDUAL_ADDRESS": _ADDRESS,
    "INDIVIDUAL_DATE_OF_BIRTH": _leaves("TYPE_OF_DATE DATE YEAR FROM_YEAR TO_YEAR NOTE"),
    "INDIVIDUAL_PLACE_OF_BIRTH": _leaves("STREET CITY STATE_PROVINCE COUNTRY NOTE"),
    "INDIVIDUAL_DOCUMENT": _leaves(
        "TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 NUMBER ISSUING_COUNTRY DATE_OF_ISSUE CITY_OF_ISSUE COUNTRY_OF_ISSUE NOTE"
    ),
}
ENTITY: Shape = {**_ANY, "ENTITY_ALIAS": _leaves("QUALITY ALIAS_NAME NOTE"), "ENTITY_ADDRESS": _ADDRESS}
SECTIONS: Shape = {"INDIVIDUALS": {"INDIVIDUAL": INDIVIDUAL}, "ENTITIES": {"ENTITY": ENTITY}}
RECORDS = {"INDIVIDUAL", "ENTITY"}
REPEATED = RECORDS | {
    *("VALUE", "INDIVIDUAL_ALIAS", "INDIVIDUAL_ADDRESS", "INDIVIDUAL_DATE_OF_BIRTH", "INDIVIDUAL_PLACE_OF_BIRTH"),
    *("INDIVIDUAL_DOCUMENT", "ENTITY_ALIAS", "ENTITY_ADDRESS"),
}

Take = Callable[[str, "dict[str, Json]", int], None]
"""Receives a finished record: its element's name, its fields, its line."""


@dataclass
class _Open:
    """An element whose end has not been read."""

    name: str
    shape: Shape | None
    line: int
    fields: dict[str, Json] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)


class _Reader:
    """Target of the parser: checks each event against the known elements and hands over finished records."""

    def __init__(self, file: str, take: Take) -> None:
        self.file, self.take = file, take
        self.generated = ""
        self.line: Callable[[], int] = lambda: 0
        self.sections: set[str] = set()
        self.stack: list[_Open] = []

    def refuse(self, why: str, code: str) -> ListError:
        return ListError(self.file, self.line(), why, code)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.stack:
            self._start_root(name, attributes)
            return
        if attributes:
            raise self.refuse(f"unknown attribute {min(attributes)!r} of {name!r}", "UNKNOWN_ATTRIBUTE")
        parent = self.stack[-1]
        if parent.shape is None or name not in parent.shape:
            raise self.refuse(f"unknown element {name!r} in {parent.name!r}", "UNKNOWN_ELEMENT")
        if name in SECTIONS:
            if name in self.sections:
                raise self.refuse(f"a second {name!r}", "REPEATED_ELEMENT")
            self.sections.add(name)
        self.stack.append(_Open(name, parent.shape[name], self.line()))

    def _start_root(self, name: str, attributes: dict[str, str]) -> None:
        if name != ROOT:
            raise self.refuse(f"the root is {name!r}, not {ROOT!r}: another kind of file", "FOREIGN_FILE")
        if unknown := set(attributes) - ROOT_ATTRIBUTES:
            raise self.refuse(f"unknown attribute {min(unknown)!r} of {name!r}", "UNKNOWN_ATTRIBUTE")
        self.generated = attributes.get("dateGenerated", "")
        if not self.generated:
            raise self.refuse("the list has no dateGenerated", "MISSING_FIELD")
        self.stack.append(_Open(name, SECTIONS, self.line()))

    def data(self, text: str) -> None:
        self.stack[-1].text.append(text)

    def end(self, name: str) -> None:
        done = self.stack.pop()
        text = "".join(done.text)
        if done.shape is not None and text.strip():
            raise self.refuse(f"text between the elements of {name!r}", "UNEXPECTED_TEXT")
        if name == ROOT:
            if missing := set(SECTIONS) - self.sections:
                raise self.refuse(f"the list has no {min(missing)!r}", "MISSING_FIELD")
        elif name in RECORDS:
            self.take(name, done.fields, done.line)
        elif name not in SECTIONS:
            self._keep(self.stack[-1], name, text if done.shape is None else _or_empty(done.fields))

    def _keep(self, parent: _Open, name: str, value: Json) -> None:
        if name in REPEATED:
            cast("list[Json]", parent.fields.setdefault(name, [])).append(value)
        elif name in parent.fields:
            raise self.refuse(f"a second {name!r} in {parent.name!r}", "REPEATED_ELEMENT")
        else:
            parent.fields[name] = value

    def close(self) -> None:
        """Part of the parser's protocol; records were handed over as they ended."""


def _or_empty(fields: dict[str, Json]) -> Json:
    """An empty container is published as `<NAME/>`, as an empty leaf is."""
    return fields or ""


def stream_records(path: Path, take: Take) -> tuple[str, str]:
    """Read `path` to its end and call `take` for each record; memory holds one record at a time.

    Returns:
        The list's dateGenerated as written, and the SHA-256 in hex of the uncompressed bytes.

    Raises:
        ListError: the file is no UN list, is broken, declares a DTD, or holds what is not known.
    """
    reader = _Reader(path.name, take)
    parser = DefusedXMLParser(target=reader, forbid_dtd=True)
    reader.line = lambda: parser.parser.CurrentLineNumber
    digest = hashlib.sha256()
    empty = True
    try:
        for chunk in read_chunks(path):
            if empty and not chunk.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
                raise ListError(path.name, 1, "the file is not XML", "FOREIGN_FILE")
            empty = False
            digest.update(chunk)
            parser.feed(chunk)
        parser.close()
    except DTDForbidden as error:
        raise reader.refuse("a list declares no document type", "DTD_FORBIDDEN") from error
    except DefusedXmlException as error:
        raise reader.refuse(f"forbidden in a list: {type(error).__name__}", "DTD_FORBIDDEN") from error
    except ParseError as error:
        early = error.code in (NO_ELEMENT_FOUND, UNCLOSED_TOKEN, PARTIAL_CHARACTER)
        why = "the file ends too early" if early else f"not well-formed XML: {collapse(str(error))}"
        raise ListError(path.name, error.position[0], why, "TRUNCATED" if early else "BROKEN_XML") from error
    except (LookupError, ValueError) as error:  # an encoding that Python does not know
        raise reader.refuse(f"not readable as text: {error}", "NOT_TEXT") from error
    return reader.generated, digest.hexdigest()
