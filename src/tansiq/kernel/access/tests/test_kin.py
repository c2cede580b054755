"""Declared relatives: what is kept cannot be read, and what it recognises."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from django.db.models import Value
from django.db.transaction import atomic
from django.utils import timezone
from stage import NOW

from tansiq.kernel.access import actions, kin, queries, relatives
from tansiq.kernel.access.conflicts import is_kin, kin_check, require_no_kin
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.access.models import Kin
from tansiq.kernel.audit.errors import OwnAct
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.problems import Invalid, NotFound

BROTHER_IN_LAW = {"ism": "خالد", "father": "سعيد", "family": "باقنزل"}


@pytest.fixture
def days_later(monkeypatch):
    """What was taken back is looked at by the clock of the database: a number of days on."""
    return lambda days: monkeypatch.setattr(relatives, "Now", lambda: Value(timezone.now() + timedelta(days=days)))


@pytest.fixture
def declared(cast, do):
    return do(cast["asker"], actions.declare_kin, relation="in_law", **BROTHER_IN_LAW)


def test_only_a_relation_and_digests_are_kept(cast, do, declared):
    kept = do(cast["asker"], lambda: Kin.objects.values().get())

    assert kept["relation"] == "in_law"
    assert not any(word in str(kept) for word in BROTHER_IN_LAW.values())
    # A digest of the family alone would be a register of families.
    assert {name for name in kept if name not in ("id", "member_id", "user_id", "relation")} == {
        "name_blind", "marks", "declared_at", "ended_at", "holds_until"
    }  # fmt: skip


@pytest.mark.rule("W-2", "E31")
@pytest.mark.parametrize(
    "name",
    [
        BROTHER_IN_LAW,
        BROTHER_IN_LAW | {"grandfather": "عمر"},
        {"full": "خالد سعيد عمر باقنزل"},
        {"ism": "خــالد", "father": "سَعيد", "family": "باقنزل"},
        {"full": "الشيخ خالد بن سعيد بن عمر الباقنزل"},
        {"full": "Khaled bin Saeed Omar Ba Qanzal"},
    ],
)
def test_the_file_of_a_declared_relative_is_refused(cast, do, declared, name):
    with pytest.raises(ConflictOfInterest):
        do(cast["asker"], require_no_kin, cast["asker"], name)


@pytest.mark.rule("W-2", "E31")
def test_what_is_taken_back_holds_for_a_day_the_inspector_is_told_and_compares_it_as_long_as_it_is_kept(
    cast, do, days_later
):
    own, other, just_now = cast["inspector"], cast["second_inspector"], timezone.now()
    row = do(own, actions.declare_kin, relation="in_law", **BROTHER_IN_LAW)
    do(own, actions.end_kin, kin_id=row.id, now=just_now)

    with pytest.raises(ConflictOfInterest):
        do(own, require_no_kin, own, BROTHER_IN_LAW)
    alarm = do(other, lambda: Alarm.objects.get(code="KIN-TAKEN-BACK"))
    closing = {"alarm_id": alarm.id, "done": "سئل العضو عن سبب الإنهاء"}
    with pytest.raises(OwnAct):
        do(own, clocks.close_alarm, **closing)
    ended = {"closed_at": just_now, "closed_by": own.user_id}
    with pytest.raises(ProgrammingError), atomic():
        do(own, lambda: Alarm.objects.filter(id=alarm.id).update(**ended))
    do(other, clocks.close_alarm, **closing)

    again = do(own, actions.declare_kin, relation="in_law", **BROTHER_IN_LAW)
    do(own, actions.end_kin, kin_id=again.id, now=just_now)
    days_later(2)
    do(own, require_no_kin, own, BROTHER_IN_LAW)
    assert do(other, queries.kin_blinds, own.user_id, ended=True) >= set(again.marks)


@pytest.mark.rule("E31")
def test_nobody_ends_a_declaration_by_sql_as_if_it_had_been_long_ago(cast, do, declared):
    last_year = timezone.now() - timedelta(days=365)
    ended = {"ended_at": last_year, "holds_until": last_year + timedelta(seconds=1)}
    with pytest.raises(ProgrammingError), atomic():
        do(cast["asker"], lambda: Kin.objects.filter(id=declared.id).update(**ended))


@pytest.mark.rule("W-2", "E31")
def test_what_was_declared_before_other_spellings_were_recognised_stands_and_is_said_once_more(
    cast, do, declared, days_later
):
    asker, longer = cast["asker"], {"full": "خالد بن سعيد باقنزل"}
    old = {"relation": "sibling", "name_blind": kin.name_blind(BROTHER_IN_LAW), "declared_at": NOW}
    do(asker, actions.end_kin, kin_id=declared.id, now=timezone.now())
    days_later(2)
    do(asker, lambda: Kin.objects.create(member_id=asker.member_id, user_id=asker.user_id, **old))

    assert do(asker, queries.unrenewed_kin, asker.member_id)
    assert do(asker, is_kin, asker, BROTHER_IN_LAW)
    assert not do(asker, is_kin, asker, longer)

    do(asker, actions.declare_kin, relation="sibling", **BROTHER_IN_LAW)

    assert do(asker, is_kin, asker, longer)
    assert not do(asker, queries.unrenewed_kin, asker.member_id)


@pytest.mark.rule("W-2", "E31")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"ism": "حسن", "father": "سالم", "family": "باقنزل"}, {"ism": "حسين", "father": "سالم", "family": "باقنزل"}),
        ({"ism": "Hasan", "father": "Salem", "family": "Baqanzal"}, {"ism": "Husayn"}),
    ],
)
def test_a_second_brother_whose_name_sounds_like_the_first_is_kept_beside_him(cast, do, days_later, first, second):
    asker, second = cast["asker"], first | second
    one, other = (do(asker, actions.declare_kin, relation="sibling", **name) for name in (first, second))
    assert do(asker, is_kin, asker, first)
    assert do(asker, is_kin, asker, second)

    do(asker, actions.end_kin, kin_id=one.id, now=timezone.now())
    days_later(2)

    assert [row.id for row in do(asker, queries.declared_kin, asker.member_id)] == [other.id]
    assert do(asker, is_kin, asker, second)
    do(asker, actions.end_kin, kin_id=other.id, now=timezone.now())
    assert not do(asker, is_kin, asker, second)


@pytest.mark.parametrize(
    "name", [BROTHER_IN_LAW | {"ism": "سالم"}, BROTHER_IN_LAW | {"family": "باطروق"}, {"full": "خالد"}, {}]
)
def test_a_family_name_alone_refuses_nothing(cast, do, declared, name):
    do(cast["asker"], require_no_kin, cast["asker"], name)


def test_the_inspector_compares_whole_names_and_nobody_else_sees_a_declaration(cast, do, declared):
    assert do(cast["inspector"], queries.kin_blinds, cast["asker"].user_id) >= {declared.name_blind, *declared.marks}
    assert do(cast["accreditor"], queries.kin_blinds, cast["asker"].user_id) == frozenset()
    assert do(cast["colleague"], lambda: Kin.objects.count()) == 0


def test_a_declaration_is_complete_made_once_and_taken_back_by_its_member(cast, do, declared):
    again = do(cast["asker"], actions.declare_kin, relation="sibling", **BROTHER_IN_LAW | {"family": "الباقنزل"})
    assert again.id == declared.id
    with pytest.raises(Invalid):
        do(cast["asker"], actions.declare_kin, relation="in_law", **BROTHER_IN_LAW | {"family": " "})
    with pytest.raises(Invalid):
        do(cast["asker"], actions.declare_kin, relation="tribe", **BROTHER_IN_LAW)
    with pytest.raises(NotFound):
        do(cast["owner"], actions.end_kin, kin_id=declared.id)

    do(cast["asker"], actions.end_kin, kin_id=declared.id, now=timezone.now())

    assert do(cast["asker"], queries.declared_kin, cast["asker"].member_id) == []


def test_for_whoever_declared_nobody_no_name_is_read(cast, do, declared, monkeypatch):
    asked = []
    monkeypatch.setattr(kin, "met", lambda parts: asked.append(parts) or frozenset())
    for who in ("owner", "asker"):
        assert not do(cast[who], lambda who=who: kin_check(cast[who])(BROTHER_IN_LAW))
    assert asked == [BROTHER_IN_LAW]
