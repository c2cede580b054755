"""Whether he can be heard, what he was asked to do, what counsel of the heirs is told, and the papers of a file."""

from datetime import timedelta

import pytest
from browse import signed_in
from cooperation_file import HELD, PLAN, SAID
from django.apps import apps
from django.db import ProgrammingError, transaction
from django.urls import reverse
from pdf_text import text
from stage import NOW

from tansiq.compartments.cooperation import actions, desk_lines
from tansiq.compartments.cooperation.drafts import PromiseDraft
from tansiq.compartments.cooperation.errors import NoProtectionAssessment, NotFit, NotYetTold
from tansiq.compartments.cooperation.models import Examination, Instigation, Terms
from tansiq.kernel.audit import queries as log
from tansiq.kernel.clocks.models import Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

pytestmark = pytest.mark.django_db
SEEN = {
    "psychologist": "الأخصائية هدى", "examined_at": NOW - timedelta(hours=6), "was_alone": True, "finding": "unfit",
}  # fmt: skip
ASKED = {"kinds": ("task", "child"), "asked_by": "ضابط", "asked_at": NOW - timedelta(days=1),
         "words": "طلب منه أن يرسل ابنه إلى السوق", "reported_by": "هو، لمحاميه"}  # fmt: skip


def notices(room):
    return [row.code for row in room.see("inspector", apps.get_model("oversight.Notice"))]


def test_nobody_is_heard_of_whom_a_psychologist_says_that_he_cannot_be(room):
    room.to("window")
    room.on("defender", actions.record_examination, **SEEN)
    with pytest.raises(NotFit):
        room.on("handler", actions.plan_session, **PLAN)
    held = room.on("handler", actions.record_session, draft=HELD)

    assert (held.flags, held.is_usable, notices(room)) == (["NOT_FIT"], False, ["SESSION_WHILE_UNFIT"])
    later = SEEN | {"examined_at": NOW, "finding": "conditions", "conditions": "ساعة لا أكثر"}
    room.on("prosecutor", actions.record_examination, **later)
    assert room.on("handler", actions.plan_session, **PLAN).held_at is None


@pytest.mark.parametrize(
    "change", [{"finding": ""}, {"finding": "conditions"}, {"psychologist": " "}, {"again_on": NOW.date() - timedelta(2)},
               {"examined_at": NOW + timedelta(days=1)}],
)  # fmt: skip
def test_an_examination_says_who_found_what(room, change):
    with pytest.raises(Invalid):
        room.on("prosecutor", actions.record_examination, **(SEEN | change))


@pytest.mark.rule("W-4")
def test_a_finding_that_is_written_down_late_stands(room):
    room.to("window")
    late = {"examined_at": NOW - timedelta(days=20), "again_on": NOW.date() - timedelta(days=5)}
    room.on("prosecutor", actions.record_examination, **(SEEN | late))

    with pytest.raises(NotFit):
        room.on("handler", actions.plan_session, **PLAN)


def test_whoever_hears_him_writes_no_examination_and_one_in_company_is_told(room):
    room.to("advised")
    with pytest.raises(NotPermitted):
        room.on("handler", actions.record_examination, **SEEN)
    room.on("prosecutor", actions.record_examination, **(SEEN | {"was_alone": False}))

    assert notices(room) == ["EXAMINED_NOT_ALONE"]
    assert [len(room.see(who, Examination)) for who in ("handler", "defender", "reviewer", "office")] == [1, 1, 0, 0]


@pytest.mark.rule("REP-05")
@pytest.mark.parametrize("who", ["prosecutor", "handler", "defender"])
def test_that_he_was_asked_to_do_something_is_kept_and_told_at_once(room, who):
    room.to("advised")
    made = room.on(who, actions.record_instigation, **ASKED)

    assert (made.kinds, notices(room)) == (["child", "task"], ["SOURCE_INSTIGATED"])
    assert bool(room.see("handler", Instigation)) is (who == "handler")
    with pytest.raises(Invalid):
        room.on(who, actions.record_instigation, **(ASKED | {"kinds": ("dance",)}))


@pytest.mark.rule("REP-01")
def test_counsel_of_the_heirs_is_told_not_before_he_is_safe_and_may_be_told_again(room):
    told = {"reasons": SAID}
    room.to("advised")
    with pytest.raises(NotYetTold):
        room.on("prosecutor", actions.tell_counsel_of_heirs, **told)
    room._terms()
    with pytest.raises(NoProtectionAssessment):
        room.on("prosecutor", actions.tell_counsel_of_heirs, **told)
    assert room.see("prosecutor", Clock, code="COOP-HEIRS-TOLD") == []
    room._window()
    with pytest.raises(NotPermitted):
        room.on("handler", actions.tell_counsel_of_heirs, **told)
    # From now on it hangs on nobody's goodwill.
    [clock] = room.see("prosecutor", Clock, code="COOP-HEIRS-TOLD")
    with acting_as(room.cast["prosecutor"]):
        assert "Counsel of the heirs is to be told" in str(desk_lines.desk_lines(room.cast["prosecutor"], NOW))
    for _time in (1, 2):  # a number may have been mistyped, or counsel named since
        assert room.on("prosecutor", actions.tell_counsel_of_heirs, **told) == room.file
    [met] = room.see("prosecutor", Clock, id=clock.id)
    assert (clock.met_at, met.met_at) == (None, NOW)
    with acting_as(room.cast["prosecutor"]):
        assert "Counsel of the heirs" not in str(desk_lines.desk_lines(room.cast["prosecutor"], NOW))


def test_the_papers_are_in_arabic_and_say_that_the_heirs_right_is_untouched(room):
    room.to("window")
    held = room.on("handler", actions.record_session, draft=HELD)
    draft = PromiseDraft(
        kind="offer", said_by="حارس", said_at=NOW, is_prosecution=False, words="ستخرج", reported_by="هو"
    )
    room.on("defender", actions.record_promise, draft=draft)
    [terms] = room.see("prosecutor", Terms)
    client = signed_in("prosecutor")
    for name, key, word in (
        ("terms_sheet", terms.id, "شروط التعاون"), ("session_sheet", held.id, "محضر جلسة"),
        ("promises_sheet", room.file.id, "حارس"),
    ):  # fmt: skip
        answer = client.get(reverse(f"cooperation:{name}", args=[key]))
        told = text(answer.content, is_rtl=True)
        assert answer["Content-Type"] == "application/pdf"
        assert word in told
        assert "لا يمس هذا الملف حق أي ضحية أو وارث" in told
    assert signed_in("office").get(reverse("cooperation:terms_sheet", args=[terms.id])).status_code in (403, 404)


def test_of_a_session_that_did_not_take_place_there_is_no_record(room):
    room.to("window")
    made = room.on("handler", actions.plan_session, **PLAN)

    assert signed_in("handler").get(reverse("cooperation:session_sheet", args=[made.id])).status_code == 404


def test_the_wall_lets_no_handler_write_an_examination(room):
    room.to("advised")
    made = room.on("prosecutor", actions.record_examination, **SEEN)

    made.pk, made.recorded_by = None, room.cast["handler"].user
    with acting_as(room.cast["handler"]), pytest.raises(ProgrammingError), transaction.atomic():
        made.save(force_insert=True)


@pytest.mark.rule("G13")
def test_nothing_of_a_file_is_opened_or_printed_without_a_reason(room):
    room.to("window")
    held = room.on("handler", actions.record_session, draft=HELD)
    [terms] = room.see("prosecutor", Terms)
    pages = [
        reverse(f"cooperation:{name}", args=[key]) for name, key in (
            ("session", held.id), ("session_sheet", held.id), ("terms", terms.id), ("terms_sheet", terms.id),
            ("claims", room.file.id), ("promises_sheet", room.file.id),
        )
    ]  # fmt: skip

    asked = [signed_in("prosecutor", purpose="").get(page) for page in pages]
    told = [signed_in("prosecutor").get(page) for page in pages]

    assert all('name="reference"' in page.text for page in asked)
    assert [page.status_code for page in told] == [200] * len(pages)
    with acting_as(room.cast["inspector"]):
        acts = [row.act for row in log.reads_of_subject(room.file.id)]
    assert sorted(acts) == ["cooperation.file_read"] * 3 + ["cooperation.printed"] * 3
