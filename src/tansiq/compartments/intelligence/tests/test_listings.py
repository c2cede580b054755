from collections import namedtuple
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from stage import KHALED, NOW

from tansiq.compartments.intelligence import actions, passages, queries
from tansiq.compartments.intelligence.errors import NotOpen
from tansiq.compartments.intelligence.models import ListingKit
from tansiq.kernel import footprint
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted
from tansiq.people import actions as people
from tansiq.people.models import HeldEntry, Kit

pytestmark = pytest.mark.django_db
Name = namedtuple("Name", "text script quality kind")
Birth = namedtuple("Birth", "raw year_from year_to")
Paper = namedtuple("Paper", "kind number")


@dataclass(frozen=True)
class Entry:
    """An invented entry, of the shape that a reader of lists hands over."""

    reference: str = "YEi.901"
    kind: str = "person"
    instrument: str = "Yemen"
    listed_on: date | None = date(2024, 5, 6)
    names: tuple[Any, ...] = (
        Name("Saleh Omar Bafalhus", "lat", "strong", "primary"), Name("صالح عمر بافلحوس", "ar", "strong", "original")
    )  # fmt: skip
    births: tuple[Any, ...] = (Birth("1979", 1979, 1979),)
    documents: tuple[Any, ...] = ()
    nationalities: tuple[str, ...] = ("Yemen",)
    source: dict[str, Any] = field(default_factory=lambda: {"comment": "invented"})
    digest: str = "a" * 64


LOADER = system_actor("import")


@pytest.fixture
def add(do):
    def run(*entries: Entry, by: Any = LOADER, to: str = "un") -> Any:
        return do(by, actions.add_listings, list_code=to, entries=entries)

    return run


def matched(row):
    """Names of the listing whose kits are matched, seen with the rights of the list."""
    with acting_as(replace(LOADER, agency_ids=(row.owner_id,))):
        kits = ListingKit.objects.filter(listing=row).values_list("kit_id", flat=True)
        indexed = HeldEntry.objects.filter(kit_id__in=list(kits)).values_list("kit_id", flat=True)
        return sorted(Kit.objects.filter(id__in=list(indexed)).values_list("full", flat=True))


def test_each_name_of_a_listed_person_is_matched(add):
    [row] = add(Entry())

    assert matched(row) == ["Saleh Omar Bafalhus", "صالح عمر بافلحوس"]
    assert (row.state, row.births, row.is_blocked) == (
        "open",
        [{"raw": "1979", "year_from": 1979, "year_to": 1979}],
        False,
    )


def test_an_entity_is_kept_and_not_matched(add):
    [row] = add(Entry(kind="entity"))

    assert matched(row) == []


@pytest.mark.parametrize(
    ("births", "kept"),
    [((), ""), ((Birth("1979", 1979, 1979), Birth("1982", 1982, 1982)), ""), ((Birth("1979-82", 1979, 1982),), ""),
     ((Birth("c. 1979", 1979, 1979), Birth("3 May 1979", 1979, 1979)), "1979"), ((Birth("1700", 1700, 1700),), "")],
)  # fmt: skip
def test_a_birth_that_is_not_one_year_is_not_guessed(add, births, kept):
    [row] = add(Entry(births=births))

    with acting_as(replace(LOADER, agency_ids=(row.owner_id,))):
        assert set(Kit.objects.values_list("birth_raw", flat=True)) == {kept}


@pytest.mark.rule("G18")
def test_an_entry_that_names_a_protected_person_is_kept_and_never_matched(add, cast, do):
    identity = cast["identity"]
    given = replace(KHALED, identifiers=(("passport", "A-7781"),))
    with acting_as(identity):
        checked = given.checked(today=NOW.date())
        kit = people.add_kit(actor=identity, now=NOW, owner_id=identity.home, checked=checked, index="none")
    do(
        identity, people.issue_number, kind="redress", owner_id=identity.home, holder_kit_id=kit.id, holder=checked,
        valid_until=None, checked_face_to_face=True,
    )  # fmt: skip

    [row] = add(Entry(documents=(Paper("passport", "A 7781"), Paper("other", "x"))))

    assert (row.is_blocked, matched(row)) == (True, [])


def test_a_changed_entry_keeps_the_kits_of_names_that_stay(add, do):
    [row] = add(Entry())
    with acting_as(LOADER):
        before = {made.digest: made.kit_id for made in ListingKit.objects.filter(listing=row)}
    names = (*Entry.names[:1], Name("Abu Saleh", "lat", "weak", "alias"))

    do(LOADER, actions.change_listing, list_code="un", entry=Entry(names=names, digest="b" * 64))

    assert matched(row) == ["Abu Saleh", "Saleh Omar Bafalhus"]
    with acting_as(LOADER):
        after = {made.digest: made.kit_id for made in ListingKit.objects.filter(listing=row)}
        assert len(before.items() & after.items()) == 1
        assert queries.listing_digests("un") == {"YEi.901": "b" * 64}


def test_a_closed_listing_is_matched_no_more(add, do):
    [row] = add(Entry())

    do(LOADER, actions.close_listing, list_code="un", reference="YEi.901")

    assert matched(row) == []
    with acting_as(LOADER):
        assert queries.listing_digests("un") == {}
    with pytest.raises(NotOpen):
        do(LOADER, actions.close_listing, list_code="un", reference="YEi.901")


def test_a_listing_is_told_as_neither_suspicion_nor_order(add):
    [row] = add(Entry())

    with acting_as(replace(LOADER, agency_ids=(row.owner_id,))):
        kit_id = ListingKit.objects.filter(listing=row).first().kit_id
        record = passages.find_listing(kit_id)
        assert passages.find_subject(kit_id) is None
    assert (record.number, record.packet["standing"]["code"], "act" in record.packet) == ("YEi.901", "listed", False)


@pytest.mark.parametrize(("who", "refusal"), [("keeper", None), ("owner", NotPermitted), ("watch", NotPermitted)])
def test_who_may_keep_a_list(add, cast, who, refusal):
    if refusal is None:
        assert len(add(Entry(), by=cast[who])) == 1
        return
    with pytest.raises(refusal):
        add(Entry(), by=cast[who])


def test_a_list_that_does_not_exist_is_not_kept(add):
    with pytest.raises(NotFound):
        add(Entry(), to="eu")


def test_everybody_signed_in_finds_a_listing_in_any_spelling(add, cast):
    [row] = add(Entry())

    for who in ("asker", "inspector", "stranger"):
        with acting_as(cast[who]):
            assert queries.listings(text="صَالح عمر") == [row] == queries.listings(list_code="un")
            assert queries.listings(list_code="ofac") == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("listed_on", date(1, 1, 1), "TOO_OLD"), ("reference", "YEi.\x00", "UNSTORABLE"),
     ("names", (Name("Saleh\x00", "lat", "strong", "primary"),), "UNSTORABLE"),
     ("source", {"comment": ["\x00"]}, "UNSTORABLE")],
)  # fmt: skip
def test_an_entry_that_cannot_be_kept_is_refused(add, do, field, value, code):
    entry = replace(Entry(), **{field: value})

    with pytest.raises(Invalid) as refusal:
        add(entry)
    assert refusal.value.errors == [{"field": field, "code": code}]
    add(Entry())
    with pytest.raises(Invalid):
        do(LOADER, actions.change_listing, list_code="un", entry=entry)


@pytest.mark.rule("RL-13")
def test_an_entry_that_was_taken_off_stands_in_no_footprint(add, do, agencies):
    [row] = add(Entry())
    keeper = replace(LOADER, agency_ids=(row.owner_id,))
    kits = do(keeper, lambda: list(ListingKit.objects.values_list("kit_id", flat=True)))
    told = lambda: do(system_actor("footprint"), lambda: footprint.lines("intelligence_footprint", kits))  # noqa: E731
    assert {line.handle for line in told()} == {"YEi.901"}

    ended = {"state": "closed", "closed_at": NOW}
    do(keeper, lambda: type(row).objects.filter(id=row.id).update(**ended))

    assert told() == []
