"""What happened to somebody who is held, as whoever was there writes it down: never refused (W-4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tansiq.compartments.custody import queries, standing
from tansiq.compartments.custody.actions.arrests import place_of
from tansiq.compartments.custody.actions.statements import tell_of_doubt
from tansiq.compartments.custody.actions.writing import (
    LEAST_WORDS,
    append,
    found,
    happened_at,
    require_any,
    witness,
)
from tansiq.compartments.custody.models import Detention, Event, Place
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.cleaning import cleaned, in_one_line
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import Invalid

RECORD, ARREST, ORDER, COURT, INSPECT, CHILD = (
    "custody.record", "custody.arrest", "custody.order", "custody.court", "custody.inspect", "custody.child",
)  # fmt: skip
EVERYBODY: Final = (RECORD, ARREST, ORDER, COURT, INSPECT, CHILD)
# Who writes down what. Whoever escorts, arrests or receives was there; a paper counts whoever brought it.
MAY_WRITE: Final[dict[str, tuple[str, ...]]] = {
    "registered": (RECORD,),
    "medical_check": (RECORD, ARREST),
    "family_told": (RECORD, ARREST, CHILD),
    "counsel": (RECORD, ARREST, ORDER, COURT),
    "rights_told": (RECORD, ARREST),
    "injuries": EVERYBODY,
    "property": (RECORD, ARREST),
    "property_returned": (RECORD,),
    "presented": (RECORD, ARREST, ORDER, COURT),
    "detention_order": (RECORD, ORDER, COURT),
    "case_named": (RECORD, ORDER, COURT),
    "taint_alleged": EVERYBODY,
    "taint_ruled": (COURT, RECORD, ORDER),
    "age_doubted": EVERYBODY,
    "age_ruled": (COURT, RECORD, ORDER),
    "left": (RECORD, ARREST),
    "arrived": (RECORD, ARREST, CHILD),
    "release_ordered": (RECORD, ORDER, COURT),
    "died": (RECORD, ARREST, INSPECT),
    "escaped": (RECORD, ARREST),
    "recaptured": (RECORD, ARREST),
    "note": EVERYBODY,
}
# Facts that a decision record keeps beside the event: they may have been unlawful, or end something.
WITNESSED: Final = frozenset({"left", "arrived", "died", "escaped", "recaptured", "release_ordered"})
PLACED: Final = frozenset({"left", "arrived", "recaptured"})
# Papers that keep, free or shield somebody: whoever enters one proves again who enters it.
PROVEN: Final = frozenset({"detention_order", "release_ordered", "age_ruled"})
# He was handed abroad while the court had to speak first.
STOP, HANDED_ABROAD = "STOP_COURT", "ABROAD-WHILE-STOPPED"


@transaction.atomic
def write_down(
    *, actor: Actor, now: datetime, detention_id: UUID, kind: str, at: datetime | None = None,
    fields: dict[str, Any] | None = None, details: dict[str, Any] | None = None,
) -> Event:  # fmt: skip
    """Write down that something happened, when it happened. Nothing is refused because it should not have been.

    Args:
        kind: a key of `MAY_WRITE`; those of the replay's format, and what is written beside it.
        fields: of the format; a place is a code of the list or, off the list, words.
        details: what people say beside it: by whom, to whom, where the paper is.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: an unknown kind, a field that is missing, or a moment ahead.
        Reauthenticate: a paper that keeps, frees or shields him, and the last proof of who enters it is too old.
    """
    row = found(detention_id, actor=actor)
    if kind not in MAY_WRITE:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN"}])
    require_any(actor, *MAY_WRITE[kind])
    if kind in PROVEN:
        actor.require_fresh()
    moment = happened_at(at, now)
    given, beside = _as_kept(kind, row, fields or {}), dict(details or {})
    _require_case(kind, beside)
    decision_id = None
    stopped = [STOP] if _is_abroad(kind, given) and queries.is_stopped(row, actor=actor) else []
    if kind in WITNESSED:
        decision_id = witness(
            row, kind, actor=actor, now=now, outcome=kind, words=str(beside.get("words", "")),
            flags=[*_flags(kind, given, moment, now), *stopped],
        )  # fmt: skip
    event = append(
        row, kind, actor=actor, now=now, at=moment, fields=given, decision_id=decision_id,
        details=_with_lacks(kind, beside | ({"flags": stopped} if stopped else {})),
    )  # fmt: skip
    if stopped:  # rule: Q-23, W-4
        clocks.tell(
            HANDED_ABROAD, role="inspector", now=now, reference=row.number, subject=("custody.detention", row.id)
        )
    if kind == "taint_alleged":
        tell_of_doubt(row, event, actor=actor, now=now)  # rule: G7, E16
    return event


def _require_case(kind: str, details: dict[str, Any]) -> None:
    if kind == "case_named" and not in_one_line(str(details.get("case", ""))):
        raise Invalid(errors=[{"field": "case", "code": "MISSING"}])


def _as_kept(kind: str, row: Detention, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of the format as the register keeps them, whatever they say.

    Which statements there are casework says; a number that the register has not been told is written down too.
    """
    given = dict(fields)
    if kind in standing.OF_A_STATEMENT:
        given["statement"] = str(given.get("statement", "")).strip().upper()
    if kind == "left":
        given.setdefault("place", row.place)
    for name in ("place", "to"):
        if kind in PLACED and given.get(name):
            given[name] = place_of(str(given[name]))
    return given


def _is_abroad(kind: str, given: dict[str, Any]) -> bool:
    """Whether he left for a place abroad, or arrived in one."""
    place = given.get("to") if kind == "left" else given.get("place") if kind == "arrived" else None
    return bool(place) and Place.objects.filter(code=place, is_abroad=True).exists()


def _with_lacks(kind: str, details: dict[str, Any]) -> dict[str, Any]:
    """The details, with what they lack: a check of which nobody says by whom and what was seen stops no clock."""
    if kind == "medical_check" and len(cleaned(str(details.get("words", "")))) < LEAST_WORDS:
        return details | {"flags": [standing.WITHOUT_WORDS]}
    return details


def _flags(kind: str, given: dict[str, Any], at: datetime, now: datetime) -> list[str]:
    """What is wrong with a fact on its face; the engine says the rest."""
    place = given.get("place")
    if kind != "left" and place and standing.listed(now).type_of(str(place), at) is None:
        return ["UNLISTED_PLACE"]
    return []
