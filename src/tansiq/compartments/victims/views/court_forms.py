"""Forms for a court that does not sign in: printed, typed by two people, agreed or shown as different."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.victims import actions, court_form, queries
from tansiq.compartments.victims.forms.about import OUTCOMES
from tansiq.compartments.victims.forms.facts import CAPACITIES
from tansiq.compartments.victims.forms.fields import CHOOSE
from tansiq.compartments.victims.forms.matters import AGES
from tansiq.compartments.victims.forms.wishes import DIYA, QISAS
from tansiq.compartments.victims.models import Party, Typing
from tansiq.compartments.victims.views.labels import FIELDS, VALUES, outcome
from tansiq.compartments.victims.views.reading import asks
from tansiq.kernel.access import queries as access
from tansiq.kernel.documents import pdf
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.fields import DayField, OpenCharField, OpenChoiceField
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.reading import kept

_LTR = {"dir": "ltr"}
_READ = ("age_at_act", "capacity", "outcome", "qisas", "diya", "record", "judge", "reason")
KINDS = (
    CHOOSE, ("court_validated", gettext_lazy("validates the waiver")),
    ("court_rejected", gettext_lazy("rejects the waiver")),
    ("hold_ruled", gettext_lazy("rules that the stop ends, and says nothing of the waiver")),
    ("age_ruled", gettext_lazy("rules on the age of an accused")),
    ("capacity_ruled", gettext_lazy("rules on the capacity of an heir")),
    ("inquiry_closed", gettext_lazy("closes the inquiry into pressure")),
    ("pardon_in_court", gettext_lazy("has heard the pardon itself")),
)  # fmt: skip
# What else stands on the paper, by what the court marked.
ASKED = {
    "age_ruled": ("finding",), "capacity_ruled": ("finding",), "inquiry_closed": ("outcome",),
    "pardon_in_court": ("qisas", "diya"),
}  # fmt: skip


class TypeForm(forms.Form):
    """What stands on a form, read off the paper."""

    number = OpenCharField(
        label=gettext_lazy("Number of the form"), max_length=20, widget=forms.TextInput(attrs=_LTR),
        help_text=gettext_lazy("At the head of the paper, and in its code."),
    )  # fmt: skip
    digest = OpenCharField(
        label=gettext_lazy("The letters and digits after the number"), max_length=20, widget=forms.TextInput(attrs=_LTR)
    )
    kind = OpenChoiceField(label=gettext_lazy("What did the court mark?"), choices=KINDS)
    outcome = OpenChoiceField(
        label=gettext_lazy("Of an inquiry into pressure: its outcome"), choices=OUTCOMES, required=False
    )
    finding = OpenChoiceField(
        label=gettext_lazy("Of an age or a capacity: what it finds"), choices=(*AGES, *CAPACITIES[1:]), required=False
    )
    qisas = OpenChoiceField(label=gettext_lazy("Of a pardon: retaliation"), choices=QISAS, required=False)
    diya = OpenChoiceField(
        label=gettext_lazy("Of a pardon: the heir’s own share of the diya"), choices=DIYA, required=False
    )
    record = OpenCharField(
        label=gettext_lazy("Number of the court’s record"), max_length=60, widget=forms.TextInput(attrs=_LTR),
        required=False, help_text=gettext_lazy("Without a number it is recorded and waits."),
    )  # fmt: skip
    on = DayField(label=gettext_lazy("Date of the ruling"))
    judge = OpenCharField(label=gettext_lazy("Name of the judge"), max_length=120, required=False)
    reason = OpenCharField(label=gettext_lazy("Reason, as written"), max_length=200, required=False)

    def lacks(self) -> tuple[str, ...]:
        return ASKED.get(self.cleaned_data.get("kind", ""), ())

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"qisas": {"yes": True, "no": False}.get(self.cleaned_data["qisas"])}


@require_POST
def new(request: OfficerRequest, matter_id: UUID, code: str) -> HttpResponse:
    row = actions.print_form(actor=request.actor, now=timezone.now(), matter_id=matter_id, waiver=code)
    return redirect("victims:court_form", row.id)


@require_POST
def of_statement(request: OfficerRequest, statement_id: UUID) -> HttpResponse:
    """A form for the stop that words caused which name nobody."""
    row = actions.print_statement_form(actor=request.actor, now=timezone.now(), statement_id=statement_id)
    return redirect("victims:court_form", row.id)


@require_POST
def of_party(request: OfficerRequest, party_id: UUID) -> HttpResponse:
    """A form about an accused, or about the capacity of an heir."""
    row = actions.print_party_form(actor=request.actor, now=timezone.now(), party_id=party_id)
    return redirect("victims:court_form", row.id)


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Forms that wait, by number."""
    flow.require(request, "victims.record")
    rows, pager = flow.page_of(request, court_form.open_forms())
    return render(request, "victims/court_forms.html", {"rows": rows, "pager": pager})


@require_http_methods(["GET", "POST"])
def typing(request: OfficerRequest) -> HttpResponse:
    """Type in what stands on a form, alone; whoever typed it before is not shown."""
    flow.require(request, "victims.record")
    # Its number may stand in the address; whatever the court marked is read off the paper.
    form = TypeForm(flow.typed(request), initial={"number": request.GET.get("number", "")})
    if form.is_valid() and (row := flow.act(request, form, actions.type_form)) is not None:
        _tell(request, row)
        return redirect("victims:court_form", row.form_id)
    return render(request, "victims/court_form_type.html", {"form": form}, status=flow.status_of(form))


def _tell(request: OfficerRequest, row: Typing) -> None:
    told = court_form.typed(row.form_id, actor=request.actor)
    if told.entry is not None:
        messages.success(request, _("Two people read the same: it stands in the file."))
    elif told.others:
        messages.warning(request, _("Another person read something else. Nothing counts yet; look at the paper again."))
    else:
        messages.success(request, _("Kept. It counts once another person has typed the same."))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(VALUES.get(str(value), value)) if value else "—"


def _reading(row: Typing, differs: frozenset[str]) -> dict[str, Any]:
    fields = [
        {"name": _("The court"), "value": str(dict(KINDS)[row.kind]), "differs": "kind" in differs},
        {"name": _("Date of the ruling"), "value": kept(row.event["at"]), "differs": "at" in differs},
    ] + [
        {
            "name": str(FIELDS[name]), "differs": name in differs,
            "value": outcome(row.event) if name == "outcome" else _value(row.event.get(name)),
        }
        for name in _READ if name in row.event
    ]  # fmt: skip
    if row.paper:
        fields.append({"name": _("Record, judge and reason"), "value": row.paper, "differs": "paper" in differs})
    return {"row": row, "fields": fields}


@require_safe
def form(request: OfficerRequest, form_id: UUID) -> HttpResponse:
    """One form: its readings, once the reader has typed, and what they came to."""
    flow.require(request, "victims.record")
    told = court_form.typed(form_id, actor=request.actor)
    if (asked := asks(request, told.form.matter)) is not None:
        return asked
    readings = [*([told.mine] if told.mine else []), *told.others]
    paper = court_form.paper(told.form)
    context = {
        "row": told.form, "is_inquiry": getattr(paper, "kind", "") == court_form.INQUIRY,
        "party": paper if isinstance(paper, Party) else None,
        "digest": court_form.grouped(told.form.digest), "entry": told.entry, "mine": told.mine,
        "readings": [_reading(one, told.differs) for one in readings], "differ": bool(told.differs and told.others),
    }  # fmt: skip
    return render(request, "victims/court_form.html", context)


@require_safe
def sheet(request: OfficerRequest, form_id: UUID) -> HttpResponse:
    """The form to print, on A5."""
    flow.require(request, "victims.record")
    row = court_form.form(form_id)
    if (asked := asks(request, row.matter)) is not None:
        return asked
    paper = court_form.paper(row)
    people = {one.code: one for one in queries.parties(row.matter_id)}
    agencies = access.agency_names()
    made = court_form.sheet(
        row, paper, people, issuer=agencies.get(row.owner_id, ""), now=row.printed_at,
        court=agencies.get(row.matter.court_id, "") if row.matter.court_id else "",
    )  # fmt: skip
    return as_paper(pdf(made))
