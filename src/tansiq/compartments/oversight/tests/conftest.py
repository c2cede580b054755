"""Steps of the inspector's room, each as the person who takes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from stage import KHALED, NOW, PASSWORD, draft

from tansiq.compartments.oversight import actions
from tansiq.gateway import actions as gateway
from tansiq.kernel.access import actions as access
from tansiq.kernel.access import queries as access_queries
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.people.drafts import KitDraft

NEXT_NIGHT = NOW + timedelta(hours=21)
REASONS = "راجعت الطلب والأوراق واحدة واحدة"
STOPPED = "أوقفت مرتين باسم رجل آخر وأطلب تصحيح ذلك"


class Desk:
    """Reads and complaints of the cast."""

    def __init__(self, do: Callable[..., Any], cast: dict[str, Any]) -> None:
        self.do, self.cast = do, cast

    def enrol(self, handle: str, name_ar: str, *, name_en: str = "") -> Actor:
        """A member of alpha who asks and releases, with a name of his own."""
        setup, home = system_actor("setup"), self.cast["asker"].agency_id
        self.do(
            setup, access.add_member, handle=handle, password=PASSWORD, agency_id=home, name_ar=name_ar,
            name_en=name_en or handle, roles=("asker", "liaison"),
        )  # fmt: skip
        return access_queries.actor_by_handle(handle)

    def ask(self, who: Any, kit: KitDraft = KHALED, **fields: Any) -> Any:
        reason = {"purpose": "CHECKPOINT_IDENTITY", "reference": "CP/2026-11/7"}
        return self.do(self.cast.get(who, who), gateway.ask, **reason | {"draft": kit} | fields)

    def review(self, *, now: Any = NEXT_NIGHT) -> list[Any]:
        return list(self.do(system_actor("review"), actions.find_patterns, now=now))

    def file(self, kit: KitDraft | None = None, *, by: str = "caseworker", **fields: Any) -> Any:
        told = {"kind": "mistaken", "words": STOPPED, "papers": "بطاقة شخصية"}
        kit = kit or draft("خالد سعيد عمر باقنزل", birth="1994", national="01940060711")
        return self.do(self.cast[by], actions.file_complaint, **told | {"draft": kit} | fields)

    def decide(self, row: Any, *, upheld: bool = True, by: str = "inspector", **fields: Any) -> Any:
        ground = "identity_shown" if upheld else "identity_open"
        told = {"is_upheld": upheld, "ground": ground, "reasons": REASONS}
        return self.do(self.cast[by], actions.decide_complaint, complaint_id=row.id, **told | fields)

    def pass_on(self, row: Any) -> list[Any]:
        """What the job does after the decision."""
        return list(self.do(system_actor("redress"), actions.ask_holders, complaint_id=row.id))

    def footprint(self, row: Any, *, by: str = "inspector") -> Any:
        return self.do(self.cast[by], actions.request_footprint, complaint_number=row.number, reasons=REASONS)

    def open(self, foot: Any, *, by: str = "second_inspector", approved: bool = True, **fields: Any) -> Any:
        return self.do(
            self.cast[by], actions.decide_footprint, footprint_id=foot.id, is_approved=approved, reasons=REASONS,
            **fields,
        )  # fmt: skip


@pytest.fixture
def desk(do: Callable[..., Any], cast: dict[str, Any]) -> Desk:
    """In a transaction that is rolled back: what the matcher's own login reads is not there."""
    return Desk(do, cast)


@pytest.fixture
def open_desk(do: Callable[..., Any], committed: dict[str, Any]) -> Desk:
    """On committed rows, which the matcher sees."""
    return Desk(do, committed)
