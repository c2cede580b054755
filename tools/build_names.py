"""Rebuild the tables of `tansiq.names` from the reference files.

    python tools/build_names.py REFERENCE_FOLDER

REFERENCE_FOLDER holds `names/` and `people/` as described in src/tansiq/names/data/README.md. The same files give
the same tables, byte for byte.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import sys
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from tansiq.names import tables
from tansiq.names.compounds import cores
from tansiq.names.folding import fold
from tansiq.names.grouping import PARTICLES, group
from tansiq.names.layout import CHUNK
from tansiq.names.skeleton import skeletons

TABLES = Path(__file__).resolve().parent.parent / "src" / "tansiq" / "names" / "data"
GUESSED_SHARE = {"5": 0.012, "4": 0.004, "3": 0.0015, "2": 0.0006, "1": 0.0002}  # of the weights in given_names_ar.csv
FAMILY_SHARE = 0.002  # guessed share of a well-known family or group of Hadhramaut, or of a common nisba
VILLAGE_SHARE = 5e-5  # guessed share of a lineage for each village that is named after it
ROUNDS = 5
OWN_LETTERS = frozenset("حصضطظعقذث")  # seldom found in names that are not Arab
Pair = tuple[str, str, float]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a .csv or .tsv, packed or not, by column name."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = io.StringIO(raw.decode("utf-8-sig"))
    if ".tsv" in path.name:
        yield from csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        yield from csv.DictReader(text)


def position(at: int, length: int) -> tables.Position:
    """Where a letter stands in its word."""
    if length == 1:
        return "only"
    return "first" if at == 0 else "last" if at == length - 1 else "middle"


def core_of(text: str) -> str:
    """The one core of a name word; empty when the text is several words or none."""
    folded = fold(text)[0]
    units = [unit for unit in group(folded.split()) if not unit.particle]
    if len(units) != 1 or units[0].folded in PARTICLES:
        return ""
    return cores(units[0].folded)[0]


def count_names(source: Path) -> dict[str, tuple[float, float]]:
    """Share of bearers by core, as a given name and as a family name: the larger of what was counted and guessed."""
    given: dict[str, float] = defaultdict(float)
    family: dict[str, float] = defaultdict(float)
    counted = list(rows(source / "names" / "ibc_token_freq.tsv.gz"))
    line = ("male_first", "female_first", "father_or_grandfather")
    all_given = sum(int(row[column]) for row in counted for column in line)
    all_family = sum(int(row["last"]) for row in counted)
    for row in counted:
        core = core_of(row["ar"])
        given[core] += sum(int(row[column]) for column in line) / all_given
        family[core] += int(row["last"]) / all_family
    people = source / "people"
    guesses: dict[str, float] = defaultdict(float)
    for row in rows(people / "given_names_ar.csv"):
        core = core_of(row["name_ar"])
        given[core] = max(given[core], GUESSED_SHARE[row["weight"]])
    for row in rows(people / "lineage_tokens_in_village_names.csv"):
        prefix = "با" if row["kind"] == "با-" and not row["token_ar"].startswith("با") else ""
        guesses[core_of(prefix + row["token_ar"])] += int(row["villages"]) * VILLAGE_SHARE
    for row in rows(people / "family_and_group_names_hadramawt.csv"):
        guesses[core_of(row["name_ar"])] = FAMILY_SHARE
    for row in rows(source / "names" / "yemen_gulf_nisba.tsv.gz"):
        guesses[core_of(row["ar"])] = FAMILY_SHARE
    for core, share in guesses.items():
        family[core] = max(family[core], share)
    return {core: (given[core], family[core]) for core in {*given, *family} if len(core) > 1}


def read_pairs(source: Path) -> Iterator[tuple[str, str, float, str]]:
    """Arabic and Latin spellings of one name word, how often they were seen, and in which file."""
    for row in rows(source / "names" / "ibc_ar_lat_dev.tsv.gz"):
        yield row["ar"], row["lat"], float(row["count"]), "ibc"
    for row in rows(source / "names" / "yemen_gulf_nisba.tsv.gz"):
        for latin in row["lat_variants"].split("|"):
            yield row["ar"], latin, 3.0, "nisba"
    for row in rows(source / "names" / "google_ar2en_dev.tsv.gz"):
        yield row["ar"], row["lat"], 1.0, "google"
    for row in rows(source / "names" / "wd_arabic_pairs_dev.tsv.gz"):
        yield row["ar"], row["lat"], float(row["count"]), "wd"
    for row in rows(source / "names" / "rigour_ar_lat_groups_dev.tsv.gz"):
        for arabic in row["ar"].split("|"):
            for latin in row["lat"].split("|"):
                yield arabic, latin, 1.0, "rigour"


def is_arabic(core: str) -> bool:
    return all("\u0600" <= letter <= "\u06ff" for letter in core)


def fold_pairs(source: Path) -> list[tuple[str, str, float, str]]:
    """Pairs of cores in two scripts, cleaned."""
    folded: dict[tuple[str, str, str], float] = defaultdict(float)
    for arabic, latin, count, name in read_pairs(source):
        core, word = core_of(arabic), core_of(latin)
        if 2 <= len(core) <= 16 and 2 <= len(word) <= 20 and is_arabic(core) and word.isascii() and word.isalpha():
            folded[core, word, name] += count
    return [(core, word, count, name) for (core, word, name), count in sorted(folded.items())]


SOUNDS = {
    "ا": "aeiou", "ب": "bp", "ت": "t", "ث": "ts", "ج": "jgd", "ح": "h", "خ": "khc", "د": "d", "ذ": "dtz", "ر": "r",
    "ز": "z", "س": "sc", "ش": "sc", "ص": "s", "ض": "dz", "ط": "t", "ظ": "zd", "ع": "aeiou", "غ": "g", "ف": "fvp",
    "ق": "qkg", "ك": "kcg", "ل": "l", "م": "m", "ن": "n", "ه": "haeiou", "و": "wouv", "ي": "yiejaeu",
}  # fmt: skip


def first_bits(letter: str, chunk: str) -> float:
    """A first opinion on how a letter is written, before anything is learned."""
    if not chunk:
        return -2.0 if letter in "اعهيو" else -9.0
    bits = -1.5 * len(chunk)
    if chunk[0] not in SOUNDS.get(letter, ""):
        bits -= 8.0
    return bits - 4.0 * sum(c not in "aeiouyhw" and c != chunk[0] for c in chunk[1:])


Alphabet = dict[tuple[str, str], dict[str, float]]


def align(core: str, word: str, alphabet: Alphabet | None) -> tuple[float, list[str]]:
    """The best cut of a Latin word into the letters of an Arabic one, and its bits."""
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for at, letter in enumerate(core):
        known = alphabet.get((position(at, len(core)), letter), {}) if alphabet is not None else None
        after: dict[int, tuple[float, list[str]]] = {}
        for start, (bits, cut) in best.items():
            for end in range(start, min(len(word), start + CHUNK) + 1):
                chunk = word[start:end]
                value = bits + (first_bits(letter, chunk) if known is None else known.get(chunk, -15.0))
                if end not in after or value > after[end][0]:
                    after[end] = (value, [*cut, chunk])
        best = after
    return best.get(len(word), (-99.0, []))


def lesson_weight(core: str, name: str, known: Container[str]) -> float:
    """How much a pair teaches: Arab names much, names that were only written in Arabic (Johnson, Weber) little."""
    if core in known or any(letter in OWN_LETTERS for letter in core):
        return {"ibc": 3.0, "nisba": 3.0}.get(name, 1.0)
    return 0.05


def learn_alphabet(pairs: list[Pair]) -> Alphabet:
    """Learn how each letter is written by aligning, counting and aligning again; pairs that do not fit are left out."""
    alphabet: Alphabet | None = None
    for _ in range(ROUNDS):
        counts: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for core, word, weight in pairs:
            bits, cut = align(core, word, alphabet)
            if not cut or bits < -5.5 * len(core) - 8.0:
                continue
            for at, chunk in enumerate(cut):
                counts[position(at, len(core)), core[at]][chunk] += weight
        alphabet = {key: normalise(found) for key, found in counts.items() if sum(found.values()) >= 10}
    assert alphabet is not None
    return alphabet


def normalise(found: dict[str, float]) -> dict[str, float]:
    total = sum(found.values())
    return {chunk: math.log2(count / total) for chunk, count in found.items() if count >= 2 and count / total > 2e-4}


def spells(core: str, word: str, alphabet: Alphabet) -> bool:
    """Whether a Latin word may spell a name at all: sources also pair what only stood side by side."""
    return align(core, word, alphabet)[0] >= -6.0 * len(core) or not set(skeletons(core)).isdisjoint(skeletons(word))


def share_spellings(
    pairs: list[tuple[str, str, float, str]], known: Iterable[str], alphabet: Alphabet
) -> list[tuple[str, str, float]]:
    """P(latin | core) for known names, counts damped so that one source's habit does not drown the others."""
    names = set(known)
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for core, word, count, name in pairs:
        if core in names and spells(core, word, alphabet):
            counts[core][word] += 1.0 + (math.sqrt(count) if name in ("ibc", "wd") else 0.0)
    return [
        (word, core, count / (sum(found.values()) + 2.0))
        for core, found in sorted(counts.items())
        for word, count in sorted(found.items())
        if count / sum(found.values()) > 0.002
    ]


def write(name: str, header: str, lines: Iterable[str]) -> None:
    """Write one packed table, without a time stamp so that nothing changes when nothing changed."""
    body = "\n".join([header, *lines]) + "\n"
    path = TABLES / name
    path.write_bytes(gzip.compress(body.encode("utf-8"), 9, mtime=0))
    print(f"{path.name}: {body.count(chr(10)) - 1:,} rows, {path.stat().st_size:,} bytes")


def main(source: Path) -> None:
    """Build and write the three tables."""
    names = count_names(source)
    write("tokens.tsv.gz", "core\tgiven_per_million\tfamily_per_million",
          (f"{core}\t{g * 1e6:.0f}\t{f * 1e6:.0f}" for core, (g, f) in sorted(names.items())))  # fmt: skip
    pairs = fold_pairs(source)
    alphabet = learn_alphabet([(core, word, lesson_weight(core, name, names)) for core, word, _, name in pairs])
    write("alphabet.tsv.gz", "position\tletter\tlatin\tlog2",
          (f"{place}\t{letter}\t{chunk}\t{bits:.2f}" for (place, letter), found in sorted(alphabet.items())
           for chunk, bits in sorted(found.items())))  # fmt: skip
    write("spellings.tsv.gz", "latin\tcore\tshare",
          (f"{word}\t{core}\t{share:.4f}" for word, core, share in share_spellings(pairs, names, alphabet)))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
