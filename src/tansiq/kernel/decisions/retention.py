"""An approval over the phone that its approver confirmed or disputed is erased in time; the decision stays.

The count of the same reasons is erased in time, too.
"""

from __future__ import annotations

from django.db.models import F, QuerySet, UUIDField, Value

from tansiq.kernel.decisions.models import PhoneApproval, SameReasons
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source


def _answered() -> QuerySet[PhoneApproval]:
    return PhoneApproval.objects.exclude(state=PhoneApproval.State.WAITING).annotate(ended=F("answered_at"))


def _counted() -> QuerySet[SameReasons]:
    owner = Value(None, output_field=UUIDField())
    return SameReasons.objects.annotate(ended=F("counted_at"), owner_id=owner)


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "PHONE-ANSWERED", "decisions.phoneapproval", _answered, touches=lambda row: (row.id,), owner="agency_id",
            content=lambda row: f"{row.act}|{row.reference}|{row.state}|{row.words}", reference="reference",
            erase=lambda row: PhoneApproval.objects.filter(id=row.id).delete()[0],
        ),
        Source(
            "REASONS-COUNTED", "decisions.samereasons", _counted, touches=lambda row: (row.id,), locks=True,
            content=lambda row: f"{row.member_id}|{row.digest}",
            erase=lambda row: SameReasons.objects.filter(id=row.id).delete()[0],
        ),
    )  # fmt: skip
