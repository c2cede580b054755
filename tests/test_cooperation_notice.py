"""What passes from a file of cooperation to counsel of the heirs: that it exists, and nothing else (REP-01)."""

import re

import pytest
from browse import signed_in
from cooperation_file import SAID, opened
from django.urls import reverse
from stage import NOW
from victims_matter import DAY, PAPER
from victims_matter import opened as matter_opened

from tansiq.compartments.cooperation import actions
from tansiq.compartments.victims import actions as victims
from tansiq.compartments.victims.actions.appending import new_party
from tansiq.compartments.victims.desk import desk_lines
from tansiq.compartments.victims.models import CooperationNotice, Entry, Party
from tansiq.gateway.models import Crossing
from tansiq.kernel.audit.models import Entry as Logged
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid

pytestmark = pytest.mark.django_db


def told(cast, do, reference):
    """A file of cooperation whose prosecution has decided to tell counsel of the heirs."""
    room = opened(cast, do, reference=reference).to("window")
    room.on("prosecutor", actions.tell_counsel_of_heirs, reasons=SAID)
    return room


@pytest.fixture
def matter(cast, do, agencies):
    made = matter_opened(cast, do, agencies["court"])
    made.do("office", victims.name_counsel, matter_id=made.matter.id, heir="H1", handle="counsel", mandate="7")
    return made


@pytest.mark.rule("REP-01")
def test_counsel_reads_that_an_accused_speaks_and_that_the_right_is_untouched(cast, do, matter):
    before = len(matter.do("office", lambda **_: list(Entry.objects.all())))
    room = told(cast, do, "ج/2026/71")

    with acting_as(cast["counsel"]):
        [row] = CooperationNotice.objects.all()
        assert (row.matter_id, row.reference) == (matter.matter.id, "ج/2026/71")
        assert [line.reference for line in desk_lines(cast["counsel"], NOW)] == [matter.matter.number]
    with acting_as(cast["office"]):
        assert Entry.objects.count() == before
    client = signed_in("counsel")
    session = client.session
    session["purpose"], session["reference"] = "OPEN_CASE", matter.matter.number
    session.save()
    page = client.get(reverse("victims:matter", args=[matter.matter.id])).text
    assert "ج/2026/71" in page
    for word in (room.file.number, "مكان آمن ومنفصل", "المحامي ع"):
        assert word not in page


@pytest.mark.rule("REP-01")
def test_nobody_else_learns_of_it_and_nothing_comes_back(cast, do, matter):
    room = told(cast, do, "ج/2026/71")
    other = told(cast, do, "ج/2026/999")

    for who in ("office", "woman", "judge", "registrar", "prosecutor", "handler", "inspector", "analyst", "custodian"):
        with acting_as(cast[who]):
            assert not CooperationNotice.objects.exists()
    with acting_as(cast["prosecutor"]):
        crossings = list(Crossing.objects.filter(passage="cooperation_notice"))
    assert [list(row.payload) for row in crossings] == [["sha256"], ["sha256"]]
    pages = [signed_in("prosecutor").get(reverse("cooperation:file", args=[one.file.id])) for one in (room, other)]
    assert [page.status_code for page in pages] == [200, 200]


def seen(cast, who="counsel"):
    with acting_as(cast[who]):
        return list(CooperationNotice.objects.values_list("matter_id", "reference"))


@pytest.mark.rule("REP-01")
def test_of_two_accused_under_one_number_nobody_reads_which_one_speaks(cast, do, matter):
    accuse = {"matter_id": matter.matter.id, "age_at_act": "adult", "on": DAY, "paper": PAPER}
    matter.do("office", victims.add_accused, reference="K/71", **accuse)
    with pytest.raises(Invalid):
        matter.do("office", victims.add_accused, reference="k/71", **accuse)
    # Two such stand in files of the time when the marks of a number still told one from the other.
    matter.do("office", new_party, matter.matter, Party.Kind.ACCUSED, reference="k/71")
    told(cast, do, "K/71")

    assert seen(cast) == [(matter.matter.id, "K/71")]
    assert {field.name for field in CooperationNotice._meta.fields} == {
        "id", "matter", "owner_id", "reference", "received_at"
    }  # fmt: skip
    client = signed_in("counsel")
    session = client.session
    session["purpose"], session["reference"] = "OPEN_CASE", matter.matter.number
    session.save()
    page = client.get(reverse("victims:matter", args=[matter.matter.id])).text
    [message] = re.findall(r'<div class="ts-message">.*?</div>', page, re.S)
    assert "K/71" in message
    assert not re.search(r"\bA[123]\b", message)


@pytest.mark.rule("REP-01")
def test_counsel_who_was_named_later_is_told_when_it_is_decided_again_and_nobody_twice(cast, do, agencies):
    made = matter_opened(cast, do, agencies["court"])
    room = told(cast, do, "ج/2026/71")
    assert seen(cast) == []
    made.do("office", victims.name_counsel, matter_id=made.matter.id, heir="H1", handle="counsel", mandate="7")
    assert seen(cast) == []
    for _time in (1, 2):
        room.on("prosecutor", actions.tell_counsel_of_heirs, reasons=SAID)
        assert seen(cast) == [(made.matter.id, "ج/2026/71")]


@pytest.mark.rule("REP-01")
def test_the_log_tells_the_prosecution_nothing_of_the_files_that_were_told(cast, do, matter):
    told(cast, do, "ج/2026/71")

    for who, count in (("prosecutor", 0), ("inspector", 1)):
        with acting_as(cast[who]):
            assert Logged.objects.filter(act="victims.cooperation_told").count() == count
