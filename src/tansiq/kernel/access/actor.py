"""The actor: who does what is done, carried by every action and stamped into every transaction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from tansiq.kernel.access.errors import Reauthenticate
from tansiq.kernel.access.rules import DECISIONS, Standing, permissions_of
from tansiq.kernel.db import Principal
from tansiq.kernel.problems import NotPermitted


@dataclass(frozen=True)
class Actor:
    """A member acting for an agency, or a system actor with a name.

    Attributes:
        agency_id: the member's agency, whatever its standing.
        agency_ids: agencies whose rows exist for the actor; empty while the agency is suspended.
        recall_agency_ids: agencies whose recalls reach the actor; holds on while suspended.
        roles: granted roles, none while the agency is suspended.
        granted: granted roles, whatever the agency's standing; they say how the member signs in, and permit nothing.
        is_stale: the last proof of who acts is too old for a decision.
        hold: why the account itself reads nothing: `frozen` or `unreviewed`; empty where it does.
        staff_number: what other agencies see in place of the name (G27).
        channel: `phone` where the person decides by a code over the phone, and another has typed it.
        typed_by: the member who typed it.
    """

    user_id: UUID | None = None
    member_id: UUID | None = None
    handle: str = ""
    name: str = ""
    agency_id: UUID | None = None
    agency_name: str = ""
    standing: Standing = Standing.ACCREDITED
    agency_ids: tuple[UUID, ...] = ()
    recall_agency_ids: tuple[UUID, ...] = ()
    roles: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()
    system: str = ""
    is_stale: bool = False
    hold: str = ""
    staff_number: str = ""
    channel: str = "desk"
    typed_by: UUID | None = None
    permissions: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "permissions", permissions_of(self.roles))

    @property
    def principal(self) -> Principal:
        """How the backend stamps the actor into a transaction."""
        return Principal(
            user_id=self.user_id,
            agency_ids=self.agency_ids,
            recall_agency_ids=self.recall_agency_ids,
            roles=tuple(sorted(self.roles)),
            system=self.system,
        )

    def has(self, permission: str) -> bool:
        """Whether a role of the actor holds the permission."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Refuse unless a role of the actor holds the permission.

        Raises:
            NotPermitted: it does not.
            Reauthenticate: it decides about a person, and the actor's last proof of who they are is too old.
        """
        if not self.has(permission):
            raise NotPermitted
        if permission in DECISIONS:
            self.require_fresh()

    def require_fresh(self) -> None:
        """Refuse an act that needs a recent proof of who acts.

        Raises:
            Reauthenticate: the last one is too old.
        """
        if self.is_stale:
            raise Reauthenticate

    def shut_out(self) -> Actor:
        """The same person while the sign-in is not complete: no agency, no role, no row of anybody else."""
        return replace(self, agency_ids=(), recall_agency_ids=(), roles=frozenset())

    def through(self, system: str) -> Actor:
        """The same person acting through a system actor: what the room sees, they do not; the log names both."""
        return replace(self, system=system)

    @property
    def member(self) -> UUID:
        """The member who acts.

        Raises:
            NotPermitted: the actor is no person.
        """
        if self.member_id is None:
            raise NotPermitted
        return self.member_id

    @property
    def user(self) -> UUID:
        """The account that acts.

        Raises:
            NotPermitted: the actor is no person.
        """
        if self.user_id is None:
            raise NotPermitted
        return self.user_id

    @property
    def home(self) -> UUID:
        """The agency that new records belong to.

        Raises:
            NotPermitted: the actor has no agency, or its agency is suspended.
        """
        if self.agency_id is None or self.agency_id not in self.agency_ids:
            raise NotPermitted
        return self.agency_id


def system_actor(name: str) -> Actor:
    """A named system actor: it counts, matches, expires and raises alarms; it decides nothing about a person."""
    return Actor(handle=f"system:{name}", name=name, system=name)
