"""What lies with the prosecution of people who cooperate: one whose days run, one who was heard too early."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tansiq.compartments.cooperation import actions
from tansiq.compartments.cooperation.drafts import HeldDraft, TermsDraft
from tansiq.demo.stage import Stage, ago

PROSECUTION, HANDLER, LEGAL = "demo-prosecutor", "demo-handler", "demo-legal"
PLACE = "مكتب النيابة، غرفة الجلسات"


def fill(stage: Stage) -> None:
    """Everything that happened until today."""
    _roster(stage)
    _leader(stage)
    _too_early(stage)


def _roster(stage: Stage) -> None:
    turns = (("المحامي عارف سعيد", "+967 5 000 0171", -1), ("المحامية ليلى أمين", "+967 5 000 0172", 6))
    for name, phone, days in turns:
        begins = stage.now + timedelta(days=days)
        stage.do(
            PROSECUTION, actions.add_on_call, ago(days=2), name=name, phone=phone, from_at=begins,
            until_at=begins + timedelta(days=7),
        )  # fmt: skip


def held(stage: Stage, days: int, **fields: Any) -> HeldDraft:
    """A session of two hours, so many days ago."""
    begins = stage.now - timedelta(days=days, hours=2)
    told: dict[str, Any] = {
        "counsel": "attended", "place": PLACE, "is_place_listed": True, "began_at": begins,
        "ended_at": begins + timedelta(hours=2), "present": "هو ومحاميه والمستمع وكاتب الجلسة",
        "health": "فحصه الطبيب قبل الجلسة وبعدها: لا شكوى", "breaks": "ربع ساعة بعد الساعة الأولى وماء وشاي",
        "longest_stretch_minutes": 60, "recording": "5e" * 32, "topics": "من كان يجمع المال، ومخازن الطريق",
        "words": "تكلم دون مقاطعة، وأجاب محاميه عن سؤالين.",
    } | fields  # fmt: skip
    return HeldDraft(**told)


def _leader(stage: Stage) -> None:
    """He led a group and came through his counsel; his days run, and a session is planned."""
    file = stage.do(
        PROSECUTION, actions.open_file, ago(days=40), reference="ج/2026/131", responsibility="LED",
        came_by="COUNSEL", age="adult",
    )  # fmt: skip
    where: dict[str, Any] = {"file_id": file.id}
    called = stage.do(PROSECUTION, actions.call_counsel, ago(days=40), lawyer="المحامي عارف سعيد", **where)
    stage.do(PROSECUTION, actions.counsel_came, ago(days=40) - timedelta(hours=1), call_id=called.id,
             outcome="حضر المحامي عارف سعيد بعد أربعين دقيقة")  # fmt: skip
    stage.do(
        PROSECUTION, actions.name_counsel, ago(days=39), name="المحامي عارف سعيد", mandate="وكالة رقم 212",
        handle="demo-defence", **where,
    )  # fmt: skip
    stage.do(PROSECUTION, actions.name_handler, ago(days=39), handle=HANDLER, **where)
    stage.do(PROSECUTION, actions.name_court, ago(days=39), court_id=stage.agency("demo-court"), **where)
    stage.do(
        PROSECUTION, actions.record_advice, ago(days=38), at=stage.now - ago(days=38),
        words="المحامي وحده معه ساعة كاملة في غرفة الزيارة", paper="محضر رقم 14", **where,
    )  # fmt: skip
    _terms(stage, where)
    stage.do(
        PROSECUTION, actions.record_protection, ago(days=33), at=stage.now - ago(days=33),
        words="لا مانع من الجلسات في مكتب النيابة، وتُنقل أسرته قبل أول جلسة", **where,
    )  # fmt: skip
    stage.do(PROSECUTION, actions.start_record, ago(days=32), at=stage.now - ago(days=32), paper="محضر البداية رقم 3",
             **where)  # fmt: skip
    stage.do(HANDLER, actions.record_session, ago(days=20), draft=held(stage, 20), **where)
    stage.do(
        HANDLER, actions.plan_session, ago(days=1), planned_for=stage.now + timedelta(days=2), place=PLACE,
        is_place_listed=True, counsel="attended", topics="طرق التهريب", **where,
    )  # fmt: skip


def _terms(stage: Stage, where: dict[str, Any]) -> None:
    """The first version went back: it promised what nobody may. The second passed."""
    drafts = (
        ("إفراج قريب وراتب شهري", ("PLACE",), False, "هذا وعد بما لا تملكه النيابة، فالإفراج للمحكمة"),
        ("مكان احتجاز آمن ومنفصل، وتقرير إلى المحكمة بما تعاون به", ("PLACE", "HEARD"), True,
         "لا شيء فيها يمس حق أحد، وما يُعرض في حدود ما تملكه النيابة"),
    )  # fmt: skip
    for at, (offered, benefits, passes, why) in enumerate(drafts):
        draft = TermsDraft(
            offered=offered, forbidden="لا وعد بإفراج، ولا مال، ولا عمل لدى جهة أمنية", benefits=benefits,
            withdrawal="NOT-AGAINST-HIM", promise="V1",
        )  # fmt: skip
        made = stage.do(PROSECUTION, actions.draft_terms, ago(days=37 - at), draft=draft, **where)
        stage.do(LEGAL, actions.review_terms, ago(days=36 - at), terms_id=made.id, passes=passes, reasons=why)
    stage.do(PROSECUTION, actions.approve_terms, ago(days=34), terms_id=made.id,
             reasons="في حدود القانون، ومحاميه حاضر وقد شُرحت له")  # fmt: skip


def _too_early(stage: Stage) -> None:
    """A patrol brought him, somebody asked before counsel came, and a session was held in a house."""
    file = stage.do(
        PROSECUTION, actions.open_file, ago(days=6), reference="ج/2026/144", responsibility="HELPED",
        came_by="IN-CUSTODY", age="adult",
    )  # fmt: skip
    where: dict[str, Any] = {"file_id": file.id}
    stage.do(
        PROSECUTION, actions.record_first_words, ago(days=6), said_at=stage.now - ago(days=7), place="مؤخرة السيارة",
        heard_by="العريف صلاح", words="أنا أعرف أين يخبئون السلاح", was_asked=True, **where,
    )  # fmt: skip
    stage.do(
        PROSECUTION, actions.record_session, ago(days=5), **where,
        draft=held(stage, 6, counsel="absent", place="منزل في المدينة", is_place_listed=False, recording="",
                   present="هو وضابط الدورية", longest_stretch_minutes=300, health="", breaks=""),
    )  # fmt: skip
    stage.do(PROSECUTION, actions.call_counsel, ago(hours=1), lawyer="المحامي عارف سعيد", **where)
