"""What happened to somebody who is held: when, in words, and what the format of the replay asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.custody.forms.arrests import PlaceFields, place_choices
from tansiq.kernel.pages.fields import MomentField, OpenCharField, OpenChoiceField


class FactForm(forms.Form):
    """When, and in words; what happened goes on from here."""

    use_required_attribute = False
    at = MomentField(label=_("When, to the minute"), required=False, help_text=_("Empty: now."))
    words = OpenCharField(
        label=_("By whom, before whom, and what was seen"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def fields_told(self) -> dict[str, Any]:
        """Fields of the format; a subclass gives its own."""
        return {}

    def details_told(self) -> dict[str, Any]:
        return {"words": self.cleaned_data["words"]}

    def for_action(self) -> dict[str, Any]:
        return {"at": self.cleaned_data["at"], "fields": self.fields_told(), "details": self.details_told()}


class CheckForm(FactForm):
    """A medical check: one of which nothing is said is kept and stops no clock, so the words are asked for."""

    words = OpenCharField(
        label=_("Which doctor or nurse, and what was seen"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without it the check is written down, and does not count: its clock runs on."),
    )  # fmt: skip


class CounselForm(FactForm):
    result = OpenChoiceField(
        label=_("Counsel"), widget=forms.RadioSelect,
        choices=[("offered", _("Offered")), ("attended", _("Came")), ("refused", _("He does not want any"))],
    )  # fmt: skip
    language = OpenCharField(label=_("In which language, and by whom"), required=False, max_length=80)

    def fields_told(self) -> dict[str, Any]:
        return {"result": self.cleaned_data["result"]}

    def details_told(self) -> dict[str, Any]:
        return super().details_told() | {"language": self.cleaned_data["language"]}


class PresentedForm(FactForm):
    to = OpenChoiceField(
        label=_("Before whom?"), widget=forms.RadioSelect,
        choices=[("prosecution", _("The prosecution")), ("judge", _("A judge"))],
    )  # fmt: skip

    def fields_told(self) -> dict[str, Any]:
        return {"to": self.cleaned_data["to"]}


def case_field(**more: Any) -> OpenCharField:
    """The number of the case, as it stands on the paper."""
    return OpenCharField(
        label=_("Number of the case"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("As it stands on the paper. If the court must speak first in it, he is not handed abroad."), **more,
    )  # fmt: skip


class CaseForm(FactForm):
    """In which case somebody is held, whoever says so."""

    case = case_field()

    def details_told(self) -> dict[str, Any]:
        return super().details_told() | {"case": self.cleaned_data["case"]}


class PaperOrderForm(FactForm):
    by = OpenChoiceField(
        label=_("Who ordered it"), widget=forms.RadioSelect,
        choices=[("prosecution", _("The prosecution")), ("judge", _("A judge"))],
    )  # fmt: skip
    number = OpenCharField(label=_("Number of the order"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"}))
    until = MomentField(label=_("Until when he may be held"))
    case = case_field(required=False)

    def fields_told(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"by": told["by"], "number": told["number"], "until": told["until"].isoformat()}

    def details_told(self) -> dict[str, Any]:
        return super().details_told() | {"case": self.cleaned_data["case"]}


class OfStatementForm(FactForm):
    """About a statement by its number: one that casework has told, or the number on the paper."""

    statement = OpenChoiceField(label=_("Which statement?"), choices=())
    other = OpenCharField(
        label=_("If it is not among them: its number as it stands on the paper"), max_length=80, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip

    def offer(self, numbers: list[str]) -> None:
        """The statements of this person, by number; where the register was told of none, its number is typed."""
        choice = self.fields["statement"]
        if not numbers:
            self.fields["statement"] = self.fields.pop("other")
            self.fields["statement"].label = _("Which statement? Its number as it stands on the paper")
            self.fields["statement"].required = True
            self.order_fields(["at", "words", "statement"])
        elif isinstance(choice, forms.ChoiceField):
            choice.choices = [("", str(_("Choose"))), *((one, one) for one in numbers)]

    def number(self) -> str:
        """What was chosen or typed."""
        return str(self.cleaned_data.get("other", "").strip() or self.cleaned_data["statement"])

    def clean(self) -> None:
        """A number that was typed is one that was chosen."""
        if self.cleaned_data.get("other"):
            self.fields["statement"].required = False


class TaintForm(OfStatementForm):
    indicator = OpenCharField(label=_("What points to ill-treatment"), max_length=200)

    def fields_told(self) -> dict[str, Any]:
        return {"statement": self.number(), "indicator": self.cleaned_data["indicator"]}


class TaintRuledForm(OfStatementForm):
    result = OpenChoiceField(
        label=_("What the judge ruled"), widget=forms.RadioSelect,
        choices=[("admissible", _("It may be used")), ("inadmissible", _("It may not be used"))],
    )  # fmt: skip
    record = OpenCharField(label=_("Number of the ruling"), max_length=60)

    def fields_told(self) -> dict[str, Any]:
        return {"statement": self.number()} | {name: self.cleaned_data[name] for name in ("result", "record")}


class DoubtForm(FactForm):
    by = OpenCharField(label=_("Who doubts that he is eighteen"), max_length=80)

    def fields_told(self) -> dict[str, Any]:
        return {"by": self.cleaned_data["by"] or "?"}


class AgeForm(FactForm):
    age = OpenChoiceField(
        label=_("What the judge ruled"), widget=forms.RadioSelect,
        choices=[("child", _("A child")), ("adult", _("Eighteen or older"))],
    )  # fmt: skip
    record = OpenCharField(label=_("Number of the ruling"), max_length=60)

    def fields_told(self) -> dict[str, Any]:
        return {"age": self.cleaned_data["age"], "record": self.cleaned_data["record"]}


class LeftForm(FactForm):
    to = OpenChoiceField(label=_("Where to?"), choices=place_choices)
    to_words = OpenCharField(label=_("If it is not on the list: where?"), required=False, max_length=80)
    expected_at = MomentField(label=_("When he should be there"))

    def clean(self) -> None:
        """Words for a place stand in its stead."""
        if self.cleaned_data.get("to_words"):
            self.fields["to"].required = False

    def fields_told(self) -> dict[str, Any]:
        told = self.cleaned_data
        to = told["to_words"] or "?" if told["to"] in ("", "-") else told["to"]
        return {"to": to, "expected_at": told["expected_at"].isoformat()}


class ArrivedForm(FactForm, PlaceFields):
    def fields_told(self) -> dict[str, Any]:
        return {"place": self.place_told() or "?"}


class PropertyForm(FactForm):
    items = OpenCharField(
        label=_("What was taken from him, one thing a line"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def details_told(self) -> dict[str, Any]:
        lines = [line.strip() for line in self.cleaned_data["items"].splitlines()]
        return super().details_told() | {"items": [line for line in lines if line]}
