"""Monthly figures: no person, no unit, nothing small; a page, a file, and a version to publish."""

from datetime import timedelta

import pytest
from browse import signed_in
from django.test import Client
from django.urls import reverse
from stage import NOW, draft

from tansiq.compartments.oversight import queries
from tansiq.compartments.oversight.queries.figures import PUBLISHED
from tansiq.compartments.oversight.rules.figures import LEAST_SHOWN
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import walls
from tansiq.kernel.audit.errors import NoPurpose
from tansiq.kernel.audit.models import Entry, Words
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.problems import NotFound

MONTH = f"{NOW + timedelta(hours=3):%Y-%m}"


@pytest.fixture
def busy(desk):
    """Alpha asked seven times, gamma six times, the joint room twice."""
    for who, times, purpose in (
        ("asker", 7, "CHECKPOINT_IDENTITY"),
        ("stranger", 6, "OPEN_CASE"),
        ("watch", 2, "OPEN_CASE"),
    ):
        for place in range(times):
            desk.ask(who, draft(f"سالم علي عمر باعبيد {place}", birth="1990"), purpose=purpose)
    desk.file()
    return desk


def figures(desk):
    return desk.do(desk.cast["inspector"], queries.figures_of, (NOW + timedelta(hours=3)).date())


def test_small_cells_are_hidden_and_so_much_besides_that_the_total_gives_none_away(busy):
    told = figures(busy)
    asks = dict(zip(told.agencies, told.columns["asks"].cells, strict=True))

    assert asks[busy.cast["asker"].agency_id].count == 7
    assert asks[busy.cast["stranger"].agency_id].count == 6
    assert asks[busy.cast["watch"].agency_id].mark == "small"
    assert told.columns["asks"].total.count == 15
    assert told.complaints[1].total.mark == "small"
    assert told.false_match_percent is None
    assert told.recall_hours is None


def test_the_page_and_the_file_tell_the_same_and_nothing_small(busy):
    client, url = signed_in("inspector"), reverse("oversight:figures")
    page = client.get(url, {"month": MONTH}).content.decode()
    file = client.get(url, {"month": MONTH, "as": "csv"})

    assert "Alpha" in page
    assert "&lt;5" in page
    assert file["Content-Type"].startswith("text/csv")
    cells = [cell for line in file.content.decode().splitlines() for cell in line.split(",")]
    assert not {str(count) for count in range(LEAST_SHOWN)} & set(cells)
    assert client.get(url, {"month": "never"}).status_code == 200


@pytest.mark.rule("G14")
def test_anybody_reads_the_figures_of_months_and_years_that_are_over_and_no_year_gives_a_month_away(busy, monkeypatch):
    url, public, lang = reverse("oversight:published"), Client(), {"accept-language": "en"}
    monkeypatch.setattr("tansiq.compartments.oversight.views.published.timezone.now", lambda: NOW)
    running = public.get(url, {"month": MONTH}, headers=lang).text
    monkeypatch.setattr("tansiq.compartments.oversight.views.published.timezone.now", lambda: NOW + timedelta(days=400))
    month = public.get(url, {"month": MONTH}, headers=lang).text
    year = public.get(url, {"year": MONTH[:4]}, headers=lang).text
    file = public.get(url, {"month": MONTH, "as": "csv"}).text

    assert "<bdi>15</bdi>" not in running
    assert "<bdi>15</bdi>" in month
    assert "15" in file
    # Eleven months without an ask: the year would say so of each.
    assert "<bdi>15</bdi>" not in year
    assert "<bdi>–</bdi>" in year
    for text in (month, year, file):
        assert not any(word in text for word in ("Alpha", busy.cast["asker"].handle, "<bdi>1</bdi>"))
    assert [public.get(url, {"year": typed}).status_code for typed in ("9999", "²", "")] == [200] * 3
    told = lambda at, typed: public.get(at, {"month": typed}).context["month"]  # noqa: E731
    last = told(url, "")
    for at in (url, reverse("oversight:refused")):
        assert [told(at, typed) for typed in ("1999-03", "2019-12", "9999-01")] == [last] * 3
    assert f"{told(url, MONTH):%Y-%m}" == MONTH
    assert f'href="{url}"' in public.get("/accounts/login/").text


def test_what_is_published_is_what_the_wall_lets_be_counted(busy):
    assert set(PUBLISHED.values()) == set(walls.PUBLISHED)
    words = busy.do(system_actor("figures"), Words.objects.count)
    acts = busy.do(system_actor("figures"), lambda: set(Entry.objects.values_list("act", flat=True)))
    assert (words, acts) == (0, {"gateway.asked", "oversight.complaint_filed"})


@pytest.mark.rule("G14")
@pytest.mark.parametrize("who", ["asker", "owner", "approver", "accreditor", "watch", "caseworker"])
def test_an_alarm_for_the_inspector_cannot_be_dismissed_by_the_unit(desk, who):
    made = desk.do(desk.cast["asker"], lambda: clocks.tell("QUARANTINED", role="inspector", now=NOW, reference="P-2"))

    with pytest.raises(NotFound):
        desk.do(desk.cast[who], clocks.close_alarm, alarm_id=made.id, done="نظرت الوحدة في الأمر وأغلقته")
    assert [row.id for row in desk.do(desk.cast["inspector"], running.open_alarms)] == [made.id]


@pytest.mark.rule("G28")
def test_what_was_refused_is_counted_for_anybody_once_its_month_is_over(busy, monkeypatch):
    asker = busy.cast["asker"]
    for place in range(9):
        problem = NoPurpose() if place < 6 else NotFound()
        busy.do(asker, lambda told=problem: audit.record_refusal(told, actor=asker, at=NOW, act="gateway.asked"))
    url = reverse("oversight:refused")

    monkeypatch.setattr("tansiq.compartments.oversight.views.figures.timezone.now", lambda: NOW)
    running_month = Client().get(url, {"month": MONTH}, headers={"accept-language": "en"}).text
    monkeypatch.setattr("tansiq.compartments.oversight.views.figures.timezone.now", lambda: NOW + timedelta(days=40))
    told = Client().get(url, {"month": MONTH}, headers={"accept-language": "en"}).text

    assert str(NoPurpose.title) not in running_month
    assert str(NoPurpose.title) in told
    assert "<bdi>6</bdi>" in told or "<bdi>–</bdi>" in told
    assert "&lt;5" in told
    assert "<bdi>3</bdi>" not in told
    assert not any(word in told for word in ("Alpha", asker.name, asker.handle, "A-"))
    assert f'href="{url}"' in Client().get("/accounts/login/").text
