"""Labelled pairs: what people judged of two kits, or a file says of two names, and whether the weights err on them.

Pure: no Django, no database. `judgements` reads what people judged.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tansiq import names

FIELDS = ("q", "qby", "r", "rk", "rby", "label")
# A judged pair also has its link and the kunya of the asked; the benchmark its own columns.
ALSO = frozenset({"qk", "link", "qid", "track", "kind", "x"})
FIRST_YEAR, LAST_YEAR = 1850, 2100
LONGEST_YEAR_DAYS = 366
MOST_WORST = 10


@dataclass(frozen=True)
class LabelledPair:
    """Two kits and whether they are one person; `id` is that of the link, or the number of the line in a file."""

    id: str
    left: names.Kit
    right: names.Kit
    is_same: bool


class UnreadableError(Exception):
    """A file that is not what it should be: in which line, and why."""

    def __init__(self, file: Path, line: int, why: str) -> None:
        super().__init__(f"{file}, line {line}: {why}")
        self.file, self.line, self.why = file, line, why

    def as_object(self) -> dict[str, Any]:
        """The fault as JSON members."""
        return {"file": str(self.file), "line": self.line, "why": self.why}


def read_file(file: Path) -> tuple[list[LabelledPair], str]:
    """Labelled pairs of a .jsonl or .jsonl.gz file, and a hash that tells this file from another.

    Raises:
        UnreadableError: no such form; with the line.
    """
    raw = file.read_bytes()
    try:
        text = (gzip.decompress(raw) if file.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as fault:
        raise UnreadableError(file, 1, "not UTF-8 text, or not gzip") from fault
    pairs = [_pair(file, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return pairs, hashlib.sha256(text.encode()).hexdigest()[:16]


def _pair(file: Path, number: int, line: str) -> LabelledPair:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise UnreadableError(file, number, "not JSON") from fault
    if not isinstance(found, dict):
        raise UnreadableError(file, number, "not an object")
    if why := _fault(found):
        raise UnreadableError(file, number, why)
    return LabelledPair(
        str(number), _named(found["q"], found.get("qk"), found["qby"]), _named(found["r"], found["rk"], found["rby"]),
        bool(found["label"]),
    )  # fmt: skip


def _fault(found: dict[str, Any]) -> str:
    if missing := [field for field in FIELDS if field not in found]:
        return f"without {', '.join(missing)}"
    if unknown := sorted(set(found) - set(FIELDS) - ALSO):
        return f"unknown field {', '.join(unknown)}"
    for field in ("q", "r", "qk", "rk"):
        value = found.get(field)
        if not isinstance(value, str) and (value is not None or field in ("q", "r")):
            return f"{field} is no text"
    for field in ("qby", "rby"):
        year = found[field]
        if year is not None and (type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR):
            return f"{field} is no year of birth"
    return "" if found["label"] in (0, 1) else "label is neither 0 nor 1"


def _named(full: str, kunya: str | None, year: int | None) -> names.Kit:
    born = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    return names.Kit(names.Parts(full=full, kunya=kunya or ""), *born)


def lines(pairs: Sequence[LabelledPair]) -> Iterator[str]:
    """Labelled pairs as `read_file` takes them, a line each: names and years of birth, no identifier, no mother."""
    for pair in pairs:
        (q, qk), (r, rk) = _written(pair.left.parts), _written(pair.right.parts)
        row = {
            "q": q, "qk": qk, "qby": _year(pair.left), "r": r, "rk": rk, "rby": _year(pair.right),
            "label": int(pair.is_same), "kind": "judged", "x": q.isascii() != r.isascii(), "link": pair.id,
        }  # fmt: skip
        yield json.dumps(row, ensure_ascii=False)


def _written(parts: names.Parts) -> tuple[str, str | None]:
    chain = " ".join(part for part in (parts.ism, parts.father, parts.grandfather, parts.family) if part)
    return chain or parts.full, parts.kunya or None


def _year(kit: names.Kit) -> int | None:
    """The year of birth; of a Hijri year the Gregorian one in which its middle lies."""
    first, last = kit.born_from or kit.born_to, kit.born_to or kit.born_from
    if first is None or last is None or abs((last - first).days) > LONGEST_YEAR_DAYS:
        return None
    return (first + (last - first) / 2).year


def evaluate(pairs: Sequence[LabelledPair]) -> dict[str, Any]:
    """How the present weights do on labelled pairs: figures, and the pairs on which they err. Names nobody.

    Returns:
        `erred` counts pairs that are one person below the threshold of a hit (`missed`) and different persons at or
        above it (`false_hits`); `worst` are those farthest from the threshold, `wrong` all of them, `ids` all pairs.
        A figure that nothing was there for is None.
    """
    compared = [(pair, names.compare(pair.left, pair.right)) for pair in pairs]
    found = [(pair, told, told.match_weight >= names.MATCH_BITS) for pair, told in compared]
    wrong = [(pair, told) for pair, told, is_hit in found if is_hit != pair.is_same]
    wrong.sort(key=lambda each: -abs(each[1].match_weight - names.MATCH_BITS))
    same, hits = sum(pair.is_same for pair in pairs), sum(is_hit for *_, is_hit in found)
    missed = sum(pair.is_same for pair, _ in wrong)
    right = same - missed
    squares = sum((told.match_probability - pair.is_same) ** 2 for pair, told in compared)
    return {
        "pairs": len(pairs), "same": same, "different": len(pairs) - same, "threshold": names.MATCH_THRESHOLD,
        "erred": len(wrong), "missed": missed, "false_hits": len(wrong) - missed,
        "brier": _ratio(squares, len(pairs)), "f1": _ratio(2 * right, same + hits),
        "precision": _ratio(right, hits), "recall": _ratio(right, same),
        "worst": [_worst(pair, told) for pair, told in wrong[:MOST_WORST]],
        "wrong": [pair.id for pair, _ in wrong], "ids": [pair.id for pair in pairs],
    }  # fmt: skip


def _ratio(part: float, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _worst(pair: LabelledPair, told: names.Comparison) -> dict[str, Any]:
    # Codes alone: the words of a step hold the names.
    codes = [step.code for step in told.steps if step.code != "PRIOR"]
    judged = "same" if pair.is_same else "different"
    return {"id": pair.id, "judged": judged, "bits": round(told.match_weight, 2), "steps": codes}


def changed(told: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """What came to be wrong and right since an earlier run, over the pairs that both looked at."""
    both = set(told["ids"]) & set(before["ids"])
    now, then = set(told["wrong"]) & both, set(before["wrong"]) & both
    return {
        "compared": len(both), "erred_before": len(then), "erred_now": len(now),
        "newly_wrong": sorted(now - then), "newly_right": sorted(then - now),
    }  # fmt: skip
