"""A threat to a life, for the protection desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages.fields import MomentField, OpenChoiceField, in_force


class ThreatForm(forms.Form):
    """What is threatened, against whom, since when it is known."""

    words = forms.CharField(
        label=_("What is threatened, when and where?"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No source and no report: how you know it stays with you."),
    )  # fmt: skip
    threatened = forms.CharField(label=_("Who is threatened, and how is he found?"), required=False, max_length=2_000,
                                 widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    function = OpenChoiceField(label=_("What does he do?"), choices=in_force("protection_functions"), initial="OTHER")
    known_at = MomentField(label=_("Since when is it known?"), required=False, help_text=_("Empty: since now."))
    reference = forms.CharField(label=_("Number of your record"), required=False, max_length=40,
                                widget=forms.TextInput(attrs={"dir": "ltr"}))  # fmt: skip


class RevengeForm(forms.Form):
    """Relatives of a victim may take revenge on an accused: no field asks for their names."""

    case = forms.CharField(label=_("Reference of the case against him"), max_length=40,
                           widget=forms.TextInput(attrs={"dir": "ltr"}))  # fmt: skip
    words = forms.CharField(
        label=_("What is said, when and where?"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No name of any heir or relative: they are nobody’s suspects, and their file passes nothing."),
    )  # fmt: skip
    known_at = MomentField(label=_("Since when is it known?"), required=False, help_text=_("Empty: since now."))
