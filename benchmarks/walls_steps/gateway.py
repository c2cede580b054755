"""Random steps at the gateway."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from benchmarks.walls_model import Row
from benchmarks.walls_model.gateway import neutral
from benchmarks.walls_steps.base import PURPOSES, SECURITY, Base, Nothing, age, at_present

OPENABLE = ("pending", "validated")


class Steps(Base):
    """Steps at the gateway."""

    def do_order(self) -> None:
        from tansiq.gateway import actions

        self.act(
            "prosecutor", actions.register_order, draft=self.kit(), number=f"2026/{len(self.steps)}",
            authority="PROSECUTION", instrument="COURT-ORDER", offence="MURDER", grounds=self.words(),
            presented_by=self.word(), alternative="SUMMONS", alternative_words=self.words(),
            valid_from=self.now - timedelta(days=1), valid_until=self.now + timedelta(days=30), age_checked=True,
        )  # fmt: skip

    def do_revoke(self) -> None:
        from tansiq.gateway import actions

        row = self.found("gateway_order", revoked_at=None)
        self.act("prosecutor", actions.revoke_order, order_id=UUID(row["id"]), reasons=self.words())

    def do_number(self) -> None:
        from tansiq.gateway import actions

        who = self.chance.choice(("identity", "caseworker"))
        if who == "identity":
            self.act(who, actions.issue_slip, draft=self.kit(), checked_face_to_face=True, papers=self.word())
        else:
            self.act(who, actions.issue_redress, draft=self.kit(), why=self.words())

    def do_ask(self) -> None:
        from tansiq.gateway import actions

        who = self.chance.choice([f"{code}-asker" for code in SECURITY] + ["watch", "prosecutor"])
        row = self.act(
            who, actions.ask, draft=self.kit(), purpose=self.chance.choice(PURPOSES), reference=f"W/{len(self.steps)}",
            asked_for=self.word() if who == "watch" else "",
        )  # fmt: skip
        if row is not None and row.answer != "insufficient_identity":
            self.act("system:matcher", actions.match_ask, ask_id=row.id)

    def do_notice(self) -> None:
        from tansiq.gateway import actions

        notices = sorted(self.truth.has("oversight_notice", closed_at=None), key=lambda row: str(row["at"]))
        if notices and self.chance.random() < 0.3:
            from tansiq.compartments.oversight import actions as oversight

            self.act("inspector", oversight.close_notice, notice_id=UUID(notices[0]["id"]), done=self.words())
            return
        from tansiq.names import Parts

        many = replace(self.kit(), parts=Parts(full="\n".join(self.word() for _ in range(5))))
        who = f"{self.security()}-asker"
        self.act(who, actions.ask, draft=many, purpose="OPEN_CASE", reference="W/3")

    def do_confirm(self) -> None:
        from tansiq.gateway import actions

        row = self.found("gateway_ask", answer="call_before_detaining")
        self.act("watch", actions.confirm_identity, ask_id=UUID(row["id"]), words=self.words())

    def do_happened(self) -> None:
        from tansiq.gateway import actions

        row = self.found("gateway_ask")
        happened = self.chance.choice(("held", "let_go", "called"))
        who = self.of(row["owner_id"], "asker")
        if not self.truth.get("access_agency", row["owner_id"])["code"].startswith(SECURITY):
            who = "watch"
        self.act(who, actions.record_happened, ask_id=UUID(row["id"]), happened=happened, words=self.words())

    def _judge(self, hit: Row) -> str:
        able = [who.handle for who in self.truth.people() if neutral(who, hit)]
        if not able:
            raise Nothing
        return self.chance.choice(sorted(able))

    def do_judge(self) -> None:
        from tansiq.gateway import actions

        hit = self.found("gateway_hit", state="pending")
        who = self._judge(hit)
        if self.chance.random() < 0.5:
            self.act(who, actions.compare, hit_id=UUID(hit["id"]))
        same = self.chance.random() < 0.8
        self.act(who, actions.judge_hit, hit_id=UUID(hit["id"]), same=same, reasons=self.words())

    def do_undo(self) -> None:
        from tansiq.gateway import actions

        hit = self.found("gateway_hit", state=self.chance.choice(("validated", "rejected", "released")))
        user = self.truth.get("access_agency", hit["validator_agency_id"] or "")
        judges = [w for w in self.truth.people() if w.user == hit["validated_by"]]
        if not user or not judges:
            raise Nothing
        self.act(judges[0].handle, actions.undo_judgement, hit_id=UUID(hit["id"]), reasons=self.words())

    def do_release(self) -> None:
        from tansiq.gateway import actions

        hit = self.found("gateway_hit", state="validated")
        lists = self.truth.get("access_agency", hit["owner_id"])["kind"] == "list"
        who = "keeper" if lists else self.of(hit["owner_id"], "releaser")
        action = actions.release if self.chance.random() < 0.8 else actions.refuse_release
        self.act(who, action, hit_id=UUID(hit["id"]), reasons=self.words())

    def do_read(self) -> None:
        from tansiq.gateway import actions

        row = self.found("gateway_disclosure", recalled_at=None)
        self.act(self.of(row["recipient_id"], "asker"), actions.read_disclosure, disclosure_id=UUID(row["id"]),
                 purpose="OPEN_CASE", reference="W/2")  # fmt: skip

    def do_permission(self) -> None:
        from tansiq.gateway import actions

        asked = self.some("gateway_permission", state="asked")
        if asked and self.chance.random() < 0.6:
            grant = self.chance.random() < 0.7
            self.act(self.of(asked["owner_id"], "releaser"), actions.decide_permission,
                     permission_id=UUID(asked["id"]), grant=grant, reasons=self.words())  # fmt: skip
            return
        row = self.found("gateway_disclosure", recalled_at=None)
        self.act(self.of(row["recipient_id"], "asker"), actions.ask_permission, disclosure_id=UUID(row["id"]),
                 receiver_id=self.ids[self.security()], to_court=False, why=self.words())  # fmt: skip

    def do_pass_on(self) -> None:
        from tansiq.gateway import actions

        row = self.found("gateway_disclosure", recalled_at=None)
        self.act(self.of(row["recipient_id"], "releaser"), actions.pass_on, disclosure_id=UUID(row["id"]),
                 receiver_id=self.ids[self.security()], to_court=False, reasons=self.words())  # fmt: skip

    def do_withdraw(self) -> None:
        from tansiq.gateway import actions

        row = self.found("gateway_disclosure", recalled_at=None)
        cause = self.chance.choice(("mistaken_identity", "corrected"))
        self.act(self.of(row["owner_id"], "releaser"), actions.withdraw, disclosure_id=UUID(row["id"]), cause=cause,
                 reasons=self.words())  # fmt: skip

    def do_glass(self) -> None:
        """Danger to life: opened without the owner, then reviewed by him and by the inspector."""
        from tansiq.gateway import actions

        row = self.some("gateway_brokenglass")
        if row is None or self.chance.random() < 0.4:
            others = {str(self.ids[code]) for code in SECURITY}
            urgent = [
                hit for hit in self.truth.has("gateway_hit", is_urgent=True)
                if hit["state"] in OPENABLE and {hit["asker_id"], hit["owner_id"]} <= others
            ]  # fmt: skip
            if not urgent:
                raise Nothing
            hit = self.chance.choice(sorted(urgent, key=age))
            self.act("watch", at_present(actions.break_glass), hit_id=UUID(hit["id"]), purpose="LIFE_AT_RISK",
                     reference="W/911", reasons=self.words())  # fmt: skip
        elif self.chance.random() < 0.3:
            self.act("watch", at_present(actions.read_glass), glass_id=UUID(row["id"]))
        else:
            who = self.chance.choice(("inspector", self.of(row["owner_id"], "releaser"), "watch"))
            self.act(who, at_present(actions.review_glass), glass_id=UUID(row["id"]),
                     justified=self.chance.random() < 0.6, reasons=self.words())  # fmt: skip

    def do_budget(self) -> None:
        from tansiq.gateway import actions

        row = self.found("gateway_ask")
        self.act("watch", actions.raise_budget, number=row["number"], reasons=self.words())

    def do_acknowledge(self) -> None:
        from tansiq.gateway import actions

        row = self.found("gateway_recall", state="sent")
        self.act(self.of(row["recipient_id"], "asker"), actions.acknowledge_recall, recall_id=UUID(row["id"]),
                 did="deleted", copies=1, words=self.words())  # fmt: skip


Steps.weights = {
    "order": 3,
    "revoke": 1,
    "number": 1,
    "ask": 24,
    "notice": 2,
    "confirm": 2,
    "happened": 2,
    "judge": 18,
    "undo": 1,
    "release": 12,
    "read": 3,
    "permission": 4,
    "pass_on": 4,
    "withdraw": 2,
    "acknowledge": 3,
    "glass": 9,
    "budget": 2,
}
