"""What is told at the command line, in the language of `--lang`, also where no settings can be read.

Read from the catalogue itself, for Django's own translation needs the settings, and those make keys where there are
none: a restore begins on a machine that has neither, and a wrong setting is told as well. JSON stays as it is,
whatever the language.

What a fault says is written in English where it is found, often in code that knows nothing of Django or of this
folder. It is said anew here, by the sentences of `sentences`: what varies in one is put into the other.
"""

from __future__ import annotations

import os
import re
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Self

from tansiq.kernel.saying import sentences

LOCALE = Path(__file__).resolve().parents[2] / "locale"
LANGUAGES = ("ar", "en")
PART = re.compile(r"%\\\((\w+)\\\)s")
CODED = re.compile(r"(.+) (\[[A-Z_]+\])", re.DOTALL)
PLACE = re.compile(r"\b(row|field|line|column) (?=\S)")


def gettext_noop(text: str) -> str:
    """Mark a sentence for the catalogue. Django's own asks for the settings, which a restore has not yet."""
    return text


class Words(str):
    """English words that remember what they were made of, so that a command says them in its reader's language.

    Args:
        template: the sentence as the catalogue has it, with `%(name)s` where parts stand.
        parts: what stands there: paths, names and moments.
    """

    __slots__ = ("parts", "template")
    template: str
    parts: dict[str, object]

    def __new__(cls, template: str, **parts: object) -> Self:
        made = super().__new__(cls, template % parts)
        made.template, made.parts = template, parts
        return made


def language() -> str:
    """`ar` or `en`, as `--lang` was given."""
    return os.environ.get("TANSIQ_LANG", "ar")


@cache
def _catalogue(lang: str) -> NullTranslations:
    return translation("django", LOCALE, languages=[lang], fallback=True)


def gettext(text: str) -> str:
    """A sentence of the catalogue in the language of the command; English where there is no catalogue."""
    return _catalogue(language()).gettext(text) if text else text


def pgettext(context: str, text: str) -> str:
    """Likewise, of a word that needs a context."""
    return _catalogue(language()).pgettext(context, text)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What each sentence looks like once its parts are filled in; those with the most words of their own come first."""
    told = sorted(sentences.SENTENCES, key=lambda text: -len(re.sub(r"%\(\w+\)s", "", text)))
    return tuple((re.compile(PART.sub(r"(?P<\1>.*?)", re.escape(text)), re.DOTALL), text) for text in told)


def known(text: str) -> tuple[str, dict[str, str]] | None:
    """The sentence that a text is, with what stands in its parts; None where it is none of those here."""
    for pattern, template in _patterns():
        if found := pattern.fullmatch(text):
            return template, found.groupdict()
    return None


def sentence(text: str) -> str:
    """What a fault says in English, said in the language of the command; as it stands where nobody has its words."""
    if language() == "en":
        return text
    if found := known(text):
        template, parts = found
        return gettext(template) % {name: sentence(part) for name, part in parts.items()}
    if coded := CODED.fullmatch(text):
        return f"{sentence(coded[1])} {coded[2]}"
    place, colon, why = text.partition(": ")
    told = sentence(why) if colon else ""
    return f"{_placed(place)}: {told}" if colon and told != why else text


def _placed(text: str) -> str:
    """Where something stands, `row 3, field name`, in the language of the command."""
    names = {"row": gettext("row"), "field": gettext("field"), "line": gettext("line"), "column": gettext("column")}
    return PLACE.sub(lambda found: f"{names[found[1]]} ", text)


def words(told: str) -> str:
    """What was said with parts in it, said anew; text of any other kind as it is."""
    return gettext(told.template) % told.parts if isinstance(told, Words) else told


def of(fault: BaseException) -> str:
    """What a fault says, in the language of the command."""
    told = fault.args[0] if fault.args else ""
    if isinstance(told, Words):
        return words(told)
    if isinstance(fault, OSError) and fault.strerror:
        why = sentence(fault.strerror)
        return f"{fault.filename}: {why}" if fault.filename else why
    return sentence(str(fault))
