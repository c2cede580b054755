"""Certificates of the heirs: as many lines as the paper has, and a court's own is as good as the office's."""

from __future__ import annotations

from typing import Any

import pytest
from browse import signed_in
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import NOW
from victims_matter import DAY, PAPER

from tansiq.compartments.victims import actions, queries
from tansiq.compartments.victims.drafts import HeirDraft
from tansiq.compartments.victims.forms.facts import HEIR_LINES, lines_of, sum_of
from tansiq.compartments.victims.models import Party
from tansiq.kernel.problems import Invalid

HEAD = {"on": "2026-10-01", "paper": "صورة من حصر الورثة", "victim": "V1", "court": "محكمة المكلا", "number": "ح/44"}


def line(at: int, share: str = "1/12", **more: str) -> dict[str, str]:
    told = {"name": f"وارث {at} باغويطة", "share": share, "capacity": "capable"} | more
    return {f"{name}_{at}": value for name, value in told.items()}


def typed(count: int) -> dict[str, str]:
    return HEAD | {name: value for at in range(1, count + 1) for name, value in line(at).items()}


def where(matter: Any) -> str:
    return reverse("victims:certificate", args=[matter.matter.id])


def heirs(matter: Any, who: str = "office") -> list[str]:
    return [row.name for row in matter.do(who, queries.parties, matter.matter.id, "heir")]


@pytest.mark.parametrize(
    ("asked", "sent", "lines"),
    [
        ("", {}, HEIR_LINES), ("20", {}, 20), ("400", {}, 40), ("0", {}, 1), ("-3", {}, HEIR_LINES), ("٢٠", {}, HEIR_LINES),
        ("", {"share_30": "1/8"}, 30), ("9", {"share_99999": ""}, 9),
    ],
)  # fmt: skip
def test_as_many_lines_as_were_asked_for_or_typed_and_no_more_than_forty(asked, sent, lines):
    assert lines_of(asked, sent) == lines


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("200000", "200000"), ("٢٠٠٬٠٠٠", "200000"), (" 1,500.50 ", "1500.50"), ("٥٫٥", "5.5"), ("0", None), ("-5", None),
        ("abc", None), ("9" * 40, None), ("", None), ("²", None), ("0.0", None), ("1.2.3", None),
    ],
)  # fmt: skip
def test_a_sum_is_a_number_above_nothing_in_either_script(typed, told):
    assert sum_of(typed) == told


@pytest.mark.django_db
def test_a_line_says_what_it_lacks(matter):
    born = {"share_2": "abc", "born_2": "2131-01-01"}
    answer = signed_in("office").post(where(matter), HEAD | line(1, share="", capacity="") | line(2) | born)
    empty = signed_in("office").post(where(matter), HEAD)

    assert (answer.status_code, empty.status_code) == (422, 422)
    assert set(answer.context["form"].errors) == {"share_1", "capacity_1", "share_2", "born_2"}
    assert set(empty.context["form"].errors) == {"name_1", "share_1", "capacity_1"}


@pytest.mark.django_db
def test_more_lines_keep_what_was_typed_and_find_no_fault_in_it(matter):
    given = HEAD | {"on": "??", "number": ""} | line(8, share="one eighth")
    answer = signed_in("office").post(f"{where(matter)}?lines=16", given | {"more": "1"})

    assert (answer.status_code, answer.context["form"].errors) == (200, {})
    for words in ("وارث 8 باغويطة", "one eighth", "??", "share_16", "?lines=24"):
        assert words in answer.text
    assert len(heirs(matter)) == 4


@pytest.mark.django_db
def test_a_certificate_of_forty_heirs_is_entered_from_the_page(matter):
    answer = signed_in("office").post(f"{where(matter)}?lines=40", typed(40))

    assert answer.status_code == 302
    assert len(heirs(matter)) == 44
    assert "more" not in signed_in("office").get(f"{where(matter)}?lines=40").context["form"].fields


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["registrar", "judge"])
def test_the_first_certificate_may_come_from_the_court(cast, do, agencies, who):
    made = do(cast["office"], actions.open_matter, court_id=agencies["court"])
    do(cast["office"], actions.add_victim, matter_id=made.id, name="ناصر علي باغويطة", died_on=DAY, is_identified=True,
       on=DAY, paper=PAPER)  # fmt: skip

    answer = signed_in(who).post(reverse("victims:certificate", args=[made.id]), typed(2))

    assert answer.status_code == 302
    rows = do(cast["office"], queries.parties, made.id, "heir")
    assert [(row.code, row.name, row.added_by) for row in rows] == [
        ("H1", "وارث 1 باغويطة", cast[who].user), ("H2", "وارث 2 باغويطة", cast[who].user),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_court_adds_nobody_whom_no_certificate_of_its_own_names(matter):
    office = matter.matter

    def add(code: str, kind: str = "heir") -> None:
        Party(matter=office, owner_id=office.owner_id, kind=kind, code=code, name="رجل", added_at=NOW,
              added_by=matter.cast["registrar"].user).save(force_insert=True)  # fmt: skip

    # One who stands in the office's paper, one in no paper, and somebody who is no heir.
    matter.do("office", actions.record_certificate, matter_id=office.id, on=DAY, paper=PAPER, victim="V1", court="م",
              number="9", heirs=[HeirDraft("1", "capable", name="زيد")])  # fmt: skip
    for code, kind in (("H5", "heir"), ("H6", "heir"), ("A2", "accused")):
        with pytest.raises(ProgrammingError, match="victims_party"):
            matter.do("registrar", lambda code=code, kind=kind: add(code, kind))
    with pytest.raises(Invalid):
        matter.do("registrar", actions.record_certificate, matter_id=office.id, on=DAY, paper=PAPER, victim="V1",
                  court="م", number="1", heirs=[HeirDraft("1", "capable", name=" ")])  # fmt: skip
    assert len(heirs(matter)) == 5
