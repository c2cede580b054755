from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from stage import KHALED, KHALED_LATIN, NOW, accepting, draft

from tansiq.gateway import actions, queries
from tansiq.gateway.errors import AlreadyJudged
from tansiq.gateway.models import Ask, Crossing, Hit
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.clocks import actions as clock_actions
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.decisions.errors import ThinReasons
from tansiq.kernel.problems import NotFound, NotPermitted
from tansiq.people import actions as people
from tansiq.people.models import Link


@pytest.mark.rule("JOC-03")
def test_only_a_validator_of_neither_agency_sees_a_hit(room):
    hit = room.hit()
    see = {
        who: room.do(room.cast[who], _hits)
        for who in ("validator", "alpha_validator", "beta_validator", "asker", "owner")
    }

    assert see == {"validator": [hit.id], "alpha_validator": [], "beta_validator": [], "asker": [], "owner": []}


def _hits():
    with transaction.atomic():
        return [row.id for row in Hit.objects.all()]


@pytest.mark.rule("JOC-03")
def test_an_owner_may_exclude_an_agency_from_validating(room, agencies):
    room.do(room.cast["owner"], access.exclude_validators, agency_ids=[agencies["gamma"]])

    hit = room.hit()

    assert room.do(room.cast["validator"], _hits) == []
    with pytest.raises(NotFound):
        room.judge(hit)


@pytest.mark.rule("JOC-03")
@pytest.mark.parametrize("who", ["alpha_validator", "beta_validator", "asker", "owner"])
def test_nobody_of_the_two_agencies_can_judge(room, who):
    hit = room.hit()

    with pytest.raises((NotFound, NotPermitted)):
        room.judge(hit, by=who)


def test_a_validator_sees_the_compared_fields_and_nothing_else(room):
    hit = room.hit(draft("Khaled Saeed Omar Baqanzal", birth="1994", national="0112233445"))

    seen = room.do(room.cast["validator"], actions.compare, hit_id=hit.id)

    assert [f.name for f in seen.fields] == ["full", "ism", "father", "grandfather", "family", "birth"]
    assert room.do(room.cast["validator"], _crossings) == ["compare"]
    assert room.do(room.cast["owner"], _crossings) == []


def _crossings():
    with transaction.atomic():
        return list(Crossing.objects.values_list("passage", flat=True))


def test_an_ask_is_matched_once(room):
    asked = room.ask()

    assert len(room.match(asked)) == 1
    assert room.match(asked) == []


@pytest.mark.rule("G5")
def test_a_pair_judged_different_is_not_matched_again_and_the_name_alike_still_is(room):
    mistaken = draft("Khaled Saeed Omar Baqanzal", birth="1994", national="0112233445")
    room.judge(room.hit(mistaken), same=False)

    assert room.match(room.ask(mistaken, by="stranger")) == []
    assert len(room.match(room.ask(KHALED_LATIN))) == 1


@pytest.mark.rule("G5")
def test_a_paper_that_comes_to_be_equal_brings_the_pair_to_a_validator_again_and_can_be_released(room):
    owner, man = accepting(room.cast["owner"]), draft("Khaled Saeed Omar Baqanzal", birth="1994", passport="A0998877")
    room.judge(room.hit(man), same=False)
    assert room.match(room.ask(man)) == []

    papers = replace(KHALED, identifiers=(("passport", "a 0998877"),)).checked(today=NOW.date())
    room.do(owner, people.change_identifiers, kit_id=room.held.id, checked=papers)

    disclosure = room.disclosure(man)
    room.withdraw(disclosure)
    assert room.match(room.ask(man)) == []


def test_two_clicks_at_once_judge_once(room):
    hit = room.hit()
    room.judge(hit)

    with pytest.raises(AlreadyJudged):
        room.judge(hit, same=False)


def test_reasons_that_say_nothing_are_refused(room):
    hit = room.hit()

    with pytest.raises(ThinReasons):
        room.do(room.cast["validator"], actions.judge_hit, hit_id=hit.id, same=True, reasons="نعم")


def test_life_at_risk_is_on_the_watch_officers_desk_at_once(room):
    [hit] = room.match(room.ask(purpose="LIFE_AT_RISK"))

    minutes = (hit.due_at - hit.made_at).total_seconds() / 60
    told = room.do(room.cast["watch"], _alarms)
    assert (minutes, told) == (10, ["LIFE-AT-RISK"])
    # However many wait for longer, a list that ends somewhere begins with it.
    watch = room.cast["watch"]
    earlier = {"role": "watch_officer", "now": NOW - timedelta(days=1), "reference": "-", "agency_id": watch.home}
    room.do(system_actor("clock"), lambda: clock_actions.tell("UNPLACED", **earlier))
    assert [row.code for row in room.do(watch, clocks.open_alarms, limit=1)] == ["LIFE-AT-RISK"]
    assert room.judge(hit, by="watch").state == "validated"


def test_what_is_not_urgent_is_not_the_watch_officers_to_judge(room):
    hit = room.hit()

    with pytest.raises(NotFound):
        room.judge(hit, by="watch")


def _alarms():
    with transaction.atomic():
        return list(Alarm.objects.values_list("code", flat=True))


def test_an_insufficient_ask_is_never_matched(room):
    row = room.ask(draft("خالد"))

    assert row.answer == "insufficient_identity"


def test_the_clock_of_a_hit_runs_for_the_joint_room_alone(room):
    room.hit()
    running = {who: room.do(room.cast[who], _clocks) for who in ("watch", "asker", "owner", "validator")}

    assert running == {"watch": ["HIT-VALIDATION"], "asker": [], "owner": [], "validator": []}


def _clocks():
    with transaction.atomic():
        return list(Clock.objects.values_list("code", flat=True))


def test_the_asker_cannot_tell_a_hit_from_none(room):
    with_hit, without = room.ask(KHALED), room.ask(draft("عبيد سالمين مرزوق باطروق", birth="1971"))
    room.match(with_hit)
    room.match(without)

    rows = room.do(room.cast["asker"], _asks)
    assert rows[with_hit.id] == rows[without.id] == ("no_record_for_you", None, True)


def _asks():
    with transaction.atomic():
        return {row.id: (row.answer, row.order_id, row.matched_at is not None) for row in Ask.objects.all()}


@pytest.mark.parametrize("purpose", ["LIFE_AT_RISK", "CHECKPOINT_IDENTITY"])
def test_the_joint_room_learns_nothing_of_a_hit_on_its_own_ask(room, purpose):
    asked = room.ask(by="watch", purpose=purpose)
    before = [room.do(room.cast["watch"], told) for told in (_clocks, _alarms, _hits)]

    assert len(room.match(asked)) == 1

    assert [room.do(room.cast["watch"], told) for told in (_clocks, _alarms, _hits)] == before == [[], [], []]


def test_an_owner_learns_nothing_of_a_pair_that_was_judged_different(room):
    room.judge(room.hit(), same=False)

    seen = room.do(room.cast["owner"], lambda: [Entry.objects.count(), Link.objects.count(), Crossing.objects.count()])
    assert seen == [0, 0, 0]


def test_a_purpose_that_does_not_tell_the_owner_does_not_tell_the_owner(room):
    room.judge(room.hit(purpose="PROTECTION_CHECK"))

    assert room.do(room.cast["owner"], _hits) == []


def test_a_judgement_is_taken_back_and_whoever_was_given_anything_is_told(room):
    disclosure = room.disclosure()
    hit = room.do(room.cast["validator"], lambda: Hit.objects.get(id=disclosure.hit_id))
    undo = {"hit_id": hit.id, "reasons": "تبيّن أن الجد مختلف في الوثيقة"}

    with pytest.raises((NotFound, NotPermitted)):
        room.do(room.cast["owner"], actions.undo_judgement, **undo)
    room.do(room.cast["validator"], actions.undo_judgement, **undo)

    assert [r.state for r in room.do(room.cast["asker"], queries.recalls)] == ["sent"]
    assert room.do(room.cast["owner"], _hits) == []
    assert room.do(room.cast["validator"], _hits) == [hit.id]


@pytest.mark.rule("G3")
def test_a_pair_whose_difference_was_taken_back_is_matched_again_and_the_reasons_were_counted(room, monkeypatch):
    monkeypatch.setattr("tansiq.kernel.decisions.actions.same_reasons.SAME_REASONS", 0)
    man = draft("Khaled Saeed Omar Baqanzal", birth="1994", national="0112233445")
    hit = room.judge(room.hit(man), same=False)
    assert "SAME-REASONS" in room.do(room.cast["inspector"], _alarms)
    room.do(room.cast["validator"], actions.undo_judgement, hit_id=hit.id, reasons="أخطأت في قراءة اسم الجد")

    assert len(room.match(room.ask(man, by="prosecutor"))) == 1
