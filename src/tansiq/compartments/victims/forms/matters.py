"""Opening a matter, its victims, accused and court."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.forms.fields import CHOOSE, EventForm
from tansiq.kernel.access import queries as access
from tansiq.kernel.pages.fields import EitherField, OpenCharField, OpenChoiceField, PastDayField

AGES = (
    CHOOSE, ("adult", _("Eighteen or older")), ("child", _("Under eighteen")),
    ("doubtful", _("In doubt: the doubt is his")),
)  # fmt: skip


REMAINS = (("", _("Not known, or the person lives")), ("found", _("Found")), ("missing", _("Not found")))


def _beside(words: Any) -> OpenCharField:
    return OpenCharField(label=words, required=False, max_length=200)


def courts() -> list[tuple[str, Any]]:
    return [("", _("None yet")), *((str(row.id), access.localised(row)) for row in access.courts())]


class FamilyForm(forms.Form):
    """The name that a family says, in whatever spelling. It is kept nowhere."""

    name = OpenCharField(
        label=_("Name of who died or was hurt, or of an heir"), max_length=200,
        help_text=_("At least two names, as the family says them. The name is kept nowhere."),
    )  # fmt: skip


class MatterForm(forms.Form):
    """A file of one occurrence; names come later. Whether there is one already is asked by a name, which is not kept.

    Whoever sees the files that may be meant says that it is none of them, and then one is opened.
    """

    name = OpenCharField(
        label=_("Name of who died or was hurt, or of an heir"), required=False, max_length=200,
        help_text=_("First it is looked up whether there is a file already. Empty where nobody knows who it was."),
    )  # fmt: skip
    is_none = forms.BooleanField(label=_("It is none of these"), required=False)

    court_id = forms.TypedChoiceField(
        label=_("Which court has it?"), required=False, choices=courts, coerce=UUID, empty_value=None,
        help_text=_("Its registrar and judges read this file from then on. The prosecution does not."),
    )  # fmt: skip

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        if not self.data:  # nothing was looked up yet
            self.fields["is_none"].widget = forms.HiddenInput()

    def for_action(self) -> dict[str, Any]:
        return {"court_id": self.cleaned_data["court_id"]}


class CourtForm(forms.Form):
    court_id = forms.TypedChoiceField(label=_("Which court has it?"), choices=courts, coerce=UUID)


class MistakeForm(forms.Form):
    """A line that was written by mistake."""

    why = OpenCharField(label=_("What was the mistake?"), widget=forms.Textarea(attrs={"rows": 3}))


class MatterFilter(forms.Form):
    number = forms.CharField(
        label=_("Number"), required=False, max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"})
    )


class VictimForm(EventForm):
    """Somebody who was killed or hurt; unknown people too."""

    name = OpenCharField(label=_("Name as written"), required=False, max_length=200)
    is_identified = forms.BooleanField(
        label=_("It is known who this is"), required=False,
        help_text=_("Leave it open for somebody whom nobody has identified: then the heirs are searched for."),
    )  # fmt: skip
    died_on = PastDayField(label=_("Died on, if the person died and the day is known"), required=False)
    place = _beside(_("Where did it happen?"))
    district = _beside(_("In which district?"))
    held_by = _beside(_("Who held the district then, and from when to when?"))
    occurrence = _beside(_("Number of the incident or of the case, if it has one"))
    identified_by = _beside(_("Who says who this is, and by what?"))
    remains = forms.ChoiceField(label=_("Remains"), required=False, choices=REMAINS)

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        names = ("place", "district", "held_by", "occurrence", "identified_by", "remains")
        return self.common() | {
            "beside": {name: told[name] for name in names},
            **{name: told[name] for name in ("name", "is_identified", "died_on")},
        }


class VictimKnownForm(VictimForm):
    """A victim of the file of whom more is known: who it is, or that he has died."""

    TITLE = _("A victim was identified, or has died")
    HINT = _("The last word counts. A name that stands in the file is not overwritten.")
    victim = OpenChoiceField(label=_("Victim"), choices=())

    def prepare(self) -> None:
        self.fields["victim"].choices = self.of("victim")  # type: ignore[attr-defined]
        # The last word counts: who writes down a death alone does not unsay who it was by leaving something open.
        self.fields["is_identified"] = EitherField(
            label=_("It is known who this is"), choices=(("yes", _("Yes")), ("no", _("No")))
        )
        self.order_fields(["victim"])

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        return super().for_action() | {"victim": told["victim"], "is_identified": told["is_identified"] == "yes"}


class AccusedForm(EventForm):
    """Somebody who is accused, by the reference of the case. No name."""

    reference = OpenCharField(
        label=_("Reference of the case against the accused"), max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_(
            "The number at the prosecution or the court, with its letters and digits: without any no stop can hold by"
            " it. The name of the accused is not written here."
        ),
    )  # fmt: skip
    age_at_act = OpenChoiceField(label=_("Age at the act"), choices=AGES)

    def for_action(self) -> dict[str, Any]:
        return self.common() | {name: self.cleaned_data[name] for name in ("reference", "age_at_act")}
