"""Words of the pages for what is kept as codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

FLAGS: dict[str, Words] = {
    "NO_COUNSEL": _("Without counsel: nothing may rest on it"),
    "UNLISTED_PLACE": _("The place is on no official list: nothing may rest on it until a judge rules"),
    "NOT_FIT": _("A psychologist had said that he could not be heard: nothing may rest on it"),
    "NOT_ASSESSED": _("The protection desk had not assessed the danger"),
    "NO_RECORDING": _("Nothing was recorded"),
    "LONG_WITHOUT_BREAK": _("Longer without a break than our rule allows"),
    "OUTSIDE_WINDOW": _("Outside the days of disclosure: intelligence only"),
    "INTERESTED": _("Interested: he gains by it"),
    "LATE": _("Told outside the days of disclosure: intelligence only"),
    "UNUSABLE": _("Told in a session on which nothing may rest"),
    "SUPPORTS": _("May stand beside other evidence"),
    "UNAUTHORISED_PROMISE": _("Unauthorised: nobody but the prosecution promises, within approved terms"),
    "HEIRS_RIGHT": _("It touches the heirs’ right: it binds nobody"),
    "TWO_HANDLERS_PAID": _("A second handler was paid for this person: a conflict"),
    "NO_RECEIPT": _("Without a receipt"),
    "MEDIA_AS_CONDITION": _("Something depended on it"),
    "NO_FREE_CONSENT": _("No free consent with counsel"),
    "NO_FAMILY_RISK": _("Nobody had looked at the danger to his family"),
    "ABOVE_CAP": _("More than verified value and responsibility leave open"),
    "CONFIDENTIAL_MINED": _("It rests on what was said in confidence and corroborates nothing"),
    "CHILD_SOURCE": _("A child, or in doubt: nothing rests on it"),
    "CHRONOLOGY": _("It ends before it begins"),
    "OUT_OF_TURN": _("Ruled while the claims were not being verified"),
}
# Where a promise stands.
STANDING: dict[str, Words] = {
    "promised": _("promised, not done yet"),
    "performed": _("done"),
    "late": _("late: its day has passed"),
    "not_performed": _("not done"),
}
STEPS: dict[str, Words] = {
    "counsel": _("Counsel was named"),
    "advised": _("Counsel advised the person"),
    "terms": _("Terms were approved"),
    "window": _("The days of disclosure began"),
    "protection_asked": _("The protection desk was asked about the danger"),
    "protection_assessed": _("The danger was assessed"),
    "heirs_told": _("It was decided to tell counsel of the heirs"),
    "closed": _("Statements were closed"),
    "verification": _("Verification began"),
    "assessed": _("The court assessed it"),
    "protection": _("Handed to protection"),
    "exited": _("The file ended"),
    "breach": _("The file ended by a breach"),
    "withdrawn": _("The person withdrew"),
    "child": _("A child, or in doubt: nothing is asked any more"),
}
