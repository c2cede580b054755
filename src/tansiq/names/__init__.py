"""Person names in Arabic and Latin script: folding, tokens, keys, comparison, and whether a name is enough.

A pure library: no Django, no database, no clock. It owns how names are read and weighed. It does not own
persons, pairs or judgements: a score suggests, a person judges. Words: ism (given name), nasab (the line of
fathers), kunya (أبو فلان), laqab (by-name that stands for the family), nisba (الحضرمي); `core` is what of a
word is compared, `skeleton` its consonants, `match_weight` bits, `match_probability` 0 to 1.
"""

from tansiq.names.blocking import keys, keys_of, year_keys
from tansiq.names.comparison import Near, compare, match_weights, nearest, probability
from tansiq.names.folding import MAX_NAME, fold
from tansiq.names.lineage import declared, met, names_within
from tansiq.names.parts import Comparison, Kept, Kit, Parts, Step
from tansiq.names.planning import NEAR, WIDE, Arm, Reach, expected, plan, shipped_share
from tansiq.names.reading import Units, kept_words, units, words_of
from tansiq.names.sufficiency import Sufficiency, sufficient
from tansiq.names.tokens import Token, tokens
from tansiq.names.weights import MATCH_BITS, MATCH_THRESHOLD

__all__ = [
    "MATCH_BITS",
    "MATCH_THRESHOLD",
    "MAX_NAME",
    "NEAR",
    "WIDE",
    "Arm",
    "Comparison",
    "Kept",
    "Kit",
    "Near",
    "Parts",
    "Reach",
    "Step",
    "Sufficiency",
    "Token",
    "Units",
    "compare",
    "declared",
    "expected",
    "fold",
    "kept_words",
    "keys",
    "keys_of",
    "match_weights",
    "met",
    "names_within",
    "nearest",
    "plan",
    "probability",
    "shipped_share",
    "sufficient",
    "tokens",
    "units",
    "words_of",
    "year_keys",
]
