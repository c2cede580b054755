"""What the prosecution asks of the court, and what the court makes of it; capped by value and by responsibility."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation import rules, verifying
from tansiq.compartments.cooperation.actions.terms import require_untouched, touched
from tansiq.compartments.cooperation.actions.weighing import standing
from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    put,
    require_code,
    require_fields,
    require_one_of,
    require_open,
    step,
    written,
)
from tansiq.compartments.cooperation.errors import BenefitCapped, NotNext
from tansiq.compartments.cooperation.models import Assessment, Claim, File
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.decisions import actions as decisions

ABOVE, LOCKED, OUT_OF_TURN = "ABOVE_CAP", "HEIRS_RIGHT", "OUT_OF_TURN"


def open_rank(row: File, now: datetime) -> int:
    """The highest rank of benefit that verified claims and responsibility leave open together (REP-04)."""
    most = require_code("cooperation_responsibilities", row.responsibility, "benefit", now).most
    return verifying.reaches(standing(Claim.objects.filter(file=row), row, now), most=most)


@transaction.atomic
def request_assessment(*, actor: Actor, now: datetime, file_id: UUID, benefit: str, reasons: str) -> Assessment:
    """Ask the court for a benefit, within what was verified and what responsibility leaves open.

    Raises:
        NotFound, FileEnded, Invalid: as ever.
        NotNext: the claims are not being verified, or no court is named.
        HeirsRightLocked: the request touches the heirs' right (REP-01).
        BenefitCapped: more than that (REP-04).
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
    """
    row = find_file(file_id)
    actor.require("cooperation.promise")
    require_open(row)
    if row.state != File.State.VERIFICATION or row.court_id is None:
        raise NotNext
    rank = require_code("cooperation_benefits", benefit, "benefit", now).rank
    require_untouched(now, reasons=reasons)
    if rank > open_rank(row, now):  # rule: REP-04
        raise BenefitCapped(errors=[{"field": "benefit", "code": "TOO_HIGH"}])
    made = Assessment(kind=Assessment.Kind.REQUEST, benefit=benefit, words=reasons.strip(), **written(row, actor, now))
    made.save(force_insert=True)
    decisions.authorise(
        "cooperation.request", made, actor=actor, now=now, permission="cooperation.promise", outcome=benefit,
        owner_id=row.owner_id, reasons=reasons, keeps_words=False,
    )  # fmt: skip
    audit.record("cooperation.assessment_requested", row, actor=actor, at=now, reference=row.number)
    return made


@transaction.atomic
def record_assessment(
    *, actor: Actor, now: datetime, file_id: UUID, benefit: str, record: str, words: str
) -> Assessment:
    """The court has assessed it. What a judge rules is recorded as it is, whenever it comes (W-4).

    What is above the cap is only flagged. A ruling while the claims are not being verified is flagged, and leaves the
    file where it stands.

    Args:
        benefit: empty where the court granted nothing.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        Reauthenticate: the last proof of who acts is too old.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.rule")
    actor.require_fresh()
    rank = require_code("cooperation_benefits", benefit, "benefit", now).rank if benefit else 0
    told = require_fields(now, {"record": record, "words": words})
    is_in_turn = rules.may_move(row.state, File.State.ASSESSED)
    flags = [
        *([ABOVE] if rank > open_rank(row, now) else []),
        *([LOCKED] if touched(words, now) else []),
        *([] if is_in_turn else [OUT_OF_TURN]),
    ]
    made = Assessment(kind=Assessment.Kind.RULING, benefit=benefit, flags=flags, **told, **written(row, actor, now))
    made.save(force_insert=True)
    if is_in_turn:
        put(row, File.State.ASSESSED, now=now)
    step(row, "assessed", actor=actor, now=now, at=now, paper=told["record"])
    audit.record("cooperation.assessed", row, actor=actor, at=now, reference=row.number, after=flags)
    return made
