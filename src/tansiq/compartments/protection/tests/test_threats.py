"""Threats to life: from any room, within the hour, equal for everybody, and seen by the desk alone."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from browse import signed_in
from django.db import connection
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import NOW

from tansiq.compartments.protection import actions
from tansiq.compartments.protection.errors import NotOpen, SameHand
from tansiq.compartments.protection.models import Threat
from tansiq.gateway import actions as gateway
from tansiq.gateway.passage_payloads import RevengeRisk
from tansiq.kernel.access import rules as access_rules
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit import queries as log
from tansiq.kernel.audit.models import Entry, Words
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions.models import Decision
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

SAID = "قرأنا ما وصل وقررنا بحسب الخطر"
EVERYBODY = ("asker", "owner", "validator", "watch", "prosecutor", "inspector", "caseworker", "keeper", "accreditor")


@pytest.mark.rule("PRT-01")
@pytest.mark.parametrize("who", EVERYBODY)
def test_anybody_tells_and_the_hour_runs_from_when_it_was_known(guards, who):
    row = guards.threaten(who, known_at=NOW - timedelta(minutes=20), function="SUSPECT")

    assert (row.state, row.function) == (Threat.State.OPEN, "SUSPECT")
    assert row.due_at == NOW + timedelta(minutes=40)
    [clock] = guards.see("inspector", Clock, code="THREAT-NOTICE")
    assert (clock.reference, clock.due_at) == (row.number, row.due_at)


@pytest.mark.rule("PRT-06")
@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_but_the_desk_reads_a_threat(guards, who):
    guards.threaten("owner")

    assert guards.see(who, Threat) == []
    assert signed_in(who).get(reverse("protection:threats")).status_code == 403


def test_the_same_threat_sent_again_is_one_and_another_is_another(guards):
    guards.threaten("owner")
    guards.threaten("asker")
    assert len(guards.see("guard", Threat)) == 1
    guards.threaten("asker", words="سيُطلق النار على سيارته غدًا")
    assert len(guards.see("guard", Threat)) == 2


def test_the_sender_does_not_learn_whether_it_was_known_already(guards):
    def log(who: str) -> list[tuple[str, str]]:
        return sorted((row.act, row.reference) for row in guards.see(who, Entry, user_id=guards.cast[who].user_id))

    guards.threaten("owner")
    guards.threaten("asker")

    assert log("owner") == log("asker") == [("gateway.threat_sent", "P-1")]


@pytest.mark.parametrize(
    ("fields", "code"), [({"words": " "}, "MISSING"), ({"known_at": NOW + timedelta(hours=1)}, "IN_FUTURE")]
)
def test_only_what_is_none_is_refused(guards, fields, code):
    with pytest.raises(Invalid) as refused:
        guards.threaten("owner", **fields)
    assert refused.value.errors[0]["code"] == code
    assert guards.threaten("owner", function="NONSENSE").function == "OTHER"


@pytest.mark.rule("PRT-01")
@pytest.mark.parametrize("decision", ["warn", "measures"])
def test_a_decision_to_warn_meets_the_hour_and_a_warning_closes_it(guards, do, cast, decision):
    row = guards.threaten()
    do(cast["guard"], actions.decide_threat, threat_id=row.id, decision=decision, reasons=SAID)
    assert guards.see("inspector", Clock, code="THREAT-NOTICE")[0].met_at == NOW
    with pytest.raises(NotOpen):
        do(cast["guard"], actions.close_threat, threat_id=row.id, outcome="انتهى الخطر بعد أسبوع")

    do(cast["guard"], actions.record_warning, threat_id=row.id, warned_by="اثنان من المكتب", was_understood=True,
       dependants=True)  # fmt: skip
    closed = do(cast["guard"], actions.close_threat, threat_id=row.id, outcome="انتهى الخطر بعد أسبوع")
    assert closed.state == Threat.State.CLOSED


@pytest.mark.rule("W-4")
def test_a_warning_that_was_given_is_recorded_before_anybody_decided(guards, do, cast):
    row = guards.threaten()

    do(cast["guard"], actions.record_warning, threat_id=row.id, warned_by="ضابط المناوبة بالهاتف")

    assert guards.see("inspector", Clock, code="THREAT-NOTICE")[0].met_at == NOW


@pytest.mark.rule("W-4")
def test_a_second_warning_stands_beside_the_first(guards, do, cast):
    row = guards.threaten()
    do(cast["guard"], actions.record_warning, threat_id=row.id, warned_by="ضابط المناوبة بالهاتف", outcome="لم يصدّق")

    again = do(cast["guard"], actions.record_warning, threat_id=row.id, warned_by="شيخ القرية", outcome="فهم وانتقل",
               was_understood=True)  # fmt: skip

    assert again.warned_by == "ضابط المناوبة بالهاتف"
    assert "لم يصدّق" in again.outcome
    assert "شيخ القرية فهم وانتقل" in again.outcome
    assert again.was_understood


@pytest.mark.rule("PRT-02")
def test_nobody_goes_without_a_warning_but_by_a_ground_and_two_hands(guards, do, cast):
    row = guards.threaten()
    for ground in ("", "IS_A_SUSPECT"):
        with pytest.raises(Invalid):
            do(cast["guard"], actions.decide_threat, threat_id=row.id, decision="not_warn", ground=ground, reasons=SAID)
    do(cast["head_guard"], actions.decide_threat, threat_id=row.id, decision="not_warn", ground="ALREADY_AWARE",
       reasons=SAID)  # fmt: skip
    assert guards.see("inspector", Clock, code="THREAT-NOTICE")[0].met_at is None
    with pytest.raises(SameHand):
        do(cast["head_guard"], actions.approve_not_warned, threat_id=row.id, approves=True, reasons=SAID)
    with pytest.raises(NotPermitted):
        do(cast["guard"], actions.approve_not_warned, threat_id=row.id, approves=True, reasons=SAID)


@pytest.mark.rule("PRT-02")
@pytest.mark.parametrize("approves", [True, False])
def test_the_head_approves_for_a_day_or_sends_it_back(guards, do, cast, approves):
    row = guards.threaten()
    do(
        cast["guard"],
        actions.decide_threat,
        threat_id=row.id,
        decision="not_warn",
        ground="ALREADY_AWARE",
        reasons=SAID,
    )

    told = do(cast["head_guard"], actions.approve_not_warned, threat_id=row.id, approves=approves, reasons=SAID)

    clocks_now = {one.code: one for one in guards.see("inspector", Clock)}
    assert told.state == (Threat.State.DECIDED if approves else Threat.State.OPEN)
    assert (clocks_now["THREAT-NOTICE"].met_at == NOW) is approves
    assert ("NOT-WARNED-REVIEW" in clocks_now) is approves
    if approves:
        assert clocks_now["NOT-WARNED-REVIEW"].due_at == NOW + timedelta(hours=24)


def test_a_suspect_is_no_ground_in_any_pack():
    for code in charter.packs():
        grounds = [row.code for row in charter.named(code).vocabularies.not_warned_grounds]
        assert grounds == ["SOURCE_IN_DANGER", "ALREADY_AWARE", "ALREADY_PROTECTED"]
        assert charter.named(code).clock("THREAT-NOTICE").limit == 1


def test_an_hour_that_passes_is_told_to_the_desk_and_then_above(guards, do):
    row = guards.threaten()
    do(system_actor("clock"), clocks.raise_due, now=NOW + timedelta(minutes=61))
    assert [one.reference for one in guards.see("guard", Alarm, code="THREAT-NOTICE")] == [row.number]
    assert guards.see("inspector", Alarm, code="THREAT-NOTICE") == []
    do(system_actor("clock"), clocks.raise_due, now=NOW + timedelta(minutes=95))
    assert [one.reference for one in guards.see("inspector", Alarm, code="THREAT-NOTICE")] == [row.number]


@pytest.mark.rule("PRT-06")
def test_the_inspector_sees_by_handle_and_no_word(guards, do, cast):
    row = guards.threaten()
    do(cast["guard"], actions.decide_threat, threat_id=row.id, decision="warn", reasons=SAID)

    kept = [one.reasons for one in guards.see("inspector", Decision, kind="protection.threat")]
    acts = {one.act: one.reference for one in guards.see("inspector", Entry, subject_id=row.id)}
    assert kept == [""]
    assert acts["protection.threat_received"] == row.number
    with acting_as(cast["inspector"]):
        told = " ".join(str(one.body) for one in Words.objects.all())
    assert SAID not in told
    assert row.words not in told


def test_roles_of_the_desk_go_with_no_role_that_hunts_or_plans():
    for desk in ("protection_desk", "protection_head"):
        for other in ("analyst", "approver", "liaison", "watch_officer", "asker", "inspector", "custody_officer"):
            assert access_rules.conflicts([desk], other)
    assert not access_rules.conflicts(["protection_desk"], "protection_head")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE protection_threat SET state = 'decided', approved_by = decided_by",
        "UPDATE protection_threat SET words = 'x'",
        "UPDATE protection_threat SET due_at = now()",
    ],
)
def test_no_sql_of_the_desk_does_what_no_act_does(guards, do, cast, statement):
    guards.threaten()

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    with pytest.raises(ProgrammingError, match="protection_threat"):
        do(cast["guard"], run)


@pytest.mark.rule("G13")
def test_whoever_opens_a_threat_leaves_a_read(guards, cast, do):
    row = guards.threaten("owner")
    signed_in("guard").get(reverse("protection:threat", args=[row.id]))

    [read] = do(cast["inspector"], log.reads, subject_id=row.id)
    assert (read.act, read.purpose, read.reference) == ("protection.threat_read", "LIFE_AT_RISK", row.number)


def test_pages_of_a_threat_from_telling_to_closing(guards, cast):
    told = signed_in("asker").post(
        reverse("gateway:threat_new"), {"words": "سيُستهدف بيته هذا الأسبوع", "function": "RETURNEE"}, follow=True
    )
    assert "within the hour" in told.content.decode()
    desk = signed_in("guard")
    [row] = guards.see("guard", Threat)
    page = reverse("protection:threat", args=[row.id])
    assert row.number in desk.get("/").content.decode()
    assert row.number in desk.get(reverse("protection:threats")).content.decode()
    assert "سيُستهدف" in desk.get(page).content.decode()
    refused = desk.post(page, {"act": "decide", "decision": "not_warn", "reasons": SAID})
    assert refused.status_code == 422
    assert SAID in refused.content.decode()
    assert desk.post(page, {"act": "decide", "decision": "warn", "reasons": SAID}).status_code == 302
    assert desk.post(page, {"act": "warned", "warned_by": "اثنان من المكتب"}).status_code == 302
    assert desk.post(page, {"act": "close", "outcome": "انتقل إلى بيت آخر وانتهى الخطر"}).status_code == 302
    assert row.number in desk.get(reverse("protection:threats"), {"state": "ended"}).content.decode()
    with pytest.raises(NotFound):
        guards.do(cast["owner"], actions.close_threat, threat_id=row.id, outcome="x" * 20)


@pytest.mark.rule("Q-14")
@pytest.mark.parametrize("who", ["prosecutor", "office", "custodian"])
def test_revenge_on_an_accused_is_with_the_desk_within_the_hour_and_names_no_heir(guards, do, cast, who):
    assert [field.name for field in fields(RevengeRisk)] == ["case", "words", "known_at"]
    do(cast[who], gateway.send_revenge_risk, case="ج/2026/71", words="يتوعدونه عند باب المحكمة يوم الأحد",
       known_at=NOW - timedelta(minutes=15))  # fmt: skip

    [row] = guards.see("guard", Threat)
    assert (row.origin, row.threatened, row.function) == ("revenge", "ج/2026/71", "SUSPECT")
    assert row.due_at == NOW + timedelta(minutes=45)
    with pytest.raises(Invalid):
        do(cast[who], gateway.send_revenge_risk, case=" ", words="يتوعدونه")


def test_page_of_revenge(guards):
    page, client = reverse("gateway:revenge_new"), signed_in("office")
    assert client.get(page).status_code == 200
    told = client.post(page, {"case": "ج/2026/71", "words": "يتوعدونه عند باب المحكمة"}, follow=True)
    assert "within the hour" in told.content.decode()
    assert guards.see("guard", Threat)[0].origin == "revenge"
