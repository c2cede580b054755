"""What is told with an event and has no place in the replay stands beside it, and the replay reads nothing of it."""

from __future__ import annotations

from typing import Any

import pytest
from browse import signed_in
from django.urls import reverse
from victims_matter import DAY, PAPER

from tansiq.compartments.victims import actions
from tansiq.compartments.victims.models import Entry
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid

pytestmark = pytest.mark.django_db
VICTIM = {
    "on": "2026-11-01", "paper": "محضر", "name": "خالد سعيد", "is_identified": "on", "place": "سوق الديس",
    "district": "المكلا", "held_by": "التنظيم، حتى نيسان", "occurrence": "ح/7", "identified_by": "أخوه، من ثيابه",
    "remains": "missing",
}  # fmt: skip


def test_of_a_victim_place_district_who_held_it_and_who_says_who_it_is_are_kept(matter):
    client, page = signed_in("office"), reverse("victims:matter", args=[matter.matter.id])

    more = client.get(reverse("victims:victim_known", args=[matter.matter.id]))
    # Which victim comes first, and nobody is said to be known before somebody says so.
    assert next(iter(more.context["form"].fields)) == "victim"
    assert not more.context["form"]["is_identified"].value()
    known, told = more.wsgi_request.path, {"on": "2026-11-01", "paper": "محضر", "victim": "V1", "died_on": "2026-11-01"}
    assert [client.post(known, told | said).status_code for said in ({}, {"is_identified": "yes"})] == [422, 302]
    assert client.post(reverse("victims:victim_new", args=[matter.matter.id]), VICTIM).status_code == 302

    with acting_as(matter.cast["office"]):
        row = Entry.objects.filter(kind="victim").order_by("-number")[0]
    assert set(row.event) == {"kind", "at", "victim", "died_on", "identified"}
    shown = client.get(page).text
    for words in ("سوق الديس", "التنظيم، حتى نيسان", "أخوه، من ثيابه", "Not found", "ح/7"):
        assert words in shown


def test_of_a_request_and_a_waiver_place_witnesses_and_interpreter_are_kept(matter):
    client, where = signed_in("office"), [matter.matter.id]
    asked = {"on": "2026-11-01", "paper": "أقواله", "heir": "H2", "victim": "V1", "accused": "A1", "place": "بيته",
             "witnesses": "أم سالم", "interpreter": "عبده"}  # fmt: skip
    waived = {
        "on": "2026-11-01", "paper": "أقواله", "heir": "H1", "victims": ["V1"], "accused": ["A1"], "qisas": "yes",
        "diya": "kept", "channel": "session", "signed_by": "H1", "offered_by": "لا أحد", "paid": "لا شيء",
        "interpreter": "سعيد",
    }  # fmt: skip

    assert client.post(reverse("victims:request_new", args=where), asked).status_code == 302
    assert client.post(reverse("victims:waiver_new", args=where), waived).status_code == 302

    with acting_as(matter.cast["office"]):
        rows = {row.kind: row.beside for row in Entry.objects.filter(kind__in=("request", "waiver"))}
    assert rows == {
        "request": {"place": "بيته", "witnesses": "أم سالم", "interpreter": "عبده"}, "waiver": {"interpreter": "سعيد"},
    }  # fmt: skip
    assert "سعيد" in client.get(reverse("victims:waiver", args=[matter.matter.id, "W1"])).text


@pytest.mark.parametrize("beside", [{"place": "x" * 401}, {"place": "x\0"}])
def test_what_no_column_holds_is_refused_by_its_field(matter: Any, beside: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        matter.do("office", actions.record_request, matter_id=matter.matter.id, heir="H2", victim="V1", accused="A1",
                  on=DAY, paper=PAPER, beside=beside)  # fmt: skip

    assert refused.value.errors[0]["field"] == "place"
