"""One spelling for a name in one word, and what of it is compared: without article, the compound dissolved.

Abdulrahman, Abdurrahman and Abdelrahman come out alike, Salahuddin and Salaheddine, بلفقيه and باالفقيه.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final


def listed(text: str) -> frozenset[str]:
    """Words of a list that stand in one line."""
    return frozenset(text.split())


ABD_JOINED: Final = re.compile(r"^abd[aeiou](?:l(?=.{2})|(sh|[rnstzd])(?=\1))?(.{2,})$")
ALLAH: Final = re.compile(r"^(?:a|u|o|e)?ll?ah?$")
_ALLAH_TAIL: Final = re.compile(r"^(.{3,}?)[aeou]ll(?:ah|a)$")
_DIN_TAIL: Final = re.compile(r"^(.{2,}?)(?:[aeo]l|[aeou]d|[aeou](?=d))d(?:i|ee|ei|ie)ne?$")
_SUN_JOINED: Final = re.compile(r"^[ae](sh|[srndtzl])\1(.{3,})$")
_SHORT: Final = dict.fromkeys(("mohd", "muhd", "mohmd", "mhd", "md"), "mohammed")
_BAL_LATIN: Final = re.compile(r"^b[aei]l([bcdfghjkmnpqrstvwxyz].{3,})$")
_ABU_JOINED: Final = re.compile(r"^(?:abu(?=.{3})|abou(?=.{4})|abo(?=[^ou].{3}))(.+)$")
# Names that begin like a compound and are none.
PLAIN: Final = listed(
    "ابوبكر abubakr بلقيس بلال بلقاسم bilqis belqis balqis belqees الياس الهام الطاف الفت التفات البير الاء الين "
    "belgacem belkacem belkasem belgasem belqasem belqassim bilqasim elias ilyas alyas elham ilham altaf albert "
    "alexander alaeddin aladdin allan alfred elizabeth ellen"
)


@lru_cache(maxsize=65_536)
def spell(word: str) -> str:
    """The one spelling of a single folded word (its article and compounds); spelling twice changes nothing."""
    word = _SHORT.get(word, word)
    if word in PLAIN or len(word) < 4:
        return word
    if word[0] > "z":
        return _spell_arabic(word)
    if found := ABD_JOINED.match(word):
        rest = found.group(2)
        if rest == "abd" or ABD_JOINED.match(rest):
            return spell(rest)
        return "abdallah" if ALLAH.match(rest) or rest in ("lah", "la") else "abdal" + rest
    if found := _ABU_JOINED.match(word):
        name = strip_article(found.group(1))
        return "abubakr" if name in ("bakr", "bakar", "baker") else f"abu {name}"
    if found := _DIN_TAIL.match(word):
        return found.group(1) + "aldin"
    if (found := _ALLAH_TAIL.match(word)) and len(word) > 6:
        return found.group(1) + "allah"
    if found := _BAL_LATIN.match(word):
        return "ba" + found.group(1)
    return word


def _spell_arabic(word: str) -> str:
    if word.startswith("ابو") and len(word) > 5:
        return f"ابو {strip_article(word[3:])}"
    if word.startswith("بل") and len(word) > 4 and word[2] not in "اوي":
        return "با" + word[2:]
    if word.startswith("باال") and len(word) > 6:
        return "با" + word[4:]
    return word


def strip_article(word: str) -> str:
    """A unit without its article (ال, al-, el-, an assimilated an-Nahdi or Annahdi); names like إلهام keep theirs."""
    if word in PLAIN:
        return word
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    if word.startswith(("al", "el", "ul")) and len(word) > 4 and word.isascii():
        return word[2:]
    if found := _SUN_JOINED.match(word):
        return found.group(1) + found.group(2)
    return word


@lru_cache(maxsize=65_536)
def cores(folded: str) -> tuple[str, ...]:
    """What of a unit is compared: without article, أبو joined, the article inside a compound dropped.

    A joined Latin "al" may be the article or not (Alhaddad, Aladdin): then both readings, the likelier first.
    """
    if not folded:
        return ("",)
    head, _, name = folded.rpartition(" ")
    if head:  # rule: E02 -> return cores(name)
        return (head + cores(name)[0],)
    if folded[0] > "z":
        core = "عبد" + folded[5:] if folded.startswith("عبدال") and len(folded) > 6 else strip_article(folded)
        for tail in ("الله", "الدين", "الرحمن"):
            if core.endswith(tail) and len(core) > len(tail) + 1:
                core = core.removesuffix(tail) + tail[2:]
        return (core,)
    if folded.startswith("abdal") and len(folded) > 6:
        return ("abd" + folded[5:],)
    for tail in ("allah", "aldin", "alrahman"):
        if folded.endswith(tail) and len(folded) > len(tail) + 1:
            return (folded.removesuffix(tail) + tail[2:],)
    bare = strip_article(folded)
    return (bare,) if bare == folded else (bare, folded)


@lru_cache(maxsize=65_536)
def without_abd(folded: str) -> str:
    """The core by which a man named عبد with a name of God is often called (Hamid for Abd al-Hamid); else nothing."""
    core = cores(folded)[0]
    name = core.removeprefix("abd" if core.isascii() else "عبد")
    return name if name != core and len(name) > 2 and name not in ("الله", "allah", "lah") and " " not in folded else ""
