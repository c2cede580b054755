"""Words: what one word of a name is worth beside another, in bits."""

from __future__ import annotations

import math

import numpy as np

from tansiq.names.kernels.compiled import compiled
from tansiq.names.kernels.letters import NONE, alphabet_bits, are_exchanged, osa, sound_alike


@compiled
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


@compiled
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


@compiled
def share_of(lex, form, unseen):
    """Share of the population that bears a form, 0 to 1, and at least that of a name that nobody has counted."""
    return max(lex.forms[form].share, unseen)


@compiled
def slip_bits(lex, a, b):
    """One is the other with a slip of the hand, or two in a long word."""
    least = min(lex.forms[a].size, lex.forms[b].size)
    most = 1 if least < 7 else 2
    if least < 3:
        return NONE
    slips = osa(lex.forms[a].letters, lex.forms[a].size, lex.forms[b].letters, lex.forms[b].size, most)
    if slips > most:
        return NONE
    likelihood = lex.w.typo if slips == 1 else lex.w.typo / 30.0
    one, other = share_of(lex, a, lex.w.unseen_typo), share_of(lex, b, lex.w.unseen_typo)
    rarer, commoner = min(one, other), max(one, other)
    # A slip cannot be worth more than the name itself.
    return min(math.log2(likelihood / rarer), math.log2(0.3 / max(commoner, lex.w.unseen_share)))


@compiled
def arabic_bits(lex, a, b):
    """Bits of two forms in Arabic script: the same, the same without marks, or a slip of the hand apart."""
    if a == b:
        return math.log2(lex.w.same / share_of(lex, a, lex.w.unseen_share))
    if lex.forms[a].bare == lex.forms[b].bare:
        common = max(share_of(lex, a, lex.w.unseen_share), share_of(lex, b, lex.w.unseen_share))
        return math.log2(lex.w.variant / common)
    return slip_bits(lex, a, b)


@compiled
def cross_bits(lex, arabic, latin):
    """log2 of P(latin | arabic name) over P(latin)."""
    if not are_near(lex, arabic, latin):
        return NONE
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
    if chance <= 2.0**NONE:
        return NONE
    return min(math.log2(chance / (lex.forms[latin].total + share * chance)), math.log2(lex.w.same_across / share))


@compiled
def latin_bits(lex, a, b):
    """Bits of two forms in Latin script: by Arabic names that both may stand for, or as spellings of an unknown one."""
    slips = osa(lex.forms[a].plain, lex.forms[a].plain_size, lex.forms[b].plain, lex.forms[b].plain_size, 2)
    if slips > 1 and not are_near(lex, a, b):
        return NONE
    both, mine, theirs = 0.0, 0.0, 0.0
    for x in range(lex.forms[a].readings):
        mine += lex.forms[a].joint[x]
        for y in range(lex.forms[b].readings):
            if lex.forms[a].reading[x] == lex.forms[b].reading[y]:
                both += lex.forms[a].joint[x] * lex.forms[b].joint[y] / lex.forms[a].reading_share[x]
    for y in range(lex.forms[b].readings):
        theirs += lex.forms[b].joint[y]
    bits = math.log2(both / (lex.forms[a].total * lex.forms[b].total)) if both > 0.0 else NONE
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


@compiled
def have_one_initial(lex, a, b):
    """Whether the first consonants of two forms are one, or written for one another."""
    for x in range(lex.forms[a].skeletons):
        for y in range(lex.forms[b].skeletons):
            one, other = lex.forms[a].skeleton[x, 0], lex.forms[b].skeleton[y, 0]
            if one == other or are_exchanged(one, other):
                return True
    return False


@compiled
def meet_forms(lex, a, b):
    """Bits of two forms of the lexicon."""
    if min(lex.forms[a].size, lex.forms[b].size) <= 1:
        if lex.forms[a].size == 0 or lex.forms[b].size == 0:
            return NONE
        return lex.w.initial if have_one_initial(lex, a, b) else NONE
    if lex.forms[a].is_latin and lex.forms[b].is_latin:
        return latin_bits(lex, a, b)
    if lex.forms[a].is_latin:
        return cross_bits(lex, b, a)
    if lex.forms[b].is_latin:
        return cross_bits(lex, a, b)
    return arabic_bits(lex, a, b)


@compiled
def meet_units(lex, a, b):
    """Bits of two units, `NO_MATCH` when they are one word in no reading; symmetric, and remembered."""
    one, other = min(a, b), max(a, b)
    pair = np.int64(one) << 32 | np.int64(other)
    place = (pair * 0x9E3779B97F4A7C1 >> 20) & (lex.met.shape[0] - 1)
    if lex.met[place] != pair:
        lex.met_bits[place] = weigh_units(lex, one, other)
        lex.met[place] = pair
    return lex.met_bits[place]


@compiled
def weigh_units(lex, a, b):
    """Bits of two units, with the article or word of kin before the name; `NONE` where they do not meet."""
    if lex.units[a].head and lex.units[b].head:
        if lex.units[a].head != lex.units[b].head:
            return NONE
        return meet_any(lex, lex.units[a].inner, lex.units[b].inner)
    if a == 0:  # the unit that stands for every name that is near to nothing
        return NONE
    bits = meet_any(lex, lex.units[a].cores, lex.units[b].cores)
    if bits == NONE and lex.units[a].whole >= 0 and lex.units[b].whole >= 0:
        bits = slip_bits(lex, lex.units[a].whole, lex.units[b].whole)  # a slip inside the article
    for unit, other in ((a, b), (b, a)):
        if lex.units[unit].called >= 0 and lex.units[other].called < 0:
            bits = max(bits, meet_called(lex, lex.units[unit].called, lex.units[other].cores))
    return bits


@compiled
def meet_called(lex, called, cores):
    """Bits of a man named عبد with a name of God, and one called by that name alone."""
    bits = NONE
    for at in range(2):
        if cores[at] >= 0 and min(lex.forms[cores[at]].size, lex.forms[called].size) > 2:
            bits = max(bits, meet_forms(lex, called, cores[at]) + lex.w.abd_is_absent)
    return bits if bits > lex.w.counts_from else NONE


@compiled
def meet_any(lex, mine, theirs):
    """Bits of the readings of two words that fit best.

    That both keep what may be an article (Almamluk) counts only where they do not meet without it: the same letters
    do not weigh more because they could also be read as a rarer name.
    """
    bits = NONE
    for x in range(2):
        for y in range(2):
            if mine[x] >= 0 and theirs[y] >= 0 and not (x == 1 and y == 1 and bits > lex.w.counts_from):
                bits = max(bits, meet_forms(lex, mine[x], theirs[y]))
    return bits
