"""A file of the tests, and how each step is taken in it; the people in it are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from stage import NOW

from tansiq.compartments.cooperation import actions
from tansiq.compartments.cooperation.drafts import HeldDraft, TermsDraft
from tansiq.compartments.protection import actions as protection
from tansiq.compartments.protection.models import Danger
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.db import acting_as

SAID = "لما ورد في الملف من أسباب بيّنة"
TERMS = TermsDraft(
    offered="مكان آمن ومنفصل، وتقرير إلى المحكمة بما تعاون به", forbidden="لا وعد بإفراج، ولا مال",
    benefits=("PLACE", "HEARD"), withdrawal="NOT-AGAINST-HIM", promise="V1",
)  # fmt: skip
PLAN: dict[str, Any] = {
    "planned_for": NOW + timedelta(days=1), "place": "الغرفة الثانية", "place_code": "agency:court",
    "counsel": "attended", "topics": "مخازن السلاح",
}  # fmt: skip
HELD = HeldDraft(
    counsel="attended", place="الغرفة الثانية", place_code="agency:court", began_at=NOW - timedelta(hours=3),
    ended_at=NOW - timedelta(hours=1), present="هو ومحاميه والمستلم", health="جيدة", breaks="ربع ساعة للصلاة",
    longest_stretch_minutes=60, recording="ab" * 32, topics="مخازن السلاح", words="تكلم عن مخزنين",
)  # fmt: skip


@dataclass
class Room:
    """One file and its people; `do` runs an action as a member of the cast."""

    cast: dict[str, Actor]
    run: Callable[..., Any]
    file: Any

    def do(self, who: str, action: Callable[..., Any], **fields: Any) -> Any:
        return self.run(self.cast[who], action, **fields)

    def on(self, who: str, action: Callable[..., Any], **fields: Any) -> Any:
        """An action on the file of the room."""
        return self.do(who, action, file_id=self.file.id, **fields)

    def see(self, who: str, model: Any, **where: Any) -> list[Any]:
        with acting_as(self.cast[who]):
            return list(model.objects.filter(**where))

    def state(self) -> str:
        from tansiq.compartments.cooperation.models import File

        return str(self.see("prosecutor", File, id=self.file.id)[0].state)

    def to(self, state: str) -> Room:
        """Take every step up to this state."""
        ways: dict[str, Callable[[], Any]] = {
            "counsel": self._counsel, "advised": self._advised, "terms": self._terms, "window": self._window,
            "closed": lambda: self._move("closed"), "verification": lambda: self._move("verification"),
        }  # fmt: skip
        for name, way in ways.items():
            way()
            if name == state:
                break
        return self

    def _counsel(self) -> None:
        self.on("prosecutor", actions.name_counsel, name="المحامي ع", mandate="وكالة 12", handle="defender")
        self.on("prosecutor", actions.name_handler, handle="handler")

    def _advised(self) -> None:
        self.on("prosecutor", actions.record_advice, at=NOW - timedelta(hours=5), words="وحدهما نصف ساعة")

    def _terms(self) -> None:
        made = self.on("prosecutor", actions.draft_terms, draft=TERMS)
        self.do("reviewer", actions.review_terms, terms_id=made.id, passes=True, reasons=SAID)
        self.do("prosecutor", actions.approve_terms, terms_id=made.id, reasons=SAID)

    def _window(self) -> None:
        self.assessed()
        self.on("prosecutor", actions.start_record, at=NOW - timedelta(hours=4), paper="محضر البداية 3")

    def assessed(self, now: Any = NOW - timedelta(hours=5)) -> None:
        """The protection desk is asked, and has assessed the danger."""
        asked = self.on("prosecutor", actions.ask_protection, now=now, whom="من يُسمع، وأسرته", words="قد يُعرف أنه تكلم")
        for waits in self.see("guard", Danger, reference=asked.number):
            self.do("guard", protection.assess_danger, now=now, danger_id=waits.id, reasons=SAID)

    def _move(self, to: str) -> None:
        self.on("prosecutor", actions.move, to=to, words="اكتملت الأقوال")


def opened(cast: dict[str, Actor], run: Callable[..., Any], **fields: Any) -> Room:
    told = {"reference": "ج/2026/118", "responsibility": "LED", "came_by": "HIMSELF", "age": "adult"} | fields
    return Room(cast, run, run(cast["prosecutor"], actions.open_file, **told))
