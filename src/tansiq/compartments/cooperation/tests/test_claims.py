"""Claims: graded before they are checked, verified from elsewhere; names stay words, and a threat goes at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from browse import signed_in
from cooperation_file import HELD, SAID
from django.apps import apps
from django.db import DatabaseError, transaction
from django.urls import reverse
from stage import NOW

from tansiq.compartments.cooperation import actions
from tansiq.compartments.cooperation.actions.weighing import standing
from tansiq.compartments.cooperation.drafts import ClaimDraft
from tansiq.compartments.cooperation.errors import AlreadyRecorded, BenefitCapped, NotCorroborated, NotMined, NotNext
from tansiq.compartments.cooperation.models import Assessment, Check, Claim, File, Mention, Told
from tansiq.gateway.passages import PASSAGES
from tansiq.kernel.clocks.models import Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted
from tansiq.people.rules import confidential_numbers_in

pytestmark = pytest.mark.django_db
CLAIM = ClaimDraft(fact="رأى مخزنًا تحت بيت مهجور شرق الطريق في رجب", grade_source="D", grade_information="3")


@pytest.fixture
def session(room):
    room.to("window")
    return room.on("handler", actions.record_session, draft=HELD)


def claim(room, session, **fields):
    return room.do("handler", actions.record_claim, session_id=session.id, draft=replace(CLAIM, **fields))


def verified(room, session, *, times=1, value="PREVENTED", **fields):
    made = claim(room, session, **fields)
    for number in range(times):
        task = room.do("handler", actions.set_check, claim_id=made.id, what="معاينة المكان")
        room.do("handler", actions.finish_check, check_id=task.id, outcome="true", source=f"لجنة المعاينة {number}",
                found="وُجد المخزن", is_independent=True)  # fmt: skip
    return room.do("prosecutor", actions.record_result, claim_id=made.id, result="true", value=value, words="المحضر 9")


def notices(room):
    with acting_as(room.cast["inspector"]):
        return [(row.code, row.reference) for row in apps.get_model("oversight.Notice").objects.all()]


def test_sixty_names_without_detail_stay_sixty_words(room, session):
    before = {model: model.objects.count() for model in (apps.get_model("people.Kit"),)}
    room.do("handler", actions.record_mentions, session_id=session.id, names="\n".join(f"رجل {n}" for n in range(60)))

    assert len(room.see("prosecutor", Mention)) == 60
    assert room.see("prosecutor", Claim) == []
    assert {model: model.objects.count() for model in before} == before
    with pytest.raises(Invalid):
        claim(room, session, about="رجل 1\nرجل 2")
    with pytest.raises(Invalid):
        room.do("handler", actions.record_mentions, session_id=session.id, names="س\n" * 201)


@pytest.mark.rule("REP-03")
def test_a_claim_alone_is_no_ground_and_a_rival_needs_two(room, session):
    made = claim(room, session)
    with pytest.raises(NotCorroborated):
        room.do("prosecutor", actions.let_support, claim_id=made.id, reasons=SAID)
    room.do("prosecutor", actions.record_result, claim_id=made.id, result="true", value="USEFUL", words="يُظن صدقه")
    with pytest.raises(NotCorroborated):
        room.do("prosecutor", actions.let_support, claim_id=made.id, reasons=SAID)
    rival = verified(room, session, is_interested=True, interest="خصمه في القيادة")
    with pytest.raises(NotCorroborated):
        room.do("prosecutor", actions.let_support, claim_id=rival.id, reasons=SAID)
    good = verified(room, session, times=2, is_interested=True, interest="خصمه في القيادة")
    assert room.do("prosecutor", actions.let_support, claim_id=good.id, reasons=SAID).supports_at == NOW
    with pytest.raises(AlreadyRecorded):
        room.do("prosecutor", actions.let_support, claim_id=good.id, reasons=SAID)


@pytest.mark.rule("REP-06")
@pytest.mark.parametrize(
    "number",
    ["E-7F3K-2M9Q", "e–7f3k–2m9q", "انظر E-7F3K-2M9Q.", "محضر لجنة العودة في سيئون", "ما قالته الأرملة في الجلسة",
     "تقرير الأخصائي النفسي", "his interview at the return centre", "the victims’ office"],
)  # fmt: skip
def test_what_was_said_in_confidence_verifies_nothing(room, session, number):
    made = claim(room, session)
    with pytest.raises(NotMined):
        room.do("handler", actions.set_check, claim_id=made.id, what=f"يُراجع الملف {number}")
    task = room.do("handler", actions.set_check, claim_id=made.id, what="معاينة المكان")
    done = room.do("handler", actions.finish_check, check_id=task.id, outcome="true", source=f"الملف {number}",
                   found="وُجد فيه", is_independent=True)  # fmt: skip
    assert (done.is_independent, done.flags) == (False, ["CONFIDENTIAL_MINED"])
    assert notices(room) == [("CONFIDENTIAL_MINED", made.number)]


def test_other_numbers_are_not_taken_for_confidential_ones():
    assert confidential_numbers_in("J-7F3K-2M9Q, TE-7F3K-2M9Q, ف/118") == []
    leave = {
        (row.sender, row.receiver): sorted(row.payload.__annotations__)
        for row in PASSAGES.values() if row.sender in ("victims", "cooperation") and row.receiver != "protection"
    }  # fmt: skip
    # Counsel of the heirs is told that a file exists: no word of it passes, and from the victims' room nothing at all.
    assert leave == {("cooperation", "victims"): ["case", "told_at"]}


@pytest.mark.rule("REP-02")
def test_what_is_told_late_is_intelligence_only_until_a_court_says_it_is_new(room, session):
    late = room.on("handler", actions.record_session, draft=replace(HELD, began_at=NOW - timedelta(days=30)))
    made = verified(room, late)
    room._move("closed")
    room._move("verification")
    room.on("prosecutor", actions.name_court, court_id=room.cast["cooperation_judge"].home)
    assert made.is_late
    with pytest.raises(NotCorroborated):
        room.do("prosecutor", actions.let_support, claim_id=made.id, reasons=SAID)
    with pytest.raises(BenefitCapped):
        room.on("prosecutor", actions.request_assessment, benefit="HEARD", reasons=SAID)
    refused = pytest.raises(DatabaseError)
    with refused, transaction.atomic(), acting_as(room.cast["prosecutor"]):  # the wall holds it besides
        Claim.objects.filter(id=made.id).update(supports_at=NOW)
    room.do("prosecutor", actions.record_court_entry, claim_id=made.id, entry="ق/2026/4")
    assert room.on("prosecutor", actions.request_assessment, benefit="HEARD", reasons=SAID).benefit == "HEARD"
    with pytest.raises(AlreadyRecorded):
        room.do("prosecutor", actions.record_court_entry, claim_id=made.id, entry="ق/2026/4")


@pytest.mark.rule("REP-04")
def test_the_court_is_asked_within_value_and_responsibility_and_rules_as_it_will(room, session):
    verified(room, session, value="PREVENTED")
    with pytest.raises(NotNext):
        room.on("prosecutor", actions.request_assessment, benefit="HEARD", reasons=SAID)
    room._move("closed")
    room._move("verification")
    room.on("prosecutor", actions.name_court, court_id=room.cast["cooperation_judge"].home)
    with pytest.raises(BenefitCapped):  # worth it, but whoever led is not offered as much
        room.on("prosecutor", actions.request_assessment, benefit="MITIGATION", reasons=SAID)
    room.on("prosecutor", actions.request_assessment, benefit="LESSER-MEASURE", reasons=SAID)
    made = room.on("cooperation_judge", actions.record_assessment, benefit="MITIGATION", record="ق/8", words="تخفيف")
    assert (made.flags, room.state()) == (["ABOVE_CAP"], "assessed")
    assert len(room.see("defender", Assessment)) == 2
    with pytest.raises(NotPermitted):
        room.on("prosecutor", actions.record_assessment, benefit="HEARD", record="ق/9", words="لا")


@pytest.mark.rule("REP-02")
def test_what_is_told_late_supports_once_a_court_says_it_is_new(room, session):
    late = room.on("handler", actions.record_session, draft=replace(HELD, began_at=NOW - timedelta(days=30)))
    made = verified(room, late)
    room.do("prosecutor", actions.record_court_entry, claim_id=made.id, entry="ق/2026/4")
    assert room.do("prosecutor", actions.let_support, claim_id=made.id, reasons=SAID).supports_at == NOW


@pytest.mark.rule("W-4")
def test_a_ruling_that_comes_out_of_turn_or_grants_nothing_is_recorded(room, session):
    room.on("prosecutor", actions.name_court, court_id=room.cast["cooperation_judge"].home)
    ruling = {"record": "ق/8", "words": "لا يُمنح شيء"}
    early = room.on("cooperation_judge", actions.record_assessment, benefit="HEARD", **ruling)
    assert (early.flags, room.state()) == (["ABOVE_CAP", "OUT_OF_TURN"], "window")
    room._move("closed")
    room._move("verification")
    page = reverse("cooperation:act", args=[room.file.id, "assess"])
    assert signed_in("cooperation_judge").post(page, ruling).status_code == 302
    assert [(row.benefit, row.flags) for row in room.see("prosecutor", Assessment)] == [
        ("HEARD", ["ABOVE_CAP", "OUT_OF_TURN"]), ("", []),
    ]  # fmt: skip
    assert room.state() == "assessed"
    room.on("prosecutor", actions.withdraw)
    late = room.on("cooperation_judge", actions.record_assessment, benefit="", **ruling)
    assert (late.flags, room.state()) == (["OUT_OF_TURN"], "withdrawn")


def test_after_a_withdrawal_nothing_counts_for_somebody_who_was_told_so(room, session):
    made = verified(room, session)
    room.on("defender", actions.withdraw)
    with acting_as(room.cast["prosecutor"]):
        [told] = standing([made], File.objects.get(id=room.file.id), NOW)
    assert not told.stays


@pytest.mark.rule("REP-09")
def test_a_threat_in_a_claim_is_with_the_protection_desk_in_the_same_moment(room, session):
    made = claim(room, session, threat="سيُقتل شيخ القرية يوم الجمعة", threatened="شيخ القرية", function="SHEIKH")

    [told] = room.see("prosecutor", Told)
    [threat] = room.see("guard", apps.get_model("protection.Threat"))
    assert (threat.origin, threat.reference, threat.words) == ("cooperation", told.number, told.words)
    assert threat.due_at == NOW + timedelta(hours=1)
    assert room.file.number not in f"{threat.reference}{threat.words}{threat.threatened}"
    assert made.number not in threat.words
    [clock] = room.see("guard", Clock, code="THREAT-NOTICE")
    assert clock.due_at == threat.due_at
    assert room.see("handler", Told) == [told]
    assert room.see("defender", Told) == []


@pytest.mark.rule("REP-09")
@pytest.mark.parametrize("who", ["prosecutor", "handler", "defender"])
def test_anybody_of_the_file_passes_a_threat_on_even_when_it_has_ended(room, who):
    room.to("counsel")
    room.on("prosecutor", actions.withdraw)
    room.on(who, actions.tell_threat, words="تهديد لأسرته", threatened="زوجته", known_at=NOW - timedelta(minutes=20))
    [threat] = room.see("guard", apps.get_model("protection.Threat"))
    assert threat.due_at == NOW + timedelta(minutes=40)


@pytest.mark.rule("REP-09")
@pytest.mark.parametrize("function", ["x" * 61, "", "\x00", "NO-SUCH"])
def test_no_slip_in_a_choice_holds_a_threat_back(room, session, function):
    told = room.on("handler", actions.tell_threat, words="تهديد", threatened="", function=function, known_at=NOW)
    assert told.function == "OTHER"
    assert len(room.see("guard", apps.get_model("protection.Threat"))) == 1


def test_in_a_file_that_has_ended_no_clock_runs(room, session):
    made = claim(room, session)
    room.on("handler", actions.call_counsel, lawyer="المحامي ب")
    room.on("defender", actions.withdraw)
    claim(room, session)
    room.do("prosecutor", actions.record_status, claim_id=made.id, words="بانتظار المعاينة")
    assert room.see("prosecutor", Clock, met_at=None, stopped_at=None) == []
    assert room.see("prosecutor", Clock, code="COOP-COUNSEL")[0].stopped_at == NOW


def test_the_status_of_a_claim_is_asked_for_each_month_until_there_is_a_result(room, session):
    made = claim(room, session)
    [first] = room.see("prosecutor", Clock, code="COOP-VERIFY")
    room.do("prosecutor", actions.record_status, claim_id=made.id, words="بانتظار المعاينة")
    running = [row for row in room.see("prosecutor", Clock, code="COOP-VERIFY") if row.met_at is None]
    assert [row.id == first.id for row in running] == [False]
    with pytest.raises(Invalid):
        room.do("prosecutor", actions.record_result, claim_id=made.id, result="false", value="USEFUL", words="كذب")
    room.do("prosecutor", actions.record_result, claim_id=made.id, result="false", value="NONE", words="لا مخزن")
    assert all(row.met_at for row in room.see("prosecutor", Clock, code="COOP-VERIFY"))
    with pytest.raises(AlreadyRecorded):
        room.do("prosecutor", actions.record_status, claim_id=made.id, words="بعد النتيجة")


def test_who_reads_claims_and_who_reads_how_they_are_checked(room, session):
    verified(room, session)
    for who in room.cast:
        assert bool(room.see(who, Claim)) is (who in ("prosecutor", "handler", "defender")), who
        assert bool(room.see(who, Check)) is (who in ("prosecutor", "handler")), who


def test_pages_of_claims(room, session):
    client, prosecutor = signed_in("handler"), signed_in("prosecutor")
    new = reverse("cooperation:claim_new", args=[session.id])
    typed = {"fact": CLAIM.fact, "about": "أبو فلان", "grade_source": "D", "grade_information": "3",
             "threat": "سيُقتل شيخ", "function": "SHEIKH"}  # fmt: skip
    assert client.post(new, typed | {"fact": "قصير"}).status_code == 422
    page = client.post(new, typed).headers["Location"]
    [row] = room.see("handler", Claim)
    act = reverse("cooperation:claim_act", args=[row.id, "check"])
    assert client.post(act, {"what": "معاينة المكان"}).status_code == 302
    [check] = room.see("handler", Check)
    assert client.post(reverse("cooperation:check", args=[check.id]), {
        "outcome": "true", "source": "اللجنة", "found": "وُجد", "is_independent": "on"}).status_code == 302  # fmt: skip
    for fact, told in (
        ("status", {"words": "قيد المعاينة"}), ("result", {"result": "true", "value": "USEFUL", "words": "المحضر"}),
        ("support", {"reasons": SAID}),
    ):  # fmt: skip
        assert prosecutor.post(reverse("cooperation:claim_act", args=[row.id, fact]), told).status_code == 302, fact
        assert client.post(reverse("cooperation:claim_act", args=[row.id, fact]), told).status_code == 403
    assert "Alone it justifies no arrest" in client.get(page).text
    mentions = reverse("cooperation:mentions", args=[session.id])
    assert client.post(mentions, {"names": "فلان\nعلان"}).status_code == 302
    assert "فلان" in client.get(reverse("cooperation:session", args=[session.id])).text
    told = prosecutor.get(reverse("cooperation:claims", args=[room.file.id]))
    assert row.number in told.text
    assert (
        "Counts for a benefit" not in signed_in("defender").get(reverse("cooperation:claims", args=[room.file.id])).text
    )
