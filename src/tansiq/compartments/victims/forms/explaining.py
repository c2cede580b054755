"""Whom it is told, and about whom, what a waiver does and does not do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.forms.fields import label
from tansiq.compartments.victims.models import Party


class WhomForm(forms.Form):
    victim = forms.ChoiceField(label=_("Victim"), required=False)
    accused = forms.ChoiceField(label=_("Accused"), required=False)
    heir = forms.ChoiceField(label=_("Heir"), required=False)

    def __init__(self, *, parties: Sequence[Party], **options: Any) -> None:
        super().__init__(**options)
        blank = {"victim": _("All"), "accused": _("All"), "heir": _("Not named")}
        for name, words in blank.items():
            rows = [(row.code, label(row)) for row in parties if row.kind == name]
            self.fields[name].choices = [("", words), *rows]  # type: ignore[attr-defined]
