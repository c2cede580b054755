"""Packets opened for danger to life: what may be opened, what was, the packet itself, its review."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tansiq.gateway import actions, queries
from tansiq.gateway.actions.break_glass import LIFE_AT_RISK, openable
from tansiq.gateway.forms import glass as forms
from tansiq.gateway.views import packets, shown
from tansiq.kernel.access import queries as access
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound


def _line(row: Any, now: Any, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "row": row, "owner": names[row.owner_id], "recipient": names[row.recipient_id], "is_open": row.ends_at > now,
        "owner_verdict": row.get_owner_verdict_display(), "inspector_verdict": row.get_inspector_verdict_display(),
    }  # fmt: skip


@require_GET
def glasses(request: OfficerRequest) -> HttpResponse:
    """Urgent hits that may be opened, and what was opened, newest first."""
    flow.require(request, "gateway.break_glass", "gateway.review_glass")
    now, names = timezone.now(), access.agency_names()
    waiting = openable(request.actor) if request.actor.has("gateway.break_glass") else []
    rows, pager = flow.page_of(request, queries.glasses())
    context = {
        "lines": [_line(row, now, names) for row in rows], "pager": pager,
        "waiting": [(row, shown.hit_reference(row.id), shown.hit_clock(row, now)) for row in waiting],
        "may_open": request.actor.has("gateway.break_glass"),
    }  # fmt: skip
    return render(request, "gateway/glasses.html", context)


@require_http_methods(["GET", "POST"])
def open_glass(request: OfficerRequest, hit_id: UUID) -> HttpResponse:
    """Open the core packet behind an urgent hit without waiting for its owner."""
    flow.require(request, "gateway.break_glass")
    hit = next(iter(openable(request.actor, hit_id=hit_id)), None)
    if hit is None:
        raise NotFound
    form = forms.OpenForm(flow.typed(request), initial={"purpose": LIFE_AT_RISK})
    if form.is_valid():
        row = flow.act(request, form, actions.break_glass, hit_id=hit.id)
        if row is not None:
            messages.success(request, _("Opened. The owner and the inspector have been told."))
            return redirect("gateway:glass", row.id)
    context = {"form": form, "hit": hit, "reference": shown.hit_reference(hit.id)}
    return render(request, "gateway/glass_open.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def glass(request: OfficerRequest, glass_id: UUID) -> HttpResponse:
    """What was opened: its packet for whoever opened it, its review for the owner and the inspector."""
    flow.require(request, "gateway.break_glass", "gateway.review_glass")
    row, actor, now = queries.glass(glass_id), request.actor, timezone.now()
    form = forms.ReviewForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.review_glass, glass_id=row.id) is not None:
        messages.success(request, _("Written down."))
        return redirect("gateway:glass", row.id)
    context: dict[str, Any] = {"line": _line(row, now, access.agency_names()), "form": form}
    is_inspector = "inspector" in actor.roles
    given = row.inspector_verdict if is_inspector else row.owner_verdict
    may_review = actor.has("gateway.review_glass") and row.member_id != actor.member_id
    context["may_review"] = may_review and not given and (is_inspector or row.owner_id in actor.agency_ids)
    context["clock"] = shown.clock("GLASS-REVIEW", row.review_due_at, now)
    if row.user_id == actor.user_id and context["line"]["is_open"] and queries.is_glass_open(row):
        _row, copy = actions.read_glass(actor=actor, now=now, glass_id=row.id)
        packet = packets.packet(request, copy)
        # Numbers from papers are asked of the owner, who knows by now.
        packet["kit"]["rows"] = [line for line in packet["kit"]["rows"] if not line.get("is_hidden")]
        context["packet"] = packet
        context["lease"] = shown.clock("GLASS-LEASE", row.ends_at, now)
        context["handling"] = shown.handling(copy.handling)
    return render(request, "gateway/glass.html", context, status=flow.status_of(form))
