"""Which events of a matter are whose to record. Pure: walls, actions and pages read the same sets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

# Facts that both learn of by paper: the office from the family and the court, the court from its own files.
FACTS: Final = frozenset({
    "certificate", "characterised", "capacity_ruled", "age_ruled", "judgment", "heir_died", "offender_died",
    "offender_inherits",
})  # fmt: skip
# What our office does with a wish, and what a court rules on it. An inquiry is opened by either and closed by a court.
_OF_OFFICE = frozenset({
    "victim", "accused", "settlement", "diya_paid", "request", "waiver", "session", "second_confirmation",
    "sent_to_court", "waiver_withdrawn", "inquiry_opened", "condition_met", "condition_breached",
})  # fmt: skip
_OF_COURT = frozenset({
    "court_validated", "court_rejected", "hold_ruled", "pardon_in_court", "inquiry_opened", "inquiry_closed",
    "condition_met", "condition_breached",
})  # fmt: skip
BY_OFFICE: Final = FACTS | _OF_OFFICE
BY_COURT: Final = FACTS | _OF_COURT
# What an heir answers who is asked a second time: stands by it, takes it back, or says nothing of it.
ANSWERS: Final = ("yes", "no", "nothing")
# What the office writes down as it was told, without the record that would give it effect.
UNPROVEN: Final = frozenset({"pardon_in_court"})
# What a court that does not sign in writes on our form, and two people of the office type alike.
# On a form about an accused or an heir it rules on his age, on her capacity, and on a stop that no waiver caused.
OF_ACCUSED: Final = frozenset({"age_ruled", "hold_ruled"})
OF_HEIR: Final = frozenset({"capacity_ruled"})
OF_WAIVER: Final = frozenset({"court_validated", "court_rejected", "hold_ruled", "pardon_in_court", "inquiry_closed"})
TYPED: Final = OF_WAIVER | OF_ACCUSED | OF_HEIR
# Rulings that take a protection away, by what they find: no one clerk of the office writes one with its number.
TAKES_AWAY: Final = {"age_ruled": ("age_at_act", "adult"), "capacity_ruled": ("capacity", "capable")}
# Of these what takes a protection away waits for a second person where one of the office alone has written it.
WAITING: Final = frozenset({"offender_inherits", "certificate"})
# Kinds that tell the wish of one heir: counsel of another does not see them.
# A rejection, or a ruling on a stop, would tell him that there was a paper; what it validated all know.
WISHES: Final = frozenset({
    "request", "waiver", "session", "second_confirmation", "sent_to_court", "waiver_withdrawn", "inquiry_opened",
    "inquiry_closed", "condition_met", "condition_breached", "court_rejected", "hold_ruled",
})  # fmt: skip
# What two people together take out of the ledger where it was written by mistake. Nothing that holds a step, that a
# court ruled, or that tells whether somebody waived: of those a mistake is a further event, and a hold is a judge's.
# Of an inheritance which holds the judge ends the stop first, and then two people take the line out.
MISTAKABLE: Final = frozenset({
    "request", "heir_died", "offender_died", "diya_paid", "condition_met", "condition_breached", "offender_inherits",
})  # fmt: skip
_ACCUSED = re.compile(r"A[0-9]+")


def takes_away(kind: str, told: Mapping[str, Any]) -> bool:
    """Whether a ruling takes a protection away: he was of age after all, or she disposes of her right herself."""
    field, value = TAKES_AWAY.get(kind, ("", ""))
    return bool(field) and told.get(field) == value


def lifts(kind: str, told: Mapping[str, Any]) -> bool:
    """Whether it may take off what holds an irreversible step."""
    return kind in ("court_validated", "court_rejected", "hold_ruled") or takes_away(kind, told)


def is_of_accused(kind: str, told: Mapping[str, Any]) -> bool:
    """Whether it rules on the stop of an accused that no waiver caused: his code stands where that of one would."""
    return kind == "hold_ruled" and _ACCUSED.fullmatch(str(told.get("waiver"))) is not None
