"""Which words could meet any word of a name: one pass over many words, so that only those are weighed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tansiq.names.grouping import cores
from tansiq.names.skeleton import skeletons
from tansiq.names.tokens import Token

# What `evidence.meet` allows at most between two spellings in Arabic, and between two skeletons.
_SLIPS: Final = 2
_SKELETON_SLIPS: Final = 1


def near_words(asked: Collection[Token], words: Iterable[str]) -> frozenset[str]:
    """Those of the folded words that may meet one of the asked tokens; of the others none does.

    Arabic words are near by their letters; where either is Latin, by their skeletons; an initial is near to all.
    """
    every = frozenset(words)
    mine = {form for token in asked for form in _forms(token.folded)}
    if any(len(form) <= 1 for form in mine):
        return every
    near = {word for word in every if len(word) <= 1}
    latin, arabic = _by_script(mine)
    latin_forms, arabic_forms = _forms_of(every - near)
    near |= _within(_SLIPS, arabic, arabic_forms)
    near |= _within(_SKELETON_SLIPS, _skeletons(latin), _by_skeleton(latin_forms, arabic_forms) if latin else {})
    near |= _within(_SKELETON_SLIPS, _skeletons(arabic), _by_skeleton(latin_forms) if arabic else {})
    return frozenset(near)


def _forms(folded: str) -> set[str]:
    return {folded, *cores(folded)}


def _by_script(forms: Iterable[str]) -> tuple[set[str], set[str]]:
    found: tuple[set[str], set[str]] = (set(), set())
    for form in forms:
        found[not form.isascii()].add(form)
    return found


def _forms_of(words: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The words under each of their forms, Latin and Arabic apart."""
    found: tuple[dict[str, set[str]], dict[str, set[str]]] = (defaultdict(set), defaultdict(set))
    for word in words:
        for form in _forms(word):
            found[not form.isascii()][form].add(word)
    return found


def _skeletons(forms: Iterable[str]) -> set[str]:
    return {skeleton for form in forms for skeleton in skeletons(form)}


def _by_skeleton(*many: dict[str, set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for forms in many:
        for form, words in forms.items():
            for skeleton in skeletons(form):
                found[skeleton] |= words
    return found


def _within(slips: int, asked: Iterable[str], forms: dict[str, set[str]]) -> set[str]:
    choices = list(forms)
    return (
        {
            word
            for form in asked
            for choice, _, _ in process.extract(form, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
            for word in forms[choice]
        }
        if choices
        else set()
    )
