"""Steps that cannot be undone: planned, or as they happened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.drafts_court import StepDraft
from tansiq.compartments.casework.forms.cases import text
from tansiq.compartments.casework.forms.exhibits import short
from tansiq.compartments.casework.models import FinalStep
from tansiq.kernel.pages.fields import MomentField, OpenChoiceField, reasons_field

OF_A_VICTIM = [(kind.value, kind.label) for kind in (FinalStep.Kind.REMAINS, FinalStep.Kind.CERTIFICATE)]


class _Step(forms.Form):
    """What every step says; about an accused there is one kind, about a victim there are two."""

    kind = OpenChoiceField(label=_("Which step?"), choices=OF_A_VICTIM, widget=forms.RadioSelect)
    at = MomentField(label=_("When?"))
    by = short(_("Who does it?"))
    instrument = short(_("Number and date of the paper"))

    def __init__(self, *args: Any, is_sentence: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_sentence:
            del self.fields["kind"]

    def draft(self) -> StepDraft:
        told = self.cleaned_data
        kind = told.get("kind", FinalStep.Kind.EXECUTION.value)
        return StepDraft(kind=kind, at=told["at"], by=told["by"], instrument=told["instrument"])


class StepPlanForm(_Step):
    """A step that is planned."""

    reasons = reasons_field()

    def for_action(self) -> dict[str, Any]:
        return {"draft": self.draft(), "reasons": self.cleaned_data["reasons"]}


class StepHappenedForm(_Step):
    """A step that was taken, whatever it lacked."""

    at = MomentField(label=_("When was it?"))
    by = short(_("Who did it?"), required=False)
    instrument = short(_("Number and date of the paper"), required=False)
    words = text(_("What happened?"), required=False, help_text=_("As it was. Nothing is refused."))

    def for_action(self) -> dict[str, Any]:
        return {"draft": self.draft(), "words": self.cleaned_data["words"]}
