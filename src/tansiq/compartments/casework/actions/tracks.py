"""On which track a charge stands for whom: said by a named prosecutor or judge, and never inferred."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import queries_court, rules_court
from tansiq.compartments.casework.actions import stop_cards, telling, terms, terms_court
from tansiq.compartments.casework.drafts_court import TrackDraft
from tansiq.compartments.casework.errors_court import CannotBeSet, PerVictim, SettlementForAll
from tansiq.compartments.casework.models import Characterisation, Charge, Settlement, Victim
from tansiq.compartments.casework.rules_court import NO_PAPER
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Together
from tansiq.kernel.replays import start_of

SET_ON_A_CHILD, SETTLEMENT_END = "SET-ON-A-CHILD", "SETTLEMENT-END"
FLAGGED = "COURT-SET-FLAGGED"
_ALARMS = {SET_ON_A_CHILD: SET_ON_A_CHILD}


@transaction.atomic
def characterise(*, actor: Actor, now: datetime, charge_id: UUID, draft: TrackDraft) -> Characterisation:
    """Say on which track a charge stands for one victim.

    A prosecutor or a judge decides it, with reasons and the instrument; or writes down what a court has set, which is
    never refused, whatever it rests on and whatever paper lacks (W-4): it says so, and the inspector is told. Set on
    a child everything irreversible stops (Q-16).

    Raises:
        NotFound, NotPermitted: no such charge, or the actor is neither prosecution nor court (JUD-03).
        PerVictim: the charge has victims and none of them was chosen.
        NonGround, RankIsNoAct, IntelligenceInEvidence: what is planned rests on what is never a ground (G12, G9).
        CannotBeSet: retaliation is planned for a child, or while the age is in doubt.
        ThinReasons: the reasons of a plan say nothing.
        Invalid: a track or an instrument that this law does not have, a plan without paper, or a day ahead.
    """
    row = terms_court.find(Charge, charge_id)
    permission = terms_court.deciding(actor)
    asked = Together()
    victim = asked.ask(lambda: _victim(row, draft.victim_id))
    may_be = rules_court.may_be_set(draft.track, queries_court.age_of(row.accused))
    if not draft.is_fact:
        if draft.reasons.strip():
            asked.ask(lambda: decisions.require_reasons(draft.reasons))
            asked.ask(lambda: terms_court.require_act(draft.reasons, "reasons", now))
        if not may_be:  # rule: Q-16
            asked.refuse(CannotBeSet(errors=[{"field": "track", "code": "UNKNOWN"}]))
    told = asked.ask(lambda: _told(draft, now)) or {}
    asked.settle()
    flags = _flags(draft, now, may_be=may_be) if draft.is_fact else []
    decision_id = _decided(row, draft, flags, permission, actor=actor, now=now)
    made = Characterisation(
        charge=row, victim=victim, by="court" if draft.is_fact or permission == "casework.court" else "prosecution",
        flags=flags, decision_id=decision_id, **told, **terms_court.filed(row.file, actor, now),
    )  # fmt: skip
    made.save(force_insert=True)
    for code in flags:
        clocks.tell(_ALARMS.get(code, FLAGGED), role="inspector", now=now, reference=row.number,
                    subject=("casework.charge", row.id))  # fmt: skip
    if not may_be:
        stop_cards.raise_stop(row.accused, actor=actor, now=now)  # rule: Q-16
    telling.tell_of_ruling(row.file, actor=actor, now=now)
    audit.record("casework.characterised", made, actor=actor, at=now, reference=row.number, after=draft.track)
    return made


def _decided(row: Charge, draft: TrackDraft, flags: list[str], permission: str, *, actor: Actor, now: datetime) -> UUID:
    parties = terms_court.parties(row.file)
    actor.require_fresh()
    if draft.is_fact:  # rule: W-4
        return decisions.record_fact(
            "casework.characterised", row, actor=actor, now=now, outcome=draft.track, owner_id=row.owner_id,
            words=draft.reasons, flags=flags, party_ids=parties, reference=row.number,
        ).id  # fmt: skip
    return decisions.authorise(
        "casework.characterised", row, actor=actor, now=now, permission=permission, outcome=draft.track,
        owner_id=row.owner_id, reasons=draft.reasons, party_ids=parties, instrument=draft.instrument,
    ).id  # fmt: skip


def _flags(draft: TrackDraft, now: datetime, *, may_be: bool) -> list[str]:
    """What no plan may rest on, and what a plan needs: said of what a court has set, which is kept all the same."""
    found = {
        SET_ON_A_CHILD: not may_be,
        **dict.fromkeys(terms_court.faults_of(draft.reasons, now), True),
        NO_PAPER: not draft.paper.strip(),
        "NO_INSTRUMENT": not draft.instrument or terms_court.is_own_rule(draft.instrument, now),
    }
    return [code for code, is_so in found.items() if is_so]


def _victim(row: Charge, victim_id: UUID | None) -> Victim | None:
    if not row.victim_ids and victim_id is None:
        return None
    if victim_id not in row.victim_ids:
        raise PerVictim(errors=[{"field": "victim_id", "code": "MISSING"}])
    return Victim.objects.get(id=victim_id)


def _told(draft: TrackDraft, now: datetime) -> dict[str, object]:
    day, asked = charter.local_day(now), Together()
    told = asked.ask(lambda: terms.require_fields(
        now, {"made_on": draft.made_on, "paper": draft.paper, "reasons": draft.reasons},
        may_be_empty=("paper", "reasons") if draft.is_fact else (),
    )) or {}  # fmt: skip
    if draft.made_on and draft.made_on > day:
        asked.fault("made_on", "IN_FUTURE")
    tracks = charter.current().on(day).heirs.tracks
    track = next((row for row in tracks if row.code == draft.track), None)
    if track is None:
        asked.fault("track", "UNKNOWN" if draft.track else "MISSING")
    if draft.instrument or not draft.is_fact:
        asked.ask(lambda: terms.require_code("instruments", draft.instrument, "instrument", now))
        if not draft.is_fact and terms_court.is_own_rule(draft.instrument, now):  # rule: G2
            asked.fault("instrument", "UNKNOWN")
    asked.settle()
    confidence = track.confidence.value if track else ""
    return told | {"track": draft.track, "instrument": draft.instrument, "confidence": confidence}


@transaction.atomic
def agree_settlement(
    *, actor: Actor, now: datetime, file_id: UUID, victim_ids: Iterable[UUID], words: str, reasons: str,
    women_heard: str, ends_on: date | None = None,
) -> Settlement:  # fmt: skip
    """Plan a settlement with the families of named victims. It touches no track and no other victim (Q-27).

    Args:
        women_heard: which women were heard, or that none was and why.
        ends_on: its last day; some days before, the protection desk is told, for then somebody may be killed.

    Raises:
        NotFound, NotPermitted: no such file, or the actor does not prosecute.
        SettlementForAll: nobody is named, or a victim's heirs have no record of their own (JUD-05).
        ThinReasons, Invalid: the reasons say nothing; a victim of another file, no words, or not said which women were
            heard.
    """
    file = terms_court.find_file(file_id)
    actor.require("casework.open")
    asked, wanted = Together(), list(victim_ids)
    victims = asked.ask(lambda: terms_court.victims_of(file.id, wanted))
    given = {"words": words, "women_heard": women_heard}
    told = asked.ask(lambda: terms.require_fields(now, given)) or {}
    if victims is not None:
        asked.ask(lambda: _require_records(victims))
    if ends_on is not None and ends_on < charter.local_day(now):
        asked.fault("ends_on", "IN_PAST")
    asked.ask(lambda: decisions.require_reasons(reasons))
    asked.settle()
    row = Settlement(
        victim_ids=[one.id for one in victims or []], ends_on=ends_on, **told, **terms_court.filed(file, actor, now)
    )
    row.decision_id = decisions.authorise(
        "casework.settlement", row, actor=actor, now=now, permission="casework.open", outcome="agreed",
        owner_id=row.owner_id, reasons=reasons, party_ids=terms_court.parties(file),
    ).id  # fmt: skip
    row.save(force_insert=True)
    _watch_the_end(row, file.number, actor=actor, now=now)  # rule: Q-27
    audit.record("casework.settlement_agreed", row, actor=actor, at=now, reference=file.number)
    return row


def _require_records(victims: Sequence[Victim]) -> None:
    """Refuse a settlement for a victim whose heirs have no record of their own.

    Raises:
        SettlementForAll: there is one, or nobody is named (JUD-05).
    """
    lacking = rules_court.without_record([(row.label, row.heirs_record) for row in victims])
    if lacking or not victims:  # rule: JUD-05
        raise SettlementForAll(errors=[{"field": "victim_ids", "code": "MISSING"}], lacking=len(lacking))


def _watch_the_end(row: Settlement, reference: str, *, actor: Actor, now: datetime) -> None:
    if row.ends_on is not None:
        pack = charter.current()
        ahead = timedelta(days=pack.on(charter.local_day(now)).clock(SETTLEMENT_END).limit)
        due = max(now, start_of(row.ends_on, pack.jurisdiction.tz) - ahead)
        telling.start(SETTLEMENT_END, row, reference=reference, actor=actor, now=now, due_at=due)
