"""The page that is read aloud before anything is said or signed, with a paper or before there is any (JUD-04)."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tansiq.compartments.victims import explained, letters, queries
from tansiq.compartments.victims.forms.explaining import WhomForm
from tansiq.compartments.victims.models import Matter
from tansiq.compartments.victims.views.reading import asks
from tansiq.kernel.documents import pdf
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound

ASKED = ("victim", "accused", "heir")


def _page(
    request: OfficerRequest, row: Matter, pairs: list[letters.About], *, back: str, back_to: str, sheet: str,
    form: WhomForm | None = None,
) -> HttpResponse:  # fmt: skip
    if (asked := asks(request, row)) is not None:
        return asked
    papers = [letters.before_signing(one, timezone.now()) for one in pairs]
    context = {"matter": row, "papers": papers, "back": back, "back_to": back_to, "sheet": sheet, "form": form}
    return render(request, "victims/explain.html", context)


def _sheet(request: OfficerRequest, row: Matter, pairs: list[letters.About]) -> HttpResponse:
    if not pairs:
        raise NotFound
    if (asked := asks(request, row)) is not None:
        return asked
    return as_paper(pdf(letters.paper(pairs, timezone.now())))


@require_safe
def explain(request: OfficerRequest, matter_id: UUID, code: str) -> HttpResponse:
    """What this waiver does and does not do, to be read aloud before anything is signed."""
    flow.require(request, "victims.record")
    told, pairs = explained.of_waiver(matter_id, code, now=timezone.now())
    return _page(
        request, told.matter, pairs, back=reverse("victims:waiver", args=[matter_id, code]),
        back_to=f"{_('Waiver')} {code}", sheet=reverse("victims:explain_pdf", args=[matter_id, code]),
    )  # fmt: skip


@require_safe
def explain_pdf(request: OfficerRequest, matter_id: UUID, code: str) -> HttpResponse:
    """The same as sheets of A4, one for each victim and accused that it names."""
    flow.require(request, "victims.record")
    told, pairs = explained.of_waiver(matter_id, code, now=timezone.now())
    return _sheet(request, told.matter, pairs)


@require_safe
def before(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """The same for somebody who only asks: nothing is recorded, nothing stops, and nobody is told."""
    flow.require(request, "victims.record")
    asked = {name: request.GET.get(name, "") for name in ASKED}
    row, pairs = explained.of_matter(matter_id, now=timezone.now(), **asked)
    sheet = reverse("victims:explain_before_pdf", args=[row.id])
    return _page(
        request, row, pairs, back=reverse("victims:matter", args=[row.id]), back_to=f"{_('File')} {row.number}",
        sheet=f"{sheet}?{urlencode(asked)}" if pairs else "",
        form=WhomForm(initial=asked, parties=queries.parties(row.id)),
    )  # fmt: skip


@require_safe
def before_pdf(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    flow.require(request, "victims.record")
    asked = {name: request.GET.get(name, "") for name in ASKED}
    return _sheet(request, *explained.of_matter(matter_id, now=timezone.now(), **asked))
