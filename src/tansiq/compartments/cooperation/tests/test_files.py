"""A file from the first approach to its end: who sees it, what it needs, what no term of it may touch."""

from dataclasses import replace
from datetime import timedelta

import pytest
from browse import signed_in
from cooperation_file import HELD, PLAN, SAID, TERMS, Room, opened
from django.apps import apps
from django.db import ProgrammingError, connection
from django.urls import reverse
from stage import NOW

from tansiq.compartments.cooperation import actions, rules
from tansiq.compartments.cooperation.drafts import AppearanceDraft
from tansiq.compartments.cooperation.errors import (
    AlreadyRecorded,
    BenefitCapped,
    ChildSource,
    FileEnded,
    HeirsRightLocked,
    NoCounsel,
    NoLegalAdvice,
    NotMined,
    NotNext,
    NotReviewed,
)
from tansiq.compartments.cooperation.models import Counsel, File, Handler, Step, Terms
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.rules import conflicts
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.cooperation import locked_in
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

pytestmark = pytest.mark.django_db
READERS = ("prosecutor", "handler", "defender", "cooperation_judge", "reviewer")


def test_a_file_goes_its_way_and_only_its_own_people_see_it(room, agencies):
    room.to("window")
    room.on("prosecutor", actions.name_court, court_id=agencies["court"])

    assert room.state() == "window"
    for who in room.cast:
        assert bool(room.see(who, File)) is (who in READERS), who
        assert bool(room.see(who, Step)) is (who in READERS), who
        assert bool(room.see(who, Terms)) is (who in READERS), who
        assert bool(room.see(who, Handler)) is (who in ("prosecutor", "handler", "cooperation_judge")), who
    room.on("prosecutor", actions.move, to="closed", words="انتهت الأقوال")
    room.on("prosecutor", actions.move, to="verification", words="بدأ التحقق")
    with pytest.raises(NotNext):
        room.on("prosecutor", actions.move, to="assessed", words="ليس للنيابة أن تقيّم")


@pytest.mark.parametrize("has_ended", [False, True])
def test_whoever_is_taken_off_a_file_sees_it_no_longer(room, has_ended):
    room.to("counsel")
    if has_ended:
        room.on("prosecutor", actions.withdraw, words="لم يعد يريد أن يتكلم")
    [counsel], [handler] = room.see("prosecutor", Counsel), room.see("prosecutor", Handler)

    room.do("prosecutor", actions.end_counsel, counsel_id=counsel.id)
    room.do("prosecutor", actions.end_handler, handler_id=handler.id)

    assert room.see("defender", File) == room.see("handler", File) == []
    with pytest.raises(AlreadyRecorded):
        room.do("prosecutor", actions.end_counsel, counsel_id=counsel.id)
    with pytest.raises(AlreadyRecorded):
        room.do("prosecutor", actions.end_handler, handler_id=handler.id)


@pytest.mark.rule("REP-05")
@pytest.mark.parametrize("age", ["child", "doubtful"])
def test_a_child_is_never_a_source(cast, do, age):
    with pytest.raises(ChildSource):
        opened(cast, do, age=age)


def told_of_child(cast):
    with acting_as(cast["inspector"]):
        codes = [row.code for row in apps.get_model("oversight.Notice").objects.all()]
    with acting_as(cast["guardian"]):
        return codes, [row.reference for row in Alarm.objects.filter(code="CHILD_HEARD")]


@pytest.mark.rule("REP-05", "W-4")
def test_that_a_child_was_heard_is_kept_in_a_file_in_which_nothing_is_planned(cast, do):
    client = signed_in("prosecutor")
    page = client.post(reverse("cooperation:child_new"), {"reference": "ج/2026/119", "words": "سمعه محقق وحده"})
    assert page.status_code == 302
    with acting_as(cast["prosecutor"]):
        row = File.objects.get()

    assert told_of_child(cast) == (["CHILD_SOURCE"], [row.number])
    room = Room(cast, do, row)
    with pytest.raises(FileEnded):
        room.on("prosecutor", actions.name_counsel, name="المحامي", mandate="7", handle="")
    held = room.on("prosecutor", actions.record_session, draft=HELD)
    assert ("CHILD_SOURCE" in held.flags, held.is_usable) == (True, False)
    assert client.get(page.headers["Location"]).status_code == 200


@pytest.mark.rule("REP-05")
@pytest.mark.parametrize("who", ["handler", "defender"])
def test_doubt_about_the_age_ends_every_plan_from_whoever_hears_of_it(room, who):
    room.to("window")

    room.on(who, actions.doubt_age, at=NOW, words="قدمت أمه شهادة ميلاد")

    assert room.state() == "child"
    assert told_of_child(room.cast) == (["CHILD_SOURCE"], [room.file.number])
    with pytest.raises(FileEnded):
        room.on("handler", actions.plan_session, **PLAN)
    assert not [
        row for row in room.see("prosecutor", Clock, subject_id=room.file.id) if not (row.met_at or row.stopped_at)
    ]
    # In a file that has ended it is kept beside what stands there.
    room.on("prosecutor", actions.doubt_age, at=NOW, words="قرار القاضي", paper="م/9")
    assert room.state() == "child"


@pytest.mark.rule("REP-06")
@pytest.mark.parametrize("came_by", ["RETURN", "VICTIMS"])
def test_what_was_said_in_confidence_leads_nobody_into_a_file(cast, do, came_by):
    with pytest.raises(NotMined):
        opened(cast, do, came_by=came_by)


@pytest.mark.rule("REP-01")
@pytest.mark.parametrize(
    "words",
    [
        "يسقط القصاص إن صدق", "بِشَرْط تنازُل أولياء الدّم", "تدفع الجهة الديـة عنه", "ق ص ا ص", "قص\u200dاص",
        "ويعفو عنه أهل القتيل", "the heirs will waive their right", "no Q-I-S-A-S for him",
        "compensation to the families of the victims",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["offered", "forbidden"])
def test_no_term_touches_the_right_of_the_heirs(room, words, field):
    with pytest.raises(HeirsRightLocked) as told:
        room.on("prosecutor", actions.draft_terms, draft=replace(TERMS, **{field: words}))

    assert told.value.errors == [{"field": field, "code": "LOCKED"}]
    assert room.see("prosecutor", Terms) == []


@pytest.mark.rule("REP-01")
def test_everyday_words_for_the_right_are_locked_and_ordinary_terms_are_not():
    for code in charter.packs():
        rows = charter.named(code).vocabularies.cooperation_locked
        for words in (TERMS.offered, TERMS.forbidden, "تخفيف التعزير بحكم المحكمة", "الصالح العام", "a safe place",
                      "السماح بزيارة أسرته ودفع إيجار لأسرته"):  # fmt: skip
            assert locked_in(words, rows) == ()
        for words in ("عائلة المقتول تترك دعواها", "ندفع لأسرة الضحية مبلغًا", "نكلم أم الشهيد", "عتق رقبته",
                      "الأسرة تسحب الشكوى", "the family forgives him", "a blood price"):  # fmt: skip
            assert locked_in(words, rows), words


@pytest.mark.rule("REP-01")
def test_no_plan_touches_the_right_of_the_heirs_under_another_name(room):
    words = "تنازل أولياء الدم عن القصاص"
    room.to("advised")
    made = room.on("prosecutor", actions.draft_terms, draft=TERMS)
    room.do("reviewer", actions.review_terms, terms_id=made.id, passes=True, reasons=SAID)
    with pytest.raises(HeirsRightLocked):
        room.do("prosecutor", actions.approve_terms, terms_id=made.id, reasons=f"{SAID}: {words}")
    room.do("prosecutor", actions.approve_terms, terms_id=made.id, reasons=SAID)
    room._window()
    with pytest.raises(HeirsRightLocked):
        room.on("handler", actions.plan_session, **PLAN | {"topics": words})
    free = AppearanceDraft(
        where="قناة محلية", planned_for=NOW + timedelta(days=2), has_consent=True, had_counsel=True,
        is_condition=False, family_risk="نُقلت أسرته قبل البث",
    )  # fmt: skip
    for change in ({"words": words}, {"where": words}):
        with pytest.raises(HeirsRightLocked):
            room.on("prosecutor", actions.plan_appearance, draft=replace(free, **change))
    # What took place is kept.
    was = replace(free, words=words, planned_for=NOW - timedelta(hours=1))
    assert room.on("handler", actions.record_appearance, draft=was).took_place


@pytest.mark.rule("REP-01")
def test_no_terms_are_approved_that_no_lawyer_has_passed(room):
    room.to("advised")
    made = room.on("prosecutor", actions.draft_terms, draft=TERMS)
    with pytest.raises(NotReviewed):
        room.do("prosecutor", actions.approve_terms, terms_id=made.id, reasons=SAID)
    room.do("reviewer", actions.review_terms, terms_id=made.id, passes=False, reasons=SAID)
    with pytest.raises(NotReviewed):
        room.do("prosecutor", actions.approve_terms, terms_id=made.id, reasons=SAID)
    with pytest.raises(AlreadyRecorded):
        room.do("reviewer", actions.review_terms, terms_id=made.id, passes=True, reasons=SAID)


@pytest.mark.rule("REP-04")
@pytest.mark.parametrize(("responsibility", "most"), [("HELPED", 5), ("TOOK-PART", 4), ("LED", 3), ("ORDERED", 2)])
def test_who_answers_for_more_is_never_offered_as_much(cast, do, responsibility, most):
    room = opened(cast, do, responsibility=responsibility)
    ranks = {row.code: row.rank for row in charter.current().vocabularies.cooperation_benefits}
    for code, rank in ranks.items():
        draft = replace(TERMS, benefits=(code,))
        if rank > most:
            with pytest.raises(BenefitCapped):
                room.on("prosecutor", actions.draft_terms, draft=draft)
        else:
            room.on("prosecutor", actions.draft_terms, draft=draft)


def test_terms_need_counsel_and_advice(room):
    made = room.on("prosecutor", actions.draft_terms, draft=TERMS)
    room.do("reviewer", actions.review_terms, terms_id=made.id, passes=True, reasons=SAID)
    with pytest.raises(NoCounsel):
        room.do("prosecutor", actions.approve_terms, terms_id=made.id, reasons=SAID)
    room.to("counsel")
    with pytest.raises(NoLegalAdvice):
        room.do("prosecutor", actions.approve_terms, terms_id=made.id, reasons=SAID)
    with pytest.raises(NotNext):
        room.on("prosecutor", actions.start_record, at=NOW, paper="محضر 1")


@pytest.mark.parametrize("who", ["handler", "defender", "reviewer", "cooperation_judge"])
def test_nobody_but_the_prosecution_promises(room, who, agencies):
    room.to("window")
    room.on("prosecutor", actions.name_court, court_id=agencies["court"])
    for action, fields in (
        (actions.draft_terms, {"draft": TERMS}), (actions.move, {"to": "closed", "words": "انتهت"}),
        (actions.name_handler, {"handle": "other_handler"}),
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            room.on(who, action, **fields)


def test_the_days_run_by_the_clock_of_the_charter_and_end_with_the_statements(room):
    room.to("window")
    row = room.see("prosecutor", File)[0]
    assert row.window_ends_at - row.started_at == timedelta(days=180)
    [clock] = room.see("prosecutor", Clock, code="COOP-WINDOW")
    assert (clock.due_at, clock.met_at) == (row.window_ends_at, None)
    room.run(system_actor("clock"), clocks.raise_due, now=row.window_ends_at + timedelta(minutes=1))
    assert [one.reference for one in room.see("prosecutor", Alarm, code="COOP-WINDOW")] == [row.number]
    room.on("prosecutor", actions.move, to="closed", words="انتهت الأقوال")
    assert room.see("prosecutor", Clock, code="COOP-WINDOW")[0].met_at is not None


@pytest.mark.rule("REP-08")
@pytest.mark.parametrize("state", ["approach", "advised", "window", "verification"])
@pytest.mark.parametrize("who", ["defender", "handler", "prosecutor"])
def test_anybody_on_the_file_writes_down_that_he_withdraws_and_nothing_follows(room, state, who):
    if state == "approach":
        room.to("counsel")
    else:
        room.to(state)
    row = room.on(who, actions.withdraw)

    assert (row.state, room.state()) == ("withdrawn", "withdrawn")
    assert [one.stopped_at is not None or one.met_at is not None for one in room.see("prosecutor", Clock)]
    with pytest.raises(NotNext):
        room.on("prosecutor", actions.move, to="breach", words="بعد الانسحاب")
    with pytest.raises(FileEnded):
        room.on("prosecutor", actions.plan_session, **PLAN)
    with pytest.raises(AlreadyRecorded):
        room.on("prosecutor", actions.withdraw)


def test_what_is_typed_wrong_is_said_and_kept_out(room):
    for fields, wrong in (
        ({"name": "", "mandate": "م"}, "name"), ({"name": "ع", "mandate": "م", "handle": "judge"}, "handle"),
        ({"name": "ع", "mandate": "م", "handle": "nobody"}, "handle"), ({"name": "ع", "mandate": "\x00"}, "mandate"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as told:
            room.on("prosecutor", actions.name_counsel, **fields)
        assert [one["field"] for one in told.value.errors] == [wrong]


def test_no_role_of_the_room_goes_with_another():
    for hand in ("handler", "cooperation_legal", "cooperation_judge", "defence_counsel"):
        for other in ("prosecutor", "analyst", "judge", "registrar", "heirs_counsel", "protection_desk", "inspector"):
            assert conflicts([hand], other)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cooperation_file SET state = 'assessed'",
        "UPDATE cooperation_file SET state = 'terms'",
        "UPDATE cooperation_file SET window_ends_at = now()",
        "UPDATE cooperation_terms SET approved_at = now()",
        "UPDATE cooperation_terms SET offered = 'x'",
        "UPDATE cooperation_file SET responsibility = 'HELPED'",
    ],
)
def test_no_sql_of_the_prosecution_does_what_no_act_does(room, statement):
    room.to("counsel")
    room.on("prosecutor", actions.draft_terms, draft=TERMS)

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    with pytest.raises(ProgrammingError):
        room.run(room.cast["prosecutor"], run)


def test_states_lead_nowhere_but_where_the_design_says():
    assert set(File.State.values) == set(rules.NEXT)
    for state in rules.ENDED:
        assert rules.NEXT[state] == ()


def test_pages_of_a_file_from_opening_to_the_days_of_disclosure(room, cast):
    client = signed_in("prosecutor")
    made = client.post(
        reverse("cooperation:file_new"),
        {"reference": "ج/2026/7", "age": "adult", "responsibility": "ORDERED", "came_by": "COUNSEL"},
    )
    assert made.status_code == 302
    page = made.headers["Location"]
    file_id = page.rstrip("/").split("/")[-1]

    def act(fact, **typed):
        return client.post(reverse("cooperation:act", args=[file_id, fact]), typed)

    assert act("counsel", name="المحامي ع", mandate="وكالة 9").status_code == 302
    assert act("advice", at="2026-01-05T10:00", words="وحدهما نصف ساعة").status_code == 302
    refused = act(
        "terms", offered="تسقط الدية عنه", forbidden="لا مال", benefits=["HEARD"], withdrawal="KEPT", promise="V1"
    )
    assert refused.status_code == 409
    assert "HEIRS_RIGHT_LOCKED" in refused.text
    assert "تسقط الدية عنه" in refused.text
    capped = act(
        "terms", offered="مكان آمن", forbidden="لا مال", benefits=["MITIGATION"], withdrawal="KEPT", promise="V1"
    )
    assert (capped.status_code, "BENEFIT_CAPPED" in capped.text) == (409, True)
    assert (
        act(
            "terms", offered="مكان آمن", forbidden="لا مال", benefits=["HEARD"], withdrawal="KEPT", promise="V1"
        ).status_code
        == 302
    )
    client.post(reverse("desk:reason"), {"purpose": "OPEN_CASE", "reference": "ج/2026/7", "next": page})
    told = client.get(page)
    assert "locked" in told.text
    assert "ج/2026/7" in told.text
    assert signed_in("stranger").get(page).status_code == 403
    assert signed_in("other_handler").get(page, follow=True).status_code in (200, 404)
