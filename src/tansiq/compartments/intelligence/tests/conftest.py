"""Steps of the compartment, each as the person of beta who takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from stage import KHALED

from tansiq.compartments.intelligence import actions
from tansiq.compartments.intelligence.drafts import ReportDraft, SubjectDraft, Terms
from tansiq.kernel.charter import queries as charter

REASONS = "راجعت التقارير واحدًا واحدًا"
# One sentence each, so that no two are one fact by chance.
FACTS = tuple(
    f"شوهد ينقل صناديق إلى المستودع ليلة {word}" for word in ("السبت", "الأحد", "الاثنين", "الخميس", "الجمعة")
)


def terms(**fields: Any) -> Terms:
    district = charter.current().districts()[0].pcode
    return Terms(
        **{
            "source_grade": "B", "information_grade": "3", "handling": "P", "legal_basis": "JOINT-EXCHANGE",
            "purpose": "OPEN_CASE", "district": district,
        } | fields
    )  # fmt: skip


class Desk:
    """Beta's work, step by step."""

    def __init__(self, cast: dict[str, Any], do: Callable[..., Any]) -> None:
        self.cast, self.do = cast, do
        self._facts = count()

    def report(self, text: str = "", *, by: str = "analyst", now: Any = None, **fields: Any) -> Any:
        text = text or FACTS[next(self._facts)]
        over = {key: fields.pop(key) for key in list(fields) if key in Terms.__dataclass_fields__}
        draft = ReportDraft(text=text, terms=terms(**over), **{"obtained": "OWN_OBSERVATION"} | fields)
        return self.do(self.cast[by], actions.record_report, draft=draft, **{"now": now} if now else {})

    def draft(self, *reports: Any, **fields: Any) -> SubjectDraft:
        over = {key: fields.pop(key) for key in list(fields) if key in Terms.__dataclass_fields__}
        whole = SubjectDraft(
            kit=KHALED, terms=terms(**over), category="suspect", act="ATTACK_PLANNING",
            act_words="رصد المبنى وجهّز صناديق لهجوم عليه", report_ids=tuple(row.id for row in reports),
        )  # fmt: skip
        return replace(whole, **fields)

    def propose(self, *reports: Any, by: str = "analyst", now: Any = None, **fields: Any) -> Any:
        sources = reports or (self.report(by=by),)
        draft = self.draft(*sources, **fields)
        return self.do(self.cast[by], actions.propose_subject, draft=draft, **{"now": now} if now else {})

    def accept(self, row: Any, *, by: Any = "approver", now: Any = None) -> Any:
        who = self.cast[by] if isinstance(by, str) else by
        return self.do(who, actions.accept_subject, subject_id=row.id, reasons=REASONS, **{"now": now} if now else {})

    def active(self, *reports: Any, **fields: Any) -> Any:
        return self.accept(self.propose(*reports, **fields))


@pytest.fixture
def desk(cast: dict[str, Any], do: Callable[..., Any]) -> Desk:
    return Desk(cast, do)
