"""A held record of beta, an order of the court, and the steps of the main job, each as the person who takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from glass import URGENT, WHY
from stage import KHALED, KHALED_LATIN, NOW, accepting, draft

from tansiq.gateway import actions, passages
from tansiq.gateway.models import Hit
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as
from tansiq.people import actions as people
from tansiq.people.drafts import KitDraft
from tansiq.people.models import Kit


@pytest.fixture
def ask(do: Callable[..., Any]) -> Callable[..., Any]:
    """Ask about somebody: `ask(actor, draft, **overrides)`."""

    def run(actor: Any, kit: KitDraft, **fields: Any) -> Any:
        return do(
            actor, actions.ask, **{"draft": kit, "purpose": "CHECKPOINT_IDENTITY", "reference": "CP/2026-11/7"} | fields
        )

    return run


@pytest.fixture
def order(do: Callable[..., Any]) -> Callable[..., Any]:
    """Enter an order: `order(prosecutor, draft, **overrides)`."""

    def run(actor: Any, kit: KitDraft, **fields: Any) -> Any:
        return do(actor, actions.register_order, draft=kit, **ORDER | fields)

    return run


ORDER: dict[str, Any] = {
    "number": "2026/118", "authority": "PROSECUTION", "instrument": "COURT-ORDER", "offence": "MURDER",
    "grounds": "شهادتان مسجلتان في القضية 2026/40", "presented_by": "عقيد مناوب، أمن الوادي",
    "alternative": "SUMMONS", "alternative_words": "استدعي مرتين ولم يحضر", "valid_from": NOW - timedelta(days=1),
    "valid_until": NOW + timedelta(days=30), "age_checked": True,
}  # fmt: skip


@dataclass
class Room:
    """The main job on committed rows, step by step."""

    cast: dict[str, Any]
    do: Callable[..., Any]
    held: Kit
    handling: str = "P"

    def ask(self, kit: KitDraft = KHALED_LATIN, *, by: str = "asker", **fields: Any) -> Any:
        reason = {"purpose": "CHECKPOINT_IDENTITY", "reference": "CP/2026-11/7"}
        return self.do(self.cast[by], actions.ask, **reason | {"draft": kit} | fields)

    def match(self, row: Any) -> list[Hit]:
        matcher = system_actor("matcher")
        return list(self.do(matcher, actions.match_ask, ask_id=row.id))

    def hit(self, kit: KitDraft = KHALED_LATIN, **fields: Any) -> Hit:
        [hit] = self.match(self.ask(kit, **fields))
        return hit

    def judge(self, hit: Hit, *, same: bool = True, by: str = "validator") -> Hit:
        return self.do(
            self.cast[by], actions.judge_hit, hit_id=hit.id, same=same, reasons="الاسم والميلاد والجد متطابقة"
        )

    def release(self, hit: Hit, **fields: Any) -> Any:
        return self.do(
            self.cast["owner"], actions.release, hit_id=hit.id, reasons="مطابقة مؤكدة والغرض مشروع", **fields
        )

    def disclosure(self, kit: KitDraft = KHALED_LATIN, **fields: Any) -> Any:
        return self.release(self.judge(self.hit(kit, **fields)))

    def withdraw(self, disclosure: Any, *, cause: str = "mistaken_identity") -> Any:
        return self.do(
            self.cast["owner"], actions.withdraw, disclosure_id=disclosure.id, cause=cause,
            reasons="ليس هو الشخص المقصود في الملف",
        )  # fmt: skip


@pytest.fixture
def room(committed: dict[str, Any], do: Callable[..., Any], agencies: dict[str, UUID]) -> Iterator[Room]:
    held = hold(committed["owner"], do, KHALED)
    known = dict(passages._HOLDERS)
    passages._HOLDERS.clear()

    def find(kit_id: UUID) -> passages.HeldRecord | None:
        kit = Kit.objects.filter(id=kit_id).first()
        packet = {"standing": "alleged_not_decided"}
        return passages.HeldRecord(kit, "J-1", made.handling, "", packet) if kit else None

    made = Room(committed, do, held)
    passages.register_holder("test", find)
    yield made
    passages._HOLDERS.clear()
    passages._HOLDERS.update(known)


@pytest.fixture
def glass(room: Room) -> Room:
    """The room with its record held as a subject of intelligence: what may be behind glass."""
    passages.register_holder("intelligence.subject", passages._HOLDERS.pop("test"))
    return room


@pytest.fixture
def opened(glass: Room) -> Callable[..., Any]:
    """Open what is behind an urgent hit: `opened(hit, who=…, **overrides)`."""

    def run(hit: Hit | None = None, *, who: str = "watch", **fields: Any) -> Any:
        hit = hit or glass.hit(purpose="LIFE_AT_RISK")
        given = {"hit_id": hit.id, "reasons": WHY, "now": timezone.now()} | URGENT
        return glass.do(glass.cast[who], actions.break_glass, **given | fields)

    return run


def hold(actor: Any, do: Callable[..., Any], kit: KitDraft) -> Kit:
    """Keep a kit as held in confidence by the actor's agency, as if a second person had accepted it."""
    with acting_as(accepting(actor)):
        checked = kit.checked(today=NOW.date())
        return people.add_kit(actor=actor, now=NOW, owner_id=actor.home, checked=checked, index="held")


__all__ = ["ORDER", "Room", "draft", "hold"]
