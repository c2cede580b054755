"""Pages of the protection desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.protection import actions, queries
from tansiq.compartments.protection.by_phone import NOT_WARNED
from tansiq.compartments.protection.forms import (
    AnswerForm,
    ApproveForm,
    CloseForm,
    DecideForm,
    ProtectedForm,
    StateFilter,
    WarningForm,
)
from tansiq.compartments.protection.models import Check, Threat
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.geography import queries as geography
from tansiq.kernel.geography.cells import shape_of
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.places import words_of
from tansiq.kernel.pages.request import OfficerRequest

READ, DECIDE, APPROVE, ENTER = "protection.read", "protection.decide", "protection.approve", "protection.enter"


def _label(vocabulary: str, code: str) -> str:
    return charter.current().label(vocabulary, code, get_language() or "ar") if code else ""


def _said(row: Threat) -> str:
    """The words of a threat; of one that a plan made the room's own, in the reader's language."""
    return _("A planned operation touches a protected cell.") if row.origin == "plan" else row.words


def _is_open(request: OfficerRequest) -> tuple[StateFilter, bool, bool]:
    form = StateFilter(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    return form, told.get("state") != "ended", any(told.values())


@require_safe
def threats(request: OfficerRequest) -> HttpResponse:
    flow.require(request, READ)
    form, is_open, is_filtered = _is_open(request)
    rows, pager = flow.page_of(request, queries.threats(is_open=is_open))
    lines = [{"row": row, "said": _said(row), "is_late": row.state == "open" and row.due_at < timezone.now()}
             for row in rows]  # fmt: skip
    context = {"lines": lines, "pager": pager, "form": form, "is_filtered": is_filtered}
    return render(request, "protection/threats.html", context)


def _forms(request: OfficerRequest, row: Threat) -> dict[str, tuple[Any, Any]]:
    """The acts that are open to the reader: name, form and action."""
    posted = request.POST.get("act", "") if request.method == "POST" else ""

    def made(name: str, form: Any, action: Any) -> tuple[Any, Any]:
        return form(request.POST if posted == name else None, auto_id=f"{name}_%s"), action

    found: dict[str, tuple[Any, Any]] = {}
    if row.closed_at is not None or not request.actor.has(DECIDE):
        return found
    if row.state == Threat.State.OPEN:
        found["decide"] = made("decide", DecideForm, actions.decide_threat)
    if row.state == Threat.State.TO_APPROVE and request.actor.has(APPROVE):
        found["approve"] = made("approve", ApproveForm, actions.approve_not_warned)
    if row.warned_at is None:
        found["warned"] = made("warned", WarningForm, actions.record_warning)
    if row.state == Threat.State.DECIDED and (row.warned_at or row.decision == Threat.Decision.NOT_WARN):
        found["close"] = made("close", CloseForm, actions.close_threat)
    return found


@require_http_methods(["GET", "POST"])
def threat(request: OfficerRequest, threat_id: UUID) -> HttpResponse:
    flow.require(request, READ)
    row = queries.threat(threat_id)
    status, open_acts = 200, _forms(request, row)
    titles = {"decide": _("Decide"), "approve": _("Approve or send back"), "warned": _("A warning was given"),
              "close": _("Close it")}  # fmt: skip
    failed = None
    for form, action in open_acts.values():
        if form.is_valid() and flow.act(request, form, action, threat_id=row.id) is not None:
            return redirect("protection:threat", row.id)
        if form.is_bound:
            status, failed = flow.status_of(form), form
    audit.record_read(  # rule: G13
        "protection.threat_read", row, actor=request.actor, at=timezone.now(), purpose="LIFE_AT_RISK",
        reference=row.number, owner_id=row.owner_id,
    )  # fmt: skip
    context = {
        "row": row, "said": _said(row), "function": _label("protection_functions", row.function),
        "ground": _label("not_warned_grounds", row.ground), "form": failed, "is_late": row.due_at < timezone.now(),
        "by_phone": NOT_WARNED if row.state == Threat.State.TO_APPROVE and not request.actor.has(APPROVE) else "",
        "acts": [(name, titles[name], form) for name, (form, _action) in open_acts.items()],
    }  # fmt: skip
    return render(request, "protection/threat.html", context, status=status)


@require_safe
def checks(request: OfficerRequest) -> HttpResponse:
    flow.require(request, READ)
    form, is_open, is_filtered = _is_open(request)
    rows, pager = flow.page_of(request, queries.checks(is_open=is_open))
    context = {"rows": rows, "pager": pager, "form": form, "is_filtered": is_filtered}
    return render(request, "protection/checks.html", context)


@require_http_methods(["GET", "POST"])
def check(request: OfficerRequest, check_id: UUID) -> HttpResponse:
    flow.require(request, READ)
    row, touched = queries.check(check_id)
    answers = row.state == Check.State.CHECKED and request.actor.has(DECIDE)
    form = AnswerForm(flow.typed(request)) if answers else None
    if form and form.is_valid() and flow.act(request, form, actions.answer_check, check_id=row.id) is not None:
        return redirect("protection:check", row.id)
    context = {
        "row": row, "form": form, "where": _district(row.shape.middle),
        "touched": [(one, _label("protection_functions", one.function)) for one in touched],
    }  # fmt: skip
    return render(request, "protection/check.html", context, status=flow.status_of(form) if form else 200)


def _district(point: tuple[float, float]) -> str:
    pcode = geography.district_at(*point)
    return words_of(charter.current().area(pcode)) if pcode else ""


@require_safe
def protected(request: OfficerRequest) -> HttpResponse:
    flow.require(request, READ)
    form, is_open, is_filtered = _is_open(request)
    rows, pager = flow.page_of(request, queries.protected(is_open=is_open))
    lines = [
        {"row": row, "function": _label("protection_functions", row.function), "count": len(row.cells),
         "where": ", ".join(dict.fromkeys(filter(None, (_district(shape_of(cell).middle) for cell in row.cells))))}
        for row in rows
    ]  # fmt: skip
    context = {"lines": lines, "pager": pager, "form": form, "is_filtered": is_filtered,
               "may_enter": request.actor.has(ENTER)}  # fmt: skip
    return render(request, "protection/protected.html", context)


@require_http_methods(["GET", "POST"])
def protected_new(request: OfficerRequest) -> HttpResponse:
    flow.require(request, ENTER)
    form = ProtectedForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.enter_protected) is not None:
        return redirect("protection:protected")
    return render(request, "protection/protected_new.html", {"form": form}, status=flow.status_of(form))


@require_POST
def protected_end(request: OfficerRequest, protected_id: UUID) -> HttpResponse:
    """Let a protection end before its day."""
    flow.require(request, ENTER)
    actions.end_protected(actor=request.actor, now=timezone.now(), protected_id=protected_id)
    return redirect("protection:protected")
