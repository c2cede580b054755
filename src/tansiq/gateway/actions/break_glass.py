"""Opening a core packet without waiting for its owner, because a life is at risk; two others review it afterwards.

The only passage out of the owner's order of release (decision 0012). It opens core packets of intelligence and nothing
else: tips, victims, protection and every other room have no holder that it asks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tansiq.gateway import passages
from tansiq.gateway.actions.disclosures import core_packet, disclose, held_to_copy, require_handling, require_reachable
from tansiq.gateway.actions.recalls import hold_copies, hold_standing, recall_copy, running_copies
from tansiq.gateway.errors import AlreadyDecided, AlreadyOpened, ChildPath, GlassUnderReview, NotLifeAtRisk, OwnGlass
from tansiq.gateway.models import Ask, BrokenGlass, Disclosure, Hit
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import require_no_kin
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit.errors import NoPurpose
from tansiq.kernel.audit.rules import fault_of, is_reference
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import NotFound, Together, existing
from tansiq.people import queries as people
from tansiq.people.rules import new_number

LEASE, REVIEW = "GLASS-LEASE", "GLASS-REVIEW"
BROKEN, NOT_JUSTIFIED = "GLASS-BROKEN", "GLASS-NOT-JUSTIFIED"
LIFE_AT_RISK = "LIFE_AT_RISK"
# What may be behind glass that is broken. No other room's holder is ever asked.
KINDS: frozenset[str] = frozenset({"intelligence.subject"})
# No charter lets a packet stay open for longer.
LONGEST_LEASE = timedelta(hours=4)


def openable(actor: Actor, *, hit_id: UUID | None = None) -> list[Hit]:
    """Urgent hits, judged or not, behind which the actor may break the glass: those of two other agencies.

    An agency that the owner keeps from judging its hits opens nothing of it either (JOC-03).

    Args:
        hit_id: this one alone, however many are due before it.
    """
    actor.require("gateway.break_glass")
    home = actor.home
    with acting_as(actor.through("gateway")):
        waiting = Hit.objects.filter(is_urgent=True, state__in=(Hit.State.PENDING, Hit.State.VALIDATED))
        others = waiting.exclude(asker_id=home).exclude(owner_id=home)  # rule: JOC-03 -> others = waiting
        others = others.exclude(excluded_ids__contains=[home])  # rule: JOC-03 -> pass
        if hit_id is not None:
            others = others.filter(id=hit_id)
        return list(others.order_by("due_at", "id")[:50])


def _openable(actor: Actor, hit_id: UUID) -> Hit:
    found = next(iter(openable(actor, hit_id=hit_id)), None)
    if found is None:
        raise NotFound
    return found


def _require_accredited(*agency_ids: UUID) -> None:
    for agency_id in agency_ids:
        if access.agency(agency_id).standing != Standing.ACCREDITED:  # rule: G20, JOC-11
            raise NotFound


def _require_adult(ask: Ask, held_kit_id: UUID, now: datetime) -> None:
    if ask.is_child or people.checked(held_kit_id).is_child(now):  # rule: G6
        raise ChildPath


def _core_packet(hit: Hit, actor: Actor) -> tuple[passages.HeldRecord, passages.CorePacket]:
    """The core packet as its owner's releaser would find it: nothing that ended, waits or lies under quarantine."""
    releaser = frozenset({"releaser"})
    as_owner = replace(actor, agency_ids=(hit.owner_id,), roles=releaser)
    kinds = KINDS  # rule: W-1 -> kinds = None
    with acting_as(as_owner):
        record = held_to_copy(hit.held_kit_id, kinds=kinds)
        return record, core_packet(hit, record)


def _locked(hit_id: UUID, actor: Actor, now: datetime) -> Hit:
    """The hit, locked, while nobody has decided about it and no opening of it stands in the way of another."""
    hit = Hit.objects.select_for_update().get(id=hit_id)
    if hit.state not in (Hit.State.PENDING, Hit.State.VALIDATED):
        raise AlreadyDecided
    earlier = BrokenGlass.objects.filter(hit_id=hit.id, recipient_id=actor.home)
    wrong, unread = BrokenGlass.Verdict.NOT_JUSTIFIED, Q(owner_verdict="") | Q(inspector_verdict="")
    # Four hours are four hours: the next ones are for those who found the last ones justified.
    if earlier.filter(Q(owner_verdict=wrong) | Q(inspector_verdict=wrong) | (unread & Q(ends_at__lte=now))).exists():
        raise GlassUnderReview
    if earlier.filter(member_id=actor.member, ends_at__gt=now).exists():
        raise AlreadyOpened
    return hit


@transaction.atomic
def break_glass(
    *, actor: Actor, now: datetime, hit_id: UUID, purpose: str, reference: str, reasons: str
) -> BrokenGlass:
    """Open the core packet behind an urgent hit without waiting for its owner, for four hours at most.

    Owner and inspector are told in the same transaction; both review it afterwards.

    Args:
        purpose: must be the danger to life for which the ask was made; `reference`: the case or call.

    Raises:
        NotFound: no such hit for the actor, nothing open behind it, or one of the agencies stands outside.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        NotLifeAtRisk: another purpose than danger to life.
        NoPurpose: no reference.
        ChildPath: the person is a child, or may be.
        AlreadyDecided: its owner has released or refused it, or a validator has judged it another man.
        AlreadyOpened: it is open, and can be read.
        GlassUnderReview: the agency opened it before, and not both reviewers have found that justified.
        HandlingForbids, ConflictOfInterest: it may not pass to this receiver, or may be about a relative.
    """
    hit = _openable(actor, hit_id)
    asked = Together()
    if purpose != LIFE_AT_RISK or hit.purpose != LIFE_AT_RISK:  # rule: W-1
        asked.refuse(NotLifeAtRisk(errors=[{"field": "purpose", "code": NotLifeAtRisk.code}]))
    if not is_reference(reference):  # rule: G13
        asked.refuse(NoPurpose(errors=[{"field": "reference", "code": fault_of(reference)}]))
    asked.ask(lambda: decisions.require_reasons(reasons))
    asked.settle()
    _require_accredited(hit.asker_id, hit.owner_id)
    hold_standing(actor.home)
    record, packet = _core_packet(hit, actor)  # before the hit is locked: whoever withdraws takes them in this order
    with acting_as(actor.through("gateway")):
        hit = _locked(hit.id, actor, now)
        _require_adult(Ask.objects.get(id=hit.ask_id), hit.held_kit_id, now)
        require_no_kin(actor, people.parts_of(hit.held_kit_id))
    require_handling(record.handling, actor.home, onward=False, permitted=False)
    require_reachable(actor.home)
    decision = decisions.authorise(
        "gateway.break_glass", hit, actor=actor, now=now, permission="gateway.break_glass", outcome="opened",
        owner_id=hit.owner_id, reasons=reasons, party_ids=[actor.home], ends_at=_lease_end(now),
    )  # fmt: skip
    words = {"reference": reference.strip(), "reasons": reasons.strip()}
    return _opened(hit, record, packet, words, actor=actor, now=now, decision=decision.id)


def _lease_end(now: datetime) -> datetime:
    return min(clocks.due_of(LEASE, now), now + LONGEST_LEASE)


def _opened(
    hit: Hit, record: passages.HeldRecord, packet: passages.CorePacket, words: dict[str, str], *, actor: Actor,
    now: datetime, decision: UUID,
) -> BrokenGlass:  # fmt: skip
    room = actor.through("gateway")
    with acting_as(room):
        copy = disclose(
            Disclosure.Kind.CORE_PACKET, "break_glass", packet, record.subject, actor=room, now=now,
            owner_id=hit.owner_id, recipient_id=actor.home, hit_id=hit.id, held_kit_id=hit.held_kit_id,
            opened_by=actor.user, handling=record.handling, conditions=record.conditions, decision_id=decision,
            lease_ends_at=_lease_end(now),  # rule: G4 -> lease_ends_at=now + 900 * LONGEST_LEASE,
        )  # fmt: skip
        row = BrokenGlass(
            number=new_number("glass"), hit_id=hit.id, disclosure_id=copy.id, owner_id=hit.owner_id,
            recipient_id=actor.home, member_id=actor.member, user_id=actor.user,
            was_judged=hit.state == Hit.State.VALIDATED, opened_at=now,
            ends_at=copy.lease_ends_at, review_due_at=clocks.due_of(REVIEW, now), **words,
        )  # fmt: skip
        row.save(force_insert=True)
        clocks.start(REVIEW, row, owner_id=row.owner_id, reference=row.number, now=now)
        audit.record_read(
            "gateway.glass_broken", row, actor=room, at=now, purpose=LIFE_AT_RISK, reference=row.reference,
            owner_id=row.owner_id,
        )  # fmt: skip
        _tell(row, BROKEN, room, now=now)
        clocks.tell(
            BROKEN, role="releaser", agency_id=row.owner_id, now=now, reference=row.number,
            subject=("gateway.brokenglass", row.id),
        )  # fmt: skip
    return row


def _tell(row: BrokenGlass, code: str, room: Actor, *, now: datetime) -> None:
    """Let the inspector know at once, by the passage of notices and by an alarm that only he closes."""
    notice = passages.Notice(code=code, reference=row.number)
    passages.cross("notice", notice, actor=room, now=now, owner_id=row.owner_id)  # rule: G14
    clocks.tell(code, role="inspector", now=now, reference=row.number, subject=("gateway.brokenglass", row.id))


@transaction.atomic
def read_glass(*, actor: Actor, now: datetime, glass_id: UUID) -> tuple[BrokenGlass, Disclosure]:
    """Read what one opened oneself, while it is open; each read is logged.

    Raises:
        NotFound: not opened by the actor, closed by its lease, or withdrawn.
    """
    row = existing(BrokenGlass.objects.filter(id=glass_id, user_id=actor.user))
    actor.require("gateway.break_glass")
    copy = existing(Disclosure.objects.filter(id=row.disclosure_id, recalled_at=None, lease_ends_at__gt=now))
    audit.record_read(
        "gateway.glass_read", row, actor=actor, at=now, purpose=LIFE_AT_RISK, reference=row.reference,
        owner_id=row.owner_id,
    )  # fmt: skip
    return row, copy


@transaction.atomic
def review_glass(*, actor: Actor, now: datetime, glass_id: UUID, justified: bool, reasons: str) -> BrokenGlass:
    """Judge afterwards whether the opening was justified: the owner's releaser and the inspector, each for himself.

    Where either finds that it was not, the copy is withdrawn at once, if it is still open, and its recipient must say
    what became of it.

    Raises:
        NotFound: no such opening for the actor.
        OwnGlass: whoever opened it does not review it (W-2).
        AlreadyDecided: reviewed on this side.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
    """
    row = existing(BrokenGlass.objects.filter(id=glass_id))
    actor.require("gateway.review_glass")
    if row.member_id == actor.member_id:  # rule: W-2
        raise OwnGlass
    side = side_of(actor, row)
    room = actor.through("gateway")
    with acting_as(room):
        row = BrokenGlass.objects.select_for_update().get(id=row.id)
    if getattr(row, f"{side}_verdict"):
        raise AlreadyDecided
    verdict = BrokenGlass.Verdict.JUSTIFIED if justified else BrokenGlass.Verdict.NOT_JUSTIFIED
    decisions.authorise(
        "gateway.review_glass", row, actor=actor, now=now, permission="gateway.review_glass", outcome=verdict,
        owner_id=row.owner_id, reasons=reasons, party_ids=[row.recipient_id],
    )  # fmt: skip
    with acting_as(room):
        columns = {f"{side}_verdict": verdict, f"{side}_member_id": actor.member, f"{side}_reviewed_at": now}
        BrokenGlass.objects.filter(id=row.id).update(**columns)
        row.refresh_from_db()
        if row.owner_verdict and row.inspector_verdict:
            clocks.meet(REVIEW, row.id, now=now)
        audit.record(
            "gateway.glass_reviewed", row, actor=room, at=now, after={side: str(verdict)}, reference=row.number,
            owner_id=row.owner_id,
        )  # fmt: skip
        if not justified:
            _withdraw(row, room, now=now)  # rule: JOC-08
    return row


def side_of(actor: Actor, row: BrokenGlass) -> str:
    """For whom the actor reviews an opening.

    Raises:
        NotFound: neither for the inspectorate nor for the owner; a colleague of whoever opened it is neither.
    """
    if "inspector" in actor.roles:
        return "inspector"
    if row.owner_id not in actor.agency_ids:  # rule: W-2
        raise NotFound
    return "owner"


def _withdraw(row: BrokenGlass, room: Actor, *, now: datetime) -> None:
    for subject_id in Disclosure.objects.filter(id=row.disclosure_id).values_list("subject_id", flat=True):
        hold_copies(subject_id)
    for copy in running_copies(id=row.disclosure_id):
        recall_copy(room, copy, now=now, urgent=True)
    _tell(row, NOT_JUSTIFIED, room, now=now)


__all__ = ["break_glass", "openable", "read_glass", "review_glass", "side_of"]
