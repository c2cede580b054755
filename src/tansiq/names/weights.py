"""Every weight of a comparison, in bits where nothing else is said, and the codes of the steps that explain it."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

NO_MATCH: Final = -60.0


class Weights(NamedTuple):
    """What a comparison weighs by. They are data: kernels are given them, and nothing is compiled anew for others."""

    # --- two words
    same: float = 0.9  # probability that a name is written with the same letters twice
    same_across: float = 0.7  # ... in the other script
    same_spelling: float = 0.9  # ... with the same Latin letters, whatever name they spell
    same_respelt: float = 0.6  # ... with other Latin letters
    variant: float = 0.05  # that a nisba stands without its ending (Kathir for Kathiri) or in the feminine
    typo: float = 3e-4  # that a name becomes one particular other word by one slip
    unseen_typo: float = 3e-6  # share of a word that is in no table because it is a slip
    unseen_share: float = 6e-5  # share of bearers that a name absent from the tables is taken to have
    abd_is_absent: float = -4.0  # عبد before a name of God
    initial: float = 2.5
    unseen_chunk: float = -13.0  # a way of writing a letter that was never seen in training

    # --- two names
    counts_from: float = 0.5  # bits from which two words are held to be one
    doubtful_from: float = -0.5  # in the same place a doubtful reading is likelier than another name
    apart: float = 0.4
    ism_does_differ: float = -6.5
    ism_is_absent: float = -2.5
    prefix_is_absent: float = -3.5  # محمد in front of the name that he is called by
    ism_is_swapped: float = -4.0
    father_does_differ: float = -6.0
    patronymic_does_differ: float = -5.5
    family_does_differ: float = -4.0
    nisba_for_family: float = -1.5  # a man may be called by his family at home and by his place elsewhere
    word_is_absent: float = -1.1
    moved: float = -0.5
    same_letters: float = 0.0  # beside what a name weighs, where it is written with the very same letters
    word_is_turned: float = 0.0  # each name that stands before another where it stands behind it in the other
    kin_most: float = 12.5  # kin share their line and family: with another given name these prove a family, not a man
    half_kin_most: float = 18.0
    least_bits: float = -14.0
    kunya_alone_differs: float = -5.5
    # A kunya with a family name or nisba weighs little more: even with a birth year it stays below the threshold.
    kunya_name_ceiling: float = 6.5
    kunya_name_beyond: float = 1.5
    epithet_elsewhere: float = -1.0  # the kunya stands with one family name, the asked one is his otherwise
    kunya_most: float = 4.0
    kunya_alone_most: float = 7.0  # where one side has nothing else: it ranks, but never carries a match
    kunya_does_differ: float = -0.5  # a man may have several
    kunya_of_father: float = 0.7  # an eldest son is often named after his grandfather
    # Men share names: a name cannot prove which of them it is, so its weight levels off.
    name_ceiling: float = 18.5
    above_ceiling: float = 1.5  # bits that a name can add beyond the ceiling, however long

    # --- beside the name
    prior: float = -15.5  # log-odds, before anything is compared, that two kits are one person: about one in 46,000
    identifier_equal: float = 36.0
    identifier_differs: float = -6.0
    mother_does_differ: float = -6.0
    mother_most: float = 8.0
    place_equal: float = 2.0
    place_does_differ: float = -0.5
    place_meets_from: float = 3.0
    year: float = 365.25
    birth_same: float = 0.75
    birth_least: float = 0.5
    birth_most: float = 10.0
    birth_within_one: float = 1.3
    birth_within_two: float = 0.3
    birth_does_differ: float = -2.0
    birth_a_year: float = -0.65  # for each year beyond those tolerated
    birth_differs_most: float = -6.5  # a fifth of listed persons have births that lie years apart
    birth_tolerated_years: float = 2.0
    living_years: float = 50.0  # years over which births of people asked about are spread


WEIGHTS: Final = Weights()


def ranked(weights: Weights) -> Weights:
    """The weights by which candidates are put in order: no probability, so nothing levels off, and what two words in
    the same place have in common counts even where another name is the likelier explanation.
    """
    return weights._replace(
        doubtful_from=-6.0, half_kin_most=30.0, kin_most=18.0, name_ceiling=1e6, kunya_name_ceiling=1e6,
        word_is_turned=-2.0, same_letters=0.25, nisba_for_family=-3.0, birth_differs_most=-5.0,
    )  # fmt: skip


MATCH_THRESHOLD: Final = 0.25
"""Match probability from which a candidate becomes a hit that a human validator looks at."""
MATCH_BITS: Final = math.log2(MATCH_THRESHOLD / (1.0 - MATCH_THRESHOLD))
"""The same threshold in bits, as `match_weight` has it."""

# --- kinds of units in the arrays
ISM: Final = 1
NASAB: Final = 2
LAQAB: Final = 3
NISBA: Final = 4
KUNYA: Final = 5

# --- codes of steps
WORDS_MEET: Final = 1
WORD_MOVED: Final = 2
ISM_ABSENT: Final = 3
ISM_SWAPPED: Final = 4
ISM_DIFFERS: Final = 5
FATHER_DIFFERS: Final = 6
FAMILY_DIFFERS: Final = 7
PATRONYMIC_DIFFERS: Final = 8
WORD_ABSENT: Final = 9
KIN: Final = 10
KUNYA_MEETS: Final = 11
KUNYA_DIFFERS: Final = 12
KUNYA_OF_LINE: Final = 13
KUNYA_IS_NO_ISM: Final = 14
LEVELLED: Final = 15
LEAST: Final = 16
BIRTH_AGREES: Final = 17
BIRTH_NEAR: Final = 18
BIRTH_DIFFERS: Final = 19
MOTHER_AGREES: Final = 20
MOTHER_DIFFERS: Final = 21
PLACE_AGREES: Final = 22
PLACE_DIFFERS: Final = 23
PREFIX_ABSENT: Final = 24
