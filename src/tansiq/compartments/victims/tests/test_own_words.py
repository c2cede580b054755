"""What a victim who lives asks and waives: kept for the judge, and no wish of any heir (heirs-law 3.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from arabic import western
from browse import signed_in
from django.urls import reverse
from stage import NOW
from victims_matter import DAY, PAPER

from tansiq.compartments.victims import actions, held, ledger, papers, queries
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.errors import SpeaksForHimself
from tansiq.compartments.victims.models import Entry, Hold, Statement
from tansiq.compartments.victims.sheets import Sheet
from tansiq.gateway import queries as stops
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid

pytestmark = pytest.mark.django_db
TOLD: dict[str, Any] = {"on": NOW.date(), "paper": PAPER}
SAID = WaiverDraft(
    heir="V2", victims=("V2",), accused=("A1",), qisas=True, diya="kept", channel="session", signed_by="V2",
    offered_by="لا أحد", paid="لا شيء",
)  # fmt: skip


@pytest.fixture
def hurt(matter: Any) -> Any:
    """A man who was hurt and lives, beside the one who was killed; a second accused."""
    for action, told in (
        (actions.add_victim, {"name": "سالم عمر باحفص", "died_on": None, "is_identified": True}),
        (actions.add_accused, {"reference": "ج/2026/72", "age_at_act": "adult"}),
    ):
        matter.do("office", action, matter_id=matter.matter.id, **told, **(TOLD | {"on": DAY}))
    return matter


def waive(hurt: Any, **change: Any) -> Any:
    told = TOLD | {"on": change.pop("on", TOLD["on"])}
    return hurt.do("office", actions.state_waiver, matter_id=hurt.matter.id, draft=replace(SAID, **change), **told)


def standing(hurt: Any) -> dict[str, Any]:
    with acting_as(hurt.cast["inspector"]):
        return {row.party_id: row.lifted_at for row in Hold.objects.all()}


@pytest.mark.rule("Q-23", "W-4")
@pytest.mark.parametrize(
    ("change", "named"), [({}, {"A1"}), ({"accused": ()}, {"A1", "A2"}), ({"qisas": False}, set())]
)
def test_it_holds_whom_it_names_from_the_first_minute_and_is_the_courts_task(hurt, change, named):
    row = waive(hurt, **change)

    with acting_as(hurt.cast["office"]):
        found = {one.party.code for one in Hold.objects.select_related("party")}
        answer = ledger.answer_of(Entry.objects.all(), at=NOW)
    assert found == named
    assert not any(right.holds or any(heir.waiver for heir in right.heirs) for right in answer.rights)
    with acting_as(hurt.cast["custodian"]):
        assert len(stops.stops()) == len(named)
    with acting_as(hurt.cast["inspector"]):
        assert all(one.court_due_at == NOW + timedelta(hours=24) for one in held.holds())
    assert (row.is_own, row.heir.code) == (True, "V2")
    hurt.do("office", actions.withdraw_statement, statement_id=row.id)
    assert not any(standing(hurt).values())


@pytest.mark.rule("JUD-04")
def test_he_speaks_for_himself_alone_and_only_while_he_lived(hurt):
    for victims in (("V1",), ("V1", "V2")):
        with pytest.raises(SpeaksForHimself):
            waive(hurt, victims=victims)
    with pytest.raises(Invalid):  # no waiver of the ledger: he is no heir of anybody by it
        hurt.do("office", actions.record_waiver, matter_id=hurt.matter.id, draft=SAID, **TOLD)
    with pytest.raises(Invalid) as refused:  # whoever was killed on the spot says nothing afterwards
        waive(hurt, heir="V1", victims=("V1",))
    assert refused.value.errors == [{"field": "on", "code": "AFTER_DEATH"}]


@pytest.mark.rule("Q-23")
def test_a_judge_alone_ends_its_stop(hurt):
    row = waive(hurt)
    ruled = {"statement_id": row.id, "on": NOW, "paper": PAPER, "judge": "القاضي فارس"}

    hurt.do("judge", actions.rule_on_statement, record="", **ruled)
    assert set(standing(hurt).values()) == {None}
    hurt.do("judge", actions.rule_on_statement, record="م/11", **ruled)

    assert set(standing(hurt).values()) == {NOW}


def test_the_forms_offer_him_and_file_timeline_and_sheet_tell_it(hurt):
    matter = hurt.matter
    client, asking = signed_in("office", lang="ar"), reverse("victims:request_new", args=[matter.id])
    assert "المجني عليه نفسه" in client.get(asking).text
    client.post(asking, {"heir": "V2", "victim": "V2", "accused": "A1", "on": str(NOW.date()), "paper": PAPER})
    with acting_as(hurt.cast["office"]):
        [asked] = Statement.objects.all()
    assert (asked.kind, asked.told["accused"]) == ("request", ["A1"])
    waive(hurt)

    for name in ("victims:matter", "victims:timeline"):
        page = client.get(reverse(name, args=[matter.id])).text
        assert "مجني عليه حي" in page
        assert western(page) == []
    told = hurt.do("judge", queries.matter_file, actor=hurt.cast["judge"], now=NOW, matter_id=matter.id, at=NOW.date(),
                   purpose="OPEN_CASE", reference="7")  # fmt: skip
    with acting_as(hurt.cast["judge"]):
        sheet = papers.state_sheet(told, Sheet("ar", NOW.date(), NOW, "مكتب الضحايا", "محكمة المكلا"))
    printed = str([block.told() for block in sheet.blocks])
    assert printed.count("سالم عمر باحفص") >= 2
    assert "الأرش" in printed
