"""Pages to look things up: the charter, the passages, the data, the components."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tansiq.desk.samples import build_samples
from tansiq.gateway import passages as gateway_passages
from tansiq.kernel.charter import queries as charters
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.charter.seal import short
from tansiq.kernel.packs import queries as packs
from tansiq.kernel.packs import words as pack_words
from tansiq.kernel.pages import flow
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
    "redress_claims": _("Claims of whoever was wronged"),
    "remedy_places": _("Where somebody turns to whom no appeal is open"),
    "arrest_authorities": _("Who may order an arrest"),
    "alternatives_to_arrest": _("Alternatives to arrest"),
    "night_functions": _("What a night needs"),
}
SEALS = {
    "sealed": _("signed by two institutions, one of them civil"),
    "half": _("half signed: one signature is missing"),
    "unsigned": _("not signed by anybody"),
}
SIGNATURE_FAULTS = {
    "NOT_PINNED": _("its key is not known here"),
    "NOT_WHAT_IT_SAYS": _("it is not what it says of itself"),
    "OTHER_PACK": _("it signed another version"),
    "BAD_SIGNATURE": _("the signature is not its own"),
}
CHANGES = {"added": _("Added"), "changed": _("Was changed"), "removed": _("Removed")}
MOST_CHANGES = 1_000
SURE = {"high": _("read in the law"), "medium": _("likely"), "low": _("not confirmed"), "policy": _("our rule")}

# The table of passages, whose rows keep codes: ends of a passage, types that pass, permissions of who decides.
ENDS = {
    "gateway": _("The joint room"),
    "validator": _("A validator of a third agency"),
    "intelligence": _("The agency that holds the record"),
    "agency": _("Another agency"),
    "oversight": _("The inspectorate"),
    "protection": _("The protection desk"),
    "any_room": _("Whoever learns of it"),
    "custody": _("The register of detentions"),
    "victims": _("The victims’ office"),
    "casework": _("The prosecution’s case"),
    "cooperation": _("A file of cooperation"),
    "watch_officer": _("The watch officer who opens it, alone"),
}
PAYLOADS = {
    "ComparedFields": _("The compared fields of two identities"),
    "CorePacket": _("Core packet"),
    "SanitisedAssessment": _("Assessment: danger to life"),
    "PassedOn": _("The number of the disclosure that is passed on"),
    "RecallNotice": _("The number of the disclosure that is withdrawn"),
    "Notice": _("A code and a reference"),
    "InformationQuestion": _("The number of the question"),
    "StopSign": _("The number of the stop"),
    "RedressRequest": _("The number and the kind of the complaint"),
    "RedressAnswer": _("What was done, and on which basis anything is kept"),
    "Exoneration": _("The number of the detention"),
    "CourtRelease": _("The number of the detention and the name, who set the person free and when"),
    "RulingNotice": _("Numbers of a case and of heirs’ files in it, and that something was ruled"),
    "HearingNotice": _("The number of the heirs’ file, the hour and the place of a hearing"),
    "CooperationNotice": _("The reference of the case, and the day"),
    "PlanOutline": _("An outline and a time, without a name"),
    "PlanWord": _("One word"),
    "ThreatToLife": _("A threat, sanitised"),
    "RecognitionBulletin": _("How a device is recognised, and what to do"),
    "StatementTaken": _("The number of a statement, and how it was taken"),
    "StatementJudged": _("The number of a statement, and what became of it"),
    "StatementDoubted": _("The number of a statement, and what points to ill-treatment"),
    "DangerQuestion": _("Who is to be heard and what is feared, with a number that leads back"),
    "DangerAssessed": _("A number and a day"),
    "RevengeRisk": _("The number of a case and what is said, without a name"),
}
DECIDES = {
    "gateway.validate": _("A validator"),
    "gateway.release": _("A releaser"),
    "gateway.recall": _("A releaser"),
    "intelligence.answer": _("A liaison officer"),
    "oversight.decide": _("The inspector"),
    "oversight.answer": _("Whoever answers the inspector for the agency"),
    "cooperation.open": _("The prosecution that has the file"),
    "casework.open": _("The prosecution that the case belongs to"),
    "custody.record": _("A court or a prosecutor who orders the release, and whoever carries it out"),
    "casework.court": _("A court, by what it said: whoever of it or of the prosecution writes it down"),
    "gateway.break_glass": _("A watch officer, reviewed by the owner and the inspector"),
    "protection.decide": _("An officer of the protection desk"),
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
        "place": place.name_ar if lang.startswith("ar") else place.name_en, **_seal(pack),
        # Programs send codes, and whoever writes one reads English; beside Arabic words they say nothing.
        "shows_codes": not lang.startswith("ar"),
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


def _seal(pack: charters.Charter) -> dict[str, Any]:
    """Digest of a pack, and what the signatures under it are worth here."""
    seal = charters.seal()
    return {
        "fingerprint": pack.fingerprint(), "short": short(pack.fingerprint()), "is_sealed": seal.state == "sealed",
        "seal": SEALS[seal.state], "signers": seal.signers,
        "faults": [(institution, SIGNATURE_FAULTS[code]) for institution, code in seal.faults],
    }  # fmt: skip


@login_not_required
@require_GET
def difference(request: HttpRequest) -> HttpResponse:
    """What changed in the law from the pack that this installation ran before; public, and no person is in it."""
    told = packs.difference()
    page, pager = flow.page_of(request, told.changes[:MOST_CHANGES])
    context = _seal(charters.current()) | {
        "before": told.before, "before_short": short(told.before.digest) if told.before else "", "pager": pager,
        "counts": [(words, sum(one.kind == kind for one in told.changes)) for kind, words in CHANGES.items()],
        "rows": [
            {"change": one, "kind": CHANGES[one.kind], "list": pack_words.list_words(one),
             "name": pack_words.name_of(one), "fields": [pack_words.field_words(*field) for field in one.fields]}
            for one in page
        ],
    }  # fmt: skip
    return render(request, "desk/difference.html", context)


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
