"""Telling the protection desk of a threat to a life: from any room, by anybody, never refused."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tansiq.gateway import passages
from tansiq.gateway.models import Crossing
from tansiq.gateway.passage_payloads import RevengeRisk, ThreatToLife
from tansiq.gateway.rules import PROTECTION_DESK
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import Invalid, NotPermitted

MOST_WORDS = 4_000


@transaction.atomic
def send_threat(
    *, actor: Actor, now: datetime, words: str, threatened: str, reference: str, function: str = "OTHER",
    known_at: datetime | None = None, origin: str = "member", is_blind: bool = False,
) -> Crossing:  # fmt: skip
    """Tell the protection desk of a threat to a life. No role is asked for, and no standing of the agency (W-4).

    Args:
        words: what is threatened, sanitised: no source, no report.
        threatened: who, as the desk can find him.
        reference: the record that it comes from, by its number.
        known_at: when it was learned, None for now; the hour of the decision runs from there.
        origin: the room that sends it: `casework`, `victims`, `cooperation` …, or `member`.

    Raises:
        NotPermitted: nobody acts.
        Invalid: there are no words, or it was learned in the future.
    """
    if actor.agency_id is None:
        raise NotPermitted
    told, whom = (text.replace("\x00", "").strip()[:MOST_WORDS] for text in (words, threatened))
    if not told:
        raise Invalid(errors=[{"field": "words", "code": "MISSING"}])
    if known_at and known_at > now:
        raise Invalid(errors=[{"field": "known_at", "code": "IN_FUTURE"}])
    known = {row.code for row in charter.current().on(charter.local_day(now)).vocabularies.protection_functions}
    payload = ThreatToLife(
        origin=origin, reference=reference.replace("\x00", "").strip()[:40], words=told, threatened=whom,
        function=function if function in known else "OTHER", known_at=(known_at or now).isoformat(), is_blind=is_blind,
    )  # fmt: skip
    crossing = passages.cross(
        "threat", payload, actor=actor, now=now, owner_id=actor.agency_id,
        receiver_id=access.agency_by_code(PROTECTION_DESK).id,
    )  # fmt: skip
    audit.record(
        "gateway.threat_sent", crossing, actor=actor, at=now, purpose="LIFE_AT_RISK", reference=payload.reference or "-"
    )
    return crossing


@transaction.atomic
def send_revenge_risk(
    *, actor: Actor, now: datetime, case: str, words: str, known_at: datetime | None = None
) -> Crossing:
    """Tell the protection desk that relatives of a victim may take revenge on an accused (Q-14).

    No role is asked for, and no standing of the agency (W-4). Who may do it does not pass.

    Args:
        case: reference of the case against him, by which the desk finds him.
        words: what is said, when and where; no name of an heir.
        known_at: when it was learned, None for now.

    Raises:
        NotPermitted: nobody acts.
        Invalid: no case or words, or it was learned in the future.
    """
    if actor.agency_id is None:
        raise NotPermitted
    told = {"case": case.replace("\x00", "").strip()[:40], "words": words.replace("\x00", "").strip()[:MOST_WORDS]}
    if missing := [name for name, text in told.items() if not text]:
        raise Invalid(errors=[{"field": name, "code": "MISSING"} for name in missing])
    if known_at and known_at > now:
        raise Invalid(errors=[{"field": "known_at", "code": "IN_FUTURE"}])
    crossing = passages.cross(
        "revenge_risk", RevengeRisk(known_at=(known_at or now).isoformat(), **told), actor=actor, now=now,
        owner_id=actor.agency_id, receiver_id=access.agency_by_code(PROTECTION_DESK).id,
    )  # fmt: skip
    audit.record(
        "gateway.revenge_risk_sent", crossing, actor=actor, at=now, purpose="LIFE_AT_RISK", reference=told["case"]
    )
    return crossing
