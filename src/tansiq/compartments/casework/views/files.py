"""Statements, devices, weapons, explanations, the matrix of proof, and the papers made of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tansiq.compartments.casework import queries
from tansiq.compartments.casework.models import Evidence
from tansiq.compartments.casework.views import shown
from tansiq.compartments.casework.words import CONDITIONS, FITS, MARKS, word
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest


@require_safe
def statement(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """A statement with its conditions. The read is logged, and says later who knew of it."""
    queries.statement(record_id)
    flow.require(request, "casework.read")
    row = queries.read_statement(actor=request.actor, now=timezone.now(), statement_id=record_id)
    context = {
        "row": row, "flags": [word(CONDITIONS, code) for code in row.flags],
        "allegations": [
            {"row": one, "indicator": shown.label("taint_indicators", one.indicator)}
            for one in queries.allegations(row.id)
        ],
        "rulings": queries.rulings(row.id), "may_rule": request.actor.has("casework.open"),
    }  # fmt: skip
    return render(request, "casework/statement.html", context)


@require_safe
def device(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    row = queries.device(record_id)
    flow.require(request, "casework.read")
    facets = [shown.label("device_facets", code) for code in (row.initiation, row.delivery, row.outcome) if code]
    context = {
        "row": row, "facets": facets, "charge": shown.label("weapon_types", row.charge),
        "components": [shown.label("device_facets", code) for code in row.components],
        "annexes": queries.annexes(row.id), "may_report": request.actor.has("casework.certify"),
        "may_tell": request.actor.has("casework.certify") or request.actor.has("casework.open"),
    }  # fmt: skip
    return render(request, "casework/device.html", context)


@require_safe
def weapon(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    row = queries.weapon(record_id)
    flow.require(request, "casework.read")
    context = {
        "row": row, "type": shown.label("weapon_types", row.type), "flags": [word(MARKS, code) for code in row.flags],
        "requests": queries.trace_requests(row.id), "may_ask": request.actor.has("casework.exhibit"),
    }  # fmt: skip
    return render(request, "casework/weapon.html", context)


@require_safe
def explanations(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """Explanations that compete, each finding weighed against every one; the fewest against stand first."""
    row = queries.case(record_id)
    flow.require(request, "casework.read")
    queries.note_read("casework.findings_read", row, reference=row.number, actor=request.actor, now=timezone.now())
    rows, found = queries.hypotheses(row.id), queries.findings(row.id)
    against = {one.id: sum(finding.fits.get(str(one.id)) == "against" for finding in found) for one in rows}
    ordered = sorted(rows, key=lambda one: against[one.id])
    context = {
        "row": row, "hypotheses": [{"row": one, "against": against[one.id]} for one in ordered],
        "findings": [
            {"row": finding, "cells": [word(FITS, finding.fits.get(str(one.id), "neither")) for one in ordered]}
            for finding in found
        ],
        "may_record": request.actor.has("casework.record"), "may_weigh": len(rows) > 1,
    }  # fmt: skip
    return render(request, "casework/explanations.html", context)


@require_safe
def matrix(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """What must be proven, what speaks for and against it, and what is missing."""
    row = queries.case(record_id)
    flow.require(request, "casework.read")
    queries.note_read("casework.matrix_read", row, reference=row.number, actor=request.actor, now=timezone.now())
    cited = queries.evidence(row.id)
    leads = request.actor.has("casework.open")
    context = {
        "row": row, "lines": [_element(one, cited) for one in queries.elements(row.id)], "leads": leads,
        "briefs": queries.briefs(row.id) if leads else [],
    }  # fmt: skip
    return render(request, "casework/matrix.html", context)


def _element(row: Any, cited: list[Evidence]) -> dict[str, Any]:
    of_it = [one for one in cited if one.element_id == row.id]
    supports = [one for one in of_it if one.direction == Evidence.Direction.SUPPORTS]
    return {
        "row": row, "article": shown.label("offence_articles", row.article), "supports": supports,
        "contradicts": [one for one in of_it if one.direction == Evidence.Direction.CONTRADICTS],
    }  # fmt: skip


@require_safe
def brief(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """The paper as it was set."""
    row = queries.brief(record_id)
    flow.require(request, "casework.open")
    return as_paper(bytes(row.content), row.number)


@require_safe
def manifest(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """The manifest by which anybody checks the paper."""
    row = queries.brief(record_id)
    flow.require(request, "casework.open")
    answer = HttpResponse(row.manifest, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{row.number}.json"'
    return answer
