"""Requests for information and their answers."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.intelligence.forms.terms import handlings, lines
from tansiq.compartments.intelligence.models import InformationRequest
from tansiq.kernel.pages.fields import OpenChoiceField, agencies, in_force, reasons_field
from tansiq.kernel.pages.reasons import purpose_field, reference_field

OUTCOMES = (("given", _("Answer it")), ("partly", _("Answer a part of it")), ("refused", _("Refuse it")))


class RequestForm(forms.Form):
    """A question to another agency."""

    addressee_id = forms.TypedChoiceField(
        label=_("Whom do you ask?"), choices=agencies(), coerce=UUID, empty_value=None
    )
    question = lines(_("What do you ask?"), help_text=_("One question. Not: what do you hold about …"))
    why = lines(_("What do you need it for?"), rows=3)
    purpose = purpose_field()
    reference = reference_field()
    legal_basis = OpenChoiceField(label=_("Legal basis"), choices=in_force("legal_bases"))


class AnswerForm(forms.Form):
    """The answer of the agency that was asked."""

    outcome = forms.ChoiceField(label=_("What do you do?"), choices=OUTCOMES, widget=forms.RadioSelect)
    answer = lines(_("Answer"), rows=5, required=False)
    handling = forms.ChoiceField(
        label=_("What may they do with it?"), choices=handlings, required=False, widget=forms.RadioSelect
    )
    conditions = forms.CharField(label=_("Conditions"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    refusal_reason = forms.ChoiceField(
        label=_("Reason of a refusal"), required=False, choices=in_force("rfi_refusal_reasons"),
        help_text=_("They read this reason and nothing else."),
    )  # fmt: skip
    reasons = reasons_field(label=_("Your reasons; they stay with your agency"))


class RequestFilter(forms.Form):
    """Which requests are shown."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Every state")), *InformationRequest.State.choices]
    )
    side = forms.ChoiceField(
        label=_("Who asks"), required=False,
        choices=(("", _("We and others")), ("ours", _("We ask")), ("theirs", _("Others ask us"))),
    )  # fmt: skip
