"""A planned operation, where and when it takes place, a watch officer's call, the end of a conflict."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.intelligence.forms.terms import lines
from tansiq.compartments.intelligence.plan_drafts import Ground, PlanDraft
from tansiq.compartments.intelligence.plan_models import Plan
from tansiq.kernel.geography.shapes import Point
from tansiq.kernel.pages.fields import (
    MomentField,
    OpenCharField,
    OpenChoiceField,
    WholeNumberField,
    in_force,
    reasons_field,
)
from tansiq.kernel.pages.places import DistrictField

CALLS = (("clear", _("It may go")), ("held", _("It may not go as it stands")))
ENDS = (("executed", _("Carried out")), ("aborted", _("Called off")))
_NUMBER = r"[+-]?\d{1,3}(?:\.\d{1,8})?"
_CORNER = re.compile(rf"^\s*({_NUMBER})(?:\s*[,;،]\s*|\s+)({_NUMBER})\s*$")
_LTR = {"dir": "ltr", "inputmode": "decimal"}


def _corners(typed: str) -> tuple[Point, ...]:
    """Corners, one on a line as latitude and longitude; what cannot be read is no corner."""
    found = [_CORNER.match(line) for line in typed.splitlines() if line.strip()]
    if not all(found):
        raise forms.ValidationError(_("Write one corner on each line: latitude, longitude."), code="corner")
    return tuple((float(match[2]), float(match[1])) for match in found if match)


class GroundForm(forms.Form):
    """Where and when."""

    district = DistrictField(label=_("In which district?"))
    form = forms.ChoiceField(label=_("How is it drawn?"), choices=Plan.Form.choices, widget=forms.RadioSelect,
                             initial=Plan.Form.DISTRICT)  # fmt: skip
    latitude = forms.FloatField(label=_("Middle of the circle: latitude"), required=False, min_value=-80, max_value=80)
    longitude = forms.FloatField(label=_("Middle of the circle: longitude"), required=False, min_value=-180,
                                 max_value=180)  # fmt: skip
    radius = WholeNumberField(label=_("Radius in metres"), required=False, min_value=1)
    corners = forms.CharField(
        label=_("Corners of the area"), required=False, max_length=8_000,
        help_text=_("In order, one on each line: latitude, longitude. Three at least."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
    )  # fmt: skip
    buffer = WholeNumberField(label=_("Kept clear around it, in metres"), min_value=0, initial=500)
    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))

    def clean_corners(self) -> tuple[Point, ...]:
        return _corners(self.cleaned_data["corners"])

    def ground(self) -> Ground:
        told = self.cleaned_data
        middle = (told["longitude"], told["latitude"])
        return Ground(
            district=told["district"], form=told["form"], starts_at=told["starts_at"], ends_at=told["ends_at"],
            buffer=told["buffer"], middle=None if None in middle else middle, radius=told["radius"] or 0,
            corners=told["corners"],
        )  # fmt: skip

    def for_action(self) -> dict[str, Any]:
        return {"ground": self.ground()}


class PlanForm(GroundForm):
    """A planned operation."""

    type = OpenChoiceField(label=_("What is it?"), choices=in_force("plan_types"))
    task = lines(_("What is to be done?"), rows=3, help_text=_("No name of a person: the order or case says whom."))
    unit = OpenCharField(label=_("Which unit?"), max_length=120)
    contact = OpenCharField(label=_("How is the unit reached while it is out?"), max_length=120)
    danger = OpenChoiceField(label=_("Danger to the unit itself"), choices=in_force("plan_dangers"))
    purpose = OpenChoiceField(label=_("Purpose"), choices=in_force("purposes"))
    legal_basis = OpenChoiceField(label=_("Legal basis"), choices=in_force("legal_bases"))
    reference = OpenCharField(
        label=_("Number of the order, case or task"), max_length=40, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    field_order = ("type", "task", "district", "form", "latitude", "longitude", "radius", "corners", "buffer",
                   "starts_at", "ends_at", "unit", "contact", "danger")  # fmt: skip

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        names = ("type", "task", "unit", "contact", "danger", "legal_basis", "purpose", "reference")
        return {"draft": PlanDraft(ground=self.ground(), **{name: told[name] for name in names})}


class CallForm(forms.Form):
    """What the watch officer's call came to."""

    outcome = forms.ChoiceField(label=_("What was said?"), choices=CALLS, widget=forms.RadioSelect)
    reasons = reasons_field(_("What was agreed, with whom and when?"))


class EndForm(forms.Form):
    """What became of an operation."""

    happened = forms.ChoiceField(label=_("What became of it?"), choices=ENDS, widget=forms.RadioSelect)
    words = lines(_("In a few words"), rows=3, required=False)


class LookBackForm(forms.Form):
    """What came of it."""

    words = lines(_("What happened, what was hurt, what is to be learnt?"), rows=5)


class ResolveForm(forms.Form):
    """How a conflict ended."""

    how = OpenChoiceField(label=_("How did it end?"), choices=in_force("plan_resolutions"))
    reasons = reasons_field(_("What was agreed, with whom and when?"))


class PlanFilter(forms.Form):
    """Which plans are shown."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=(("", _("Still open")), ("ended", _("Ended"))))
