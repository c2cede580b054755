"""Who is associated with a piece, and by what."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.forms.cases import text
from tansiq.compartments.casework.forms.exhibits import short
from tansiq.kernel.pages.fields import OpenChoiceField, in_force


class AssociationForm(forms.Form):
    """A link between a person and a piece, by a record."""

    person = short(_("Who? As the record names the person"))
    basis = OpenChoiceField(
        label=_("What associates the person with it?"), choices=in_force("association_bases"),
        help_text=_("Presence in the house, owning it and kinship stand in the list to be refused: they are no link."),
    )  # fmt: skip
    number = short(_("Exhibit or statement that shows it"), is_code=True)
    words = text(_("What exactly does it show?"), rows=3)
