"""A change of the law in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from tansiq.kernel.charter.difference import Change

# What a list or a field of a pack is called; one that is missing here is called by its own name.
LISTS: dict[str, str | Promise] = {
    "charter": gettext_lazy("Place"),
    "holidays": gettext_lazy("Holidays"),
    "instruments": gettext_lazy("Instruments"),
    "legal_bases": gettext_lazy("Legal bases"),
    "purposes": gettext_lazy("Purposes"),
    "clocks": gettext_lazy("Clocks"),
    "retention": gettext_lazy("How long something is kept"),
    "operational_areas": gettext_lazy("Areas that work together"),
    "areas": gettext_lazy("Governorates, districts and sub-districts"),
    "subject_categories": gettext_lazy("Categories of people"),
    "acts": gettext_lazy("Acts that a suspicion may name"),
    "non_grounds": gettext_lazy("What is never a ground"),
    "how_obtained": gettext_lazy("How information is obtained"),
    "handling_codes": gettext_lazy("Handling"),
    "arrest_authorities": gettext_lazy("Who may order an arrest"),
    "alternatives_to_arrest": gettext_lazy("Alternatives to arrest"),
}
FIELDS: dict[str, str | Promise] = {
    "limit": gettext_lazy("the limit"),
    "unit": gettext_lazy("the unit of time"),
    "starts_at": gettext_lazy("from which event it runs"),
    "told": gettext_lazy("who is told"),
    "escalates_to": gettext_lazy("to whom it goes up"),
    "who_acts": gettext_lazy("who acts"),
    "basis": gettext_lazy("what it rests on"),
    "instrument": gettext_lazy("the instrument"),
    "article": gettext_lazy("the article"),
    "confidence": gettext_lazy("how sure it is"),
    "valid_from": gettext_lazy("from when it is in force"),
    "valid_to": gettext_lazy("until when it is in force"),
    "name_ar": gettext_lazy("the words in Arabic"),
    "name_en": gettext_lazy("the words in English"),
    "budget_per_hour": gettext_lazy("asks in an hour"),
    "tells_owner": gettext_lazy("whether the owner is told"),
    "value": gettext_lazy("what it says"),
}


def list_words(change: Change) -> str:
    """The list that a changed row is of."""
    return str(LISTS.get(change.where, change.where))


def name_of(change: Change) -> str:
    """What a changed row is called in the active language."""
    return change.name_ar if (get_language() or "ar").startswith("ar") else change.name_en


def field_words(field: str, before: str, after: str) -> str:
    """What a field said and says."""
    told = {"field": FIELDS.get(field, field), "before": before, "after": after}
    if not before:
        return _("%(field)s is now “%(after)s”, where nothing stood") % told
    if not after:
        return _("%(field)s was “%(before)s” and is gone") % told
    return _("%(field)s was “%(before)s” and is now “%(after)s”") % told


def sentence(change: Change) -> str:
    """One change in the active language."""
    told = {"list": list_words(change), "name": name_of(change), "code": change.code}
    if change.kind == "added":
        return _("%(list)s: “%(name)s” (%(code)s) was added.") % told
    if change.kind == "removed":
        return _("%(list)s: “%(name)s” (%(code)s) was removed.") % told
    fields = "؛ " if (get_language() or "ar").startswith("ar") else "; "
    told["fields"] = fields.join(field_words(*field) for field in change.fields)
    return _("%(list)s: “%(name)s” (%(code)s) changed: %(fields)s.") % told


def in_both(change: Change) -> dict[str, str]:
    """One change in Arabic and in English."""
    told = {}
    for lang in ("ar", "en"):
        with override(lang):
            told[lang] = sentence(change)
    return told
