"""A family, one accused, and short ways to write what happened; all people are invented."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tansiq.compartments.victims import events
from tansiq.compartments.victims.replay import replay as replayed
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.loading import load
from tansiq.kernel.replays import moment

REPOSITORY = Path(__file__).resolve().parents[5]
EXAMPLES = REPOSITORY / "examples" / "heirs"
ADEN = ZoneInfo("Asia/Aden")
Event = dict[str, Any]
END = "2026-12-31"


@lru_cache
def pack(code: str) -> Charter:
    return load(REPOSITORY / "charter" / code)


def event(kind: str, at: str, **fields: Any) -> Event:
    return {"kind": kind, "at": at, **fields}


def heir(name: str, share: str, capacity: str = "capable", **more: Any) -> Event:
    return {"heir": name, "share": share, "capacity": capacity, **more}


def certificate(at: str = "2026-02-01", *heirs: Event, name: str = "H1", victim: str = "V1", **more: Any) -> Event:
    listed = list(heirs) or [heir("wife", "1/8"), heir("brother", "1/2"), heir("boy", "3/8", "minor")]
    return event("certificate", at, certificate=name, victim=victim, court="Mukalla", number="7", heirs=listed, **more)


def characterised(
    track: str = "qisas", at: str = "2026-01-05", *, victim: str = "V1", accused: str = "A1", **more: Any
) -> Event:
    told = {"charge": f"C-{victim}-{accused}", "by": "prosecutor", "instrument": "41/2026"} | more
    return event("characterised", at, victim=victim, accused=accused, track=track, **told)


def victim(name: str = "V1", at: str = "2026-01-02", *, identified: bool = True) -> Event:
    return event("victim", at, victim=name, died_on="2026-01-01", identified=identified)


def accused(name: str = "A1", age: str = "adult", at: str = "2026-01-03") -> Event:
    return event("accused", at, accused=name, age_at_act=age)


def case(track: str | None = "qisas", *heirs: Event) -> list[Event]:
    """A victim, an adult accused, a certificate, and a charge on that track."""
    return [victim(), accused(), certificate("2026-02-01", *heirs), *([characterised(track)] if track else [])]


def waiver(name: str = "W1", who: str = "wife", at: str = "2026-03-01", **more: Any) -> Event:
    told = {
        "victims": ["V1"], "accused": ["A1"], "qisas": True, "diya": "kept", "conditions": [], "signed_by": who,
        "channel": "paper", "place": "house", "offered_by": "none", "paid": "none", "private_session": False,
        "literate": True, "reader": None, "witnesses": [],
    } | more  # fmt: skip
    return event("waiver", at, waiver=name, heir=who, **told)


def of(kind: str, at: str, waiver: str = "W1", **more: Any) -> Event:
    return event(kind, at, waiver=waiver, **more)


def ruled(kind: str, at: str = "2026-04-01", waiver: str = "W1", record: str = "R/1") -> Event:
    return event(kind, at, waiver=waiver, record=record, judge="J")


def pardon(who: str = "wife", at: str = "2026-04-01", name: str = "P1", **more: Any) -> Event:
    told = {"victim": "V1", "accused": "A1", "qisas": True, "diya": "kept", "record": "R/9", "judge": "J"} | more
    return event("pardon_in_court", at, waiver=name, heir=who, **told)


def replay(facts: list[Event], at: str = END, charter: str = "yem") -> Event:
    """The answer as a program reads it."""
    law = pack(charter)
    lines = events.read([json.dumps(fact) for fact in facts], law.jurisdiction.tz)
    return replayed(lines, at=moment(at), charter=law).as_object()


def right(found: Event, victim: str = "V1", accused: str = "A1", track: str | None = "qisas") -> Event:
    """One right of an answer."""
    [one] = [
        one for one in found["rights"] if (one["victim"], one["accused"], one["track"]) == (victim, accused, track)
    ]
    return dict(one)


def stands(*facts: Event, at: str = END, charter: str = "yem", track: str | None = "qisas") -> Event:
    """The right of V1 against A1 after the usual case and these facts."""
    found = replay([*case(track), *facts], at, charter)
    return right(found, track=track) | {"refused": found["refused"]}


def of_heir(found: Event, name: str = "wife") -> Event:
    return next(dict(one) for one in found["heirs"] if one["heir"] == name)


def codes(found: Event) -> list[str]:
    return [step["code"] for step in found["steps"]]


def held(found: Event) -> list[str | None]:
    return [hold["waiver"] for hold in found["holds"]]


def refusals(found: Event) -> list[str]:
    return [one["code"] for one in found["refused"]]
