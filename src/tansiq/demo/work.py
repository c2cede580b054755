"""What lies on the agencies' desks: the cell's plan as the coast knows it, traces, requests, proposals."""

from __future__ import annotations

from tansiq.compartments.intelligence import actions as intelligence
from tansiq.demo import characters
from tansiq.demo.holdings import COAST, accept, propose, report, terms
from tansiq.demo.stage import Stage, ago
from tansiq.desk import refusals
from tansiq.gateway import actions as gateway
from tansiq.kernel.access import actions as access
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Problem
from tansiq.names import Parts
from tansiq.people.drafts import KitDraft

PLAN = "ATTACK_PLANNING"


def begin(stage: Stage) -> None:
    """All that needs no matching."""
    _plan(stage)
    _proposals(stage)
    _requests(stage)
    _refused_list(stage)
    stage.do("demo-watch", access.go_on_duty, ago(hours=1), until=stage.now + ago(hours=7))


def _plan(stage: Stage) -> None:
    """Two reports of one source, hence one lineage; the subject, its traces, and the warning that went out."""
    person = characters.PLANNER
    first = report(
        stage, COAST, ago(days=16), f"ذكر مصدر أن {person.full} يجمع آخرين لمهاجمة دورية على طريق الوادي.", "م-17",
    )  # fmt: skip
    again = report(
        stage, COAST, ago(days=11), f"أكد المصدر أن {person.full} عاين موضعًا تمر به الدورية فجرًا.", "م-17",
        terms=terms(COAST, 1),
    )  # fmt: skip
    subject = propose(
        stage, COAST, person, ago(days=10), act=PLAN, words="خطط مع آخرين لمهاجمة دورية على طريق الوادي",
        reports=(first.id, again.id),
    )  # fmt: skip
    accept(stage, COAST, subject, ago(days=9, hours=20))
    trace = {
        "subject_id": subject.id, "legal_basis": "POLICE-INQUIRY", "purpose": "TRACE", "unit": "قسم التحري، المكلا",
    }  # fmt: skip
    sought = stage.do(
        COAST.analyst, intelligence.assign_trace, ago(days=8), method="VISIT", priority=2,
        question="هل يقيم في العنوان المسجل في بطاقته؟", **trace,
    )  # fmt: skip
    stage.do(
        COAST.analyst, intelligence.record_outcome, ago(days=6), trace_id=sought.id, is_found=False,
        outcome="زيارة معلنة نهارًا: لا يقيم هناك منذ سنة بقول الجيران",
    )  # fmt: skip
    stage.do(
        COAST.analyst, intelligence.assign_trace, ago(days=1), method="OWN_REGISTERS", priority=2,
        question="هل مر بإحدى نقاطنا خلال هذا الشهر؟", due_at=stage.now + ago(days=2), **trace,
    )  # fmt: skip
    stage.do(
        COAST.analyst, intelligence.assess, ago(minutes=40), report_ids=(first.id, again.id),
        recipient_ids=[stage.agency("demo-wadi"), stage.agency("demo-shabwa")],
        text="خطر على دورية طريق الوادي فجر الغد: غيّروا الموعد والطريق، ولا تتوقفوا عند الجسر.", conditions="",
        reasons="خطر داهم على حياة أفراد الدورية، والجهتان قادرتان على منعه",
        warned="أُبلغ قائد الدورية هاتفيًا قبل الإرسال",
    )  # fmt: skip


def _proposals(stage: Stage) -> None:
    """One waits for a second person; one report may come from ill-treatment and lies under quarantine."""
    said = "عرض على شبان أجرًا للالتحاق بجماعة مسلحة"
    tip = report(
        stage, COAST, ago(days=3), f"أبلغ مواطن أن {characters.PROPOSED.full} {said}.", "م-31", obtained="PUBLIC_TIP"
    )
    propose(
        stage,
        COAST,
        characters.PROPOSED,
        ago(days=2),
        act="RECRUITMENT",
        words=said,
        reports=(tip.id,),
        category="unknown",
    )
    report(
        stage, COAST, ago(days=5), "أقوال منسوبة إلى موقوف وعلى يديه آثار، لم يحضرها محامٍ.", "م-29",
        obtained="SUSPECTED_ILL_TREATMENT",
    )  # fmt: skip


def _requests(stage: Stage) -> None:
    """One request waits at the coast, another was answered in part."""
    stage.do(
        "demo-checkpoint", intelligence.ask_information, ago(days=2), addressee_id=stage.agency("demo-coast"),
        question="هل مرت شاحنة بيضاء بلا لوحات من نقطتكم ليلة أمس الأول؟",
        why="يطابق وصفها شاحنة في قضية سلب مفتوحة لدينا", legal_basis="JOINT-EXCHANGE", purpose="OPEN_CASE",
        reference="WADI/2026/77",
    )  # fmt: skip
    asked = stage.do(
        "demo-shabwa", intelligence.ask_information, ago(days=9), addressee_id=stage.agency("demo-information"),
        question="ما أسعار نقل الأسلحة الخفيفة على الطريق الصحراوي هذا الشهر؟", why="لتقدير حجم التهريب في قضية مفتوحة",
        legal_basis="JOINT-EXCHANGE", purpose="OPEN_CASE", reference="SHABWA/2026/31",
    )  # fmt: skip
    stage.do(
        "demo-information", intelligence.answer_information, ago(days=7), request_id=asked.id, outcome="partly",
        reasons="نعطي التقدير العام ونمسك ما يدل على مصدره", answer="ارتفعت إلى الضعف منذ بداية الشهر.", handling="H2",
    )  # fmt: skip


def _refused_list(stage: Stage) -> None:
    """Somebody pasted a list of names: refused, nothing looked up, the inspector told."""
    at, before = stage.now - ago(days=1, hours=3), ago(days=1, hours=3)
    names = KitDraft(Parts(full="صالح علي\nسالم عمر\nناصر حسن"))
    actor = stage.actor("demo-coast2")
    try:
        stage.do(
            actor.handle, gateway.ask, before, draft=names, purpose="CHECKPOINT_IDENTITY", reference="COAST/2026/9"
        )
    except Problem as problem:
        with acting_as(actor):
            refusals.record(problem, actor=actor, at=at, act="POST /asks/new/")
