"""The remarks of an OFAC row: births, papers, weak aliases, written as one text in the issuer's fixed phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tansiq.exchange.formats.listing import DocumentKind, ListedBirth, ListedDocument

CUT_AT = 1000
"""Longest remark in the file; a longer one is cut there by the issuer, wherever that falls."""

_DAY = r"(?:(?:\d{2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) )?"
_SPAN = re.compile(rf"(?:circa )?{_DAY}([12]\d{{3}})(?:(?: to |-){_DAY}([12]\d{{3}}))?")
_BIRTH = re.compile(r"(?:alt\. )?DOB (.+)")
_PLACE = re.compile(r"(?:alt\. )?POB (.+)")
_NATION = re.compile(r"(?:alt\. )?(?:nationality|citizen) (.+)")
_ALIAS = re.compile(r"(?:alt\. )?[afn]\.k\.a\. '(.+)'")
_PAPER = re.compile(
    r"(?:alt\. )?(?:(?P<passport>(?:Diplomatic )?Passport)|(?P<national>National ID No\.|Cedula No\.|D\.N\.I\.)"
    r"|(?P<other>Identification Number|Personal ID Card|Tazkira National ID Card)) (?P<number>.+?)"
    r"(?: (?:\(|issued |expires ).*)?"
)
_PAPER_KINDS: tuple[DocumentKind, ...] = ("passport", "national", "other")


@dataclass(frozen=True)
class Remarks:
    """What is taken from a remark; all else in it stays in the record's source."""

    births: tuple[ListedBirth, ...]
    nationalities: tuple[str, ...]
    birth_places: tuple[str, ...]
    documents: tuple[ListedDocument, ...]
    aliases: tuple[str, ...]


def read_remarks(text: str) -> Remarks:
    """Take the phrases that are known from a remark: "DOB 1979; POB Riyadh, Saudi Arabia; a.k.a. 'X'."

    The last phrase of a cut remark is left out, since half a number is another number. A birth in words that are not
    known keeps its words and has no years.
    """
    phrases = text.split("; ")
    if len(text) >= CUT_AT and not text.endswith("."):
        phrases.pop()
    elif text.endswith("."):
        phrases[-1] = phrases[-1][:-1]
    return Remarks(
        births=tuple(dict.fromkeys(map(_birth, _matches(_BIRTH, phrases)))),
        nationalities=_matches(_NATION, phrases),
        birth_places=_matches(_PLACE, phrases),
        documents=tuple(dict.fromkeys(_paper(found) for found in map(_PAPER.fullmatch, phrases) if found)),
        aliases=_matches(_ALIAS, phrases),
    )


def _matches(phrase: re.Pattern[str], phrases: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found[1].strip() for found in map(phrase.fullmatch, phrases) if found))


def _birth(words: str) -> ListedBirth:
    span = _SPAN.fullmatch(words)
    if span is None:
        return ListedBirth(words, None, None)
    return ListedBirth(words, int(span[1]), int(span[2] or span[1]))


def _paper(found: re.Match[str]) -> ListedDocument:
    kind = next(kind for kind in _PAPER_KINDS if found[kind])
    return ListedDocument(kind, found["number"])
