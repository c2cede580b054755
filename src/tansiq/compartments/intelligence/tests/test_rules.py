from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.compartments.intelligence import rules

A, B, C = (UUID(int=number) for number in (1, 2, 3))
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@pytest.mark.rule("JOC-04")
@pytest.mark.parametrize(
    ("lineages", "count"), [([], 0), ([[A], [A], [A]], 1), ([[A], [B]], 2), ([[A], [A, B]], 2), ([[A, B], [C]], 3)]
)
def test_ten_reports_of_one_origin_are_one_source(lineages, count):
    assert rules.independent_count(lineages) == count


@pytest.mark.rule("JOC-04")
@given(st.lists(st.lists(st.sampled_from((A, B, C)), min_size=1), max_size=8))
def test_sending_a_report_again_never_adds_a_source(lineages):
    assert rules.independent_count(lineages + lineages[:1]) == rules.independent_count(lineages)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("قال إنَّ أحمد في المستودع", "قال ان احمد في المستودع"),
        ("Met at  the Depot.", "met at the depot"),
        ("الساعة ٣", "الساعة 3"),
    ],
)
def test_one_fact_in_two_spellings_has_one_digest(text, same):
    assert rules.digest_of(text) == rules.digest_of(same) != ""


def test_no_words_have_no_digest():
    assert rules.digest_of(" ؟ ") == ""


@pytest.mark.rule("G4")
@given(DAYS, st.none() | DAYS)
def test_no_expiry_lies_beyond_five_years_of_the_first_day(first, wanted):
    end = rules.expiry(first_seen_on=first, wanted=wanted)

    assert end <= rules.hard_stop(first) == rules.years_after(first, 5)
    assert wanted is None or end <= wanted


def test_a_suspicion_of_a_leap_day_ends_on_the_last_of_february():
    assert rules.hard_stop(date(2024, 2, 29)) == date(2029, 2, 28)


@given(DAYS, DAYS)
def test_a_review_never_lies_beyond_the_expiry(today, end):
    assert rules.review_day(today, expires_on=end) <= end


@pytest.mark.rule("JOC-10")
@given(st.integers(1, 5), st.integers(0, 20))
def test_negative_results_lower_a_trace_and_never_raise_it(wanted, negative):
    priority = rules.trace_priority(wanted=wanted, negative_results=negative)

    assert wanted <= priority <= rules.LOWEST
    assert negative == 0 or priority > wanted or wanted == rules.LOWEST


@pytest.mark.parametrize(("wanted", "negative"), [(0, 0), (6, 0), (1, -1)])
def test_a_priority_out_of_range_is_an_error(wanted, negative):
    with pytest.raises(ValueError, match="out of range"):
        rules.trace_priority(wanted=wanted, negative_results=negative)


@pytest.mark.parametrize(
    ("text", "named", "betrays"),
    [
        ("هجوم غدًا، راجع P 7F3K 2M9Q", "P-7F3K-2M9Q", True),
        ("هجوم غدًا كما قال سالم بافلحوس", "سَالِم بافلحوس", True),
        ("سيهاجمون السوق صباح الخميس", "سالم بافلحوس", False),
        ("مصدره م-١٧ بالميناء", "م-17", True),
        ("السوق مغلق", "ال", False),
    ],
)
def test_what_betrays_a_source_is_found_in_any_spelling(text, named, betrays):
    assert rules.betrays(text, [named]) is betrays


@pytest.mark.parametrize(
    ("value", "fault"),
    [("", ""), ("كلام", ""), ("a\x00", "UNSTORABLE"), (None, ""), (7, ""), (date(1900, 1, 1), ""), (date(2200, 12, 31), ""),
     (date(1899, 12, 31), "TOO_OLD"), (date(2201, 1, 1), "IN_FUTURE"),
     (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=3))), "TOO_OLD"),
     (datetime.max.replace(tzinfo=UTC), "IN_FUTURE")],
)  # fmt: skip
def test_what_cannot_be_kept_is_told(value, fault):
    assert rules.fault_of(value) == fault


def test_values_are_found_at_any_depth_under_their_own_field():
    given = {"raw": ["a", {"b": ("c",)}]}

    assert list(rules.leaves("source", given)) == [("source", leaf) for leaf in ("raw", "a", "b", "c")]
