"""Words of the pages for the kinds, fields and values of events."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
KINDS: dict[str, Words] = {
    "victim": _("A victim"), "accused": _("An accused"), "certificate": _("Certificate of the heirs"),
}  # fmt: skip
FIELDS: dict[str, Words] = {
    "victim": _("Victim"),
    "accused": _("Accused"),
    "heir": _("Heir"),
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
    "all": _("All of it"),
    "some": _("A part"),
}
# What was wrong with a contact that took place.
FLAWS: dict[str, Words] = {
    "NO_CONSENT": _("without the person’s consent for this"),
    "NO_CONTACT_PLAN": _("nobody had asked how the person may be reached"),
    "NOT_SAFE_CHANNEL": _("not by the way that the person called safe"),
    "WOMENS_OFFICER_NEEDED": _("the person had asked for a woman"),
}
