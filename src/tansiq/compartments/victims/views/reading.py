"""What a page asks for before it shows anything of a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone

from tansiq.compartments.victims.models import Matter
from tansiq.compartments.victims.opening import open_matter
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


def asks(request: OfficerRequest, row: Matter) -> HttpResponse | None:
    """The page that asks why somebody reads this, or None once the read is logged (G13)."""
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    open_matter(row, actor=request.actor, now=timezone.now(), purpose=reason.purpose, reference=reason.reference)
    return None
