"""Exhibits: found, sealed, handed over, counted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.actions.counting import FOUND
from tansiq.compartments.casework.actions.exhibits import NOTED
from tansiq.compartments.casework.drafts import ExhibitDraft
from tansiq.compartments.casework.forms.cases import text
from tansiq.compartments.casework.models import Exhibit
from tansiq.compartments.casework.words import FOUND_WORDS, KINDS
from tansiq.kernel.pages.fields import MomentField, OpenCharField, OpenChoiceField, in_force, reasons_field

LTR = {"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}


def short(
    label: Any, *, is_code: bool = False, required: bool = True, help_text: Any = "", most: int = 120
) -> forms.CharField:
    widget = forms.TextInput(attrs=LTR) if is_code else forms.TextInput()
    return OpenCharField(label=label, required=required, max_length=most, help_text=help_text, widget=widget)


class ExhibitForm(forms.Form):
    """A piece as it was found."""

    mark = short(_("Number on the spot"), is_code=True, help_text=_("As on the bag; one of each in a case."))
    category = OpenChoiceField(label=_("What is it?"), choices=in_force("exhibit_categories"))
    description = text(_("Description"), help_text=_("What is seen. Nothing of how a device is built."))
    is_live = forms.BooleanField(label=_("It may still go off, or nobody has said that it may not"), required=False)
    found_at = MomentField(label=_("When was it found?"))
    found_where = short(_("Where exactly?"), help_text=_("Room, corner, grid of the sketch."))
    finder = short(_("Who found it?"))
    witness_1 = short(_("First witness"), required=False)
    witness_2 = short(_("Second witness"), required=False)
    collector = short(
        _("Collected by military: who, and in what circumstances"), required=False,
        help_text=_("Then the prosecution authenticates it before it is evidence."),
    )  # fmt: skip
    place = short(_("Where does it lie now?"))

    def for_action(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        witnesses = (told.pop("witness_1"), told.pop("witness_2"))
        return {"draft": ExhibitDraft(witnesses=witnesses, **told)}


class SealForm(forms.Form):
    """A seal."""

    seal = short(_("Number of the seal"), is_code=True)
    packaging = short(_("Packaging"))


class NoteForm(forms.Form):
    """What was done with a piece."""

    kind = OpenChoiceField(
        label=_("What was done?"), widget=forms.RadioSelect,
        choices=[(code, KINDS[code]) for code in NOTED],
    )  # fmt: skip
    words = text(_("What exactly, by whom?"))
    happened_at = MomentField(
        label=_("When, if not now?"), required=False,
        help_text=_("What is added later stands where it was added, with both times."),
    )  # fmt: skip


class SafeForm(forms.Form):
    """The certificate of an explosives officer."""

    certificate = short(_("Number of the safety certificate"), is_code=True)
    words = text(_("What was done?"), help_text=_("Nothing of how the device is built."))


class EndForm(forms.Form):
    """Out of the room by order."""

    kind = OpenChoiceField(
        label=_("What happens to it?"), widget=forms.RadioSelect,
        choices=[(code, KINDS[code]) for code in ("returned", "destroyed")],
    )  # fmt: skip
    order = short(_("Number of the order"), is_code=True)
    to = short(_("Who received it, where it is returned"), required=False)
    words = text(_("How was it done, and who was there?"))


class DivideForm(forms.Form):
    """A part with a number of its own."""

    mark = short(_("Number of the part"), is_code=True)
    description = text(_("Description of the part"))


class AuthenticateForm(forms.Form):
    """The prosecution accepts what military collected."""

    reasons = reasons_field()


class OfferForm(forms.Form):
    """To whom, where and why."""

    staff_number = short(_("Staff number of whoever takes it"), is_code=True, help_text=_("As on the card."))
    place = short(_("Where will it lie then?"))
    purpose = short(_("Why does it go there?"))
    is_seal_intact = forms.BooleanField(label=_("The seal is whole"), required=False)
    magazine = short(
        _("Licence of the magazine"), is_code=True, required=False,
        help_text=_("For explosives, and for what was taken out of a device: they go nowhere else."),
    )  # fmt: skip


class TakeForm(forms.Form):
    """Nothing to fill in: whoever takes a piece signs."""


class GapForm(forms.Form):
    """A break that is shown as a break."""

    since = MomentField(label=_("Since when did nobody sign for it?"))
    reason = reasons_field(label=_("Why?"))
    place = short(_("Where does it lie now?"))


class IrregularForm(forms.Form):
    """What happened against the rule."""

    place = short(_("Where was it brought?"))
    words = text(_("What happened, and who decided it?"))


class CountForm(forms.Form):
    """Every piece in one hand, one by one."""

    witness = short(_("Who counted with you?"))

    def __init__(self, *args: Any, rows: list[Exhibit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = rows
        for row in rows:
            self.fields[f"x_{row.id.hex}"] = forms.ChoiceField(
                label=f"{row.mark} · {row.number}", choices=[(code, FOUND_WORDS[code]) for code in FOUND],
                widget=forms.RadioSelect, help_text=row.description[:120],
            )  # fmt: skip

    def for_action(self) -> dict[str, Any]:
        found = {row.id: self.cleaned_data[f"x_{row.id.hex}"] for row in self.rows}
        return {"witness": self.cleaned_data["witness"], "found": found}


class HandOverForm(forms.Form):
    """A place changes hands: every piece is offered by itself."""

    staff_number = short(
        _("Staff number of whoever takes the place over"), is_code=True, help_text=_("As on the card.")
    )
    place = short(_("Where will it lie then?"))
    purpose = short(_("Why does the place change hands?"))
    magazine = short(_("Licence of the magazine"), is_code=True, required=False, help_text=_("For explosives alone."))


class PhotographForm(forms.Form):
    """A photograph of a piece."""

    photograph = forms.FileField(
        label=_("Photograph"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        help_text=_("JPEG or PNG, at most 8 megabytes. What the camera wrote beside the picture is left out."),
    )  # fmt: skip
    has_scale = forms.BooleanField(label=_("A scale is in the picture"), required=False)
    is_before_moving = forms.BooleanField(label=_("It shows the piece before it was moved"), required=False)
    words = short(_("What does it show?"), required=False)

    def for_action(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        return {"content": told.pop("photograph").read(), **told}
