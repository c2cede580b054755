"""Agencies and their standing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tansiq.desk.forms import StandingForm
from tansiq.desk.member_forms import AgencyForm, FreezeForm
from tansiq.gateway import actions
from tansiq.kernel.access import actions as access_actions
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.rules import Kind
from tansiq.kernel.audit import queries as log
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.reading import number


@require_GET
def agencies(request: OfficerRequest) -> HttpResponse:
    """Every agency with its standing; published lists have none to change."""
    flow.require(request, "access.standing")
    rows = [(access.localised(row), row) for row in access.agencies()]
    return render(request, "desk/agencies.html", {"rows": rows, "list_kind": Kind.LIST})


@require_http_methods(["GET", "POST"])
def agency(request: OfficerRequest, agency_id: UUID) -> HttpResponse:
    """Suspend an agency, note that its command is not confirmed, or accredit it again."""
    flow.require(request, "access.standing")
    row = access.agency(agency_id)
    form = StandingForm(flow.typed(request))
    if form.is_valid():
        recalls = flow.act(request, form, actions.change_standing, agency_id=row.id)
        if recalls is not None:
            _tell(request, [recall.number for recall in recalls])
            return redirect("desk:agency", row.id)
    context = {
        "row": row, "name": access.localised(row), "form": form, "changes": _changes(row.id),
        "freezes": access.freezes(agency_id=row.id),
    }  # fmt: skip
    return render(request, "desk/agency.html", context, status=flow.status_of(form))


def _changes(agency_id: UUID) -> list[dict[str, Any]]:
    """Changes of the standing that the actor made, newest first."""
    standings: dict[str, Any] = {str(code): words for code, words in StandingForm.STANDINGS}
    made = [act for act in log.of_subject(agency_id) if act.act == "access.standing_changed"]
    told = [(act.at, act.words.body if hasattr(act, "words") else {}) for act in made[:20]]
    return [
        {"at": at, "after": standings.get(str(body.get("after")), ""), "words": body.get("words", "")}
        for at, body in told
    ]


def _tell(request: OfficerRequest, numbers: list[str]) -> None:
    messages.success(request, _("The standing is changed."))
    if numbers:
        words = ngettext(
            "%(count)s disclosure was withdrawn: %(numbers)s",
            "%(count)s disclosures were withdrawn: %(numbers)s",
            len(numbers),
        )
        messages.success(request, words % {"count": number(len(numbers)), "numbers": _("، ").join(numbers)})
    else:
        messages.success(request, _("It held no disclosure of others: nothing was withdrawn."))


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    """Accredit a new agency, with all its fields."""
    flow.require(request, "access.standing")
    form = AgencyForm(flow.typed(request))
    if form.is_valid():
        row = flow.act(request, form, access_actions.accredit_agency)
        if row is not None:
            messages.success(request, _("Accredited. Enrol its members next."))
            return redirect("desk:agency", row.id)
    return render(request, "desk/agency_new.html", {"form": form}, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def freeze(request: OfficerRequest, agency_id: UUID) -> HttpResponse:
    """The command of a unit changed: its accounts read nothing from the next request on."""
    flow.require(request, "access.freeze")
    row = access.agency(agency_id)
    form = FreezeForm(flow.typed(request), units=access.units(row.id))
    if form.is_valid():
        frozen = flow.act(request, form, access_actions.freeze_unit, agency_id=row.id)
        if frozen is not None:
            words = ngettext(
                "%(count)s account is frozen. The inspector has been told.",
                "%(count)s accounts are frozen. The inspector has been told.",
                len(frozen.member_ids),
            )
            messages.success(request, words % {"count": number(len(frozen.member_ids))})
            return redirect("desk:agency", row.id)
    context = {"row": row, "name": access.localised(row), "form": form}
    return render(request, "desk/agency_freeze.html", context, status=flow.status_of(form))
