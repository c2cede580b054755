"""What is ordered, planned or claimed about somebody who is held, and who he is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.custody.actions.plans import WITHHELD, obstacles
from tansiq.compartments.custody.forms.arrests import place_choices
from tansiq.compartments.custody.forms.facts import case_field
from tansiq.gateway.forms.asks import KitForm
from tansiq.kernel import reading
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.pages.fields import MomentField, OpenCharField, OpenChoiceField, reasons_field


class DetainForm(forms.Form):
    """An order of one's own."""

    number = OpenCharField(label=_("Number of the order"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"}))
    until = MomentField(label=_("Until when he may be held"))
    case = case_field(required=False)
    reasons = reasons_field()


class TransferForm(forms.Form):
    to = OpenChoiceField(label=_("Where to?"), choices=place_choices)
    authority = OpenCharField(label=_("Into whose hands"), max_length=120)
    risk_review = OpenCharField(
        label=_("What does he risk there? What was looked at, and found"), required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    legal_signoff = OpenCharField(label=_("Who signed, and the number"), required=False, max_length=120)
    informed_at = MomentField(label=_("When he was told"), required=False)
    reasons = reasons_field()


class ReleaseOrderForm(forms.Form):
    ground = OpenChoiceField(
        label=_("Why he goes"), widget=forms.RadioSelect,
        choices=[
            ("acquitted", _("He was acquitted")), ("dropped", _("The case was dropped")),
            ("mistaken", _("He is not the man who is meant")), ("bail", _("On bail, or under a promise to come")),
            ("served", _("His sentence is served")), ("unlawful", _("He should not have been held")),
            ("other", _("On another ground")),
        ],
    )  # fmt: skip
    by = OpenCharField(label=_("Who ordered it"), required=False, max_length=120)
    number = OpenCharField(
        label=_("Number of the order"), required=False, max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    spoken = forms.BooleanField(label=_("It was spoken in court, the paper has not come yet"), required=False)
    at = MomentField(label=_("When it was spoken or signed"), required=False, help_text=_("Empty: now."))
    words = reasons_field(_("Reasons, or where you heard or saw it"))


class ReleasedForm(forms.Form):
    at = MomentField(label=_("When he walked out"), required=False, help_text=_("Empty: now."))
    words = OpenCharField(
        label=_("Who was there, and what he took with him"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


NEEDED = {
    "authority": _("Authority"), "court": _("Court"), "date": _("Date"), "end date": _("End of the sentence"),
    "review": _("Number of the review"), "counsel present": _("Counsel who was there"), "doctor": _("Doctor"),
    "consent": _("His consent, and before whom"),
}  # fmt: skip


def obstacle_choices() -> list[tuple[str, str]]:
    return [(code, words) for code, words, _is_one in obstacles(get_language() or "ar")]


class ObstacleForm(forms.Form):
    """What is said to keep him; what keeps nobody stands among the choices, so that it is refused by name."""

    obstacle = OpenChoiceField(label=_("What is said to keep him?"), choices=obstacle_choices, widget=forms.RadioSelect)
    number = OpenCharField(label=_("Number of the paper"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in NEEDED.items():
            self.fields[name.replace(" ", "_")] = OpenCharField(label=label, required=False, max_length=120)

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        details = {name: told[name.replace(" ", "_")] for name in NEEDED}
        return {"obstacle": told["obstacle"], "number": told["number"], "details": details}


class WithholdForm(forms.Form):
    by = OpenChoiceField(
        label=_("Who wishes that his family is not told where he is?"), widget=forms.RadioSelect,
        choices=[("self", _("He himself, before counsel")), ("judge", _("A judge"))],
    )  # fmt: skip
    until = MomentField(label=_("When it is reviewed"))
    words = reasons_field(_("His own words and before whom, or the number of the order"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = clocks.due_of(WITHHELD, timezone.now()).astimezone(charter.current().jurisdiction.tz)
        self.fields["until"].help_text = _("At the latest on %(day)s.") % {"day": reading.day(latest.date())}


class IdentifyForm(KitForm):
    words = reasons_field(_("How was the identity established?"))

    def for_action(self) -> dict[str, Any]:
        return {"draft": self.draft(), "words": self.cleaned_data["words"]}
