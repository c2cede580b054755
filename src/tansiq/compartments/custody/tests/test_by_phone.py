"""A second person of the families' desk who is elsewhere closes a search by his code, or says that it was not he."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth
from browse import code_of, signed_in
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from stage import draft

from tansiq.compartments.custody import actions, errors
from tansiq.compartments.custody.models import Enquiry, EnquiryAsk
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.decisions.models import Decision

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WHY = "أجابت كل الجهات وأُخبرت الأسرة بذلك"


@pytest.fixture
def phoned(register):
    """Every force has answered and the family was told; who asks that it be closed types the other's code."""
    now, cast, do = timezone.now(), register.cast, register.do
    told = actions.EnquiryDraft(kit=draft("سالم عوض باقنزل"), by_name="أم سالم", relation="mother")
    row = do(cast["listener"], actions.open_enquiry, now=now, draft=told)
    no = {"answer": "not_here", "answered_at": now}
    do(system_actor("custody"), lambda: EnquiryAsk.objects.filter(enquiry_id=row.id).update(**no))
    do(cast["listener"], actions.tell_family, now=now, enquiry_id=row.id, words="قيل لأمه عند المكتب بصوت واضح")
    do(cast["listener"], actions.ask_to_close, now=now, enquiry_id=row.id, reasons=WHY)
    auth.TOTP.activate(get_user_model()._default_manager.get(id=cast["second_listener"].user_id), SECRET)
    do(cast["listener"], access.go_on_duty, until=now + timedelta(hours=8), now=now)
    page = signed_in("listener").get(reverse("custody:enquiry", args=[row.id])).content.decode()
    assert reverse("desk:phone", args=["custody.close_enquiry", row.id]) in page

    def by(handle):
        given = {"act": "custody.close_enquiry", "subject_id": row.id, "handle": handle, "code": code_of(SECRET)}
        return do(cast["listener"], decisions.approve_by_phone, now=now, reasons=WHY, **given)

    return row, by


def seen(register, row):
    return register.do(register.cast["inspector"], lambda: Enquiry.objects.get(id=row.id))


@pytest.mark.rule("W-2", "G24")
def test_the_second_person_closes_it_under_his_own_name(register, phoned):
    row, by = phoned

    by("second_listener")

    second = register.cast["second_listener"]
    assert (seen(register, row).state, seen(register, row).closed_by) == (Enquiry.State.CLOSED, second.user_id)
    [one] = register.do(second, lambda: list(Decision.objects.filter(kind="custody.close_enquiry")))
    assert (one.member_id, one.channel) == (second.member_id, "phone")


@pytest.mark.rule("G14", "G24")
def test_what_he_never_closed_is_looked_for_again_and_must_be_asked_anew(register, phoned):
    row, by = phoned
    approval = by("second_listener")

    said = {"approval_id": approval.id, "is_mine": False, "words": "لم يتصل بي أحد ولم أقرأ رمزًا لأحد"}
    register.do(register.cast["second_listener"], decisions.confirm_approval, now=timezone.now(), **said)

    again = seen(register, row)
    assert (again.state, again.closed_at, again.close_asked_by) == (Enquiry.State.OPEN, None, None)
    with pytest.raises(errors.NobodyAsked):
        register.act("second_listener", "close_enquiry", 6, enquiry_id=row.id, reasons=WHY)
