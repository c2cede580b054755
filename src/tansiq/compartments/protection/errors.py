"""Refusals of the protection desk."""

from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class NotOpen(Problem):
    """The record is not in a state in which this can be done."""

    code = "NOT_OPEN"
    status = 409
    title = _("This record is not open for that.")
    remedy = _("Reload the page to see its state and its history.")


class SameHand(Problem):
    """Who decided not to warn cannot approve it (W-2)."""

    code = "SAME_HAND"
    status = 409
    title = _("A second person must approve this: you decided it.")
    remedy = _("Hand it to another head of the protection desk.")
