"""Random steps of those who say who is who, of clocks and of alarms."""

from __future__ import annotations

from uuid import UUID

from benchmarks.walls_steps.base import SECURITY, Base, Nothing, age, later


class Steps(Base):
    """Steps in the directory."""

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

        self.act("system:clock", later(actions.raise_due))

    def do_alarm(self) -> None:
        from tansiq.kernel.clocks import actions

        row = self.found("clocks_alarm", closed_at=None)
        able = sorted(w.handle for w in self.truth.people() if w.has(row["role"]))
        if not able:
            raise Nothing
        self.act(self.chance.choice(able), actions.close_alarm, alarm_id=UUID(row["id"]), done=self.words())


Steps.weights = {
    "standing": 3,
    "exclude": 2,
    "grant": 1,
    "member": 1,
    "clocks": 1,
    "alarm": 2,
}
