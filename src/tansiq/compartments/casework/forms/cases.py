"""Cases, incidents and lines of the operation log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework import actions
from tansiq.kernel.access import queries as access
from tansiq.kernel.pages.fields import MomentField, OpenCharField, OpenChoiceField, in_force
from tansiq.kernel.pages.places import districts


def prosecutions() -> list[tuple[str, str]]:
    return [("", str(_("Choose"))), *((str(row.id), access.localised(row)) for row in actions.prosecutions())]


def courts() -> list[tuple[str, str]]:
    return [("", str(_("Choose"))), *((str(row.id), access.localised(row)) for row in access.courts())]


def text(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    return OpenCharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class CaseForm(forms.Form):
    """A new case."""

    title = OpenCharField(label=_("What is the case about?"), max_length=200)
    district = OpenChoiceField(label=_("District"), choices=districts())
    legal_basis = OpenChoiceField(label=_("Legal basis"), choices=in_force("legal_bases"))
    prosecution_id = OpenChoiceField(label=_("Prosecution that the case belongs to"), choices=prosecutions)

    def __init__(self, *args: Any, leads: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if leads:  # the prosecution's own cases belong to it
            del self.fields["prosecution_id"]

    def for_action(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        chosen = told.pop("prosecution_id", "")
        known = {value for value, _words in prosecutions() if value}
        return told | {"prosecution_id": UUID(chosen) if chosen in known else None}


class WorkerForm(forms.Form):
    """Who works on a case."""

    staff_number = OpenCharField(
        label=_("Staff number"), max_length=20, help_text=_("As on the card."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    is_on = forms.TypedChoiceField(
        label=_("From now on"), choices=(("on", _("works on this case")), ("off", _("no longer works on it"))),
        coerce=lambda value: value == "on", widget=forms.RadioSelect,
    )  # fmt: skip


class IncidentForm(forms.Form):
    """What happened, or what was carried out."""

    kind = OpenChoiceField(label=_("What is it?"), choices=in_force("incident_kinds"))
    happened_at = MomentField(label=_("When did it begin?"))
    district = OpenChoiceField(label=_("District"), choices=districts())
    place = OpenCharField(
        label=_("Place, where it is known"), required=False, max_length=200,
        help_text=_("Street or quarter in words. Without it the incident is shown by its district alone."),
    )  # fmt: skip
    subdistrict = OpenCharField(
        label=_("Sub-district, where it is known"), required=False, max_length=120,
        help_text=_("Its name in Arabic or Latin letters, or its code."),
    )  # fmt: skip
    latitude = forms.FloatField(label=_("Latitude, where it is known"), required=False, min_value=-80, max_value=80)
    longitude = forms.FloatField(
        label=_("Longitude, where it is known"), required=False, min_value=-180, max_value=180,
        help_text=_("On the map a point is drawn of an attack alone, of all else an area of a square kilometre."),
    )  # fmt: skip
    order_number = OpenCharField(
        label=_("Number of the order"), required=False, max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    words = text(_("What happened?"), rows=5)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if (told.get("latitude") is None) != (told.get("longitude") is None):
            self.add_error("latitude", _("Both, or neither: latitude and longitude."))
        return told

    def for_action(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        lat, lon = told.pop("latitude"), told.pop("longitude")
        return told | {"point": None if lat is None or lon is None else (lon, lat)}


class EntryForm(forms.Form):
    """A line of the operation log."""

    kind = OpenChoiceField(label=_("What is it about?"), choices=in_force("operation_log_kinds"))
    happened_at = MomentField(label=_("When?"))
    words = text(
        _("What happened, and why?"), help_text=_("Write it as it was. Nothing is refused, nothing is changed later.")
    )
