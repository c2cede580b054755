"""Acts of casework that are a form, one action, and the page where its result stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.forms import proof, said, things
from tansiq.compartments.casework.views.cases import FORM, WRITTEN, Words, done, sent
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound


@dataclass(frozen=True)
class Act:
    """One act.

    Attributes:
        about: what the address names: `case`, `statement` and so on; a query of that name finds it.
        leads_to: the page afterwards, and whose id it takes: of what was acted on, of its case, or of what was made.
    """

    form: Callable[..., django_forms.Form]
    action: Callable[..., Any]
    about: str
    title: Words
    button: Words
    permission: str
    leads_to: tuple[str, str]
    aside: Words = ""
    done: Words = WRITTEN


ACTS: dict[str, Act] = {
    "statement_new": Act(
        said.StatementForm,
        actions.take_statement,
        "case",
        gettext_lazy("Write down a statement"),
        gettext_lazy("Write down"),
        "casework.record",
        ("statement", "made"),
        gettext_lazy("Whatever the conditions were, they are kept. A confession is heard by a court alone."),
    ),
    "allege": Act(
        said.AllegeForm,
        actions.allege_taint,
        "statement",
        gettext_lazy("It may come from ill-treatment"),
        gettext_lazy("Put it under quarantine"),
        "casework.read",
        ("statement", "it"),
        gettext_lazy("Until a judge rules nobody but the prosecution reads it, nor anything that derives from it."),
        gettext_lazy("Under quarantine, with everything that derives from it."),
    ),
    "rule": Act(
        said.RulingForm,
        actions.record_ruling,
        "statement",
        gettext_lazy("Enter the ruling of a judge"),
        gettext_lazy("Enter"),
        "casework.open",
        ("statement", "it"),
    ),
    "derive": Act(
        said.DeriveForm,
        actions.derive,
        "statement",
        gettext_lazy("What was found or made through it"),
        gettext_lazy("Record"),
        "casework.read",
        ("statement", "it"),
    ),
    "device_new": Act(
        things.DeviceForm,
        actions.find_device,
        "incident",
        gettext_lazy("A device was found"),
        gettext_lazy("Enter"),
        "casework.exhibit",
        ("device", "made"),
        gettext_lazy("It counts as live and is not moved. The report is due within a day."),
        gettext_lazy("Entered. Nobody moves it before an explosives officer has certified that it is safe."),
    ),
    "report": Act(
        things.ReportForm,
        actions.report_device,
        "device",
        gettext_lazy("Report on a device"),
        gettext_lazy("Report"),
        "casework.certify",
        ("device", "it"),
    ),
    "annex": Act(
        things.AnnexForm,
        actions.add_annex,
        "device",
        gettext_lazy("Annex for explosives officers"),
        gettext_lazy("Add"),
        "casework.certify",
        ("device", "it"),
        gettext_lazy("Nobody else sees that there is one. No paper holds it."),
    ),
    "weapon_new": Act(
        things.WeaponForm,
        actions.record_weapon,
        "incident",
        gettext_lazy("Record a weapon"),
        gettext_lazy("Record"),
        "casework.exhibit",
        ("weapon", "made"),
    ),
    "trace_new": Act(
        things.TraceForm,
        actions.ask_trace,
        "weapon",
        gettext_lazy("Ask where a weapon comes from"),
        gettext_lazy("Record"),
        "casework.exhibit",
        ("weapon", "it"),
    ),
    "trace_answer": Act(
        things.TraceAnswerForm,
        actions.answer_trace,
        "trace_request",
        gettext_lazy("Enter the answer about a weapon"),
        gettext_lazy("Enter"),
        "casework.exhibit",
        ("weapon", "weapon"),
    ),
    "hypothesis_new": Act(
        proof.HypothesisForm,
        actions.propose_hypothesis,
        "case",
        gettext_lazy("Add an explanation"),
        gettext_lazy("Add"),
        "casework.record",
        ("explanations", "it"),
    ),
    "finding_new": Act(
        proof.FindingForm,
        actions.weigh_finding,
        "case",
        gettext_lazy("Weigh something against every explanation"),
        gettext_lazy("Weigh"),
        "casework.record",
        ("explanations", "it"),
        gettext_lazy("What is inferred stays apart from what was seen. What fits every explanation says nothing."),
    ),
    "element_new": Act(
        proof.ElementForm,
        actions.name_element,
        "case",
        gettext_lazy("Name what must be proven"),
        gettext_lazy("Name"),
        "casework.open",
        ("matrix", "it"),
    ),
    "evidence_new": Act(
        proof.EvidenceForm,
        actions.cite_evidence,
        "element",
        gettext_lazy("Cite evidence"),
        gettext_lazy("Cite"),
        "casework.open",
        ("matrix", "case"),
        gettext_lazy("What speaks against stands beside what speaks for. Nothing of intelligence is evidence."),
    ),
    "missing": Act(
        proof.MissingForm,
        actions.state_gap,
        "element",
        gettext_lazy("Say what is missing"),
        gettext_lazy("Save"),
        "casework.open",
        ("matrix", "case"),
    ),
    "brief_new": Act(
        proof.BriefForm,
        actions.make_brief,
        "case",
        gettext_lazy("Set a brief of evidence or a disclosure pack"),
        gettext_lazy("Set it"),
        "casework.open",
        ("matrix", "it"),
        gettext_lazy("Nothing under quarantine stands in it, and nothing of intelligence."),
        gettext_lazy("Set and signed: the paper and its manifest stand below."),
    ),
}
FOUND: dict[str, Callable[[UUID], Any]] = {
    "case": queries.case, "incident": queries.incident, "statement": queries.statement, "device": queries.device,
    "weapon": queries.weapon, "trace_request": queries.trace_request, "element": queries.element,
}  # fmt: skip


def _extra(name: str, row: Any) -> dict[str, Any]:
    """What a form needs beside what was sent."""
    if name == "finding_new":
        return {"hypotheses": queries.hypotheses(row.id)}
    when = getattr(row, "happened_at", None)
    return {"initial": {"found_at": when}} if name == "device_new" and when else {}


@require_http_methods(["GET", "POST"])
def act(request: OfficerRequest, act: str, record_id: UUID) -> HttpResponse:
    """One act: the form, the action, on to where its result stands."""
    one = ACTS[act]
    row = FOUND[one.about](record_id)
    flow.require(request, one.permission)
    form = one.form(sent(request), **_extra(act, row))
    if form.is_valid():
        made = flow.act(request, form, one.action, **{f"{_argument(one.about)}_id": row.id})
        if made is not None:
            return _on(request, one, row, made)
    context = {"form": form, "title": str(one.title), "act": str(one.button), "aside": str(one.aside)}
    return render(request, FORM, context, status=flow.status_of(form))


def _argument(about: str) -> str:
    return "request" if about == "trace_request" else about


def _on(request: OfficerRequest, one: Act, row: Any, made: Any) -> HttpResponse:
    page, whose = one.leads_to
    if page == "statement":
        try:
            queries.statement(made.id if whose == "made" else row.id)
        except NotFound:
            messages.info(request, _("It is under quarantine: the prosecution was told, and nobody else reads it."))
            return redirect("casework:case", row.id if one.about == "case" else row.case_id)
    ids = {
        "it": row.id,
        "made": made.id,
        "case": getattr(row, "case_id", None),
        "weapon": getattr(row, "weapon_id", None),
    }
    return done(request, page, ids[whose], one.done)
