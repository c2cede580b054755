"""What every reader of a published list hands over, and how it refuses."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeAlias

Json: TypeAlias = "str | list[Json] | dict[str, Json]"
ListCode = Literal["un", "ofac"]
Kind = Literal["person", "entity"]
Script = Literal["ar", "lat", "other", "mixed"]
Quality = Literal["strong", "weak", "unstated"]
NameKind = Literal["primary", "original", "alias"]
DocumentKind = Literal["passport", "national", "other"]


class ListError(Exception):
    """A list that is refused whole.

    Attributes:
        file: name of the file, without its folder.
        line: line counted from 1, of the text inside when the file is compressed; None when no line is to blame.
        why: reason in English, for operators.
        code: reason in upper snake case; examples/refused/README.md lists them.
    """

    def __init__(self, file: str, line: int | None, why: str, code: str) -> None:
        self.file, self.line, self.why, self.code = file, line, why, code
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {why} [{code}]")


class ListedName(NamedTuple):
    """One name of an entry, in reading order, spaces collapsed; nothing else is changed.

    `quality` is the issuer's word on an alias: UN "Good" and OFAC's alias file are strong, UN "Low" and the aliases in
    OFAC's remarks are weak. A primary or original name is strong.
    """

    text: str
    script: Script
    quality: Quality
    kind: NameKind


class ListedBirth(NamedTuple):
    """A birth as the list words it, and the Gregorian years it spans; both None when it states no such year.

    An approximate year is kept as the issuer wrote it; `raw` says that it is approximate.
    """

    raw: str
    year_from: int | None
    year_to: int | None


class ListedDocument(NamedTuple):
    """A paper of an entry; the number is as written, spaces collapsed, and may hold words of the issuer."""

    kind: DocumentKind
    number: str


@dataclass(frozen=True)
class ListedEntry:
    """One person or entity on a list.

    Attributes:
        reference: the issuer's key: "YEi.001" (UN), "23547" (OFAC uid).
        instrument: the regime or programmes under which it is listed, as the issuer writes them, joined by ", ".
        listed_on: day of listing in the issuer's calendar; OFAC's CSV files state none.
        source: the whole record as published, for people to read.
        digest: SHA-256 in hex of the content; equal when only spaces, order or the issuer's row numbers differ.
        line: where the record begins, in the file that holds the entry (sdn for OFAC).
    """

    reference: str
    kind: Kind
    instrument: str
    listed_on: date | None
    names: tuple[ListedName, ...]
    births: tuple[ListedBirth, ...]
    nationalities: tuple[str, ...]
    birth_places: tuple[str, ...]
    documents: tuple[ListedDocument, ...]
    source: dict[str, Json]
    digest: str
    line: int


@dataclass(frozen=True)
class ListFile:
    """A list that was read to its end.

    Attributes:
        generated_at: moment the issuer made the file, UTC; None where the format has no such field (OFAC's CSV).
        published_on: the same as a day, in the issuer's own offset.
        digest: SHA-256 in hex of the uncompressed bytes: a file and its .gz have the same.
        entries: in the order of the file; references are unique.
    """

    list_code: ListCode
    generated_at: datetime | None
    published_on: date | None
    digest: str
    entries: tuple[ListedEntry, ...]


def collapse(text: str) -> str:
    """Join what spaces, tabs and line breaks divide by one space each."""
    return " ".join(text.split())


def script_of(text: str) -> Script:
    """Script of the letters in `text`: "mixed" for more than one, "other" for neither Arabic nor Latin or none."""
    found = {_letter_script(letter) for letter in text if letter.isalpha()}
    if len(found) > 1:
        return "mixed"
    return found.pop() if found else "other"


def _letter_script(letter: str) -> Literal["ar", "lat", "other"]:
    name = unicodedata.name(letter, "")
    if name.startswith("ARABIC"):
        return "ar"
    return "lat" if name.startswith(("LATIN", "MODIFIER LETTER", "FEMININE", "MASCULINE")) else "other"


_NOTE = re.compile(r"\boriginal script\b:?", re.IGNORECASE)


def split_alias(text: str) -> tuple[str, ...]:
    """Take apart what an issuer wrote as one alias: `;` divides, and brackets do where they hold another script.

    "حسن غول (Hassan Ghul; Hasan Gul)" is three names. One script with brackets stays whole: "Movement (LRM)".
    A comma never divides: "Refke, Taufek" is one name, in an order that only a reader can tell.
    """
    mixed = script_of(text) == "mixed"
    pieces = re.split(r"[();]", _NOTE.sub(" ", text)) if mixed else text.split(";")
    runs = (run for piece in pieces for run in (_script_runs(piece) if mixed else (piece,)))
    kept = (collapse(run).strip(" ,،") for run in runs)
    return tuple(dict.fromkeys(name for name in kept if any(letter.isalpha() for letter in name)))


def _script_runs(text: str) -> Iterator[str]:
    """Yield the words of `text` in stretches of one script; words without letters stay with the stretch before."""
    stretch: list[str] = []
    present: Script | None = None
    for word in text.split():
        script = script_of(word) if any(letter.isalpha() for letter in word) else present
        if stretch and present and script != present:
            yield " ".join(stretch)
            stretch = []
        stretch.append(word)
        present = script
    yield " ".join(stretch)


def digest_content(record: Json) -> str:
    """Digest of a record's content: spaces collapsed, empty fields left out, repeated fields in any order."""
    canonical = json.dumps(_canonical(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _canonical(value: Json) -> Json:
    if isinstance(value, str):
        return collapse(value)
    if isinstance(value, list):
        kept = [item for item in map(_canonical, value) if item]
        return sorted(kept, key=lambda item: json.dumps(item, ensure_ascii=False, sort_keys=True))
    return {key: item for key, item in ((key, _canonical(item)) for key, item in value.items()) if item}
