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
    "LONG_WITHOUT_BREAK": gettext_lazy("a statement of over four hours without a break"),
    "CHILD_WITHOUT_GUARDIAN": gettext_lazy("a statement of a child without a guardian"),
    "UNLISTED_PLACE": gettext_lazy("a statement taken in a place that is not on the official list"),
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
