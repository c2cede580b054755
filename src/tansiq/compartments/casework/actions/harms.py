"""Who was hurt and dies of it, and whom an act harmed that nobody knew of: said later, beside what stands there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import queries_court, queries_harm, queries_rulings, rules_court
from tansiq.compartments.casework.actions import hearing_notices, telling, terms, terms_court
from tansiq.compartments.casework.actions.letters import LETTER
from tansiq.compartments.casework.errors_court import NotThisStep
from tansiq.compartments.casework.models import Accused, Charge, HarmStatement, Victim
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, NotPermitted, Together


@transaction.atomic
def state_harm(
    *, actor: Actor, now: datetime, victim_id: UUID, harm: str, paper: str, happened_on: date | None = None
) -> Victim:
    """Write down what became of a victim: somebody who was hurt has died of it, was found, was not hurt after all.

    It stands beside what was said before. That somebody was killed leads until a court says otherwise. Whoever is
    accused of it then needs the prosecution's letter, as for every killing.

    Args:
        paper: the paper that says so, or who said it.
        happened_on: the day of the death, where it is known.

    Raises:
        NotFound, NotPermitted: no such victim, or the actor neither prosecutes, investigates nor is of the court.
        Invalid: no harm of the list, nobody who says so, or a day that has not come.
    """
    row = terms_court.find(Victim, victim_id)
    permission = next((name for name in ("casework.court", "casework.open", "casework.record") if actor.has(name)), "")
    if not permission:
        raise NotPermitted
    asked = Together()
    told = asked.ask(lambda: terms.require_fields(now, {"paper": paper})) or {}
    if harm not in Victim.Harm:
        asked.fault("harm", "UNKNOWN" if harm else "MISSING")
    if happened_on is not None and happened_on > charter.local_day(now):
        asked.fault("happened_on", "IN_FUTURE")
    asked.settle()
    before, first = queries_harm.harm_of(row), _without_killing(row)
    said = HarmStatement(
        victim=row, harm=harm, happened_on=happened_on, by="court" if permission == "casework.court" else "prosecution",
        **told, **terms_court.filed(row.file, actor, now),
    )  # fmt: skip
    said.decision_id = decisions.record_fact(
        "casework.harm_stated", row, actor=actor, now=now, outcome=harm, owner_id=row.owner_id, words=said.paper,
        party_ids=terms_court.parties(row.file), reference=row.file.number,
    ).id  # fmt: skip
    said.save(force_insert=True)
    leads = queries_harm.harm_of(row)
    audit.record(
        "casework.harm_stated", row, actor=actor, at=now, reference=row.file.number, before=before, after=leads
    )
    if leads != before:
        _ask_for_letters(first, actor=actor, now=now)
        telling.tell_of_ruling(row.file, actor=actor, now=now)
    return row


@transaction.atomic
def charge_victims(*, actor: Actor, now: datetime, charge_id: UUID, victim_ids: Iterable[UUID], reasons: str) -> Charge:
    """Say of whom else an act is alleged to have harmed. Nobody is ever taken out; on which track it stands for each
    is said apart.

    Raises:
        NotFound, NotPermitted: no such charge, or the actor does not prosecute.
        NotThisStep: a court has spoken of the act, or it has ended.
        NonGround, ThinReasons: the reasons rest on what is never a ground, or say nothing.
        Invalid: nobody was chosen who is not named already, or none of this file.
    """
    terms_court.find(Charge, charge_id)
    actor.require("casework.open")
    row = terms_court.locked(Charge, charge_id)
    if not rules_court.takes_victims(row.state):  # rule: JUD-03
        raise NotThisStep
    asked = Together()
    chosen = asked.ask(lambda: terms_court.victims_of(row.file_id, victim_ids)) or []
    new = [one.id for one in chosen if one.id not in row.victim_ids]
    if not new:
        asked.refuse(Invalid(errors=[{"field": "victim_ids", "code": "MISSING"}]))
    asked.ask(lambda: terms_court.require_ground(reasons, "reasons", now))
    asked.ask(lambda: decisions.require_reasons(reasons))
    asked.settle()
    first = [] if queries_rulings.is_killing_alleged(row.accused) else [row.accused]
    before = queries_court.victims_charged(row.accused_id)
    decisions.authorise(
        "casework.charge_victims", row, actor=actor, now=now, permission="casework.open", outcome="named",
        owner_id=row.owner_id, reasons=reasons, party_ids=terms_court.parties(row.file),
    )  # fmt: skip
    row.victim_ids = [*row.victim_ids, *new]
    row.save(update_fields=["victim_ids"])
    hearing_notices.tell_of_charge(row, before, actor=actor, now=now)  # rule: G10
    _ask_for_letters(first, actor=actor, now=now)
    audit.record("casework.charge_victims", row, actor=actor, at=now, reference=row.number, after=len(row.victim_ids))
    return row


def _without_killing(row: Victim) -> list[Accused]:
    """Whoever an act against this victim is alleged against, and no killing yet."""
    people = Accused.objects.filter(charges__victim_ids__contains=[row.id]).distinct().order_by("made_at", "id")
    return [one for one in people if not queries_rulings.is_killing_alleged(one)]


def _ask_for_letters(people: Iterable[Accused], *, actor: Actor, now: datetime) -> None:
    """Of whoever a killing is alleged now, and was not before, the prosecution says what it decides."""
    for one in people:
        if queries_rulings.is_killing_alleged(one) and not queries_rulings.has_deciding_letter(one.id):
            telling.start(LETTER, one, reference=one.file.number, actor=actor, now=now)
