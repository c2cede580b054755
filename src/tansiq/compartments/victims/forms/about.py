"""What happens to a waiver: taken back, looked into, its conditions, and what a court says of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.actions.wishes import waivers_of
from tansiq.compartments.victims.forms.fields import CHOOSE, EventForm
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages.fields import OpenCharField, OpenChoiceField

DIRECTIONS = (CHOOSE, ("to_waive", _("Pressed to waive")), ("not_to_waive", _("Pressed not to waive")))
OUTCOMES = (CHOOSE, ("stands", _("The waiver stands")), ("void", _("The waiver is void")))


def indicators() -> list[tuple[str, str]]:
    """Signs of pressure of the charter in force, in words."""
    return [(row.code, row.name(get_language() or "ar")) for row in charter.current().heirs.coercion_indicators]


class AboutForm(EventForm):
    """What happened to a waiver. `KIND` is that of the event."""

    KIND = ""
    TITLE: Any = ""
    HINT: Any = ""
    waiver = OpenChoiceField(label=_("Which waiver?"), choices=())

    def prepare(self) -> None:
        rows = [
            (row.event["waiver"], f"{row.event['waiver']} · {row.event['heir']}") for row in waivers_of(self.entries)
        ]
        self.fields["waiver"].choices = [CHOOSE, *rows]  # type: ignore[attr-defined]

    def for_action(self) -> dict[str, Any]:
        told = {
            name: value for name, value in self.cleaned_data.items() if name not in ("on", "hour", "paper", "waiver")
        }
        return self.common() | {"kind": self.KIND, "waiver": self.cleaned_data["waiver"], "told": self.told(told)}

    def told(self, given: dict[str, Any]) -> dict[str, Any]:
        return given


class WithdrawnForm(AboutForm):
    KIND, TITLE = "waiver_withdrawn", _("An heir takes a waiver back")
    HINT = _("No reason is asked for. The stop stays until a judge has ruled.")


class InquiryForm(AboutForm):
    KIND, TITLE = "inquiry_opened", _("Open an inquiry into pressure")
    HINT = _("In both directions: pressed to waive, and pressed not to. It is a flag, no verdict, and ends no stop.")
    raised_by = OpenCharField(label=_("Who says so?"), max_length=120)
    direction = OpenChoiceField(label=_("Direction"), choices=DIRECTIONS)
    indicators = forms.MultipleChoiceField(
        label=_("Signs"), required=False, choices=indicators, widget=forms.CheckboxSelectMultiple
    )


class InquiryClosedForm(AboutForm):
    KIND, TITLE = "inquiry_closed", _("Outcome of an inquiry into pressure")
    HINT = _("A waiver that a court has validated stands. The stop stays until a judge has ruled.")
    outcome = OpenChoiceField(label=_("Outcome"), choices=OUTCOMES)


class ConditionForm(AboutForm):
    KIND, TITLE = "condition_met", _("A condition was met")
    condition = OpenChoiceField(label=_("Which condition?"), choices=())

    def prepare(self) -> None:
        super().prepare()
        rows = [
            (one["condition"], f"{one['condition']} · {one['text']}")
            for row in waivers_of(self.entries) for one in row.event.get("conditions", [])
        ]  # fmt: skip
        self.fields["condition"].choices = [CHOOSE, *rows]  # type: ignore[attr-defined]


class BreachForm(ConditionForm):
    KIND, TITLE = "condition_breached", _("A condition was breached")
    HINT = _("What follows is for the judge: retaliation does not come back by itself.")


def record_number() -> OpenCharField:
    return OpenCharField(
        label=_("Number of the court’s record"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}), help_text=_("Without a number it is recorded and waits."),
    )  # fmt: skip


class RulingForm(AboutForm):
    """A court on a waiver; without the number of its record it waits."""

    record = record_number()
    judge = OpenCharField(label=_("Name of the judge"), max_length=120)


class ReasonedForm(RulingForm):
    reason = OpenCharField(label=_("Reason, as written"), max_length=200, required=False)

    def told(self, given: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in given.items() if name != "reason" or value.strip()}


class ValidatedForm(ReasonedForm):
    KIND, TITLE = "court_validated", _("The court validates a waiver")
    HINT = _("Nothing undoes it afterwards. It touches one victim, one accused, and the heir’s own share as said.")


class RejectedForm(ReasonedForm):
    KIND, TITLE = "court_rejected", _("The court rejects a waiver")


class HoldRuledForm(RulingForm):
    KIND, TITLE = "hold_ruled", _("The court rules on a stop")


ABOUT: dict[str, type[AboutForm]] = {
    form.KIND: form
    for form in (
        WithdrawnForm, InquiryForm, InquiryClosedForm, ConditionForm, BreachForm, ValidatedForm, RejectedForm,
        HoldRuledForm,
    )
}  # fmt: skip
