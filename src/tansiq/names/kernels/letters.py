"""Letters: how likely an Arabic word is written so in Latin letters, how far two spellings lie apart.

Skeletons are compared here too. Everything works on arrays of letters.
"""

from __future__ import annotations

import numpy as np

from tansiq.names import weights as w
from tansiq.names.kernels.compiled import compiled
from tansiq.names.layout import CHUNK

NONE = w.NO_MATCH
CHUNK_CODES = 27**CHUNK
# Consonants of a skeleton that hands and dialects write for one another, in pairs, each lower letter first.
EXCHANGED = np.array([ord(letter) for letter in "dsdtstjkhksxdjjxbfawaywyakahkxmn"])


@compiled
def alphabet_bits(letters, count, chunks, size, letter_codes, alphabet, unseen):
    """log2 of the likelihood of a Latin word as the best reading of an Arabic one, letter by letter.

    Args:
        letters, count: code points of the Arabic word, the first `count` of them.
        chunks, size: codes of the pieces of the Latin word by start and length, and its letters in number.
        letter_codes: row of `alphabet` for each letter of the block U+0600.
        alphabet: bits by place (first, middle, last, only), letter and piece.
        unseen: bits of a piece that the table does not know, before its length counts.

    Returns:
        Bits, at least `NONE`.
    """
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
    return max(best[size], NONE)


@compiled
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


@compiled
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


@compiled
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


@compiled
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


@compiled
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


@compiled
def are_exchanged(one, other):
    """Whether hands or dialects write one of these consonants, by code point, for the other."""
    low, high = min(one, other), max(one, other)
    found = False
    for at in range(0, len(EXCHANGED), 2):
        found = found or (low == EXCHANGED[at] and high == EXCHANGED[at + 1])
    return found
