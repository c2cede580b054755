from dataclasses import replace

import pytest
from django.db import connections
from hypothesis import example, given
from hypothesis import strategies as st
from stage import KHALED, NOW, accepting, draft

from tansiq.kernel.audit.models import Entry
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound
from tansiq.people import actions, queries, rules
from tansiq.people.errors import ClearedPerson, FamilyLink
from tansiq.people.models import Digest, HeldEntry, Identifier, Kit, Link, ProtectiveNumber


@pytest.fixture
def cast(cast):
    return cast | {"owner": accepting(cast["owner"])}


def add(actor, kit, index="held"):
    return actions.add_kit(
        actor=actor, now=NOW, owner_id=actor.home, checked=kit.checked(today=NOW.date()), index=index
    )


@pytest.mark.parametrize("hour", [20, 22])
def test_a_child_born_on_the_day_of_the_place_is_read_again_as_it_was_written(cast, do, hour):
    night = NOW.replace(hour=hour)  # past midnight in the place for the later one
    born = draft("سالم باطروق", birth=charter.local_day(night).isoformat())
    kit = born.checked(today=charter.local_day(night))

    def kept():
        row = actions.add_kit(
            actor=cast["owner"], now=night, owner_id=cast["owner"].home, checked=kit, index="none"
        )  # fmt: skip
        return queries.checked(row.id)

    assert do(cast["owner"], kept).birth == kit.birth
    assert kit.is_child(night)


@pytest.mark.rule("G18")
def test_somebody_who_was_cleared_is_not_held_again(cast, do):
    man = draft("سالم باطروق", national="5544332211")
    holder = do(cast["caseworker"], lambda: add(cast["caseworker"], man, "none"))
    do(
        cast["caseworker"], actions.issue_number, kind="redress", owner_id=cast["caseworker"].home, holder_kit_id=holder.id,
        holder=man.checked(today=NOW.date()), valid_until=None, checked_face_to_face=False,
    )  # fmt: skip

    with pytest.raises(ClearedPerson):
        do(cast["owner"], lambda: add(cast["owner"], draft("س. باطروق", national="55 44 33 22 11")))
    do(cast["owner"], lambda: add(cast["owner"], draft("سالم باطروق", national="999")))


@pytest.mark.rule("G18")
def test_a_kit_whose_man_was_cleared_meanwhile_is_not_put_into_the_index(cast, do):
    man = draft("سالم باطروق", national="5544332211")
    kept = do(cast["owner"], lambda: add(cast["owner"], man, "none"))
    holder = do(cast["caseworker"], lambda: add(cast["caseworker"], man, "none"))
    do(
        cast["caseworker"], actions.issue_number, kind="redress", owner_id=cast["caseworker"].home, holder_kit_id=holder.id,
        holder=man.checked(today=NOW.date()), valid_until=None, checked_face_to_face=False,
    )  # fmt: skip

    with pytest.raises(ClearedPerson):
        do(cast["owner"], lambda: actions.reindex(kept.id, now=NOW))


@pytest.mark.rule("RL-06")
@pytest.mark.parametrize("judgement", ["brother", "father", "same_tribe", ""])
def test_kinship_is_never_a_link(cast, do, judgement):
    with pytest.raises(FamilyLink):
        do(cast["owner"], lambda: judge(cast["owner"], judgement))


def judge(actor, judgement):
    left, right = add(actor, KHALED), add(actor, KHALED)
    with acting_as(actor.through("gateway")):
        return actions.judge_pair(
            actor=actor.through("gateway"), now=NOW, owner_id=actor.home, left_id=left.id, right_id=right.id, anchors=("a",),
            judgement=judgement, reasons="الاسم والجد متطابقان",
        )  # fmt: skip


def test_a_link_is_undone_and_both_kits_are_as_they_were(cast, do):
    link = do(cast["owner"], lambda: judge(cast["owner"], "different"))
    before = do(cast["owner"], lambda: list(Kit.objects.order_by("id").values()))

    room = cast["owner"].through("gateway")
    with pytest.raises(Invalid):
        do(room, actions.undo_link, link_id=link.id, reasons="x")
    do(room, actions.undo_link, link_id=link.id, reasons="تبيّن أنهما شخص واحد")

    assert do(cast["owner"], lambda: list(Kit.objects.order_by("id").values())) == before
    with pytest.raises(NotFound):
        do(room, actions.undo_link, link_id=link.id, reasons="تبيّن أنهما شخص واحد")


def test_raw_spelling_is_kept_as_written(cast, do):
    kit = do(
        cast["owner"],
        lambda: add(cast["owner"], draft(ism="خَالِـد", family="با قنزل", birth="١٤٢٠ هـ", passport=" a-1 ")),
    )

    assert (kit.ism, kit.family, kit.birth_raw, kit.birth_calendar) == ("خَالِـد", "با قنزل", "١٤٢٠ هـ", "hijri")
    assert do(cast["owner"], queries.draft_of, kit).identifiers == (("passport", "a-1"),)


@pytest.mark.parametrize("who", ["stranger", "asker", "inspector", "keeper", "watch"])
def test_a_kit_belongs_to_its_agency_alone(cast, do, who):
    do(cast["owner"], lambda: add(cast["owner"], draft("خالد باقنزل", national="1")))

    for table in (Kit, Identifier, HeldEntry, Link, ProtectiveNumber, Digest):
        assert do(cast[who], table.objects.count) == 0


@given(st.text(max_size=60))
@example("ῢ")
@example("ᄀ-ᅡ")
def test_a_canonical_identifier_stays_as_it_is(value):
    once = rules.canonical(value)

    assert rules.canonical(once) == once


PASSPORT, ANOTHER = ("passport", "A-7781"), ("passport", "B-1200")


def with_papers(*papers):
    return replace(KHALED, identifiers=papers).checked(today=NOW.date())


def blinds(kit):
    with connections["matcher"].cursor() as cursor:
        cursor.execute("SELECT blinds FROM people_heldentry WHERE kit_id = %s", [kit.id])
        return cursor.fetchone()[0]


def test_papers_of_a_held_kit_come_and_go_and_the_index_with_them(committed, do):
    owner = accepting(committed["owner"])
    kit = do(owner, lambda: add(owner, replace(KHALED, identifiers=(PASSPORT,))))

    do(owner, actions.change_identifiers, kit_id=kit.id, checked=with_papers(ANOTHER))
    do(owner, actions.change_identifiers, kit_id=kit.id, checked=with_papers(ANOTHER))

    assert do(owner, queries.draft_of, kit).identifiers == (ANOTHER,)
    assert blinds(kit) == [rules.compact(blind) for blind in with_papers(ANOTHER).blinds]
    assert do(owner, lambda: [e.act for e in Entry.objects.filter(subject_id=kit.id)]) == ["people.identifiers_changed"]


def test_papers_are_changed_by_their_own_agency_and_never_to_those_of_a_protected_person(cast, do):
    owner, desk = cast["owner"], cast["caseworker"]
    kit = do(owner, lambda: add(owner, KHALED))
    holder = do(desk, lambda: add(desk, replace(KHALED, identifiers=(PASSPORT,)), "none"))
    do(
        desk, actions.issue_number, kind="redress", owner_id=desk.home, holder_kit_id=holder.id,
        holder=with_papers(PASSPORT), valid_until=None, checked_face_to_face=False,
    )  # fmt: skip

    with pytest.raises(NotFound):
        do(cast["stranger"], actions.change_identifiers, kit_id=kit.id, checked=with_papers(ANOTHER))
    with pytest.raises(ClearedPerson):
        do(owner, actions.change_identifiers, kit_id=kit.id, checked=with_papers(PASSPORT))
    assert do(owner, queries.draft_of, kit).identifiers == ()


@pytest.mark.rule("G5")
@pytest.mark.parametrize(("known", "later", "different"), [
    ((), (), True), ((), (ANOTHER,), True), ((), (PASSPORT,), False), ((PASSPORT,), (PASSPORT,), True),
])  # fmt: skip
def test_only_a_paper_that_comes_to_be_equal_after_the_judgement_opens_the_pair_again(
    cast, do, known, later, different
):
    owner, asked = cast["owner"], with_papers(PASSPORT)
    left = do(owner, lambda: add(owner, asked.draft, "none"))
    right = do(owner, lambda: add(owner, replace(KHALED, identifiers=known)))
    do(
        owner.through("gateway"), actions.judge_pair, owner_id=owner.home, left_id=left.id, right_id=right.id, anchors=asked.anchors,
        judgement="different", reasons="الجد مختلف في الوثيقتين",
    )  # fmt: skip

    do(owner, actions.change_identifiers, kit_id=right.id, checked=with_papers(*later))

    assert do(owner.through("counter"), queries.judged_different, asked, [right.id]) == (
        {right.id} if different else set()
    )
