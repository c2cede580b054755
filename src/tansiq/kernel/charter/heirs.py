"""heirs.yaml: the law of the heirs' right as dated rows, and what no pack may make of it.

The replay of `compartments.victims` reads these rows; it knows the codes, the pack says what the law of the place is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field, model_validator

from tansiq.kernel.charter.errors import BelowFloor
from tansiq.kernel.charter.schema import Confidence, Frozen, Row, Text

if TYPE_CHECKING:
    from tansiq.kernel.charter.charter import Charter

TRACKS: Final = ("qisas", "hadd", "tazir")
MIN_COOLING_OFF_DAYS: Final = 7
COURT_TASK_HOURS: Final = 24
MANY_WAIVERS: Final = 3
WAIT_FOR_MINORS: Final = frozenset({"no", "yes", "judge"})
# Every step that the replay may name, in the order in which it prints them.
STEPS: Final = (
    "CHARACTERISE", "TRACK_CHANGED", "FIND_HEIRS", "HEIRS_CERTIFICATE", "TWO_CERTIFICATES", "SHARES_DO_NOT_SUM",
    "SET_ON_A_CHILD", "AGE_TO_BE_RULED", "AGE_NOT_RECORDED", "RULE_ON_WAIVER", "VALIDATED_YET_REFUSED",
    "RULINGS_DIFFER", "TWO_VERSIONS", "COERCION_INQUIRY", "COERCION_INDICATORS", "SIGNED_BY_ANOTHER",
    "GUARDIAN_PARDON", "YOUNG_HEIR", "DEAD_HEIRS_WAIVER", "SHORT_COOLING_OFF", "MISSED_STEPS", "PROTECT_HEIR",
    "MINOR_HEIRS", "ALL_HEIRS_MINORS", "SHARE_PASSES", "OFFENDER_AMONG_HEIRS", "INHERITANCE_UNCLEAR",
    "REQUEST_RECORDED", "NO_HEIR_ASKS", "NOT_PRONOUNCED", "STAY", "SHARES_REMAIN", "PUBLIC_RIGHT", "AFTER_BAR",
    "OTHER_PENALTY", "OFFENDER_DIED", "PERSONS_RIGHTS", "CONDITIONS_PENDING", "CONDITION_BREACHED", "DIYA_OTHER_TABLE",
    "DIYA_TABLE_CHANGED", "PAID_TO_ANOTHER", "ACQUITTED",
)  # fmt: skip

# Signs of pressure that every pack must know, so that each can be written down and is counted.
INDICATORS: Final = (
    "no_reader", "same_witness", "two_versions", "beyond_own_case", "detention_or_military_place", "security_payment",
    "mediator_payment", "obtained_by_keeper", "near_surrender", "heir_absent", "lives_with_signer", "displaced",
    "phone_of_another", "all_cases", "accused_is_source",
)  # fmt: skip


# What no step says in any language: that somebody is due for anything, or that people are ordered by penalty.
NEVER_SAID: Final = re.compile(
    r"execution (?:is )?(?:due|ready)|(?:due|ready|eligible) for (?:execution|qisas|retaliation|the death)"
    r"|(?:sort|rank|order)(?:ed)? by (?:the )?penalty|death list"
    r"|(?:مستحق|مستوفٍ? شروط|جاهز|مؤهل) (?:لل|ل|ال)?(?:قصاص|إعدام|تنفيذ)|(?:قصاص|إعدام) مستحق"
    r"|التنفيذ (?:مستحق|واجب|جائز)|حان (?:موعد )?(?:ال)?(?:قصاص|تنفيذ|إعدام)|قائمة (?:ال)?إعدام",
    re.IGNORECASE,
)


class Track(Row):
    """A track of a charge before this law, and what a waiver can do to it.

    `reads`: tracks that this law does not know, and that a charge is read on when somebody characterised it so.
    """

    code: Literal["qisas", "hadd", "tazir"]
    waiver_drops: bool = Field(default=False, description="a validated waiver of one heir ends it for all")
    bars: bool = Field(default=False, description="it falls when the offender inherits any part of it")
    private_claim: bool = Field(default=False, description="a waiver touches the heir's own claim on it")
    reads: tuple[Literal["qisas", "hadd", "tazir"], ...] = ()


class HeirsStep(Row):
    """What is open for the court, with the article behind it; `settled` false: for the judge, never decided here."""

    who: Literal["court", "prosecution", "victims_office", "protection"]
    article: Text
    settled: bool

    @model_validator(mode="after")
    def _sure_of_what_is_settled(self) -> HeirsStep:
        if self.settled and self.confidence not in (Confidence.HIGH, Confidence.POLICY):  # rule: W-5
            raise ValueError("settled: only what was read, or our own rule, is settled")
        return self


class Diya(Row):
    """A sum of the diya table; shown as in force on a day, never as a debt."""

    kind: Literal["intentional", "mistake"]
    amount: int = Field(ge=1)
    currency: Text


class CoercionIndicator(Row):
    """What raises a flag, never a verdict. `words` are looked for in what a paper says of its place or its payment."""

    words: tuple[Text, ...] = ()
    beside_another: bool = Field(default=False, description="counts only beside another indicator")


class HeirsSetting(Row):
    """A figure or a choice of this law."""

    value: Text


class Heirs(Frozen):
    """heirs.yaml, list by list."""

    tracks: tuple[Track, ...]
    heirs_steps: tuple[HeirsStep, ...]
    diya_table: tuple[Diya, ...]
    coercion_indicators: tuple[CoercionIndicator, ...]
    heirs_settings: tuple[HeirsSetting, ...]

    def setting(self, code: str) -> str | None:
        """The value of a setting; None on a day before it began."""
        return next((row.value for row in self.heirs_settings if row.code == code), None)


def check(charter: Charter) -> None:
    """Hold the heirs' law of a pack against its floors; raises BelowFloor at the first that it misses."""
    heirs = charter.heirs
    for track in heirs.tracks:
        if track.waiver_drops and track.code != "qisas":  # rule: Q-02
            _refuse(track.code, "waiver_drops", "no heir waives a fixed penalty or the public right")
    for name in TRACKS:
        if not any(name in (track.code, *track.reads) for track in heirs.tracks):
            _refuse(name, "tracks", "is no track and is read on none")
    _check_settings(heirs)
    signs = {row.code for row in heirs.coercion_indicators}
    for code in INDICATORS:
        if code not in signs:  # rule: Q-10
            _refuse(code, "coercion_indicators", "is missing")
    for step in heirs.heirs_steps:
        if any(NEVER_SAID.search(text) for text in (step.name_ar, step.name_en)):  # rule: Q-21
            _refuse(step.code, "heirs_steps", "a step says what is open for the court, never that anything is due")
    known = {row.code for row in heirs.heirs_steps}
    for code in (*(step for step in STEPS if step not in known), *sorted(known - set(STEPS))):
        _refuse(code, "heirs_steps", "is missing" if code in STEPS else "no such step")


def _check_settings(heirs: Heirs) -> None:
    days = [row for row in heirs.heirs_settings if row.code == "COOLING-OFF-DAYS"]
    waits = [row for row in heirs.heirs_settings if row.code == "WAIT-FOR-MINORS"]
    tries = [row for row in heirs.heirs_settings if row.code == "TRIES-WITHOUT-REACHING"]
    many = [row for row in heirs.heirs_settings if row.code == "MANY-WAIVERS"]
    for row in days:
        if not row.value.isdecimal() or int(row.value) < MIN_COOLING_OFF_DAYS:  # rule: Q-10
            _refuse(row.code, "value", f"at least {MIN_COOLING_OFF_DAYS} days")
    for row in waits:
        if row.value not in WAIT_FOR_MINORS:  # rule: Q-08
            _refuse(row.code, "value", f"one of {', '.join(sorted(WAIT_FOR_MINORS))}")
    for row in many:
        if not row.value.isdecimal() or not 1 <= int(row.value) <= MANY_WAIVERS:  # rule: Q-10
            _refuse(row.code, "value", f"from 1 to {MANY_WAIVERS}")
    for row in tries:
        if not row.value.isdecimal() or int(row.value) < 1:
            _refuse(row.code, "value", "a number from 1")
    found = {"COOLING-OFF-DAYS": days, "WAIT-FOR-MINORS": waits, "MANY-WAIVERS": many, "TRIES-WITHOUT-REACHING": tries}
    for code, rows in found.items():
        if not rows:
            _refuse(code, "heirs_settings", "is missing")


def _refuse(row: str, field: str, why: str) -> None:
    raise BelowFloor(file="heirs.yaml", row=row, field=field, why=why)
