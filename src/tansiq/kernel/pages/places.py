"""A district, chosen by search in Arabic or Latin letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.areas import Area
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.geography import queries as geography

ISOLATED = "\u2066{}\u2069"
Grouped = list[tuple[str, str | list[tuple[str, str]]]]


def words_of(area: Area) -> str:
    """A district with its governorate, in the active language."""
    lang = get_language() or "ar"
    wider = [charter.current().area(area.parent).name(lang)] if area.parent else []
    return ("، " if lang.startswith("ar") else ", ").join([area.name(lang), *wider])


def called(pcode: str) -> str:
    """An area by its name in the active language; one of several of that name with what it lies in."""
    pack = charter.current()
    area = pack.area(pcode)
    return words_of(area) if pack.gazetteer.has_namesake(area) else area.name(get_language() or "ar")


def districts(*, blank: bool = True) -> Callable[[], Grouped]:
    """Choices of a form: districts under their governorates, both in the order of the active language."""

    def choices() -> Grouped:
        under: dict[str, list[tuple[str, str]]] = {}
        for area in charter.current().districts():
            under.setdefault(area.parent, []).append((area.pcode, called(area.pcode)))
        groups: Grouped = [(called(parent), sorted(rows, key=_by_name)) for parent, rows in under.items()]
        groups.sort(key=lambda group: fold(group[0]))
        return [("", str(_("Choose"))), *groups] if blank else groups

    return choices


def _by_name(choice: tuple[str, str]) -> str:
    return fold(choice[1])


def offered(pcode: str) -> str:
    """A code with its words, as a reader is asked to choose by."""
    return f"{ISOLATED.format(pcode)} {words_of(charter.current().area(pcode))}"


def _is_whole_name(typed: str, pcode: str) -> bool:
    """Whether a text is the name of an area as it is shown, and no shorter one that others share."""
    area = charter.current().area(pcode)
    return fold(typed) in (fold(area.name_ar), fold(area.name_en))


class PlaceInput(forms.TextInput):
    """A text in which districts are found while it is typed."""

    template_name = "web/forms/place.html"


class DistrictField(forms.CharField):
    """A district by its code or by a name in any spelling; a name that means several is asked back."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "unknown": _("No district is called that. Write it otherwise, or its code."),
        "several": _("Which one is meant? Write its code: %(found)s"),
    }

    def __init__(self, **options: Any) -> None:
        search = {
            "hx-get": reverse_lazy("desk:places"), "hx-trigger": "input changed delay:300ms", "hx-include": "this",
            "hx-target": "next .ts-found", "autocomplete": "off", "dir": "auto", "data-place": "",
        }  # fmt: skip
        options.setdefault("help_text", _("A name in Arabic or Latin letters, or its code."))
        super().__init__(max_length=120, widget=PlaceInput(attrs=search), **options)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        found = geography.find_districts(typed)
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1 and not _is_whole_name(typed, found[0]):
            told = " · ".join(offered(pcode) for pcode in found)
            raise forms.ValidationError(self.error_messages["several"], code="several", params={"found": told})
        return found[0]
