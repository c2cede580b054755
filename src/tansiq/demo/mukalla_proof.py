"""What was said in the Mukalla case, under which conditions, and what is to be proven; everybody in it is invented."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.drafts import StatementDraft
from tansiq.compartments.custody import queries as custody
from tansiq.demo.custody import HOUSE
from tansiq.demo.stage import Stage, ago

DETECTIVE, SAPPER, PROSECUTOR = "demo-investigator", "demo-eod", "demo-prosecutor"
VILLA = "فيلا في أطراف المدينة"


def play(stage: Stage, case: Any, incident: Any) -> None:
    """Devices and a weapon by their marks, four statements of which two are held back, explanations and the matrix."""
    _things(stage, incident)
    _statements(stage, case)
    _explanations(stage, case)
    _matrix(stage, case)
    _links(stage, case)


def _things(stage: Stage, incident: Any) -> None:
    dawn = incident.happened_at
    first = stage.do(
        SAPPER, actions.find_device, ago(days=11, hours=23), incident_id=incident.id, finder="الرقيب صلاح عمر",
        found_at=stage.now - ago(days=11, hours=23), words="حقيبة على غرفة السطح",
    )  # fmt: skip
    stage.do(
        SAPPER, actions.report_device, ago(days=11, hours=14), device_id=first.id, initiation="CMD-REM",
        delivery="CACHE", outcome="FOUND-CLEARED", safety="made_safe", action="made_safe", charge="EXP-HME",
        components=["SWITCH", "POWER", "MAIN", "CONTAINER"], charge_kg=Decimal("3.50"), evacuated_metres=200,
        samples="عيّنتان من الحشوة", sample_witness="الجندي وهيب سالم", words="وُجدت في مخبأ ولم تُزرع.",
    )  # fmt: skip
    stage.do(
        SAPPER, actions.find_device, ago(hours=9), incident_id=incident.id, finder="الجندي وهيب سالم",
        found_at=stage.now - ago(hours=9), words="جسم ثانٍ تحت الدرج، لم يقترب منه أحد",
    )  # fmt: skip
    rifle = stage.do(
        DETECTIVE, actions.record_weapon, ago(days=11), incident_id=incident.id, type="SA-RIF-ASLT", calibre="7.62x39",
        serial_state="partly", serial="..4471", marks="ختم استيراد على جانب المغلاق", is_loaded=False,
    )  # fmt: skip
    stage.do(
        DETECTIVE, actions.ask_trace, ago(days=10), weapon_id=rifle.id, sent_to="بلد الصنع، بالطريق الدبلوماسي",
        words=f"لمن بيعت بندقية على مغلاقها هذا الختم قبل {dawn.year}؟",
    )  # fmt: skip


def _take(stage: Stage, case: Any, before: timedelta, **given: Any) -> Any:
    told: dict[str, Any] = {
        "kind": "statement", "speaker": "suspect", "place_code": "mukalla-station", "place": "غرفة التحقيق الثانية",
        "began_at": stage.now - before - ago(hours=2), "ended_at": stage.now - before - ago(hours=1),
        "present": "المحقق وكاتبه والمحامي", "language": "العربية", "counsel": "attended", "is_recorded": True,
        "longest_stretch_minutes": 45, "medical_before": "لا إصابات", "medical_after": "لا إصابات",
    } | given  # fmt: skip
    return stage.do(DETECTIVE, actions.take_statement, before, case_id=case.id, draft=StatementDraft(**told))


def _statements(stage: Stage, case: Any) -> None:
    guest = _take(
        stage, case, ago(days=10), speaker_name="الرجل الأول، ضيف الدار",
        words="قال إنه نزل ضيفًا ليلة واحدة، ولم يصعد إلى السطح، ولا يعرف لمن الدفتر.",
    )  # fmt: skip
    _take(
        stage, case, ago(days=9), speaker_name="الرجل الثاني", place=VILLA, place_code="",
        counsel="not_offered", is_recorded=False, longest_stretch_minutes=400, is_medical_mismatch=True,
        medical_after="كدمات في الظهر",
        words="قول منسوب إليه أن الدفتر له وأن الرجل الثالث أحضر الحقيبة.",
    )  # fmt: skip
    _take(
        stage, case, ago(days=8), speaker="witness", speaker_name="جارة في الطابق المقابل",
        words="قالت إن رجلين غير ساكنَين دخلا قبل يومين بحقيبة ثقيلة، وإن صاحب الدار كان مسافرًا.",
    )  # fmt: skip
    # Of somebody who is held in a house that is on no list: the register learns how he was heard, and holds it back.
    held = next(row for row in stage.see(PROSECUTOR, custody.register) if row.place == HOUSE)
    _take(
        stage, case, ago(hours=24), speaker_name="رجل محتجز في بيت خلف السوق", place=HOUSE, place_code="",
        counsel="not_offered", is_recorded=False, longest_stretch_minutes=300, detention=held.number,
        words="قيل إنه وقّع ورقة كُتبت قبل أن يُسأل.",
    )  # fmt: skip
    pressed = _take(
        stage, case, ago(days=7), speaker_name="الرجل الثالث",
        words="قال إنه حمل الحقيبة إلى السطح بطلب من رجل لا يعرف اسمه ولم يفتحها.",
    )  # fmt: skip
    stage.do(
        PROSECUTOR, actions.allege_taint, ago(days=6), statement_id=pressed.id, indicator="ALLEGATION",
        words="قال لمحاميه إنه حُرم من النوم ليلتين قبل أقواله",
    )  # fmt: skip
    stage.do(
        PROSECUTOR, actions.record_ruling, ago(days=3), statement_id=pressed.id, result="admissible",
        record_number=f"محضر 88/{stage.now.year}", judge="القاضي طه سالم",
    )  # fmt: skip
    assert guest.id != pressed.id


def _explanations(stage: Stage, case: Any) -> None:
    told = (
        "خططوا لتفجير مركبة دورية على الطريق الساحلي", "خُزّنت العبوات لغيرهم ولم يعلم بها الضيف",
        "أُعدّت لصيد السمك بالمتفجرات كما يحدث على الساحل",
    )  # fmt: skip
    plan, store, fishing = [
        str(stage.do(DETECTIVE, actions.propose_hypothesis, ago(days=9), case_id=case.id, words=words).id)
        for words in told
    ]
    pieces = {row.mark: row.number for row in stage.see(DETECTIVE, queries.exhibits_of, case_id=case.id)}
    for words, basis, number, fits in (
        ("الدفتر فيه أوقات مرور مركبات", "seen", pieces["B-2"], ("for", "neither", "against")),
        ("العبوة تعمل بالتحكم عن بعد", "seen", pieces["B-3"], ("for", "for", "against")),
        ("لا بصمة للضيف على الحقيبة", "seen", pieces["B-3"], ("neither", "for", "neither")),
        ("المسافة بين الدار والطريق قصيرة", "inferred", "", ("for", "for", "neither")),
    ):
        stage.do(
            DETECTIVE, actions.weigh_finding, ago(days=8), case_id=case.id, words=words, basis=basis, number=number,
            fits=dict(zip((plan, store, fishing), fits, strict=True)),
        )  # fmt: skip


def _matrix(stage: Stage, case: Any) -> None:
    pieces = {row.mark: row.number for row in stage.see(PROSECUTOR, queries.exhibits_of, case_id=case.id)}
    said = {row.speaker_name: row.number for row in stage.see(PROSECUTOR, queries.statements, case_id=case.id)}
    held = stage.do(
        PROSECUTOR, actions.name_element, ago(days=5), case_id=case.id, article="EXPLOSIVES_OFFENCE",
        words="حيازة متفجرات",
    )  # fmt: skip
    purpose = stage.do(
        PROSECUTOR, actions.name_element, ago(days=5), case_id=case.id, article="EXPLOSIVES_OFFENCE",
        words="قصد استعمالها في تفجير مركبة",
    )  # fmt: skip
    for element, number, direction, weight, words in (
        (held, pieces["B-3"], "supports", "strong", "وُجدت العبوة في غرفة السطح"),
        (held, said["الرجل الأول، ضيف الدار"], "contradicts", "medium", "نزل ضيفًا ليلة واحدة ولم يصعد إلى السطح"),
        (held, said["جارة في الطابق المقابل"], "contradicts", "medium", "دخل بالحقيبة رجلان غير ساكنَين"),
        (purpose, pieces["B-2"], "supports", "medium", "أوقات مرور مركبات ورسم لشارع"),
    ):
        stage.do(
            PROSECUTOR, actions.cite_evidence, ago(days=4), element_id=element.id, number=number, direction=direction,
            weight=weight, words=words,
        )  # fmt: skip
    stage.do(
        PROSECUTOR, actions.state_gap, ago(days=4), element_id=purpose.id,
        gap="لم يُعرف لمن خط الدفتر، ولم تُرفع البصمات عن الحقيبة.",
    )  # fmt: skip
    for kind, days in (("brief", 2), ("disclosure", 1)):
        stage.do(PROSECUTOR, actions.make_brief, ago(days=days), case_id=case.id, kind=kind)


def _links(stage: Stage, case: Any) -> None:
    """Two people by what a record shows of them; the guest of the house by nothing."""
    pieces = {row.mark: row for row in stage.see(DETECTIVE, queries.exhibits_of, case_id=case.id)}
    stage.do(
        DETECTIVE, actions.associate, ago(days=5), exhibit_id=pieces["B-5"].id, person="الرجل الثالث", basis="ON-HIM",
        number=pieces["B-5"].number, words="أُخرج الهاتف من جيبه عند النقطة بحضور جندي",
    )  # fmt: skip
    stage.do(
        DETECTIVE, actions.associate, ago(days=4), exhibit_id=pieces["B-2"].id, person="الرجل الثاني",
        basis="IN-HIS-NAME", number=pieces["B-2/1"].number, words="على ظهر الورقة رقم هاتف مسجّل باسمه",
    )  # fmt: skip
