"""Whom a decision is about: each app that keeps names tells them, and nobody decides about a relative whom he declared.

To authorise is refused; what happened is taken down, and the inspector is told (W-2, W-4, E31).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import models

from tansiq.kernel.access import kin
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as alarms
from tansiq.kernel.db import acting_as
from tansiq.names import names_within

Named = Callable[[models.Model, Actor], Iterable[Mapping[str, str]]]
KIN_WRITTEN, KIN_LISTED = "KIN-WRITTEN", "KIN-LISTED"
LONGEST_REFERENCE = 60
_NAMED: list[Named] = []


def register(named: Named) -> None:
    """Let an app tell the names of whoever a record of any app is about, by part or as `full`, as far as it knows."""
    if named not in _NAMED:
        _NAMED.append(named)


def is_about_kin(subject: models.Model, actor: Actor) -> bool:
    """Whether the record is about somebody whom the actor may have declared as a relative."""
    declared = _declared(actor)
    return bool(declared) and _is_among(declared, subject, actor)


def _declared(actor: Actor) -> frozenset[str]:
    return access.kin_blinds(actor.user_id) if actor.user_id is not None else frozenset()


def _is_among(declared: frozenset[str], subject: models.Model, actor: Actor) -> bool:
    names = (name for named in _NAMED for name in named(subject, actor))
    return any(not declared.isdisjoint(kin.met(name)) for name in names)


def require_no_kin(subject: models.Model, actor: Actor) -> None:
    """Refuse a decision about a declared relative.

    Raises:
        ConflictOfInterest: it may be about one.
    """
    if is_about_kin(subject, actor):  # rule: W-2, E31
        raise ConflictOfInterest


def tell_of_list(
    subjects: Iterable[models.Model], *, actor: Actor, now: datetime, reference: str, words: str = ""
) -> None:
    """Tell the inspector that a list showed a relative whom its reader declared; once, until that is closed.

    Args:
        words: by which the list was searched; whoever they name counts, found or not.
    """
    declared = _declared(actor)
    if not declared or not (  # rule: E31
        any(not declared.isdisjoint(kin.met({"full": name})) for name in names_within(words))
        or any(_is_among(declared, one, actor) for one in subjects)
    ):
        return
    # An alarm about what somebody did is not seen by him: the room looks whether it stands.
    with acting_as(actor.through("gateway")):
        if not alarms.stands_open(KIN_LISTED, acted_by=actor.user):
            clocks.tell(
                KIN_LISTED, role="inspector", now=now, reference=reference[:LONGEST_REFERENCE], acted_by=actor.user_id
            )


def tell_of_kin(subject: models.Model, *, actor: Actor, now: datetime, reference: str) -> None:
    """Tell the inspector that somebody wrote down a fact about a relative whom he declared."""
    if is_about_kin(subject, actor):  # rule: W-2, E31
        clocks.tell(
            KIN_WRITTEN, role="inspector", now=now, reference=reference[:LONGEST_REFERENCE],
            subject=(subject._meta.label_lower, subject.pk), acted_by=actor.user_id,
        )  # fmt: skip
