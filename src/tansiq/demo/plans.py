"""What is planned tonight: two agencies touch each other on the coast, one plan was called, one was drawn anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tansiq.compartments.intelligence import actions
from tansiq.compartments.intelligence.plan_drafts import Ground, PlanDraft
from tansiq.demo.stage import Stage, ago

MUKALLA = (49.1165, 14.5445)
COAST, INFORMATION, WADI = "demo-owner", "demo-information", "demo-wadi"


def _ground(stage: Stage, district: str, hours: float, lasts: float, **fields: Any) -> Ground:
    starts = stage.now + timedelta(hours=hours)
    told: dict[str, Any] = {"form": "district"} | fields
    return Ground(district=district, starts_at=starts, ends_at=starts + timedelta(hours=lasts), **told)


def _plan(stage: Stage, who: str, before: timedelta, ground: Ground, **fields: Any) -> Any:
    told: dict[str, Any] = {
        "type": "SEARCH", "danger": "RAISED", "legal_basis": "COURT-ORDER", "purpose": "OPEN_CASE",
        "contact": "+967 5 000 0161",
    }  # fmt: skip
    return stage.do(who, actions.plan_operation, before, draft=PlanDraft(ground=ground, **told | fields))


def fill(stage: Stage) -> None:
    """Plans of three agencies, and what the watch officer did about them."""
    _plan(
        stage, COAST, ago(minutes=50), _ground(stage, "YE1927", 6, 3, form="circle", middle=MUKALLA, radius=900),
        task="تفتيش مخزن قرب السوق بإذن من النيابة", unit="السرية الثانية", reference="COAST/2026/31",
    )  # fmt: skip
    # The branch of the agency for information watches the same street at the same hour: neither knew.
    _plan(
        stage, INFORMATION, ago(minutes=35),
        _ground(stage, "YE1927", 7, 5, form="circle", middle=(49.1210, 14.5460), radius=400), type="SITE_VISIT",
        task="معاينة مكان قبل طلب إذن من النيابة", unit="فريق الميدان", reference="INF/2026/12", danger="ORDINARY",
    )  # fmt: skip
    convoy = _plan(
        stage, WADI, ago(hours=3), _ground(stage, "YE1910", 20, 6), type="ESCORT", legal_basis="JOINT-EXCHANGE",
        task="مرافقة قافلة إغاثة من سيئون إلى تريم", unit="قوة المرافقة", reference="WADI/2026/94", danger="HIGH",
    )  # fmt: skip
    stage.do(
        WADI, actions.redraw_plan, ago(hours=2, minutes=40), plan_id=convoy.id, ground=_ground(stage, "YE1910", 22, 6)
    )
    stage.do(
        "demo-watch", actions.call_plan, ago(hours=2), plan_id=convoy.id, outcome="clear",
        reasons="اتصلت بقوة المرافقة، والطريق خالٍ من أي خطة أخرى في هذا الوقت",
    )  # fmt: skip
