"""Beta's work on one man, and what time does to it: for tests that look at everything at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
from stage import KHALED, KHALED_LATIN, NOW

from tansiq.compartments.intelligence import actions as intelligence
from tansiq.compartments.intelligence import queries as held
from tansiq.compartments.intelligence.drafts import ReportDraft, SubjectDraft, Terms
from tansiq.config import environment
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.retention import actions

DAY, YEAR = timedelta(days=1), timedelta(days=366)
REASONS = "راجعت التقارير واحدًا واحدًا: خالد باقنزل هو المقصود"
NAMES = ("باقنزل", "Baqanzal", "baqanzal", "01990077123")
BORN = "1994-05-03"
CLOCK, ERASER = system_actor("clock"), system_actor("retention")


def terms() -> Terms:
    return Terms(
        source_grade="B", information_grade="3", handling="P", legal_basis="JOINT-EXCHANGE", purpose="OPEN_CASE",
        district=charter.current().districts()[0].pcode,
    )  # fmt: skip


class Beta:
    """Beta's work on one man, step by step, committed."""

    def __init__(self, cast: dict[str, Any], do: Any) -> None:
        self.cast, self.do = cast, do

    def report(
        self, text: str = "شوهد خالد باقنزل ينقل صناديق ليلة السبت", *, now: Any = NOW, source: str = "مصدر باقنزل"
    ) -> Any:
        report = ReportDraft(text=text, terms=terms(), obtained="OWN_OBSERVATION", source_ref=source)
        return self.do(self.cast["analyst"], intelligence.record_report, draft=report, now=now)

    def propose(self, *reports: Any, now: Any = NOW, kit: Any = KHALED, category: str = "suspect") -> Any:
        sources_ = reports or (self.report(now=now),)
        proposal = SubjectDraft(
            kit=kit, terms=terms(), category=category, act="ATTACK_PLANNING",
            act_words="رصد باقنزل المبنى وجهّز صناديق لهجوم عليه", report_ids=tuple(row.id for row in sources_),
        )  # fmt: skip
        return self.do(self.cast["analyst"], intelligence.propose_subject, draft=proposal, now=now)

    def decide(self, action: Any, row: Any, *, by: str = "approver", now: Any = NOW, **fields: Any) -> Any:
        return self.do(self.cast[by], action, subject_id=row.id, reasons=REASONS, now=now, **fields)

    def active(self, **fields: Any) -> Any:
        now = fields.get("now", NOW)
        return self.decide(intelligence.accept_subject, self.propose(**fields), now=now)

    def subject(self, row: Any) -> Any:
        found = self.do(self.cast["approver"], held.subjects)
        return next((one for one in found if one.id == row.id), None)

    def clear(self, row: Any, now: Any = NOW) -> Any:
        return self.decide(intelligence.clear_subject, row, now=now)

    def disclosed(self) -> Any:
        """Alpha asks about him, gamma finds him to be the same, beta releases."""
        ask = self.do(
            self.cast["asker"], gateway.ask, draft=KHALED_LATIN, purpose="CHECKPOINT_IDENTITY", reference="CP/2026/7"
        )
        [hit] = self.do(system_actor("matcher"), gateway.match_ask, ask_id=ask.id)
        self.do(self.cast["validator"], gateway.judge_hit, hit_id=hit.id, same=True, reasons=REASONS)
        return self.do(self.cast["owner"], gateway.release, hit_id=hit.id, reasons=REASONS)


def live(until: Any, *, erase: bool = True) -> tuple[int, int]:
    """Let the worker come once at a moment, after nothing ran until then."""
    ended = actions.catch_up(actor=CLOCK, now=until)
    return ended, actions.erase_due(actor=ERASER, now=until) if erase else 0


def everything() -> dict[str, list[str]]:
    """Every row of every table as text, read as the owner."""
    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            name: [row[0] for row in connection.execute(f'SELECT row_to_json(t)::text FROM "{name}" t').fetchall()]
            for (name,) in tables
        }


def holding(*words: str) -> list[str]:
    """Tables in which one of these words stands."""
    return sorted({name for name, rows in everything().items() for row in rows if any(word in row for word in words)})
