"""Judging hits, and releasing what they found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tansiq.gateway import actions, passages, queries
from tansiq.gateway.forms import hits as forms
from tansiq.gateway.models import Hit
from tansiq.gateway.views import shown
from tansiq.kernel.access import actions as access_actions
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.rules import is_judicial
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.dates import is_child
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound
from tansiq.people import queries as people


@require_GET
def hits(request: OfficerRequest) -> HttpResponse:
    """Hits that wait for a judgement, and validated ones that wait for their owner."""
    flow.require(request, "gateway.validate", "gateway.release")
    now = timezone.now()
    to_judge = queries.hits_to_judge() if request.actor.has("gateway.validate") else []
    to_release = (
        queries.hits_to_release(owner_ids=request.actor.agency_ids) if request.actor.has("gateway.release") else []
    )
    context = {
        "to_judge": [
            _line(row, now, _("A hit waits for a judgement"), "gateway:hit", _("Judge it")) for row in to_judge
        ],
        "to_release": [
            _line(row, now, _("A validated hit waits for your decision"), "gateway:releases", _("Decide"))
            for row in to_release
        ],
        "judged": [
            {"url": reverse("gateway:hit", args=[row.id]), "reference": shown.hit_reference(row.id), "row": row}
            for row in queries.hits_judged_by(request.actor.user)
        ],
        "validates": request.actor.has("gateway.validate"), "releases": request.actor.has("gateway.release"),
    }  # fmt: skip
    return render(request, "gateway/hits.html", context)


def _line(row: Hit, now: Any, what: str, page: str, act: str) -> dict[str, Any]:
    if row.is_urgent:
        what = _("A life is at risk: %(what)s") % {"what": what}
    ends = shown.hit_clock(row, now) if row.state == Hit.State.PENDING else _release_clock(row, now)
    return {
        "what": what, "reference": shown.hit_reference(row.id), "clock": ends, "act": act,
        "url": reverse(page, args=[row.id]),
        "waiting": shown.label("purposes", row.purpose),
    }  # fmt: skip


def _release_clock(row: Hit, now: Any) -> dict[str, Any] | None:
    """The clock on core data; it runs for the owner from the moment of the judgement."""
    if row.validated_at is None:
        return None
    return shown.clock("CORE-DATA", clocks.due_of("CORE-DATA", row.validated_at), now, met_at=row.decided_at)


@require_http_methods(["GET", "POST"])
def hit(request: OfficerRequest, hit_id: UUID) -> HttpResponse:
    """A validator of neither agency compares two kits and judges. A score suggests; a person judges."""
    flow.require(request, "gateway.validate")
    row = queries.hit(hit_id)
    form = forms.JudgeForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.judge_hit, hit_id=row.id) is not None:
        messages.success(request, _("Your judgement is recorded. The compared fields are closed again."))
        return redirect("gateway:hits")
    now = timezone.now()
    context: dict[str, Any] = {"row": row, "form": form, "reference": shown.hit_reference(row.id)}
    if row.state == Hit.State.PENDING:
        comparison = actions.compare(actor=request.actor, now=now, hit_id=row.id)
        speaks_for, speaks_against = shown.steps(row)
        context |= {
            "fields": [(shown.FIELD_LABELS.get(field.name, field.name), field) for field in comparison.fields],
            "conflicts": [shown.CONFLICTS.get(code, code) for code in comparison.conflicts],
            "speaks_for": speaks_for, "speaks_against": speaks_against,
            "percent": f"{min(99, int(row.match_probability * 100))}%", "clock": shown.hit_clock(row, now),
            "purpose": shown.label("purposes", row.purpose),
        }  # fmt: skip
    return render(request, "gateway/hit.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def releases(request: OfficerRequest, hit_id: UUID) -> HttpResponse:
    """The owner releases the core packet of a validated hit, or refuses."""
    flow.require(request, "gateway.release")
    row = queries.hit(hit_id)
    if row.owner_id not in request.actor.agency_ids:
        raise NotFound  # a validator who also releases sees this hit, but not as its owner
    record = passages.held_record(row.held_kit_id)
    form = forms.ReleaseForm(
        flow.typed(request),
        asks_court_use=record is not None and record.handling == "H1",
    )
    if form.is_valid():
        action: Any = actions.release if form.releases else actions.refuse_release
        if flow.act(request, form, action, hit_id=row.id) is not None:
            words = (
                _("Released. The recipient reads it now.") if form.releases else _("Refused. The asker learns nothing.")
            )
            messages.success(request, words)
            return redirect("desk:home")
    context = {"row": row, "form": form, "reference": shown.hit_reference(row.id), "record": record}
    context |= _what_is_decided(request, row, record) if row.state == Hit.State.VALIDATED else _what_was(row)
    return render(request, "gateway/releases.html", context, status=flow.status_of(form))


def _what_was(row: Hit) -> dict[str, Any]:
    found = decisions.of_subject(row.id, limit=1)
    return {"decision": found[0] if found else None}


def _what_is_decided(request: OfficerRequest, row: Hit, record: passages.HeldRecord | None) -> dict[str, Any]:
    now = timezone.now()
    audit.record_read(
        "gateway.release_weighed", row, actor=request.actor, at=now, purpose=row.purpose,
        reference=shown.hit_reference(row.id), owner_id=row.owner_id,
    )  # fmt: skip
    draft = people.draft_of(people.kit(row.held_kit_id))
    speaks_for, speaks_against = shown.steps(row)
    asker = access.agency(row.asker_id)
    purpose = shown.label("purposes", row.purpose)
    speaks_for[:0] = [
        _("A validator of a third agency found it to be the same person."),
        _("Purpose: %(purpose)s.") % {"purpose": purpose},
    ]
    if record is None:
        speaks_against.append(_("The record behind it has ended: nothing can be released."))
    elif record.handling == "H1" and is_judicial(asker.kind):
        speaks_against.append(
            _("The record is not for court, and the asker is one: only your express leave lets it pass.")
        )
    born = people.birth_of(people.kit(row.held_kit_id))
    if born is not None and is_child(born, charter.local_day(now)) != "adult":
        speaks_against.append(_("By the birth on record the person is a child, or may be."))
    return {
        "kit": shown.kit(draft, today=charter.local_day(now), digits=shown.digits_of(request)),
        "asker": access.localised(asker), "purpose": purpose, "clock": _release_clock(row, now),
        "handling": shown.handling(record.handling) if record else None,
        "speaks_for": speaks_for, "speaks_against": speaks_against,
        "lease_ends": clocks.due_of("DISCLOSURE-LEASE", now),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def undo(request: OfficerRequest, hit_id: UUID) -> HttpResponse:
    """A validator takes a judgement of theirs back; whoever was given anything on it is told."""
    flow.require(request, "gateway.validate")
    row = queries.hit(hit_id)
    if row.validated_by != request.actor.user_id:
        raise NotFound
    form = forms.UndoForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.undo_judgement, hit_id=row.id) is not None:
        messages.success(request, _("Your judgement is taken back. The pair waits for a validator again."))
        return redirect("gateway:hits")
    is_same = row.state != Hit.State.REJECTED
    context = {"form": form, "row": row, "is_same": is_same, "reference": shown.hit_reference(row.id)}
    return render(request, "gateway/hit_undo.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def validators(request: OfficerRequest) -> HttpResponse:
    """An owner names the agencies that may not validate hits on its holdings."""
    flow.require(request, "gateway.exclude")
    home = access.agency(request.actor.home)
    excluded = [str(value) for value in home.excluded_validator_ids]
    form = forms.ValidatorsForm(flow.typed(request), initial={"agency_ids": excluded}, home_id=home.id)
    if form.is_valid():
        flow.act(request, form, access_actions.exclude_validators)
        if not form.errors:
            messages.success(request, _("From now on these agencies are not asked."))
            return redirect("gateway:validators")
    return render(request, "gateway/validators.html", {"form": form}, status=flow.status_of(form))
