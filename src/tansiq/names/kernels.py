"""The inner loops: what one word, and one whole name, is worth beside another, on numbers.

Compiled when first used and kept beside this file. Everything here works on the arrays of a `lexicon`; nothing here
knows how a name is written. One file, long as it is: Numba keeps what it compiled until the file of the function
changes, and does not look at the files of what it calls. Weights are bits; they are explained where they are named,
in `weights`.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from tansiq.names import weights as w
from tansiq.names.layout import (
    CHUNK,
    EPITHETS,
    FIRST_EPITHET,
    FIRST_EPITHET_KIND,
    FIRST_KIND,
    FIRST_KUNYA,
    FIRST_NAME,
    LETTERS,
    MOTHER,
    NAMES,
)

_NONE = w.NO_MATCH
CHUNK_CODES = 27**CHUNK
# Consonants of a skeleton that hands and dialects write for one another, in pairs, each lower letter first.
EXCHANGED = np.array([ord(letter) for letter in "dsdtstjkhksxdjjxbfawaywyakahkxmn"])


@njit(cache=True)
def letters_bits(lex, core, latin):
    """log2 P(latin | core) by the learned alphabet over the best cut; both are forms of the lexicon."""
    return alphabet_bits(
        lex.forms[core].letters,
        lex.forms[core].size,
        lex.forms[latin].chunks,
        lex.forms[latin].size,
        lex.letter_codes,
        lex.alphabet,
        lex.w.unseen_chunk,
    )


@njit(cache=True)
def alphabet_bits(letters, count, chunks, size, letter_codes, alphabet, unseen):
    best = np.full(size + 1, -1e9)
    after = np.empty(size + 1)
    best[0] = 0.0
    for at in range(count):
        place = 3 if count == 1 else 0 if at == 0 else 2 if at == count - 1 else 1
        letter = letters[at]
        code = letter_codes[letter - 0x600] if 0x600 <= letter < 0x700 else 0
        after[:] = -1e9
        for start in range(size + 1):
            here = best[start]
            if here < -1e8:
                continue
            for length in range(min(CHUNK, size - start) + 1):
                if length == 0:
                    bits = alphabet[place, code, 0]
                else:
                    chunk = chunks[start, length - 1]
                    bits = alphabet[place, code, chunk] if chunk > 0 else unseen - 2.0 * length
                if bits <= -1e8:
                    bits = unseen - 2.0 * length
                if here + bits > after[start + length]:
                    after[start + length] = here + bits
        best, after = after, best
    return max(best[size], _NONE)


@njit(cache=True)
def number_chunks(letters, size, numbers, chunks):
    """For each letter of a Latin word, the numbers of the ways of writing of one to four letters that begin there."""
    for start in range(size):
        code = 0
        for length in range(1, min(CHUNK, size - start) + 1):
            letter = letters[start + length - 1] - 0x60
            if letter < 1 or letter > 26:
                chunks[start, length - 1 :] = -1
                break
            code = 27 * code + letter
            chunks[start, length - 1] = numbers[code]


@njit(cache=True)
def joint_of(
    candidates, counted, shares, chunks, size, letters, sizes, share, has_spellings, letter_codes, alphabet, unseen
):  # fmt: skip
    """P(name) P(word | name) of known names for a Latin word; counted spellings and the alphabet together."""
    found = np.empty(candidates.shape[0])
    for at in range(candidates.shape[0]):
        name = candidates[at]
        bits = alphabet_bits(letters[name], sizes[name], chunks, size, letter_codes, alphabet, unseen)
        chance = (0.3 if has_spellings[name] else 1.0) * 2.0**bits
        for place in range(counted.shape[0]):
            if counted[place] == name:
                chance = 0.7 * shares[place] + 0.3 * 2.0**bits
        found[at] = share[name] * chance
    return found


@njit(cache=True)
def osa(a, count, b, other, most):
    """Optimal string alignment distance, `most` + 1 when it is more."""
    if abs(count - other) > most:
        return most + 1
    before = np.empty(other + 1, np.int64)
    last = np.empty(other + 1, np.int64)
    row = np.empty(other + 1, np.int64)
    for j in range(other + 1):
        last[j] = j
        before[j] = j
    for i in range(1, count + 1):
        row[0] = i
        least = i
        for j in range(1, other + 1):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            value = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                value = min(value, before[j - 2] + 1)
            row[j] = value
            least = min(least, value)
        if least > most:
            return most + 1
        before, last, row = last, row, before
    return min(last[other], most + 1)


@njit(cache=True)
def sound_alike(x, size, y, other):
    """Whether two skeletons are one, or differ by one consonant that hands and dialects exchange or drop."""
    if abs(size - other) > 1:
        return False
    if size == other:
        changed = 0
        for at in range(size):
            if x[at] != y[at]:
                changed += 1
                if changed > 1 or not are_exchanged(x[at], y[at]):
                    return False
        return changed == 0 or size > 2
    if size > other:
        return drops(x, size, y)
    return drops(y, other, x)


@njit(cache=True)
def drops(x, size, y):
    """Whether y is x without one consonant that is often not written, or not heard."""
    if size < 2:
        return False
    skipped = 0
    for at in range(size):
        if at - skipped < size - 1 and x[at] == y[at - skipped]:
            continue
        if skipped or not (x[at] == 104 or x[at] == 97 or x[at] == 119 or x[at] == 121 or x[at] == 110):  # h a w y n
            return False
        skipped = 1
    return True


@njit(cache=True)
def are_exchanged(one, other):
    low, high = min(one, other), max(one, other)
    found = False
    for at in range(0, len(EXCHANGED), 2):
        found = found or (low == EXCHANGED[at] and high == EXCHANGED[at + 1])
    return found


@njit(cache=True)
def are_near(lex, a, b):
    """Whether two forms, one of them Latin, may spell one name; spares the costly look at the letters."""
    for x in range(lex.forms[a].skeletons):
        for y in range(lex.forms[b].skeletons):
            if sound_alike(
                lex.forms[a].skeleton[x],
                lex.forms[a].skeleton_size[x],
                lex.forms[b].skeleton[y],
                lex.forms[b].skeleton_size[y],
            ):
                return True
    return False


@njit(cache=True)
def share_of(lex, form, unseen):
    return max(lex.forms[form].share, unseen)


@njit(cache=True)
def slip_bits(lex, a, b):
    """One is the other with a slip of the hand, or two in a long word."""
    least = min(lex.forms[a].size, lex.forms[b].size)
    most = 1 if least < 7 else 2
    if least < 3:
        return _NONE
    slips = osa(lex.forms[a].letters, lex.forms[a].size, lex.forms[b].letters, lex.forms[b].size, most)
    if slips > most:
        return _NONE
    likelihood = lex.w.typo if slips == 1 else lex.w.typo / 30.0
    one, other = share_of(lex, a, lex.w.unseen_typo), share_of(lex, b, lex.w.unseen_typo)
    rarer, commoner = min(one, other), max(one, other)
    # A slip cannot be worth more than the name itself.
    return min(math.log2(likelihood / rarer), math.log2(0.3 / max(commoner, lex.w.unseen_share)))


@njit(cache=True)
def arabic_bits(lex, a, b):
    if a == b:
        return math.log2(lex.w.same / share_of(lex, a, lex.w.unseen_share))
    if lex.forms[a].bare == lex.forms[b].bare:
        common = max(share_of(lex, a, lex.w.unseen_share), share_of(lex, b, lex.w.unseen_share))
        return math.log2(lex.w.variant / common)
    return slip_bits(lex, a, b)


@njit(cache=True)
def cross_bits(lex, arabic, latin):
    """log2 of P(latin | arabic name) over P(latin)."""
    if not are_near(lex, arabic, latin):
        return _NONE
    share = share_of(lex, arabic, lex.w.unseen_share)
    known = lex.forms[arabic].known
    if known >= 0:
        for at in range(lex.forms[latin].readings):
            if lex.forms[latin].reading[at] == known:
                bits = math.log2(
                    max(lex.forms[latin].joint[at], 1e-300) / lex.forms[arabic].share / lex.forms[latin].total
                )
                return min(bits, math.log2(lex.w.same_across / share))
    chance = 2.0 ** letters_bits(lex, arabic, latin) * (0.3 if lex.forms[arabic].has_spellings else 1.0)
    if chance <= 2.0**_NONE:
        return _NONE
    return min(math.log2(chance / (lex.forms[latin].total + share * chance)), math.log2(lex.w.same_across / share))


@njit(cache=True)
def latin_bits(lex, a, b):
    slips = osa(lex.forms[a].plain, lex.forms[a].plain_size, lex.forms[b].plain, lex.forms[b].plain_size, 2)
    if slips > 1 and not are_near(lex, a, b):
        return _NONE
    both, mine, theirs = 0.0, 0.0, 0.0
    for x in range(lex.forms[a].readings):
        mine += lex.forms[a].joint[x]
        for y in range(lex.forms[b].readings):
            if lex.forms[a].reading[x] == lex.forms[b].reading[y]:
                both += lex.forms[a].joint[x] * lex.forms[b].joint[y] / lex.forms[a].reading_share[x]
    for y in range(lex.forms[b].readings):
        theirs += lex.forms[b].joint[y]
    bits = math.log2(both / (lex.forms[a].total * lex.forms[b].total)) if both > 0.0 else _NONE
    known = mine / lex.forms[a].total * theirs / lex.forms[b].total
    alike = lex.w.same if slips == 0 else 0.1 if slips == 1 else 0.01 if slips == 2 else 0.0
    unknown = (1.0 - known) * alike / lex.w.unseen_share
    if unknown > 0.0:
        bits = max(bits, math.log2(unknown))
    common = max(lex.forms[a].expected, lex.forms[b].expected)
    if slips == 0:
        bits = max(bits, math.log2(lex.w.same_spelling / common))
    elif slips == 1 and min(lex.forms[a].size, lex.forms[b].size) >= 5:
        bits = max(bits, math.log2(lex.w.typo / max(lex.w.unseen_typo, min(lex.forms[a].total, lex.forms[b].total))))
    return min(bits, math.log2((lex.w.same if slips == 0 else lex.w.same_respelt) / common))


@njit(cache=True)
def have_one_initial(lex, a, b):
    """Whether the first consonants of two forms are one, or written for one another."""
    for x in range(lex.forms[a].skeletons):
        for y in range(lex.forms[b].skeletons):
            one, other = lex.forms[a].skeleton[x, 0], lex.forms[b].skeleton[y, 0]
            if one == other or are_exchanged(one, other):
                return True
    return False


@njit(cache=True)
def meet_forms(lex, a, b):
    """Bits of two forms of the lexicon."""
    if min(lex.forms[a].size, lex.forms[b].size) <= 1:
        if lex.forms[a].size == 0 or lex.forms[b].size == 0:
            return _NONE
        return lex.w.initial if have_one_initial(lex, a, b) else _NONE
    if lex.forms[a].is_latin and lex.forms[b].is_latin:
        return latin_bits(lex, a, b)
    if lex.forms[a].is_latin:
        return cross_bits(lex, b, a)
    if lex.forms[b].is_latin:
        return cross_bits(lex, a, b)
    return arabic_bits(lex, a, b)


@njit(cache=True)
def meet_units(lex, a, b):
    """Bits of two units, `NO_MATCH` when they are one word in no reading; symmetric, and remembered."""
    one, other = min(a, b), max(a, b)
    pair = np.int64(one) << 32 | np.int64(other)
    place = (pair * 0x9E3779B97F4A7C1 >> 20) & (lex.met.shape[0] - 1)
    if lex.met[place] != pair:
        lex.met_bits[place] = weigh_units(lex, one, other)
        lex.met[place] = pair
    return lex.met_bits[place]


@njit(cache=True)
def weigh_units(lex, a, b):
    if lex.units[a].head and lex.units[b].head:
        if lex.units[a].head != lex.units[b].head:
            return _NONE
        return meet_any(lex, lex.units[a].inner, lex.units[b].inner)
    if a == 0:  # the unit that stands for every name that is near to nothing
        return _NONE
    bits = meet_any(lex, lex.units[a].cores, lex.units[b].cores)
    if bits == _NONE and lex.units[a].whole >= 0 and lex.units[b].whole >= 0:
        return slip_bits(lex, lex.units[a].whole, lex.units[b].whole)  # a slip inside the article
    return bits


@njit(cache=True)
def meet_any(lex, mine, theirs):
    bits = _NONE
    for x in range(2):
        for y in range(2):
            if mine[x] >= 0 and theirs[y] >= 0:
                bits = max(bits, meet_forms(lex, mine[x], theirs[y]))
    return bits


@njit(cache=True)
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


@njit(cache=True)
def levelling(bits, ceiling, beyond):
    """What levelling off adds to bits: nothing up to the ceiling, and less than nothing above it."""
    excess = max(0.0, bits - ceiling)
    return beyond * excess / (excess + 20.0) - excess


@njit(cache=True)
def note(steps, count, code, i, j, bits):
    if count < steps.shape[0]:
        steps[count, 0] = code
        steps[count, 1] = i
        steps[count, 2] = j
        steps[count, 3] = bits
    return count + 1


@njit(cache=True)
def is_called(row):
    """Whether nothing is known of him but a kunya, with or without a family name or nisba."""
    if row[1] == 0:
        return False
    for at in range(row[0]):
        kind = row[FIRST_KIND + at]
        if kind != w.LAQAB and kind != w.NISBA:
            return False
    return True


@njit(cache=True)
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


@njit(cache=True)
def ends(at, count):
    return at > 0 and at == count - 1


@njit(cache=True)
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


@njit(cache=True)
def first_but(moved):
    return 1 if moved == 0 else 0


@njit(cache=True)
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


@njit(cache=True)
def is_prefix(lex, row, head, met, met_by):
    """Whether a given name that met nothing is محمد in front of the name that the other's given name met."""
    return met < 0 and met_by == head + 1 and lex.units[row[FIRST_NAME + head]].is_honorific


@njit(cache=True)
def weigh_fathers(lex, a, b, i, j, rest, other_rest, steps, used):
    """The fathers, where both names have one and neither met anything; returns as `weigh_heads`."""
    if i >= a[0] or j >= b[0] or not rest[i] or not other_rest[j]:
        return 0.0, 1e9, used
    if a[FIRST_KIND + i] != w.NASAB or b[FIRST_KIND + j] != w.NASAB:
        return 0.0, 1e9, used
    rest[i], other_rest[j] = False, False
    used = note(steps, used, w.FATHER_DIFFERS, i, j, lex.w.father_does_differ)
    return lex.w.father_does_differ, lex.w.half_kin_most, used


@njit(cache=True)
def family_of(row, rest):
    """The last name that met nothing and may be the family's, or -1."""
    found = -1
    for at in range(row[0]):
        kind = row[FIRST_KIND + at]
        if rest[at] and (kind == w.LAQAB or kind == w.NISBA or ends(at, row[0])):
            found = at
    return found


@njit(cache=True)
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


@njit(cache=True)
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


@njit(cache=True)
def weigh_kunyas(lex, a, b, alone, steps, used):
    """What the kunyas add: little, and never in the place of a name."""
    if a[1] and b[1]:
        bits = _NONE
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
            if named[0] and meet_any(lex, lex.units[kunya].inner, lex.units[named[FIRST_NAME]].cores) > _NONE:
                used = note(steps, used, w.KUNYA_IS_NO_ISM, -1, -1, 0.0)
    return 0.0, used


@njit(cache=True)
def weigh_names(lex, a, b, steps):
    """Bits of two names, levelled off; returns (bits, steps used, bits that levelling a long name took).

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
    return bits, used, -less


@njit(cache=True)
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


@njit(cache=True)
def mother_bits(lex, a, b):
    """Bits of two mothers' first names, as units (-1 unknown). Returns (bits, step code)."""
    if a < 0 or b < 0:
        return 0.0, 0
    bits = meet_units(lex, a, b)
    if bits > lex.w.counts_from:
        return min(bits, lex.w.mother_most), w.MOTHER_AGREES
    return lex.w.mother_does_differ, w.MOTHER_DIFFERS


@njit(cache=True)
def weigh_pair(lex, a, b, born, other_born, steps):
    """Name, birth and mother of two persons, without the prior; and the bits that levelling took."""
    if comes_first(lex, a, b):
        bits, _, levelled = weigh_names(lex, a, b, steps)
    else:
        bits, _, levelled = weigh_names(lex, b, a, steps)
    birth, _ = birth_bits(lex, born[0], born[1], other_born[0], other_born[1])  # rule: E01 -> birth = 0.0
    mother, _ = mother_bits(lex, a[MOTHER], b[MOTHER])
    return bits + birth + mother, levelled


@njit(cache=True)
def weigh_pairs(lex, mine, my_births, theirs, their_births):
    """`weigh_pair` row by row; one row on the left stands for all."""
    found = np.empty(theirs.shape[0])
    steps = np.empty((0, 4))
    for at in range(theirs.shape[0]):
        one = at if mine.shape[0] > 1 else 0
        found[at], _ = weigh_pair(lex, mine[one], theirs[at], my_births[one], their_births[at], steps)
    return found


@njit(cache=True)
def ceilings(lex, asked, born, rows, births):
    """For each row a bound that `weigh_pair` with the asked one does not exceed before levelling; cheap."""
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
            bits += best
        bits += lex.w.kunya_alone_most if asked[1] and row[1] else lex.w.kunya_of_father if asked[1] or row[1] else 0.0
        birth, _ = birth_bits(lex, born[0], born[1], births[place, 0], births[place, 1])
        mother, _ = mother_bits(lex, asked[MOTHER], row[MOTHER])
        found[place] = bits + birth + mother
    return found


@njit(cache=True)
def weigh_best(lex, asked, born, rows, births, floor, least):
    """`weigh_pair` of all rows that may reach the floor or be among the `least` best before levelling.

    Returns one row each: bits, and bits before levelling; -1e9 for whoever is neither.
    """
    bounds = ceilings(lex, asked, born, rows, births)
    found = np.full((rows.shape[0], 2), -1e9)
    best = np.full(least, -1e9)  # the best so far, the lowest first
    steps = np.empty((0, 4))
    for at in np.argsort(-bounds):
        if bounds[at] < floor and bounds[at] <= best[0]:
            break
        bits, levelled = weigh_pair(lex, asked, rows[at], born, births[at], steps)
        found[at, 0] = bits
        found[at, 1] = bits + levelled
        if found[at, 1] > best[0]:
            best[0] = found[at, 1]
            best.sort()
    return found
