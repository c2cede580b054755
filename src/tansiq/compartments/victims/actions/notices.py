"""Hearings that a court has set: written down for the office when they come, and what became of the telling."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from tansiq.compartments.victims.errors import AlreadyDone
from tansiq.compartments.victims.models import CooperationNotice, HearingNotice, HearingTold
from tansiq.gateway.passage_payloads import CooperationNotice as CooperationPayload
from tansiq.gateway.passage_payloads import HearingNotice as Payload
from tansiq.gateway.passage_payloads import RulingNotice as RulingPayload
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks.rules import before_the_hour
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, existing

LEAST_WORDS, RULED = 10, "RULED-IN-CASE"
# Before the hour the office tells the heirs; once it has come and nobody was told, the inspector learns of it.
TELL_HEIRS = "HEIRS-OF-HEARING"
# What the desk reads; a word that this room does not know is a hearing that was set.
HEARING = {"set": "HEARING-NOTICE", "moved": "HEARING-MOVED", "cancelled": "HEARING-CANCELLED"}
LONGEST = 23  # with the hour it is read out as one reference


def receive_hearing(actor: Actor, now: datetime, payload: Payload) -> None:
    """A hearing was set, moved or cancelled: the office whose file it is has it on its list; it reaches nobody (G10).

    Comes through the passage `hearing_notice`, under the name of the gateway. The office that holds the victim is told
    and no other. A number that no file has is told to every office: somebody mistyped, and somebody knows the family.
    """
    starts_at = datetime.fromisoformat(payload.starts_at)
    when = f"{starts_at.astimezone(charter.current().jurisdiction.tz):%Y-%m-%d %H:%M}"
    told: dict[str, Any] = {
        "role": "victims_officer", "now": now, "reference": f"{payload.heirs_record[:LONGEST]} {when}"
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT matter_id, owner_id, party_id FROM acl.victims_heirs_file(%s)", [payload.heirs_record])
        found = cursor.fetchone()
    said = payload.said if payload.said in HEARING else "set"
    if found is None:
        clocks.tell(HEARING[said], **told)
        return
    matter_id, owner_id, victim_id = found
    row = HearingNotice(
        matter_id=matter_id, victim_id=victim_id, owner_id=owner_id, hearing=payload.hearing,
        starts_at=starts_at, place=payload.place, said=said, received_at=now,
    )  # fmt: skip
    before = _taken_over(row)
    row.save(force_insert=True)  # rule: G10
    for earlier in before:
        clocks.stop_all(earlier, now=now)
    _start_clock(row, matter_number(payload), now)  # rule: G10
    clocks.tell(HEARING[said], agency_id=owner_id, **told)  # rule: G10
    _log("victims.hearing_received", row, now=now, reference=row.hearing)


def matter_number(payload: Payload) -> str:
    """Number of the file without that of the victim."""
    return payload.heirs_record.split("/")[0].strip().upper()


def _start_clock(row: HearingNotice, reference: str, now: datetime) -> None:
    due_at = _tell_by(row.starts_at, now)
    clocks.start(TELL_HEIRS, row, owner_id=row.owner_id, reference=reference, now=now, due_at=due_at)


@transaction.atomic
def clock_untold(*, actor: Actor, now: datetime) -> int:
    """Start the clock of every hearing ahead of which nobody has said who was told and which never had one.

    Those that came before there was such a clock, and none besides. A second run finds nothing.

    Returns:
        How many were started.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, owner_id, starts_at, number FROM acl.victims_unclocked(%s, %s)", [TELL_HEIRS, now])
        found = cursor.fetchall()
    for notice_id, owner_id, starts_at, number in found:
        _start_clock(HearingNotice(id=notice_id, owner_id=owner_id, starts_at=starts_at), number, now)
    return len(found)


def _tell_by(starts_at: datetime, now: datetime) -> datetime:
    """By when the heirs are told: so long before the hour as the charter says, of one at short notice half way to it.

    Those above are told at the hour itself; counted from now it would be days after the hearing.
    """
    row = charter.current().on(charter.local_day(now)).clock(TELL_HEIRS)
    return before_the_hour(row, starts_at, now)


def _taken_over(row: HearingNotice) -> list[UUID]:
    """Earlier notices of the same hearing of which nobody was told: what they asked for, the last one asks for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM acl.victims_hearings_before(%s, %s, %s)", [row.matter_id, row.hearing, row.victim_id]
        )
        return [one for (one,) in cursor.fetchall()]


def receive_cooperation(actor: Actor, now: datetime, payload: CooperationPayload) -> None:
    """Somebody accused speaks to the prosecution: every file about his case has it, for counsel of its heirs.

    Comes through the passage `cooperation_notice`, as often as the prosecution decides it: whoever was told is not told
    again. Where no file is about the case, or has no counsel, nothing happens, and nothing comes back.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT matter_id, owner_id FROM acl.victims_case(%s)", [payload.case])
        found = cursor.fetchall()
    for matter_id, owner_id in found:
        row = CooperationNotice(
            matter_id=matter_id, owner_id=owner_id, reference=payload.case.strip(), received_at=now
        )  # fmt: skip
        row.save(force_insert=True)  # rule: REP-01
        _log("victims.cooperation_told", row, now=now)


def receive_ruling(actor: Actor, now: datetime, payload: RulingPayload) -> None:
    """Something was ruled in a case: each office that keeps a file of it has it on its desk, to ask the court.

    Comes through the passage `ruling_notice`. What was ruled nobody here learns by it: the ledger is written from the
    court's paper. Where no file is about the case nothing happens, and nothing comes back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, owner_id FROM acl.victims_ruled(%s, %s) ORDER BY number",
            [payload.cases, payload.heirs_records],
        )
        found = cursor.fetchall()
    for number, owner_id in found:
        clocks.tell(RULED, role="victims_officer", now=now, reference=number, agency_id=owner_id)


def _log(act: str, row: HearingNotice | CooperationNotice, *, now: datetime, reference: str = "") -> None:
    """Log what came, under the name of the passage alone.

    Whoever acts reads what is logged under their own account: the sender's would tell how many files there are.
    """
    room = system_actor("gateway")
    with acting_as(room):  # rule: REP-01 -> if True:
        audit.record(act, row, actor=room, at=now, reference=reference)


def _replaced(row: HearingNotice) -> list[UUID]:
    """Notices whose place this one took: what they had raised is answered by whoever tells the last word."""
    rows = HearingNotice.objects.filter(matter=row.matter, hearing=row.hearing, received_at__lt=row.received_at)
    rows = rows if row.victim_id is None else rows.filter(victim_id=row.victim_id)
    return list(rows.values_list("id", flat=True))


@transaction.atomic
def say_told(*, actor: Actor, now: datetime, hearing_notice_id: UUID, outcome: str) -> HearingNotice:
    """Write down whom the office told of a hearing and whom it could not reach; each contact is planned by itself.

    Raises:
        NotFound, NotPermitted: no such notice, or the actor is not of the office.
        AlreadyDone: it was said before.
        Invalid: nothing said.
    """
    row = existing(HearingNotice.objects.select_for_update(of=("self",)).filter(id=hearing_notice_id))
    actor.require("victims.record")
    if row.told_at is not None:
        raise AlreadyDone
    if len(outcome.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": "outcome", "code": "TOO_SHORT"}])
    HearingTold(
        notice=row, owner_id=row.owner_id, outcome=outcome.strip(), told_at=now, told_by=actor.user
    ).save(force_insert=True)  # fmt: skip
    row.told_at, row.told_by = now, actor.user
    row.save(update_fields=["told_at", "told_by"])
    with acting_as(actor.through("gateway")):
        clocks.meet(TELL_HEIRS, row.id, now=now)
    for one in (row.id, *_replaced(row)):
        clocks.answer_alarms(TELL_HEIRS, one, actor=actor, now=now, done=outcome)
    audit.record("victims.hearing_told", row, actor=actor, at=now, reference=row.hearing)
    return row
