"""Forms of the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.access.rules import Standing
from tansiq.kernel.pages.fields import OpenCharField


class CloseAlarmForm(forms.Form):
    """What was done about an alarm."""

    done = OpenCharField(
        label=_("What was done?"), help_text=_("At least 10 characters."), widget=forms.Textarea(attrs={"rows": 3})
    )


class ResetFactorForm(forms.Form):
    """Why a member's second factor is reset."""

    reason = OpenCharField(
        label=_("Reason"), help_text=_("At least 10 characters: what was lost, and how you know that it is them."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DutyForm(forms.Form):
    """How long somebody takes the desk."""

    hours = forms.TypedChoiceField(
        label=_("My shift lasts"), coerce=int, initial="8",
        choices=[("6", _("6 hours")), ("8", _("8 hours")), ("12", _("12 hours")), ("24", _("24 hours"))],
    )  # fmt: skip

    def for_action(self) -> dict[str, Any]:
        # The action counts from its own moment, which is a little later; a whole day stays within it.
        return {"until": timezone.now() + timedelta(hours=self.cleaned_data["hours"])}


class StandingForm(forms.Form):
    """What an agency is to the joint centre from now on."""

    STANDINGS = (
        (Standing.SUSPENDED, _("Suspended: it sees nothing, and answers its recalls")),
        (Standing.CONTROL_LOST, _("Control of its place is lost: nothing is sent, leases and keys end")),
        (Standing.ACCREDITED, _("Accredited again")),
    )

    standing = forms.ChoiceField(label=_("Standing"), widget=forms.RadioSelect, choices=STANDINGS)
    reason = OpenCharField(
        label=_("Reason"), help_text=_("At least 10 characters. It stands in the history of the agency."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def for_action(self) -> dict[str, Any]:
        return {"standing": Standing(self.cleaned_data["standing"]), "reason": self.cleaned_data["reason"]}
