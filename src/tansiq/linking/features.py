"""Records to columns that Splink compares: every word, place and day as a number that stands for its reading."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from tansiq.linking import readings
from tansiq.linking.readings import Reading
from tansiq.linking.source import Record
from tansiq.linking.splitting import Splitter
from tansiq.names import fold, tables

if TYPE_CHECKING:
    import pyarrow as pa

WORDS: Final = ("ism", "father", "grandfather", "family")
TERM_FREQUENCY_COLUMNS: Final = (*WORDS, "mother", "year", "gov")
TABLE_RECORDS: Final = 500.0
"""The frequency table of `tansiq.names` counts as much as so many records of the file."""

TYPICAL: Final = {
    "ism": 0.014, "father": 0.027, "grandfather": 0.028, "family": 0.0024, "mother": 0.014, "year": 0.018, "gov": 0.072,
}  # fmt: skip
"""How likely two strangers have the same value, by column: what a file of a few records cannot say."""

_TYPICAL_RECORDS: Final = 50.0
MOST_SHARING_DOC: Final = 20
"""A document number that more records have than this identifies nobody."""

MOST_ALIKE: Final = 10_000
"""A name of ism and family that more records have ("unknown") does not by itself make them be compared."""

_LEAST_SHARE: Final = 1e-7


@dataclass(frozen=True)
class Features:
    """Columns by record number, and what the weights of levels are taken from.

    `frequencies` holds the term frequency of each value by column, shipped table and file together; `chance_equal`
    by column how likely two records of the file that have a value have the same one.
    """

    table: pa.Table
    frequencies: dict[str, dict[int, float]]
    chance_equal: dict[str, float]
    ids: list[str]
    agencies: list[str]


class Line(NamedTuple):
    """The words of a name by their place, "" where there is none, and how many words it has."""

    ism: str
    father: str
    grandfather: str
    family: str
    parts: int

    @property
    def words(self) -> tuple[str, ...]:
        """The four words, without how many parts the name has."""
        return self[:4]


class _Codes:
    """Numbers for texts, from 1; 0 never stands for anything."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}

    def of(self, text: str) -> int | None:
        if not text:
            return None
        return self.number.setdefault(text, len(self.number) + 1)


def build(records: Sequence[Record]) -> Features:
    """The columns of all records; each distinct word is read once, with the whole file in view."""
    splitter = Splitter()
    lines = [_line(record, splitter) for record in records]
    mothers = [splitter.words(record.mother)[:1] if record.mother else () for record in records]
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(word for word in line.words if word)
    for mother in mothers:
        counts.update(mother)
    return _Columns(readings.read_all(counts)).fill(records, lines, mothers)


def _line(record: Record, splitter: Splitter) -> Line:
    """The words of a record's name.

    Of a whole name the last word is taken for the family, whatever it is: whether it was left out cannot be seen.
    """
    if any(record.parts):
        given = [splitter.words(part) for part in record.parts]
        ism, father, grandfather = (words[0] if words else "" for words in given[:3])
        family = given[3][-1] if given[3] else ""
        if not family and len(given[0]) > 1:
            family = given[0][-1]
        return Line(ism, father, grandfather, family, sum(map(bool, (ism, father, grandfather, family))))
    words = splitter.words(record.name)
    size = len(words)
    return Line(
        words[0] if size else "", words[1] if size > 2 else "", words[2] if size > 3 else "",
        words[-1] if size > 1 else "", size,
    )  # fmt: skip


class _Columns:
    """Fills the table; keeps the numbers that stand for words, skeletons and places."""

    def __init__(self, read: dict[str, Reading]) -> None:
        self._words, self._skeletons, self._places = _Codes(), _Codes(), _Codes()
        self._folded: dict[str, str] = {}
        # Word, other reading, skeleton: the three columns of one part of a name.
        self._of: dict[str, tuple[int | None, int | None, int | None]] = {"": (None, None, None)}
        for word, reading in read.items():
            self._of[word] = (
                self._words.of(reading.core), self._words.of(reading.other), self._skeletons.of(reading.skeleton)
            )  # fmt: skip

    def fill(self, records: Sequence[Record], lines: Sequence[Line], mothers: Sequence[tuple[str, ...]]) -> Features:
        import pyarrow as pa

        agencies, kinds = _Codes(), _Codes()
        columns: dict[str, list[int | None]] = {"unique_id": list(range(len(records)))}
        columns["agency"] = [agencies.of(record.agency) for record in records]
        for at, part in enumerate(WORDS):
            numbers = [self._of[line.words[at]] for line in lines]
            for place, suffix in enumerate(("", "_other", "_skeleton")):
                columns[part + suffix] = [number[place] for number in numbers]
        # A slip is looked for in the family alone: in given names two different ones are too often one letter apart.
        texts = {
            "family_text": _texts(self._words, columns["family"]),
            "family_bones": _texts(self._skeletons, columns["family_skeleton"]),
        }
        columns["parts"] = [line.parts for line in lines]
        mother = [self._of[words[0]] if words else self._of[""] for words in mothers]
        columns["mother"], columns["mother_skeleton"] = [m[0] for m in mother], [m[2] for m in mother]
        columns["sex"] = [{"m": 1, "f": 2}.get(record.sex) for record in records]
        columns["year"] = [record.year for record in records]
        columns["day"] = [record.day for record in records]
        columns["gov"] = [self._place(record.gov) for record in records]
        columns["doc_kind"] = [kinds.of(record.doc_kind or "any") for record in records]
        columns["alike"] = _alike(columns["ism_skeleton"], columns["family_skeleton"])
        frequencies = self._frequencies(columns)
        columns["family_rarity"] = self._rarity_in_line(columns)
        arrays = {name: pa.array(values, pa.int32()) for name, values in columns.items()}
        arrays |= {name: pa.array(text, pa.string()) for name, text in texts.items()}
        arrays["doc"] = pa.array(_docs(records), pa.string())
        return Features(
            pa.table(arrays), frequencies,
            {name: _chance_equal(columns[name], TYPICAL[name]) for name in TERM_FREQUENCY_COLUMNS},
            [record.id for record in records], [record.agency for record in records],
        )  # fmt: skip

    def _place(self, written: str) -> int | None:
        if not written:
            return None
        folded = self._folded.get(written)
        if folded is None:
            folded = self._folded[written] = fold(written)[0]
        return self._places.of(folded)

    def _frequencies(self, columns: dict[str, list[int | None]]) -> dict[str, dict[int, float]]:
        found = {part: self._blended(columns[part], part == "family") for part in (*WORDS, "mother")}
        for column in ("year", "gov"):
            counts = Counter(value for value in columns[column] if value is not None)
            total, typical = counts.total() + _TYPICAL_RECORDS, _TYPICAL_RECORDS * TYPICAL[column]
            found[column] = {value: (count + typical) / total for value, count in counts.items()}
        return found

    def _blended(self, values: Iterable[int | None], is_family: bool) -> dict[int, float]:
        """Share of each word among the records that have this part: counted, and by the shipped table."""
        counts = Counter(value for value in values if value is not None)
        total = counts.total() + TABLE_RECORDS
        text = {number: word for word, number in self._words.number.items()}
        shares = {}
        for value, count in counts.items():
            known = tables.frequency(text[value])
            share = max(known.given, known.family if is_family else 0.0) if known else 0.0
            shares[value] = max(_LEAST_SHARE, (count + TABLE_RECORDS * share) / total)
        return shares

    def _rarity_in_line(self, columns: dict[str, list[int | None]]) -> list[int | None]:
        """Bits of the last word as a father's or grandfather's name: what it is worth where a family was left out."""
        shares = self._blended([*columns["father"], *columns["grandfather"]], is_family=False)
        bits = {value: math.floor(-math.log2(share)) for value, share in shares.items()}
        return [None if value is None else bits.get(value, 20) for value in columns["family"]]


def _alike(isms: Iterable[int | None], families: Iterable[int | None]) -> list[int | None]:
    """One number for records with the same consonants in ism and family."""
    pairs = [None if None in pair else pair for pair in zip(isms, families, strict=True)]
    counts = Counter(pair for pair in pairs if pair)
    number = {pair: at for at, (pair, count) in enumerate(counts.items(), 1) if count <= MOST_ALIKE}
    return [number.get(pair) if pair else None for pair in pairs]


def _texts(codes: _Codes, values: Iterable[int | None]) -> list[str | None]:
    text = {number: text for text, number in codes.number.items()}
    return [None if value is None else text[value] for value in values]


def _chance_equal(values: Iterable[int | None], typical: float) -> float:
    counts = Counter(value for value in values if value is not None)
    total = counts.total()
    pairs, equal = total * (total - 1), sum(count * (count - 1) for count in counts.values())
    return (equal + _TYPICAL_RECORDS**2 * typical) / (pairs + _TYPICAL_RECORDS**2)


def _docs(records: Sequence[Record]) -> list[str | None]:
    """Document numbers as letters and digits; one that too many share, such as a row of zeros, is none."""
    kept: dict[str, str] = {}
    for record in records:
        if record.doc and record.doc not in kept:
            kept[record.doc] = record.doc if record.doc.isascii() and record.doc.isalnum() else _alnum(record.doc)
    docs = [kept[record.doc] if record.doc else "" for record in records]
    shared = Counter(docs)
    return [doc if doc and shared[doc] <= MOST_SHARING_DOC else None for doc in docs]


def _alnum(doc: str) -> str:
    return fold(doc)[0].replace(" ", "")
