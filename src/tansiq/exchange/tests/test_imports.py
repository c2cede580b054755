"""Lists read in: the first applies, a later one waits for a person, what is gone is withdrawn."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from stage import NOW, draft

from tansiq.compartments.intelligence import queries as intelligence
from tansiq.exchange import actions, queries
from tansiq.exchange.desk_lines import desk_lines
from tansiq.exchange.errors import AlreadyApplied, NotNewest
from tansiq.exchange.formats.listing import ListError
from tansiq.exchange.formats.tests.builders import individual, ofac_folder, sdn_row, un_list, written
from tansiq.exchange.models import Import, StagedRow
from tansiq.exchange.staging import entry_from, entry_object
from tansiq.gateway import queries as gateway
from tansiq.gateway.models import Disclosure
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.problems import NotFound, NotPermitted
from tansiq.kernel.retention import actions as retention
from tansiq.people import actions as people
from tansiq.people.models import HeldEntry

LISTS = Path(os.environ.get("TANSIQ_LISTS_DIR", "lists-are-not-here"))
IMPORTER = actions.IMPORTER
ZEROS = {"added": 0, "changed": 0, "removed": 0, "staged": False}
PASSPORT = (
    "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>{number}</NUMBER></INDIVIDUAL_DOCUMENT>"
)
FIRST = individual("YEi.901", first="SALEM BAQANZAL") + individual("YEi.902", first="OMAR BADAHSH")
SECOND = individual("YEi.901", first="SALEM OMAR BAQANZAL") + individual("YEi.903", first="FARAJ BAZANJAR")


@pytest.fixture
def load(do: Any, tmp_path: Path, cast: dict[str, Any]) -> Any:
    """Read a UN list of these individuals in, as the importer or as somebody else."""

    def read(individuals: str, *, by: Any = IMPORTER, now: Any = NOW) -> Any:
        path = written(tmp_path, un_list(individuals))
        return do(by, actions.import_un, path, now=now)

    return read


@pytest.fixture
def confirm(do: Any, cast: dict[str, Any]) -> Any:
    def run(told: dict[str, Any], *, by: str = "keeper") -> Any:
        return do(cast[by], actions.confirm_import, import_id=told["import"])

    return run


def counts(told: dict[str, Any]) -> tuple[Any, ...]:
    return told["added"], told["changed"], told["removed"], told["staged"]


def listed(do: Any, cast: dict[str, Any], state: str = "open") -> dict[str, Any]:
    rows = do(cast["keeper"], intelligence.listings, list_code="un", state=state)
    return {row.reference_number: row for row in rows}


def acts(do: Any, cast: dict[str, Any]) -> list[str]:
    return do(cast["inspector"], lambda: list(Entry.objects.order_by("at", "id").values_list("act", flat=True)))


def test_the_first_version_of_a_list_applies_at_once(load, do, cast):
    told = load(FIRST)

    assert counts(told) == (2, 0, 0, False)
    assert set(listed(do, cast)) == {"YEi.901", "YEi.902"}
    assert "exchange.list_read" in acts(do, cast)


def test_the_same_file_again_changes_nothing(load, do, cast):
    load(FIRST)
    before = acts(do, cast)

    assert load(FIRST, now=NOW + timedelta(days=1)) == ZEROS
    assert acts(do, cast) == before


def test_a_later_version_waits_and_changes_nothing_by_itself(load, do, cast):
    load(FIRST)

    told = load(SECOND)

    assert counts(told) == (1, 1, 1, True)
    assert set(listed(do, cast)) == {"YEi.901", "YEi.902"}
    assert load(SECOND) == ZEROS


@pytest.mark.rule("RL-13")
def test_a_confirmed_version_applies_and_keeps_no_list_of_the_removed(load, confirm, do, cast):
    load(FIRST)
    told = load(SECOND)

    assert counts(confirm(told)) == (1, 1, 1, False)

    rows = listed(do, cast)
    assert set(rows) == {"YEi.901", "YEi.903"}
    assert rows["YEi.901"].names[0]["text"] == "SALEM OMAR BAQANZAL"
    assert set(listed(do, cast, "closed")) == {"YEi.902"}
    assert do(cast["keeper"], StagedRow.objects.count) == 0
    assert "exchange.import_confirmed" in acts(do, cast)


@pytest.mark.rule("RL-07")
@pytest.mark.parametrize(
    ("who", "refusal"), [("importer", NotPermitted), ("analyst", NotFound), ("inspector", NotFound)]
)
def test_only_a_list_keeper_confirms(who, refusal, load, do, cast):
    load(FIRST)
    told = load(SECOND)
    actor = IMPORTER if who == "importer" else cast[who]

    with pytest.raises(refusal):
        do(actor, actions.confirm_import, import_id=told["import"])

    assert set(listed(do, cast)) == {"YEi.901", "YEi.902"}


def test_an_import_is_confirmed_once(load, confirm):
    load(FIRST)
    told = load(SECOND)
    confirm(told)

    with pytest.raises(AlreadyApplied):
        confirm(told)


def test_a_version_that_a_later_one_overtook_cannot_be_confirmed(load, confirm):
    load(FIRST)
    overtaken = load(SECOND)
    load(SECOND + individual("YEi.904", first="YASIN BAHRAZ"), now=NOW + timedelta(hours=1))

    with pytest.raises(NotNewest):
        confirm(overtaken)


def test_a_version_whose_content_is_the_same_has_nothing_to_wait_for(load, do, tmp_path):
    load(FIRST)

    path = written(tmp_path, un_list(FIRST, generated="2026-05-02T03:04:05Z"))
    told = do(IMPORTER, actions.import_un, path)

    assert counts(told) == (0, 0, 0, False)
    assert told["import"]


@pytest.mark.parametrize("who", ["analyst", "inspector"])
def test_only_a_list_keeper_reads_a_list_in(who, load, cast):
    with pytest.raises(NotPermitted):
        load(FIRST, by=cast[who])


def test_a_list_keeper_reads_a_list_in(load, cast):
    assert counts(load(FIRST, by=cast["keeper"])) == (2, 0, 0, False)


def test_a_broken_file_stores_nothing(do, cast, tmp_path):
    path = written(tmp_path, un_list(FIRST)[:-60])

    with pytest.raises(ListError):
        do(IMPORTER, actions.import_un, path)

    assert do(cast["keeper"], Import.objects.count) == 0


def test_ofacs_three_files_are_one_list(do, cast, tmp_path):
    sdn = sdn_row("101", "BAQANZAL, Salem") + sdn_row("102", "BADAHSH, Omar")

    assert counts(do(IMPORTER, actions.import_ofac, ofac_folder(tmp_path, sdn=sdn))) == (2, 0, 0, False)
    assert do(IMPORTER, actions.import_ofac, tmp_path) == ZEROS


@pytest.mark.rule("G18")
def test_an_entry_with_a_protected_number_is_kept_blocked_and_counted(load, confirm, do, cast, agencies):
    holder = draft("Salem Baqanzal", passport="A 123 456").checked(today=NOW.date())

    def protect() -> None:
        kit = people.add_kit(
            actor=cast["identity"], now=NOW, owner_id=agencies["desk"], checked=holder, index="none"
        )  # fmt: skip
        people.issue_number(
            actor=cast["identity"], now=NOW, kind="redress", owner_id=agencies["desk"], holder_kit_id=kit.id,
            holder=holder, valid_until=None, checked_face_to_face=True,
        )  # fmt: skip

    do(cast["identity"], protect)
    load(FIRST)
    told = load(FIRST + individual("YEi.905", first="SALEM BAQANZAL", more=PASSPORT.format(number="A123456")))
    held = do(cast["keeper"], HeldEntry.objects.count)

    confirm(told)

    assert listed(do, cast)["YEi.905"].is_blocked
    assert do(cast["keeper"], queries.get, told["import"]).blocked == 1
    assert do(cast["keeper"], HeldEntry.objects.count) == held


@pytest.mark.rule("JOC-08")
def test_what_a_recipient_has_of_a_closed_listing_is_withdrawn(load, confirm, do, cast, agencies):
    load(FIRST)
    gone, kept = (listed(do, cast)[reference] for reference in ("YEi.902", "YEi.901"))

    def disclose() -> None:
        Disclosure.objects.bulk_create(
            Disclosure(
                number=f"D-{number}", kind="core_packet", owner_id=row.owner_id, recipient_id=agencies["alpha"],
                subject_kind="intelligence.listing", subject_id=row.id, handling="P", decision_id=uuid4(), packet={},
                disclosed_at=NOW, lease_ends_at=NOW + timedelta(days=3650),
            )
            for number, row in (("GONE", gone), ("KEPT", kept))
        )  # fmt: skip

    do(cast["keeper"], disclose)
    confirm(load(individual("YEi.901", first="SALEM BAQANZAL")))

    recalls = do(cast["asker"], gateway.recalls)
    assert [row.disclosure_number for row in recalls] == ["D-GONE"]
    copies = do(cast["asker"], gateway.disclosures, recipient_ids=(agencies["alpha"],))
    assert [row.number for row in copies] == ["D-KEPT"]


def test_what_was_taken_off_and_comes_back_is_listed_and_matched_again(load, confirm, do, cast):
    load(FIRST)
    confirm(load(SECOND, now=NOW + timedelta(hours=1)))

    third = individual("YEi.901", first="SALEM OMAR BAQANZAL") + individual("YEi.902", first="OMAR BADAHSH")
    back = load(third, now=NOW + timedelta(hours=2))
    confirm(back)

    assert counts(back) == (1, 0, 1, True)
    listed = do(cast["keeper"], intelligence.listing_digests, "un")
    assert sorted(listed) == ["YEi.901", "YEi.902"]
    assert do(cast["keeper"], HeldEntry.objects.count) == 2


def test_a_staged_version_waits_on_the_keepers_desk(load, do, cast):
    load(FIRST)
    load(SECOND, now=NOW + timedelta(hours=1))

    assert len(do(cast["keeper"], desk_lines, cast["keeper"], NOW)) == 1
    assert do(cast["owner"], desk_lines, cast["owner"], NOW) == []


def test_an_entry_survives_waiting_word_for_word(tmp_path):
    from tansiq.exchange.formats import un

    more = (
        "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1980</FROM_YEAR><TO_YEAR>1984</TO_YEAR>"
        "</INDIVIDUAL_DATE_OF_BIRTH>" + PASSPORT.format(number="A1")
    )
    entry = un.read(written(tmp_path, un_list(individual(more=more)))).entries[0]

    assert entry_from(entry_object(entry)) == entry


@pytest.mark.skipif(not LISTS.is_dir(), reason="TANSIQ_LISTS_DIR names no folder of published lists")
def test_the_published_lists_stage_what_the_un_changed(do, cast):
    began = time.monotonic()
    first = do(IMPORTER, actions.import_un, LISTS / "un_consolidated_2025-04-19.xml.gz")
    seconds = time.monotonic() - began
    told = do(IMPORTER, actions.import_un, LISTS / "un_consolidated_2026-02-27.xml.gz")
    confirmed = do(cast["keeper"], actions.confirm_import, import_id=told["import"])

    assert counts(first) == (877, 0, 0, False)
    assert counts(told) == (130, 16, 4, True)
    assert counts(confirmed) == (130, 16, 4, False)
    assert do(IMPORTER, actions.import_un, LISTS / "un_consolidated_2026-02-27.xml.gz") == ZEROS
    assert seconds < 30


@pytest.mark.rule("G4", "RL-07")
def test_a_version_that_nobody_confirmed_is_erased_unless_it_takes_somebody_off(load, do, cast):
    more = FIRST + individual("YEi.904", first="NASSER BAWAZIR")
    load(FIRST)
    load(more)
    staged = do(cast["keeper"], queries.imports)

    retention.erase_due(actor=system_actor("retention"), now=NOW + timedelta(days=89))
    assert len(do(cast["keeper"], queries.imports)) == len(staged) == 2
    retention.erase_due(actor=system_actor("retention"), now=NOW + timedelta(days=91))
    assert [row.state for row in do(cast["keeper"], queries.imports)] == ["applied"]

    # Read again it is staged anew; one that takes somebody off waits for a person, however long.
    assert counts(load(more)) == (1, 0, 0, True)
    load(individual("YEi.901", first="SALEM BAQANZAL"))
    retention.erase_due(actor=system_actor("retention"), now=NOW + timedelta(days=900))
    assert "staged" in [row.state for row in do(cast["keeper"], queries.imports)]
