"""What ends soon by itself, for the agency whose it is; and the proofs of what was erased, for the inspector."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tansiq.kernel.access import queries as access
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.retention import queries

PERIODS = (("30", _("30 days")), ("90", _("90 days")), ("365", _("A year")))
MOST_ROWS = 1_000
# What a record is, for who reads that one of this kind ended. Only their labels are known here.
KINDS = {
    "clocks.alarm": _("Alarm"),
    "clocks.clock": _("Clock"),
    "exchange.import": _("Version of a list"),
    "gateway.ask": _("Receipt of an ask"),
    "gateway.disclosure": _("Disclosure"),
    "gateway.hit": _("Hit"),
    "gateway.order": _("Arrest order"),
    "gateway.recall": _("Recall"),
    "intelligence.assessment": _("Assessment: danger to life"),
    "intelligence.cleared": _("That somebody was cleared"),
    "intelligence.informationrequest": _("Request for information"),
    "intelligence.listing": _("Listing"),
    "intelligence.report": _("Report"),
    "intelligence.subject": _("Subject"),
    "intelligence.trace": _("Trace"),
    "oversight.notice": _("Notice"),
}


class EndingFilter(forms.Form):
    """How far ahead one looks."""

    days = forms.ChoiceField(label=_("Within"), choices=PERIODS, required=False)


class ErasureFilter(forms.Form):
    """By which rule it was erased."""

    rule = forms.ChoiceField(label=_("Rule"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang, field = get_language() or "ar", self.fields["rule"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Every rule")), *charter.current().choices("retention", lang)]


def _rule(code: str) -> str:
    """The rule in the charter's words; a subject ends by a clock, all else by its retention."""
    if code == "SUBJECT-REVIEW":
        return str(_("It ends, unless somebody reviews it"))
    lang, pack = get_language() or "ar", charter.current()
    for vocabulary in ("retention", "clocks"):
        try:
            return pack.label(vocabulary, code, lang)
        except UnknownCode:
            continue
    return code


@require_GET
def ending(request: OfficerRequest) -> HttpResponse:
    """What of the actor's agency ends or is erased by itself, the soonest first."""
    flow.require(request, "intelligence.read")
    form = EndingFilter(request.GET)
    days = int(form.cleaned_data["days"] or PERIODS[0][0]) if form.is_valid() else int(PERIODS[0][0])
    now = timezone.now()
    found = queries.ends_soon(actor=request.actor, until=now + timedelta(days=days), limit=MOST_ROWS)
    page, pager = flow.page_of(request, found)
    context = {
        "form": form, "pager": pager,
        "rows": [
            {"what": KINDS.get(item.kind, item.kind), "reference": item.reference, "rule": _rule(item.rule),
             "due": item.due_at}
            for item in page
        ],
    }  # fmt: skip
    return render(request, "desk/ending.html", context)


@require_GET
def erasures(request: OfficerRequest) -> HttpResponse:
    """Proofs of erasure, newest first: which record, by which rule and when, and nothing of what it said."""
    flow.require(request, "oversight.read_log")
    form = ErasureFilter(request.GET)
    rule = form.cleaned_data["rule"] if form.is_valid() else ""
    page, pager = flow.page_of(request, queries.proofs(rule=rule, limit=MOST_ROWS))
    names, lang, pack = access.agency_names(), get_language() or "ar", charter.current()
    context = {
        "form": form, "pager": pager,
        "rows": [
            {"row": row, "what": KINDS.get(row.kind, row.kind), "rule": _rule(row.rule),
             "agency": names.get(row.owner_id, ""), "instrument": pack.label("instruments", row.instrument, lang)}
            for row in page
        ],
    }  # fmt: skip
    return render(request, "desk/erasures.html", context)
