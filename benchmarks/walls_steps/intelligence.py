"""Random steps of those who know something, and of the keepers of lists."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from benchmarks.walls_steps.base import SECURITY, Base, Nothing

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Name(NamedTuple):
    text: str
    script: str = "lat"
    quality: str = "strong"
    kind: str = "primary"


class Birth(NamedTuple):
    raw: str
    year_from: int
    year_to: int


class Paper(NamedTuple):
    kind: str
    number: str


@dataclass(frozen=True)
class Entry:
    """An invented entry of a published list."""

    reference: str
    names: tuple[Name, ...]
    digest: str
    kind: str = "person"
    instrument: str = "invented"
    listed_on: date | None = date(2024, 5, 6)
    births: tuple[Birth, ...] = (Birth("1979", 1979, 1979),)
    documents: tuple[Paper, ...] = ()
    nationalities: tuple[str, ...] = ()
    source: dict[str, Any] = field(default_factory=dict)


class Steps(Base):
    """Steps with reports, subjects and listings."""

    def _terms(self) -> Any:
        from tansiq.compartments.intelligence.drafts import Terms
        from tansiq.kernel.charter import queries as charter

        return Terms(
            source_grade="B", information_grade="3", handling=self.chance.choice(("P", "P", "H1", "H2")),
            legal_basis="JOINT-EXCHANGE", purpose="OPEN_CASE", district=charter.current().districts()[0].pcode,
        )  # fmt: skip

    def do_report(self) -> None:
        from tansiq.compartments.intelligence import actions
        from tansiq.compartments.intelligence.drafts import ReportDraft

        tainted = self.chance.random() < 0.15
        ways = ("OWN_OBSERVATION",) if not tainted else tuple(quarantining() or ("OWN_OBSERVATION",))
        draft = ReportDraft(
            text=self.words(), terms=self._terms(), obtained=self.chance.choice(ways), source_ref=self.word(),
            order_number="2026/1",
        )  # fmt: skip
        self.act(f"{self.security()}-analyst", actions.record_report, draft=draft)

    def do_propose(self) -> None:
        from tansiq.compartments.intelligence import actions
        from tansiq.compartments.intelligence.drafts import SubjectDraft

        report = self.found("intelligence_report", is_quarantined=False)
        draft = SubjectDraft(
            kit=self.kit(), terms=self._terms(), act="ATTACK_PLANNING", act_words=self.words(),
            category=self.chance.choice(("suspect", "suspect", "unknown")),
            report_ids=(UUID(report["id"]),), place=self.word(),
        )  # fmt: skip
        self.act(self.of(report["owner_id"], "analyst"), actions.propose_subject, draft=draft)

    def _on_subject(self, action: str, handle: str, state: str, **fields: Any) -> None:
        from tansiq.compartments.intelligence import actions

        row = self.found("intelligence_subject", state=state)
        who = self.of(row["owner_id"], handle)
        self.act(who, getattr(actions, action), subject_id=UUID(row["id"]), reasons=self.words(), **fields)

    def do_accept(self) -> None:
        self._on_subject("accept_subject", "approver", "proposed")

    def do_review(self) -> None:
        self._on_subject("open_review", "analyst", "active")

    def do_keep(self) -> None:
        self._on_subject("keep_subject", "approver", "under_review")

    def do_clear(self) -> None:
        self._on_subject("clear_subject", "approver", "active")

    def do_category(self) -> None:
        state = self.chance.choice(("proposed", "active"))
        self._on_subject("resolve_category", "approver", state, category="witness")

    def do_phone(self) -> None:
        """Somebody on duty types the code of an approver who is elsewhere; who says later whether it was his."""
        from tansiq.kernel.access import actions as access
        from tansiq.kernel.decisions import actions

        waiting = self.some("decisions_phoneapproval", state="waiting")
        if waiting and self.chance.random() < 0.5:
            who = next(w.handle for w in self.truth.people() if w.user == waiting["approver_user_id"])
            self.act(who, actions.confirm_approval, approval_id=UUID(waiting["id"]),
                     is_mine=self.chance.random() < 0.6, words=self.words())  # fmt: skip
            return
        row = self.found("intelligence_subject", state="proposed")
        approver, officer = self.of(row["owner_id"], "approver"), self.of(row["owner_id"], "releaser")
        if time.time() < self.codes.get(approver, 0.0) + 31:  # a code works once
            raise Nothing
        self.codes[approver] = time.time()
        self.act(officer, access.go_on_duty, until=self.now + timedelta(hours=20))
        self.act(officer, actions.approve_by_phone, act="intelligence.accept", subject_id=UUID(row["id"]),
                 handle=approver, code=code_of(approver), reasons=self.words())  # fmt: skip

    def do_trace(self) -> None:
        from tansiq.compartments.intelligence import actions
        from tansiq.kernel.charter import queries as charter

        row = self.found("intelligence_subject", state="active")
        method = self.chance.choice([code for code, _ in charter.current().choices("trace_methods", "en")])
        self.act(
            self.of(row["owner_id"], "analyst"), actions.assign_trace, subject_id=UUID(row["id"]), priority=3,
            question=self.words(), unit=self.word(), method=method, legal_basis="JOINT-EXCHANGE", purpose="OPEN_CASE",
            order_number="2026/1",
        )  # fmt: skip

    def do_outcome(self) -> None:
        from tansiq.compartments.intelligence import actions

        row = self.found("intelligence_trace", done_at=None)
        found = self.chance.choice((True, False, None))
        who = self.of(row["owner_id"], "analyst")
        self.act(who, actions.record_outcome, trace_id=UUID(row["id"]), is_found=found, outcome=self.words())

    def do_request(self) -> None:
        from tansiq.compartments.intelligence import actions

        asks, told = self.chance.sample(SECURITY, 2)
        self.act(
            f"{asks}-asker", actions.ask_information, addressee_id=self.ids[told], question=self.words(),
            why=self.words(), legal_basis="JOINT-EXCHANGE", purpose="OPEN_CASE", reference="W/1",
        )  # fmt: skip

    def do_answer(self) -> None:
        from tansiq.compartments.intelligence import actions

        row = self.found("intelligence_informationrequest", state="asked")
        self.act(
            self.of(row["addressee_id"], "asker"), actions.answer_information, request_id=UUID(row["id"]),
            outcome="given", reasons=self.words(), answer=self.words(), handling="P",
        )  # fmt: skip

    def do_assess(self) -> None:
        from tansiq.compartments.intelligence import actions

        report = self.found("intelligence_report", is_quarantined=False)
        receiver = self.ids[self.security()]
        self.act(
            self.of(report["owner_id"], "releaser"), actions.assess, report_ids=(UUID(report["id"]),),
            recipient_ids=[receiver], text=self.words(), conditions=self.word(), reasons=self.words(),
            warned=self.words(),
        )  # fmt: skip

    def do_plan(self) -> None:
        from tansiq.compartments.intelligence import actions
        from tansiq.compartments.intelligence.plan_drafts import Ground, PlanDraft
        from tansiq.kernel.charter import queries as charter

        district = self.chance.choice(charter.current().districts()[:3])
        starts = self.now + timedelta(hours=self.chance.randint(1, 30))
        ground = Ground(district.pcode, "district", starts, starts + timedelta(hours=6))
        draft = PlanDraft(
            ground=ground, type="PATROL", task=self.words(), unit=self.word(), contact=self.word(), danger="ORDINARY",
            legal_basis="JOINT-EXCHANGE", purpose="OPEN_CASE", reference=f"W/{len(self.steps)}",
        )  # fmt: skip
        self.act(f"{self.security()}-analyst", actions.plan_operation, draft=draft)

    def do_plan_goes_on(self) -> None:
        from tansiq.compartments.intelligence import actions

        conflict = self.some("intelligence_planconflict")
        if conflict and conflict["state"] == "found":
            self.act("watch", actions.own_conflict, conflict_id=UUID(conflict["id"]))
            return
        if conflict and conflict["state"] == "owned":
            how = {"conflict_id": UUID(conflict["id"]), "how": "TOGETHER", "reasons": self.words()}
            self.act("watch", actions.resolve_conflict, **how)
            return
        row = self.found("intelligence_plan", done_at=None)
        if self.chance.random() < 0.5:
            self.act("watch", actions.call_plan, plan_id=UUID(row["id"]), outcome="held", reasons=self.words())
            return
        who = self.of(row["owner_id"], "analyst")
        self.act(who, actions.end_plan, plan_id=UUID(row["id"]), happened="executed", words=self.words())

    def do_listing(self) -> None:
        from tansiq.compartments.intelligence import actions

        row = self.some("intelligence_listing", state="open")
        if row and self.chance.random() < 0.4:
            self.act("keeper", actions.close_listing, list_code="un", reference=row["reference_number"])
            return
        ism, father, grandfather, number, born = self.chance.choice(self.people)
        name = Name(f"{ism} {father} {grandfather} {self.word()}", "ara")
        entry = Entry(
            f"YEi.{len(self.steps)}", (name,), f"{len(self.steps):064d}", births=(Birth(born, int(born), int(born)),),
            documents=(Paper("national", number),), instrument=self.word(),
        )  # fmt: skip
        self.act("keeper", actions.add_listings, list_code="un", entries=[entry])


def code_of(handle: str) -> str:
    """The present code of a second factor, which he has from now on."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal import auth
    from django.contrib.auth import get_user_model

    user = get_user_model()._default_manager.get_by_natural_key(handle)
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        auth.TOTP.activate(user, SECRET)
    return str(auth.format_hotp_value(auth.hotp_value(SECRET, int(time.time()) // auth.app_settings.TOTP_PERIOD)))


def quarantining() -> list[str]:
    """Ways of obtaining that put a report under quarantine."""
    from tansiq.kernel.charter import queries as charter

    return [row.code for row in charter.current().vocabularies.how_obtained if row.quarantines]


Steps.weights = {
    "category": 3,
    "phone": 4,
    "report": 8,
    "propose": 12,
    "accept": 14,
    "review": 1,
    "keep": 1,
    "clear": 2,
    "trace": 2,
    "outcome": 1,
    "request": 3,
    "answer": 2,
    "assess": 2,
    "listing": 4,
    "plan": 5,
    "plan_goes_on": 3,
}
