"""Hits: found by the matcher, judged by a person of neither agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq import names
from tansiq.gateway import passages
from tansiq.gateway.actions.recalls import recall_hit
from tansiq.gateway.errors import AlreadyJudged, OpenedBefore
from tansiq.gateway.models import Ask, BrokenGlass, Hit
from tansiq.gateway.rules import JOINT_ROOM
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import require_no_kin
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions.actions import count_reasons, require_reasons
from tansiq.kernel.problems import NotFound, existing
from tansiq.people import actions as people
from tansiq.people import queries as people_queries
from tansiq.people.drafts import CheckedKit
from tansiq.people.queries import Candidate

# Hits that one ask makes at most: more would only hide the best.
MOST_HITS = 10
# Belongs to no agency: what the owner of a record may not learn before, or unless, the two are found to be one person.
NOBODY = UUID(int=0)


def reference_of(hit: Hit) -> str:
    """What people see of a hit: its own reference, never the ask's, which would tell its asker that there is one."""
    return f"H-{hit.id.hex[:8].upper()}"


@transaction.atomic
def match_ask(*, actor: Actor, now: datetime, ask_id: UUID) -> list[Hit]:
    """Match an ask with what agencies hold in confidence; runs after the answer was given.

    The matcher suggests: it makes hits that wait for a person, and nothing else. A pair that a person judged to be
    two people is not matched again. Where nobody is found, a hit is made and undone: the officer's next answer, which
    waits for the same machine, must not come sooner.
    """
    ask = Ask.objects.filter(id=ask_id).first()
    if ask is None or ask.matched_at is not None:
        return []
    kit = people_queries.checked(ask.kit_id)
    candidates = people_queries.candidates_held(kit)
    different = people_queries.judged_different(kit, [c.kit_id for c in candidates] or [ask.kit_id])
    candidates = [c for c in candidates if c.kit_id not in different]  # rule: G5 -> pass
    with transaction.atomic():
        hits = [_make_hit(ask, candidate, now=now) for candidate in candidates[:MOST_HITS] or [_nobody(ask, kit)]]
        transaction.set_rollback(not candidates)
    Ask.objects.filter(id=ask.id).update(matched_at=now)
    return hits if candidates else []


def _nobody(ask: Ask, kit: CheckedKit) -> Candidate:
    """Stands in for whoever was not found."""
    return Candidate(
        ask.kit_id, ask.owner_id, names.compare(kit.compared, kit.compared), shares_strong_identifier=False
    )


def _make_hit(ask: Ask, candidate: Candidate, *, now: datetime) -> Hit:
    purpose = charter.current().purpose(ask.purpose)
    clock = "HIT-VALIDATION-LIFE" if purpose.urgent else "HIT-VALIDATION"
    comparison = candidate.comparison
    hit = Hit(
        ask_id=ask.id, asker_id=ask.owner_id, owner_id=candidate.owner_id, ask_kit_id=ask.kit_id,
        held_kit_id=candidate.kit_id, purpose=ask.purpose, is_urgent=purpose.urgent,
        tells_owner=purpose.tells_owner,
        excluded_ids=access.agency(candidate.owner_id).excluded_validator_ids,
        match_probability=comparison.match_probability, match_weight=comparison.match_weight,
        steps=[{"code": s.code, "ar": s.ar, "en": s.en, "bits": round(s.bits, 1)} for s in comparison.steps],
        made_at=now, due_at=clocks.due_of(clock, now),
    )  # fmt: skip
    hit.save(force_insert=True)
    room = access.agency_by_code(JOINT_ROOM)
    # Where the joint room itself asked, nothing of a hit may stand on its desks: the inspector alone keeps the clock.
    keeper = NOBODY if ask.owner_id == room.id else room.id
    clocks.start(clock, hit, owner_id=keeper, reference=reference_of(hit), now=now)
    if purpose.urgent:
        role = "inspector" if keeper == NOBODY else "watch_officer"
        clocks.tell(
            "LIFE-AT-RISK", role=role, agency_id=None if keeper == NOBODY else keeper, now=now,
            reference=reference_of(hit), subject=("gateway.hit", hit.id),
        )  # fmt: skip
    return hit


@dataclass(frozen=True)
class ComparedField:
    """One field of both kits. Identifiers say only whether they are equal."""

    name: str
    asked: str
    held: str
    verdict: str


@dataclass(frozen=True)
class Comparison:
    """What a validator sees, and nothing else: no agency, no act, no report."""

    hit: Hit
    fields: tuple[ComparedField, ...]
    conflicts: tuple[str, ...]


def _visible(hit_id: UUID) -> Hit:
    return existing(Hit.objects.filter(id=hit_id))


def _fields(asked: CheckedKit, held: CheckedKit) -> tuple[ComparedField, ...]:
    left, right = asked.draft.parts.as_mapping(), held.draft.parts.as_mapping()
    pairs = [
        (name, left.get(name, ""), right.get(name, ""))
        for name in ("full", "ism", "father", "grandfather", "family", "kunya")
    ]
    pairs += [
        ("birth", asked.draft.birth, held.draft.birth),
        ("mother", left.get("mother", ""), right.get("mother", "")),
    ]
    shown = [ComparedField(name, a, b, "") for name, a, b in pairs if a or b]
    kinds = {kind for kind, _ in asked.draft.identifiers} & {kind for kind, _ in held.draft.identifiers}
    for kind in sorted(kinds - {"slip", "redress"}):
        same = any(blind in held.blinds for blind in asked.blinds if blind.startswith(f"{kind}:"))
        shown.append(ComparedField(kind, "", "", "equal" if same else "different"))
    return tuple(shown)


@transaction.atomic
def compare(*, actor: Actor, now: datetime, hit_id: UUID) -> Comparison:
    """Show a validator the compared fields of both kits. This read is a disclosure and is logged as one.

    Raises:
        NotFound: no such hit for a validator of the actor's agency.
        NotPermitted: the actor does not validate.
    """
    hit = _visible(hit_id)
    actor.require("gateway.validate")
    room = actor.through("gateway")
    with acting_as(room):
        ask = Ask.objects.get(id=hit.ask_id)
        asked, held = people_queries.checked(hit.ask_kit_id), people_queries.checked(hit.held_kit_id)
        for kit in (asked, held):
            require_no_kin(actor, kit.draft.parts.as_mapping())
        fields = _fields(asked, held)
        payload = passages.ComparedFields(hit=str(hit.id), fields=[f.name for f in fields])
        passages.cross("compare", payload, actor=room, now=now, owner_id=NOBODY, receiver_id=actor.agency_id)
        audit.record_read(
            "gateway.hit_compared", hit, actor=room, at=now, purpose=hit.purpose, reference=ask.number,
            owner_id=None,
        )  # fmt: skip
    return Comparison(hit=hit, fields=fields, conflicts=names.compare(asked.compared, held.compared).conflicts)


@transaction.atomic
def judge_hit(*, actor: Actor, now: datetime, hit_id: UUID, same: bool, reasons: str) -> Hit:
    """Judge whether two kits mean one person. A score suggested it; only this moves anything.

    Judged different, the pair is remembered and never matched again; nobody else learns that it was one.

    Raises:
        NotFound: no such hit for the actor, who may not belong to either agency.
        NotPermitted: the actor does not validate.
        AlreadyJudged: somebody was quicker.
        OpenedBefore: whoever judges has opened the packet behind it for danger to life (W-2).
        ConflictOfInterest: a relative whom the actor declared is one of the two (W-2).
        ThinReasons: the reasons say nothing.
    """
    _visible(hit_id)
    actor.require("gateway.validate")
    require_reasons(reasons)
    room = actor.through("gateway")
    with acting_as(room):
        hit = Hit.objects.select_for_update().get(id=hit_id)
        if hit.state != Hit.State.PENDING:
            raise AlreadyJudged
        if BrokenGlass.objects.filter(hit_id=hit.id, user_id=actor.user).exists():  # rule: W-2
            raise OpenedBefore
        for kit_id in (hit.ask_kit_id, hit.held_kit_id):
            require_no_kin(actor, people_queries.parts_of(kit_id))
        count_reasons(reasons, hit, actor=room, now=now, owner_id=NOBODY, words=reasons)  # rule: G3
        hit.state = Hit.State.VALIDATED if same else Hit.State.REJECTED
        hit.validated_by, hit.validator_agency_id, hit.validated_at = actor.user_id, actor.agency_id, now
        hit.save(update_fields=["state", "validated_by", "validator_agency_id", "validated_at"])
        _after_judgement(room, hit, same=same, reasons=reasons.strip(), now=now)
        audit.record(
            "gateway.hit_judged", hit, actor=room, at=now, after="same" if same else "different", words=reasons,
            owner_id=hit.owner_id if same else NOBODY,
        )  # fmt: skip
    return hit


def _after_judgement(room: Actor, hit: Hit, *, same: bool, reasons: str, now: datetime) -> None:
    clocks.stop_all(hit.id, now=now)
    if same:
        clocks.start("CORE-DATA", hit, owner_id=hit.owner_id, reference=reference_of(hit), now=now)
    people.judge_pair(
        actor=room, now=now, owner_id=NOBODY, left_id=hit.ask_kit_id, right_id=hit.held_kit_id,
        anchors=people_queries.checked(hit.ask_kit_id).anchors,
        judgement="same" if same else "different", reasons=reasons,
        score=hit.match_probability, criteria=[step["code"] for step in hit.steps],
    )  # fmt: skip


@transaction.atomic
def undo_judgement(*, actor: Actor, now: datetime, hit_id: UUID, reasons: str) -> Hit:
    """Take one's own judgement back: both records are as before, and the pair waits for a validator again.

    Whoever was given anything on it is told: every copy is withdrawn, and the owner's line is gone.

    Raises:
        NotFound: no such hit that the actor judged.
        NotPermitted: the actor does not validate.
        ThinReasons: the reasons say nothing.
    """
    _visible(hit_id)
    actor.require("gateway.validate")
    require_reasons(reasons)
    room = actor.through("gateway")
    with acting_as(room):
        hit = Hit.objects.select_for_update().get(id=hit_id)
        if hit.state == Hit.State.PENDING or hit.validated_by != actor.user_id:
            raise NotFound
        count_reasons(reasons, hit, actor=room, now=now, owner_id=NOBODY, words=reasons)
        for link in people_queries.open_links(hit.ask_kit_id, hit.held_kit_id):
            people.undo_link(actor=room, now=now, link_id=link.id, reasons=reasons)
        recall_hit(room, hit.id, now=now)
        clocks.stop_all(hit.id, now=now)
        code = "HIT-VALIDATION-LIFE" if hit.is_urgent else "HIT-VALIDATION"
        hit.state, hit.due_at = Hit.State.PENDING, clocks.due_of(code, now)
        hit.validated_by = hit.validator_agency_id = hit.validated_at = hit.decided_at = None
        hit.save()
        joint = access.agency_by_code(JOINT_ROOM).id
        keeper = NOBODY if hit.asker_id == joint else joint
        clocks.start(code, hit, owner_id=keeper, reference=reference_of(hit), now=now)
        audit.record("gateway.judgement_undone", hit, actor=room, at=now, words=reasons, owner_id=NOBODY)
    return hit
