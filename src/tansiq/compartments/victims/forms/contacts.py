"""Contact with a victim or an heir, and counsel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.drafts import PlanDraft
from tansiq.compartments.victims.forms.fields import CHOOSE, lines
from tansiq.compartments.victims.models import Party
from tansiq.kernel.pages.fields import (
    DayField,
    MomentField,
    OpenCharField,
    OpenChoiceField,
    OpenChoicesField,
    YesNoField,
    in_force,
)


class PlanForm(forms.Form):
    """What the person said about being reached, in the person's presence."""

    purposes = OpenChoicesField(
        label=_("For what does the person agree to be contacted?"), required=False,
        choices=in_force("contact_purposes", blank=False), widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: nobody contacts this person. Consent is asked for each purpose, never assumed."),
    )  # fmt: skip
    channel = OpenChoiceField(label=_("Safe way"), choices=in_force("contact_channels"))
    reach = OpenCharField(label=_("Number, place or name for this way"), required=False, max_length=200)
    safe_time = OpenCharField(label=_("Safe time"), max_length=200)
    not_present = OpenCharField(label=_("Who must not be present or learn of it"), required=False, max_length=200)
    needs_woman = forms.BooleanField(label=_("The person asks for a women’s officer"), required=False)
    language = OpenCharField(label=_("Language"), required=False, max_length=60)
    is_literate = YesNoField(label=_("Does the person read?"))
    distance = OpenCharField(label=_("How far, and what the way costs"), required=False, max_length=200)

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"draft": PlanDraft(**(told | {"purposes": tuple(told["purposes"])}))}


class ContactForm(forms.Form):
    """A contact that is planned."""

    purpose = OpenChoiceField(label=_("For what?"), choices=in_force("contact_purposes"))
    channel = OpenChoiceField(label=_("By which way?"), choices=in_force("contact_channels"))
    planned_for = MomentField(label=_("When?"))


class OutcomeForm(forms.Form):
    """What came of a contact."""

    was_reached = YesNoField(label=_("Was the person reached?"))
    outcome = lines(_("What came of it?"), help_text=_("Nobody reached is an outcome too."))


class ToldForm(forms.Form):
    """Whom the office reached about a hearing, and whom not."""

    outcome = lines(_("What came of it?"), help_text=_("Nobody reached is an outcome too."))


class TookPlaceForm(forms.Form):
    """A contact that took place without a plan: it is written down, whatever was wrong with it."""

    purpose = OpenChoiceField(label=_("For what?"), choices=in_force("contact_purposes"))
    channel = OpenChoiceField(label=_("By which way?"), choices=in_force("contact_channels"))
    took_place_at = MomentField(label=_("When did it take place?"))
    was_reached = YesNoField(label=_("Was the person reached?"))
    outcome = lines(_("What came of it?"))


class NameForm(forms.Form):
    """A misspelt name, written right."""

    name = OpenCharField(label=_("The name as it is spelt"), max_length=200)
    why = lines(_("Why: which paper shows it, or who says so"))


class AbsentForm(forms.Form):
    """What the court is told of an heir whom nobody reaches."""

    since = DayField(label=_("Not reached since"))
    known = OpenCharField(
        label=_("What is known of where the heir is?"), max_length=200,
        help_text=_("Abroad, a district, or: nothing. No number, no place and no name by which the heir is reached."),
    )  # fmt: skip


class CounselForm(forms.Form):
    """Who speaks for an heir."""

    heir = OpenChoiceField(label=_("Heir"), choices=())
    handle = OpenCharField(
        label=_("Sign-in name of the counsel"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    mandate = OpenCharField(label=_("Power of attorney, with its number"), max_length=120)
    asked_alone = forms.BooleanField(
        label=_("Each heir of this counsel was asked alone, and wants it"), required=False,
        help_text=_("Only where the counsel already speaks for another heir of this file. The inspector is told."),
    )  # fmt: skip

    def __init__(self, typed: Any = None, *, heirs: list[Party], **options: Any) -> None:
        super().__init__(typed, **options)
        rows = [(row.code, f"{row.code} · {row.name}") for row in heirs]
        self.fields["heir"].choices = [CHOOSE, *rows]  # type: ignore[attr-defined]
