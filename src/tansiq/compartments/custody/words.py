"""A replay in words, for people who read it on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Words = str | Promise

WHERE: dict[str, Words] = {
    "in_transfer": gettext_lazy("on the way between two places"),
    "unaccounted": gettext_lazy("nobody knows where"),
    "released": gettext_lazy("released"),
    "dead": gettext_lazy("dead"),
    "escaped": gettext_lazy("escaped"),
}
STATES: dict[str, Words] = {
    "running": gettext_lazy("running"),
    "met": gettext_lazy("met"),
    "late": gettext_lazy("late"),
    "stopped": gettext_lazy("stopped"),
}
TOLD: dict[str, Words] = {
    "custody": gettext_lazy("custody"),
    "police": gettext_lazy("police"),
    "prosecution": gettext_lazy("prosecution"),
    "court": gettext_lazy("court"),
    "inspector": gettext_lazy("inspector"),
    "child_protection": gettext_lazy("child protection"),
    "gate": gettext_lazy("gate"),
}
ALARMS: dict[str, Words] = {
    "UNLISTED_PLACE": gettext_lazy("Held in a place that is not on the official list"),
    "CHILD_IN_STATION": gettext_lazy("A child under twelve in a police station"),
    "MISSING_IN_TRANSFER": gettext_lazy("Left and did not arrive"),
    "DEATH_IN_CUSTODY": gettext_lazy("Death in custody"),
    "ESCAPED": gettext_lazy("Escaped"),
    "ORDER_ENDED": gettext_lazy("The order has ended, and he is still held"),
    "NO_TRANSFER_REVIEW": gettext_lazy("Transferred without a review"),
}
FLAGS: dict[str, Words] = {
    "CHRONOLOGY": gettext_lazy("the times do not fit together"),
    "NO_ARREST_RECORDED": gettext_lazy("no arrest was written down"),
    "NO_BASIS": gettext_lazy("arrested without an order and not in the act"),
    "ORDER_TOO_LONG": gettext_lazy("an order of the prosecution beyond seven days"),
    "NO_TRANSFER_REVIEW": gettext_lazy("transferred without a review"),
    "BEFORE_APPEAL_WINDOW": gettext_lazy("transferred before an appeal was possible"),
    "AGE_DOUBTFUL": gettext_lazy("the age is in doubt: treated as a child"),
    "AGE_CONFLICT": gettext_lazy("written down as an adult, a child by the date of birth"),
    "NO_COUNSEL": gettext_lazy("a statement without counsel"),
    "NO_OFFER_OF_COUNSEL": gettext_lazy("a statement before counsel was offered"),
    "NO_RECORDING": gettext_lazy("a statement that was not recorded"),
    "LONG_WITHOUT_BREAK": gettext_lazy("a statement that took longer without a break than our rule allows"),
    "CHILD_WITHOUT_GUARDIAN": gettext_lazy("a statement of a child without a guardian"),
    "UNLISTED_PLACE": gettext_lazy("a statement taken in a place that is not on the official list"),
    # The words for every cause.
    "STOP_COURT": gettext_lazy("stop: court"),
}


def _said(words: dict[str, Words], code: str) -> str:
    return str(words.get(code, code))


def lines(found: dict[str, Any], charter: Any, *, lang: str) -> Iterator[str]:
    """The lines of a replay: a block for each person, then what was refused."""
    yield _("At %(at)s, by the charter %(charter)s") % {"at": _time(found["at"]), "charter": found["charter"]}
    for one in found["people"]:
        yield ""
        yield f"{one['person']}: {_said(WHERE, one['where'])}"
        for clock in one["clocks"]:
            yield "  " + _clock(clock, charter, lang)
        for alarm in one["alarms"]:
            told = _("told: %(who)s") % {"who": _listed(TOLD, alarm["told"])}
            yield "  ! " + _(", ").join([_said(ALARMS, alarm["code"]), _time(alarm["since"]), told])
        if one["flags"]:
            yield "  " + _("To note: %(flags)s") % {"flags": _listed(FLAGS, one["flags"])}
        if one["quarantined"]:
            yield "  " + _("Under quarantine: %(ids)s") % {"ids": _(", ").join(one["quarantined"])}
    for refused in found["refused"]:
        yield _("Line %(line)s was refused: %(code)s") % refused


def _clock(clock: dict[str, Any], charter: Any, lang: str) -> str:
    name, state = charter.label("clocks", clock["clock"], lang), _said(STATES, clock["state"])
    said = [f"{name}: {state}", _("due %(due)s") % {"due": _time(clock["due"])}]
    if clock["late_minutes"]:
        late = clock["late_minutes"]
        said.append(ngettext("%(count)s minute late", "%(count)s minutes late", late) % {"count": late})
    if clock["told"]:
        said.append(_("told: %(who)s") % {"who": _listed(TOLD, clock["told"])})
    if clock["confidence"] == "low":
        said.append(_("to be confirmed by a lawyer"))
    return _(", ").join(said)


def _listed(words: dict[str, Words], codes: list[str]) -> str:
    return _(", ").join(_said(words, code) for code in codes)


def _time(text: str) -> str:
    return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M")


KINDS: dict[str, Words] = {
    "arrest": gettext_lazy("Arrested"),
    "registered": gettext_lazy("Entered in the register"),
    "medical_check": gettext_lazy("Seen by a doctor"),
    "family_told": gettext_lazy("Family told"),
    "counsel": gettext_lazy("Counsel"),
    "rights_told": gettext_lazy("Told his rights"),
    "injuries": gettext_lazy("Injuries"),
    "property": gettext_lazy("Things taken from him"),
    "property_returned": gettext_lazy("Things given back"),
    "presented": gettext_lazy("Brought before the prosecution or a judge"),
    "detention_order": gettext_lazy("Detention order"),
    "statement": gettext_lazy("Statement"),
    "taint_alleged": gettext_lazy("Ill-treatment alleged"),
    "taint_ruled": gettext_lazy("Ruling on a statement"),
    "age_doubted": gettext_lazy("Age doubted"),
    "age_ruled": gettext_lazy("Ruling on the age"),
    "transfer_authorised": gettext_lazy("Transfer planned"),
    "left": gettext_lazy("Left"),
    "arrived": gettext_lazy("Arrived"),
    "release_ordered": gettext_lazy("Release ordered"),
    "obstacle": gettext_lazy("Obstacle to the release"),
    "released": gettext_lazy("Walked out"),
    "died": gettext_lazy("Died"),
    "escaped": gettext_lazy("Escaped from custody"),
    "recaptured": gettext_lazy("Caught again"),
    "identified": gettext_lazy("Identity established"),
    "withheld": gettext_lazy("The place is not told to the family"),
    "handed_over": gettext_lazy("Received with the place by another authority"),
    "case_named": gettext_lazy("Case in which he is held"),
    "note": gettext_lazy("Note"),
}
FIELDS: dict[str, Words] = {
    "place": gettext_lazy("Place"),
    "to": gettext_lazy("To"),
    "unit": gettext_lazy("Unit"),
    "officers": gettext_lazy("Officers"),
    "order": gettext_lazy("Order number"),
    "flagrante": gettext_lazy("Caught in the act"),
    "age": gettext_lazy("Age"),
    "born_on": gettext_lazy("Born on"),
    "result": gettext_lazy("Result"),
    "by": gettext_lazy("By"),
    "case": gettext_lazy("Number of the case"),
    "name": gettext_lazy("Name in the ruling"),
    "number": gettext_lazy("Number"),
    "until": gettext_lazy("Until"),
    "statement": gettext_lazy("Statement"),
    "counsel": gettext_lazy("Counsel present"),
    "recorded": gettext_lazy("Recorded"),
    "guardian": gettext_lazy("Guardian present"),
    "longest_stretch_minutes": gettext_lazy("Longest time without a break, minutes"),
    "indicator": gettext_lazy("What points to it"),
    "record": gettext_lazy("Number of the ruling"),
    "risk_review": gettext_lazy("Review of the risk"),
    "legal_signoff": gettext_lazy("Signed by"),
    "informed_at": gettext_lazy("He was told at"),
    "expected_at": gettext_lazy("Expected at"),
    "spoken": gettext_lazy("Spoken in court"),
    "code": gettext_lazy("Ground"),
    "ground": gettext_lazy("Ground"),
    "authority": gettext_lazy("Authority"),
    "language": gettext_lazy("Language"),
    "reasons": gettext_lazy("Reasons told"),
    "rights": gettext_lazy("Rights told"),
    "items": gettext_lazy("Things"),
    "sheet": gettext_lazy("Sheet"),
    "court": gettext_lazy("Court"),
    "date": gettext_lazy("Date"),
    "end date": gettext_lazy("End of the sentence"),
    "review": gettext_lazy("Number of the review"),
    "counsel present": gettext_lazy("Counsel present"),
    "doctor": gettext_lazy("Doctor"),
    "consent": gettext_lazy("His consent"),
}
TO: dict[str, Words] = {"prosecution": gettext_lazy("the prosecution"), "judge": gettext_lazy("a judge")}
VALUES: dict[str, Words] = {
    **TO,
    "adult": gettext_lazy("eighteen or older"),
    "child": gettext_lazy("a child"),
    "doubtful": gettext_lazy("in doubt"),
    "offered": gettext_lazy("offered"),
    "attended": gettext_lazy("came"),
    "refused": gettext_lazy("refused by him"),
    "admissible": gettext_lazy("it may be used"),
    "inadmissible": gettext_lazy("it may not be used"),
    "acquitted": gettext_lazy("acquitted"),
    "dropped": gettext_lazy("the case was dropped"),
    "mistaken": gettext_lazy("he is not the man who is meant"),
    "bail": gettext_lazy("on bail"),
    "served": gettext_lazy("the sentence is served"),
    "unlawful": gettext_lazy("he should not have been held"),
    "other": gettext_lazy("another ground"),
    "self": gettext_lazy("he himself"),
}
FLAGS |= {
    "BIRTH_UNREADABLE": gettext_lazy("the birth cannot be read as it was given"),
    "NUMBER_UNREADABLE": gettext_lazy("a number cannot be read as it was given"),
    "NO_NAME": gettext_lazy("no name was given"),
    "NAME_CUT": gettext_lazy("a name was longer than can be kept: its end is missing"),
    "ITEMS_CUT": gettext_lazy("the list was longer than can be kept: it is not whole"),
    "CHECK_WITHOUT_WORDS": gettext_lazy(
        "a medical check of which nobody wrote by whom and what was seen: it does not count, and its clock runs on"
    ),
}
# Heading and text, as they are read out to a family: the mother's words, not the register's.
FAMILY: dict[str, tuple[Words, Words]] = {
    "in_custody": (
        gettext_lazy("He is held."),
        gettext_lazy(
            "You may ask there to see him, bring him clothes and medicine, and appoint counsel. If they turn "
            "you away, come back to us with this number: the inspector hears of it."
        ),
    ),
    "place_withheld": (
        gettext_lazy("He is held, and alive. Where he is, we may not tell you for now."),
        gettext_lazy("We ask again on the day that stands here. Come back then, or call with this number."),
    ),
    "moving": (
        gettext_lazy("He is held, and is not in a place now that we could name."),
        gettext_lazy("The inspector looks after it. Come back tomorrow with this number, or call: we ask every day."),
    ),
    "released": (
        gettext_lazy("He is not held any more."),
        gettext_lazy("If he has not come home, tell us at once: then we look for him from the hour at which he went."),
    ),
    "dead": (
        gettext_lazy("He has died. We are sorry with you."),
        gettext_lazy(
            "Sit down with us. A doctor and the prosecution look into how it came about; you have a right to "
            "be told, to see him and to have counsel. Do not leave with this alone: somebody goes with you."
        ),
    ),
    "not_found_yet": (
        gettext_lazy("We have not found him yet. Your question is written down."),
        gettext_lazy(
            "Every force was asked, and each must answer by the hour that stands here. Keep this number, and come back "
            "or call then. Nobody closes this search alone."
        ),
    ),
}
# Said beside it to whoever has not shown it yet, whether anybody holds him or not.
SHOW_KINSHIP = gettext_lazy(
    "If you are his family, bring a paper, or two people who know you: then we tell you all that we know."
)
WITHHELD: dict[str, Words] = {
    "self": gettext_lazy("He himself wished it, before counsel."),
    "judge": gettext_lazy("A judge ordered it."),
}
