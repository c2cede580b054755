from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class NotAPerson(Problem):
    """A legal effect needs a named natural person (G1, RL-07, RL-08)."""

    code = "NOT_A_PERSON"
    status = 403
    title = _("Only a named person can decide this.")
    remedy = _("Put the decision on the desk of the officer who holds it.")


class ThinReasons(Problem):
    """The reasons are too short, or a set phrase (G1, G3)."""

    code = "THIN_REASONS"
    title = _("Say in your own words why, so that the person concerned could understand it.")
    remedy = _(
        "Write at least ten characters on this case, in three different words or more. "
        "Set phrases such as “as required” do not count."
    )


class WrongPhoneCode(Problem):
    """No such approver, or not the present code of his second factor: the two are one answer."""

    code = "WRONG_PHONE_CODE"
    status = 403
    title = _("This is not a present code of an approver with this handle.")
    remedy = _("Ask for the next code: each lives half a minute and works once. Nothing was decided.")


class TooManyCodes(Problem):
    """Too many wrong codes for one approver within a quarter of an hour, by one who types or by all together."""

    code = "TOO_MANY_CODES"
    status = 429
    title = _("Too many wrong codes for this approver.")
    remedy = _(
        "Wait a quarter of an hour, ask another approver, or let a colleague on duty type the code. "
        "The inspector has been told."
    )
    notify_oversight = True


class SamePersonOnPhone(Problem):
    """The officer who types would be the approver himself (W-2)."""

    code = "SAME_PERSON_ON_PHONE"
    status = 409
    title = _("Who approves by phone and who types are two persons.")
    remedy = _("Decide at the desk under your own name, or call another approver.")


class NotOnDuty(Problem):
    """Only whoever is on duty takes an approval by phone."""

    code = "NOT_ON_DUTY"
    status = 409
    title = _("Only whoever is on duty takes an approval by phone.")
    remedy = _("Take the desk on the hand-over page first, or let the officer on duty type the code.")
