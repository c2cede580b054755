"""What owner and recipient of a disclosure do with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages.fields import OpenCharField, agencies, reasons_field
from tansiq.kernel.pages.filters import NumberFilter


class BoxForm(NumberFilter):
    """Which disclosures are shown."""

    box = forms.ChoiceField(
        label=_("Show"), required=False,
        choices=[("", _("Received and given")), ("received", _("Received")), ("given", _("Given to others"))],
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why an owner withdraws; the recipient never learns the cause."""

    cause = forms.ChoiceField(
        label=_("Cause"),
        widget=forms.RadioSelect,
        choices=[
            ("mistaken_identity", _("Mistaken identity: it is another person")),
            ("cleared", _("The person was cleared")),
            ("corrected", _("The record was corrected")),
            ("lapsed", _("It is no longer needed")),
        ],
    )
    reasons = reasons_field()


class AcknowledgeBulletinForm(forms.Form):
    """Whom of its own the recipient told."""

    words = OpenCharField(
        label=_("Who was told, and how?"), help_text=_("Units and posts, not names."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class PermissionForm(forms.Form):
    """To whom a recipient wants to pass on, and whether for use in court."""

    receiver_id = forms.ChoiceField(label=_("To which agency"), choices=agencies())
    to_court = forms.BooleanField(label=_("For use in proceedings"), required=False)
    why = OpenCharField(
        label=_("Why is it needed there?"), help_text=_("At least 10 characters. The owner reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"receiver_id": UUID(self.cleaned_data["receiver_id"])}


class PassOnForm(forms.Form):
    """To whom a copy goes on."""

    receiver_id = forms.ChoiceField(label=_("To which agency"), choices=agencies())
    to_court = forms.BooleanField(label=_("For use in proceedings"), required=False)
    reasons = reasons_field()

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"receiver_id": UUID(self.cleaned_data["receiver_id"])}


class DecidePermissionForm(forms.Form):
    """The owner's answer to a recipient who wants to pass on."""

    decision = forms.ChoiceField(
        label=_("Your decision"), widget=forms.RadioSelect, choices=[("grant", _("Permit")), ("refuse", _("Refuse"))]
    )
    reasons = reasons_field()

    def for_action(self) -> dict[str, Any]:
        return {"grant": self.cleaned_data["decision"] == "grant", "reasons": self.cleaned_data["reasons"]}


class RevealForm(forms.Form):
    """Which hidden field is shown, and why it is needed."""

    field = forms.ChoiceField(label=_("Hidden field"), choices=[("identifiers", _("Numbers from papers"))])
    reason = forms.CharField(label=_("Why do you need it?"), min_length=10, max_length=500)
