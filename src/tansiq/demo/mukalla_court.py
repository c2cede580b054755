"""The Mukalla case before a court: what is alleged against whom, and who said on which track. Everybody is invented."""

from __future__ import annotations

from typing import Any

from tansiq.compartments.casework import actions, queries, queries_court
from tansiq.compartments.casework.drafts_court import ChargeDraft, CourtActDraft, HearingDraft, StepDraft, TrackDraft
from tansiq.compartments.victims import actions as victims_office
from tansiq.compartments.victims import notices as victims_notices
from tansiq.compartments.victims import queries as victims_queries
from tansiq.compartments.victims.drafts import HeirDraft, PlanDraft, WaiverDraft
from tansiq.demo.mukalla_days import house_day, road_day
from tansiq.demo.stage import Stage, ago

OFFICE = "demo-victims"
DETECTIVE, PROSECUTOR, REGISTRAR, JUDGE = "demo-investigator", "demo-prosecutor", "demo-registrar", "demo-judge"
CONTROL = "القوات الحكومية منذ نيسان 2016"


def play(stage: Stage, case: Any) -> None:
    """Three accused: one indicted for a killing on the road, one whose age is in doubt, one discontinued."""
    file = stage.do(DETECTIVE, actions.open_court_file, ago(days=6), case_id=case.id)
    victims = _victims(stage, file)
    _remains(stage, victims)
    _waived(stage, file, victims)
    people = _people(stage, file)
    charges = _charges(stage, case, people, victims)
    _before_the_court(stage, charges, victims)
    _hearings(stage, file, people)
    _said(stage, people, charges)


def _heirs(stage: Stage) -> str:
    """The driver's file at the victims' office; his widow agreed to be told of hearings, his son has not said."""
    matter = stage.do(OFFICE, victims_office.open_matter, ago(days=8), court_id=stage.agency("demo-court"))
    where: dict[str, Any] = {"matter_id": matter.id}
    stage.do(
        OFFICE, victims_office.add_victim, ago(days=8), name="محروس سعيد عمر بادويلة",
        died_on=road_day(stage), is_identified=True, on=road_day(stage), paper="تقرير مستشفى المكلا رقم 702", **where,
    )  # fmt: skip
    stage.do(
        OFFICE, victims_office.record_certificate, ago(days=7), on=house_day(stage), victim="V1",
        paper="صورة من حصر الورثة", court="محكمة المكلا الابتدائية", number=f"ح/{house_day(stage).year}/88", **where,
        heirs=(HeirDraft("1/8", "capable", name="نجاة صالح بادويلة"),
               HeirDraft("7/8", "capable", name="سعيد محروس بادويلة")),
    )  # fmt: skip
    widow, *_ = stage.see(OFFICE, victims_queries.parties, matter_id=matter.id, kind="heir")
    plan = PlanDraft(
        channel="PHONE", safe_time="بعد العصر", purposes=("HEARING",), reach="+967 5 000 0162، هاتف ابنتها"
    )
    stage.do(OFFICE, victims_office.write_plan, ago(days=7), party_id=widow.id, draft=plan)
    return f"{matter.number}/V1"


def _remains(stage: Stage, victims: dict[str, Any]) -> None:
    """The driver was to be buried in two days; since the widow's paper came that waits, as every step of its kind."""
    stage.do(
        PROSECUTOR, actions.plan_step, ago(days=5, hours=12), victim_id=victims["driver"].id,
        draft=StepDraft("remains", stage.now + ago(days=2), "الطبيب الشرعي بمستشفى المكلا", "إذن دفن 19"),
        reasons="انتهى الفحص الشرعي، ويطلب أهله دفنه",
    )  # fmt: skip


def _waived(stage: Stage, file: Any, victims: dict[str, Any]) -> None:
    """A paper in which the widow waives came an hour ago: by the number of the case everything irreversible stops."""
    [matter] = stage.see(OFFICE, victims_queries.matters, number=victims["driver"].heirs_record.split("/")[0])
    where: dict[str, Any] = {"matter_id": matter.id, "on": house_day(stage)}
    stage.do(
        OFFICE, victims_office.add_accused, ago(days=5), reference=file.case_number, age_at_act="adult",
        paper="كتاب النيابة رقم 61", **where,
    )  # fmt: skip
    draft = WaiverDraft(
        heir="H1", victims=("V1",), accused=("A1",), qisas=True, diya="kept", channel="paper", signed_by="H1",
        offered_by="لا أحد", paid="لا شيء",
    )  # fmt: skip
    stage.do(OFFICE, victims_office.record_waiver, ago(minutes=40), draft=draft, paper="ورقة بخط جارها", **where)


def _victims(stage: Stage, file: Any) -> dict[str, Any]:
    told = (("driver", "سائق الدورية محروس بادويلة", "killed", _heirs(stage)),
            ("guard", "حارس السوق ثابت باقديم", "injured", ""))  # fmt: skip
    return {
        key: stage.do(
            DETECTIVE,
            actions.name_victim,
            ago(days=6, minutes=-place),
            file_id=file.id,
            label=label,
            harm=harm,
            heirs_record=record,
        )
        for place, (key, label, harm, record) in enumerate(told)
    }


def _people(stage: Stage, file: Any) -> dict[str, Any]:
    told: tuple[tuple[str, dict[str, str]], ...] = (
        ("second", {"name": "الرجل الثاني: عوض صالح باشطح", "age_at_act": "adult", "age_paper": "شهادة ميلاد 77/1994"}),
        ("third", {"name": "الرجل الثالث: مبروك سعيد باعلوان", "age_at_act": "doubtful",
                   "age_paper": f"تقرير الطبيب الشرعي 12/{house_day(stage).year}: بين 16 و19"}),
        ("first", {"name": "الرجل الأول، ضيف الدار: سالم عمر باكرمة", "age_at_act": "unknown"}),
    )  # fmt: skip
    year = house_day(stage).year
    people = {
        key: stage.do(DETECTIVE, actions.name_accused, ago(days=6, minutes=-place), file_id=file.id, **given)
        for place, (key, given) in enumerate(told)
    }
    stage.do(
        DETECTIVE, actions.describe_rank, ago(days=5), accused_id=people["second"].id, analyst="المحلل طارق باسليم",
        role_claimed="مسؤول خلية في الساحل", period=f"{year - 1} إلى {year}", source_grade="C", information_grade="4",
        is_contested=True, words="أقوال مصدر واحد، وينفيها محاميه",
    )  # fmt: skip
    return people


def _charges(stage: Stage, case: Any, people: dict[str, Any], victims: dict[str, Any]) -> dict[str, Any]:
    pieces = {row.mark: row.number for row in stage.see(DETECTIVE, queries.exhibits_of, case_id=case.id)}
    said = {row.speaker_name: row.number for row in stage.see(DETECTIVE, queries.statements, case_id=case.id)}
    neighbour, guest = said["جارة في الطابق المقابل"], said["الرجل الأول، ضيف الدار"]
    road = {"happened_on": road_day(stage), "district": case.district, "control": CONTROL, "act": "ATTACK"}
    house = {"happened_on": house_day(stage), "district": case.district, "control": CONTROL, "act": "EXPLOSIVES"}
    told: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("road", "second", road | {
            "words": "فجّر عبوة تحت مركبة الدورية على الطريق الساحلي فمات سائقها وأصيب حارس السوق",
            "mode": "CARRIED_OUT",
            "own_part": "وضع العبوة ليلًا ثم فجّرها عن بعد", "victim_ids": tuple(one.id for one in victims.values()),
            "evidence": (pieces["B-2"], pieces["B-3"]), "exculpatory": (neighbour,), "standard": "SEVERAL",
        }),
        ("command", "second", road | {
            "words": "لم يمنع رجلًا من جماعته من إعداد العبوة الثانية في الدار", "mode": "COMMAND", "act": "EXPLOSIVES",
            "happened_on": house_day(stage), "knew": "أُخبر بإعدادها قبل الدهم بيومين",
            "could": "كان يأمر من في الدار وينهاهم",
            "evidence": (pieces["B-3"],), "exculpatory": (guest,), "standard": "INDICATION",
        }),
        ("bag", "third", house | {
            "words": "حمل الحقيبة التي فيها العبوة إلى غرفة السطح", "mode": "AIDED",
            "own_part": "حمل الحقيبة ولم يفتحها كما قال", "evidence": (pieces["B-3"],),
            "exculpatory": (neighbour,), "standard": "SEVERAL",
        }),
        ("guest", "first", house | {
            "words": "بات في الدار التي وُجدت فيها العبوة", "mode": "AIDED",
            "own_part": "بات ليلة واحدة في الطابق الأول",
            "evidence": (), "exculpatory": (guest, neighbour), "standard": "NONE_YET",
        }),
    )  # fmt: skip
    return {
        key: stage.do(DETECTIVE, actions.allege_act, ago(days=5), accused_id=people[who].id, draft=ChargeDraft(**given))
        for key, who, given in told
    }


def _move(stage: Stage, charge: Any, to: str, before: Any, by: str = PROSECUTOR, **given: Any) -> None:
    reasons = {
        "investigated": "سُمع الشهود وفُحصت المضبوطات", "sufficient": "يؤيد الدفتر والعبوة ما قاله الشهود",
        "indicted": "الأدلة على هذا الفعل تكفي لعرضه على المحكمة",
        "discontinued": "لم يقم دليل على أنه علم بما في الدار",
    }  # fmt: skip
    stage.do(by, actions.move_charge, before, charge_id=charge.id, to=to, reasons=reasons[to], **given)


def _before_the_court(stage: Stage, charges: dict[str, Any], victims: dict[str, Any]) -> None:
    for key in ("road", "bag"):
        _move(stage, charges[key], "investigated", ago(days=4, hours=8), by=DETECTIVE)
        _move(stage, charges[key], "sufficient", ago(days=4, hours=2))
    _move(stage, charges["road"], "indicted", ago(days=4), court_id=stage.agency("demo-court"))
    _move(stage, charges["bag"], "indicted", ago(days=4))
    _move(stage, charges["guest"], "discontinued", ago(days=3, hours=20))
    day = (stage.now - ago(days=3)).date()
    for who, by, key, victim, track, reasons in (
        (PROSECUTOR, f"قرار النيابة 52/{day.year}", "road", "driver", "qisas", "قتل عمد لشخص معيّن وله أولياء"),
        (PROSECUTOR, f"قرار النيابة 52/{day.year}", "road", "guard", "tazir", "إصابة شُفي منها ولا مماثلة فيها"),
        (JUDGE, "محضر جلسة 9", "bag", "", "tazir", "مساعدة على حيازة، والسن محل شك"),
    ):
        stage.do(
            who, actions.characterise, ago(days=2 if who == JUDGE else 3), charge_id=charges[key].id,
            draft=TrackDraft(
                track=track, victim_id=victims[victim].id if victim else None, made_on=day, instrument="PENAL-CODE",
                paper=by, reasons=reasons,
            ),
        )  # fmt: skip


def _hearings(stage: Stage, file: Any, people: dict[str, Any]) -> None:
    """One took place without counsel and says so; of one nobody said how it went; one was moved to the sixth day."""
    told: dict[str, Any] = {"kind": "EVIDENCE", "place": "المحكمة الجزائية، القاعة الأولى", "language": "العربية"}
    stage.do(
        REGISTRAR, actions.record_hearing, ago(days=2), file_id=file.id, judge="القاضي فارس محفوظ", record_number="9",
        words="حضر المتهم بلا محامٍ، فسُمع شاهد واحد وأُرجئ الباقي",
        draft=HearingDraft(accused_ids=(people["third"].id,), starts_at=stage.now - ago(days=2, hours=2), **told),
    )  # fmt: skip
    planned = stage.do(
        REGISTRAR, actions.plan_hearing, ago(days=1), file_id=file.id, reasons="سماع شاهدي الدفاع اللذين طلبهما محاميه",
        draft=HearingDraft(
            accused_ids=(people["second"].id,), starts_at=stage.now + ago(days=5), counsel="المحامي نبيل باجري", **told
        ),
    )  # fmt: skip
    stage.do(
        REGISTRAR, actions.move_hearing, ago(hours=5), hearing_id=planned.id, starts_at=stage.now + ago(days=6),
        place="المحكمة الجزائية، القاعة الثانية", reasons="القاعة الأولى مشغولة بقضية أخرى في ذلك اليوم",
    )  # fmt: skip
    stage.do(
        REGISTRAR, actions.plan_hearing, ago(days=2), file_id=file.id, reasons="سماع الخبير في أثر العبوة على الطريق",
        draft=HearingDraft(
            accused_ids=(people["second"].id,), starts_at=stage.now - ago(hours=3), counsel="المحامي نبيل باجري", **told
        ),
    )  # fmt: skip
    for row in stage.see(OFFICE, victims_notices.notices):
        if row.starts_at < stage.now:
            stage.do(
                OFFICE, victims_office.name_counsel, ago(hours=30), matter_id=row.matter_id, heir="H1",
                handle="demo-counsel", mandate="وكالة خاصة رقم 95",
            )  # fmt: skip
            stage.do(
                OFFICE, victims_office.say_told, ago(hours=26), hearing_notice_id=row.id,
                outcome="أُبلغت الأرملة عند أختها، ولم يُوصل إلى الأخ",
            )  # fmt: skip


def _said(stage: Stage, people: dict[str, Any], charges: dict[str, Any]) -> None:
    """A sentence that was only spoken: it is pending, and from its word everything that cannot be undone stops."""
    stage.do(
        PROSECUTOR, actions.write_letter, ago(days=3), accused_id=people["second"].id, decision="charged",
        paper=f"كتاب النيابة 61/{house_day(stage).year}", reasons="تقام الدعوى عن الفعلين اللذين تكفي أدلتهما",
    )  # fmt: skip
    stage.do(
        REGISTRAR, actions.record_court_act, ago(hours=20), accused_id=people["second"].id,
        draft=CourtActDraft(
            kind="judgment", level="first", court="المحكمة الجزائية المتخصصة", judge="القاضي فارس محفوظ",
            said_at=stage.now - ago(hours=21), outcomes={charges["road"].id: "convicted"}, penalty="death",
            words="نُطق بالحكم في الجلسة، ولم يُحرَّر بعد",
        ),
    )  # fmt: skip
    stage.do(
        REGISTRAR, actions.record_court_act, ago(hours=10), accused_id=people["second"].id,
        draft=CourtActDraft(
            kind="judgment", level="first", court="المحكمة الجزائية المتخصصة", judge="",
            said_at=stage.now - ago(hours=11), penalty="prison",
            words="ورد من القاعة أن حكمًا نُطق به في تهمة أخرى، ولم يُذكر القاضي ولا التهمة",
        ),
    )  # fmt: skip
    [guard] = [one for one in stage.see(REGISTRAR, queries_court.victims, file_id=people["second"].file_id)
               if one.harm == "injured"]  # fmt: skip
    stage.do(
        DETECTIVE, actions.state_harm, ago(hours=9, minutes=20), victim_id=guard.id, harm="killed",
        happened_on=house_day(stage), paper=f"شهادة وفاة من مستشفى المكلا 94/{house_day(stage).year}",
    )  # fmt: skip
    stage.do(
        REGISTRAR, actions.state_age, ago(hours=9), accused_id=people["second"].id, age_at_act="doubtful",
        age_paper="صورة من سجل مدرسي قدّمها محاميه",
    )  # fmt: skip
    sane = f"تقرير طبي 31/{house_day(stage).year}"
    for card, paper, is_met in (("AGE_PROOF", "شهادة ميلاد 77/1994", True), ("SANE", sane, True)):
        stage.do(
            REGISTRAR, actions.file_card, ago(hours=6), accused_id=people["second"].id, card=card, paper=paper,
            is_met=is_met,
        )  # fmt: skip
    stage.do(
        JUDGE, actions.record_court_act, ago(hours=3), accused_id=people["third"].id,
        draft=CourtActDraft(
            kind="release", level="first", court="المحكمة الجزائية المتخصصة", judge="القاضي فارس محفوظ",
            said_at=stage.now - ago(hours=4), words="أُمر بالإفراج عنه إلى وليّه حتى يُفصل في سنه",
        ),
    )  # fmt: skip
