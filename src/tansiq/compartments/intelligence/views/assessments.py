"""An assessment of imminent danger to life, sent without its sources."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tansiq.compartments.intelligence import actions
from tansiq.compartments.intelligence.forms.assessments import AssessmentForm
from tansiq.compartments.intelligence.forms.terms import uuids
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "gateway.release")
    typed = flow.typed(request)
    form = AssessmentForm(typed, report_ids=uuids(request.GET.getlist("report")))
    if form.is_valid() and flow.act(request, form, actions.assess) is not None:
        messages.success(request, _("Sent. Each recipient has it on the duty desk now. Call them as well."))
        return redirect("gateway:disclosures")
    return render(request, "intelligence/assessment_new.html", {"form": form}, status=flow.status_of(form))
