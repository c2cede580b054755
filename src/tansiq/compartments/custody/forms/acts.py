"""Acts on somebody's record: each has the moment, the words, and what it needs besides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.custody import actions
from tansiq.compartments.custody.actions.facts import MAY_WRITE
from tansiq.compartments.custody.actions.plans import obstacles
from tansiq.compartments.custody.forms.arrests import PlaceFields, place_choices
from tansiq.gateway.forms.asks import KitForm
from tansiq.kernel.pages.fields import MomentField, OpenCharField, OpenChoiceField, reasons_field

Words = str | Promise
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


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


class PaperOrderForm(FactForm):
    by = OpenChoiceField(
        label=_("Who ordered it"), widget=forms.RadioSelect,
        choices=[("prosecution", _("The prosecution")), ("judge", _("A judge"))],
    )  # fmt: skip
    number = OpenCharField(label=_("Number of the order"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"}))
    until = MomentField(label=_("Until when he may be held"))

    def fields_told(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"by": told["by"], "number": told["number"], "until": told["until"].isoformat()}


class OfStatementForm(FactForm):
    """About a statement by its number: one that casework has told, or the number on the paper."""

    statement = OpenChoiceField(label=_("Which statement?"), choices=(), required=False)
    other = OpenCharField(
        label=_("Another statement: its number as it stands on the paper"), max_length=80, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip

    def offer(self, numbers: list[str]) -> None:
        """The statements of this person, by number."""
        choice = self.fields["statement"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", str(_("Choose"))), *((one, one) for one in numbers)]

    def number(self) -> str:
        """What was chosen or typed."""
        return str(self.cleaned_data["other"].strip() or self.cleaned_data["statement"])


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


class DetainForm(forms.Form):
    """An order of one's own."""

    number = OpenCharField(label=_("Number of the order"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"}))
    until = MomentField(label=_("Until when he may be held"))
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
    until = MomentField(label=_("When it is reviewed; at most 30 days"))
    words = reasons_field(_("His own words and before whom, or the number of the order"))


class IdentifyForm(KitForm):
    words = reasons_field(_("How was the identity established?"))

    def for_action(self) -> dict[str, Any]:
        return {"draft": self.draft(), "words": self.cleaned_data["words"]}


@dataclass(frozen=True)
class Act:
    """One act of the page: its words, its form, what it calls, and who is offered it.

    Attributes:
        when: `open` while he is held, `released` only after a release order, `ever`.
    """

    label: Words
    form: type[forms.Form]
    may: tuple[str, ...]
    action: Callable[..., Any] | None = None
    when: str = "open"
    fact: str = ""


def _fact(kind: str, label: Words, form: type[forms.Form] = FactForm, when: str = "open") -> Act:
    return Act(label, form, MAY_WRITE[kind], when=when, fact=kind)


ACTS: Final[dict[str, Act]] = {
    "registered": _fact("registered", _("Enter him in the register")),
    "medical_check": _fact("medical_check", _("A doctor saw him")),
    "family_told": _fact("family_told", _("His family was told")),
    "counsel": _fact("counsel", _("Counsel"), CounselForm),
    "rights_told": _fact("rights_told", _("He was told his rights")),
    "presented": _fact("presented", _("He was brought before the prosecution or a judge"), PresentedForm),
    "order": Act(
        _("Order that he be held"), DetainForm, ("custody.order", "custody.court"), actions.order_detention
    ),
    "paper_order": _fact("detention_order", _("A detention order came on paper"), PaperOrderForm),
    "taint": _fact("taint_alleged", _("A statement may come from ill-treatment"), TaintForm, "ever"),
    "taint_ruled": _fact("taint_ruled", _("A judge ruled on a statement"), TaintRuledForm, "ever"),
    "age_doubted": _fact("age_doubted", _("He may be a child"), DoubtForm),
    "age_ruled": _fact("age_ruled", _("A court ruled on his age"), AgeForm),
    "identify": Act(_("Say who he is"), IdentifyForm, ("custody.record",), actions.identify),
    "injuries": _fact("injuries", _("Injuries"), FactForm, "ever"),
    "property": _fact("property", _("Things were taken from him"), PropertyForm),
    "property_returned": _fact("property_returned", _("His things were given back"), FactForm, "ever"),
    "transfer": Act(_("Plan a transfer"), TransferForm, ("custody.order", "custody.court"), actions.plan_transfer),
    "left": _fact("left", _("He left this place"), LeftForm),
    "arrived": _fact("arrived", _("He arrived"), ArrivedForm),
    "release": Act(
        _("A release was ordered"), ReleaseOrderForm, ("custody.record", "custody.order", "custody.court"),
        actions.order_release, when="ever",
    ),
    "released": Act(_("He walked out"), ReleasedForm, ("custody.record",), actions.record_release),
    "obstacle": Act(
        _("Something is said to keep him"), ObstacleForm, ("custody.record",), actions.claim_obstacle, when="released"
    ),
    "withhold": Act(
        _("His family is not told where he is"), WithholdForm, ("custody.record", "custody.court"),
        actions.withhold_place,
    ),
    "escaped": _fact("escaped", _("He escaped")),
    "recaptured": _fact("recaptured", _("He was caught again"), ArrivedForm, "ever"),
    "died": _fact("died", _("He died")),
    "note": _fact("note", _("Something else"), FactForm, "ever"),
}  # fmt: skip
