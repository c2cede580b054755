"""Refusals about charges, hearings and judgments."""

from django.utils.translation import gettext_lazy as _

from tansiq.gateway.errors import Stopped
from tansiq.kernel.problems import Problem

__all__ = ["Stopped"]


class CardsOpen(Stopped):
    """The same to the court, which alone reads the cards: what is to be done before a ruling may end the stop (JUD-08).

    Code and title are those of every stop: the log and the figures tell no cause.
    """

    remedy = _(
        "A paper that a stop-card asks for is missing, or says the contrary. The page of the accused names each card"
        " that is open: file its paper there, then enter the ruling."
    )


class NonGround(Problem):
    """What somebody is, or whose relative, is no ground of an allegation or a characterisation (G12)."""

    code = "NON_GROUND"
    title = _("A person is accused of an act, never for a relative, a tribe, a village, a belief or looks.")
    remedy = _(
        "Say what the person himself did, when and where. Take out what says whose relative or from where he is."
    )
    notify_oversight = True


class RankIsNoAct(Problem):
    """A rank describes; it opens nothing (JUD-01)."""

    code = "RANK_IS_NO_ACT"
    title = _("A rank is a description. It is no act.")
    remedy = _("Say which act, when and where. The rank is written beside the person, with who says so and how sure.")


class NotAttributed(Problem):
    """Nobody answers for what a group did without his own part in this act (JUD-06)."""

    code = "NOT_ATTRIBUTED"
    title = _("It is not said how this person answers for this one act.")
    remedy = _(
        "Write what he himself did; or, in a record of its own, what he as commander knew of this act and what he could"
        " have done to prevent it. Each act is a record of its own."
    )


class OneSided(Problem):
    """What speaks for the person is written down like what speaks against (JUD-07)."""

    code = "ONE_SIDED"
    title = _("Nothing is said of what speaks for the person.")
    remedy = _("Name the exhibits and statements that speak for him. If there are none, say where you looked for them.")


class NotThisStep(Problem):
    """The charge does not go there from where it stands, or a court alone brings it there."""

    code = "NOT_THIS_STEP"
    status = 409
    title = _("From where it stands the charge does not go there.")
    remedy = _("See where it stands. What a court said is entered with the number of its record.")


class CannotBeSet(Problem):
    """Nobody plans retaliation for a child, nor while the age is in doubt (Q-16)."""

    code = "CANNOT_BE_SET"
    title = _("This track cannot be set for somebody who was under 18, nor while that is in doubt.")
    remedy = _(
        "The doubt is the person’s until a court has ruled on the age. What a court did set is entered as a fact."
    )


class PerVictim(Problem):
    """A track is set for one victim of a charge at a time."""

    code = "PER_VICTIM"
    title = _("A track is set for one victim at a time.")
    remedy = _("Choose one victim of this charge. For each of the others it is set apart, with its own reasons.")


class SettlementForAll(Problem):
    """There is no settlement for all victims (JUD-05)."""

    code = "SETTLEMENT_FOR_ALL"
    title = _("Nobody settles for a victim whose heirs have no record of their own.")
    remedy = _("Name the victims one by one, each with the number of the heirs’ file at the victims’ office.")


class UnfairHearing(Problem):
    """A hearing is planned without what a fair one needs (G23)."""

    code = "UNFAIR_HEARING"
    title = _("What a fair hearing needs is missing.")
    remedy = _(
        "Name counsel, and an interpreter where one is needed; for somebody who was or may have been under 18 the court"
        " sits closed. What took place all the same is entered as it was."
    )


class HourHasPassed(Problem):
    """A hearing is moved or cancelled that does not lie ahead."""

    code = "HEARING_NOT_AHEAD"
    status = 409
    title = _("This hearing does not lie ahead.")
    remedy = _("If its hour has passed, enter it as it was: held, or adjourned. Then plan the next one.")


class NoProsecutionLetter(Problem):
    """Nobody accused of a killing enters the return track without the prosecution's letter."""

    code = "NO_PROSECUTION_LETTER"
    status = 409
    title = _("A killing is alleged, and the prosecution has not said in a letter what it decided.")
    remedy = _("Enter the letter first. Until then the person keeps a standing for the time being that is reviewed.")


class AlreadyEntered(Problem):
    """The paper or the outcome stands already."""

    code = "ALREADY_ENTERED"
    status = 409
    title = _("This was entered before.")
    remedy = _("What was wrong is said anew, in a record of its own; nothing is changed.")
