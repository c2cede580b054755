"""Refusals of the custody room: only plans are refused, what happened never is (W-4)."""

from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class NotAPlaceOfDetention(Problem):
    """A transfer is planned to a place that is not on the official list (EVD-06)."""

    code = "NOT_A_PLACE_OF_DETENTION"
    title = _("A transfer is planned only to a place on the official list of places of detention.")
    remedy = _(
        "Choose a place on the list. If he has been moved already, write down what happened: that is never refused."
    )
    notify_oversight = True


class NoTransferReview(Problem):
    """A transfer is planned without the risk review, the signature or the person's knowledge (G8)."""

    code = "NO_TRANSFER_REVIEW"
    title = _("A transfer needs a written review of the risk, a signature, and that the person was told.")
    remedy = _("Write down what he risks there and who signed, tell him, and plan it again: he has 72 hours to appeal.")
    notify_oversight = True


class NotAnObstacle(Problem):
    """What is said to keep a person after a release order is none on the closed list (EVD-12)."""

    code = "NOT_AN_OBSTACLE"
    title = _("This keeps nobody after a release order.")
    remedy = _("Release him. An unpaid diya or fine goes to the court as a task of its own, and does not wait for him.")
    notify_oversight = True


class ChildPath(Problem):
    """A plan that fits an adult, for somebody who is a child or may be one (G6)."""

    code = "CHILD_PATH"
    status = 409
    title = _("He is a child, or may be one: this step is not open.")
    remedy = _(
        "Call child protection. A child goes to a home on the list, with a guardian and counsel, never to a prison."
    )
    notify_oversight = True


class Ended(Problem):
    """The detention has ended, and a plan about it has nothing left to be about."""

    code = "DETENTION_ENDED"
    status = 409
    title = _("He is not held any more: there is nothing left to plan.")
    remedy = _("Look at the record. What happened can still be written down.")


class AlreadyAnswered(Problem):
    """It was answered, signed, done or closed before."""

    code = "ALREADY_SETTLED"
    status = 409
    title = _("This was settled before.")
    remedy = _("Reload the page to see what was done.")


class SecondPerson(Problem):
    """Closing an enquiry takes two people (G24)."""

    code = "SECOND_PERSON"
    status = 409
    title = _("Somebody else must close this: you asked for it yourself.")
    remedy = _("Ask a colleague of the family desk, or the inspector.")


class ForcesSilent(Problem):
    """A force has not answered (G24)."""

    code = "FORCES_SILENT"
    status = 409
    title = _("A force has not answered yet: nobody says that he is not held, and nobody closes it.")
    remedy = _(
        "The page names who has never answered. Call there. Where a force stands outside, or its time is up, the "
        "inspector goes and looks, and writes the answer down. Who is asked once more is named once kinship was shown."
    )


class FamilyNotTold(Problem):
    """A search is to be closed, and the family was not told what came of it (G24)."""

    code = "FAMILY_NOT_TOLD"
    status = 409
    title = _("The family has not been told what the page says.")
    remedy = _("Read it out to them, write down whom you told and how, and then ask that it be closed.")


class NobodyAsked(Problem):
    """A search is closed by the second of two people, and no first one asked for it (G24)."""

    code = "NOBODY_ASKED_TO_CLOSE"
    status = 409
    title = _("Nobody has asked that this search be closed.")
    remedy = _("Whoever heard the family asks for it first, with reasons; then a second person closes it.")


class ForceAnswers(Problem):
    """The inspector answers for a force that may still answer for itself (G24)."""

    code = "FORCE_ANSWERS_ITSELF"
    status = 409
    title = _("This force answers for itself until its time is up.")
    remedy = _("Wait for its answer, or until it is late. Then go there and write down what you found.")


class PlaceTaken(Problem):
    """A place with this code is on the list."""

    code = "PLACE_TAKEN"
    status = 409
    title = _("A place with this short name is on the list.")
    remedy = _("Give another short name.")
