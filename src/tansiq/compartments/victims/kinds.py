"""Which events of a matter are whose to record. Pure: walls, actions and pages read the same sets."""

from __future__ import annotations

from typing import Final

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
TYPED: Final = frozenset({"court_validated", "court_rejected", "hold_ruled", "pardon_in_court", "inquiry_closed"})
# Kinds that tell the wish of one heir: counsel of another does not see them.
# A rejection, or a ruling on a stop, would tell him that there was a paper; what it validated all know.
WISHES: Final = frozenset({
    "request", "waiver", "session", "second_confirmation", "sent_to_court", "waiver_withdrawn", "inquiry_opened",
    "inquiry_closed", "condition_met", "condition_breached", "court_rejected", "hold_ruled",
})  # fmt: skip
# What two people together take out of the ledger where it was written by mistake. Nothing that holds a step, that a
# court ruled, or that tells whether somebody waived: of those a mistake is a further event, and a hold is a judge's.
MISTAKABLE: Final = frozenset({
    "request", "heir_died", "offender_died", "diya_paid", "condition_met", "condition_breached",
})  # fmt: skip
