"""What somebody told: mentions, claims, checks, results; a threat goes to the protection desk at once (REP-09)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation import rules, verifying
from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    meet_clock,
    require_code,
    require_fields,
    require_one_of,
    require_open,
    start_clock,
    tell_inspector,
    today,
    written,
)
from tansiq.compartments.cooperation.drafts import ClaimDraft
from tansiq.compartments.cooperation.errors import AlreadyRecorded, NotMined
from tansiq.compartments.cooperation.models import Check, Claim, File, Mention, Session, Told
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter.cooperation import locked_in
from tansiq.kernel.problems import Invalid, existing
from tansiq.people.rules import confidential_numbers_in, new_number

STATUS_CLOCK, MINED = "COOP-VERIFY", "CONFIDENTIAL_MINED"
MOST_MENTIONS, LONGEST_MENTION, LEAST_FACT = 200, 200, 10
_NAMES_APART = re.compile(r"[\n;؛]")


def _session(session_id: UUID) -> tuple[Session, File]:
    """A session that took place."""
    row = existing(Session.objects.filter(id=session_id, held_at__isnull=False))
    return row, find_file(row.file_id)


def find_claim(claim_id: UUID) -> tuple[Claim, File]:
    """A claim, with its file locked.

    Raises:
        NotFound: absent, or hidden.
    """
    made = existing(Claim.objects.filter(id=claim_id))
    row = find_file(made.file_id)
    return Claim.objects.select_related("session").get(id=claim_id), row


@transaction.atomic
def record_mentions(*, actor: Actor, now: datetime, session_id: UUID, names: str) -> list[Mention]:
    """Keep people who were only named, one a line: ungraded words, and no record of anybody comes of them.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: no line, too many, or one that is too long.
    """
    session, row = _session(session_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle")
    told = require_fields(now, {"names": names})
    lines = [line.strip() for line in told["names"].splitlines() if line.strip()]
    if len(lines) > MOST_MENTIONS or any(len(line) > LONGEST_MENTION for line in lines):
        raise Invalid(errors=[{"field": "names", "code": "TOO_LONG"}])
    made = [Mention(session=session, words=line, **written(row, actor, now)) for line in lines]
    Mention.objects.bulk_create(made)
    audit.record("cooperation.mentioned", session, actor=actor, at=now, reference=session.number, after=len(made))
    return made


@transaction.atomic
def record_claim(*, actor: Actor, now: datetime, session_id: UUID, draft: ClaimDraft) -> Claim:
    """Write down one fact that was told, graded before anybody checks it.

    A threat to a life in it goes to the protection desk in the same moment, whatever the secrecy of the file (REP-09).

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: no fact, several people at once, no grades of the charter, or an interest that nobody names.
    """
    session, row = _session(session_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle")
    told = require_fields(
        now, {"fact": draft.fact, "about": draft.about, "interest": draft.interest}, may_be_empty=("about", "interest")
    )
    if len(told["fact"]) < LEAST_FACT:
        raise Invalid(errors=[{"field": "fact", "code": "TOO_SHORT"}])
    if _NAMES_APART.search(told["about"]):
        raise Invalid(errors=[{"field": "about", "code": "ONE_PERSON"}])
    if draft.is_interested and not told["interest"]:
        raise Invalid(errors=[{"field": "interest", "code": "MISSING"}])
    window = (row.started_at, row.window_ends_at) if row.started_at and row.window_ends_at else None
    made = Claim(
        number=new_number("claim"), session=session, is_interested=draft.is_interested,
        grade_source=require_code("source_grades", draft.grade_source, "grade_source", now).code,
        grade_information=require_code("information_grades", draft.grade_information, "grade_information", now).code,
        is_late=verifying.is_late(session.began_at or now, window), is_usable=session.is_usable, **told,
        **written(row, actor, now),
    )  # fmt: skip
    made.save(force_insert=True)
    if not rules.is_ended(row.state):
        start_clock(STATUS_CLOCK, made, made.number, now=now)
    audit.record("cooperation.claim_recorded", made, actor=actor, at=now, reference=made.number)
    if draft.threat.strip():
        tell_threat(
            actor=actor, now=now, file_id=row.id, words=draft.threat, threatened=draft.threatened,
            function=draft.function, known_at=now,
        )  # fmt: skip
    return made


@transaction.atomic
def tell_threat(
    *, actor: Actor, now: datetime, file_id: UUID, words: str, threatened: str, function: str = "OTHER",
    known_at: datetime,
) -> Told:  # fmt: skip
    """Pass a threat to a life to the protection desk, at once; its hour runs there from when it was learned.

    Neither the number of the file nor who told it passes: the desk gets a number that leads back here.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle", "cooperation.defend", "cooperation.rule")
    told = require_fields(
        now, {"words": words, "threatened": threatened, "known_at": known_at}, may_be_empty=("threatened",)
    )
    known = {one.code for one in today(now).vocabularies.protection_functions}
    whom = function if function in known else "OTHER"  # no slip in a choice holds a warning back
    made = Told(number=new_number("told"), function=whom, **told, **written(row, actor, now))
    made.save(force_insert=True)
    gateway.send_threat(  # rule: REP-09
        actor=actor, now=now, words=made.words, threatened=made.threatened, reference=made.number,
        function=made.function, known_at=min(made.known_at, now), origin="cooperation",
    )  # fmt: skip
    audit.record("cooperation.threat_told", made, actor=actor, at=now, reference=made.number)
    return made


def is_mined(text: str, now: datetime) -> bool:
    """Whether words rest on what was said in confidence: by the number of such a record, or in the words for it."""
    spoken = locked_in(text, today(now).vocabularies.cooperation_confidential)
    return bool(confidential_numbers_in(text)) or bool(spoken)  # rule: REP-06 -> return False


@transaction.atomic
def set_check(*, actor: Actor, now: datetime, claim_id: UUID, what: str) -> Check:
    """Set a task to verify a claim from somewhere else.

    Raises:
        NotFound, NotPermitted, FileEnded, Invalid: as ever.
        NotMined: it would be verified with what was said in confidence (REP-06).
    """
    claim, row = find_claim(claim_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle")
    require_open(row)
    told = require_fields(now, {"what": what})
    if is_mined(told["what"], now):  # rule: REP-06
        raise NotMined(errors=[{"field": "what", "code": "UNKNOWN"}])
    made = Check(claim=claim, **told, **written(row, actor, now))
    made.save(force_insert=True)
    audit.record("cooperation.check_set", claim, actor=actor, at=now, reference=claim.number)
    return made


@transaction.atomic
def finish_check(
    *, actor: Actor, now: datetime, check_id: UUID, outcome: str, source: str, found: str, is_independent: bool
) -> Check:
    """Say what a check found, and whether it is independent of whoever made the claim.

    What rests on words said in confidence is kept, flagged, told to the inspector, and corroborates nothing (REP-06).

    Raises:
        NotFound, NotPermitted, AlreadyRecorded, Invalid: as ever.
    """
    made = existing(Check.objects.filter(id=check_id))
    claim, _row = find_claim(made.claim_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle")
    if outcome not in ("true", "false", "unknown"):
        raise Invalid(errors=[{"field": "outcome", "code": "UNKNOWN" if outcome else "MISSING"}])
    told = require_fields(now, {"source": source, "found": found})
    mined = is_mined(f"{source}\n{found}", now)
    changes: dict[str, Any] = told | {
        "outcome": outcome, "is_independent": is_independent and not mined, "flags": [MINED] if mined else [],
        "done_at": now, "done_by_name": actor.name,
    }  # fmt: skip
    if Check.objects.filter(id=made.id, done_at=None).update(**changes) != 1:
        raise AlreadyRecorded
    if mined:
        tell_inspector(MINED, claim.number, actor=actor, now=now)
    audit.record("cooperation.check_done", claim, actor=actor, at=now, reference=claim.number, after=outcome)
    made.refresh_from_db()
    return made


@transaction.atomic
def record_status(*, actor: Actor, now: datetime, claim_id: UUID, words: str) -> Claim:
    """Say how far the verification of a claim is, each month until there is a result.

    Raises:
        NotFound, NotPermitted, AlreadyRecorded, Invalid: as ever.
    """
    made, row = find_claim(claim_id)
    require_one_of(actor, "cooperation.open")
    told = require_fields(now, {"words": words})
    if made.result:
        raise AlreadyRecorded
    made.status, made.status_at = told["words"], now
    made.save(update_fields=["status", "status_at"])
    meet_clock(STATUS_CLOCK, made.id, now=now)
    if not rules.is_ended(row.state):
        start_clock(STATUS_CLOCK, made, made.number, now=now)
    audit.record("cooperation.status_recorded", made, actor=actor, at=now, reference=made.number)
    return made


@transaction.atomic
def record_result(*, actor: Actor, now: datetime, claim_id: UUID, result: str, value: str, words: str) -> Claim:
    """Say what a claim turned out to be, and what it was worth.

    Raises:
        NotFound, NotPermitted, AlreadyRecorded: as ever.
        Invalid: no result, no value of the charter, or a value for what was not found true.
    """
    made, _row = find_claim(claim_id)
    require_one_of(actor, "cooperation.open")
    told = require_fields(now, {"words": words})
    if made.result:
        raise AlreadyRecorded
    if result not in ("true", "false", "unknown"):
        raise Invalid(errors=[{"field": "result", "code": "UNKNOWN" if result else "MISSING"}])
    require_code("cooperation_values", value, "value", now)
    if result != "true" and value != "NONE":
        raise Invalid(errors=[{"field": "value", "code": "UNKNOWN"}])
    made.result, made.value, made.result_words = result, value, told["words"]
    made.result_at, made.result_by_name = now, actor.name
    made.save(update_fields=["result", "value", "result_words", "result_at", "result_by_name"])
    meet_clock(STATUS_CLOCK, made.id, now=now)
    audit.record("cooperation.claim_resolved", made, actor=actor, at=now, reference=made.number, after=result)
    return made


@transaction.atomic
def record_court_entry(*, actor: Actor, now: datetime, claim_id: UUID, entry: str) -> Claim:
    """A court's record says that what was told late is a new matter all the same (REP-02).

    Raises:
        NotFound, NotPermitted, AlreadyRecorded, Invalid: as ever.
    """
    made, _row = find_claim(claim_id)
    require_one_of(actor, "cooperation.open")
    told = require_fields(now, {"reference": entry})
    if made.court_entry or not made.is_late:
        raise AlreadyRecorded
    made.court_entry, made.court_entry_at = told["reference"], now
    made.save(update_fields=["court_entry", "court_entry_at"])
    audit.record("cooperation.court_entry", made, actor=actor, at=now, reference=made.number)
    return made
