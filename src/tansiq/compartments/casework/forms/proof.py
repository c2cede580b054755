"""Explanations, findings, elements and evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.forms.cases import text
from tansiq.compartments.casework.forms.exhibits import short
from tansiq.compartments.casework.models import Brief, Evidence, Finding, Hypothesis
from tansiq.compartments.casework.words import FITS
from tansiq.kernel.pages.fields import OpenChoiceField, in_force


class HypothesisForm(forms.Form):
    """One explanation."""

    words = text(
        _("What may explain it?"),
        help_text=_("The target in general words. Write the innocent explanation too: it is weighed like the others."),
    )


class FindingForm(forms.Form):
    """What was seen or inferred, against every explanation."""

    words = text(_("What was seen, or what do you infer?"), rows=2)
    basis = OpenChoiceField(
        label=_("Was it seen, or is it inferred?"), choices=Finding.Basis.choices, widget=forms.RadioSelect
    )
    number = short(_("Exhibit or statement that shows it"), is_code=True, required=False)

    def __init__(self, *args: Any, hypotheses: list[Hypothesis], **options: Any) -> None:
        super().__init__(*args, **options)
        self.hypotheses = hypotheses
        for row in hypotheses:
            self.fields[f"h_{row.id.hex}"] = OpenChoiceField(
                label=row.words[:160], choices=list(FITS.items()), widget=forms.RadioSelect
            )

    def for_action(self) -> dict[str, Any]:
        fits = {str(row.id): self.cleaned_data[f"h_{row.id.hex}"] for row in self.hypotheses}
        return {name: self.cleaned_data[name] for name in ("words", "basis", "number")} | {"fits": fits}


class ElementForm(forms.Form):
    """One thing that must be proven."""

    article = OpenChoiceField(label=_("Offence"), choices=in_force("offence_articles"))
    words = text(_("What must be proven?"), rows=2)


class EvidenceForm(forms.Form):
    """What a record says for or against it."""

    number = short(_("Number of the exhibit or statement"), is_code=True)
    direction = OpenChoiceField(
        label=_("What does it say?"), choices=Evidence.Direction.choices, widget=forms.RadioSelect
    )
    weight = OpenChoiceField(
        label=_("How much does it weigh?"), choices=Evidence.Weight.choices, widget=forms.RadioSelect
    )
    words = text(_("What exactly does it show?"), rows=3)


class MissingForm(forms.Form):
    """What is missing."""

    gap = text(_("What is missing for it?"), required=False)


class BriefForm(forms.Form):
    """A paper that leaves the house."""

    kind = OpenChoiceField(label=_("Which paper?"), choices=Brief.Kind.choices, widget=forms.RadioSelect)
