"""A listed name keeps its kit from one version of a list to the next, and with it what was judged."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from stage import KHALED, NOW, draft

from tansiq.compartments.intelligence import actions, passages
from tansiq.compartments.intelligence.models import ListingKit
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as
from tansiq.people import actions as people
from tansiq.people import queries as people_queries
from tansiq.people.models import HeldEntry, Kit

Name = namedtuple("Name", "text script quality kind")
Birth = namedtuple("Birth", "raw year_from year_to")
Paper = namedtuple("Paper", "kind number")
LOADER = system_actor("import")
NAME = "Saleh Omar Bafalhus"


@dataclass(frozen=True)
class Entry:
    """An invented entry of one name."""

    documents: tuple[Any, ...] = ()
    digest: str = "a" * 64
    reference: str = "YEi.901"
    kind: str = "person"
    instrument: str = "Yemen"
    listed_on: date | None = date(2024, 5, 6)
    names: tuple[Any, ...] = (Name(NAME, "lat", "strong", "primary"),)
    births: tuple[Any, ...] = (Birth("1979", 1979, 1979),)
    nationalities: tuple[str, ...] = ("Yemen",)
    source: dict[str, Any] = field(default_factory=lambda: {"comment": "invented"})


@pytest.fixture
def add(do, committed):
    def run(*documents: Paper) -> Any:
        [row] = do(LOADER, actions.add_listings, list_code="un", entries=[Entry(documents)])
        return row

    return run


PAPER, LATER = Paper("passport", "A 7781"), Paper("passport", "B 1200")
SALEH = replace(draft(NAME, birth="1979"), identifiers=(("national", "0112233445"),))


@pytest.fixture
def found(do, committed):
    """Names of the list that the matcher finds for somebody; what was judged different is left out."""

    def run(kit):
        def look():
            checked = kit.checked(today=NOW.date())
            held = [c.kit_id for c in people_queries.candidates_held(checked)]
            different = people_queries.judged_different(checked, held)
            return sorted(Kit.objects.get(id=each).full for each in held if each not in different)

        return do(system_actor("matcher"), look)

    return run


@pytest.fixture
def judged_different(do, committed):
    """Judge a listed name to be somebody else than the man who was asked about."""

    def run(kit):
        def judge():
            checked = kit.checked(today=NOW.date())
            right = Kit.objects.get(full=NAME)
            people.judge_pair(
                actor=system_actor("gateway"), now=NOW, owner_id=right.owner_id, left_id=right.id, right_id=right.id,
                anchors=checked.anchors, judgement="different", reasons="الجد مختلف في الوثيقتين",
                judged_by=committed["validator"].user_id,
            )  # fmt: skip

        do(system_actor("gateway"), judge)

    return run


def change(do, *documents):
    do(LOADER, actions.change_listing, list_code="un", entry=Entry(documents, digest="b" * 64))


def close(do):
    do(LOADER, actions.close_listing, list_code="un", reference="YEi.901")


@pytest.mark.rule("G5")
def test_a_man_who_was_told_apart_stays_so_whatever_papers_the_list_adds_or_takes_off(add, do, found, judged_different):
    add(PAPER)
    assert found(SALEH) == [NAME]
    judged_different(SALEH)

    for papers in ((PAPER, LATER), (), (LATER,)):
        change(do, *papers)
        assert found(SALEH) == []
    close(do)
    add(PAPER)
    assert found(SALEH) == []
    assert found(draft(NAME, birth="1979")) == [NAME]


@pytest.mark.rule("G5")
def test_a_paper_that_the_list_adds_and_the_man_has_is_new_evidence(add, do, found, judged_different):
    add(PAPER)
    judged_different(SALEH)

    change(do, PAPER, Paper("national", "01 12 23 34 45"))

    assert found(SALEH) == [NAME]


def test_a_paper_that_is_taken_off_the_list_finds_nobody_any_more(add, do, found):
    add(PAPER)
    bearer = draft("سالم عوض", passport="A7781")
    assert found(bearer) == [NAME]

    change(do, LATER)

    assert found(bearer) == []
    assert found(draft("سالم عوض", passport="B1200")) == [NAME]


@pytest.mark.rule("G5", "G18")
def test_while_an_entry_is_blocked_its_kits_wait_with_what_was_judged(add, do, committed, found, judged_different):
    row = add()
    judged_different(SALEH)
    identity, holder = committed["identity"], replace(KHALED, identifiers=(("passport", "A-7781"),))
    checked = holder.checked(today=NOW.date())
    with acting_as(identity), transaction.atomic():
        kit = people.add_kit(actor=identity, now=NOW, owner_id=identity.home, checked=checked, index="none")
    number = do(
        identity, people.issue_number, kind="redress", owner_id=identity.home, holder_kit_id=kit.id, holder=checked,
        valid_until=None, checked_face_to_face=True,
    )  # fmt: skip

    change(do, PAPER)
    with acting_as(replace(LOADER, agency_ids=(row.owner_id,))), transaction.atomic():
        [made] = ListingKit.objects.filter(listing=row)
        assert passages.find_listing(made.kit_id) is None
        assert HeldEntry.objects.count() == 0

    do(identity, people.revoke_number, number_id=number.id, reasons="سُلِّم الرقم إلى غير صاحبه")
    change(do)
    assert found(draft(NAME, birth="1979")) == [NAME]
    assert found(SALEH) == []
