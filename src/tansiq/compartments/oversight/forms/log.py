"""Forms of the inspector."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages.fields import OpenCharField, agencies

KINDS = (("act", _("Act")), ("read", _("Read of a person")))
PERIODS = ((7, _("Last 7 days")), (30, _("Last 30 days")), (365, _("Last 12 months")))


class CloseForm(forms.Form):
    """What was done about a notice or an alarm."""

    item = forms.UUIDField(widget=forms.HiddenInput)
    done = OpenCharField(
        label=_("What did you do about it?"), help_text=_("At least 10 characters. It stays with the record."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class LogFilter(forms.Form):
    """Which entries of the log are shown."""

    q = forms.CharField(label=_("Reference or handle"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=(("", _("Acts and reads")), *KINDS))
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    on = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choice = self.fields["agency"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", str(_("Every agency"))), *agencies(blank=False)()]


class PeriodForm(forms.Form):
    """How far back is counted."""

    days = forms.TypedChoiceField(label=_("Period"), required=False, choices=PERIODS, coerce=int)
