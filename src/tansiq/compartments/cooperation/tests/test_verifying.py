"""What a claim is worth, as pure rules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.compartments.cooperation import verifying
from tansiq.compartments.cooperation.verifying import Claimed, Finding

FOR = Finding("true", True)
GOOD = Claimed(result="true", findings=(FOR,), reaches=5)
START = datetime(2026, 1, 1, tzinfo=UTC)
WINDOW = (START, START + timedelta(days=180))


@pytest.mark.rule("REP-03")
@pytest.mark.parametrize(
    "change",
    [
        {"findings": ()}, {"findings": (Finding("true", False),) * 9}, {"findings": (Finding("unknown", True),) * 9},
        {"result": ""}, {"result": "unknown"}, {"result": "false"}, {"is_usable": False}, {"is_late": True},
        {"stays": False}, {"is_interested": True},
    ],
)  # fmt: skip
def test_a_claim_supports_no_arrest_until_it_is_true_and_corroborated_from_elsewhere(change):
    assert verifying.supports(GOOD)
    assert not verifying.supports(replace(GOOD, **change))


@pytest.mark.rule("REP-03")
def test_what_he_gains_by_needs_two():
    rival = replace(GOOD, is_interested=True)
    assert not verifying.is_corroborated(rival)
    one, other = (Finding("true", True, source) for source in ("لجنة المعاينة", "شاهد من الحي"))
    assert verifying.is_corroborated(replace(rival, findings=(one, other)))
    assert not verifying.is_corroborated(replace(rival, findings=(one, replace(one, source="لجنه  المعاينة."))))


@pytest.mark.rule("REP-02")
def test_what_comes_late_counts_for_nothing_without_a_court():
    late = replace(GOOD, is_late=True)
    assert verifying.counts(GOOD)
    assert not verifying.counts(late)
    assert verifying.counts(replace(late, has_court_entry=True))


@pytest.mark.rule("REP-02")
def test_what_comes_late_supports_nothing_without_a_court():
    late = replace(GOOD, is_late=True)
    assert not verifying.supports(late)
    assert verifying.supports(replace(late, has_court_entry=True))


@pytest.mark.rule("REP-08")
def test_after_a_withdrawal_only_what_he_was_told_counts():
    assert not verifying.counts(replace(GOOD, stays=False))


def test_both_ends_of_the_days_belong_to_them():
    assert [verifying.is_late(at, WINDOW) for at in WINDOW] == [False, False]
    assert verifying.is_late(WINDOW[1] + timedelta(seconds=1), WINDOW)
    assert verifying.is_late(START - timedelta(seconds=1), WINDOW)
    assert verifying.is_late(START, None)


claims = st.lists(
    st.builds(
        Claimed, result=st.sampled_from(["", "true", "false", "unknown"]),
        findings=st.lists(st.builds(Finding, st.sampled_from(["true", "false", "unknown"]), st.booleans()), max_size=3).map(tuple),
        is_interested=st.booleans(), is_late=st.booleans(), is_usable=st.booleans(), has_court_entry=st.booleans(),
        stays=st.booleans(), reaches=st.integers(0, 9), about=st.sampled_from(["", "a", "b"]),
    ),
    max_size=6,
)  # fmt: skip


@pytest.mark.rule("REP-04")
@given(claims, st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_no_value_goes_above_the_cap_and_nothing_unverified_has_any(told, most):
    rank = verifying.reaches(told, most=most)
    assert rank <= most
    assert rank in {0, most, *(one.reaches for one in told if verifying.counts(one))}
    assert verifying.reaches([one for one in told if one.result != "true"], most=most) == 0
    assert verifying.reaches(told, most=max(most - 1, 0)) <= rank


def test_the_pattern_counts_and_names_whom_several_false_ones_were_about():
    told = [
        replace(GOOD, result="false", about="a", is_interested=True), replace(GOOD, result="false", about="a"),
        replace(GOOD, result="false", about="b"), GOOD, replace(GOOD, result=""), replace(GOOD, is_late=True),
        replace(GOOD, result="unknown"),
    ]  # fmt: skip
    found = verifying.pattern(told)
    assert (found.true, found.false, found.unknown, found.open) == (2, 3, 1, 1)
    assert (found.interested_false, found.late, found.repeated) == (1, 1, (("a", 2),))
