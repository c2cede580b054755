from datetime import timedelta

import pytest
from django.db import transaction
from stage import NOW

from tansiq.gateway import actions, queries
from tansiq.gateway.errors import AlreadyDecided, AssessmentNamesSource, HandlingForbids, ReceiverNotReachable
from tansiq.gateway.models import Disclosure
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted


def test_before_a_person_has_judged_the_owner_releases_nothing(room):
    hit = room.hit()

    with pytest.raises(NotFound):
        room.release(hit)


def test_a_packet_holds_no_source_no_report_and_no_mother(room):
    packet = room.disclosure().packet

    assert set(packet) == {"name", "birth", "place", "identifiers", "record", "handling", "conditions", "contact"}
    assert "mother" not in packet["name"]


def test_a_hit_is_released_once(room):
    hit = room.judge(room.hit())
    room.release(hit)

    with pytest.raises(AlreadyDecided):
        room.release(hit)


def test_a_refusal_tells_the_asker_nothing(room):
    hit = room.judge(room.hit())

    room.do(room.cast["owner"], actions.refuse_release, hit_id=hit.id, reasons="تحقيق جارٍ يتضرر من الإفصاح")

    assert room.do(room.cast["asker"], queries.disclosures) == []


@pytest.mark.parametrize("who", ["analyst", "approver", "stranger", "asker", "validator", "inspector"])
def test_who_may_not_release(room, who):
    hit = room.judge(room.hit())

    with pytest.raises((NotFound, NotPermitted)):
        room.do(room.cast[who], actions.release, hit_id=hit.id, reasons="مطابقة مؤكدة والغرض مشروع")


def test_a_disclosure_ends_with_its_lease(room, owner_sql):
    disclosure = room.disclosure()
    owner_sql(f"UPDATE gateway_disclosure SET lease_ends_at = now() - interval '1 second' WHERE id = '{disclosure.id}'")

    with pytest.raises(NotFound):
        room.do(room.cast["asker"], actions.read_disclosure, disclosure_id=disclosure.id)


def test_a_third_agency_sees_no_disclosure(room):
    room.disclosure()

    assert room.do(room.cast["stranger"], _seen) == 0


def _seen():
    with transaction.atomic():
        return Disclosure.objects.count()


def test_h2_passes_on_only_with_the_owners_permission(room, agencies):
    room.handling = "H2"
    disclosure = room.disclosure()
    onward = {
        "disclosure_id": disclosure.id,
        "receiver_id": agencies["gamma"],
        "to_court": False,
        "reasons": "الدورية في منطقتهم الليلة",
    }

    with pytest.raises(HandlingForbids):
        room.do(room.cast["colleague"], actions.pass_on, **onward)

    link = room.do(
        room.cast["asker"], actions.ask_permission, disclosure_id=disclosure.id, receiver_id=agencies["gamma"],
        to_court=False, why="الدورية في منطقتهم الليلة",
    )  # fmt: skip
    room.do(
        room.cast["owner"],
        actions.decide_permission,
        permission_id=link.id,
        grant=True,
        reasons="الغرض نفسه والمدة قصيرة",
    )
    copy = room.do(room.cast["colleague"], actions.pass_on, **onward)

    assert (copy.owner_id, copy.recipient_id) == (disclosure.owner_id, agencies["gamma"])
    assert room.do(room.cast["stranger"], _seen) == 1


def test_h1_reaches_a_court_only_with_the_owners_permission(room):
    room.handling = "H1"
    [hit] = room.match(room.ask(by="prosecutor"))
    room.judge(hit)

    with pytest.raises(HandlingForbids):
        room.release(hit)
    assert room.release(hit, court_use=True).handling == "H1"


@pytest.mark.rule("JOC-05")
def test_an_assessment_names_no_source(room, agencies):
    told = {
        "recipient_ids": [agencies["gamma"]], "subject": room.held, "conditions": "", "reasons": "خطر داهم على دورية",
        "warned": "أُبلغ قائد الدورية هاتفيًا", "reports_named": ["P-2AAA-3CCC", "المصدر 14"],
    }  # fmt: skip

    with pytest.raises(AssessmentNamesSource):
        room.do(room.cast["owner"], actions.send_assessment, text="سيُهاجم الرتل غدًا بحسب المصدر 14", **told)
    [sent] = room.do(room.cast["owner"], actions.send_assessment, text="يُحتمل هجوم على رتل الغد قرب الجسر", **told)
    assert room.do(room.cast["stranger"], actions.read_disclosure, disclosure_id=sent.id).packet["text"]


def test_an_agency_reads_its_own_assessment_after_it_was_withdrawn(room, agencies, owner_sql):
    [sent] = room.do(
        room.cast["owner"], actions.send_assessment, recipient_ids=[agencies["beta"]], subject=room.held,
        text="يُحتمل هجوم على رتل الغد قرب الجسر", conditions="", reasons="خطر داهم على دورية",
        warned="أُبلغ قائد الدورية هاتفيًا", reports_named=[],
    )  # fmt: skip
    owner_sql(f"UPDATE gateway_disclosure SET recalled_at = now() WHERE id = '{sent.id}'")

    read = room.do(room.cast["owner"], actions.read_disclosure, disclosure_id=sent.id)

    assert (read.packet["text"][:5], read.read_at) == ("يُحتم", None)


def test_an_assessment_answers_the_duty_to_warn(room, agencies):
    with pytest.raises(Invalid):
        room.do(
            room.cast["owner"], actions.send_assessment, recipient_ids=[agencies["gamma"]], subject=room.held, text="يُحتمل هجوم غدًا",
            conditions="", reasons="خطر داهم على دورية", warned="", reports_named=[],
        )  # fmt: skip


def test_a_lease_is_thirty_days(room):
    assert room.disclosure().lease_ends_at == NOW + timedelta(days=30)


@pytest.mark.rule("G20")
@pytest.mark.parametrize("standing", ["suspended", "control_lost"])
def test_nothing_is_released_to_an_agency_that_is_not_accredited(room, agencies, standing):
    hit = room.judge(room.hit())
    reason = "حادثة مسجلة لدى المفتش"
    room.do(
        room.cast["accreditor"], actions.change_standing, agency_id=agencies["alpha"], standing=standing, reason=reason
    )

    with pytest.raises(ReceiverNotReachable):
        room.release(hit)


def test_released_or_refused_but_never_both(room):
    hit = room.judge(room.hit())
    room.release(hit)

    with pytest.raises(AlreadyDecided):
        room.do(room.cast["owner"], actions.refuse_release, hit_id=hit.id, reasons="تحقيق جارٍ يتضرر من الإفصاح")


@pytest.mark.parametrize("receiver", ["alpha", "beta"])
def test_a_disclosure_is_not_passed_to_oneself_or_its_owner(room, agencies, receiver):
    disclosure = room.disclosure()

    with pytest.raises(Invalid):
        room.do(
            room.cast["colleague"], actions.pass_on, disclosure_id=disclosure.id, receiver_id=agencies[receiver],
            to_court=False, reasons="الدورية في منطقتهم الليلة",
        )  # fmt: skip
