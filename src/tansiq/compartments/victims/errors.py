"""Refusals of the victims' room. What happened is never refused, only what is planned (W-4)."""

from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class NoConsent(Problem):
    """The person did not agree to be contacted for this purpose, or withdrew it (G10)."""

    code = "NO_CONSENT"
    status = 409
    title = _("This person did not agree to be contacted for this.")
    remedy = _("Wait until the person comes, or plan a contact for a purpose to which they agreed.")


class NotSafeChannel(Problem):
    """Another way than the one that the person called safe."""

    code = "NOT_SAFE_CHANNEL"
    status = 409
    title = _("This is not the way that the person called safe.")
    remedy = _("Use the way of the contact plan. If it has changed, write a new plan with the person first.")


class WomansOfficerNeeded(Problem):
    """The person asked for a woman, and the actor is no women's officer (G11, E45)."""

    code = "WOMENS_OFFICER_NEEDED"
    status = 409
    title = _("This person asked for a woman: a women’s officer makes this contact.")
    remedy = _("Ask a women’s officer. If none is on duty, wait, or ask the women’s officer of another civil desk.")


class NoContactPlan(Problem):
    """Nobody asked the person how they may be reached without harm."""

    code = "NO_CONTACT_PLAN"
    status = 409
    title = _("Nobody has asked this person how they may be reached safely.")
    remedy = _("Write the contact plan with the person, face to face, and then plan the contact.")


class AlreadyDone(Problem):
    """It was recorded before."""

    code = "ALREADY_DONE"
    status = 409
    title = _("This was recorded before.")
    remedy = _("Reload the page to see what was recorded.")
