"""Decisions about a subject, each on a page of its own: the question, what speaks for and against, the effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tansiq.compartments.intelligence import actions
from tansiq.compartments.intelligence.forms.subjects import CategoriseForm, DecideForm, RevalidateForm
from tansiq.compartments.intelligence.forms.terms import report_choices
from tansiq.compartments.intelligence.queries import SubjectFile
from tansiq.compartments.intelligence.views import shown, subjects, words
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.reading import number

Make = Callable[[Any, SubjectFile], DecideForm]


def _speaks_for(told: SubjectFile) -> list[str]:
    said = []
    if told.independent_count:
        said.append(
            ngettext("%(count)s source.", "%(count)s sources, independent of one another.", told.independent_count)
            % {"count": number(told.independent_count)}
        )
    for report in told.reports:
        grade = shown.grade(report)
        said.append(f"{grade['sentence']} ({grade['code']}) · {report.number}")
    return said


def _speaks_against(told: SubjectFile) -> list[str]:
    said = [_("Alleged, not decided: no court has ruled on it.")]
    if told.independent_count == 1 and len(told.reports) > 1:
        said.append(_("All reports go back to one source."))
    if told.subject.alternative:
        said.append(_("Considered instead: %(words)s") % {"words": told.subject.alternative})
    if told.subject.sensitive:
        standing = told.subject.get_sensitive_display()
        said.append(
            _("%(standing)s: a record would weigh on this work. Reviewed by %(name)s.")
            % {"standing": standing, "name": told.subject.legal_reviewer}
        )
    negative = sum(trace.is_found is False for trace in told.traces)
    if negative:
        said.append(
            ngettext("%(count)s trace found nothing.", "%(count)s traces found nothing.", negative)
            % {"count": number(negative)}
        )
    return said


def _decide(
    request: OfficerRequest, subject_id: UUID, *, kind: str, permission: str, action: Callable[..., Any],
    act: str, make: Make = lambda typed, told: DecideForm(typed),
) -> HttpResponse:  # fmt: skip
    flow.require(request, permission)
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    told = subjects.read(request, subject_id, reason)
    form = make(flow.typed(request), told)
    if form.is_valid():
        done = flow.act(request, form, action, subject_id=subject_id)
        if done is not None:
            return redirect("intelligence:subject", subject_id)
    context = subjects.file_context(request, told, reason) | {
        "form": form, "asked": words.DECISIONS[kind], "appeal": words.APPEAL, "act": act,
        "speaks_for": _speaks_for(told), "speaks_against": _speaks_against(told),
        "nothing_new": isinstance(form, RevalidateForm) and not form.offered,
    }  # fmt: skip
    return render(request, "intelligence/decide.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def accept(request: OfficerRequest, subject_id: UUID) -> HttpResponse:
    return _decide(
        request, subject_id, kind="intelligence.accept", permission="intelligence.accept",
        action=actions.accept_subject, act=_("Accept"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def keep(request: OfficerRequest, subject_id: UUID) -> HttpResponse:
    return _decide(
        request, subject_id, kind="intelligence.keep", permission="intelligence.accept", action=actions.keep_subject,
        act=_("Keep"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def categorise(request: OfficerRequest, subject_id: UUID) -> HttpResponse:
    return _decide(
        request, subject_id, kind="intelligence.categorise", permission="intelligence.accept",
        action=actions.resolve_category, act=_("Determine the category"),
        make=lambda typed, told: CategoriseForm(typed),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def revalidate(request: OfficerRequest, subject_id: UUID) -> HttpResponse:
    def make(typed: Any, told: SubjectFile) -> DecideForm:
        known = {str(key) for key in told.subject.report_ids}
        offered = report_choices(since=told.subject.reviewed_at or told.subject.made_at)
        return RevalidateForm(typed, reports=[row for row in offered if row[0] not in known])

    return _decide(
        request, subject_id, kind="intelligence.revalidate", permission="intelligence.accept",
        action=actions.revalidate_subject, act=_("Keep on the new report"), make=make,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def clear(request: OfficerRequest, subject_id: UUID) -> HttpResponse:
    return _decide(
        request, subject_id, kind="intelligence.clear", permission="intelligence.clear", action=actions.clear_subject,
        act=_("Clear this person"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def review(request: OfficerRequest, subject_id: UUID) -> HttpResponse:
    return _decide(
        request, subject_id, kind="intelligence.review", permission="intelligence.propose",
        action=actions.open_review, act=_("Put under review"),
    )  # fmt: skip
