"""What a page or a paper asks for before it shows anything of a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone

from tansiq.compartments.cooperation import queries
from tansiq.compartments.cooperation.models import File
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


def asks(request: OfficerRequest, row: File, *, printed: bool = False) -> HttpResponse | None:
    """The page that asks why somebody reads this, or None once the read is logged (G13)."""
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    queries.open_file(
        row, actor=request.actor, now=timezone.now(), purpose=reason.purpose, reference=reason.reference,
        printed=printed,
    )  # fmt: skip
    return None
