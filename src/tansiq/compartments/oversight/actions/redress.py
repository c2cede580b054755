"""What complaints and appeals do alike: what must be said, and how a decision is written down and takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tansiq.compartments.oversight.errors import NoReader, NotOnThisGround
from tansiq.compartments.oversight.models import Appeal, Complaint
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.rules import Kind
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid
from tansiq.people import actions as people

LEAST_WORDS = 10
LONGEST = {"papers": 200, "filed_by_other": 120, "mandate": 200, "witness": 120}
GROUNDS = {
    True: {Complaint.Ground.IDENTITY_SHOWN, Complaint.Ground.ERROR_SHOWN, Complaint.Ground.RIGHT_SHOWN},
    False: {Complaint.Ground.IDENTITY_OPEN, Complaint.Ground.ERROR_OPEN, Complaint.Ground.NOT_HIS_OWN},
}
SIGNED = ("state", "ground", "decided_at", "decided_by", "decision_id")


def inspectorate(home: UUID) -> UUID:
    """The agency whose inspector decides: an institution of oversight, or the desk's own where there is none."""
    found = access.agencies().filter(kind=Kind.OVERSIGHT).values_list("id", flat=True)
    return home if home in found else (found.first() or home)


def agency_of_inspectors() -> UUID | None:
    """Whose clock runs for what a job lays before the inspector; None where nobody is one."""
    found = access.agencies().filter(kind=Kind.OVERSIGHT).values_list("id", flat=True).first()
    return found or next(iter(access.agencies_with("inspector")), None)


def require_said(words: str, given: dict[str, str], *, is_oral: bool) -> None:
    """Refuse what says nothing, a line that is too long, and spoken words that nobody read back.

    Args:
        given: the short lines of the form by their name, the witness among them.

    Raises:
        Invalid, NoReader: as above.
    """
    if len(words.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": "words", "code": "TOO_SHORT"}])
    if long := [name for name, text in given.items() if len(text) > LONGEST[name]]:
        raise Invalid(errors=[{"field": name, "code": "TOO_LONG"} for name in long])
    if is_oral and not given["witness"]:
        raise NoReader(errors=[{"field": "witness", "code": "MISSING"}])


def sign(
    row: Complaint | Appeal, kind: str, *, actor: Actor, now: datetime, is_upheld: bool, ground: str, reasons: str
) -> None:
    """Decide, and write the decision into the row; whoever calls saves it.

    Raises:
        NotOnThisGround: the ground is on the other side, or unknown.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
    """
    if ground not in GROUNDS[is_upheld]:
        raise NotOnThisGround(errors=[{"field": "ground", "code": "UNKNOWN"}])
    row.state = type(row).State.UPHELD if is_upheld else type(row).State.REFUSED
    decision = decisions.authorise(
        kind, row, actor=actor, now=now, permission="oversight.decide", outcome=row.state, owner_id=actor.home,
        grounds=[ground], reasons=reasons,
    )  # fmt: skip
    row.ground, row.decided_at, row.decided_by, row.decision_id = ground, now, actor.user_id, decision.id


def end(row: Complaint | Appeal, codes: Sequence[str], *, actor: Actor, now: datetime, ends_block: bool) -> None:
    """Meet the clocks of the decision, and end the number that was given until then where it does not stay."""
    room = actor.through("gateway")
    with acting_as(room):
        for code in codes:
            clocks.meet(code, row.id, now=now)
        if ends_block and row.block_id is not None:
            # The desk reads this entry: the inspector's reasons stand in the decision alone.
            people.end_block(actor=room, now=now, number_id=row.block_id, reasons=f"decided: {row.number}")
