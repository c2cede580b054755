"""Certificates of one victim of which none replaces another: who stands on which is shown, and is for the judge.

The replay names the heirs of the last one, for its answer has one list of them; a file shows the others beside it.
"""

from __future__ import annotations

from typing import Any

from tansiq.compartments.victims import ledger, queries, words
from tansiq.compartments.victims.answer import Right
from tansiq.compartments.victims.models import Entry
from tansiq.compartments.victims.queries import MatterFile
from tansiq.compartments.victims.views.labels import VALUES

Shown = dict[str, Any]


def beside_each_other(told: MatterFile, one: Right) -> list[Shown]:
    """Each certificate in force with its heirs, where there are several; none where one stands alone."""
    lines = told.circle.in_force(one.victim)
    if len(lines) < 2:
        return []
    return [
        {"certificate": line.event.certificate, "number": line.event.number, "court": line.event.court,
         "on": line.event.at,
         "heirs": [_heir(told, one, entry.heir, entry.share, entry.capacity) for entry in line.event.heirs]}
        for line in lines
    ]  # fmt: skip


def _heir(told: MatterFile, one: Right, code: str, share: str, capacity: str) -> Shown:
    row = told.code(code)
    return {
        "code": code, "name": row.name if row else "", "share": share, "capacity": str(VALUES[capacity]),
        "waivers": [_waiver(told, paper) for paper in told.entries if _is_of(paper, one, code)],
    }  # fmt: skip


def _is_of(row: Entry, one: Right, heir: str) -> bool:
    """Whether it is a waiver or a pardon of this heir that names the pair."""
    if row.kind not in queries.FIRST or row.event["heir"] != heir:
        return False
    victims, accused = ledger.named(row.event)
    return one.victim in victims and one.accused in accused


def _waiver(told: MatterFile, row: Entry) -> Shown:
    assert told.answer is not None
    at = words.moment(told.answer.at)
    state = ledger.standing(told.entries, row.event["waiver"], at=at).state
    return {"code": row.event["waiver"], "state": str(words.WAIVERS.get(state, ""))}
