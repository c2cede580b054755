"""Random steps with bulletins and their pictures, links of evidence, and statements as the register hears of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from benchmarks.walls_model import Row
from benchmarks.walls_steps.base import SECURITY, Base, Nothing, picture

CAST: dict[str, dict[str, tuple[str, ...]]] = {
    "court": {"speaker": ("spokesperson",)}, "court2": {"speaker2": ("spokesperson",)}
}  # fmt: skip
LEADS = {"court": ("prosecutor", "speaker"), "court2": ("prosecutor2", "speaker2")}


class Steps(Base):
    """Steps from the draft of a bulletin to its withdrawal, and those by which a doubt closes what was said."""

    weights: ClassVar[dict[str, int]] = {
        "bulletin": 9, "bulletin_picture": 6, "bulletin_send": 6, "bulletin_told": 4, "link_person": 4, "heard": 4,
        "doubt": 6, "order_renewed": 2,
    }  # fmt: skip

    def _leads_case(self, row: Row) -> tuple[str, str]:
        """Prosecutor and spokesperson of the prosecution that a record belongs to."""
        return LEADS[self.truth.get("access_agency", row["owner_id"])["code"]]

    def do_bulletin(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_incident")
        of_case = {one["id"] for one in self.truth.has("casework_exhibit", case_id=row["case_id"])}
        pictures = [one for one in self.truth.rows["casework_photograph"] if one["exhibit_id"] in of_case]
        if not pictures and of_case and self.chance.random() < 0.8:
            self._take_picture(of_case)
            return
        chosen = UUID(self.chance.choice(pictures)["id"]) if pictures and self.chance.random() < 0.8 else None
        sappers = [w.handle for w in self.truth.people() if w.has("eod_operator")]
        self.act(
            self.chance.choice([self._leads_case(row)[0], *sappers]), actions.draft_bulletin,
            incident_id=UUID(row["id"]), looks_like=self.words(), advice=self.word(), photograph_id=chosen,
        )  # fmt: skip

    def _take_picture(self, pieces: set[str]) -> None:
        """Of a piece of the case, by whoever has it: without one no picture could go with a bulletin."""
        from tansiq.compartments.casework import actions

        row = next((one for one in self.truth.rows["casework_exhibit"] if one["id"] in pieces), None)
        if row is None:
            raise Nothing
        holder = str(self.truth.get("access_member", row["holder_id"])["name_en"]).lower()
        self.act(
            holder, actions.add_photograph, exhibit_id=UUID(row["id"]), content=picture(), has_scale=True,
            is_before_moving=True, words=self.word(),
        )  # fmt: skip

    def do_bulletin_picture(self) -> None:
        from tansiq.compartments.casework import actions

        waiting = [one for one in self.truth.rows["casework_bulletin"] if one["photograph_id"] and not one["sent_at"]]
        if not waiting:
            raise Nothing
        row = self.chance.choice(sorted(waiting, key=lambda one: str(one["looks_like"])))
        prosecutor, speaker = self._leads_case(row)
        if not row["picture_approved_at"]:
            self.act(prosecutor, actions.approve_picture, bulletin_id=UUID(row["id"]), reasons=self.words())
        if not row["picture_cleared_at"]:
            self.act(speaker, actions.clear_picture, bulletin_id=UUID(row["id"]), reasons=self.words())

    def do_bulletin_send(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_bulletin", withdrawn_at=None)
        prosecutor = self._leads_case(row)[0]
        if row["sent_at"] and self.chance.random() < 0.3:
            self.act(prosecutor, actions.withdraw_bulletin, bulletin_id=UUID(row["id"]), reasons=self.words())
            return
        chosen = [self.ids[code] for code in self.chance.sample(SECURITY, 2)]
        self.act(
            prosecutor, actions.send_bulletin, bulletin_id=UUID(row["id"]), recipient_ids=chosen, reasons=self.words()
        )

    def do_bulletin_told(self) -> None:
        from tansiq.gateway import actions

        row = self.found("gateway_disclosure", kind="bulletin", acknowledged_at=None)
        reader = self.of(row["recipient_id"], "releaser")
        act: Any = self.chance.choice((actions.read_disclosure, actions.acknowledge_bulletin))
        more = {"words": self.words()} if act is actions.acknowledge_bulletin else {}
        self.act(reader, act, disclosure_id=UUID(row["id"]), **more)

    def do_link_person(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_exhibit")
        shows = self.some("casework_statement", case_id=row["case_id"]) or row
        members = self.truth.get("casework_case", row["case_id"])["member_ids"]
        able = [w.handle for w in self.truth.people() if w.member in members and w.has("investigator")]
        self.act(
            self.chance.choice([*able, self._leads_case(row)[0]]), actions.associate, exhibit_id=UUID(row["id"]),
            person=self.word(), basis="TRACE", number=self.chance.choice((row, shows))["number"], words=self.words(),
        )  # fmt: skip

    def do_heard(self) -> None:
        """Somebody who is held is heard in a case: the register learns it by a passage."""
        from tansiq.compartments.casework import actions
        from tansiq.compartments.casework.drafts import StatementDraft

        row, held = self.found("casework_case"), self.found("custody_detention")
        began = self.now - timedelta(hours=3)
        draft = StatementDraft(
            kind="statement", speaker="suspect", speaker_name=self.word(), place=self.word(), place_code="agency:court",
            began_at=began, ended_at=began + timedelta(hours=1), present=self.word(), language=self.word(),
            counsel="attended", is_recorded=True, longest_stretch_minutes=40, words=self.words(),
            medical_before=self.word(), medical_after=self.word(), detention=held["number"],
        )  # fmt: skip
        self.act(self._leads_case(row)[0], actions.take_statement, case_id=UUID(row["id"]), draft=draft)

    def do_doubt(self) -> None:
        """Whoever holds him tells the register of a doubt: it goes back to the case, or waits for a statement."""
        from tansiq.compartments.custody import actions

        held, said = self.found("custody_detention"), self.some("casework_statement", is_quarantined=False)
        number = said["number"] if said and self.chance.random() < 0.8 else self.word()
        self.act(
            self.chance.choice((self.of(held["owner_id"], "gate"), "registrar", "inspector")), actions.write_down,
            detention_id=UUID(held["id"]), kind="taint_alleged", at=self.now,
            fields={"statement": number, "indicator": self.word()}, details={"words": self.words()},
        )  # fmt: skip

    def do_order_renewed(self) -> None:
        from tansiq.gateway import actions

        held = [one for one in self.truth.rows["gateway_order"] if one["held_at"] and not one["revoked_at"]]
        if not held:
            raise Nothing
        row = self.chance.choice(sorted(held, key=lambda one: str(one["grounds"])))
        self.act(self._leads_case(row)[0], actions.renew_order, order_id=UUID(row["id"]), reasons=self.words())
