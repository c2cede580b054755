"""What the forms here share: the moment of an event, the paper it stands on, parties of a matter by code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.models import Entry, Party
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages.fields import DayField, OpenCharField, OpenChoiceField

CHOOSE = ("", _("Choose"))


def lines(label: Any, *, rows: int = 3, **options: Any) -> OpenCharField:
    """A field of several lines, judged by the action."""
    return OpenCharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


ANSWERS = (
    CHOOSE, ("yes", _("Yes: the heir stands by it")), ("no", _("No: the heir takes it back")),
    ("nothing", _("Nothing: the heir does not say")),
)  # fmt: skip


def answer() -> OpenChoiceField:
    """What an heir says who is asked a second time."""
    return OpenChoiceField(
        label=_("What did the heir answer?"), choices=ANSWERS,
        help_text=_("Only a yes confirms. A no takes the waiver back; nobody asks for a reason, and the stop stays."),
    )  # fmt: skip


class EventForm(forms.Form):
    """When something happened and where it stands. The hour may be left out: then it is that day."""

    on = DayField(label=_("On which day?"))
    hour = forms.TimeField(
        label=_("At what time, if it is known"), required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    paper = OpenCharField(
        label=_("Where does it stand?"), max_length=200,
        help_text=_("The paper with its number, or who said it and to whom."),
    )  # fmt: skip

    def __init__(
        self, typed: Any = None, *, parties: Sequence[Party] = (), entries: Sequence[Entry] = (), **options: Any
    ) -> None:
        super().__init__(typed, **options)
        self.parties, self.entries = parties, entries
        self.prepare()
        self.order_fields([name for name in self.fields if name not in ("on", "hour", "paper")])

    def prepare(self) -> None:
        """Fill the choices that depend on the matter."""

    def of(self, kind: str) -> list[tuple[str, Any]]:
        """Parties of a kind: code and name, or reference."""
        rows = [(row.code, label(row)) for row in self.parties if row.kind == kind]
        return [CHOOSE, *rows]

    def moment(self) -> date:
        """The day, or with an hour the aware time in the charter's place."""
        day: date = self.cleaned_data["on"]
        hour = self.cleaned_data.get("hour")
        if hour is None:
            return day
        return datetime.combine(day, time(hour.hour, hour.minute), tzinfo=charter.current().jurisdiction.tz)

    def common(self) -> dict[str, Any]:
        return {"on": self.moment(), "paper": self.cleaned_data["paper"]}


class PartiesForm(EventForm):
    """An event about parties of the matter."""

    # Which answer another one stands for: neither is missing where the other is given.
    INSTEAD = (("heir", "heir_name"), ("accused", "names_nobody"))

    def clean(self) -> dict[str, Any]:
        """What stands in the place of an answer is judged with it by the action."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for name, other in self.INSTEAD:
            if name in self.fields and told.get(other):
                self.fields[name].required = False
        return told

    def say_again(self) -> None:
        """What was said of nobody is said now against one accused: the page does not offer to leave it open."""
        del self.fields["names_nobody"]

    def prepare(self) -> None:
        for name, kind in (("heir", "heir"), ("victim", "victim"), ("accused", "accused"), ("victims", "victim")):
            if name in self.fields:
                rows = self.of(kind)
                many = isinstance(self.fields[name], forms.MultipleChoiceField)
                self.fields[name].choices = rows[1:] if many else rows  # type: ignore[attr-defined]


def label(row: Party) -> str:
    """How a choice names a party: code, then the name or the reference."""
    return f"{row.code} · {row.name or row.reference or _('not identified')}"
