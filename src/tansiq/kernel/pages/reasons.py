"""Why records of people are read: purpose and reference, kept for the shift."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.audit import rules
from tansiq.kernel.pages.fields import OpenCharField, OpenChoiceField, in_force


def purpose_field() -> forms.ChoiceField:
    """The purpose of an act, from those in force; the action judges it."""
    return OpenChoiceField(label=_("Purpose"), choices=in_force("purposes"))


def reference_field() -> forms.CharField:
    """The case, task or order to which an act belongs; the action judges it."""
    hint = _("Number of the case, task or order: 3 to 40 letters, digits, - and /.")
    return OpenCharField(
        label=_("Reference"), help_text=hint, widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )


class ReasonForm(forms.Form):
    """Why records of people are read in this shift."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=in_force("purposes"))
    reference = reference_field()

    def clean_reference(self) -> str:
        reference = str(self.cleaned_data["reference"]).strip()
        if not rules.is_reference(reference):
            raise forms.ValidationError(_("Write 3 to 40 letters, digits, - and /."))
        return reference
