"""Person names in Arabic and Latin script: folding, tokens, keys, comparison, and whether a name is enough.

A pure library: no Django, no database, no clock. It owns how names are read and weighed. It does not own
persons, pairs or judgements: a score suggests, a person judges. Words: ism (given name), nasab (the line of
fathers), kunya (أبو فلان), laqab (by-name that stands for the family), nisba (الحضرمي); `core` is what of a
word is compared, `skeleton` its consonants, `match_weight` bits, `match_probability` 0 to 1.
"""

from tansiq.names.blocking import is_weak, keys, search_keys
from tansiq.names.ceiling import Kept, birth_window, ceilings
from tansiq.names.comparison import MATCH_BITS, MATCH_THRESHOLD, compare
from tansiq.names.folding import MAX_NAME, fold
from tansiq.names.parts import Comparison, Kit, Parts, Step
from tansiq.names.sufficiency import Sufficiency, sufficient
from tansiq.names.tokens import Token, folded_parts, tokens

__all__ = [
    "MATCH_BITS",
    "MATCH_THRESHOLD",
    "MAX_NAME",
    "Comparison",
    "Kept",
    "Kit",
    "Parts",
    "Step",
    "Sufficiency",
    "Token",
    "birth_window",
    "ceilings",
    "compare",
    "fold",
    "folded_parts",
    "is_weak",
    "keys",
    "search_keys",
    "sufficient",
    "tokens",
]
