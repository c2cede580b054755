"""Where somebody was heard, chosen from the official list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tansiq.gateway import official_places
from tansiq.kernel.pages.fields import EitherField

# An answer that somebody gave, unlike an empty one.
ON_NO_LIST = "-"


class PlaceField(EitherField):
    """A place of the list by its code; empty for one on no list.

    Nothing is chosen beforehand: what is on no list lets nothing rest on what was said there, and is said by nobody but
    who says it (E16).
    """

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Where? By the official list"), choices=_choices, widget=forms.Select,
            help_text=gettext_lazy(
                "Of a place that is on no list the inspector is told. What took place there is kept all the same."
            ),
        )  # fmt: skip

    def clean(self, value: Any) -> str:
        code: str = super().clean(value)
        return "" if code == ON_NO_LIST else code


def where(form: forms.Form) -> tuple[str, ...]:
    """The field beside a place that is asked for: of one on no list it says where it is."""
    return ("place",) if form.cleaned_data.get("place_code") == "" else ()


def _choices() -> list[tuple[str, str]]:
    """Every place by its name, and last what is on no list."""
    is_arabic = (get_language() or "ar").startswith("ar")
    found = [("", _("Choose"))]
    for place in official_places.places():
        name = place.name_ar if is_arabic else place.name_en
        found.append((place.code, _("%(place)s (no longer on the list)") % {"place": name} if place.until else name))
    return [*found, (ON_NO_LIST, _("Another place, on no list"))]
