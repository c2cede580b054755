"""Persons: two whole names with their kunyas, births and mothers, and the best of many."""

from __future__ import annotations

import math

import numpy as np

from tansiq.names import weights as w
from tansiq.names.kernels.compiled import compiled
from tansiq.names.kernels.letters import NONE
from tansiq.names.kernels.lines import comes_first, levelling, note, weigh_words
from tansiq.names.kernels.words import meet_any, meet_units
from tansiq.names.layout import (
    EPITHETS,
    FIRST_EPITHET,
    FIRST_EPITHET_KIND,
    FIRST_KIND,
    FIRST_KUNYA,
    FIRST_NAME,
    MOTHER,
    NAMES,
)


@compiled
def is_called(row):
    """Whether nothing is known of him but a kunya, with or without a family name or nisba."""
    if row[1] == 0:
        return False
    for at in range(row[0]):
        kind = row[FIRST_KIND + at]
        if kind != w.LAQAB and kind != w.NISBA:
            return False
    return True


@compiled
def weigh_called(lex, a, b, steps):
    """One of them is known by a kunya alone: only the family names and nisbas can meet."""
    best, at, to, either = -1e9, -1, -1, False
    for x in range(a[0] + a[2]):
        is_epithet = x >= a[0]
        one = a[FIRST_EPITHET + x - a[0]] if is_epithet else a[FIRST_NAME + x]
        kind = a[FIRST_EPITHET_KIND + x - a[0]] if is_epithet else a[FIRST_KIND + x]
        if kind != w.LAQAB and kind != w.NISBA and x != a[0] - 1:
            continue
        for y in range(b[0] + b[2]):
            is_theirs = y >= b[0]
            other = b[FIRST_EPITHET + y - b[0]] if is_theirs else b[FIRST_NAME + y]
            their_kind = b[FIRST_EPITHET_KIND + y - b[0]] if is_theirs else b[FIRST_KIND + y]
            if their_kind != w.LAQAB and their_kind != w.NISBA and y != b[0] - 1:
                continue
            bits = meet_units(lex, one, other)
            if (a[2] and not is_epithet) or (b[2] and not is_theirs):
                bits += lex.w.epithet_elsewhere
            differ = (kind == w.LAQAB and their_kind == w.NISBA) or (kind == w.NISBA and their_kind == w.LAQAB)
            if bits > best or (bits == best and differ and not either):
                best, at, to, either = bits, x, y, differ
    if at < 0:
        return 0.0, 0
    if best > lex.w.counts_from:
        return best, note(steps, 0, w.WORDS_MEET, at, to, best)
    value = lex.w.nisba_for_family if either else lex.w.family_does_differ
    return value, note(steps, 0, w.FAMILY_DIFFERS, -1, -1, value)


@compiled
def weigh_kunyas(lex, a, b, alone, steps, used):
    """What the kunyas add: little, and never in the place of a name."""
    if a[1] and b[1]:
        bits = NONE
        for x in range(a[1]):
            for y in range(b[1]):
                bits = max(bits, meet_units(lex, a[FIRST_KUNYA + x], b[FIRST_KUNYA + y]))
        if bits > lex.w.counts_from:
            bits = min(bits, lex.w.kunya_alone_most if alone else lex.w.kunya_most)
            return bits, note(steps, used, w.KUNYA_MEETS, -1, -1, bits)
        bits = lex.w.kunya_alone_differs if alone else lex.w.kunya_does_differ
        return bits, note(steps, used, w.KUNYA_DIFFERS, -1, -1, bits)
    for turn in range(2):
        called, named = (a, b) if turn == 0 else (b, a)
        for x in range(called[1]):
            kunya = called[FIRST_KUNYA + x]
            for y in range(1, named[0]):
                if named[FIRST_KIND + y] != w.NASAB:
                    continue  # rule: E02
                if meet_any(lex, lex.units[kunya].inner, lex.units[named[FIRST_NAME + y]].cores) > lex.w.counts_from:
                    return lex.w.kunya_of_father, note(steps, used, w.KUNYA_OF_LINE, -1, -1, lex.w.kunya_of_father)
            if named[0] and meet_any(lex, lex.units[kunya].inner, lex.units[named[FIRST_NAME]].cores) > NONE:
                used = note(steps, used, w.KUNYA_IS_NO_ISM, -1, -1, 0.0)
    return 0.0, used


@compiled
def weigh_names(lex, a, b, steps):
    """Bits of two names, levelled off; returns (bits, steps used).

    The order of the two is the caller's.
    """
    alone = is_called(a) or is_called(b)
    bits, used = 0.0, 0
    if alone:
        bits, used = weigh_called(lex, a, b, steps)
    elif a[0] and b[0]:
        bits, used = weigh_words(lex, a, b, steps)
    more, used = weigh_kunyas(lex, a, b, alone, steps, used)
    bits += more
    if alone:
        less = levelling(bits, lex.w.kunya_name_ceiling, lex.w.kunya_name_beyond)
        if less < 0.0:
            used = note(steps, used, w.LEVELLED, -1, -1, less)
            bits += less
    if bits < lex.w.least_bits:
        used = note(steps, used, w.LEAST, -1, -1, lex.w.least_bits - bits)
        bits = lex.w.least_bits
    less = levelling(bits, lex.w.name_ceiling, lex.w.above_ceiling)
    if less < 0.0:  # rule: E01
        used = note(steps, used, w.LEVELLED, -1, -1, less)
        bits += less
    return bits, used


@compiled
def birth_bits(lex, first, last, other_first, other_last):
    """Bits of two births given as first and last possible day; a day of 0 is unknown. Returns (bits, step code)."""
    if first == 0 or other_first == 0:
        return 0.0, 0
    gap = max(other_first - last, first - other_last)
    if gap <= 0:
        days = 1 + max(last - first, other_last - other_first)
        bits = math.log2(lex.w.birth_same * lex.w.living_years * lex.w.year / days)
        return min(lex.w.birth_most, max(lex.w.birth_least, bits)), w.BIRTH_AGREES
    years = gap / lex.w.year
    if years <= 1.0:
        return lex.w.birth_within_one, w.BIRTH_NEAR
    if years <= lex.w.birth_tolerated_years:
        return lex.w.birth_within_two, w.BIRTH_NEAR
    bits = lex.w.birth_does_differ + lex.w.birth_a_year * (years - lex.w.birth_tolerated_years)
    return max(lex.w.birth_differs_most, bits), w.BIRTH_DIFFERS


@compiled
def mother_bits(lex, a, b):
    """Bits of two mothers' first names, as units (-1 unknown). Returns (bits, step code)."""
    if a < 0 or b < 0:
        return 0.0, 0
    bits = meet_units(lex, a, b)
    if bits > lex.w.counts_from:
        return min(bits, lex.w.mother_most), w.MOTHER_AGREES
    return lex.w.mother_does_differ, w.MOTHER_DIFFERS


@compiled
def weigh_pair(lex, a, b, born, other_born, steps):
    """Name, birth and mother of two persons, without the prior."""
    if comes_first(lex, a, b):
        bits, _ = weigh_names(lex, a, b, steps)
    else:
        bits, _ = weigh_names(lex, b, a, steps)
    birth, _ = birth_bits(lex, born[0], born[1], other_born[0], other_born[1])  # rule: E01 -> birth = 0.0
    mother, _ = mother_bits(lex, a[MOTHER], b[MOTHER])
    return bits + birth + mother


@compiled
def weigh_explained(lex, ranking, a, b, born, other_born, steps):
    """`weigh_pair` with its steps written down; returns how many, and the bits by the weights of the ranking.

    The order of the two is the caller's.
    """
    _, used = weigh_names(lex, a, b, steps)
    birth, of_birth = birth_bits(lex, born[0], born[1], other_born[0], other_born[1])  # rule: E01 -> of_birth = 0
    if of_birth:
        used = note(steps, used, of_birth, -1, -1, birth)
    mother, of_mother = mother_bits(lex, a[MOTHER], b[MOTHER])
    if of_mother:
        used = note(steps, used, of_mother, -1, -1, mother)
    return used, weigh_pair(ranking, a, b, born, other_born, np.empty((0, 4)))


@compiled
def weigh_pairs(lex, mine, my_births, theirs, their_births):
    """`weigh_pair` row by row; one row on the left stands for all."""
    found = np.empty(theirs.shape[0])
    steps = np.empty((0, 4))
    for at in range(theirs.shape[0]):
        one = at if mine.shape[0] > 1 else 0
        found[at] = weigh_pair(lex, mine[one], theirs[at], my_births[one], their_births[at], steps)
    return found


@compiled
def ceilings(lex, asked, born, rows, births):
    """For each row a bound that `weigh_pair` with the asked one does not exceed; cheap."""
    found = np.empty(rows.shape[0])
    units = np.empty(NAMES + EPITHETS, np.int64)
    count = 0
    for at in range(asked[0]):
        units[count] = asked[FIRST_NAME + at]
        count += 1
    for at in range(asked[2]):
        units[count] = asked[FIRST_EPITHET + at]
        count += 1
    for place in range(rows.shape[0]):
        row = rows[place]
        bits = 0.0
        for at in range(count):
            best = 0.0
            for to in range(row[0]):
                if row[FIRST_NAME + to]:
                    best = max(best, meet_units(lex, units[at], row[FIRST_NAME + to]))
            for to in range(row[2]):
                if row[FIRST_EPITHET + to]:
                    best = max(best, meet_units(lex, units[at], row[FIRST_EPITHET + to]))
            bits += best + lex.w.same_letters
        bits += lex.w.kunya_alone_most if asked[1] and row[1] else lex.w.kunya_of_father if asked[1] or row[1] else 0.0
        birth, _ = birth_bits(lex, born[0], born[1], births[place, 0], births[place, 1])
        mother, _ = mother_bits(lex, asked[MOTHER], row[MOTHER])
        found[place] = bits + birth + mother
    return found


@compiled
def weigh_best(lex, ranking, asked, born, rows, births, floor, least):
    """`weigh_pair` of all rows that may reach the floor or be among the `least` that rank highest.

    Returns one row each: bits, and bits by the weights of the ranking; -1e9 for whoever is neither.
    """
    bounds = ceilings(ranking, asked, born, rows, births)
    found = np.full((rows.shape[0], 2), -1e9)
    best = np.full(least, -1e9)  # the best so far, the lowest first
    steps = np.empty((0, 4))
    for at in np.argsort(-bounds):
        if bounds[at] < floor and bounds[at] <= best[0]:
            break
        found[at, 1] = weigh_pair(ranking, asked, rows[at], born, births[at], steps)
        if bounds[at] >= floor:
            found[at, 0] = weigh_pair(lex, asked, rows[at], born, births[at], steps)
        if found[at, 1] > best[0]:
            best[0] = found[at, 1]
            best.sort()
    return found
