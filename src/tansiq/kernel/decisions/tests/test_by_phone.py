"""Approval by phone, with a subject of intelligence as what is approved: who decides, what is refused, what is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from browse import code_of
from django.utils import timezone
from django.utils.translation import override

from tansiq.kernel.access import actions as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.models import Agency
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import queries as log
from tansiq.kernel.charter.dates import ARABIC_DIGITS
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.decisions import actions, phone
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.decisions.actions import phoning
from tansiq.kernel.decisions.errors import (
    NotOnDuty,
    SamePersonOnPhone,
    ThinReasons,
    TooManyCodes,
    WrongPhoneCode,
)
from tansiq.kernel.decisions.models import Decision, PhoneApproval
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WHY = "قُرئ عليّ الرقم والسند وأقبله لخطر قائم"


def code(secret=SECRET):
    return code_of(secret)


@pytest.fixture
def act(cast, do, agencies):
    """An act that a room registered: the approver of beta decides about a record; its author may not."""
    beta = do(cast["owner"], lambda: Agency.objects.get(code="beta"))

    def describe(actor, subject_id):
        if subject_id != beta.id or beta.id not in actor.agency_ids:
            raise NotFound
        return phone.Waiting("J-TEST-1", "desk:home")

    def decide(*, actor, now, subject_id, reasons):
        return actions.authorise(
            "test.second", beta, actor=actor, now=now, permission="intelligence.accept", outcome="yes",
            owner_id=beta.id, reasons=reasons,
        )  # fmt: skip

    def undo(*, actor, now, subject_id, reasons):
        audit.record("test.undone", ("test", subject_id), actor=actor, at=now, words=reasons, owner_id=beta.id)

    phone.register(
        phone.SecondAct("test.second", "intelligence.accept", "Accept", "Accept?", "subject_id", describe, decide, undo)
    )
    yield beta.id
    phone._ACTS.pop("test.second")


@pytest.fixture
def call(cast, do, act):
    """The officer on duty calls the approver, who reads out the present code."""
    now = timezone.now()
    for handle in ("approver", "owner"):
        auth.TOTP.activate(_user(cast[handle]), SECRET)
    do(cast["analyst"], access.go_on_duty, until=now + timedelta(hours=8), now=now)

    def run(who="analyst", **fields):
        given = {"act": "test.second", "subject_id": act, "handle": "approver", "code": code(), "reasons": WHY}
        return do(cast[who], actions.approve_by_phone, **{"now": timezone.now()} | given | fields)

    return run


def _user(actor):
    from django.contrib.auth import get_user_model

    return get_user_model()._default_manager.get(id=actor.user_id)


def test_the_approver_decides_under_his_own_name_and_both_stand_in_the_log(cast, do, call, act):
    row = call()

    decision = do(cast["approver"], lambda: Decision.objects.get(kind="test.second"))
    assert (decision.member_id, decision.channel) == (cast["approver"].member_id, "phone")
    assert decision.typed_by == cast["analyst"].member_id
    entries = {(e.act, e.user_id) for e in do(cast["inspector"], log.latest)}
    assert ("decisions.approved_by_phone", cast["approver"].user_id) in entries
    assert ("decisions.code_typed", cast["analyst"].user_id) in entries
    assert (len(row.challenge), row.reference) == (4, "J-TEST-1")


@pytest.mark.rule("W-2")
def test_a_code_works_once(call):
    given = code()
    call(code=given.translate(ARABIC_DIGITS))  # as an Arabic keyboard writes it
    with pytest.raises(WrongPhoneCode):
        call(code=given)


@pytest.mark.rule("W-2")
@pytest.mark.parametrize("given", ["000000", "", "12345", "abcdef"])
def test_another_code_decides_nothing(cast, do, call, given):
    if given == code():
        given = "111111"
    with pytest.raises(WrongPhoneCode):
        call(code=given)
    assert do(cast["inspector"], lambda: Decision.objects.filter(kind="test.second").count()) == 0


def test_an_unknown_approver_and_a_wrong_code_are_one_answer(cast, call):
    with pytest.raises(WrongPhoneCode) as unknown:
        call(handle="nobody-of-this-name")
    with pytest.raises(WrongPhoneCode) as without:
        call(handle="beta_validator")
    assert unknown.value.errors == without.value.errors


@pytest.mark.rule("W-2")
def test_who_types_is_another_person(cast, do, call):
    do(cast["approver"], access.go_on_duty, until=timezone.now() + timedelta(hours=2), now=timezone.now())
    with pytest.raises(SamePersonOnPhone):
        call(who="approver")


def test_whoever_may_not_decide_at_the_desk_may_not_on_the_phone(call):
    with pytest.raises(NotPermitted):
        call(handle="owner")
    with pytest.raises(ThinReasons):
        call(reasons="نعم")


def test_only_who_is_on_duty_and_sees_the_record_types(cast, do, call):
    with pytest.raises(NotOnDuty):
        call(who="owner")
    with pytest.raises(NotFound):
        call(who="stranger")
    with pytest.raises(NotFound):
        call(act="no.such.act")


@pytest.mark.rule("W-2")
def test_after_five_wrong_codes_who_typed_them_waits_and_a_colleague_does_not(cast, do, call):
    _wrong_codes(cast, do, call, "analyst")
    do(cast["owner"], access.go_on_duty, until=timezone.now() + timedelta(hours=2), now=timezone.now())

    with pytest.raises(TooManyCodes):
        call()

    assert call("owner").state == "waiting"
    with pytest.raises(TooManyCodes):  # that a colleague typed the right one opens nothing for him
        call()


@pytest.mark.rule("W-2")
def test_after_twenty_wrong_codes_of_several_nobody_tries_this_approver_for_a_while(cast, do, call, monkeypatch):
    monkeypatch.setattr(phoning, "MOST_WRONG_OF_ALL", 8)
    do(cast["owner"], access.go_on_duty, until=timezone.now() + timedelta(hours=2), now=timezone.now())
    for who in ("analyst", "owner"):
        _wrong_codes(cast, do, call, who, times=4)

    for who in ("analyst", "owner"):
        with pytest.raises(TooManyCodes):
            call(who)
    call(now=timezone.now() + timedelta(minutes=16))


def _wrong_codes(cast, do, call, who, times=5):
    for _ in range(times):
        with pytest.raises(WrongPhoneCode) as wrong:
            call(who, code="000000")
        # As the middleware does after the roll-back.
        do(cast[who], lambda p=wrong.value: audit.record_refusal(p, actor=cast[who], at=timezone.now()))


@pytest.mark.rule("W-2")
@pytest.mark.parametrize("handle", ["nobody-of-this-name", "beta_validator"])
def test_tries_are_counted_by_the_handle_that_is_typed_whether_anybody_has_it(cast, do, call, handle):
    for typed in (handle, handle.upper(), f" {handle} ", handle, handle):
        with pytest.raises(WrongPhoneCode) as wrong:
            call(handle=typed, code="000000")
        do(cast["analyst"], lambda p=wrong.value: audit.record_refusal(p, actor=cast["analyst"], at=timezone.now()))

    with pytest.raises(TooManyCodes):
        call(handle=handle)

    assert call().state == "waiting"  # another approver is not kept from answering


def test_the_approver_confirms_and_nobody_else_does(cast, do, call):
    row = call()
    mine = {"approval_id": row.id, "is_mine": True}
    assert [r.id for r in do(cast["approver"], decisions.approvals_to_confirm, cast["approver"].user_id)] == [row.id]
    for other in ("analyst", "owner", "stranger"):
        with pytest.raises(NotFound):
            do(cast[other], actions.confirm_approval, **mine)

    assert do(cast["approver"], actions.confirm_approval, **mine).state == "confirmed"
    with pytest.raises(NotFound):
        do(cast["approver"], actions.confirm_approval, **mine)


@pytest.mark.rule("G14")
def test_what_was_not_his_decision_is_told_to_the_inspector_at_once(cast, do, call):
    row = call()
    with pytest.raises(Invalid):
        do(cast["approver"], actions.confirm_approval, approval_id=row.id, is_mine=False, words="لا")
    do(cast["approver"], actions.confirm_approval, approval_id=row.id, is_mine=False, words="لم يتصل بي أحد أمس")

    assert [a.code for a in do(cast["inspector"], clocks.open_alarms)] == ["PHONE-DISPUTED"]
    undone = [e.user_id for e in do(cast["inspector"], log.latest, limit=10_000) if e.act == "test.undone"]
    assert undone == [cast["approver"].user_id]


def test_a_denial_stands_where_he_may_undo_nothing_any_more(cast, do, call):
    row = call()

    def refused(**_given):
        raise NotPermitted

    phone.register(replace(phone.act_of("test.second"), undo=refused))
    told = {"approval_id": row.id, "is_mine": False, "words": "لم يتصل بي أحد أمس"}

    assert do(cast["approver"], actions.confirm_approval, **told).state == "disputed"
    assert [a.code for a in do(cast["inspector"], clocks.open_alarms)] == ["PHONE-DISPUTED"]


def test_what_nobody_confirmed_within_a_day_is_told_once(cast, do, call):
    row = call()
    clock = system_actor("clock")
    assert do(clock, actions.tell_unconfirmed, now=row.due_at - timedelta(minutes=1)) == 0

    late = row.due_at + timedelta(days=5)
    assert [do(clock, actions.tell_unconfirmed, now=late) for _ in range(2)] == [1, 0]
    found = [(a.code, a.late_minutes) for a in do(cast["inspector"], clocks.open_alarms)]
    assert found == [("PHONE-NOT-CONFIRMED", 5 * 24 * 60)]
    assert row.due_at - row.made_at == timedelta(hours=24)


@pytest.mark.rule("G27")
def test_another_agency_reads_a_staff_number_in_place_of_a_name(cast, do, act, agencies):
    beta = do(cast["owner"], lambda: Agency.objects.get(code="beta"))
    do(
        cast["approver"], actions.authorise, "test.shared", beta, permission="intelligence.accept", outcome="yes",
        owner_id=beta.id, reasons=WHY, party_ids=[agencies["alpha"]],
    )  # fmt: skip
    seen = {who: do(cast[who], decisions.of_subject, beta.id)[0].by for who in ("owner", "asker", "inspector")}

    assert seen["owner"] == seen["inspector"] == cast["approver"].name
    with override("en"):
        assert str(seen["asker"]) == f"staff number {cast['approver'].staff_number}"


def test_nobody_confirms_by_sql_for_another(cast, do, call):
    row = call()
    changed = do(cast["analyst"], lambda: PhoneApproval.objects.filter(id=row.id).update(state="confirmed"))
    assert (changed, Authenticator.objects.count()) == (0, 2)
