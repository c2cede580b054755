"""What is planned tonight, and whom the protection desk looks after.

Two agencies touch each other on the coast, one plan was drawn anew and called; a witness lives where one of them goes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tansiq.compartments.intelligence import actions
from tansiq.compartments.intelligence.plan_drafts import Ground, PlanDraft
from tansiq.compartments.protection import actions as protection
from tansiq.compartments.protection import queries as protected
from tansiq.demo.stage import Stage, ago
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as

MUKALLA = (49.1165, 14.5445)
COAST, INFORMATION, WADI = "demo-owner", "demo-information", "demo-wadi"
GUARD = "demo-protection"


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


def _protect(stage: Stage) -> None:
    """Whom the desk looks after, and the threats that lie before it."""
    stage.do(
        GUARD, protection.enter_protected, ago(days=20), function="WITNESS", places=(MUKALLA, (49.1290, 14.5450)),
        file_ref="PRT-26-14",
    )  # fmt: skip
    stage.do(GUARD, protection.enter_protected, ago(days=9), function="PLACE", places=((49.1010, 14.5320),))
    stage.do(
        COAST, gateway.send_threat, ago(minutes=25), function="SHEIKH", reference="COAST/2026/30",
        words="يُقال إن مسلحين ينوون إطلاق النار على موكبه يوم الجمعة بعد الصلاة", threatened="وجيه من أهل الديس",
    )  # fmt: skip
    stage.do(
        WADI, gateway.send_threat, ago(minutes=40), function="SUSPECT", reference="WADI/2026/93",
        words="أقارب القتيل يراقبون بيت المشتبه به منذ يومين", threatened="المشتبه به في القضية المذكورة",
    )  # fmt: skip
    with acting_as(stage.actor(GUARD)):
        [row] = [one for one in protected.threats() if one.reference == "WADI/2026/93"]
    stage.do(
        GUARD, protection.decide_threat, ago(minutes=30), threat_id=row.id, decision="not_warn",
        ground="ALREADY_AWARE", reasons="هو الذي أبلغنا بمن يراقب بيته، وانتقل إلى بيت أخيه",
    )  # fmt: skip


def _check(stage: Stage, before: timedelta) -> None:
    """The room's job, as a worker would do it."""
    with acting_as(system_actor("protection")):
        waiting = protected.waiting_checks()
    for check_id in waiting:
        stage.let("protection", protection.check_plan, before, check_id=check_id)


def fill(stage: Stage) -> None:
    """Plans of three agencies, what the watch officer did about them, and the protection desk."""
    _protect(stage)
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
    _check(stage, ago(minutes=30))
    with acting_as(stage.actor(GUARD)):
        waits = [one for one in protected.checks() if one.plan_id == convoy.id]
    for check in waits:  # drawn by chance, in some installations
        stage.do(
            GUARD, protection.answer_check, ago(minutes=20), check_id=check.id, answer="go",
            reasons="لا شيء محمي على الطريق، خرجت الخطة بالقرعة",
        )  # fmt: skip
    stage.do(
        "demo-watch", actions.call_plan, ago(minutes=15), plan_id=convoy.id, outcome="clear",
        reasons="اتصلت بقوة المرافقة، والطريق خالٍ من أي خطة أخرى في هذا الوقت",
    )  # fmt: skip
