"""Districts in forms and on pages: in the reader's order, and told apart where two bear one name."""

import pytest
from django.utils.translation import override

from tansiq.kernel.charter.folding import fold
from tansiq.kernel.pages.places import called, districts


@pytest.mark.parametrize("language", ["ar", "en"])
def test_districts_stand_under_their_governorates_in_the_readers_order(language):
    with override(language):
        blank, *groups = districts()()

    names = [fold(name) for name, _ in groups]
    assert blank[0] == ""
    assert names == sorted(names)
    assert all([fold(name) for _, name in rows] == sorted(fold(name) for _, name in rows) for _, rows in groups)
    offered = [name for _, rows in groups for _, name in rows]
    assert len(offered) == len(set(offered)) > 300


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", ("Az Zahir, Al Bayda", "Az Zahir, Al Jawf")), ("ar", ("الزاهر، البيضاء", "الزاهر، الجوف"))],
)
def test_two_districts_of_one_name_are_told_apart_by_their_governorates(language, told):
    with override(language):
        assert (called("YE1405"), called("YE1604")) == told
        assert "," not in called("YE1403")
