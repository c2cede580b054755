"""Proposing a subject, and what is decided about one."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.intelligence.drafts import SubjectDraft
from tansiq.compartments.intelligence.forms.terms import ReportsField, TermsForm, day, lines, uuids
from tansiq.compartments.intelligence.models import Subject
from tansiq.gateway.forms.asks import IDENTIFIER_ROWS, KitForm
from tansiq.kernel.pages.fields import OpenChoiceField, in_force, reasons_field
from tansiq.kernel.pages.places import districts


class SubjectForm(KitForm, TermsForm):
    """A person and the structured suspicion statement against him."""

    category = OpenChoiceField(label=_("What is this person to the record?"), choices=in_force("subject_categories"))
    act = OpenChoiceField(
        label=_("Which act?"), choices=in_force("acts"),
        help_text=_("Tribe, village, family, belief or dress is never one."),
    )  # fmt: skip
    act_words = lines(
        _("What is he said to have done, or to plan?"), help_text=_("In your own words: what, when, where.")
    )
    act_on = day(_("Day of the act"))
    place = forms.CharField(label=_("Place of the act"), required=False, max_length=120)
    report_ids = ReportsField(
        label=_("On which reports does it rest?"),
        help_text=_("The newest are shown. For an older one, open it and propose from there."),
    )
    alternative = forms.CharField(
        label=_("What was considered instead of keeping a record?"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    sensitive = forms.ChoiceField(
        label=_("Journalist, lawyer, activist or candidate?"), required=False,
        choices=[("", _("None of these")), *Subject.Standing.choices],
    )  # fmt: skip
    legal_reviewer = forms.CharField(
        label=_("Then: who reviewed it, by name"), required=False, max_length=120,
        help_text=_("The legal adviser on shift, not you."),
    )  # fmt: skip
    expires_on = day(_("Ends on"), help_text=_("Empty: five years after it was first known, never later."))

    STATEMENT: ClassVar = ("act", "act_words", "act_on", "place", "report_ids", "category", "alternative")
    TERMS: ClassVar = (
        "source_grade",
        "information_grade",
        "purpose",
        "legal_basis",
        "district",
        "handling",
        "conditions",
    )

    def __init__(self, *args: Any, report_ids: tuple[UUID, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data.getlist("report_ids") if isinstance(self.data, QueryDict) else []
        choice = self.fields["report_ids"]
        if isinstance(choice, ReportsField):
            choice.offer((*report_ids, *uuids(sent)))
        self.initial.setdefault("report_ids", [str(key) for key in report_ids])

    @property
    def statement(self) -> list[forms.BoundField]:
        return [self[name] for name in self.STATEMENT]

    @property
    def identifiers(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"kind_{row}"], self[f"value_{row}"]) for row in IDENTIFIER_ROWS]

    @property
    def bounds(self) -> list[forms.BoundField]:
        return [self[name] for name in (*self.TERMS, "expires_on", "sensitive", "legal_reviewer")]

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        kept = (
            "report_ids",
            "category",
            "act",
            "act_words",
            "act_on",
            "place",
            "alternative",
            "sensitive",
            "legal_reviewer",
            "expires_on",
        )
        draft = SubjectDraft(kit=self.draft(), terms=self.terms(), **{name: told[name] for name in kept})
        return {"draft": draft}


class DecideForm(forms.Form):
    """Reasons for a decision about a subject."""

    reasons = reasons_field()


class RevalidateForm(DecideForm):
    """A present suspicion, and why it counts."""

    report_id = forms.UUIDField(label=_("Which report is the present suspicion?"), widget=forms.RadioSelect)
    field_order = ("report_id", "reasons")

    def __init__(self, *args: Any, reports: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = reports
        widget = self.fields["report_id"].widget
        if isinstance(widget, forms.RadioSelect):
            widget.choices = reports


class CategoriseForm(DecideForm):
    """What somebody of unknown category is to the record, and why."""

    category = OpenChoiceField(label=_("What is this person to the record?"), choices=in_force("subject_categories"))
    field_order = ("category", "reasons")


class RevealForm(forms.Form):
    """Which hidden field is read, and why."""

    field = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why do you need it?"), min_length=10)


class SubjectFilter(forms.Form):
    """Which subjects are shown, and in which order."""

    q = forms.CharField(label=_("Words or number"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Every state")), *Subject.State.choices]
    )
    district = forms.ChoiceField(label=_("District"), required=False, choices=districts())
    order = forms.ChoiceField(
        label=_("Sort by"), required=False, choices=(("", _("Newest first")), ("review", _("Review due first")))
    )
