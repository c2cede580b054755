"""Raising a budget of asks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages.fields import OpenCharField, reasons_field


class RaiseForm(forms.Form):
    """Whose budget, told by a receipt of his, and why."""

    number = OpenCharField(
        label=_("Reference of a receipt that the officer reads out"), max_length=20,
        help_text=_("Any receipt of that officer for the purpose: its budget is raised."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    reasons = reasons_field()
