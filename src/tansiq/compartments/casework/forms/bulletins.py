"""Recognition bulletins: drafted, approved, sent, withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.forms.cases import text
from tansiq.compartments.casework.forms.things import NO_CONSTRUCTION, facets
from tansiq.compartments.casework.models import Photograph
from tansiq.kernel.pages.fields import OpenChoiceField, agencies, id_chosen, reasons_field


class DraftForm(forms.Form):
    """What is seen and what to do."""

    delivery = OpenChoiceField(
        label=_("How was it brought or placed?"), choices=facets("delivery"), required=False,
        help_text=_("Left open, it is said as in the report on the device."),
    )  # fmt: skip
    looks_like = text(
        _("What does a patrol see from a distance?"), rows=4,
        help_text=_("Shape, colour, size, where it lay. Nothing of how it is built: such words are refused."),
    )  # fmt: skip
    advice = text(_("What else should they do?"), rows=3, required=False, help_text=NO_CONSTRUCTION)
    photograph_id = OpenChoiceField(
        label=_("Picture"), required=False,
        help_text=_("Of an exhibit of this case. Somebody else approves it before anything is sent."),
    )  # fmt: skip

    def __init__(self, *args: Any, photographs: list[Photograph], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = [(str(one.id), f"{one.exhibit.number} · {one.words or one.exhibit.mark}") for one in photographs]
        choice = self.fields["photograph_id"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", str(_("No picture"))), *rows]

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"photograph_id": id_chosen(self.cleaned_data["photograph_id"])}


class ApproveForm(forms.Form):
    """Why the picture may leave."""

    reasons = reasons_field(_("What did you look for in the picture, and why may it leave?"))


class SendForm(forms.Form):
    """To whom, and why."""

    recipient_ids = forms.MultipleChoiceField(
        label=_("Which agencies have patrols that may meet one?"), choices=agencies(blank=False),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    reasons = reasons_field()

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"recipient_ids": [UUID(key) for key in self.cleaned_data["recipient_ids"]]}


class RecallForm(forms.Form):
    """Why it is withdrawn; no recipient learns it."""

    reasons = reasons_field()
