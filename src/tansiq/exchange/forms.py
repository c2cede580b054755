"""Forms of the list keeper."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.exchange.models import StagedRow

CHANGES = {
    StagedRow.Change.ADDED: _("New on the list"),
    StagedRow.Change.CHANGED: _("Changed"),
    StagedRow.Change.REMOVED: _("Taken off the list"),
}
LISTS = (("un", _("UN Security Council")), ("ofac", "OFAC"))


class ImportFilter(forms.Form):
    """Which imports are shown."""

    list_code = forms.ChoiceField(label=_("List"), required=False, choices=(("", _("Every list")), *LISTS))


class RowFilter(forms.Form):
    """Which differences are shown."""

    q = forms.CharField(label=_("Name or reference"), required=False)
    change = forms.ChoiceField(label=_("Change"), required=False, choices=[("", _("Every change")), *CHANGES.items()])


class ConfirmForm(forms.Form):
    """A person confirms; there is nothing to type."""
