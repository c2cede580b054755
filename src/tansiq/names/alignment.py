"""Two names side by side: which word meets which, and what the whole of it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tansiq.names.evidence import NO_MATCH, meet
from tansiq.names.parts import Step
from tansiq.names.tokens import Reading, Token

_COUNTS_FROM: Final = 0.5  # bits from which two words are held to be one
DOUBTFUL_FROM: Final = -3.0  # in the same place a doubtful reading is likelier than another name
ISM_DIFFERS: Final = -9.0
ISM_ABSENT: Final = -5.0
ISM_SWAPPED: Final = -4.0
FATHER_DIFFERS: Final = -6.0
PATRONYMIC_DIFFERS: Final = -4.0
FAMILY_DIFFERS: Final = -4.0
NISBA_FOR_FAMILY: Final = -1.5  # a man may be called by his family at home and by his place elsewhere
WORD_ABSENT: Final = -0.6
MOVED: Final = -0.7
KIN_MOST: Final = 9.0
"""Kin share their line and family: with another given name these prove a family, not a man."""
HALF_KIN_MOST: Final = 15.0
LEAST_BITS: Final = -14.0
_KUNYA_ALONE_DIFFERS: Final = -4.0
KUNYA_NAME_CEILING: Final = 8.0
"""A kunya with a family name or nisba weighs little more: even with a birth year it stays below the threshold."""
KUNYA_NAME_BEYOND: Final = 2.0
_KUNYA_MOST: Final = 4.0
KUNYA_ALONE_MOST: Final = 7.0  # where one side has nothing else: it ranks, but never carries a match
_KUNYA_DIFFERS: Final = -0.5  # a man may have several
KUNYA_OF_FATHER: Final = 1.0  # an eldest son is often named after his grandfather


@dataclass
class NameEvidence:
    """Bits of a name comparison, with its steps and conflict codes."""

    bits: float = 0.0
    steps: list[Step] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    def add(self, code: str, bits: float, ar: str, en: str) -> None:
        self.bits += bits
        self.steps.append(Step(code, ar, en, round(bits, 2)))

    def level_off(self, ceiling: float, beyond: float) -> None:
        """Bits up to a ceiling count as they are; what exceeds it adds ever less, `beyond` at most. Keeps the order."""
        if self.bits > ceiling:
            fewer = levelling(self.bits, ceiling, beyond)
            self.add("LEVELLED", fewer, "الاسم وحده لا يُثبت الشخص", "a name alone does not prove the person")


def levelling(bits: float, ceiling: float, beyond: float) -> float:
    """What levelling off adds to bits: nothing up to the ceiling, and less than nothing above it."""
    excess = max(0.0, bits - ceiling)
    return beyond * excess / (excess + 20.0) - excess


Pair = tuple[int, int, float]


def weigh_names(a: Reading, b: Reading) -> NameEvidence:
    """Weigh two names word by word; symmetric. The kunya adds little and never takes the place of a name."""
    evidence = NameEvidence()
    if is_called_by_kunya(a) or is_called_by_kunya(b):
        _weigh_epithets(evidence, a, b)
    elif a.names and b.names:
        pairs = _pair_up(a.names, b.names)
        for i, j, bits in pairs:
            one, other = a.names[i].raw, b.names[j].raw
            evidence.add("WORDS_MEET", bits, f"«{one}» تقابل «{other}»", f"“{one}” meets “{other}”")
        _weigh_rest(evidence, a.names, b.names, pairs)
        _cap_kin(evidence)
    _weigh_kunyas(evidence, a, b)
    if is_called_by_kunya(a) or is_called_by_kunya(b):
        evidence.level_off(KUNYA_NAME_CEILING, KUNYA_NAME_BEYOND)
    if evidence.bits < LEAST_BITS:
        evidence.add("LEVELLED", LEAST_BITS - evidence.bits, "حدّ أدنى لأثر الاسم", "least that a name can weigh")
    return evidence


def _pair_up(a: Sequence[Token], b: Sequence[Token]) -> list[Pair]:
    """Which words meet: the weightiest first, nearer places before farther ones, each word once."""
    found = []
    for i, mine in enumerate(a):
        for j, theirs in enumerate(b):
            bits = meet(mine, theirs)
            apart = min(abs(i - j), abs((len(a) - i) - (len(b) - j)))
            if bits > (_COUNTS_FROM if apart else DOUBTFUL_FROM):
                found.append((bits - 0.4 * apart, i, j, bits))
    found.sort(key=lambda row: (-row[0], row[1] + row[2], row[1]))
    pairs: list[Pair] = []
    for _, i, j, bits in found:
        if all(i != x and j != y for x, y, _ in pairs):
            pairs.append((i, j, bits))
    return sorted(pairs)


def _weigh_rest(evidence: NameEvidence, a: Sequence[Token], b: Sequence[Token], pairs: list[Pair]) -> None:
    """What did not meet, or met out of order."""
    mine, theirs = {i: j for i, j, _ in pairs}, {j: i for i, j, _ in pairs}
    moved = {(i, j) for i, j in mine.items() if (i == 0) != (j == 0) and (_ends(i, a) or _ends(j, b))}
    if len(moved) > 1:  # two words that changed places: one of them moved
        moved = {max(moved)}
    head = next((i for i in range(len(a)) if (i, mine.get(i)) not in moved), None)
    other_head = next((j for j in range(len(b)) if (theirs.get(j), j) not in moved), None)
    if moved:
        evidence.add("WORD_MOVED", MOVED, "اسم العائلة في موضع آخر", "the family name stands in another place")
    rest = [i for i in range(len(a)) if i not in mine]
    other_rest = [j for j in range(len(b)) if j not in theirs]
    if head is None or other_head is None:
        evidence.add("ISM_ABSENT", ISM_ABSENT, "لا اسم أول في أحدهما", "one of them has no given name")
    elif mine.get(head) != other_head:
        _weigh_heads(evidence, head in mine, other_head in theirs, a[head], b[other_head])
        if head not in mine and other_head not in theirs:
            rest.remove(head)
            other_rest.remove(other_head)
    else:
        _weigh_father(evidence, (a, rest, head + 1), (b, other_rest, other_head + 1))
    _weigh_families(evidence, a, rest, b, other_rest)
    for _ in range(min(len(rest), len(other_rest))):
        evidence.add("PATRONYMIC_DIFFERS", PATRONYMIC_DIFFERS, "اسم في النسب مختلف", "a name of the line differs")
    missing = abs(len(rest) - len(other_rest))
    if missing:
        evidence.add("WORD_ABSENT", WORD_ABSENT * missing, f"أسماء غائبة: {missing}", f"names absent: {missing}")


def _cap_kin(evidence: NameEvidence) -> None:
    """Words met by kin are not independent: without the same given name, or father, they count up to a limit."""
    codes = {step.code for step in evidence.steps}
    most = KIN_MOST if codes & {"ISM_DIFFERS", "ISM_ABSENT"} else HALF_KIN_MOST if "FATHER_DIFFERS" in codes else None
    met = sum(step.bits for step in evidence.steps if step.code == "WORDS_MEET")
    if most is not None and met > most:
        evidence.add("KIN", most - met, "الأقارب يشتركون في النسب والعائلة", "kin share line and family")


def _ends(at: int, names: Sequence[Token]) -> bool:
    return at > 0 and at == len(names) - 1


def _weigh_heads(evidence: NameEvidence, has_met: bool, other_has_met: bool, one: Token, other: Token) -> None:
    if has_met and other_has_met:
        evidence.add("ISM_SWAPPED", ISM_SWAPPED, "تبادل الاسم الأول موضعه", "the given name changed places")
    elif has_met or other_has_met:
        evidence.add("ISM_ABSENT", ISM_ABSENT, "الاسم الأول لأحدهما غائب عن الآخر", "one given name is absent")
    else:
        ar, en = f"الاسم مختلف: «{one.raw}» و«{other.raw}»", f"given names differ: “{one.raw}”, “{other.raw}”"
        evidence.add("ISM_DIFFERS", ISM_DIFFERS, ar, en)
        evidence.conflicts.append("ISM_DIFFERS")


def _weigh_father(
    evidence: NameEvidence, one: tuple[Sequence[Token], list[int], int], other: tuple[Sequence[Token], list[int], int]
) -> None:
    """The fathers, where both names have one and neither met anything."""
    (a, rest, at), (b, other_rest, other_at) = one, other
    if at in rest and other_at in other_rest and a[at].kind == b[other_at].kind == "nasab":
        rest.remove(at)
        other_rest.remove(other_at)
        one_raw, other_raw = a[at].raw, b[other_at].raw
        ar, en = f"الأب مختلف: «{one_raw}» و«{other_raw}»", f"fathers differ: “{one_raw}”, “{other_raw}”"
        evidence.add("FATHER_DIFFERS", FATHER_DIFFERS, ar, en)
        evidence.conflicts.append("FATHER_DIFFERS")


def _weigh_families(
    evidence: NameEvidence, a: Sequence[Token], rest: list[int], b: Sequence[Token], other_rest: list[int]
) -> None:
    """Family names, where both sides have one that met nothing."""
    mine = [i for i in rest if a[i].kind in ("laqab", "nisba") or _ends(i, a)]
    theirs = [j for j in other_rest if b[j].kind in ("laqab", "nisba") or _ends(j, b)]
    if not mine or not theirs:
        return
    i, j = mine[-1], theirs[-1]
    rest.remove(i)
    other_rest.remove(j)
    either = {a[i].kind, b[j].kind} == {"laqab", "nisba"}
    bits = NISBA_FOR_FAMILY if either else FAMILY_DIFFERS
    ar, en = f"العائلة مختلفة: «{a[i].raw}» و«{b[j].raw}»", f"family names differ: “{a[i].raw}”, “{b[j].raw}”"
    evidence.add("FAMILY_DIFFERS", bits, ar, en)


def is_called_by_kunya(name: Reading) -> bool:
    """Whether nothing is known of him but a kunya, with or without a family name or nisba."""
    return bool(name.kunyas) and all(token.kind in ("laqab", "nisba") for token in name.names)


def _weigh_epithets(evidence: NameEvidence, a: Reading, b: Reading) -> None:
    """One of them is known by a kunya alone: only the family names and nisbas can meet."""
    mine = [t for t in (*a.names, *a.epithets) if t.kind in ("laqab", "nisba") or t in a.names[-1:]]
    theirs = [t for t in (*b.names, *b.epithets) if t.kind in ("laqab", "nisba") or t in b.names[-1:]]
    if not mine or not theirs:
        return
    bits, one, other = max(
        ((meet(x, y), x, y) for x in mine for y in theirs),
        key=lambda row: (row[0], row[1].kind != row[2].kind, row[1].folded, row[2].folded),
    )
    if bits > _COUNTS_FROM:
        evidence.add("WORDS_MEET", bits, f"«{one.raw}» تقابل «{other.raw}»", f"“{one.raw}” meets “{other.raw}”")
    else:
        either = {one.kind, other.kind} == {"laqab", "nisba"}
        bits = NISBA_FOR_FAMILY if either else FAMILY_DIFFERS
        evidence.add("FAMILY_DIFFERS", bits, "اللقب أو النسبة مختلفة", "the family name or nisba differs")


def _weigh_kunyas(evidence: NameEvidence, a: Reading, b: Reading) -> None:
    if a.kunyas and b.kunyas:
        alone = is_called_by_kunya(a) or is_called_by_kunya(b)
        bits = max(meet(x, y) for x in a.kunyas for y in b.kunyas)
        if bits > _COUNTS_FROM:
            bits = min(bits, KUNYA_ALONE_MOST if alone else _KUNYA_MOST)
            evidence.add("KUNYA_MEETS", bits, "الكنية واحدة، وهي قرينة ضعيفة", "same kunya: weak evidence")
        else:
            bits = _KUNYA_ALONE_DIFFERS if alone else _KUNYA_DIFFERS
            evidence.add("KUNYA_DIFFERS", bits, "الكنية مختلفة", "the kunya differs")
        return
    for called, named in ((a, b), (b, a)):
        line = [token for token in named.names[1:] if token.kind == "nasab"]
        for kunya in called.kunyas:
            if any(meet(_named_in(kunya), token) > _COUNTS_FROM for token in line):
                ar, en = "الكنية توافق اسما في النسب", "the kunya is a name of the line"
                evidence.add("KUNYA_OF_LINE", KUNYA_OF_FATHER, ar, en)
                return
        own = named.names[:1]
        if any(meet(_named_in(kunya), token) > NO_MATCH for kunya in called.kunyas for token in own):
            evidence.add("KUNYA_IS_NO_ISM", 0.0, "لم تُساوَ الكنية والاسم: أبو فلان ليس فلانا", "a kunya is not a name")


def _named_in(kunya: Token) -> Token:
    """The name inside a kunya, as a name of its own."""
    name = kunya.folded.split(" ", 1)[-1]
    return Token(kunya.raw, name, "nasab", kunya.script)
