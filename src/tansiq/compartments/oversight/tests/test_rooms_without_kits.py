"""Rooms that keep no kit tell by name and by number what they hold, and whom their reads were about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from casework_support import Room, take
from cooperation_file import opened as opened_cooperation
from court_support import Court
from stage import NOW, PASSWORD, draft
from victims_matter import opened as opened_matter

from tansiq.compartments.cooperation import queries as cooperation
from tansiq.compartments.oversight.models import Finding
from tansiq.compartments.victims import queries as victims
from tansiq.gateway import actions as gateway
from tansiq.kernel import footprint, walls
from tansiq.kernel.access import actions as access
from tansiq.kernel.access import queries as access_queries
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as

HEIR = "سعاد فرج سالم باغويطة"
ASKS = system_actor("footprint")
ROOMS = ("casework", "cooperation", "protection", "victims")


def told(do: Any, kit_id: Any) -> dict[str, footprint.Line]:
    return {line.kind: line for line in do(ASKS, footprint.of, [kit_id])}


def kit_of(desk: Any, name: str) -> Any:
    return desk.file(draft(name)).kit_id


def test_a_file_of_victims_is_told_by_its_number_and_by_nothing_else(desk, do, agencies):
    matter = opened_matter(desk.cast, do, agencies["court"]).matter

    found = told(do, kit_of(desk, "سعاد فرج سالم بن باغويطة"))

    assert set(found) == {"number", "victims_file"}
    line = found["victims_file"]
    assert (line.handle, line.holder_id, line.purpose) == (matter.number, matter.owner_id, "")
    assert line.by_handle
    assert not line.is_certain


@pytest.mark.parametrize("name", ["سعاد باغويطة", "سعاد فرج سالم باعبيد", "مريم فرج سالم باغويطة"])
def test_half_a_name_and_another_name_find_nobody(desk, do, agencies, name):
    opened_matter(desk.cast, do, agencies["court"])

    assert set(told(do, kit_of(desk, name))) == {"number"}


def test_a_number_of_the_register_leads_to_the_case_and_the_case_to_what_hangs_on_it(desk, do, cast, agencies):
    ask = desk.ask("asker", draft("خالد سعيد عمر باقنزل"))
    court = Court(Room(cast, agencies, do))
    # The register is asked first in the house; here the receipt of an ask stands for its number.
    court.accused(name="غير معروف", detention=ask.number)
    take(court.room, court.case, speaker_name="خالد سعيد عمر باقنزل")
    file = opened_cooperation(cast, do, reference=court.case.number).file
    do(cast["owner"], gateway.send_threat, words="سيُستهدف بيته", threatened="خالد سعيد باقنزل", reference="P-1")

    found = told(do, ask.kit_id)

    assert found["accused"].handle == court.file.number
    assert found["accused"].is_certain
    assert not found["accused"].by_handle
    assert (found["case"].handle, found["case"].is_certain) == (court.case.number, True)
    assert not found["statement"].is_certain
    assert (found["cooperation_file"].handle, found["cooperation_file"].by_handle) == (file.number, True)
    assert not found["cooperation_file"].is_certain
    assert "threat" not in found, "three words of four do not stand in a threat that names two of them"


def test_a_number_that_was_typed_beside_another_mans_name_is_not_certain(desk, do, cast, agencies):
    ask = desk.ask("asker", draft("خالد سعيد عمر باقنزل"))
    court = Court(Room(cast, agencies, do))
    court.accused(name="سالم علي عمر باعبيد", detention=ask.number)

    found = told(do, ask.kit_id)

    assert (found["accused"].is_certain, found["case"].is_certain) == (False, False)
    court.accused(name="خالد سعيد باقنزل", detention=ask.number)
    assert told(do, ask.kit_id)["accused"].is_certain


def test_a_threat_that_names_somebody_is_told_by_its_number(desk, do, cast):
    do(cast["owner"], gateway.send_threat, words="سيُستهدف بيته", threatened="الشيخ خالد سعيد باقنزل من القرية",
       reference="P-1")  # fmt: skip

    line = told(do, kit_of(desk, "خالد سعيد باقنزل"))["threat"]

    assert (line.by_handle, line.is_certain, line.purpose) == (True, False, "")


@pytest.mark.rule("RL-13")
@pytest.mark.parametrize("room", ROOMS)
def test_each_function_answers_its_own_system_actor_alone(desk, do, agencies, room):
    assert {f"acl.{room}_footprint(uuid[], text[])", f"acl.{room}_names_read(timestamptz, timestamptz)"} <= set(
        walls.functions()
    )
    opened_matter(desk.cast, do, agencies["court"])
    kit = kit_of(desk, HEIR)
    for who in (desk.cast["inspector"], desk.cast["office"], system_actor("gateway"), system_actor("review")):
        assert do(who, footprint.rows, f"{room}_footprint", [kit], ["X"]) == []
    for who in (desk.cast["inspector"], desk.cast["office"], system_actor("gateway"), ASKS):
        assert do(who, footprint.rows, f"{room}_names_read", NOW - timedelta(days=9), NOW + timedelta(days=9)) == []


@pytest.mark.rule("G13", "E31")
def test_a_read_of_a_victim_of_ones_own_family_is_found_and_the_name_is_kept_nowhere(desk, do, cast, agencies):
    matter = opened_matter(cast, do, agencies["court"]).matter
    cousin = _office("cousin", "محفوظ عمر باغويطة", do, cast)
    for who in (cousin, cast["woman"]):
        do(
            who,
            victims.matter_file,
            actor=who,
            now=NOW,
            matter_id=matter.id,
            at=NOW,
            purpose="OPEN_CASE",
            reference=matter.number,
        )

    found = desk.review()

    assert {(row.pattern, row.reader_id) for row in found} == {("own_family", cousin.user_id)}
    with acting_as(cast["inspector"]):
        assert "باغويطة" not in str([vars(row) for row in Finding.objects.all()])


def _office(handle: str, name: str, do: Any, cast: dict[str, Any]) -> Any:
    """One more officer of the victims’ office, with a name of his own."""
    do(system_actor("setup"), access.add_member, handle=handle, password=PASSWORD, agency_id=cast["office"].agency_id,
       name_ar=name, name_en=handle, roles=("victims_officer",))  # fmt: skip
    return access_queries.actor_by_handle(handle)


@pytest.mark.rule("G13")
def test_files_of_cooperation_that_are_read_one_after_the_other_are_bulk(desk, do, cast, monkeypatch):
    rows = [opened_cooperation(cast, do, reference=f"ج/2026/{n}").file for n in range(3)]
    pack = charter.current()
    for row in rows:
        reader = cast["prosecutor"]
        do(reader, cooperation.file_read, actor=reader, now=NOW, file_id=row.id, purpose="OPEN_CASE",
           reference=row.number)  # fmt: skip
    few = replace(pack, jurisdiction=pack.jurisdiction.model_copy(update={"usual_reads_per_hour": 2}))
    monkeypatch.setattr(charter, "current", lambda: few)

    [finding] = [row for row in desk.review() if row.pattern == "bulk"]

    assert (finding.reader_id, len(finding.entry_ids)) == (cast["prosecutor"].user_id, 3)


def test_a_broken_glass_is_compared_like_any_read():
    assert "gateway_brokenglass" in walls.functions()["acl.gateway_kits_read(timestamptz, timestamptz)"][1]
