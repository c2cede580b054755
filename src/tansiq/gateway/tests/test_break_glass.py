"""Danger to life: a core packet is opened without its owner, and nothing else; two others review it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from glass import URGENT, WHY, review
from stage import NOW

from tansiq.compartments.oversight import queries as oversight
from tansiq.gateway import actions, passages
from tansiq.gateway.actions.break_glass import KINDS, openable
from tansiq.gateway.errors import (
    AlreadyDecided,
    AlreadyOpened,
    ChildPath,
    GlassUnderReview,
    HandlingForbids,
    NoPurpose,
    NotLifeAtRisk,
    OpenedBefore,
    OwnGlass,
)
from tansiq.gateway.models import BrokenGlass, Disclosure, Recall
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.audit import queries as log
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.decisions.errors import NotAPerson, ThinReasons
from tansiq.kernel.problems import NotFound, NotPermitted
from tansiq.people.models import Kit


@pytest.mark.parametrize("judged", [False, True])
def test_a_watch_officer_opens_the_packet_of_an_urgent_hit_judged_or_not(glass, opened, judged):
    hit = glass.hit(purpose="LIFE_AT_RISK")
    if judged:
        glass.judge(hit)

    row = opened(hit)

    _, copy = glass.do(glass.cast["watch"], actions.read_glass, glass_id=row.id, now=timezone.now())
    assert (copy.packet["name"]["family"], row.was_judged) == ("باقنزل", judged)
    assert copy.recipient_id == glass.cast["watch"].agency_id
    acts = {entry.act for entry in glass.do(glass.cast["inspector"], log.of_subject, row.id)}
    assert acts == {"gateway.glass_broken", "gateway.glass_read"}


@pytest.mark.rule("G14")
def test_the_inspector_and_the_owner_are_told_in_the_same_moment(glass, opened):
    row = opened()

    told = {who: {a.code for a in glass.do(glass.cast[who], clocks.open_alarms)} for who in ("inspector", "owner")}
    assert "GLASS-BROKEN" in told["inspector"] & told["owner"]
    assert [n.reference for n in glass.do(glass.cast["inspector"], oversight.open_notices)] == [row.number]
    assert [c.code for c in glass.do(glass.cast["owner"], clocks.of_subject, row.id)] == ["GLASS-REVIEW"]


@pytest.mark.rule("G4")
def test_it_closes_by_itself_within_four_hours(glass, opened):
    row = opened()
    assert row.ends_at - row.opened_at <= timedelta(hours=4)

    with pytest.raises(NotFound):
        glass.do(glass.cast["watch"], actions.read_glass, glass_id=row.id, now=row.ends_at + timedelta(seconds=1))


@pytest.mark.rule("W-1")
@pytest.mark.parametrize("kind", ["tips.tip", "victims.victim", "protection.person", "intelligence.listing", "test"])
def test_nothing_but_a_core_packet_of_intelligence_is_ever_behind_glass(glass, opened, kind):
    asked = []

    def find(kit_id):
        asked.append(kit_id)
        return passages.HeldRecord(Kit.objects.get(id=kit_id), "X-1", "P", "", {"kind": kind})

    passages._HOLDERS.clear()
    passages.register_holder(kind, find)

    with pytest.raises(NotFound):
        opened()
    assert (asked, KINDS) == ([], {"intelligence.subject"})


@pytest.mark.rule("W-1")
@pytest.mark.parametrize(
    "payload",
    [
        passages.ComparedFields("x", []), passages.SanitisedAssessment("x", "x", "P", ""), passages.Notice("x", "x"),
        passages.RecallNotice("x"), passages.InformationQuestion("x"), passages.PassedOn("x"),
    ],
)  # fmt: skip
def test_no_other_type_passes_by_this_passage(glass, payload):
    from tansiq.gateway.errors import NotAPassage

    with pytest.raises(NotAPassage):
        passages.cross("break_glass", payload, actor=glass.cast["watch"], now=NOW, owner_id=NOW, decision_id=NOW)


@pytest.mark.rule("W-1")
def test_only_danger_to_life_opens_it(glass, opened):
    with pytest.raises(NotLifeAtRisk):
        opened(purpose="OPEN_CASE")
    with pytest.raises(NotFound):
        opened(glass.hit(purpose="OPEN_CASE"))


@pytest.mark.rule("G13")
def test_without_a_reference_nothing_opens_and_it_is_told_with_what_else_lacks(opened):
    with pytest.raises(NoPurpose):
        opened(reference=" ")
    with pytest.raises(NotLifeAtRisk) as refused:
        opened(reference=" ", purpose="OPEN_CASE")
    assert {error["field"] for error in refused.value.errors} == {"purpose", "reference"}


def test_a_person_decides_with_reasons(glass, opened):
    with pytest.raises(ThinReasons):
        opened(reasons="عاجل")
    hit = glass.hit(purpose="LIFE_AT_RISK", reference="CP/2026-11/8")
    machine = replace(glass.cast["watch"], system="gateway")
    with pytest.raises(NotAPerson):
        glass.do(machine, actions.break_glass, hit_id=hit.id, reasons=WHY, now=timezone.now(), **URGENT)


@pytest.mark.parametrize("who", ["asker", "colleague", "owner", "validator", "inspector", "keeper"])
def test_no_other_role_breaks_glass(opened, who):
    with pytest.raises(NotPermitted):
        opened(who=who)


@pytest.mark.rule("JOC-03")
def test_an_agency_that_the_owner_keeps_away_opens_nothing_of_it(glass, opened, agencies):
    glass.do(glass.cast["owner"], access.exclude_validators, agency_ids=[agencies["joint-room"]])
    with pytest.raises(NotFound):
        opened()


@pytest.mark.rule("JOC-03")
def test_who_asked_breaks_no_glass_on_his_own_ask(glass, opened):
    hit = glass.hit(by="watch", purpose="LIFE_AT_RISK")

    assert glass.do(glass.cast["watch"], lambda: openable(glass.cast["watch"])) == []
    with pytest.raises(NotFound):
        opened(hit)


@pytest.mark.rule("G20", "JOC-11")
@pytest.mark.parametrize("agency", ["alpha", "beta"])
@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.CONTROL_LOST])
def test_nothing_opens_for_or_from_an_agency_that_stands_outside(glass, opened, agencies, agency, standing):
    hit = glass.hit(purpose="LIFE_AT_RISK")
    glass.do(
        glass.cast["accreditor"], access.change_standing, agency_id=agencies[agency], standing=standing,
        reason="حادثة مسجلة لدى المفتش",
    )  # fmt: skip
    with pytest.raises(NotFound):
        opened(hit)


@pytest.mark.rule("G6")
def test_a_childs_packet_is_not_opened(glass, opened, owner_sql):
    hit = glass.hit(purpose="LIFE_AT_RISK")
    owner_sql(f"UPDATE gateway_ask SET is_child = true WHERE id = '{hit.ask_id}'")

    with pytest.raises(ChildPath):
        opened(hit)


def test_what_ended_or_lies_under_quarantine_is_not_behind_it(glass, opened):
    passages.register_holder("intelligence.subject", lambda kit_id: None)
    with pytest.raises(NotFound):
        opened()


def test_the_handling_code_holds(glass, opened, agencies):
    glass.handling = "H1"
    opened()  # the joint room is no court
    assert glass.do(glass.cast["inspector"], lambda: BrokenGlass.objects.count()) == 1
    assert HandlingForbids.status == 403


def test_it_is_opened_once_at_a_time(opened):
    row = opened()
    with pytest.raises(AlreadyOpened):
        opened(row and _hit_of(row))


@pytest.mark.parametrize("verdicts", [{}, {"owner": True}, {"inspector": False}, {"owner": True, "inspector": True}])
def test_it_is_opened_again_only_where_both_found_the_last_time_justified(glass, opened, verdicts):
    row = opened()
    for who, justified in verdicts.items():
        review(glass, row, who, justified=justified)
    later = {"now": row.ends_at + timedelta(minutes=1)}

    if len(verdicts) == 2:
        assert opened(_hit_of(row), **later).hit_id == row.hit_id
    else:
        with pytest.raises(GlassUnderReview):
            opened(_hit_of(row), **later)
    if verdicts == {"inspector": False}:  # nor at once, by the lease that is withdrawn
        with pytest.raises(GlassUnderReview):
            opened(_hit_of(row))


def _hit_of(row):
    from types import SimpleNamespace

    return SimpleNamespace(id=row.hit_id)


@pytest.mark.rule("W-1")
def test_the_packet_is_there_by_sql_for_its_reader_and_its_owner_alone(glass, opened):
    row = opened()

    def packets():
        with connection.cursor() as cursor:
            cursor.execute("SELECT packet FROM gateway_disclosure WHERE id = %s", [row.disclosure_id])
            return len(cursor.fetchall())

    seen = {who: glass.do(glass.cast[who], packets) for who in ("watch", "keeper", "owner")}
    assert seen == {"watch": 1, "keeper": 0, "owner": 1}


@pytest.mark.rule("W-1")
def test_others_of_the_joint_room_neither_read_it_nor_pass_it_on(glass, opened, agencies):
    row = opened()
    keeper = glass.cast["keeper"]
    # Nor does whoever opened it read it by another way than the one that he is held to.
    opener = replace(glass.cast["watch"], roles=glass.cast["watch"].roles | keeper.roles)
    for who in (keeper, opener):
        with pytest.raises(NotFound):
            glass.do(
                who, actions.read_disclosure, disclosure_id=row.disclosure_id, purpose="OPEN_CASE", reference="A/1"
            )
    with pytest.raises(NotFound):
        glass.do(
            keeper, actions.pass_on, disclosure_id=row.disclosure_id, receiver_id=agencies["gamma"], to_court=False,
            reasons=WHY,
        )  # fmt: skip
    with pytest.raises(NotFound):
        glass.do(glass.cast["validator"], actions.read_glass, glass_id=row.id)


@pytest.mark.rule("W-2")
def test_who_read_the_packet_no_longer_judges_the_hit(glass, opened):
    hit = glass.hit(purpose="LIFE_AT_RISK")
    opened(hit)
    with pytest.raises(OpenedBefore):
        glass.judge(hit, by="watch")
    assert glass.judge(hit).state == "validated"


@pytest.mark.rule("W-2", "E31")
def test_nobody_opens_the_packet_of_a_declared_relative(glass, opened):
    glass.do(glass.cast["watch"], access.declare_kin, relation="in_law", ism="خالد", father="سعيد", family="باقنزل")
    with pytest.raises(ConflictOfInterest):
        opened()


def test_owner_and_inspector_review_each_for_himself(glass, opened):
    row = opened()
    review(glass, row, "owner")
    [clock] = glass.do(glass.cast["inspector"], clocks.of_subject, row.id)
    assert clock.met_at is None
    with pytest.raises(AlreadyDecided):
        review(glass, row, "owner")

    done = review(glass, row, "inspector")

    assert (done.owner_verdict, done.inspector_verdict) == ("justified", "justified")
    [clock] = glass.do(glass.cast["inspector"], clocks.of_subject, row.id)
    assert clock.met_at is not None


@pytest.mark.rule("JOC-08")
@pytest.mark.parametrize("who", ["owner", "inspector"])
def test_what_was_not_justified_is_withdrawn_at_once(glass, opened, who):
    row = opened()
    review(glass, row, who, justified=False)

    with pytest.raises(NotFound):
        glass.do(glass.cast["watch"], actions.read_glass, glass_id=row.id, now=timezone.now())
    assert glass.do(glass.cast["inspector"], lambda: Recall.objects.get().disclosure_id) == row.disclosure_id
    codes = {a.code for a in glass.do(glass.cast["inspector"], clocks.open_alarms)}
    assert codes >= {"GLASS-BROKEN", "GLASS-NOT-JUSTIFIED"}


@pytest.mark.rule("W-2")
def test_who_opened_it_does_not_review_it(glass, opened):
    row = opened()
    opener = glass.cast["watch"]
    both = replace(opener, roles=frozenset({"watch_officer", "inspector"}))
    with pytest.raises(OwnGlass):
        glass.do(both, actions.review_glass, glass_id=row.id, justified=True, reasons=WHY)
    with pytest.raises(NotFound):
        review(glass, row, "stranger")
    with pytest.raises(NotPermitted):
        review(glass, row, "watch")


@pytest.mark.rule("W-2")
@pytest.mark.parametrize("roles", [{"watch_officer", "releaser"}, {"watch_officer", "list_keeper", "releaser"}])
def test_a_colleague_of_who_opened_it_sees_it_and_reviews_nothing(glass, opened, roles):
    row = opened()
    colleague = replace(glass.cast["keeper"], roles=frozenset(roles))
    assert glass.do(colleague, lambda: BrokenGlass.objects.filter(id=row.id).exists())

    with pytest.raises(NotFound):
        glass.do(colleague, actions.review_glass, glass_id=row.id, justified=True, reasons=WHY)

    kept = glass.do(glass.cast["inspector"], lambda: BrokenGlass.objects.get(id=row.id))
    assert (kept.owner_verdict, kept.inspector_verdict) == ("", "")


def test_the_owner_still_decides_on_the_release_to_the_asker(glass, opened):
    hit = glass.hit(purpose="LIFE_AT_RISK")
    opened(hit)
    sent = glass.release(glass.judge(hit))

    assert sent.recipient_id == glass.cast["asker"].agency_id
    assert glass.do(glass.cast["owner"], lambda: Disclosure.objects.count()) == 2
