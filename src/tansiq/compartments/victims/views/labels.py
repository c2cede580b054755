"""Words of the pages for the kinds, fields and values of events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
KINDS: dict[str, Words] = {
    "victim": _("A victim"), "accused": _("An accused"), "certificate": _("Certificate of the heirs"),
    "request": _("An heir asks for retaliation"), "waiver": _("A waiver"), "session": _("The private session"),
    "second_confirmation": _("The second confirmation"), "sent_to_court": _("Sent to the court"),
    "pardon_in_court": _("A pardon spoken in court"),
}  # fmt: skip
FIELDS: dict[str, Words] = {
    "victim": _("Victim"),
    "accused": _("Accused"),
    "heir": _("Heir"),
    "waiver": _("Waiver"),
    "victims": _("Victims"),
    "qisas": _("Retaliation waived"),
    "diya": _("The heir’s own share of the diya"),
    "conditions": _("Conditions"),
    "condition": _("Condition"),
    "channel": _("How it came"),
    "place": _("Place"),
    "signed_by": _("Signed by"),
    "offered_by": _("Offered or asked for by"),
    "paid": _("Paid or promised"),
    "private_session": _("The heir was alone"),
    "literate": _("The heir reads"),
    "reader": _("Read aloud by"),
    "witnesses": _("Witnesses"),
    "judge": _("Name of the judge"),
    "reason": _("Reason, as written"),
    "raised_by": _("Raised by"),
    "direction": _("Direction"),
    "indicators": _("Signs"),
    "outcome": _("Outcome"),
    "died_on": _("Died on"),
    "identified": _("It is known who this is"),
    "age_at_act": _("Age at the act"),
    "charge": _("Charge"),
    "track": _("Track"),
    "by": _("Characterised by"),
    "instrument": _("Paper"),
    "certificate": _("Certificate"),
    "court": _("Court"),
    "number": _("Number"),
    "supersedes": _("Replaces"),
    "heirs": _("Heirs and shares as written"),
    "capacity": _("Capacity"),
    "record": _("Court record"),
    "result": _("Result"),
    "final": _("Final"),
    "diya_amount": _("Sum of the diya in the judgment"),
    "diya_instrument": _("Law named for the sum"),
    "from": _("From"),
    "part": _("Part of the right"),
    "amount": _("Sum"),
    "currency": _("Currency"),
    "parties": _("Parties"),
    "text": _("Terms"),
    "ends_on": _("Until"),
}
# What a victim says himself who lives; his compensation is the arsh.
OWN: dict[str, Words] = {
    "request": _("A victim who lives asks for retaliation"), "waiver": _("A victim who lives waives: for the judge"),
}  # fmt: skip
OWN_FIELDS: dict[str, Words] = {
    "diya": _("Arsh, the victim’s own compensation for the wound"), "private_session": _("The victim was alone"),
    "literate": _("The victim reads"),
}  # fmt: skip
OWN_VALUES: dict[str, Words] = {"self": _("The victim"), "kept": _("Kept: it stays claimed")}
# What was told with an event and has no place in it.
BESIDE: dict[str, Words] = {
    "name": _("Name as written"),
    "place": _("Place"), "witnesses": _("Witnesses"), "interpreter": _("Interpreter"), "district": _("District"),
    "held_by": _("Who held the district then"), "occurrence": _("Incident or case"),
    "identified_by": _("Identified by"), "remains": _("Remains"), "pressed": _("Who is said to be pressed"),
    "mediators": _("Mediators and guarantors"), "women_heard": _("Women who were heard"),
}  # fmt: skip
VALUES: dict[str, Words] = {
    "adult": _("Eighteen or older"),
    "child": _("Under eighteen"),
    "doubtful": _("In doubt: the doubt is his"),
    "capable": _("Of age and capable"),
    "minor": _("A minor"),
    "lacks": _("Lacks capacity"),
    "prosecutor": _("Prosecutor"),
    "judge": _("Judge"),
    "convicted": _("Convicted"),
    "acquitted": _("Acquitted"),
    "discontinued": _("Discontinued"),
    "kept": _("Kept: the share stays claimed"),
    "conditional": _("Waived on conditions"),
    "waived": _("Waived"),
    "session": _("Said in a session of our office"),
    "in_court": _("A paper handed over in court"),
    "paper": _("A paper from elsewhere"),
    "phone": _("By telephone or message"),
    "tribal": _("In a meeting of elders"),
    "to_waive": _("Pressed to waive"),
    "not_to_waive": _("Pressed not to waive"),
    "stands": _("The waiver stands"),
    "void": _("The waiver is void"),
    "self": _("The heir"),
    "all": _("All of it"),
    "some": _("A part"),
    "found": _("Found"),
    "missing": _("Not found"),
}
# How an inquiry beside no waiver ended: what stands or is void is what the heir said.
WORD: dict[str, Words] = {"stands": _("The heir’s word stands"), "void": _("The heir’s word is void")}


def outcome(event: Mapping[str, Any]) -> str:
    """The outcome of an inquiry in words, of a waiver or of what an heir said where there is none."""
    code = str(event["outcome"])
    return str((WORD if str(event["waiver"]).startswith("Q") else VALUES)[code])


# What was wrong with a contact that took place.
FLAWS: dict[str, Words] = {
    "CALLED_OFF": _("called off: the person no longer agreed to it"),
    "NO_CONSENT": _("without the person’s consent for this"),
    "NO_CONTACT_PLAN": _("nobody had asked how the person may be reached"),
    "NOT_SAFE_CHANNEL": _("not by the way that the person called safe"),
    "WOMENS_OFFICER_NEEDED": _("the person had asked for a woman"),
}
