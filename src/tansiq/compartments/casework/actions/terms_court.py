"""What every record of a court file must carry, and how one is found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from tansiq.compartments.casework import queries_rulings, rules_court
from tansiq.compartments.casework.actions import proofs, terms
from tansiq.compartments.casework.drafts_court import ChargeDraft
from tansiq.compartments.casework.errors_court import NonGround, RankIsNoAct
from tansiq.compartments.casework.models import Charge, CourtFile, Victim
from tansiq.compartments.casework.rules import is_of_intelligence
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.schema import Confidence
from tansiq.kernel.problems import Invalid, NotPermitted, existing

Row = TypeVar("Row", bound=models.Model)


def find_file(file_id: UUID) -> CourtFile:
    """A court file that exists for the actor.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(CourtFile.objects.filter(id=file_id))


def find(kind: type[Row], record_id: UUID) -> Row:
    """A record of a court file with its file.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(kind._default_manager.select_related("file").filter(pk=record_id))


def locked(kind: type[Row], record_id: UUID) -> Row:
    """The same, locked until the end of the transaction.

    Raises:
        NotFound: absent, or hidden.
    """
    find(kind, record_id)
    return kind._default_manager.select_for_update(of=("self",)).select_related("file").get(pk=record_id)


def filed(file: CourtFile, actor: Actor, now: datetime) -> dict[str, Any]:
    """The columns of every record of a court file."""
    return {
        "file_id": file.id, "owner_id": file.owner_id, "author_id": terms.require_person(actor),
        "author_name": actor.name, "made_at": now,
    }  # fmt: skip


def parties(file: CourtFile) -> list[UUID]:
    """Agencies that read a decision in this file."""
    return [file.owner_id, *([file.court_id] if file.court_id else [])]


def deciding(actor: Actor) -> str:
    """The permission under which somebody speaks in a court file: of the prosecution, or of the court.

    Raises:
        NotPermitted: neither. No board, no centre and no programme has an act that changes anything here (JUD-03).
    """
    held = next((name for name in ("casework.court", "casework.open") if actor.has(name)), "")
    if not held:  # rule: JUD-03 -> held = held or "casework.court"
        raise NotPermitted
    return held


def require_ground(words: str, field: str, now: datetime) -> None:
    """Refuse reasons against a person that rest on what is never a ground, or on intelligence.

    Raises:
        NonGround, IntelligenceInEvidence: as for `require_act`.
    """
    proofs.require_no_intelligence(words, field)
    if found := _non_grounds(words, now):  # rule: G12
        raise NonGround(errors=[{"field": field, "code": code} for code in found])


def require_act(words: str, field: str, now: datetime) -> None:
    """Refuse words that name no act: whose relative somebody is, or what rank he has.

    Raises:
        NonGround: they rest on what is never a ground (G12).
        RankIsNoAct: they name a rank alone (JUD-01).
        IntelligenceInEvidence: they cite intelligence (W-3).
    """
    require_ground(words, field, now)
    if _is_rank_alone(words, now):  # rule: JUD-01
        raise RankIsNoAct(errors=[{"field": field, "code": RankIsNoAct.code}])


def faults_of(words: str, now: datetime) -> tuple[str, ...]:
    """What `require_act` would refuse in a plan, as flags of a fact: what a court said is kept as it said it (W-4)."""
    found = {
        "INTELLIGENCE_CITED": is_of_intelligence(words),
        "NON_GROUND": bool(_non_grounds(words, now)),
        # Few words are no rank: a fact needs no reasons.
        "RANK_IS_NO_ACT": _is_rank_alone(words, now) and not rules_court.says_rank_alone(words, ()),
    }
    return tuple(code for code, is_so in found.items() if is_so)


def _non_grounds(words: str, now: datetime) -> list[str]:
    return [row.code for row in charter.current().on(charter.local_day(now)).non_grounds_in(words)]


def _is_rank_alone(words: str, now: datetime) -> bool:
    pack = charter.current().on(charter.local_day(now))
    phrases = (phrase for row in pack.vocabularies.rank_words for phrase in row.phrases)
    return rules_court.says_rank_alone(words, phrases)


def when_and_where(draft: ChargeDraft, now: datetime) -> dict[str, Any]:
    """Until when an act may have been, where its day is not known, and where in words.

    Raises:
        Invalid: the last day lies ahead or before the first, or the words cannot be kept.
    """
    told = terms.require_fields(now, {"place": draft.place}, may_be_empty=("place",))
    last, first = draft.happened_until, draft.happened_on
    if last is not None and (last > charter.local_day(now) or (first is not None and last < first)):
        code = "IN_FUTURE" if last > charter.local_day(now) else "BEFORE_START"
        raise Invalid(errors=[{"field": "happened_until", "code": code}])
    return told | {"happened_until": last}


def victims_of(file_id: UUID, victim_ids: Iterable[UUID], field: str = "victim_ids") -> list[Victim]:
    """Victims of this file, in the order in which they were entered.

    Raises:
        Invalid: one of them is none of this file.
    """
    wanted = set(victim_ids)
    rows = list(Victim.objects.filter(file_id=file_id, id__in=wanted).order_by("made_at", "id"))
    if {row.id for row in rows} != wanted:
        raise Invalid(errors=[{"field": field, "code": "UNKNOWN"}])
    return rows


def is_own_rule(instrument: str, now: datetime) -> bool:
    """Whether a paper of the charter is a rule or an agreement of ours, and no law."""
    rows = charter.current().on(charter.local_day(now)).instruments
    return any(row.code == instrument and row.confidence is Confidence.POLICY for row in rows)


def is_killing(charge: Charge) -> bool:
    """Whether somebody is said to have died by it."""
    return queries_rulings.is_of_killing(charge)
