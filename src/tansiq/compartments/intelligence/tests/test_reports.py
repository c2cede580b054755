from datetime import date, datetime, timedelta, timezone

import pytest
from stage import NOW

from tansiq.compartments.intelligence import queries
from tansiq.compartments.intelligence.errors import BasisExpired, HowObtainedMissing, NoPurpose
from tansiq.compartments.intelligence.models import Report
from tansiq.kernel.audit import queries as audit
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

pytestmark = pytest.mark.django_db
NUL = "\x00"
# Before Christ in UTC.
LONG_AGO = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=3)))
FACT = "قال المصدر إن صناديق نُقلت إلى المستودع"


def test_a_report_is_kept_with_its_own_lineage_and_logged(desk):
    row = desk.report(FACT)

    assert (row.origin, row.lineage_ids, row.first_seen_on) == ("own", [row.id], NOW.date())
    with acting_as(desk.cast["analyst"]):
        assert [entry.act for entry in audit.of_subject(row.id)] == ["intelligence.report_recorded"]


@pytest.mark.parametrize("who", ["approver", "asker", "inspector"])
def test_only_an_analyst_reports(desk, who):
    with pytest.raises(NotPermitted):
        desk.report(FACT, by=who)


@pytest.mark.rule("JOC-02")
@pytest.mark.parametrize(
    ("obtained", "field"), [("", "obtained"), ("HEARSAY", "obtained"), ("TECHNICAL_WITH_ORDER", "order_number")]
)
def test_how_a_report_was_obtained_is_told(desk, obtained, field):
    with pytest.raises(HowObtainedMissing) as refusal:
        desk.report(FACT, obtained=obtained)

    assert refusal.value.errors[0]["field"] == field


@pytest.mark.rule("JOC-02")
def test_technical_means_are_kept_with_their_order(desk):
    assert desk.report(FACT, obtained="TECHNICAL_WITH_ORDER", order_number="2026/18").order_number == "2026/18"


@pytest.mark.rule("G2")
def test_a_report_on_an_ended_basis_is_refused(desk):
    with pytest.raises(BasisExpired):
        desk.report(FACT, legal_basis="INTERIM-EXCHANGE")


@pytest.mark.parametrize("purpose", ["", "متابعة", "OTHER"])
def test_a_report_without_a_purpose_is_refused(desk, purpose):
    with pytest.raises(NoPurpose):
        desk.report(FACT, purpose=purpose)


@pytest.mark.parametrize(
    ("field", "value"),
    [("source_grade", "H"), ("information_grade", "0"), ("handling", "X"), ("handling", "C"), ("district", "YE"),
     ("text", "متابعة"), ("received_at", NOW + timedelta(hours=1)), ("origin_number", "P-XXXX-XXXX"),
     ("expires_on", NOW.date())],
)  # fmt: skip
def test_a_term_outside_the_charter_is_refused(desk, field, value):
    with pytest.raises(Invalid):
        desk.report(**{"text": FACT} | {field: value})


@pytest.mark.rule("JOC-04")
def test_the_same_words_sent_again_join_the_lineage_and_keep_the_first_day(desk):
    first = desk.report(FACT)

    later = desk.report("قال المصدر: إنّ صناديق نقلت الى المستودع!", now=NOW + timedelta(days=400))

    assert (later.origin, later.lineage_ids) == ("resent", first.lineage_ids)
    assert (later.first_seen_on, later.expires_on) == (first.first_seen_on, first.expires_on)
    assert queries.independent_count([first, later]) == 1


@pytest.mark.rule("JOC-04")
def test_two_reports_of_one_source_are_one_lineage_and_of_two_are_two(desk):
    first, second = desk.report(source_ref="م-17"), desk.report(source_ref="م 17")
    other = desk.report(source_ref="م-18")

    assert queries.independent_count([first, second]) == 1
    assert queries.independent_count([first, second, other]) == 2


@pytest.mark.rule("JOC-04")
def test_a_fact_sent_as_new_after_its_end_is_recorded_and_has_ended(desk):
    desk.report(FACT)
    now = NOW + timedelta(days=6 * 366)

    row = desk.report(FACT, now=now, legal_basis="JOINT-EXCHANGE")

    assert row.expires_on <= now.date()
    with acting_as(desk.cast["analyst"]):
        assert row not in queries.reports(now=now)


def test_a_report_names_the_report_that_it_comes_from(desk):
    first = desk.report()

    assert desk.report(origin_number=first.number).lineage_ids == first.lineage_ids


@pytest.mark.rule("JOC-02")
def test_what_may_come_from_ill_treatment_is_read_by_the_approver_alone(desk):
    row = desk.report(FACT, obtained="SUSPECTED_ILL_TREATMENT")

    seen = {}
    for who in ("analyst", "owner", "approver", "stranger", "inspector"):
        with acting_as(desk.cast[who]):
            seen[who] = Report.objects.filter(id=row.id).exists()
    assert seen == {"analyst": False, "owner": False, "approver": True, "stranger": False, "inspector": False}
    with acting_as(desk.cast["inspector"]):
        assert [(alarm.code, alarm.reference) for alarm in clocks.open_alarms()] == [("QUARANTINED", row.number)]


@pytest.mark.rule("JOC-02")
def test_what_goes_back_to_a_quarantined_report_is_quarantined_too(desk):
    desk.report(FACT, obtained="SUSPECTED_ILL_TREATMENT")

    assert desk.report(FACT, obtained="OPEN_SOURCE").is_quarantined


@pytest.mark.parametrize("who", ["stranger", "validator", "asker", "inspector"])
def test_nobody_of_another_agency_sees_a_report(desk, who):
    row = desk.report(FACT)

    with acting_as(desk.cast[who]):
        assert not Report.objects.filter(id=row.id).exists()


def test_the_gateway_sees_no_report_even_for_its_owner(desk):
    row = desk.report(FACT)

    with acting_as(desk.cast["owner"].through("gateway")):
        assert not Report.objects.filter(id=row.id).exists()


def test_reports_are_found_in_any_spelling(desk):
    row = desk.report(FACT)

    with acting_as(desk.cast["owner"]):
        assert queries.reports(text="الى  المُستودَع") == [row]
        assert queries.reports(text="سيارة") == []


@pytest.mark.rule("G13")
def test_a_report_is_not_read_without_a_reason(desk):
    row = desk.report(FACT)

    with acting_as(desk.cast["owner"]), pytest.raises(NoPurpose):
        queries.read_report(actor=desk.cast["owner"], now=NOW, report_id=row.id, purpose="OPEN_CASE", reference="")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("received_at", LONG_AGO, "TOO_OLD"), ("event_on", date(1, 1, 1), "TOO_OLD"),
     ("event_on", date(2201, 1, 1), "IN_FUTURE"), ("expires_on", date(9999, 12, 31), "IN_FUTURE")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_before_it_is(desk, field, value, code):
    with pytest.raises(Invalid) as refusal:
        desk.report(**{"text": FACT} | {field: value})

    assert refusal.value.errors == [{"field": field, "code": code}]
    with acting_as(desk.cast["analyst"]):
        assert not Report.objects.exists()


def test_what_became_known_is_kept_without_the_signs_that_nobody_sees(desk):
    odd = dict.fromkeys(("source_ref", "order_number", "conditions"), f"A{NUL}-1\x07")

    row = desk.report(FACT + NUL, **odd)

    assert (row.text, row.source_ref, row.order_number, row.conditions) == (FACT, "A-1", "A-1", "A-1")
    assert row.text_digest == desk.report(FACT).text_digest
