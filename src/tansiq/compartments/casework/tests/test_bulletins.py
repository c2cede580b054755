"""Recognition bulletins: nothing of how a device is built, a picture by two, a copy that can be withdrawn for each."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from browse import signed_in
from casework_support import png
from django.db import ProgrammingError
from django.urls import reverse
from stage import NOW

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.errors import (
    BulletinSettled,
    HazardContent,
    IntelligenceInEvidence,
    NotAPhotograph,
    PictureNotApproved,
    SecondPerson,
)
from tansiq.compartments.casework.models import Bulletin, Case, Device, Exhibit, Incident, LogEntry, Photograph
from tansiq.gateway import actions as gateway
from tansiq.gateway import bulletin_paper
from tansiq.gateway import queries as gateway_queries
from tansiq.gateway.errors import AlreadyDecided, ReceiverNotReachable
from tansiq.gateway.models import Crossing, Disclosure
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
SEEN = "صندوق معدني بحجم كفّ اليد تحت مؤخرة السيارة، عليه شريط أسود"
WHY = "دوريات أخرى قد تصادف مثلها هذا الأسبوع"


@pytest.fixture
def incident(room):
    case = room.case()
    number = room.cast["sapper"].staff_number
    room.do(room.cast["prosecutor"], actions.name_worker, case_id=case.id, staff_number=number)
    return room.incident(case)


@pytest.fixture
def device(room, incident):
    told = {"found_at": NOW, "finder": "الرقيب صلاح"}
    return room.do(room.cast["detective"], actions.find_device, incident_id=incident.id, **told)


def draft(room, device, *, by="sapper", **given):
    told = {"device_id": device.id, "looks_like": SEEN, "delivery": "MAGNETIC"} | given
    return room.do(room.cast[by], actions.draft_bulletin, **told)


def photograph(room, incident):
    piece = room.exhibit(incident)
    return room.act("add_photograph", piece, content=png(), has_scale=True, is_before_moving=True)


def approve(room, row, *, by="prosecutor"):
    return room.do(room.cast[by], actions.approve_picture, bulletin_id=row.id, reasons="لا وجه فيها ولا ما بداخلها")


def clear(room, row, *, by="speaker", reasons="لا يظهر فيها موقوف ولا شيء رُتّب للصورة"):
    return room.do(room.cast[by], actions.clear_picture, bulletin_id=row.id, reasons=reasons)


def send(room, row, *, to=("beta", "gamma"), by="prosecutor", now=NOW):
    chosen = [room.agencies[one] for one in to]
    return room.do(room.cast[by], actions.send_bulletin, bulletin_id=row.id, recipient_ids=chosen, reasons=WHY, now=now)


def copies(room, row, *, by="prosecutor"):
    with acting_as(room.cast[by]):
        return gateway_queries.disclosures_of_subject(row.id)


@pytest.mark.rule("EVD-01")
@pytest.mark.parametrize(
    "words", ["يوصل السلك بالصاعق ثم بالبطارية", "اخلط ٢٠ غرام من المسحوق", "connect the battery to the switch"]
)
def test_how_a_device_is_built_is_kept_in_no_draft(room, device, words):
    with pytest.raises(HazardContent):
        draft(room, device, advice=words)
    with acting_as(room.cast["prosecutor"]):
        assert not Bulletin.objects.exists()


@pytest.mark.rule("EVD-11")
@pytest.mark.parametrize("words", ["فيها نترات", "a mixture in a bag", "three grams", "the wiring is red", "بنسبة ٣"])
def test_words_that_the_charter_blocks_stand_in_no_bulletin(room, device, words):
    with pytest.raises(HazardContent):
        draft(room, device, looks_like=f"{SEEN} {words}")


@pytest.mark.parametrize(
    "words", ["وصلت دورية فرأت حقيبة", "في داره سيارة", "وصفه الحارس بأنه أزرق", "a blue bag by a wire fence"]
)
def test_what_is_seen_from_a_distance_is_no_such_word(room, device, words):
    assert draft(room, device, looks_like=words).looks_like == words


def test_what_intelligence_knows_leaves_in_no_bulletin(room, device):
    with pytest.raises(IntelligenceInEvidence):
        draft(room, device, advice="انظر P-ABCD-1234")


@pytest.mark.parametrize(
    ("who", "refusal"), [("detective", NotPermitted), ("storekeeper", NotFound), ("owner", NotFound)]
)
def test_who_may_not_draft(room, device, who, refusal):
    with pytest.raises(refusal):
        draft(room, device, by=who)


def test_a_bulletin_without_picture_is_sent_by_the_prosecution_with_a_decision_and_tells_nothing_of_the_case(
    room, device
):
    row = send(room, draft(room, device))
    found = copies(room, row)

    assert {one.recipient_id for one in found} == {room.agencies["beta"], room.agencies["gamma"]}
    told = json.dumps(found[0].packet, ensure_ascii=False)
    assert SEEN in told
    for hidden in (row.incident.number, device.number, "الرقيب صلاح", "خلية"):
        assert hidden not in told
    with acting_as(room.cast["prosecutor"]):
        crossing = Crossing.objects.filter(passage="bulletin").first()
        assert crossing.decision_id == found[0].decision_id
        assert set(crossing.payload) == {"sha256"}
    with pytest.raises(BulletinSettled):
        send(room, row)


def test_nobody_but_the_prosecution_sends(room, device):
    row = draft(room, device)

    with pytest.raises(NotPermitted):
        send(room, row, by="sapper")
    with pytest.raises(Invalid):
        send(room, row, to=("court",))


@pytest.mark.rule("EVD-11")
def test_a_picture_waits_for_somebody_else_than_its_author(room, incident, device):
    picture = photograph(room, incident)
    row = draft(room, device, photograph_id=picture.id)

    with pytest.raises(PictureNotApproved):
        send(room, row)
    assert copies(room, row) == []
    approve(room, row)
    with pytest.raises(PictureNotApproved):
        send(room, row)
    clear(room, row)
    send(room, row)
    with acting_as(room.cast["owner"]):
        [copy] = gateway_queries.disclosures(recipient_ids=(room.agencies["beta"],))
        sent = gateway_queries.picture_of(copy.id)
        assert (bytes(sent.content), sent.sha256) == (bytes(picture.content), copy.packet["picture"])


@pytest.mark.rule("EVD-11")
def test_the_spokesperson_alone_is_not_enough_either(room, incident, device):
    row = draft(room, device, photograph_id=photograph(room, incident).id)
    clear(room, row)

    with pytest.raises(PictureNotApproved):
        send(room, row)
    with pytest.raises(BulletinSettled):
        clear(room, row)
    for by, refusal in (("prosecutor", NotPermitted), ("storekeeper", NotFound), ("sapper", NotPermitted)):
        with pytest.raises(refusal):
            clear(room, row, by=by)
    with pytest.raises(NotFound):
        clear(room, draft(room, device))


@pytest.mark.rule("EVD-11", "G7")
def test_to_the_spokesperson_nothing_of_the_case_exists_but_the_words_and_the_picture(room, incident, device):
    picture = photograph(room, incident)
    row, other = draft(room, device, photograph_id=picture.id), photograph(room, incident)
    draft(room, device)
    speaker = room.cast["speaker"]

    def seen():
        return (
            [one.id for one in queries.pictured()], set(Photograph.objects.values_list("id", flat=True)),
            any(kind.objects.exists() for kind in (Case, Incident, Exhibit, Device, LogEntry)),
        )  # fmt: skip

    assert room.do(speaker, seen) == ([row.id], {picture.id}, False)
    assert other.id != picture.id
    with acting_as(system_actor("quarantine")):
        Exhibit.objects.filter(id=picture.exhibit_id).update(is_quarantined=True)
    assert room.do(speaker, seen) == ([row.id], set(), False)


@pytest.mark.rule("EVD-11")
@pytest.mark.parametrize("act", ["approve", "clear", "send", "withdraw"])
def test_no_reason_says_how_a_device_is_built(room, incident, device, act):
    row = draft(room, device, photograph_id=photograph(room, incident).id)
    words = "يوصل السلك بالصاعق ثم بالبطارية كما في الصورة"
    told = {"bulletin_id": row.id, "reasons": words}
    who = room.cast["speaker" if act == "clear" else "prosecutor"]
    name = {"approve": "approve_picture", "clear": "clear_picture"}.get(act, f"{act}_bulletin")
    more = {"recipient_ids": [room.agencies["beta"]]} if act == "send" else {}

    with pytest.raises(HazardContent):
        room.do(who, getattr(actions, name), **told, **more)


@pytest.mark.rule("W-1")
def test_a_recipient_reads_no_reason_of_the_decision(room, device):
    row = send(room, draft(room, device))

    with acting_as(room.cast["owner"]):
        [copy] = gateway_queries.disclosures(recipient_ids=(room.agencies["beta"],))
        assert not decisions.of_subject(row.id)
        assert WHY not in str([one.reasons for one in decisions.of_subject(copy.id)])


@pytest.mark.rule("EVD-11")
def test_whoever_drafted_it_does_not_approve_its_picture(room, incident, device):
    row = draft(room, device, by="prosecutor", photograph_id=photograph(room, incident).id)

    with pytest.raises(SecondPerson):
        approve(room, row)
    by = room.cast["prosecutor"].member_id
    with pytest.raises(ProgrammingError), acting_as(room.cast["prosecutor"]):
        Bulletin.objects.filter(id=row.id).update(picture_approved_at=NOW, picture_approved_by=by)


@pytest.mark.rule("EVD-11")
@pytest.mark.parametrize("seen_by", [None, approve, clear])
def test_the_wall_sends_no_picture_that_was_not_approved_by_both(room, incident, device, seen_by):
    row = draft(room, device, photograph_id=photograph(room, incident).id)
    if seen_by:
        seen_by(room, row)

    with pytest.raises(ProgrammingError), acting_as(room.cast["prosecutor"]):
        Bulletin.objects.filter(id=row.id).update(sent_at=NOW, sent_by=room.cast["prosecutor"].member_id)


def test_a_picture_of_another_case_is_not_found(room, device):
    other = photograph(room, room.incident())

    with pytest.raises(NotAPhotograph):
        draft(room, device, by="prosecutor", photograph_id=other.id)


def test_each_recipient_reads_its_own_copy_says_once_that_its_units_were_told_and_meets_the_clock(room, device):
    row = send(room, draft(room, device))
    owner, stranger = room.cast["owner"], room.cast["stranger"]
    with acting_as(owner):
        [copy] = gateway_queries.disclosures(recipient_ids=(room.agencies["beta"],))
        [clock] = clocks.of_subject(copy.id)
        assert (clock.code, clock.met_at) == ("BULLETIN-ACKNOWLEDGE", None)

    with pytest.raises(NotFound):
        room.do(stranger, gateway.acknowledge_bulletin, disclosure_id=copy.id, words="قُرئت في الطابور")
    with pytest.raises(Invalid):
        room.do(owner, gateway.acknowledge_bulletin, disclosure_id=copy.id, words=" ")
    assert room.do(owner, gateway.read_disclosure, disclosure_id=copy.id).packet["looks_like"] == SEEN
    room.do(owner, gateway.acknowledge_bulletin, disclosure_id=copy.id, words="قُرئت في طابور الصباح")
    with pytest.raises(AlreadyDecided):
        room.do(owner, gateway.acknowledge_bulletin, disclosure_id=copy.id, words="قُرئت في الطابور")
    with acting_as(owner):
        assert clocks.of_subject(copy.id)[0].met_at == NOW
    acknowledged = {one.recipient_id for one in copies(room, row) if one.acknowledged_at}
    assert acknowledged == {room.agencies["beta"]}


@pytest.mark.rule("JOC-08")
def test_a_withdrawn_bulletin_is_gone_at_every_recipient_with_its_picture_and_each_is_asked(room, incident, device):
    row = draft(room, device, photograph_id=photograph(room, incident).id)
    approve(room, row)
    clear(room, row)
    send(room, row)

    later = NOW + timedelta(hours=1)
    room.do(room.cast["prosecutor"], actions.withdraw_bulletin, bulletin_id=row.id, reasons="تبيّن أنها خدعة", now=later)

    with acting_as(room.cast["owner"]):
        assert not Disclosure.objects.exists()
        [recall] = gateway_queries.recalls_to_acknowledge(recipient_ids=(room.agencies["beta"],))
    with acting_as(room.cast["prosecutor"]):
        [copy, _other] = gateway_queries.disclosures_of_subject(row.id)
        assert all(one.stopped_at == later for one in clocks.of_subject(copy.id))
    assert "خدعة" not in json.dumps(room.do(room.cast["owner"], lambda: [recall.words, recall.number]))
    with pytest.raises(BulletinSettled):
        room.do(room.cast["prosecutor"], actions.withdraw_bulletin, bulletin_id=row.id, reasons="تبيّن أنها خدعة")


def test_to_an_agency_that_is_suspended_nothing_is_sent(room, device):
    row = draft(room, device)
    room.do(
        room.cast["accreditor"], gateway.change_standing, agency_id=room.agencies["beta"],
        standing=Standing.SUSPENDED, reason="تحقيق في تسريب",
    )  # fmt: skip

    with pytest.raises(ReceiverNotReachable):
        send(room, row)
    assert not copies(room, row)


def test_the_sheet_says_first_what_always_holds(room, device):
    [copy, *_rest] = copies(room, send(room, draft(room, device, advice="أبلغ الدفاع المدني")))

    made = bulletin_paper.pdf(copy.packet, number=copy.number, issuer="النيابة", language="ar", now=NOW)

    assert made.startswith(b"%PDF")


@pytest.mark.rule("G13")
def test_whoever_reads_what_says_something_of_people_leaves_a_line_in_the_log(room, incident, device):
    picture = photograph(room, incident)
    row = draft(room, device, photograph_id=picture.id)
    detective, speaker = signed_in("detective"), signed_in("speaker")
    for client, name, record in (
        (detective, "incident", incident.id), (detective, "bulletin", row.id), (detective, "photograph", picture.id),
        (detective, "associations", row.case_id), (detective, "explanations", row.case_id),
        (detective, "matrix", row.case_id), (speaker, "picture", row.id),
    ):  # fmt: skip
        assert client.get(reverse(f"casework:{name}", args=[record])).status_code == 200
    assert client.get(reverse("casework:pictures")).status_code == 200
    assert client.get(reverse("casework:picture_file", args=[row.id])).content == bytes(picture.content)

    with acting_as(room.cast["inspector"]):
        read = set(Entry.objects.filter(kind="read").values_list("act", flat=True))
    names = ("incident", "bulletin", "photograph", "people", "findings", "matrix", "picture")
    assert {f"casework.{name}_read" for name in names} <= read


def test_the_spokesperson_approves_on_the_page(room, incident, device):
    row = draft(room, device, photograph_id=photograph(room, incident).id)
    speaker = signed_in("speaker")
    assert row.number in speaker.get("/").text

    url = reverse("casework:picture", args=[row.id])
    assert speaker.post(url, {"reasons": "نعم"}).status_code == 422
    assert speaker.post(url, {"reasons": "نظرت فيها: لا وجه ولا اسم ولا دار تُعرف"}).status_code == 302
    assert row.number not in speaker.get("/").text
    assert room.do(room.cast["prosecutor"], Bulletin.objects.get, id=row.id).picture_cleared_at
