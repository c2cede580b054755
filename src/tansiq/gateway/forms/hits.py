"""Judging a hit, and releasing what it found."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages.fields import agencies, reasons_field


class JudgeForm(forms.Form):
    """Whether two kits mean one person."""

    same = forms.ChoiceField(
        label=_("Your judgement"), widget=forms.RadioSelect,
        choices=[("yes", _("The same person")), ("no", _("Different persons"))],
    )  # fmt: skip
    reasons = reasons_field()

    def for_action(self) -> dict[str, Any]:
        return {"same": self.cleaned_data["same"] == "yes", "reasons": self.cleaned_data["reasons"]}


class UndoForm(forms.Form):
    """Why a judgement is taken back."""

    reasons = reasons_field()


class WhichField(forms.MultipleChoiceField):
    """Which of several: none of them is an answer too, and so it is not called optional."""

    def validate(self, value: list[str]) -> None:
        if value:
            super().validate(value)


class ValidatorsForm(forms.Form):
    """Which agencies may not validate hits on what the officer's agency holds; its own never does."""

    agency_ids = WhichField(
        label=_("These agencies do not validate our holdings"), choices=agencies(blank=False),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, home_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast("forms.MultipleChoiceField", self.fields["agency_ids"])
        choice.choices = [row for row in agencies(blank=False)() if row[0] != str(home_id)]

    def for_action(self) -> dict[str, Any]:
        return {"agency_ids": [UUID(value) for value in self.cleaned_data["agency_ids"]]}


class ReleaseForm(forms.Form):
    """Whether the owner releases the core packet."""

    decision = forms.ChoiceField(
        label=_("Your decision"), widget=forms.RadioSelect,
        choices=[("release", _("Release the core packet")), ("refuse", _("Refuse"))],
    )  # fmt: skip
    reasons = reasons_field()
    court_use = forms.BooleanField(label=_("I permit its use in proceedings"), required=False)

    def __init__(self, *args: Any, asks_court_use: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_court_use:
            del self.fields["court_use"]

    @property
    def releases(self) -> bool:
        return bool(self.cleaned_data["decision"] == "release")

    def for_action(self) -> dict[str, Any]:
        told = {"reasons": self.cleaned_data["reasons"]}
        return told | ({"court_use": self.cleaned_data.get("court_use", False)} if self.releases else {})
