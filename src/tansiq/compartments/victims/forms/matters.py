"""Opening a matter, its victims, accused and court."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.forms.fields import CHOOSE, EventForm
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.rules import Kind, Standing
from tansiq.kernel.pages.fields import DayField, OpenCharField, OpenChoiceField

AGES = (
    CHOOSE, ("adult", _("Eighteen or older")), ("child", _("Under eighteen")),
    ("doubtful", _("In doubt: the doubt is his")),
)  # fmt: skip


def courts() -> list[tuple[str, Any]]:
    rows = [row for row in access.agencies() if row.kind == Kind.JUDICIAL and row.standing == Standing.ACCREDITED]
    return [("", _("None yet")), *((str(row.id), access.localised(row)) for row in rows)]


class MatterForm(forms.Form):
    """A file of one occurrence; names come later."""

    court_id = forms.TypedChoiceField(
        label=_("Which court has it?"), required=False, choices=courts, coerce=UUID, empty_value=None,
        help_text=_("Its registrar and judges read this file from then on. The prosecution does not."),
    )  # fmt: skip


class CourtForm(forms.Form):
    court_id = forms.TypedChoiceField(label=_("Which court has it?"), choices=courts, coerce=UUID)


class MatterFilter(forms.Form):
    number = forms.CharField(
        label=_("Number"), required=False, max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"})
    )


class VictimForm(EventForm):
    """Somebody who was killed or hurt; unknown people too."""

    name = OpenCharField(label=_("Name as written"), required=False, max_length=200)
    is_identified = forms.BooleanField(
        label=_("It is known who this is"), required=False, initial=True,
        help_text=_("Leave it open for somebody whom nobody has identified: then the heirs are searched for."),
    )  # fmt: skip
    died_on = DayField(label=_("Died on, if the person died and the day is known"), required=False)

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        return self.common() | {name: told[name] for name in ("name", "is_identified", "died_on")}


class AccusedForm(EventForm):
    """Somebody who is accused, by the reference of the case. No name."""

    reference = OpenCharField(
        label=_("Reference of the case against the accused"), max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("The number at the prosecution or the court. The name of the accused is not written here."),
    )  # fmt: skip
    age_at_act = OpenChoiceField(label=_("Age at the act"), choices=AGES)

    def for_action(self) -> dict[str, Any]:
        return self.common() | {name: self.cleaned_data[name] for name in ("reference", "age_at_act")}
