"""Chains of custody with keys of their own, for tests and for the worked examples: everything in them is invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tansiq.compartments.casework import chain

START = datetime.fromisoformat("2021-09-02T05:40:00+03:00")
INSTALLATION = Ed25519PrivateKey.from_private_bytes(b"i" * 32)


def key_of(hand: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(chain.digest(hand.encode())[:32].encode())


class Writer:
    """Writes a chain line by line; says nothing about whether it is right."""

    def __init__(self, exhibit: str = "EX-2021-0007", *, at: datetime = START) -> None:
        key = chain.public_hex(INSTALLATION)
        self.lines = [chain.header(exhibit=exhibit, installation="Mukalla exhibit room", public_key=key)]
        self.at = at

    def add(
        self, kind: str, data: Mapping[str, Any], *hands: str, seq: int = 0, keys: Mapping[str, str] | None = None
    ) -> Writer:
        """An event that these hands sign; `keys` lets one sign with another's key."""
        event = chain.body(seq=seq or len(self.lines), at=self.at, kind=kind, data=data, before=self.lines[-1])
        signers = [(hand, key_of((keys or {}).get(hand, hand))) for hand in hands]
        self.lines.append(chain.line(event, [chain.sign(key, event, hand=hand, at=self.at) for hand, key in signers]))
        self.at += timedelta(minutes=20)
        return self

    def found(self, hand: str, **data: Any) -> Writer:
        return self.add("found", {"hand": hand, **data}, hand)

    def transferred(self, giver: str, taker: str, **data: Any) -> Writer:
        return self.add("transferred", {"from": giver, "to": taker, **data}, giver, taker)

    def file(self) -> bytes:
        return b"\n".join([*self.lines, chain.last_line(INSTALLATION, self.lines)]) + b"\n"


def rifle() -> Writer:
    """A rifle of the house in Mukalla, with one declared gap, until a court orders its destruction."""
    finder, store, lab, clerk = "M-0142 Mukalla CID", "M-0150 exhibit room", "M-0201 laboratory", "M-0077 prosecution"
    place = {"grid": "room 2, by the north wall", "witnesses": ["M-0143", "M-0144"]}
    return (
        Writer()
        .found(finder, category="WPN", description="assault rifle, serial obliterated", **place)
        .add("photographed", {"sha256": chain.digest(b"picture"), "scale": True}, finder)
        .add("sealed", {"seal": "S-2231", "packaging": "box"}, finder)
        .transferred(finder, store, seal_intact=True, purpose="storage")
        .transferred(store, lab, seal_intact=True, purpose="examination")
        .add("opened", {"seal": "S-2231", "why": "examination"}, lab)
        .add("sealed", {"seal": "S-2232", "packaging": "box"}, lab)
        .add("gap", {"from": lab, "to": store, "since": "2021-09-02T07:30:00+03:00",
                     "reason": "left at the guard post overnight; nobody signed for it"}, store)
        .transferred(store, clerk, seal_intact=True, purpose="court")
        .add("in_court", {"session": "2021/88"}, clerk)
        .add("destroyed", {"order": "Court order 311/2021"}, clerk)
    )  # fmt: skip


def damaged() -> dict[str, bytes]:
    """Damages of the chain of the rifle, by name."""
    whole = rifle().file()
    lines = whole.split(b"\n")[:-1]
    store, lab = "M-0150 exhibit room", "M-0201 laboratory"
    twice = Writer().found("M-0142 Mukalla CID").transferred("M-0142 Mukalla CID", store)
    twice.transferred("M-0142 Mukalla CID", lab)
    return {
        "cut_tail": b"\n".join(lines[:-3]) + b"\n",
        "changed_byte": whole.replace(b"S-2231", b"S-2281", 1),
        "missing_middle": b"\n".join(lines[:5] + lines[6:]) + b"\n",
        "reordered": b"\n".join([*lines[:4], lines[5], lines[4], *lines[6:]]) + b"\n",
        "two_hands": twice.file(),
        "no_order": Writer().found(store).add("destroyed", {"order": ""}, store).file(),
        "another_signs": Writer().found(store).add("transferred", {"from": store, "to": lab}, store, lab,
                                                   keys={lab: "somebody else"}).transferred(lab, store).file(),
    }  # fmt: skip
