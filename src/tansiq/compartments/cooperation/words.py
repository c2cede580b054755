"""Words of the pages for what is kept as codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

FLAGS: dict[str, Words] = {
    "NO_COUNSEL": _("Without counsel: nothing may rest on it"),
    "UNLISTED_PLACE": _("The place is on no official list: nothing may rest on it until a judge rules"),
    "NO_RECORDING": _("Nothing was recorded"),
    "LONG_WITHOUT_BREAK": _("More than four hours without a break"),
    "OUTSIDE_WINDOW": _("Outside the days of disclosure: intelligence only"),
    "CHRONOLOGY": _("It ends before it begins"),
}
STEPS: dict[str, Words] = {
    "counsel": _("Counsel was named"),
    "advised": _("Counsel advised the person"),
    "terms": _("Terms were approved"),
    "window": _("The days of disclosure began"),
    "protection_assessed": _("The danger was assessed"),
    "closed": _("Statements were closed"),
    "verification": _("Verification began"),
    "assessed": _("The court assessed it"),
    "protection": _("Handed to protection"),
    "exited": _("The file ended"),
    "breach": _("The file ended by a breach"),
    "withdrawn": _("The person withdrew"),
}
