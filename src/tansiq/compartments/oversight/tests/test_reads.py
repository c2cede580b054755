"""Patterns of reads, questions about them, and the weekly sample."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from browse import signed_in
from django.db import ProgrammingError, connection
from django.db.transaction import atomic
from django.urls import reverse
from stage import KHALED, NOW, draft

from tansiq.compartments.oversight import actions, queries
from tansiq.compartments.oversight.errors import AlreadySettled
from tansiq.compartments.oversight.models import Finding, Question, ReviewDay, Sample, SampleItem
from tansiq.compartments.oversight.rules import sampling
from tansiq.kernel.access import actions as access
from tansiq.kernel.access import queries as access_queries
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.models import Member
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import queries as log
from tansiq.kernel.audit.errors import OwnAct
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clock_actions
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted
from tansiq.people import queries as people

NEXT_NIGHT = NOW + timedelta(hours=21)
DONE = "سُئلت الجهة وأثبتت رقم القضية"
QUESTION = "ما المهمة التي استدعت هذا الاطلاع؟"


def patterns(rows):
    return {(row.pattern, row.reader_id) for row in rows}


@pytest.mark.rule("E31", "G13")
def test_when_an_officer_asks_about_his_own_family_name_then_the_inspector_has_a_finding(desk):
    cousin = desk.enrol("cousin", "سالم علي باقنزل")
    row = desk.ask(cousin)
    desk.ask("asker")

    [finding] = desk.review()

    assert (finding.pattern, finding.reader_id) == ("own_family", cousin.user_id)
    with acting_as(desk.cast["inspector"]):
        [entry] = log.reads(subject_id=row.id)
    assert finding.entry_ids == [entry.id]


@pytest.mark.rule("E31")
def test_the_name_that_was_compared_is_kept_nowhere_in_the_room(desk):
    desk.ask(desk.enrol("cousin", "سالم علي باقنزل"))
    desk.review()

    with acting_as(desk.cast["inspector"]), connection.cursor() as cursor:
        for table in ("oversight_finding", "oversight_reviewday", "audit_entry", "audit_words", "oversight_notice"):
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text LIKE '%باقنزل%'")
            assert cursor.fetchone() == (0,), table


@pytest.mark.rule("E31")
def test_when_an_officer_asks_about_kin_whom_he_declared_then_the_inspector_has_a_finding(desk):
    asker = desk.cast["asker"]
    desk.do(asker, access.declare_kin, now=NOW, relation="sibling", ism="ناصر", father="حسن", family="باعبيد")
    desk.ask("asker", draft("ناصر حسن صالح باعبيد", birth="1990", national="019200001"))
    desk.ask("stranger", draft("ناصر حسن صالح باعبيد", birth="1990", national="019200001"))

    assert patterns(desk.review()) == {("declared_kin", asker.user_id)}


@pytest.mark.rule("G13")
def test_a_read_out_of_shift_is_found_where_a_roster_is_kept(desk):
    watch, asker = desk.cast["asker"], desk.cast["stranger"]
    desk.do(watch, access.go_on_duty, now=NOW - timedelta(hours=4), until=NOW - timedelta(hours=1))
    desk.do(asker, access.go_on_duty, now=NOW - timedelta(hours=4), until=NOW + timedelta(hours=1))
    desk.ask(watch)
    desk.ask(asker)
    desk.ask("watch", purpose="OPEN_CASE")

    assert patterns(desk.review()) == {("out_of_shift", watch.user_id)}


@pytest.mark.rule("G13")
def test_a_roster_that_begins_later_says_nothing_of_the_day_before(desk):
    setup, who, head = system_actor("setup"), desk.cast["asker"], desk.enrol("chief", "عوض")
    desk.do(setup, access.grant_role, member_id=head.member_id, role="unit_head")
    desk.do(access_queries.actor_by_handle("chief"), access.plan_shift, member_id=who.member_id,
            function=sorted(who.roles)[0], starts_at=NOW + timedelta(days=3), ends_at=NOW + timedelta(days=3, hours=8),
            now=NOW)  # fmt: skip
    desk.ask(who)

    assert patterns(desk.review()) == set()


@pytest.mark.rule("G13")
@pytest.mark.parametrize(("unit", "written", "is_known"), [("الرصد", "الرَّصد ", True), ("", "", False)])
def test_where_the_unit_plans_whoever_takes_duty_himself_or_has_no_shift_is_out_of_shift(desk, unit, written, is_known):
    setup, alone = system_actor("setup"), desk.enrol("alone", "هود")
    head, over, asker = desk.enrol("chief", "عوض"), desk.cast["asker"], desk.cast["colleague"]
    desk.do(setup, access.grant_role, member_id=head.member_id, role="unit_head")
    head = access_queries.actor_by_handle("chief")
    for who, starts in ((over, NOW - timedelta(hours=16)), (asker, NOW - timedelta(hours=2))):
        desk.do(head, access.plan_shift, member_id=who.member_id, function=sorted(who.roles)[0], starts_at=starts,
                ends_at=starts + timedelta(hours=8), now=NOW - timedelta(hours=17))  # fmt: skip
    for who, typed in ((over, unit), (asker, unit), (alone, written)):
        desk.do(setup, lambda who=who, typed=typed: Member.objects.filter(id=who.member_id).update(unit=typed))
    desk.do(over, access.go_on_duty, now=NOW - timedelta(minutes=1), until=NOW + timedelta(minutes=9))
    desk.do(desk.cast["stranger"], access.go_on_duty, now=NOW - timedelta(minutes=1), until=NOW + timedelta(minutes=9))
    for who in (alone, over, asker, "stranger"):
        desk.ask(who)

    # Whoever is in no unit works with nobody: a plan for another says nothing of his own hours.
    found = {("out_of_shift", who.user_id) for who in ((alone, over) if is_known else (over,))}
    assert patterns(desk.review()) == found


def test_a_shift_that_is_planned_is_a_shift_and_one_that_was_left_is_over(desk):
    setup = system_actor("setup")
    head, watch, asker = desk.enrol("chief", "عوض"), desk.cast["asker"], desk.cast["colleague"]
    desk.do(setup, access.grant_role, member_id=head.member_id, role="unit_head")
    head = access_queries.actor_by_handle("chief")
    for who in (watch, asker):
        role = sorted(who.roles)[0]
        desk.do(head, access.plan_shift, member_id=who.member_id, function=role, starts_at=NOW - timedelta(hours=6),
                ends_at=NOW + timedelta(hours=6), now=NOW - timedelta(hours=7))  # fmt: skip
    desk.do(asker, access.go_on_duty, now=NOW - timedelta(hours=5), until=NOW + timedelta(hours=6))
    desk.do(asker, access.go_off_duty, now=NOW - timedelta(hours=1))
    for who in (watch, asker):
        desk.ask(who)

    assert patterns(desk.review()) == {("out_of_shift", asker.user_id)}


@pytest.mark.parametrize("page", [2_000, 1])
def test_reads_in_bulk_are_found_in_whatever_pages_the_day_is_read(desk, monkeypatch, page):
    from tansiq.compartments.oversight.actions import reads
    from tansiq.kernel.charter import queries as charter

    monkeypatch.setattr(reads, "PAGE", page)
    pack = charter.current()
    few = replace(pack, jurisdiction=pack.jurisdiction.model_copy(update={"usual_reads_per_hour": 2}))
    for place in range(3):
        desk.ask("asker", draft(f"سالم علي عمر باقنزل {place}", birth="1990"), now=NOW + timedelta(minutes=place))
    monkeypatch.setattr(charter, "current", lambda: few)

    [finding] = desk.review()

    assert (finding.pattern, len(finding.entry_ids)) == ("bulk", 3)


def test_every_day_is_checked_once_and_a_worker_that_was_off_catches_up_in_order(desk):
    cousin = desk.enrol("cousin", "سالم علي باقنزل")
    desk.review(now=NOW - timedelta(days=5))
    desk.ask(cousin, now=NOW - timedelta(days=3))
    desk.ask(cousin)

    found = desk.review()

    assert [row.day for row in found] == sorted(row.day for row in found)
    assert len(found) == 2
    assert desk.review() == []
    with acting_as(desk.cast["inspector"]):
        days = list(ReviewDay.objects.values_list("day", flat=True))
    assert len(days) == len(set(days)) == 7


def test_nobody_but_the_review_is_told_a_family_name(desk):
    row = desk.ask("asker")

    for actor in (desk.cast["inspector"], desk.cast["asker"], system_actor("footprint"), system_actor("counter")):
        assert desk.do(actor, people.borne, [row.kit_id]) == {}
    assert desk.do(system_actor("review"), people.borne, [row.kit_id])[row.kit_id].family == "باقنزل"


@pytest.fixture
def finding(desk):
    desk.ask(desk.enrol("cousin", "سالم علي باقنزل"))
    [row] = desk.review()
    return row


@pytest.mark.rule("G14")
def test_a_finding_does_not_exist_for_the_audited_unit_and_it_cannot_close_it(desk, finding):
    for who in ("asker", "colleague", "approver", "accreditor"):
        assert desk.do(desk.cast[who], queries.findings) == []
        with pytest.raises(NotFound):
            desk.do(desk.cast[who], actions.close_finding, finding_id=finding.id, done=DONE)

    row = desk.do(desk.cast["inspector"], actions.close_finding, finding_id=finding.id, done=DONE)

    assert row.closed_at == NOW
    with pytest.raises(AlreadySettled):
        desk.do(desk.cast["inspector"], actions.close_finding, finding_id=finding.id, done=DONE)


@pytest.mark.rule("G14")
def test_even_whoever_sees_a_finding_closes_it_only_as_the_inspector(desk, finding):
    inspector = replace(desk.cast["inspector"], roles=frozenset({"inspector"}))
    object.__setattr__(inspector, "permissions", frozenset())

    with pytest.raises(NotPermitted):
        desk.do(inspector, actions.close_finding, finding_id=finding.id, done=DONE)


@pytest.fixture
def own_read(desk):
    """A read of the inspector's own, found by night and drawn for the sample."""
    inspector, review = desk.cast["inspector"], system_actor("review")
    read = ("custody.read", ("custody.detention", uuid4()))
    about = {"purpose": "OVERSIGHT", "reference": "INS/2026/7", "owner_id": None, "actor": inspector, "at": NOW}
    entry = desk.do(inspector, lambda: audit.record_read(*read, **about))
    with acting_as(review):
        row = Finding.objects.create(pattern="bulk", reader_id=inspector.user_id, agency_id=inspector.agency_id,
                                     day=NOW.date(), found_at=NOW, entry_ids=[entry.id])  # fmt: skip
    return row, desk.do(review, actions.draw_sample, now=NOW + timedelta(days=7)).items.get


@pytest.mark.rule("W-2", "G14")
def test_the_inspector_neither_judges_asks_about_nor_erases_what_he_read_himself(desk, own_read):
    row, drawn = own_read
    own, other = desk.cast["inspector"], desk.cast["second_inspector"]
    item = desk.do(own, drawn)
    acts = [
        (actions.ask_reason, {"about_id": row.id, "question": QUESTION}),
        (actions.ask_reason, {"about_id": item.id, "question": QUESTION}),
        (actions.judge_item, {"item_id": item.id, "verdict": "fits"}),
        (actions.close_finding, {"finding_id": row.id, "done": DONE}),
    ]
    told = {"reader_id": own.user_id, "agency_id": own.agency_id, "about_id": row.id, "entry_ids": [item.entry_id],
            "day": row.day, "question": QUESTION, "asked_at": NOW, "asked_by": own.user_id}  # fmt: skip
    writes = [
        lambda: Finding.objects.filter(id=row.id).update(closed_at=NOW, closed_by=own.user_id, done=DONE),
        lambda: SampleItem.objects.filter(id=item.id).update(verdict="fits", judged_at=NOW, judged_by=own.user_id),
        lambda: Question.objects.create(number="Q-OWN", **told),
    ]

    for act, given in acts:
        with pytest.raises(OwnAct):
            desk.do(own, act, **given)
    for write in writes:
        with pytest.raises(ProgrammingError), atomic(), acting_as(own):
            write()
    page = signed_in("inspector").get(reverse("oversight:finding", args=[row.id])).content.decode()
    assert "These are your own reads" in page
    assert "<textarea" not in page

    for act, given in acts[2:]:
        desk.do(other, act, **given)


@pytest.mark.rule("G14")
def test_where_one_inspector_is_alone_the_judges_delegate_judges_his_reads_and_nobody_elses(desk, own_read):
    row, drawn = own_read
    item, delegate = desk.do(desk.cast["inspector"], drawn), desk.cast["delegate"]
    desk.ask(desk.enrol("cousin", "سالم علي باقنزل"), now=NOW + timedelta(days=1))
    found = next(one for one in desk.review(now=NEXT_NIGHT + timedelta(days=1)) if one.pattern == "own_family")
    with acting_as(system_actor("review")):
        other = SampleItem.objects.create(sample=item.sample, entry_id=found.entry_ids[0], why="relative", place=9)
    client = signed_in("delegate")
    home = client.get(reverse("desk:home")).text
    own, week = (
        reverse(f"oversight:{name}", args=[pk]) for name, pk in (("finding", row.id), ("sample", item.sample_id))
    )
    for url in (own, week):
        assert url in home
        assert client.get(url).status_code == 200
    for name, pk in (("finding", found.id), ("sample_item", other.id)):
        assert client.get(reverse(f"oversight:{name}", args=[pk])).status_code == 404
    assert "INS/2026/7" in client.get(own).text
    with pytest.raises(NotPermitted):
        desk.do(delegate, actions.ask_reason, about_id=row.id, question=QUESTION)
    for act, given in ((actions.close_finding, {"finding_id": found.id, "done": DONE}),
                       (actions.judge_item, {"item_id": other.id, "verdict": "fits"})):  # fmt: skip
        with pytest.raises(NotFound):
            desk.do(delegate, act, **given)
    with acting_as(delegate):
        assert Finding.objects.filter(id=found.id).update(closed_at=NOW, closed_by=delegate.user_id) == 0

    assert client.post(own, {"done": DONE}).status_code == 302
    assert client.post(reverse("oversight:sample_item", args=[item.id]), {"verdict": "fits"}).status_code == 302

    with acting_as(desk.cast["inspector"]):
        assert (
            Finding.objects.get(id=row.id).closed_by == SampleItem.objects.get(id=item.id).judged_by == delegate.user_id
        )
    [clock] = desk.do(system_actor("clock"), clocks.of_subject, item.sample_id)
    assert clock.met_at is None  # another read of that week waits for the inspector


@pytest.mark.rule("G14")
def test_the_agency_answers_and_whoever_read_neither_sees_nor_answers_it(desk, finding):
    cousin, colleague = access_queries.actor_by_handle("cousin"), desk.cast["colleague"]
    row = desk.do(desk.cast["inspector"], actions.ask_reason, about_id=finding.id, question=QUESTION)

    assert desk.do(cousin, queries.questions) == []
    assert desk.do(desk.cast["owner"], queries.questions) == []
    with pytest.raises(NotFound):
        desk.do(cousin, actions.answer_question, question_id=row.id, answer=DONE)
    assert [one.id for one in desk.do(colleague, queries.questions)] == [row.id]
    with pytest.raises(Invalid):
        desk.do(colleague, actions.answer_question, question_id=row.id, answer="تم")

    answered = desk.do(colleague, actions.answer_question, question_id=row.id, answer=DONE)

    assert answered.answer == DONE
    with acting_as(desk.cast["inspector"]):
        assert Finding.objects.get().closed_at is None
        trail = {entry.act for entry in log.of_subject(row.id)}
    assert trail == {"oversight.reason_asked", "oversight.reason_given"}
    with pytest.raises(AlreadySettled):
        desk.do(colleague, actions.answer_question, question_id=row.id, answer=DONE)


def test_a_second_question_waits_for_the_first_answer(desk, finding):
    desk.do(desk.cast["inspector"], actions.ask_reason, about_id=finding.id, question=QUESTION)

    with pytest.raises(AlreadySettled):
        desk.do(desk.cast["inspector"], actions.ask_reason, about_id=finding.id, question=QUESTION)
    with acting_as(desk.cast["inspector"]):
        assert Question.objects.count() == 1


@pytest.mark.rule("G13")
def test_after_a_long_silence_the_inspector_is_told_of_lost_days_and_no_week_stays_without_a_sample(desk):
    desk.review(now=NOW - timedelta(days=45))
    desk.review()
    desk.review()
    review, inspector = system_actor("review"), desk.cast["inspector"]
    while desk.do(review, actions.draw_sample, now=NEXT_NIGHT):
        pass

    with acting_as(inspector):
        [alarm] = [one for one in clocks.open_alarms() if one.code == "READS-NOT-CHECKED"]
        lost = sorted(ReviewDay.objects.filter(checked_at=None).values_list("day", flat=True))
        weeks = list(Sample.objects.order_by("drawn_at", "week_on").values_list("week_on", flat=True))
    assert len(lost) == 15
    assert alarm.reference == f"{lost[0].isoformat()} – {lost[-1].isoformat()}"
    assert alarm.late_minutes > 40 * 24 * 60
    assert weeks == [weeks[0] + place * timedelta(days=7) for place in range(len(weeks))]
    assert 6 <= len(weeks) <= 8


@pytest.mark.rule("G13")
def test_the_sample_is_drawn_once_with_every_read_of_a_relative_and_can_be_drawn_again(desk):
    cousin = desk.enrol("cousin", "سالم علي باقنزل")
    desk.review(now=NOW - timedelta(days=5))
    for place in range(60):
        desk.ask("stranger", draft(f"سالم علي عمر باعبيد {place}", birth="1990"), purpose="CHECKPOINT_IDENTITY",
                 now=NOW + timedelta(seconds=place))  # fmt: skip
    desk.ask(cousin)
    desk.ask(cousin, KHALED)
    desk.review()
    review = system_actor("review")
    public = desk.do(desk.cast["inspector"], lambda: log.reads(limit=500)[30])
    told = {"pattern": "shielded", "reader_id": public.user_id, "agency_id": desk.cast["asker"].home,
            "day": public.at.date(), "entry_ids": [public.id], "found_at": NOW}  # fmt: skip
    desk.do(review, lambda: Finding.objects.bulk_create([Finding(**told)]))

    drawn_on, row = [], None
    while sample := desk.do(review, actions.draw_sample, now=NOW + timedelta(days=7)):
        drawn_on, row = [*drawn_on, sample.week_on], sample

    assert drawn_on == sorted(set(drawn_on))
    with acting_as(desk.cast["inspector"]):
        items = list(SampleItem.objects.filter(sample=row))
        every = [entry.id for entry in log.reads(limit=500)]
        [found] = Finding.objects.filter(pattern="own_family")
    drawn = [one.entry_id for one in sorted(items, key=lambda one: one.place) if one.why == "drawn"]
    again = sampling.draw(row.week_on, lambda: sorted(every), percent=row.percent)
    assert (drawn, row.seed) == (again.entries, again.seed)
    assert row.population == 62
    assert len(drawn) == 2
    assert set(found.entry_ids) <= {one.entry_id for one in items}
    assert [one.why for one in items if one.entry_id == public.id] == ["shielded"]


@pytest.fixture
def item(desk):
    desk.ask("asker")
    desk.do(system_actor("review"), actions.draw_sample, now=NOW + timedelta(days=7))
    with acting_as(desk.cast["inspector"]):
        return SampleItem.objects.get()


@pytest.mark.rule("G14")
def test_where_the_inspector_does_not_look_the_second_institution_is_told(desk, item):
    desk.ask(desk.enrol("cousin", "سالم علي باقنزل"))
    [found] = desk.review()
    clock, late = system_actor("clock"), NOW + timedelta(days=40)
    heard = lambda who: {(one.code, one.is_escalation) for one in desk.do(desk.cast[who], clocks.open_alarms)}  # noqa: E731

    desk.do(clock, clock_actions.raise_due, now=late)

    assert heard("inspector") >= {("READ-SAMPLE", False), ("READ-FINDING", False)}
    assert heard("delegate") == {("READ-SAMPLE", True), ("READ-FINDING", True)}
    desk.do(desk.cast["inspector"], actions.judge_item, item_id=item.id, verdict="asked")
    assert desk.do(clock, clocks.of_subject, item.sample_id)[0].met_at is None
    desk.do(desk.cast["inspector"], actions.judge_item, item_id=item.id, verdict="fits")
    desk.do(desk.cast["inspector"], actions.close_finding, finding_id=found.id, done=DONE)
    [sample], [finding] = (desk.do(clock, clocks.of_subject, one) for one in (item.sample_id, found.id))
    assert None not in (sample.met_at, finding.met_at)
    assert not {code for code, _ in heard("inspector")} & {"READ-SAMPLE", "READ-FINDING"}


def test_each_read_of_the_sample_gets_a_verdict_of_the_inspector(desk, item):
    judge = lambda who, **told: desk.do(desk.cast[who], actions.judge_item, item_id=item.id, **told)  # noqa: E731
    with pytest.raises(NotFound):
        judge("colleague", verdict="fits")
    with pytest.raises(Invalid):
        judge("inspector", verdict="perhaps")
    with pytest.raises(Invalid):
        judge("inspector", verdict="does_not", words="لا")

    judge("inspector", verdict="asked")
    row = judge("inspector", verdict="does_not", words="لا قضية بهذا الرقم")

    assert row.verdict == "does_not"
    with pytest.raises(AlreadySettled):
        judge("inspector", verdict="fits")


def test_the_agency_is_asked_about_a_read_of_the_sample(desk, item):
    row = desk.do(desk.cast["inspector"], actions.ask_reason, about_id=item.id, question=QUESTION)

    assert row.agency_id == desk.cast["asker"].agency_id
    assert row.entry_ids == [item.entry_id]


def test_the_pages_of_reads_are_found_by_person_by_member_and_by_reference(desk, finding):
    client, url = signed_in("inspector"), reverse("oversight:reads")
    with acting_as(desk.cast["inspector"]):
        [entry] = log.reads(reference="CP/2026-11/7")

    for wanted in (str(entry.subject_id), "cousin", "CP/2026-11/7"):
        answer = client.post(url, {"q": wanted}, follow=True)
        assert "CP/2026-11/7" in answer.content.decode()
        assert answer.redirect_chain == [(url, 302)]  # nobody's handle or name is in an address
    assert "CP/2026-11/7" not in client.post(url, {"q": "stranger"}, follow=True).content.decode()
    page = client.get(reverse("oversight:finding", args=[finding.id])).content.decode()
    assert "cousin" in page
    assert "باقنزل" not in page


def test_a_finding_is_asked_about_answered_and_closed_on_its_pages(desk, finding):
    inspector, url = signed_in("inspector"), reverse("oversight:finding", args=[finding.id])
    assert inspector.post(url, {"question": "لم"}).status_code == 422
    assert inspector.post(url, {"question": QUESTION}).status_code == 302
    with acting_as(desk.cast["inspector"]):
        asked = Question.objects.get()
    answer = reverse("oversight:question", args=[asked.id])
    assert signed_in("cousin").get(answer).status_code == 404
    colleague = signed_in("colleague")
    assert answer in colleague.get(reverse("oversight:owed")).content.decode()
    assert answer in colleague.get(reverse("desk:home")).content.decode()
    assert colleague.post(answer, {"answer": DONE}).status_code == 302
    assert inspector.post(url, {"done": "تم"}).status_code == 422
    assert inspector.post(url, {"done": DONE}).status_code == 302
    assert DONE in inspector.get(url).content.decode()
    assert "cousin" in inspector.get(reverse("oversight:findings"), {"closed": "on"}).content.decode()


def test_a_sample_is_judged_on_its_pages(desk, item):
    client = signed_in("inspector")
    page = client.get(reverse("oversight:samples")).content.decode()
    assert reverse("oversight:sample", args=[item.sample_id]) in page
    url = reverse("oversight:sample_item", args=[item.id])
    assert client.post(url, {"verdict": ""}).status_code == 422
    assert client.post(url, {"verdict": "fits"}).status_code == 302
    assert "Fits its reference" in client.get(reverse("oversight:sample", args=[item.sample_id])).content.decode()
    with acting_as(desk.cast["inspector"]):
        assert Sample.objects.count() == 1


@pytest.mark.rule("G13")
def test_whom_a_list_shows_count_as_people_who_were_read_about(desk):
    usual = charter.current().jurisdiction.usual_reads_per_hour
    often, wide = desk.cast["receiver"], desk.cast["custodian"]
    pages = [[uuid4() for _ in range(usual // 2)] for _ in range(3)]
    told = {"purpose": "OPEN_CASE", "reference": "INS/2026/7", "owner_id": None, "at": NOW}

    for reader, shown in [*((wide, page) for page in pages), *((often, pages[0]) for _ in range(3))]:
        about = told | {"actor": reader, "shown": shown}
        desk.do(reader, lambda about=about: audit.record_read("custody.list_read", ("custody.register", None), **about))

    assert patterns(desk.review()) == {("bulk", wide.user_id)}
