"""The search for heirs: what the notice says, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.actions.searching import NoticeDraft
from tansiq.compartments.victims.forms.fields import CHOOSE, lines
from tansiq.compartments.victims.models import HeirSearch
from tansiq.kernel.pages.fields import DayField, OpenCharField, OpenChoiceField


class SearchForm(forms.Form):
    """What hangs in public: as little as leads a family here."""

    place = OpenCharField(
        label=_("Where, as anybody may read it"), max_length=200,
        help_text=_("A town or a district. No house, no road and no name: whoever reads it may be whoever killed."),
    )  # fmt: skip
    happened = OpenCharField(label=_("When, in words"), required=False, max_length=120)
    court = OpenCharField(label=_("Court"), required=False, max_length=200)
    prints_name = forms.BooleanField(
        label=_("The name of who died may stand on it: it endangers nobody"), required=False
    )
    due_on = DayField(label=_("On which day do you look what has come of it?"))

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        names = ("place", "happened", "court", "prints_name")
        return {"draft": NoticeDraft(**{name: told[name] for name in names}), "due_on": told["due_on"]}


class FoundForm(forms.Form):
    """What came of it."""

    outcome = OpenChoiceField(label=_("What came of it?"), choices=(CHOOSE, *HeirSearch.Outcome.choices))
    words = lines(_("In words: where the notice hung, who came, what was done"))
