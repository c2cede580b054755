"""Promises, payments, appearances, threats, and what the court is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.cooperation.drafts import AppearanceDraft, PromiseDraft
from tansiq.compartments.cooperation.forms.fields import CHOOSE, lines, number
from tansiq.compartments.cooperation.models import Payment, Promise
from tansiq.kernel.pages.fields import DayField, MomentField, OpenCharField, OpenChoiceField, in_force, reasons_field

KINDS = (CHOOSE, *Promise.Kind.choices)
PAYEES = (CHOOSE, *Payment.Kind.choices)


class PromiseForm(forms.Form):
    kind = OpenChoiceField(label=_("What was it?"), choices=KINDS)
    words = lines(_("What was said, as nearly word for word as you can"))
    said_by = OpenCharField(label=_("Who said it, and what is he?"), max_length=200)
    said_at = MomentField(label=_("When was it said?"))
    is_prosecution = forms.BooleanField(label=_("A prosecutor said it for the prosecution"), required=False)
    benefit = OpenChoiceField(
        label=_("Of which kind, if it is on the list"), choices=in_force("cooperation_benefits"), required=False
    )
    reported_by = OpenCharField(label=_("Who reports it?"), max_length=200)
    due_on = DayField(
        label=_("By which day is it done, if the prosecution promised it?"), required=False,
        help_text=_("What anybody else said binds nobody and has no day."),
    )  # fmt: skip

    def for_action(self) -> dict[str, Any]:
        return {"draft": PromiseDraft(**self.cleaned_data)}


class DayForm(forms.Form):
    due_on = DayField(label=_("By which day is it done?"))


class AnswerForm(forms.Form):
    words = lines(
        _("What is to be told to the person"),
        help_text=_("In plain words: whether it binds anybody, and who may promise."),
    )  # fmt: skip


class OutcomeForm(forms.Form):
    done = forms.ChoiceField(
        label=_("Was it done?"), choices=(("yes", _("Yes, it was done")), ("no", _("No, and it will not be"))),
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = lines(_("What was done, or why not"))

    def for_action(self) -> dict[str, Any]:
        return {"is_performed": self.cleaned_data["done"] == "yes", "words": self.cleaned_data["words"]}


class PaymentForm(forms.Form):
    to = OpenChoiceField(label=_("To whom?"), choices=PAYEES)
    payee = OpenCharField(label=_("Name"), max_length=120)
    what = OpenCharField(label=_("How much, or what"), max_length=200)
    paid_at = MomentField(label=_("When?"))
    paid_by = OpenCharField(label=_("Who paid?"), max_length=120)
    receipt = number(_("Number of the receipt"), required=False, max_length=60)


class AppearanceForm(forms.Form):
    where = OpenCharField(label=_("Where, and before whom?"), max_length=200)
    planned_for = MomentField(label=_("When?"))
    has_consent = forms.BooleanField(label=_("He agreed after it was explained to him"), required=False)
    had_counsel = forms.BooleanField(label=_("Counsel was beside him"), required=False)
    family_risk = lines(_("Danger to his family, and what is done about it"), required=False)
    is_condition = forms.BooleanField(label=_("His release or something else depends on it"), required=False)
    words = lines(_("What else is to be known"), required=False)

    def for_action(self) -> dict[str, Any]:
        return {"draft": AppearanceDraft(**self.cleaned_data)}


class AppearedForm(AppearanceForm):
    """The same, of what took place."""


class ThreatForm(forms.Form):
    words = lines(_("What is threatened, when and where? No source."), rows=4)
    threatened = lines(_("Who is threatened, and how is he found?"), required=False)
    function = OpenChoiceField(label=_("What is he?"), choices=in_force("protection_functions"), required=False)
    known_at = MomentField(label=_("Since when is it known?"), help_text=_("The hour of the decision runs from there."))


class RequestForm(forms.Form):
    benefit = OpenChoiceField(label=_("For what?"), choices=in_force("cooperation_benefits"))
    reasons = reasons_field()


class RulingForm(forms.Form):
    benefit = OpenChoiceField(
        label=_("What was granted?"), choices=in_force("cooperation_benefits"), required=False,
        help_text=_("Leave it empty where nothing was granted."),
    )  # fmt: skip
    record = number(_("Number of the court’s record"), max_length=60)
    words = lines(_("As the record says it"))
