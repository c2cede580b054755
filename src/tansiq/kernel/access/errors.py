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
    """A change of standing that changes nothing."""

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
        "Give the code that your authenticator shows now, or touch your passkey, and send it again. "
        "A program posts it to /accounts/2fa/reauthenticate/ first."
    )


class HandleTaken(Problem):
    """A handle that another member has or had."""

    code = "HANDLE_TAKEN"
    status = 409
    title = _("Another member has this handle.")
    remedy = _("Choose another handle. One that was given once is not given again.")


class HandlesAlike(Problem):
    """An upgrade finds accounts whose handles differ by capitals alone: from now on such handles are one."""

    code = "HANDLES_ALIKE"
    status = 409
    title = _("Handles of several accounts differ by capital letters alone, and such handles are one from now on.")
    remedy = _(
        "Nothing was changed. Give all but one of them another handle, as the owner of the database (python manage.py "
        "dbshell): UPDATE access_user SET username = 'NEW' WHERE username = 'OLD'; tell its member, and start again."
    )


class SecondFactorRemoved(Problem):
    """No refusal: what the inspector's notice of a removed second factor says."""

    code = "SECOND_FACTOR_REMOVED"
    status = 200
    title = _("A member's second factor was removed.")
    remedy = _("The log says whose, by whom and why. Ask the member whether they know of it.")


class TooManyTries(Problem):
    """A limit of wrong passwords or codes was reached for one account; who tries is told to wait."""

    code = "TOO_MANY_TRIES"
    status = 429
    title = _("Too many wrong passwords or codes were tried for one account.")
    remedy = _("Ask its member whether it was them. If not, somebody is guessing; the password should be changed.")


class NoSecondFactor(Problem):
    """A reset of a second factor that nobody has enrolled."""

    code = "NO_SECOND_FACTOR"
    status = 409
    title = _("This member has no second factor that could be reset.")
    remedy = _("Reload the page. Whoever has none is asked to enrol one at the next sign-in.")


class AccountFrozen(Problem):
    """The command of the member's unit changed: the account reads nothing until it has been reviewed (4.8)."""

    code = "ACCOUNT_FROZEN"
    status = 403
    title = _("Your account is frozen: the command of your unit changed.")
    remedy = _(
        "The accreditation officer reviews each account and opens it again. Call the joint centre's duty officer."
    )


class AccountNotReviewed(Problem):
    """The review of the account is overdue beyond the days of grace (4.3)."""

    code = "ACCOUNT_NOT_REVIEWED"
    status = 403
    title = _("Your account was not reviewed in time: it reads no records of people until then.")
    remedy = _("Ask the head of your unit or the accreditation officer for the review. It takes a minute.")


class CodeTaken(Problem):
    """A code of an agency, or a handle, that was given before."""

    code = "CODE_TAKEN"
    status = 409
    title = _("This code or handle is taken.")
    remedy = _("Choose another. Codes and handles are never given twice, so that the log stays clear.")


class OwnAccount(Problem):
    """Nobody reviews, opens or promotes his own account (W-2)."""

    code = "OWN_ACCOUNT"
    status = 403
    title = _("Nobody decides about his own account.")
    remedy = _("Ask another accreditation officer, or the head of your unit.")


class NoSuchGrant(Problem):
    """A role is to be taken from somebody who does not hold it."""

    code = "NO_SUCH_ROLE_HELD"
    status = 409
    title = _("The member does not hold this role.")
    remedy = _("Reload the page to see which roles are held.")


class LastOfOversight(Problem):
    """An act would leave an institution of oversight without anybody (G14)."""

    code = "LAST_OF_OVERSIGHT"
    status = 409
    title = _("Nobody of this institution of oversight would be left to hear of it.")
    remedy = _(
        "Enrol whoever follows first; then this can be ended. Where a telephone was stolen or a place has fallen, "
        "reset the second factor of each member of it: that ends the sessions at once. The inspector has been told."
    )
    notify_oversight = True


class RoleOfAnotherAgency(Problem):
    """A role that is held in agencies of one kind alone: an inspector in oversight, a judge’s delegate in a court."""

    code = "ROLE_OF_ANOTHER_AGENCY"
    status = 409
    title = _("This role is not held in an agency of this kind.")
    remedy = _("An inspector belongs to an agency of oversight, a judge’s delegate to a court. Enrol somebody there.")


class NobodyInUnit(Problem):
    """A unit is to be frozen in which no open account is."""

    code = "NOBODY_IN_UNIT"
    status = 409
    title = _("There is no open account in this unit.")
    remedy = _("Check how the unit is written, or freeze the whole agency.")


class Deactivated(Problem):
    """An act on an account that has been ended, which is never opened again."""

    code = "DEACTIVATED"
    status = 409
    title = _("This account has been ended.")
    remedy = _("An ended account is never opened again: enrol the member anew under another handle.")


class RoleNotHeld(Problem):
    """A shift in a function that the member does not hold."""

    code = "ROLE_NOT_HELD"
    title = _("The member does not hold the role of this function.")
    remedy = _("Choose a function that the member holds, or somebody else for this shift.")


class ShiftOverlaps(Problem):
    """A shift at a time at which the member has one in the same function."""

    code = "SHIFT_OVERLAPS"
    status = 409
    title = _("The member has a shift in this function at that time.")
    remedy = _("Cancel the other shift first, or choose other hours.")


class ConflictOfInterest(Problem):
    """The record is about somebody whom the reader declared as a relative (W-2, E31)."""

    code = "CONFLICT_OF_INTEREST"
    status = 403
    title = _("By what you declared, this may be a relative of yours: you may not read it.")
    remedy = _("Hand the work to a colleague. The inspector has been told that it was opened, and by which account.")
    notify_oversight = True
