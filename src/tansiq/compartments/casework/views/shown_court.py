"""Court files as the pages show them: in words of the charter and of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.casework import queries_court as court
from tansiq.compartments.casework import queries_decisions, queries_harm, queries_steps, rules_court, rules_rulings
from tansiq.compartments.casework import queries_rulings as rulings
from tansiq.compartments.casework.actions.charges import REVIEW
from tansiq.compartments.casework.actions.letters import LETTER
from tansiq.compartments.casework.decision_words import told_of
from tansiq.compartments.casework.models import (
    Accused,
    Characterisation,
    Charge,
    CourtAct,
    CourtFile,
    FinalStep,
    Hearing,
    Victim,
)
from tansiq.compartments.casework.views.shown import area, label, lang
from tansiq.compartments.casework.words import word
from tansiq.compartments.casework.words_court import (
    BY,
    CONFIDENCE,
    COURT_FLAGS,
    COURT_SPEAKS,
    HEARING_FLAGS,
    OUTCOMES,
    SIDES,
    STATE_FLAGS,
    STOP,
    TRACK_FLAGS,
    standing,
)
from tansiq.gateway import queries as gateway
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.decisions import queries as decisions

Shown = dict[str, Any]
GONE = (Victim.Harm.KILLED, Victim.Harm.TAKEN)


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
        **file_line(row), **_rights(actor), "charges": charge_lines(found),
        "people": [
            {"row": one, "charges": sum(charge.accused_id == one.id for charge in found)}
            for one in court.all_accused(row.id)
        ],
        "hearings": [hearing_line(one) for one in rulings.hearings(row.id)],
        "rulings": [ruling_line(one) for one in rulings.court_acts(row.id)],
        "victims": court.victims(row.id), "sees_case": actor.has("casework.read"),
    }  # fmt: skip


def charge_lines(rows: Iterable[Charge]) -> list[Shown]:
    """Charges of a list, each with what is wrong with the state in which a court left it."""
    found = list(rows)
    flags = rulings.state_flags(found)
    return [charge_line(one, flags[one.id]) for one in found]


def charge_line(row: Charge, flags: Iterable[str]) -> Shown:
    """A charge in a list: the act, the day, and what is shown of where it stands (JUD-02)."""
    modes = charter.current().vocabularies.liability_modes
    is_command = any(mode.is_command for mode in modes if mode.code == row.mode)
    return {
        "row": row, "act": label("acts", row.act), "district": area(row.district), "standing": standing(row.state),
        "mode": label("liability_modes", row.mode), "is_command": is_command,
        "flags": [word(STATE_FLAGS, code) for code in flags],
    }  # fmt: skip


def track_line(row: Characterisation) -> Shown:
    return {
        "row": row, "track": label("tracks", row.track), "by": word(BY, row.by),
        "instrument": charter.current().label("instruments", row.instrument, lang()) if row.instrument else "–",
        "confidence": word(CONFIDENCE, row.confidence), "flags": [word(TRACK_FLAGS, code) for code in row.flags],
    }  # fmt: skip


def victims_page(row: CourtFile, actor: Actor) -> Shown:
    found = court.victims(row.id)
    names, harms = {one.id: one.label for one in found}, queries_harm.harms(one.id for one in found)
    said, flags = queries_harm.statements(row.id), rulings.state_flags(court.charges(row.id))
    steps, settlements = step_lines(found, actor), court.settlements(row.id)
    return {
        "row": row, **_rights(actor),
        "lines": [
            {
                "victim": victim, "harm": Victim.Harm(harms[victim.id]).label,
                "cells": [
                    {"accused": person,
                     "charges": [
                         {**charge_line(cell.charge, flags[cell.charge.id]),
                          "track": track_line(cell.track) if cell.track else None}
                         for cell in cells
                     ]}
                    for person, cells in people
                ],
            }
            for victim, people in court.per_victim(row.id)
        ],
        "stated": [
            {"victim": one, "harms": [{"row": line, "by": word(BY, line.by)} for line in said[one.id]]}
            for one in found if one.id in said
        ],
        "people": court.all_accused(row.id),
        "final_steps": steps, "sheets": _sheets(actor, settlements, [line["row"] for line in steps]),
        # Of whoever was hurt and lives nothing of the kind is planned.
        "dead": [one for one in found if harms[one.id] in GONE] if _rights(actor)["speaks"] else [],
        "settlements": [
            {"row": one, "with": [names.get(victim, "–") for victim in one.victim_ids]}
            for one in settlements
        ],
    }  # fmt: skip


def _decisions(subject_id: UUID, actor: Actor) -> list[Shown]:
    """Decisions that whoever speaks in the file hands over as a sheet."""
    if not (actor.has("casework.open") or actor.has("casework.court")):
        return []
    rows = queries_decisions.printable(subject_id, is_court=actor.has("casework.court"))
    return [{"row": row, "what": str(told.what)} for row in rows if (told := told_of(row.kind, row.outcome))]


def _sheets(actor: Actor, *lists: list[Any]) -> set[UUID]:
    """Decisions of these rows whose sheet this reader opens, so that no link leads nowhere."""
    if not _rights(actor)["speaks"]:
        return set()
    return decisions.seen(row.decision_id for rows in lists for row in rows if row.decision_id)


def _due(subject_id: UUID, code: str) -> datetime | None:
    """When what a clock of the prosecution asks for is due; None where none runs, or for another agency."""
    running = [one for one in clocks.of_subject(subject_id) if one.met_at is None and one.stopped_at is None]
    return next((one.due_at for one in running if one.code == code), None)


def charge_page(row: Charge, actor: Actor) -> Shown:
    steps = [to for to, permission in rules_court.steps_from(row.state).items() if actor.has(permission)]
    harms = queries_harm.harms(row.victim_ids)
    return {
        **charge_lines([row])[0], **_rights(actor), "file": row.file, "accused": row.accused,
        "step": row.get_state_display(), "is_open": not rules_court.is_before_court(row.state),
        "standard": label("proof_standards", row.standard), "may_move": bool(steps),
        "may_review": actor.has("casework.open") and bool(rules_court.steps_from(row.state)),
        "review_due": _due(row.id, REVIEW), "decisions": _decisions(row.id, actor),
        "may_weigh": actor.has("casework.record") and bool(rules_court.steps_from(row.state)),
        "victims": [{"row": one, "harm": Victim.Harm(harms[one.id]).label}
                    for one in court.victims_named(row.victim_ids)],
        "may_name": actor.has("casework.open") and rules_court.takes_victims(row.state),
        "disclosed": [
            {"side": word(SIDES, side), "number": number}
            for side, number in rules_court.disclosed(row.evidence, row.exculpatory)
        ],
        "tracks": [track_line(one) for one in court.characterisations(row.id)],
    }  # fmt: skip


def hearing_line(row: Hearing) -> Shown:
    return {"row": row, "kind": label("hearing_kinds", row.kind),
            "flags": [word(HEARING_FLAGS, code) for code in row.flags]}  # fmt: skip


def ruling_line(row: CourtAct) -> Shown:
    flags = [word(COURT_FLAGS, code) for code in (*row.lacking, *row.flags)]
    return {"row": row, "is_pending": not row.has_paper, "is_incomplete": not row.is_complete, "flags": flags}


def hearing_page(row: Hearing, actor: Actor, now: datetime) -> Shown:
    return {
        **hearing_line(row), **_rights(actor), "file": row.file, "people": court.people_named(row.accused_ids),
        "decisions": _decisions(row.id, actor),
        "may_finish": row.state == Hearing.State.PLANNED and row.starts_at <= now,
        "may_change": row.state == Hearing.State.PLANNED and row.starts_at > now,
    }  # fmt: skip


def ruling_page(row: CourtAct, actor: Actor) -> Shown:
    found = court.charges(row.file_id, accused_id=row.accused_id)
    return {
        **ruling_line(row), **_rights(actor), "file": row.file,
        "outcomes": [
            {"charge": one, "outcome": word(OUTCOMES, outcome),
             "counts": rulings.outcome_counts(row, outcome)}
            for one in found if (outcome := row.outcomes.get(str(one.id), ""))
        ],
    }  # fmt: skip


def _stop_page(row: Accused, actor: Actor, now: datetime) -> Shown:
    """Everybody reads the same words; the court reads beside them what is open for it."""
    steps = rulings.open_steps(row, now=now) if actor.has("casework.court") else ()
    return {
        "is_stopped": gateway.is_stopped((row.file.case_number, row.file.number), actor=actor), "stop": STOP,
        "steps": [COURT_SPEAKS if code == rules_rulings.COURT_SPEAKS else label("stop_cards", code) for code in steps],
        "cards": [{"row": one, "card": label("stop_cards", one.card)} for one in rulings.cards(row.id)],
        "may_send": (actor.has("casework.open") or actor.has("casework.court"))
        and rules_rulings.death_stands(rulings.sentences(row.id)),
        "final_steps": step_lines([row], actor),
    }  # fmt: skip


def step_lines(subjects: Iterable[queries_steps.Subject], actor: Actor) -> list[Shown]:
    """Steps that cannot be undone, in the order in which they were written down; a plan that waits says so (Q-23)."""
    rows = queries_steps.steps_of(subjects)
    standing = queries_steps.standing(rows)
    return [
        {
            "row": one, "stands": one.id in standing, "whose": one.victim.label if one.victim else "",
            "is_stopped": bool(one.flags) or (one.id in standing and _waits(one, actor)), "stop": STOP,
        }
        for one in rows
    ]  # fmt: skip


def _waits(row: FinalStep, actor: Actor) -> bool:
    subject = row.accused or row.victim
    if subject is None:
        return False
    subject.file = row.file
    return queries_steps.is_waiting(row.kind, subject, actor=actor, since=row.made_at)


def timeline(row: CourtFile) -> list[Shown]:
    """Context of web/components/timeline.html, oldest first. Nothing of ranks, cards or stops stands in it."""
    names = {one.id: one.name for one in court.all_accused(row.id)}
    told: list[Shown] = [{"at": row.opened_at, "title": _("Court file opened"), "text": "", "by": row.opened_by_name}]
    if row.referred_at:
        told.append({"at": row.referred_at, "title": _("Brought before a court"), "text": "", "by": ""})
    for line in charge_lines(court.charges(row.id)):
        charge, stands = line["row"], " · ".join((line["standing"], *line["flags"]))
        told.append({"at": charge.made_at, "title": f"{line['act']} · {charge.number}",
                     "text": f"{charge.accused.name}: {stands}", "by": charge.author_name,
                     "url": reverse("casework:court_charge", args=[charge.id])})  # fmt: skip
        told += [{"at": one.made_at, "title": f"{label('tracks', one.track)} · {charge.number}", "text": one.reasons,
                  "by": one.author_name} for one in court.characterisations(charge.id)]  # fmt: skip
    for hearing in rulings.hearings(row.id):
        told.append({"at": hearing.starts_at, "title": f"{label('hearing_kinds', hearing.kind)} · {hearing.number}",
                     "text": f"{hearing.get_state_display()}. {hearing.words}", "by": hearing.judge,
                     "url": reverse("casework:court_hearing", args=[hearing.id])})  # fmt: skip
    for said in rulings.court_acts(row.id):
        told.append({"at": said.said_at, "title": f"{said.get_kind_display()} · {said.number}",
                     "text": f"{said.accused.name}: {said.words}",
                     "by": "، ".join(filter(None, (said.court, said.judge))),
                     "url": reverse("casework:court_ruling", args=[said.id])})  # fmt: skip
    for letter in rulings.letters(row.id):
        told.append({"at": letter.made_at, "title": str(_("Letter of the prosecution")), "by": letter.author_name,
                     "text": f"{names.get(letter.accused_id, '–')}: {letter.get_decision_display()}"})  # fmt: skip
    return sorted(told, key=lambda one: one["at"])


def accused_page(row: Accused, actor: Actor, now: datetime) -> Shown:
    found = court.charges(row.file_id, accused_id=row.id)
    states = [(one.state, rulings.is_of_killing(one)) for one in found]
    stop, letters = _stop_page(row, actor, now), rulings.letters(row.file_id, accused_id=row.id)
    return {
        "row": row, **_rights(actor), **stop, "file": row.file,
        "age": Accused.Age(court.age_of(row)).label,
        "ages": [{"row": one, "by": word(BY, one.by)} for one in court.ages(row.id)],
        "charges": charge_lines(found),
        "rulings": [ruling_line(one) for one in rulings.court_acts(row.file_id, accused_id=row.id)],
        "decisions": _decisions(row.id, actor),
        "letters": letters, "sheets": _sheets(actor, letters, [line["row"] for line in stop["final_steps"]]),
        "letter_due": _due(row.id, LETTER),
        "needs_letter": rulings.is_killing_alleged(row) and not rulings.has_deciding_letter(row.id),
        "is_killing_charged": rules_court.has_blood_on_hands(states),
        "ranks": [
            {"row": one, "grade": charter.current().grade_sentence(one.source_grade, one.information_grade, lang())}
            for one in court.ranks(row.id)
        ],
    }  # fmt: skip
