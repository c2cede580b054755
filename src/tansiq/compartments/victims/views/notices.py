"""Hearings of which the office tells the heirs: the list, and what became of one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.victims import actions, notices
from tansiq.compartments.victims.forms.contacts import ToldForm
from tansiq.compartments.victims.views import shown
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Notices by file and hour; nobody's name stands in a list."""
    flow.require(request, "victims.record")
    rows, pager = flow.page_of(request, notices.notices())
    return render(request, "victims/notices.html", {"rows": rows, "pager": pager})


@require_http_methods(["GET", "POST"])
def notice(request: OfficerRequest, hearing_notice_id: UUID) -> HttpResponse:
    """One hearing: which heirs agreed to be told, by code, and whom the office reached."""
    flow.require(request, "victims.record")
    row = notices.notice(hearing_notice_id)
    form = ToldForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.say_told, hearing_notice_id=row.id) is not None:
        messages.success(request, _("Written down."))
        return redirect("victims:notices")
    law, language = charter.current(), shown.language()
    heirs = [
        {"party": one.party, "channel": law.label("contact_channels", one.channel, language) if one.channel else ""}
        for one in notices.heirs_of(row)
    ]
    context = {"row": row, "is_last": row.is_last, "heirs": heirs, "form": form if row.told_at is None else None}
    return render(request, "victims/notice.html", context, status=flow.status_of(form))
