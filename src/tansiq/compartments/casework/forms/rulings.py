"""Hearings, what a court said, stop-cards and letters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework import rules_rulings
from tansiq.compartments.casework.drafts_court import CourtActDraft, HearingDraft
from tansiq.compartments.casework.forms.cases import text
from tansiq.compartments.casework.forms.court import ids
from tansiq.compartments.casework.forms.exhibits import short
from tansiq.compartments.casework.models import Accused, Charge, CourtAct, ProsecutionLetter
from tansiq.compartments.casework.words_court import OUTCOMES
from tansiq.kernel.pages.fields import (
    EitherField,
    MomentField,
    OpenCharField,
    OpenChoiceField,
    OpenChoicesField,
    in_force,
    reasons_field,
)

MOST_BYTES = 8 * 1024 * 1024
NAMED = ("kind", "starts_at", "place", "language", "counsel", "interpreter", "needs_interpreter", "is_open")


def document(label: Any, *, required: bool = False) -> forms.FileField:
    return forms.FileField(
        label=label, required=required,
        help_text=_("One file of at most 8 megabytes. Its hash is kept, the file is not."),
    )  # fmt: skip


def _public(label: Any) -> forms.TypedChoiceField:
    """Whether the public comes in: what nobody says stays unknown."""
    return forms.TypedChoiceField(
        label=label, required=False, empty_value=None, coerce=lambda told: told == "open",
        choices=(("", _("Not said")), ("open", _("open to the public")), ("closed", _("closed to the public"))),
    )  # fmt: skip


class _WhoWas(forms.Form):
    """What a fair hearing needs."""

    counsel = short(_("Counsel of the accused"), required=False)
    language = OpenCharField(label=_("Language"), max_length=60)
    needs_interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    interpreter = short(_("Interpreter"), required=False)
    is_open = _public(_("May the public come in?"))


class HearingForm(_WhoWas):
    """A hearing that is planned."""

    kind = OpenChoiceField(label=_("What is it for?"), choices=in_force("hearing_kinds"))
    accused_ids = OpenChoicesField(label=_("Accused"), widget=forms.CheckboxSelectMultiple)
    counsel = short(_("Counsel of the accused"))
    starts_at = MomentField(label=_("When?"))
    place = short(_("Court and room"))
    reasons = reasons_field()
    field_order = ("kind", "accused_ids", "starts_at", "place", "counsel", "language", "needs_interpreter",
                   "interpreter", "is_open", "reasons")  # fmt: skip

    def __init__(self, *args: Any, people: list[Accused], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["accused_ids"].choices = [(str(row.id), row.name) for row in people]  # type: ignore[attr-defined]

    def draft(self) -> HearingDraft:
        told = self.cleaned_data
        return HearingDraft(accused_ids=ids(told["accused_ids"]), **{name: told[name] for name in NAMED})

    def for_action(self) -> dict[str, Any]:
        return {"draft": self.draft(), "reasons": self.cleaned_data["reasons"]}


class HeardForm(HearingForm):
    """A hearing that took place and was not planned here."""

    counsel = short(_("Counsel who was there"), required=False, help_text=_("Empty if there was none."))
    starts_at = MomentField(label=_("When was it?"))
    judge = short(_("Judge"), required=False)
    record_number = short(most=60, label=_("Number of the record"), is_code=True, required=False)
    words = text(_("What happened?"), help_text=_("As it was. Nothing is refused."))
    is_adjourned = forms.BooleanField(label=_("It was adjourned"), required=False)
    reasons = None  # type: ignore[assignment]

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        named = ("judge", "record_number", "words", "is_adjourned")
        return {"draft": self.draft(), **{name: told[name] for name in named}}


class FinishForm(forms.Form):
    """How a planned hearing went."""

    counsel = short(_("Counsel who was there"), required=False, help_text=_("Empty if there was none."))
    interpreter = short(_("Interpreter who was there"), required=False)
    is_open = _public(_("Could the public come in?"))
    judge = short(_("Judge"), required=False)
    record_number = short(most=60, label=_("Number of the record"), is_code=True, required=False)
    words = text(_("What happened?"), help_text=_("As it was. Nothing is refused."))
    is_adjourned = forms.BooleanField(label=_("It was adjourned"), required=False)


class MoveHearingForm(forms.Form):
    """Another hour, another room."""

    starts_at = MomentField(label=_("When?"))
    place = short(_("Court and room"))
    reasons = reasons_field()


class _OfCharges(forms.Form):
    """What was said of each charge."""

    def __init__(self, *args: Any, charges: list[Charge], **options: Any) -> None:
        super().__init__(*args, **options)
        self.charges = charges
        for row in charges:
            self.fields[f"c_{row.id.hex}"] = OpenChoiceField(
                label=_("Charge %(number)s") % {"number": row.number}, required=False, widget=forms.RadioSelect,
                choices=[("", _("nothing said of it")), *OUTCOMES.items()], initial="",
            )  # fmt: skip

    def outcomes(self) -> dict[UUID, str]:
        told = self.cleaned_data
        return {row.id: told[f"c_{row.id.hex}"] for row in self.charges if told[f"c_{row.id.hex}"]}


_NO_PENALTY = "none"
PENALTIES = [(value or _NO_PENALTY, words) for value, words in CourtAct.Penalty.choices]


class CourtActForm(_OfCharges):
    """What a court said of somebody."""

    kind = OpenChoiceField(label=_("What is it?"), choices=CourtAct.Kind.choices, widget=forms.RadioSelect)
    level = OpenChoiceField(label=_("Who said it?"), choices=CourtAct.Level.choices, widget=forms.RadioSelect)
    court = short(_("Court or office"))
    judge = short(
        _("Judge, or who signed"), required=False,
        help_text=_("If nobody wrote it down, leave it empty: it is entered all the same, and completed later."),
    )  # fmt: skip
    said_at = MomentField(label=_("When was it said?"))
    # Nothing is preset: a sentence of death that somebody skipped would stop nothing.
    penalty = EitherField(
        label=_("Penalty"), choices=PENALTIES,
        help_text=_("Where the paper does not say, choose so: everything irreversible waits until it does."),
    )  # fmt: skip
    words = text(_("What was said?"))
    record_number = short(
        most=60, label=_("Number of the paper"), is_code=True, required=False,
        help_text=_("Without number and file it is pending. A ruling for liberty counts from its word."),
    )  # fmt: skip
    document = document(_("The paper"))

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        named = ("kind", "level", "court", "judge", "said_at", "penalty", "words", "record_number")
        content = told["document"].read() if told["document"] else b""
        said = {name: told[name] for name in named}
        said["penalty"] = "" if told["penalty"] == _NO_PENALTY else told["penalty"]
        return {"draft": CourtActDraft(outcomes=self.outcomes(), content=content, **said)}


class CompleteForm(_OfCharges):
    """What nobody wrote down of a ruling: who said it, of which charges."""

    judge = short(_("Judge, or who signed"), required=False)

    def __init__(self, *args: Any, lacking: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        if rules_rulings.JUDGE_NOT_NAMED not in lacking:
            del self.fields["judge"]
        elif not self.charges:  # nothing else can be added
            self.fields["judge"].required = True

    def for_action(self) -> dict[str, Any]:
        return {"judge": self.cleaned_data.get("judge", ""), "outcomes": self.outcomes()}


class PaperForm(forms.Form):
    """The paper of what a court said."""

    record_number = short(most=60, label=_("Number of the paper"), is_code=True)
    document = document(_("The paper"), required=True)

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"record_number": told["record_number"],
                "content": told["document"].read() if told["document"] else b""}  # fmt: skip


class CardForm(forms.Form):
    """A paper that a stop-card asks for."""

    card = OpenChoiceField(label=_("Which card?"), choices=in_force("stop_cards"))
    paper = short(_("Number and date of the paper"))
    is_met = forms.TypedChoiceField(
        label=_("What does it say?"), choices=(("yes", _("what the card asks for")), ("no", _("the contrary"))),
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    words = text(_("In words"), rows=2, required=False)


class StopForm(forms.Form):
    """A judge's ruling that ends a stop."""

    judge = short(_("Judge"))
    record_number = short(most=60, label=_("Number of the record"), is_code=True)
    reasons = reasons_field()


class ReasonsForm(forms.Form):
    """Reasons alone."""

    reasons = reasons_field()


class LetterForm(forms.Form):
    """What the prosecution decided of somebody."""

    decision = OpenChoiceField(
        label=_("What did the prosecution decide?"), choices=ProsecutionLetter.Decision.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    paper = short(_("Number and date of the letter"))
    reasons = reasons_field()
    document = document(_("The letter"))

    def for_action(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        file = told.pop("document")
        return {"content": file.read() if file else b"", **told}
