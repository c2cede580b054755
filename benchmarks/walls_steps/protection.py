"""Random steps of the protection desk, and of whoever sends it a threat."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from benchmarks.walls_steps.base import Base

# The agency is in every installation; here it gets its people.
CAST: dict[str, dict[str, tuple[str, ...]]] = {
    "protection": {"guard": ("protection_desk",), "guardhead": ("protection_head",)}
}


class Steps(Base):
    """Steps with threats to life, with what must not be touched, and with plans that are held against it."""

    weights: ClassVar[dict[str, int]] = {
        "threat": 3,
        "threat_goes_on": 4,
        "protected": 3,
        "check": 6,
        "danger_answer": 3,
    }

    def do_threat(self) -> None:
        from tansiq.gateway import actions

        who = self.chance.choice(sorted(who.handle for who in self.truth.people()))
        self.act(
            who, actions.send_threat, words=self.words(), threatened=self.word(), reference=self.word(), origin="member"
        )

    def do_threat_goes_on(self) -> None:
        from tansiq.compartments.protection import actions

        row = self.found("protection_threat", closed_at=None)
        threat: dict[str, Any] = {"threat_id": UUID(row["id"])}
        if row["state"] == "open":
            how = self.chance.choice((("warn", ""), ("measures", ""), ("not_warn", self._ground())))
            self.act("guard", actions.decide_threat, decision=how[0], ground=how[1], reasons=self.words(), **threat)
        elif row["state"] == "to_approve":
            approves = self.chance.random() < 0.7
            self.act("guardhead", actions.approve_not_warned, approves=approves, reasons=self.words(), **threat)
        elif self.chance.random() < 0.6:
            self.act("guard", actions.record_warning, warned_by=self.word(), was_understood=True, **threat)
        else:
            self.act("guard", actions.close_threat, outcome=self.words(), **threat)

    def do_danger_answer(self) -> None:
        from tansiq.compartments.protection import actions

        row = self.found("protection_danger", assessed_at=None)
        self.act("guard", actions.assess_danger, danger_id=UUID(row["id"]), reasons=self.words())

    def _ground(self) -> str:
        from tansiq.kernel.charter import queries as charter

        return str(self.chance.choice(charter.current().vocabularies.not_warned_grounds).code)

    def do_protected(self) -> None:
        from tansiq.compartments.protection import actions

        row = self.some("protection_protected", ended_at=None)
        if row and self.chance.random() < 0.3:
            self.act("guard", actions.end_protected, protected_id=UUID(row["id"]))
            return
        place = (48.5 + self.chance.random(), 14.5 + self.chance.random())
        self.act("guard", actions.enter_protected, function="WITNESS", places=(place,), file_ref=self.word())

    def do_check(self) -> None:
        from tansiq.compartments.protection import actions

        row = self.found("protection_check", answered_at=None)
        if row["state"] == "waiting":
            self.act("system:protection", actions.check_plan, check_id=UUID(row["id"]))
        else:
            answer = self.chance.choice(("go", "move"))
            self.act("guard", actions.answer_check, check_id=UUID(row["id"]), answer=answer, reasons=self.words())
