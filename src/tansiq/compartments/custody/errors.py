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
    """A force has not answered, or somebody was found and the family was not told (G24)."""

    code = "FORCES_SILENT"
    status = 409
    title = _("It cannot be closed while a force has not answered, or while the family has not been told.")
    remedy = _("Ask the force again: the inspector is told when it is late.")


class PlaceTaken(Problem):
    """A place with this code is on the list."""

    code = "PLACE_TAKEN"
    status = 409
    title = _("A place with this short name is on the list.")
    remedy = _("Give another short name.")
