"""What may leave: a few classes of rows, none of which holds a person."""

from __future__ import annotations

import csv
from io import StringIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tansiq.gateway import actions
from tansiq.gateway.forms import exports as forms
from tansiq.kernel.access.naming import named
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


@require_http_methods(["GET", "POST"])
def export(request: OfficerRequest) -> HttpResponse:
    """Rows of one class as a file that says who took it, when, and until when it may be kept (G18)."""
    flow.require(request, "gateway.ask")
    form = forms.ExportForm(flow.typed(request))
    if form.is_valid():
        taken = flow.ask(request, form, actions.export)
        if taken is not None:
            return _file(request, taken)
    return render(request, "gateway/export.html", {"form": form}, status=flow.status_of(form))


def _file(request: OfficerRequest, taken: actions.Export) -> HttpResponse:
    mark = _("%(member)s, %(agency)s, taken %(at)s; delete by %(until)s") % {
        "member": taken.taken_by, "agency": named(request.actor.agency_name),
        "at": taken.taken_at.isoformat(timespec="seconds"), "until": taken.delete_by.isoformat(),
    }  # fmt: skip
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([mark])
    if taken.rows:
        writer.writerow(taken.rows[0].keys())
        writer.writerows(row.values() for row in taken.rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{taken.kind}-{taken.taken_at:%Y-%m-%d}.csv"'
    return response
