"""Refusals of the cooperation room. What happened is never refused, only what is planned (W-4)."""

from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class HeirsRightLocked(Problem):
    """A term that touches the heirs' right: no information is traded against it (REP-01)."""

    code = "HEIRS_RIGHT_LOCKED"
    status = 409
    title = _("This touches the right of the victims and their heirs. No file of cooperation may contain it.")
    remedy = _(
        "Take it out. The heirs decide about their right before the court, with their own counsel, and unprompted."
    )


class NoCounsel(Problem):
    """Nothing is asked without counsel (REP-10)."""

    code = "NO_COUNSEL"
    status = 409
    title = _("Nothing is asked without counsel.")
    remedy = _("Name the counsel of the person, or call a lawyer from the roster, and plan it with counsel present.")


class NoLegalAdvice(Problem):
    """The person has not been advised yet."""

    code = "NO_LEGAL_ADVICE"
    status = 409
    title = _("The person has not had legal advice yet.")
    remedy = _("Let counsel advise the person alone, and record when that was.")


class ChildSource(Problem):
    """A child, or whoever may be one, is never a source (REP-05)."""

    code = "CHILD_SOURCE"
    status = 409
    title = _("A child is never a source. Doubt about the age counts as a child.")
    remedy = _("Plan nothing. If the child was heard already, write that down: child protection is told by it.")


class NotMined(Problem):
    """What was said in confidence to the return programme or the victims' office leads to nobody (REP-06)."""

    code = "NOT_MINED"
    status = 409
    title = _("This rests on what was said in confidence in the return programme or at the victims’ office.")
    remedy = _("Leave it there. Whoever wants to cooperate comes himself or through counsel.")


class BenefitCapped(Problem):
    """More than responsibility, or verified value, leaves open (REP-04)."""

    code = "BENEFIT_CAPPED"
    status = 409
    title = _("This is more than the person’s responsibility leaves open.")
    remedy = _("Offer less. Whoever ordered most never gains most; the charter lists what is open to whom.")


class NotNext(Problem):
    """The file does not stand where this step begins."""

    code = "NOT_NEXT"
    status = 409
    title = _("The file does not stand where this step begins.")
    remedy = _("Reload the file: it says where it stands, and which step is next.")


class NotReviewed(Problem):
    """No terms that passed the legal review (REP-01)."""

    code = "NOT_REVIEWED"
    status = 409
    title = _("No terms have passed the legal review.")
    remedy = _("Wait for the legal reviewer, who looks whether anything touches the heirs’ right.")


class SameHand(Problem):
    """Whoever wrote the terms reviews them (W-2)."""

    code = "SAME_HAND"
    status = 409
    title = _("Whoever wrote the terms does not review them.")
    remedy = _("Ask another legal reviewer.")


class NoProtectionAssessment(Problem):
    """No session before the danger to the person and his family was assessed."""

    code = "NO_PROTECTION_ASSESSMENT"
    status = 409
    title = _("Nobody has assessed the danger to this person and his family.")
    remedy = _("Ask the protection desk from the file. Its number comes back here by itself; nobody types it.")


class AlreadyAsked(Problem):
    """The protection desk was asked, and has not answered yet."""

    code = "ALREADY_ASKED"
    status = 409
    title = _("The protection desk was asked already, and has not answered yet.")
    remedy = _("Wait for its number, or call the desk. If a life is threatened, tell it at once.")


class AlreadyRecorded(Problem):
    """It was recorded before."""

    code = "ALREADY_RECORDED"
    status = 409
    title = _("This was recorded before.")
    remedy = _("Reload the page to see what was recorded.")


class FileEnded(Problem):
    """Nothing more is planned in a file that has ended."""

    code = "FILE_ENDED"
    status = 409
    title = _("This file has ended. Nothing more is planned in it.")
    remedy = _("Record what happened if something did. A new approach begins a new file.")


class NotCorroborated(Problem):
    """A claim alone justifies no arrest (REP-03)."""

    code = "NOT_CORROBORATED"
    status = 409
    title = _("This claim stands alone: not found true, or not enough speaks for it from elsewhere.")
    remedy = _("Verify it from an independent source; where he gains by it, from two. Grade and result come first.")


class MediaAsCondition(Problem):
    """An appearance on which something depends (REP-07)."""

    code = "MEDIA_AS_CONDITION"
    status = 409
    title = _("An appearance before the public is never a condition of anything.")
    remedy = _("Take the condition away. Then ask him again, with counsel, whether he wants to appear.")


class NoFreeConsent(Problem):
    """No informed consent with counsel, or nobody looked at the danger to his family (REP-07)."""

    code = "NO_FREE_CONSENT"
    status = 409
    title = _("He has not agreed with counsel beside him, or nobody has looked at the danger to his family.")
    remedy = _("Let counsel advise him, write down the danger to his family, and ask him then.")


class NotFit(Problem):
    """The last psychologist who saw him said that he cannot be heard for now."""

    code = "NOT_FIT"
    status = 409
    title = _("A psychologist has said that he cannot be heard for now.")
    remedy = _("Wait until he was seen again, and record what the psychologist found then.")


class NotYetTold(Problem):
    """No terms were approved: there is nothing of which counsel of the heirs is told."""

    code = "NOT_YET_TOLD"
    status = 409
    title = _("No terms are approved yet: there is nothing of which counsel of the heirs is told.")
    remedy = _("Let counsel advise him, and approve terms. Then counsel of the heirs is told.")
