"""Court files as the pages show them: in words of the charter and of the reader's language."""

from __future__ import annotations

from typing import Any

from tansiq.compartments.casework import queries_court as court
from tansiq.compartments.casework import rules_court
from tansiq.compartments.casework.models import Accused, Characterisation, Charge, CourtFile, Victim
from tansiq.compartments.casework.views.shown import area, label, lang
from tansiq.compartments.casework.words import word
from tansiq.compartments.casework.words_court import BY, CONFIDENCE, SIDES, TRACK_FLAGS, standing
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter

Shown = dict[str, Any]


def file_line(row: CourtFile) -> Shown:
    names = access.agency_names()
    return {"row": row, "district": area(row.district), "owner": names[row.owner_id],
            "court": names.get(row.court_id, "") if row.court_id else ""}  # fmt: skip


def _rights(actor: Actor) -> Shown:
    leads, rules = actor.has("casework.open"), actor.has("casework.court")
    return {"may_record": actor.has("casework.record"), "leads": leads, "rules": rules, "speaks": leads or rules}


def file_page(row: CourtFile, actor: Actor) -> Shown:
    found = court.charges(row.id)
    return {
        **file_line(row), **_rights(actor), "charges": [charge_line(one) for one in found],
        "people": [
            {"row": one, "charges": sum(charge.accused_id == one.id for charge in found)}
            for one in court.all_accused(row.id)
        ],
        "victims": court.victims(row.id), "sees_case": actor.has("casework.read"),
    }  # fmt: skip


def charge_line(row: Charge) -> Shown:
    """A charge in a list: the act, the day, and what is shown of where it stands (JUD-02)."""
    modes = charter.current().vocabularies.liability_modes
    is_command = any(mode.is_command for mode in modes if mode.code == row.mode)
    return {
        "row": row, "act": label("acts", row.act), "district": area(row.district), "standing": standing(row.state),
        "mode": label("liability_modes", row.mode), "is_command": is_command,
    }  # fmt: skip


def track_line(row: Characterisation) -> Shown:
    return {
        "row": row, "track": label("tracks", row.track), "by": word(BY, row.by),
        "instrument": charter.current().label("instruments", row.instrument, lang()),
        "confidence": word(CONFIDENCE, row.confidence), "flags": [word(TRACK_FLAGS, code) for code in row.flags],
    }  # fmt: skip


def victims_page(row: CourtFile, actor: Actor) -> Shown:
    names = {one.id: one.label for one in court.victims(row.id)}
    return {
        "row": row, **_rights(actor),
        "lines": [
            {
                "victim": victim,
                "cells": [
                    {"accused": person,
                     "charges": [{**charge_line(cell.charge), "track": track_line(cell.track) if cell.track else None}
                                 for cell in cells]}
                    for person, cells in people
                ],
            }
            for victim, people in court.per_victim(row.id)
        ],
        "people": court.all_accused(row.id),
        "settlements": [
            {"row": one, "with": [names.get(victim, "–") for victim in one.victim_ids]}
            for one in court.settlements(row.id)
        ],
    }  # fmt: skip


def charge_page(row: Charge, actor: Actor) -> Shown:
    steps = [to for to, permission in rules_court.steps_from(row.state).items() if actor.has(permission)]
    return {
        **charge_line(row), **_rights(actor), "file": row.file, "accused": row.accused,
        "step": row.get_state_display(), "is_open": not rules_court.is_before_court(row.state),
        "standard": label("proof_standards", row.standard), "may_move": bool(steps),
        "may_weigh": actor.has("casework.record") and bool(rules_court.steps_from(row.state)),
        "victims": court.victims_named(row.victim_ids),
        "disclosed": [
            {"side": word(SIDES, side), "number": number}
            for side, number in rules_court.disclosed(row.evidence, row.exculpatory)
        ],
        "tracks": [track_line(one) for one in court.characterisations(row.id)],
    }  # fmt: skip


def accused_page(row: Accused, actor: Actor) -> Shown:
    found = court.charges(row.file_id, accused_id=row.id)
    killed = {one.id for one in court.victims(row.file_id) if one.harm == Victim.Harm.KILLED}
    states = [(one.state, bool(killed & set(one.victim_ids))) for one in found]
    return {
        "row": row, **_rights(actor), "file": row.file, "charges": [charge_line(one) for one in found],
        "is_killing_charged": rules_court.has_blood_on_hands(states),
        "ranks": [
            {"row": one, "grade": charter.current().grade_sentence(one.source_grade, one.information_grade, lang())}
            for one in court.ranks(row.id)
        ],
    }  # fmt: skip
