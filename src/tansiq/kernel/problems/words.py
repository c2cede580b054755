"""What the code of a field says to whoever filled it in."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELD_WORDS: dict[str, str | Promise] = {
    "MISSING": _("This is missing."),
    "BAD_REFERENCE": _("Write 3 to 40 letters, digits, - and /."),
    "TOO_SHORT": _("Write at least 10 characters."),
    "TOO_SHORT_A_NAME": _("Write at least three letters."),
    "TOO_THIN": _("Say it in your own words: at least three different words, and no set phrase."),
    "UNSTORABLE": _("A control character stands in it that cannot be kept. Delete it, or type the text anew."),
    "TOO_LONG": _("This is too long."),
    "UNKNOWN": _("This is not on the list."),
    "UNKNOWN_KIND": _("This kind is not on the list."),
    "UNKNOWN_ROLE": _("There is no such role."),
    "OUT_OF_RANGE": _("This number cannot be."),
    "NO_VALUE": _("The number is missing."),
    "UNREADABLE": _("This cannot be read as what is asked for here."),
    "STANDS_ALREADY": _("This is how it stands already."),
    "NAME_STANDS": _("Another name stands in the file already. Leave this empty, or put the spelling right there."),
    "TAKEN": _("This number is taken."),
    "EXPIRED": _("This is not in force."),
    "WRONG": _("This is not today’s code."),
    "IN_PAST": _("This lies in the past."),
    "IN_FUTURE": _("This lies in the future."),
    "AFTER_DEATH": _("This person had died by then."),
    "TOO_LATE": _("This is later than it may be."),
    "TOO_OLD": _("This is too long ago."),
    "WITHIN_SEVEN_DAYS": _("At most seven days ago, and not in the future."),
    "AT_MOST_24_HOURS": _("A shift ends after it begins, and within 24 hours."),
    "WRONG_CODE": _("This code does not fit."),
    "SAME_PERSON": _("This is you."),
    "WITHIN_24_HOURS": _("Within the next 24 hours."),
    "BEFORE_START": _("The end comes after the start."),
    "TOO_LONG_A_TIME": _("This lasts longer than a plan may."),
    "TOO_WIDE": _("This is wider than a plan may be."),
    "NO_AREA": _("This is no area that can be drawn."),
    "NOT_THERE": _("The area does not lie in this district."),
    "LOCKED": _("This touches the heirs’ right."),
    "TOO_HIGH": _("This is more than is open to him."),
    "ONE_PERSON": _("One person a claim. Whoever was only named goes among the mentions."),
    "NO_COUNSEL": _("Counsel must be there; a word for nobody is no counsel."),
    "NO_INTERPRETER": _("Say who interprets."),
    "CHILD_IN_OPEN_COURT": _("A child is heard behind closed doors: say that nobody comes in."),
    "NO_SUCH_NUMBER": _("Nothing here has this number. Compare it with the paper."),
    "WRONG_DIGEST": _("This is not the digest of this form. Read it from the paper once more."),
    "OTHER_HEIR": _("That waiver is of another heir. Leave one of the two empty."),
    "OTHER_RECORD": _("This belongs to the other kind of responsibility. Leave it empty here."),
    "TWO_NAMES": _("Write at least two names."),
    "STRONG_IDENTIFIER_NEEDED": _("Give a national number, a passport or a fingerprint reference."),
}


# What Django's own fields say, in our words; the digits are the reader's.
AT_MOST: str | Promise = _("At most %(limit_value)s letters and signs. These are %(show_value)s.")
AT_LEAST: str | Promise = _("At least %(limit_value)s letters and signs. These are %(show_value)s.")
NOT_MORE: str | Promise = _("Not more than %(limit_value)s.")
NOT_LESS: str | Promise = _("Not less than %(limit_value)s.")
# Of a field that was filled: it is neither missing nor chosen from a list.
SAYS_TOO_LITTLE: str | Promise = _("This does not say what must be said here.")
NOT_FOUND: str | Promise = _("There is nothing like this here. Compare it with the paper.")


def field_words(code: str) -> str | Promise | None:
    """The words of a field's code; None where the refusal itself says it."""
    return FIELD_WORDS.get(code)
