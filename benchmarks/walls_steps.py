"""Random steps at the gateway, and of those who say who is who."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from benchmarks.walls_cast import PURPOSES, SECURITY, Base, Nothing, age
from benchmarks.walls_model import Row, neutral


class Gateway(Base):
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

    def do_acknowledge(self) -> None:
        from tansiq.gateway import actions

        row = self.found("gateway_recall", state="sent")
        self.act(self.of(row["recipient_id"], "asker"), actions.acknowledge_recall, recall_id=UUID(row["id"]),
                 did="deleted", copies=1, words=self.words())  # fmt: skip


class Directory(Base):
    """Steps of those who say who is who, of clocks and of alarms."""

    def do_standing(self) -> None:
        from tansiq.gateway import actions
        from tansiq.kernel.access.rules import Standing

        outside = [a for a in sorted(self.truth.rows["access_agency"], key=age) if a["standing"] != "accredited"]
        if outside:
            agency, standing = UUID(self.chance.choice(outside)["id"]), Standing.ACCREDITED
        else:
            agency = self.ids[self.security()]
            standing = self.chance.choice((Standing.SUSPENDED, Standing.CONTROL_LOST))
        self.act("accreditor", actions.change_standing, agency_id=agency, standing=standing, reason=self.words())

    def do_exclude(self) -> None:
        from tansiq.kernel.access import actions

        code = self.security()
        others = [self.ids[other] for other in (*SECURITY, "joint-room") if other != code]
        shut_out = self.chance.sample(others, self.chance.choice((0, 0, 1)))
        self.act(f"{code}-releaser", actions.exclude_validators, agency_ids=shut_out)

    def do_grant(self) -> None:
        from tansiq.kernel.access import actions

        members = sorted(self.truth.rows["access_member"], key=lambda r: str(r["name_en"]))
        member = self.chance.choice([m for m in members if m["name_en"].split("-")[0] in SECURITY])
        role = self.chance.choice(("asker", "liaison", "releaser", "analyst", "approver", "validator"))
        self.act("accreditor", actions.grant_role, member_id=UUID(member["id"]), role=role)

    def do_member(self) -> None:
        from tansiq.kernel.access import actions

        code, name = self.security(), f"new{len(self.steps)}"
        if sum(1 for _ in self.truth.rows["access_member"]) > 34:
            raise Nothing
        self.act("accreditor", actions.add_member, handle=f"{code}-{name}", password="not-used-to-sign-in",
                 agency_id=self.ids[code], name_ar=name, name_en=f"{code}-{name}", roles=("validator",))  # fmt: skip

    def do_clocks(self) -> None:
        from tansiq.kernel.clocks import actions

        self.act("system:clock", _later(actions.raise_due))

    def do_alarm(self) -> None:
        from tansiq.kernel.clocks import actions

        row = self.found("clocks_alarm", closed_at=None)
        able = sorted(w.handle for w in self.truth.people() if w.has(row["role"]))
        if not able:
            raise Nothing
        self.act(self.chance.choice(able), actions.close_alarm, alarm_id=UUID(row["id"]), done=self.words())


def _later(action: Callable[..., Any]) -> Callable[..., Any]:
    def raise_due(*, actor: Any, now: datetime) -> Any:
        return action(actor=actor, now=now + timedelta(days=3))

    return raise_due
