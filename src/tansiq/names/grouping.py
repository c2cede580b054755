"""Words to name units: which words belong together, and one spelling for each unit.

عبد الله and عبدالله, با وزير and باوزير, بلفقيه and با الفقيه, آل كثير and ال كثير, Abd al-Rahman and
Abdurrahman, Salah al-Din and Salahuddin come out alike. أبو with its name stays two words, so that it is never
taken for one, and is never عبد.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from tansiq.names import tables
from tansiq.names.compounds import ABD_JOINED, ALLAH, PLAIN, listed, spell, strip_article

PARTICLES: Final = listed("بن ابن بنت ابنه بني بنو ذو بيت ولد bin ben ibn bint bent bnt beni bani ould wald walad")
TITLES: Final = listed(
    "الشيخ السيد الحاج الدكتور الاستاذ المهندس ملا مولوي مولانا قاري حاجي سيد سيده دكتور استاذ العقيد العميد المقدم "
    "النقيب اللواء sheikh shaykh shaikh sheik sayyid sayyed sayed seyed seyyed sayid syed haji hajji hadji mullah "
    "molla maulavi mawlawi dr mr mrs eng col gen brigadier major general lieutenant colonel captain "
    "commander qari maulana mawlana hajj hafiz ustad ostad sidi sidy"
)
_ABU: Final = frozenset(["ابو", "ابا", "ابي", "abu", "abo", "abou", "aboo", "abi"])
_UMM: Final = frozenset(["ام", "umm", "um", "om", "oum", "omm"])
_ARTICLES: Final = frozenset(["ال", "al", "el", "ul", "il"])
_JOINS_ABD: Final = listed("ربه ربو النبي rabbo rabo rabbu rabbuh rabbo rabih allah ullah")
_ABD_LATIN: Final = re.compile(r"^(?:abd|abed)(?:[aeiou]([lrnstzd]|sh))?$")
_DIN: Final = re.compile(r"^(?:[aeou]d?|al|el)?d+(?:i|ee|ei|ie)ne?$")
_SUN: Final = re.compile(r"^[aeiu](sh|th|dh|[srndtzl])$")
_TAILS: Final = listed("زاده نجاد نزاد پور بور zadeh zada zade zadah nejad nezhad nejhad nejat pour pur poor")
_OF_ALLAH: Final = listed("اللهي ollahi ullahi")  # Faizollahi, written apart
# A second given name that is often written in one word with the first (Hamidreza, أحمدعلي).
_SECOND: Final = (
    "رضا", "علي", "حسن", "حسين", "محمد", "احمد", "خان", "جان", "reza", "riza", "rida", "ali", "hasan", "hassan",
    "hosein", "hossein", "hussein", "hussain", "mohammad", "mohammed", "muhammad", "mohamed", "ahmad", "ahmed", "khan",
)  # fmt: skip
_OFTEN: Final = 2e-4  # share of bearers from which a given name is common enough to be half of a word
_LEFT_BEHIND: Final = _ABU | listed("abdul abdel abdal")
_HEADS: Final = _ABU | _UMM | _ARTICLES | _JOINS_ABD | listed("با ba عبد abd abed")


class Unit(NamedTuple):
    """Folded words that are one name: their spelling, where they begin and end; a `particle` carries no name."""

    folded: str
    first: int
    past: int
    particle: bool = False


def group(words: Sequence[str]) -> list[Unit]:
    """Group folded words into units, in order; nothing is dropped, grouping the outcome changes nothing."""
    if all(map(_stands_alone, words)):
        return [Unit(word, at, at + 1, word in PARTICLES) for at, word in enumerate(words)]
    units = _group_once([Unit(half, at, at + 1) for at, word in enumerate(words) for half in _halves(word)])
    # A compound can complete another one: go on until the outcome stands.
    for _ in range(4):
        split = [Unit(word, unit.first, unit.past) for unit in units for word in unit.folded.split()]
        again = _group_once(split)
        if [unit.folded for unit in again] == [unit.folded for unit in units]:
            break
        units = again
    return _turned(units)


def _turned(units: list[Unit]) -> list[Unit]:
    """A name written family first, of which Abu or Abdul was left behind (Rahman, Omar Abdul): in its usual order."""
    head, family = units[-1], units[0]
    if len(units) < 3 or head.folded not in _LEFT_BEHIND or " " in family.folded or family.folded in PARTICLES | TITLES:
        return units
    if (head.folded[0] > "z") != (family.folded[0] > "z") or family.folded.startswith(("abdal", "عبد")):
        return units
    whole, _ = _next_unit([head, family], 0)
    return [*units[1:-1], whole._replace(first=family.first, past=family.past)]


@lru_cache(maxsize=65_536)
def _stands_alone(word: str) -> bool:
    """Whether a word neither begins nor completes a compound, whatever stands beside it."""
    return (
        spell(word) == word
        and word not in _HEADS
        and not _ABD_LATIN.match(word)
        and not _SUN.match(word)
        and not _completes(word)
        and len(_halves(word)) == 1
    )


@lru_cache(maxsize=65_536)
def _halves(word: str) -> tuple[str, ...]:
    """Two given names that are written as one word, or the word."""
    for second in _SECOND:
        first = word.removesuffix(second)
        if len(first) < 3 or first == word or word in PLAIN:
            continue
        if second in ("رضا", "reza", "riza"):
            return first, second
        if word in tables.frequencies() or word in tables.spellings():
            continue
        names = [first] if first in tables.frequencies() else tables.spellings().get(first, {})
        if any(known.given > _OFTEN for name in names if (known := tables.frequency(name))):
            return first, second
    return (word,)


def _completes(word: str) -> bool:
    name = strip_article(word)
    return bool(
        word in _TAILS | _OF_ALLAH
        or word in ("الله", "الدين", "الرحمن", "الرحمان")
        or (len(word) > 2 and (ALLAH.match(word) or _DIN.match(word)))
        or (word != name and name in ("rahman", "rehman") and word[:2] in ("al", "ur"))
    )


def _group_once(words: Sequence[Unit]) -> list[Unit]:
    units: list[Unit] = []
    at = 0
    while at < len(words):
        unit, used = _next_unit(words, at)
        if units and (joined := _tail(units[-1], unit)):
            units[-1] = joined
        else:
            units.append(unit)
        at += used
    return units


def _next_unit(words: Sequence[Unit], at: int) -> tuple[Unit, int]:
    """The unit that starts at a word, and how many words it takes."""
    word, first, past, _ = words[at]
    rest = len(words) - at - 1
    following = words[at + 1].folded if rest else ""
    if not rest:
        return Unit(spell(word), first, past, word in PARTICLES), 1
    if word in _ABU | _UMM and following not in PARTICLES:
        return _with_head(words, at, "")
    if word == "با" or word == "ba":
        return _with_head(words, at, word)
    if (word in _ARTICLES or _is_sun_article(word, following)) and following not in PARTICLES:
        article = "ال" if word == "ال" else "al"
        inner, used = _next_unit(words, at + 1)
        return Unit(spell(article + strip_article(inner.folded)), first, inner.past), used + 1
    if word == "عبد" and (following.startswith("ال") or following in _JOINS_ABD):
        inner, used = _next_unit(words, at + 1)
        return Unit("عبد" + inner.folded, first, inner.past), used + 1
    if _ABD_LATIN.match(word) and (word not in ("abd", "abed") or _follows_abd(words, at + 1)):
        return _abd(words, at)
    return Unit(spell(word), first, past, word in PARTICLES), 1


def _with_head(words: Sequence[Unit], at: int, joined: str) -> tuple[Unit, int]:
    """أبو, أم and با take the unit after them; با is joined to it, the others stay a word of their own."""
    word, first, _, _ = words[at]
    inner, used = _next_unit(words, at + 1)
    name = strip_article(inner.folded)
    if joined:
        return Unit(joined + name, first, inner.past), used + 1
    head = ("ابو" if word in _ABU else "ام") if word[0] > "z" else ("abu" if word in _ABU else "um")
    if head + name in PLAIN or (head == "abu" and name in ("bakr", "bakar", "baker")):
        return Unit("ابوبكر" if head == "ابو" else "abubakr", first, inner.past), used + 1
    return Unit(f"{head} {name}", first, inner.past), used + 1


def _abd(words: Sequence[Unit], at: int) -> tuple[Unit, int]:
    word, first, _, _ = words[at]
    inner, used = _next_unit(words, at + 1)
    if at + 2 < len(words) and _is_abd_again(inner.folded, words[at + 2].folded):
        inner, used = _next_unit(words, at + 2)
        used += 1
    again = strip_article(inner.folded)
    if again.startswith("abdal"):  # Abd written twice, or cut off and begun again
        return Unit(again, first, inner.past), used + 1
    article = used > 1 or word in ("abd", "abed")  # after Abdul a joined al- belongs to the name (Abdul Aleem)
    name = strip_article(inner.folded) if article else inner.folded
    name = "lah" if ALLAH.match(inner.folded) else name
    return Unit("abdal" + name, first, inner.past), used + 1


def _follows_abd(words: Sequence[Unit], at: int) -> bool:
    word = words[at].folded
    following = words[at + 1].folded if at + 1 < len(words) else ""
    joined = len(word) > 4 and (word.startswith(("al", "el")) or bool(ABD_JOINED.match(word)))
    return (
        joined or word in _ARTICLES | _JOINS_ABD or _is_sun_article(word, following) or _is_abd_again(word, following)
    )


def _is_abd_again(word: str, following: str) -> bool:
    """Whether an article stands between Abd and the same Abd once more."""
    return bool(_SUN.match(word)) and following.startswith("abd")


def _is_sun_article(word: str, following: str) -> bool:
    found = _SUN.match(word)
    return bool(found and following.startswith(found.group(1)))


def _tail(before: Unit, unit: Unit) -> Unit | None:
    """The compound of two units when the second completes the first: الدين, الله and الرحمن; else None."""
    if before.particle or unit.particle or before.folded in TITLES | _ABU or len(before.folded) < 2:
        return None
    if unit.folded in _TAILS:
        return Unit(before.folded + unit.folded, before.first, unit.past)
    name = strip_article(unit.folded)
    if unit.folded in _OF_ALLAH:
        return Unit(before.folded + unit.folded, before.first, unit.past)
    for arabic, latin in (("الله", "allah"), ("الدين", "aldin"), ("الرحمن", "alrahman"), ("الرحمان", "alrahman")):
        if unit.folded == arabic and not before.folded.startswith("عبدال"):
            return Unit(before.folded + arabic.replace("مان", "من"), before.first, unit.past)
        hit = {"allah": ALLAH, "aldin": _DIN}.get(latin)
        if hit and hit.match(unit.folded) and len(unit.folded) > 2 and not before.folded.startswith("abdal"):
            return Unit(before.folded + latin, before.first, unit.past)
    if unit.folded != name and name in ("rahman", "rehman") and unit.folded[:2] in ("al", "ur"):
        return Unit(before.folded + "alrahman", before.first, unit.past)
    return None
