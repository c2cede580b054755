"""How a file of cooperation moves, what makes a session usable, and what bars a plan: pure.

Source:
    capabilities s04; REP-01 to REP-10 name what each guard holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from tansiq.kernel import taint

# From each state, where the prosecution may move a file. A withdrawal is possible from every state that has not ended.
NEXT: Final[dict[str, tuple[str, ...]]] = {
    "approach": ("counsel",),
    "counsel": ("advised",),
    "advised": ("terms",),
    "terms": ("window",),
    "window": ("closed", "breach"),
    "closed": ("verification", "breach"),
    "verification": ("assessed", "breach"),
    "assessed": ("protection", "exited", "breach"),
    "protection": ("exited", "breach"),
    "exited": (),
    "breach": (),
    "withdrawn": (),  # rule: REP-08 -> "withdrawn": ("breach",),
    "child": (),
}
ENDED: Final = ("exited", "breach", "withdrawn", "child")
# Where no step leads: the person leaves, or turns out to be a child, from wherever the file stands.
LEAVES: Final = ("withdrawn", "child")
# Where a session of disclosure is planned: the terms were told, and the days run.
DISCLOSES: Final = ("window",)
# A session with somebody of whom a psychologist had said that he cannot be heard for now.
UNFIT: Final = "NOT_FIT"
# A session before the protection desk had assessed the danger. It happened: nobody is safer for its being thrown away.
UNASSESSED: Final = "NOT_ASSESSED"
# A session with a child, or with somebody of whom that is in doubt: nothing rests on it (REP-05).
YOUNG: Final = "CHILD_SOURCE"
AGES: Final = ("adult", "child", "doubtful")


def may_move(state: str, to: str) -> bool:
    """Whether a file in this state may be moved there by the prosecution."""
    return to in NEXT.get(state, ())


def is_ended(state: str) -> bool:
    return state in ENDED


def flags_of(
    *,
    counsel: bool,
    is_place_listed: bool,
    recording: str,
    longest_stretch_minutes: int,
    longest_minutes: int,
    began_at: datetime,
    ended_at: datetime,
    window: tuple[datetime, datetime] | None,
    is_unfit: bool = False,
    is_young: bool = False,
    is_unassessed: bool = False,
) -> tuple[str, ...]:
    """What is to be said of the conditions of a session that took place, in order. None of it refuses it (W-4).

    Args:
        counsel: present throughout.
        recording: hash of the recording, empty where there is none.
        longest_minutes: for how long the charter lets somebody be heard without a break.
        window: the days of disclosure, None where they have not begun.
        is_young: a child, or in doubt.
        is_unassessed: the protection desk had not assessed the danger when it began.
        is_unfit: the last psychologist who saw him before said that he cannot be heard.
    """
    found = taint.flags_of(
        counsel=counsel, recorded=bool(recording), listed=is_place_listed, child=False, guardian=False,
        stretch_minutes=longest_stretch_minutes, longest_minutes=longest_minutes, offered=True,
    )  # fmt: skip
    outside = window is None or not window[0] <= began_at <= window[1]
    return (
        *found,
        *([UNFIT] if is_unfit else []),
        *([YOUNG] if is_young else []),
        *([UNASSESSED] if is_unassessed else []),
        *(["OUTSIDE_WINDOW"] if outside else []),
        *(["CHRONOLOGY"] if ended_at < began_at else []),
    )


def is_usable(flags: Sequence[str]) -> bool:
    """Whether anything may rest on a session: never where counsel was missing, the place is on no list, a
    psychologist had said that he could not be heard, or he is a child.
    """
    if YOUNG in flags:  # rule: REP-05
        return False
    return not (UNFIT in flags or taint.is_quarantined(flags, [], []))  # rule: REP-10 -> return True


def standing_of_promise(*, is_performed: bool | None, due_on: date | None, today: date) -> str:
    """Where a promise stands: done, not done, late, or promised. It is late from the day after the one it was for.

    Args:
        is_performed: as it was said; None where nobody has said it.
        due_on: the day by which it is to be done, where one is named.
    """
    if is_performed is not None:
        return "performed" if is_performed else "not_performed"
    return "late" if due_on is not None and due_on < today else "promised"


def is_most(rank: int, *, most: int) -> bool:
    """Whether a benefit of this rank is within the highest rank that a responsibility leaves open (REP-04)."""
    return rank <= most
