"""Whether a night can be staffed: held against every way of seating people."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel.access.staffing import Case, Function, House, Person, Seat, assign, cases_of, gaps, may_take, staff
from tansiq.kernel.charter import queries as charter

CODES, ROLES = ("a", "b", "c"), ("watch_officer", "validator", "releaser")
people = st.lists(
    st.builds(
        Person, number=st.uuids().map(str), agency=st.sampled_from(CODES),
        functions=st.frozensets(st.sampled_from(ROLES), max_size=3),
    ),
    max_size=5,
)  # fmt: skip
seats = st.lists(
    st.builds(
        Seat, code=st.uuids().map(str), function=st.sampled_from(ROLES),
        agencies=st.frozensets(st.sampled_from(CODES), max_size=3),
    ),
    max_size=4,
)  # fmt: skip


def best(wanted, found):
    """How many seats can be taken at most, by trying every way."""
    places = [*range(len(found)), *[None] * len(wanted)]
    ways = set(permutations(places, len(wanted)))
    return max(
        sum(at is not None and may_take(found[at], seat) for at, seat in zip(way, wanted, strict=True)) for way in ways
    )


@pytest.mark.rule("W-2")
@given(seats, people)
def test_as_many_seats_are_taken_as_any_way_of_seating_could(wanted, found):
    assert len(assign(wanted, found)) == best(wanted, found)


@pytest.mark.rule("W-2")
@given(seats, people)
def test_nobody_takes_two_seats_of_one_case_nor_one_that_he_may_not(wanted, found):
    taken = assign(wanted, found)

    assert len(set(taken.values())) == len(taken)
    assert all(may_take(found[place], wanted[seat]) for seat, place in taken.items())


@given(seats, people, people)
def test_more_people_never_leave_more_gaps(wanted, found, more):
    case = Case("hit", (), tuple(wanted))
    assert len(staff(case, [*found, *more]).gaps) <= len(staff(case, found).gaps)


HOUSES = (
    House("room", is_security=False, is_joint=True), House("alpha", is_security=True), House("beta", is_security=True),
    House("gamma", is_security=True),
)  # fmt: skip


def person(agency, *functions):
    return Person(f"{agency}-{'-'.join(functions)}", agency, frozenset(functions))


def functions():
    return [Function(r.code, r.case, r.role, r.whose) for r in charter.current().vocabularies.night_functions]


WHOLE = [
    person("room", "watch_officer"), person("room", "custody_officer"),
    *(person(code, role) for code in ("alpha", "beta", "gamma") for role in ("validator", "releaser", "analyst", "approver")),
]  # fmt: skip


def test_a_night_with_everybody_has_no_gap():
    assert gaps(functions(), HOUSES, WHOLE) == []


@pytest.mark.rule("JOC-03")
def test_a_pair_needs_a_validator_of_neither_whom_the_owner_does_not_exclude():
    without = [p for p in WHOLE if p.agency != "gamma" or "validator" not in p.functions]
    found = {one.case.parties for one in gaps(functions(), HOUSES, without)}
    assert found == {("alpha", "beta"), ("beta", "alpha")}

    shut = [
        House(h.code, h.is_security, h.is_joint, frozenset({"gamma"}) if h.code == "beta" else h.excluded)
        for h in HOUSES
    ]
    assert {one.case.parties for one in gaps(functions(), shut, WHOLE)} == {("alpha", "beta")}


@pytest.mark.rule("W-2")
def test_one_person_with_both_roles_does_not_accept_what_he_proposed():
    alone = [p for p in WHOLE if p.agency != "beta" or not p.functions & {"analyst", "approver"}]
    [gap] = gaps(functions(), HOUSES, [*alone, person("beta", "analyst", "approver")])

    assert (gap.case.kind, gap.case.parties, len(gap.gaps)) == ("record", ("beta",), 1)


def test_a_case_of_a_kind_stands_once_where_it_is_between_nobody():
    kinds = [case.kind for case in cases_of(functions(), HOUSES)]
    assert (kinds.count("hit"), kinds.count("record"), kinds.count("custody")) == (6, 3, 1)
