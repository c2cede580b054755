"""Statements, what speaks against using one, what a judge ruled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.drafts import StatementDraft
from tansiq.compartments.casework.forms.cases import text
from tansiq.compartments.casework.forms.exhibits import short
from tansiq.compartments.casework.models import Ruling, Statement
from tansiq.gateway.forms.places import PlaceField, where
from tansiq.kernel.pages.fields import MomentField, OpenChoiceField, WholeNumberField, in_force


class StatementForm(forms.Form):
    """What somebody said, and under which conditions."""

    kind = OpenChoiceField(label=_("Before whom?"), choices=Statement.Kind.choices, widget=forms.RadioSelect)
    record_number = short(most=60, label=_("Number of the court’s record"), is_code=True, required=False)
    speaker = OpenChoiceField(label=_("Who spoke?"), choices=(("", _("Choose")), *Statement.Speaker.choices))
    speaker_name = short(_("Name, as the person gave it"))
    detention = short(
        most=20, label=_("Number in the register of detentions, of somebody who is held"), is_code=True, required=False,
        help_text=_("The register learns how he was heard, and nothing of what he said."),
    )  # fmt: skip
    is_child = forms.BooleanField(label=_("A child, or perhaps one"), required=False)
    has_guardian = forms.BooleanField(label=_("A guardian was present"), required=False)
    place_code = PlaceField()
    place = short(_("The room, or where it is if it is on no list"), required=False)
    began_at = MomentField(label=_("When did it begin?"))
    ended_at = MomentField(label=_("When did it end?"))
    longest_stretch_minutes = WholeNumberField(
        label=_("Longest time without a break, in minutes"), min_value=0, max_value=10_000
    )
    present = text(_("Who was present?"), rows=2)
    counsel = OpenChoiceField(label=_("Counsel"), choices=Statement.Counsel.choices, widget=forms.RadioSelect)
    language = short(_("Language, and who interpreted"))
    is_recorded = forms.BooleanField(label=_("It was recorded"), required=False)
    medical_before = text(_("Medical check before"), rows=2, required=False)
    medical_after = text(_("Medical check after"), rows=2, required=False)
    is_medical_mismatch = forms.BooleanField(
        label=_("The check after shows what the one before did not"), required=False
    )
    words = text(_("What was said?"), rows=8)

    def lacks(self) -> tuple[str, ...]:
        return where(self)

    def for_action(self) -> dict[str, Any]:
        return {"draft": StatementDraft(**self.cleaned_data)}


class AllegeForm(forms.Form):
    """That it may come from ill-treatment."""

    indicator = OpenChoiceField(label=_("What points to it?"), choices=in_force("taint_indicators"))
    words = text(_("What is known, and from whom?"))


class RulingForm(forms.Form):
    """What a judge ruled."""

    result = OpenChoiceField(
        label=_("What did the judge rule?"), choices=Ruling.Result.choices, widget=forms.RadioSelect
    )
    record_number = short(most=60, label=_("Number of the record"), is_code=True)
    judge = short(_("Judge"))


class DeriveForm(forms.Form):
    """What was found or made through it."""

    number = short(_("Number of the exhibit or later statement"), is_code=True)
    says_unread = forms.BooleanField(
        label=_("Whoever made it had not read this statement"), required=False,
        help_text=_("The log of reads decides whether that is so."),
    )  # fmt: skip
    origin_at = MomentField(label=_("An origin of its own was written down at"), required=False)
    origin_words = text(_("Which?"), rows=2, required=False)
