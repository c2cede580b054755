"""Names of members in the language of whoever reads them."""

import pytest
from django.utils.translation import override

from tansiq.kernel.access import naming


@pytest.fixture
def read(cast, do):
    def run(who, written, language):
        with override(language), naming.remembered():
            return do(cast[who], naming.named, written)

    return run


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_a_member_writes_carries_one_name_whatever_language_he_works_in(language, world):
    from tansiq.kernel.access import queries

    with override(language):
        actor = queries.actor_by_handle("owner")

    assert (actor.name, actor.agency_name) == ("عضو owner", "جهة beta")


@pytest.mark.parametrize(
    ("who", "written", "language", "told"),
    [
        ("analyst", "عضو owner", "en", "Owner"), ("analyst", "Owner", "ar", "عضو owner"),
        ("analyst", "عضو owner", "ar", "عضو owner"), ("analyst", "Owner", "en", "Owner"),
        ("analyst", "جهة gamma", "en", "Gamma"), ("inspector", "عضو stranger", "en", "Stranger"),
        ("analyst", "سالم بازرعة", "en", "سالم بازرعة"), ("analyst", "", "en", ""),
    ],
)  # fmt: skip
def test_a_name_is_read_in_the_readers_language(read, who, written, language, told):
    assert read(who, written, language) == told


def test_of_a_member_whom_the_wall_hides_nothing_more_is_told(read):
    assert read("analyst", "عضو stranger", "en") == "عضو stranger"
