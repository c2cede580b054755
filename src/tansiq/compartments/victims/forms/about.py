"""What happens to a waiver once it is recorded, and inquiries into pressure: one form for each kind of event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.actions.wishes import waivers_of
from tansiq.compartments.victims.forms.fields import CHOOSE, EventForm, lines
from tansiq.compartments.victims.models import Entry
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages.fields import OpenCharField, OpenChoiceField

DIRECTIONS = (CHOOSE, ("to_waive", _("Pressed to waive")), ("not_to_waive", _("Pressed not to waive")))
# One list for both: which of them an inquiry is about the name that is chosen says.
OUTCOMES = (
    CHOOSE, ("stands", _("The waiver, or what the heir said without one, stands")),
    ("void", _("The waiver, or what the heir said without one, is void")),
)  # fmt: skip


def indicators() -> list[tuple[str, str]]:
    """Signs of pressure of the charter in force, in words."""
    return [(row.code, row.name(get_language() or "ar")) for row in charter.current().heirs.coercion_indicators]


def waivers(entries: Sequence[Entry]) -> list[tuple[str, Any]]:
    """Waivers of a file as choices: the name, and whose it is."""
    return [(row.event["waiver"], f"{row.event['waiver']} · {row.event['heir']}") for row in waivers_of(entries)]


class AboutForm(EventForm):
    """What happened to a waiver. `KIND` is that of the event."""

    KIND = ""
    TITLE: Any = ""
    HINT: Any = ""
    waiver = OpenChoiceField(label=_("Which waiver?"), choices=())

    def prepare(self) -> None:
        self.fields["waiver"].choices = [CHOOSE, *waivers(self.entries)]  # type: ignore[attr-defined]

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
    """Pressure on an heir, whoever tells of it, with a waiver or before there is any."""

    KIND, TITLE = "inquiry_opened", _("An heir objects, or is pressed: open an inquiry")
    HINT = _("In both directions: pressed to waive, and pressed not to. It is a flag, no verdict, and ends no stop.")
    heir = OpenChoiceField(label=_("Which heir is pressed?"), choices=(), required=False)
    direction = OpenChoiceField(label=_("Direction"), choices=DIRECTIONS)
    raiser = OpenChoiceField(
        label=_("Which heir says so?"), choices=(), required=False,
        help_text=_("The heir who is pressed, or another one who objects."),
    )  # fmt: skip
    raised_by = OpenCharField(label=_("Or who else says so?"), max_length=120, required=False)
    against = OpenCharField(
        label=_("Who is said to press?"), max_length=200, required=False,
        help_text=_("As it was said. It is a word against somebody, and proves nothing."),
    )  # fmt: skip
    indicators = forms.MultipleChoiceField(
        label=_("Signs"), required=False, choices=indicators, widget=forms.CheckboxSelectMultiple
    )
    reasons = lines(_("What is said for it?"), rows=3, required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["waiver"].label, self.fields["waiver"].required = _("Beside which waiver, if there is one?"), False
        self.fields["waiver"].choices = [("", _("None")), *waivers(self.entries)]  # type: ignore[attr-defined]
        self.fields["heir"].choices = self.of("heir")  # type: ignore[attr-defined]
        self.fields["raiser"].choices = [("", _("None of them")), *self.of("heir")[1:]]  # type: ignore[attr-defined]
        self.order_fields(["heir", "direction", "raiser", "raised_by", "against", "indicators", "reasons", "waiver"])

    def lacks(self) -> tuple[str, ...]:
        told = self.cleaned_data
        whose = () if told.get("waiver") else ("heir",)
        return whose if told.get("raiser") else (*whose, "raised_by")

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        names = ("heir", "direction", "raiser", "raised_by", "against", "indicators", "reasons", "waiver")
        return self.common() | {name: told[name] for name in names}


class InquiryClosedForm(AboutForm):
    KIND, TITLE = "inquiry_closed", _("Outcome of an inquiry into pressure")
    HINT = _("A waiver that a court has validated stands. The stop stays until a judge has ruled.")
    outcome = OpenChoiceField(label=_("Outcome"), choices=OUTCOMES)
    reasons = lines(_("Reasons, as the court gives them"), rows=3, required=False)

    def prepare(self) -> None:
        super().prepare()
        opened = [
            (row.event["waiver"], f"{row.event['waiver']} · {row.heir.code if row.heir else row.event['raised_by']}")
            for row in self.entries if row.kind == "inquiry_opened"
        ]  # fmt: skip
        rows = dict(waivers(self.entries)) | {name: words for name, words in opened if not name.startswith("W")}
        self.fields["waiver"].label = _("Which waiver, or which inquiry?")
        self.fields["waiver"].choices = [CHOOSE, *rows.items()]  # type: ignore[attr-defined]

    def for_action(self) -> dict[str, Any]:
        return self.common() | {name: self.cleaned_data[name] for name in ("waiver", "outcome", "reasons")}


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


# What a judge reads before it is recorded: nothing about it can be undone once prison and prosecution have acted.
LIFTS: Any = _(
    "With its number the stop of this waiver ends at once at prison and prosecution. It is no word on what follows."
)


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
    HINT = _(
        "Nothing undoes it afterwards. It touches one victim, one accused, and the heir’s own share as said. What was"
        " pronounced before is stayed: that stop ends where the court rules on it, beside the name of the accused."
    )


class RejectedForm(ReasonedForm):
    KIND, TITLE = "court_rejected", _("The court rejects a waiver")
    HINT = LIFTS


class HoldRuledForm(RulingForm):
    KIND, TITLE = "hold_ruled", _("The court rules on a stop")
    HINT = LIFTS


class SaidRuledForm(EventForm):
    """A court on the stop that a statement caused."""

    record = record_number()
    judge = OpenCharField(label=_("Name of the judge"), max_length=120)

    def for_action(self) -> dict[str, Any]:
        return self.common() | {name: self.cleaned_data[name] for name in ("record", "judge")}


ABOUT: dict[str, type[AboutForm]] = {
    form.KIND: form
    for form in (
        WithdrawnForm, InquiryForm, InquiryClosedForm, ConditionForm, BreachForm, ValidatedForm, RejectedForm,
        HoldRuledForm,
    )
}  # fmt: skip
