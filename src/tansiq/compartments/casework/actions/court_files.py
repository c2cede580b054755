"""The court file of a case: who is accused, who was harmed, and what an analyst says of a rank."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tansiq.compartments.casework import queries_court
from tansiq.compartments.casework.actions import ages, hearing_notices, proofs, terms, terms_court
from tansiq.compartments.casework.models import Accused, CourtFile, Rank, Victim
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.decisions import named
from tansiq.kernel.problems import Together
from tansiq.people.rules import new_number


@transaction.atomic
def open_court_file(*, actor: Actor, now: datetime, case_id: UUID) -> CourtFile:
    """Open the court file of a case; opened before, it is found.

    Raises:
        NotFound, NotPermitted: no such case, or the actor neither prosecutes nor investigates.
    """
    case = terms.find_case(case_id)
    actor.require("casework.record")
    found = queries_court.court_file_of(case.id)
    if found is not None:
        return found
    row = CourtFile(
        number=new_number("court_file"), case=case, owner_id=case.owner_id, case_number=case.number, title=case.title,
        district=case.district, opened_at=now, opened_by=terms.require_person(actor), opened_by_name=actor.name,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Somebody opened it in the same moment, or one person twice: it is one file.
        found = queries_court.court_file_of(case.id)
        if found is None:
            raise
        return found
    audit.record("casework.court_file_opened", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def name_accused(
    *, actor: Actor, now: datetime, file_id: UUID, name: str, age_at_act: str, age_paper: str = "", detention: str = ""
) -> Accused:
    """Write down whom an act is alleged against.

    Args:
        age_at_act: adult only by a paper; without one the age is not known, and nothing is planned that it forbids.
        detention: the number in the register of detentions, if he is held.

    Raises:
        NotFound, NotPermitted: no such file, or the actor neither prosecutes nor investigates.
        Invalid: no name, no age of the list, or an adult without a paper.
    """
    file = terms_court.find_file(file_id)
    actor.require("casework.record")
    asked = Together()
    told = asked.ask(lambda: terms.require_fields(
        now, {"name": name, "age_paper": age_paper, "detention": detention.upper()},
        may_be_empty=("age_paper", "detention"),
    )) or {}  # fmt: skip
    asked.ask(lambda: ages.require_age(age_at_act, age_paper.strip()))
    asked.settle()
    row = Accused(age_at_act=age_at_act, **told, **terms_court.filed(file, actor, now))
    row.save(force_insert=True)
    named.tell_of_kin(row, actor=actor, now=now, reference=file.number)  # rule: W-2, E31
    audit.record("casework.accused_named", row, actor=actor, at=now, reference=file.number)
    return row


@transaction.atomic
def name_victim(*, actor: Actor, now: datetime, file_id: UUID, label: str, harm: str, heirs_record: str = "") -> Victim:
    """Write down a victim, by a description; who the heirs are, and what they want, lies with the victims' office.

    Args:
        heirs_record: the number of the heirs' file and of the victim in it, once the office has told it.

    Raises:
        NotFound, NotPermitted: no such file, or the actor neither prosecutes nor investigates.
        Invalid: no description, or no harm of the list.
    """
    file = terms_court.find_file(file_id)
    actor.require("casework.record")
    asked, given = Together(), {"label": label, "heirs_record": heirs_record.upper()}
    told = asked.ask(lambda: terms.require_fields(now, given, may_be_empty=("heirs_record",))) or {}
    if harm not in Victim.Harm:
        asked.fault("harm", "UNKNOWN" if harm else "MISSING")
    asked.settle()
    row = Victim(harm=harm, **told, **terms_court.filed(file, actor, now))
    row.save(force_insert=True)
    audit.record("casework.victim_named", row, actor=actor, at=now, reference=file.number)
    return row


@transaction.atomic
def link_heirs(*, actor: Actor, now: datetime, victim_id: UUID, heirs_record: str) -> Victim:
    """Write down the number under which the victims' office keeps the heirs of a victim.

    Raises:
        NotFound, NotPermitted: no such victim, or the actor is neither prosecution nor court.
        Invalid: no number.
    """
    terms_court.find(Victim, victim_id)
    terms_court.deciding(actor)
    row = terms_court.locked(Victim, victim_id)
    number = terms.require_fields(now, {"heirs_record": heirs_record.upper()})["heirs_record"]
    hearing_notices.tell_of_old_number(row, number, actor=actor, now=now)  # rule: G10
    row.heirs_record = number
    row.save(update_fields=["heirs_record"])
    hearing_notices.tell_of_victim(row, actor=actor, now=now)  # rule: G10
    audit.record("casework.heirs_linked", row, actor=actor, at=now, reference=row.file.number, after=row.heirs_record)
    return row


@transaction.atomic
def describe_rank(
    *,
    actor: Actor,
    now: datetime,
    accused_id: UUID,
    analyst: str,
    role_claimed: str,
    period: str,
    source_grade: str,
    information_grade: str,
    is_contested: bool,
    words: str,
) -> Rank:
    """Write down what a named analyst says of a rank, and how sure. It opens nothing and closes nothing (JUD-01).

    Raises:
        NotFound, NotPermitted: no such person, or the actor neither prosecutes nor investigates.
        IntelligenceInEvidence, Invalid: it cites intelligence; nobody is named, or a grade is none of the charter.
    """
    accused = terms_court.find(Accused, accused_id)
    actor.require("casework.record")
    asked = Together()
    asked.ask(lambda: proofs.require_no_intelligence(words, "words"))
    told = asked.ask(lambda: terms.require_fields(
        now, {"analyst": analyst, "role_claimed": role_claimed, "period": period, "words": words}
    )) or {}  # fmt: skip
    asked.ask(lambda: terms.require_code("source_grades", source_grade, "source_grade", now))
    asked.ask(lambda: terms.require_code("information_grades", information_grade, "information_grade", now))
    asked.settle()
    row = Rank(
        accused=accused, is_contested=is_contested, source_grade=source_grade, information_grade=information_grade,
        **told, **terms_court.filed(accused.file, actor, now),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("casework.rank_described", row, actor=actor, at=now, reference=accused.file.number)
    return row
