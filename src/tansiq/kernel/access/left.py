"""Whom an act would leave of the two institutions of oversight."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID


@dataclass(frozen=True)
class Watcher:
    """Somebody of oversight: an inspector or a judge’s delegate. `acts`: neither frozen, nor of an agency outside."""

    member_id: UUID
    role: str
    agency_id: UUID
    unit: str
    acts: bool


def leaves_nobody(
    watchers: Iterable[Watcher], taken: Collection[UUID], *, by: Literal["end", "rest", "agency"]
) -> bool:
    """Whether an act would leave an institution of oversight without anybody who could hear of it.

    Args:
        taken: members whom it takes away.
        by: `end` of a role or an account: each institution of whom it takes somebody keeps another. `rest`, until a
            role is confirmed anew: somebody is left who can do it. `agency`, suspended or frozen: an inspector is left.

    Where nobody else was ever named beside this one, there is no second institution: he is ended as anybody.
    """
    known = list(watchers)
    touched = {one for one in known if one.acts and one.member_id in taken}
    left = {one.role for one in known if one.acts and one.member_id not in taken}
    if not touched or (by != "agency" and len({one.member_id for one in known}) == 1):
        return False
    kept = {one.role for one in touched}
    if by == "agency":
        kept &= {"inspector"}
    return not left or (by != "rest" and not kept <= left)
