"""Opening a packet for danger to life, and judging that afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages.fields import reasons_field
from tansiq.kernel.pages.reasons import purpose_field, reference_field


class OpenForm(forms.Form):
    """Purpose, reference and reasons of an opening."""

    purpose = purpose_field()
    reference = reference_field()
    reasons = reasons_field(_("Why it cannot wait for its owner"))


class ReviewForm(forms.Form):
    """Whether an opening was justified."""

    verdict = forms.ChoiceField(
        label=_("Your judgement"), widget=forms.RadioSelect,
        choices=[("justified", _("It was justified")), ("not_justified", _("It was not justified: it is withdrawn"))],
    )  # fmt: skip
    reasons = reasons_field()

    def for_action(self) -> dict[str, Any]:
        return {"justified": self.cleaned_data["verdict"] == "justified", "reasons": self.cleaned_data["reasons"]}
