"""The Mukalla arrest, with invented people: who is held since when, what is late, who goes, and who looks for whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tansiq.compartments.custody import actions, errors, queries
from tansiq.compartments.custody.queries import Detention, EnquiryAsk
from tansiq.demo import holdings
from tansiq.demo.invented import Person
from tansiq.demo.stage import Stage, ago
from tansiq.desk import refusals
from tansiq.kernel.db import acting_as
from tansiq.names import Parts
from tansiq.people.drafts import KitDraft

DRIVER = Person("يسلم", "فرج", "سالمين", "باسرنديح", 1993, (("national", "01930070518"),))
TAILOR = Person("هاني", "كرامة", "عوض", "السفرجلاني", 1988, (("national", "01880071177"),))
YOUTH = Person("ياسر", "نبيل", "حسن", "الزنجفيلي", 2008)
ACQUITTED = Person("صلاح", "أنور", "سعيد", "القرمزلي", 1985, (("national", "01850072290"),))
CLEARED = Person("عادل", "منصور", "علي", "الفستقاني", 1991, (("national", "01910073318"),))
BAILED = Person("مراد", "سالم", "أحمد", "الفستقاني", 1987, (("national", "01870074419"),))
HOUSE = "بيت خلف سوق المكلا"
REASONS = "بعد الاطلاع على المحضر وسماع أقواله بحضور محاميه"
PLACES = (
    ("mukalla-central", "السجن المركزي بالمكلا", "Mukalla central prison", "prison", "demo-prisons"),
    ("mukalla-station", "مركز شرطة المكلا", "Mukalla police station", "station", "demo-coast"),
    ("mukalla-home", "دار التوجيه بالمكلا", "Mukalla home for children", "home", "demo-social"),
    ("seiyun-station", "مركز شرطة سيئون", "Seiyun police station", "station", "demo-wadi"),
)


def fill(stage: Stage) -> None:
    """The list of places; the arrest of the cell and what came of it; families who ask."""
    for code, name_ar, name_en, kind, agency in PLACES:
        stage.do(
            "demo-inspector", actions.list_place, ago(days=80), code=code, name_ar=name_ar, name_en=name_en, kind=kind,
            agency_id=stage.agency(agency), instrument="قرار هيئة التفتيش رقم 7",
        )  # fmt: skip
    driver = _cell(stage)
    _acquitted(stage)
    _cleared(stage)
    _bailed(stage)
    _handover(stage)
    _families(stage, driver)


def _arrest(
    stage: Stage, kit: KitDraft, before: timedelta, place: str, *, by: str = "demo-commander", **more: Any
) -> Detention:
    told = {"unit": "دورية المكلا", "officers": "م-11، م-12", "basis": "flagrante", "age": "adult"} | more
    at = stage.now - before
    return stage.do(by, actions.record_arrest, before, draft=actions.ArrestDraft(kit=kit, place=place, at=at, **told))


def _fact(stage: Stage, who: str, row: Detention, kind: str, before: timedelta, words: str = "", **fields: Any) -> None:
    details = {"words": words} | fields.pop("details", {})
    stage.do(
        who, actions.write_down, before, detention_id=row.id, kind=kind, at=stage.now - before, fields=fields,
        details=details,
    )  # fmt: skip


def _cell(stage: Stage) -> Detention:
    """Three men and a youth: one before the prosecution, one nobody knows, one in a house, one perhaps a child."""
    rights = {"rights": True, "language": "العربية", "reasons": "ضُبط ومعه أجزاء عبوة في السيارة"}
    driver = _arrest(
        stage, DRIVER.kit(), ago(hours=21), "mukalla-central", details=rights, counsel="offered",
        property="هاتف\nساعة يد\nمفتاح سيارة", injuries="خدش في اليد اليسرى عند القبض",
    )  # fmt: skip
    custody = "demo-custody"
    _fact(stage, custody, driver, "registered", ago(hours=20, minutes=20))
    _fact(stage, custody, driver, "medical_check", ago(hours=18), "الطبيبة المناوبة: خدش سطحي، لا شكوى أخرى")
    _fact(stage, custody, driver, "family_told", ago(hours=14), "أُبلغ أخوه بالهاتف")
    _fact(stage, custody, driver, "counsel", ago(hours=9), result="attended", details={"language": "العربية"})
    _fact(stage, "demo-prosecutor", driver, "presented", ago(hours=2), "حضر معه محاميه", to="prosecution")
    _arrest(
        stage, KitDraft(Parts(kunya="أبو مصعب")), ago(hours=5), "mukalla-station", basis="order", order_number="ق-311"
    )
    _arrest(stage, TAILOR.kit(), ago(hours=30), HOUSE, basis="", officers="")
    _arrest(stage, YOUTH.kit(), ago(hours=11), "mukalla-station", age="doubtful")
    return driver


def _acquitted(stage: Stage) -> None:
    """Acquitted in open court yesterday; the gate says «a diya», and the clock runs on."""
    row = _arrest(stage, ACQUITTED.kit(), ago(days=40), "mukalla-central")
    for kind, words in (("registered", ""), ("medical_check", "طبيب السجن: لا إصابات"), ("family_told", "أُبلغت زوجته")):
        _fact(stage, "demo-custody", row, kind, ago(days=39, hours=23, minutes=30), words)
    _fact(stage, "demo-custody", row, "presented", ago(days=39, hours=6), to="judge")
    _fact(
        stage, "demo-custody", row, "detention_order", ago(days=39, hours=5), by="judge", number="ج-90",
        until=(stage.now + ago(days=5)).isoformat(),
    )  # fmt: skip
    stage.do(
        "demo-registrar", actions.order_release, ago(hours=26), detention_id=row.id, ground="acquitted", spoken=True,
        by="المحكمة الجزائية المتخصصة", words="حكمت المحكمة ببراءته علنًا بحضور محاميه", at=stage.now - ago(hours=26),
    )  # fmt: skip
    unpaid = {"obstacle": "UNPAID-DIYA", "number": "د-4", "details": {}}
    custody = stage.actor("demo-custody")
    try:
        stage.do("demo-custody", actions.claim_obstacle, ago(hours=20), detention_id=row.id, **unpaid)
    except errors.NotAnObstacle as problem:
        with acting_as(custody):
            refusals.record(problem, actor=custody, at=stage.now - ago(hours=20), act="POST /custody/")
    stage.do("demo-custody", actions.open_insolvency, ago(hours=20), detention_id=row.id, words="دية لم تُدفع")


def _cleared(stage: Stage) -> None:
    """Another man was meant: released, with a number that protects, and a slip that waits for him."""
    row = _arrest(stage, CLEARED.kit(), ago(days=3), "mukalla-central")
    _fact(stage, "demo-custody", row, "registered", ago(days=2, hours=23, minutes=40))
    _fact(stage, "demo-custody", row, "presented", ago(days=2, hours=8), to="prosecution")
    stage.do(
        "demo-prosecutor", actions.order_release, ago(days=2, hours=7), detention_id=row.id, ground="mistaken",
        number="ن-52", words="تبيّن من بصمته أنه ليس الشخص المقصود", at=stage.now - ago(days=2, hours=7),
    )  # fmt: skip
    stage.do(
        "demo-custody", actions.record_release, ago(days=2, hours=5), detention_id=row.id,
        at=stage.now - ago(days=2, hours=5), words="خرج مع أخيه وتسلّم أشياءه كلها",
    )  # fmt: skip


def _bailed(stage: Stage) -> None:
    """Arrested on an order and released on bail: the order is on hold until the prosecution renews or revokes it."""
    holdings.order(stage, BAILED, ago(days=12), 0, number="ق-402")
    row = _arrest(stage, BAILED.kit(), ago(days=5), "mukalla-central", basis="order", order_number="ق-402")
    _fact(stage, "demo-custody", row, "registered", ago(days=4, hours=23, minutes=40))
    _fact(stage, "demo-custody", row, "presented", ago(days=4, hours=8), to="prosecution")
    stage.do(
        "demo-prosecutor", actions.order_release, ago(days=4, hours=7), detention_id=row.id, ground="bail",
        number="ن-61", words="أُفرج عنه بضمانة أخيه", at=stage.now - ago(days=4, hours=7),
    )  # fmt: skip
    stage.do(
        "demo-custody", actions.record_release, ago(days=4, hours=5), detention_id=row.id,
        at=stage.now - ago(days=4, hours=5), words="خرج مع أخيه",
    )  # fmt: skip


def _handover(stage: Stage) -> None:
    """A station of the Wadi goes over to the prisons: one is signed for, one is not yet."""
    for person in (
        Person("فؤاد", "رياض", "عمر", "البندقاني", 1979),
        Person("سامي", "جمال", "خالد", "الليموناتي", 1996),
    ):
        row = _arrest(stage, person.kit(), ago(hours=16), "seiyun-station", by="demo-station", unit="مركز سيئون")
        _fact(stage, "demo-station", row, "registered", ago(hours=15, minutes=30))
        _fact(stage, "demo-station", row, "property", ago(hours=15), details={"items": ["محفظة", "حزام"]})
    place = stage.see("demo-station", _place, code="seiyun-station")
    sheet = stage.do(
        "demo-station", actions.begin_handover, ago(hours=1), place_id=place, to_id=stage.agency("demo-prisons"),
        reasons="انتقلت إدارة المركز إلى إدارة السجون بقرار المحافظ",
    )  # fmt: skip
    line = stage.see("demo-custody", _first_line, sheet_id=sheet.id)
    stage.do("demo-custody", actions.sign_line, ago(minutes=40), line_id=line, is_received=True)


def _place(code: str) -> Any:
    return next(row.id for row in queries.places() if row.code == code)


def _first_line(sheet_id: Any) -> Any:
    return queries.lines_of(queries.handover(sheet_id))[0].id


def _families(stage: Stage, driver: Detention) -> None:
    """The driver's mother, who has shown it; a wife, who has not; a brother at a house that is on no list."""
    draft = actions.EnquiryDraft
    mother = draft(
        kit=DRIVER.kit(), by_name="أم يسلم", relation="mother", kin_words="دفتر العائلة",
        last_seen="خرج صباحًا بسيارته إلى المكلا ولم يعد",
    )  # fmt: skip
    wife = draft(
        kit=KitDraft(Parts("هاني", "كرامة", "عوض", "السفرجلاني")), by_name="زوجة هاني", relation="wife", channel="voice"
    )
    brother = draft(
        kit=KitDraft(Parts("وليد", "أمين", "فرج", "الرمانوي المثال"), birth="1999"), by_name="سالم أمين",
        relation="brother", kin_words="شاهدان من الحارة يعرفانهما", at_place="بيت خلف سوق المكلا",
    )  # fmt: skip
    for told, before in ((mother, ago(hours=12)), (wife, ago(hours=10))):
        stage.do("demo-family", actions.open_enquiry, before, draft=told)
    _nowhere(stage, stage.do("demo-family", actions.open_enquiry, ago(days=2, hours=4), draft=brother).number)


# Who answers for each force that was asked; the coast guard stands outside, and the inspector goes there.
ANSWERING = ("demo-station", "demo-owner", "demo-mahra", "demo-shabwa", "demo-custody", "demo-child")


def _nowhere(stage: Stage, number: str) -> None:
    """Every force but one has answered about the brother of Salem Amin: a search that two people can close."""
    for who in ANSWERING:
        stage.do(
            who, actions.answer_enquiry, ago(days=1), ask_id=stage.see(who, _ask_of, number=number), answer="not_here",
            words="سُئل كل مكان لنا ولم نجده",
        )  # fmt: skip


def _ask_of(number: str) -> Any:
    """The question to the force of whoever looks."""
    return EnquiryAsk.objects.get(number=number).id
