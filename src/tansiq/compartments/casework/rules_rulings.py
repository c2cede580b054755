"""When what a court said counts, what a hearing needs, and what stops everything that cannot be undone. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from tansiq.compartments.casework.rules_court import CLEARED, NO_PAPER, REMANDED, is_before_court

RELEASE, STAY, JUDGMENT = "release", "stay", "judgment"
FIRST = "first"
DEATH, UNSAID, CONVICTED, TAZIR = "death", "unsaid", "convicted", "tazir"
PENALTY_NOT_ENTERED = "PENALTY_NOT_ENTERED"
JUDGE_NOT_NAMED, CHARGES_NOT_ENTERED = "JUDGE_NOT_NAMED", "CHARGES_NOT_ENTERED"
NOT_INDICTED, NOT_BY_JUDGMENT, NOT_THIS_LEVEL = "NOT_INDICTED", "NOT_BY_JUDGMENT", "NOT_THIS_LEVEL"
RATIFICATION = "RATIFICATION"
# States in which a judgment leaves a charge.
_RULED: Final = CLEARED | {CONVICTED, REMANDED}
EXECUTION, RATIFICATION_SENT = "execution", "ratification_sent"
# The step that remains when every paper is there: a court speaks. Nothing else ever follows from papers.
COURT_SPEAKS: Final = "COURT_SPEAKS"


def lacking_of(kind: str, *, judge: str, has_outcomes: bool) -> tuple[str, ...]:
    """What a ruling lacks that was written down all the same: who said it, or of which charges a judgment speaks (W-4).

    Nothing against the person follows before it is completed.
    """
    found = {JUDGE_NOT_NAMED: not judge, CHARGES_NOT_ENTERED: kind == JUDGMENT and not has_outcomes}
    return tuple(code for code, is_so in found.items() if is_so)


def is_deadly(kind: str, penalty: str, outcomes: Mapping[str, str], tracks: Mapping[str, Collection[str]]) -> bool:
    """Whether what a court said is a sentence of death, or may be one as far as anybody wrote down (JUD-08, W-5).

    Args:
        outcomes: what it says of each charge; empty where nobody wrote down of which.
        tracks: on which each charge was ever characterised. One that was on none may cost a life, until somebody says
            that it does not.
    """
    if penalty != UNSAID or kind != JUDGMENT:  # rule: JUD-08, W-5 -> if True:
        return penalty == DEATH
    convicted = [charge for charge, one in outcomes.items() if one == CONVICTED]
    return not outcomes or any(set(tracks.get(charge, ())) != {TAZIR} for charge in convicted)


def flags_of(
    kind: str, level: str, *, states: Iterable[str], outcomes: Collection[str], penalty: str = ""
) -> tuple[str, ...]:
    """What is wrong with a ruling that is written down: whatever it is, it is kept and says so (W-4).

    Args:
        states: of the charges that it speaks of, before it.
        outcomes: what it says of them.
    """
    found = {
        NOT_INDICTED: not all(is_before_court(state) for state in states),
        NOT_BY_JUDGMENT: bool(outcomes) and kind != JUDGMENT,
        NOT_THIS_LEVEL: REMANDED in outcomes and level == FIRST,
        PENALTY_NOT_ENTERED: penalty == UNSAID,
    }
    return tuple(code for code, is_so in found.items() if is_so)


def counts(kind: str, outcome: str, *, has_paper: bool, is_complete: bool, level: str = "") -> bool:
    """Whether what a court said has its effect: for liberty from its word, against a person with its paper (Q-26).

    A judgment alone changes what becomes of a charge: an appeal that is filed, a ratification and an order leave it
    where it stands. It is sent back by a court above the first alone.

    Args:
        outcome: of one charge; empty where the ruling is about none.
        has_paper: number and hash of the document are there.
        is_complete: it is written down who said it and, of a judgment, of which charges.
    """
    if outcome and kind != JUDGMENT:  # rule: JUD-03
        return False
    if outcome == REMANDED and level == FIRST:
        return False
    for_liberty = outcome in CLEARED or (not outcome and kind in (RELEASE, STAY))  # rule: Q-26 -> for_liberty = False
    return for_liberty or (has_paper and is_complete)


def frees(kind: str, outcomes: Collection[str], states: Iterable[str]) -> bool:
    """Whether what a court said sets somebody free: an order does; a judgment does when nothing is left before a court.

    Args:
        outcomes: of the charges that this judgment is about.
        states: of all charges against the person, after it.
    """
    if kind == RELEASE:
        return True
    return kind == JUDGMENT and bool(set(outcomes) & CLEARED) and not any(is_before_court(state) for state in states)


def state_flags(state: str, *, is_ruled: bool, was_indicted: bool, has_paper: bool) -> tuple[str, ...]:
    """What is wrong with the state in which a court left a charge, said wherever that state is shown (W-4, JUD-02).

    Args:
        is_ruled: a judgment says so; what the prosecution dropped it dropped.
        was_indicted: people brought the charge before a court.
        has_paper: number and file of that judgment are there.
    """
    if not is_ruled or state not in _RULED:
        return ()
    found = {NOT_INDICTED: not was_indicted, NO_PAPER: not has_paper}
    return tuple(code for code, is_so in found.items() if is_so)  # rule: JUD-02 -> return ()


def hearing_faults(
    *, has_counsel: bool, needs_interpreter: bool, has_interpreter: bool, is_child: bool, is_open: bool
) -> tuple[str, ...]:
    """What a fair hearing lacks: no plan passes with any of it, and one that took place says so (G23, W-4).

    Args:
        is_child: one of the accused was, or may have been, under 18 at the act.
    """
    found = {
        "NO_COUNSEL": not has_counsel,
        "NO_INTERPRETER": needs_interpreter and not has_interpreter,
        "CHILD_IN_OPEN_COURT": is_child and is_open,
    }
    return tuple(code for code, is_so in found.items() if is_so)


def death_stands(said: Sequence[tuple[str, str, bool]]) -> bool:
    """Whether a sentence of death stands, spoken or written: a hold begins with the word, and ends with a paper (W-5).

    Args:
        said: judgments in their order: kind, penalty, whether it counts.
    """
    stands = False
    for kind, penalty, is_counted in said:
        if penalty == DEATH:
            stands = True
        elif kind == JUDGMENT and is_counted:
            stands = False
    return stands


def step_waits(kind: str, *, is_stopped: bool, death_stands: bool, is_ratified: bool) -> bool:
    """Whether a step that cannot be undone waits for the court. That it does not wait never says that it is due.

    Args:
        kind: of the step; `EXECUTION`, `RATIFICATION_SENT` or another.
        is_stopped: a stop stands on the case, whatever its cause.
        death_stands, is_ratified: of the sentence, where the step is about one.
    """
    if is_stopped:  # rule: Q-23, JUD-08
        return True
    lacks = {RATIFICATION_SENT: not death_stands, EXECUTION: not (death_stands and is_ratified)}
    return lacks.get(kind, False)  # rule: JUD-08 -> return False


def cards_open(cards: Iterable[str], met: Mapping[str, bool], *, is_sent: bool) -> tuple[str, ...]:
    """Stop-cards that lack, in the order of the charter; any of them stops (JUD-08).

    Args:
        met: the last paper of each card that was filed: whether it says what the card asks for.
        is_sent: the file was sent for ratification; before that its number cannot be there.
    """
    asked = [code for code in cards if is_sent or code != RATIFICATION]
    return tuple(code for code in asked if not met.get(code, False))  # rule: JUD-08, G19 -> return ()


def open_steps(cards: Iterable[str], met: Mapping[str, bool], *, is_sent: bool) -> tuple[str, ...]:
    """What is open for the court. When every paper is there a judge speaks: papers never say that anything is due."""
    lacking = cards_open(cards, met, is_sent=is_sent)
    return lacking or (COURT_SPEAKS,)  # rule: Q-21 -> return lacking


def may_enter_return(*, is_killing_alleged: bool, has_letter: bool) -> bool:
    """Whether somebody may enter the return track: where a killing is alleged, only with the prosecution's letter."""
    return has_letter or not is_killing_alleged
