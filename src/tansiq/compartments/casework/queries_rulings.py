"""Reads of hearings, of what a court said, and of what is open for it. Every list is ordered and bounded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models

from tansiq.compartments.casework import queries_harm, rules_court, rules_rulings
from tansiq.compartments.casework.models import (
    Accused,
    CardFiled,
    Characterisation,
    Charge,
    CourtAct,
    CourtStop,
    Hearing,
    ProsecutionLetter,
)
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import existing

MOST = 200


def hearings(file_id: UUID) -> list[Hearing]:
    """Hearings of a file, in the order of their days."""
    return list(Hearing.objects.filter(file_id=file_id).order_by("starts_at", "id")[:MOST])


def hearings_to_record(now: datetime, limit: int) -> list[Hearing]:
    """Planned hearings whose hour has come."""
    rows = Hearing.objects.filter(state=Hearing.State.PLANNED, starts_at__lte=now)
    return list(rows.order_by("starts_at", "id")[:limit])


def hearing(hearing_id: UUID) -> Hearing:
    """One hearing with its file.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Hearing.objects.select_related("file").filter(id=hearing_id))


def court_act(court_act_id: UUID) -> CourtAct:
    """One thing that a court said.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(CourtAct.objects.select_related("file", "accused").filter(id=court_act_id))


def court_acts(file_id: UUID, *, accused_id: UUID | None = None) -> list[CourtAct]:
    """What the court said, in the order in which it was said."""
    rows = CourtAct.objects.select_related("accused").filter(file_id=file_id)
    if accused_id is not None:
        rows = rows.filter(accused_id=accused_id)
    return list(rows.order_by("said_at", "made_at", "id")[:MOST])


def without_paper(limit: int) -> list[CourtAct]:
    """What a court said whose paper has not come, number and file of it, the oldest first."""
    waits = models.Q(sha256="") | models.Q(record_number="")
    return list(CourtAct.objects.filter(waits).order_by("said_at", "id")[:limit])


def incomplete(limit: int) -> list[CourtAct]:
    """What a court said without that it was written down by whom, or of which charges; the oldest first."""
    lacks = models.Q(judge="") | models.Q(kind=CourtAct.Kind.JUDGMENT, outcomes={})
    return list(CourtAct.objects.filter(lacks).order_by("said_at", "id")[:limit])


def letters(file_id: UUID, *, accused_id: UUID | None = None) -> list[ProsecutionLetter]:
    rows = ProsecutionLetter.objects.select_related("accused").filter(file_id=file_id)
    if accused_id is not None:
        rows = rows.filter(accused_id=accused_id)
    return list(rows.order_by("made_at", "id")[:MOST])


def has_deciding_letter(accused_id: UUID) -> bool:
    """Whether the last letter about somebody says what was decided; one that only goes on investigating does not."""
    last = ProsecutionLetter.objects.filter(accused_id=accused_id).order_by("-made_at", "-id").first()
    return last is not None and last.decision != ProsecutionLetter.Decision.OPEN


def is_killing_alleged(accused: Accused) -> bool:
    """Whether any act that killed somebody is alleged against him, whatever became of the charge."""
    return any(is_of_killing(one) for one in Charge.objects.filter(accused_id=accused.id))


def is_of_killing(charge: Charge) -> bool:
    """Whether somebody is said to have died by it: a victim of it, or by what the act is, whoever died.

    Nobody need be entered as killed: an assassination of whom nobody knows yet killed somebody, too. What an act is the
    charter says, of whatever day its row is.
    """
    acts = {row.code for row in (charter.current().whole or charter.current()).vocabularies.acts if row.is_killing}
    if charge.act in acts:
        return True
    return rules_court.KILLED in queries_harm.harms(charge.victim_ids).values()


def state_flags(rows: Iterable[Charge]) -> dict[UUID, tuple[str, ...]]:
    """Of each charge what is wrong with the state in which a court left it: never before one, or without its paper."""
    found = list(rows)
    people = {row.accused_id for row in found}
    said = list(
        CourtAct.objects.filter(kind=CourtAct.Kind.JUDGMENT, accused_id__in=people).order_by("said_at", "made_at", "id")
    )
    flags = {}
    for row in found:
        ruled = [one for one in said if one.outcomes.get(str(row.id)) == row.state]
        flags[row.id] = rules_rulings.state_flags(
            row.state, is_ruled=bool(ruled), was_indicted=row.indicted_at is not None,
            has_paper=bool(ruled) and ruled[-1].has_paper,
        )  # fmt: skip
    return flags


def outcome_counts(row: CourtAct, outcome: str) -> bool:
    """Whether what a ruling says of a charge has its effect."""
    return rules_rulings.counts(
        row.kind, outcome, has_paper=row.has_paper, is_complete=row.is_complete, level=row.level
    )  # fmt: skip


def is_deadly(row: CourtAct) -> bool:
    """Whether a ruling is, or may be, a sentence of death: of a conviction that names no penalty nobody knows."""
    tracks: dict[str, list[str]] = {}
    if row.penalty == CourtAct.Penalty.UNSAID:
        for one in Characterisation.objects.filter(charge_id__in=list(row.outcomes)):
            tracks.setdefault(str(one.charge_id), []).append(one.track)
    return rules_rulings.is_deadly(row.kind, row.penalty, row.outcomes, tracks)


def sentences(accused_id: UUID) -> list[tuple[str, str, bool]]:
    """Judgments about somebody in their order: kind, penalty, whether each counts for every act he was to die for.

    A judgment on another act, and one that names no penalty and clears of nothing, leaves a sentence of death as it is;
    so does every judgment, as long as nobody wrote down for which acts he was to die.
    """
    rows = CourtAct.objects.filter(accused_id=accused_id)
    found: list[tuple[str, str, bool]] = []
    deadly: set[str] = set()
    for row in rows.order_by("said_at", "made_at", "id"):
        is_death = is_deadly(row)
        if row.kind != CourtAct.Kind.JUDGMENT and not is_death:
            continue
        outcomes = row.outcomes.values() or ("",)
        is_counted = row.is_complete and all(outcome_counts(row, one) for one in outcomes)
        if is_death:
            deadly |= set(row.outcomes) or ({str(row.id)} if row.kind == CourtAct.Kind.JUDGMENT else set())
        elif is_counted:
            deadly -= {charge for charge, one in row.outcomes.items() if row.penalty or one in rules_court.CLEARED}
        penalty = CourtAct.Penalty.DEATH if is_death else row.penalty
        found.append((row.kind, penalty, is_counted and (is_death or not deadly)))
    return found


def cards(accused_id: UUID) -> list[CardFiled]:
    """Papers that the court has filed to stop-cards; for everybody else there is none."""
    return list(CardFiled.objects.filter(accused_id=accused_id).order_by("made_at", "id")[:MOST])


def stops(accused_id: UUID) -> list[CourtStop]:
    """Stops that this file raised, for the court alone."""
    return list(CourtStop.objects.filter(accused_id=accused_id).order_by("made_at", "id")[:MOST])


def _asked(now: datetime) -> list[str]:
    return [row.code for row in charter.current().on(charter.local_day(now)).vocabularies.stop_cards]


def lacking(accused: Accused, stands: Iterable[CourtStop], *, now: datetime) -> tuple[str, ...]:
    """Stop-cards that lack while a sentence of death stands; none where no such sentence stands."""
    if not rules_rulings.death_stands(sentences(accused.id)):
        return ()
    met = {row.card: row.is_met for row in cards(accused.id)}
    return rules_rulings.cards_open(_asked(now), met, is_sent=any(row.is_sent for row in stands))


def open_steps(accused: Accused, *, now: datetime) -> tuple[str, ...]:
    """What is open for the court about somebody while a stop of this file stands; empty where none does."""
    standing = [row for row in stops(accused.id) if row.lifted_at is None]
    if not standing:
        return ()
    if not rules_rulings.death_stands(sentences(accused.id)):
        return (rules_rulings.COURT_SPEAKS,)
    met = {row.card: row.is_met for row in cards(accused.id)}
    return rules_rulings.open_steps(_asked(now), met, is_sent=any(row.is_sent for row in standing))
