"""The footprint: on the person's own complaint, with two keys, for as long as its lease runs."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from browse import signed_in
from django.db import ProgrammingError
from django.urls import reverse
from django.utils import timezone
from stage import NOW, draft

from tansiq.compartments.oversight import actions, letters_held, queries
from tansiq.compartments.oversight.errors import (
    AlreadySettled,
    LeaseEnded,
    NobodySeen,
    NoComplaint,
    NotForHim,
    NotHisOwn,
    SecondPerson,
)
from tansiq.compartments.oversight.models import Footprint, FootprintLine
from tansiq.compartments.oversight.rules.letters import is_plain
from tansiq.compartments.oversight.views.footprints import KINDS
from tansiq.kernel import footprint as providers
from tansiq.kernel import walls
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit import queries as log
from tansiq.kernel.decisions.errors import ThinReasons
from tansiq.kernel.footprint import Line
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

REASONS = "راجعت الطلب والأوراق واحدة واحدة"
MAN = draft("خالد سعيد عمر باقنزل", birth="1994", national="01940060711")
OTHER = draft("سالم علي عمر باعبيد", birth="1980", national="019800002")


@pytest.fixture
def complaint(open_desk):
    """The man was asked about twice and complains; somebody else was asked about as well."""
    open_desk.ask("asker", MAN)
    open_desk.ask("stranger", MAN)
    open_desk.ask("asker", OTHER)
    row = open_desk.file(MAN)
    open_desk.decide(row, now=timezone.now())
    return row


@pytest.fixture
def opened(open_desk, complaint):
    """A footprint that is open at this very moment: the lease is held against the clock of the database."""
    return open_desk.open(open_desk.footprint(complaint), now=timezone.now())


def read(desk, row, *, by="inspector", now=None):
    return desk.do(desk.cast[by], actions.read_footprint, footprint_id=row.id, now=now or timezone.now())


def page_of(row):
    return reverse("oversight:footprint", args=[row.id])


@pytest.mark.rule("G13")
def test_nobody_is_looked_up_without_his_own_complaint(desk):
    for number in ("", "K-2222-2222", "خالد سعيد عمر باقنزل"):
        with pytest.raises(NoComplaint):
            desk.do(desk.cast["inspector"], actions.request_footprint, complaint_number=number, reasons=REASONS)


@pytest.mark.rule("G13")
def test_nobody_is_looked_up_on_the_complaint_of_another_who_brings_no_mandate(desk):
    with pytest.raises(NotHisOwn):
        desk.footprint(desk.file(MAN, filed_by_other="ابن عمه"))
    for ground in ("identity_open", "not_his_own"):
        refused = desk.file(MAN)
        desk.decide(refused, upheld=False, ground=ground)
        with pytest.raises(NotHisOwn):
            desk.footprint(refused)

    assert desk.footprint(desk.file(MAN, filed_by_other="محاميه", mandate="وكالة 71/2026")).decided_at is None


@pytest.mark.rule("RL-09", "G13")
def test_whoever_wrote_a_complaint_down_neither_asks_on_it_nor_opens_what_another_asks(open_desk):
    own = open_desk.file(MAN, by="inspector")
    with pytest.raises(SecondPerson):
        open_desk.footprint(own)
    foot = open_desk.footprint(own, by="second_inspector")
    open_desk.do(open_desk.cast["inspector"], actions.hand_receipt, complaint_id=own.id)
    with pytest.raises(SecondPerson):
        open_desk.open(foot, by="inspector")

    for who in ("inspector", "delegate"):
        assert open_desk.do(open_desk.cast[who], actions.look_behind, footprint_id=foot.id).filed_by == own.filed_by
    with pytest.raises(SecondPerson):
        open_desk.do(open_desk.cast["second_inspector"], actions.look_behind, footprint_id=foot.id)
    assert open_desk.open(foot, by="delegate").is_approved
    for who, fault in (("delegate", AlreadySettled), ("caseworker", NotFound)):
        with pytest.raises(fault):
            open_desk.do(open_desk.cast[who], actions.look_behind, footprint_id=foot.id)


@pytest.mark.rule("G13")
def test_nothing_is_opened_before_anybody_had_the_receipt_in_his_hand_or_was_heard(open_desk):
    row = open_desk.file(MAN)
    foot = open_desk.footprint(row)
    page = signed_in("delegate").get(page_of(foot)).content.decode()
    for told in ("caseworker", "بطاقة شخصية", "Not handed over yet", "it cannot be opened before"):
        assert told in page
    with pytest.raises(NobodySeen):
        open_desk.open(foot, by="delegate")

    def turned():
        Footprint.objects.filter(id=foot.id).update(
            decided_at=NOW, decided_by=open_desk.cast["delegate"].user_id, is_approved=True, lease_ends_at=NOW
        )

    own = open_desk.file(OTHER)
    mine = open_desk.footprint(own)
    open_desk.do(open_desk.cast["inspector"], actions.hand_receipt, complaint_id=own.id)
    assert "that does not count" in signed_in("delegate").get(page_of(mine)).content.decode()
    with pytest.raises(NobodySeen):
        open_desk.open(mine, by="delegate")
    with pytest.raises(ProgrammingError):
        open_desk.do(open_desk.cast["delegate"], turned)
    open_desk.do(open_desk.cast["caseworker"], actions.hand_receipt, complaint_id=row.id)

    assert open_desk.open(foot, by="delegate").is_approved
    entries = open_desk.do(open_desk.cast["inspector"], log.reads, subject_id=row.id)
    assert [(one.act, one.user_id) for one in entries] == [
        ("oversight.complaint_weighed", open_desk.cast["delegate"].user_id)
    ]


def appealed(desk, row, **fields):
    return desk.do(desk.cast["caseworker"], actions.file_appeal, complaint_id=row.id, words=REASONS, **fields)


def won(desk, appeal):
    told = {"is_upheld": True, "ground": "identity_shown", "reasons": REASONS}
    return desk.do(desk.cast["second_inspector"], actions.decide_appeal, appeal_id=appeal.id, **told)


@pytest.mark.rule("G13")
def test_whoever_won_his_appeal_is_who_he_says(desk):
    row = desk.file(MAN)
    desk.decide(row, upheld=False)
    appeal = appealed(desk, row)
    with pytest.raises(NotHisOwn):
        desk.footprint(row)
    won(desk, appeal)

    assert desk.footprint(row).decided_at is None
    assert desk.do(system_actor("redress"), lambda: row.is_for_him)


@pytest.mark.rule("G13")
def test_the_second_key_looks_at_the_complaint_again(open_desk):
    row = open_desk.file(MAN)
    foot = open_desk.footprint(row)
    open_desk.decide(row, upheld=False, ground="not_his_own")

    for who in ("second_inspector", "delegate"):
        with pytest.raises(NotHisOwn):
            open_desk.open(foot, by=who)
    assert open_desk.open(foot, by="delegate", approved=False).is_approved is False


@pytest.mark.rule("G13")
def test_nobody_is_told_anything_before_his_complaint_is_decided_for_him(open_desk):
    row, cast, now = open_desk.file(MAN), open_desk.cast, timezone.now()
    open_desk.do(cast["caseworker"], actions.hand_receipt, complaint_id=row.id)
    foot = open_desk.open(open_desk.footprint(row), by="delegate", now=now)
    tell = lambda: open_desk.do(  # noqa: E731
        cast["delegate"], actions.tell_footprint, footprint_id=foot.id, line_ids=[], reasons=REASONS, now=now
    )
    with pytest.raises(NotForHim):
        tell()
    open_desk.decide(row, upheld=False, ground="error_open")
    with pytest.raises(NotForHim):
        tell()
    won(open_desk, appealed(open_desk, row))

    assert tell().told_ids == []


@pytest.mark.rule("RL-09")
def test_whoever_asks_does_not_open_it_and_before_that_nothing_is_looked_up(open_desk, complaint):
    row = open_desk.footprint(complaint)

    with pytest.raises(SecondPerson):
        open_desk.open(row, by="inspector")

    assert open_desk.do(system_actor("footprint"), FootprintLine.objects.count) == 0
    with pytest.raises(LeaseEnded):
        read(open_desk, row)


@pytest.mark.parametrize("who", ["second_inspector", "delegate"])
def test_a_second_inspector_or_the_judges_delegate_turns_the_second_key(open_desk, complaint, who):
    row = open_desk.open(open_desk.footprint(complaint), by=who, now=timezone.now())

    _, lines = read(open_desk, row, by=who)

    assert {(line.kind, line.holder_id) for line in lines} == {
        ("ask", open_desk.cast["asker"].agency_id), ("ask", open_desk.cast["stranger"].agency_id),
        ("number", open_desk.cast["caseworker"].agency_id),
    }  # fmt: skip
    assert all(line.is_certain for line in lines)
    assert {line.purpose for line in lines if line.kind == "ask"} == {"CHECKPOINT_IDENTITY"}


@pytest.mark.parametrize("who", ["caseworker", "owner", "accreditor", "asker"])
def test_nobody_else_asks_sees_or_opens_one(open_desk, complaint, opened, who):
    cast = open_desk.cast
    assert open_desk.do(cast[who], queries.footprints) == []
    with pytest.raises(NotPermitted):
        open_desk.footprint(complaint, by=who)
    for action, told in (
        (actions.decide_footprint, {"is_approved": True, "reasons": REASONS}), (actions.read_footprint, {}),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            open_desk.do(cast[who], action, footprint_id=opened.id, **told)


def test_the_delegate_opens_and_does_not_ask(desk):
    row = desk.file(MAN)
    with pytest.raises(NotPermitted):
        desk.footprint(row, by="delegate")


@pytest.mark.rule("G13")
def test_every_line_that_is_read_is_one_entry_each_time(open_desk, opened):
    for count in (1, 2):
        _, lines = read(open_desk, opened)
        for line in lines:
            told = open_desk.do(open_desk.cast["second_inspector"], lambda line=line: log.reads(subject_id=line.id))
            assert len(told) == count


def test_a_third_inspector_reads_nothing_of_it(open_desk, opened):
    third = replace(open_desk.cast["asker"], roles=frozenset({"inspector"}))

    with pytest.raises(LeaseEnded):
        open_desk.do(third, actions.read_footprint, footprint_id=opened.id, now=timezone.now())
    assert open_desk.do(third, FootprintLine.objects.count) == 0
    assert open_desk.do(open_desk.cast["inspector"], FootprintLine.objects.count) == 3


def test_when_the_lease_ends_the_lines_are_gone_and_that_they_were_stays(open_desk, opened):
    later = timezone.now() + timedelta(hours=80)
    with pytest.raises(LeaseEnded):
        read(open_desk, opened, now=later)

    system = system_actor("footprint")
    assert open_desk.do(system, actions.end_footprints, now=later) == 1
    assert open_desk.do(system, actions.end_footprints, now=later) == 0

    assert open_desk.do(system, FootprintLine.objects.count) == 0
    inspector = open_desk.cast["inspector"]
    assert open_desk.do(inspector, Footprint.objects.get).line_count == 3
    trail = open_desk.do(inspector, lambda: {one.act for one in log.of_subject(opened.id)})
    assert "oversight.footprint_erased" in trail


def test_a_lease_that_has_ended_hides_the_lines_though_no_job_has_run(open_desk, complaint):
    row = open_desk.open(open_desk.footprint(complaint), now=NOW - timedelta(days=10))

    assert open_desk.do(open_desk.cast["inspector"], FootprintLine.objects.count) == 0
    assert row.line_count == 3


def test_refused_it_stays_shut(open_desk, complaint):
    row = open_desk.open(open_desk.footprint(complaint), approved=False)

    with pytest.raises(LeaseEnded):
        read(open_desk, row)
    with pytest.raises(AlreadySettled):
        open_desk.open(row)


def test_what_the_person_is_told_is_decided_by_the_second_key(open_desk, opened):
    _, lines = read(open_desk, opened)
    tell = lambda who, ids, **told: open_desk.do(  # noqa: E731
        open_desk.cast[who], actions.tell_footprint, footprint_id=opened.id, line_ids=ids, now=timezone.now(),
        **{"reasons": REASONS} | told,
    )  # fmt: skip
    with pytest.raises(SecondPerson):
        tell("inspector", [])
    with pytest.raises(Invalid):
        tell("second_inspector", [opened.id])
    with pytest.raises(ThinReasons):
        tell("second_inspector", [], reasons="متابعة")

    row = tell("second_inspector", [lines[0].id])

    assert row.told_ids == [lines[0].id]
    with pytest.raises(AlreadySettled):
        tell("second_inspector", [])


@pytest.mark.rule("G26")
def test_the_person_gets_a_letter_in_plain_arabic_that_never_says_that_it_is_all(open_desk, opened):
    cast, now = open_desk.cast, timezone.now()
    _, lines = read(open_desk, opened)
    with pytest.raises(LeaseEnded):
        open_desk.do(cast["inspector"], actions.print_footprint_letter, footprint_id=opened.id, now=now)
    open_desk.do(
        cast["second_inspector"], actions.tell_footprint, footprint_id=opened.id, line_ids=[lines[0].id],
        reasons=REASONS, now=now,
    )  # fmt: skip

    printed = lambda: open_desk.do(  # noqa: E731
        cast["second_inspector"], actions.print_footprint_letter, footprint_id=opened.id, now=now
    )
    row, told, until = printed()
    paper = open_desk.do(cast["inspector"], letters_held.footprint_letter, row, told, until)
    none = open_desk.do(cast["inspector"], letters_held.footprint_letter, row, [], until)

    assert [one.id for one in told] == [lines[0].id]
    assert paper.number == row.complaint_number
    assert paper.paragraphs[1].heading == "سؤال سأله أحدهم عنك"
    assert all(is_plain(one.text) for one in paper.paragraphs)
    assert none.paragraphs == (paper.paragraphs[0], *paper.paragraphs[2:])
    assert paper.paragraphs[-1].heading == "التظلم من القرار"
    [held] = open_desk.do(cast["inspector"], queries.complaints, is_open=False)
    assert until == held.appeal_until
    appealed(open_desk, held)
    row, told, until = printed()
    assert until is None
    paper = open_desk.do(cast["inspector"], letters_held.footprint_letter, row, told, until)
    *_, again, prosecution, court = paper.paragraphs
    assert "هذا المكتب" in again.text
    assert ("النيابة" in prosecution.text, "المحكمة" in court.text) == (True, True)
    assert all("لم يؤكد" in one.text for one in (prosecution, court))  # no lawyer has confirmed the article (W-5)
    assert all(is_plain(one.text) for one in paper.paragraphs)
    with pytest.raises(LeaseEnded):
        open_desk.do(
            cast["inspector"], actions.print_footprint_letter, footprint_id=opened.id, now=now + timedelta(hours=80)
        )


def test_a_purpose_that_the_charter_names_no_more_is_left_out_of_the_letter(desk):
    home = desk.cast["asker"].agency_id
    line = lambda purpose: FootprintLine(kind="ask", holder_id=home, since=NOW, purpose=purpose)  # noqa: E731
    words = lambda purpose: letters_held._held(line(purpose), {home: "جهة"})  # noqa: E731

    assert words("DROPPED") == words("")
    assert words("CHECKPOINT_IDENTITY") != words("")


def test_what_may_be_another_mans_is_not_told(open_desk, opened):
    line = FootprintLine(footprint=opened, place=9, kind="ask", holder_id=opened.id, handle="A-1", since=NOW)
    open_desk.do(system_actor("footprint"), lambda: line.save(force_insert=True))

    with pytest.raises(Invalid):
        open_desk.do(
            open_desk.cast["second_inspector"], actions.tell_footprint, footprint_id=opened.id, line_ids=[line.id],
            reasons=REASONS, now=timezone.now(),
        )  # fmt: skip


def test_every_kind_that_a_room_tells_has_words_on_the_page_and_in_the_letter():
    told = [sql for name, (_, sql) in walls.functions().items() if "_footprint(" in name]
    kinds = {kind for sql in told for kind in re.findall(r"SELECT '(\w+)'", sql)}

    assert {"detention", "victims_file", "threat", "accused"} <= kinds
    assert kinds <= set(KINDS)
    assert kinds - set(letters_held.HELD_AS) == {"victims_file", "cooperation_file", "threat", "protected"}


def test_a_room_of_the_later_kind_is_told_by_handle_alone_and_never_to_the_person(open_desk, complaint, monkeypatch):
    home = open_desk.cast["caseworker"].agency_id
    tips = lambda kits: [Line("tip", home, "T-1", "REDRESS_CHECK", NOW, None, by_handle=True)]  # noqa: E731
    monkeypatch.setattr(providers, "_TELLS", [*providers._TELLS, tips])
    row = open_desk.open(open_desk.footprint(complaint), now=timezone.now())

    _, lines = read(open_desk, row)

    [tip] = [line for line in lines if line.kind == "tip" and line.is_certain]
    assert (tip.handle, tip.purpose, tip.is_by_handle) == ("T-1", "", True)
    with pytest.raises(Invalid):
        open_desk.do(
            open_desk.cast["second_inspector"], actions.tell_footprint, footprint_id=row.id, line_ids=[tip.id],
            reasons=REASONS, now=timezone.now(),
        )  # fmt: skip


@pytest.mark.rule("RL-13")
def test_the_functions_behind_it_answer_their_own_system_actor_alone(open_desk, complaint):
    kits = [complaint.kit_id]
    functions = ("gateway_footprint", "intelligence_footprint")
    for actor in (
        open_desk.cast["inspector"],
        open_desk.cast["asker"],
        system_actor("review"),
        system_actor("gateway"),
    ):
        for name in functions:
            assert open_desk.do(actor, lambda name=name: providers.rows(name, kits)) == []
    assert open_desk.do(system_actor("footprint"), lambda: providers.rows("gateway_footprint", kits))


def test_it_goes_through_its_pages(open_desk, complaint):
    first, second = signed_in("inspector"), signed_in("delegate")
    url = reverse("oversight:footprints")
    assert first.post(url, {"complaint_number": "K-2", "reasons": REASONS}).status_code == 422
    page = first.post(url, {"complaint_number": complaint.number.lower(), "reasons": REASONS})["Location"]
    assert "second key is another" in first.get(page).content.decode()
    assert page in second.get(reverse("desk:home")).content.decode()
    assert second.post(page, {"outcome": "open", "reasons": "لا"}).status_code == 422
    assert second.post(page, {"outcome": "open", "reasons": REASONS}).status_code == 302
    lines = page + "lines/"
    shown = first.post(lines).content.decode()
    assert "An ask about the person" in shown
    assert "What may the person be told?" not in shown
    assert "What may the person be told?" in second.post(lines).content.decode()
    assert second.post(lines, {"reasons": "لا"}).status_code == 422
    assert second.post(lines, {"reasons": REASONS}).status_code == 302
    assert "ما لا تذكره هذه الرسالة" in second.get(page + "letter/").content.decode()
    assert "/letter/" in first.get(page).content.decode()
    assert signed_in("second_inspector").post(lines).status_code == 410
