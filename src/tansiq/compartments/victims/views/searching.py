"""The search for heirs whom nobody knows: begun on the page of a victim, and its public notice."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.victims import actions, queries, searches
from tansiq.compartments.victims.forms.searching import FoundForm, SearchForm
from tansiq.compartments.victims.views.printing import _agency
from tansiq.compartments.victims.views.recording import WRITES
from tansiq.kernel.documents import pdf
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest, party_id: UUID) -> HttpResponse:
    """What the notice says, who answers for it and until when."""
    flow.require(request, "victims.record")
    told = queries.party_file(actor=request.actor, now=timezone.now(), party_id=party_id)
    form = SearchForm(flow.typed(request), initial={"court": _agency(told.matter.court_id)})
    if form.is_valid() and (row := flow.act(request, form, actions.search_heirs, party_id=told.party.id)) is not None:
        messages.success(request, _("You answer for this search. Print the notice and hang it where families come by."))
        return redirect("victims:search", row.id)
    hint = _("While nobody knows who the heirs are no waiver closes anything. What you write here hangs in public.")
    context = {"form": form, "matter": told.matter, "party": told.party, "title": _("Search for the heirs"),
               "hint": hint, "submit": _("Begin the search")}  # fmt: skip
    return render(request, "victims/act.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def show(request: OfficerRequest, search_id: UUID) -> HttpResponse:
    """A search: what its notice says, who answers for it, what came of it."""
    flow.require(request, *WRITES)
    row = searches.search(search_id)
    may_end = row.ended_at is None and request.actor.has("victims.record")
    form = FoundForm(flow.typed(request)) if may_end else None
    if form and form.is_valid() and flow.act(request, form, actions.end_search, search_id=row.id) is not None:
        if form.cleaned_data["outcome"] == row.Outcome.FOUND:
            messages.success(request, _("Written down. Record the certificate once the court has given it."))
        else:
            messages.success(request, _("Written down. The court is told that nobody was found."))
        return redirect("victims:search", row.id)
    context = {"row": row, "form": form, "is_mine": row.responsible == request.actor.user,
               "may_record": request.actor.has("victims.record")}  # fmt: skip
    return render(request, "victims/search.html", context, status=flow.status_of(form) if form else 200)


@require_POST
def take(request: OfficerRequest, search_id: UUID) -> HttpResponse:
    row = actions.take_search(actor=request.actor, now=timezone.now(), search_id=search_id)
    messages.success(request, _("You answer for this search from now on."))
    return redirect("victims:search", row.id)


@require_safe
def notice(request: OfficerRequest, search_id: UUID) -> HttpResponse:
    """The public notice as a paper."""
    flow.require(request, *WRITES)
    row = searches.search(search_id)
    now = timezone.now()
    searches.log_printed(row, actor=request.actor, now=now)
    paper = searches.notice(row, office=_agency(row.owner_id), now=now)
    return as_paper(pdf(paper))
