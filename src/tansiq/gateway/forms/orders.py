"""Arrest orders of a competent authority."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.gateway.forms.asks import KitForm
from tansiq.kernel.pages.fields import MomentField, OpenCharField, OpenChoiceField, in_force, reasons_field

ORDER_FIELDS = (
    *("number", "authority", "instrument", "offence", "grounds", "presented_by", "alternative", "alternative_words"),
    *("valid_from", "valid_until", "age_checked"),
)


class OrderForm(KitForm):
    """Everything that makes a paper an order on which somebody may be arrested."""

    number = OpenCharField(label=_("Number on the paper"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"}))
    authority = OpenChoiceField(label=_("Ordered by"), choices=in_force("arrest_authorities"))
    instrument = OpenChoiceField(label=_("Legal basis"), choices=in_force("legal_bases"))
    offence = OpenChoiceField(label=_("Offence and article"), choices=in_force("offence_articles"))
    grounds = OpenCharField(label=_("Grounds, as the order gives them"), widget=forms.Textarea(attrs={"rows": 4}))
    presented_by = OpenCharField(
        label=_("Who presents the person to a judge or prosecutor within 24 hours"), max_length=160
    )
    alternative = OpenChoiceField(
        label=_("Alternative to arrest that was considered"), choices=in_force("alternatives_to_arrest")
    )
    alternative_words = OpenCharField(label=_("Why it is not enough"), widget=forms.Textarea(attrs={"rows": 2}))
    valid_from = MomentField(label=_("In force from"))
    valid_until = MomentField(label=_("In force until"), help_text=_("At most six months."))
    age_checked = forms.BooleanField(label=_("I made sure that the person is eighteen or older"), required=False)

    @property
    def terms(self) -> list[forms.BoundField]:
        return [self[name] for name in ORDER_FIELDS]

    def for_action(self) -> dict[str, Any]:
        return {"draft": self.draft()} | {name: self.cleaned_data[name] for name in ORDER_FIELDS}


class RenewForm(forms.Form):
    """Why an order on hold answers again."""

    reasons = reasons_field()


class RevokeForm(forms.Form):
    """Why an order or a number ends."""

    reasons = reasons_field()
