"""Published lists: entries as published, each name of a person with a kit that is matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq import names
from tansiq.compartments.intelligence import rules
from tansiq.compartments.intelligence.actions.terms import require_storable
from tansiq.compartments.intelligence.drafts import PublishedEntry
from tansiq.compartments.intelligence.errors import NotOpen
from tansiq.compartments.intelligence.models import Listing, ListingKit
from tansiq.gateway import actions as gateway
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import existing
from tansiq.people import actions as people
from tansiq.people.drafts import LONGEST, CheckedKit, KitDraft
from tansiq.people.rules import canonical

MATCHED_DOCUMENTS = ("national", "passport")
OLDEST_YEARS = 120
BATCH = 500


def _keeper(actor: Actor, list_code: str) -> Actor:
    """The actor acting for the agency of the list.

    Raises:
        NotFound: there is no such list.
        NotPermitted: the actor keeps no lists.
    """
    if actor.system not in ("setup", "import"):
        actor.require("exchange.confirm")
    owner = access.agency_by_code(list_code)
    return replace(actor, agency_ids=(*actor.agency_ids, owner.id))


def _owner_of(keeper: Actor) -> UUID:
    return keeper.agency_ids[-1]


def _require_entry(entry: PublishedEntry) -> None:
    """Refuse an entry with a text or a day that cannot be kept.

    Raises:
        Invalid: it has one.
    """
    require_storable(
        reference=entry.reference, kind=entry.kind, instrument=entry.instrument, listed_on=entry.listed_on,
        names=[(n.text, n.script, n.quality, n.kind) for n in entry.names], births=[b.raw for b in entry.births],
        documents=[(d.kind, d.number) for d in entry.documents], nationalities=list(entry.nationalities),
        source=entry.source, digest=entry.digest,
    )  # fmt: skip


def _birth(entry: PublishedEntry, now: datetime) -> str:
    """The one year in which every birth of the entry lies; "" where there is none or several."""
    years = {year for birth in entry.births for year in (birth.year_from, birth.year_to)}
    year = years.pop() if len(years) == 1 else None
    return str(year) if year and now.year - OLDEST_YEARS <= year <= now.year else ""


def _kits(entry: PublishedEntry, now: datetime) -> dict[str, CheckedKit]:
    """A kit for each name of a person, by the digest of name and birth; none for an entity.

    Papers come and go between two versions of a list: they are no part of what makes it another kit.
    """
    if entry.kind != Listing.Kind.PERSON:
        return {}
    papers = tuple(
        (paper.kind, paper.number)
        for paper in entry.documents
        if paper.kind in MATCHED_DOCUMENTS and canonical(paper.number) and len(paper.number) <= LONGEST["value"]
    )
    birth, kits = _birth(entry, now), {}
    for name in dict.fromkeys(name.text.strip() for name in entry.names):
        if name and len(name) <= LONGEST["full"]:
            draft = KitDraft(parts=names.Parts(full=name), birth=birth, identifiers=papers)
            kits[rules.digest_of(f"{name} {birth}")] = draft.checked(today=charter.local_day(now))
    return kits


def _columns(entry: PublishedEntry, now: datetime, kits: dict[str, CheckedKit]) -> dict[str, Any]:
    # All kits of an entry carry the same papers: one tells for all.
    one = next(iter(kits.values()), None)
    is_blocked = one is not None and people.is_protected(one, now=now)  # rule: G18 -> is_blocked = False
    shown = [{"text": n.text, "script": n.script, "quality": n.quality, "kind": n.kind} for n in entry.names]
    return {
        "kind": entry.kind,
        "instrument": entry.instrument,
        "listed_on": entry.listed_on,
        "names": shown,
        "births": [{"raw": b.raw, "year_from": b.year_from, "year_to": b.year_to} for b in entry.births],
        "documents": [{"kind": d.kind, "number": d.number} for d in entry.documents],
        "nationalities": list(entry.nationalities),
        "source": entry.source,
        "digest": entry.digest,
        "folded": fold(" ".join([entry.reference, *(n.text for n in entry.names)])),
        "is_blocked": is_blocked,
    }


def _make_kits(pairs: Sequence[tuple[Listing, dict[str, CheckedKit]]], *, now: datetime) -> None:
    meant = [(row, digest, kit) for row, kits in pairs if not row.is_blocked for digest, kit in kits.items()]
    if not meant:
        return
    made = people.add_kits(owner_id=meant[0][0].owner_id, checked=[kit for *_, kit in meant], now=now, index="held")
    ListingKit.objects.bulk_create(
        ListingKit(kit_id=kit.id, listing=row, owner_id=row.owner_id, digest=digest)
        for (row, digest, _), kit in zip(meant, made, strict=True)
    )


@transaction.atomic
def add_listings(*, actor: Actor, now: datetime, list_code: str, entries: Sequence[PublishedEntry]) -> list[Listing]:
    """Add entries of a published list, thousands at once. A listing is neither a suspicion nor an order.

    An entry whose papers belong to the holder of a protective number is kept as published, and never matched (G18);
    its `is_blocked` says so.

    Args:
        list_code: code of the list's own agency, `un` or `ofac`.

    Raises:
        NotPermitted, NotFound: the actor keeps no lists, or there is no such list.
        Invalid: a text or a day of an entry cannot be kept.
    """
    keeper = _keeper(actor, list_code)
    added: list[Listing] = []
    with acting_as(keeper):
        for start in range(0, len(entries), BATCH):
            added += _add_batch(entries[start : start + BATCH], list_code, keeper=keeper, now=now)
        audit.record(
            "intelligence.listings_added", ("access.agency", _owner_of(keeper)), actor=actor, at=now,
            after={"list": list_code, "added": len(added), "blocked": sum(row.is_blocked for row in added)},
            owner_id=_owner_of(keeper),
        )  # fmt: skip
    return added


def _add_batch(entries: Sequence[PublishedEntry], list_code: str, *, keeper: Actor, now: datetime) -> list[Listing]:
    for entry in entries:
        _require_entry(entry)
    owner = _owner_of(keeper)
    # A reference that was taken off and comes back is the same listing, open again.
    references = [entry.reference for entry in entries]
    closed = {
        row.reference_number: row
        for row in Listing.objects.select_for_update().filter(
            list_code=list_code, reference_number__in=references, state=Listing.State.CLOSED
        )
    }
    pairs, new = [], []
    for entry in entries:
        kits = _kits(entry, now)
        columns = _columns(entry, now, kits)
        row = closed.get(entry.reference)
        if row is None:
            row = Listing(
                owner_id=owner, list_code=list_code, reference_number=entry.reference, added_at=now, **columns
            )
            new.append(row)
        else:
            kits = _reopen(row, columns, kits, actor=keeper, now=now)
        pairs.append((row, kits))
    Listing.objects.bulk_create(new)
    _make_kits(pairs, now=now)
    return [row for row, _ in pairs]


def _reopen(
    row: Listing, columns: dict[str, Any], kits: dict[str, CheckedKit], *, actor: Actor, now: datetime
) -> dict[str, CheckedKit]:
    for field, value in (columns | {"state": Listing.State.OPEN, "closed_at": None, "changed_at": now}).items():
        setattr(row, field, value)
    row.save()
    return _keep_kits(row, kits, actor=actor, now=now)


def _keep_kits(row: Listing, kits: dict[str, CheckedKit], *, actor: Actor, now: datetime) -> dict[str, CheckedKit]:
    """A name that stays keeps its kit, and with it every judgement; its papers become those of the entry.

    A blocked entry keeps its kits too, out of the index: what was judged still counts when the block ends.

    Returns:
        The kits that are yet to be made.
    """
    kept = set()
    for made in ListingKit.objects.filter(listing=row):
        kit = kits.get(made.digest)
        if kit is None or row.is_blocked:
            people.unindex(made.kit_id)
        else:
            people.change_identifiers(actor=actor, now=now, kit_id=made.kit_id, checked=kit)  # rule: G5
        if kit is None:
            made.delete()
        else:
            kept.add(made.digest)  # rule: G5
    return {digest: kit for digest, kit in kits.items() if digest not in kept}


def _open(list_code: str, reference: str) -> Listing:
    row = existing(Listing.objects.select_for_update().filter(list_code=list_code, reference_number=reference))
    if row.state != Listing.State.OPEN:
        raise NotOpen
    return row


@transaction.atomic
def change_listing(*, actor: Actor, now: datetime, list_code: str, entry: PublishedEntry) -> Listing:
    """Take over a changed entry; copies that were released are withdrawn as corrected.

    A name that stays with its birth keeps its kit, and with it every judgement that somebody else was meant.

    Raises:
        NotPermitted, NotFound, NotOpen: as for the list and the entry.
    """
    keeper = _keeper(actor, list_code)
    _require_entry(entry)
    with acting_as(keeper):
        row = _open(list_code, entry.reference)
        before, kits = row.digest, _kits(entry, now)
        for field, value in _columns(entry, now, kits).items():
            setattr(row, field, value)
        row.changed_at = now
        row.save()
        _make_kits([(row, _keep_kits(row, kits, actor=keeper, now=now))], now=now)
        gateway.recall_subject(actor=keeper, now=now, subject_id=row.id, cause="corrected", reasons="")
        audit.record("intelligence.listing_changed", row, actor=actor, at=now, before=before, after=row.digest)
    return row


@transaction.atomic
def close_listing(*, actor: Actor, now: datetime, list_code: str, reference: str) -> Listing:
    """Take a listing off: matched no more, withdrawn from everybody who received it.

    Raises:
        NotPermitted, NotFound, NotOpen: as for the list and the entry.
    """
    keeper = _keeper(actor, list_code)
    require_storable(reference=reference)
    with acting_as(keeper):
        row = _open(list_code, reference)
        row.state, row.closed_at = Listing.State.CLOSED, now
        row.save(update_fields=["state", "closed_at"])
        for made in ListingKit.objects.filter(listing=row):
            people.unindex(made.kit_id)
        gateway.recall_subject(actor=keeper, now=now, subject_id=row.id, cause="cleared", reasons="")
        audit.record("intelligence.listing_closed", row, actor=actor, at=now, before="open", after="closed")
    return row
