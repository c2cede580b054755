"""Writes of kits, of the match index, of judgements on pairs and of protective numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.reasons import fault_of
from tansiq.people import index, queries, rules
from tansiq.people.drafts import CheckedKit, blind_of
from tansiq.people.errors import ClearedPerson, FamilyLink, NotFaceToFace
from tansiq.people.models import Digest, HeldEntry, Identifier, IndexRow, Kit, Link, OrderEntry, ProtectiveNumber

Index = Literal["held", "order", "none"]
_INDEX: dict[str, type[IndexRow]] = {"held": HeldEntry, "order": OrderEntry}


def _entry(kit: Kit, checked: CheckedKit) -> dict[str, Any]:
    return index.entry(kit.id, kit.owner_id, checked.compared)._asdict()


def protected_among(checked: Sequence[CheckedKit], *, now: datetime) -> set[int]:
    """Places in the sequence of those whose identifier belongs to the holder of a number in force."""
    strong = {blind for one in checked for blind in one.strong_blinds}
    if not strong:
        return set()
    with acting_as(system_actor("counter")):
        held = queries.protected_blinds(strong, now=now)
    return {place for place, one in enumerate(checked) if held & set(one.strong_blinds)}


def is_protected(checked: CheckedKit, *, now: datetime) -> bool:
    """Whether an identifier of the kit belongs to the holder of a number in force."""
    return bool(protected_among([checked], now=now))


def _kit(owner_id: UUID, checked: CheckedKit, now: datetime) -> Kit:
    draft, parts = checked.draft, checked.draft.parts
    return Kit(
        owner_id=owner_id, ism=parts.ism, father=parts.father, grandfather=parts.grandfather, family=parts.family,
        kunya=parts.kunya, full=parts.full, mother=parts.mother, birth_raw=draft.birth.strip(), place=draft.place,
        birth_calendar=checked.birth.calendar if checked.birth else "",
        born_from=checked.birth.earliest if checked.birth else None,
        born_to=checked.birth.latest if checked.birth else None, created_at=now,
    )  # fmt: skip


@transaction.atomic
def add_kits(*, owner_id: UUID, checked: Sequence[CheckedKit], now: datetime, index: Index) -> list[Kit]:
    """Keep kits and index them, in the order given, in five statements however many they are.

    Args:
        index: `held` for what an agency holds in confidence, `order` for an arrest order, `none` for an ask.

    Raises:
        ClearedPerson: one would be held against somebody whose identifier is protected by a number (G18).
    """
    if index == "held" and protected_among(checked, now=now):  # rule: G18
        raise ClearedPerson
    kits = [_kit(owner_id, one, now) for one in checked]
    Kit.objects.bulk_create(kits)
    Identifier.objects.bulk_create(
        Identifier(kit=kit, kind=kind, value=value.strip())
        for kit, one in zip(kits, checked, strict=True)
        for kind, value in one.draft.identifiers
    )
    if table := _INDEX.get(index):
        rows = [table(**_entry(kit, one)) for kit, one in zip(kits, checked, strict=True)]
        table._default_manager.bulk_create(rows)
    return kits


def add_kit(*, actor: Actor, now: datetime, owner_id: UUID, checked: CheckedKit, index: Index) -> Kit:
    """Keep one kit; as `add_kits`."""
    return add_kits(owner_id=owner_id, checked=[checked], now=now, index=index)[0]


def unindex(kit_id: UUID) -> None:
    """Take a kit out of every index: it is matched no more. The kit itself stays with its owner."""
    HeldEntry.objects.filter(kit_id=kit_id).delete()
    OrderEntry.objects.filter(kit_id=kit_id).delete()


@transaction.atomic
def reindex(kit_id: UUID, *, now: datetime) -> None:
    """Put a kit into the held index.

    Raises:
        ClearedPerson: an identifier of the kit is protected by a number (G18).
    """
    kit, checked = queries.kit(kit_id), queries.checked(kit_id)
    if is_protected(checked, now=now):  # rule: G18
        raise ClearedPerson
    list(Kit.objects.select_for_update().filter(id=kit.id).values_list("id"))  # of two at once one waits
    HeldEntry.objects.filter(kit_id=kit.id).delete()
    HeldEntry.objects.bulk_create([HeldEntry(**_entry(kit, checked))])


@transaction.atomic
def change_identifiers(*, actor: Actor, now: datetime, kit_id: UUID, checked: CheckedKit) -> Kit:
    """Bring the identifiers of a held kit to those of `checked`, and the kit into the held index.

    The kit stays, and every judgement on it; an identifier that is gone finds it no more.

    Raises:
        NotFound: no such kit of the actor's agency.
        ClearedPerson: an identifier is protected by a number (G18).
    """
    kit = existing(Kit.objects.select_for_update().filter(id=kit_id))
    wanted = {(kind, value.strip()) for kind, value in checked.draft.identifiers}
    rows = list(kit.identifiers.all())
    held = {(row.kind, row.value) for row in rows}
    if held != wanted:
        Identifier.objects.filter(id__in=[row.id for row in rows if (row.kind, row.value) not in wanted]).delete()
        Identifier.objects.bulk_create(
            Identifier(kit=kit, kind=kind, value=value) for kind, value in sorted(wanted - held)
        )
        # Kinds alone: a number stands in no log.
        before, after = (sorted(kind for kind, _ in pairs) for pairs in (held, wanted))
        audit.record("people.identifiers_changed", kit, actor=actor, at=now, before=before, after=after)
    reindex(kit.id, now=now)
    return kit


@transaction.atomic
def erase_kits(kit_ids: Sequence[UUID]) -> int:
    """Erase kits with their papers and index rows, when what they belonged to is erased; how many rows went.

    That somebody is another man is never forgotten: such a judgement stays, without its words.
    """
    ids = list(kit_ids)
    of_them = Link.objects.filter(Q(left_id__in=ids) | Q(right_id__in=ids))
    ended = of_them.exclude(judgement=Link.Judgement.DIFFERENT)
    went = Digest.objects.filter(kind=Digest.Kind.LINK, record_id__in=ended.values("id")).delete()[0]
    went += ended.delete()[0]
    of_them.update(reasons="")
    for table in (HeldEntry, OrderEntry):
        went += table.objects.filter(kit_id__in=ids).delete()[0]
    return went + Kit.objects.filter(id__in=ids).delete()[0]


@transaction.atomic
def judge_pair(
    *,
    actor: Actor,
    now: datetime,
    owner_id: UUID,
    left_id: UUID,
    right_id: UUID,
    anchors: tuple[str, ...],
    judgement: str,
    reasons: str,
    score: float | None = None,
    criteria: list[str] | None = None,
    judged_by: UUID | None = None,
) -> Link:
    """Keep a person's judgement on two kits. Both stay as they are; the link can be undone.

    Args:
        anchors: what recognises the left person again; the right kit is then not matched with him.
        criteria: codes of what the comparison found; identifiers that are equal now are kept with the digests, so
            that one which comes to be equal later is known to be new.
        judged_by: the person who judged, where the gateway writes it down for them.

    Raises:
        FamilyLink: the judgement says anything but same or different.
    """
    if judgement not in Link.Judgement.values:  # rule: RL-06
        raise FamilyLink
    equal = queries.equal_identifiers([right_id], anchors).get(right_id, set())
    row = Link(
        owner_id=owner_id, left_id=left_id, right_id=right_id, judgement=judgement, score=score,
        criteria=criteria or [], reasons=reasons, judged_by=judged_by or actor.user, judged_at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    Digest(record_id=row.id, owner_id=owner_id, kind=Digest.Kind.LINK, anchors=list(anchors), equal=sorted(equal)).save(
        force_insert=True
    )
    audit.record("people.pair_judged", row, actor=actor, at=now, after=judgement, words=reasons, owner_id=owner_id)
    return row


@transaction.atomic
def undo_link(*, actor: Actor, now: datetime, link_id: UUID, reasons: str) -> Link:
    """Take a judgement back. Both kits are as before; who may do so, and who is told, is the gateway's to decide.

    Raises:
        NotFound: no such link, hidden, or undone already.
        Invalid: the reasons are under 10 characters.
    """
    row = existing(Link.objects.select_for_update().filter(id=link_id, undone_at=None))
    if fault := fault_of(reasons):
        raise Invalid(errors=[{"field": "reasons", "code": fault}])
    row.undone_at, row.undone_by = now, actor.user_id
    row.save(update_fields=["undone_at", "undone_by"])
    audit.record("people.link_undone", row, actor=actor, at=now, before=row.judgement, words=reasons)
    return row


@transaction.atomic
def issue_number(
    *,
    actor: Actor,
    now: datetime,
    kind: Literal["redress", "slip"],
    owner_id: UUID,
    holder_kit_id: UUID,
    holder: CheckedKit,
    valid_until: datetime | None,
    checked_face_to_face: bool,
) -> ProtectiveNumber:
    """Issue a number that protects its holder wherever it, or a strong identifier of his, is given.

    Args:
        valid_until: end of a slip, at most six months; a redress number has none.

    Raises:
        NotFaceToFace: a slip without a face-to-face check.
    """
    if kind == "slip" and not checked_face_to_face:
        raise NotFaceToFace
    number = rules.new_number(kind)
    row = ProtectiveNumber(
        owner_id=owner_id, kind=kind, number=number, holder_kit_id=holder_kit_id,
        checked_face_to_face=checked_face_to_face, issued_at=now, issued_by=actor.user_id or UUID(int=0),
        valid_until=valid_until,
    )  # fmt: skip
    row.save(force_insert=True)
    anchors = [blind_of(kind, number), *sorted(holder.strong_blinds)]
    Digest(record_id=row.id, owner_id=owner_id, kind=Digest.Kind.NUMBER, anchors=anchors).save(force_insert=True)
    audit.record("people.number_issued", row, actor=actor, at=now, after=kind, owner_id=owner_id)
    return row


@transaction.atomic
def revoke_number(*, actor: Actor, now: datetime, number_id: UUID, reasons: str) -> ProtectiveNumber:
    """End a number.

    Raises:
        NotFound: no such number, hidden, or revoked already.
        Invalid: the reasons say too little.
    """
    row = existing(ProtectiveNumber.objects.select_for_update().filter(id=number_id, revoked_at=None))
    actor.require("gateway.slip" if row.kind == "slip" else "people.redress")
    if fault := fault_of(reasons):
        raise Invalid(errors=[{"field": "reasons", "code": fault}])
    return _end_number(row, actor=actor, now=now, reasons=reasons)


@transaction.atomic
def end_block(*, actor: Actor, now: datetime, number_id: UUID, reasons: str) -> ProtectiveNumber | None:
    """End a number that was given until a decision; who decides, and that it is decided, is the caller's to see to.

    Args:
        reasons: which decision ended it, in words of the program that nobody typed: they are kept as they are.

    Returns:
        The number; None where it has ended before.
    """
    row = ProtectiveNumber.objects.select_for_update().filter(id=number_id, revoked_at=None).first()
    return _end_number(row, actor=actor, now=now, reasons=reasons) if row else None


def _end_number(row: ProtectiveNumber, *, actor: Actor, now: datetime, reasons: str) -> ProtectiveNumber:
    row.revoked_at, row.revoked_by = now, actor.user_id
    row.save(update_fields=["revoked_at", "revoked_by"])
    audit.record("people.number_revoked", row, actor=actor, at=now, words=reasons)
    return row
