"""What passes between a file of cooperation and the protection desk: a question, and a number with its day (REP-09)."""

from datetime import timedelta

import pytest
from browse import signed_in
from cooperation_file import opened
from django.db import DatabaseError, transaction
from django.urls import reverse
from stage import NOW

from tansiq.compartments.cooperation import actions
from tansiq.compartments.cooperation import desk_lines as prosecution_desk
from tansiq.compartments.cooperation.errors import AlreadyAsked
from tansiq.compartments.cooperation.models import File, ProtectionLink
from tansiq.compartments.protection import actions as protection
from tansiq.compartments.protection import desk_lines as protection_desk
from tansiq.compartments.protection.models import Danger
from tansiq.gateway.models import Crossing
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.audit.queries import Entry
from tansiq.kernel.clocks.models import Clock
from tansiq.kernel.db import acting_as

pytestmark = pytest.mark.django_db
WHOM, FEARED, FOUND = "من يُسمع، وأسرته في المدينة", "قد يُعرف أنه تكلم", "نُقلت الأسرة وعُيّن من يتصل بها كل يوم"


@pytest.fixture
def room(cast, do):
    return opened(cast, do).to("terms")


def lines(room, who, desk):
    with acting_as(room.cast[who]):
        return [line.reference for line in desk.desk_lines(room.cast[who], NOW)]


def clock(room, who, code):
    with acting_as(room.cast[who]):
        return Clock.objects.get(code=code)


@pytest.mark.rule("REP-09")
def test_the_question_lies_before_the_desk_at_once_and_only_a_number_comes_back(room):
    assert lines(room, "prosecutor", prosecution_desk) == [room.file.number]

    asked = room.on("prosecutor", actions.ask_protection, whom=WHOM, words=FEARED)

    [waits] = room.see("guard", Danger)
    assert (waits.reference, waits.whom, waits.words) == (asked.number, WHOM, FEARED)
    assert lines(room, "guard", protection_desk) == [waits.number]
    assert lines(room, "prosecutor", prosecution_desk) == []
    assert clock(room, "guard", "DANGER-ASSESSED").due_at == NOW + timedelta(hours=48)
    with pytest.raises(AlreadyAsked):
        room.on("prosecutor", actions.ask_protection, whom=WHOM, words=FEARED)

    room.do("guard", protection.assess_danger, danger_id=waits.id, reasons=FOUND)

    [link] = room.see("prosecutor", ProtectionLink)
    [file] = room.see("prosecutor", File)
    assert (link.assessment, link.assessed_at, file.protection_at) == (waits.number, NOW, NOW)
    assert lines(room, "guard", protection_desk) == []
    assert clock(room, "guard", "DANGER-ASSESSED").met_at == NOW
    assert clock(room, "prosecutor", "COOP-PROTECTION").met_at == NOW
    # Terms were approved before: from now on counsel of the heirs is to be told.
    assert lines(room, "prosecutor", prosecution_desk) == [room.file.number]
    assert [row.passage for row in room.see("prosecutor", Crossing)] == ["danger_question"]
    assert room.on("prosecutor", actions.ask_protection, whom=WHOM, words="تهديد جديد").assessment == ""


@pytest.mark.rule("REP-09")
def test_nobody_of_the_prosecution_writes_the_answer(room):
    asked = room.on("prosecutor", actions.ask_protection, whom=WHOM, words=FEARED)
    changes = ((File, {"protection_at": NOW}), (ProtectionLink, {"assessed_at": NOW, "assessment": "PD-1"}))
    for who in ("prosecutor", "handler", "defender", "guard"):
        for model, change in changes:
            try:
                with acting_as(room.cast[who]), transaction.atomic():
                    assert model.objects.update(**change) == 0, who
            except DatabaseError:
                pass
    [link], [file] = room.see("prosecutor", ProtectionLink, id=asked.id), room.see("prosecutor", File)
    assert (link.assessed_at, file.protection_at) == (None, None)
    assert room.see("handler", ProtectionLink) == room.see("inspector", ProtectionLink) == []
    assert room.see("prosecutor", Danger) == room.see("inspector", Danger) == []


@pytest.mark.rule("W-2", "E31")
@pytest.mark.parametrize("whom", ["عوض ناصر علي باغويطة وأسرته", "من يُسمع، زوجته وعوض بن ناصر باغويطة"])
def test_whoever_declared_a_relative_neither_reads_nor_assesses_the_danger_to_him(room, whom):
    room.on("prosecutor", actions.ask_protection, whom=whom, words=FEARED)
    [waits] = room.see("guard", Danger)
    client, page = signed_in("guard"), reverse("protection:danger", args=[waits.id])
    assert FEARED in client.get(page).text
    room.do("guard", access.declare_kin, relation="sibling", ism="عوض", father="ناصر", family="باغويطة")

    assert FEARED not in client.get(page).text
    with pytest.raises(ConflictOfInterest):
        room.do("guard", protection.assess_danger, danger_id=waits.id, reasons=FOUND)


@pytest.mark.rule("G13")
def test_the_pages_ask_and_answer_and_tell_the_prosecution_no_word(room):
    client, file = signed_in("prosecutor"), reverse("cooperation:file", args=[room.file.id])
    session = client.session
    session["purpose"], session["reference"] = "OPEN_CASE", room.file.number
    session.save()
    act = reverse("cooperation:act", args=[room.file.id, "danger"])
    assert client.post(act, {"whom": "", "words": ""}).status_code == 422
    assert client.post(act, {"whom": WHOM, "words": FEARED}).status_code == 302
    [waits] = room.see("guard", Danger)
    guard, page = signed_in("guard"), reverse("protection:danger", args=[waits.id])
    assert waits.number in guard.get(reverse("protection:dangers")).text
    text = guard.get(page).text
    with acting_as(room.cast["inspector"]):
        assert Entry.objects.filter(act="protection.danger_read", subject_id=waits.id).count() == 1
    assert FEARED in text
    assert room.file.number not in text
    assert room.file.reference not in text
    assert guard.post(page, {"reasons": "نعم"}).status_code == 422
    assert guard.post(page, {"reasons": FOUND}).status_code == 302
    told = client.get(file).text
    assert waits.number in told
    assert FOUND not in told
    assert room.cast["guard"].name not in told
    assert FOUND in guard.get(page).text
    ended = guard.get(reverse("protection:dangers"), {"state": "ended"}).text
    assert waits.number in ended
    assert [words for words in (WHOM, FEARED, FOUND) if words in ended] == []
