"""Refusals of the intelligence compartment."""

from django.utils.translation import gettext_lazy as _

from tansiq.gateway.errors import AssessmentNamesSource, HandlingForbids
from tansiq.kernel.audit.errors import NoPurpose
from tansiq.kernel.bases import BasisExpired
from tansiq.kernel.problems import Problem

__all__ = ["AssessmentNamesSource", "BasisExpired", "HandlingForbids", "NoPurpose"]


class NoAct(Problem):
    """No structured suspicion statement: act, words, place, sources (JOC-01)."""

    code = "NO_ACT"
    title = _("Nobody becomes a subject without a definite act.")
    remedy = _("Choose the act, say in your own words what happened or is planned, and on which reports it rests.")


class NoCollectiveSuspicion(Problem):
    """The ground is a tribe, place, family, relative, belief or dress (JOC-01, G12)."""

    code = "NO_COLLECTIVE_SUSPICION"
    title = _("Who somebody is, or belongs to, or believes is no ground.")
    remedy = _("Write what this person did or plans. If there is no act, there is no subject: keep the report alone.")


class ChildPath(Problem):
    """Under eighteen, or perhaps (G6, W-4)."""

    code = "CHILD_PATH"
    status = 409
    title = _("This person is or may be a child. The adult workflow is closed.")
    remedy = _("The report stays. Call the child-protection officer; the inspector has been told.")
    notify_oversight = True


class SamePersonTwice(Problem):
    """Whoever wrote it cannot accept it (W-2)."""

    code = "SAME_PERSON_TWICE"
    status = 409
    title = _("A second person must decide this: you wrote it.")
    remedy = _("Hand it to another approver of your agency.")


class Quarantined(Problem):
    """It rests on what may have been obtained by ill-treatment (JOC-02, G7)."""

    code = "QUARANTINED"
    status = 409
    title = _("One of these reports is under quarantine, or comes from one that is.")
    remedy = _("Nothing may rest on it before a judge has ruled. Propose without it, or bring it to the approver.")


class HowObtainedMissing(Problem):
    """A report does not say how it was obtained, or lacks the order that this way needs (JOC-02)."""

    code = "HOW_OBTAINED_MISSING"
    title = _("Say how this was obtained.")
    remedy = _("Choose the way from the list. Technical means need the number of the judicial order.")


class NeedsLegalReview(Problem):
    """A journalist, lawyer, activist or candidate."""

    code = "NEEDS_LEGAL_REVIEW"
    title = _("A second-level legal review comes before anything is stored about this person.")
    remedy = _("Ask the legal adviser on shift, not the author, and give the adviser’s name. Nothing was stored.")


class SameLineage(Problem):
    """Nothing new: the report goes back to what was known at the last review, or is too old (JOC-04, G4)."""

    code = "SAME_LINEAGE"
    status = 409
    title = _("This is not a new and independent suspicion.")
    remedy = _("It takes a report of another origin, made since the last review. Otherwise let the record end.")


class NotOpen(Problem):
    """The record is not in a state in which this can be done."""

    code = "NOT_OPEN"
    status = 409
    title = _("This record is not open for that.")
    remedy = _("Reload the page to see its state and its history.")


class ConflictOpen(Problem):
    """A plan would go whose conflict with another nobody has resolved."""

    code = "CONFLICT_OPEN"
    status = 409
    title = _("Another plan touches this one, and nobody has resolved it.")
    remedy = _("Take the conflict, call both sides, and say how it ended. Then call again.")


class WaitsForProtection(Problem):
    """A plan would go before the protection desk has said its word, or against it (JOC-09)."""

    code = "WAITS_FOR_PROTECTION"
    status = 409
    title = _("This plan waits for a word that has not been said.")
    remedy = _("Tell the planner that it is being checked and nothing else. Some plans wait by chance.")


class UnknownMethod(Problem):
    """A way of tracing that is not on the closed list (RL-04)."""

    code = "UNKNOWN_METHOD"
    title = _("A person is not traced in this way.")
    remedy = _("Choose a way from the list. Following somebody’s position is not on it; lawful means need an order.")
