"""Words of what is offered, charged and heard: of files of cooperation, and of the court file."""

from __future__ import annotations

from pydantic import Field

from tansiq.kernel.charter.schema import Row, Text


class CooperationBenefit(Row):
    """What may be offered for cooperation; a higher rank is worth more to whoever gets it."""

    rank: int = Field(ge=0, le=9)


class CooperationResponsibility(Row):
    """How much of what happened somebody answers for, and the highest rank of benefit that is open to him.

    Source:
        REP-04.
    """

    order: int = Field(ge=0, le=9, description="a higher one answers for more")
    most: int = Field(ge=0, le=9, description="highest rank of benefit")


class ClaimValue(Row):
    """What a verified claim was worth, and the rank of benefit that it reaches."""

    reaches: int = Field(ge=0, le=9)


class WithdrawalTerm(Row):
    """What becomes of statements when somebody withdraws, as he is told at the start."""

    stays_usable: bool


class CooperationCameBy(Row):
    """How somebody came to the prosecution; what was said in confidence leads nobody to him."""

    is_confidential: bool = False


class PromiseText(Row):
    """One version of the words that are read out before anything is promised."""

    text_ar: Text
    text_en: Text


class LiabilityMode(Row):
    """In which way somebody is said to answer for one act; `is_command` for the act of another (JUD-06)."""

    is_command: bool = False


class ProofStandard(Row):
    """How far the evidence for an allegation reaches."""


class StopCard(Row):
    """What must be in hand before anything that cannot be undone; any that lacks stops it (JUD-08)."""


class HearingKind(Row):
    """What a hearing is for."""
