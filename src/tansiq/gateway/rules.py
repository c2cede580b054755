"""What the counter answers and what makes an ask one that may be answered: pure."""

from __future__ import annotations

import hashlib
import hmac
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

# Letters that are not mistaken for each other over a radio.
ALPHABET = "234679ACDEFGHJKMNPQRTUVWXYZ"
AnswerCode = Literal["arrest_order", "call_before_detaining", "insufficient_identity", "no_record_for_you"]
# A name has few words; a list has lines, separators or many more.
MOST_WORDS = 14
_SEPARATORS = re.compile(r"[\n\r;؛|\t]|,.*,|،.*،|\s[/&+]\s|\sو\s")

JOINT_ROOM = "joint-room"
PROTECTION_DESK = "protection"
# So many ways of asking about what may be one person, within a day, are told to the inspector.
VARIANTS = 6
# Words that so few share are one person's more often than not: more common ones join two asks only together.
RARE = 1 / 5_000


def is_boilerplate(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text is nothing but a set phrase such as "متابعة"."""
    return text.strip().casefold() in {phrase.casefold() for phrase in phrases}


def is_list_of_people(*texts: str) -> bool:
    """Whether what should be one name is a list: lines, separators, or more words than a name has."""
    return any(_SEPARATORS.search(text.strip()) or len(text.split()) > MOST_WORDS for text in texts)


def answer(
    *, enough: bool, number: bool, order_fits: bool, order_shares_identifier: bool, confirmed: bool
) -> AnswerCode:
    """What the counter answers.

    Args:
        enough: the parts given suffice, told from the shipped frequency table alone.
        number: a slip or redress number in force was given, or a strong identifier of its holder.
        order_fits: an order in force fits the kit.
        order_shares_identifier: that order has an equal strong identifier.
        confirmed: the duty officer confirmed this ask face to face or by voice.

    Returns:
        An order answers as such only once identity is established; it then outranks a number, which exists because
        the order is often another man's.

    Source:
        contracts.md 4; walls-and-clocks 4.5 and 4.7.
    """
    if order_fits and (order_shares_identifier or confirmed):
        return "arrest_order"
    if number:
        return "call_before_detaining"
    if not enough:
        return "insufficient_identity"
    return "call_before_detaining" if order_fits else "no_record_for_you"


@dataclass(frozen=True)
class Tried:
    """An ask as it was typed: its kit, the keys of its name, and everything that was written."""

    kit_id: UUID
    keys: frozenset[int]
    typed: tuple[tuple[str, str], ...]


def iterated(asks: Sequence[Tried], *, share: Callable[[int], float]) -> set[UUID]:
    """Asks of one member that try one person again and again with varying parts.

    Args:
        asks: of one member within the window.
        share: part of all people who have a word of this key, 0 to 1.

    Returns:
        Kits of the largest group about what may be one person, where at least `VARIANTS` of them differ in what was
        typed; else nothing. The very same question put again is no variant.

    Source:
        walls-and-clocks 4.5: identity by iteration; our own rule.
    """
    best: set[UUID] = set()
    for centre in asks:
        group = [other for other in asks if _may_be_one(centre.keys & other.keys, share)]
        if len({other.typed for other in group}) >= VARIANTS and len(group) > len(best):
            best = {other.kit_id for other in group}
    return best


def _may_be_one(common: frozenset[int], share: Callable[[int], float]) -> bool:
    return len(common) >= 2 and math.prod(share(key) for key in common) <= RARE


def flags(*, answer: str, happened: str, is_child: bool) -> list[str]:
    """What is wrong with what was done after an answer: codes of the alarms that tell the inspector.

    Args:
        answer: what the counter had answered.
        happened: `held` and `handed_over` mean that somebody is held, `let_go` that nobody is.
        is_child: by the birth given the person is a child, or may be.

    Returns:
        AGAINST-THE-ANSWER: held without an order that answered, or let go although one did; CHILD-HELD.

    Source:
        W-4: what happened is accepted, with its flag and its alarm; contracts.md 4; G6.
    """
    is_held, is_ordered = happened in ("held", "handed_over"), answer == "arrest_order"
    found = []
    if (is_held and not is_ordered) or (happened == "let_go" and is_ordered):
        found.append("AGAINST-THE-ANSWER")
    if is_held and is_child:
        found.append("CHILD-HELD")
    return found


def challenge(agency: str, day: date, key: bytes) -> str:
    """The code of the day that a unit's officer speaks over the radio: four letters, from the agency and the day."""
    digest = hmac.new(key, f"{agency}|{day.isoformat()}".encode(), hashlib.sha256).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:4])
