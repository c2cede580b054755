"""Claims: recorded in a session, verified from elsewhere, and how they came out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.cooperation import actions, queries, verifying
from tansiq.compartments.cooperation.actions.weighing import standing
from tansiq.compartments.cooperation.forms import claims as forms
from tansiq.compartments.cooperation.models import Claim
from tansiq.compartments.cooperation.views import shown
from tansiq.compartments.cooperation.views.acts import HANDLE, OPEN
from tansiq.compartments.cooperation.views.reading import asks
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound, NotPermitted

READ = "cooperation.read"
# Acts on one claim: title, form, action, who may, and whether the claim is open for it.
ACTS: dict[str, tuple[Any, Any, Any, tuple[str, ...]]] = {
    "check": (gettext_lazy("Set a check"), forms.CheckForm, actions.set_check, (OPEN, HANDLE)),
    "status": (gettext_lazy("How far the verification is"), forms.StatusForm, actions.record_status, (OPEN,)),
    "result": (gettext_lazy("Record the result"), forms.ResultForm, actions.record_result, (OPEN,)),
    "entry": (gettext_lazy("Enter the court’s record"), forms.EntryForm, actions.record_court_entry, (OPEN,)),
    "support": (gettext_lazy("Let it stand beside other evidence"), forms.SupportForm, actions.let_support, (OPEN,)),
}


def _open(row: Claim, fact: str) -> bool:
    if fact == "entry":
        return row.is_late and not row.court_entry
    if fact == "support":
        return row.result == "true" and row.supports_at is None
    return not row.result


def _offered(actor: Actor, row: Claim) -> list[dict[str, str]]:
    return [
        {"fact": name, "title": str(title)}
        for name, (title, _form, _action, may) in ACTS.items()
        if _open(row, name) and any(actor.has(permission) for permission in may)
    ]


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest, session_id: UUID) -> HttpResponse:
    """One fact that was told in a session; a threat in it goes to the protection desk in the same moment."""
    flow.require(request, OPEN, HANDLE)
    row = queries.session(session_id)
    form = forms.ClaimForm(flow.typed(request))
    if form.is_valid() and (made := flow.act(request, form, actions.record_claim, session_id=row.id)) is not None:
        if form.cleaned_data["threat"].strip():
            messages.success(request, _("Recorded. The protection desk has the threat and decides within the hour."))
        else:
            messages.success(request, _("Recorded."))
        return redirect("cooperation:claim", made.id)
    return _page(request, form, row, _("Record a claim"), "")


@require_http_methods(["GET", "POST"])
def mentions(request: OfficerRequest, session_id: UUID) -> HttpResponse:
    """People who were only named."""
    flow.require(request, OPEN, HANDLE)
    row = queries.session(session_id)
    form = forms.MentionsForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.record_mentions, session_id=row.id) is not None:
        messages.success(request, _("Kept as words. No record of anybody came of it."))
        return redirect("cooperation:session", row.id)
    return _page(request, form, row, _("People who were only named"), "")


def _page(request: OfficerRequest, form: Any, row: Any, title: str, hint: str) -> HttpResponse:
    context = {"form": form, "file": row.file, "title": title, "hint": hint, "submit": _("Record")}
    return render(request, "cooperation/act.html", context, status=flow.status_of(form))


@require_safe
def show(request: OfficerRequest, claim_id: UUID) -> HttpResponse:
    """A claim with what was done to verify it."""
    flow.require(request, READ)
    row = queries.claim(claim_id)
    if (asked := asks(request, row.file)) is not None:
        return asked
    [told] = standing([row], row.file, timezone.now())
    context = {
        "one": shown.claim(row), "row": row, "file": row.file, "acts": _offered(request.actor, row),
        "checks": [shown.flagged(one) for one in queries.checks(row)],
        "may_check": request.actor.has(OPEN) or request.actor.has(HANDLE), "needed": verifying.needed(told),
        "is_corroborated": verifying.is_corroborated(told), "counts": verifying.counts(told),
        "sees_checks": not request.actor.has("cooperation.defend"),
    }  # fmt: skip
    return render(request, "cooperation/claim.html", context)


@require_http_methods(["GET", "POST"])
def act(request: OfficerRequest, claim_id: UUID, fact: str) -> HttpResponse:
    """One act on a claim."""
    flow.require(request, OPEN, HANDLE)
    row = queries.claim(claim_id)
    if fact not in ACTS:
        raise NotFound
    title, make, action, may = ACTS[fact]
    if not any(request.actor.has(permission) for permission in may):
        raise NotPermitted
    form = make(flow.typed(request))
    if form.is_valid() and flow.act(request, form, action, claim_id=row.id) is not None:
        messages.success(request, _("Recorded."))
        return redirect("cooperation:claim", row.id)
    return _page(request, form, row, str(title), "")


@require_http_methods(["GET", "POST"])
def check(request: OfficerRequest, verify_id: UUID) -> HttpResponse:
    """A check of a claim, and what it found."""
    flow.require(request, OPEN, HANDLE)
    row = queries.check(verify_id)
    form = forms.FindingForm(flow.typed(request)) if row.done_at is None else None
    if form and form.is_valid() and flow.act(request, form, actions.finish_check, check_id=row.id) is not None:
        messages.success(request, _("Recorded."))
        return redirect("cooperation:claim", row.claim_id)
    if (asked := asks(request, row.file)) is not None:
        return asked
    context = {"one": shown.flagged(row), "row": row, "file": row.file, "claim": row.claim, "form": form}
    return render(request, "cooperation/check.html", context, status=flow.status_of(form) if form else 200)


@require_safe
def listing(request: OfficerRequest, file_id: UUID) -> HttpResponse:
    """How the claims of a file came out: numbers, and whom several false ones were about. It says no more."""
    flow.require(request, READ)
    row = queries.file(file_id)
    if (asked := asks(request, row)) is not None:
        return asked
    rows = queries.claims(row)
    told = standing(rows, row, timezone.now())
    names = {one.about: claim.about for one, claim in zip(told, rows, strict=True) if one.about}
    found = verifying.pattern(told)
    lines = [
        {"one": shown.claim(claim), "counts": verifying.counts(one), "corroborated": verifying.is_corroborated(one)}
        for claim, one in zip(rows, told, strict=True)
    ]
    context = {
        "file": row, "found": found, "repeated": [(names[about], count) for about, count in found.repeated],
        "lines": lines, "sees_checks": not request.actor.has("cooperation.defend"),
    }  # fmt: skip
    return render(request, "cooperation/claims.html", context)
