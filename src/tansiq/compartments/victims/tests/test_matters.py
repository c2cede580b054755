"""The ledger of a matter: what is recorded, what the replay makes of it, and who reads it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from browse import signed_in
from django.apps import apps
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import MEMBERS, NOW
from victims_matter import DAY, PAPER

from tansiq.compartments.victims import actions, ledger, queries
from tansiq.compartments.victims.drafts import HeirDraft, WaiverDraft
from tansiq.compartments.victims.errors import AlreadyDone, CounselOfAnother
from tansiq.compartments.victims.forms.matters import courts
from tansiq.compartments.victims.models import Contact, ContactPlan, Counsel, Entry, Hold, Matter, Party
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.access.rules import INCOMPATIBLE, ROLES
from tansiq.kernel.audit import queries as audit
from tansiq.kernel.audit.errors import NoPurpose
from tansiq.kernel.clocks.models import Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
TABLES = (Matter, Party, Entry, ContactPlan, Contact, Counsel)
NEW = {"may_arrest": False, "districts": [], "charter_signed_on": DAY, "trained_on": DAY, "duty_phone": "+967 1 1"}
READERS = {"office", "woman", "registrar", "judge", "counsel"}


def steps_of(matter, victim):
    return [step.code for one in state(matter).rights if one.victim == victim for step in one.steps]


def state(matter, at=None, by="office"):
    rows = matter.do(by, queries.entries, matter_id=matter.matter.id)
    return ledger.answer_of(rows, at=at or NOW)


def read(matter, by="office", **more):
    given = {"actor": matter.cast[by], "now": NOW, "matter_id": matter.matter.id, "at": NOW.date(),
             "purpose": "OPEN_CASE", "reference": "V/1"} | more  # fmt: skip
    return matter.do(by, queries.matter_file, **given)


def test_the_state_of_a_right_comes_from_the_stored_events(matter):
    assert [right.state for right in state(matter).rights] == ["heirs_listed"]

    matter.characterise(on=NOW.date() - timedelta(days=5))

    [right] = state(matter).rights
    assert (right.track, right.state) == ("qisas", "right_open")
    assert [heir.share for heir in right.heirs] == ["1/8", "7/24", "7/24", "7/24"]
    assert "minor" in right.flags


def test_the_state_of_an_earlier_day_does_not_know_what_came_later(matter):
    matter.characterise(on=NOW.date() - timedelta(days=5))

    assert [right.state for right in state(matter, at=NOW.date() - timedelta(days=6)).rights] == ["heirs_listed"]
    assert state(matter, at=DAY - timedelta(days=1)).rights == ()


def test_an_hour_orders_what_happened_on_one_day(matter):
    ruled = NOW - timedelta(hours=2)

    row = matter.fact("capacity_ruled", who="judge", on=ruled, heir="H3", capacity="capable", record="س/8")

    assert row.event["at"] == ruled.isoformat()
    assert (row.happened_at, row.recorded_at) == (ruled, NOW)


def test_shares_that_do_not_add_up_stay_as_written(matter):
    heirs = [HeirDraft("1/8", "capable", code="H1"), HeirDraft("1/2", "capable", code="H2")]

    row = matter.do(
        "registrar", actions.record_certificate, matter_id=matter.matter.id, on=DAY + timedelta(days=1), paper=PAPER,
        victim="V1", court="محكمة المكلا", number="ح/10", heirs=heirs, supersedes="K1",
    )  # fmt: skip

    [right] = state(matter).rights
    assert [heir.share for heir in right.heirs] == ["1/8", "1/2"]
    assert "SHARES_DO_NOT_SUM" in right.flags
    assert row.event["supersedes"] == "K1"


@pytest.mark.parametrize(
    ("heirs", "field"),
    [
        ((), "heirs"), ((HeirDraft("0.5", "capable", name="سعاد"),), "heirs"), ((HeirDraft("1", "?", name="س"),), "heirs"),
        ((HeirDraft("1", "capable"),), "heirs"), ((HeirDraft("1", "capable", code="H9"),), "heirs"),
        ((HeirDraft("1/2", "capable", code="H1"), HeirDraft("1/2", "capable", code="H1")), "heirs"),
    ],
)  # fmt: skip
def test_a_certificate_that_cannot_be_read_is_not_taken(matter, heirs, field):
    with pytest.raises(Invalid) as refused:
        matter.do("office", actions.record_certificate, matter_id=matter.matter.id, on=DAY, paper=PAPER, victim="V1",
                  court="م", number="1", heirs=heirs)  # fmt: skip

    assert [error["field"] for error in refused.value.errors] == [field]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"paper": " "}, "paper"), ({"on": NOW + timedelta(hours=1)}, "on"), ({"accused": "A2"}, "accused"),
        ({"track": "mercy"}, "track"), ({"charge": ""}, "charge"), ({"paper": "x\0"}, "paper"), ({"paper": "x" * 201}, "paper"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_its_field(matter, change, field):
    told = {"charge": "C/1", "victim": "V1", "accused": "A1", "track": "qisas", "by": "judge", "instrument": "x"}

    with pytest.raises(Invalid) as refused:
        matter.fact("characterised", **(told | change))

    assert [error["field"] for error in refused.value.errors] == [field]
    assert Entry.objects.count() == 0  # nobody acts here: without an actor there are no rows


@pytest.mark.rule("W-4")
def test_a_fact_is_recorded_by_whoever_it_speaks_for(matter):
    matter.fact("offender_died", accused="A1")
    row = matter.fact("capacity_ruled", heir="H3", capacity="capable", record="")

    assert (
        matter.do("office", queries.refused, matter_id=matter.matter.id, number=row.number, now=NOW) == "NOT_VALIDATED"
    )


@pytest.mark.parametrize("handle", sorted(set(MEMBERS) - {"office", "woman"}))
def test_nobody_else_opens_a_matter(cast, do, handle):
    with pytest.raises(NotPermitted):
        do(cast[handle], actions.open_matter)


@pytest.mark.rule("RL-10", "Q-20")
@pytest.mark.parametrize("handle", sorted(set(MEMBERS) - READERS))
def test_nobody_who_arrests_keeps_informs_or_negotiates_reads_any_of_it(matter, handle):
    with acting_as(matter.cast[handle]):
        seen = {model.__name__: model.objects.count() for model in TABLES}

    # The inspector reads handles: numbers of matters, and nothing of anybody.
    handles = int("inspector" in matter.cast[handle].roles)
    assert seen == dict.fromkeys(seen, 0) | {"Matter": handles}
    with pytest.raises(NotFound if not handles else NotPermitted):
        read(matter, by=handle)


def test_the_court_reads_the_ledger_and_no_contact_plan(matter):
    with acting_as(matter.cast["judge"]):
        assert Entry.objects.count() == 3
        assert Party.objects.count() == 6
        assert ContactPlan.objects.count() == Contact.objects.count() == 0


def test_a_court_that_does_not_have_the_matter_reads_nothing(cast, do, agencies):
    row = do(cast["office"], actions.open_matter)

    with acting_as(cast["judge"]):
        assert Matter.objects.count() == 0
    do(cast["office"], actions.name_court, matter_id=row.id, court_id=agencies["court"])
    with acting_as(cast["judge"]):
        assert Matter.objects.count() == 1


@pytest.mark.parametrize("code", ["alpha", "desk", "watchers"])
def test_only_a_court_is_named_as_one(cast, do, agencies, code):
    with pytest.raises(Invalid):
        do(cast["office"], actions.open_matter, court_id=agencies[code])


@pytest.mark.rule("JUD-03")
def test_no_form_offers_a_prosecution_as_a_court_and_no_action_takes_it(cast, do, agencies):
    told = {
        "name_ar": "نيابة الساحل",
        "name_en": "Coast prosecution",
        "command": "النائب العام",
        "legal_power": "قانون",
    }
    made = {kind: do(cast["accreditor"], access.accredit_agency, code=f"coast-{kind}", kind=kind, **told, **NEW).id
            for kind in ("judicial", "prosecution")}  # fmt: skip
    file = do(cast["office"], actions.open_matter, court_id=made["judicial"])

    offered = do(cast["office"], lambda **_: {value for value, _words in courts()})

    assert offered == {"", str(agencies["court"]), str(made["judicial"])}
    for wrong in (made["prosecution"], uuid4()):
        with pytest.raises(Invalid):
            do(cast["office"], actions.name_court, matter_id=file.id, court_id=wrong)


@pytest.mark.rule("Q-23")
def test_the_task_that_one_court_took_is_asked_of_the_next_one_anew(matter):
    """Another court has the file: what the first one took in hand is nobody's, and due by a clock of its own."""
    matter.characterise()
    draft = WaiverDraft(
        heir="H2", victims=("V1",), accused=("A1",), qisas=True, diya="kept", channel="paper", signed_by="H2",
        offered_by="لا أحد", paid="لا شيء",
    )  # fmt: skip
    matter.do("office", actions.record_waiver, matter_id=matter.matter.id, draft=draft, on=DAY, paper=PAPER)
    with acting_as(matter.cast["office"]):
        hold = Hold.objects.get()
    matter.do("registrar", actions.take_task, hold_id=hold.id, now=NOW + timedelta(hours=1))
    told = {"name_ar": "محكمة الساحل", "name_en": "Coast court", "command": "المجلس", "legal_power": "قانون"}
    other = matter.do("accreditor", access.accredit_agency, code="coast-court", kind="judicial", **told, **NEW).id

    later = NOW + timedelta(hours=30)
    matter.do("office", actions.name_court, matter_id=matter.matter.id, court_id=other, now=later)

    with acting_as(matter.cast["office"]):
        hold.refresh_from_db()
    assert (hold.taken_at, hold.taken_by, hold.court_due_at > later) == (None, None, True)
    with acting_as(system_actor("clock")):
        clocks = list(Clock.objects.filter(code="HOLD-COURT-TASK", subject_id=hold.id).order_by("started_at"))
    assert [(one.met_at is None, one.owner_id) for one in clocks][-1] == (True, other)


def test_an_entry_is_neither_changed_nor_removed(matter):
    def write(rows):
        return rows.update(paper="x")

    with acting_as(matter.cast["office"]):
        for act in (lambda rows: rows.update(paper="x"), lambda rows: rows._raw_delete("default")):
            with pytest.raises(ProgrammingError, match="victims_entry"):
                matter.run(matter.cast["office"], act, Entry.objects.all())


def test_counsel_reads_what_concerns_all_and_gets_no_state(matter):
    named = {"matter_id": matter.matter.id, "heir": "H1", "handle": "counsel", "mandate": "وكالة 7"}
    with pytest.raises(NotFound):
        read(matter, by="counsel")

    row = matter.do("office", actions.name_counsel, **named)

    told = read(matter, by="counsel")
    assert len(told.entries) == 3
    assert told.answer is None
    with acting_as(matter.cast["counsel"]):
        assert ContactPlan.objects.count() == 0
    with pytest.raises(AlreadyDone):
        matter.do("office", actions.name_counsel, **named)
    matter.do("office", actions.end_counsel, counsel_id=row.id)
    with pytest.raises(NotFound):
        read(matter, by="counsel")
    with pytest.raises(AlreadyDone):
        matter.do("office", actions.end_counsel, counsel_id=row.id)


@pytest.mark.rule("G11")
def test_counsel_speaks_for_two_of_a_family_only_where_each_was_asked_alone(matter):
    named = {"matter_id": matter.matter.id, "handle": "counsel", "mandate": "وكالة 7"}
    matter.do("office", actions.name_counsel, heir="H1", **named)

    with pytest.raises(CounselOfAnother):
        matter.do("office", actions.name_counsel, heir="H2", **named)

    matter.do("office", actions.name_counsel, heir="H2", asked_alone=True, **named)
    with acting_as(matter.cast["inspector"]):
        codes = [row.code for row in apps.get_model("oversight.Notice").objects.all()]
    assert codes == ["ONE_COUNSEL_FOR_HEIRS"]


def test_a_charge_that_is_typed_with_other_marks_is_the_one_of_the_file(matter):
    matter.characterise()

    row = matter.fact("judgment", charge="c-1", result="acquitted", final=True)

    assert row.event["charge"] == "C/1"
    assert matter.fact("judgment", charge="C/9", result="acquitted", final=True).event["charge"] == "C/9"
    client = signed_in("office")
    typed = {"charge": "C/8", "result": "acquitted", "on": DAY.isoformat(), "paper": PAPER}
    page = reverse("victims:fact", args=[matter.matter.id, "judgment"])
    assert "C/1" in client.get(page).text
    assert "No charge of this number" in client.post(page, typed, follow=True).text


@pytest.mark.parametrize("handle", ["office", "analyst", "nobody"])
def test_only_counsel_is_named_as_counsel(matter, handle):
    with pytest.raises(Invalid):
        matter.do("office", actions.name_counsel, matter_id=matter.matter.id, heir="H1", handle=handle, mandate="7")


@pytest.mark.rule("G13")
def test_a_file_is_read_with_a_reason_which_is_logged(matter):
    with pytest.raises(NoPurpose):
        read(matter, purpose="")

    read(matter)

    with acting_as(matter.cast["inspector"]):
        acts = [entry.act for entry in audit.of_subject(matter.matter.id)]
    assert acts.count("victims.matter_read") == 1


@pytest.mark.rule("W-2", "E31")
def test_whoever_declared_a_relative_does_not_read_the_file(matter):
    matter.do("office", access.declare_kin, relation="sibling", ism="عوض", father="ناصر", family="باغويطة")

    with pytest.raises(ConflictOfInterest):
        read(matter)


def test_the_log_tells_a_number_and_no_name(matter):
    with acting_as(matter.cast["inspector"]):
        told = str([(entry.act, entry.reference) for row in [matter.matter] for entry in audit.of_subject(row.id)])

    assert matter.matter.number in told
    assert "باغويطة" not in told


@pytest.mark.rule("W-2")
@pytest.mark.parametrize("reader", ["victims_officer", "womens_officer", "heirs_counsel", "judge"])
def test_who_reads_victims_has_nothing_else_to_do_with_anybody(reader):
    allowed = {"victims_officer": {"womens_officer", "unit_head"},
               "womens_officer": {"victims_officer", "identity_desk", "unit_head"}}.get(reader, set())  # fmt: skip

    assert {other for other in ROLES if frozenset({reader, other}) not in INCOMPATIBLE} - {reader} == allowed


def test_a_victim_without_a_name_is_one_whom_nobody_identified(matter):
    told = {"matter_id": matter.matter.id, "died_on": None, "on": DAY, "paper": PAPER}
    with pytest.raises(Invalid):
        matter.do("office", actions.add_victim, name="", is_identified=True, **told)

    row = matter.do("office", actions.add_victim, name="", is_identified=False, **told)

    assert row.code == "V2"


@pytest.mark.rule("Q-19")
def test_a_victim_is_identified_or_dies_later_under_the_same_code(matter):
    told = {"matter_id": matter.matter.id, "on": DAY, "paper": PAPER}
    matter.do("office", actions.add_victim, name="", died_on=None, is_identified=False, **told)
    known = {"victim": "V2", "died_on": DAY, "is_identified": True, **told}
    for wrong in ({"name": ""}, {"victim": "V1", "name": "غيره"}, {"victim": "A1", "name": "س"}):
        with pytest.raises(Invalid):
            matter.do("office", actions.know_victim, **known | wrong)
    assert "FIND_HEIRS" in steps_of(matter, "V2")

    row = matter.do("office", actions.know_victim, name="هادي صالح", **known)

    assert (row.event["victim"], row.event["identified"], row.event["died_on"]) == ("V2", True, DAY.isoformat())
    assert row.beside["name"] == "هادي صالح"
    named = matter.do("office", queries.parties, matter.matter.id, "victim")[1]
    assert (named.code, named.name) == ("V2", "هادي صالح")
    before = [one.beside.get("name") for one in matter.do("office", queries.entries, matter.matter.id, "victim")]
    assert before == [None, None, "هادي صالح"]
    with pytest.raises(ProgrammingError):  # no name but the one that the line brings
        matter.do("office", lambda: Party.objects.filter(id=named.id).update(name="غيره"))
    assert "FIND_HEIRS" not in steps_of(matter, "V2")


@pytest.mark.parametrize(
    ("change", "field"), [({"reference": ""}, "reference"), ({"reference": "ج/2026/71"}, "reference"), ({"age_at_act": "?"}, "age_at_act")]
)  # fmt: skip
def test_an_accused_is_a_reference_that_stands_once(matter, change, field):
    told = {"reference": "ج/2026/72", "age_at_act": "adult", "on": DAY, "paper": PAPER} | change

    with pytest.raises(Invalid) as refused:
        matter.do("office", actions.add_accused, matter_id=matter.matter.id, **told)

    assert refused.value.errors[0]["field"] == field


def test_what_does_not_exist_is_absent(matter):
    with pytest.raises(NotFound):
        matter.do("office", actions.record_fact, matter_id=uuid4(), kind="judgment", on=DAY, paper="x", told={})
