"""Sample context for the component page: every component in every state, without a database.

All people, agencies and records are invented; the words are samples, so they stand here and not in the catalogue.
"""

from datetime import datetime, timedelta
from typing import Any

from tansiq.desk.sample_forms import FilterForm, say, sent_report

Sample = dict[str, Any]

ANCHORS = (
    *("line", "clock", "answer", "kit", "source", "grade", "handling"),
    *("decision", "timeline", "slip", "form", "filter", "empty", "problem"),
)


def build_samples(*, now: datetime) -> Sample:
    """Context `samples` of web/components_page.html in the active language; `now` is an aware moment."""
    clocks = _clocks(now)
    return {
        "clocks": clocks,
        "lines": _lines(clocks),
        "answers": _answers(now),
        "kit": _kit(),
        "statements": _statements(now),
        "grades": _grades(),
        "handlings": _handlings(),
        "decision": _decision(now),
        "events": _events(now),
        "slip": _slip(now),
        "form": sent_report(),
        "filters": FilterForm(),
        **_table(),
        "pager": {"first": 26, "last": 50, "total": 131, "previous_url": "#filter", "next_url": "#filter"},
        "empty": _empty(),
        "problem": _problem(),
        "anchors": ANCHORS,
    }


def _clocks(now: datetime) -> list[Sample]:
    def clock(name: str, state: str, minutes_left: int, *, ours: bool) -> Sample:
        due = now + timedelta(minutes=minutes_left)
        return {"name": name, "state": state, "minutes_left": minutes_left, "due": due, "ours": ours}

    return [
        clock(say("إقرار السحب", "Recall acknowledged"), "late", -190, ours=True),
        clock(say("التحقق من المطابقة", "Hit validated"), "running", 7, ours=True),
        clock(say("العرض على النيابة", "Presented to the prosecution"), "running", 652, ours=False),
        clock(say("مراجعة السجل", "Record reviewed"), "running", 64_800, ours=False),
        clock(say("جواب الطلب", "Request answered"), "met", 30, ours=True),
        clock(say("تنفيذ الإفراج", "Release carried out"), "stopped", 60, ours=True),
    ]


def _lines(clocks: list[Sample]) -> list[Sample]:
    rows = [
        (say("سحب لم يُقَرّ به", "A recall is not acknowledged"), "D-4K8T-2P1M", say("أمن الوادي", "Valley Security")),
        (
            say("مطابقة تنتظر حكمك", "A hit waits for your judgement"),
            "H-7F3K-2M9Q",
            say("نقطة الغرفة", "Ghurfa checkpoint"),
        ),
        (say("شخص يُعرض على النيابة", "A person is due at the prosecution"), "C-1B6W-8R3D", ""),
    ]
    acts = [say("أقِرّ", "Acknowledge"), say("احكم", "Judge"), say("افتح", "Open")]
    return [
        {"what": what, "reference": reference, "waiting": waiting, "clock": clock, "url": "#line", "act": act}
        for (what, reference, waiting), clock, act in zip(rows, clocks, acts, strict=False)
    ]


def _answers(now: datetime) -> list[Sample]:
    receipt = {
        "ask": "A-7F3K-2M9Q", "asked_at": now, "orders_as_of": now - timedelta(minutes=14),
        "asked_by": say("نقطة الغرفة، سالم ف.", "Ghurfa checkpoint, Salem F."), "call": "+967 5 000 0110",
    }  # fmt: skip
    order = {
        "by": say("النيابة الجزائية المتخصصة", "Specialised criminal prosecution"), "number": "PR-2026-0412",
        "presents": say("نقطة الغرفة", "Ghurfa checkpoint"),
    }  # fmt: skip
    needs = [say("اسم الجد", "Grandfather's name"), say("سنة الميلاد", "Year of birth"),
             say("رقم هوية واحد", "One identity number")]  # fmt: skip
    call_first = say(
        "اتصل بضابط المناوبة واذكر رقم الإيصال قبل أي توقيف.",
        "Call the duty officer and give the receipt number before you detain anybody.",
    )
    held = say("الهوية ثابتة برقم البطاقة الوطنية.", "Identity is established by the national number.")
    too_many = say(
        "يحمل هذا الاسم كثيرون. أي واحد من هذه يفيد:", "Many people bear this name. Any of these would help:"
    )
    nothing = say(
        "لم يظهر أمر حتى ذلك الوقت. هذا لا يبرّئ أحداً، ومن أراد التوقيف فليتصل أولاً.",
        "No order was seen as of that time. This clears nobody; call first if you mean to hold this person.",
    )
    return [
        receipt | {"answer": "call_before_detaining", "say": call_first, "until": now + timedelta(hours=2)},
        receipt | {"answer": "arrest_order", "say": held, "order": order},
        receipt | {"answer": "insufficient_identity", "say": too_many, "needs": needs, "call": ""},
        receipt | {"answer": "no_record_for_you", "say": nothing},
    ]


def _kit() -> Sample:
    parts = [
        ("اسم", "Given name", "عبد الرحمن"),
        ("أب", "Father", "محمد"),
        ("جد", "Grandfather", "عبد الله"),
        ("لقب", "Family name", "باسندان"),
    ]
    return {
        "name": [{"label": say(arabic, english), "value": value} for arabic, english, value in parts],
        "birth": {
            "as_written": "١٤٢٠هـ",
            "gregorian": say("بين 17 أبريل 1999 و5 أبريل 2000", "between 17 April 1999 and 5 April 2000"),
            "hijri": say("سنة 1420 هـ", "year 1420 AH"),
        },
        "rows": [
            {"label": say("كنية", "Kunya"), "value": "أبو صالح"},
            {"label": say("كما كُتب", "As written"), "value": "ABDULRAHMAN M. A. BASANDAN"},
            {"label": say("رقم الهوية الوطنية", "National number"), "value": "0000 1234 5678", "is_identifier": True},
            {"label": say("اسم الأم", "Mother's name"), "field": "mother", "is_hidden": True},
            {"label": say("مكان الميلاد", "Place of birth"), "field": "birth_place", "is_hidden": True},
        ],
    }


def _grades() -> list[Sample]:
    return [
        {
            "sentence": say("مصدر غير مُختبَر، معلومة لم تؤكَّد", "Source not tested, information not confirmed"),
            "code": "C3",
        },
        {
            "sentence": say(
                "مصدر موثوق عادة، معلومة أكدتها مصادر أخرى", "Source usually reliable, confirmed by other sources"
            ),
            "code": "B1",
        },
    ]


def _handlings() -> list[Sample]:
    return [
        {"sentence": say("مشاركة مسموحة", "May be shared"), "code": "P"},
        {"sentence": say("مشاركة بشروط", "May be shared on conditions"), "code": "C"},
        {"sentence": say("ليس للقضاء إلا بإذن", "Not before a court without leave"), "code": "H1"},
        {"sentence": say("لا يُعاد نشره إلا بإذن", "Not passed on without leave"), "code": "H2"},
    ]


def _statements(now: datetime) -> list[Sample]:
    texts = [
        ("alleged", "شوهد ينقل صناديق ليلاً من المخزن إلى سيارة بيضاء.", 0),
        ("disputed", "كان في المكلا يوم الحادث؛ وأسرته تقول إنه كان في سيئون.", 0),
        ("established", "استأجر المخزن بعقد مؤرخ وموقّع.", 1),
    ]
    return [
        {
            "standing": standing,
            "text": text,
            "source": say("تقرير R-2026-0117، أمن الساحل", "Report R-2026-0117, Coast Security"),
            "obtained": say("مشاهدة مباشرة", "Own observation"),
            "grade": _grades()[grade],
            "handling": _handlings()[3],
            "on": (now - timedelta(days=3)).date(),
        }
        for standing, text, grade in texts
    ]


def _decision(now: datetime) -> Sample:
    return {
        "title": say("إفصاح عن البيانات الأساسية", "Release of a core packet"),
        "by": say("هدى ع.", "Huda A."),
        "role": say("مسؤولة الإفراج", "release authority"),
        "agency": say("أمن الساحل", "Coast Security"),
        "at": now - timedelta(hours=5),
        "grounds": [
            say("تحقّق بشري من المطابقة", "The hit was validated by a person"),
            say("غرض مشروع", "Lawful purpose"),
        ],
        "reasons": "الاسم الرباعي وسنة الميلاد واسم الأم متطابقة، ولا اختلاف في بقية الحقول.",
        "instrument": say("ميثاق التنسيق، مادة ٧", "Coordination charter, article 7"),
        "effect": say(
            "تتسلم الجهة المستعلِمة الاسم والصورة لثلاثين يوماً.",
            "The asking agency receives name and picture for thirty days.",
        ),
        "appeal": say("يُعترض لدى المفتش خلال ثلاثين يوماً.", "Appeal to the inspector within thirty days."),
        "ends_at": now + timedelta(days=30),
        "speaks_for": [say("أربعة أجزاء من الاسم متطابقة", "Four parts of the name agree")],
        "speaks_against": [say("مكان الميلاد غير معروف", "The place of birth is not known")],
    }


def _events(now: datetime) -> list[Sample]:
    agency = say("أمن الوادي", "Valley Security")
    return [
        {
            "at": now - timedelta(hours=9),
            "title": say("سؤال من نقطة", "Asked by a checkpoint"),
            "by": say("نقطة الغرفة", "Ghurfa checkpoint"),
        },
        {
            "at": now - timedelta(hours=7),
            "title": say("تحقّق من المطابقة", "Hit validated"),
            "by": agency,
            "url": "#timeline",
        },
        {
            "at": now - timedelta(hours=5),
            "title": say("إفراج عن الحزمة", "Packet released"),
            "text": "لا اختلاف في بقية الحقول.",
        },
        {"on": now.date(), "title": say("سحب: ليس هو", "Recalled: another person"), "by": agency},
    ]


def _slip(now: datetime) -> Sample:
    return {
        "number": "S-5H2N-9C4X",
        "holder": "عبد الرحمن محمد عبد الله باسندان",
        "call": "+967 5 000 0110",
        "valid_until": (now + timedelta(days=180)).date(),
        "list_at": now - timedelta(hours=3),
    }


def _table() -> Sample:
    columns = [say("المرجع", "Reference"), say("الجهة", "Agency"), say("الحال", "State")]
    rows = [
        ("R-2026-0117", say("أمن الساحل", "Coast Security"), say("مقبول", "Accepted")),
        ("R-2026-0118", say("خفر السواحل", "Coast Guard"), say("ينتظر شخصاً ثانياً", "Waits for a second person")),
    ]
    return {
        "columns": columns,
        "rows": [[{"label": label, "value": value} for label, value in zip(columns, row, strict=True)] for row in rows],
    }


def _empty() -> Sample:
    return {
        "title": say("لا شيء ينتظرك", "Nothing waits for you"),
        "text": say(
            "يظهر هنا كل ما يحتاج إليك، أقربه مهلة أولاً.", "What needs you appears here, the most urgent clock first."
        ),
        "url": "#empty",
        "act": say("اسأل عن شخص", "Ask about a person"),
    }


def _problem() -> Sample:
    return {
        "title": say("لم يُذكر غرض للسؤال.", "The ask names no purpose."),
        "why": say(
            "لا يُقرأ سجل شخص بلا غرض ومرجع (القاعدة G13).",
            "No record of a person is read without purpose and reference (rule G13).",
        ),
        "remedy": say(
            "اختر الغرض واكتب رقم القضية أو المهمة، ثم أعد الإرسال.",
            "Choose the purpose, write the case or task number and send again.",
        ),
        "code": "NO_PURPOSE",
        "reference": "0b6f7d52-3a41-4c8e-9a55-6a1f0c2d7e10",
    }
