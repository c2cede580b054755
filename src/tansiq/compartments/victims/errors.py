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


class NamesSomebody(Problem):
    """What hangs in public names somebody whom it is not about (Q-19)."""

    code = "NAMES_SOMEBODY"
    title = _("The notice would name an heir, another victim or a case.")
    remedy = _("Write a town or a district, and nobody’s name. Whoever reads the notice may be whoever killed.")


class AnotherName(Problem):
    """What is written is no other spelling of the name, but another name."""

    code = "ANOTHER_NAME"
    status = 409
    title = _("This is another name, not the same one written right.")
    remedy = _(
        "Here a spelling is put right. Who the heirs are a court’s certificate says; who a victim was is written down"
        " as a further victim, with the paper that says so."
    )


class AlreadyDone(Problem):
    """It was recorded before."""

    code = "ALREADY_DONE"
    status = 409
    title = _("This was recorded before.")
    remedy = _("Reload the page to see what was recorded.")


class NoReader(Problem):
    """The heir does not read, and nobody is named who read the paper out (E44)."""

    code = "NO_READER"
    status = 409
    title = _("The heir does not read: somebody whom the heir trusts must have read the paper out.")
    remedy = _("Read it aloud with a reader whom the heir chose, and write down that name.")


class NoSession(Problem):
    """Our office sends no waiver without a private session (G11)."""

    code = "NO_SESSION"
    status = 409
    title = _("Nobody has heard the heir in a private session.")
    remedy = _("Hold the session first. A pardon that the heir speaks in court counts without it.")


class NotReconfirmed(Problem):
    """Our office sends no waiver without a second confirmation (G11)."""

    code = "NOT_RECONFIRMED"
    status = 409
    title = _("The heir has not confirmed it a second time.")
    remedy = _("Another officer asks the heir again, alone, after the days for reflection.")


class OutOfOrder(Problem):
    """Nobody plans to ask an heir again after a withdrawal, a finding that it is void, or a ruling."""

    code = "OUT_OF_ORDER"
    status = 409
    title = _("The waiver was withdrawn or found void, or a court has ruled on it: nobody asks the heir again.")
    remedy = _("It goes to the judge as it stands. The stop holds until a judge has ruled.")


class NoCourt(Problem):
    """No court has the matter."""

    code = "NO_COURT"
    status = 409
    title = _("No court has this file yet.")
    remedy = _("Name the court on the file first.")


class NotWaivableByHeir(Problem):
    """The public right is no heir's to waive."""

    code = "NOT_WAIVABLE_BY_HEIR"
    title = _("The public right is no heir’s to waive.")
    remedy = _("Write down what the paper says of retaliation and of the heir’s own share. The public right stays.")


class NotACivilDesk(Problem):
    """Only an accredited civil desk other than our own asks an heir in our place (G10)."""

    code = "NOT_A_CIVIL_DESK"
    status = 409
    title = _("Only another civil desk asks an heir in our place: none that arrests, keeps or judges.")
    remedy = _("Choose an accredited civil desk, or let a colleague of the office ask.")


class NotDone(Problem):
    """There is nothing yet to take into the file, or it was called back."""

    code = "NOT_DONE"
    status = 409
    title = _("The heir has not been asked there yet, or it was called back.")
    remedy = _("Wait for the other desk, or ask the heir yourself.")


class FormNeeded(Problem):
    """A ruling that takes a protection away is read by two people, or entered by the court itself (Q-05, Q-16)."""

    code = "FORM_NEEDED"
    status = 409
    title = _("Such a ruling, with the number of its record, is no one person’s to write.")
    remedy = _(
        "Print the form about this person and let two people type what the court wrote. Without its number it can be"
        " written down now, and waits."
    )


class NoStop(Problem):
    """A court rules on a stop that stands: words that hold nobody have none (Q-23)."""

    code = "NO_STOP"
    status = 409
    title = _("No stop stands because of what this heir said.")
    remedy = _("Look at the file again. Once somebody is accused whom it holds, print the form then.")


class OneAccused(Problem):
    """What an heir said before anybody was accused is taken up against one accused at a time (JUD-04)."""

    code = "ONE_ACCUSED"
    status = 409
    title = _("What was said before anybody was accused is taken up against one accused at a time.")
    remedy = _("Ask the heir about this one accused, and tick that one. Ask anew for each other.")


class AnotherHeir(Problem):
    """Only the heir who said it takes it up (JUD-04)."""

    code = "ANOTHER_HEIR"
    status = 409
    title = _("Only the heir who said it takes it up, and nobody signs in the heir’s place.")
    remedy = _("Write down what somebody else signed as a paper of its own.")


class SpeaksForHimself(Problem):
    """A victim who lives asks and waives what is his own (JUD-04)."""

    code = "SPEAKS_FOR_HIMSELF"
    status = 409
    title = _("A victim who lives asks and waives for himself alone.")
    remedy = _("Choose this victim alone. What he says as an heir of another victim is written down as that heir’s.")


class NotAMistake(Problem):
    """A line that holds a step, or that a court wrote: no two people take it out (Q-23)."""

    code = "NOT_A_MISTAKE"
    status = 409
    title = _("Such a line is not taken out: it holds, or a court wrote it.")
    remedy = _("Record what is right as a further line. What holds ends by a judge’s ruling alone.")


class AnotherReader(Problem):
    """Whoever wrote a line that takes a protection away does not confirm it."""

    code = "ANOTHER_READER"
    status = 409
    title = _("Another person must read the paper and confirm this line.")
    remedy = _("Ask a colleague of the office, or the court that has the file. Until then what protects counts.")


class AnotherPerson(Problem):
    """Whoever says that a line was a mistake does not take it out."""

    code = "ANOTHER_PERSON"
    status = 409
    title = _("Another person must confirm that this line was a mistake.")
    remedy = _("Ask a colleague of the office, or the court that has the file.")


class CounselOfAnother(Problem):
    """Counsel of another heir of the same file, who may be the one that presses (G11)."""

    code = "COUNSEL_OF_ANOTHER_HEIR"
    status = 409
    title = _("This counsel already speaks for another heir of the file.")
    remedy = _("Ask each of the two heirs alone whether they want the same counsel, and tick it; or name another.")
