"""What the gateway may learn of cases: whether one bears a number, and which numbers somebody who is held has there.

The room that has the cases registers how. Nothing of it leaves the gateway: a stop holds or not, and the inspector is
told of a number that no case bears.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from tansiq.people.rules import canonical

_BEARS: list[Callable[[str], bool]] = []
_OF_DETENTION: list[Callable[[str], Iterable[str]]] = []


def register(*, bears: Callable[[str], bool], of_detention: Callable[[str], Iterable[str]]) -> None:
    """Say how a room looks cases up; both run under the name of the gateway.

    Args:
        bears: whether a case has this number, given as `key` makes it.
        of_detention: numbers of the cases in which a number of the register of detentions stands.
    """
    _BEARS.append(bears)
    _OF_DETENTION.append(of_detention)


def key(reference: str) -> str:
    """A reference of a case as it is compared, on both sides: without case, spaces and marks, its digits Western."""
    return canonical(reference)


def spelled(reference: str) -> str:
    """A reference as two entries of it are told apart: its marks stay, for 12/3/2024 is another case than 1/23/2024."""
    text = unicodedata.normalize("NFKC", reference).upper()
    kept = (one for one in text if not one.isspace() and unicodedata.category(one) != "Cf")
    return "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in kept)


def is_checkable(reference: str) -> bool:
    """Whether anything is compared at all: a sign without a letter or digit binds nobody's case."""
    return bool(key(reference))


def is_known(reference: str) -> bool:
    """Whether any case bears this number; not, where no room has registered."""
    folded = key(reference)
    return bool(folded) and any(bears(folded) for bears in _BEARS)


def keys_of(references: Iterable[str], *, detention: str = "") -> set[str]:
    """Keys under which a stop would hold: of what was typed, and of the cases in which the detention stands."""
    said = list(references)
    if detention.strip():
        said += [number for find in _OF_DETENTION for number in find(detention.strip().upper())]
    return {folded for one in said if (folded := key(one))}
