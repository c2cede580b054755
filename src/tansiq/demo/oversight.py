"""What lies on the inspector's desk: a finding, a sample, complaints with their clocks, a footprint that waits."""

from __future__ import annotations

from tansiq.compartments.oversight import actions, queries
from tansiq.demo import characters
from tansiq.demo.invented import Person
from tansiq.demo.stage import Stage, ago
from tansiq.gateway import actions as gateway
from tansiq.names import Parts
from tansiq.people.drafts import KitDraft

# An officer on the coast has the same family name; nobody holds anything of him.
SAME_FAMILY = KitDraft(Parts("ياسين", "فرج", "سعيد", "بازنبور"), birth="1989")
ASKS_WHAT_IS_HELD = Person("مرعي", "عوض", "سعيد", "باعرفاج", 1986)
WITHOUT_PAPERS = Person("برهان", "سليم", "ماجد", "باعرفاج", 1979)


def fill(stage: Stage) -> None:
    """Reads were checked every night; a man complained, was heard, and another waits."""
    stage.let("review", actions.find_patterns, ago(days=9))
    stage.do(
        "demo-coast2", gateway.ask, ago(days=2), draft=SAME_FAMILY, purpose="CHECKPOINT_IDENTITY",
        reference="COAST/2026/13",
    )  # fmt: skip
    _complaints(stage)


def go_on(stage: Stage) -> None:
    """Told once the rest has committed: the night's check, the week's sample, and whom an upheld complaint went to."""
    stage.let("review", actions.find_patterns, ago())
    while stage.let("review", actions.draw_sample, ago()):
        pass  # every week of the story that is over
    [finding] = stage.see("demo-inspector", queries.findings, pattern="own_family")[:1]
    stage.do(
        "demo-inspector", actions.ask_reason, ago(minutes=50), about_id=finding.id,
        question="ما القضية التي استدعت هذا الاطلاع، ومن كلّف به؟",
    )  # fmt: skip
    for row in stage.see("demo-inspector", queries.complaints, is_open=False):
        stage.let("redress", actions.ask_holders, ago(days=1), complaint_id=row.id)
    _told_what_is_held(stage)


def _told_what_is_held(stage: Stage) -> None:
    """A man asked what is held about him: opened with two keys, and he is told of what may be told."""
    [row] = [row for row in stage.see("demo-inspector", queries.complaints, is_open=False) if row.kind == "held"]
    foot = stage.do(
        "demo-inspector", actions.request_footprint, ago(hours=4), complaint_number=row.number,
        reasons="طلب بنفسه وأثبت هويته بجواز سفره",
    )  # fmt: skip
    stage.do(
        "demo-delegate", actions.decide_footprint, ago(hours=3), footprint_id=foot.id, is_approved=True,
        reasons="الطلب طلبه هو، وجوازه يثبت من هو",
    )  # fmt: skip
    _, lines = stage.do("demo-delegate", actions.read_footprint, ago(hours=3), footprint_id=foot.id)
    stage.do(
        "demo-delegate", actions.tell_footprint, ago(hours=2), footprint_id=foot.id,
        line_ids=[line.id for line in lines if line.is_certain and not line.is_by_handle],
        reasons="لا يضر إخباره بهذا أحدًا ولا تحقيقًا",
    )  # fmt: skip


def _complaints(stage: Stage) -> None:
    heard = stage.do(
        "demo-identity", actions.file_complaint, ago(days=9), draft=characters.NEIGHBOUR.kit(), kind="mistaken",
        words="يوقفونني في النقطة باسم رجل آخر من المديرية المجاورة، وأريد أن يُصحَّح ذلك.",
        papers="بطاقة شخصية ودفتر عائلة",
    )  # fmt: skip
    stage.do("demo-identity", actions.hand_receipt, ago(days=9), complaint_id=heard.id)
    stage.do(
        "demo-inspector", actions.decide_complaint, ago(days=1, hours=2), complaint_id=heard.id, is_upheld=True,
        ground="identity_shown", reasons="البطاقة ودفتر العائلة يثبتان هويته واسم أمه",
    )  # fmt: skip
    waits = stage.do(
        "demo-caseworker", actions.file_complaint, ago(days=2), draft=WITHOUT_PAPERS.kit(), kind="correction",
        words="قيل لي إنني أعمل مع مسلحين، وهذا غير صحيح، وأطلب تصحيحه.", is_oral=True, witness="إمام مسجد الحارة",
    )  # fmt: skip
    stage.do("demo-caseworker", actions.hand_receipt, ago(days=2), complaint_id=waits.id)
    stage.do(
        "demo-caseworker", actions.file_complaint, ago(minutes=30), draft=WITHOUT_PAPERS.kit(), kind="erasure",
        words="أطلب محو ما قد يكون بقي مما قيل عني قبل سنوات.", filed_by_other="أخته", mandate="تفويض مكتوب رقم 14",
    )  # fmt: skip
    asks = stage.do(
        "demo-caseworker", actions.file_complaint, ago(days=6), draft=ASKS_WHAT_IS_HELD.kit(), kind="held",
        words="أريد أن أعرف هل تحفظ أي جهة شيئًا عني، ولماذا.", papers="جواز سفر",
    )  # fmt: skip
    stage.do("demo-caseworker", actions.hand_receipt, ago(days=6), complaint_id=asks.id)
    stage.do(
        "demo-inspector", actions.decide_complaint, ago(days=2), complaint_id=asks.id, is_upheld=True,
        ground="right_shown", reasons="جاء بنفسه وجوازه يثبت من هو",
    )  # fmt: skip
    turned_away = stage.do(
        "demo-identity", actions.file_complaint, ago(days=8), draft=WITHOUT_PAPERS.kit(), kind="mistaken",
        words="أُوقفت ساعة كاملة باسم رجل لا أعرفه.",
    )  # fmt: skip
    stage.do("demo-identity", actions.hand_receipt, ago(days=8), complaint_id=turned_away.id)
    stage.do(
        "demo-inspector", actions.decide_complaint, ago(days=4), complaint_id=turned_away.id, is_upheld=False,
        ground="identity_open", reasons="لم يحضر أي ورقة تثبت من هو",
    )  # fmt: skip
    stage.do(
        "demo-identity", actions.file_appeal, ago(hours=20), complaint_id=turned_away.id,
        words="وجدت دفتر العائلة وأحضرته معي اليوم، وفيه اسمي واسم أمي.",
    )  # fmt: skip
    stage.do(
        "demo-inspector", actions.request_footprint, ago(hours=5), complaint_number=waits.number,
        reasons="طلب الشخص أن يعرف من يحوز شيئًا عنه ولأي غرض",
    )  # fmt: skip
