"""Refusals of the inspector's room."""

from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class SecondPerson(Problem):
    """Another person must do this: whoever asked or wrote it down does not decide it as well (W-2, RL-09)."""

    code = "SECOND_PERSON"
    status = 409
    title = _("Somebody else must decide this: you asked for it or wrote it down yourself.")
    remedy = _("Ask another inspector, or for a footprint the judge’s delegate.")


class AlreadySettled(Problem):
    """It was answered, judged, decided or closed before."""

    code = "ALREADY_SETTLED"
    status = 409
    title = _("This was settled before.")
    remedy = _("Reload the page to see what was done.")


class NoComplaint(Problem):
    """A footprint without the request or complaint of the person himself."""

    code = "NO_COMPLAINT"
    title = _("A footprint needs the number of a complaint that the person brought.")
    remedy = _("Write the number that stands on the person’s receipt. Nobody looks a person up without it.")


class NotHisOwn(Problem):
    """A footprint on the complaint of somebody who does not speak for the person."""

    code = "NOT_HIS_OWN"
    status = 409
    title = _("This complaint is not known to be the person’s own.")
    remedy = _(
        "Ask for a mandate of the person, or for papers that show who the person is, and write down a new complaint."
    )


class NobodySeen(Problem):
    """A footprint opened on a complaint whose receipt nobody but whoever asks handed over, and which nobody decided."""

    code = "NOBODY_SEEN"
    status = 409
    title = _("Nobody but whoever asks has handed the receipt of this complaint to the person, and it is not decided.")
    remedy = _("The desk hands over the receipt first, or an inspector decides the complaint.")


class NotForHim(Problem):
    """Telling a person what is held on a complaint that nobody has decided for him."""

    code = "NOT_FOR_HIM"
    status = 409
    title = _("Nobody is told anything on a complaint that is not decided for the person.")
    remedy = _("An inspector decides the complaint, or the appeal against its decision, first.")


class NotYetDecided(Problem):
    """An appeal against a decision that nobody has taken."""

    code = "NOT_YET_DECIDED"
    status = 409
    title = _("This complaint is not decided yet: there is nothing to appeal against.")
    remedy = _("Tell the person the day by which it is decided. What he wants to add can be brought to the desk now.")


class NotOnThisGround(Problem):
    """The ground chosen does not carry the decision."""

    code = "NOT_ON_THIS_GROUND"
    title = _("This ground does not carry this decision.")
    remedy = _("Choose a ground that speaks for what you decide.")


class NoReader(Problem):
    """An oral statement that nobody read back in front of a witness."""

    code = "NO_READER"
    title = _("An oral complaint needs the name of whoever read it back to the person.")
    remedy = _("Read it aloud in front of somebody whom the person trusts, and write down that name.")


class LeaseEnded(Problem):
    """The footprint is over, or was never opened for this reader."""

    code = "LEASE_ENDED"
    status = 410
    title = _("The lease of this footprint has ended.")
    remedy = _("If the person’s request still needs it, ask for a new one. A second person must open it.")
