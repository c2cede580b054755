"""Exhibits in the house: one hand at every moment, both signatures, nothing live in storage, nothing out without an order."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from casework_support import png
from stage import NOW

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.errors import (
    ChainEnded,
    LiveDevice,
    NoOrder,
    NotAHand,
    NothingOffered,
    NotInYourHands,
    SameMark,
)
from tansiq.compartments.casework.models import Case, Incident, Photograph
from tansiq.compartments.casework.verification import verify
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.errors import Reauthenticate
from tansiq.kernel.clocks import actions as ringing
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db


def fresh(room, row, who="detective"):
    with acting_as(room.cast[who]):
        return queries.exhibit(row.id)


def test_a_case_exists_for_its_prosecution_and_for_whoever_works_on_it(room):
    case = room.case()
    row = room.exhibit(room.incident(case))

    for thing in (case, row):
        seen = {
            who: room.sees(who, thing)
            for who in ("detective", "prosecutor", "other_detective", "analyst", "inspector", "storekeeper")
        }
        assert seen == {"detective": True, "prosecutor": True, "other_detective": False, "analyst": False, "inspector": False, "storekeeper": False}  # fmt: skip


def test_the_prosecution_names_who_works_on_a_case(room):
    case = room.case()
    number = room.cast["other_detective"].staff_number

    with pytest.raises(NotPermitted):
        room.do(room.cast["detective"], actions.name_worker, case_id=case.id, staff_number=number)
    room.do(room.cast["prosecutor"], actions.name_worker, case_id=case.id, staff_number=number)
    assert room.sees("other_detective", case)
    room.do(room.cast["prosecutor"], actions.name_worker, case_id=case.id, staff_number=number, is_on=False)
    assert not room.sees("other_detective", case)


@pytest.mark.rule("EVD-02")
def test_a_piece_goes_from_hand_to_hand_signed_by_both_and_its_file_is_whole(room):
    row = room.exhibit()
    room.seal(row)
    room.transfer(row)
    room.transfer(row, "examiner", by="storekeeper", place="المختبر", purpose="فحص")
    room.act("note_event", row, by="examiner", kind="opened", words="فُتح للفحص")
    room.act("note_event", row, by="examiner", kind="analysed", words="فُحص الخط")
    room.seal(row, by="examiner", seal="S-23")

    found = verify(room.file(row))

    assert (found.faults, found.events, found.hand) == ((), 7, room.cast["examiner"].staff_number)
    kinds = [json.loads(line)["kind"] for line in room.file(row).split(b"\n")[1:-2]]
    assert kinds == ["found", "sealed", "transferred", "transferred", "opened", "analysed", "sealed"]


@pytest.mark.rule("EVD-02")
def test_until_it_is_taken_it_is_where_it_was(room):
    row = room.exhibit()
    room.offer(row)

    assert verify(room.file(row)).hand == room.cast["detective"].staff_number
    with pytest.raises(NotInYourHands):
        room.seal(row, by="storekeeper")
    room.act("take_over", row, by="storekeeper")
    with pytest.raises(NotInYourHands):
        room.seal(row)


def test_whoever_gives_sees_the_offer_and_nobody_else_takes_it(room):
    row = room.exhibit()
    room.offer(row)

    assert room.sees("storekeeper", row)
    for who, refusal in (("examiner", NotFound), ("prosecutor", NothingOffered)):
        with pytest.raises(refusal):
            room.act("take_over", row, by=who)
    room.act("withdraw_offer", row)
    with pytest.raises(NotFound):
        room.act("take_over", row, by="storekeeper")


def test_an_offer_lapses_when_the_chain_goes_on(room):
    row = room.exhibit()
    room.offer(row)
    room.seal(row)

    with pytest.raises(NotFound):
        room.act("take_over", row, by="storekeeper")


@pytest.mark.rule("EVD-02")
def test_a_break_is_shown_as_a_break_and_told_to_the_inspector(room):
    row = room.exhibit()
    number = room.cast["prosecutor"].staff_number

    room.act("declare_gap", row, by="prosecutor", since=NOW - timedelta(minutes=30), place="النيابة",
             reason="وُجد على مكتب القلم ولم يوقّع أحد")  # fmt: skip

    found = verify(room.file(row))
    assert (found.faults, found.hand, len(found.gaps)) == ((), number, 1)
    with acting_as(room.cast["inspector"]):
        assert [alarm.code for alarm in clocks.open_alarms()] == ["CUSTODY-GAP"]


def test_a_gap_needs_its_reason(room):
    row = room.exhibit()

    with pytest.raises(Invalid):
        room.act("declare_gap", row, by="prosecutor", since=NOW, place="النيابة", reason="نسيت")


@pytest.mark.rule("W-4")
def test_two_words_are_enough_to_say_how_a_gap_came_about(room):
    row = room.exhibit()

    room.act("declare_gap", row, by="prosecutor", since=NOW, place="النيابة", reason="استلمناها بالخطأ")

    assert len(verify(room.file(row)).gaps) == 1


@pytest.mark.rule("EVD-01")
def test_a_live_device_is_neither_sealed_nor_sent_nor_divided_nor_returned(room):
    row = room.exhibit(category="EXP", description="جسم مشبوه في كيس")

    for name, given in (
        ("seal_exhibit", {"seal": "S-1", "packaging": "صندوق"}), ("divide_exhibit", {"mark": "B-9", "description": "جزء"}),
        ("end_exhibit", {"kind": "returned", "order": "1", "words": "أُعيد", "to": "صاحبه"}),
        ("note_event", {"kind": "analysed", "words": "فُحص"}),
    ):  # fmt: skip
        with pytest.raises(LiveDevice):
            room.act(name, row, **given)
    with pytest.raises(LiveDevice):
        room.offer(row, magazine="MAG-1")


@pytest.mark.rule("EVD-01")
def test_what_was_made_safe_goes_to_a_licensed_magazine_alone(room):
    case = room.case()
    for who in ("sapper",):
        room.do(room.cast["prosecutor"], actions.name_worker, case_id=case.id, staff_number=room.cast[who].staff_number)
    row = room.exhibit(room.incident(case), by="sapper", category="EXP", description="بادئ نُزع من العبوة")

    with pytest.raises(NotPermitted):
        room.act("make_safe", room.exhibit(room.incident(case), category="EXP"), certificate="C-1", words="أُبطل")
    room.act("make_safe", row, by="sapper", certificate="C-7", words="أُبطل في مكانه")
    with pytest.raises(LiveDevice):
        room.offer(row, by="sapper")
    room.transfer(row, by="sapper", magazine="MAG-12", place="المخزن المرخّص")

    assert verify(room.file(row)).faults == ()
    assert not fresh(room, row).is_live


@pytest.mark.rule("W-4")
def test_that_a_live_device_was_moved_is_recorded_and_told(room):
    row = room.exhibit(category="EXP")

    room.act("record_irregular", row, place="سيارة الدورية", words="نقله أفراد الدورية قبل وصول المختصين")

    assert "LIVE_MOVED" in fresh(room, row).flags
    with acting_as(room.cast["inspector"]):
        assert [alarm.code for alarm in clocks.open_alarms()] == ["LIVE-DEVICE-MOVED"]


@pytest.mark.rule("EVD-10")
def test_nothing_leaves_the_room_without_the_number_of_an_order(room):
    row = room.exhibit()

    with pytest.raises(NoOrder):
        room.act("end_exhibit", row, kind="destroyed", order=" ", words="أُتلف")
    room.act("end_exhibit", row, kind="returned", order="ن/44", words="أُعيد إلى أهل الدار", to="صاحب الدار")
    for name, given in (
        ("seal_exhibit", {"seal": "S-1", "packaging": "x"}),
        ("note_event", {"kind": "noted", "words": "x"}),
    ):
        with pytest.raises(ChainEnded):
            room.act(name, row, **given)
    assert verify(room.file(row)).faults == ()


def test_two_bags_of_a_case_do_not_have_one_number(room):
    incident = room.incident()
    room.exhibit(incident, mark="B-50")

    with pytest.raises(SameMark):
        room.exhibit(incident, mark="B-50")
    room.exhibit(room.incident(), mark="B-50")  # another case has its own


def test_a_part_has_a_chain_of_its_own_that_names_where_it_comes_from(room):
    row = room.exhibit()

    part = room.act("divide_exhibit", row, mark="B-60/1", description="ورقة من الدفتر")

    first = json.loads(room.file(part).split(b"\n")[1])
    assert (first["kind"], first["data"]["parent"]) == ("divided_from", row.number)
    assert verify(room.file(part)).faults == () == verify(room.file(row)).faults


@pytest.mark.rule("EVD-09")
def test_what_military_collected_waits_for_the_prosecution(room):
    row = room.exhibit(collector="اللواء الثاني، الرائد فلان، أثناء اشتباك")

    assert "NEEDS_AUTHENTICATION" in row.flags
    with pytest.raises(NotPermitted):
        room.act("authenticate", row, reasons="راجعت محضر الجمع وشهادة الجامع")
    room.act("authenticate", row, by="prosecutor", reasons="راجعت محضر الجمع وشهادة الجامع")
    assert fresh(room, row).authenticated_at == NOW


def test_the_seal_is_due_on_the_day_of_the_find(room):
    row = room.exhibit()

    with acting_as(room.cast["detective"]):
        [clock] = clocks.of_subject(row.id)
        assert (clock.code, clock.due_at > NOW - timedelta(hours=1)) == ("EXHIBIT-SEAL", True)
        assert clock.due_at - NOW < timedelta(days=1)
    room.seal(row)
    with acting_as(room.cast["detective"]):
        assert clocks.of_subject(row.id)[0].met_at == NOW


def test_no_seal_is_due_while_a_piece_may_still_go_off(room):
    case = room.case()
    room.do(
        room.cast["prosecutor"], actions.name_worker, case_id=case.id, staff_number=room.cast["sapper"].staff_number
    )
    row = room.exhibit(room.incident(case), by="sapper", category="EXP", description="بادئ نُزع من العبوة")

    with acting_as(room.cast["sapper"]):
        assert clocks.of_subject(row.id) == []
    room.act("make_safe", row, by="sapper", certificate="C-7", words="أُبطل في مكانه")
    with acting_as(room.cast["sapper"]):
        assert [one.code for one in clocks.of_subject(row.id)] == ["EXHIBIT-SEAL"]


def test_that_a_seal_is_late_is_told_to_the_prosecution_of_the_case(room):
    row, clock = room.exhibit(), system_actor("clock")
    with acting_as(clock):
        [due] = clocks.of_subject(row.id)
        ringing.raise_due(actor=clock, now=due.due_at + timedelta(minutes=1))

    told = {}
    for who in ("prosecutor", "detective", "inspector"):
        with acting_as(room.cast[who]):
            told[who] = [one.reference for one in clocks.open_alarms() if one.code == "EXHIBIT-SEAL"]
    assert told == {"prosecutor": [row.number], "detective": [], "inspector": []}


def test_a_hand_signs_only_with_a_fresh_proof_of_who_it_is(room):
    row = room.exhibit()
    room.cast["detective"] = replace(room.cast["detective"], is_stale=True)

    with pytest.raises(Reauthenticate):
        room.seal(row)


@pytest.mark.parametrize("to", ["detective", "asker"])
def test_nobody_hands_over_to_himself_or_to_somebody_who_handles_no_exhibits(room, to):
    row = room.exhibit()

    if to == "detective":
        with pytest.raises(NotAHand):
            room.offer(row, to)
    with pytest.raises(NotAHand):
        room.act("offer_transfer", row, staff_number="ZZZZZ", place="x", purpose="y", is_seal_intact=True)


@pytest.mark.rule("EVD-14")
def test_a_place_changes_hands_piece_by_piece(room):
    incident = room.incident()
    rows = [room.exhibit(incident) for _ in range(3)]
    live = room.exhibit(incident, category="EXP")
    for row in rows:
        room.transfer(row)

    offered = room.do(
        room.cast["storekeeper"], actions.offer_all, exhibit_ids=[row.id for row in rows],
        staff_number=room.cast["examiner"].staff_number, place="الغرفة الجديدة", purpose="انتقال الغرفة",
    )  # fmt: skip
    room.act("take_over", rows[0], by="examiner")

    hands = [verify(room.file(row)).hand for row in rows]
    keeper, taker = room.cast["storekeeper"].staff_number, room.cast["examiner"].staff_number
    assert (len(offered), hands) == (3, [taker, keeper, keeper])
    assert fresh(room, live).holder_id == room.cast["detective"].member_id


def test_a_count_leaves_nothing_out_and_tells_what_is_missing(room):
    incident = room.incident()
    first, second = room.exhibit(incident), room.exhibit(incident)

    with pytest.raises(Invalid):
        room.do(room.cast["detective"], actions.count, found={first.id: "there"}, witness="زميل")
    sheet = room.do(
        room.cast["detective"], actions.count, found={first.id: "there", second.id: "missing"}, witness="زميل"
    )

    assert {line["found"] for line in sheet.lines} == {"there", "missing"}
    assert verify(room.file(second)).hand == room.cast["detective"].staff_number
    with acting_as(room.cast["inspector"]):
        assert [alarm.code for alarm in clocks.open_alarms()] == ["EXHIBIT-MISSING"]


def test_a_photograph_stands_in_the_chain_by_its_hash_and_without_a_scale_is_flagged(room):
    row = room.exhibit()

    made = room.act(
        "add_photograph", row, content=png(b"tEXtComment\0GPS 14.5"), has_scale=False, is_before_moving=True
    )

    assert bytes(made.content) == png()
    assert "PHOTOGRAPH_WITHOUT_SCALE" in fresh(room, row).flags
    last = json.loads(room.file(row).split(b"\n")[-3])
    assert (last["data"]["sha256"], last["data"]["original_sha256"]) == (made.sha256, made.original_sha256)
    assert made.sha256 != made.original_sha256


def test_the_installation_carries_chains_out_and_sees_nothing_else_of_a_case(room):
    row = room.exhibit()
    room.seal(row)
    installation = system_actor("exhibits")

    with acting_as(installation):
        raw = queries.chain_file(actor=installation, now=NOW, number=row.number.lower())
        seen = [model.objects.exists() for model in (Case, Incident, Photograph)]

    assert (verify(raw).faults, seen) == ((), [False, False, False])
    with pytest.raises(NotFound), acting_as(installation):
        queries.chain_file(actor=installation, now=NOW, number="X-NONE-NONE")


def test_what_happened_later_is_added_and_nothing_is_put_in_between(room):
    row = room.exhibit()
    room.seal(row)
    before = room.file(row).split(b"\n")[:-2]

    room.act("note_event", row, kind="noted", words="رآه الشاهد الثالث", happened_at=NOW - timedelta(minutes=50))

    assert room.file(row).split(b"\n")[: len(before)] == before
