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
    remedy = _("Write at least ten characters on this case. Set phrases such as “as required” do not count.")
