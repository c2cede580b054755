#!/usr/bin/env python3
"""Check an export of a sealed log against checkpoints that were kept elsewhere. One file, Python 3.11 or later, nothing else.

    python3 verify_log.py EXPORT [--checkpoint FILE ...] [--vkey KEY] [--earlier EXPORT] [--tolerance MINUTES] [--json]
                          [--lang ar|en]

People are told in English, or in Arabic (بالعربية) with `--lang ar` or an Arabic locale; codes and JSON are the same.

EXPORT is what `tansiq audit export` wrote; FILE what `tansiq audit checkpoint` printed and somebody kept: on paper, on
another machine, at another installation. Exit 0: whole. 1: broken, and the first broken entry is named; where only a
range can be proven, the range is; or something that was kept could not be compared with this export (NOT_COMPARED), so
that nothing is proven. 2: a file cannot be read.

Without a checkpoint that was kept elsewhere this proves only that the file agrees with itself: whoever owns the log can
compute everything anew and sign it. An EARLIER export that was kept elsewhere names an entry where checkpoints alone
give a range.

Formats: docs/log.md. Signatures: RFC 8032, in plain Python below, so that there is nothing to trust but this file.
"""

import argparse
import base64
import hashlib
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import IO, Any

FIELDS = (
    "id", "at", "kind", "act", "user_id", "agency_id", "system", "owner_id", "subject_kind", "subject_id", "purpose",
    "reference", "words_hash",
)  # fmt: skip
MOST_LINE = 1_000_000
NOT_COMPARED = "NOT_COMPARED"
# What each code means, for whoever reads Arabic.
ARABIC = {
    "MISSING": "القيد مفقود، أو ليس في مكانه",
    "ALTERED": "القيد ليس كما خُتم",
    "WORDS_ALTERED": "الكلام ليس الكلام الذي خُتم",
    "BACK_DATED": "يحمل القيد وقتًا أقدم بكثير من الحالة الموقّعة التي تسبقه",
    "POST_DATED": "يحمل القيد وقتًا أحدث بكثير من الحالة الموقّعة التي تختمه",
    "REWRITTEN": "ليست هذه القيود هي التي ضمّتها الحالة الموقّعة أو نسخة مصدَّرة سابقة: كُتبت من جديد",
    "CUT": "ينتهي السجل أو الملف قبل أوانه: قُطع آخره",
    "SIGNATURE": "إحدى الحالات ليست موقّعة بمفتاح هذا السجل",
    "KEY": "السجل موقّع بمفتاح غير المفتاح المحفوظ",
    NOT_COMPARED: "تعذّرت مقارنة ما حُفظ في مكان آخر بما هنا، فلا يثبت شيء: صدِّر السجل من القيد 0",
}
Key = tuple[str, bytes, bytes]
Point = tuple[int, int, int, int]

# --- Ed25519 (RFC 8032, 5.1.7), checking only -------------------------------------------------------------------------
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def _add(a: Point, b: Point) -> Point:
    left, right = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = right - left, d - c, d + c, right + left
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(number: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = _add(found, point)
        point, number = _add(point, point), number >> 1
    return found


def _point(raw: bytes) -> Point | None:
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = _point(bytes([0x58]) + b"\x66" * 31)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this Ed25519 signature of a message is good."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r, s = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or BASE is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = _times(s, BASE), _add(r, _times(h, key))
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


# --- signed notes and checkpoints (C2SP) ------------------------------------------------------------------------------
class Unreadable(Exception):
    """A file is not what it should be."""


def read_key(text: str) -> Key:
    """Name, id and public key of `name+id+base64`."""
    name, key_id, encoded = text.strip().split("+", 2)
    raw = base64.b64decode(encoded, validate=True)
    found = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if raw[:1] != b"\x01" or len(raw) != 33 or found.hex() != key_id:
        raise Unreadable("the key is no Ed25519 key of a log")
    return name, found, raw[1:]


def read_checkpoint(text: str, key: Key | None = None) -> dict[str, Any]:
    """A checkpoint: size, root, time, its key where one stands beside it, and whether the key signed it."""
    lines = text.split("\n")
    told = [line[6:] for line in lines if line.startswith("vkey: ")]
    note = "\n".join(line for line in lines if not line.startswith("vkey: ")).rstrip("\n")
    body, blank, signatures = note.rpartition("\n\n")
    parts = body.split("\n")
    if not blank or len(parts) < 3:
        raise Unreadable("no checkpoint")
    beside = read_key(told[0]) if told else None
    name, key_id, public = key or beside or ("", b"", b"")
    good = False
    for line in signatures.split("\n"):
        dash, who, encoded = line.split(" ")
        raw = base64.b64decode(encoded, validate=True)
        if dash == "—" and who == name and raw[:4] == key_id:
            good = is_signed(public, (body + "\n").encode(), raw[4:])
    times = [line[5:] for line in parts[3:] if line.startswith("time ")]
    at = datetime.strptime(times[0], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if times else None
    root = base64.b64decode(parts[2], validate=True)
    return {"origin": parts[0], "size": int(parts[1]), "root": root, "at": at, "key": beside, "good": good}


# --- the tree (RFC 9162) ----------------------------------------------------------------------------------------------
def leaf_of(entry: dict[str, Any]) -> bytes:
    """The leaf hash of an entry: its fields in their order, each with its length."""
    parts = [b"tansiq-entry-1:"]
    for name in FIELDS:
        value = entry[name]
        raw = None if value is None else value.encode()
        parts.append(b"-," if raw is None else b"%d:%b," % (len(raw), raw))
    return hashlib.sha256(b"\x00" + b"".join(parts)).digest()


def words_hash(words: dict[str, Any]) -> str:
    """The salted hash of the words of an entry."""
    text = words["salt"] + json.dumps(words["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Tree:
    """The right edge of a tree that grows."""

    def __init__(self) -> None:
        self.size = 0
        self.edge: list[bytes] = []

    def add(self, found: bytes, level: int = 0) -> None:
        index = self.size >> level
        self.size += 1 << level
        while index & 1:
            found, index = hashlib.sha256(b"\x01" + self.edge.pop() + found).digest(), index >> 1
        self.edge.append(found)

    def root(self) -> bytes:
        if not self.edge:
            return hashlib.sha256().digest()
        found = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            found = hashlib.sha256(b"\x01" + left + found).digest()
        return found


def levels(start: int, end: int) -> Iterator[int]:
    """Levels of the fewest perfect subtrees that cover these leaves."""
    while start < end:
        level = (end - start).bit_length() - 1
        level = min(level, (start & -start).bit_length() - 1) if start else level
        yield level
        start += 1 << level


# --- the examination --------------------------------------------------------------------------------------------------
class Examination:
    """Takes the leaves in order and collects what is broken."""

    def __init__(
        self, head: dict[str, Any], known: list[dict[str, Any]], earlier: dict[int, bytes], tolerance: timedelta
    ) -> None:
        self.faults: list[dict[str, Any]] = []
        self.tree, self.broken, self.good = Tree(), False, 0
        self.known, self.earlier, self.tolerance, self.met = known, earlier, tolerance, 0
        self.compared = 0
        self.before: datetime | None = None
        self.after = [one for one in known if one["at"]]
        self.meet()
        self.stand_in(head["from"], head["left"])

    def fault(self, code: str, index: int, why: str, until: int | None = None, entry: str = "") -> None:
        if len(self.faults) < 100:
            until = index + 1 if until is None else until
            self.faults.append({"code": code, "index": index, "until": until, "entry": entry, "why": why})

    def stand_in(self, end: int, hashes: list[str]) -> None:
        """Take hashes of subtrees for leaves that were not given, as far as an earlier export has them all."""
        for level, found in zip(levels(self.tree.size, end), hashes, strict=True):
            first, until = self.tree.size, self.tree.size + (1 << level)
            held = [self.earlier[place] for place in sorted(self.earlier) if first <= place < until]
            if len(held) == until - first:
                self.compared += len(held)
                before = Tree()
                for leaf in held:
                    before.add(leaf)
                if before.root() != bytes.fromhex(found):
                    self.fault("REWRITTEN", first, "an earlier export had other leaves here", until)
            elif held:
                why = "the earlier export could not be compared here: export these leaves too"
                self.fault(NOT_COMPARED, first, why, until)
            self.tree.add(bytes.fromhex(found), level)
            self.meet()

    def see(self, line: dict[str, Any]) -> None:
        if self.broken:
            return
        index, leaf, entry = line["index"], bytes.fromhex(line["leaf"]), line["entry"]
        if index != self.tree.size:
            self.fault(
                "MISSING", self.tree.size, "the leaf is not there, or not in its place", max(index, self.tree.size + 1)
            )
            self.broken = True
            return
        if entry is None:
            self.fault("MISSING", index, "the entry of this leaf is gone")
        elif leaf_of(entry) != leaf:
            self.fault("ALTERED", index, "the entry is not what was sealed", entry=entry["id"])
        else:
            if line.get("words") and words_hash(line["words"]) != entry["words_hash"]:
                self.fault("WORDS_ALTERED", index, "the words are not those that were sealed", entry=entry["id"])
            self.order(index, entry)
        self.compared += index in self.earlier
        if self.earlier.get(index, leaf) != leaf:
            self.fault(
                "REWRITTEN", index, "an earlier export had another leaf here", entry=entry["id"] if entry else ""
            )
        self.tree.add(leaf)
        self.meet()

    def order(self, index: int, entry: dict[str, Any]) -> None:
        at = datetime.fromisoformat(entry["at"].replace("Z", "+00:00"))
        while self.after and self.after[0]["size"] <= index:
            self.before = self.after.pop(0)["at"]
        if self.before and at < self.before - self.tolerance:
            self.fault("BACK_DATED", index, f"dated {entry['at']}, sealed after {self.before}", entry=entry["id"])
        if self.after and at > self.after[0]["at"] + self.tolerance:
            self.fault("POST_DATED", index, f"dated {entry['at']}, sealed by {self.after[0]['at']}", entry=entry["id"])

    def meet(self) -> None:
        while self.met < len(self.known) and self.known[self.met]["size"] <= self.tree.size:
            one = self.known[self.met]
            self.met += 1
            if one["size"] < self.tree.size:
                if one["kept"]:  # it ends inside hashes that stand for leaves
                    why = f"the checkpoint of size {one['size']} that was kept elsewhere could not be compared"
                    self.fault(NOT_COMPARED, 0, why + ": export from 0", one["size"])
                continue
            if one["root"] == self.tree.root():
                self.good = one["size"] if one["kept"] else self.good
            else:
                why = f"these leaves do not give the root of the checkpoint of size {one['size']}"
                self.fault(
                    "REWRITTEN", self.good, why + (" that was kept elsewhere" if one["kept"] else ""), one["size"]
                )

    def end(self, head: dict[str, Any]) -> None:
        if self.broken:
            return
        if self.tree.size < head["to"]:
            self.fault("MISSING", self.tree.size, "the export ends before the leaf that it promises", head["to"])
            return
        if len(list(levels(self.tree.size, head["size"]))) != len(head["right"]):
            self.fault("CUT", self.tree.size, "the hashes of what follows are not there", head["size"])
            return
        self.stand_in(head["size"], head["right"])
        for one in self.known[self.met :]:
            self.fault(
                "CUT", self.tree.size, f"the log ends before the size of a checkpoint, {one['size']}", one["size"]
            )
        last = max(self.earlier, default=-1) + 1
        if last > self.tree.size:
            self.fault("CUT", self.tree.size, f"the log ends before an earlier export of it did, {last}", last)


def lines_of(source: IO[str]) -> Iterator[dict[str, Any]]:
    """The objects of a file, one a line."""
    for number, text in enumerate(iter(lambda: source.readline(MOST_LINE), ""), start=1):
        try:
            yield json.loads(text)
        except ValueError as fault:
            raise Unreadable(f"line {number}: {fault}") from fault


def examine(
    export: IO[str], checkpoints: list[str], key: Key | None, earlier: dict[int, bytes], tolerance: timedelta
) -> dict[str, Any]:
    """Whether an export is whole: an object for people or programs."""
    lines = lines_of(export)
    head = next(lines, None)
    if not isinstance(head, dict) or head.get("format") != "tansiq-log-1":
        raise Unreadable("line 1: not an export of a log")
    if not 0 <= head["from"] < head["to"] <= head["size"]:
        raise Unreadable("line 1: from, to and size are numbers in this order, over one entry at least")
    kept = [read_checkpoint(text, key) for text in checkpoints]
    trusted = key or next((one["key"] for one in kept if one["key"]), None)
    key = trusted or read_key(head["vkey"])
    kept = [read_checkpoint(text, key) for text in checkpoints]
    known = [dict(read_checkpoint(text, key), kept=False) for text in head["checkpoints"]]
    known = [one for one in known if one["good"]] + [dict(one, kept=True) for one in kept if one["good"]]
    found = Examination(head, sorted(known, key=lambda one: (one["size"], one["kept"])), earlier, tolerance)
    if read_key(head["vkey"]) != key:
        found.fault("KEY", 0, "the log is signed by another key than the one that was kept", head["size"])
    for one in kept:
        if not one["good"]:
            found.fault("SIGNATURE", 0, "a checkpoint that was kept is not signed by the key of this log", one["size"])
    count = 0
    for line in lines:
        found.see(line)
        count += 1
    found.end(head)
    faults = sorted(
        found.faults, key=lambda one: (one["code"] == NOT_COMPARED, one["until"], one["index"], one["code"])
    )
    return {
        "whole": not faults, "origin": head["origin"], "size": head["size"], "entries": count, "kept": len(kept),
        "earlier": found.compared, "proven_to": found.good, "first": faults[0] if faults else None, "faults": faults,
    }  # fmt: skip


def print_for_people(told: dict[str, Any]) -> None:
    """What was found, in words."""
    for one in told["faults"]:
        where = (
            f"entry {one['index']}"
            if one["until"] == one["index"] + 1
            else f"entries {one['index']} to {one['until'] - 1}"
        )
        print(f"{one['code']}: {where} {one['entry']}: {one['why']}")
    if not told["whole"]:
        return
    if told["proven_to"]:
        print(
            f"whole: {told['entries']} entries of {told['origin']}, as in what was kept elsewhere of {told['proven_to']}"
        )
    if told["earlier"]:
        print(f"whole: {told['earlier']} entries of {told['origin']} as in the earlier export")
    if not told["proven_to"] and not told["earlier"]:
        print(f"{told['entries']} entries of {told['origin']} agree with each other; nothing kept elsewhere was given,")
        print("so this proves nothing: whoever owns the log could have written all of them anew: give --checkpoint")


def print_in_arabic(told: dict[str, Any]) -> None:
    """The same in Arabic: where, and what the code means."""
    for one in told["faults"]:
        last = one["until"] - 1
        where = f"القيد {one['index']}" if last == one["index"] else f"القيود من {one['index']} إلى {last}"
        print(f"{one['code']}: {where} {one['entry']}: {ARABIC[one['code']]}")
    if not told["whole"]:
        return
    count = f"{told['origin']}، عدد القيود {told['entries']}"
    if told["proven_to"]:
        print(f"سليم: {count}، كما في الحالة المحفوظة في مكان آخر عند الحجم {told['proven_to']}")
    if told["earlier"]:
        print(f"سليم: {told['origin']}، عدد القيود {told['earlier']}، كما في النسخة المصدَّرة السابقة")
    if not told["proven_to"] and not told["earlier"]:
        print(f"{count}: يوافق بعضها بعضًا، ولم يُعطَ شيء حُفظ في مكان آخر،")
        print("فلا يُثبت هذا شيئًا: في وسع مالك السجل أن يكون قد كتبها كلها من جديد. أعطِ ‎--checkpoint")


def spoken(environment: Mapping[str, str]) -> str:
    """The language of a locale: Arabic where it says so, else English."""
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "ar" if locale.lower().startswith("ar") else "en"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(description="Check an export of a sealed log against checkpoints kept elsewhere.")
    parser.add_argument("export")
    parser.add_argument("--checkpoint", action="append", default=[], help="a file with a checkpoint kept elsewhere")
    parser.add_argument("--vkey", help="the key of the log, as it was kept elsewhere")
    parser.add_argument("--earlier", help="an earlier export that was kept elsewhere")
    parser.add_argument("--tolerance", type=int, default=60, help="minutes that an entry may wait to be sealed")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument(
        "--lang", choices=["ar", "en"], help="language for people; without it, the locale's, or English"
    )
    given = parser.parse_args(arguments)
    lang = given.lang or spoken(os.environ)
    for stream in (sys.stdout, sys.stderr):  # a terminal that has no Arabic letters changes no verdict
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        checkpoints = []
        for name in given.checkpoint:
            with open(name, encoding="utf-8") as source:
                checkpoints.append(source.read(MOST_LINE))
        earlier = {}
        if given.earlier:
            with open(given.earlier, encoding="utf-8") as source:
                earlier = {one["index"]: bytes.fromhex(one["leaf"]) for one in lines_of(source) if "leaf" in one}
                if not earlier:
                    raise Unreadable("the earlier export holds no entry")
        key = read_key(given.vkey) if given.vkey else None
        with open(given.export, encoding="utf-8") as source:
            told = examine(source, checkpoints, key, earlier, timedelta(minutes=given.tolerance))
    except (OSError, Unreadable, ValueError, KeyError, TypeError, AttributeError, IndexError) as fault:
        print(f"{'لا يُقرأ' if lang == 'ar' else 'cannot be read'}: {fault}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(told))
    else:
        print_in_arabic(told) if lang == "ar" else print_for_people(told)
    return 0 if told["whole"] else 1


if __name__ == "__main__":
    sys.exit(main())
