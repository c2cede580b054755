"""Pages to look things up: the charter, the passages, the data, the components."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tansiq.desk.samples import build_samples
from tansiq.gateway import passages as gateway_passages
from tansiq.kernel.charter import queries as charters
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.pages.request import OfficerRequest

LISTS = {
    "instruments": _("Instruments"),
    "purposes": _("Purposes"),
    "legal_bases": _("Legal bases"),
    "subject_categories": _("Categories of people"),
    "acts": _("Acts that a suspicion may name"),
    "non_grounds": _("What is never a ground"),
    "source_grades": _("Grades of sources"),
    "information_grades": _("Grades of information"),
    "how_obtained": _("How information is obtained"),
    "handling_codes": _("Handling"),
    "offence_articles": _("Offences"),
    "arrest_authorities": _("Who may order an arrest"),
    "alternatives_to_arrest": _("Alternatives to arrest"),
}
SURE = {"high": _("read in the law"), "medium": _("likely"), "low": _("not confirmed"), "policy": _("our rule")}

# The table of passages, whose rows keep codes: ends of a passage, types that pass, permissions of who decides.
ENDS = {
    "gateway": _("The joint room"),
    "validator": _("A validator of a third agency"),
    "intelligence": _("The agency that holds the record"),
    "agency": _("Another agency"),
    "oversight": _("The inspectorate"),
}
PAYLOADS = {
    "ComparedFields": _("The compared fields of two identities"),
    "CorePacket": _("Core packet"),
    "SanitisedAssessment": _("Assessment: danger to life"),
    "PassedOn": _("The number of the disclosure that is passed on"),
    "RecallNotice": _("The number of the disclosure that is withdrawn"),
    "Notice": _("A code and a reference"),
    "InformationQuestion": _("The number of the question"),
}
DECIDES = {
    "gateway.validate": _("A validator"),
    "gateway.release": _("A releaser"),
    "gateway.recall": _("A releaser"),
    "intelligence.answer": _("A liaison officer"),
    "": _("no: a notice that must go"),
}


def duration(limit: int, unit: str) -> str:
    """A number of units in words: "7 days"."""
    words = {
        "minute": ngettext("%(n)s minute", "%(n)s minutes", limit),
        "hour": ngettext("%(n)s hour", "%(n)s hours", limit),
        "day": ngettext("%(n)s day", "%(n)s days", limit),
        "working_day": ngettext("%(n)s working day", "%(n)s working days", limit),
        "month": ngettext("%(n)s month", "%(n)s months", limit),
        "year": ngettext("%(n)s year", "%(n)s years", limit),
    }
    return words[unit] % {"n": limit}


@require_GET
def charter(request: OfficerRequest) -> HttpResponse:
    """The law in force here: instruments, clocks and the lists from which people choose."""
    lang, pack = get_language() or "ar", charters.current()
    place = pack.jurisdiction
    context = {
        "place": place.name_ar if lang.startswith("ar") else place.name_en, "fingerprint": pack.fingerprint(),
        "clocks": [
            (
                {"duration": duration(row.limit, row.unit), "sure": SURE[row.confidence]},
                row.name(lang),
                _instrument(pack, row.instrument, lang),
            )
            for row in pack.clocks
        ],
        "lists": [
            (name, title, [(row, row.name(lang), _instrument(pack, row.instrument, lang)) for row in pack.rows(name)])
            for name, title in LISTS.items()
        ],
    }  # fmt: skip
    return render(request, "desk/charter.html", context)


def _instrument(pack: charters.Charter, code: str, lang: str) -> str:
    try:
        return pack.label("instruments", code, lang)
    except UnknownCode:
        return code


@require_GET
def passages(request: OfficerRequest) -> HttpResponse:
    """The table of passages: what is not in it cannot pass."""
    lang, pack = get_language() or "ar", charters.current()
    rows: list[Any] = [
        {
            "words": row.words, "stripped": row.stripped, "payload": PAYLOADS[row.payload.__name__],
            "sender": ENDS[row.sender], "receiver": ENDS[row.receiver], "decides": DECIDES[row.decides],
            "clock": pack.label("clocks", row.clock, lang) if row.clock else "",
        }
        for row in gateway_passages.PASSAGES.values()
    ]  # fmt: skip
    return render(request, "desk/passages.html", {"rows": rows})


@require_GET
def about(request: OfficerRequest) -> HttpResponse:
    """Whose the data are, and what they cannot tell."""
    return render(request, "desk/about.html")


@require_GET
def components(request: OfficerRequest) -> HttpResponse:
    """Every component of the pages, drawn once."""
    return render(request, "web/components_page.html", {"samples": build_samples(now=timezone.now())})
