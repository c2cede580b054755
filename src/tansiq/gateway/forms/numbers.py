"""Slips and redress numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.gateway.forms.asks import KitForm
from tansiq.kernel.pages.fields import OpenCharField


class SlipForm(KitForm):
    """A slip for somebody who stands here with papers."""

    papers = OpenCharField(label=_("Papers that you saw"), max_length=200)
    checked_face_to_face = forms.BooleanField(label=_("I saw the person and compared the papers"), required=False)

    @property
    def own_fields(self) -> list[forms.BoundField]:
        return [self["papers"], self["checked_face_to_face"]]

    def for_action(self) -> dict[str, Any]:
        kept = ("papers", "checked_face_to_face")
        return {"draft": self.draft()} | {name: self.cleaned_data[name] for name in kept}


class RedressForm(KitForm):
    """A redress number for somebody who was taken for another."""

    why = OpenCharField(
        label=_("What happened?"), help_text=_("As the person tells it. At least 10 characters."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    @property
    def own_fields(self) -> list[forms.BoundField]:
        return [self["why"]]

    def for_action(self) -> dict[str, Any]:
        return {"draft": self.draft(), "why": self.cleaned_data["why"]}
