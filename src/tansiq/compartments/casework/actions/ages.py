"""The age at the act: what is said of it later stands beside what was said first, and overwrites nothing (Q-16)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import queries_court, queries_rulings, rules_court, rules_rulings
from tansiq.compartments.casework.actions import effects, stop_cards, telling, terms, terms_court
from tansiq.compartments.casework.models import Accused, AgeStatement, Characterisation
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, Together

SET_ON_A_CHILD = "SET-ON-A-CHILD"


def require_age(age_at_act: str, paper: str) -> None:
    """An age of the list; nobody is an adult without a paper.

    Raises:
        Invalid: none of the list, or an adult without a paper.
    """
    if age_at_act not in Accused.Age:
        raise Invalid(errors=[{"field": "age_at_act", "code": "UNKNOWN" if age_at_act else "MISSING"}])
    if age_at_act == Accused.Age.ADULT and not paper:
        raise Invalid(errors=[{"field": "age_paper", "code": "MISSING"}])


@transaction.atomic
def state_age(
    *, actor: Actor, now: datetime, accused_id: UUID, age_at_act: str, age_paper: str = "", detention: str = "",
    judge: str = "", record_number: str = "",
) -> Accused:  # fmt: skip
    """Write down what somebody says of the age at the act, and under which number he is held now.

    It stands beside what was said before. The youngest leads until a judge rules (W-5): the court enters that ruling
    with name and number of the record; without both, and from the prosecution, it is one more thing that was said.
    Where a child now leads and retaliation is set, or a sentence of death stands, everything irreversible stops.

    Args:
        age_paper: an adult is one only by a paper; that somebody was a child may be said without any.

    Raises:
        NotFound, NotPermitted: no such person, or the actor is neither prosecution nor court.
        Invalid: no age of the list, or an adult without a paper.
    """
    terms_court.find(Accused, accused_id)
    permission = terms_court.deciding(actor)
    row = terms_court.locked(Accused, accused_id)
    asked, before = Together(), queries_court.age_of(row)
    given = {
        "age_paper": age_paper, "detention": detention.upper(), "judge": judge, "record_number": record_number,
    }  # fmt: skip
    told = asked.ask(lambda: terms.require_fields(now, given, may_be_empty=tuple(given))) or given
    told["paper"], place = told.pop("age_paper"), told.pop("detention")
    paper = told["paper"] or told["record_number"]
    is_said = bool(paper) or age_at_act != before
    if is_said:
        asked.ask(lambda: require_age(age_at_act, paper))
    asked.settle()
    if is_said:
        _say(row, age_at_act, told, before, permission, actor=actor, now=now)
    if place and place != row.detention:
        _place(row, place, actor=actor, now=now)
    return row


def _say(
    row: Accused, age_at_act: str, told: dict[str, str], before: str, permission: str, *, actor: Actor, now: datetime
) -> None:
    is_court = permission == "casework.court"
    actor.require_fresh()
    said = AgeStatement(
        accused=row, age_at_act=age_at_act, by="court" if is_court else "prosecution",
        is_ruling=is_court and bool(told["judge"] and told["record_number"]),  # rule: Q-16
        **told, **terms_court.filed(row.file, actor, now),
    )  # fmt: skip
    said.decision_id = decisions.record_fact(
        "casework.age_stated", row, actor=actor, now=now, outcome=age_at_act, owner_id=row.owner_id,
        words=said.paper, party_ids=terms_court.parties(row.file), reference=row.file.number,
    ).id  # fmt: skip
    said.save(force_insert=True)
    if said.is_ruling:
        telling.tell_of_ruling(row.file, actor=actor, now=now)
    leads = queries_court.age_of(row)
    audit.record("casework.age_stated", row, actor=actor, at=now, reference=row.file.number, before=before, after=leads)
    if rules_court.is_new_doubt(before, leads):
        _hold(row, actor=actor, now=now)


def _hold(row: Accused, *, actor: Actor, now: datetime) -> None:
    """Somebody who may have been a child: what was set or said before goes before the judge (Q-16)."""
    is_set = Characterisation.objects.filter(charge__accused_id=row.id, track="qisas").exists()
    if is_set or rules_rulings.death_stands(queries_rulings.sentences(row.id)):
        clocks.tell(
            SET_ON_A_CHILD, role="inspector", now=now, reference=row.file.number, subject=("casework.accused", row.id)
        )
        stop_cards.raise_stop(row, actor=actor, now=now)  # rule: Q-16


def _place(row: Accused, detention: str, *, actor: Actor, now: datetime) -> None:
    before, row.detention = row.detention, detention
    row.save(update_fields=["detention"])
    audit.record(
        "casework.accused_placed", row, actor=actor, at=now, reference=row.file.number, before=before, after=detention
    )
    effects.place_releases(row, actor=actor, now=now)
