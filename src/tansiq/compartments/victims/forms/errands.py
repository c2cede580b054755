"""Asking an heir the second time at another civil desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.forms.fields import CHOOSE, answer, lines
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.rules import Kind, Standing
from tansiq.kernel.pages.fields import OpenCharField


class DeskForm(forms.Form):
    """Which civil desk asks the heir the second time."""

    desk_id = forms.TypedChoiceField(label=_("Which civil desk asks?"), choices=(), coerce=UUID)
    meet = lines(
        _("When and how is the heir met safely?"), rows=3,
        help_text=_("As the heir said it. The other desk reads it until the heir was asked, and not afterwards."),
    )  # fmt: skip

    def __init__(self, typed: Any = None, *, own: UUID, **options: Any) -> None:
        super().__init__(typed, **options)
        rows = [
            (str(row.id), access.localised(row)) for row in access.agencies()
            if row.kind == Kind.CIVIL and row.standing == Standing.ACCREDITED and row.id != own
            and not access.keeps_people(row.id)
        ]  # fmt: skip
        self.fields["desk_id"].choices = [CHOOSE, *rows]  # type: ignore[attr-defined]


class ElsewhereForm(forms.Form):
    """The second asking at another desk."""

    is_alone = forms.BooleanField(
        label=_("The heir was alone with me; nobody of the family, of a tribe or of an agency was there"),
        required=False,
    )  # fmt: skip
    answer = answer()
    place = OpenCharField(label=_("Where was the heir asked?"), max_length=200)
    words = lines(_("What did the heir say, in the heir’s own words?"), rows=4)
