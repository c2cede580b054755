"""Asking: who is meant, why, and for whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.gateway.models import Happened
from tansiq.kernel.pages.fields import MomentField, OpenCharField, OpenChoiceField, in_force
from tansiq.kernel.pages.filters import NumberFilter
from tansiq.kernel.pages.reasons import purpose_field, reference_field
from tansiq.names import Parts
from tansiq.people.drafts import KitDraft
from tansiq.people.queries import IDENTIFIER_KINDS

IDENTIFIER_ROWS = (1, 2, 3)
FIRST_KINDS = ("national", "passport", "redress")
NAME_PARTS = ("ism", "father", "grandfather", "family", "kunya")


def _part(label: Any, **attrs: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}))


class KitForm(forms.Form):
    """A person as they are given: name in parts or whole, birth, identifiers. No field of it blocks another."""

    ism = _part(_("Given name"))
    father = _part(_("Father"))
    grandfather = _part(_("Grandfather"))
    family = _part(_("Family name"))
    kunya = _part(_("Kunya"))
    full = _part(_("Whole name, where nobody said which word is which"))
    birth = forms.CharField(
        label=_("Birth"),
        required=False,
        help_text=_("What is known: 1999, 1999-05 or 1999-05-03. Hijri with h: 1420h. Arabic digits are fine."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    mother = _part(_("Mother’s name"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row, kind in zip(IDENTIFIER_ROWS, FIRST_KINDS, strict=True):
            self.fields[f"kind_{row}"] = OpenChoiceField(
                label=_("Kind of number"), required=False, choices=IDENTIFIER_KINDS, initial=kind
            )
            self.fields[f"value_{row}"] = _part(_("Number"), dir="ltr")

    @property
    def name_parts(self) -> list[forms.BoundField]:
        return [self[name] for name in NAME_PARTS]

    def draft(self) -> KitDraft:
        """The kit as typed; the action reads and judges it."""
        told = self.cleaned_data
        parts = Parts(**{name: told[name] for name in (*NAME_PARTS, "full", "mother")})
        given = [(told[f"kind_{row}"], told[f"value_{row}"]) for row in IDENTIFIER_ROWS]
        return KitDraft(parts, birth=told["birth"], identifiers=tuple(pair for pair in given if pair[1]))

    @staticmethod
    def typed(draft: KitDraft) -> dict[str, Any]:
        """Initial values of a form that goes on from this draft."""
        values: dict[str, Any] = {**draft.parts.as_mapping(), "birth": draft.birth}
        for row, (kind, value) in zip(IDENTIFIER_ROWS, draft.identifiers, strict=False):
            values |= {f"kind_{row}": kind, f"value_{row}": value}
        return values


class AskForm(KitForm):
    """An ask about one person."""

    purpose = purpose_field()
    reference = reference_field()
    legal_basis = forms.ChoiceField(label=_("Legal basis"), required=False, choices=in_force("legal_bases"))
    asked_for = forms.CharField(
        label=_("Name and unit of the officer on the radio"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    challenge = forms.CharField(
        label=_("The unit’s code of the day, as spoken"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )  # fmt: skip
    sheet = forms.CharField(
        label=_("Number of the paper sheet"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    spoken_at = MomentField(label=_("Date and time on the sheet"), required=False)

    @property
    def has_voice(self) -> bool:
        """Whether anything was typed about a radio or a sheet."""
        return any(self[name].value() for name in ("asked_for", "challenge", "sheet", "spoken_at", "legal_basis"))

    def for_action(self) -> dict[str, Any]:
        kept = ("purpose", "reference", "legal_basis", "asked_for", "challenge", "sheet", "spoken_at")
        return {"draft": self.draft()} | {name: self.cleaned_data[name] for name in kept}


class ConfirmForm(forms.Form):
    """How the duty officer made sure who the person is."""

    words = OpenCharField(
        label=_("How was the identity established?"),
        help_text=_("Which paper, which number, who compared it. At least 10 characters."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HappenedForm(forms.Form):
    """What became of the person after the answer. Only an empty form is sent back: there is nothing to keep."""

    use_required_attribute = False
    happened = OpenChoiceField(label=_("What happened"), choices=Happened.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Where, when and by whom"),
        required=False,
        help_text=_("Whatever you know of it. Where somebody was held: the place, and since when."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        if not (self.errors or self.cleaned_data["happened"] or self.cleaned_data["words"].strip()):
            self.add_error("happened", _("Choose one, or say it in your own words."))
        return self.cleaned_data


class HappenedByNumberForm(HappenedForm):
    """The same from whoever has only the receipt: the agency stands outside and sees its asks no more."""

    field_order = ("number", "happened", "words")
    number = forms.CharField(
        label=_("Number on the receipt"), max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            super().clean()
        return self.cleaned_data


class FindCallForm(forms.Form):
    """The reference that an officer reads out over the phone."""

    number = forms.CharField(
        label=_("Reference that the officer reads out"), max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class AskFilterForm(NumberFilter):
    """Which receipts are shown."""

    answer = forms.ChoiceField(label=_("Answer"), required=False)
