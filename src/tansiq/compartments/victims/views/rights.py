"""What the pages draw of the state of a right: the answer of the replay in words, with names beside codes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tansiq.compartments.victims import said, words
from tansiq.compartments.victims.actions.settling import COURT_TASK
from tansiq.compartments.victims.answer import Heir, Hold, Right, Step
from tansiq.compartments.victims.queries import MatterFile
from tansiq.compartments.victims.views.circles import beside_each_other
from tansiq.compartments.victims.views.labels import VALUES
from tansiq.compartments.victims.views.shown import called, flag, language
from tansiq.compartments.victims.words import moment
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.replays import end_of

Shown = dict[str, Any]


def step(step: Step, law: Charter) -> Shown:
    return {
        "text": law.label("heirs_steps", step.code, language()), "who": str(words.WHO.get(step.who, step.who)),
        "article": words.article(step),
        "confidence": str(words.CONFIDENCE.get(step.confidence, "")), "is_settled": step.settled,
    }  # fmt: skip


def _heir(told: MatterFile, right: Right, heir: Heir) -> Shown:
    """An heir with the capacity in force: of the certificate, or of a ruling since (Q-07)."""
    names, circle = told.circle.names(right.victim), told.circle
    listed = next((one for one in circle.heirs(right.victim) if one.heir == heir.heir), None)
    return {
        "capacity": str(VALUES[circle.capacity(right.victim, heir.heir)]) if heir.heir in names else "",
        "born_on": listed.born_on if listed else None,
        "represented_by": (listed.represented_by or "") if listed else "",
        "code": heir.heir, "name": called(told, heir.heir), "share": heir.share, "has_asked": heir.requested,
        "waiver": str(words.WAIVERS.get(heir.waiver, heir.waiver)) if heir.waiver else "",
        "diya": str(words.DIYA.get(heir.diya, heir.diya)),
    }  # fmt: skip


def _hold(hold: Hold) -> Shown:
    told = {"since": moment(hold.since), "due": moment(hold.court_task_due)}
    return told | {"waiver": hold.waiver or "", "is_stay": hold.is_stay}


def _words_hold(told: MatterFile, one: Right) -> list[Shown]:
    """Stops of what was said of nobody: since both the words and the accused stand in the file."""
    at = end_of(moment(told.answer.at), charter.current().jurisdiction.tz) if told.answer else timezone.now()
    added = next(row.added_at for row in told.parties if row.code == one.accused)
    rows = [row for row in told.statements if one.accused in said.held_of([row], told.parties, at)]
    began = [(row, max(row.recorded_at, added)) for row in rows]
    return [
        {"waiver": "", "heir": row.heir.code, "is_own": row.is_own, "since": since,
         "due": clocks.due_of(COURT_TASK, since)}
        for row, since in began
    ]  # fmt: skip


def right(told: MatterFile, one: Right, law: Charter) -> Shown:
    """One victim × accused × track. In the order of the codes: nobody is ranked."""
    of_words = _words_hold(told, one)
    return {
        "victim": called(told, one.victim), "victim_code": one.victim, "accused": called(told, one.accused),
        "accused_code": one.accused,
        "track": _track(told, one, law), "certificates": beside_each_other(told, one),
        "state": str(words.STATES.get(one.state, one.state)), "stop": one.stop or bool(of_words),
        "holds": [*(_hold(hold) for hold in one.holds), *of_words],
        "heirs": [_heir(told, one, heir) for heir in one.heirs],
        "flags": [_flag(told, one, code, law) for code in one.flags if code != "hold"],
        "steps": [step(each, law) for each in one.steps],
    }  # fmt: skip


def _track(told: MatterFile, one: Right, law: Charter) -> str:
    """The track of the charge. Until somebody has said one, nobody's word is written over the right."""
    at = end_of(moment(told.answer.at), charter.current().jurisdiction.tz) if told.answer else timezone.now()
    is_said = any(
        row.kind == "characterised" and row.happened_at <= at
        and (row.event["victim"], row.event["accused"]) == (one.victim, one.accused)
        for row in told.entries
    )  # fmt: skip
    return (law.whole or law).label("tracks", one.track, language()) if is_said else _("not characterised yet")


def _flag(told: MatterFile, one: Right, code: str, law: Charter) -> str:
    """What is to be looked at; of minors who they are."""
    names = [name for name in told.circle.names(one.victim) if told.circle.capacity(one.victim, name) == code]
    return f"{flag(code, law)}: {_(', ').join(called(told, name) for name in names)}" if names else flag(code, law)


def rights(told: MatterFile, on: date) -> list[Shown]:
    if told.answer is None:
        return []
    law, away = charter.current().on(on), {row.heir_id for row in told.absent(on)}
    codes = {one.code for one in told.parties if one.id in away}
    found = [(one, right(told, one, law)) for one in told.answer.rights]
    for one, made in found:
        if codes & {heir.heir for heir in one.heirs}:  # rule: Q-08, E06
            made["flags"].append(_("an heir is not reached"))
    return [made for _one, made in found]
