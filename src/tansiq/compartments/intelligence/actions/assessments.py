"""Imminent danger to life: what is about to happen, told to whoever can prevent it, without its sources."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.intelligence import rules
from tansiq.compartments.intelligence.actions.lineages import cited_reports
from tansiq.compartments.intelligence.actions.terms import require_member, require_storable, require_words
from tansiq.compartments.intelligence.errors import AssessmentNamesSource
from tansiq.compartments.intelligence.models import Assessment, Report
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import Invalid


def _betraying(cited: list[Report]) -> list[str]:
    return [word for row in cited for word in (row.number, row.source_ref, row.author_name, row.origin_number) if word]


def _require_no_source(named: list[str], **sent: str) -> None:
    """Refuse what would be sent where any of it holds one of these words."""
    betraying = [field for field, told in sent.items() if rules.betrays(told, named)]
    if betraying:  # rule: JOC-05
        raise AssessmentNamesSource(errors=[{"field": field, "code": "NAMES_SOURCE"} for field in betraying])


@transaction.atomic
def assess(
    *, actor: Actor, now: datetime, report_ids: tuple[UUID, ...], recipient_ids: list[UUID], text: str, conditions: str,
    reasons: str, warned: str,
) -> Assessment:  # fmt: skip
    """Send an assessment of imminent danger to life (JOC-05; 28 CFR 23.20(e)(2)).

    Args:
        report_ids: what it rests on; kept here, never sent.
        text: what is about to happen, where, when, and what to do.
        warned: who warned the person in danger and when, or why nobody did: the duty to warn is answered.

    Raises:
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        NotFound, Quarantined: a report is absent or under quarantine.
        AssessmentNamesSource: what is sent holds a report's number, its source or its author, in any spelling.
        Invalid: no report, no text, no recipient, or the duty to warn is not answered.
    """
    actor.require("gateway.release")
    require_storable(text=text, conditions=conditions, reasons=reasons, warned=warned)
    words, warning = require_words(text, "text"), require_words(warned, "warned")
    if not report_ids:
        raise Invalid(errors=[{"field": "report_ids", "code": "MISSING"}])
    cited = cited_reports(report_ids, actor=actor)
    named = _betraying(cited)
    _require_no_source(named, text=words, warned=warning, conditions=conditions)
    row = Assessment(
        owner_id=actor.home, author_id=require_member(actor), text=words, warned=warning,
        report_ids=[report.id for report in cited], made_at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    gateway.send_assessment(
        actor=actor, now=now, recipient_ids=recipient_ids, subject=row, text=words, conditions=conditions.strip(),
        reasons=reasons, warned=warning, reports_named=named,
    )  # fmt: skip
    audit.record(
        "intelligence.assessment_sent", row, actor=actor, at=now, after=[report.number for report in cited],
        purpose="LIFE_AT_RISK", reference=cited[0].number,
    )  # fmt: skip
    return row
