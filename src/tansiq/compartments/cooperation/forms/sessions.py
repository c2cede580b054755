"""Sessions as they are planned and as they took place, and what was said unasked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.cooperation.drafts import HeldDraft
from tansiq.compartments.cooperation.forms.fields import lines, number
from tansiq.compartments.cooperation.models import Examination, Instigation, Session
from tansiq.gateway.forms.places import PlaceField, where
from tansiq.kernel.pages.fields import (
    DayField,
    MomentField,
    OpenCharField,
    OpenChoiceField,
    OpenChoicesField,
    WholeNumberField,
)

COUNSEL = (("", _("Choose")), *Session.Counsel.choices)


def room() -> OpenCharField:
    """Beside a place of the list its room; else where it was."""
    return OpenCharField(label=_("The room, or where it is if it is on no list"), required=False, max_length=200)


class PlanForm(forms.Form):
    planned_for = MomentField(label=_("When?"))
    place_code = PlaceField()
    place = room()
    counsel = OpenChoiceField(label=_("Counsel"), choices=COUNSEL)
    topics = lines(_("About what?"))

    def lacks(self) -> tuple[str, ...]:
        return where(self)


class HeldForm(forms.Form):
    """How a session took place, whatever was wrong with it."""

    began_at = MomentField(label=_("Began"))
    ended_at = MomentField(label=_("It ended"))
    place_code = PlaceField()
    place = room()
    counsel = OpenChoiceField(label=_("Counsel"), choices=COUNSEL)
    present = lines(_("Who was present"))
    health = lines(_("His health before and after"), required=False)
    breaks = lines(_("Breaks: when, how long, food, prayer, sleep"), required=False)
    longest_stretch_minutes = WholeNumberField(label=_("Longest time without a break, in minutes"), min_value=0)
    recording = number(
        _("SHA-256 of the recording"), required=False, max_length=64,
        help_text=_("As the recorder shows it. Empty where nothing was recorded."),
    )  # fmt: skip
    topics = lines(_("About what?"))
    words = lines(_("Course of the session"), required=False, rows=5)

    def lacks(self) -> tuple[str, ...]:
        return where(self)

    def for_action(self) -> dict[str, Any]:
        return {"draft": HeldDraft(**self.cleaned_data)}


class FirstWordsForm(forms.Form):
    said_at = MomentField(label=_("When was it said?"))
    place = OpenCharField(label=_("Where?"), max_length=200)
    heard_by = OpenCharField(label=_("Who heard it?"), max_length=200)
    words = lines(_("What he said, word for word"), rows=4)
    was_asked = forms.BooleanField(
        label=_("Somebody had asked him"), required=False, help_text=_("Then the inspector is told.")
    )


class ExaminationForm(forms.Form):
    """What a psychologist found for the sessions."""

    psychologist = OpenCharField(label=_("Who saw him, and what is he or she?"), max_length=120)
    examined_at = MomentField(label=_("When?"))
    was_alone = forms.BooleanField(
        label=_("Nobody who keeps, hears or prosecutes him was in the room"), required=False,
        help_text=_("Otherwise the inspector is told."),
    )  # fmt: skip
    finding = OpenChoiceField(label=_("What was found?"), choices=(("", _("Choose")), *Examination.Finding.choices))
    conditions = lines(
        _("Conditions for the sessions"), required=False,
        help_text=_("Breaks, length, company, medicine. Not what ails him, and nothing of what he told."),
    )  # fmt: skip
    again_on = DayField(label=_("To be seen again on"), required=False)
    paper = OpenCharField(label=_("Paper, with its number"), required=False, max_length=200)

    def lacks(self) -> tuple[str, ...]:
        is_bound = self.cleaned_data.get("finding") == Examination.Finding.CONDITIONS
        return ("conditions",) if is_bound else ()


class InstigationForm(forms.Form):
    """Somebody asked him to do something."""

    kinds = OpenChoicesField(
        label=_("What was he asked to do?"), choices=Instigation.Kind.choices, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    words = lines(_("What was asked, as nearly word for word as you can"))
    asked_by = OpenCharField(label=_("Who asked?"), max_length=200)
    asked_at = MomentField(label=_("When?"))
    done = lines(_("What did he do?"), required=False)
    reported_by = OpenCharField(label=_("Who reports it?"), max_length=200)
