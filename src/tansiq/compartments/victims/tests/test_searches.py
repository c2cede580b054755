"""Heirs whom nobody knows are searched for by a notice that endangers nobody; it touches no right (Q-19)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from browse import signed_in
from django.urls import reverse
from stage import NOW
from victims_matter import DAY, PAPER, opened

from tansiq.compartments.victims import actions, searches
from tansiq.compartments.victims.errors import AlreadyDone, NamesSomebody
from tansiq.compartments.victims.models import HeirSearch
from tansiq.kernel.charter.heirs import Heirs
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.db import acting_as
from tansiq.kernel.documents import Paragraph
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
SOON = NOW.date() + timedelta(days=30)
DRAFT = actions.NoticeDraft(place="مديرية المكلا", happened="صيف 2021", court="محكمة المكلا")


@pytest.fixture
def desk(cast, agencies, do) -> Any:
    return opened(cast, do, agencies["court"])


@pytest.fixture
def nobody(desk) -> Any:
    """Somebody died whom nobody has identified."""
    return desk.do("office", actions.add_victim, matter_id=desk.matter.id, name="", died_on=None, is_identified=False,
                   on=DAY, paper=PAPER)  # fmt: skip


def said(desk: Any, row: Any) -> str:
    """Every word of the notice."""
    with acting_as(desk.cast["office"]):
        paper = searches.notice(row, office="مكتب الضحايا", now=NOW)
    told = [paper.title, paper.reference]
    for block in paper.blocks:
        told += [block.heading, block.text] if isinstance(block, Paragraph) else [" ".join(one) for one in block.rows]
    return "\n".join(map(str, told))


def begin(desk: Any, victim: Any, *, by: str = "office", draft: Any = DRAFT, **given: Any) -> Any:
    return desk.do(by, actions.search_heirs, party_id=victim.id, draft=draft, **({"due_on": SOON} | given))


@pytest.mark.rule("Q-19")
def test_a_search_has_somebody_who_answers_for_it_a_day_and_an_outcome(desk, nobody, cast):
    row = begin(desk, nobody)
    assert (row.responsible, row.due_on) == (cast["office"].user, SOON)
    with acting_as(cast["office"]):
        [clock] = running.of_subject(row.id)
    assert clock.code == "HEIRS-SEARCH"
    assert clock.due_at.date() == SOON
    with pytest.raises(AlreadyDone):
        begin(desk, nobody)
    assert desk.do("woman", actions.take_search, search_id=row.id).responsible == cast["woman"].user
    for given, field in (({"outcome": "", "words": "علّق"}, "outcome"), ({"outcome": "none", "words": " "}, "words")):
        with pytest.raises(Invalid) as refusal:
            desk.do("office", actions.end_search, search_id=row.id, **given)
        assert refusal.value.errors[0]["field"] == field

    ended = desk.do("office", actions.end_search, search_id=row.id, outcome="none", words="علّق شهرًا ولم يأت أحد")

    assert ended.ended_at == NOW
    with acting_as(cast["office"]):
        assert running.of_subject(row.id)[0].met_at == NOW
    with acting_as(cast["registrar"]):
        assert [one.code for one in running.open_alarms() if one.subject_id == row.id] == ["HEIRS-NOT-FOUND"]
        assert HeirSearch.objects.get().outcome == "none"
    for name in ("take_search", "end_search"):
        more = {"outcome": "found", "words": "جاء أخوه"} if name == "end_search" else {}
        with pytest.raises(AlreadyDone):
            desk.do("office", getattr(actions, name), search_id=row.id, **more)
    begin(desk, nobody)


@pytest.mark.rule("Q-19")
@pytest.mark.parametrize(
    "change", [{"place": "بيت سعاد فرج سالم باغويطة"}, {"court": "قضية ج/2026/71"}, {"happened": "مع ناصر علي باغويطه"}]
)  # fmt: skip
def test_a_notice_names_nobody_whom_it_is_not_about(desk, nobody, change):
    with pytest.raises(NamesSomebody):
        begin(desk, nobody, draft=actions.NoticeDraft(**({"place": "المكلا"} | change)))


def test_only_the_office_searches_and_only_for_a_victim(desk, nobody):
    with pytest.raises(NotFound):
        begin(desk, desk.parties["H1"])
    with pytest.raises(NotPermitted):
        begin(desk, nobody, by="registrar")
    for given in ({"due_on": NOW.date()}, {"draft": actions.NoticeDraft(place=" ")},
                  {"draft": actions.NoticeDraft(place="المكلا", prints_name=True)}):  # fmt: skip
        with pytest.raises(Invalid):
            begin(desk, nobody, **given)


@pytest.mark.rule("Q-19", "W-5")
def test_the_notice_says_where_when_and_whom_to_ask_and_nothing_that_endangers(desk, nobody, monkeypatch):
    row = begin(desk, nobody)
    read = said(desk, row)
    for word in ("مديرية المكلا", "صيف 2021", "محكمة المكلا", row.number):
        assert word in read
    for word in (desk.matter.number, "ج/2026/71", "باغويطة", "قتل", "متهم", "قصاص", "دية"):
        assert word not in read
    assert "لم يُحدَّد يوم أخير" in read

    monkeypatch.setattr(Heirs, "setting", lambda self, code: "60" if code == searches.REPLY_DAYS else None)
    told = said(desk, row)
    assert "60" in told
    assert "لم يؤكد" in told


@pytest.mark.rule("Q-19")
def test_it_is_begun_and_ended_on_its_pages_and_the_court_reads_it(desk):
    office, victim, words = signed_in("office"), desk.parties["V1"], {"Accept-Language": "en"}
    typed = {"place": "المكلا", "prints_name": "on", "due_on": "2099-01-01"}
    page = office.post(reverse("victims:search_new", args=[victim.id]), typed).url
    assert (
        reverse("victims:search_new", args=[victim.id]) in office.get(reverse("victims:party", args=[victim.id])).text
    )
    with acting_as(desk.cast["office"]):
        row = HeirSearch.objects.get()
    notice = office.get(reverse("victims:search_notice", args=[row.id]))
    assert (notice["Content-Type"], notice.content[:4]) == ("application/pdf", b"%PDF")
    assert "ناصر علي باغويطة" in said(desk, row)
    assert office.post(page, {"outcome": "found", "words": "جاء أخوه"}).status_code == 302
    shown = signed_in("registrar").get(page, headers=words).text
    assert "Somebody of the family was found" in shown
    assert signed_in("counsel").get(page).status_code in (403, 404)
