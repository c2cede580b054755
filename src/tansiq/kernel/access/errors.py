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
