"""Subjects decided by a code over the phone: what follows when the approver says that it was not he."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth
from browse import code_of
from django.contrib.auth import get_user_model
from django.utils import timezone

from tansiq.compartments.intelligence.models import Subject
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.audit import queries as log
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions
from tansiq.people.models import HeldEntry

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WHY = "قُرئ عليّ الرقم والسند وأقبله لخطر قائم"
NOT_MINE = "لم يتصل بي أحد ولم أقرأ رمزًا لأحد"


@pytest.fixture
def call(desk, do):
    """The releaser on duty types the code that the approver reads out."""
    now = timezone.now()
    auth.TOTP.activate(get_user_model()._default_manager.get(id=desk.cast["approver"].user_id), SECRET)
    do(desk.cast["owner"], access.go_on_duty, until=now + timedelta(hours=8), now=now)

    def run(act, row):
        given = {"act": act, "subject_id": row.id, "handle": "approver", "code": code_of(SECRET), "reasons": WHY}
        return do(desk.cast["owner"], actions.approve_by_phone, now=timezone.now(), **given)

    return run


def disputed(desk, do, approval):
    return do(desk.cast["approver"], actions.confirm_approval, approval_id=approval.id, is_mine=False, words=NOT_MINE)


def seen(desk, row):
    """State of the subject, and whether its kit is matched."""
    with acting_as(desk.cast["approver"]):
        return Subject.objects.get(id=row.id).state, HeldEntry.objects.filter(kit_id=row.kit_id).exists()


@pytest.mark.rule("G14")
@pytest.mark.parametrize("act", ["intelligence.accept", "intelligence.keep"])
def test_what_was_held_against_him_by_nobody_is_under_review_at_once(desk, do, call, act):
    row = desk.propose() if act == "intelligence.accept" else desk.active()
    approval = call(act, row)
    assert seen(desk, row) == ("active", True)

    disputed(desk, do, approval)

    assert seen(desk, row) == ("under_review", False)
    assert "PHONE-DISPUTED" in [alarm.code for alarm in do(desk.cast["inspector"], clocks.open_alarms)]
    acts = {entry.act: entry.user_id for entry in do(desk.cast["inspector"], log.of_subject, row.id)}
    assert acts["intelligence.review_opened"] == desk.cast["approver"].user_id


@pytest.mark.rule("G14")
def test_what_speaks_for_him_stays(desk, do, call):
    row = desk.active()
    approval = call("intelligence.clear", row)

    disputed(desk, do, approval)

    assert seen(desk, row) == ("cleared", False)
    assert "PHONE-DISPUTED" in [alarm.code for alarm in do(desk.cast["inspector"], clocks.open_alarms)]


def test_what_has_ended_meanwhile_is_told_all_the_same(desk, do, call):
    row = desk.propose()
    approval = call("intelligence.accept", row)
    with acting_as(desk.cast["approver"]):
        Subject.objects.filter(id=row.id).update(state="under_review")

    assert disputed(desk, do, approval).state == "disputed"
    assert seen(desk, row)[0] == "under_review"


@pytest.mark.rule("W-2", "E31")
def test_nobody_decides_about_a_relative_by_phone(desk, do, call):
    row = desk.propose()
    do(desk.cast["approver"], access.declare_kin, relation="in_law", ism="خالد", father="سعيد", family="باقنزل")

    with pytest.raises(ConflictOfInterest):
        call("intelligence.accept", row)

    assert seen(desk, row) == ("proposed", False)
