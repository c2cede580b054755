"""Asking another agency for information, and its answer."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from tansiq.compartments.intelligence.actions.terms import (
    require_handling,
    require_member,
    require_storable,
    require_words,
)
from tansiq.compartments.intelligence.errors import HandlingForbids, NoPurpose, NotOpen
from tansiq.compartments.intelligence.models import InformationRequest
from tansiq.gateway import passages
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.rules import Standing, is_judicial, may_pass
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit.rules import fault_of, is_reference
from tansiq.kernel.bases import require_basis, require_code, require_purpose
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing
from tansiq.people.rules import new_number

ANSWER_CLOCK = "RFI-ANSWER"
Outcome = Literal["given", "partly", "refused"]
_NOT_ASKED = ("list", "oversight")


def _require_addressee(addressee_id: UUID, actor: Actor) -> None:
    agency = access.agency(addressee_id)
    if agency.id == actor.home or agency.kind in _NOT_ASKED or agency.standing != Standing.ACCREDITED:
        raise Invalid(errors=[{"field": "addressee_id", "code": "CANNOT_BE_ASKED"}])


@transaction.atomic
def ask_information(
    *, actor: Actor, now: datetime, addressee_id: UUID, question: str, why: str, legal_basis: str, purpose: str,
    reference: str,
) -> InformationRequest:  # fmt: skip
    """Ask another agency a question; both see it, and its clock runs at the addressee.

    Raises:
        NotPermitted: the actor does not ask for the agency.
        NotFound, Invalid: no such agency, one that cannot be asked, or no question.
        NoPurpose, BasisExpired: no reason that counts.
    """
    actor.require("intelligence.request")
    require_storable(question=question, why=why, legal_basis=legal_basis, purpose=purpose, reference=reference)
    require_purpose(purpose, now)
    if not is_reference(reference):
        raise NoPurpose(errors=[{"field": "reference", "code": fault_of(reference)}])
    require_basis(legal_basis, now)  # rule: G2
    _require_addressee(addressee_id, actor)
    row = InformationRequest(
        number=new_number("request"), owner_id=actor.home, addressee_id=addressee_id, author_id=require_member(actor),
        author_name=actor.name, question=require_words(question, "question"), why=require_words(why, "why"),
        legal_basis=legal_basis, purpose=purpose.strip(), reference=reference.strip(), asked_at=now,
        due_at=clocks.due_of(ANSWER_CLOCK, now),
    )  # fmt: skip
    row.save(force_insert=True)
    passages.cross(
        "information", passages.InformationQuestion(number=row.number), actor=actor, now=now, owner_id=actor.home,
        receiver_id=addressee_id,
    )  # fmt: skip
    # The clock belongs to the addressee, whose rows only the gateway may add for others.
    with acting_as(actor.through("gateway")):
        clocks.start(ANSWER_CLOCK, row, owner_id=addressee_id, reference=row.number, now=now, due_at=row.due_at)
    audit.record(
        "intelligence.information_asked", row, actor=actor, at=now, purpose=row.purpose, reference=row.reference
    )
    return row


def _asked(request_id: UUID, actor: Actor) -> InformationRequest:
    """The request, which waits for the actor's agency; nobody else answers it until the transaction ends."""
    rows = InformationRequest.objects.select_for_update()
    row = existing(rows.filter(id=request_id, addressee_id__in=actor.agency_ids))
    if row.state != InformationRequest.State.ASKED:
        raise NotOpen
    return row


def _require_answer(
    row: InformationRequest, outcome: Outcome, answer: str, handling: str, conditions: str, refusal_reason: str,
    now: datetime,
) -> None:  # fmt: skip
    if outcome not in ("given", "partly", "refused"):
        raise Invalid(errors=[{"field": "outcome", "code": "UNKNOWN"}])
    if outcome == "refused":
        require_code("rfi_refusal_reasons", refusal_reason, "refusal_reason", now)
        return
    if not answer.strip():
        raise Invalid(errors=[{"field": "answer", "code": "MISSING"}])
    require_handling(handling, conditions)
    to_court = is_judicial(access.agency(row.owner_id).kind)
    if not may_pass(handling, to_court=to_court, onward=False, permitted=False):
        raise HandlingForbids(handling=handling)


@transaction.atomic
def answer_information(
    *,
    actor: Actor,
    now: datetime,
    request_id: UUID,
    outcome: Outcome,
    reasons: str,
    answer: str = "",
    handling: str = "",
    conditions: str = "",
    refusal_reason: str = "",
) -> InformationRequest:
    """Answer a request in full or in part, or refuse it with a reason from the list.

    The reasons in words stay with the addressee; the asker reads the answer or the code of the refusal. Who else
    holds anything is never part of an answer of the system.

    Raises:
        NotFound: no request to the actor's agency.
        NotOpen: answered before.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        Invalid: no answer, no handling code, or no reason of the list.
        HandlingForbids: under H1 to a court.
    """
    row = _asked(request_id, actor)
    require_storable(
        reasons=reasons, answer=answer, handling=handling, conditions=conditions, refusal_reason=refusal_reason
    )
    _require_answer(row, outcome, answer, handling, conditions, refusal_reason, now)
    decisions.authorise(
        "intelligence.answer", row, actor=actor, now=now, permission="intelligence.answer", outcome=outcome,
        owner_id=row.addressee_id, reasons=reasons, grounds=[refusal_reason] if outcome == "refused" else [],
    )  # fmt: skip
    row.state, row.decided_at, row.decided_by = InformationRequest.State(outcome), now, actor.member_id
    if outcome == "refused":
        row.refusal_reason = refusal_reason
    else:
        row.answer, row.handling, row.conditions = answer.strip(), handling, conditions.strip()
    row.save(update_fields=["state", "decided_at", "decided_by", "answer", "handling", "conditions", "refusal_reason"])
    _send(row, actor, now)
    return row


def _send(row: InformationRequest, actor: Actor, now: datetime) -> None:
    """Let the answer cross to whoever asked."""
    clocks.meet(ANSWER_CLOCK, row.id, now=now)
    passages.cross(
        "information", passages.InformationQuestion(number=row.number), actor=actor, now=now,
        owner_id=row.addressee_id, receiver_id=row.owner_id,
    )  # fmt: skip
    audit.record(
        "intelligence.information_answered", row, actor=actor, at=now, after=row.state, reference=row.number,
        owner_id=row.addressee_id,
    )  # fmt: skip
