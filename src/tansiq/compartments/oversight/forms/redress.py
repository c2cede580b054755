"""Complaints, the answers of holders, and footprints."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.oversight.models import Complaint, FootprintLine, HolderTask
from tansiq.gateway.forms.asks import KitForm
from tansiq.kernel.pages.fields import EitherField, OpenCharField, OpenChoiceField, in_force, reasons_field


class NumberForm(forms.Form):
    """The number on somebody's receipt."""

    number = forms.CharField(
        label=_("Number on the receipt"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class ComplaintForm(KitForm):
    """A complaint as somebody brings it, for himself or for another."""

    KEPT = ("kind", "words", "papers", "filed_by_other", "mandate", "is_oral", "witness")

    kind = OpenChoiceField(label=_("What is it about?"), choices=Complaint.Kind.choices, widget=forms.RadioSelect)
    words = OpenCharField(
        label=_("What happened, and what does the person want?"),
        help_text=_("As the person says it. At least 10 characters."), widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    papers = OpenCharField(label=_("Papers that you saw"), required=False, max_length=200)
    filed_by_other = OpenCharField(label=_("Who brings it, if it is not the person"), required=False, max_length=120)
    mandate = OpenCharField(
        label=_("Mandate by which another speaks for the person"), required=False, max_length=200,
        help_text=_("Paper and number. Without one nothing is looked up about the person."),
    )  # fmt: skip
    is_oral = forms.BooleanField(label=_("The person spoke and I wrote"), required=False)
    witness = OpenCharField(
        label=_("Who read it back to the person"), required=False, max_length=120,
        help_text=_("Needed where the person spoke: somebody whom he trusts."),
    )  # fmt: skip

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in self.KEPT]

    def for_action(self) -> dict[str, Any]:
        return {"draft": self.draft()} | {name: self.cleaned_data[name] for name in self.KEPT}


class AppealForm(forms.Form):
    """Why somebody does not agree with the decision on his complaint."""

    words = OpenCharField(
        label=_("Why does the person not agree?"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("As the person says it. At least 10 characters."),
    )  # fmt: skip
    is_oral = forms.BooleanField(label=_("The person spoke and I wrote"), required=False)
    witness = OpenCharField(
        label=_("Who read it back to the person"), required=False, max_length=120,
        help_text=_("Needed where the person spoke: somebody whom he trusts."),
    )  # fmt: skip


class ExtendForm(forms.Form):
    """Why more time is needed."""

    reasons = reasons_field(_("Why is more time needed?"))


class DecisionForm(forms.Form):
    """A decision on a complaint."""

    outcome = EitherField(
        label=_("What do you decide?"),
        choices=[("upheld", _("For the person")), ("refused", _("Against the person"))],
    )  # fmt: skip
    ground = OpenChoiceField(
        label=_("On which ground?"), choices=Complaint.Ground.choices, widget=forms.RadioSelect,
        help_text=_("The letter says it in plain words. It rests on what the person showed, on nothing that is held."),
    )  # fmt: skip
    reasons = reasons_field(_("Your reasons, for the file"))

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"is_upheld": told["outcome"] == "upheld", "ground": told["ground"], "reasons": told["reasons"]}


class HolderForm(forms.Form):
    """What a holder did."""

    did = OpenChoiceField(label=_("What did you do?"), choices=HolderTask.Did.choices, widget=forms.RadioSelect)
    kept_basis = forms.ChoiceField(
        label=_("Your own legal basis, if it is kept"), required=False, choices=in_force("legal_bases")
    )
    reasons = reasons_field()


class FootprintForm(forms.Form):
    """Whose footprint, and why."""

    complaint_number = OpenCharField(
        label=_("Number of the person’s complaint"), max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    reasons = reasons_field()


class SecondKeyForm(forms.Form):
    """Whether the second key is turned."""

    outcome = EitherField(
        label=_("What do you decide?"),
        choices=[("open", _("Open it for both of us, until the lease ends")), ("refuse", _("Refuse"))],
    )  # fmt: skip
    reasons = reasons_field()

    def for_action(self) -> dict[str, Any]:
        return {"is_approved": self.cleaned_data["outcome"] == "open", "reasons": self.cleaned_data["reasons"]}


class TellForm(forms.Form):
    """Which lines the person may be told."""

    line_ids = forms.MultipleChoiceField(
        label=_("The person may be told of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reasons = reasons_field()

    def __init__(self, *args: Any, lines: list[tuple[FootprintLine, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["line_ids"]
        if isinstance(choice, forms.MultipleChoiceField):
            choice.choices = [
                (str(line.id), words) for line, words in lines if line.is_certain and not line.is_by_handle
            ]

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"line_ids": [UUID(one) for one in told["line_ids"]], "reasons": told["reasons"]}
