"""Random steps of those who arrest and hold, of the prosecution and the court, of the gate, and of families."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from benchmarks.walls_model import Row
from benchmarks.walls_steps.base import SECURITY, Base, Nothing

FORCES = SECURITY[:2]
HOLDERS: dict[str, tuple[str, ...]] = {"arrester": ("arresting_officer",), "gate": ("custody_officer",)}
CAST: dict[str, dict[str, tuple[str, ...]]] = dict.fromkeys(FORCES, HOLDERS) | {
    "desk": {"family": ("family_desk",), "children": ("child_protection",)},
    "desk2": {"family2": ("family_desk",)},
}
KINDS = {"desk2": "civil"}
FAMILIES = {"desk": "family", "desk2": "family2"}


class Steps(Base):
    """Steps with places, arrests, what happens to who is held, releases, enquiries and a place that changes hands."""

    weights: ClassVar[dict[str, int]] = {
        "place": 2, "arrest": 6, "fact": 8, "detention_order": 2, "release_order": 2, "gate": 2, "enquiry": 5,
        "enquiry_answer": 5, "enquiry_goes_on": 3, "handover": 2, "line": 3, "custody_task": 3,
    }  # fmt: skip

    def _force(self, agency: str) -> str:
        code = self.truth.get("access_agency", agency).get("code", "")
        if code not in FORCES:
            raise Nothing
        return str(code)

    def do_place(self) -> None:
        from tansiq.compartments.custody import actions

        row = self.some("custody_place", until=None)
        if row and self.chance.random() < 0.2:
            self.act("inspector", actions.delist_place, place_id=UUID(row["id"]), reasons=self.words())
            return
        told = {name: self.word() for name in ("code", "name_ar", "name_en", "instrument")}
        self.act(
            self.chance.choice(("inspector", "prosecutor")), actions.list_place, kind="prison",
            agency_id=self.ids[self.chance.choice(FORCES)], **told,
        )  # fmt: skip

    def do_arrest(self) -> None:
        from tansiq.compartments.custody import actions

        place = self.some("custody_place", until=None)
        code = place["code"] if place and self.chance.random() < 0.8 else self.word()
        draft = actions.ArrestDraft(
            kit=self.kit(papers=self.chance.random() < 0.7), place=code, at=self.now, unit=self.word(),
            officers=self.word(), basis=self.chance.choice(("flagrante", "")),
            age=self.chance.choice(("adult", "adult", "doubtful", "child")), details={"reasons": self.words()},
        )  # fmt: skip
        self.act(f"{self.chance.choice(FORCES)}-arrester", actions.record_arrest, draft=draft)

    def _detained(self) -> Row:
        return self.found("custody_detention", ended_at=None)

    def _holds(self, row: Row) -> str:
        return f"{self._force(row['owner_id'])}-gate"

    def do_fact(self) -> None:
        from tansiq.compartments.custody import actions

        row = self._detained()
        kind, fields = self.chance.choice((
            ("registered", {}), ("medical_check", {}), ("family_told", {}), ("counsel", {"result": "attended"}),
            ("presented", {"to": "prosecution"}), ("injuries", {}), ("note", {}), ("age_doubted", {}),
        ))  # fmt: skip
        who = self.chance.choice((self._holds(row), self._holds(row), "prosecutor", "children"))
        self.act(
            who, actions.write_down, detention_id=UUID(row["id"]), kind=kind, at=self.now, fields=dict(fields),
            details={"words": self.words()},
        )  # fmt: skip

    def do_detention_order(self) -> None:
        from tansiq.compartments.custody import actions

        row = self._detained()
        self.act(
            "prosecutor", actions.order_detention, detention_id=UUID(row["id"]), number=self.word(),
            until=self.now + timedelta(days=5), reasons=self.words(),
        )  # fmt: skip

    def do_release_order(self) -> None:
        from tansiq.compartments.custody import actions

        row = self._detained()
        self.act(
            self.chance.choice(("prosecutor", "registrar")), actions.order_release, detention_id=UUID(row["id"]),
            ground=self.chance.choice(("acquitted", "mistaken", "no_case")), number=self.word(), by=self.word(),
            words=self.words(), at=self.now,
        )  # fmt: skip

    def do_gate(self) -> None:
        from tansiq.compartments.custody import actions

        row = self._detained()
        if row["release_ordered_at"] is None:
            raise Nothing
        self.act(self._holds(row), actions.record_release, detention_id=UUID(row["id"]), words=self.words())

    def do_enquiry(self) -> None:
        from tansiq.compartments.custody import actions

        draft = actions.EnquiryDraft(
            kit=self.kit(papers=self.chance.random() < 0.5), by_name=self.word(), relation="mother",
            kin_words=self.chance.choice(("", self.words())), last_seen=self.words(),
        )  # fmt: skip
        self.act(self.chance.choice(tuple(FAMILIES.values())), actions.open_enquiry, draft=draft)

    def do_enquiry_answer(self) -> None:
        from tansiq.compartments.custody import actions

        row = self.found("custody_enquiryask", answer="")
        code = self.truth.get("access_agency", row["owner_id"]).get("code", "")
        who = f"{code}-gate" if code in FORCES else f"{code}-asker" if code in SECURITY else "watch"
        held = self.some("custody_detention", owner_id=row["owner_id"], ended_at=None)
        is_held = held is not None and self.chance.random() < 0.4
        self.act(
            who, actions.answer_enquiry, ask_id=UUID(row["id"]), answer="here" if is_held else "not_here",
            detention_id=UUID(held["id"]) if held and is_held else None, words=self.words(),
        )  # fmt: skip

    def do_enquiry_goes_on(self) -> None:
        from tansiq.compartments.custody import actions

        row = self.found("custody_enquiry", closed_at=None)
        family = FAMILIES[self.truth.get("access_agency", row["owner_id"])["code"]]
        enquiry: dict[str, Any] = {"enquiry_id": UUID(row["id"])}
        if row["close_asked_at"]:
            self.act("inspector", actions.close_enquiry, reasons=self.words(), **enquiry)
        elif not row["kin_shown"]:
            self.act(family, actions.show_kinship, words=self.words(), **enquiry)
        elif self.chance.random() < 0.5:
            self.act(family, actions.tell_family, words=self.words(), **enquiry)
        else:
            self.act(family, actions.ask_to_close, reasons=self.words(), **enquiry)

    def do_handover(self) -> None:
        from tansiq.compartments.custody import actions

        sheet = self.some("custody_handover", closed_at=None)
        if sheet and self.chance.random() < 0.4:
            self.act(
                f"{self._force(sheet['to_id'])}-gate", actions.close_handover, handover_id=UUID(sheet["id"])
            )  # fmt: skip
            return
        row = self.found("custody_place", until=None)
        giver = self._force(row["agency_id"])
        taker = next(code for code in FORCES if code != giver)
        self.act(
            f"{giver}-gate", actions.begin_handover, place_id=UUID(row["id"]), to_id=self.ids[taker],
            reasons=self.words(),
        )  # fmt: skip

    def do_line(self) -> None:
        from tansiq.compartments.custody import actions

        row = self.found("custody_handoverline", signed_at=None)
        self.act(
            f"{self._force(row['to_id'])}-gate", actions.sign_line, line_id=UUID(row["id"]),
            is_received=self.chance.random() < 0.8, words=self.words(),
        )  # fmt: skip

    def do_custody_task(self) -> None:
        from tansiq.compartments.custody import actions

        row = self.found("custody_task", done_at=None)
        able = [w.handle for w in self.truth.people() if w.has(row["role"]) and row["owner_id"] in (None, w.home)]
        if not able:
            raise Nothing
        self.act(self.chance.choice(able), actions.finish_task, task_id=UUID(row["id"]), done=self.words())
