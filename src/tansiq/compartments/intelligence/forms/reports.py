"""Report intake and the list of reports."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.intelligence.drafts import ReportDraft
from tansiq.compartments.intelligence.forms.terms import TermsForm, day, lines
from tansiq.kernel.pages.fields import MomentField, OpenChoiceField, in_force
from tansiq.kernel.pages.places import districts


class ReportForm(TermsForm):
    """One piece of information: what, from where, how obtained, how sure."""

    text = lines(_("What became known?"), rows=7, help_text=_("What, where, when, who said it. Facts before opinions."))
    event_on = day(_("Day of what is reported"))
    received_at = MomentField(label=_("Received at"), required=False, help_text=_("Empty: now."))
    obtained = OpenChoiceField(
        label=_("How was it obtained?"), choices=in_force("how_obtained"),
        help_text=_("Always told. If ill-treatment is suspected, say so: the report is kept and nothing rests on it."),
    )  # fmt: skip
    order_number = forms.CharField(
        label=_("Number of the judicial order"), required=False, max_length=60,
        help_text=_("For technical means."), widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    source_ref = forms.CharField(
        label=_("Your own reference of the source"), required=False, max_length=60,
        help_text=_("Never leaves your agency. No name."), widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    origin_number = forms.CharField(
        label=_("Number of the disclosure or report that this came from"), required=False, max_length=20,
        help_text=_("One source that comes back by two ways is still one source."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "characters"}),
    )  # fmt: skip
    expires_on = day(_("Ends on"), help_text=_("Empty: five years after it was first known, never later."))

    PARTS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("What became known"), ("text", "event_on", "received_at", "district")),
        (_("Where it comes from"), ("obtained", "order_number", "source_ref", "origin_number")),
        (_("How sure it is"), ("source_grade", "information_grade")),
        (_("What it may be used for"), ("purpose", "legal_basis", "handling", "conditions", "expires_on")),
    )

    @property
    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings, in the order in which they are asked."""
        return [(heading, [self[name] for name in names]) for heading, names in self.PARTS]

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        kept = (
            "text",
            "obtained",
            "order_number",
            "source_ref",
            "origin_number",
            "event_on",
            "received_at",
            "expires_on",
        )
        return {"draft": ReportDraft(terms=self.terms(), **{name: told[name] for name in kept})}


class ReportFilter(forms.Form):
    """Which reports are shown."""

    q = forms.CharField(label=_("Words or number"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False, choices=districts())
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=(("", _("Running")), ("all", _("Ended ones too")))
    )
