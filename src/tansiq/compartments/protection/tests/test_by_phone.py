"""A head of the desk who is elsewhere: his code over the phone, and what follows when it was not he."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth
from browse import code_of, signed_in
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from tansiq.compartments.protection import actions
from tansiq.compartments.protection.models import Threat
from tansiq.kernel.access import actions as access
from tansiq.kernel.clocks.models import Clock
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.decisions.models import Decision

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WHY = "هو على علم بالخطر وقد اتخذ ما يلزم"
NOT_MINE = "لم يتصل بي أحد ولم أقرأ رمزًا لأحد"


@pytest.fixture
def called(guards, do, cast):
    """The officer of the desk does not warn, and types the code that the head reads out."""
    now = timezone.now()
    row = guards.threaten()
    do(cast["guard"], actions.decide_threat, threat_id=row.id, decision="not_warn", ground="ALREADY_AWARE", reasons=WHY)
    auth.TOTP.activate(get_user_model()._default_manager.get(id=cast["head_guard"].user_id), SECRET)
    do(cast["guard"], access.go_on_duty, until=now + timedelta(hours=8), now=now)
    page = signed_in("guard").get(reverse("protection:threat", args=[row.id])).content.decode()
    assert reverse("desk:phone", args=["protection.not_warned", row.id]) in page
    given = {"act": "protection.not_warned", "subject_id": row.id, "handle": "head_guard", "code": code_of(SECRET)}
    return row, do(cast["guard"], decisions.approve_by_phone, now=now, reasons=WHY, **given)


@pytest.mark.rule("W-2")
def test_the_head_who_sleeps_elsewhere_approves_under_his_own_name(guards, cast, called):

    [seen] = guards.see("guard", Threat)
    assert (seen.state, seen.approved_by) == (Threat.State.DECIDED, cast["head_guard"].member_id)
    assert {one.member_id for one in guards.see("head_guard", Decision, kind="protection.not_warned")} == {
        cast["head_guard"].member_id
    }


@pytest.mark.rule("G14")
def test_what_he_never_approved_is_open_again_and_another_hour_runs(guards, do, cast, called):
    row, approval = called

    answer = {"approval_id": approval.id, "is_mine": False, "words": NOT_MINE}
    do(cast["head_guard"], decisions.confirm_approval, now=timezone.now(), **answer)

    [seen] = guards.see("guard", Threat)
    assert (seen.state, seen.approved_by, seen.decision) == (Threat.State.OPEN, None, "")
    running = [one.code for one in guards.see("inspector", Clock, subject_id=row.id, met_at=None)]
    assert running == ["THREAT-NOTICE"]
