"""By what a relative is recognised: in every spelling that is one name, and in no other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.names import Parts, declared, met
from tansiq.names.tests.names_strategies import FAMILIES, ISMS, MARKS, TATWEEL, parts

few = settings(deadline=None, max_examples=60)
isms, families = st.sampled_from(list(ISMS.items())), st.sampled_from(list(FAMILIES.items()))


def same(one: Parts, other: Parts) -> bool:
    return not declared(one).isdisjoint(met(other))


@st.composite
def spelt(draw):
    """A name by part, and in one string as somebody else writes it: longer, titled, in the other script."""
    (ism, ism_lat), (father, father_lat), (between, between_lat) = draw(isms), draw(isms), draw(isms)
    family, family_lat = draw(families)
    latin = draw(st.booleans())
    words = [ism_lat, father_lat, between_lat, family_lat] if latin else [ism, father, between, family]
    if draw(st.booleans()):
        del words[2]
    joint = draw(st.sampled_from((" bin ", " ibn ", " ") if latin else (" بن ", " ابن ", " ")))
    title = draw(st.sampled_from(("", "Sheikh ", "Dr. ") if latin else ("", "الشيخ ", "العقيد ")))
    said = title + joint.join(words)
    if not latin:
        said = said.replace("الله", "ا" + draw(st.sampled_from(["", TATWEEL, MARKS[0]])) + "لله")
        said = said.replace("عبدالرحمن", draw(st.sampled_from(["عبد الرحمن", "عبدالرحمان", "عبد الرّحمن"])))
        said = said.replace("أ", draw(st.sampled_from("أا")))
    return Parts(ism=ism, father=father, family=family), Parts(full=said)


@pytest.mark.rule("E31")
@few
@given(spelt())
def test_a_relative_is_recognised_however_somebody_else_writes_the_name(pair):
    assert same(*pair)


@pytest.mark.rule("E31")
@few
@given(spelt(), isms)
def test_nobody_of_another_father_or_given_name_is_taken_for_a_relative(pair, other):
    own, _ = pair
    if other[0] != own.father:
        assert not same(own, Parts(own.ism, other[0], family=own.family))
        assert not same(own, Parts(full=" ".join((own.ism, other[0], own.family))))
    if other[0] != own.ism:
        assert not same(own, Parts(other[0], own.father, family=own.family))


@few
@given(parts)
def test_whatever_is_declared_is_recognised_as_it_was_typed_and_half_a_name_is_nothing(name):
    if declared(name):
        assert same(name, name)
    assert not declared(Parts(name.ism, name.father))
    assert not met(Parts(name.ism, family=name.family))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الله صالح باوزير", "Abdullah Saleh Bawazeer"),
        ("Abdulrahman Omar Bafaqih", "عبد الرحمن بن عمر با فقيه"),
        ("صلاح الدين علي العمودي", "Salahuddin Ali Al-Amoudi"),
        ("محمد علي حسن بلفقيه", "محمد علي با الفقيه"),
        ("خالد سعيد باقنزل", "أبو فهد خالد سعيد باقنزل الحضرمي"),
        ("طه حسين آل كثير", "طه حسين ال كثير"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert same(Parts(full=one), Parts(full=other))
