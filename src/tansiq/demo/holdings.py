"""What agencies hold before the story begins: reports, subjects, orders, slips; nothing is matched yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tansiq.compartments.intelligence import actions as intelligence
from tansiq.compartments.intelligence.drafts import ReportDraft, SubjectDraft, Terms
from tansiq.demo import characters, tables
from tansiq.demo.invented import Person, crowd
from tansiq.demo.stage import Stage, ago
from tansiq.demo.tables import Words
from tansiq.gateway import actions as gateway
from tansiq.kernel.charter import queries as charter

HELD, ORDERED, PROTECTED = 52, 16, 12
FIRST = ago(days=74)


@dataclass(frozen=True)
class Holder:
    """An agency that holds subjects: who writes, who accepts, in which district, and in which script."""

    agency: str
    analyst: str
    approver: str
    district: str
    is_latin: bool = False


COAST = Holder("demo-coast", "demo-owner", "demo-approver", "YE1927")
SHABWA = Holder("demo-shabwa", "demo-shabwa", "demo-shabwa2", "YE2113", is_latin=True)
INFORMATION = Holder("demo-information", "demo-information", "demo-information2", "YE1910")
WADI = Holder("demo-wadi", "demo-wadi", "demo-wadi2", "YE1911")
HOLDERS = (COAST, SHABWA, INFORMATION, WADI)

ACTS = tuple((row["code"], Words(row["ar"], row["en"])) for row in tables.rows("acts.csv"))
OPENINGS = tuple((row["obtained"], Words(row["ar"], row["en"])) for row in tables.rows("openings.csv"))
GRADES = (("A", "2"), ("B", "2"), ("B", "3"), ("C", "3"), ("F", "6"), ("D", "4"))
HANDLING = (("P", ""), ("C", "للاستعمال في هذه القضية وحدها"), ("P", ""), ("H2", ""), ("P", ""), ("H1", ""))
OFFENCES = ("MURDER", "HIRABA", "ABDUCTION", "WEAPONS_OFFENCE", "EXTORTION_OFFENCE", "FORGERY_OFFENCE")


def terms(holder: Holder, place: int = 0, **fields: str) -> Terms:
    """Terms of a record, different ones from place to place."""
    source, information = GRADES[place % len(GRADES)]
    whole = Terms(
        source_grade=source, information_grade=information, handling="P", legal_basis="JOINT-EXCHANGE",
        purpose="OPEN_CASE", district=holder.district,
    )  # fmt: skip
    return replace(whole, **fields)


def _day_before(stage: Stage, before: timedelta) -> date:
    return charter.local_day(stage.now - before - ago(days=1))


def report(stage: Stage, holder: Holder, before: timedelta, text: str, source_ref: str, **fields: Any) -> Any:
    """Let an agency's analyst record a report."""
    draft = ReportDraft(
        text=text, terms=terms(holder), obtained="CONFIDENTIAL_SOURCE", source_ref=source_ref,
        event_on=_day_before(stage, before),
    )  # fmt: skip
    return stage.do(holder.analyst, intelligence.record_report, before, draft=replace(draft, **fields))


def propose(
    stage: Stage, holder: Holder, person: Person, before: timedelta, *, act: str, words: str,
    reports: tuple[UUID, ...], identified: bool = False, **fields: Any,
) -> Any:  # fmt: skip
    """Let an agency's analyst propose a subject."""
    draft = SubjectDraft(
        kit=person.kit(is_latin=holder.is_latin, identified=identified), terms=terms(holder), category="suspect",
        act=act, act_words=words, report_ids=reports, alternative="تنبيه: لا يكفي لأن الفعل متكرر",
        act_on=_day_before(stage, before),
    )  # fmt: skip
    return stage.do(holder.analyst, intelligence.propose_subject, before, draft=replace(draft, **fields))


def accept(stage: Stage, holder: Holder, subject: Any, before: timedelta) -> Any:
    """Let the second person of the agency accept it."""
    reasons = f"قرأت تقارير {subject.number}: الفعل محدد والسند قائم"
    return stage.do(holder.approver, intelligence.accept_subject, before, subject_id=subject.id, reasons=reasons)


def hold(stage: Stage, holder: Holder, person: Person, before: timedelta, place: int, **fields: Any) -> Any:
    """A report, a subject that rests on it, and its acceptance on the next morning."""
    act, words = ACTS[place % len(ACTS)]
    obtained, opening = OPENINGS[place % len(OPENINGS)]
    latin = int(holder.is_latin)
    area = charter.current().area(holder.district)
    said = words[latin].format(place=(area.name_ar, area.name_en)[latin])
    text = opening[latin].format(name=(person.full, person.latin)[latin], act=said)
    made = report(
        stage, holder, before, text, f"{holder.agency[5:]}/{place:03}", obtained=obtained, terms=terms(holder, place)
    )
    fields = {"terms": terms(holder, place)} | fields
    subject = propose(stage, holder, person, before - ago(hours=2), act=act, words=said, reports=(made.id,), **fields)
    return accept(stage, holder, subject, before - ago(hours=14))


def order(stage: Stage, person: Person, before: timedelta, place: int, **fields: Any) -> Any:
    """Let the prosecutor enter an arrest order."""
    at = stage.now - before
    return stage.do(
        "demo-prosecutor", gateway.register_order, before,
        **{
            "draft": person.kit(), "number": f"{at.year}/{118 + place}",
            "authority": ("PROSECUTION", "SPECIALISED_COURT")[place % 2], "instrument": "COURT-ORDER",
            "offence": OFFENCES[place % len(OFFENCES)], "grounds": f"شهادتان مسجلتان في القضية {40 + place}",
            "presented_by": "قائد المناوبة في المديرية التي قُبض فيها", "alternative": "SUMMONS",
            "alternative_words": "كُلّف بالحضور مرتين ولم يحضر", "valid_from": at - ago(days=1),
            "valid_until": at + ago(days=170), "age_checked": True,
        } | fields,
    )  # fmt: skip


def slip(stage: Stage, handle: str, person: Person, before: timedelta) -> Any:
    """Let a desk issue a slip to somebody who came with his papers."""
    return stage.do(
        handle, gateway.issue_slip, before, draft=person.kit(), checked_face_to_face=True, papers="بطاقة شخصية"
    )


def fill(stage: Stage) -> None:
    """Everything that agencies hold: the crowd first, then the people of the story."""
    people = crowd(HELD + ORDERED + PROTECTED, without=characters.SURNAMES)
    for place, person in enumerate(people[:HELD]):
        holder = HOLDERS[place % len(HOLDERS)]
        handling, conditions = HANDLING[place % len(HANDLING)]
        holder = replace(holder, is_latin=holder.is_latin or place % 5 == 0)
        hold(
            stage, holder, person, FIRST - ago(days=place, hours=place % 7), place, identified=place % 3 == 0,
            terms=terms(holder, place, handling=handling, conditions=conditions),
        )  # fmt: skip
    for place, person in enumerate(people[HELD : HELD + ORDERED]):
        order(stage, person, ago(days=70 - 3 * place), place)
    for place, person in enumerate(people[HELD + ORDERED :]):
        slip(stage, ("demo-registrar", "demo-identity")[place % 2], person, ago(days=60 - 4 * place))
    _fill_story(stage)


def _fill_story(stage: Stage) -> None:
    hold(stage, COAST, characters.KHALED, ago(days=33), 61, terms=terms(COAST, 1))
    hold(stage, COAST, characters.CLEARED, ago(days=58), 62)
    hold(stage, COAST, characters.VALIDATED, ago(days=27), 63)
    hold(stage, COAST, characters.RELEASED, ago(days=26), 64, terms=terms(COAST, handling="H1"))
    hold(stage, INFORMATION, characters.AT_RISK, ago(days=21), 65)
    hold(stage, INFORMATION, characters.LATE, ago(days=20), 66)
    hold(stage, INFORMATION, characters.BY_KUNYA, ago(days=24), 67, identified=True)
    hold(stage, SHABWA, characters.PENDING, ago(days=19), 68)
    hold(stage, SHABWA, characters.AT_SEA, ago(days=18), 69)
    last_day = charter.local_day(stage.now + ago(days=20))
    hold(stage, COAST, characters.UNDER_REVIEW, ago(days=72), 70, expires_on=last_day)
    order(stage, characters.ORDERED, ago(days=14), 30, offence="MURDER")
    by_kunya = replace(characters.BY_KUNYA, ism="", father="", grandfather="")
    order(stage, by_kunya, ago(days=13), 31, offence="ABDUCTION")
    slip(stage, "demo-registrar", characters.WITH_SLIP, ago(days=11))
