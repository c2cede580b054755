"""Roles that wait for somebody of oversight: who shall watch over others, or make members."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tansiq.desk.member_forms import GrantAnswerForm
from tansiq.kernel.access import actions, queries, words
from tansiq.kernel.access.queries import RoleGrant
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound


def _shown(row: RoleGrant) -> dict[str, Any]:
    return {
        "row": row, "name": queries.localised(row.member), "handle": row.member.user.username,
        "agency": queries.localised(row.member.agency), "role": words.role(row.role),
    }  # fmt: skip


@require_GET
def grants(request: OfficerRequest) -> HttpResponse:
    """Which roles wait, the oldest first."""
    flow.require(request, "access.confirm")
    lines = [_shown(row) for row in queries.waiting_grants()]
    return render(request, "desk/grants.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
def grant(request: OfficerRequest, grant_id: UUID) -> HttpResponse:
    """One role that waits: confirmed or ended, with a reason."""
    flow.require(request, "access.confirm")
    row = next(iter(queries.waiting_grants(grant_id)), None)
    if row is None:
        raise NotFound
    form = GrantAnswerForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.answer_grant, grant_id=row.id) is not None:
        messages.success(request, _("Done. It counts from the member’s next request on."))
        return redirect("desk:grants")
    context = {"line": _shown(row), "form": form, "is_mine": row.member_id == request.actor.member_id}
    return render(request, "desk/grant.html", context, status=flow.status_of(form))
