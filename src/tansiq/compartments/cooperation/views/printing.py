"""Papers of a file as PDF, in Arabic; each print is logged."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tansiq.compartments.cooperation import papers, queries
from tansiq.compartments.cooperation.views.reading import asks
from tansiq.kernel.access import queries as access
from tansiq.kernel.documents import pdf
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound

READ = "cooperation.read"


@require_safe
def terms(request: OfficerRequest, terms_id: UUID) -> HttpResponse:
    """One version of the terms, as it is handed over."""
    flow.require(request, READ)
    row, now = queries.terms(terms_id), timezone.now()
    if (asked := asks(request, row.file, printed=True)) is not None:
        return asked
    issuer = access.localised(access.agency(row.owner_id))
    return as_paper(pdf(papers.terms(row, issuer=issuer, now=now)), row.file.number)


@require_safe
def session(request: OfficerRequest, session_id: UUID) -> HttpResponse:
    """The record of a session that took place."""
    flow.require(request, READ)
    row, now = queries.session(session_id), timezone.now()
    if row.held_at is None:
        raise NotFound
    if (asked := asks(request, row.file, printed=True)) is not None:
        return asked
    issuer = access.localised(access.agency(row.owner_id))
    return as_paper(pdf(papers.session(row, issuer=issuer, now=now)), row.number)


@require_safe
def promises(request: OfficerRequest, file_id: UUID) -> HttpResponse:
    """Promises of a file, beside what was done."""
    flow.require(request, READ)
    row, now = queries.file(file_id), timezone.now()
    if (asked := asks(request, row, printed=True)) is not None:
        return asked
    issuer = access.localised(access.agency(row.owner_id))
    return as_paper(pdf(papers.promises(row, queries.promises_of(row), issuer=issuer, now=now)), row.number)
