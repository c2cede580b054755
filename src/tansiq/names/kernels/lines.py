"""Lines: what the words of two names are worth together, each in its place, kunyas aside."""

from __future__ import annotations

import numpy as np

from tansiq.names import weights as w
from tansiq.names.kernels.compiled import compiled
from tansiq.names.kernels.words import meet_units
from tansiq.names.layout import FIRST_KIND, FIRST_NAME, LETTERS, NAMES


@compiled
def comes_first(lex, a, b):
    """A fixed order of two names, so that it does not matter which was asked about."""
    for at in range(max(a[0], b[0])):
        if at >= a[0]:
            return True
        if at >= b[0]:
            return False
        x, y = a[FIRST_NAME + at], b[FIRST_NAME + at]
        if x == y:
            continue
        one, other = lex.units[x].text, lex.units[y].text
        for place in range(LETTERS):
            mine = lex.forms[one].letters[place] if place < lex.forms[one].size else 0
            theirs = lex.forms[other].letters[place] if place < lex.forms[other].size else 0
            if mine != theirs:
                return mine < theirs
    return True


@compiled
def levelling(bits, ceiling, beyond):
    """What levelling off adds to bits: nothing up to the ceiling, and less than nothing above it."""
    excess = max(0.0, bits - ceiling)
    return beyond * excess / (excess + 20.0) - excess


@compiled
def note(steps, count, code, i, j, bits):
    """Write one step of an explanation where there is room: code, places i and j, bits; returns the new count."""
    if count < steps.shape[0]:
        steps[count, 0] = code
        steps[count, 1] = i
        steps[count, 2] = j
        steps[count, 3] = bits
    return count + 1


@compiled
def pair_up(lex, a, b, mine, theirs, met):
    """Which words meet: the weightiest first, nearer places before farther ones, each word once."""
    count, other = a[0], b[0]
    mine[:] = -1
    theirs[:] = -1
    for i in range(count):
        for j in range(other):
            met[i, j] = meet_units(lex, a[FIRST_NAME + i], b[FIRST_NAME + j])
    while True:
        best, at, to = -1e9, -1, -1
        for i in range(count):
            if mine[i] >= 0:
                continue
            for j in range(other):
                if theirs[j] >= 0:
                    continue
                apart = min(abs(i - j), abs((count - i) - (other - j)))
                bits = met[i, j]
                if bits <= (lex.w.counts_from if apart else lex.w.doubtful_from):
                    continue
                value = bits - lex.w.apart * apart
                if value > best + 1e-12 or (value > best - 1e-12 and i + j < at + to):
                    best, at, to = value, i, j
        if at < 0:
            return
        mine[at], theirs[to] = to, at


@compiled
def out_of_order(mine, count):
    """How many of the words that met would have to move for all of them to stand in one order."""
    longest = np.zeros(NAMES, np.int64)
    met, most = 0, 0
    for i in range(count):
        if mine[i] >= 0:
            met += 1
            longest[i] = 1
            for before in range(i):
                if 0 <= mine[before] < mine[i]:
                    longest[i] = max(longest[i], longest[before] + 1)
            most = max(most, longest[i])
    return met - most


@compiled
def ends(at, count):
    """Whether a place is the last of several."""
    return at > 0 and at == count - 1


@compiled
def weigh_words(lex, a, b, steps):
    """Bits of two names word by word, before kunyas; returns (bits, steps used)."""
    mine, theirs = np.empty(NAMES, np.int64), np.empty(NAMES, np.int64)
    met = np.empty((NAMES, NAMES))
    pair_up(lex, a, b, mine, theirs, met)
    total, used = 0.0, 0
    for i in range(a[0]):
        if mine[i] >= 0:
            used = note(steps, used, w.WORDS_MEET, i, mine[i], met[i, mine[i]])
            total += met[i, mine[i]]
            if a[FIRST_NAME + i] == b[FIRST_NAME + mine[i]]:
                total += lex.w.same_letters
    turned = out_of_order(mine, a[0])
    if turned and lex.w.word_is_turned:
        used = note(steps, used, w.WORD_MOVED, -1, -1, lex.w.word_is_turned * turned)
        total += lex.w.word_is_turned * turned
    rest, other_rest = mine[: a[0]] < 0, theirs[: b[0]] < 0
    bits, most, used = weigh_heads(lex, a, b, mine, theirs, rest, other_rest, steps, used)
    more, used = weigh_families(lex, a, b, rest, other_rest, steps, used)
    bits += total + more
    left, other_left = rest.sum(), other_rest.sum()
    if left and other_left:  # cousins share all but one name of the line
        most = min(most, lex.w.half_kin_most)
    for _ in range(min(left, other_left)):
        used = note(steps, used, w.PATRONYMIC_DIFFERS, -1, -1, lex.w.patronymic_does_differ)
        bits += lex.w.patronymic_does_differ
    missing = abs(left - other_left)
    if missing:
        used = note(steps, used, w.WORD_ABSENT, missing, -1, lex.w.word_is_absent * missing)
        bits += lex.w.word_is_absent * missing
    if total > most:  # words met by kin are not independent
        used = note(steps, used, w.KIN, -1, -1, most - total)
        bits += most - total
    return bits, used


@compiled
def first_but(moved):
    """The first place that is not the one moved."""
    return 1 if moved == 0 else 0


@compiled
def weigh_heads(lex, a, b, mine, theirs, rest, other_rest, steps, used):
    """What becomes of the given names, and of the fathers where the given names meet.

    Takes out of the rests what it weighs. Returns (bits, most that words met may weigh, steps used).
    """
    bits, most = 0.0, 1e9
    moved = -1  # a family name that stands first in one of them
    for i in range(a[0]):
        j = mine[i]
        if j >= 0 and (i == 0) != (j == 0) and (ends(i, a[0]) or ends(j, b[0])):
            moved = i
    if moved >= 0:
        used = note(steps, used, w.WORD_MOVED, -1, -1, lex.w.moved)
        bits += lex.w.moved
    head = first_but(moved)
    other_head = first_but(mine[moved] if moved >= 0 else -1)
    if head >= a[0] or other_head >= b[0]:
        used = note(steps, used, w.ISM_ABSENT, -1, -1, lex.w.ism_is_absent)
        return bits + lex.w.ism_is_absent, lex.w.kin_most, used
    if mine[head] == other_head:
        more, least, used = weigh_fathers(lex, a, b, head + 1, other_head + 1, rest, other_rest, steps, used)
        return bits + more, least, used
    if mine[head] >= 0 and theirs[other_head] >= 0:
        used = note(steps, used, w.ISM_SWAPPED, head, other_head, lex.w.ism_is_swapped)
        return bits + lex.w.ism_is_swapped, most, used
    if is_prefix(lex, a, head, mine[head], theirs[other_head]):
        rest[head] = False
        used = note(steps, used, w.PREFIX_ABSENT, -1, -1, lex.w.prefix_is_absent)
        return bits + lex.w.prefix_is_absent, most, used
    if is_prefix(lex, b, other_head, theirs[other_head], mine[head]):
        other_rest[other_head] = False
        used = note(steps, used, w.PREFIX_ABSENT, -1, -1, lex.w.prefix_is_absent)
        return bits + lex.w.prefix_is_absent, most, used
    if mine[head] >= 0 or theirs[other_head] >= 0:
        used = note(steps, used, w.ISM_ABSENT, -1, -1, lex.w.ism_is_absent)
        return bits + lex.w.ism_is_absent, lex.w.kin_most, used
    rest[head], other_rest[other_head] = False, False
    used = note(steps, used, w.ISM_DIFFERS, head, other_head, lex.w.ism_does_differ)
    return bits + lex.w.ism_does_differ, lex.w.kin_most, used


@compiled
def is_prefix(lex, row, head, met, met_by):
    """Whether a given name that met nothing is محمد in front of the name that the other's given name met."""
    return met < 0 and met_by == head + 1 and lex.units[row[FIRST_NAME + head]].is_honorific


@compiled
def weigh_fathers(lex, a, b, i, j, rest, other_rest, steps, used):
    """The fathers, where both names have one and neither met anything; returns as `weigh_heads`."""
    if i >= a[0] or j >= b[0] or not rest[i] or not other_rest[j]:
        return 0.0, 1e9, used
    if a[FIRST_KIND + i] != w.NASAB or b[FIRST_KIND + j] != w.NASAB:
        return 0.0, 1e9, used
    rest[i], other_rest[j] = False, False
    used = note(steps, used, w.FATHER_DIFFERS, i, j, lex.w.father_does_differ)
    return lex.w.father_does_differ, lex.w.half_kin_most, used


@compiled
def family_of(row, rest):
    """The last name that met nothing and may be the family's, or -1."""
    found = -1
    for at in range(row[0]):
        kind = row[FIRST_KIND + at]
        if rest[at] and (kind == w.LAQAB or kind == w.NISBA or ends(at, row[0])):
            found = at
    return found


@compiled
def weigh_families(lex, a, b, rest, other_rest, steps, used):
    """Family names, where both have one that met nothing; takes them out of the rests."""
    i, j = family_of(a, rest), family_of(b, other_rest)
    if i < 0 or j < 0:
        return 0.0, used
    rest[i], other_rest[j] = False, False
    x, y = a[FIRST_KIND + i], b[FIRST_KIND + j]
    either = (x == w.LAQAB and y == w.NISBA) or (x == w.NISBA and y == w.LAQAB)
    bits = lex.w.nisba_for_family if either else lex.w.family_does_differ
    return bits, note(steps, used, w.FAMILY_DIFFERS, i, j, bits)
