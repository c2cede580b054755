from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class NoPurpose(Problem):
    """A person is asked about or read without a purpose and a reference that say why."""

    code = "NO_PURPOSE"
    title = _("Say why you ask: a purpose from the list and the reference of the task.")
    remedy = _(
        "Choose the purpose and give the case, task or order number it belongs to. “Follow-up” is not a purpose."
    )


class OwnAct(Problem):
    """Whoever acted, or read, judges it himself: nobody else audits the inspector (W-2, G14)."""

    code = "OWN_ACT"
    status = 409
    title = _("This is about what you did yourself.")
    remedy = _("Leave it to another inspector. You can neither judge, ask about nor erase what you did.")


class NotSealed(Problem):
    """The log has no checkpoint of such a size."""

    code = "NOT_SEALED"
    status = 404
    title = _("The sealed log does not reach so far.")
    remedy = _("Ask for entries below its size. What was written just now is sealed within five minutes.")


class TooManyWords(Problem):
    """More entries with their words than may leave at once (RL-09)."""

    code = "TOO_MANY_WORDS"
    title = _("So many entries do not leave with their words.")
    remedy = _(
        "Give a narrower range, of at most 500 entries, or leave the words out: the log can be verified without."
    )


class LogForked(Problem):
    """A log shows two histories: a checkpoint does not continue the one that was seen before."""

    code = "LOG_FORKED"
    status = 409
    title = _("This log was rewritten: it does not continue what was seen of it before.")
    remedy = _(
        "Nothing was cosigned. Both checkpoints are kept as evidence. Tell the inspectorates of both places now."
    )


class NotTheNext(Problem):
    """A bundle does not begin where the witness stands."""

    code = "NOT_THE_NEXT"
    status = 409
    title = _("The bundle does not begin at the checkpoint that is kept here.")
    remedy = _("Ask for a bundle from the size that is kept: tansiq audit bundle FILE --since SIZE.")


class KeyUnknown(Problem):
    """A log or witness is met for the first time, and nobody said by which key it is known."""

    code = "KEY_UNKNOWN"
    title = _("The key of this log or witness is not known here.")
    remedy = _("Give it once with --vkey, as its inspectorate read it out to you, not as it came with the file.")


class NotOurs(Problem):
    """A cosignature is not good, or not of a checkpoint of this log."""

    code = "NOT_OURS"
    title = _("This is no good cosignature of a checkpoint of this log.")
    remedy = _("Send the witness a new bundle and take in the answer as it comes back, unchanged.")
