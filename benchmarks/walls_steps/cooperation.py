"""Random steps of the prosecution with cooperating people, of their handlers, counsel and court."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from benchmarks.walls_model import Row
from benchmarks.walls_steps.base import Base

CAST: dict[str, dict[str, tuple[str, ...]]] = {
    "alpha": {"handler": ("handler",)},
    "beta": {"handler": ("handler",)},
    "court": {"reviewer": ("cooperation_legal",), "coopjudge": ("cooperation_judge",)},
    "bar": {"defender": ("defence_counsel",), "defender2": ("defence_counsel",)},
}
HANDLERS, DEFENDERS = ("alpha-handler", "beta-handler"), ("defender", "defender2")


class Steps(Base):
    """Steps with files, people on them, terms, sessions, claims and promises."""

    weights: ClassVar[dict[str, int]] = {
        "file": 3, "defend": 4, "handle": 4, "advise": 3, "terms": 3, "vet": 3, "approve": 3, "begin": 3, "talk": 4,
        "first_words": 1, "leave": 1, "claim": 4, "verify": 3, "promise": 3, "lawyer": 1, "call": 1, "unhandle": 1,
        "danger": 1, "assessed": 1,
    }  # fmt: skip

    def _on(self, who: str, action: Any, row: Row, **fields: Any) -> Any:
        return self.act(who, action, file_id=UUID(row["id"]), **fields)

    def do_file(self) -> None:
        from tansiq.compartments.cooperation import actions

        if self.chance.random() < 0.1:
            self.act("prosecutor", actions.record_child, reference=self.word(), words=self.words())
        self.act("prosecutor", actions.open_file, reference=self.word(), responsibility="HELPED", came_by="HIMSELF",
                 age="adult")  # fmt: skip

    def do_defend(self) -> None:
        from tansiq.compartments.cooperation import actions

        row = self.found("cooperation_file")
        self._on("prosecutor", actions.name_counsel, row, name=self.word(), mandate=self.word(),
                 handle=self.chance.choice(DEFENDERS))  # fmt: skip

    def do_handle(self) -> None:
        from tansiq.compartments.cooperation import actions

        self._on("prosecutor", actions.name_handler, self.found("cooperation_file"),
                 handle=self.chance.choice(HANDLERS))  # fmt: skip

    def do_unhandle(self) -> None:
        from tansiq.compartments.cooperation import actions

        row = self.found("cooperation_handler", ended_at=None)
        self.act("prosecutor", actions.end_handler, handler_id=UUID(row["id"]))

    def do_advise(self) -> None:
        from tansiq.compartments.cooperation import actions

        row = self.found("cooperation_file", state="counsel")
        self._on("prosecutor", actions.record_advice, row, at=self.now, words=self.words())
        self._on("prosecutor", actions.ask_protection, row, whom=self.word(), words=self.words())
        self._on("prosecutor", actions.name_court, row, court_id=self.ids["court"])

    def do_terms(self) -> None:
        from tansiq.compartments.cooperation import actions
        from tansiq.compartments.cooperation.drafts import TermsDraft

        draft = TermsDraft(self.word(), self.word(), ("HEARD",), "KEPT", "V1")
        self._on("prosecutor", actions.draft_terms, self.found("cooperation_file"), draft=draft)

    def do_vet(self) -> None:
        from tansiq.compartments.cooperation import actions

        row = self.found("cooperation_terms", review="waiting")
        self.act("reviewer", actions.review_terms, terms_id=UUID(row["id"]), passes=True, reasons=self.words())

    def do_approve(self) -> None:
        from tansiq.compartments.cooperation import actions

        row = self.found("cooperation_terms", review="passed", approved_at=None)
        self.act("prosecutor", actions.approve_terms, terms_id=UUID(row["id"]), reasons=self.words())

    def do_begin(self) -> None:
        from tansiq.compartments.cooperation import actions

        row = self.found("cooperation_file", state="terms")
        self._on("prosecutor", actions.start_record, row, at=self.now, paper=self.word())

    def do_talk(self) -> None:
        from tansiq.compartments.cooperation import actions
        from tansiq.compartments.cooperation.drafts import HeldDraft

        row, who = self.found("cooperation_file"), self.chance.choice((*HANDLERS, "prosecutor"))
        if self.chance.random() < 0.4:
            self._on(who, actions.plan_session, row, planned_for=self.now + timedelta(days=1), place=self.word(),
                     place_code="agency:court", counsel="attended", topics=self.word())  # fmt: skip
            return
        draft = HeldDraft(
            counsel="attended", place=self.word(), place_code="agency:court", began_at=self.now - timedelta(minutes=1),
            ended_at=self.now, present=self.word(), health=self.word(), breaks=self.word(), longest_stretch_minutes=30,
            recording="", topics=self.word(), words=self.words(),
        )  # fmt: skip
        self._on(who, actions.record_session, row, draft=draft)

    def do_first_words(self) -> None:
        from tansiq.compartments.cooperation import actions

        self._on(self.chance.choice((*HANDLERS, "prosecutor")), actions.record_first_words,
                 self.found("cooperation_file"), said_at=self.now, place=self.word(), heard_by=self.word(),
                 words=self.words(), was_asked=self.chance.random() < 0.5)  # fmt: skip

    def do_leave(self) -> None:
        from tansiq.compartments.cooperation import actions

        who, row = self.chance.choice((*HANDLERS, *DEFENDERS, "prosecutor")), self.found("cooperation_file")
        if self.chance.random() < 0.5:
            self._on(who, actions.withdraw, row, words=self.words())
        else:
            self._on(who, actions.doubt_age, row, at=self.now, words=self.words())

    def do_claim(self) -> None:
        from tansiq.compartments.cooperation import actions
        from tansiq.compartments.cooperation.drafts import ClaimDraft

        row, who = self.found("cooperation_session"), self.chance.choice((*HANDLERS, "prosecutor"))
        if self.chance.random() < 0.3:
            self.act(who, actions.record_mentions, session_id=UUID(row["id"]), names=f"{self.word()}\n{self.word()}")
            return
        draft = ClaimDraft(fact=self.words(), about=self.word(), grade_source="F", grade_information="3")
        self.act(who, actions.record_claim, session_id=UUID(row["id"]), draft=draft)

    def do_verify(self) -> None:
        from tansiq.compartments.cooperation import actions

        who = self.chance.choice((*HANDLERS, "prosecutor"))
        check = self.some("cooperation_check", done_at=None)
        if check is not None and self.chance.random() < 0.6:
            self.act(who, actions.finish_check, check_id=UUID(check["id"]), outcome="true", source=self.word(),
                     found=self.words(), is_independent=True)  # fmt: skip
            return
        claim = self.found("cooperation_claim")
        self.act(who, actions.set_check, claim_id=UUID(claim["id"]), what=self.words())

    def do_promise(self) -> None:
        from tansiq.compartments.cooperation import actions
        from tansiq.compartments.cooperation.drafts import PromiseDraft

        draft = PromiseDraft(
            kind="offer", said_by=self.word(), said_at=self.now, is_prosecution=False, words=self.words(),
            reported_by=self.word(),
        )  # fmt: skip
        if self.chance.random() < 0.3:
            self.act(self.chance.choice(("prosecutor", "reviewer")), actions.record_promise, draft=draft)
            return
        who = self.chance.choice((*HANDLERS, *DEFENDERS, "prosecutor", "reviewer"))
        self._on(who, actions.record_promise, self.found("cooperation_file"), draft=draft)

    def do_lawyer(self) -> None:
        from tansiq.compartments.cooperation import actions

        self.act("prosecutor", actions.add_on_call, name=self.word(), phone=self.word(), from_at=self.now,
                 until_at=self.now + timedelta(days=2))  # fmt: skip

    def do_call(self) -> None:
        from tansiq.compartments.cooperation import actions

        who = self.chance.choice((*HANDLERS, "prosecutor"))
        self._on(who, actions.call_counsel, self.found("cooperation_file"), lawyer=self.word())

    def do_danger(self) -> None:
        from tansiq.compartments.cooperation import actions

        who = self.chance.choice((*HANDLERS, "prosecutor"))
        self._on(who, actions.tell_threat, self.found("cooperation_file"), words=self.words(), threatened=self.word(),
                 known_at=self.now)  # fmt: skip

    def do_assessed(self) -> None:
        from tansiq.compartments.cooperation import actions

        self._on("coopjudge", actions.record_assessment, self.found("cooperation_file"), benefit="",
                 record=self.word(), words=self.words())  # fmt: skip
