"""Redress: filed at a desk, protected at once, decided by the inspector, put right by whoever holds anything."""

import re
from datetime import timedelta

import pytest
from browse import signed_in
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from stage import KHALED, NOW, accepting, draft

from tansiq.compartments.oversight import actions, letters, queries
from tansiq.compartments.oversight.actions import complaints as decided
from tansiq.compartments.oversight.actions.redress import GROUNDS
from tansiq.compartments.oversight.errors import AlreadySettled, NoReader, NotOnThisGround, SecondPerson
from tansiq.compartments.oversight.models import Complaint, HolderTask
from tansiq.compartments.oversight.rules.letters import is_plain, longest
from tansiq.gateway.errors import KeptWithoutBasis
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.audit import queries as log
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions.errors import ThinReasons
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted
from tansiq.people import actions as people
from tansiq.people.errors import ClearedPerson

STOPPED = "أوقفت مرتين باسم رجل آخر وأطلب تصحيح ذلك"
REASONS = "راجعت الطلب والأوراق واحدة واحدة"
NATIONAL = "01940060711"
MAN = draft("خالد سعيد عمر باقنزل", birth="1994", national=NATIONAL)


def hold(cast, do, kit, *, owner="owner"):
    """Something that an agency holds in confidence."""
    actor = accepting(cast[owner])
    checked = kit.checked(today=NOW.date())
    return do(actor, people.add_kit, owner_id=actor.home, checked=checked, index="held")


@pytest.mark.rule("G5")
def test_from_the_minute_of_filing_every_counter_answers_to_call_first(desk):
    assert desk.ask("asker", MAN).answer == "no_record_for_you"

    row = desk.file(MAN)

    for who, kit in (("asker", MAN), ("stranger", draft("سالم", redress=row.block_number)), ("watch", MAN)):
        purpose = {"purpose": "OPEN_CASE"} if who == "watch" else {}
        assert desk.ask(who, kit, **purpose).answer == "call_before_detaining"
    assert desk.ask("asker", KHALED).answer == "no_record_for_you"


def test_a_complaint_is_decided_whatever_its_number_is(desk, monkeypatch):
    monkeypatch.setattr(decided, "new_number", lambda kind: "K-2345-6789")
    row = desk.file(MAN)

    assert desk.decide(row, upheld=False).state == "refused"


@pytest.mark.rule("G5")
def test_without_any_paper_the_number_alone_protects(desk):
    row = desk.file(draft("خالد سعيد عمر باقنزل", birth="1994"), papers="")

    assert desk.ask("asker", draft("فلان", redress=row.block_number)).answer == "call_before_detaining"


@pytest.mark.rule("G18")
def test_nobody_is_entered_again_while_the_block_stands(desk, cast, do):
    desk.file(MAN)

    with pytest.raises(ClearedPerson):
        hold(cast, do, MAN)


def test_both_clocks_run_from_the_filing_and_the_receipt_meets_the_first(desk):
    row = desk.file()
    with acting_as(desk.cast["inspector"]):
        running = {one.code: one for one in clocks.of_subject(row.id)}
    assert set(running) == {"REDRESS-ACK", "REDRESS-DECIDE"}
    assert running["REDRESS-DECIDE"].due_at == row.due_at
    assert timedelta(days=19) < row.due_at - NOW < timedelta(days=24)

    desk.do(desk.cast["caseworker"], actions.hand_receipt, complaint_id=row.id)

    with acting_as(desk.cast["inspector"]):
        assert next(one for one in clocks.of_subject(row.id) if one.code == "REDRESS-ACK").met_at == NOW
    with pytest.raises(AlreadySettled):
        desk.do(desk.cast["caseworker"], actions.hand_receipt, complaint_id=row.id)


@pytest.mark.parametrize("who", ["asker", "analyst", "owner", "prosecutor", "watch"])
def test_only_a_desk_that_may_takes_complaints(desk, who):
    with pytest.raises(NotPermitted):
        desk.file(by=who)


@pytest.mark.parametrize(
    ("refusal", "fields"),
    [
        (Invalid, {"kind": "revenge"}), (Invalid, {"words": "ظلم"}), (NoReader, {"is_oral": True}),
        (Invalid, {"witness": "ا" * 121}),
    ],
)  # fmt: skip
def test_what_a_complaint_needs(desk, refusal, fields):
    with pytest.raises(refusal):
        desk.file(**fields)
    with acting_as(desk.cast["inspector"]):
        assert not Complaint.objects.exists()


def test_a_spoken_complaint_is_read_back_and_one_may_be_brought_for_another(desk):
    row = desk.file(is_oral=True, witness="إمام المسجد", filed_by_other="أخوه")

    assert (row.is_oral, row.witness, row.filed_by_other) == (True, "إمام المسجد", "أخوه")


def test_another_desk_and_the_security_agencies_see_no_complaint(desk):
    desk.file()

    for who in ("asker", "owner", "prosecutor", "accreditor", "delegate"):
        assert desk.do(desk.cast[who], queries.complaints) == []


@pytest.mark.rule("W-2")
def test_whoever_wrote_it_down_does_not_decide_it(desk):
    row = desk.file(by="inspector")

    with pytest.raises(SecondPerson):
        desk.decide(row)

    assert desk.decide(row, by="second_inspector").state == "upheld"


@pytest.mark.parametrize(
    ("refusal", "fields"),
    [
        (NotOnThisGround, {"ground": "identity_open"}), (NotOnThisGround, {"ground": ""}),
        (ThinReasons, {"reasons": "متابعة"}),
    ],
)  # fmt: skip
def test_a_decision_needs_a_ground_on_its_side_and_reasons(desk, refusal, fields):
    row = desk.file()

    with pytest.raises(refusal):
        desk.decide(row, **fields)
    with pytest.raises(NotPermitted):
        desk.decide(row, by="caseworker")


def test_more_time_is_taken_once_and_the_block_holds_on(desk):
    row = desk.file()

    longer = desk.do(desk.cast["inspector"], actions.extend_complaint, complaint_id=row.id, reasons=REASONS)

    assert longer.due_at > row.due_at + timedelta(days=14)
    assert desk.ask("asker", MAN).answer == "call_before_detaining"
    with pytest.raises(AlreadySettled):
        desk.do(desk.cast["inspector"], actions.extend_complaint, complaint_id=row.id, reasons=REASONS)
    assert desk.decide(row).state == "upheld"


def test_upheld_the_number_stays_and_refused_it_ends(desk):
    other = draft("سالم علي عمر باعبيد", birth="1980", national="019800002")
    for kit, upheld, answer in ((MAN, True, "call_before_detaining"), (other, False, "no_record_for_you")):
        row = desk.file(kit)
        desk.decide(row, upheld=upheld)

        assert desk.ask("asker", kit).answer == answer
        with pytest.raises(AlreadySettled):
            desk.decide(row, upheld=upheld)


def test_the_inspectors_reasons_stand_in_nothing_that_the_desk_reads(desk):
    row = desk.file()
    desk.do(desk.cast["inspector"], actions.extend_complaint, complaint_id=row.id, reasons=REASONS)
    desk.decide(row, upheld=False, reasons="لم يثبت لي من هو، والسبب عندي")

    with acting_as(desk.cast["caseworker"]), connection.cursor() as cursor:
        for table in ("audit_words", "decisions_decision", "oversight_complaint", "gateway_crossing"):
            cursor.execute(
                f"SELECT count(*) FROM {table} AS row WHERE row::text LIKE ANY (ARRAY['%والسبب%', '%واحدة%'])"
            )
            assert cursor.fetchone() == (0,), table


@pytest.mark.parametrize("kind", [kind for kind in Complaint.Kind.values if kind != "held"])
def test_each_holder_is_asked_puts_it_right_and_answers(open_desk, do, kind):
    cast = open_desk.cast
    kit = hold(cast, do, MAN)
    order = draft("خالد سعيد عمر باقنزل", birth="1994")
    hold(cast, do, order, owner="stranger")
    row = open_desk.file(MAN, kind=kind)
    open_desk.decide(row)

    tasks = open_desk.pass_on(row)

    assert {task.holder_id for task in tasks} == {cast["owner"].agency_id, cast["stranger"].agency_id}
    [mine] = do(cast["owner"], queries.tasks)
    assert (mine.held_kit_id, mine.is_certain) == (kit.id, True)
    assert open_desk.pass_on(row) == []
    for who in ("caseworker", "identity", "asker", "analyst", "delegate"):
        assert do(cast[who], queries.tasks) == []
    answer = {"task_id": mine.id, "reasons": REASONS}
    with pytest.raises(NotFound):
        do(cast["stranger"], actions.answer_task, did="done", **answer)
    with pytest.raises(KeptWithoutBasis):
        do(cast["owner"], actions.answer_task, did="kept", **answer)
    with pytest.raises(Invalid):
        do(cast["owner"], actions.answer_task, did="later", **answer)

    told = do(cast["owner"], actions.answer_task, did="kept", kept_basis="POLICE-INQUIRY", **answer)

    assert (told.did, told.kept_basis) == ("kept", "POLICE-INQUIRY")
    inspector = cast["inspector"]
    assert {task.did for task in do(inspector, lambda: list(HolderTask.objects.all()))} == {"", "kept"}
    assert do(inspector, lambda: clocks.of_subject(mine.id))[0].met_at == NOW
    with pytest.raises(AlreadySettled):
        do(cast["owner"], actions.answer_task, did="done", **answer)


def test_whoever_asks_what_is_held_about_him_is_answered_by_a_clock_of_its_own_and_by_no_number_for_ever(open_desk, do):
    hold(open_desk.cast, do, MAN)
    row = open_desk.file(MAN, kind="held")
    assert [clock.code for clock in do(open_desk.cast["inspector"], lambda: clocks.of_subject(row.id))][-1:] == [
        "HELD-ANSWER"
    ]
    assert open_desk.ask("asker", MAN).answer == "call_before_detaining"

    open_desk.decide(row)

    assert open_desk.pass_on(row) == []
    assert open_desk.ask("asker", MAN).answer == "no_record_for_you"
    assert all(clock.met_at for clock in do(open_desk.cast["inspector"], lambda: clocks.of_subject(row.id))[-1:])


@pytest.mark.rule("G21")
def test_who_complains_is_hidden_from_the_holder_until_shown_and_each_look_is_logged(open_desk, do):
    cast = open_desk.cast
    hold(cast, do, MAN)
    row = open_desk.file(MAN)
    open_desk.decide(row)
    [task] = open_desk.pass_on(row)
    client, url = signed_in("owner"), reverse("oversight:task", args=[task.id])
    assert reverse("oversight:task", args=[task.id]) in client.get(reverse("desk:home")).content.decode()
    page = client.get(url).content.decode()
    assert NATIONAL not in page
    assert "باقنزل" not in page

    shown = client.post(url, {"reveal": "1"}).content.decode()

    assert NATIONAL in shown
    assert "باقنزل" in shown
    [entry] = do(cast["inspector"], lambda: log.reads(subject_id=task.id))
    assert entry.act == "oversight.person_shown"
    assert (entry.user_id, entry.reference) == (cast["owner"].user_id, row.number)
    assert client.post(url, {"did": "done", "reasons": ""}).status_code == 422
    assert client.post(url, {"did": "done", "reasons": REASONS}).status_code == 302
    told = signed_in("inspector").get(reverse("oversight:complaint", args=[row.id])).content.decode()
    assert "Done: taken back" in told


def test_after_a_refusal_the_same_is_looked_up_and_nobody_is_asked(open_desk, do):
    hold(open_desk.cast, do, MAN)
    row = open_desk.file(MAN)
    open_desk.decide(row, upheld=False)

    assert open_desk.pass_on(row) == []
    assert do(open_desk.cast["inspector"], Complaint.objects.get).passed_at == NOW
    assert do(open_desk.cast["inspector"], HolderTask.objects.count) == 0


def _whole(client, row):
    """Every page of a complaint for the desk, with what is chance in it taken out, and how many queries each took."""
    told = []
    for name in ("complaint", "complaint_receipt", "complaint_letter"):
        with CaptureQueriesContext(connection) as queried:
            page = client.get(reverse(f"oversight:{name}", args=[row.id])).content.decode()
        page = page.replace(str(row.id), "ID").replace(row.number, "NUMBER").replace(row.block_number, "BLOCK")
        told.append((re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page), len(queried)))
    return told


@pytest.mark.rule("G5")
def test_a_complaint_of_a_person_held_by_two_agencies_looks_and_costs_as_that_of_one_held_by_none(open_desk, do):
    """Existence is never told (4.5)."""
    cast = open_desk.cast
    other = draft("سالم علي عمر باعبيد", birth="1980", national="019800002")
    hold(cast, do, MAN)
    hold(cast, do, MAN, owner="stranger")
    # The same reasons cost more the first time, whomever they are about.
    open_desk.decide(open_desk.file(draft("مبروك سعيد صالح باجبير", birth="1977", national="019770003")))
    pages, costs = [], []
    for kit in (MAN, other):
        with CaptureQueriesContext(connection) as queried:
            row = open_desk.file(kit)
            open_desk.decide(row)
        costs.append(len(queried))
        assert len(open_desk.pass_on(row)) == (2 if kit is MAN else 0)
        pages.append(_whole(signed_in("caseworker"), row))

    assert pages[0] == pages[1]
    assert costs[0] == costs[1]


@pytest.mark.rule("G26")
@pytest.mark.parametrize("kind", Complaint.Kind.values)
@pytest.mark.parametrize(("upheld", "ground"), [(side, one) for side, all_ in GROUNDS.items() for one in sorted(all_)])
def test_each_letter_says_what_why_by_whom_until_when_and_how_to_appeal_in_plain_words(desk, kind, upheld, ground):
    row = desk.file(kind=kind)
    desk.decide(row, upheld=upheld, ground=ground)
    row = desk.do(desk.cast["caseworker"], queries.complaint, row.id)

    with translation.override("en"), acting_as(desk.cast["caseworker"]):
        papers = letters.letter(row), letters.receipt(row)

    headings = ["موضوع الطلب", "القرار", "السبب", "ما لا تذكره هذه الرسالة", "من أصدر القرار", "التظلم من القرار"]
    if upheld and kind != "held":
        headings.insert(3, "ما يمكنك طلبه أيضًا")
    assert [one.heading for one in papers[0].paragraphs] == headings
    for paper in papers:
        for one in paper.paragraphs:
            assert re.search("[ء-ي]", one.text)
            assert not re.search("[A-Za-z]{2}", one.text.replace("watchers", ""))
            assert is_plain(one.text), (longest(one.text), one.text)
    assert bool(papers[0].protects) is (upheld and kind != "held")


def test_a_complaint_goes_through_its_pages(desk):
    clerk, inspector = signed_in("caseworker"), signed_in("inspector")
    url = reverse("oversight:complaint_new")
    typed = {"full": "خالد سعيد عمر باقنزل", "kind": "mistaken", "words": STOPPED, "is_oral": "on"}
    refused = clerk.post(url, typed)
    assert refused.status_code == 422
    assert STOPPED in refused.content.decode()
    answer = clerk.post(url, typed | {"witness": "جاره"})
    assert answer.status_code == 302
    receipt = clerk.get(answer["Location"]).content.decode()
    with acting_as(desk.cast["inspector"]):
        row = Complaint.objects.get()
    assert row.number in receipt
    assert row.block_number in receipt
    assert clerk.post(reverse("oversight:complaint_handed", args=[row.id])).status_code == 302
    assert clerk.get(reverse("oversight:complaint_letter", args=[row.id])).status_code == 404
    found = clerk.get(reverse("oversight:complaints"), {"number": row.number.lower()})
    assert found["Location"] == reverse("oversight:complaint", args=[row.id])
    assert clerk.get(reverse("oversight:complaints"), {"number": "K-2222-2222"}).status_code == 422
    decide = reverse("oversight:complaint_decide", args=[row.id])
    assert decide in inspector.get(reverse("desk:home")).content.decode()
    assert inspector.post(decide, {"outcome": "upheld", "ground": "", "reasons": REASONS}).status_code == 422
    assert inspector.post(decide, {"extend": "1", "reasons": REASONS}).status_code == 302
    chosen = {"outcome": "refused", "ground": "identity_open", "reasons": REASONS}
    assert inspector.post(decide, chosen).status_code == 302
    letter = clerk.get(reverse("oversight:complaint_letter", args=[row.id])).content.decode()
    assert REASONS not in letter
    assert 'lang="ar"' in letter


@pytest.mark.rule("RL-13", "G18")
def test_no_page_lists_who_was_cleared(desk):
    """A complaint is found by its number; a list of them names nobody, and nothing exports one."""
    row = desk.file()
    desk.decide(row)

    for who in ("caseworker", "inspector"):
        page = signed_in(who).get(reverse("oversight:complaints")).content.decode()
        assert row.number in page
        assert "باقنزل" not in page
        assert NATIONAL not in page


@pytest.mark.rule("G27")
def test_the_desk_learns_the_name_of_no_inspector_not_even_by_sql(desk):
    row = desk.file(MAN)
    desk.decide(row, upheld=False)
    desk.do(desk.cast["caseworker"], actions.file_appeal, complaint_id=row.id, words="لم يُنظر في أوراقي كلها")
    [appeal] = desk.do(desk.cast["second_inspector"], lambda: queries.appeals())
    desk.do(
        desk.cast["second_inspector"], actions.decide_appeal, appeal_id=appeal.id, is_upheld=True,
        ground="identity_shown", reasons=REASONS,
    )  # fmt: skip

    def everything():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT row_to_json(c)::text FROM oversight_complaint c UNION ALL"
                " SELECT row_to_json(a)::text FROM oversight_appeal a UNION ALL"
                " SELECT row_to_json(d)::text FROM decisions_decision d"
            )
            return [told for (told,) in cursor.fetchall()]

    seen = desk.do(desk.cast["caseworker"], everything)
    assert any(row.number in told for told in seen)
    named = [desk.cast[handle].name for handle in ("inspector", "second_inspector")]
    assert [told for told in seen if any(name in told for name in named)] == []
    # They stand in the decisions, which the inspectorate reads.
    assert all(name in " ".join(desk.do(desk.cast["inspector"], everything)) for name in named)


@pytest.mark.rule("W-2", "E31")
def test_an_inspector_decides_no_complaint_of_a_relative_whom_he_declared(desk):
    row = desk.file()
    kin = {"relation": "sibling", "ism": "خالد", "father": "سعيد", "family": "باقنزل"}
    desk.do(desk.cast["inspector"], access.declare_kin, **kin)

    with pytest.raises(ConflictOfInterest):
        desk.decide(row)
    desk.decide(row, by="second_inspector")
