import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from stage import KHALED, NOW, accepting

from tansiq.compartments.intelligence import actions, passages, queries
from tansiq.compartments.intelligence.errors import (
    BasisExpired,
    ChildPath,
    NeedsLegalReview,
    NoAct,
    NoCollectiveSuspicion,
    NotOpen,
    Quarantined,
    SameLineage,
    SamePersonTwice,
)
from tansiq.compartments.intelligence.models import Subject
from tansiq.compartments.intelligence.tests.conftest import FACTS
from tansiq.kernel.audit import queries as audit
from tansiq.kernel.audit.errors import NoPurpose
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions.errors import NotAPerson, ThinReasons
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted
from tansiq.people import actions as people
from tansiq.people.errors import ClearedPerson
from tansiq.people.models import HeldEntry

pytestmark = pytest.mark.django_db


def is_matched(row, actor):
    with acting_as(actor):
        return HeldEntry.objects.filter(kit_id=row.kit_id).exists()


def test_a_proposal_is_not_matched_and_an_accepted_subject_is(desk):
    row = desk.propose()
    assert (row.state, is_matched(row, desk.cast["analyst"])) == ("proposed", False)

    row = desk.accept(row)

    assert (row.state, is_matched(row, desk.cast["analyst"])) == ("active", True)
    assert row.review_on == NOW.date().replace(year=NOW.year + 1)
    assert row.expires_on == NOW.date().replace(year=NOW.year + 5)
    with acting_as(desk.cast["approver"]):
        trail = {entry.act for entry in audit.of_subject(row.id)}
        assert trail == {"intelligence.subject_proposed", "intelligence.subject_accepted"}
        assert {clock.code for clock in clocks.of_subject(row.id)} == {"SUBJECT-REVIEW", "SUBJECT-HARD-STOP"}


@pytest.mark.rule("JOC-01")
@pytest.mark.parametrize(
    ("field", "value"),
    [("act", ""), ("act", "MEMBERSHIP"), ("act_words", ""), ("act_words", "متابعة"), ("report_ids", ())],
)
def test_nobody_becomes_a_subject_without_an_act(desk, field, value):
    with pytest.raises(NoAct) as refusal:
        desk.propose(**{field: value})

    assert refusal.value.errors == [{"field": field, "code": "MISSING"}]


@pytest.mark.rule("JOC-01")
@pytest.mark.parametrize(
    "words",
    [
        "member of tribe X in village Y",
        "هو من قبيلة معروفة بذلك",
        "ابن عم المطلوب في القضية",
        "يحمل أفكارًا متطرفة",
        "من أهالي القرية",
    ],
)
def test_a_group_is_no_ground(desk, words):
    with pytest.raises(NoCollectiveSuspicion):
        desk.propose(act_words=words)


@pytest.mark.rule("G6")
@pytest.mark.parametrize("birth", ["2009-01-01", "2008", "1430h"])
def test_a_child_or_who_may_be_one_is_no_subject_and_the_report_stays(desk, birth):
    report = desk.report()

    with pytest.raises(ChildPath) as refusal:
        desk.propose(report, kit=replace(KHALED, birth=birth))

    assert refusal.value.notify_oversight
    with acting_as(desk.cast["analyst"]):
        assert queries.reports() == [report]
        assert queries.subjects() == []


@pytest.mark.parametrize("reviewer", ["", "  ", "Analyst", "analyst"])
def test_a_lawyer_is_not_stored_before_somebody_else_reviewed(desk, reviewer):
    with pytest.raises(NeedsLegalReview):
        desk.propose(sensitive="lawyer", legal_reviewer=reviewer)


def test_a_lawyer_is_stored_after_a_legal_review(desk):
    assert desk.propose(sensitive="lawyer", legal_reviewer="المستشار المناوب").sensitive == "lawyer"


@pytest.mark.rule("G2")
def test_a_subject_on_an_ended_basis_is_refused(desk):
    report = desk.report()

    with pytest.raises(BasisExpired):
        desk.propose(report, legal_basis="INTERIM-EXCHANGE")


def test_a_subject_without_a_purpose_is_refused(desk):
    with pytest.raises(NoPurpose):
        desk.propose(purpose="متابعة")


@pytest.mark.rule("JOC-02")
def test_nothing_rests_on_a_quarantined_report(desk):
    report = desk.report(obtained="SUSPECTED_ILL_TREATMENT")

    with pytest.raises(Quarantined):
        desk.propose(report)


def test_a_report_of_another_agency_is_no_source(desk):
    report = desk.report(by="stranger")

    with pytest.raises(NotFound):
        desk.propose(report)


@pytest.mark.rule("JOC-04")
def test_a_fact_sent_again_after_expiry_makes_no_new_subject(desk):
    desk.report("نقل صناديق إلى المستودع")
    now = NOW + timedelta(days=5 * 366)
    again = desk.report("نقل صناديق الى المستودع", now=now)

    with pytest.raises(SameLineage):
        desk.propose(again, now=now)


@pytest.mark.rule("G4")
def test_a_subject_ends_five_years_after_its_fact_was_first_known_however_late_it_is_proposed(desk):
    desk.report("نقل صناديق إلى المستودع")
    now = NOW + timedelta(days=4 * 366)
    again = desk.report("نقل صناديق الى المستودع", now=now)

    assert desk.propose(again, now=now).expires_on == NOW.date().replace(year=NOW.year + 5)


def test_somebody_of_unknown_category_is_resolved_or_ends_within_six_months(desk):
    assert desk.propose(category="unknown").expires_on <= (NOW + timedelta(days=184)).date()


@pytest.mark.rule("G18")
def test_a_protected_person_is_not_held_again(desk, do):
    given = replace(KHALED, identifiers=(("national", "01010203"),))
    row = desk.propose(kit=given)
    with acting_as(desk.cast["owner"]):
        checked = given.checked(today=NOW.date())
    do(
        desk.cast["identity"], people.issue_number, kind="redress", owner_id=desk.cast["identity"].home,
        holder_kit_id=row.kit_id, holder=checked, valid_until=None, checked_face_to_face=True,
    )  # fmt: skip

    with pytest.raises(ClearedPerson) as refusal:
        desk.propose(kit=given)
    with pytest.raises(ClearedPerson):
        desk.accept(row)
    assert refusal.value.notify_oversight  # numbers could be tried one after the other


def test_a_proposal_is_taken_query_for_query_alike_whether_another_agency_holds_the_person(desk, do):
    holder, taken = accepting(desk.cast["stranger"]), {True: set(), False: set()}
    # The same reasons cost more the first time, whomever they are about.
    desk.accept(desk.propose(desk.report(FACTS[4]), kit=KHALED))
    for number, fact in enumerate(FACTS[:4]):
        kit = replace(KHALED, identifiers=(("national", f"0191000000{number}"),))
        if number % 2 == 0:
            checked = kit.checked(today=NOW.date())
            given = {"owner_id": holder.home, "checked": checked, "index": "held"}
            do(holder, people.add_kit, **given)
        report, texts = desk.report(fact), []

        def read(execute, sql, params, many, context, texts=texts):
            texts.append(re.sub(r'"s\d+_x\d+"', "SAVEPOINT", str(sql)))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(read):
            row = desk.accept(desk.propose(report, kit=kit))
        assert row.state == Subject.State.ACTIVE
        taken[number % 2 == 0].add(tuple(texts))

    assert taken[True] == taken[False]


@pytest.mark.rule("W-2")
def test_whoever_proposed_cannot_accept(desk):
    both = replace(desk.cast["analyst"], roles=frozenset({"analyst", "approver"}))
    row = desk.propose()

    with pytest.raises(SamePersonTwice):
        desk.accept(row, by=both)


@pytest.mark.rule("G1", "RL-07")
def test_no_system_actor_accepts(desk):
    row = desk.propose()

    with pytest.raises(NotAPerson):
        desk.accept(row, by=desk.cast["approver"].through("clock"))


def test_acceptance_says_why(desk, do):
    row = desk.propose()

    with pytest.raises(ThinReasons):
        do(desk.cast["approver"], actions.accept_subject, subject_id=row.id, reasons="متابعة")


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("analyst", SamePersonTwice), ("owner", NotPermitted), ("stranger", NotFound), ("asker", NotFound)],
)
def test_who_may_accept(desk, who, refusal):
    row = desk.propose()

    with pytest.raises(refusal):
        desk.accept(row, by=who)


def test_a_subject_is_accepted_once(desk):
    row = desk.active()

    with pytest.raises(NotOpen):
        desk.accept(row)


def test_two_agencies_do_not_see_each_others_subjects(desk):
    row = desk.active()

    for who in ("stranger", "asker", "validator", "inspector", "watch"):
        with acting_as(desk.cast[who]):
            assert not Subject.objects.filter(id=row.id).exists()


def test_a_file_shows_independent_sources_and_logs_its_read(desk):
    one, again, other = desk.report("نقل صناديق إلى المستودع"), desk.report("نقل صناديق الى المستودع"), desk.report()
    row = desk.active(one, again, other)
    owner = desk.cast["owner"]

    with acting_as(owner):
        file = queries.subject_file(actor=owner, now=NOW, subject_id=row.id, purpose="OPEN_CASE", reference="2026/40")

    assert (len(file.reports), file.independent_count) == (3, 2)
    assert (file.kit.id, [d.outcome for d in file.decisions]) == (row.kit_id, ["active"])
    read = [entry for entry in file.entries if entry.kind == "read"]
    assert [(entry.purpose, entry.reference) for entry in read] == [("OPEN_CASE", "2026/40")]


@pytest.mark.rule("G13")
@pytest.mark.parametrize(("purpose", "reference"), [("", "2026/40"), ("OPEN_CASE", ""), ("متابعة", "2026/40")])
def test_a_file_is_not_opened_without_a_reason(desk, purpose, reference):
    row, owner = desk.active(), desk.cast["owner"]

    with acting_as(owner), pytest.raises(NoPurpose):
        queries.subject_file(actor=owner, now=NOW, subject_id=row.id, purpose=purpose, reference=reference)


def test_the_packet_holds_no_words_of_reports_sources_or_authors(desk):
    report = desk.report(source_ref="م-17")
    row = desk.active(report)

    with acting_as(desk.cast["owner"]):
        record = passages.find_subject(row.kit_id)

    told = str(record.packet)
    assert record.packet["act"]["code"] == "ATTACK_PLANNING"
    assert record.packet["standing"]["code"] == "alleged_not_decided"
    for hidden in (report.text, report.number, report.source_ref, row.author_name, row.act_words, row.number):
        assert hidden not in told


def test_nothing_is_found_behind_a_proposal(desk):
    row = desk.propose()

    with acting_as(desk.cast["owner"]):
        assert passages.find_subject(row.kit_id) is None


def test_lists_are_filtered(desk):
    row = desk.active()

    with acting_as(desk.cast["owner"]):
        assert queries.subjects(state="active", district=row.district, text="صناديق لهجوم") == [row]
        assert queries.subjects(state="proposed") == []
        assert queries.subjects(text=row.number.lower()) == [row]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("act_on", date(1, 1, 1), "TOO_OLD"), ("act_on", date(2201, 1, 1), "IN_FUTURE"), ("place", "\x00", "UNSTORABLE"),
     ("expires_on", date(9999, 12, 31), "IN_FUTURE"), ("alternative", "\x00", "UNSTORABLE")],
)  # fmt: skip
def test_a_proposal_that_cannot_be_kept_is_refused(desk, field, value, code):
    with pytest.raises(Invalid) as refusal:
        desk.propose(**{field: value})

    assert refusal.value.errors == [{"field": field, "code": code}]


def test_a_name_that_cannot_be_kept_is_refused(desk):
    with pytest.raises(Invalid) as refusal:
        desk.propose(kit=replace(KHALED, identifiers=(("passport", "A\x007781"),)))

    assert refusal.value.errors == [{"field": "identifiers", "code": "UNSTORABLE"}]
