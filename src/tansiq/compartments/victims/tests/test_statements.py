"""What an heir says before anybody is accused: kept, and taken up by the same heir against one accused."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from arabic import western
from browse import signed_in
from django.apps import apps
from django.db import ProgrammingError, transaction
from django.urls import reverse
from stage import NOW
from victims_matter import DAY, PAPER

from tansiq.compartments.victims import actions, ledger, papers, queries
from tansiq.compartments.victims.desk import desk_lines
from tansiq.compartments.victims.drafts import HeirDraft, WaiverDraft
from tansiq.compartments.victims.errors import AlreadyDone, AnotherHeir, OneAccused
from tansiq.compartments.victims.models import Entry, Hold, Party, Statement
from tansiq.compartments.victims.said import unasked
from tansiq.compartments.victims.sheets import Sheet
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
SAID = WaiverDraft(
    heir="", heir_name="فاطمة سالم عوض باغويطة", victims=("V1",), accused=(), qisas=True, diya="kept",
    channel="session", signed_by="فاطمة سالم عوض باغويطة", offered_by="لا أحد", paid="لا شيء",
)  # fmt: skip
TOLD = {"on": DAY, "paper": PAPER}


@pytest.fixture
def alone(matter):
    """A file of a victim, without certificate and without an accused."""
    office = matter.cast["office"]
    row = matter.run(office, actions.open_matter, court_id=None)
    matter.run(office, actions.add_victim, matter_id=row.id, name="سالم عوض", died_on=DAY, is_identified=True, **TOLD)
    return row


@pytest.fixture
def said(matter, alone):
    return matter.do("office", actions.state_waiver, matter_id=alone.id, draft=SAID, **TOLD)


def accuse(matter, alone, reference="ج/2026/90", now=NOW):
    told = TOLD | {"age_at_act": "adult", "now": now}
    return matter.do("office", actions.add_accused, matter_id=alone.id, reference=reference, **told)


def again(matter, alone, said, **change):
    draft = replace(SAID, heir="H1", heir_name="", signed_by="H1", accused=("A1",))
    return matter.do(
        "office", actions.record_waiver, matter_id=alone.id, draft=replace(draft, **change), statement_id=said.id, **TOLD
    )  # fmt: skip


def seen(matter, model, who="office", **where):
    with acting_as(matter.cast[who]):
        return list(model.objects.filter(**where))


@pytest.mark.rule("W-4")
def test_an_heir_who_comes_before_anybody_is_accused_is_heard(matter, alone, said):
    assert (said.heir.code, said.heir.name, said.told["signed_by"]) == ("H1", SAID.heir_name, "self")
    assert seen(matter, Statement, matter_id=alone.id) == [said]


@pytest.mark.rule("JUD-04")
def test_nobodys_right_changes_by_it(matter, alone, said):
    for reference in ("ج/2026/90", "ج/2026/91"):
        accuse(matter, alone, reference)

    rows = seen(matter, Entry, matter_id=alone.id)
    assert {row.kind for row in rows} == {"victim", "accused"}
    with acting_as(matter.cast["office"]):
        answer = ledger.answer_of(rows, at=NOW)
    assert [(right.stop, right.heirs) for right in answer.rights] == [(False, ()), (False, ())]


def held(matter, alone):
    """Codes of the accused for whom a stop stands."""
    rows = seen(matter, Hold, matter_id=alone.id, lifted_at=None)
    return sorted(row.code for row in seen(matter, Party, id__in=[one.party_id for one in rows]))


@pytest.mark.rule("Q-23")
def test_whoever_is_accused_later_is_held_until_a_judge_has_ruled(matter, alone, said):
    accuse(matter, alone)
    assert held(matter, alone) == ["A1"]
    [task] = seen(matter, Hold, matter_id=alone.id)
    assert len(task.stop_ids) == 3  # two prisons and a prosecution
    matter.do("office", actions.withdraw_statement, statement_id=said.id)
    assert held(matter, alone) == ["A1"]
    accuse(matter, alone, "ج/2026/91", NOW + timedelta(minutes=1))
    assert held(matter, alone) == ["A1"]


@pytest.mark.rule("Q-23", "Q-05")
def test_a_judge_ends_the_stop_by_the_number_of_the_record_and_for_those_accused_until_then(matter, alone):
    key = alone.id
    matter.do("office", actions.name_court, matter_id=key, court_id=matter.matter.court_id)
    said = matter.do("office", actions.state_waiver, matter_id=key, draft=SAID, **TOLD)
    accuse(matter, alone)
    ruled = {"statement_id": said.id, "judge": "القاضي", "on": NOW.date(), "paper": "محضر الجلسة"}
    with pytest.raises(NotPermitted):
        matter.do("office", actions.rule_on_statement, record="م/4", **ruled)
    matter.do("judge", actions.rule_on_statement, record="", **ruled)
    assert held(matter, alone) == ["A1"]
    client, to = signed_in("judge"), reverse("victims:statement_ruled", args=[said.id])
    session = client.session
    session["purpose"], session["reference"] = "OPEN_CASE", alone.number
    session.save()
    assert to in client.get(reverse("victims:matter", args=[key])).text
    assert client.get(to).status_code == 200
    assert signed_in("office").get(to).status_code == 403
    answer = client.post(to, {"on": NOW.date().isoformat(), "paper": "محضر الجلسة", "record": "م/4", "judge": "القاضي"})

    assert answer.status_code == 302, answer.text
    assert held(matter, alone) == []
    with acting_as(matter.cast["office"]):
        assert ledger.answer_of(Entry.objects.filter(matter_id=key), at=NOW).refused == ()


@pytest.mark.rule("Q-23")
def test_a_paper_that_names_none_of_those_accused_holds_them_all(matter):
    draft = replace(SAID, heir="H2", heir_name="", signed_by="H2")
    matter.do("office", actions.state_waiver, matter_id=matter.matter.id, draft=replace(draft, qisas=False), **TOLD)
    assert held(matter, matter.matter) == []
    matter.do("office", actions.state_waiver, matter_id=matter.matter.id, draft=draft, **TOLD)
    assert held(matter, matter.matter) == ["A1"]
    # The court reads on paper what its task is about.
    told = matter.do(
        "judge", queries.matter_file, actor=matter.cast["judge"], now=NOW, matter_id=matter.matter.id, at=NOW,
        purpose="OPEN_CASE", reference="7",
    )  # fmt: skip
    sheet = Sheet("en", NOW.date(), NOW, "office")
    made = [papers.state_sheet(told, sheet), papers.timeline_sheet(told, sheet)]
    state, timeline = (str([block.told() for block in paper.blocks]) for paper in made)
    assert "that name nobody" in state
    assert "A waiver" in timeline


@pytest.mark.rule("Q-23")
def test_the_protection_desk_is_told_of_who_spoke(matter, said):
    [threat] = seen(matter, apps.get_model("protection", "Threat"), "guard")
    assert "H1" in threat.threatened
    assert "باغويطة" not in threat.words


@pytest.mark.rule("JUD-04")
def test_the_same_heir_says_it_again_against_one_accused(matter, alone, said):
    for reference in ("ج/2026/90", "ج/2026/91"):
        accuse(matter, alone, reference)
    made = again(matter, alone, said)

    assert (made.statement_id, made.event["waiver"], made.event["accused"]) == (said.id, "W1", ["A1"])
    assert held(matter, alone) == ["A1", "A2"]
    with pytest.raises(OneAccused):
        again(matter, alone, said, accused=("A1", "A2"))
    assert again(matter, alone, said, accused=("A2",)).event["accused"] == ["A2"]


@pytest.mark.rule("JUD-04")
@pytest.mark.parametrize("change", [{"heir_name": "عمه", "heir": "", "signed_by": "عمه"}, {"signed_by": "عمه"}])
def test_nobody_takes_up_what_another_heir_said(matter, alone, said, change):
    accuse(matter, alone)

    with pytest.raises(AnotherHeir):
        again(matter, alone, said, **change)


@pytest.mark.rule("JUD-04")
def test_the_wall_ties_what_is_taken_up_to_its_heir(matter, alone, said):
    accuse(matter, alone)
    made = again(matter, alone, said)

    with acting_as(matter.cast["office"]), transaction.atomic():
        other = Party.objects.get(matter=matter.matter, code="H1")
        made.pk, made.number, made.heir = None, 90, other
        with pytest.raises(ProgrammingError), transaction.atomic():
            made.save(force_insert=True)


def test_what_the_heir_takes_back_is_asked_about_no_more(matter, alone, said):
    accuse(matter, alone)
    with acting_as(matter.cast["office"]):
        assert any(line.reference == f"{alone.number} H1" for line in desk_lines(matter.cast["office"], NOW))
    matter.do("office", actions.withdraw_statement, statement_id=said.id)

    with acting_as(matter.cast["office"]):
        assert unasked() == []
    with pytest.raises(AlreadyDone):
        matter.do("office", actions.withdraw_statement, statement_id=said.id)
    with pytest.raises(NotFound):
        again(matter, alone, said)


def test_an_accused_against_whom_the_heir_was_asked_is_not_asked_about_again(matter, alone, said):
    accuse(matter, alone)
    again(matter, alone, said)

    with acting_as(matter.cast["office"]):
        assert unasked() == []


def test_a_request_is_kept_too(matter, alone):
    row = matter.do("office", actions.state_request, matter_id=alone.id, heir="", heir_name="أخوه", victim="V1", **TOLD)
    accuse(matter, alone)
    made = matter.do("office", actions.record_request, matter_id=alone.id, heir="H1", victim="V1", accused="A1",
                     statement_id=row.id, **TOLD)  # fmt: skip

    assert (row.kind, made.statement_id) == ("request", row.id)


@pytest.mark.parametrize(
    "change", [{"victims": ()}, {"victims": ("V7",)}, {"paid": " "}, {"heir_name": ""}, {"accused": ("A1",)},
               {"diya": "perhaps"}, {"heir": "H9"}],
)  # fmt: skip
def test_a_statement_says_as_much_as_a_waiver(matter, alone, change):
    accuse(matter, alone)
    with pytest.raises(Invalid):
        matter.do("office", actions.state_waiver, matter_id=alone.id, draft=replace(SAID, **change), **TOLD)


def test_it_is_read_as_a_wish_is(matter):
    row = matter.do("office", actions.state_waiver, matter_id=matter.matter.id,
                    draft=replace(SAID, heir="H2", heir_name=""), **TOLD)  # fmt: skip
    matter.do("office", actions.name_counsel, matter_id=matter.matter.id, heir="H1", handle="counsel", mandate="7")

    assert [seen(matter, Statement, who) for who in ("judge", "counsel", "prosecutor")] == [[row], [], []]
    with pytest.raises(NotPermitted):
        matter.do("judge", actions.withdraw_statement, statement_id=row.id)


@pytest.mark.rule("Q-23")
def test_who_has_a_code_because_she_spoke_is_nothing_for_counsel_of_another_heir(matter):
    office, key = "office", matter.matter.id
    matter.do(office, actions.name_counsel, matter_id=key, heir="H1", handle="counsel", mandate="7")
    matter.do(office, actions.state_waiver, matter_id=key, draft=SAID, **TOLD)
    matter.fact("heir_died", heir="H5")
    client = signed_in("counsel")
    session = client.session
    session["purpose"], session["reference"] = "OPEN_CASE", matter.matter.number
    session.save()
    page = client.get(reverse("victims:matter", args=[key])).text

    assert [row.code for row in seen(matter, Party, "counsel", kind="heir")] == ["H1", "H2", "H3", "H4"]
    assert [row.code for row in seen(matter, Party, "judge", code="H5")] == ["H5"]
    assert "H4" in page
    assert not re.search(r"\bH5\b", page)  # a token of the form may hold the two signs
    assert SAID.heir_name not in page
    heirs = [HeirDraft("1/8", "capable", code="H1"), HeirDraft("7/8", "capable", code="H5")]
    matter.do(office, actions.record_certificate, matter_id=key, victim="V1", court="محكمة المكلا", number="ح/10",
              heirs=heirs, **TOLD)  # fmt: skip
    assert seen(matter, Party, "counsel", code="H5")


@pytest.mark.rule("Q-23")
def test_counsel_of_an_heir_whom_no_certificate_names_sees_the_own_heir(matter, alone, said):
    matter.do("office", actions.name_counsel, matter_id=alone.id, heir="H1", handle="counsel", mandate="7")

    assert [row.code for row in seen(matter, Party, "counsel", kind="heir")] == ["H1"]


@pytest.mark.rule("W-4")
def test_the_page_keeps_what_names_nobody_and_lets_it_be_taken_up(matter, alone):
    client, to = signed_in("office"), reverse("victims:waiver_new", args=[alone.id])
    typed = {
        "on": "2026-11-01", "paper": "أقوالها", "heir_name": SAID.heir_name, "victims": ["V1"], "qisas": "yes",
        "diya": "kept", "channel": "session", "signed_by": SAID.heir_name, "offered_by": "لا أحد", "paid": "لا شيء",
    }  # fmt: skip
    assert client.post(to, typed).status_code == 422
    assert client.post(to, typed | {"names_nobody": "on"}).status_code == 302
    [row] = seen(matter, Statement, matter_id=alone.id)
    accuse(matter, alone)

    page = client.get(f"{to}?statement={row.id}").content.decode()
    assert '<option value="H1" selected>' in page
    shown = client.get(reverse("victims:matter", args=[alone.id])).content.decode()
    assert f"{to}?statement={row.id}" in shown


def test_the_page_of_what_is_said_again_asks_for_the_accused_and_keeps_what_was_typed(matter, alone):
    row = matter.do("office", actions.state_request, matter_id=alone.id, heir="", heir_name="أخوه", victim="V1", **TOLD)
    accuse(matter, alone)
    to = f"{reverse('victims:request_new', args=[alone.id])}?statement={row.id}"
    typed = {"on": "2026-11-01", "paper": "أقواله أمامنا", "heir": "H1", "victim": "V1", "names_nobody": "on"}
    answer = signed_in("office").post(to, typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["__all__", "accused"])
    assert "أقواله أمامنا" in answer.text
    assert seen(matter, Entry, matter_id=alone.id, kind="request") == []


def test_a_day_that_cannot_be_read_asks_for_nothing_that_was_answered_otherwise(matter, alone):
    typed = {"on": "??", "paper": "أقواله", "heir_name": "أخوه", "victim": "V1", "names_nobody": "on"}
    client, to = signed_in("office"), reverse("victims:request_new", args=[alone.id])

    assert list(client.post(to, typed).context["form"].errors) == ["on"]
    del typed["heir_name"], typed["names_nobody"]
    assert list(client.post(to, typed).context["form"].errors) == ["on", "heir", "accused"]


def test_the_page_of_a_certificate_writes_its_example_as_its_reader_counts(matter):
    page = signed_in("office", lang="ar").get(reverse("victims:certificate", args=[matter.matter.id])).text

    assert "النصيب، مثل الثُّمن: ١/٨" in page
    assert western(page) == []


@pytest.mark.rule("G10")
def test_a_session_with_an_heir_whom_nobody_asked_how_to_meet_is_told(matter, alone, said):
    accuse(matter, alone)
    again(matter, alone, said)
    fields = {"is_alone": True, "was_read_aloud": True, "reader": "", "counsellor": "محامية", "place": "المكتب",
              "words": "قالت إنها تعفو"}  # fmt: skip
    matter.do("woman", actions.hold_session, matter_id=alone.id, waiver="W1", **fields)
    made = matter.do("office", actions.record_waiver, matter_id=matter.matter.id, **TOLD,
                     draft=replace(SAID, heir="H1", heir_name="", accused=("A1",)))  # fmt: skip
    matter.do("woman", actions.hold_session, matter_id=matter.matter.id, waiver=made.event["waiver"], **fields)
    matter.do("woman", actions.withdraw_consent, party_id=matter.id("H1"))
    matter.do("woman", actions.hold_session, matter_id=matter.matter.id, waiver=made.event["waiver"], **fields)

    codes = [row.code for row in seen(matter, apps.get_model("oversight.Notice"), "inspector")]
    assert sorted(codes) == ["CONTACT_WITHOUT_CONSENT", "SESSION_WITHOUT_CONTACT_PLAN"]


def test_a_stop_leads_whoever_may_open_its_file_there_and_the_inspector_nowhere(matter, alone, said):
    accuse(matter, alone)
    there, page = reverse("victims:matter", args=[alone.id]), reverse("victims:holds")

    assert there in signed_in("office").get(page).text
    assert alone.number in (told := signed_in("inspector").get(page).text)
    assert there not in told
