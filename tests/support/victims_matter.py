"""A matter of the tests: one victim, one accused, four heirs, and how each step is taken in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from stage import NOW

from tansiq.compartments.victims import actions
from tansiq.compartments.victims.drafts import HeirDraft, PlanDraft

DAY = NOW.date() - timedelta(days=60)
PAPER = "ورقة المحكمة رقم 12"
HEIRS = (
    HeirDraft("1/8", "capable", name="سعاد فرج سالم باغويطة"),
    HeirDraft("7/24", "capable", name="عوض ناصر علي باغويطة"),
    HeirDraft("7/24", "minor", name="مريم ناصر علي باغويطة", represented_by="الجد"),
    HeirDraft("7/24", "minor", name="علي ناصر علي باغويطة", represented_by="الجد"),
)
PLAN = PlanDraft(
    channel="PHONE", safe_time="بين العاشرة والظهر", purposes=("HEARING", "SESSION"), reach="+967 5 000 0161",
    not_present="أخو الزوج", needs_woman=True, is_literate=False,
)  # fmt: skip


@dataclass
class Desk:
    """One matter and its people; `do` runs an action as a member of the cast."""

    cast: dict[str, Any]
    run: Callable[..., Any]
    matter: Any
    parties: dict[str, Any]

    def do(self, who: str, action: Callable[..., Any], /, *args: Any, **fields: Any) -> Any:
        return self.run(self.cast[who], action, *args, **fields)

    def fact(
        self, kind: str, *, who: str = "office", on: date = DAY, paper: str = PAPER, beside: Any = None, **told: Any
    ) -> Any:
        return self.do(
            who, actions.record_fact, matter_id=self.matter.id, kind=kind, on=on, paper=paper, told=told, beside=beside
        )  # fmt: skip

    def characterise(self, track: str = "qisas", **more: Any) -> Any:
        return self.fact(
            "characterised", charge="C/1", victim="V1", accused="A1", track=track, by="judge", instrument="ق/5", **more
        )

    def id(self, code: str) -> Any:
        return self.parties[code].id


def opened(cast: dict[str, Any], run: Callable[..., Any], court: Any) -> Desk:
    """A matter before the court, with its certificate, and the contact plan of the widow."""
    office = cast["office"]
    matter = run(office, actions.open_matter, court_id=court)
    desk = Desk(cast, run, matter, {})
    run(office, actions.add_victim, matter_id=matter.id, name="ناصر علي باغويطة", died_on=DAY, is_identified=True,
        on=DAY, paper="تقرير المستشفى")  # fmt: skip
    run(office, actions.add_accused, matter_id=matter.id, reference="ج/2026/71", age_at_act="adult", on=DAY,
        paper="كتاب النيابة 71")  # fmt: skip
    run(office, actions.record_certificate, matter_id=matter.id, on=DAY, paper=PAPER, victim="V1", court="محكمة المكلا",
        number="ح/9", heirs=HEIRS)  # fmt: skip
    from tansiq.compartments.victims import queries

    rows = run(office, queries.parties, matter.id)
    desk.parties = {row.code: row for row in rows}
    run(cast["woman"], actions.write_plan, party_id=desk.id("H1"), draft=PLAN)
    return desk
