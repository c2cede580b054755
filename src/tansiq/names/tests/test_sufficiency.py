"""Whether a name is enough to ask about."""

import pytest

from tansiq.names import Parts, sufficient


@pytest.mark.parametrize(
    ("parts", "born", "enough"),
    [
        (Parts(full="محمد"), False, False),
        (Parts(full="محمد"), True, False),
        (Parts(full="محمد أحمد"), False, False),
        (Parts(full="Mohammed Ahmed"), False, False),
        (Parts(full="محمد أحمد"), True, False),
        (Parts(full="باقنزل"), True, False),
        (Parts(full="خالد سعيد باوزير"), False, True),
        (Parts(full="Khaled Said Ba Wazir"), False, True),
        (Parts(ism="محمد", father="أحمد", grandfather="سالم", family="الكثيري"), True, True),
        (Parts(full="Khaled S."), True, False),
        (Parts(kunya="أبو سعيد"), True, False),
        (Parts(full="أبو سعيد الحضرمي"), True, False),
        (Parts(full="الحضرمي الكثيري", kunya="أبو سعيد"), True, False),
        (Parts(), True, False),
    ],
)
def test_enough(parts, born, enough):
    assert sufficient(parts, born=born, strong_identifier=False).enough is enough


def test_a_strong_identifier_is_always_enough():
    assert sufficient(Parts(), born=False, strong_identifier=True).enough


def test_it_says_what_would_help():
    assert sufficient(Parts(full="محمد أحمد"), born=False, strong_identifier=False).missing == (
        "grandfather", "family", "born", "mother", "identifier",
    )  # fmt: skip
    assert sufficient(Parts(kunya="أبو سعيد"), born=True, strong_identifier=False).missing[0] == "father"


def test_every_part_given_adds_bits():
    given = [Parts(ism="محمد"), Parts(ism="محمد", father="علي"), Parts(ism="محمد", father="علي", mother="فاطمة")]
    bits = [sufficient(parts, born=False, strong_identifier=False).bits for parts in given]

    assert bits == sorted(set(bits))
