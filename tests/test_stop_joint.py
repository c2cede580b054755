"""From an heir's waiver to a step that is refused: across the rooms, by the number of the case alone (Q-23)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pdf_text
import pytest
from browse import signed_in
from casework_support import Room
from court_support import REASONS, Court
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from stage import NOW, draft
from victims_matter import DAY, PAPER, opened

from tansiq.compartments.casework.actions import terms_court
from tansiq.compartments.casework.drafts_court import StepDraft
from tansiq.compartments.casework.errors_court import AlreadyEntered, Stopped
from tansiq.compartments.casework.models import FinalStep
from tansiq.compartments.custody import actions as custody
from tansiq.compartments.victims import actions as victims
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.models import Party
from tansiq.gateway import actions, known_cases, queries
from tansiq.gateway.actions import stops
from tansiq.gateway.models import Stop
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
WAIVER = WaiverDraft(
    heir="H2", victims=("V1",), accused=("A2",), qisas=True, diya="kept", channel="paper", signed_by="H2",
    offered_by="لا أحد", paid="لا شيء",
)  # fmt: skip
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture
def stand(cast, agencies, do):
    return Court(Room(cast, agencies, do))


@pytest.fixture
def waive(cast, agencies, do):
    """An heir's word about somebody accused, whose case stands in the matter by what the office typed."""

    def run(typed: str) -> Any:
        matter = opened(cast, do, agencies["court"])
        matter.do(
            "office", victims.add_accused, matter_id=matter.matter.id, reference=typed, age_at_act="adult", on=DAY,
            paper=PAPER,
        )  # fmt: skip
        matter.do("office", victims.record_waiver, matter_id=matter.matter.id, draft=WAIVER, on=NOW.date(), paper=PAPER)
        return matter

    return run


def sentenced(stand: Court) -> Any:
    """Somebody whose sentence stands, with every paper that the court asks for and its ruling on its own stop."""
    accused = stand.accused()
    charge = stand.charge(accused)
    stand.indict(charge)
    stand.said(accused, outcomes=((charge, "convicted"),), penalty="death", record_number="118", content=b"%PDF")
    with acting_as(stand.cast["registrar"]):
        cards = [row.code for row in charter.current().vocabularies.stop_cards if row.code != "RATIFICATION"]
    for card in cards:
        stand.act("file_card", by="registrar", accused_id=accused.id, card=card, paper="ورقة 1", is_met=True)
    stand.act("rule_on_stop", by="judge", accused_id=accused.id, judge="القاضي فارس", record_number="44",
              reasons=REASONS)  # fmt: skip
    return accused


@pytest.mark.rule("Q-23")
@pytest.mark.parametrize(
    "typed",
    [
        lambda number: number,
        lambda number: f" {number.lower()} ",
        lambda number: number.replace("-", " – "),
        lambda number: number.translate(ARABIC),
        lambda number: f"\u200f{number}",
    ],
    ids=["as it stands", "lower case", "other dashes", "Arabic digits", "with a mark of direction"],
)
def test_a_waiver_at_the_victims_office_keeps_a_file_from_being_sent_for_ratification(stand, waive, typed):
    accused = sentenced(stand)
    assert stand.stops() == []

    matter = waive(typed(stand.case.number))

    with pytest.raises(Stopped) as refusal:
        stand.act("send_for_ratification", accused_id=accused.id, reasons=REASONS)
    assert refusal.value.code == "STOP_COURT"
    with acting_as(stand.cast["inspector"]):
        assert not Alarm.objects.filter(code="STOP-UNPLACED").exists()
    ruled = {"record": "م/11", "judge": "القاضي فارس"}
    matter.do("judge", victims.record_about_waiver, matter_id=matter.matter.id, kind="hold_ruled", waiver="W1", on=NOW,
              paper=PAPER, told=ruled)  # fmt: skip
    stand.act("send_for_ratification", accused_id=accused.id, reasons=REASONS)


@pytest.mark.rule("Q-04")
def test_a_pardon_that_a_court_has_proved_stays_what_was_pronounced_until_the_court_rules_on_the_stop(stand, waive):
    accused = sentenced(stand)
    matter = waive(stand.case.number)
    matter.do("judge", victims.record_about_waiver, matter_id=matter.matter.id, kind="court_validated", waiver="W1",
              on=NOW, paper=PAPER, told={"record": "م/11", "judge": "القاضي فارس"})  # fmt: skip

    with pytest.raises(Stopped):
        stand.act("send_for_ratification", accused_id=accused.id, reasons=REASONS)
    assert len(stand.stops()) == 1
    with acting_as(matter.cast["judge"]):
        row = Party.objects.get(matter=matter.matter, code="A2")
    ruling = reverse("victims:about", args=[matter.matter.id, "court_validated"])
    assert [signed_in(who).get(ruling).status_code for who in ("judge", "office")] == [200, 403]
    reader = signed_in("judge", purpose="OPEN_CASE")
    assert "a pardon that the court has proved" in reader.get(reverse("victims:matter", args=[matter.matter.id])).text
    ruled = {"party_id": row.id, "judge": "القاضي فارس", "on": NOW, "paper": PAPER}
    matter.do("judge", victims.rule_on_accused, record="", **ruled)  # it waits for its number
    assert len(stand.stops()) == 1
    matter.do("judge", victims.rule_on_accused, record="م/12", **ruled)
    assert stand.stops() == []


@pytest.mark.rule("Q-23")
def test_the_number_of_the_court_file_does_as_well(stand, waive):
    accused = sentenced(stand)
    waive(stand.file.number.lower())

    with pytest.raises(Stopped):
        stand.act("send_for_ratification", accused_id=accused.id, reasons=REASONS)


@pytest.mark.rule("Q-23")
def test_of_a_number_that_no_case_bears_the_inspector_is_told_and_nobody_else(stand, waive):
    waive("ج/2026/999")

    with acting_as(stand.cast["inspector"]):
        assert Alarm.objects.filter(code="STOP-UNPLACED").values_list("reference", flat=True).get() == "ج/2026/999"
    for who in ("office", "prosecutor", "custodian", "registrar", "detective"):
        with acting_as(stand.cast[who]):
            assert not Alarm.objects.filter(code="STOP-UNPLACED").exists()


def test_the_same_accused_typed_in_another_way_is_not_entered_twice(waive, stand):
    matter = waive(stand.case.number)

    with pytest.raises(Invalid):
        matter.do("office", victims.add_accused, matter_id=matter.matter.id, reference=stand.case.number.lower(),
                  age_at_act="adult", on=DAY, paper=PAPER)  # fmt: skip


@pytest.mark.rule("Q-23")
def test_whoever_is_accused_in_that_case_is_not_handed_abroad_whatever_the_register_knows_of_it(stand, waive, agencies):
    for code, is_abroad in (("prison", False), ("abroad", True)):
        stand.do(stand.cast["inspector"], custody.list_place, code=code, name_ar=code, name_en=code, kind="prison",
                 agency_id=agencies["prisons"], instrument="قرار 7", is_abroad=is_abroad)  # fmt: skip
    made = custody.ArrestDraft(
        kit=draft(ism="سالم", father="عوض", family="باقنزل", birth="1990"), place="prison", at=NOW, unit="دورية 4",
        officers="م-11", basis="flagrante",
    )  # fmt: skip
    held = stand.do(stand.cast["arrester"], custody.record_arrest, draft=made)
    stand.accused(detention=held.number)
    waive(stand.case.number)
    plan = {"to": "abroad", "authority": "مدير الأمن", "risk_review": "لا خطر عليه هناك بعد المقابلة",
            "legal_signoff": "النيابة 12", "informed_at": NOW, "reasons": REASONS}  # fmt: skip

    with pytest.raises(Stopped):
        stand.do(stand.cast["prosecutor"], custody.plan_transfer, detention_id=held.id, **plan)


def seen(stand: Court, who: str) -> list[Stop]:
    with acting_as(stand.cast[who]):
        return queries.stops()


@pytest.mark.rule("Q-23")
def test_each_agency_takes_its_own_stop_and_its_clock_ends_for_it_alone(stand, waive):
    waive(stand.case.number)
    [prison], [other], [prosecution] = (seen(stand, who) for who in ("custodian", "receiver", "prosecutor"))
    assert len({prison.number, other.number, prosecution.number}) == 3

    told = {"heard_from": "أمين سر المحكمة", "on_paper": True}
    with pytest.raises(NotFound):
        stand.do(stand.cast["custodian"], actions.acknowledge_stop, stop_id=other.id, **told)
    stand.do(stand.cast["custodian"], actions.acknowledge_stop, stop_id=prison.id, **told)

    assert seen(stand, "receiver")[0].acknowledged_at is None
    with acting_as(stand.cast["inspector"]):
        met = dict(Clock.objects.filter(code__startswith="HOLD-ACKNOWLEDGE").values_list("subject_id", "met_at"))
    assert (met[prison.id], met[other.id], met[prosecution.id]) == (NOW, None, None)


@pytest.mark.rule("Q-23")
def test_an_agency_that_comes_later_is_told_too_and_a_ruling_ends_it_for_all(stand, waive, monkeypatch):
    there = access.agencies_with
    monkeypatch.setattr(
        access, "agencies_with", lambda role: [one for one in there(role) if one != stand.cast["receiver"].agency_id]
    )
    matter = waive(stand.case.number)
    assert seen(stand, "receiver") == []
    monkeypatch.undo()
    room = system_actor("gateway")

    assert stand.do(room, actions.spread_stops) == 1
    assert stand.do(room, actions.spread_stops) == 0

    [late] = seen(stand, "receiver")
    assert (late.reference, late.raised_at) == (stand.case.number, NOW)
    matter.do("judge", victims.record_about_waiver, matter_id=matter.matter.id, kind="court_rejected", waiver="W1",
              on=NOW, paper=PAPER, told={"record": "م/11", "judge": "القاضي فارس"})  # fmt: skip
    assert [row.lifted_at for row in seen(stand, "receiver")] == [NOW]


@pytest.mark.rule("W-4")
def test_numbers_that_differ_by_their_marks_alone_are_two_accused_and_other_spellings_one(waive):
    matter = waive("12/3/2024")

    def add(reference: str) -> Any:
        return matter.do("office", victims.add_accused, matter_id=matter.matter.id, reference=reference,
                         age_at_act="adult", on=DAY, paper=PAPER)  # fmt: skip

    assert add("1/23/2024").reference == "1/23/2024"
    with pytest.raises(Invalid):
        add(" ١٢/ ٣/\u200f٢٠٢٤")


@pytest.mark.rule("Q-23", "W-4")
def test_the_office_reads_that_no_stop_holds_by_a_number_without_letter_or_digit(waive):
    matter = waive("–")
    page = reverse("victims:matter", args=[matter.matter.id])

    assert "has no letter and no digit" in signed_in("office").get(page, headers={"Accept-Language": "en"}).text
    assert known_cases.is_checkable("ج")


def ratified(stand: Court) -> Any:
    """The same, after the authority that confirms has answered and a judge has ruled on the stop that came with it."""
    accused = sentenced(stand)
    stand.said(accused, kind="ratification", level="head_of_state", record_number="7", content=b"%PDF")
    stand.act("file_card", by="registrar", accused_id=accused.id, card="RATIFICATION", paper="7", is_met=True)
    stand.act("rule_on_stop", by="judge", accused_id=accused.id, judge="القاضي فارس", record_number="45",
              reasons=REASONS)  # fmt: skip
    return accused


def final(
    stand: Court, kind: str, subject: Any, name: str = "plan_step", *, by: str = "registrar", **given: Any
) -> Any:
    """A step that cannot be undone, planned for tomorrow or as it happened an hour before it is written down."""
    is_plan = name == "plan_step"
    at = NOW + (timedelta(days=1) if is_plan else timedelta(hours=2))
    given.setdefault("now", NOW if is_plan else NOW + timedelta(hours=3))
    about = {"accused_id" if kind == "execution" else "victim_id": subject.id}
    draft = StepDraft(kind, at, by="النيابة الجزائية" if is_plan else "", instrument="أمر 12" if is_plan else "")
    return stand.act(name, by=by, draft=draft, **about, **({"reasons": REASONS} if is_plan else {}), **given)


def told_of_steps(stand: Court) -> int:
    with acting_as(stand.cast["inspector"]):
        return Alarm.objects.filter(code="STEP-WHILE-STOPPED").count()


@pytest.mark.rule("Q-23", "JUD-08", "W-4")
def test_no_step_that_cannot_be_undone_is_planned_while_a_court_must_speak_and_what_happened_is_kept(stand, waive):
    accused, victim = ratified(stand), stand.victim()
    steps = [("execution", accused), ("remains", victim), ("certificate", victim)]
    for kind, subject in steps:
        final(stand, kind, subject)
        assert final(stand, kind, subject, "record_step").flags == []
    assert told_of_steps(stand) == 0

    waive(stand.case.number)

    for kind, subject in steps:
        with pytest.raises(Stopped) as refusal:
            final(stand, kind, subject)
        assert refusal.value.code == "STOP_COURT"
        assert final(stand, kind, subject, "record_step").flags == ["STOP_COURT"]
    assert told_of_steps(stand) == len(steps)


@pytest.mark.rule("Q-23", "JUD-08")
def test_a_plan_over_which_a_stop_came_waits_until_it_is_made_anew(stand, waive):
    accused = ratified(stand)
    plan = final(stand, "execution", accused)
    page = reverse("casework:court_accused", args=[accused.id])
    words = {"Accept-Language": "en"}
    assert "stop: court" not in signed_in("prosecutor").get(page, headers=words).text

    matter = waive(stand.case.number)
    matter.do("judge", victims.record_about_waiver, matter_id=matter.matter.id, kind="hold_ruled", waiver="W1", on=NOW,
              paper=PAPER, told={"record": "م/11", "judge": "القاضي فارس"}, now=NOW + timedelta(minutes=1))  # fmt: skip

    assert "stop: court" in signed_in("prosecutor").get(page, headers=words).text
    for_later = {"step_id": plan.id, "reasons": REASONS, "now": NOW + timedelta(minutes=1)}
    stand.act("call_off_step", **for_later)
    with pytest.raises(AlreadyEntered):
        stand.act("call_off_step", **for_later)
    final(stand, "execution", accused, now=NOW + timedelta(minutes=2))
    shown = signed_in("prosecutor").get(page, headers=words).text
    assert ("stop: court" in shown, "Called off" in shown) == (False, True)


@pytest.mark.rule("JUD-03", "JUD-08")
def test_a_certificate_of_heirs_is_the_courts_and_a_sentence_needs_its_ratification(stand):
    accused, victim = sentenced(stand), stand.victim()
    for name in ("plan_step", "record_step"):
        with pytest.raises(NotPermitted):
            final(stand, "certificate", victim, name, by="prosecutor")
    by_sql = {"state": "planned", "victim_id": victim.id, "at": NOW, "decision_id": uuid4()}
    told = by_sql | terms_court.filed(stand.file, stand.cast["prosecutor"], NOW)
    kinds = [kind for kind in FinalStep.Kind if kind not in ("execution", "certificate")]
    stand.do(stand.cast["prosecutor"], lambda **_: FinalStep.objects.create(kind=kinds[0], **told))
    with pytest.raises(ProgrammingError):
        stand.do(stand.cast["prosecutor"], lambda **_: FinalStep.objects.create(kind="certificate", **told))
    with pytest.raises(Stopped):
        final(stand, "execution", accused)
    with pytest.raises(Invalid):
        stand.act("plan_step", by="registrar", victim_id=victim.id, reasons=REASONS,
                  draft=StepDraft("execution", NOW + timedelta(days=1), "النيابة", "أمر 12"))  # fmt: skip
    # Carried out before anybody confirmed it: kept, and the inspector hears of it.
    assert final(stand, "execution", accused, "record_step").flags == ["STOP_COURT"]
    assert told_of_steps(stand) == 1


@pytest.fixture
def without_receiver(stand, monkeypatch):
    """A stop is raised before anybody of one agency has the role; after `undo` it has."""
    there = access.agencies_with
    monkeypatch.setattr(
        access, "agencies_with", lambda role: [one for one in there(role) if one != stand.cast["receiver"].agency_id]
    )
    return monkeypatch


def raised(stand: Court, reference: str) -> list[UUID]:
    prosecutor = stand.cast["prosecutor"]
    ids: list[UUID] = stand.do(
        prosecutor, actions.raise_stop, reference=reference, owner_id=prosecutor.agency_id
    )  # fmt: skip
    return ids


@pytest.mark.rule("Q-23")
def test_a_stop_that_falls_while_others_are_to_be_told_of_it_is_told_to_nobody_more(stand, without_receiver):
    ids = raised(stand, "ج/2026/7")
    without_receiver.undo()
    hold, told = stops._hold, []

    def falls_first(sign_id: UUID) -> None:
        if not told:
            told.append(sign_id)
            owner_id = stand.cast["prosecutor"].agency_id
            actions.lift_stops(actor=stand.cast["prosecutor"], now=NOW, stop_ids=ids, owner_id=owner_id)
        hold(sign_id)

    without_receiver.setattr(stops, "_hold", falls_first)
    with CaptureQueriesContext(connection) as run:
        assert stand.do(system_actor("gateway"), actions.spread_stops) == 0

    assert len(told) == 1
    assert seen(stand, "receiver") == []
    assert sum("pg_advisory_xact_lock" in one["sql"] for one in run.captured_queries) >= 2


@pytest.mark.rule("Q-23")
def test_a_bound_on_one_run_cuts_through_no_stop(stand, without_receiver):
    for reference in ("ج/2026/7", "ج/2026/8"):
        raised(stand, reference)
    without_receiver.undo()
    without_receiver.setattr(stops, "MOST_SPREAD", 1)
    room = system_actor("gateway")

    assert [stand.do(room, actions.spread_stops) for _ in range(3)] == [1, 1, 0]
    assert {row.reference for row in seen(stand, "receiver")} == {"ج/2026/7", "ج/2026/8"}


@pytest.mark.rule("Q-23")
def test_a_stop_holds_where_nobody_is_there_to_be_told(stand, waive, monkeypatch):
    monkeypatch.setattr(access, "agencies_with", lambda role: [])
    accused = sentenced(stand)
    waive(stand.case.number)

    with pytest.raises(Stopped):
        stand.act("send_for_ratification", accused_id=accused.id, reasons=REASONS)


@pytest.mark.rule("Q-23")
def test_the_sheet_says_which_case_and_that_the_court_speaks_first_and_nothing_of_why(stand, waive):
    waive(stand.case.number)
    [row] = seen(stand, "custodian")

    answer = signed_in("custodian").get(reverse("gateway:stop_paper", args=[row.id]))

    read = pdf_text.text(answer.content, is_rtl=True)
    assert stand.case.number in read
    for word in ("وريث", "ورثة", "عفو", "تنازل", "الضحايا"):
        assert word not in read
    assert signed_in("receiver").get(reverse("gateway:stop_paper", args=[row.id])).status_code == 404
