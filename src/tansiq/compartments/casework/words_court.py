"""Words for charges and what a court says of them. None of them says that anything is to be carried out (Q-21)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework import rules_court
from tansiq.compartments.casework.models import Charge

Words = str | Promise

# Until an act is indicted it is called nothing else (JUD-02).
UNDECIDED: Words = _("Allegation that nobody has decided")
BY: dict[str, Words] = {"prosecution": _("Prosecution"), "court": _("Court")}
SIDES: dict[str, Words] = {"for": _("Speaks for it"), "against": _("Speaks against it")}
TRACK_FLAGS: dict[str, Words] = {
    "SET-ON-A-CHILD": _("The accused was, or may have been, under 18: for the judge"),
    "NON_GROUND": _("It rests on what is never a ground: for the judge"),
    "RANK_IS_NO_ACT": _("It names a rank and no act: for the judge"),
    "INTELLIGENCE_CITED": _("It cites intelligence, which is no evidence: for the judge"),
    "NO_INSTRUMENT": _("By which law is not written down"),
    "NO_PAPER": _("Its paper has not come: it takes no other’s place"),
}
CONFIDENCE: dict[str, Words] = {
    "high": _("read in the law"), "medium": _("told of the law, not read in full"),
    "low": _("not confirmed: for the judge"), "policy": _("our rule"),
}  # fmt: skip


def standing(state: str) -> str:
    """What is shown of a charge: until the indictment the same words for every one."""
    is_open = not rules_court.is_before_court(state) and state not in rules_court.CLEARED
    return str(UNDECIDED if is_open else Charge.State(state).label)


HEARING_FLAGS: dict[str, Words] = {
    "NO_COUNSEL": _("No counsel was present"),
    "NO_INTERPRETER": _("An interpreter was needed and none was there"),
    "CHILD_IN_OPEN_COURT": _("Somebody who was or may have been under 18 was heard in open court"),
}
COURT_FLAGS: dict[str, Words] = {
    "NOT_INDICTED": _("A charge was not before the court"),
    "NOT_BY_JUDGMENT": _("A judgment alone changes what becomes of a charge: here nothing changes"),
    "NOT_THIS_LEVEL": _("A court above the first alone sends a charge back: here nothing changes"),
    "JUDGE_NOT_NAMED": _("Judge not named"),
    "CHARGES_NOT_ENTERED": _("Charges not entered"),
    "PENALTY_NOT_ENTERED": _("Penalty not entered: whatever cannot be undone waits"),
}
# What is wrong with the state in which a court left a charge, wherever it is shown.
STATE_FLAGS: dict[str, Words] = {
    "NOT_INDICTED": _("It was never before the court"),
    "NO_PAPER": _("The paper of the judgment has not come"),
}
OUTCOMES: dict[str, Words] = {
    "convicted": Charge.State.CONVICTED.label, "acquitted": Charge.State.ACQUITTED.label,
    "discontinued": Charge.State.DISCONTINUED.label, "remanded": Charge.State.REMANDED.label,
}  # fmt: skip
# The same words as for every other stop.
STOP: Words = _("stop: court")
COURT_SPEAKS: Words = _("Every paper is there. The judge speaks; nothing follows from papers.")
