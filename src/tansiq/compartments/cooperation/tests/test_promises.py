"""Promises by whomever beside what was done, payments, and appearances before the public."""

from dataclasses import replace
from datetime import timedelta

import pytest
from browse import signed_in
from django.apps import apps
from django.urls import reverse
from stage import NOW

from tansiq.compartments.cooperation import actions, rules
from tansiq.compartments.cooperation.drafts import AppearanceDraft, PromiseDraft
from tansiq.compartments.cooperation.errors import AlreadyRecorded, MediaAsCondition, NoFreeConsent
from tansiq.compartments.cooperation.models import Appearance, Payment, Promise
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

pytestmark = pytest.mark.django_db
RADIO = PromiseDraft(
    kind="promise", said_by="قائد كتيبة في الإذاعة", said_at=NOW - timedelta(hours=2), is_prosecution=False,
    words="كل من سلّم نفسه فله العفو", reported_by="ضابط المناوبة",
)  # fmt: skip
WITHIN = replace(
    RADIO, said_by="وكيل النيابة", is_prosecution=True, benefit="HEARD", words="تقرير إلى المحكمة", kind="offer"
)
FREE = AppearanceDraft(
    where="قناة محلية", planned_for=NOW + timedelta(days=2), has_consent=True, had_counsel=True, is_condition=False,
    family_risk="نُقلت أسرته قبل البث",
)  # fmt: skip
PAID = {
    "to": "handler",
    "payee": "المستمع الأول",
    "what": "بدل انتقال",
    "paid_at": NOW,
    "paid_by": "المحاسب",
    "receipt": "9",
}


def notices(room):
    with acting_as(room.cast["inspector"]):
        return [(row.code, row.reference) for row in apps.get_model("oversight.Notice").objects.all()]


@pytest.mark.rule("E46")
def test_a_commander_who_promises_pardon_on_the_radio_is_written_down_and_legal_is_told(room):
    made = room.do("prosecutor", actions.record_promise, draft=RADIO)

    assert made.flags == ["UNAUTHORISED_PROMISE", "HEIRS_RIGHT"]
    [alarm] = room.see("reviewer", Alarm, code="UNAUTHORISED_PROMISE")
    assert alarm.reference == made.number
    assert notices(room) == [("PROMISE_OF_HEIRS_RIGHT", made.number)]
    for who in room.cast:
        assert bool(room.see(who, Promise)) is (who in ("prosecutor", "reviewer")), who


@pytest.mark.rule("E46")
@pytest.mark.parametrize("who", ["handler", "defender", "reviewer", "prosecutor"])
def test_whoever_hears_of_a_promise_to_one_person_writes_it_down(room, who):
    room.to("terms")
    made = room.on(who, actions.record_promise, draft=replace(RADIO, words="ستخرج قبل العيد"))

    assert made.flags == ["UNAUTHORISED_PROMISE"]
    assert made.owner_id == room.cast["prosecutor"].home
    assert len(room.see("reviewer", Alarm, code="UNAUTHORISED_PROMISE")) == 1
    assert room.see("defender", Promise)


def test_only_the_prosecution_within_approved_terms_is_authorised(room):
    room.to("advised")
    assert room.on("prosecutor", actions.record_promise, draft=WITHIN).flags == ["UNAUTHORISED_PROMISE"]
    room._terms()
    before = room.on("prosecutor", actions.record_promise, draft=WITHIN)
    assert before.flags == ["UNAUTHORISED_PROMISE"]  # what is approved today authorises nothing said before
    within = replace(WITHIN, said_at=NOW)
    assert room.on("prosecutor", actions.record_promise, draft=within).flags == []
    for change in ({"benefit": "MITIGATION"}, {"is_prosecution": False}, {"benefit": ""}):
        assert room.on("prosecutor", actions.record_promise, draft=replace(within, **change)).flags
    with pytest.raises(NotPermitted):
        room.do("handler", actions.record_promise, draft=RADIO)
    with pytest.raises(Invalid):
        room.do("prosecutor", actions.record_promise, draft=replace(RADIO, kind="bribe"))


def test_a_promise_is_answered_once_and_what_became_of_it_said_once(room):
    made = room.do("prosecutor", actions.record_promise, draft=RADIO)
    with pytest.raises(NotPermitted):
        room.do("prosecutor", actions.answer_promise, promise_id=made.id, words="لا يُلزم أحدًا")
    room.do("reviewer", actions.answer_promise, promise_id=made.id, words="لا يُلزم أحدًا")
    done = room.do("prosecutor", actions.record_outcome, promise_id=made.id, is_performed=False, words="ليس له أن يعد")
    assert (done.is_performed, done.answer) == (False, "لا يُلزم أحدًا")
    for who, action, fields in (
        ("reviewer", actions.answer_promise, {"words": "ثانيًا"}),
        ("prosecutor", actions.record_outcome, {"is_performed": True, "words": "ثانيًا"}),
    ):
        with pytest.raises(AlreadyRecorded):
            room.do(who, action, promise_id=made.id, **fields)


@pytest.mark.parametrize(
    ("is_performed", "due_on", "stands"),
    [
        (None, None, "promised"), (None, NOW.date(), "promised"), (None, NOW.date() - timedelta(days=1), "late"),
        (True, NOW.date() - timedelta(days=1), "performed"), (False, None, "not_performed"),
    ],
)  # fmt: skip
def test_a_promise_is_late_from_the_day_after_its_day(is_performed, due_on, stands):
    found = rules.standing_of_promise(is_performed=is_performed, due_on=due_on, today=NOW.date())
    assert found == stands


@pytest.mark.rule("E46")
def test_what_the_authority_promised_has_a_day_and_nothing_else_has(room):
    room.to("terms")
    soon, within = NOW.date() + timedelta(days=5), replace(WITHIN, said_at=NOW)
    made = room.on("prosecutor", actions.record_promise, draft=replace(within, due_on=soon))
    [clock] = room.see("prosecutor", Clock, code="COOP-PROMISE")
    assert (made.due_on, clock.subject_id, clock.due_at.date()) == (soon, made.id, soon)
    said = room.on("defender", actions.record_promise, draft=replace(RADIO, due_on=soon))
    assert (said.flags[0], said.due_on) == ("UNAUTHORISED_PROMISE", None)
    with pytest.raises(Invalid):
        room.do("prosecutor", actions.name_promise_day, promise_id=said.id, due_on=soon)

    open_ = room.on("prosecutor", actions.record_promise, draft=within)
    assert open_.due_on is None
    with pytest.raises(Invalid):
        room.do("prosecutor", actions.name_promise_day, promise_id=open_.id, due_on=NOW.date() - timedelta(days=1))
    assert room.do("prosecutor", actions.name_promise_day, promise_id=open_.id, due_on=soon).due_on == soon
    with pytest.raises(AlreadyRecorded):
        room.do("prosecutor", actions.name_promise_day, promise_id=open_.id, due_on=soon + timedelta(days=9))

    room.do("prosecutor", actions.record_outcome, promise_id=made.id, is_performed=True, words="كُتب التقرير")
    met = {row.subject_id: row.met_at for row in room.see("prosecutor", Clock, code="COOP-PROMISE")}
    assert met == {made.id: NOW, open_.id: None}
    page, client = reverse("cooperation:promise", args=[open_.id]), signed_in("prosecutor")
    assert "promised, not done yet" in client.get(page).text
    assert client.post(page, {"done": "yes", "words": "كُتب"}).status_code == 302
    again = room.on("prosecutor", actions.record_promise, draft=within)
    page = reverse("cooperation:promise", args=[again.id])
    assert client.post(page, {"due_on": "2099-01-01"}).status_code == 302
    assert "To be done by" in client.get(page).text


@pytest.mark.rule("REP-05")
def test_two_handlers_paid_for_one_person_is_a_conflict(room):
    first = room.on("prosecutor", actions.record_payment, **PAID)
    again = room.on("prosecutor", actions.record_payment, **(PAID | {"payee": "المستمع الأوّل"}))
    person = room.on("prosecutor", actions.record_payment, **(PAID | {"to": "person", "payee": "أسرته", "receipt": ""}))
    assert (first.flags, again.flags, person.flags, notices(room)) == ([], [], ["NO_RECEIPT"], [])
    second = room.on("prosecutor", actions.record_payment, **(PAID | {"payee": "المستمع الثاني"}))
    assert second.flags == ["TWO_HANDLERS_PAID"]
    assert notices(room) == [("TWO_HANDLERS_PAID", room.file.number)]
    for who in room.cast:
        assert bool(room.see(who, Payment)) is (who == "prosecutor"), who


@pytest.mark.rule("REP-01")
@pytest.mark.parametrize("change", [{"what": "دية القتيل"}, {"payee": "ورثة القتيل"}], ids=["diya", "to heirs"])
def test_what_is_paid_for_the_heirs_right_is_kept_and_told_as_such_a_promise_is(room, change):
    made = room.on("prosecutor", actions.record_payment, **(PAID | {"to": "person"} | change))

    assert made.flags == ["HEIRS_RIGHT"]
    assert notices(room) == [("PAYMENT_FOR_HEIRS_RIGHT", room.file.number)]


@pytest.mark.rule("REP-07")
@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"is_condition": True}, MediaAsCondition), ({"has_consent": False}, NoFreeConsent),
        ({"had_counsel": False}, NoFreeConsent), ({"family_risk": " "}, NoFreeConsent),
    ],
)  # fmt: skip
def test_no_appearance_is_planned_that_is_not_free(room, change, refusal):
    room.to("counsel")
    with pytest.raises(refusal):
        room.on("prosecutor", actions.plan_appearance, draft=replace(FREE, **change))
    happened = replace(FREE, planned_for=NOW - timedelta(hours=1), **change)
    made = room.on("defender", actions.record_appearance, draft=happened)
    assert made.flags
    assert notices(room) == [("APPEARANCE_NOT_FREE", room.file.number)]


@pytest.mark.rule("REP-07")
def test_a_free_appearance_is_planned_only_while_counsel_is_there(room):
    with pytest.raises(NoFreeConsent):
        room.on("prosecutor", actions.plan_appearance, draft=FREE)
    room.to("counsel")
    assert room.on("prosecutor", actions.plan_appearance, draft=FREE).flags == []
    assert len(room.see("defender", Appearance)) == 1
    with pytest.raises(Invalid):
        room.on("prosecutor", actions.plan_appearance, draft=replace(FREE, planned_for=NOW - timedelta(days=1)))


def test_pages_of_promises_payments_and_appearances(room):
    room.to("counsel")
    client = signed_in("prosecutor")

    def act(fact, who=client, **typed):
        return who.post(reverse("cooperation:act", args=[room.file.id, fact]), typed).status_code

    said = {"kind": "hint", "words": "ستخرج قبل العيد", "said_by": "الحارس", "said_at": "2026-01-05T10:00",
            "reported_by": "هو"}  # fmt: skip
    assert act("promise", **said) == 302
    assert act("promise", who=signed_in("defender"), **said) == 302
    assert (
        act("payment", to="handler", payee="المستمع", what="بدل", paid_at="2026-01-05T10:00", paid_by="المحاسب") == 302
    )
    assert act("appearance", where="قناة", planned_for="2099-01-05T10:00", is_condition="on") == 409
    assert act("appeared", where="قناة", planned_for="2026-01-05T10:00") == 302
    assert act("threat", words="تهديد", known_at="2026-01-05T10:00") == 302
    assert client.post(reverse("cooperation:promise_new"), said).status_code == 302
    row = room.see("prosecutor", Promise)[0]
    page = reverse("cooperation:promise", args=[row.id])
    assert signed_in("reviewer").post(page, {"words": "لا يُلزم أحدًا"}).status_code == 302
    assert client.post(page, {"done": "no", "words": "ليس له أن يعد"}).status_code == 302
    told = client.get(reverse("cooperation:promises")).text
    assert row.number in told
    assert "not done" in told
    client.post(reverse("desk:reason"), {"purpose": "OPEN_CASE", "reference": "ج/2026/7", "next": page})
    file = client.get(reverse("cooperation:file", args=[room.file.id])).text
    for words in ("Promised and done", "Paid", "Before the public"):
        assert words in file
