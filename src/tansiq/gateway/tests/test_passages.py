import html
from dataclasses import replace
from datetime import timedelta

import pytest
from browse import signed_in
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from stage import NOW

from tansiq.gateway import actions, checks, passages, rules
from tansiq.gateway.errors import ExportNotAllowed, NotAPassage


@pytest.mark.rule("W-1", "W-3")
def test_what_is_not_in_the_table_cannot_pass(cast, do):
    notice = passages.Notice(code="X", reference="1")

    with pytest.raises(NotAPassage):
        do(
            cast["owner"],
            passages.cross,
            "intelligence_to_case",
            notice,
            actor=cast["owner"],
            now=NOW,
            owner_id=cast["owner"].home,
        )
    with pytest.raises(NotAPassage):
        do(cast["owner"], passages.cross, "recall", notice, actor=cast["owner"], now=NOW, owner_id=cast["owner"].home)


@pytest.mark.rule("W-1")
def test_where_a_person_decides_nothing_passes_without_the_decision(cast, do):
    packet = passages.SanitisedAssessment(text="x", warned="y", handling="P", conditions="")

    with pytest.raises(NotAPassage):
        do(
            cast["owner"],
            passages.cross,
            "assessment",
            packet,
            actor=cast["owner"],
            now=NOW,
            owner_id=cast["owner"].home,
        )


@pytest.mark.rule("RL-10", "W-3")
@pytest.mark.parametrize(("sender", "receiver"), sorted(checks.NEVER))
def test_a_passage_that_leads_where_nothing_may_go_fails_the_check(sender, receiver):
    row = replace(passages.PASSAGES["information"], code="x", sender=sender, receiver=receiver)

    assert [fault.id for fault in checks.forbidden_passages([row])] == ["tansiq.E003"]
    assert checks.forbidden_passages(passages.PASSAGES.values()) == []


@pytest.mark.rule("W-3")
def test_no_passage_leads_from_intelligence_into_a_case():
    assert not [p for p in passages.PASSAGES.values() if p.sender == "intelligence" and p.receiver == "casework"]


@pytest.mark.rule("RL-05", "RL-09", "RL-12", "RL-13", "G18", "G28", "E50")
@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("subjects", ["name", "home", "coordinates"]), ("removed_persons", []), ("asks_of_my_agency", ["number", "name"]),
        ("asks_of_my_agency", ["coordinates"]), ("everything", []), ("", []),
    ],
)  # fmt: skip
def test_no_export_holds_a_person(cast, do, kind, columns):
    with pytest.raises(ExportNotAllowed):
        do(cast["asker"], actions.export, kind=kind, columns=columns)


@pytest.mark.rule("G18")
def test_what_leaves_says_who_took_it_and_until_when_it_may_be_kept(cast, do):
    told = do(cast["asker"], actions.export, kind="asks_of_my_agency", columns=[])

    assert (told.taken_by, told.taken_at) == (cast["asker"].handle, NOW)
    assert told.delete_by - NOW.date() == timedelta(days=30)


def test_what_is_refused_elsewhere_is_no_export_while_the_month_runs(cast, do):
    with pytest.raises(ExportNotAllowed):
        do(cast["asker"], actions.export, kind="refusals_by_code", columns=[])


@given(enough=st.booleans(), number=st.booleans(), fits=st.booleans(), shares=st.booleans(), confirmed=st.booleans())
def test_nobody_is_arrested_on_an_order_that_does_not_fit_or_on_a_name(enough, number, fits, shares, confirmed):
    told = rules.answer(
        enough=enough, number=number, order_fits=fits, order_shares_identifier=shares, confirmed=confirmed
    )

    assert (told == "arrest_order") == (fits and (shares or confirmed))
    assert told != "no_record_for_you" or not (number or fits)


@given(st.text(max_size=200))
def test_any_text_is_one_person_or_a_list(text):
    assert rules.is_list_of_people(text) in (True, False)


@pytest.mark.django_db
def test_the_page_of_passages_tells_every_one_in_words(cast):
    page = signed_in("asker").get("/passages/")

    assert page.status_code == 200
    told = html.unescape(page.content.decode())
    with translation.override("en"):
        assert [row.code for row in passages.PASSAGES.values() if str(row.words) not in told] == []
