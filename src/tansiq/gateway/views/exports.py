"""What may leave: a few classes of rows, none of which holds a person."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tansiq.gateway import actions
from tansiq.gateway.forms import exports as forms
from tansiq.kernel.access.naming import named
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

LEASE = timedelta(days=30)


@require_http_methods(["GET", "POST"])
def export(request: OfficerRequest) -> HttpResponse:
    """Rows of one class as a file that says who took it, when, and until when it may be kept (G18)."""
    flow.require(request, "gateway.ask")
    form = forms.ExportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        rows = flow.act(request, form, actions.export)
        if rows is not None:
            return _file(request, form.cleaned_data["kind"], rows)
    return render(request, "gateway/export.html", {"form": form}, status=flow.status_of(form))


def _file(request: OfficerRequest, kind: str, rows: list[dict[str, Any]]) -> HttpResponse:
    now = timezone.now()
    mark = _("%(member)s, %(agency)s, taken %(at)s; delete by %(until)s") % {
        "member": request.actor.handle, "agency": named(request.actor.agency_name),
        "at": now.isoformat(timespec="seconds"), "until": (now + LEASE).date().isoformat(),
    }  # fmt: skip
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([mark])
    if rows:
        writer.writerow(rows[0].keys())
        writer.writerows(row.values() for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{now:%Y-%m-%d}.csv"'
    return response
