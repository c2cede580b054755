"""The inspector's pages."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from browse import signed_in
from django.db import ProgrammingError
from django.urls import reverse
from stage import NOW

from tansiq.compartments.oversight import actions
from tansiq.compartments.oversight.actions.notices import receive_notice
from tansiq.compartments.oversight.models import Notice
from tansiq.desk import refusals
from tansiq.gateway import passages
from tansiq.kernel import deskline
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit.errors import NoPurpose
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as clock_queries
from tansiq.kernel.db import acting_as

# After the entries of setting the cast up.
LATER = NOW + timedelta(days=1)
DONE = "تواصلت مع الجهة وتأكدت من التصحيح"


def html(page: Any) -> str:
    return str(page.content.decode())


@pytest.fixture
def notice(cast: dict[str, Any], do: Any) -> Any:
    do(cast["inspector"], lambda: Notice.objects.bulk_create([Notice(code="CHILD_PATH", reference="P-1", at=NOW)]))
    return do(cast["inspector"], Notice.objects.get)


@pytest.fixture
def alarm(cast: dict[str, Any], do: Any) -> Any:
    return do(cast["analyst"], lambda: clocks.tell("QUARANTINED", role="inspector", now=NOW, reference="P-2"))


@pytest.mark.rule("G14", "W-2")
def test_nobody_closes_a_notice_of_what_he_did_himself(cast, do):
    payload = passages.Notice(code="CONFLICT_OF_INTEREST", reference="K-1")
    do(cast["inspector"], lambda: receive_notice(cast["inspector"], NOW, payload))
    row = do(cast["inspector"], Notice.objects.get)
    answer = signed_in("inspector").post(reverse("oversight:inbox"), {"item": str(row.id), "done": DONE})
    assert (answer.status_code, "what you did yourself" in answer.text) == (409, True)

    def by_sql():
        return Notice.objects.filter(id=row.id).update(closed_at=NOW, closed_by=cast["inspector"].user_id, done=DONE)

    with pytest.raises(ProgrammingError):
        do(cast["inspector"], by_sql)
    other = cast["second_inspector"]
    do(other, lambda: actions.close_notice(actor=other, now=NOW, notice_id=row.id, done=DONE))
    assert do(cast["inspector"], Notice.objects.get).closed_by == other.user_id


def test_the_inbox_shows_what_must_be_looked_at_and_closes_it(notice, alarm, cast):
    client, url = signed_in("inspector"), reverse("oversight:inbox")
    # The address of a kind bears its code; nobody reads it.
    shown = re.sub(r'href="[^"]*"', "", html(client.get(url)))
    assert "P-1" in shown
    assert "P-2" in shown
    assert "QUARANTINED" not in shown
    assert "CHILD_PATH" not in shown

    for item in (notice.id, alarm.id):
        assert client.post(url, {"item": str(item), "done": DONE}).status_code == 302

    with acting_as(cast["inspector"]):
        assert Notice.objects.get().done == DONE
        assert not clock_queries.open_alarms()


def test_the_inbox_shortens_an_id_that_a_notice_refers_to(cast, do):
    told = Notice(code="CHILD_PATH", reference="0f8fad5b-d9cb-469f-a165-70867728950e", at=NOW)
    do(cast["inspector"], lambda: Notice.objects.bulk_create([told]))

    shown = html(signed_in("inspector").get(reverse("oversight:inbox")))

    assert '<bdi dir="ltr">0F8FAD5B</bdi>' in shown
    assert "d9cb-469f" not in shown


def test_alarms_and_notices_are_told_by_kind_and_each_leads_to_its_record(desk, cast, do, agencies):
    row = desk.file()
    told = [Notice(code="CHILD_PATH", reference=f"P-{place}", at=NOW + timedelta(minutes=place)) for place in range(30)]
    told.append(Notice(code="CHILD_PATH", reference=row.number, at=NOW - timedelta(days=1)))
    do(cast["inspector"], lambda: Notice.objects.bulk_create(told))
    client, url = signed_in("inspector"), reverse("oversight:inbox")

    kinds = html(client.get(url))
    assert row.number in kinds
    assert "?kind=CHILD_PATH" in kinds
    assert "P-7" not in kinds
    assert kinds.index(reverse("oversight:complaint_decide", args=[row.id])) < kinds.index("?kind=CHILD_PATH")
    first, second = (html(client.get(f"{url}?kind=CHILD_PATH&page={page}")) for page in (1, 2))
    assert f'href="{reverse("oversight:complaint", args=[row.id])}"' in first
    assert first.count('data-draft="close"') == 25
    assert second.count('data-draft="close"') == 6
    done = client.post(f"{url}?kind=CHILD_PATH&page=2", {"item": str(told[0].id), "done": DONE})
    assert done.url == f"{url}?kind=CHILD_PATH&page=2"


def test_the_desk_tells_alarms_by_kind_behind_whoever_waits(desk, cast, do):
    desk.file()
    with acting_as(cast["analyst"]):
        for place in range(3):
            moment = NOW + timedelta(hours=place)
            clocks.tell("QUARANTINED", role="inspector", now=moment, reference=f"P-{place}")
        clocks.tell("PLAN-REDRAWN", role="inspector", now=NOW, reference="V-1")
        clocks.tell("LIFE-AT-RISK", role="inspector", now=LATER, reference="H-1")

    with acting_as(cast["inspector"]):
        found = deskline.lines(cast["inspector"], LATER)

    # What nobody else looks at stands first, then whoever waits; of three alarms of one kind the oldest is told.
    assert (found[0].reference, found[0].act) == ("H-1", "Close")
    assert [line.rank for line in found[1:]] == [0, 2, 2]
    by_kind = {line.reference: (line.what, line.url) for line in found[2:]}
    assert by_kind["P-0"][0].endswith("3 open, the oldest:")
    assert by_kind["P-0"][1].endswith("?kind=QUARANTINED")
    assert "V-1" in by_kind


def test_closing_without_saying_what_was_done_is_refused_and_nothing_is_lost(notice, cast):
    page = signed_in("inspector").post(reverse("oversight:inbox"), {"item": str(notice.id), "done": "تم"})

    assert page.status_code == 422
    assert ">\r\nتم</textarea>" in html(page) or ">\nتم</textarea>" in html(page)


@pytest.mark.rule("G14")
@pytest.mark.parametrize("who", ["analyst", "approver", "owner", "accreditor", "keeper"])
@pytest.mark.parametrize("name", ["inbox", "log", "refusals"])
def test_nobody_but_the_inspector_opens_these_pages(name, who, cast):
    assert signed_in(who).get(reverse(f"oversight:{name}")).status_code == 403


def test_the_log_shows_a_purpose_that_the_charter_has_lost_as_it_was_written(cast, do):
    def note() -> None:
        audit.record_read("intelligence.subject_read", ("intelligence.subject", None), actor=cast["analyst"], at=LATER,
                          purpose="ONCE_KNOWN", reference="CASE/78", owner_id=None)  # fmt: skip

    do(cast["analyst"], note)

    assert "ONCE_KNOWN" in html(signed_in("inspector").get(reverse("oversight:log")))


def test_the_log_is_filtered_by_its_address(cast, do, agencies):
    def note() -> None:
        audit.record("intelligence.report_recorded", ("intelligence.report", None), actor=cast["analyst"], at=LATER,
                     reference="P-AAAA")  # fmt: skip
        audit.record_read("intelligence.subject_read", ("intelligence.subject", None), actor=cast["analyst"], at=LATER,
                          purpose="OPEN_CASE", reference="CASE/77", owner_id=None)  # fmt: skip

    do(cast["analyst"], note)
    client, url = signed_in("inspector"), reverse("oversight:log")

    whole, reads = html(client.get(url)), html(client.get(url + "?kind=read&q=CASE/77", follow=True))
    others = html(client.get(f"{url}?agency={agencies['alpha']}"))

    assert "P-AAAA" in whole
    assert "CASE/77" in whole
    assert "CASE/77" in reads
    assert "P-AAAA" not in reads
    assert "CASE/77" not in others


@pytest.mark.rule("G14")
def test_an_older_day_is_found_behind_more_than_a_page_of_newer_entries(cast, do):
    def note() -> None:
        for place in range(60):
            audit.record_read("intelligence.subject_read", ("intelligence.subject", None), actor=cast["analyst"],
                              at=LATER + timedelta(minutes=place), purpose="OPEN_CASE", reference=f"CASE/{place}",
                              owner_id=None)  # fmt: skip
        audit.record_read("intelligence.subject_read", ("intelligence.subject", None), actor=cast["analyst"],
                          at=LATER - timedelta(days=400), purpose="OPEN_CASE", reference="LONG-AGO", owner_id=None)  # fmt: skip

    do(cast["analyst"], note)
    client, day = signed_in("inspector"), (LATER - timedelta(days=400)).date()

    reads = reverse("oversight:reads")
    assert "LONG-AGO" not in html(client.get(reads))
    assert "LONG-AGO" in html(client.get(reads + "?page=2"))
    assert "LONG-AGO" not in html(client.get(reverse("oversight:log")))
    assert "LONG-AGO" in html(client.get(reverse("oversight:log") + f"?on={day}"))
    assert "CASE/59" not in html(client.get(reverse("oversight:log") + f"?on={day}"))
    assert "CASE/57" in html(client.get(reverse("oversight:log") + "?q=analyst", follow=True))


def test_refusals_are_counted_by_code_and_name_nobody(cast):
    for _try in range(3):
        with acting_as(cast["asker"]):
            refusals.record(NoPurpose(), actor=cast["asker"], at=NOW, act="POST gateway:ask")

    shown = html(signed_in("inspector").get(reverse("oversight:refusals") + "?days=365"))

    assert "NO_PURPOSE" in shown
    assert "asker" not in shown.lower()
