"""What ends of contact: a plan that a later one replaced, and a contact that was made. The ledger itself stays.

A right can pass from heir to heir, a pardon is proved after years: no event of the heirs' right is erased by a clock.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet

from tansiq.compartments.victims.models import Contact, ContactPlan, HearingTold
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source

_LEDGER = "a right passes from heir to heir, and a pardon is proved after years: the ledger and what it rests on stay"
# What no clock erases, and why.
KEPT = dict.fromkeys(
    (
        "victims_matter", "victims_party", "victims_entry", "victims_correction", "victims_inquirynote",
        "victims_statement", "victims_absence", "victims_counsel", "victims_session", "victims_hold", "victims_errand",
        "victims_courtform", "victims_typing", "victims_holdreview", "victims_cooperationnotice", "victims_heirsearch",
        "victims_namechange", "victims_confirmation",
    ),
    _LEDGER,
)  # fmt: skip


def _made() -> QuerySet[Contact]:
    return Contact.objects.filter(done_at__isnull=False).annotate(ended=F("done_at"))


def _replaced() -> QuerySet[ContactPlan]:
    return ContactPlan.objects.filter(replaced_at__isnull=False).annotate(ended=F("replaced_at"))


def tellings(notice_id: UUID) -> list[UUID]:
    """What goes with a notice of a hearing: whom the office had reached."""
    return list(HearingTold.objects.filter(notice_id=notice_id).values_list("id", flat=True))


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "CONTACT-MADE", "victims.contact", _made, touches=lambda row: (row.id,),
            content=lambda row: f"{row.purpose}|{row.channel}|{row.outcome}",
            erase=lambda row: Contact.objects.filter(id=row.id).delete()[0],
            # A contact without consent is shown to whoever asks about it later.
            speaks=lambda row: bool(row.flags),
        ),
        Source(
            "CONTACT-PLAN-REPLACED", "victims.contactplan", _replaced, touches=lambda row: (row.id,),
            content=lambda row: f"{row.channel}|{row.reach}|{row.safe_time}|{row.not_present}",
            erase=lambda row: ContactPlan.objects.filter(id=row.id).delete()[0],
        ),
    )  # fmt: skip
