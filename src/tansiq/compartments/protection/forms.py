"""Decisions of the protection desk, and what is protected."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.protection.models import Check, Threat
from tansiq.kernel.geography.shapes import Point
from tansiq.kernel.pages.fields import DayField, OpenChoiceField, in_force, reasons_field

YES_NO = (("", _("Not known")), ("yes", _("Yes")), ("no", _("No")))
_TOLD = {"yes": True, "no": False, "": None}
_NUMBER = r"[+-]?\d{1,3}(?:\.\d{1,8})?"
_PLACE = re.compile(rf"^\s*({_NUMBER})(?:\s*[,;،]\s*|\s+)({_NUMBER})\s*$")


class DecideForm(forms.Form):
    """Warn, warn with measures, or not, with a ground of the closed list."""

    decision = forms.ChoiceField(label=_("What is decided?"), choices=Threat.Decision.choices, widget=forms.RadioSelect)
    ground = OpenChoiceField(
        label=_("Ground for not warning"), choices=in_force("not_warned_grounds"), required=False,
        help_text=_("Only if nobody is warned. That somebody is a suspect is no ground."),
    )  # fmt: skip
    reasons = reasons_field()

    def lacks(self) -> tuple[str, ...]:
        return ("ground",) if self.cleaned_data.get("decision") == Threat.Decision.NOT_WARN else ()


class ApproveForm(forms.Form):
    """The head of the desk approves that somebody is not warned, or sends it back."""

    approves = forms.ChoiceField(
        label=_("Is nobody warned?"), choices=(("yes", _("Approve, for a day")), ("no", _("Send it back"))),
        widget=forms.RadioSelect,
    )  # fmt: skip
    reasons = reasons_field()

    def for_action(self) -> dict[str, Any]:
        return {"approves": self.cleaned_data["approves"] == "yes", "reasons": self.cleaned_data["reasons"]}


class WarningForm(forms.Form):
    """A warning that was given."""

    warned_by = forms.CharField(
        label=_("Who warned? Two of the desk, one of the same gender if asked for"), max_length=200
    )
    was_understood = forms.ChoiceField(label=_("Was it understood?"), choices=YES_NO, required=False)
    dependants = forms.ChoiceField(label=_("Were children and dependants thought of?"), choices=YES_NO, required=False)
    outcome = forms.CharField(label=_("What was said and asked for"), required=False, max_length=4_000,
                              widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        return told | {name: _TOLD[told[name]] for name in ("was_understood", "dependants")}


class CloseForm(forms.Form):
    """What became of a threat."""

    outcome = forms.CharField(label=_("What became of it?"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))


class AssessForm(forms.Form):
    """What the desk found about the danger to somebody who is to be heard."""

    reasons = reasons_field(_("What was found, and what is done about it? This stays with the protection desk"))


class AnswerForm(forms.Form):
    """The one word that the watch officer gets."""

    answer = forms.ChoiceField(label=_("What does the watch officer hear?"), choices=Check.Answer.choices,
                               widget=forms.RadioSelect)  # fmt: skip
    reasons = reasons_field(_("Why? This stays with the protection desk"))


class ProtectedForm(forms.Form):
    """What is protected; of a place only its cell is kept."""

    function = OpenChoiceField(label=_("Whom or what is it for?"), choices=in_force("protection_functions"))
    places = forms.CharField(
        label=_("Places"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        help_text=_("One on each line: latitude, longitude. Only the square kilometre and more around each is kept."),
    )  # fmt: skip
    file_ref = forms.CharField(label=_("Reference of your file"), required=False, max_length=40,
                               widget=forms.TextInput(attrs={"dir": "ltr"}))  # fmt: skip
    until = DayField(label=_("Until"), required=False, help_text=_("Twelve months at most."))

    def clean_places(self) -> tuple[Point, ...]:
        found = [_PLACE.match(line) for line in self.cleaned_data["places"].splitlines() if line.strip()]
        if not all(found):
            raise forms.ValidationError(_("Write one place on each line: latitude, longitude."), code="place")
        return tuple((float(match[2]), float(match[1])) for match in found if match)


class StateFilter(forms.Form):
    """Which rows are shown."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=(("", _("Still open")), ("ended", _("Ended"))))
