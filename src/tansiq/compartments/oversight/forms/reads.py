"""Reads, questions about them, and verdicts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.oversight.models import Finding, SampleItem
from tansiq.kernel.pages.fields import OpenCharField, OpenChoiceField


class ReadsFilter(forms.Form):
    """Whose reads, or reads of what."""

    q = forms.CharField(
        label=_("Record, reference or handle"), required=False, max_length=60,
        help_text=_("The id of a record, the reference that a read named, or the handle of a member."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip


class FindingsFilter(forms.Form):
    """Which findings are shown."""

    pattern = forms.ChoiceField(
        label=_("Pattern"), required=False, choices=[("", _("Every pattern")), *Finding.Pattern.choices]
    )
    closed = forms.BooleanField(label=_("Closed ones"), required=False)


class QuestionForm(forms.Form):
    """What the inspector asks the reader's agency."""

    question = OpenCharField(
        label=_("What do you ask the agency?"),
        help_text=_("At least 10 characters. The agency reads it; whoever made the read does not."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """What the agency answers."""

    answer = OpenCharField(
        label=_("What was the reason?"),
        help_text=_("Name the case, the task or the order. You cannot close the matter: the inspector does."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DoneForm(forms.Form):
    """What was done about a finding."""

    done = OpenCharField(
        label=_("What did you do about it?"), help_text=_("At least 10 characters. It stays with the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class VerdictForm(forms.Form):
    """Whether a read fits its reference."""

    verdict = OpenChoiceField(
        label=_("Does the read fit its reference?"), choices=SampleItem.Verdict.choices, widget=forms.RadioSelect
    )
    words = OpenCharField(
        label=_("What speaks for it"), required=False,
        help_text=_("Needed where it does not fit: at least 10 characters."), widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class MonthForm(forms.Form):
    """Which month is counted."""

    month = forms.DateField(
        label=_("Month"), required=False, input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )  # fmt: skip
