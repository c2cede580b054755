"""An arrest, in the order in which it is told; only who and where stand open, everything else may be said later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.custody import queries
from tansiq.compartments.custody.actions import ArrestDraft
from tansiq.gateway.forms.asks import KitForm
from tansiq.kernel.pages.fields import MomentField, OpenCharField, OpenChoiceField

OFF_THE_LIST = "-"
BASES = [
    ("flagrante", _("Caught in the act")), ("order", _("On a written order")), ("neither", _("Neither")),
]  # fmt: skip
AGES = [
    ("adult", _("Eighteen or older")), ("child", _("A child")), ("doubtful", _("I am not sure: treat as a child")),
]  # fmt: skip
COUNSEL = [
    ("", _("Not said")), ("not_yet", _("Not yet")), ("offered", _("Offered")), ("attended", _("Came")),
    ("refused", _("He does not want any")),
]  # fmt: skip


def place_choices() -> list[tuple[str, str]]:
    """The official list, and the choice that says that the place is not on it."""
    # Nothing is chosen beforehand: a place that nobody named must not come to be written down.
    listed = queries.place_choices(get_language() or "ar")
    return [("", str(_("Choose"))), *listed, (OFF_THE_LIST, str(_("A place that is not on the list")))]


class PlaceFields(forms.Form):
    """A place on the list, or the words for one that is not: a fact is written down as it was."""

    place = OpenChoiceField(label=_("Where is he held?"), choices=place_choices)
    place_words = OpenCharField(
        label=_("If it is not on the list: where?"), required=False, max_length=80,
        help_text=_("Write it as it is. The inspector hears of it at once."),
    )  # fmt: skip

    def clean(self) -> None:
        """Words for a place stand in its stead."""
        if self.cleaned_data.get("place_words"):
            self.fields["place"].required = False

    def place_told(self) -> str:
        told = self.cleaned_data
        chosen = str(told.get("place") or "")
        return str(told.get("place_words") or "") if chosen in ("", OFF_THE_LIST) else chosen


class ArrestForm(KitForm, PlaceFields):
    """An arrest on a phone, in two minutes."""

    at = MomentField(label=_("When, to the minute"), required=False, help_text=_("Empty: now."))
    unit = OpenCharField(label=_("Unit"), required=False, max_length=120)
    officers = OpenCharField(
        label=_("Officers who arrested, by name or number"), required=False, max_length=300,
        help_text=_("Empty: you alone."),
    )  # fmt: skip
    basis = OpenChoiceField(label=_("On what?"), choices=BASES, required=False, widget=forms.RadioSelect)
    order_number = OpenCharField(
        label=_("Number of the order"), required=False, max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    authority = OpenCharField(label=_("Who ordered it"), required=False, max_length=120)
    # Nothing is chosen beforehand: of whom nobody says it the action writes that it is in doubt.
    age = OpenChoiceField(label=_("How old is he?"), choices=AGES, required=False, widget=forms.RadioSelect)
    reasons = OpenCharField(
        label=_("Reasons that he was told"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    language = OpenCharField(label=_("In which language, and by whom"), required=False, max_length=80)
    rights = forms.BooleanField(
        label=_("He was told his rights: silence, counsel, a call to whom he wishes"), required=False
    )
    told_family = OpenCharField(label=_("Whom of his family was told, and when"), required=False, max_length=200)
    counsel = OpenChoiceField(label=_("Counsel"), choices=COUNSEL, required=False)
    injuries = OpenCharField(
        label=_("Injuries that he has or names, and force that was used"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    taken = OpenCharField(
        label=_("What was taken from him, one thing a line"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in ("place", "place_words", "at", "basis", "order_number", "authority", "age")]

    @property
    def second(self) -> list[forms.BoundField]:
        return [self[name] for name in ("unit", "officers", "reasons", "language", "rights", "told_family", "counsel")]

    @property
    def third(self) -> list[forms.BoundField]:
        return [self["injuries"], self["taken"]]

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        details = {name: told[name] for name in ("reasons", "language", "authority", "rights")}
        kept = ("unit", "officers", "basis", "order_number", "age", "injuries", "counsel", "at")
        given = {name: told[name] for name in kept} | {"property": told["taken"], "family": told["told_family"]}
        return {"draft": ArrestDraft(kit=self.draft(), place=self.place_told(), details=details, **given)}
