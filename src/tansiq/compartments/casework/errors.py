"""Refusals of casework."""

from django.utils.translation import gettext_lazy as _

from tansiq.kernel.bases import BasisExpired
from tansiq.kernel.problems import Problem

__all__ = ["BasisExpired"]


class LiveDevice(Problem):
    """A live device is neither stored nor sent nor sealed (EVD-01)."""

    code = "LIVE_DEVICE"
    title = _("What may still go off is neither stored nor sent.")
    remedy = _(
        "Leave it where it is and call the explosives officers. Record the disposal in place and the samples; what was"
        " made safe goes to a licensed magazine with the number of its certificate."
    )
    notify_oversight = True


class SameMark(Problem):
    """Two exhibits of a case have one number on the spot."""

    code = "SAME_NUMBER"
    status = 409
    title = _("An exhibit of this case already has this number.")
    remedy = _("Read the number on the bag again. If two bags have one number, give the second a new one and say so.")


class NotInYourHands(Problem):
    """Whoever gives a piece has it, and nobody else does anything with it."""

    code = "NOT_IN_YOUR_HANDS"
    status = 409
    title = _("By its chain this exhibit is in other hands.")
    remedy = _(
        "Ask whoever has it to hand it over to you by the system. If you really have it, take it over with the reason:"
        " the break is shown as a break."
    )


class NothingOffered(Problem):
    """No transfer waits for this hand, or it lapsed because the chain went on."""

    code = "NOTHING_OFFERED"
    status = 409
    title = _("No transfer of this exhibit waits for you.")
    remedy = _("Ask whoever has it to offer it again.")


class ChainEnded(Problem):
    """The piece was returned or destroyed by order."""

    code = "CHAIN_ENDED"
    status = 409
    title = _("This exhibit has left the room by an order.")
    remedy = _("Nothing is added to a chain that has ended. Record what comes back as a new exhibit.")


class NoOrder(Problem):
    """Nothing leaves the room without the number of an order."""

    code = "NO_ORDER"
    title = _("An exhibit is returned or destroyed by the number of an order alone.")
    remedy = _("Write the number of the order of the court or the prosecution.")


class NotAHand(Problem):
    """No member has this staff number, or nobody could receive a piece with it."""

    code = "NOT_A_HAND"
    title = _("Nobody who could receive it has this staff number.")
    remedy = _("Read the number on the card of the other person. It must be somebody else than you.")


class NotAPicture(Problem):
    """The file is no picture that can be kept."""

    code = "NOT_A_PICTURE"
    status = 415
    title = _("This file is no photograph that can be kept.")
    remedy = _("Send one photograph as JPEG or PNG, of at most 8 megabytes, as the camera made it.")


class Quarantined(Problem):
    """What may come from ill-treatment is not built upon before a judge has ruled (G7)."""

    code = "QUARANTINED"
    status = 409
    title = _("This rests on a statement that is under quarantine.")
    remedy = _("Bring the statement before a judge. Find the fact again by other means, and say which.")


class IntelligenceInEvidence(Problem):
    """A record of intelligence is no evidence (G9, W-3)."""

    code = "INTELLIGENCE_IN_EVIDENCE"
    title = _("What intelligence knows is no evidence.")
    remedy = _(
        "Take it as a lead: find the fact again by lawful means, record where it comes from, and cite that record."
    )
    notify_oversight = True


class HazardContent(Problem):
    """Construction detail was written where others read it."""

    code = "HAZARD_CONTENT"
    title = _("This says how a device is built. It was not kept.")
    remedy = _(
        "Say what it is by its facets. An explosives officer writes what his colleagues must know into the annex, which"
        " nobody else reads."
    )


class NotARecord(Problem):
    """No exhibit and no statement of the case has this number."""

    code = "NOT_A_RECORD"
    title = _("No exhibit and no statement of this case has this number.")
    remedy = _("Read the number again. Only what stands in the case can be cited in it.")


class NothingToProve(Problem):
    """A paper is to be set of a case of which nobody has said what must be proven."""

    code = "NOTHING_TO_PROVE"
    status = 409
    title = _("Nobody has named yet what must be proven in this case.")
    remedy = _("Name the elements of the offence and cite evidence for and against them. Then set the paper.")


class NoAlternative(Problem):
    """One explanation alone is weighed against nothing."""

    code = "NO_ALTERNATIVE"
    title = _("A single explanation is weighed against nothing.")
    remedy = _("Write down at least one other explanation of what was seen, such as an innocent one.")


class PresenceIsNoLink(Problem):
    """Somebody was there, owns the house, or is a relative: none of it associates him with a piece (EVD-05, G12)."""

    code = "PRESENCE_IS_NO_LINK"
    title = _("To have been there, to own the house or to be a relative associates nobody with a piece.")
    remedy = _("Name the exhibit or the statement that shows the contact. Without one there is no link to write down.")


class NotAPhotograph(Problem):
    """The case has no such photograph, or it is under quarantine."""

    code = "NOT_A_PHOTOGRAPH"
    title = _("The case has no such photograph.")
    remedy = _("Choose a photograph of an exhibit of this case.")


class PictureNotApproved(Problem):
    """A second person of the prosecution, or its spokesperson, has not looked at the picture (EVD-11)."""

    code = "PICTURE_NOT_APPROVED"
    status = 409
    title = _("The picture is not approved by both yet. Nothing was sent.")
    remedy = _(
        "A second person of the prosecution and its spokesperson look at it first: no face, no name, nothing of the"
        " inside."
    )


class SecondPerson(Problem):
    """Whoever drafted it does not approve it."""

    code = "SECOND_PERSON"
    status = 409
    title = _("You drafted it. Somebody else approves the picture.")
    remedy = _("Ask another member of the prosecution.")


class BulletinSettled(Problem):
    """Sent, approved or withdrawn before, or there is nothing to approve."""

    code = "BULLETIN_SETTLED"
    status = 409
    title = _("This bulletin does not wait for that.")
    remedy = _("Reload the page to see where it stands. What is to be said anew is a bulletin of its own.")
