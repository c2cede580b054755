"""The protection desk at work, and whoever plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from stage import NOW

from tansiq.compartments.protection import actions, queries
from tansiq.compartments.protection.models import Check, Threat
from tansiq.gateway import actions as gateway
from tansiq.gateway import passages
from tansiq.gateway.passage_payloads import PlanOutline
from tansiq.gateway.rules import PROTECTION_DESK
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as
from tansiq.kernel.geography import shapes

ROOM = system_actor("protection")
MIDDLE = (49.12424, 14.54248)


@dataclass
class Guards:
    """Steps of the desk."""

    cast: dict[str, Any]
    do: Any

    def enter(self, *places: tuple[float, float], by: str = "guard", **fields: Any) -> Any:
        told = {"function": "WITNESS", "places": places or (MIDDLE,)} | fields
        return self.do(self.cast[by], actions.enter_protected, **told)

    def send(self, plan: str, *, round_: int = 0, at: tuple[float, float] = MIDDLE, by: str = "analyst") -> None:
        """A plan arrives, as it does from the room that plans."""
        outline = PlanOutline(
            plan=plan, number=f"V-{plan[:4]}", round=round_, outline=shapes.circle(*at, 800).as_lists(), buffer=200,
            starts_at=(NOW + timedelta(hours=5)).isoformat(), ends_at=(NOW + timedelta(hours=7)).isoformat(),
        )  # fmt: skip

        def cross() -> None:
            passages.cross(
                "plan_check", outline, actor=self.cast[by], now=NOW, owner_id=self.cast[by].home,
                receiver_id=access.agency_by_code(PROTECTION_DESK).id,
            )  # fmt: skip

        self.do(self.cast[by], cross)

    def run(self) -> None:
        """Let the room's job do what waits."""
        for check_id in self.do(ROOM, lambda: queries.waiting_checks()):
            self.do(ROOM, actions.check_plan, check_id=check_id)

    def threaten(self, by: str = "owner", **fields: Any) -> Threat:
        told = {"words": "سيُستهدف بيته هذا الأسبوع", "threatened": "شيخ القرية", "reference": "P-1"} | fields
        self.do(self.cast[by], gateway.send_threat, **told)
        return self.see("guard", Threat)[-1]

    def see(self, who: str, model: Any, **where: Any) -> list[Any]:
        with acting_as(self.cast[who]):
            return list(model.objects.filter(**where))

    def checks(self) -> list[Check]:
        return self.see("guard", Check)


@pytest.fixture
def guards(cast: dict[str, Any], do: Any) -> Guards:
    return Guards(cast, do)


@pytest.fixture
def nobody_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No plan is called about by chance."""
    monkeypatch.setattr("tansiq.compartments.protection.rules.is_drawn", lambda *args, **kwargs: False)
