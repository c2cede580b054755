"""Opening a file, who works on it, its terms, and what moves it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.cooperation.drafts import TermsDraft
from tansiq.compartments.cooperation.forms.fields import CHOOSE, lines, number
from tansiq.kernel.access import queries as access
from tansiq.kernel.pages.fields import (
    MomentField,
    OpenCharField,
    OpenChoiceField,
    OpenChoicesField,
    in_force,
    reasons_field,
)

AGES = (
    CHOOSE, ("adult", _("Eighteen or older")), ("child", _("Under eighteen")),
    ("doubtful", _("In doubt: the doubt is his")),
)  # fmt: skip
LOCK_HINT = _(
    "Nothing that touches retaliation, diya, heirs or their pardon. "
    "That they are untouched stands in every file by itself."
)


def courts() -> list[tuple[str, Any]]:
    return [CHOOSE, *((str(row.id), access.localised(row)) for row in access.courts())]


class FileFilter(forms.Form):
    number = forms.CharField(
        label=_("Number"), required=False, max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"})
    )


class FileForm(forms.Form):
    """Somebody who may cooperate, by the reference of his case. No name."""

    reference = number(
        _("Reference of his case"), max_length=60,
        help_text=_("The number at the prosecution or the court. His name is not written here."),
    )  # fmt: skip
    age = OpenChoiceField(label=_("Age"), choices=AGES)
    responsibility = OpenChoiceField(
        label=_("What does he answer for?"), choices=in_force("cooperation_responsibilities"),
        help_text=_("As it is charged. It caps what may be offered: whoever ordered most never gains most."),
    )  # fmt: skip
    came_by = OpenChoiceField(label=_("How did he come to the prosecution?"), choices=in_force("cooperation_came_by"))


class CounselForm(forms.Form):
    name = OpenCharField(label=_("Name of the counsel"), max_length=120)
    mandate = OpenCharField(label=_("Power of attorney or appointment, with its number"), max_length=120)
    handle = number(
        _("Sign-in name, if counsel has one"), required=False, max_length=60,
        help_text=_("Then counsel reads this file: terms, sessions, claims and promises."),
    )  # fmt: skip


class HandlerForm(forms.Form):
    handle = number(_("Sign-in name of the handler"), max_length=60)


class CourtForm(forms.Form):
    court_id = forms.TypedChoiceField(label=_("Which court assesses it?"), choices=courts, coerce=UUID)


class AdviceForm(forms.Form):
    at = MomentField(label=_("When was the advice given?"))
    words = lines(_("By whom, where, and whether they were alone"))
    paper = OpenCharField(label=_("Paper, with its number"), required=False, max_length=200)


class ChildForm(forms.Form):
    """A child who was heard, by the reference of the case. No name."""

    reference = number(_("Reference of his case"), max_length=60)
    words = lines(_("Who heard the child, when and where, and who was there?"))


class YoungForm(forms.Form):
    at = MomentField(label=_("When was it said?"))
    words = lines(_("Who says so, and by what?"))
    paper = OpenCharField(label=_("Paper, with its number"), required=False, max_length=200)


class StartForm(forms.Form):
    at = MomentField(label=_("When was the start record signed?"))
    paper = OpenCharField(label=_("Start record, with its number"), max_length=200)


class DangerForm(forms.Form):
    """A question to the protection desk; it reads these words and nothing of the file."""

    whom = lines(
        _("Who is to be heard, and who belongs to him?"), rows=2,
        help_text=_("So that the desk finds him. No number of this file or of his case."),
    )  # fmt: skip
    words = lines(_("What is feared?"), help_text=_("For him, for his family, for whoever he may name; and from when."))


class MoveForm(forms.Form):
    words = lines(_("What happened"))
    paper = OpenCharField(label=_("Paper, with its number"), required=False, max_length=200)


class WithdrawForm(forms.Form):
    words = lines(_("What he said, if he said anything"), required=False, help_text=_("No reason is asked for."))


class TermsForm(forms.Form):
    """Terms of cooperation; the action looks for words that touch the heirs' right."""

    offered = lines(_("What may be offered"), rows=4, help_text=LOCK_HINT)
    benefits = OpenChoicesField(
        label=_("Of which kind"), choices=in_force("cooperation_benefits", blank=False),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    forbidden = lines(_("What is forbidden"), help_text=LOCK_HINT)
    withdrawal = OpenChoiceField(
        label=_("What becomes of what he said if he withdraws"), choices=in_force("cooperation_withdrawals")
    )
    promise = OpenChoiceField(label=_("Text that is read out to him"), choices=in_force("cooperation_promises"))

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"draft": TermsDraft(**(told | {"benefits": tuple(told["benefits"])}))}


class ReviewForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Does anything touch the heirs’ right, or promise what nobody may?"),
        choices=(("passes", _("No: it passes")), ("back", _("Yes: back to the prosecution"))), widget=forms.RadioSelect,
    )  # fmt: skip
    reasons = reasons_field()

    def for_action(self) -> dict[str, Any]:
        return {"passes": self.cleaned_data["outcome"] == "passes", "reasons": self.cleaned_data["reasons"]}


class ApproveForm(forms.Form):
    reasons = reasons_field()


class TellHeirsForm(forms.Form):
    """Counsel of the heirs is told that the file exists."""

    reasons = reasons_field()


class CallForm(forms.Form):
    """Whom the prosecution or a handler calls: from the roster, or by name."""

    lawyer = OpenCharField(label=_("Whom do you call?"), max_length=120)

    def __init__(self, typed: Any = None, *, on_call: str = "", **options: Any) -> None:
        options.setdefault("initial", {"lawyer": on_call} if on_call else {})
        super().__init__(typed, **options)
        if on_call:
            self.fields["lawyer"].help_text = _("On call now: %(name)s") % {"name": on_call}


class CameForm(forms.Form):
    outcome = lines(_("Who came, and when"))


class OnCallForm(forms.Form):
    name = OpenCharField(label=_("Name of the lawyer"), max_length=120)
    phone = number(_("Telephone"), max_length=60)
    from_at = MomentField(label=_("From"))
    until_at = MomentField(label=_("Until"))
