"""Who is associated with a piece: by a record of the case, with its chain; never by presence, house or kin."""

from __future__ import annotations

import pytest
from browse import signed_in
from casework_support import take
from django.urls import reverse
from stage import NOW

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.errors import IntelligenceInEvidence, NotARecord, PresenceIsNoLink
from tansiq.compartments.casework.models import Association
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(room):
    return room.exhibit()


def associate(room, piece, *, by="detective", **given):
    told = {
        "exhibit_id": piece.id, "person": "الرجل الثاني", "basis": "TRACE", "number": piece.number,
        "words": "بصمة على الغلاف الداخلي",
    } | given  # fmt: skip
    return room.do(room.cast[by], actions.associate, **told)


@pytest.mark.rule("EVD-05", "G12")
@pytest.mark.parametrize("basis", ["IN-THE-HOUSE", "OWNS-THE-HOUSE", "RELATIVE"])
def test_presence_house_and_kin_associate_nobody_with_anything(room, piece, basis):
    with pytest.raises(PresenceIsNoLink):
        associate(room, piece, basis=basis)
    with acting_as(room.cast["prosecutor"]):
        assert not Association.objects.exists()


@pytest.mark.rule("EVD-05")
@pytest.mark.parametrize(
    ("number", "refusal"), [("X-AAAA-BBBB", NotARecord), ("P-ABCD-1234", IntelligenceInEvidence), ("", NotARecord)]
)
def test_nobody_is_associated_without_a_record_of_the_case_that_shows_it(room, piece, number, refusal):
    with pytest.raises(refusal):
        associate(room, piece, number=number)


@pytest.mark.rule("EVD-05")
def test_the_chain_of_the_piece_stands_beside_the_link_with_its_breaks(room, piece):
    row = associate(room, piece)
    url = reverse("casework:associations", args=[piece.case_id])
    assert "Whole, without a break." in signed_in("detective").get(url).content.decode()

    room.act("declare_gap", piece, by="prosecutor", since=NOW, place="المكتب", reason="تُركت ليلة بلا توقيع")
    page = signed_in("detective").get(url).content.decode()
    assert "Whole, with breaks that are shown." in page
    assert row.person in page
    with acting_as(room.cast["detective"]):
        assert len(queries.custody_of(queries.exhibit(piece.id)).gaps) == 1


@pytest.mark.parametrize(
    ("who", "refusal"), [("storekeeper", NotFound), ("other_detective", NotFound), ("sapper", NotPermitted)]
)
def test_who_may_not_associate(room, piece, who, refusal):
    number = room.cast["sapper"].staff_number
    room.do(room.cast["prosecutor"], actions.name_worker, case_id=piece.case_id, staff_number=number)

    with pytest.raises(refusal):
        associate(room, piece, by=who)


@pytest.mark.parametrize("given", [{"basis": "TRIBE"}, {"person": " "}, {"words": ""}])
def test_a_link_says_who_and_what(room, piece, given):
    with pytest.raises(Invalid):
        associate(room, piece, **given)


@pytest.mark.rule("G7")
def test_a_link_that_rests_on_a_tainted_statement_is_read_by_the_prosecution_alone(room):
    case = room.case()
    piece, said = room.exhibit(room.incident(case)), take(room, case)
    row = associate(room, piece, basis="OWN-WORDS", number=said.number)
    assert room.sees("detective", row)

    room.do(
        room.cast["detective"], actions.allege_taint, statement_id=said.id, indicator="ALLEGATION", words="قال إنه ضُرب"
    )

    assert not room.sees("detective", row)
    assert room.sees("prosecutor", row)
