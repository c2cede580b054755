"""The shape of the arrays in which names are compared."""

from __future__ import annotations

from typing import Final

LETTERS: Final = 24
"""Letters of a word that are compared."""
SKELETON: Final = 12
SKELETONS: Final = 4
CHUNK: Final = 4  # Latin letters that may write one Arabic letter
READINGS: Final = 12  # known names that a Latin word may be
NAMES: Final = 12
KUNYAS: Final = 3
EPITHETS: Final = 4
# Places in a row: how many names, kunyas, epithets; then each with its kind.
FIRST_NAME: Final = 3
FIRST_KIND: Final = FIRST_NAME + NAMES
FIRST_KUNYA: Final = FIRST_KIND + NAMES
FIRST_EPITHET: Final = FIRST_KUNYA + KUNYAS
FIRST_EPITHET_KIND: Final = FIRST_EPITHET + EPITHETS
MOTHER: Final = FIRST_EPITHET_KIND + EPITHETS
ROW: Final = MOTHER + 1
