"""The pages: an arrest on a phone, the person's record, the gate, the inspector, the family desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from browse import signed_in
from django.urls import reverse
from django.utils import timezone
from stage import draft

from tansiq.compartments.custody import actions
from tansiq.compartments.custody.forms.acts import ACTS
from tansiq.compartments.custody.models import Detention, Enquiry, EnquiryAsk, Event, HandoverLine, Task
from tansiq.kernel.audit import queries as log
from tansiq.kernel.charter import queries as charter

SALEM = draft(ism="سالم", father="عوض", grandfather="كرامة", family="باقنزل", birth="1990", national="01900050432")
REASONS = "قرأت المحضر واستمعت إليه بحضور محاميه"


def html(page):
    return page.content.decode()


def post(client, name, *args, **fields):
    return client.post(reverse(f"custody:{name}", args=args), fields)


@pytest.fixture
def held(register):
    return register.arrest(SALEM, at=timezone.now() - timedelta(hours=2))


def test_an_arrest_is_written_down_with_nothing_but_a_name_and_a_place(register, do):
    client = signed_in("arrester")
    assert client.get(reverse("custody:arrest_new")).status_code == 200

    answer = post(client, "arrest_new", full="سالم عوض", place="-", place_words="بيت خلف السوق")

    row = do(register.cast["inspector"], Detention.objects.get)
    assert answer.url == reverse("custody:detention", args=[row.id])
    assert (row.place, row.is_child) == ("بيت خلف السوق", True)
    shown = html(client.get(answer.url))
    assert "بيت خلف السوق" in shown
    assert "UNLISTED_PLACE" not in shown


@pytest.mark.rule("G13")
@pytest.mark.parametrize("page", ["detention", "extract", "receipt"])
def test_nobody_reads_a_persons_record_or_its_papers_without_saying_why(register, held, do, page):
    url = reverse(f"custody:{page}", args=[held.id])

    asked = signed_in("custodian", purpose="").get(url)
    assert "باقنزل" not in html(asked)
    assert 'name="purpose"' in html(asked)
    assert do(register.cast["inspector"], log.reads, user_id=register.cast["custodian"].user_id) == []

    assert signed_in("custodian").get(url).status_code == 200
    [read] = do(register.cast["inspector"], log.reads, user_id=register.cast["custodian"].user_id)
    assert (read.subject_id, read.purpose) == (held.id, "OPEN_CASE")


def test_a_family_name_is_a_name_and_tells_no_family(register, do):
    told = {"ism": "سالم", "family": "باقنزل", "place": "prison", "age": "adult", "basis": "flagrante"}
    client = signed_in("arrester")

    shown = html(client.get(post(client, "arrest_new", **told).url))
    kinds = do(register.cast["inspector"], lambda: set(Event.objects.values_list("kind", flat=True)))
    assert "سالم باقنزل" in shown
    assert "family_told" not in kinds
    post(client, "arrest_new", **told, told_family="أخوه بالهاتف")
    kinds = do(register.cast["inspector"], lambda: set(Event.objects.values_list("kind", flat=True)))
    assert "family_told" in kinds


def test_every_act_of_the_record_opens_and_is_written_down(register, held, do):
    told = {
        "counsel": {"result": "attended"}, "presented": {"to": "judge"}, "age_doubted": {"by": "طبيب"},
        "paper_order": {"by": "judge", "number": "ق-4", "until": "2199-01-01T10:00"},
        "taint": {"statement": "ST-1", "indicator": "آثار"}, "property": {"items": "ساعة\nخاتم"},
        "left": {"to": "station", "expected_at": "2199-01-01T10:00"}, "arrived": {"place": "prison"},
        "taint_ruled": {"statement": "ST-1", "result": "admissible", "record": "ق-5"},
        "age_ruled": {"age": "adult", "record": "ق-6"}, "release": {"ground": "bail", "words": REASONS, "spoken": "on"},
        "obstacle": {"obstacle": "COURT-STAY", "number": "9", "court": "المكلا", "date": "اليوم"},
        "withhold": {"by": "self", "until": "2199-01-01T10:00", "words": REASONS},
        "identify": {"full": "سالم عوض كرامة", "words": REASONS}, "recaptured": {"place": "prison"},
        "case_named": {"case": "ج/2026/118"},
    }  # fmt: skip
    register.hear(held, -1)
    client = signed_in("custodian")
    wrong = []
    for name, act in ACTS.items():
        if not any(register.cast["custodian"].has(permission) for permission in act.may):
            continue
        page = client.get(reverse("custody:act", args=[held.id, name])).status_code
        sent = post(client, "act", held.id, name, **{"words": REASONS} | told.get(name, {}))
        # Plans end with the release; what happened is written down after it as well.
        if page != 200 or sent.status_code not in ((409,) if name in ("withhold", "obstacle") else (302,)):
            wrong.append((name, page, sent.status_code))

    assert wrong == []
    shown = html(client.get(reverse("custody:detention", args=[held.id])))
    assert "detention_order" not in shown
    for paper in ("receipt", "extract"):
        assert client.get(reverse(f"custody:{paper}", args=[held.id])).content.startswith(b"%PDF")


@pytest.mark.rule("EVD-12")
def test_an_unpaid_diya_is_refused_as_an_obstacle_and_becomes_a_task_of_the_court(register, held, do):
    client = signed_in("custodian")
    post(client, "act", held.id, "release", ground="acquitted", words=REASONS, spoken="on")

    answer = post(client, "act", held.id, "obstacle", obstacle="UNPAID-DIYA", number="D-1")

    assert answer.status_code == 422
    [task] = do(register.cast["registrar"], lambda: list(Task.objects.all()))
    assert task.kind == Task.Kind.INSOLVENCY
    court = signed_in("registrar")
    assert court.get(reverse("custody:task", args=[task.id])).status_code == 200
    assert post(court, "task", task.id, done="قُيّدت دعوى الإعسار").status_code == 302


def test_the_gate_the_prosecutor_and_the_inspector_see_what_waits_for_them(register, held):
    wanted = {"custodian": ("register", "gate", "places"), "prosecutor": ("register", "presentations", "places"),
              "inspector": ("register", "presentations", "gate", "inspection", "places", "enquiries")}  # fmt: skip
    for handle, names in wanted.items():
        client = signed_in(handle)
        assert client.get("/").status_code == 200
        for name in names:
            assert client.get(reverse(f"custody:{name}")).status_code == 200
    assert held.number in html(signed_in("prosecutor").get(reverse("custody:presentations")))
    assert held.number in html(signed_in("custodian").get("/"))


def test_a_prosecutor_orders_and_plans_from_the_record(register, held, do):
    client = signed_in("prosecutor")
    until = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    assert post(client, "act", held.id, "order", number="ن-7", until=until, reasons=REASONS).status_code == 302
    told = {
        "to": "station",
        "authority": "المدير",
        "legal_signoff": "12",
        "reasons": REASONS,
        "informed_at": until[:10] + "T00:00",
    }

    refused = post(client, "act", held.id, "transfer", **told)
    done = post(client, "act", held.id, "transfer", risk_review="لا خطر عليه هناك", **told)

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "NO_TRANSFER_REVIEW" in html(refused)
    kinds = do(register.cast["inspector"], lambda: list(Event.objects.values_list("kind", flat=True)))
    assert "transfer_authorised" in kinds


@pytest.mark.rule("G13")
@pytest.mark.parametrize(
    ("page", "who"),
    [("register", "custodian"), ("gate", "custodian"), ("presentations", "prosecutor"), ("inspection", "inspector")],
)
def test_no_list_names_anybody_before_its_reader_has_said_why_and_each_page_is_one_read(register, held, do, page, who):
    url = reverse(f"custody:{page}")

    asked = signed_in(who, purpose="").get(url)
    assert "باقنزل" not in html(asked)
    assert 'name="purpose"' in html(asked)

    assert signed_in(who).get(url).status_code == 200
    [read] = do(register.cast["inspector"], log.reads, user_id=register.cast[who].user_id)
    assert (read.act, read.purpose) == ("custody.list_read", "OPEN_CASE")


@pytest.mark.rule("G13")
def test_the_name_on_the_page_of_an_act_is_read_for_a_reason(register, held, do):
    url = reverse("custody:act", args=[held.id, "taint"])
    assert "باقنزل" not in html(signed_in("custodian", purpose="").get(url))
    assert "باقنزل" in html(signed_in("custodian").get(url))
    assert len(do(register.cast["inspector"], log.reads, subject_id=held.id)) == 1


def test_a_place_is_put_on_the_list_and_taken_off(register):
    client = signed_in("inspector")
    told = {"code": "central", "name_ar": "المركزي", "name_en": "Central", "kind": "prison", "instrument": "قرار 9",
            "agency_id": str(register.agencies["prisons"])}  # fmt: skip
    assert post(client, "place_new", **told).status_code == 302
    assert post(client, "place_new", **told).status_code == 409
    assert post(client, "place_end", register.places["prison"].id, reasons="أُغلق بقرار الهيئة").status_code == 302


@pytest.mark.rule("E39", "G13")
def test_a_place_is_handed_over_on_the_page(register, held, do):
    giver, receiver = signed_in("custodian"), signed_in("receiver")
    begun = post(
        giver, "handover_new", register.places["prison"].id, to_id=str(register.agencies["guards"]), reasons=REASONS
    )
    page = receiver.get(begun.url)
    assert "سالم" in html(page)
    assert receiver.get(f"{begun.url}sheet.pdf").content.startswith(b"%PDF")
    reads = do(register.cast["inspector"], log.reads, user_id=register.cast["receiver"].user_id)
    assert {read.act for read in reads} == {"custody.handover_read", "custody.handover_printed"}
    [line] = do(register.cast["receiver"], lambda: list(HandoverLine.objects.all()))

    assert post(receiver, "handover_sign", line.id, is_received="yes").status_code == 302
    assert receiver.post(f"{begun.url}close/").status_code == 302
    assert register.now(held).owner_id == register.agencies["guards"]


@pytest.mark.rule("G24", "G13")
def test_a_family_is_answered_at_the_desk_and_nothing_of_others_shows(register, held, do):
    register.arrest(draft("عمر فرج سعيد باطروق"), at=timezone.now() - timedelta(hours=1))
    client = signed_in("listener")
    asked = post(
        client, "enquiry_new", ism="سالم", father="عوض", grandfather="كرامة", family="باقنزل", by_name="أم سالم",
        relation="mother", channel="voice", kind_1="national", value_1="01900050432",
    )  # fmt: skip
    before = html(client.get(asked.url))
    assert "The prison" not in before
    assert post_to(client, asked.url, "kin", words=REASONS).status_code == 302
    after = html(client.get(asked.url))
    assert "The prison" in after
    assert held.number not in after
    assert "باطروق" not in after
    assert post_to(client, asked.url, "tell", words=REASONS).status_code == 302
    row = do(register.cast["listener"], Enquiry.objects.get)
    assert client.get(reverse("custody:enquiries"), {"number": row.number}).url == asked.url
    reads = do(register.cast["inspector"], log.reads, subject_id=row.id)
    assert {(read.act, read.reference) for read in reads} == {("custody.enquiry_read", row.number)}
    assert post_to(client, asked.url, "ask_close", reasons=REASONS).status_code == 409


@pytest.mark.rule("G24")
def test_the_page_of_a_search_says_when_every_force_was_asked_and_asks_for_nothing_that_was_shown(register, held, do):
    asked_at = timezone.now() - timedelta(days=3)
    row = register.do(
        register.cast["listener"], actions.open_enquiry, now=asked_at,
        draft=actions.EnquiryDraft(kit=SALEM, by_name="أم سالم", relation="mother"),
    )  # fmt: skip
    client, page = signed_in("listener"), reverse("custody:enquiry", args=[row.id])

    before = html(client.get(page))
    assert "today" not in before
    assert f"{charter.local_day(asked_at).day}" in before
    assert "bring a paper, or two people who know you" in before
    assert "Found" not in before  # he is held; the desk of a family that has not shown it reads no such thing
    assert "late: the inspector may go there" in before
    post_to(client, page, "kin", words=REASONS)
    after = html(client.get(page))
    assert "bring a paper, or two people who know you" not in after
    assert "Found" in after


def test_an_empty_form_says_what_is_missing_and_not_that_it_is_on_no_list(register, held):
    family, custodian, prosecutor = signed_in("listener"), signed_in("custodian"), signed_in("prosecutor")
    empty = post(family, "enquiry_new")
    assert (empty.status_code, html(empty).count("This is missing.")) == (422, 8)
    assert "This is not on the list." not in html(empty)
    obstacle = post(custodian, "act", held.id, "obstacle")
    post(custodian, "act", held.id, "release", ground="bail", words=REASONS)
    obstacle = post(custodian, "act", held.id, "obstacle")
    assert "NOT_AN_OBSTACLE" not in html(obstacle)
    assert "This is missing." in html(obstacle)
    order = post(prosecutor, "act", held.id, "order")
    assert html(order).count("This is missing.") >= 2
    taint = custodian.get(reverse("custody:act", args=[held.id, "taint"]))
    assert "Which statement? Its number as it stands on the paper" in html(taint)


def test_the_inspector_writes_the_answer_of_a_force_that_is_late_on_its_page(register, do):
    kit = draft("سالم عوض كرامة باقنزل", birth="1990")
    row = register.do(
        register.cast["listener"], actions.open_enquiry, now=timezone.now() - timedelta(days=3),
        draft=actions.EnquiryDraft(kit=kit, by_name="أم سالم", relation="mother"),
    )  # fmt: skip
    client = signed_in("inspector")
    listed = html(client.get(reverse("custody:inspection")))
    [ask] = [
        one for one in do(register.cast["inspector"], lambda: list(EnquiryAsk.objects.filter(enquiry=row)))
        if one.owner_id == register.agencies["prisons"]
    ]  # fmt: skip
    page = reverse("custody:answer", args=[ask.id])
    assert page in listed
    assert page in html(client.get("/"))

    assert client.post(page, {"answer": "not_here"}).status_code == 422
    answered = client.post(page, {"answer": "not_here", "words": REASONS})
    assert answered.url == reverse("custody:inspection")
    assert signed_in("prosecutor").get(page).status_code in (403, 404)


def test_what_must_be_known_at_once_is_not_late_a_minute_after_it_happened(register):
    row = register.arrest(SALEM, place="بيت خلف السوق", at=timezone.now() - timedelta(minutes=6))

    desk = html(signed_in("inspector").get("/"))

    [line] = [one for one in desk.split('<div class="ts-line">') if row.number in one]
    assert "Somebody is held in a place that is not on the official list" in line
    assert "since" in line
    assert "late:" not in line


def post_to(client, url, step, **fields):
    return client.post(url, {step: "1"} | {f"{step}-{name}": value for name, value in fields.items()})


def test_a_force_answers_a_family_from_its_page(register, do):
    held = register.arrest(draft("سالم عوض كرامة باقنزل", birth="1990"), at=timezone.now() - timedelta(hours=1))
    kit = draft("سالم عوض كرامة باقنزل", birth="1990")
    register.act("listener", "open_enquiry", draft=actions.EnquiryDraft(kit=kit, by_name="أم سالم", relation="mother"))
    client = signed_in("custodian")
    [ask] = do(register.cast["custodian"], lambda: list(EnquiryAsk.objects.all()))
    assert client.get(reverse("custody:asked")).status_code == 200

    page = html(client.get(reverse("custody:answer", args=[ask.id])))
    assert held.number in page
    assert post(client, "answer", ask.id, answer="here", detention_id=str(held.id)).status_code == 302


def test_a_childs_name_stands_in_no_list(register):
    row = register.arrest(draft("سالم عوض كرامة باشنوار", birth="2012"), at=timezone.now() - timedelta(hours=1))

    listed = html(signed_in("custodian").get(reverse("custody:register")))
    assert row.number in listed
    assert "باشنوار" not in listed
    for part, found in ((row.number[-4:].lower(), True), ("0000-0000", False)):
        page = html(signed_in("custodian").get(reverse("custody:register"), {"number": part, "show": "ended"}))
        assert (reverse("custody:detention", args=[row.id]) in page) is found
