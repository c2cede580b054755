"""Nearness: which words of an index may meet a word that is asked about; a rough look that misses nobody."""

from __future__ import annotations

import numpy as np

from tansiq.names.kernels.compiled import compiled
from tansiq.names.layout import (
    EPITHETS,
    FIRST_EPITHET,
    FIRST_EPITHET_KIND,
    FIRST_KIND,
    FIRST_KUNYA,
    FIRST_NAME,
    KUNYAS,
    MOTHER,
    NAMES,
    ROW,
)

SLIPS = 2  # letters by which spellings in one script may differ and still meet
NAME_SLOT, KUNYA_SLOT, EPITHET_SLOT, MOTHER_SLOT, NO_SLOT = range(5)


@compiled
def bits_of(mask):
    """How many bits of a mask are set."""
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count


@compiled
def within(a, count, b, other, most, rows):
    """Whether the optimal string alignment distance of two spellings is at most so much."""
    if abs(count - other) > most:
        return False
    before, last, row = rows[0], rows[1], rows[2]
    for j in range(other + 1):
        last[j] = j
        before[j] = j
    for i in range(1, count + 1):
        low, high = max(1, i - most), min(other, i + most)
        row[low - 1] = i if low == 1 else most + 1
        least = row[low - 1]
        for j in range(low, high + 1):
            value = last[j - 1] + (a[i - 1] != b[j - 1])
            if row[j - 1] + 1 < value:
                value = row[j - 1] + 1
            if j <= i - 1 + most and last[j] + 1 < value:
                value = last[j] + 1
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1] and before[j - 2] + 1 < value:
                value = before[j - 2] + 1
            row[j] = value
            least = min(least, value)
        if least > most:
            return False
        before, last, row = last, row, before
    return last[other] <= most


@compiled
def near_units(words, of_word, seen, asked, skeletons):
    """Numbers of the units among these words that may meet a spelling or have a skeleton that is asked about.

    Args:
        words: numbers of words; `of_word` gives the unit of each.
        seen: the units as a vocabulary keeps them.
        asked: spellings that are asked about, in the same form.
        skeletons: sorted digests of skeletons that sound like one that is asked about.
    """
    visited = np.zeros(seen.shape[0], np.bool_)
    found = np.empty(words.shape[0], np.int32)
    rows = np.empty((3, 64), np.int32)
    initials = 0
    for at in range(asked.shape[0]):
        if asked[at].is_initial:
            initials |= asked[at].first
    count = 0
    for at in range(words.shape[0]):
        unit = of_word[words[at]]
        if not visited[unit]:
            visited[unit] = True
            if is_near(seen[unit], asked, skeletons, initials, rows):
                found[count] = unit
                count += 1
    return found[:count]


@compiled
def is_near(unit, asked, skeletons, initials, rows):
    """Whether a unit may meet one that is asked about: by initials, by skeleton, or within `SLIPS` letters.

    Args:
        asked: units that are asked about.
        skeletons: theirs, sorted.
        initials: a mask of theirs.
        rows: three rows of working space for `within`.
    """
    if unit.is_always or unit.first & initials:
        return True
    for at in range(unit.skeletons):
        place = np.searchsorted(skeletons, unit.skeleton[at])
        if place < skeletons.shape[0] and skeletons[place] == unit.skeleton[at]:
            return True
    for at in range(asked.shape[0]):
        if asked[at].is_latin != unit.is_latin:
            continue
        for x in range(asked[at].spellings):
            for y in range(unit.spellings):
                # Each slip changes at most two of the letters that occur.
                if bits_of(asked[at].letters[x] ^ unit.letters[y]) <= 2 * SLIPS and within(
                    asked[at].spelling[x], asked[at].size[x], unit.spelling[y], unit.size[y], SLIPS, rows
                ):
                    return True
    return False


@compiled
def rows_of(words, counts, slots, kinds, of_word, numbers):
    """Kept names as rows of a lexicon, below one another; a unit without a number there is one that meets nothing."""
    found = np.full((counts.shape[0], ROW), -1, np.int32)
    first = 0
    for at in range(counts.shape[0]):
        row = found[at]
        names, kunyas, epithets = 0, 0, 0
        for place in range(first, first + counts[at]):
            word = words[place]
            unit = max(0, numbers[of_word[word]])
            if slots[word] == NAME_SLOT:
                to = min(names, NAMES - 1)  # of too many the last is kept
                row[FIRST_NAME + to], row[FIRST_KIND + to] = unit, kinds[word]
                names += 1
            elif slots[word] == KUNYA_SLOT and kunyas < KUNYAS:
                row[FIRST_KUNYA + kunyas] = unit
                kunyas += 1
            elif slots[word] == EPITHET_SLOT and epithets < EPITHETS:
                row[FIRST_EPITHET + epithets], row[FIRST_EPITHET_KIND + epithets] = unit, kinds[word]
                epithets += 1
            elif slots[word] == MOTHER_SLOT:
                row[MOTHER] = unit
        row[0], row[1], row[2] = min(names, NAMES), kunyas, epithets
        first += counts[at]
    return found
