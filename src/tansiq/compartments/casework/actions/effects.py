"""What follows from what a court said: charges stand where a judgment put them, and who is free is free at the gate."""

from __future__ import annotations

from datetime import datetime

from tansiq.compartments.casework import rules_court, rules_rulings
from tansiq.compartments.casework.actions import telling
from tansiq.compartments.casework.models import Accused, Charge, CourtAct
from tansiq.compartments.casework.queries_rulings import outcome_counts
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks

UNPLACED, MISDIRECTED = "RELEASE-UNPLACED", "RELEASE-MISDIRECTED"
# In the place of a number: the inspector was told that nobody knows under which one the person is held.
NOWHERE = "-"
# Why custody lets somebody go, in its own words for it.
GROUNDS = {rules_court.ACQUITTED: "acquitted", rules_court.DISCONTINUED: "dropped"}


def apply(row: CourtAct, *, actor: Actor, now: datetime) -> None:
    """Let what counts take effect. May be run again as often as something is added: nothing happens twice."""
    done = []
    for charge in Charge.objects.select_for_update(of=("self",)).filter(id__in=list(row.outcomes)).order_by("id"):
        outcome = row.outcomes[str(charge.id)]
        if not outcome_counts(row, outcome):  # rule: JUD-03, Q-26
            continue
        if _is_overruled(row, str(charge.id)):
            continue
        done.append(outcome)
        if charge.state != outcome:
            before, charge.state = charge.state, outcome
            charge.save(update_fields=["state"])
            telling.stop(charge.id, actor=actor, now=now)
            audit.record(
                "casework.charge_moved", charge, actor=actor, at=now, reference=charge.number, before=before,
                after=outcome,
            )  # fmt: skip
    states = list(Charge.objects.filter(accused_id=row.accused_id).values_list("state", flat=True))
    if rules_rulings.frees(row.kind, done, states):
        _release(row, actor=actor, now=now)


def _is_overruled(row: CourtAct, charge: str) -> bool:
    """Whether a later judgment on the same act counts: a paper that comes late undoes nothing."""
    later = CourtAct.objects.filter(accused_id=row.accused_id, kind=CourtAct.Kind.JUDGMENT, said_at__gt=row.said_at)
    return any(one.outcomes.get(charge) and outcome_counts(one, one.outcomes[charge]) for one in later)


def _release(row: CourtAct, *, actor: Actor, now: datetime) -> None:
    """The order goes to the gate once, past every internal status; without a number of the register somebody is told.

    A paper that comes after the word is the same order.
    """
    if row.released_as not in ("", NOWHERE):  # rule: JUD-09
        return
    if not row.accused.detention and row.released_as == NOWHERE:
        return
    _pass(row, actor=actor, now=now)


def _pass(row: CourtAct, *, actor: Actor, now: datetime) -> None:
    number = row.accused.detention
    before, row.released_as = row.released_as, number or NOWHERE
    row.save(update_fields=["released_as"])
    audit.record(
        "casework.release_passed", row, actor=actor, at=now, reference=row.number, before=before, after=row.released_as
    )
    if not number:
        # Nobody knows under which number he is held: the inspector is told at once, so that nobody is forgotten.
        clocks.tell(UNPLACED, role="inspector", now=now, reference=row.number, subject=("casework.courtact", row.id))
        return
    gateway.pass_release(  # rule: JUD-09
        actor=actor, now=now, detention=number, ground=_ground(row), order=row.record_number, said_at=row.said_at,
        by="، ".join(filter(None, (row.court, row.judge))), name=row.accused.name, owner_id=row.owner_id,
        decision_id=row.decision_id,
    )  # fmt: skip


def _ground(row: CourtAct) -> str:
    said = row.outcomes.values() if row.kind == CourtAct.Kind.JUDGMENT else ()
    return next((GROUNDS[one] for one in said if one in GROUNDS), "other")


def place_releases(accused: Accused, *, actor: Actor, now: datetime) -> None:
    """The number of somebody whom a court set free has come, or was corrected: the order goes to the gate that has him.

    A court that has convicted him or sent the act back since has spoken later, and its word stands. Whoever is held
    under the number that was wrong read another's name: the inspector is told of that.
    """
    passed = CourtAct.objects.select_for_update(of=("self",)).filter(accused_id=accused.id)
    for row in passed.exclude(released_as__in=("", accused.detention)).order_by("said_at", "id"):
        if not accused.detention or _is_against_since(row):
            continue
        row.accused = accused
        if row.released_as == NOWHERE:
            apply(row, actor=actor, now=now)  # rule: JUD-09
            continue
        clocks.tell(MISDIRECTED, role="inspector", now=now, reference=row.number, subject=("casework.courtact", row.id))
        _pass(row, actor=actor, now=now)  # rule: JUD-09, Q-26


def _is_against_since(row: CourtAct) -> bool:
    later = CourtAct.objects.filter(accused_id=row.accused_id, kind=CourtAct.Kind.JUDGMENT, said_at__gt=row.said_at)
    against = (rules_court.CONVICTED, rules_court.REMANDED)
    return any(
        said in one.outcomes.values() and outcome_counts(one, said) for one in later for said in against
    )  # rule: Q-26 -> return False
