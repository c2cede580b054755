"""What no text of a case may hold: numbers of intelligence, and how a device is built. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tansiq.kernel.charter.folding import fold

# Reports, subjects, traces, requests, plans, disclosures, recalls, asks, hits and opened packets.
_INTELLIGENCE: Final = re.compile(r"\b(?:[PJTQDZAGVE]-[0-9A-Z]{4}-[0-9A-Z]{4}|H-[0-9A-F]{8})\b", re.IGNORECASE)
# Spelt as `fold` leaves them; a sign of per cent is written out before.
PER_CENT: Final = " percent "
_AMOUNT = r"(?:\d+(?: \d+)?|نصف|ربع|ثلث)"
_MEASURE = (
    r"(?:percent|غرام\w*|جرام\w*|غ|جم|كجم|كغ|كيلو\w*|لتر\w*|مل|ملعقه|جزا?|اجزا|بالميه|g|gr|grams?|kg|ml|litres?|parts?)"
)
_MIXING = r"(?:يخلط|تخلط|اخلط|خلط|خلطه|يمزج|مزج|امزج|يذاب|ratio|mix|mixed|mixing|blend|dissolve)"
_WIRING = r"(?:يوصل|توصيل|يلحم|لحام|wire|wired|wiring|solder|soldered|connect|connected)"
_PARTS = r"(?:صاعق|بادي|بطاري|دايره|مفتاح|سلك|اسلاك|detonator|initiator|battery|circuit|relay|switch|terminal)"
# An amount near a verb of mixing, a ratio of two numbers, or parts that are joined.
_CONSTRUCTION: Final = (
    re.compile(rf"\b{_MIXING}(?: \S+){{0,8}}? {_AMOUNT} {_MEASURE}\b"),
    re.compile(rf"\b{_AMOUNT} {_MEASURE}(?: \S+){{0,8}}? {_MIXING}\b"),
    re.compile(rf"\b{_WIRING}(?: \S+){{0,4}}? \w{{0,3}}{_PARTS}"),
    re.compile(r"\b(?:ال)?(?:نسبه|نسب|ratio)(?: \S+){0,4}? \d+ (?:الي|to|من|ل) ?\d+"),
)


def is_of_intelligence(text: str) -> bool:
    """Whether a text names a record of intelligence or of the gateway by its number (G9)."""
    return bool(_INTELLIGENCE.search(text))


def spelt_out(text: str) -> str:
    """The text with signs of per cent written as a word, which folding would drop."""
    return text.replace("%", PER_CENT).replace("٪", PER_CENT)


def says_construction(texts: Iterable[str]) -> bool:
    """Whether any of these texts says how a device is built: amounts that are mixed, ratios, how parts are joined.

    Names of parts alone are no such detail.
    """
    for text in texts:
        folded = fold(spelt_out(text))
        if any(pattern.search(folded) for pattern in _CONSTRUCTION):
            return True
    return False
