"""What may leave as an export."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages.fields import OpenChoiceField, OpenChoicesField


class ExportForm(forms.Form):
    """One class of rows; the action refuses every class and column that is not on its list."""

    kind = OpenChoiceField(
        label=_("What leaves"),
        widget=forms.RadioSelect,
        choices=[
            ("asks_of_my_agency", _("Asks of my agency: reference, time, purpose and answer")),
        ],
    )
    columns = OpenChoicesField(required=False, widget=forms.MultipleHiddenInput)
