"""Traces: one question, one unit, one way, and what it came to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.intelligence import queries
from tansiq.compartments.intelligence.forms.terms import lines
from tansiq.compartments.intelligence.models import Subject
from tansiq.kernel.pages.fields import MomentField, OpenChoiceField, in_force
from tansiq.kernel.reading import number

PRIORITIES = {1: _("looked at first"), 2: "", 3: _("ordinary"), 4: "", 5: _("looked at last")}
FOUND = (("yes", _("Found")), ("no", _("Nothing found")), ("untold", _("Could not be told")))
_IS_FOUND = {"yes": True, "no": False, "untold": None}


def priorities() -> list[tuple[int, str]]:
    return [(one, f"{number(one)}: {words}" if words else number(one)) for one, words in PRIORITIES.items()]


def subject_choices() -> list[tuple[str, str]]:
    """Choices of a form: active subjects by number and act, no name."""
    rows = queries.subjects(state=Subject.State.ACTIVE)
    return [("", str(_("About nobody in particular"))), *((str(row.id), row.number) for row in rows)]


class TraceForm(forms.Form):
    """A task to answer one question."""

    question = lines(_("Which question is to be answered?"), rows=3)
    unit = forms.CharField(label=_("Which unit?"), max_length=120)
    method = OpenChoiceField(
        label=_("By which way?"), choices=in_force("trace_methods"),
        help_text=_("A closed list: following somebody’s position is not on it."),
    )  # fmt: skip
    order_number = forms.CharField(
        label=_("Number of the judicial order"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    subject_id = forms.TypedChoiceField(
        label=_("About which subject?"), required=False, choices=subject_choices, coerce=UUID, empty_value=None
    )
    priority = forms.TypedChoiceField(label=_("How soon?"), choices=priorities, coerce=int, initial=3)
    due_at = MomentField(label=_("Until"), required=False)
    purpose = OpenChoiceField(label=_("Purpose"), choices=in_force("purposes"))
    legal_basis = OpenChoiceField(label=_("Legal basis"), choices=in_force("legal_bases"))


class OutcomeForm(forms.Form):
    """What a trace came to; nothing found counts like anything else."""

    found = forms.ChoiceField(label=_("Result"), choices=FOUND, widget=forms.RadioSelect)
    outcome = lines(_("What was done and seen?"), help_text=_("Nothing found: where it was looked for, and when."))

    def for_action(self) -> dict[str, Any]:
        return {"is_found": _IS_FOUND[self.cleaned_data["found"]], "outcome": self.cleaned_data["outcome"]}


class TraceFilter(forms.Form):
    """Which traces are shown."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=(("", _("Not done yet")), ("done", _("Done"))))
