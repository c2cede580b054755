"""The pages of the compartment: what they show, hide, take in and refuse."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from browse import signed_in
from django.urls import reverse
from stage import KHALED, draft

from tansiq.compartments.intelligence.models import InformationRequest, Report, Subject, Trace
from tansiq.kernel.access import actions as access
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as

MOTHER, NATIONAL = "فاطمة صالح بامقعد", "01-234-567-89"
HELD = draft("", ism="خالد", father="سعيد", family="باقنزل", mother=MOTHER, birth="1994", national=NATIONAL)
TERMS = {
    "source_grade": "B", "information_grade": "3", "handling": "P", "legal_basis": "JOINT-EXCHANGE",
    "purpose": "OPEN_CASE", "district": "YE1922",
}  # fmt: skip
REPORT = TERMS | {"text": "شوهد ينقل صناديق إلى المستودع ليلة السبت", "obtained": "OWN_OBSERVATION"}
REASONS = "راجعت التقارير واحدًا واحدًا"


def rows(actor: Any, model: Any, **where: Any) -> list[Any]:
    with acting_as(actor):
        return list(model.objects.filter(**where))


def acts(inspector: Any, **where: Any) -> list[str]:
    return [row.act for row in rows(inspector, Entry, **where)]


def html(page: Any) -> str:
    return str(page.content.decode())


@pytest.fixture
def subject(desk: Any) -> Any:
    return desk.propose(kit=HELD)


def test_without_a_reason_the_file_is_not_shown(subject, cast):
    page = signed_in("analyst", purpose="").get(reverse("intelligence:subject", args=[subject.id]))

    assert "باقنزل" not in html(page)
    assert "intelligence.subject_read" not in acts(cast["inspector"])


@pytest.mark.rule("G21")
def test_a_file_holds_no_hidden_value_and_its_read_is_logged(subject, cast):
    page = signed_in("analyst").get(reverse("intelligence:subject", args=[subject.id]))

    assert page.status_code == 200
    assert "باقنزل" in html(page)
    assert MOTHER not in html(page)
    assert NATIONAL not in html(page)
    [read] = rows(cast["inspector"], Entry, act="intelligence.subject_read")
    assert (read.purpose, read.reference) == ("OPEN_CASE", "CASE/12")


@pytest.mark.rule("G21")
def test_a_reveal_shows_one_value_once_and_is_one_entry(subject, cast):
    client, url = signed_in("analyst"), reverse("intelligence:subject_reveal", args=[subject.id])

    page = client.post(url, {"field": "mother", "reason": "التحقق من تشابه الأسماء"})

    assert MOTHER in html(page)
    assert NATIONAL not in html(page)
    assert acts(cast["inspector"], act="intelligence.field_revealed") == ["intelligence.field_revealed"]
    assert MOTHER not in html(client.get(reverse("intelligence:subject", args=[subject.id])))


@pytest.mark.parametrize(
    ("sent", "status"), [({"field": "mother", "reason": "x"}, 422), ({"field": "ism", "reason": "a good reason"}, 404)]
)
def test_a_reveal_without_a_reason_or_of_another_field_shows_nothing(subject, cast, sent, status):
    page = signed_in("analyst").post(reverse("intelligence:subject_reveal", args=[subject.id]), sent)

    assert page.status_code == status
    assert MOTHER not in html(page)
    assert not acts(cast["inspector"], act="intelligence.field_revealed")


def test_a_report_is_recorded_and_opens(cast):
    client = signed_in("analyst")

    page = client.post(reverse("intelligence:report_new"), REPORT)

    [row] = rows(cast["analyst"], Report)
    assert page.url == reverse("intelligence:report", args=[row.id])
    assert REPORT["text"] in html(client.get(page.url))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"obtained": ""}, "HOW_OBTAINED_MISSING"),
        ({"obtained": "TECHNICAL_WITH_ORDER"}, "HOW_OBTAINED_MISSING"),
        ({"purpose": "متابعة"}, "NO_PURPOSE"),
        ({"legal_basis": "INTERIM-EXCHANGE"}, "BASIS_EXPIRED"),
        ({"district": "YE9999"}, "INVALID"),
        ({"text": "متابعة", "source_ref": "SRC-7"}, "INVALID"),
    ],
)
def test_a_refused_report_comes_back_filled_and_is_recorded(cast, changed, code):
    page = signed_in("analyst").post(reverse("intelligence:report_new"), REPORT | changed)

    assert page.status_code == 422
    assert (REPORT | changed)["text"] in html(page)
    assert "ts-errors" in html(page)
    assert not rows(cast["analyst"], Report)
    assert acts(cast["inspector"], kind=Entry.Kind.REFUSAL) == [code]


def test_a_report_of_ill_treatment_is_kept_and_its_recorder_no_longer_reads_it(cast):
    client = signed_in("analyst")

    page = client.post(
        reverse("intelligence:report_new"), REPORT | {"obtained": "SUSPECTED_ILL_TREATMENT"}, follow=True
    )

    [row] = rows(cast["approver"], Report)
    assert row.number in html(page)
    assert client.get(reverse("intelligence:report", args=[row.id])).status_code == 404


def _proposal(report: Any, **changed: Any) -> dict[str, Any]:
    return TERMS | {
        "ism": "خالد", "father": "سعيد", "family": "باقنزل", "birth": "1994", "category": "suspect",
        "act": "ATTACK_PLANNING", "act_words": "رصد المبنى وجهّز صناديق لهجوم عليه", "report_ids": [str(report.id)],
    } | changed  # fmt: skip


def test_a_subject_is_proposed_by_one_and_accepted_by_another(desk, cast):
    report = desk.report()
    page = signed_in("analyst").post(reverse("intelligence:subject_new"), _proposal(report))
    [row] = rows(cast["analyst"], Subject)
    assert page.url == reverse("intelligence:subject", args=[row.id])

    url = reverse("intelligence:subject_accept", args=[row.id])
    assert "Alleged, not decided" in html(signed_in("approver").get(url))
    signed_in("approver").post(url, {"reasons": REASONS})

    assert rows(cast["analyst"], Subject)[0].state == Subject.State.ACTIVE


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"act": ""}, "NO_ACT"),
        ({"report_ids": []}, "NO_ACT"),
        ({"report_ids": [str(uuid4())]}, "NO_ACT"),
        ({"act_words": "لأنه من قبيلة معروفة في الوادي"}, "NO_COLLECTIVE_SUSPICION"),
        ({"birth": "2015"}, "CHILD_PATH"),
        ({"sensitive": "journalist"}, "NEEDS_LEGAL_REVIEW"),
        ({"birth": "3/4/1420"}, "WHICH_CALENDAR"),
    ],
)
def test_a_refused_proposal_comes_back_with_everything_typed(desk, cast, changed, code):
    page = signed_in("analyst").post(reverse("intelligence:subject_new"), _proposal(desk.report(), **changed))

    assert page.status_code in (409, 422)
    assert "باقنزل" in html(page)
    assert _proposal(desk.report(), **changed)["act_words"] in html(page)
    assert acts(cast["inspector"], kind=Entry.Kind.REFUSAL) == [code]


def test_reasons_that_say_nothing_are_refused_on_the_page_of_the_decision(subject, cast):
    page = signed_in("approver").post(
        reverse("intelligence:subject_accept", args=[subject.id]), {"reasons": "حسب التوجيهات"}
    )

    assert page.status_code == 422
    assert "حسب التوجيهات" in html(page)
    assert rows(cast["analyst"], Subject)[0].state == Subject.State.PROPOSED


@pytest.mark.parametrize(
    ("name", "who", "state"),
    [
        ("subject_clear", "approver", Subject.State.CLEARED),
        ("subject_keep", "approver", Subject.State.ACTIVE),
        ("subject_review", "analyst", Subject.State.UNDER_REVIEW),
    ],
)
def test_what_is_decided_about_a_subject(desk, cast, name, who, state):
    row, client = desk.active(), signed_in(who)
    url = reverse(f"intelligence:{name}", args=[row.id])

    assert client.get(url).status_code == 200
    assert client.post(url, {"reasons": REASONS}).url == reverse("intelligence:subject", args=[row.id])
    assert rows(cast["analyst"], Subject)[0].state == state


def test_revalidation_offers_only_what_came_after_the_review(desk):
    row = desk.active()
    page = signed_in("approver").get(reverse("intelligence:subject_revalidate", args=[row.id]))

    assert "there is nothing to keep it on" in html(page)


def test_a_question_goes_to_another_agency_and_is_answered(cast, agencies):
    sent = {
        "addressee_id": str(agencies["alpha"]), "question": "هل سُجّل القارب الأبيض في الميناء؟", "why": "مسار الصناديق في الميناء",
        "purpose": "OPEN_CASE", "reference": "CASE/12", "legal_basis": "JOINT-EXCHANGE",
    }  # fmt: skip
    signed_in("owner").post(reverse("intelligence:request_new"), sent)
    [row] = rows(cast["owner"], InformationRequest)
    url = reverse("intelligence:request", args=[row.id])

    answered = {"outcome": "given", "answer": "نعم، مرتين في نوفمبر", "handling": "P", "reasons": REASONS}
    assert signed_in("colleague").post(url, answered).status_code == 302

    assert "نعم، مرتين في نوفمبر" in html(signed_in("owner").get(url))
    assert signed_in("stranger").get(url).status_code == 404


def test_a_trace_is_assigned_and_nothing_found_is_recorded(cast):
    client = signed_in("analyst")
    sent = {
        "question": "هل يملك المستودع أحد المسجلين؟", "unit": "وحدة السجلات", "method": "OWN_REGISTERS", "priority": "3",
        "purpose": "TRACE", "legal_basis": "JOINT-EXCHANGE",
    }  # fmt: skip
    page = client.post(reverse("intelligence:trace_new"), sent)
    done = client.post(page.url, {"found": "no", "outcome": "بُحث في السجلات كلها ولم يوجد شيء"})

    assert done.status_code == 302
    assert rows(cast["analyst"], Trace)[0].is_found is False
    assert "Nothing found" in html(client.get(page.url))


def test_an_assessment_that_names_its_report_is_refused_and_nothing_is_lost(desk, cast, agencies):
    report = desk.report()
    sent = {
        "text": f"هجوم قريب على السوق الليلة بحسب {report.number}", "recipient_ids": [str(agencies["alpha"])],
        "warned": "أبلغ المناوب صاحب السوق قبل ساعة", "report_ids": [str(report.id)], "reasons": REASONS,
    }  # fmt: skip
    client = signed_in("owner")

    refused = client.post(reverse("intelligence:assessment_new"), sent)
    passed = client.post(reverse("intelligence:assessment_new"), sent | {"text": "هجوم قريب على السوق الليلة"})

    assert refused.status_code == 422
    assert report.number in html(refused)
    assert passed.url == reverse("gateway:disclosures")


def test_lists_are_filtered_by_their_address(desk, cast):
    row = desk.active(kit=KHALED)
    client = signed_in("analyst")

    def shows(name: str, query: str) -> bool:
        return row.number in html(client.get(f"{reverse(name)}?{query}", follow=True))

    assert shows("intelligence:subjects", "state=active&order=review")
    assert shows("intelligence:subjects", f"q={row.number}")
    assert not shows("intelligence:subjects", "state=cleared")
    assert "No report fits" in html(client.get(reverse("intelligence:reports") + "?q=لا+شيء+كهذا", follow=True))
    assert "باقنزل" not in html(client.get(reverse("intelligence:subjects")))


@pytest.mark.rule("G13", "E31")
def test_whom_words_find_is_shown_for_a_reason_and_read_once_for_the_page(desk, cast, do):
    row, url = desk.active(kit=KHALED), reverse("intelligence:subjects")
    do(cast["analyst"], access.declare_kin, relation="sibling", ism="سالم", father="عوض", family="باقنزل")
    alarms = lambda: [one.code for one in do(cast["inspector"], clocks.open_alarms)].count("KIN-LISTED")  # noqa: E731

    without = html(signed_in("analyst", purpose="").get(url, {"q": "المبنى"}, follow=True))
    assert row.number not in without
    assert "Purpose" in without
    client = signed_in("analyst")
    client.get(url, {"q": row.number.lower()}, follow=True)
    assert "intelligence.searched" not in acts(cast["inspector"])
    assert row.number in html(client.get(url, {"q": "المبنى"}, follow=True))
    [read] = rows(cast["inspector"], Entry, act="intelligence.searched")
    assert (read.kind, read.reference) == (Entry.Kind.READ, "CASE/12")
    with acting_as(cast["inspector"]):
        assert read.words.body == {"after": {"people": [row.id.hex[:12]]}}
    assert alarms() == 0

    client.get(reverse("intelligence:reports"), {"q": "شوهد سالم بن عوض باقنزل"}, follow=True)

    assert alarms() == 1


PAGES = (
    "reports",
    "report_new",
    "subjects",
    "subject_new",
    "requests",
    "request_new",
    "traces",
    "trace_new",
    "assessment_new",
)
OPEN_TO = {
    "analyst": {"reports", "report_new", "subjects", "subject_new", "requests", "traces", "trace_new"},
    "approver": {"reports", "subjects", "requests", "traces"},
    "owner": set(PAGES),
    "asker": {"reports", "subjects", "requests", "request_new", "traces"},
    "keeper": {"reports", "subjects", "requests", "traces", "assessment_new"},
    "validator": set(),
    "inspector": set(),
    "caseworker": set(),
}


@pytest.mark.parametrize("who", OPEN_TO)
def test_a_page_is_open_to_those_whose_role_holds_it(who, cast):
    client = signed_in(who)

    opened = {name for name in PAGES if client.get(reverse(f"intelligence:{name}")).status_code == 200}

    assert opened == OPEN_TO[who]
