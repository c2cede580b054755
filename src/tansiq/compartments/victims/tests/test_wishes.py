"""Requests and waivers: recorded whatever they are, bound where our office sends, and holding from the first minute."""

from dataclasses import replace
from datetime import timedelta

import pytest
from browse import signed_in
from django.apps import apps
from django.db import ProgrammingError
from django.urls import reverse
from stage import NOW
from victims_matter import DAY, HEIRS, PAPER

from tansiq.compartments.victims import actions, held, ledger, queries, waiver_files
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.errors import (
    AlreadyDone,
    NoCourt,
    NoReader,
    NoSession,
    NotReconfirmed,
    NotWaivableByHeir,
)
from tansiq.compartments.victims.models import Entry, Hold
from tansiq.gateway import actions as gateway
from tansiq.gateway import queries as stops
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.clocks.queries import open_alarms
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
PAPERS = WaiverDraft(
    heir="H2", victims=("V1",), accused=("A1",), qisas=True, diya="kept", channel="paper", signed_by="H2",
    offered_by="لا أحد", paid="لا شيء",
)  # fmt: skip
SESSION = {"is_alone": True, "was_read_aloud": True, "reader": "", "counsellor": "محامية العون",
           "place": "بيت عمه في الديس", "words": "قال إنه يعفو لوجه الله"}  # fmt: skip
BEFORE = NOW - timedelta(days=20)


@pytest.fixture
def waive(matter):
    def run(*, by="office", on=None, now=BEFORE, **change):
        return matter.do(by, actions.record_waiver, now=now, matter_id=matter.matter.id,
                         draft=replace(PAPERS, **change), on=on or now.date(), paper=PAPER)  # fmt: skip

    matter.characterise()
    return run


@pytest.fixture
def way(matter):
    """The steps of our office on the first waiver."""

    def run(action, *, by="office", now=NOW, **fields):
        return matter.do(by, action, now=now, matter_id=matter.matter.id, waiver="W1", **fields)

    return run


def heard(way, **change):
    return way(actions.hold_session, **({"now": BEFORE} | SESSION | change))


def notices(matter):
    with acting_as(matter.cast["inspector"]):
        return {row.code for row in apps.get_model("oversight.Notice").objects.all()}


def again(way, *, by="woman", now=NOW, is_alone=True, answer="yes"):
    return way(actions.confirm_again, by=by, now=now, is_alone=is_alone, answer=answer, place="مكتب الضحايا",
               words="ما زال على قوله وقد سُئل وحده")  # fmt: skip


def send(way):
    return way(actions.send_to_court, paper="كتابنا رقم 8")


def rule(matter, kind, *, by="judge", now=NOW, waiver="W1", **told):
    told = {"record": "م/11", "judge": "القاضي فارس"} | told
    return matter.do(by, actions.record_about_waiver, now=now, matter_id=matter.matter.id, kind=kind, waiver=waiver,
                     on=now, paper=PAPER, told=told)  # fmt: skip


def right(matter):
    rows = matter.do("office", queries.entries, matter.matter.id)
    [found] = ledger.answer_of(rows, at=NOW).rights
    return found


def told(matter, handle):
    with acting_as(matter.cast[handle]):
        return stops.stops()


def standing(matter):
    with acting_as(matter.cast["office"]):
        return [(row.party.code, row.lifted_at) for row in Hold.objects.select_related("party")]


@pytest.mark.rule("Q-05")
def test_a_paper_is_alleged_until_a_courts_record(matter, waive):
    waive()

    assert (right(matter).state, right(matter).heirs[1].waiver) == ("right_open", "alleged")
    for nothing in ("", "قيد الإصدار", "pending", "—"):
        rule(matter, "court_validated", record=nothing)
    assert right(matter).state == "right_open"
    rule(matter, "court_validated")
    assert right(matter).state == "qisas_dropped"


@pytest.mark.rule("Q-23")
def test_from_the_first_minute_prison_and_prosecution_stop_and_learn_nothing_of_why(matter, waive):
    waive(by="office", now=NOW)

    for handle in ("custodian", "prosecutor"):
        [row] = told(matter, handle)
        assert (row.reference, row.raised_at, row.due_at) == ("ج/2026/71", NOW, NOW + timedelta(hours=1))
        assert not {"matter", "heir", "waiver", "owner_id"} & {field.name for field in row._meta.fields}
    assert standing(matter) == [("A1", None)]
    for handle in ("asker", "analyst", "caseworker", "office", "counsel"):
        assert told(matter, handle) == []


@pytest.mark.rule("Q-23")
@pytest.mark.parametrize("kind", ["waiver_withdrawn", "inquiry_closed", "inquiry_opened"])
def test_neither_a_withdrawal_nor_an_inquiry_ends_a_stop(matter, waive, kind):
    waive()
    fields = {"waiver_withdrawn": {}, "inquiry_closed": {"outcome": "void"},
              "inquiry_opened": {"raised_by": "H1", "direction": "to_waive", "indicators": []}}[kind]  # fmt: skip
    by = "judge" if kind == "inquiry_closed" else "office"

    matter.do(by, actions.record_about_waiver, matter_id=matter.matter.id, kind=kind, waiver="W1", on=NOW, paper=PAPER,
              told=fields)  # fmt: skip

    assert standing(matter) == [("A1", None)]


@pytest.mark.rule("Q-23")
@pytest.mark.parametrize("kind", ["court_rejected", "hold_ruled"])
def test_a_ruling_with_its_record_lifts_the_stop(matter, waive, kind):
    waive()
    rule(matter, kind, record="")
    assert standing(matter) == [("A1", None)]

    rule(matter, kind)

    assert standing(matter) == [("A1", NOW)]
    assert {row.lifted_at for row in told(matter, "custodian")} == {NOW}


@pytest.mark.rule("Q-23")
def test_a_stop_is_taken_by_voice_and_paper_and_once(matter, waive):
    waive(now=NOW)
    [row] = told(matter, "custodian")
    for fields in ({"heard_from": "", "on_paper": True}, {"heard_from": "المكتب", "on_paper": False}):
        with pytest.raises(Invalid):
            matter.do("custodian", gateway.acknowledge_stop, stop_id=row.id, **fields)
    with pytest.raises(NotFound):
        matter.do("prosecutor", gateway.acknowledge_stop, stop_id=row.id, heard_from="المكتب", on_paper=True)

    done = matter.do("custodian", gateway.acknowledge_stop, stop_id=row.id, heard_from="المكتب", on_paper=True)

    assert done.acknowledged_at == NOW
    with acting_as(matter.cast["inspector"]):
        assert apps.get_model("gateway.Stop").objects.filter(acknowledged_at=None).count() == 2


def test_a_stop_that_nobody_took_within_the_hour_is_told_to_whom_it_waits_for_and_to_the_inspector(matter, waive):
    waive(now=NOW)
    late = NOW + timedelta(minutes=61)
    matter.run(system_actor("clock"), clocks.raise_due, now=late)
    of = {handle: [row.number for row in told(matter, handle)] for handle in ("custodian", "prosecutor")}

    def alarms(handle):
        with acting_as(matter.cast[handle]):
            return [(row.code, row.reference) for row in open_alarms() if row.code.startswith("HOLD-ACKNOWLEDGE")]

    prison = [("HOLD-ACKNOWLEDGE-PRISON", number) for number in of["custodian"]]
    prosecution = [("HOLD-ACKNOWLEDGE", number) for number in of["prosecutor"]]
    assert (len(prison), alarms("custodian"), alarms("prosecutor")) == (1, prison, prosecution)
    other = [("HOLD-ACKNOWLEDGE-PRISON", row.number) for row in told(matter, "receiver")]
    assert (len(other), sorted(alarms("inspector"))) == (1, sorted(prison + prosecution + other))

    [row] = told(matter, "custodian")
    matter.do("custodian", gateway.acknowledge_stop, now=late, stop_id=row.id, heard_from="المكتب", on_paper=True)

    assert (alarms("custodian"), len(alarms("inspector"))) == ([], 3)


def test_the_court_takes_its_task_once(matter, waive):
    waive()
    with acting_as(matter.cast["inspector"]):
        [row] = held.holds()
    assert row.court_due_at == BEFORE + timedelta(hours=24)

    matter.do("registrar", actions.take_task, hold_id=row.id)

    with pytest.raises(AlreadyDone):
        matter.do("judge", actions.take_task, hold_id=row.id)
    with pytest.raises(NotPermitted):
        matter.do("office", actions.take_task, hold_id=row.id)
    assert standing(matter) == [("A1", None)]


@pytest.mark.rule("Q-23")
def test_what_holds_after_the_court_took_its_task_is_a_task_anew(matter, waive):
    waive()
    with acting_as(matter.cast["registrar"]):
        row = Hold.objects.get()
    matter.do("registrar", actions.take_task, now=BEFORE + timedelta(days=1), hold_id=row.id)
    matter.do("office", actions.record_about_waiver, matter_id=matter.matter.id, kind="waiver_withdrawn", waiver="W1",
              on=NOW - timedelta(days=2), paper=PAPER, told={})  # fmt: skip
    with acting_as(matter.cast["registrar"]):
        assert Hold.objects.get().taken_at is not None

    waive(now=NOW, heir="H1", signed_by="H1")

    with acting_as(matter.cast["registrar"]):
        again = Hold.objects.get()
    assert (again.id, again.taken_at, again.court_due_at > NOW) == (row.id, None, True)
    assert matter.do("registrar", actions.take_task, hold_id=row.id).taken_at == NOW


@pytest.mark.rule("G11")
def test_our_office_sends_nothing_without_session_and_second_confirmation(matter, waive, way):
    waive()
    with pytest.raises(NoSession):
        send(way)
    heard(way)
    with pytest.raises(NotReconfirmed):
        send(way)
    again(way)

    send(way)

    assert right(matter).heirs[1].waiver == "sent_to_court"


@pytest.mark.rule("Q-10", "G11", "W-4")
@pytest.mark.parametrize(
    ("change", "flags", "notice"),
    [
        ({"now": BEFORE + timedelta(days=6)}, ["TOO_EARLY"], "ASKED_OUT_OF_TURN"),
        ({"by": "office"}, ["SAME_OFFICER"], "ASKED_OUT_OF_TURN"),
        ({"is_alone": False}, ["NOT_ALONE"], "SESSION_NOT_PRIVATE"),
    ],
)
def test_a_yes_to_the_same_officer_too_early_or_before_others_is_kept_and_confirms_nothing(
    matter, waive, way, change, flags, notice
):
    waive()
    heard(way)

    row = again(way, **change)

    assert (row.entry, row.flags, right(matter).heirs[1].waiver) == (None, flags, "cooling_off")
    assert {"ASKED_OUT_OF_TURN", "SESSION_NOT_PRIVATE"} & notices(matter) == {notice}
    row.id, row.entry_id = matter.matter.id, matter.do("office", queries.entries, matter.matter.id)[-1].id
    with pytest.raises(ProgrammingError, match="victims_session"):  # nor by SQL
        matter.do(change.get("by", "woman"), row.save, force_insert=True)
    assert again(way, now=BEFORE + timedelta(days=7)).entry is not None


@pytest.mark.rule("Q-10", "Q-24")
def test_a_no_is_no_confirmation_and_nothing_said_neither(matter, waive, way):
    waive()
    heard(way)
    with pytest.raises(Invalid):
        again(way, answer="")
    assert again(way, answer="nothing").entry is None
    assert right(matter).heirs[1].waiver == "cooling_off"

    told = again(way, by="office", now=BEFORE + timedelta(days=1), answer="no", is_alone=False)  # soon, to whoever

    assert (told.entry.kind, right(matter).heirs[1].waiver) == ("waiver_withdrawn", "withdrawn")
    assert "coercion_inquiry" in right(matter).flags
    assert standing(matter)


@pytest.mark.rule("Q-10")
def test_where_the_heir_was_heard_is_kept_beside_each_asking(matter, waive, way):
    waive()
    with pytest.raises(Invalid):
        heard(way, place="  ")
    first, second = heard(way), again(way)

    office = matter.cast["office"].home
    assert [(one.place, one.desk_id) for one in (first, second)] == [
        ("بيت عمه في الديس", office), ("مكتب الضحايا", office),
    ]  # fmt: skip
    page = signed_in("woman").get(reverse("victims:waiver", args=[matter.matter.id, "W1"])).content.decode()
    assert "بيت عمه في الديس" in page


@pytest.mark.rule("W-4")
def test_a_yes_after_taking_it_back_is_kept_and_confirms_nothing(matter, waive, way):
    waive()
    heard(way)
    matter.do("office", actions.record_about_waiver, matter_id=matter.matter.id, kind="waiver_withdrawn", waiver="W1",
              on=NOW - timedelta(days=2), paper=PAPER, told={})  # fmt: skip

    row = again(way)

    assert (row.entry, row.flags, right(matter).heirs[1].waiver) == (None, ["WITHDRAWN"], "withdrawn")


@pytest.mark.rule("G11", "JUD-04")
@pytest.mark.parametrize("change", [{"is_alone": False}, {"was_read_aloud": False}])
def test_a_session_is_private_and_begins_with_what_the_waiver_does(matter, waive, way, change):
    waive()

    row = heard(way, **change)

    assert (row.entry, bool(row.flags), right(matter).heirs[1].waiver) == (None, True, "alleged")
    assert "SESSION_NOT_PRIVATE" in notices(matter)
    assert again(way).flags == ["NO_SESSION"]  # and not that it was too early
    page = signed_in("woman", lang="ar").get(reverse("victims:waiver", args=[matter.matter.id, "W1"]))
    assert "لا يترتب عليها شيء" in page.text


@pytest.mark.rule("Q-10")
def test_a_session_in_a_village_is_written_down_later_and_its_days_run_from_then(matter, waive, way):
    waive()
    with pytest.raises(Invalid):
        heard(way, held_at=NOW)

    row = heard(way, now=BEFORE + timedelta(days=3), held_at=BEFORE + timedelta(hours=2))

    assert (row.held_at, row.recorded_at) == (BEFORE + timedelta(hours=2), BEFORE + timedelta(days=3))
    assert "SESSION_ENTERED_LATE" in notices(matter)
    assert again(way, now=BEFORE + timedelta(days=7, hours=1)).flags == ["TOO_EARLY"]
    assert again(way, now=BEFORE + timedelta(days=7, hours=2)).entry is not None


@pytest.mark.rule("Q-00", "Q-23")
def test_each_waiver_tells_its_own_state_and_that_it_holds(matter, waive):
    waive()
    rule(matter, "court_validated")
    waive(now=NOW)
    waive(now=NOW, diya="waived", heir="H3", signed_by="H3")

    files = [matter.do("office", waiver_files.waiver_file, matter.matter.id, f"W{at}", now=NOW) for at in (1, 2, 3)]

    told = [(one.state, one.refused, one.holds) for one in files]
    assert told == [("court_validated", (), False), ("alleged", (), True), ("", ("WAIVER_FOR_MINOR",), True)]


@pytest.mark.rule("E44")
def test_who_does_not_read_is_read_to_by_somebody_trusted(matter, waive, way):
    waive(literate=False)

    assert heard(way).flags == ["NO_READER"]
    assert heard(way, reader="ابنة عمها").reader == "ابنة عمها"
    again(way)
    with pytest.raises(NoReader):
        send(way)


@pytest.mark.rule("E45", "W-4")
def test_what_an_heir_said_to_a_man_though_she_had_asked_for_a_woman_is_kept_and_no_step_rests_on_it(
    matter, waive, way
):
    asked_at = NOW + timedelta(hours=1)
    waive(heir="H1", signed_by="H1")

    first = heard(way, now=asked_at)

    assert (first.entry, first.flags, "SESSION_WITHOUT_WOMAN" in notices(matter)) == (None, ["NOT_A_WOMAN"], True)
    assert heard(way, by="woman", now=asked_at).flags == []
    later = asked_at + timedelta(days=8)
    assert "NOT_A_WOMAN" in again(way, by="office", now=later).flags
    assert again(way, by="office", now=later, answer="no").entry.kind == "waiver_withdrawn"


@pytest.mark.rule("Q-07")
def test_a_waiver_for_a_child_is_recorded_holds_and_has_no_effect(matter, waive):
    row = waive(heir="H3", signed_by="الجد", diya="waived")

    assert matter.do("office", queries.refused, matter.matter.id, row.number, now=NOW) == "WAIVER_FOR_MINOR"
    assert standing(matter) == [("A1", None)]


@pytest.mark.rule("JUD-04")
def test_the_public_right_is_no_heirs(waive):
    with pytest.raises(NotWaivableByHeir):
        waive(qisas=False, public_right=True)
    waive(public_right=True)


@pytest.mark.parametrize("name", ["offered_by", "paid", "signed_by"])
def test_who_offered_and_what_was_paid_must_be_said(waive, name):
    with pytest.raises(Invalid) as refused:
        waive(**{name: " "})

    assert refused.value.errors == [{"field": name, "code": "MISSING"}]


@pytest.mark.rule("Q-25")
def test_a_pardon_in_court_counts_whatever_our_office_missed(matter, waive):
    waive()
    matter.do("registrar", actions.record_pardon, matter_id=matter.matter.id, heir="H1", victim="V1", accused="A1",
              qisas=True, diya="kept", record="م/3", judge="القاضي فارس", on=NOW, paper=PAPER)  # fmt: skip

    assert right(matter).state == "qisas_dropped"
    assert "MISSED_STEPS" in {step.code for step in right(matter).steps}


@pytest.mark.rule("Q-24")
def test_pressure_not_to_waive_is_an_inquiry_too(matter, waive):
    waive()
    matter.do("office", actions.record_about_waiver, matter_id=matter.matter.id, kind="inquiry_opened", waiver="W1",
              on=NOW, paper=PAPER, told={"raised_by": "H1", "direction": "not_to_waive", "indicators": []})  # fmt: skip

    assert "coercion_inquiry" in right(matter).flags


def test_a_request_is_no_waiver_and_silence_neither(matter, waive):
    matter.do("office", actions.record_request, matter_id=matter.matter.id, heir="H2", victim="V1", accused="A1", on=DAY,
              paper=PAPER)  # fmt: skip

    assert [heir.requested for heir in right(matter).heirs] == [False, True, False, False]
    assert {heir.waiver for heir in right(matter).heirs} == {None}


@pytest.mark.rule("Q-23")
def test_counsel_of_one_heir_reads_no_wish_of_another(matter, waive):
    waive(heir="H2")
    matter.do("office", actions.name_counsel, matter_id=matter.matter.id, heir="H1", handle="counsel", mandate="7")
    rule(matter, "court_rejected")

    with acting_as(matter.cast["counsel"]):
        kinds = set(Entry.objects.values_list("kind", flat=True))
    assert not kinds & {"waiver", "court_rejected"}


@pytest.mark.parametrize("who", ["office", "woman", "counsel"])
def test_only_a_court_rules(matter, waive, who):
    waive()
    matter.do("office", actions.name_counsel, matter_id=matter.matter.id, heir="H1", handle="counsel", mandate="7")

    with pytest.raises(NotPermitted):
        rule(matter, "court_validated", by=who)


def test_an_unknown_waiver_is_absent(matter, waive, way):
    with pytest.raises(Invalid):
        send(way)
    with pytest.raises(Invalid):
        rule(matter, "hold_ruled", waiver="W9")
    with pytest.raises(NotFound):
        matter.do("office", waiver_files.waiver_file, matter.matter.id, "W9", now=NOW)


def test_without_a_court_nothing_is_sent(cast, do, matter, waive, way):
    from victims_matter import opened

    other = opened(cast, do, None)
    other.characterise()
    other.do("office", actions.record_waiver, now=BEFORE, matter_id=other.matter.id, draft=PAPERS, on=BEFORE.date(),
             paper=PAPER)  # fmt: skip
    with pytest.raises(NoCourt):
        other.do("office", actions.send_to_court, matter_id=other.matter.id, waiver="W1", paper="8")


@pytest.mark.rule("Q-23")
def test_a_stop_that_was_raised_before_a_court_was_named_is_the_courts_task_from_then_on(matter, waive, do, agencies):
    office = matter.cast["office"]
    other = do(office, actions.open_matter)
    do(
        office,
        actions.add_victim,
        matter_id=other.id,
        name="سالم عمر",
        died_on=DAY,
        is_identified=True,
        on=DAY,
        paper=PAPER,
    )
    do(office, actions.add_accused, matter_id=other.id, reference="ج/2026/72", age_at_act="adult", on=DAY, paper=PAPER)
    do(office, actions.record_certificate, matter_id=other.id, on=DAY, paper=PAPER, victim="V1", court="محكمة المكلا",
       number="ح/10", heirs=HEIRS)  # fmt: skip
    do(office, actions.record_waiver, matter_id=other.id, draft=PAPERS, on=NOW.date(), paper=PAPER)
    with acting_as(matter.cast["inspector"]):
        hold = Hold.objects.get(number=other.number)

    def open_clocks():
        with acting_as(matter.cast["inspector"]):
            rows = [row for row in running.of_subject(hold.id) if row.stopped_at is None]
        return {row.code: (row.owner_id, row.due_at) for row in rows}

    before = open_clocks()
    assert {owner for owner, _ in before.values()} == {agencies["victims"]}
    do(office, actions.name_court, matter_id=other.id, court_id=agencies["court"], now=NOW + timedelta(hours=1))

    assert open_clocks() == {code: (agencies["court"], due) for code, (_, due) in before.items()}
