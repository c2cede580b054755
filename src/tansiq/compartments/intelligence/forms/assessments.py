"""An assessment of imminent danger to life."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.intelligence.forms.terms import ReportsField, lines, uuids
from tansiq.kernel.pages.fields import agencies, reasons_field


class AssessmentForm(forms.Form):
    """What is about to happen, to whom it goes, and who warned the person in danger."""

    text = lines(
        _("What is about to happen?"), rows=6,
        help_text=_("Where, when, and what to do. No report number, no source, no author: they stay with you."),
    )  # fmt: skip
    recipient_ids = forms.MultipleChoiceField(
        label=_("Who can prevent it?"), choices=agencies(blank=False), widget=forms.CheckboxSelectMultiple
    )
    warned = lines(
        _("Who warned the person in danger, and when? Or why did nobody?"), rows=3,
        help_text=_("This must be answered before anything is sent."),
    )  # fmt: skip
    report_ids = ReportsField(label=_("On which reports does it rest? They are kept here and never sent."))
    conditions = forms.CharField(label=_("Conditions"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    reasons = reasons_field()

    def __init__(self, *args: Any, report_ids: tuple[UUID, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data.getlist("report_ids") if isinstance(self.data, QueryDict) else []
        choice = self.fields["report_ids"]
        if isinstance(choice, ReportsField):
            choice.offer((*report_ids, *uuids(sent)))
        self.initial.setdefault("report_ids", [str(key) for key in report_ids])

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"recipient_ids": [UUID(key) for key in self.cleaned_data["recipient_ids"]]}
