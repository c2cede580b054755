"""What a recipient did with a withdrawn copy."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages.fields import WholeNumberField, in_force


class AcknowledgeForm(forms.Form):
    """What was done, with how many printed copies, and on which basis a copy is kept."""

    did = forms.ChoiceField(
        label=_("What did you do with the copy?"), widget=forms.RadioSelect,
        choices=in_force("recall_acknowledgements", blank=False),
    )  # fmt: skip
    copies = WholeNumberField(
        label=_("Printed copies destroyed or returned"), min_value=0, max_value=10_000, initial=0,
        help_text=_("Write 0 if nothing was printed."),
    )  # fmt: skip
    kept_basis = forms.ChoiceField(
        label=_("Your own legal basis, if the copy is kept"), required=False, choices=in_force("legal_bases")
    )
    words = forms.CharField(label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
