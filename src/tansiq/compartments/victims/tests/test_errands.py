"""The second asking at another civil desk: another woman, alone, who sees that and nothing else of the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from browse import signed_in
from django.apps import apps
from django.db.utils import ProgrammingError
from django.test import RequestFactory
from django.urls import reverse
from stage import NOW
from victims_matter import PAPER

from tansiq.compartments.victims import actions, ledger, queries
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.errors import (
    AlreadyDone,
    NoConsent,
    NoSession,
    NotACivilDesk,
    NotDone,
    OutOfOrder,
    WomansOfficerNeeded,
)
from tansiq.compartments.victims.forms.errands import DeskForm
from tansiq.compartments.victims.models import ContactPlan, Entry, Errand, Hold, Matter, Party, Session
from tansiq.compartments.victims.views import errands as errand_views
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actions import change_standing
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.rule("Q-10", "G11")]
BEFORE = NOW - timedelta(days=20)
MEET = "عند أختها، بين العاشرة والظهر"


@pytest.fixture
def desk(matter: Any, agencies: Any) -> Any:
    """A widow who was heard twenty days ago, and a woman of another civil desk."""
    matter.cast["other_woman"] = replace(
        matter.cast["identity"], roles=frozenset({"womens_officer"}), granted=frozenset({"womens_officer"})
    )
    matter.characterise()
    draft = WaiverDraft(
        heir="H1", victims=("V1",), accused=("A1",), qisas=True, diya="kept", channel="session", signed_by="H1",
        offered_by="لا أحد", paid="لا شيء",
    )  # fmt: skip
    matter.do("woman", actions.record_waiver, now=BEFORE, matter_id=matter.matter.id, draft=draft, on=BEFORE.date(),
              paper=PAPER)  # fmt: skip
    matter.desk = agencies["desk"]
    return matter


def hear(desk: Any) -> None:
    desk.do("woman", actions.hold_session, now=BEFORE, matter_id=desk.matter.id, waiver="W1", is_alone=True,
            was_read_aloud=True, reader="", counsellor="محامية العون", place="بيت أختها", words="قالت إنها تعفو لوجه الله")  # fmt: skip


def send(desk: Any, *, desk_id: Any = None, meet: str = MEET, now: Any = NOW) -> Any:
    return desk.do("woman", actions.ask_desk, now=now, matter_id=desk.matter.id, waiver="W1",
                   desk_id=desk_id or desk.desk, meet=meet)  # fmt: skip


def ask(desk: Any, row: Any, *, by: str = "other_woman", now: Any = NOW, **change: Any) -> Any:
    told = {"is_alone": True, "place": "بيت أختها", "answer": "yes", "words": "ما زالت على قولها"} | change
    return desk.do(by, actions.confirm_elsewhere, now=now, errand_id=row.id, **told)


def state(desk: Any, at: Any = NOW) -> str | None:
    rows = desk.do("office", queries.entries, matter_id=desk.matter.id)
    [right] = ledger.answer_of(rows, at=at).rights
    return right.heirs[0].waiver


def test_what_the_heir_said_there_counts_from_the_moment_in_which_it_was_said(desk):
    hear(desk)
    row = send(desk)
    assert state(desk) == "cooling_off"
    said_at = NOW - timedelta(hours=2)
    ask(desk, row, now=said_at)

    entry = desk.do("office", actions.take_in, errand_id=row.id).entry

    assert (entry.kind, entry.happened_at, state(desk)) == ("second_confirmation", said_at, "reconfirmed")
    with pytest.raises(AlreadyDone):
        desk.do("office", actions.take_in, errand_id=row.id)
    with pytest.raises(AlreadyDone):
        ask(desk, row)
    with acting_as(desk.cast["office"]):
        assert Errand.objects.get().meet == ""


def test_no_line_says_a_yes_that_the_asking_would_not_count_nor_by_sql(desk):
    desk.cast["second"] = replace(desk.cast["office"], roles=frozenset({"womens_officer"}))
    hear(desk)

    def write(by: str, *, heir: str = "H1", at: Any = NOW) -> None:
        told = {"kind": "second_confirmation", "at": at.isoformat(), "waiver": "W1"}
        row = Entry(
            matter=desk.matter, owner_id=desk.matter.owner_id, number=99, kind=told["kind"], heir_id=desk.id(heir),
            event=told, happened_at=at, paper=PAPER, recorded_at=at, recorded_by=desk.cast[by].user, is_alone=True,
        )  # fmt: skip
        desk.do(by, row.save, force_insert=True)

    for wrong in (
        {"by": "woman"},  # she held the first session
        {"by": "office"},  # a man, and the widow asked for a woman
        {"by": "second", "at": BEFORE + timedelta(days=6, hours=23)},
        {"by": "second", "heir": "H2"},
    ):  # fmt: skip
        with pytest.raises(ProgrammingError, match="victims_entry"):
            write(**wrong)
    write("second")
    assert state(desk) == "reconfirmed"


@pytest.mark.rule("RL-10", "G10")
def test_the_other_woman_sees_the_errand_and_nothing_else_and_it_ends(desk):
    hear(desk)
    row = send(desk)

    def seen(who: str) -> list[int]:
        with acting_as(desk.cast[who]):
            return [model.objects.count() for model in (Errand, Matter, Party, Entry, ContactPlan, Session)]

    assert seen("other_woman") == [1, 0, 0, 0, 0, 0]
    assert seen("identity") == seen("caseworker") == seen("custodian") == seen("inspector")[:1] + [0] * 5
    desk.do("office", actions.call_back, errand_id=row.id)
    assert seen("other_woman") == [0] * 6
    with pytest.raises(NotFound):
        ask(desk, row)
    with pytest.raises(AlreadyDone):
        desk.do("office", actions.call_back, errand_id=row.id)


@pytest.mark.parametrize("code", ["alpha", "court", "watchers", "victims"])
def test_no_desk_that_arrests_keeps_or_judges_is_asked_and_the_office_asks_itself(desk, agencies, code):
    hear(desk)

    with pytest.raises(NotACivilDesk):
        send(desk, desk_id=agencies[code])


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"by": "identity"}, NotFound), ({"by": "asker"}, NotFound), ({"by": "woman"}, NotFound),
        ({"place": " "}, Invalid), ({"words": "نعم"}, Invalid), ({"answer": ""}, Invalid), ({"answer": "maybe"}, Invalid),
    ],
)  # fmt: skip
def test_who_asks_and_how(desk, change, refusal):
    hear(desk)
    row = send(desk, now=BEFORE)

    with pytest.raises(refusal):
        ask(desk, row, **change)
    with acting_as(desk.cast["office"]):
        assert Errand.objects.get().done_at is None


@pytest.mark.rule("W-4", "Q-10", "G11")
@pytest.mark.parametrize(
    ("change", "flag", "notice"),
    [
        ({"is_alone": False}, "NOT_ALONE", "SESSION_NOT_PRIVATE"),
        ({"now": BEFORE + timedelta(days=6, hours=23)}, "TOO_EARLY", "ASKED_OUT_OF_TURN"),
        ({"moved": True}, "SAME_OFFICER", "ASKED_OUT_OF_TURN"),
    ],
)
def test_a_yes_that_may_not_count_took_place_and_is_kept_beside_the_ledger(desk, change, flag, notice):
    by = desk.cast["other_woman"]
    hear(desk)
    row = send(desk, now=BEFORE)
    if change.get("moved"):  # she worked at the office then
        desk.do("office", actions.call_back, errand_id=row.id)
        row.id, row.asked_by, row.heard_by = uuid4(), desk.cast["woman"].user, [by.user]
        desk.do("woman", row.save, force_insert=True)
    change = {name: value for name, value in change.items() if name != "moved"}
    told = {"done_at": change.get("now", NOW), "done_by": by.user, "done_by_name": "x", "meet": "", "answer": "yes"}
    if flag != "NOT_ALONE":
        with pytest.raises(ProgrammingError, match="victims_errand"), acting_as(by):
            desk.run(by, lambda: Errand.objects.filter(id=row.id).update(**told))

    assert ask(desk, row, **change).flags == [flag]
    with pytest.raises(ProgrammingError, match="victims_errand"), acting_as(desk.cast["office"]):
        desk.run(desk.cast["office"], lambda: Errand.objects.filter(id=row.id).update(
            entry=Entry.objects.first(), taken_at=NOW
        ))  # fmt: skip
    taken = desk.do("office", actions.take_in, errand_id=row.id)

    assert (taken.entry, state(desk)) == (None, "cooling_off")
    with acting_as(desk.cast["inspector"]):
        assert notice in {one.code for one in apps.get_model("oversight.Notice").objects.all()}
    assert ask(desk, send(desk)).flags == []  # she is asked anew


def test_whoever_keeps_the_accused_asks_no_heir_though_its_kind_is_civil(desk, agencies):
    hear(desk)

    with pytest.raises(NotACivilDesk):
        send(desk, desk_id=agencies["prisons"])
    with acting_as(desk.cast["woman"]):
        offered = {value for value, _ in DeskForm(own=desk.matter.owner_id).fields["desk_id"].choices}
    assert str(agencies["desk"]) in offered
    assert str(agencies["prisons"]) not in offered


def test_a_desk_that_came_to_keep_people_asks_nobody_and_reads_nothing(desk, agencies, monkeypatch):
    hear(desk)
    with monkeypatch.context() as before:
        before.setattr(access, "keeps_people", lambda agency_id: False)
        row = send(desk, desk_id=agencies["prisons"])
    desk.cast["jailer"] = replace(desk.cast["custodian"], roles=frozenset({"womens_officer"}))

    with pytest.raises(NotACivilDesk):
        ask(desk, row, by="jailer")
    request: Any = RequestFactory().get(reverse("victims:errand", args=[row.id]))
    request.actor, request.session = desk.cast["jailer"], {}
    with pytest.raises(NotACivilDesk):
        desk.run(desk.cast["jailer"], errand_views.errand, request, row.id)


def test_a_man_of_the_desk_does_not_ask(desk):
    hear(desk)
    row = send(desk)
    desk.cast["both"] = replace(desk.cast["other_woman"], roles=frozenset({"womens_officer", "identity_desk"}))
    ask(desk, row, by="both")

    with pytest.raises((NotFound, WomansOfficerNeeded)):
        ask(desk, row, by="identity")
    with pytest.raises(WomansOfficerNeeded):  # not even where the errand could be seen
        ask(desk, row, actor=desk.cast["identity"])


@pytest.mark.rule("G10")
def test_an_heir_who_did_not_agree_to_it_is_asked_by_nobody_else(desk):
    with pytest.raises(NoSession):
        send(desk)
    hear(desk)
    with pytest.raises(Invalid):
        send(desk, meet=" ")
    desk.do("woman", actions.withdraw_consent, party_id=desk.id("H1"))

    with pytest.raises(NoConsent):
        send(desk)


@pytest.mark.rule("Q-24")
def test_a_no_takes_the_waiver_back_and_asks_who_pressed_and_is_heard_on_any_day(desk):
    hear(desk)
    row = send(desk, now=BEFORE)
    told = ask(desk, row, now=BEFORE + timedelta(days=2), is_alone=False, answer="no", words="لا أريد، وقد أكرهوني")
    assert told.flags == ["NOT_ALONE"]

    desk.do("office", actions.take_in, errand_id=row.id)

    assert state(desk) == "withdrawn"
    with acting_as(desk.cast["office"]):
        inquiry = Entry.objects.get(kind="inquiry_opened")
        assert inquiry.event["direction"] == "to_waive"
        assert Hold.objects.get().lifted_at is None


@pytest.mark.rule("W-4", "G11")
@pytest.mark.parametrize("case", ["called_back", "answered", "keeps_people", "no_woman"])
def test_a_no_is_kept_also_where_nobody_there_may_ask_any_more_and_takes_the_waiver_back(desk, monkeypatch, case):
    hear(desk)
    row, by = send(desk), "other_woman"
    if case == "called_back":
        desk.do("office", actions.call_back, errand_id=row.id)
    elif case == "answered":
        ask(desk, row)
        desk.do("office", actions.take_in, errand_id=row.id)
    elif case == "keeps_people":
        monkeypatch.setattr(access, "keeps_people", lambda agency_id: True)
    else:
        by = "identity"
    later = NOW + timedelta(days=1)
    for answer in ("yes", "nothing"):
        with pytest.raises((NotFound, AlreadyDone, NotACivilDesk)):
            ask(desk, row, by=by, now=later, answer=answer)
    with pytest.raises(NotFound):  # another desk had no errand
        ask(desk, row, by="asker", now=later, answer="no")

    kept = ask(desk, row, by=by, now=later, answer="no", words="لا أريد، وقد أكرهوني")

    assert (kept.id != row.id, kept.flags, kept.meet) == (True, ["OUT_OF_ERRAND"], "")
    with acting_as(desk.cast["inspector"]):
        assert "ASKED_OUT_OF_TURN" in {one.code for one in apps.get_model("oversight.Notice").objects.all()}
    taken = desk.do("office", actions.take_in, now=later, errand_id=kept.id)
    assert taken.entry.kind == "waiver_withdrawn"
    assert state(desk, later) == "withdrawn"
    if by == "identity":  # it shows him nothing of the file, nor of what he wrote
        with acting_as(desk.cast[by]):
            assert not Errand.objects.exists()


@pytest.mark.rule("W-4", "G11")
def test_a_no_at_a_desk_that_lost_its_standing_is_kept_and_the_inspector_is_told(desk):
    hear(desk)
    row = send(desk)
    desk.do(
        "accreditor", change_standing, agency_id=desk.desk, standing=Standing.SUSPENDED, reason="أُوقف اعتماد المكتب"
    )
    client, to = signed_in("identity"), reverse("victims:errand", args=[row.id])
    typed = {"is_alone": "on", "place": "بيت أختها", "words": "لا أريد، وقد أكرهوني"}

    assert [client.post(to, typed | {"answer": answer}).status_code for answer in ("yes", "nothing")] == [403, 403]
    assert client.post(to, typed | {"answer": "no"}).status_code == 302

    with acting_as(desk.cast["office"]):
        kept = Errand.objects.exclude(id=row.id).get()
    assert (kept.flags, kept.done_by, kept.desk_id) == (["OUT_OF_ERRAND"], desk.cast["identity"].user, desk.desk)
    with acting_as(desk.cast["inspector"]):
        assert "ASKED_OUT_OF_TURN" in {one.code for one in apps.get_model("oversight.Notice").objects.all()}
    taken = desk.do("office", actions.take_in, now=kept.done_at, errand_id=kept.id)
    assert taken.entry.kind == "waiver_withdrawn"


def test_an_heir_who_says_nothing_has_confirmed_nothing(desk):
    hear(desk)
    row = send(desk)
    ask(desk, row, answer="nothing", words="سكتت وبكت ولم تجب")

    assert desk.do("office", actions.take_in, errand_id=row.id).entry is None
    assert state(desk) == "cooling_off"
    with pytest.raises(AlreadyDone):
        desk.do("office", actions.take_in, errand_id=row.id)
    send(desk)  # she may be asked again


@pytest.mark.rule("W-4")
def test_a_yes_after_a_withdrawal_is_kept_beside_the_ledger_with_the_reason(desk):
    hear(desk)
    row = send(desk)
    with pytest.raises(NotDone):
        desk.do("office", actions.take_in, errand_id=row.id)
    with pytest.raises(AlreadyDone):
        send(desk)
    desk.do("office", actions.record_about_waiver, matter_id=desk.matter.id, kind="waiver_withdrawn", waiver="W1",
            on=NOW - timedelta(days=2), paper=PAPER, told={})  # fmt: skip
    ask(desk, row)

    with pytest.raises(NotFound):
        desk.do("other_woman", actions.take_in, errand_id=row.id)
    taken = desk.do("office", actions.take_in, errand_id=row.id)
    assert (taken.entry, taken.refused, state(desk)) == (None, "WITHDRAWN", "withdrawn")
    with pytest.raises(OutOfOrder):  # to ask her once more would be a plan
        send(desk)
