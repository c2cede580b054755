"""What lies with the prosecution of people who cooperate: one whose days run, one who was heard too early."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tansiq.compartments.cooperation import actions
from tansiq.compartments.cooperation.drafts import AppearanceDraft, ClaimDraft, HeldDraft, PromiseDraft, TermsDraft
from tansiq.compartments.protection import actions as protection
from tansiq.compartments.protection import queries as protected
from tansiq.demo.stage import Stage, ago
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as

PROSECUTION, HANDLER, LEGAL, GUARD = "demo-prosecutor", "demo-handler", "demo-legal", "demo-protection"
# The seat of the prosecution is on the published list; the room is written beside it.
SEAT, PLACE = "agency:demo-prosecution", "غرفة الجلسات"


def fill(stage: Stage) -> None:
    """Everything that happened until today."""
    _roster(stage)
    _leader(stage)
    _too_early(stage)
    _radio(stage)


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
        "counsel": "attended", "place_code": SEAT, "place": PLACE, "began_at": begins,
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
    _counsel(stage, where)
    _terms(stage, where)
    _protection(stage, where)
    session = stage.do(HANDLER, actions.record_session, ago(days=20), draft=held(stage, 20), **where)
    _claims(stage, session.id)
    _paid(stage, where)
    stage.do(
        "demo-defence", actions.record_instigation, ago(days=7), kinds=("task",), asked_by="ضابط زار الجناح",
        asked_at=stage.now - ago(days=8), words="طلب منه أن يتصل بقريب له ويسأله عن مكان المجموعة",
        done="لم يتصل", reported_by="هو، لمحاميه", **where,
    )  # fmt: skip
    stage.do(
        PROSECUTION, actions.tell_counsel_of_heirs, ago(days=1), **where,
        reasons="لمحامي أولياء الدم أن يعلم بوجود الملف، وقد نُقلت أسرة المتهم",
    )  # fmt: skip
    stage.do(
        HANDLER, actions.plan_session, ago(days=1), planned_for=stage.now + timedelta(days=2), place_code=SEAT,
        place=PLACE, counsel="attended", topics="طرق التهريب", **where,
    )  # fmt: skip


def _counsel(stage: Stage, where: dict[str, Any]) -> None:
    """His lawyer came within the hour and was alone with him before anything was signed."""
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


def _protection(stage: Stage, where: dict[str, Any]) -> None:
    """Nobody asks him anything before his family is safe and a psychologist has seen him."""
    _ask_about_danger(
        stage, where, asked=35, assessed=33, whom="رجل قاد مجموعة ويُسمع في مكتب النيابة، وزوجته وأطفاله الثلاثة",
        words="تعرف مجموعته بيت أسرته، وقد ينتشر أنه يتكلم",
    )  # fmt: skip
    stage.do(PROSECUTION, actions.start_record, ago(days=32), at=stage.now - ago(days=32), paper="محضر البداية رقم 3",
             **where)  # fmt: skip
    stage.do(
        PROSECUTION, actions.record_examination, ago(days=21), psychologist="الأخصائية هدى بن سميط",
        examined_at=stage.now - ago(days=21), was_alone=True, finding="conditions", paper="تقرير رقم 8",
        conditions="جلسات لا تزيد على ساعتين، وراحة كل ساعة، ولا جلسة بعد المغرب", **where,
    )  # fmt: skip


def _ask_about_danger(
    stage: Stage, where: dict[str, Any], *, asked: float, assessed: float, whom: str, words: str
) -> None:
    """The protection desk is asked, and answers with its number; what it found stays there."""
    made = stage.do(PROSECUTION, actions.ask_protection, ago(days=asked), whom=whom, words=words, **where)
    with acting_as(stage.actor(GUARD)):
        [waits] = [one for one in protected.dangers() if one.reference == made.number]
    stage.do(
        GUARD, protection.assess_danger, ago(days=assessed), danger_id=waits.id,
        reasons="نُقلت أسرته إلى بلدة أخرى، ولا مانع من الجلسات في مكتب النيابة",
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
        draft=held(stage, 6, counsel="absent", place_code="", place="منزل في المدينة", recording="",
                   present="هو وضابط الدورية", longest_stretch_minutes=300, health="", breaks=""),
    )  # fmt: skip
    stage.do(PROSECUTION, actions.call_counsel, ago(hours=1), lawyer="المحامي عارف سعيد", **where)
    stage.do(
        PROSECUTION, actions.ask_protection, ago(minutes=50), whom="شاب أُحضر قبل أسبوع، وأمه وإخوته في الحي القديم",
        words="رآه الناس في سيارة الدورية، ويقال في الحي إنه تكلم", **where,
    )  # fmt: skip


def _claims(stage: Stage, session_id: Any) -> None:
    """One was found true from elsewhere, one false about a rival, one is open; and fifty whom he only named."""
    where: dict[str, Any] = {"session_id": session_id}

    def claim(fact: str, **more: Any) -> Any:
        draft = ClaimDraft(fact=fact, grade_source="D", grade_information="3", **more)
        return stage.do(HANDLER, actions.record_claim, ago(days=20), draft=draft, **where)

    depot = claim("مخزن تحت بيت مهجور شرق الطريق، رآه آخر مرة في رجب", about="أبو سالم")
    rival = claim("خصمه في القيادة هو من جمع المال", about="أبو ناصر", is_interested=True,
                  interest="نازعه على قيادة المجموعة قبل عامين")  # fmt: skip
    claim("قاربان يخرجان ليلًا من الخليج الصغير", about="أبو سالم")
    check = stage.do(HANDLER, actions.set_check, ago(days=19), claim_id=depot.id, what="معاينة البيت بإذن النيابة")
    stage.do(
        HANDLER, actions.finish_check, ago(days=15), check_id=check.id, outcome="true", source="محضر المعاينة رقم 22",
        found="وُجد المخزن فارغًا وآثار صناديق", is_independent=True,
    )  # fmt: skip
    stage.do(PROSECUTION, actions.record_result, ago(days=14), claim_id=depot.id, result="true", value="USEFUL",
             words="محضر المعاينة رقم 22")  # fmt: skip
    check = stage.do(HANDLER, actions.set_check, ago(days=19), claim_id=rival.id, what="كشوف الحوالات بأمر القاضي")
    stage.do(
        HANDLER, actions.finish_check, ago(days=12), check_id=check.id, outcome="false", source="كشوف الحوالات",
        found="كان خارج البلاد في تلك الأشهر", is_independent=True,
    )  # fmt: skip
    stage.do(PROSECUTION, actions.record_result, ago(days=11), claim_id=rival.id, result="false", value="NONE",
             words="الكشوف تنفيه")  # fmt: skip
    names = "\n".join(f"رجل من المجموعة، ذُكر بكنيته رقم {number}" for number in range(1, 51))
    stage.do(HANDLER, actions.record_mentions, ago(days=20), names=names, **where)


def _paid(stage: Stage, where: dict[str, Any]) -> None:
    """Two handlers were paid for one man; an offer within the terms was kept, a guard's word was not."""
    for payee, days in (("المقدم خالد عمر بازرعة", 18), ("الرائد جميل سعيد", 9)):
        stage.do(
            PROSECUTION, actions.record_payment, ago(days=days), to="handler", payee=payee, what="بدل انتقال عن جلستين",
            paid_at=stage.now - ago(days=days), paid_by="الشؤون المالية", receipt=f"ق/{days}", **where,
        )  # fmt: skip
    offered = stage.do(
        PROSECUTION, actions.record_promise, ago(days=30), **where,
        draft=PromiseDraft(
            kind="offer", said_by="وكيل النيابة وليد صالح", said_at=stage.now - ago(days=30), is_prosecution=True,
            words="مكان احتجاز آمن ومنفصل عن الآخرين", reported_by="محضر الشروط", benefit="PLACE",
        ),
    )  # fmt: skip
    stage.do(PROSECUTION, actions.record_outcome, ago(days=28), promise_id=offered.id, is_performed=True,
             words="نُقل إلى جناح منفصل")  # fmt: skip
    for words, days in (("زيارة أسرته له مرة كل شهر", 3), ("طبيب مختص يراه في السجن", -6)):
        stage.do(
            PROSECUTION, actions.record_promise, ago(days=20), **where,
            draft=PromiseDraft(
                kind="promise", said_by="وكيل النيابة وليد صالح", said_at=stage.now - ago(days=20), words=words,
                is_prosecution=True, reported_by="محضر الشروط", benefit="PLACE",
                due_on=charter.local_day(stage.now - timedelta(days=days)),
            ),
        )  # fmt: skip
    stage.do(
        "demo-defence", actions.record_promise, ago(days=8), **where,
        draft=PromiseDraft(
            kind="hint", said_by="حارس في الجناح", said_at=stage.now - ago(days=9), is_prosecution=False,
            words="تكلم عن فلان وتخرج قبل العيد", reported_by="هو، لمحاميه",
        ),
    )  # fmt: skip
    stage.do(
        PROSECUTION, actions.plan_appearance, ago(days=2), **where,
        draft=AppearanceDraft(
            where="حديث مسجل لإذاعة محلية", planned_for=stage.now + timedelta(days=6), has_consent=True,
            had_counsel=True, is_condition=False, family_risk="نُقلت أسرته، ولا يُذكر اسم البلدة",
        ),
    )  # fmt: skip


def _radio(stage: Stage) -> None:
    """E46: a commander promises pardon on the radio. It binds nobody, and the legal reviewer says so."""
    said = stage.do(
        PROSECUTION, actions.record_promise, ago(days=4),
        draft=PromiseDraft(
            kind="promise", said_by="قائد كتيبة، في إذاعة محلية", said_at=stage.now - ago(days=4, hours=3),
            is_prosecution=False, words="من سلّم نفسه هذا الشهر فله العفو الكامل", reported_by="ضابط المناوبة",
        ),
    )  # fmt: skip
    stage.do(LEGAL, actions.answer_promise, ago(days=3), promise_id=said.id,
             words="ليس له أن يعد بعفو. العفو عن الدم لأولياء الدم أمام المحكمة، وما قاله لا يُلزم أحدًا.")  # fmt: skip
