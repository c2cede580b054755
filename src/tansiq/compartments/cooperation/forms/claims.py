"""Claims, mentions, and what verifies them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.cooperation.drafts import ClaimDraft
from tansiq.compartments.cooperation.forms.fields import CHOOSE, lines, number
from tansiq.kernel.pages.fields import OpenCharField, OpenChoiceField, in_force, reasons_field

RESULTS = (
    CHOOSE, ("true", _("Found true")), ("false", _("Found false")), ("unknown", _("Cannot be found out")),
)  # fmt: skip
OUTCOMES = (
    CHOOSE, ("true", _("Speaks for the claim")), ("false", _("Speaks against the claim")),
    ("unknown", _("Says nothing")),
)  # fmt: skip


class MentionsForm(forms.Form):
    names = lines(
        _("Whom he only named, one a line"), rows=8,
        help_text=_("Without any detail of what they did. They stay words: nobody gets a record for being named."),
    )  # fmt: skip


class ClaimForm(forms.Form):
    """One fact, graded before anybody checks it."""

    fact = lines(_("What he says happened: what, when, where"), rows=4)
    about = OpenCharField(
        label=_("About whom, as he said it"), required=False, max_length=200,
        help_text=_("One person. Whoever was only named goes among the mentions."),
    )  # fmt: skip
    grade_source = OpenChoiceField(label=_("How reliable is he, before the check?"), choices=in_force("source_grades"))
    grade_information = OpenChoiceField(
        label=_("How likely is it, before the check?"), choices=in_force("information_grades")
    )
    is_interested = forms.BooleanField(
        label=_("He gains by it"), required=False, help_text=_("About a rival of his own side, or an old quarrel.")
    )
    interest = OpenCharField(label=_("What he gains by it"), required=False, max_length=200)
    threat = lines(
        _("A life is threatened: what, when and where"), required=False,
        help_text=_("It goes to the protection desk the moment you record this. Write no source."),
    )  # fmt: skip
    threatened = OpenCharField(label=_("Who is threatened, and how is he found?"), required=False, max_length=2_000)
    function = OpenChoiceField(label=_("What is he?"), choices=in_force("protection_functions"), required=False)

    def lacks(self) -> tuple[str, ...]:
        return ("interest",) if self.cleaned_data.get("is_interested") else ()

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"draft": ClaimDraft(**(told | {"function": told["function"] or "OTHER"}))}


class CheckForm(forms.Form):
    what = lines(
        _("What is to be found out, and where"),
        help_text=_("From somewhere else than him. Never from what was said in confidence."),
    )  # fmt: skip


class FindingForm(forms.Form):
    outcome = OpenChoiceField(label=_("What came of it?"), choices=OUTCOMES)
    source = OpenCharField(label=_("From where?"), max_length=200)
    found = lines(_("What was found"))
    is_independent = forms.BooleanField(
        label=_("Independent of him"), required=False,
        help_text=_("Neither from him nor from anybody who had it from him."),
    )  # fmt: skip


class StatusForm(forms.Form):
    words = lines(_("How far is the verification?"))


class ResultForm(forms.Form):
    result = OpenChoiceField(label=_("What did it turn out to be?"), choices=RESULTS)
    value = OpenChoiceField(label=_("What was it worth?"), choices=in_force("cooperation_values"))
    words = lines(_("On what does that rest?"))


class EntryForm(forms.Form):
    entry = number(_("Number of the court’s record"), max_length=60)


class SupportForm(forms.Form):
    reasons = reasons_field()
