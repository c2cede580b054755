from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class NoName(Problem):
    """A kit needs at least one part of a name or an identifier."""

    code = "NO_NAME"
    title = _("Give a name or an identifier.")
    remedy = _("Write the name in the parts you heard. A number from a paper is enough as well.")


class WhichCalendar(Problem):
    """A date of birth that can be read in two calendars or two ways."""

    code = "WHICH_CALENDAR"
    title = _("It is not clear which calendar or which order of day and month is meant.")
    remedy = _("Write year-month-day, and add h or هـ for a Hijri date, for example 1420h or 1999-05-03.")


class ImpossibleDate(Problem):
    """A date of birth that does not exist or lies in the future."""

    code = "IMPOSSIBLE_DATE"
    title = _("There is no such date.")
    remedy = _("Write what is known: the year alone is enough.")


class BadIdentifier(Problem):
    """An identifier of an unknown kind, or empty."""

    code = "UNKNOWN_IDENTIFIER"
    title = _("This kind of identifier is not on the list.")
    remedy = _("Use the national number, passport, family book, redress number, slip number or fingerprint reference.")


class ClearedPerson(Problem):
    """A record against somebody who holds a protective number (G18). The inspector is told: numbers could be tried."""

    code = "CLEARED_PERSON"
    status = 409
    notify_oversight = True
    title = _("This identity is protected by a number that was issued after a check.")
    remedy = _("Call the joint room and give the reference below. Nothing was stored.")


class FamilyLink(Problem):
    """A link of kinship between two kits (RL-06, G12)."""

    code = "NO_FAMILY_LINK"
    title = _("Kinship is not recorded: only whether two records mean the same person.")
    remedy = _("Judge the pair “the same person” or “different persons”.")


class NotFaceToFace(Problem):
    """A slip without a face-to-face check of identity."""

    code = "NOT_FACE_TO_FACE"
    title = _("A slip is issued only after seeing the person and the papers.")
    remedy = _("Meet the person, check the papers, then issue the slip.")
