"""How unlikely it is, in bits, that a Latin word spells an Arabic core: for names that no shipped table knows."""

from __future__ import annotations

from typing import Final

IMPOSSIBLE: Final = 99.0
_SLIP: Final = 7.0  # a letter that is not written, or one too many
_BARE: Final = 0.5  # no short vowel after a consonant
_SHORT: Final = 1.5
_TWO_SHORT: Final = 4.0
_MOST: Final = 20
_VOWELS: Final = "aeiou"


def _costs(table: str) -> dict[str, dict[str, float]]:
    rows: dict[str, dict[str, float]] = {}
    for line in table.strip().splitlines():
        letter, *pairs = line.split()
        rows[letter] = {latin.strip("-"): float(bits) for latin, bits in (pair.split(":") for pair in pairs)}
    return rows


# Ways to write a letter, each with its cost in bits; "-" is nothing at all.
_LETTERS: Final = _costs("""
ا a:0.3 -:4 e:3 aa:3.5 i:3 o:4 u:4 ae:5 ia:5
ب b:0.1 p:4 bb:3
ت t:0.1 tt:3 th:5 d:6
ث th:0.6 s:2.5 t:3
ج j:0.7 g:2 dj:3 gh:6 jj:4 gg:5 c:5
ح h:0.1 hh:4
خ kh:0.3 h:3.5 k:5 j:7
د d:0.1 dd:3
ذ dh:1 z:2 th:2.5 d:2.5
ر r:0.1 rr:3
ز z:0.1 zz:3 s:5
س s:0.1 ss:2.5 c:5 z:5
ش sh:0.2 ch:3 sch:5 s:6 x:7
ص s:0.1 ss:2.5 c:6
ض d:0.5 dh:2.5 z:4 dd:4
ط t:0.1 tt:3 th:6
ظ z:0.7 dh:2.5 th:4 d:4
ع -:0.8 a:1.5 e:3 i:4 o:4 u:4 aa:3.5
غ gh:0.3 g:3 q:5 r:7
ف f:0.1 ph:5 ff:4 v:5
ق q:0.8 k:2 g:2.5 gh:4 c:5 qu:4
ك k:0.2 c:3 q:5 ck:5 kk:5 ch:6 g:6
ل l:0.1 ll:2.5
م m:0.1 mm:2.5
ن n:0.1 nn:2.5
ه h:0.4 -:3 a:3 ah:3 eh:4 e:4
و w:1.2 u:1.6 o:2.5 ou:2.5 oo:3 v:5 av:5 -:5 ww:4 uw:3 aw:3 ow:4 au:4 uu:6
ي i:1 y:1.2 ee:3 iy:4 ie:4 ei:4 ai:3 ay:3 e:3 -:4 yy:4 ey:4 a:5 iyy:5
""")
_LAST_HA: Final = {"a": 0.7, "ah": 1.8, "eh": 3.0, "h": 4.0, "e": 3.0, "at": 4.0, "et": 5.0, "": 4.0}
_LONG: Final = "اوي"


def spelling_cost(core: str, latin: str) -> float:
    """-log2 of how likely `latin` is written for `core`; `IMPOSSIBLE` when it cannot be."""
    core, latin = core[:_MOST], latin[:_MOST]
    best = {0: 0.0}
    for at, letter in enumerate(core):
        costs = _LETTERS.get(letter)
        if costs is None:
            return IMPOSSIBLE
        if letter == "ه" and at == len(core) - 1 and at > 1:
            costs = _LAST_HA
        best = _after(best, costs, latin, is_long=letter in _LONG)
    return best.get(len(latin), IMPOSSIBLE)


def _after(best: dict[int, float], costs: dict[str, float], latin: str, *, is_long: bool) -> dict[int, float]:
    """Cheapest cost by how much of `latin` is written, after one more letter with its short vowels."""
    size, written = len(latin), {start: bits + _SLIP for start, bits in best.items()}

    def offer(into: dict[int, float], end: int, bits: float) -> None:
        if bits < into.get(end, IMPOSSIBLE):
            into[end] = bits

    for start, bits in best.items():
        if start < size:
            offer(written, start + 1, bits + _SLIP)
        for chunk, cost in costs.items():
            if latin.startswith(chunk, start):
                offer(written, start + len(chunk), bits + cost)
    after = dict(written) if is_long else {end: bits + _BARE for end, bits in written.items()}
    for end, bits in written.items():
        if end < size and latin[end] in _VOWELS:
            offer(after, end + 1, bits + (_TWO_SHORT if is_long else _SHORT))
            if not is_long and end + 1 < size and latin[end + 1] in _VOWELS:
                offer(after, end + 2, bits + _TWO_SHORT)
    return after
