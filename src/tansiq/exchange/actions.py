"""Reading published lists in: the first version applies, a later one waits for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypedDict
from uuid import UUID

from django.db import transaction

from tansiq.compartments.intelligence import actions as intelligence
from tansiq.compartments.intelligence import queries as listings
from tansiq.exchange.errors import AlreadyApplied, NotNewest
from tansiq.exchange.formats import ofac, un
from tansiq.exchange.formats.listing import ListedEntry, ListFile
from tansiq.exchange.models import Import, StagedRow
from tansiq.exchange.staging import Difference, difference, entry_from, entry_object
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import existing

BATCH = 500
Change = StagedRow.Change
# Reads lists in on the command line. It may stage, and apply a first version; confirming takes a person.
IMPORTER = system_actor("import")
Outcome = TypedDict(
    "Outcome", {"import": str, "added": int, "changed": int, "removed": int, "staged": bool}, total=False
)


def import_un(path: Path, *, actor: Actor, now: datetime) -> Outcome:
    """Read a UN consolidated list, XML or XML in gzip.

    Args:
        actor: `IMPORTER`, or a member with `exchange.stage`.

    Returns:
        Number of the import and what it adds, changes and removes; `staged` while it waits for a person. For a file
        that was read before: zeros, and no number.

    Raises:
        ListError: the file is broken or foreign; nothing was stored.
        NotPermitted: the actor stages no lists.
    """
    return _take(un.read(path), actor=actor, now=now)


def import_ofac(folder: Path, *, actor: Actor, now: datetime) -> Outcome:
    """Read OFAC's list out of the folder of its three files; else as `import_un`."""
    return _take(ofac.read(folder), actor=actor, now=now)


def _keeper(actor: Actor, list_code: str) -> Actor:
    """The actor acting for the agency of the list; the list's id is its last agency."""
    owner = access.agency_by_code(list_code)
    return replace(actor, agency_ids=(*actor.agency_ids, owner.id))


def _told(row: Import) -> Outcome:
    staged = row.state == Import.State.STAGED
    return {
        "import": str(row.id), "added": row.added, "changed": row.changed, "removed": row.removed, "staged": staged
    }  # fmt: skip


@transaction.atomic
def _take(listed: ListFile, *, actor: Actor, now: datetime) -> Outcome:
    """Apply a first version, stage the differences of a later one, and leave everything as it is for a known one."""
    with acting_as(actor):
        if actor.system != IMPORTER.system:
            actor.require("exchange.stage")
        keeper = _keeper(actor, listed.list_code)
        with acting_as(keeper):
            return _take_as(keeper, listed, actor=actor, now=now)


def _take_as(keeper: Actor, listed: ListFile, *, actor: Actor, now: datetime) -> Outcome:
    owner_id, code = keeper.agency_ids[-1], listed.list_code
    is_first = not Import.objects.filter(list_code=code).exists()
    found = difference(listings.listing_digests(code), listed.entries)
    waits = not is_first and found.is_any
    row, is_new = Import.objects.get_or_create(
        list_code=code,
        digest=listed.digest,
        defaults={
            "owner_id": owner_id, "published_on": listed.published_on, "staged_at": now,
            "state": Import.State.STAGED if waits else Import.State.APPLIED,
            "added": len(found.added), "changed": len(found.changed), "removed": len(found.removed),
        },
    )  # fmt: skip
    if not is_new:
        return {"added": 0, "changed": 0, "removed": 0, "staged": False}
    # What waited was compared with the list as it was: a later version takes its place.
    StagedRow.objects.filter(staged_import__list_code=code).delete()
    if waits:
        _stage(row, found)
    elif is_first:
        row.blocked = _apply(code, found, actor=actor, now=now)
        row.save(update_fields=["blocked"])
    audit.record("exchange.list_read", row, actor=actor, at=now, after={"list": code, "staged": waits})
    return _told(row)


def _stage(row: Import, found: Difference) -> None:
    kinds = ((Change.ADDED, found.added), (Change.CHANGED, found.changed))
    rows = [
        StagedRow(
            staged_import=row, owner_id=row.owner_id, change=change, reference_number=entry.reference,
            entry=entry_object(entry),
        )
        for change, entries in kinds
        for entry in entries
    ]  # fmt: skip
    rows += [
        StagedRow(staged_import=row, owner_id=row.owner_id, change=Change.REMOVED, reference_number=reference)
        for reference in found.removed
    ]
    StagedRow.objects.bulk_create(rows, batch_size=BATCH)


def _apply(list_code: str, found: Difference, *, actor: Actor, now: datetime) -> int:
    """Hand the differences to the listings. Returns how many entries are kept and never matched (G18)."""
    rows = (
        intelligence.add_listings(actor=actor, now=now, list_code=list_code, entries=found.added) if found.added else []
    )
    for entry in found.changed:
        rows.append(intelligence.change_listing(actor=actor, now=now, list_code=list_code, entry=entry))
    for reference in found.removed:
        intelligence.close_listing(actor=actor, now=now, list_code=list_code, reference=reference)
    return sum(row.is_blocked for row in rows)


def _staged(row: Import) -> Difference:
    rows = list(row.rows.order_by("reference_number"))

    def entries(change: StagedRow.Change) -> tuple[ListedEntry, ...]:
        return tuple(entry_from(staged.entry) for staged in rows if staged.change == change and staged.entry)

    removed = tuple(staged.reference_number for staged in rows if staged.change == Change.REMOVED)
    return Difference(entries(Change.ADDED), entries(Change.CHANGED), removed)


@transaction.atomic
def confirm_import(*, actor: Actor, now: datetime, import_id: UUID) -> Outcome:
    """Apply a staged version: what is new is matched, what is gone is matched no more and withdrawn from everybody.

    The staged rows are removed with it: no list of removed persons is kept.

    Raises:
        NotFound: no such import, or hidden.
        NotPermitted: the actor confirms no lists; a system actor never does.
        AlreadyApplied: applied before.
        NotNewest: a later version was read meanwhile.
    """
    with acting_as(actor):
        row = existing(Import.objects.select_for_update().filter(id=import_id))
        actor.require("exchange.confirm")  # rule: RL-07
        if row.state != Import.State.STAGED:
            raise AlreadyApplied(subject=("exchange.import", row.id))
        if Import.objects.filter(list_code=row.list_code, staged_at__gt=row.staged_at).exists():
            raise NotNewest(subject=("exchange.import", row.id))
        row.blocked = _apply(row.list_code, _staged(row), actor=actor, now=now)
        row.rows.all().delete()  # rule: RL-13
        row.state, row.confirmed_at, row.confirmed_by = Import.State.APPLIED, now, actor.member_id
        row.save(update_fields=["blocked", "state", "confirmed_at", "confirmed_by"])
        audit.record(
            "exchange.import_confirmed", row, actor=actor, at=now, before="staged", after="applied",
            owner_id=row.owner_id,
        )  # fmt: skip
        return _told(row)
