"""What a decision of a court file says to whom it concerns: plain words, short sentences, no code (G26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Told:
    """One kind of decision with one outcome.

    Attributes:
        what: what was decided.
        until: until when it stands, where it carries no day of its own.
        objection: what whoever does not agree can do.
    """

    what: Words
    until: Words
    objection: Words


_ASK_AGAIN = _(
    "You may tell the prosecution in your own words what is wrong in it. You may bring counsel and papers. It costs"
    " nothing. The prosecution looks at it again and gives you its answer."
)
_BEFORE_COURT = _(
    "The court hears you. You may answer everything there, with counsel. You may name papers and witnesses that speak"
    " for you. If you have no counsel, say so: the court names one."
)
_TO_COURT = _(
    "You may object before the court that ruled, or before the court above it. Counsel helps you with the days within"
    " which that must be done. If you have no counsel, say so: the court names one."
)
_HEIRS_TOO = _(
    "Whoever was harmed, and the heirs of whoever was killed, may object before the prosecution and before the court."
    " The victims’ office helps them. It costs nothing."
)
_UNTIL_COURT = _("It stands until a court has ruled on it.")
_UNTIL_ANEW = _("It stands until the prosecution decides otherwise, with reasons.")
_UNTIL_REVIEW = _("It stands for now. The prosecution looks at it again within a year.")

# By kind, then by outcome; an outcome that stands not here is said by the one under the empty word.
TOLD: Final[Mapping[str, Mapping[str, Told]]] = {
    "casework.charge": {
        "investigated": Told(_("The investigation of this act is finished. Whether it is enough is not decided."),
                             _UNTIL_REVIEW, _ASK_AGAIN),
        "sufficient": Told(_("The prosecution finds that there is enough to bring this act before a court."),
                           _UNTIL_REVIEW, _ASK_AGAIN),
        "insufficient": Told(_("The prosecution finds that there is not enough to bring this act before a court."),
                             _UNTIL_REVIEW, _HEIRS_TOO),
        "indicted": Told(_("The prosecution brings this act before a court. It is not proven: the court decides."),
                         _UNTIL_COURT, _BEFORE_COURT),
        "discontinued": Told(_("The prosecution ends this matter. Nothing is brought before a court for this act."),
                             _UNTIL_ANEW, _HEIRS_TOO),
    },
    "casework.charge_reviewed": {
        "": Told(_("The prosecution has looked again. The act is still alleged, and not proven."),
                 _UNTIL_REVIEW, _ASK_AGAIN),
    },
    "casework.charge_victims": {
        "": Told(_("The prosecution says that this act harmed further people. It is not proven."),
                 _UNTIL_ANEW, _ASK_AGAIN),
    },
    "casework.characterised": {
        "": Told(_("It was said under which part of the law this act is looked at. It says nothing of guilt."),
                 _("It stands until a judge says otherwise."), _BEFORE_COURT),
    },
    "casework.letter": {
        "charged": Told(_("The prosecution brings charges."), _UNTIL_COURT, _BEFORE_COURT),
        "not_charged": Told(_("The prosecution brings no charge."), _UNTIL_ANEW, _HEIRS_TOO),
        "open": Told(_("The prosecution goes on investigating. It has not decided yet."), _UNTIL_ANEW, _ASK_AGAIN),
    },
    "casework.settlement": {
        "": Told(_("A settlement with the families named here is recorded. It takes no right from any other family."),
                 _("No last day is written down."), _HEIRS_TOO),
    },
    "casework.stop_ruled": {
        "": Told(_("A judge has ruled that the stop of this file ends. Another stop may still stand."),
                 _("It holds from the day of the ruling."), _TO_COURT),
    },
    "casework.ratification": {
        "": Told(_("The file is sent to the authority that must confirm the sentence. Until a court has spoken again"
                   " everything waits."), _("It stands until that authority has answered and a court has spoken."),
                 _TO_COURT),
    },
    "casework.step": {
        "execution": Told(_("A day is set for carrying out the sentence. A court can stop it until the last moment."),
                          _("It holds for the day that stands here, unless a court speaks before."), _TO_COURT),
        "remains": Told(_("A day is set on which the remains are released. A court can stop it before."),
                        _("It holds for the day that stands here, unless a court speaks before."), _HEIRS_TOO),
        "certificate": Told(_("A day is set for closing the certificate of the heirs. A court can stop it before."),
                            _("It holds for the day that stands here, unless a court speaks before."), _HEIRS_TOO),
        "called_off": Told(_("What was planned for the day that stands here does not take place."),
                           _("It holds until something else is planned, with reasons."), _TO_COURT),
    },
    "casework.hearing": {
        "planned": Told(_("A hearing is set."), _("It holds for the day and hour that stand here."), _BEFORE_COURT),
        "moved": Told(_("The hearing was moved. The new day and hour stand here."),
                      _("It holds for the day and hour that stand here."), _BEFORE_COURT),
        "cancelled": Told(_("The hearing does not take place. You need not come."),
                          _("You are told when another hearing is set."), _BEFORE_COURT),
    },
    "casework.return_open": {
        "": Told(_("Nothing of the prosecution keeps this person from the return track. It promises nothing."),
                 _UNTIL_ANEW, _HEIRS_TOO),
    },
}  # fmt: skip

# That a stop was of this file the court alone reads; everybody else reads the stop.
COURTS_ALONE: Final = frozenset({"casework.stop_ruled"})
WHO: Final[Mapping[str, Words]] = {
    "casework.court": _("The court decided it on %(day)s. Entered by: %(by)s."),
    "casework.open": _("The prosecution decided it on %(day)s. Signed by: %(by)s."),
    "casework.record": _("The investigation said it on %(day)s. Signed by: %(by)s."),
}
# What is written down of a decision that somebody else made.
WITNESSED: Words = _("It was said on %(day)s, and is written down here as it was. Entered by: %(by)s.")


def told_of(kind: str, outcome: str) -> Told | None:
    """What a decision says; None for one of which no sheet is made."""
    outcomes = TOLD.get(kind, {})
    return outcomes.get(outcome) or outcomes.get("")
