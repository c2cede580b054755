"""What lies at the victims' office: a widow and her children before the court, and a man whom nobody has identified."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tansiq.compartments.protection import actions as protection
from tansiq.compartments.protection import queries as protected
from tansiq.compartments.victims import actions, held, queries
from tansiq.compartments.victims.drafts import HeirDraft, PlanDraft, WaiverDraft
from tansiq.demo.stage import Stage, ago
from tansiq.kernel.charter import queries as charter

OFFICE, WOMAN, COURT, JUDGE = "demo-victims", "demo-women", "demo-registrar", "demo-judge"
INSPECTOR, GUARD = "demo-inspector", "demo-protection"
FAMILY = "باغويطة"
HEIRS = (
    HeirDraft("1/8", "capable", name=f"سعاد فرج سالم {FAMILY}"),
    HeirDraft("7/24", "capable", name=f"عوض ناصر علي {FAMILY}"),
    HeirDraft("7/24", "minor", name=f"مريم ناصر علي {FAMILY}", represented_by="جدهما بحكم المحكمة"),
    HeirDraft("7/24", "minor", name=f"علي ناصر علي {FAMILY}", represented_by="جدهما بحكم المحكمة"),
)
REFERENCE = "ج/2026/118"


def day(stage: Stage, days: int) -> date:
    return charter.local_day(stage.now - timedelta(days=days))


def fill(stage: Stage) -> None:
    """Everything that happened at the office until today."""
    _before_the_court(stage)
    _unidentified(stage)
    _spoken_elsewhere(stage)


def _before_the_court(stage: Stage) -> None:
    matter = stage.do(OFFICE, actions.open_matter, ago(days=70), court_id=stage.agency("demo-court"))
    where: dict[str, Any] = {"matter_id": matter.id}
    stage.do(
        OFFICE, actions.add_victim, ago(days=70), name=f"ناصر علي سالم {FAMILY}", died_on=day(stage, 74),
        is_identified=True, on=day(stage, 73), paper="تقرير مستشفى المكلا رقم 1180", **where,
    )  # fmt: skip
    stage.do(
        OFFICE, actions.add_accused, ago(days=69), reference=REFERENCE, age_at_act="adult", on=day(stage, 70),
        paper="كتاب النيابة رقم 118", **where,
    )  # fmt: skip
    stage.do(
        COURT, actions.record_fact, ago(days=50), kind="characterised", on=day(stage, 51), paper="قرار الإحالة رقم 44",
        told={"charge": "ت/118/1", "victim": "V1", "accused": "A1", "track": "qisas", "by": "prosecutor",
              "instrument": "وكيل النيابة وليد صالح، قرار 44"}, **where,
    )  # fmt: skip
    stage.do(
        OFFICE, actions.record_certificate, ago(days=45), on=day(stage, 47), paper="صورة من حصر الورثة",
        victim="V1", court="محكمة المكلا الابتدائية", number="ح/2026/309", heirs=HEIRS, **where,
    )  # fmt: skip
    _contact(stage, matter.id)
    _waivers(stage, matter.id)
    [hold] = stage.see(INSPECTOR, held.holds)
    stage.do(
        INSPECTOR, actions.review_hold, ago(days=2), hold_id=hold.id,
        found="سُئل أمين السر عن موعد الجلسة، وأجاب أنها تُحدَّد هذا الشهر.",
    )  # fmt: skip


def _contact(stage: Stage, matter_id: Any) -> None:
    """The widow asked for a woman, and that her husband's brother must not learn of it."""
    heirs = {row.code: row.id for row in stage.see(WOMAN, queries.parties, matter_id=matter_id, kind="heir")}
    plan = PlanDraft(
        channel="PHONE", safe_time="بين العاشرة والظهر، حين يكون الأطفال في المدرسة",
        purposes=("RIGHTS", "HEARING", "SESSION", "SAFETY"), reach="+967 5 000 0161، هاتف جارتها",
        not_present="أخو الزوج", needs_woman=True, is_literate=False, language="العربية",
        distance="ساعة بالسيارة، والأجرة على المكتب",
    )  # fmt: skip
    stage.do(WOMAN, actions.write_plan, ago(days=44), party_id=heirs["H1"], draft=plan)
    stage.do(
        WOMAN, actions.correct_name, ago(days=43), party_id=heirs["H2"], name=f"عوض ناصر علي سالم {FAMILY}",
        why="بطاقته الشخصية تذكر اسم جد أبيه، وسقط من الحصر",
    )  # fmt: skip
    done = stage.do(
        WOMAN, actions.plan_contact, ago(days=40), party_id=heirs["H1"], purpose="RIGHTS", channel="PHONE",
        planned_for=stage.now - timedelta(days=39),
    )  # fmt: skip
    stage.do(
        WOMAN, actions.finish_contact, ago(days=39), contact_id=done.id,
        outcome="شُرح لها حقها وحق طفليها، وطلبت أن تُسأل مرة أخرى على انفراد.",
    )  # fmt: skip
    stage.do(
        WOMAN, actions.plan_contact, ago(hours=4), party_id=heirs["H1"], purpose="HEARING", channel="PHONE",
        planned_for=stage.now + timedelta(days=1),
    )  # fmt: skip
    stage.do(
        OFFICE, actions.name_counsel, ago(days=30), matter_id=matter_id, heir="H1", handle="demo-counsel",
        mandate="وكالة خاصة رقم 77",
    )  # fmt: skip


def _waivers(stage: Stage, matter_id: Any) -> None:
    """The widow waives on a condition and was heard alone; her son asks for retaliation, and somebody presses."""
    where: dict[str, Any] = {"matter_id": matter_id}
    pair: dict[str, Any] = {"victim": "V1", "accused": "A1"}
    stage.do(
        OFFICE, actions.record_request, ago(days=28), heir="H2", on=day(stage, 28), paper="أقواله في المكتب", **pair,
        **where,
    )  # fmt: skip
    draft = WaiverDraft(
        heir="H1", victims=("V1",), accused=("A1",), qisas=True, diya="conditional", channel="session", signed_by="H1",
        offered_by="لا أحد", paid="لا شيء", place="مكتب الضحايا", literate=False, reader="جارتها أم سالم",
        witnesses=("أم سالم",), conditions=("ألا يعود إلى الحارة",), private_session=True,
    )  # fmt: skip
    stage.do(
        WOMAN, actions.record_waiver, ago(days=25), draft=draft, on=day(stage, 25), paper="محضر المكتب رقم 12", **where
    )
    protect(stage, ago(days=24, hours=23, minutes=30), "تُسأل الوارثة عمّن يعلم بأمرها قبل كل لقاء")
    stage.do(
        WOMAN, actions.hold_session, ago(days=24), waiver="W1", is_alone=True, was_read_aloud=True,
        reader="جارتها أم سالم", counsellor="المحامية ليلى أمين", place="بيت أختها في الديس",
        words="قالت: أعفو لوجه الله، ولا أتنازل عن حق طفليّ.", **where,
    )  # fmt: skip
    form = stage.do(OFFICE, actions.print_form, ago(days=8), waiver="W1", **where)
    stage.do(
        OFFICE, actions.type_form, ago(days=1), number=form.number, digest=form.digest, kind="court_rejected",
        on=day(stage, 2), record="م/2026/77", judge="القاضي فارس عبود", reason="",
    )  # fmt: skip
    stage.do(
        WOMAN, actions.ask_desk, ago(days=4), waiver="W1", desk_id=stage.agency("demo-social"),
        meet="عند أختها بين العاشرة والظهر، ولا يحضر أخو الزوج", **where,
    )  # fmt: skip
    stage.do(
        OFFICE, actions.open_inquiry, ago(days=3), waiver="W1", on=day(stage, 3), paper="بلاغ من جارتها",
        raised_by="جارتها", direction="not_to_waive", against="أخو زوجها",
        reasons="سمعته يقول لها إنها تُخرَج من البيت إن عفت", **where,
    )  # fmt: skip
    protect(stage, ago(days=2, hours=23, minutes=30), "تُلتقى الوارثة في بيت أختها، ومكتب الضحايا وحده يصل إليها")


def protect(stage: Stage, when: timedelta, reasons: str) -> None:
    """The protection desk decides about the heir of whom it was told last."""
    [threat] = [one for one in stage.see(GUARD, protected.threats) if one.origin == "victims" and one.state == "open"]
    stage.do(GUARD, protection.decide_threat, when, threat_id=threat.id, decision="measures", reasons=reasons)


def _unidentified(stage: Stage) -> None:
    """Nobody knows who he was: no waiver closes his right, and his heirs are sought.

    A court set retaliation on somebody who may be a child: kept as a fact, and a stop that no waiver caused.
    """
    matter = stage.do(OFFICE, actions.open_matter, ago(days=12), court_id=stage.agency("demo-court"))
    unknown = stage.do(
        OFFICE, actions.add_victim, ago(days=12), matter_id=matter.id, name="", died_on=None, is_identified=False,
        on=day(stage, 12), paper="محضر المعاينة رقم 61",
    )  # fmt: skip
    stage.do(
        OFFICE, actions.add_accused, ago(days=12), matter_id=matter.id, reference="ج/2026/140", age_at_act="doubtful",
        on=day(stage, 12), paper="كتاب النيابة رقم 140",
    )  # fmt: skip
    stage.do(
        COURT, actions.record_fact, ago(days=9), matter_id=matter.id, kind="characterised", on=day(stage, 10),
        paper="قرار المحكمة رقم 61",
        told={"charge": "ت/140/1", "victim": "V1", "accused": "A1", "track": "qisas", "by": "judge",
              "instrument": "قاضي المحكمة، قرار 61"},
    )  # fmt: skip
    stage.do(
        OFFICE, actions.search_heirs, ago(days=11), party_id=unknown.id, due_on=day(stage, -19),
        draft=actions.NoticeDraft(place="مديرية المكلا", happened="الشهر الماضي"),
    )  # fmt: skip


def _spoken_elsewhere(stage: Stage) -> None:
    """A sister pardoned before a court that does not sign in: one officer has typed its form, another is awaited."""
    matter = stage.do(OFFICE, actions.open_matter, ago(days=20))
    where: dict[str, Any] = {"matter_id": matter.id}
    stage.do(
        OFFICE, actions.add_victim, ago(days=20), name="خالد سعيد عمر بارشوان", died_on=day(stage, 40),
        is_identified=True, on=day(stage, 39), paper="تقرير المستشفى رقم 77", **where,
    )  # fmt: skip
    stage.do(
        OFFICE, actions.add_accused, ago(days=20), reference="ج/2026/151", age_at_act="adult", on=day(stage, 38),
        paper="كتاب النيابة رقم 151", **where,
    )  # fmt: skip
    stage.do(
        OFFICE, actions.record_certificate, ago(days=19), on=day(stage, 30), paper="صورة من حصر الورثة", victim="V1",
        court="محكمة سيئون الابتدائية", number="ح/2026/55", heirs=(
            HeirDraft("1/5", "capable", name="شيخة سعيد عمر بارشوان"),
            HeirDraft("2/5", "capable", name="سالم سعيد عمر بارشوان"),
            HeirDraft("2/5", "minor", name="عمر سعيد عمر بارشوان", represented_by="أخوه سالم"),
        ), **where,
    )  # fmt: skip
    stage.do(
        OFFICE, actions.record_pardon, ago(days=6), heir="H1", victim="V1", accused="A1", qisas=True, diya="kept",
        record="", judge="", on=day(stage, 7), paper="أخبرنا بذلك محاميها بعد الجلسة", **where,
    )  # fmt: skip
    stage.do(
        OFFICE, actions.record_fact, ago(days=6), kind="settlement", on=day(stage, 8), paper="وثيقة الصلح عند الشيخ",
        told={"parties": ["آل بارشوان", "آل بن مخاشن"], "text": "هدنة بين الأسرتين",
              "ends_on": day(stage, -9).isoformat()}, **where,
        beside={"mediators": "الشيخ الوسيط", "women_heard": "أم القتيل، وطلبت ألا يُسأل ابنها الصغير"},
    )  # fmt: skip
    protect(stage, ago(days=5, hours=23, minutes=30), "تُسأل على انفراد عمّن تخشاه، ولا يُذكر لأحد أنها تكلمت")
    _a_brother_objects(stage, where)
    _a_second_person(stage, where)
    form = stage.do(OFFICE, actions.print_form, ago(days=5), waiver="W1", **where)
    stage.do(
        OFFICE, actions.type_form, ago(days=1), number=form.number, digest=form.digest, kind="pardon_in_court",
        on=day(stage, 7), record="م/2026/19", judge="القاضي صالح بن ثابت", reason="", qisas=True, diya="kept",
    )  # fmt: skip


def _a_second_person(stage: Stage, where: dict[str, Any]) -> None:
    """The younger brother came of age, and a colleague has read the paper; that the accused inherits nobody has yet."""
    shares = (("H1", "1/5"), ("H2", "2/5"), ("H3", "2/5"))
    row = stage.do(
        OFFICE, actions.record_certificate, ago(days=5, hours=10), on=day(stage, 6), paper="حصر ورثة جديد", victim="V1",
        court="محكمة سيئون الابتدائية", number="ح/2026/71", supersedes="K1",
        heirs=[HeirDraft(share, "capable", code=code) for code, share in shares], **where,
    )  # fmt: skip
    stage.do(WOMAN, actions.confirm_line, ago(days=5, hours=8), entry_id=row.id)
    stage.do(
        OFFICE, actions.record_fact, ago(days=5, hours=6), kind="offender_inherits", on=day(stage, 6),
        paper="قيل في المكتب إن المتهم زوج أخت القتيل", told={"accused": "A1", "from": "H1", "part": "some"}, **where,
    )  # fmt: skip


def _a_brother_objects(stage: Stage, where: dict[str, Any]) -> None:
    """One brother says that she was pressed; another is abroad, and a line stands in the wrong file."""
    stage.do(
        OFFICE, actions.open_inquiry, ago(days=5, hours=20), heir="H1", raiser="H2", direction="to_waive",
        against="وسيط من أهل المتهم", reasons="يقول إن وسيطًا زارها مرتين ووعدها بمال", on=day(stage, 6),
        paper="أقواله في المكتب", **where,
    )  # fmt: skip
    protect(stage, ago(days=5, hours=19, minutes=30), "تُسأل على انفراد عن الوسيط، ولا يُذكر من أبلغ")
    stage.do(
        OFFICE,
        actions.name_counsel,
        ago(days=5),
        heir="H2",
        handle="demo-counsel",
        mandate="وكالة خاصة رقم 81",
        **where,
    )
    heirs = {row.code: row.id for row in stage.see(WOMAN, queries.parties, matter_id=where["matter_id"], kind="heir")}
    stage.do(
        OFFICE, actions.say_absent, ago(days=4), party_id=heirs["H3"], since=day(stage, 30),
        known="خارج البلد منذ سنة، ولا يُعرف له عنوان",
    )  # fmt: skip
    paid = stage.do(
        OFFICE, actions.record_fact, ago(days=4), kind="diya_paid", on=day(stage, 5), paper="سند قبض رقم 14",
        told={"heir": "H2", "victim": "V1", "accused": "A1", "amount": "200000", "currency": "YER"}, **where,
    )  # fmt: skip
    stage.do(
        OFFICE, actions.say_mistaken, ago(days=3), entry_id=paid.id, why="السند لملف آخر، وكُتب هنا سهوًا"
    )  # fmt: skip
