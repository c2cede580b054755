"""The lists as the issuers published them; set TANSIQ_LISTS_DIR to a folder that holds them."""

import os
from itertools import pairwise
from pathlib import Path

import pytest

from tansiq.exchange.formats import ofac, un
from tansiq.exchange.formats.listing import ListedName

FOLDER = Path(os.environ.get("TANSIQ_LISTS_DIR", "lists-are-not-here"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="TANSIQ_LISTS_DIR names no folder of published lists")


@pytest.fixture(scope="module")
def un_lists():
    days = ("2020-11-30", "2025-04-19", "2026-02-27")
    return [un.read(FOLDER / f"un_consolidated_{day}.xml.gz") for day in days]


@pytest.fixture(scope="module")
def ofac_list():
    return ofac.read(FOLDER)


def test_the_un_lists_are_read_whole(un_lists):
    counted = [[sum(entry.kind == kind for entry in un.entries) for kind in ("person", "entity")] for un in un_lists]

    assert counted == [[713, 305], [684, 193], [730, 273]]
    assert [listed.published_on.isoformat() for listed in un_lists] == ["2020-11-30", "2025-04-19", "2026-02-27"]


def test_references_tell_what_was_added_and_what_was_closed(un_lists):
    references = [{entry.reference for entry in listed.entries} for listed in un_lists]
    steps = pairwise(references)

    assert [(len(after - before), len(before - after)) for before, after in steps] == [(45, 186), (130, 4)]


def test_most_records_that_stayed_between_two_lists_are_unchanged(un_lists):
    before, after = ({entry.reference: entry.digest for entry in listed.entries} for listed in un_lists[1:])

    assert sum(before[reference] != after[reference] for reference in before.keys() & after.keys()) == 16


def test_original_script_and_aliases_are_taken(un_lists):
    entries = {entry.reference: entry for entry in un_lists[2].entries}

    originals = [entry for entry in entries.values() if any(name.kind == "original" for name in entry.names)]
    assert len(originals) == 378
    assert sum(name.kind == "alias" for name in entries["QDe.129"].names) == 6
    assert "YEe.001" in entries
    assert "YEi.003" not in entries


def test_batarfi_is_on_ofacs_list_and_not_on_the_uns(un_lists, ofac_list):
    listed = {entry.reference: entry for entry in ofac_list.entries}["23547"]

    strong = [name.text for name in listed.names if name.kind == "alias" and name.quality == "strong"]
    assert listed.names[0] == ListedName("Khalid BATARFI", "lat", "strong", "primary")
    assert strong == ["Khaled BATARFI", "Khaled Saeed BATARFI", "Khalid Saeed BATARFI"]
    assert [birth.year_from for birth in listed.births] == [1979, 1978, 1980]
    names = {name.text.casefold() for un in un_lists for entry in un.entries for name in entry.names}
    assert not any("batarfi" in name for name in names)


def test_ofacs_list_is_read_whole(ofac_list):
    assert len(ofac_list.entries) == 8976
    assert sum(entry.kind == "person" for entry in ofac_list.entries) == 4620
