"""Rows of the index, column by column."""

from uuid import UUID

from tansiq.people.rows import Rows

OWNER = UUID(int=9)


def rows(*kits, blinds=""):
    """Rows of kits by number, each named after it, born on that day."""
    return Rows.of(
        b"".join(UUID(int=kit).bytes + OWNER.bytes for kit in kits),
        "\n".join(f"1{kit}" for kit in kits),
        list(kits),
        [kit + 1 for kit in kits],
        "\n".join(blinds for _ in kits),
    )


def test_a_row_is_put_together_from_its_columns():
    row = rows(4, 5, blinds="12 34")[1]

    assert row == (UUID(int=5), OWNER, "15", 5, 6, [12, 34])
    assert row.kept.words == "15"
    assert row.kept.born_from.toordinal() == 5


def test_each_kit_is_there_once():
    found = rows(4, 5, 4)

    assert [found[at].kit_id.int for at in range(len(found))] == [4, 5]
    assert list(found.words) == ["14", "15"]


def test_rows_of_two_searches_are_joined():
    found = rows(4, 5).with_those_of(rows(5, 6))

    assert [found[at].kit_id.int for at in range(len(found))] == [4, 5, 6]
    assert list(found.births) == [(4, 5), (5, 6), (6, 7)]
    assert len(found.with_those_of(Rows.none())) == len(Rows.none().with_those_of(found)) == 3


def test_a_search_may_find_nobody():
    assert len(rows()) == len(Rows.none()) == len(rows().with_those_of(Rows.none())) == 0


def test_one_row_without_a_word_is_one_row():
    found = Rows.of(UUID(int=4).bytes + OWNER.bytes, "", [0], [0], "")

    assert list(found.words) == [""]
    assert found[0].blinds == []
