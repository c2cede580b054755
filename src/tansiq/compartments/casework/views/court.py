"""The court file: its pages, and its acts as a form, one action, and the page where the result stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.casework import (
    actions,
    court_paper,
    decision_paper,
    queries,
    queries_decisions,
    queries_steps,
    rules_court,
    rules_rulings,
)
from tansiq.compartments.casework import queries_court as court
from tansiq.compartments.casework import queries_rulings as rulings
from tansiq.compartments.casework.forms import court as forms
from tansiq.compartments.casework.views import shown_court
from tansiq.compartments.casework.views.acts import Act
from tansiq.compartments.casework.views.cases import FORM, done, sent
from tansiq.compartments.casework.views.court_acts import ACTS
from tansiq.kernel import documents
from tansiq.kernel.access.naming import named
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

READS = ("casework.record", "casework.court")


@require_safe
def court_files(request: OfficerRequest) -> HttpResponse:
    """Court files of the reader, newest first."""
    flow.require(request, *READS)
    rows, pager = flow.page_of(request, court.court_files())
    lines = [shown_court.file_line(row) for row in rows]
    return render(request, "casework/court_files.html", {"lines": lines, "pager": pager})


@require_http_methods(["GET", "POST"])
def court_open(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """The court file of a case; where there is none, it is opened."""
    row = queries.case(case_id)
    flow.require(request, "casework.record")
    found = court.court_file_of(row.id)
    if found is not None:
        return redirect("casework:court_file", found.id)
    form = forms.OpenForm(sent(request))
    if form.is_valid() and (made := flow.act(request, form, actions.open_court_file, case_id=row.id)):
        return done(request, "court_file", made.id, _("The court file is open."))
    context = {
        "form": form, "title": _("Open the court file of case %(number)s") % {"number": row.number}, "act": _("Open"),
        "aside": _("In it stand who is accused of which act, and what the court says. The court sees it once an act"
                   " was indicted; the rest of the case it never sees here."),
    }  # fmt: skip
    return render(request, FORM, context, status=flow.status_of(form))


@require_safe
def court_file(request: OfficerRequest, court_file_id: UUID) -> HttpResponse:
    """A court file: accused, charges, victims. The read is logged under its number."""
    court.court_file(court_file_id)
    flow.require(request, *READS)
    row = court.read_court_file(actor=request.actor, now=timezone.now(), file_id=court_file_id)
    return render(request, "casework/court_file.html", shown_court.file_page(row, request.actor))


@require_safe
def court_victims(request: OfficerRequest, court_file_id: UUID) -> HttpResponse:
    """Victim by victim: which charges against whom, and on which track each stands for this victim (JUD-05)."""
    row = court.court_file(court_file_id)
    flow.require(request, *READS)
    court.log_read("court_victims", row, actor=request.actor, now=timezone.now())
    return render(request, "casework/court_victims.html", shown_court.victims_page(row, request.actor))


@require_safe
def court_hearing(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """One hearing, planned or as it was."""
    row = rulings.hearing(record_id)
    flow.require(request, *READS)
    court.log_read("hearing", row, actor=request.actor, now=timezone.now())
    return render(request, "casework/court_hearing.html", shown_court.hearing_page(row, request.actor, timezone.now()))


@require_safe
def court_notice(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """The notice of a hearing as a paper, for the accused and counsel; families are reached by the victims' office."""
    row = rulings.hearing(record_id)
    flow.require(request, "casework.open", "casework.court")
    court.log_read("hearing_notice", row, actor=request.actor, now=timezone.now())
    content = court_paper.notice(row, court.people_named(row.accused_ids), issuer=named(request.actor.agency_name),
                                 now=timezone.now())  # fmt: skip
    answer = HttpResponse(content, content_type=documents.PDF_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return answer


@require_safe
def court_decision(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """A decision as a sheet for whom it concerns, in Arabic: what, why, by whom, until when, how to object (G26)."""
    row = queries_decisions.decided(record_id, is_court=request.actor.has("casework.court"))
    flow.require(request, "casework.open", "casework.court")
    court.log_read("decision", row.file, actor=request.actor, now=timezone.now())
    content = decision_paper.sheet(row, issuer=named(request.actor.agency_name), now=timezone.now())
    answer = HttpResponse(content, content_type=documents.PDF_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{row.reference}.pdf"'
    return answer


@require_safe
def court_ruling(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """What a court said, with number and hash of its paper."""
    row = rulings.court_act(record_id)
    flow.require(request, *READS)
    court.log_read("court_act", row, actor=request.actor, now=timezone.now())
    return render(request, "casework/court_ruling.html", shown_court.ruling_page(row, request.actor))


@require_safe
def court_timeline(request: OfficerRequest, court_file_id: UUID) -> HttpResponse:
    """What was done in a file, in the order of time."""
    row = court.court_file(court_file_id)
    flow.require(request, *READS)
    court.log_read("court_timeline", row, actor=request.actor, now=timezone.now())
    return render(request, "casework/court_timeline.html", {"row": row, "events": shown_court.timeline(row)})


@require_safe
def court_charge(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """One charge: what speaks for and against side by side, and what was said of its track."""
    row = court.charge(record_id)
    flow.require(request, *READS)
    court.log_read("charge", row, actor=request.actor, now=timezone.now())
    return render(request, "casework/court_charge.html", shown_court.charge_page(row, request.actor))


@require_safe
def court_accused(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """One accused: charges in the order in which they were entered, and what analysts say of a rank."""
    row = court.accused(record_id)
    flow.require(request, *READS)
    court.log_read("accused", row, actor=request.actor, now=timezone.now())
    return render(request, "casework/court_accused.html", shown_court.accused_page(row, request.actor, timezone.now()))


FOUND: dict[str, Any] = {
    "file": court.court_file, "accused": court.accused, "victim": court.victim, "charge": court.charge,
    "hearing": rulings.hearing, "court_act": rulings.court_act, "step": queries_steps.step,
}  # fmt: skip

# Where that stands which a form is about: by the number of the file, and by whom it is, for two accused have one
# number. The form that names somebody logs the read.
ABOUT = {
    "file": "casework:court_file", "accused": "casework:court_accused", "charge": "casework:court_charge",
    "hearing": "casework:court_hearing", "court_act": "casework:court_ruling", "victim": "casework:court_victims",
    "step": "casework:court_file",
}  # fmt: skip


def _whom(about: str, row: Any) -> tuple[str, str]:
    """Whom a form is about, and of a step which one; nobody where it is about a file or a hearing."""
    if about == "step":
        return row.accused.name if row.accused else row.victim.label, str(row.get_kind_display())
    if about in ("charge", "court_act"):
        return row.accused.name, ""
    return {"accused": getattr(row, "name", ""), "victim": getattr(row, "label", "")}.get(about, ""), ""


def _log_whom(about: str, row: Any, request: OfficerRequest) -> None:
    """Log that somebody was read of: of a step it is the one whose step it is."""
    if about == "step":
        about, row = ("accused", row.accused) if row.accused else ("victim", row.victim)
    court.log_read(about, row, actor=request.actor, now=timezone.now())


def _extra(name: str, row: Any, request: OfficerRequest) -> dict[str, Any]:
    """What a form needs beside what was sent."""
    actor = request.actor
    if name == "charge_new":
        return {"victims": court.victims(row.file_id), "initial": {"district": row.file.district}}
    if name == "charge_victims":
        return {"victims": [one for one in court.victims(row.file_id) if one.id not in row.victim_ids]}
    if name in ("sentence_plan", "sentence_happened"):
        return {"is_sentence": True}
    if name == "settlement_new":
        return {"victims": court.victims(row.id)}
    if name in ("hearing_new", "hearing_held"):
        return {"people": court.all_accused(row.id)}
    if name == "court_act_new":
        return {"charges": court.charges(row.file_id, accused_id=row.id)}
    if name == "hearing_move":
        return {"initial": {"place": row.place}}
    if name == "track_new":
        return {"victims": court.victims_named(row.victim_ids)}
    if name == "charge_move":
        states = [to for to, permission in rules_court.steps_from(row.state).items() if actor.has(permission)]
        return {"states": states, "needs_court": row.file.court_id is None and rules_court.INDICTED in states}
    if name == "charge_weigh":
        said = {"evidence": "\n".join(row.evidence), "exculpatory": "\n".join(row.exculpatory)}
        return {"initial": said | {"looked_for_against": row.looked_for_against, "standard": row.standard}}
    if name == "age_new":
        # What was said before stands on the page of the accused; this is what somebody says now.
        return {"initial": {"detention": row.detention}, "rules": actor.has("casework.court")}
    if name == "court_act_complete":
        asked = rules_rulings.CHARGES_NOT_ENTERED in row.lacking
        found = court.charges(row.file_id, accused_id=row.accused_id) if asked else []
        return {"charges": found, "lacking": row.lacking}
    return {}


@require_http_methods(["GET", "POST"])
def act(request: OfficerRequest, act: str, record_id: UUID) -> HttpResponse:
    """One act: the form, the action, on to where its result stands."""
    one: Act = ACTS[act]
    row = FOUND[one.about](record_id)
    flow.require(request, *one.permission.split())
    shown = _extra(act, row, request)
    whom, which = _whom(one.about, row)
    if (shown or whom) and request.method == "GET":
        # The form shows people of the file, or what stands of them.
        _log_whom(one.about, row, request)
    form = one.form(sent(request), request.FILES or None, **shown)
    if form.is_valid():
        made = flow.act(request, form, one.action, **{f"{one.about}_id": row.id})
        if made is not None:
            page, whose = one.leads_to
            ids = {"it": row.id, "made": made.id, "file": getattr(row, "file_id", row.id),
                   "accused": getattr(row, "accused_id", None)}  # fmt: skip
            return done(request, page, ids[whose], one.done)
    context = {"form": form, "title": str(one.title), "act": str(one.button), "aside": str(one.aside)}
    if one.about in ABOUT:
        number = getattr(row, "number", "") or row.file.number
        record = row.file_id if one.about in ("victim", "step") else row.id
        url = reverse(ABOUT[one.about], args=[record])
        context["about"] = {"number": number, "url": url, "whom": whom, "which": which}
    return render(request, FORM, context, status=flow.status_of(form))
