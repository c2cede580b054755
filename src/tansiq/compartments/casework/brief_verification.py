"""Verifying a brief of evidence or a disclosure pack from its files alone: pure; the manifest, the paper, the chains.

Whoever verifies needs no account and asks nobody. What is found: a manifest that was changed or signed by another, a
paper that is missing or another, a chain that is damaged, that the brief does not rest on, or of another story.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tansiq.compartments.casework import chain
from tansiq.compartments.casework.verification import verify as verify_chain

KEYS: Final = frozenset({
    "brief", "case", "kind", "made_at", "sha256", "items", "installation", "public_key", "signature",
})  # fmt: skip
ITEM_KEYS: Final = frozenset({"number", "kind", "sha256"})
PAPER_BEGINS: Final = b"%PDF-"
MANIFEST, PAPER = "manifest", "paper"


@dataclass(frozen=True)
class Verdict:
    """What a manifest and the files beside it are worth.

    Attributes:
        checked: numbers of exhibits whose chains were given and fit; `unchecked` of all else that the brief rests on.
        faults: (what, code): the manifest, the paper, or the number or name of a chain.
    """

    told: Mapping[str, Any]
    checked: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()

    def as_object(self) -> dict[str, Any]:
        names = ("brief", "case", "kind", "made_at", "installation", "public_key")
        return {"whole": not self.faults} | {name: self.told.get(name, "") for name in names} | {
            "checked": list(self.checked), "unchecked": list(self.unchecked),
            "faults": [{"of": what, "code": code} for what, code in self.faults],
        }  # fmt: skip


def is_manifest(raw: bytes) -> bool:
    """Whether a file is meant to be a manifest: an object that names a brief."""
    return "brief" in (chain.parsed(raw) or {})


def verify(manifest: bytes, others: Sequence[tuple[str, bytes]], *, public_key: str = "") -> Verdict:
    """What a brief is worth.

    Args:
        manifest: its file, as it was carried out.
        others: names and contents of the other files: the paper, and chains of exhibits as `tansiq exhibits export`
            writes them.
        public_key: the installation's key in hex, as it was learnt elsewhere; the manifest's own where it is empty.
    """
    told = chain.parsed(manifest)
    if told is None or not _is_whole(told):
        return Verdict({}, faults=((MANIFEST, "NOT_A_MANIFEST"),))
    faults: list[tuple[str, str]] = []
    if public_key and told["public_key"] != public_key:
        faults.append((MANIFEST, "ANOTHER_INSTALLATION"))
    unsigned = {key: value for key, value in told.items() if key != "signature"}
    if not chain.is_signed(told["public_key"], told["signature"], chain.canonical(unsigned)):
        faults.append((MANIFEST, "BAD_SIGNATURE"))
    papers = [raw for _name, raw in others if raw.startswith(PAPER_BEGINS)]
    if not papers:
        faults.append((PAPER, "MISSING"))
    faults += [(PAPER, "CHANGED") for raw in papers if chain.digest(raw) != told["sha256"]]
    exhibits = {item["number"]: item["sha256"] for item in told["items"] if item["kind"] == "exhibit"}
    checked = set()
    for name, raw in others:
        if raw.startswith(PAPER_BEGINS):
            continue
        number, found = _chain(name, raw, exhibits, told["public_key"])
        faults += found
        checked |= set() if found else {number}
    unchecked = tuple(item["number"] for item in told["items"] if item["number"] not in checked)
    return Verdict(told, tuple(sorted(checked)), unchecked, tuple(faults))


def _is_whole(told: Mapping[str, Any]) -> bool:
    """Whether every key is there, no other, and each of its kind."""
    if set(told) != KEYS or not isinstance(told["items"], list):
        return False
    words = all(isinstance(told[name], str) for name in KEYS - {"items"})
    return words and all(
        isinstance(item, dict) and set(item) == ITEM_KEYS and all(isinstance(value, str) for value in item.values())
        for item in told["items"]
    )


def _chain(name: str, raw: bytes, exhibits: Mapping[str, str], key: str) -> tuple[str, list[tuple[str, str]]]:
    """The exhibit of a chain and its faults. A chain that went on after the brief was set is none."""
    found = verify_chain(raw, public_key=key)
    number = found.exhibit or name
    if found.faults:
        return number, [(number, "CHAIN_DAMAGED")]
    if number not in exhibits:
        return number, [(number, "NOT_IN_THE_BRIEF")]
    # As the brief was set, the chain ended with one of its lines.
    if exhibits[number] not in {chain.digest(line) for line in raw.split(b"\n")[1:-2]}:
        return number, [(number, "ANOTHER_CHAIN")]
    return number, []
