"""Refusals of the gateway."""

from django.utils.translation import gettext_lazy as _

from tansiq.kernel.audit.errors import NoPurpose
from tansiq.kernel.problems import Problem

__all__ = ["NoPurpose"]


class BulkAsk(Problem):
    """Many names in one ask (RL-09)."""

    code = "ONE_PERSON_AT_A_TIME"
    title = _("Ask about one person at a time, each with its own purpose.")
    remedy = _("Nothing of the list was looked up or kept. The inspector has been told that a list was tried.")
    notify_oversight = True


class OverBudget(Problem):
    """The member's asks under this purpose within the hour are used up."""

    code = "OVER_BUDGET"
    status = 429
    title = _("Your asks for this purpose are used up for this hour. No order, slip or number fits.")
    remedy = _(
        "Wait, or call the duty officer with the reference of your last receipt: they can raise it for the shift, or"
        " ask for you. Orders, slips and numbers are still answered."
    )


class OverBudgetAtRisk(OverBudget):
    """The same while a life is at risk: the inspector learns of it at once."""

    notify_oversight = True


class CannotRaise(Problem):
    """The budget is the officer's own, or has been raised already."""

    code = "CANNOT_RAISE"
    status = 409
    title = _("You cannot raise this budget now.")
    remedy = _("It is your own, or it has been raised for this shift. Another duty officer raises yours.")


class AlreadyJudged(Problem):
    """A second judgement on a hit that a validator has judged."""

    code = "ALREADY_JUDGED"
    status = 409
    title = _("This hit has been judged.")
    remedy = _("Reload the page to see the judgement.")


class AlreadyDecided(Problem):
    """A second decision on what its owner has released, refused or permitted already."""

    code = "ALREADY_DECIDED"
    status = 409
    title = _("This has been decided.")
    remedy = _("Reload the page to see the decision.")


class AlreadyRecalled(Problem):
    """A disclosure that its owner has withdrawn: nothing more is done with it."""

    code = "ALREADY_RECALLED"
    status = 409
    title = _("This disclosure has been withdrawn.")
    remedy = _("Reload the page to see who has acknowledged it.")


class NoAuthority(Problem):
    """An order without number, authority, offence article, age check or who presents the person (JOC-06)."""

    code = "NO_AUTHORITY"
    title = _("This is not an order that anybody may arrest on.")
    remedy = _("Give number, authority, article, an end within six months, and who presents the person in 24 hours.")


class NoAlternative(Problem):
    """No alternative to arrest was considered (JOC-07)."""

    code = "NO_ALTERNATIVE_CONSIDERED"
    title = _("Say which alternative to arrest was considered, and why it is not enough.")
    remedy = _("Choose summons, observation or warning, and write at least ten characters.")


class HandlingForbids(Problem):
    """H1 or H2 without the owner's permission."""

    code = "HANDLING_FORBIDS"
    status = 403
    title = _("The handling code does not let this pass to that receiver.")
    remedy = _("Ask the owner for permission. The request takes one minute and is answered on their desk.")


class NotAPassage(Problem):
    """What is not in the table of passages cannot pass."""

    code = "NO_PASSAGE"
    status = 403
    title = _("There is no passage for this through the wall.")
    remedy = _("The table of passages shows what may pass, from where to where and who decides.")


class ExportNotAllowed(Problem):
    """Persons with coordinates, removed persons, or bulk without two keys (G28, RL-05, RL-09, RL-13)."""

    code = "EXPORT_NOT_ALLOWED"
    status = 403
    title = _("This may not leave as an export.")
    remedy = _("People never leave with places where they can be found, nor as a list. The inspector has been told.")
    notify_oversight = True


class AssessmentNamesSource(Problem):
    """An assessment that is not sanitised (JOC-05)."""

    code = "NOT_SANITISED"
    title = _("The assessment still names a report or its source.")
    remedy = _("Write only what is about to happen, where and when, and what to do. Leave out where you know it from.")


class KeptWithoutBasis(Problem):
    """A recipient says that it keeps a withdrawn copy, and names no legal basis of its own."""

    code = "KEPT_WITHOUT_BASIS"
    title = _("Keeping a withdrawn copy needs your own legal basis, by its code.")
    remedy = _("Choose the basis, or delete the copy and say so.")


class NothingToConfirm(Problem):
    """An identity is to be confirmed for an ask that no order in force fits."""

    code = "NOTHING_TO_CONFIRM"
    status = 409
    title = _("No order in force fits this ask.")
    remedy = _("Nobody is held on this ask. A number may protect the person: check the papers face to face.")


class WrongChallenge(Problem):
    """The spoken code of the unit is not today's (JOC-13)."""

    code = "WRONG_CHALLENGE"
    title = _("The code that was spoken is not the unit's code of today.")
    remedy = _("Ask the officer to read the code from the duty sheet again. If it stays wrong, call the unit back.")


class WrongTime(Problem):
    """A paper sheet from the future, or older than a week (JOC-13)."""

    code = "WRONG_TIME"
    title = _("The time on the sheet lies in the future or is more than seven days old.")
    remedy = _("Write the date and time as they stand on the paper sheet.")


class ChildPath(Problem):
    """The person is under eighteen, or may be: the adult workflow is locked (G6)."""

    code = "CHILD_PATH"
    status = 409
    title = _("This person is a child, or may be: the adult procedure is closed.")
    remedy = _(
        "Call the child-protection authority now. A child comes before a judge within 24 hours, apart from adults."
    )
    notify_oversight = True


class TwoOrders(Problem):
    """An order with a number under which the same authority has entered one."""

    code = "ORDER_EXISTS"
    status = 409
    title = _("Your authority has entered an order with this number.")
    remedy = _("Open the order with this number, or check the number on the paper.")


class ReceiverNotReachable(Problem):
    """The receiver is suspended, has lost control, or is a published list (G20)."""

    code = "RECEIVER_NOT_ACCREDITED"
    status = 409
    title = _("Nothing can be sent to this agency now.")
    remedy = _("Wait until it is accredited again, or choose another agency. Nothing was sent.")


class CannotConfirm(Problem):
    """The ask is the officer's own, was not answered with a call, or is too old."""

    code = "CANNOT_CONFIRM"
    status = 409
    title = _("This ask cannot be confirmed by you.")
    remedy = _("Another duty officer confirms an ask of yours. An ask older than three days is asked anew.")


class NotLifeAtRisk(Problem):
    """Only danger to life opens a packet without its owner."""

    code = "NOT_LIFE_AT_RISK"
    status = 403
    title = _("Only danger to life opens a packet without waiting for its owner.")
    remedy = _("For every other purpose the owner decides: call the owner's duty phone.")
    notify_oversight = True


class AlreadyOpened(Problem):
    """A packet that the same officer has opened for danger to life, and which is still open."""

    code = "ALREADY_OPENED"
    status = 409
    title = _("You have opened this packet, and it is still open.")
    remedy = _("Read it on its page: it stands under Opened packets.")


class GlassUnderReview(Problem):
    """A packet that this agency has opened before, and not both who review that have found it justified."""

    code = "GLASS_UNDER_REVIEW"
    status = 409
    title = _("Your agency has opened this packet before, and that opening has not been found justified.")
    remedy = _("Call the owner, who can release it. It opens again once he and the inspector found it justified.")


class OwnGlass(Problem):
    """Whoever opened a packet does not review the opening (W-2)."""

    code = "OWN_GLASS"
    status = 403
    title = _("You opened this packet yourself: others review it.")
    remedy = _("The owner's releaser and the inspector review it, each for himself.")


class OpenedBefore(Problem):
    """Whoever read the packet of a hit no longer judges it (W-2)."""

    code = "OPENED_BEFORE"
    status = 403
    title = _("You have read what is behind this hit: another judges it.")
    remedy = _("Leave it to a validator who has seen nothing but the two identities.")


class Stopped(Problem):
    """Something that cannot be undone is planned while a court must speak first; why is not told (JUD-08, Q-23)."""

    code = "STOP_COURT"
    status = 409
    title = _("stop: court")
    remedy = _(
        "While a stop stands nothing is done that cannot be undone: the court speaks first. Why is not told, and the"
        " words are the same for every cause."
    )
