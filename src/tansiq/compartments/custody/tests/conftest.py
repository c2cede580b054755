"""Steps of the custody room, each as the person who takes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from stage import NOW, draft

from tansiq.compartments.custody import actions
from tansiq.compartments.custody.actions.statements import receive_statement
from tansiq.compartments.custody.models import Detention, Place
from tansiq.gateway.passage_payloads import StatementTaken
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import queries as clocks

REASONS = "قرأت المحضر واستمعت إليه بحضور محاميه"
WORDS = "كما جاء في سجل الاستقبال في ساعتها"
SALEM = draft(ism="سالم", father="عوض", grandfather="كرامة", family="باقنزل", birth="1990", national="01900050432")


def hours(count: float) -> Any:
    return NOW + timedelta(hours=count)


class Register:
    """The list of places, and what happens to people in them."""

    def __init__(self, do: Callable[..., Any], cast: dict[str, Any], agencies: dict[str, Any]) -> None:
        self.do, self.cast, self.agencies = do, cast, agencies
        self.places = {
            code: self.list_place(code, kind, agency)
            for code, kind, agency in (
                ("prison", "prison", "prisons"), ("station", "station", "alpha"), ("home", "home", "desk"),
            )
        }  # fmt: skip

    def list_place(self, code: str, kind: str, agency: str, **fields: Any) -> Any:
        return self.do(
            self.cast["inspector"], actions.list_place, now=hours(-500), code=code, name_ar=f"مكان {code}",
            name_en=f"The {code}", kind=kind, agency_id=self.agencies[agency], instrument="قرار 7", **fields,
        )  # fmt: skip

    def arrest(
        self, kit: Any = SALEM, *, by: str = "arrester", place: str = "prison", at: Any = NOW, **fields: Any
    ) -> Any:
        told = {"unit": "دورية 4", "officers": "م-11، م-12", "basis": "flagrante"} | fields
        made = actions.ArrestDraft(kit=kit, place=place, at=at, **told)
        return self.do(self.cast[by], actions.record_arrest, now=at, draft=made)

    def fact(self, row: Any, kind: str, after: float = 0, *, by: str = "custodian", **more: Any) -> Any:
        details = more.pop("details", {"words": WORDS})
        return self.do(
            self.cast[by], actions.write_down, now=hours(after), detention_id=row.id, kind=kind, fields=more,
            details=details,
        )  # fmt: skip

    def hear(self, row: Any, after: float, *, by: str = "detective", **given: Any) -> None:
        """What casework tells of a statement by its passage."""
        told = {
            "detention": row.number, "statement": "ST-1", "at": hours(after).isoformat(), "place": "", "counsel": True,
            "recorded": True, "guardian": False, "longest_stretch_minutes": 30,
        } | given  # fmt: skip
        self.do(self.cast[by], lambda: receive_statement(self.cast[by], hours(after), StatementTaken(**told)))

    def act(self, who: str, name: str, after: float = 0, /, **fields: Any) -> Any:
        return self.do(self.cast[who], getattr(actions, name), now=hours(after), **fields)

    def look(self, row: Any, after: float) -> Any:
        return self.do(system_actor("clock"), lambda: actions.look_again(system_actor("clock"), hours(after), row.id))

    def now(self, row: Any, by: str = "inspector") -> Any:
        return self.do(self.cast[by], Detention.objects.get, id=row.id)

    def clocks(self, row: Any, by: str = "inspector") -> dict[str, Any]:
        """The kernel's clocks that run, by code."""
        found = self.do(self.cast[by], lambda: clocks.of_subject(row.id))
        return {one.code: one for one in found if one.met_at is None and one.stopped_at is None}

    def alarms(self, by: str = "inspector") -> list[str]:
        return [row.code for row in self.do(self.cast[by], clocks.open_alarms)]


@pytest.fixture
def register(do: Callable[..., Any], cast: dict[str, Any], agencies: dict[str, Any]) -> Register:
    return Register(do, cast, agencies)


__all__ = ["Place"]
