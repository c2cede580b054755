"""Random steps of duty, kin, frozen units, and of the seal on the log."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from benchmarks.walls_steps.base import SECURITY, Base, Nothing, at_present, later

CAST = {code: {"head": ("unit_head",)} for code in SECURITY[:2]}


class Steps(Base):
    """Steps of duty, and of what the installation does by itself."""

    def _anybody(self) -> str:
        return self.chance.choice(sorted(who.handle for who in self.truth.people()))

    def do_kin(self) -> None:
        from tansiq.kernel.access import actions

        row = self.some("access_kin", ended_at=None)
        if row and self.chance.random() < 0.3:
            who = next(w.handle for w in self.truth.people() if w.user == row["user_id"])
            self.act(who, at_present(actions.end_kin), kin_id=UUID(row["id"]))
            return
        kit = self.found("people_kit")
        self.act(
            self._anybody(), actions.declare_kin, relation="sibling", ism=kit["ism"], father=kit["father"],
            family=kit["family"] or self.word(),
        )  # fmt: skip

    def do_shift(self) -> None:
        from tansiq.kernel.access import actions

        code = self.chance.choice(SECURITY[:2])
        planned = self.some("access_shift", agency_id=str(self.ids[code]), cancelled_at=None, is_taken=False)
        if planned and self.chance.random() < 0.3:
            self.act(f"{code}-head", at_present(actions.cancel_shift), shift_id=UUID(planned["id"]))
            return
        able = [w for w in self.truth.people() if w.home == str(self.ids[code]) and w.roles]
        if not able:
            raise Nothing
        whom = self.chance.choice(able)
        starts = datetime.now(self.now.tzinfo) + timedelta(hours=self.chance.randrange(1, 400))
        self.act(
            f"{code}-head", at_present(actions.plan_shift), member_id=UUID(whom.member),
            function=self.chance.choice(sorted(whom.roles)), starts_at=starts, ends_at=starts + timedelta(hours=8),
        )  # fmt: skip

    def do_duty(self) -> None:
        from tansiq.kernel.access import actions

        who = self._anybody()
        if self.chance.random() < 0.2:
            self.act(who, actions.go_off_duty)
        else:
            self.act(who, actions.go_on_duty, until=self.now + timedelta(hours=20))

    def do_freeze(self) -> None:
        """A unit's command changed; afterwards each account is opened again by a review of its own."""
        from tansiq.kernel.access import actions

        frozen = sorted((m for m in self.truth.rows["access_member"] if m["frozen_at"]), key=lambda m: m["name_en"])
        if not frozen:
            if self.chance.random() < 0.4:
                agency = self.ids[self.chance.choice(SECURITY[2:])]
                self.act("accreditor", actions.freeze_unit, agency_id=agency, unit="", reason=self.words())
                return
            frozen = [self.chance.choice(sorted(self.truth.rows["access_member"], key=lambda m: m["name_en"]))]
        for member in frozen[:4]:
            kept = [g["role"] for g in self.truth.has("access_rolegrant", member_id=member["id"], ended_at=None)]
            self.act(
                "accreditor", actions.review_account, member_id=UUID(member["id"]), kept=sorted(kept),
                reason=self.words(),
            )  # fmt: skip

    def do_seal(self) -> None:
        from tansiq.kernel.audit import proofs, sealing, witnessing

        def seal_some(*, actor: Any, now: datetime) -> None:
            sealing.integrate(actor=actor, now=now, limit=40)
            sealing.sign(actor=actor, now=now)

        def witness_own(*, actor: Any, now: datetime) -> None:
            last = proofs.last_witnessed(sealing.origin())
            given = witnessing.bundle(since=last.size if last else 0)
            note = witnessing.witness(actor=actor, now=now, given=given, key=None if last else sealing.log_key())
            witnessing.take_cosignature(actor=actor, now=now, note=note, key=witnessing.witness_key())

        self.act("system:seal", seal_some)
        if self.chance.random() < 0.5:
            self.act("system:seal", witness_own)

    def do_erase(self) -> None:
        """A few of those that have ended, as after years."""
        from tansiq.kernel.retention import actions

        def erase_some(*, actor: Any, now: datetime) -> int:
            return actions.erase_due(actor=actor, now=now, most=2)

        self.act("system:retention", later(erase_some, days=self.chance.choice((200, 400, 1900))))


Steps.weights = {"kin": 3, "shift": 3, "duty": 6, "freeze": 2, "seal": 2, "erase": 1}
