"""Who read what: by person, by member, by pattern; questions to the reader's agency, and the weekly sample."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.oversight import actions, queries
from tansiq.compartments.oversight.forms import reads as forms
from tansiq.compartments.oversight.rules import sampling
from tansiq.compartments.oversight.views import shown
from tansiq.kernel.access import queries as access
from tansiq.kernel.audit import queries as log
from tansiq.kernel.audit.queries import Entry
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.filters import given, keeps_words
from tansiq.kernel.pages.request import OfficerRequest

# The judge's delegate judges reads of inspectors, and no others exist for him.
JUDGES = ("oversight.close", "oversight.judge_inspector")


def _wanted(text: str) -> QuerySet[Entry]:
    """Reads of a record by its id, by a member's handle, or under a reference; all of them where nothing is said."""
    try:
        return log.every_read(subject_id=UUID(text))
    except ValueError:
        pass
    account = access.account_of(text) if text else None
    return log.every_read(user_id=account) if account else log.every_read(reference=text)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def reads(request: OfficerRequest) -> HttpResponse:
    """Reads of people, newest first."""
    flow.require(request, "oversight.read_log")
    form = forms.ReadsFilter(given(request))
    wanted = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows, pager = flow.page_of_many(request, _wanted(wanted), size=50)
    context = _seen(request) | {
        "lines": shown.entries(rows),
        "pager": pager,
        "form": form,
        "is_filtered": bool(wanted),
        "wanted": wanted,
    }
    return render(request, "oversight/reads.html", context)


@require_safe
def findings(request: OfficerRequest) -> HttpResponse:
    """Findings of the nightly check: pattern, reader and day."""
    flow.require(request, "oversight.read_log")
    form = forms.FindingsFilter(request.GET)
    told = form.cleaned_data if form.is_valid() else {"pattern": "", "closed": False}
    rows = queries.findings(is_open=not told["closed"], pattern=told["pattern"])
    page, pager = flow.page_of(request, rows)
    handles, agencies = access.handles({row.reader_id for row in page}), access.agency_names()
    lines = [
        {"row": row, "who": handles.get(row.reader_id, ""), "agency": agencies[row.agency_id],
         "count": len(row.entry_ids)}
        for row in page
    ]  # fmt: skip
    context = {"lines": lines, "pager": pager, "form": form, "is_filtered": any(told.values())}
    return render(request, "oversight/findings.html", context)


@require_http_methods(["GET", "POST"])
def finding(request: OfficerRequest, finding_id: UUID) -> HttpResponse:
    """One finding: its reads, what was asked, and closing it with what was done."""
    row = queries.finding(finding_id)
    flow.require(request, *JUDGES)
    is_question = "question" in request.POST
    sent = flow.typed(request)
    ask, done = forms.QuestionForm(sent if is_question else None), forms.DoneForm(None if is_question else sent)
    if ask.is_valid() and flow.act(request, ask, actions.ask_reason, about_id=row.id) is not None:
        messages.success(request, _("The agency is asked."))
        return redirect("oversight:finding", row.id)
    if done.is_valid() and flow.act(request, done, actions.close_finding, finding_id=row.id) is not None:
        messages.success(request, _("Closed."))
        return redirect("oversight:findings" if request.actor.has("oversight.read_log") else "desk:home")
    context = _about(request, row.id, [UUID(str(one)) for one in row.entry_ids]) | {
        "row": row, "who": shown.handle(row.reader_id), "agency": access.agency_names()[row.agency_id],
        "ask": ask, "done": done, "form": ask if is_question else done,
        "due": shown.clock(clocks.due_of("READ-FINDING", row.found_at), timezone.now(), met_at=row.closed_at),
    }  # fmt: skip
    return render(request, "oversight/finding.html", context, status=flow.status_of(ask if is_question else done))


def _seen(request: OfficerRequest) -> dict[str, Any]:
    """What the reader may open and ask beside the read: the judge's delegate opens no log and asks no agency."""
    return {"reads_log": request.actor.has("oversight.read_log"), "may_ask": request.actor.has("oversight.close")}


def _about(request: OfficerRequest, about_id: UUID, entry_ids: list[UUID]) -> dict[str, Any]:
    """The reads behind something, whether they are the inspector's own, and the questions that were asked about it."""
    rows, asked = queries.reads_behind(request.actor, entry_ids), queries.questions_about(about_id)
    return _seen(request) | {
        "entries": shown.entries(rows), "is_own": any(row.user_id == request.actor.user_id for row in rows),
        "questions": asked,
        "waits": any(one.answered_at is None for one in asked),
    }  # fmt: skip


@require_safe
def samples(request: OfficerRequest) -> HttpResponse:
    """The samples by week, and how far each is."""
    flow.require(request, "oversight.read_log")
    rows, pager = flow.page_of(request, queries.samples())
    lines = [{"row": row, "count": len(of), "left": sum(not one.verdict for one in of)}
             for row in rows for of in [list(row.items.all())]]  # fmt: skip
    return render(request, "oversight/samples.html", {"lines": lines, "pager": pager})


@require_safe
def sample(request: OfficerRequest, sample_id: UUID) -> HttpResponse:
    """One week: its draw, which anybody can repeat, and its reads with their verdicts."""
    row = queries.sample(sample_id)
    flow.require(request, *JUDGES)
    items = list(row.items.all())
    behind = queries.reads_behind(request.actor, [one.entry_id for one in items])
    told = {line["id"]: line for line in shown.entries(behind)}
    page, pager = flow.page_of(request, items)
    lines = [{"item": one, "entry": told.get(one.entry_id)} for one in page]
    context = _seen(request) | {
        "row": row, "lines": lines, "pager": pager, "left": sum(not one.verdict for one in items),
        "least": sampling.LEAST_PERCENT, "due": shown.clock(clocks.due_of("READ-SAMPLE", row.drawn_at), timezone.now()),
    }  # fmt: skip
    return render(request, "oversight/sample.html", context)


@require_http_methods(["GET", "POST"])
def item(request: OfficerRequest, item_id: UUID) -> HttpResponse:
    """One read of a sample, and the verdict on it."""
    row = queries.item(item_id)
    flow.require(request, *JUDGES)
    is_question = "question" in request.POST
    sent = flow.typed(request)
    ask, verdict = forms.QuestionForm(sent if is_question else None), forms.VerdictForm(None if is_question else sent)
    if ask.is_valid() and flow.act(request, ask, actions.ask_reason, about_id=row.id) is not None:
        messages.success(request, _("The agency is asked."))
        return redirect("oversight:sample_item", row.id)
    if verdict.is_valid() and flow.act(request, verdict, actions.judge_item, item_id=row.id) is not None:
        return redirect("oversight:sample", row.sample_id)
    context = _about(request, row.id, [row.entry_id]) | {
        "row": row, "ask": ask, "verdict": verdict, "form": ask if is_question else verdict,
        "is_settled": row.verdict not in ("", "asked"),
    }  # fmt: skip
    return render(request, "oversight/item.html", context, status=flow.status_of(ask if is_question else verdict))


@require_http_methods(["GET", "POST"])
def question(request: OfficerRequest, question_id: UUID) -> HttpResponse:
    """A question of the inspector to an agency: its reads, and the answer."""
    row = queries.question(question_id)
    flow.require(request, "oversight.answer", "oversight.close")
    form = forms.AnswerForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.answer_question, question_id=row.id) is not None:
        messages.success(request, _("Answered. The inspector reads it."))
        return redirect("oversight:question", row.id)
    context = {
        "row": row, "form": form, "who": shown.handle(row.reader_id),
        "may_answer": request.actor.has("oversight.answer") and row.answered_at is None,
        "count": len(row.entry_ids),
        "clock": shown.clock(clocks.due_of("READ-QUESTION", row.asked_at), timezone.now(), met_at=row.answered_at),
    }  # fmt: skip
    return render(request, "oversight/question.html", context, status=flow.status_of(form))
