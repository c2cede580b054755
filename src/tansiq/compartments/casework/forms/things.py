"""Devices by facets, weapons with their marks."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.forms.cases import text
from tansiq.compartments.casework.forms.exhibits import short
from tansiq.compartments.casework.models import Device, Weapon
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages.fields import MomentField, OpenChoiceField, OpenChoicesField, WholeNumberField, in_force

NO_CONSTRUCTION = _("Nothing of how it is built.")


def facets(facet: str, *, blank: bool = True) -> Callable[[], list[tuple[str, str]]]:
    def choices() -> list[tuple[str, str]]:
        lang = get_language() or "ar"
        rows = charter.current().on(charter.local_day(timezone.now())).vocabularies.device_facets
        told = [(row.code, row.name(lang)) for row in rows if row.facet == facet]
        return [("", str(_("Choose"))), *told] if blank else told

    return choices


class DeviceForm(forms.Form):
    """A device as it was found, before anybody knows what it is."""

    found_at = MomentField(label=_("When was it found?"))
    finder = short(_("Who found it?"))
    words = text(_("What is seen from a distance?"), required=False, help_text=NO_CONSTRUCTION)


class ReportForm(forms.Form):
    """The report of an explosives officer."""

    initiation = OpenChoiceField(label=_("How does it function?"), choices=facets("initiation"))
    delivery = OpenChoiceField(label=_("How was it brought or placed?"), choices=facets("delivery"))
    outcome = OpenChoiceField(label=_("What became of it?"), choices=facets("outcome"))
    safety = OpenChoiceField(label=_("Is it safe now?"), choices=Device.Safety.choices, widget=forms.RadioSelect)
    action = OpenChoiceField(label=_("What was done?"), choices=Device.Action.choices, widget=forms.RadioSelect)
    components = OpenChoicesField(
        label=_("Parts that were seen"), choices=facets("component", blank=False), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    charge = OpenChoiceField(label=_("Kind of charge"), choices=in_force("weapon_types"), required=False)
    charge_kg = forms.DecimalField(label=_("Kilograms, estimated"), required=False, max_digits=7, decimal_places=2)
    evacuated_metres = WholeNumberField(label=_("Evacuated, in metres"), required=False, min_value=0, max_value=50_000)
    samples = text(_("Samples: what kind, who took them"), rows=2, required=False, help_text=NO_CONSTRUCTION)
    sample_witness = short(_("Who saw them taken?"), required=False)
    residual_hazard = text(_("What danger remains?"), rows=2, required=False)
    words = text(_("What else must others know?"), rows=3, required=False, help_text=NO_CONSTRUCTION)


class AnnexForm(forms.Form):
    """For explosives officers alone."""

    words = text(_("For explosives officers alone"), rows=6)


class WeaponForm(forms.Form):
    """A weapon or ammunition."""

    type = OpenChoiceField(label=_("What is it?"), choices=in_force("weapon_types"))
    exhibit_number = short(_("Number of the exhibit"), is_code=True, required=False)
    maker = short(_("Maker and model"), required=False)
    country = short(_("Country of make"), required=False)
    calibre = short(_("Calibre"), is_code=True, required=False)
    serial_state = OpenChoiceField(
        label=_("The serial number"), choices=Weapon.SerialState.choices, widget=forms.RadioSelect
    )
    serial = short(_("Serial, exactly as it was read"), is_code=True, required=False)
    marks = text(_("Marks: of import, of proof, of an army"), rows=2, required=False)
    lot = short(_("Lot or headstamp"), is_code=True, required=False)
    is_loaded = forms.BooleanField(label=_("It was loaded when it was found"), required=False)


class TraceForm(forms.Form):
    """A question about a weapon."""

    sent_to = short(_("Who is asked?"))
    words = text(_("What is asked?"))


class TraceAnswerForm(forms.Form):
    """The answer."""

    answered_at = MomentField(label=_("When did the answer come?"))
    answer = text(_("Answer"))
