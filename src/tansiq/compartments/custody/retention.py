"""What of this room is erased: what a family asked once it was answered and closed, and tasks that are done.

A detention, its events and its hand-overs are erased by no clock: the register answers whoever asks for somebody years
later, and that is what it is for (G24). An enquiry that found nobody speaks for him.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet

from tansiq.compartments.custody.models import Enquiry, EnquiryAsk, Task
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source
from tansiq.people import actions as people
from tansiq.people import queries as people_queries

_REGISTER = "the register answers whoever asks for somebody years later (G24)"
# What no clock erases, and why.
KEPT = {
    "custody_place": "the official list of places, no person",
    **dict.fromkeys(("custody_detention", "custody_event", "custody_handover", "custody_handoverline"), _REGISTER),
}


def _closed() -> QuerySet[Enquiry]:
    return Enquiry.objects.filter(closed_at__isnull=False).annotate(ended=F("closed_at"))


def _kits(row: Enquiry) -> list[UUID]:
    asked = EnquiryAsk.objects.filter(enquiry=row).order_by("kit_id").values_list("kit_id", flat=True)
    return list(dict.fromkeys([row.kit_id, *asked]))


def _erase(row: Enquiry) -> int:
    kits = _kits(row)
    went = EnquiryAsk.objects.filter(enquiry=row).delete()[0] + Enquiry.objects.filter(id=row.id).delete()[0]
    return went + people.erase_kits(kits)


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "ENQUIRY-CLOSED", "custody.enquiry", _closed, erase=_erase, reference="number",
            touches=lambda row: (
                row.id, *(kits := _kits(row)), *people_queries.link_ids(kits),
                *EnquiryAsk.objects.filter(enquiry=row).values_list("id", flat=True),
            ),
            content=lambda row: f"{row.number}|{people_queries.content_of(row.kit_id)}",
            speaks=lambda row: row.detention_id is None,  # rule: G24
        ),
        Source(
            "CUSTODY-TASK-DONE", "custody.task",
            lambda: Task.objects.filter(done_at__isnull=False).annotate(ended=F("done_at")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.number}|{row.kind}|{row.done}",
            erase=lambda row: Task.objects.filter(id=row.id).delete()[0], reference="number",
        ),
    )  # fmt: skip
