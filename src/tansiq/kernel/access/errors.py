from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class IncompatibleRoles(Problem):
    """One person may not hold these two roles (W-2)."""

    code = "INCOMPATIBLE_ROLES"
    status = 409
    title = _("One person may not hold these two roles.")
    remedy = _("Give the role to somebody else, or end the other role first.")


class AgencySuspended(Problem):
    """The agency's accreditation is suspended (G20)."""

    code = "AGENCY_SUSPENDED"
    status = 403
    title = _("The accreditation of your agency is suspended.")
    remedy = _("You can still acknowledge recalls. For everything else call the joint centre's duty officer.")


class CommandUnconfirmed(Problem):
    """Accreditation, training or command is not confirmed (JOC-12)."""

    code = "COMMAND_UNCONFIRMED"
    status = 403
    title = _("The command of your unit is not confirmed.")
    remedy = _("Asks open again once the accreditation officer has confirmed who commands the unit.")


class SameStanding(Problem):
    code = "SAME_STANDING"
    status = 409
    title = _("The agency already has this standing.")
    remedy = _("Reload the page to see its history.")


class SecondFactorRequired(Problem):
    """The session was opened by a password alone."""

    code = "SECOND_FACTOR_REQUIRED"
    status = 403
    title = _("You are not fully signed in: your second factor is missing.")
    remedy = _("Open the sign-in page in a browser, add an authenticator or a passkey, and sign in with it.")


class OwnPasswordRequired(Problem):
    """The session was opened by a password that somebody else has set."""

    code = "OWN_PASSWORD_REQUIRED"
    status = 403
    title = _("Your password was given to you for one use.")
    remedy = _("Open the sign-in page in a browser, sign in with it and choose a password of your own.")


class Reauthenticate(Problem):
    """The last proof of who acts is too old for a decision."""

    code = "REAUTHENTICATE"
    status = 403
    title = _("It has been a while since you proved that it is you, and this decides about a person.")
    remedy = _(
        "Give the code that your authenticator shows now and send it again. "
        "A program posts it to /accounts/2fa/reauthenticate/ first."
    )


class HandleTaken(Problem):
    code = "HANDLE_TAKEN"
    status = 409
    title = _("Another member has this handle.")
    remedy = _("Choose another handle. One that was given once is not given again.")


class SecondFactorRemoved(Problem):
    """No refusal: what the inspector's notice of a removed second factor says."""

    code = "SECOND_FACTOR_REMOVED"
    status = 200
    title = _("A member's second factor was removed.")
    remedy = _("The log says whose, by whom and why. Ask the member whether they know of it.")


class NoSecondFactor(Problem):
    code = "NO_SECOND_FACTOR"
    status = 409
    title = _("This member has no second factor that could be reset.")
    remedy = _("Reload the page. Whoever has none is asked to enrol one at the next sign-in.")
