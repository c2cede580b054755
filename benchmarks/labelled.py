"""Invented records with their true persons, of the same kind as the labelled 50,000 of the reference data.

People are drawn word by word from token tables: nobody is meant. What an agency does to a name, and how often, was
measured on pairs of one person in the 50,000: parts left out, hamza, ya and ta marbuta, joined عبد, Latin spellings,
slips of the hand, a year of birth off by one, a document number with a slip.
"""

from __future__ import annotations

import bisect
import gzip
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

GOVERNORATES = {
    "صنعاء": 5287, "الحديدة": 4642, "تعز": 4625, "إب": 3760, "حجة": 3370, "ذمار": 2576, "حضرموت": 2442, "عدن": 2095,
    "عمران": 1894, "صعدة": 1857, "لحج": 1430, "البيضاء": 1256, "أبين": 1093, "المحويت": 1074, "الضالع": 1043,
    "شبوة": 1022, "ريمة": 901, "الجوف": 817, "مأرب": 692, "المهرة": 401, "سقطرى": 167,
}  # fmt: skip
AGENCIES = 8
COLUMNS = ("unique_id", "cluster", "agency", "script", "name", "sex", "by", "gov", "doc")
# Shares that were measured. Records of one person: how often one, two, three, four.
RECORDS_OF_PERSON = {1: 0.8502, 2: 0.1010, 3: 0.0394, 4: 0.0094}
SIBLING, MALE, LATIN = 0.155, 0.62, 0.25
NO_YEAR, YEAR_OFF, NO_GOV, OTHER_GOV, NO_DOC, DOC_SLIP = 0.148, 0.096, 0.151, 0.1, 0.6, 0.03
SLIP, BIN, TATWEEL = 0.055, 0.07, 0.05
# Which of ism, father, grandfather, family are written.
WRITTEN = {(0, 1, 2, 3): 0.47, (0, 1, 3): 0.365, (0, 3): 0.118, (0, 1, 2): 0.029, (0, 1): 0.018}
# Families: nisbas of the region by rank, family names by their counts, names of the wide world.
NISBAS, NISBA_SHARE, FAMILY_SHARE, WORLD_SHARE, WORLD_WORDS = 150, 0.45, 0.42, 0.13, 2_500
ARABIC, ROMAN = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abcdefghijklmnopqrstuvwxyz"
_LATIN = "a a i a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h a a e o -"
LETTERS = dict(zip("اأإآبتثجحخدذرزسشصضطظعغفقكلمنهىةئؤء", _LATIN.split(), strict=True))
UNHAMZA = str.maketrans("أإآ", "ااا")


class Drawer:
    """Draws words by their weight."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._items, self._sums = list(weights), list(itertools.accumulate(weights.values()))

    def draw(self, chance: random.Random) -> str:
        return self._items[bisect.bisect(self._sums, chance.random() * self._sums[-1])]


def _rows(folder: Path, name: str) -> Iterator[list[str]]:
    for line in gzip.decompress((folder / name).read_bytes()).decode("utf-8").splitlines()[1:]:
        yield line.split("\t")


class Tables:
    """The token tables of a folder: which words people have, and how each is written in Latin letters."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._spelled: dict[str, dict[str, float]] = defaultdict(dict)
        self._elsewhere: dict[str, set[str]] = defaultdict(set)
        self._latin: dict[str, Drawer] = {}
        self._read_spellings(folder)
        counts = {word: [float(count) for count in rest] for word, *rest in _rows(folder, "ibc_token_freq.tsv.gz")}
        men, women, fathers, lasts = (
            {word: count[use] for word, count in counts.items() if count[use]} for use in range(4)
        )  # fmt: skip
        self.men, self.women, self.fathers = Drawer(men), Drawer(women), Drawer(fathers)
        self.families = self._families(folder, lasts, chance)

    def _read_spellings(self, folder: Path) -> None:
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        for word, latin, count in _rows(folder, "ibc_ar_lat_dev.tsv.gz"):
            counted[word][latin] += int(count)
        labels: dict[str, Counter[str]] = defaultdict(Counter)
        for word, latin, count in _rows(folder, "wd_arabic_pairs_dev.tsv.gz"):
            if int(count) > 1:
                labels[word][latin.capitalize()] += int(count)
        for word in {*counted, *labels}:
            share = {True: (0.25, 0.75), False: (1.0, 1.0)}[word in counted and word in labels]
            for table, weight in zip((counted, labels), share, strict=True):
                for latin, times in table[word].items():
                    known = self._spelled[word]
                    known[latin] = known.get(latin, 0.0) + weight * times / table[word].total()
        for _, words, latins in _rows(folder, "rigour_ar_lat_groups_dev.tsv.gz"):
            for word in words.split("|"):
                self._elsewhere[word] |= {latin.capitalize() for latin in latins.split("|")}

    def _families(self, folder: Path, lasts: Mapping[str, float], chance: random.Random) -> Drawer:
        nisbas = []
        for word, latins in _rows(folder, "yemen_gulf_nisba.tsv.gz"):
            nisbas.append(word)
            self._spelled[word] |= dict.fromkeys(latins.split("|"), 1.0)
        # A part of the nisbas is kept back: people of other districts take their places.
        places = sorted({row[2] for row in _rows(folder, "yemen_places.tsv.gz") if row[0] == "district"})
        districts = [place for place in places if place.isalpha() and len(place) > 4]
        chance.shuffle(districts)
        nisbas += [_nisba(place) for place in districts][: NISBAS - len(nisbas)]
        chance.shuffle(nisbas)
        weights: dict[str, float] = defaultdict(float)
        _share(weights, {word: (rank + 2) ** -0.6 for rank, word in enumerate(nisbas)}, NISBA_SHARE)
        _share(weights, lasts, FAMILY_SHARE)
        world = sorted(word for word in self._elsewhere if 3 <= len(word) <= 8 and set(word) <= set(ARABIC))
        chance.shuffle(world)
        for word in world[:WORLD_WORDS]:
            family = word if word.startswith("ال") else "ال" + word
            self._spelled[family] |= {f"Al-{latin}": 1.0 for latin in sorted(self._elsewhere[word])[:6]}
            weights[family] += WORLD_SHARE / WORLD_WORDS
        return Drawer(weights)

    def latin(self, word: str, chance: random.Random) -> str:
        """One way to write the word in Latin letters."""
        if word not in self._latin:
            weights = {latin: 0.9 * weight for latin, weight in self._spelled.get(word, {}).items()}
            for latin in sorted(self._elsewhere.get(word, ())):
                weights[latin] = weights.get(latin, 0.0) + 0.1 / len(self._elsewhere[word])
            self._latin[word] = Drawer(weights or dict.fromkeys(_romanised(word), 1.0))
        return _with_article(word, self._latin[word].draw(chance), chance)


def _share(into: dict[str, float], weights: Mapping[str, float], share: float) -> None:
    total = sum(weights.values())
    for word, weight in weights.items():
        into[word] += share * weight / total


def _nisba(place: str) -> str:
    bare = place.removeprefix("ال")
    return "ال" + bare.rstrip("ةهاىي") + "ي"


def _romanised(word: str) -> list[str]:
    """Six ways to write a word that no table has."""
    chance, found = random.Random(word), []
    for _ in range(6):
        written = []
        for part in word.split():
            article = chance.choice(["al-", "el-", "Al "]) if part.startswith("ال") and len(part) > 4 else ""
            bare = part.removeprefix("ال") if article else part
            written.append("Abu" if bare in ("ابو", "أبو") else article + _letters(bare, chance).capitalize())
        found.append(" ".join(written))
    return found


def _letters(word: str, chance: random.Random) -> str:
    ways = {"و": ["u", "ou", "o", "w"], "ي": ["i", "y", "ee", "i"], "ق": list("qkg"), "ج": list("jjg")}
    out = ""
    for at, letter in enumerate(word):
        latin = "wy"["وي".index(letter)] if at == 0 and letter in "وي" else chance.choice(ways.get(letter, [""]))
        latin = latin or LETTERS.get(letter, "").strip("-")
        between = out and latin and out[-1] not in "aeiouy" and latin[0] not in "aeiouy"
        if between and not (at == len(word) - 1 and chance.random() < 0.5):
            out += chance.choice("aaeiou")
        out += latin
    return out


def _with_article(word: str, latin: str, chance: random.Random) -> str:
    low = latin.lower()
    if not (word.startswith("ال") and len(word) > 4 and low.startswith(("al-", "el-", "al ", "el "))):
        return latin[:1].upper() + latin[1:]
    bare = latin[3:4].upper() + latin[4:]
    articles = {"al-": 0.3, "Al ": 0.2, "Al-": 0.12, "el-": 0.12, "El ": 0.06, "Al": 0.06, "": 0.14}
    [article] = chance.choices(list(articles), list(articles.values()))
    return article + (bare.lower() if article == "Al" else bare)


def _slip(word: str, chance: random.Random, letters: str) -> str:
    """One letter more, less, other, or two in the wrong order."""
    if len(word) < 3:
        return word
    at, kind = chance.randrange(len(word)), chance.randrange(4)
    if kind == 3:
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + ("" if kind == 1 else chance.choice(letters)) + word[at + (kind > 0) :]


def _arabic(word: str, chance: random.Random) -> str:
    """The word as one agency writes it."""
    if chance.random() < 0.5:
        word = word.translate(UNHAMZA)
    if word[-1] == "ي" and chance.random() < 0.3:
        word = word[:-1] + "ى"
    elif word[-1] == "ة" and chance.random() < 0.5:
        word = word[:-1] + "ه"
    if word.startswith("عبد ") and chance.random() < 0.4:
        word = "عبد" + word[4:]
    if word.startswith(("ابو ", "أبو ")) and chance.random() < 0.3:
        word = word[:3] + word[4:]
    return word


def _name(line: tuple[str, ...], script: str, tables: Tables, chance: random.Random) -> str:
    """A name of four words as one agency writes it down."""
    [kept] = chance.choices(list(WRITTEN), list(WRITTEN.values()))
    bins, letters = (["بن", "ابن"], ARABIC) if script == "ar" else (["bin", "ben", "Bin", "ibn"], ROMAN)
    words = [_arabic(line[at], chance) if script == "ar" else tables.latin(line[at], chance) for at in kept]
    if chance.random() < SLIP:
        at = chance.randrange(len(words))
        words[at] = _slip(words[at], chance, letters)
    if script == "ar" and chance.random() < TATWEEL:
        at = chance.randrange(len(words))
        middle = chance.randrange(1, max(2, len(words[at])))
        words[at] = words[at][:middle] + "ـ" + words[at][middle:]
    written = [words[0]]
    for place, word in zip(kept[1:], words[1:], strict=True):
        written += [chance.choice(bins)] * (place < 3 and chance.random() < BIN) + [word]
    return " ".join(written)


def records(folder: Path, count: int, *, seed: int) -> Iterator[tuple[Any, ...]]:
    """So many records in the order of `COLUMNS`; `cluster` is the person."""
    chance = random.Random(seed)
    tables = Tables(folder, chance)
    governorates = Drawer(GOVERNORATES)
    line, made = ("", "", ""), 0
    for person in itertools.count(1):
        male = chance.random() < MALE
        if not made or chance.random() > SIBLING:
            line = (tables.fathers.draw(chance), tables.fathers.draw(chance), tables.families.draw(chance))
        name = ((tables.men if male else tables.women).draw(chance), *line)
        born = min(2021, max(1930, round(chance.gauss(1983.3, 15.8))))
        gov, doc = governorates.draw(chance), f"{chance.randrange(10**8):08d}"
        [times] = chance.choices(list(RECORDS_OF_PERSON), list(RECORDS_OF_PERSON.values()))
        for agency in chance.sample(range(AGENCIES), times):
            script = "lat" if chance.random() < LATIN else "ar"
            written = _name(name, script, tables, chance)
            sex = "m" if male else "f"
            yield made, person, agency, script, written, sex, *_rest(born, gov, doc, governorates, chance)
            made += 1
            if made == count:
                return


def _rest(
    born: int, gov: str, doc: str, governorates: Drawer, chance: random.Random
) -> tuple[int | None, str | None, str | None]:
    """Year, governorate and document number as one agency has them."""
    year = None if chance.random() < NO_YEAR else born + (chance.random() < YEAR_OFF) * chance.choice((-1, 1))
    where = gov if chance.random() > OTHER_GOV else governorates.draw(chance)
    number = doc
    if chance.random() < DOC_SLIP:
        at = chance.randrange(len(doc))
        number = doc[:at] + str(chance.randrange(10)) + doc[at + 1 :]
    return year, None if chance.random() < NO_GOV else where, None if chance.random() < NO_DOC else number


def write(rows: Iterable[tuple[Any, ...]], file: Path) -> None:
    """The records as a Parquet file."""
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
    from pyarrow import parquet

    columns = list(zip(*rows, strict=True))
    parquet.write_table(pa.table(dict(zip(COLUMNS, map(list, columns), strict=True))), file)
