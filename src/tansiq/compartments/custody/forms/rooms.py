"""Places, hand-overs, enquiries and tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.custody.actions import EnquiryDraft
from tansiq.compartments.custody.models import Enquiry, EnquiryAsk, Place
from tansiq.gateway.forms.asks import KitForm
from tansiq.kernel.pages.fields import (
    EitherField,
    OpenCharField,
    OpenChoiceField,
    agencies,
    id_chosen,
    reasons_field,
)

RELATIONS = [
    ("mother", _("His mother")), ("father", _("His father")), ("wife", _("His wife")), ("husband", _("Her husband")),
    ("daughter", _("His daughter")), ("son", _("His son")), ("sister", _("His sister")), ("brother", _("His brother")),
    ("guardian", _("His guardian")), ("counsel", _("His counsel")), ("other", _("Another relative or friend")),
]  # fmt: skip


class PlaceForm(forms.Form):
    code = forms.SlugField(
        label=_("Short name in Latin letters, such as mukalla-central"), max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    name_ar = OpenCharField(label=_("Name in Arabic"), max_length=120)
    name_en = OpenCharField(label=_("Name in English"), max_length=120)
    kind = OpenChoiceField(label=_("Kind"), choices=Place.Kind.choices, widget=forms.RadioSelect)
    agency_id = forms.ChoiceField(label=_("Who runs it"), choices=agencies())
    instrument = OpenCharField(label=_("The decision that makes it a place of detention"), max_length=120)
    is_abroad = forms.BooleanField(label=_("It lies abroad"), required=False)

    def for_action(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        return told | {"agency_id": UUID(told["agency_id"])}


class ReasonsForm(forms.Form):
    reasons = reasons_field()


class HandoverForm(forms.Form):
    to_id = forms.ChoiceField(label=_("Who receives the place"), choices=agencies())
    reasons = reasons_field(_("Why the place changes hands"))

    def for_action(self) -> dict[str, Any]:
        return {"to_id": UUID(self.cleaned_data["to_id"]), "reasons": self.cleaned_data["reasons"]}


class SignForm(forms.Form):
    is_received = EitherField(
        label=_("Does he stand before you?"), choices=[("yes", _("Yes, I receive him")), ("no", _("No"))]
    )
    words = OpenCharField(label=_("What you saw"), required=False, max_length=400)

    def for_action(self) -> dict[str, Any]:
        return {"is_received": self.cleaned_data["is_received"] == "yes", "words": self.cleaned_data["words"]}


class EnquiryForm(KitForm):
    """Whom a family looks for, in its words."""

    by_name = OpenCharField(label=_("Who asks after him"), max_length=120)
    relation = OpenChoiceField(label=_("What is the one who asks to him?"), choices=[("", _("Choose")), *RELATIONS])
    channel = OpenChoiceField(label=_("How"), choices=Enquiry.Channel.choices, widget=forms.RadioSelect)
    is_by_child = forms.BooleanField(
        label=_("A child asks"), required=False,
        help_text=_("Hear the child like anybody. Let an adult whom the child trusts be there when you answer."),
    )  # fmt: skip
    kin_words = OpenCharField(
        label=_("How they showed that they are his family"), required=False, max_length=200,
        help_text=_("A paper, or two witnesses who know them. Leave it empty until they have shown it."),
    )  # fmt: skip
    last_seen = OpenCharField(
        label=_("Where, when and with whom he was last seen"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    at_place = OpenCharField(
        label=_("Did they ask for him at a place? Which?"), required=False, max_length=120,
        help_text=_("If it is not on the list of places of detention, the inspector hears of it at once."),
    )  # fmt: skip

    @property
    def about(self) -> list[forms.BoundField]:
        return [
            self[name]
            for name in ("by_name", "relation", "channel", "is_by_child", "kin_words", "last_seen", "at_place")
        ]

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        kept = ("by_name", "relation", "channel", "is_by_child", "kin_words", "last_seen", "at_place")
        return {"draft": EnquiryDraft(kit=self.draft(), **{name: told[name] for name in kept})}


class WordsForm(forms.Form):
    words = reasons_field(_("Whom you told, and how"))


class KinForm(forms.Form):
    words = reasons_field(_("How they showed that they are his family"))


# The same answers, as the inspector gives them of a place where he looked.
THERE = [("not_here", _("Not there, in any place of theirs")), ("here", _("There"))]


class AnswerForm(forms.Form):
    """Whether a force holds the person, and who he is in its register."""

    answer = OpenChoiceField(label=_("Do you hold him?"), choices=EnquiryAsk.Answer.choices, widget=forms.RadioSelect)
    detention_id = OpenChoiceField(label=_("Which of these is he?"), required=False, widget=forms.RadioSelect)
    words = OpenCharField(label=_("Who looked, and where"), required=False, max_length=400)

    def __init__(
        self, *args: Any, candidates: list[tuple[str, str]], is_looked_after: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_looked_after:
            self.fields["answer"].label = _("Is he there?")
            self.fields["answer"].choices = THERE  # type: ignore[attr-defined]
            self.fields["words"].label = _("Whom you asked there, and where you looked")
            self.fields["words"].required = True
        choice = self.fields["detention_id"]
        if not candidates:  # nobody to choose from
            self.fields["detention_id"].widget = forms.HiddenInput()
        elif isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("None of these")), *candidates]

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"answer": told["answer"], "words": told["words"], "detention_id": id_chosen(told["detention_id"])}


class DoneForm(forms.Form):
    done = OpenCharField(label=_("What was done"), widget=forms.Textarea(attrs={"rows": 3}))
