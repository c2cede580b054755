"""A cast and random steps for the proof of the walls: agencies at work, through the real actions, by a seed.

Every record carries an invented word of its own (`zq` and eight letters), by which a leak is found in any answer.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from benchmarks.walls_model import Row, Truth, neutral

SECURITY = ("alpha", "beta", "gamma", "delta")
CAST: dict[str, dict[str, tuple[str, ...]]] = {
    "alpha": {"asker": ("asker", "liaison"), "analyst": ("analyst",), "approver": ("approver",),
              "releaser": ("releaser",), "validator": ("validator",)},
    "court": {"prosecutor": ("prosecutor",)}, "desk": {"identity": ("identity_desk",), "caseworker": ("caseworker",)},
    "watchers": {"inspector": ("inspector",)},
    "joint-room": {"watch": ("watch_officer",), "keeper": ("list_keeper",), "accreditor": ("accreditor",),
                   "roomvalidator": ("validator",)},
}  # fmt: skip
CAST |= dict.fromkeys(SECURITY, CAST["alpha"])
KINDS = {"court": "judicial", "desk": "civil", "watchers": "oversight"}
GIVEN = ("خالد", "سعيد", "عمر", "سالم", "ناصر", "عوض", "مبارك", "صالح", "فرج", "حسن", "أحمد", "محفوظ")
WORDS = "أمر مخترع لامتحان الجدران"
PURPOSES = ("CHECKPOINT_IDENTITY", "OPEN_CASE", "LIFE_AT_RISK", "TRACE")


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


class Story:
    """Random steps; each is one action of one member, and may be refused as any."""

    def __init__(self, seed: int, truth: Callable[[], Truth]) -> None:
        self.chance = random.Random(seed)
        self.read, self.seed = truth, seed
        self.start = datetime.now(UTC) - timedelta(hours=20)
        self.steps: list[str] = []
        self.done = 0
        self.truth = Truth({})
        self.people = [
            (*self.chance.sample(GIVEN, 3), f"0{self.chance.randrange(10**9, 10**10)}", f"19{60 + at}")
            for at in range(30)
        ]

    @property
    def now(self) -> datetime:
        return self.start + timedelta(seconds=20 * len(self.steps))

    def word(self) -> str:
        """A word that stands in one record alone."""
        return "zq" + "".join(self.chance.choices("abcdefghijklmnopqrstuvwxyz", k=8))

    def words(self) -> str:
        return f"{WORDS} {self.word()}"

    def kit(self, *, papers: bool = True) -> Any:
        from tansiq.names import Parts
        from tansiq.people.drafts import KitDraft

        ism, father, grandfather, number, born = self.chance.choice(self.people)
        pairs = (("national", number),) if papers and self.chance.random() < 0.9 else ()
        return KitDraft(Parts(ism=ism, father=father, grandfather=grandfather, family=self.word()), birth=born,
                        identifiers=pairs)  # fmt: skip

    def enrol(self) -> None:
        from django.db import transaction

        from tansiq.kernel.access import actions, queries
        from tansiq.kernel.access.actor import system_actor
        from tansiq.kernel.db import acting_as

        setup, now = system_actor("setup"), self.start
        with acting_as(setup), transaction.atomic():
            for code, members in CAST.items():
                agency = actions.add_agency(
                    actor=setup, now=now, code=code, name_ar=code, name_en=code, kind=KINDS.get(code, "security"),
                    may_arrest=True, charter_signed_on=now.date(), duty_phone="+967 5 000 0199",
                )  # fmt: skip
                for handle, roles in members.items():
                    name = f"{code}-{handle}" if code in SECURITY else handle
                    actions.add_member(
                        actor=setup, now=now, handle=name, password="not-used-to-sign-in", agency_id=agency.id,
                        name_ar=name, name_en=name, roles=roles,
                    )  # fmt: skip
            ids = {row.code: row.id for row in queries.agencies()}
        self.ids = ids

    def act(self, who: str, action: Callable[..., Any], **fields: Any) -> Any:
        """One action of one member, in a transaction of its own; what it came to stands in the list of steps."""
        from django.db import transaction

        from tansiq.kernel.access import queries
        from tansiq.kernel.access.actor import system_actor
        from tansiq.kernel.db import acting_as
        from tansiq.kernel.problems import Problem

        told, answer = "done", None
        try:
            actor = system_actor(who[7:]) if who.startswith("system:") else queries.actor_by_handle(who)
            with acting_as(actor), transaction.atomic():
                answer = action(actor=actor, now=self.now, **fields)
        except Problem as problem:
            told = problem.code
        self.done += told == "done"
        self.steps.append(f"{len(self.steps)} {who} {action.__name__} {told} {fields}"[:400])
        return answer

    def some(self, table: str, **values: Any) -> Row | None:
        rows = sorted(self.truth.has(table, **values), key=_age)
        return self.chance.choice(rows) if rows else None

    def of(self, agency: str, handle: str) -> str:
        code = self.truth.get("access_agency", agency).get("code", "")
        return f"{code}-{handle}" if code in SECURITY else handle

    def security(self) -> str:
        return self.chance.choice(SECURITY)

    def burst(self, steps: int) -> None:
        """So many steps; what there is to choose from is read anew for every third."""
        names = [name for name, weight in WEIGHTS.items() for _ in range(weight)]
        for at in range(steps):
            if at % 3 == 0:
                self.truth = self.read()
            with suppress(_Nothing):
                getattr(self, f"do_{self.chance.choice(names)}")()

    def found(self, table: str, **values: Any) -> Row:
        row = self.some(table, **values)
        if row is None:
            raise _Nothing
        return row

    # Intelligence.

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
            kit=self.kit(), terms=self._terms(), category="suspect", act="ATTACK_PLANNING", act_words=self.words(),
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

    def do_import(self) -> None:
        from tansiq.exchange import actions
        from tansiq.exchange.formats import listing

        waits = sorted(self.truth.has("exchange_import", state="staged"), key=lambda row: str(row["staged_at"]))
        if waits and self.chance.random() < 0.5:
            self.act("keeper", actions.confirm_import, import_id=UUID(waits[-1]["id"]))
            return
        entry = listing.ListedEntry(
            reference=str(len(self.steps)), kind="person", instrument=self.word(), listed_on=None,
            names=(listing.ListedName(f"Saleh Omar {self.word()}", "lat", "strong", "primary"),), births=(),
            nationalities=(), birth_places=(), documents=(), source={}, digest=f"{len(self.steps):064d}", line=1,
        )  # fmt: skip
        read = listing.ListFile("ofac", None, None, f"{len(self.steps):064x}", (entry,))

        def import_ofac(*, actor: Any, now: datetime) -> Any:
            return actions._take(read, actor=actor, now=now)

        self.act("keeper", import_ofac)

    # Gateway.

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
            raise _Nothing
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
            raise _Nothing
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

    # Who is who.

    def do_standing(self) -> None:
        from tansiq.gateway import actions
        from tansiq.kernel.access.rules import Standing

        outside = [a for a in sorted(self.truth.rows["access_agency"], key=_age) if a["standing"] != "accredited"]
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
            raise _Nothing
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
            raise _Nothing
        self.act(self.chance.choice(able), actions.close_alarm, alarm_id=UUID(row["id"]), done=self.words())


class _Nothing(Exception):
    """There is nothing that this step could be about."""


def _age(row: Row) -> tuple[str, ...]:
    """Order of making: ids are of chance."""
    names = ("made_at", "asked_at", "disclosed_at", "sent_at", "entered_at", "raised_at", "added_at", "assigned_at")
    return (
        next((str(row[name]) for name in names if row.get(name)), ""),
        str(row.get("code", "")),
        str(row.get("number")),
    )


def _later(action: Callable[..., Any]) -> Callable[..., Any]:
    def raise_due(*, actor: Any, now: datetime) -> Any:
        return action(actor=actor, now=now + timedelta(days=3))

    return raise_due


def quarantining() -> list[str]:
    """Ways of obtaining that put a report under quarantine."""
    from tansiq.kernel.charter import queries as charter

    return [row.code for row in charter.current().vocabularies.how_obtained if row.quarantines]


WEIGHTS = {
    "report": 10, "propose": 9, "accept": 9, "review": 1, "keep": 1, "clear": 2, "trace": 2, "outcome": 1,
    "request": 3, "answer": 2, "assess": 2, "listing": 4, "import": 2, "order": 3, "revoke": 1, "number": 2,
    "ask": 14, "confirm": 2, "happened": 2, "judge": 14, "undo": 1, "release": 12, "read": 3, "permission": 4,
    "pass_on": 4, "withdraw": 2, "acknowledge": 3, "standing": 3, "exclude": 2, "grant": 1, "member": 1, "clocks": 1,
    "alarm": 2,
}  # fmt: skip
