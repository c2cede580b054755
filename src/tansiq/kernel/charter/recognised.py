"""Lists of words and patterns by which something is recognised in what people write."""

from __future__ import annotations

import re

from pydantic import Field, field_validator

from tansiq.kernel.charter.schema import Row, Text


class Recognised(Row):
    """Something that is recognised in words. `patterns` are regular expressions over folded text (`folding.fold`)."""

    words: tuple[Text, ...] = ()
    patterns: tuple[Text, ...] = ()

    @field_validator("patterns")
    @classmethod
    def _compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as fault:
                raise ValueError(f"{pattern!r} is no pattern: {fault}") from fault
        return patterns


class NonGround(Recognised):
    """What never makes anybody a suspect."""


class HazardContent(Recognised):
    """What says how a device is built: it stands on no paper that leaves the room of the case.

    Source:
        EVD-11 and the bad input of s02.
    """


class LockedTerm(NonGround):
    """What no term of a cooperation file may touch: the heirs' right, by the words in which it is spoken of.

    Source:
        REP-01.
    """


class ConfidentialSource(NonGround):
    """What was said in confidence, by the words in which it is spoken of: no claim is verified with it.

    Source:
        REP-06.
    """


class Boilerplate(Row):
    """Set phrases that give no reason."""

    phrases: tuple[Text, ...] = Field(min_length=1)


class RankWords(Boilerplate):
    """Words that describe a rank; they are no act (JUD-01)."""
