"""Refusing a file that, by what the reader declared, may be a relative's (W-2, E31)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tansiq.kernel.access import kin, queries
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import ConflictOfInterest


def is_kin(actor: Actor, parts: Mapping[str, str]) -> bool:
    """Whether the actor declared a relative of this name."""
    return actor.user_id is not None and bool(queries.kin_relations(actor.user_id, dict(parts)))


def kin_check(actor: Actor) -> Callable[[Mapping[str, str]], bool]:
    """The same for many names, of a declaration that is read once."""
    declared = queries.kin_blinds(actor.user_id) if actor.user_id is not None else frozenset[str]()
    # Most declared nobody: for them no name is read, and of a million reads none costs a digest.
    return lambda parts: bool(declared) and not declared.isdisjoint(kin.met(parts))


def require_no_kin(actor: Actor, parts: Mapping[str, str]) -> None:
    """Refuse to open the file of a declared relative; a family name alone refuses nothing.

    Raises:
        ConflictOfInterest: it may be one. The inspector is told.
    """
    if is_kin(actor, parts):  # rule: W-2, E31
        raise ConflictOfInterest
