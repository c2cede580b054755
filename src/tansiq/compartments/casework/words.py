"""Words for what a chain of custody keeps as codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

KINDS: dict[str, Words] = {
    "found": _("Found"),
    "divided_from": _("Taken out of another exhibit"),
    "photographed": _("Photographed"),
    "rendered_safe": _("Made safe"),
    "left_in_place": _("Left in place"),
    "sealed": _("Sealed"),
    "opened": _("Seal opened"),
    "transferred": _("Handed over"),
    "gap": _("Break: in nobody’s hand"),
    "sampled": _("Sample taken"),
    "analysed": _("Analysed"),
    "in_court": _("Shown in court"),
    "divided": _("Part taken out"),
    "counted": _("Counted"),
    "noted": _("Noted"),
    "irregular": _("Against the rule, recorded"),
    "returned": _("Returned by order"),
    "destroyed": _("Destroyed by order"),
}
FLAGS: dict[str, Words] = {
    "FEWER_THAN_TWO_WITNESSES": _("Fewer than two witnesses saw it found"),
    "NEEDS_AUTHENTICATION": _("Collected by military: needs authentication by the prosecution"),
    "SEALED_ANOTHER_DAY": _("Entered on another day than it was found"),
    "LIVE_MOVED": _("Was moved while it could still go off"),
    "PHOTOGRAPH_WITHOUT_SCALE": _("A photograph has no scale"),
    "SAME_PHOTOGRAPH": _("The same photograph was sent before"),
}
FOUND_WORDS: dict[str, Words] = {
    "there": _("It is there"),
    "seal_broken": _("It is there; its seal is broken"),
    "missing": _("It is missing"),
}

CONDITIONS: dict[str, Words] = {
    "NO_COUNSEL": _("No counsel was present"),
    "UNLISTED_PLACE": _("The place is on no official list"),
    "NO_OFFER_OF_COUNSEL": _("Counsel was not offered"),
    "NO_RECORDING": _("It was not recorded"),
    "LONG_WITHOUT_BREAK": _("Longer without a break than our rule allows"),
    "CHILD_WITHOUT_GUARDIAN": _("A child without a guardian"),
    "MEDICAL_MISMATCH": _("The check after it shows what the one before did not"),
    "SAME_WORDS": _("Another person’s statement has the same words"),
    "CHRONOLOGY": _("It ended before it began: both times are kept"),
}
FITS: dict[str, Words] = {
    "for": _("Speaks for it"),
    "against": _("Speaks against it"),
    "neither": _("Neither"),
}
MARKS: dict[str, Words] = {
    "SERIAL_OF_ODD_LENGTH": _("The serial has an odd length: kept as it was read"),
    "SERIAL_OBLITERATED": _("The serial was made illegible"),
    "SERIAL_SEEN_BEFORE": _("The same serial was recorded in another incident"),
}


def word(words: dict[str, Words], code: str) -> str:
    """The words of a code; the code itself where nobody wrote any."""
    return str(words.get(code, code))
