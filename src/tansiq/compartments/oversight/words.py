"""Words of the log for what it keeps as codes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.problems import Problem

Words = str | Promise

ACTS: dict[str, Words] = {
    "access.agency_added": _("Agency accredited"),
    "access.member_added": _("Member enrolled"),
    "access.role_granted": _("Role granted"),
    "access.standing_changed": _("Standing of an agency changed"),
    "access.on_duty": _("Went on duty"),
    "access.validators_excluded": _("Validators excluded"),
    "audit.words_erased": _("Words of an entry erased"),
    "clocks.alarm_closed": _("Alarm closed"),
    "clocks.told": _("Told that a clock is late"),
    "decisions.authorised": _("Decided"),
    "decisions.recorded": _("Recorded as it happened"),
    "exchange.import_confirmed": _("Version of a list confirmed"),
    "exchange.list_read": _("List read in"),
    "gateway.asked": _("Asked about a person"),
    "gateway.disclosed": _("Disclosed to another agency"),
    "gateway.disclosure_read": _("Disclosure read"),
    "gateway.exported": _("Exported"),
    "gateway.field_revealed": _("Hidden field shown"),
    "gateway.hit_compared": _("Two kits compared"),
    "gateway.hit_judged": _("Hit judged"),
    "gateway.identity_confirmed": _("Identity confirmed by the duty officer"),
    "gateway.order_compared": _("Order compared for the duty officer"),
    "gateway.order_entered": _("Arrest order entered"),
    "gateway.order_read": _("Arrest order read"),
    "gateway.passed_on": _("Passed on to a third agency"),
    "gateway.permission_asked": _("Permission asked of the owner"),
    "gateway.recall_acknowledged": _("Withdrawal acknowledged"),
    "gateway.recalled": _("Withdrawn"),
    "gateway.receipt_read": _("Receipt read"),
    "gateway.release_weighed": _("Release weighed"),
    "intelligence.assessment_sent": _("Assessment of danger to life sent"),
    "intelligence.field_revealed": _("Hidden field shown"),
    "intelligence.information_answered": _("Request for information answered"),
    "intelligence.information_asked": _("Information asked of another agency"),
    "intelligence.listing_changed": _("Listing changed"),
    "intelligence.listing_closed": _("Listing taken off"),
    "intelligence.listings_added": _("Listings added"),
    "intelligence.report_read": _("Report read"),
    "intelligence.report_recorded": _("Report recorded"),
    "intelligence.review_opened": _("Subject put under review"),
    "intelligence.subject_accepted": _("Subject accepted"),
    "intelligence.subject_cleared": _("Subject cleared"),
    "intelligence.subject_expired": _("Subject record ended by itself"),
    "intelligence.subject_kept": _("Subject kept after review"),
    "intelligence.subject_proposed": _("Subject proposed"),
    "intelligence.subject_read": _("File of a subject read"),
    "intelligence.subject_revalidated": _("Subject kept on a present suspicion"),
    "intelligence.trace_assigned": _("Trace assigned"),
    "intelligence.trace_done": _("Trace done"),
    "oversight.notice_closed": _("Notice closed"),
    "people.link_undone": _("Judgement on a pair undone"),
    "people.number_issued": _("Protective number issued"),
    "people.number_printed": _("Protective number printed"),
    "people.number_revoked": _("Protective number revoked"),
    "people.pair_judged": _("Pair judged"),
}

SYSTEMS: dict[str, Words] = {
    "setup": _("Set-up"),
    "clock": _("The clocks"),
    "gateway": _("The joint room"),
    "matcher": _("Matching"),
    "counter": _("The counter"),
    "import": _("Reading in of lists"),
}

# Alarms that no clock raises and no refusal names.
ALARMS: dict[str, Words] = {
    "QUARANTINED": _("A report is under quarantine: it may come from ill-treatment"),
    "decisions.same_reasons": _("The same reasons stand in many decisions"),
}


def _problems(base: type[Problem] = Problem) -> Iterator[type[Problem]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _problems(kind)


def problem_title(code: str) -> str:
    """What a refusal of this code says; the code itself where nothing says it any more."""
    return next((str(kind.title) for kind in _problems() if kind.code == code), code)


def alarm_title(code: str) -> str:
    """What an alarm is about: its clock, in words, or what was refused or seen."""
    try:
        return charter.current().clock(code).name(get_language() or "ar")
    except UnknownCode:
        return str(ALARMS[code]) if code in ALARMS else problem_title(code)
