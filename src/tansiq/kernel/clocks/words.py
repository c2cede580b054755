"""Words for what an alarm or a notice keeps as a code, and a short reference for what it keeps as an id."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.problems import Problem
from tansiq.kernel.reading import kept, number

# Alarms that no clock raises and no refusal names.
ALARMS: dict[str, str | Promise] = {
    "LIFE-AT-RISK": _("A life is at risk: find a validator for this hit within ten minutes"),
    "AGAINST-THE-ANSWER": _("What was done is not what the answer to an ask said"),
    "BULK_EXPORT": _("Names of several agencies were written to a file, with a second key of the inspectorate"),
    "CHILD-HELD": _("A child, or whoever may be one, was held after an ask"),
    "ITERATED-ASKS": _("A member asked again and again about what may be one person, with varying parts"),
    "ACCOUNT-REVIEW-DUE": _("The review of an account is due"),
    "ACCOUNT-LAPSED": _("An account was not reviewed in time and reads no people any more"),
    "UNIT-FROZEN": _("The accounts of a unit were frozen: its command changed"),
    "OVERSIGHT-ENDED": _("Somebody of oversight lost the role or the account: look who did it, and why"),
    "OVERSIGHT-RESET": _(
        "The second factor of somebody of oversight was reset: look whether the same person came back"
    ),
    "OVERSIGHT-OUTSIDE": _("An agency with people of oversight was shut out or frozen: look who did it, and why"),
    "ROLE-WAITS": _("Somebody shall watch over others, or make members: it holds once one of you confirms the role"),
    "MEMBER-BY-OPERATOR": _("The operator enrolled a member at the machine, past the accreditation officer"),
    "SIGN-IN-GUESSED": _("Somebody tries again and again to sign in to one account: ask its member"),
    "KIN-ASKED": _("An officer asked about somebody whom he declared as a relative"),
    "KIN-LISTED": _("A list showed, or a search named, a relative whom the reader declared"),
    "KIN-WRITTEN": _("Somebody wrote down a fact about a relative whom he declared"),
    "KIN-TAKEN-BACK": _("A member took back the declaration of a relative; it holds for another day"),
    "PHONE-NOT-CONFIRMED": _("An approval by phone was not confirmed within a day"),
    "PHONE-DISPUTED": _("An approver says that an approval by phone was not his"),
    "GLASS-BROKEN": _("A packet was opened without waiting for its owner: a life was at risk"),
    "GLASS-NOT-JUSTIFIED": _("The opening of a packet was found not justified"),
    "QUARANTINED": _("A report is under quarantine: it may come from ill-treatment"),
    "CUSTODY-GAP": _("An exhibit was in nobody’s hand for a while: the break is declared"),
    "LIVE-DEVICE-MOVED": _("A device that may still go off was moved or stored"),
    "EXHIBIT-MISSING": _("An exhibit was missing when its room was counted"),
    "PLAN-REDRAWN": _("A plan was drawn anew again and again: somebody may be looking for whom it would touch"),
    "PLAN-WITHOUT-CALL": _("An operation was carried out without the watch officer’s call, or against it"),
    "STATEMENT-QUARANTINED": _(
        "A statement is under quarantine, and all that derives from it: bring it before a judge"
    ),
    "RELEASE-UNPLACED": _("A court set somebody free, and nobody knows under which number the person is held"),
    "RELEASE-MISDIRECTED": _(
        "An order of release had gone to the gate under a wrong number: look who is held under it"
    ),
    "HEARING-NOTICE": _("A hearing was set: tell the heirs of this file by their own safe way"),
    "HEARING-MOVED": _("A hearing was moved: tell the heirs of this file the new hour by their own safe way"),
    "HEARING-CANCELLED": _("A hearing was cancelled: tell the heirs of this file, so that nobody travels"),
    "RULED-IN-CASE": _(
        "Court or prosecution decided something in a case of this file: ask for the paper, and write into the file what"
        " it says"
    ),
    "STOP-UNPLACED": _("A stop was raised under a number that no court file bears: find out which case is meant"),
    "UNFAIR-HEARING": _("A hearing took place without what a fair one needs"),
    "SET-ON-A-CHILD": _("A track was set for somebody who was, or may have been, under 18: it goes before the judge"),
    "COURT-SET-FLAGGED": _("A court set a track without its paper, or on what no plan may rest on: kept as it was"),
    "WEAPON-SERIAL-TWICE": _("A weapon with the same serial was recorded in two incidents"),
    "READS-NOT-CHECKED": _("Days were never checked for patterns of reads: the worker was off for too long"),
    "LOG-EXPORTED": _("The sealed log was exported"),
    "CHARTER-CHANGED": _("Another charter is in force here: read what changed, and who signed it"),
    "ERASURE-KEPT": _("The time of a record is over, and it could not be erased: a wall keeps a part of it"),
    "DOUBT_UNPLACED": _("A statement is said to come from ill-treatment, and no case has a statement of this number"),
    "HEARD_AND_NOT_REGISTERED": _("Somebody was heard as a detainee of whom the register of detentions knows nothing"),
    "UNLISTED_PLACE": _("Somebody is held in a place that is not on the official list"),
    "CHILD_HEARD": _("The prosecution knows of somebody it heard who is, or may be, a child: ask it for the child"),
    "CHILD_IN_STATION": _("A child under twelve is in a police station"),
    "MISSING_IN_TRANSFER": _("Somebody left a place of detention and did not arrive"),
    "DEATH_IN_CUSTODY": _("Somebody died in custody"),
    "ESCAPED": _("Somebody escaped from custody"),
    "ORDER_ENDED": _("A detention order has ended, and the person is still held"),
    "NO_TRANSFER_REVIEW": _("Somebody was transferred without a review of the risk"),
    "FAMILY_AT_UNLISTED_PLACE": _("A family asks after somebody at a place that is not on the official list"),
    "ABROAD-WHILE-STOPPED": _("Somebody was handed abroad while the court had to speak first"),
    "PLAN-ABROAD-WHILE-STOPPED": _("A handing abroad is planned, and the court must speak first: keep him here"),
    "HEIRS-NOT-FOUND": _("The heirs of a victim were searched for, and nobody was found: for the judge"),
    "STEP-WHILE-STOPPED": _("Something that cannot be undone was done while the court had to speak first"),
    "TRANSFER_ABROAD": _("A transfer abroad is planned"),
    "ORDER_ON_HOLD": _("Whom this order of arrest names was released: it answers no more until you renew or revoke it"),
    "RELEASE_UNCONFIRMED": _(
        "Somebody was released and cleared on the word of the gate: no court or prosecutor ordered it"
    ),
    "SESSION_WITHOUT_COUNSEL": _("A cooperating person was heard without counsel: nothing may rest on it"),
    "SESSION_AT_UNLISTED_PLACE": _("A cooperating person is heard in a place that is on no official list"),
    "UNAUTHORISED_PROMISE": _("Somebody who may not promise anything promised something to a cooperating person"),
    "PROMISE_OF_HEIRS_RIGHT": _("Somebody promised what touches the heirs’ right"),
    "PAYMENT_FOR_HEIRS_RIGHT": _("From a file of cooperation something was paid that touches the heirs’ right"),
    "CONFIDENTIAL_MINED": _("A claim was verified with what was said in confidence"),
    "TWO_HANDLERS_PAID": _("Two handlers were paid for one cooperating person"),
    "APPEARANCE_NOT_FREE": _("A cooperating person appeared before the public without a free consent"),
    "ONE_COUNSEL_FOR_HEIRS": _("One counsel speaks for two heirs of a file: each is said to have been asked alone"),
    "ASKED_BEFORE_COUNSEL": _("Somebody was asked before his counsel came"),
    "SOURCE_INSTIGATED": _("Somebody made a cooperating person commit what he then reported"),
    "EXAMINED_NOT_ALONE": _("A cooperating person was not alone with the psychologist"),
    "SESSION_NOT_PRIVATE": _("An heir was heard, and not alone, or nothing was read aloud first: no step rests on it"),
    "SESSION_WITHOUT_WOMAN": _("An heir who had asked for a woman was heard by somebody else: no step rests on it"),
    "ASKED_OUT_OF_TURN": _("An heir was asked again too early, by the same officer or after taking it back"),
    "SESSION_ENTERED_LATE": _("A private session with an heir was written down more than a day later"),
    "SESSION_WITHOUT_CONTACT_PLAN": _("A victim or heir was met though nobody had asked how that is safe"),
    "SESSION_BEFORE_ASSESSMENT": _("A cooperating person was heard before the protection desk had assessed the danger"),
    "SESSION_WHILE_UNFIT": _("A cooperating person was heard while a psychologist held that he must not be"),
    "CONTACT_WITHOUT_CONSENT": _("A victim or heir was spoken to without having agreed to it"),
    "EXONERATED": _("Somebody of whom you hold something was released and cleared: put your records right"),
    "SAME-REASONS": _("A member gave the same reasons for decisions on more than five files"),
    "decisions.same_reasons": _("The same reasons stand in many decisions"),
}
# The number of a record and the moment that it is about, as an alarm keeps both.
_WITH_MOMENT = re.compile(r" (\d{4}-\d\d-\d\d \d\d:\d\d)$")
_ID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)


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


def short_reference(reference: str) -> str:
    """A reference that people can read out: of an id its first eight digits, any other as it is, without its moment."""
    return reference[:8].upper() if _ID.fullmatch(reference) else _WITH_MOMENT.sub("", reference)


def moment_of(reference: str) -> str:
    """The moment that stands behind the number in the reference of a notice, as the reader reads it; "" for none."""
    found = _WITH_MOMENT.search(reference)
    return kept(found[1]) if found else ""


def open_words(count: int) -> str:
    """How many of a kind nobody has closed, before the number of the oldest."""
    return ngettext("%(n)s open, the oldest:", "%(n)s open, the oldest:", count) % {"n": number(count)}


# The clock's job runs every minute: what comes later than this was raised by a worker that had been off.
ON_TIME_MINUTES = 10
HOUR, DAY = 60, 24 * 60


def late_words(minutes: int) -> str:
    """How much later than it was due an alarm was raised, in words; nothing for one that came in time."""
    if minutes < ON_TIME_MINUTES:
        return ""
    if minutes < 2 * HOUR:
        return ngettext("raised %(n)s minute late", "raised %(n)s minutes late", minutes) % {"n": number(minutes)}
    if minutes < 2 * DAY:
        hours = minutes // HOUR
        return ngettext("raised %(n)s hour late", "raised %(n)s hours late", hours) % {"n": number(hours)}
    days = minutes // DAY
    return ngettext("raised %(n)s day late", "raised %(n)s days late", days) % {"n": number(days)}
