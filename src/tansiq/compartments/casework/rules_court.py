"""What of a charge may follow what, and what may never stand for an act. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tansiq.kernel.charter.folding import fold

RECORDED, INVESTIGATED, SUFFICIENT, INSUFFICIENT = "recorded", "investigated", "sufficient", "insufficient"
INDICTED, TRIED, CONVICTED = "indicted", "tried", "convicted"
ACQUITTED, DISCONTINUED, REMANDED = "acquitted", "discontinued", "remanded"
# From the indictment on it stands before a court (JUD-02).
BEFORE_COURT: Final = frozenset({INDICTED, TRIED, REMANDED, CONVICTED})
CLEARED: Final = frozenset({ACQUITTED, DISCONTINUED})
INVESTIGATOR, PROSECUTOR = "casework.record", "casework.open"
# What people may plan: from where to where, and which permission. What a court said comes by its record alone.
_STEPS: Final[Mapping[str, Mapping[str, str]]] = {
    RECORDED: {INVESTIGATED: INVESTIGATOR, DISCONTINUED: PROSECUTOR},
    INVESTIGATED: {SUFFICIENT: PROSECUTOR, INSUFFICIENT: PROSECUTOR, DISCONTINUED: PROSECUTOR},
    INSUFFICIENT: {INVESTIGATED: INVESTIGATOR, DISCONTINUED: PROSECUTOR},
    SUFFICIENT: {INDICTED: PROSECUTOR, INSUFFICIENT: PROSECUTOR, DISCONTINUED: PROSECUTOR},
}
SHORTEST_ACT = 10
KILLED = "killed"
NO_PAPER = "NO_PAPER"
# What leads before what; what nobody wrote down leads before nothing.
_YOUNGEST: Final = ("child", "doubtful", "adult", "unknown")


def steps_from(state: str) -> Mapping[str, str]:
    """States that people may bring a charge to from this one, each with the permission that it takes.

    Source:
        Specification 5.3: recorded, investigated, sufficient or not, indicted; from there on a court speaks.
    """
    return _STEPS.get(state, {})


def is_before_court(state: str) -> bool:
    """Whether an allegation stands as a charge before a court; before that nobody has decided anything (JUD-02)."""
    return state in BEFORE_COURT  # rule: JUD-02 -> return True


def has_blood_on_hands(states: Iterable[tuple[str, bool]]) -> bool:
    """Whether a killing stands before a court; `states` are states of charges, each with whether it is of a killing."""
    return any(is_killing and is_before_court(state) for state, is_killing in states)


def says_rank_alone(words: str, phrases: Iterable[str]) -> bool:
    """Whether words name a rank and no act: what remains without them is under ten letters (JUD-01).

    Args:
        words: as typed.
        phrases: words for a rank, of the charter.
    """
    left = f" {fold(words)} "
    for phrase in sorted((fold(one) for one in phrases), key=len, reverse=True):
        left = left.replace(f" {phrase} ", "  ")
    return len("".join(left.split())) < SHORTEST_ACT


def attribution_missing(*, is_command: bool, own_part: str, knew: str, could: str) -> tuple[str, ...]:
    """What an allegation lacks before it says how somebody answers for this one act (JUD-06).

    What he did himself and what he commanded are two records: a commander answers for what he knew of this act and
    could have prevented, everybody else for his own part, and nobody for all acts of a group.

    Returns:
        Fields that are missing, or that belong into the other record.
    """
    needed = {"knew": knew, "could": could} if is_command else {"own_part": own_part}
    others = {"own_part": own_part} if is_command else {"knew": knew, "could": could}
    missing = [name for name, words in needed.items() if len(words.strip()) < SHORTEST_ACT]
    return (*missing, *(name for name, words in others.items() if words.strip()))


def leading_age(said: Sequence[tuple[str, bool]]) -> str:
    """Which age at the act leads: the youngest that was said since a judge last ruled on it, the ruling among them.

    Args:
        said: in their order, the first entry first: the age, and whether a judge has ruled so.

    Source:
        Q-16 and W-5: nothing that was said is overwritten, and the doubt is the person's until a judge rules.
    """
    since = max((place for place, (_, is_ruling) in enumerate(said) if is_ruling), default=0)
    ages = [age for age, _ in said[since:]]
    return min(ages, key=_YOUNGEST.index)  # rule: Q-16 -> return ages[-1]


def leading_harm(said: Sequence[tuple[str, bool]]) -> str:
    """What became of a victim, as it leads: killed, once anybody has said so since a court last spoke of it.

    Else the last word counts. No later word but a court's makes somebody alive again: what a killing asks for is asked
    for (4.3), and no clerk alone takes it away.

    Args:
        said: in their order, the first entry first: the harm, and whether a court has said so.
    """
    since = max((place for place, (_, is_court) in enumerate(said) if is_court), default=0)
    harms = [harm for harm, _ in said[since:]]
    return KILLED if KILLED in harms else harms[-1]


def takes_victims(state: str) -> bool:
    """Whether the prosecution may still say whom else an act harmed: until a court has spoken of the act."""
    return bool(steps_from(state)) or state in (INDICTED, TRIED, REMANDED)


def is_in_place_of(made: tuple[str, bool], earlier: tuple[str, bool] | None) -> bool:
    """Whether what was said of a track later takes the place of what was said earlier.

    What a court said stands until a court says otherwise, and without its paper it takes nobody's place (Q-26).

    Args:
        made, earlier: who said it, `court` or `prosecution`, and whether its paper is there.
    """
    by, has_paper = made
    if earlier is None:
        return True
    return has_paper and (by == "court" or earlier != ("court", True))  # rule: JUD-03, Q-26 -> return True


def may_be_child(age_at_act: str) -> bool:
    """Whether somebody was, or may have been, under 18 at the act: whoever is no adult by a paper.

    An age that nobody wrote down is a doubt, and the doubt is the person's (Q-16, W-5).
    """
    return age_at_act != "adult"  # rule: Q-16, G6 -> return age_at_act in ("child", "doubtful")


def is_new_doubt(before: str, leads: str) -> bool:
    """Whether a doubt about the age came that was not there: what was set or said before then stops anew (Q-16)."""
    young = ("child", "doubtful")
    return leads in young and before not in young


def may_be_set(track: str, age_at_act: str) -> bool:
    """Whether anybody may plan this track: never retaliation for who was, or may have been, under 18 (Q-16)."""
    return not (track == "qisas" and may_be_child(age_at_act))


def disclosed(evidence: Sequence[str], exculpatory: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Numbers that the defence is given, each with the side on which it stands; sides take turns (JUD-07)."""
    sides = (evidence, exculpatory)  # rule: JUD-07 -> sides = (evidence, ())
    most = max(map(len, sides))
    names = ("for", "against")
    return tuple(
        (names[side], rows[place]) for place in range(most) for side, rows in enumerate(sides) if place < len(rows)
    )


def without_record(victims: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Victims whose heirs have no record of their own, none or another's; labels, with the number of each (JUD-05)."""
    numbers = [record.strip() for _, record in victims]
    return tuple(
        label for (label, _), number in zip(victims, numbers, strict=True) if numbers.count(number) > 1 or not number
    )
