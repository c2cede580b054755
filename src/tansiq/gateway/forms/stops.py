"""Acknowledging a stop."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages.fields import OpenCharField


class StopForm(forms.Form):
    """By voice and on paper, both."""

    heard_from = OpenCharField(label=_("Who said it by voice?"), max_length=120)
    on_paper = forms.BooleanField(label=_("The paper is in hand and lies on top of the file"), required=False)
