"""Telling the protection desk of a threat to a life: anybody, at any time."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tansiq.gateway import actions
from tansiq.gateway.forms.threats import RevengeForm, ThreatForm
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    form = ThreatForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.send_threat) is not None:
        messages.success(request, _("The protection desk has it. It decides within the hour; you will not hear how."))
        return redirect("gateway:threat_new")
    return render(request, "gateway/threat_new.html", {"form": form}, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def revenge(request: OfficerRequest) -> HttpResponse:
    """Relatives of a victim may take revenge on an accused (Q-14)."""
    form = RevengeForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.send_revenge_risk) is not None:
        messages.success(request, _("The protection desk has it. It decides within the hour; you will not hear how."))
        return redirect("gateway:revenge_new")
    return render(request, "gateway/revenge_new.html", {"form": form}, status=flow.status_of(form))
