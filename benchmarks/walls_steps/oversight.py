"""Random steps of complaints and their holders, of footprints, and of the inspector's reviews of reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from benchmarks.walls_steps.base import Base, Nothing, at_present, later

CAST = {"judges": {"delegate": ("judge_delegate",)}}
KINDS = {"judges": "judicial"}

DESKS = ("identity", "identity", "caseworker", "caseworker", "inspector")


class Steps(Base):
    """Steps of the inspector, of whom he asks, and of those who complain."""

    def do_complaint(self) -> None:
        from tansiq.compartments.oversight import actions

        self.act(
            self.chance.choice(DESKS), actions.file_complaint, draft=self.kit(),
            kind=self.chance.choice(("mistaken", "correction", "erasure", "held")), words=self.words(),
            papers=self.word(),
        )  # fmt: skip

    def do_decide(self) -> None:
        from tansiq.compartments.oversight import actions

        row = self.chance.choice(
            [r for r in self.truth.rows["oversight_complaint"] if r["decided_at"] is None] or [None]
        )
        if row is None:
            raise Nothing
        act = self.chance.random()
        if act < 0.2:
            self.act(self.chance.choice(("identity", "caseworker")), actions.hand_receipt, complaint_id=UUID(row["id"]))
        elif act < 0.35:
            self.act("inspector", actions.extend_complaint, complaint_id=UUID(row["id"]), reasons=self.words())
        else:
            upheld = self.chance.random() < 0.8
            self.act(
                "inspector", actions.decide_complaint, complaint_id=UUID(row["id"]), is_upheld=upheld,
                ground="identity_shown" if upheld else "identity_open", reasons=self.words(),
            )  # fmt: skip
            self.act("system:redress", actions.ask_holders, complaint_id=UUID(row["id"]))

    def do_appeal(self) -> None:
        from tansiq.compartments.oversight import actions

        row = self.some("oversight_appeal", decided_at=None)
        if row is None or self.chance.random() < 0.5:
            decided = [r for r in self.truth.rows["oversight_complaint"] if r["decided_at"] is not None]
            if not decided:
                raise Nothing
            complaint = self.chance.choice(decided)
            self.act(
                self.chance.choice(DESKS), actions.file_appeal, complaint_id=UUID(complaint["id"]), words=self.words()
            )
            return
        upheld = self.chance.random() < 0.5
        self.act(
            self.chance.choice(("inspector", "second_inspector")), actions.decide_appeal, appeal_id=UUID(row["id"]),
            is_upheld=upheld, ground="identity_shown" if upheld else "identity_open", reasons=self.words(),
        )  # fmt: skip
        self.act("system:redress", actions.ask_after_appeal, appeal_id=UUID(row["id"]))

    def do_holder(self) -> None:
        from tansiq.compartments.oversight import actions

        row = self.found("oversight_holdertask", did="")
        who = self.of(row["holder_id"], self.chance.choice(("releaser", "approver")))
        if self.chance.random() < 0.4:
            self.act(who, actions.reveal_task, task_id=UUID(row["id"]))
        else:
            self.act(who, actions.answer_task, task_id=UUID(row["id"]), did="done", reasons=self.words())

    def do_footprint(self) -> None:
        from tansiq.compartments.oversight import actions

        row = self.some("oversight_footprint")
        if row is None or self.chance.random() < 0.3:
            complaint = self.found("oversight_complaint")
            self.act("inspector", actions.request_footprint, complaint_number=complaint["number"], reasons=self.words())
        elif row["decided_at"] is None:
            self.act(
                self.chance.choice(("delegate", "delegate", "inspector")), at_present(actions.decide_footprint),
                footprint_id=UUID(row["id"]), is_approved=self.chance.random() < 0.8, reasons=self.words(),
            )  # fmt: skip
        elif self.chance.random() < 0.5:
            reader = self.chance.choice(("delegate", "inspector"))
            self.act(reader, at_present(actions.read_footprint), footprint_id=UUID(row["id"]))
        else:
            self.act("delegate", at_present(actions.tell_footprint), footprint_id=UUID(row["id"]), line_ids=[],
                     reasons=self.words())  # fmt: skip

    def do_reads(self) -> None:
        """The nightly and the weekly review, at the day after, and what the inspector makes of what they find."""
        from tansiq.compartments.oversight import actions

        finding = self.some("oversight_finding", closed_at=None)
        item = self.some("oversight_sampleitem", verdict="")
        about = self.chance.choice([row for row in (finding, item) if row] or [None])
        if about is None or self.chance.random() < 0.2:
            if len(self.steps) < 150:  # each day is reviewed once: not before there is something to find
                raise Nothing
            days = 1 + len(self.truth.rows["oversight_reviewday"])
            self.act("system:review", later(actions.find_patterns, days=days))
            self.act("system:review", later(actions.draw_sample, days=7))
        elif self.chance.random() < 0.5:
            self.act("inspector", actions.ask_reason, about_id=UUID(about["id"]), question=self.words())
        elif about is finding:
            judge = self.chance.choice(("inspector", "inspector", "delegate"))
            self.act(judge, actions.close_finding, finding_id=UUID(about["id"]), done=self.words())
        else:
            verdict = self.chance.choice(("fits", "does_not", "asked"))
            judge = self.chance.choice(("inspector", "inspector", "delegate"))
            self.act(judge, actions.judge_item, item_id=UUID(about["id"]), verdict=verdict, words=self.words())

    def do_reason(self) -> None:
        from tansiq.compartments.oversight import actions

        row = self.found("oversight_question", answered_at=None)
        able = [w.handle for w in self.truth.people() if row["agency_id"] in w.agencies]
        if not able:
            raise Nothing
        self.act(self.chance.choice(sorted(able)), actions.answer_question, question_id=UUID(row["id"]),
                 answer=self.words())  # fmt: skip

    def do_ended(self) -> None:
        from tansiq.compartments.oversight import actions

        if self.chance.random() < 0.7:
            raise Nothing

        def end_them(*, actor: Any, now: datetime) -> int:
            return actions.end_footprints(actor=actor, now=now)

        self.act("system:footprint", later(end_them, days=6))


Steps.weights = {
    "complaint": 2, "decide": 4, "appeal": 2, "holder": 3, "footprint": 8, "reads": 4, "reason": 3, "ended": 1,
}  # fmt: skip
