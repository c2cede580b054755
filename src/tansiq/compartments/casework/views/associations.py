"""Who is associated with which piece, with the chain of what shows it beside."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.forms.associations import AssociationForm
from tansiq.compartments.casework.views import shown
from tansiq.compartments.casework.views.cases import FORM, done, sent
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


@require_safe
def associations(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """People and pieces of a case: each link with what shows it, and whether the chain of the piece is whole."""
    row = queries.case(record_id)
    flow.require(request, "casework.read")
    queries.note_read("casework.people_read", row, reference=row.number, actor=request.actor, now=timezone.now())
    context = {"row": row, "lines": [shown.association(one) for one in queries.associations(row.id)]}
    return render(request, "casework/associations.html", context)


@require_http_methods(["GET", "POST"])
def associate(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """Write a link down, at its piece."""
    row = queries.exhibit(record_id)
    flow.require(request, "casework.record")
    form = AssociationForm(sent(request), initial={"number": row.number})
    if form.is_valid() and flow.act(request, form, actions.associate, exhibit_id=row.id) is not None:
        return done(request, "associations", row.case_id)
    context = {
        "form": form, "title": _("Associate somebody with exhibit %(number)s") % {"number": row.number},
        "act": _("Write down"), "exhibit": row,
        "aside": _("It says that a record associates the person with the piece, and no more."),
    }  # fmt: skip
    return render(request, FORM, context, status=flow.status_of(form))
