"""Explanations that compete, elements with what speaks for and against, and papers that anybody can check."""

from __future__ import annotations

import json

import pdf_text
import pytest
from casework_support import take
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tansiq.compartments.casework import actions, chain, queries
from tansiq.compartments.casework.errors import IntelligenceInEvidence, NoAlternative, NotARecord, NothingToProve
from tansiq.compartments.casework.rules import is_of_intelligence, says_construction
from tansiq.kernel.bases import BasisExpired
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

pytestmark = pytest.mark.django_db
REPORT = "P-7F3K-2M9Q"


@pytest.fixture
def case(room):
    return room.case()


@pytest.mark.rule("G2")
def test_no_case_is_opened_on_a_basis_that_has_ended(room):
    with pytest.raises(BasisExpired):
        room.case(legal_basis="INTERIM-EXCHANGE")


def element(room, case, **given):
    told = {"article": "EXPLOSIVES_OFFENCE", "words": "حيازة عبوة بقصد التفجير"} | given
    return room.do(room.cast["prosecutor"], actions.name_element, case_id=case.id, **told)


def cite(room, row, number, direction="supports", *, by="prosecutor", **given):
    told = {"weight": "medium", "words": "وُجد في الدار"} | given
    return room.do(room.cast[by], actions.cite_evidence, element_id=row.id, number=number, direction=direction, **told)


def brief(room, case, kind="brief", *, by="prosecutor"):
    return room.do(room.cast[by], actions.make_brief, case_id=case.id, kind=kind)


@pytest.mark.rule("G9", "W-3")
@pytest.mark.parametrize("number", [REPORT, "j-7f3k-2m9q", "D-7F3K-2M9Q", "H-0A1B2C3D"])
def test_what_intelligence_knows_is_no_evidence(room, case, number):
    row = element(room, case)

    for refused in (lambda: cite(room, row, number), lambda: element(room, case, words=f"كما في {number}")):
        with pytest.raises(IntelligenceInEvidence):
            refused()
    with pytest.raises(IntelligenceInEvidence):
        cite(room, row, room.exhibit(room.incident(case)).number, words=f"يؤكده {number}")


@pytest.mark.rule("G9")
def test_the_brief_refuses_what_cites_intelligence_wherever_it_stands(room, case):
    element(room, case)
    piece = room.exhibit(room.incident(case), description=f"دفتر ذُكر في {REPORT}")

    with pytest.raises(IntelligenceInEvidence) as refusal:
        brief(room, case)
    assert refusal.value.members == {"record": piece.number}


def test_evidence_of_another_case_is_no_record_of_this_one(room, case):
    row, foreign = element(room, case), room.exhibit()

    with pytest.raises(NotARecord):
        cite(room, row, foreign.number)
    with pytest.raises(NotPermitted):
        cite(room, row, foreign.number, by="detective")


@pytest.mark.rule("EVD-09")
def test_what_military_collected_is_evidence_once_it_is_authenticated(room, case):
    row = element(room, case)
    piece = room.exhibit(room.incident(case), collector="اللواء الثاني")

    with pytest.raises(Invalid):
        cite(room, row, piece.number)
    room.act("authenticate", piece, by="prosecutor", reasons="راجعت محضر الجمع وشهادة الجامع")
    assert cite(room, row, piece.number).number == piece.number


def test_a_single_explanation_is_weighed_against_nothing(room, case):
    detective = room.cast["detective"]
    first = room.do(detective, actions.propose_hypothesis, case_id=case.id, words="خططوا لتفجير مركبة")

    with pytest.raises(NoAlternative):
        room.do(
            detective, actions.weigh_finding, case_id=case.id, words="x", basis="inferred", fits={str(first.id): "for"}
        )
    second = room.do(detective, actions.propose_hypothesis, case_id=case.id, words="كانت العبوات لغيرهم")
    fits = {str(first.id): "for", str(second.id): "neither"}
    with pytest.raises(Invalid):
        room.do(detective, actions.weigh_finding, case_id=case.id, words="x", basis="seen", fits=fits)
    row = room.do(detective, actions.weigh_finding, case_id=case.id, words="دفتر أوقات", basis="inferred", fits=fits)
    with acting_as(detective):
        assert [found.id for found in queries.findings(case.id)] == [row.id]


def test_a_brief_shows_both_sides_and_its_manifest_is_checkable(room, case):
    row = element(room, case)
    piece, other = (room.exhibit(room.incident(case)) for _ in range(2))
    cite(room, row, piece.number, words="وُجدت العبوة في غرفته")
    cite(room, row, other.number, "contradicts", words="الدفتر بخط غيره")
    room.do(room.cast["prosecutor"], actions.state_gap, element_id=row.id, gap="لم تُرفع بصمات")
    hidden = take(room, case, place_code="", words="قول أُخذ في مكان غير معلن لا يُقرأ")

    made = brief(room, case, "disclosure")

    told, manifest = pdf_text.text(bytes(made.content), is_rtl=True), json.loads(made.manifest)
    assert all(words in told for words in ("وُجدت العبوة في غرفته", "الدفتر بخط غيره", "لم تُرفع بصمات", piece.number))
    assert hidden.number not in told
    assert hidden.number not in made.manifest
    assert manifest["sha256"] == chain.digest(bytes(made.content))
    signature = manifest.pop("signature")
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest["public_key"]))
    key.verify(bytes.fromhex(signature), chain.canonical(manifest))
    assert {item["number"] for item in manifest["items"]} == {piece.number, other.number}
    assert not room.sees("detective", made)


def test_a_brief_needs_something_to_prove(room, case):
    with pytest.raises(NothingToProve):
        brief(room, case)
    with pytest.raises(NotPermitted):
        brief(room, case, by="detective")


@pytest.mark.parametrize(
    "text",
    [
        "يخلط 70% من المادة مع الوقود", "اخلط 3 كيلو من السماد ثم أضف نصف لتر", "mix 2 kg of powder with 1 litre",
        "النسبة 94 إلى 6", "توصيل السلك الأحمر بالبطارية", "solder the wire to the battery terminal", "٧٠٪ يُخلط مع",
    ],
)  # fmt: skip
def test_how_a_device_is_built_is_recognised(text):
    assert says_construction([text])


@pytest.mark.parametrize(
    "text",
    [
        "جسم في حقيبة، نحو 3 كيلوغرامات، يعمل بالتحكم عن بعد", "بادئ وبطارية وأسلاك في كيس", "أُبطل خطره في مكانه",
        "a device with a switch and a battery, about 3 kg", "مخزن فيه 30 طلقة", "وُجد على بعد 20 مترًا من الطريق",
    ],
)  # fmt: skip
def test_what_a_device_is_is_no_construction(text):
    assert not says_construction([text])


@pytest.mark.parametrize(
    ("text", "is_one"), [("P-7F3K-2M9Q", True), ("X-7F3K-2M9Q", False), ("C-7F3K-2M9Q", False), ("P-12", False)]
)
def test_numbers_of_intelligence_are_known(text, is_one):
    assert is_of_intelligence(text) is is_one
