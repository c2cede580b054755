"""Reads of explanations, of what must be proven, and of the papers that say it."""

from __future__ import annotations

from uuid import UUID

from tansiq.compartments.casework.models import Association, Brief, Element, Evidence, Finding, Hypothesis
from tansiq.compartments.casework.queries.cases import MOST
from tansiq.kernel.problems import existing


def hypotheses(case_id: UUID) -> list[Hypothesis]:
    """Explanations that compete, oldest first."""
    return list(Hypothesis.objects.filter(case_id=case_id).order_by("made_at", "id")[:MOST])


def findings(case_id: UUID) -> list[Finding]:
    """What was weighed against them, oldest first."""
    return list(Finding.objects.filter(case_id=case_id).order_by("made_at", "id")[:MOST])


def elements(case_id: UUID) -> list[Element]:
    """What must be proven, by article."""
    return list(Element.objects.filter(case_id=case_id).order_by("article", "made_at", "id")[:MOST])


def element(element_id: UUID) -> Element:
    """One element with its case.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Element.objects.select_related("case").filter(id=element_id))


def evidence(case_id: UUID) -> list[Evidence]:
    """What was cited, oldest first."""
    return list(Evidence.objects.filter(case_id=case_id).order_by("made_at", "id")[: 5 * MOST])


def briefs(case_id: UUID) -> list[Brief]:
    """Briefs and packs of a case without their content, newest first."""
    return list(Brief.objects.filter(case_id=case_id).defer("content").order_by("-made_at", "-id")[:MOST])


def brief(brief_id: UUID) -> Brief:
    """One brief or pack.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Brief.objects.filter(id=brief_id))


def associations(case_id: UUID) -> list[Association]:
    """Who is associated with which piece of a case, oldest first."""
    rows = Association.objects.filter(case_id=case_id).select_related("exhibit")
    return list(rows.order_by("made_at", "id")[:MOST])
