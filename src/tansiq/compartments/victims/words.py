"""A replay of the heirs' right in words, for people. It never says what is to be done to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tansiq.compartments.victims.answer import Answer, Heir, Hold, Refusal, Right, Step
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.reading import number

Words = str | Promise
NOT_CHECKED = "not checked"  # how a row of heirs.yaml says that its article was not looked up

STATES: dict[str, Words] = {
    "not_opened": gettext_lazy("not opened"),
    "heirs_search": gettext_lazy("the heirs are being sought"),
    "heirs_listed": gettext_lazy("the heirs are known, the act is not characterised"),
    "right_open": gettext_lazy("the right stands"),
    "qisas_dropped": gettext_lazy("retaliation has fallen by a pardon"),
    "barred": gettext_lazy("retaliation is barred"),
    "offender_died": gettext_lazy("the accused has died"),
    "not_waivable": gettext_lazy("not the heirs' to waive"),
    "cannot_be_set": gettext_lazy("cannot be set: the accused was or may have been a child"),
}
WAIVERS: dict[str, Words] = {
    "alleged": gettext_lazy("waiver alleged"),
    "interviewed": gettext_lazy("waiver: heard in session"),
    "cooling_off": gettext_lazy("waiver: time for reflection"),
    "reconfirmed": gettext_lazy("waiver confirmed a second time"),
    "sent_to_court": gettext_lazy("waiver sent to the court"),
    "court_validated": gettext_lazy("waiver validated by the court"),
    "court_rejected": gettext_lazy("waiver rejected by the court"),
    "withdrawn": gettext_lazy("waiver withdrawn"),
    "void": gettext_lazy("waiver void"),
}
DIYA: dict[str, Words] = {
    "claimed": gettext_lazy("diya claimed"),
    "waived": gettext_lazy("diya waived"),
    "conditional": gettext_lazy("diya on condition"),
    "paid": gettext_lazy("diya paid"),
    "disputed": gettext_lazy("diya in dispute"),
}
CONDITIONS: dict[str, Words] = {
    "pending": gettext_lazy("not met yet"),
    "met": gettext_lazy("it is met"),
    "breached": gettext_lazy("breached: what follows is for the judge"),
}
FLAGS: dict[str, Words] = {
    "minor": gettext_lazy("a minor among the heirs"),
    "coercion_inquiry": gettext_lazy("an open inquiry into pressure"),
    "hold": gettext_lazy("stop: court"),
    "CHRONOLOGY": gettext_lazy("the times do not fit together"),
    "SHARES_DO_NOT_SUM": gettext_lazy("the shares do not add up to one"),
}
WHO: dict[str, Words] = {
    "court": gettext_lazy("court"),
    "prosecution": gettext_lazy("prosecution"),
    "victims_office": gettext_lazy("victims' office"),
    "protection": gettext_lazy("protection desk"),
}
CONFIDENCE: dict[str, Words] = {
    "medium": gettext_lazy("the text itself was not read"),
    "low": gettext_lazy("to be confirmed by a lawyer"),
}
CURRENCIES: dict[str, Words] = {
    "YER": gettext_lazy("Yemeni rials"),
    "mithqal of gold": gettext_lazy("mithqals of gold"),
    "SAR": gettext_lazy("Saudi riyals"),
    "USD": gettext_lazy("US dollars"),
    "IQD": gettext_lazy("Iraqi dinars"),
}
# How sure it is that a step or a row says what the law says.
SURE: dict[str, Words] = CONFIDENCE | {
    "high": gettext_lazy("the text was read"),
    "policy": gettext_lazy("our rule"),
}
# What an hour with an heir was without, and why a yes that was said in it confirms nothing.
SESSIONS: dict[str, Words] = {
    "NOT_ALONE": gettext_lazy("the heir was not alone"),
    "NOT_READ_ALOUD": gettext_lazy("nothing was read aloud first"),
    "NO_READER": gettext_lazy("nobody read to an heir who does not read"),
    "NOT_A_WOMAN": gettext_lazy("the heir had asked for a woman, and no woman heard her"),
    "SAME_OFFICER": gettext_lazy("the officer of the private session asked again"),
    "NO_SESSION": gettext_lazy("no private session had taken place yet"),
    "TOO_EARLY": gettext_lazy("it was before the seventh day after the session"),
    "OUT_OF_ERRAND": gettext_lazy("whoever heard it did not have, or no longer had, the errand to ask"),
    "WITHDRAWN": gettext_lazy("the waiver had been taken back, or found void"),
    "CHRONOLOGY": gettext_lazy("the heir had died"),
}
REFUSALS: dict[str, Words] = {
    "NOT_AN_HEIR": gettext_lazy("not an heir by the court's certificate"),
    "WAIVER_FOR_MINOR": gettext_lazy("nobody waives outright for a minor or an incapable heir"),
    "TRACK_NOT_WAIVABLE": gettext_lazy("no heir can waive on this track"),
    "NOT_VALIDATED": gettext_lazy("a court's paper without the number of its record"),
    "TOO_EARLY": gettext_lazy("a second confirmation before the seventh day after the session"),
    "NO_SESSION": gettext_lazy("sent to the court without a session"),
    "NOT_RECONFIRMED": gettext_lazy("sent to the court without a second confirmation"),
    "NO_READER": gettext_lazy("sent to the court for an heir who does not read, without a reader"),
    "WITHDRAWN": gettext_lazy("confirmed after it was withdrawn or found void"),
    "CHRONOLOGY": gettext_lazy("confirmed or withdrawn after the heir's death"),
    "UNKNOWN_WAIVER": gettext_lazy("nobody recorded such a waiver"),
    "NOBODY_LISTED": gettext_lazy("no certificate lists this heir yet: it stands in the file, beside no right"),
    "UNKNOWN_CONDITION": gettext_lazy("the waiver has no such condition"),
}


def _said(words: dict[str, Words], code: str) -> str:
    return str(words.get(code, code))


def lines(found: Answer, charter: Charter, *, lang: str) -> Iterator[str]:
    """The lines of a replay: a block for each right, then what was refused, then the diya table of that day."""
    law = charter.on(date.fromisoformat(found.at[:10]))
    yield _("At %(at)s, by the charter %(charter)s") % {"at": _time(found.at), "charter": found.charter}
    for right in found.rights:
        yield ""
        yield from _right(right, law, lang)
    if found.refused:
        yield ""
    for one in found.refused:
        yield _refused(one)
    table = law.heirs.diya_table
    if table:
        yield ""
        yield _("Diya table in force; what is owed in a case is for the court:")
    for row in table:
        number = charter.instrument(row.instrument).number
        yield f"  {row.name(lang)}: {row.amount:,} {_said(CURRENCIES, row.currency)}" + (
            f" ({number})" if number else ""
        )


def _right(right: Right, law: Charter, lang: str) -> Iterator[str]:
    track = (law.whole or law).label("tracks", right.track, lang)  # a day before any law has its words too
    yield _(", ").join([
        _("victim %(name)s") % {"name": right.victim}, _("accused %(name)s") % {"name": right.accused}, track,
    ]) + f": {_said(STATES, right.state)}"  # fmt: skip
    for hold in right.holds:
        yield "  ! " + _hold(hold)
    for heir in right.heirs:
        yield "  " + _heir(heir)
    flags = [flag for flag in right.flags if flag != "hold"]
    if flags:
        yield "  " + _("To note: %(flags)s") % {"flags": _(", ").join(_flag(flag, law, lang) for flag in flags)}
    for step in right.steps:
        yield "  - " + _step(step, law, lang)


def _hold(hold: Hold) -> str:
    said = [str(FLAGS["hold"]), _("since %(since)s") % {"since": _time(hold.since)}]
    if hold.waiver is not None:
        said.append(_("until a judge rules on waiver %(waiver)s") % {"waiver": hold.waiver})
    said.append(_("court task due %(due)s") % {"due": _time(hold.court_task_due)})
    return _(", ").join(said)


def _heir(heir: Heir) -> str:
    said = [heir.share]
    if heir.requested:
        said.append(_("has asked for the right"))
    if heir.waiver is not None:
        said.append(_said(WAIVERS, heir.waiver))
    return f"{heir.heir}: " + _(", ").join([*said, _said(DIYA, heir.diya)])


def _flag(flag: str, law: Charter, lang: str) -> str:
    names = {row.code: row.name(lang) for row in law.heirs.coercion_indicators}
    return names.get(flag) or _said(FLAGS, flag)


def _step(step: Step, law: Charter, lang: str) -> str:
    said = [law.label("heirs_steps", step.code, lang), _said(WHO, step.who)]
    said.append(article(step))
    if step.confidence in CONFIDENCE:
        said.append(_said(CONFIDENCE, step.confidence))
    if not step.settled:
        said.append(_("for the judge"))
    return _("; ").join(said)


def article(step: Step) -> str:
    """What a step rests on: our own rule, an article, or one that nobody has looked up yet."""
    if step.confidence == "policy":
        return _("our rule")
    if step.article == NOT_CHECKED:
        return _("article not looked up yet")
    return _("article %(article)s") % {"article": number(step.article)}


def _refused(one: Refusal) -> str:
    return _("Line %(line)s was refused: %(code)s") % {"line": one.line, "code": _said(REFUSALS, one.code)}


def moment(text: str) -> date:
    """A day or an aware time as the replay writes it."""
    return date.fromisoformat(text) if len(text) == len("2026-11-24") else datetime.fromisoformat(text)


def _time(text: str) -> str:
    return text if len(text) == len("2026-11-24") else datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M")
