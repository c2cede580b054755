"""What this compartment gives the gateway: the packet of what a kit belongs to, and its lines for the duty desk."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from tansiq.compartments.intelligence import by_phone, desk, mapped
from tansiq.compartments.intelligence.actions.calls import receive_word
from tansiq.compartments.intelligence.models import Listing, ListingKit, Subject
from tansiq.gateway.passages import HeldRecord, register_holder, register_receiver
from tansiq.kernel import deskline, footprint
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.geography import layers

# Standing words of a packet: what it says about the person, and what it does not.
ALLEGED = {"code": "alleged_not_decided", "ar": "ادعاء لم يُفصل فيه", "en": "Alleged, not decided"}
LISTED = {
    "code": "listed",
    "ar": "مُدرَج في قائمة منشورة: ليس شبهة ولا أمر قبض",
    "en": "On a published list: neither a suspicion nor an arrest order",
}


def _words(vocabulary: str, code: str) -> dict[str, str]:
    pack = charter.current()
    return {"code": code, "ar": pack.label(vocabulary, code, "ar"), "en": pack.label(vocabulary, code, "en")}


def subject_packet(row: Subject) -> dict[str, Any]:
    """What may pass of a subject: no words of reports, no source, no author.

    `lineages` are opaque ids with the first day each was known: a report made from this packet is counted with what it
    goes back to, wherever it returns.
    """
    period = (row.act_on or row.first_seen_on).strftime("%Y-%m")
    return {
        "kind": "subject",
        "standing": ALLEGED,
        "category": _words("subject_categories", row.category),
        "act": _words("acts", row.act),
        "district": row.district,
        "period": period,
        "source_grade": row.source_grade,
        "information_grade": row.information_grade,
        "lineages": {str(root): row.first_seen_on.isoformat() for root in row.lineage_ids},
    }


def find_subject(kit_id: UUID) -> HeldRecord | None:
    """The active subject that a kit belongs to; one that ended, or waits, passes nothing on."""
    row = Subject.objects.filter(kit_id=kit_id, state=Subject.State.ACTIVE, is_quarantined=False).first()
    if row is None:
        return None
    return HeldRecord(row, row.number, row.handling, row.conditions, subject_packet(row))


def find_listing(kit_id: UUID) -> HeldRecord | None:
    """The open listing that a kit belongs to; one that is blocked passes nothing on."""
    of_kit = ListingKit.objects.filter(kit_id=kit_id, listing__state=Listing.State.OPEN, listing__is_blocked=False)
    made = of_kit.select_related("listing").first()
    if made is None:
        return None
    row = made.listing
    packet = {
        "kind": "listing",
        "standing": LISTED,
        "list": row.list_code,
        "reference": row.reference_number,
        "instrument": row.instrument,
        "listed_on": row.listed_on.isoformat() if row.listed_on else "",
        "names": [name["text"] for name in row.names],
        "births": [birth["raw"] for birth in row.births],
    }
    return HeldRecord(row, row.reference_number, "P", "", packet)


def register() -> None:
    """Make both known to the gateway, and the desk's lines to the desk; called once, when the app is ready."""
    register_holder("intelligence.subject", find_subject)
    register_holder("intelligence.listing", find_listing)
    deskline.register(desk.desk_lines)
    layers.register(mapped.marks)
    for passage in ("plan_call", "plan_answer"):
        register_receiver(passage, receive_word)
    footprint.register(partial(footprint.lines, "intelligence_footprint"))
    footprint.register_reads(partial(footprint.pairs, "intelligence_kits_read"))
    footprint.register_shielded(partial(footprint.entries, "intelligence_shielded_reads"))
    by_phone.register()
