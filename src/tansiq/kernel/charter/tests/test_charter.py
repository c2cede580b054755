from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel.charter import queries
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.errors import BasisExpired, UnknownCode
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.charter.schema import Clock, Confidence
from tansiq.kernel.charter.tests.conftest import PACKS

TODAY = date(2026, 3, 2)


@pytest.mark.rule("W-5")
@pytest.mark.parametrize(
    ("confidence", "alarms"), [("high", True), ("policy", True), ("medium", False), ("low", False)]
)
def test_only_read_law_and_our_own_rule_alarm(yem: Charter, confidence: str, alarms: bool) -> None:
    row = yem.clock("ARR-TO-JUDICIARY").model_dump() | {"confidence": confidence, "ours": confidence == "policy"}

    assert Clock.model_validate(row).alarms is alarms


@pytest.mark.rule("W-5")
def test_no_unread_clock_of_a_pack_alarms(yem: Charter, irq: Charter) -> None:
    unsure = [row for charter in (yem, irq) for row in charter.clocks if row.confidence in ("low", "medium")]

    assert {row.code for row in unsure} >= {"PROS-DECIDE", "APPEAL"}
    assert not any(row.alarms for row in unsure)
    assert all(row.ours for row in yem.clocks if row.confidence is Confidence.POLICY)


@pytest.mark.rule("G2")
@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2024, 12, 31), TODAY])
def test_an_expired_or_future_basis_is_refused(yem: Charter, on: date) -> None:
    for charter in (yem, yem.on(on)):
        with pytest.raises(BasisExpired) as refused:
            charter.valid_basis("INTERIM-EXCHANGE", on)
        assert refused.value.code == "BASIS_EXPIRED"


def test_a_basis_in_force_is_given_on_its_first_and_last_day(yem: Charter) -> None:
    for on in (date(2025, 1, 1), date(2025, 12, 31)):
        assert yem.valid_basis("INTERIM-EXCHANGE", on).instrument == "INTERIM-ORDER"
    with pytest.raises(UnknownCode):
        yem.valid_basis("NO-SUCH-BASIS", TODAY)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_a_day_holds_exactly_the_rows_of_that_day(yem: Charter, day: date) -> None:
    then = yem.on(day)

    assert all(row.is_valid(day) for row in then.rows("legal_bases"))
    assert ("INTERIM-EXCHANGE" in dict(then.choices("legal_bases", "en"))) == (
        date(2025, 1, 1) <= day <= date(2025, 12, 31)
    )
    assert then is yem.on(day)
    assert then.on(TODAY) is yem.on(TODAY)


def test_old_words_stay_readable_and_unknown_codes_do_not(yem: Charter) -> None:
    assert yem.label("legal_bases", "INTERIM-EXCHANGE", "en").endswith("(ended)")
    for ask in (yem.purpose, yem.clock, yem.act, yem.legal_basis, yem.instrument, yem.area, yem.how_obtained):
        with pytest.raises(UnknownCode):
            ask("متابعة")
    with pytest.raises(UnknownCode):
        yem.label("no_such_vocabulary", "A", "ar")
    with pytest.raises(UnknownCode):
        yem.on(TODAY).legal_basis("INTERIM-EXCHANGE")


def test_flags_of_the_vocabularies(yem: Charter) -> None:
    assert yem.how_obtained("TECHNICAL_WITH_ORDER").needs_order
    assert yem.how_obtained("SUSPECTED_ILL_TREATMENT").quarantines
    assert yem.subject_category("suspect").needs_suspicion
    assert yem.subject_category("unknown").to_resolve
    assert [yem.handling(code).owner_decides for code in ("P", "C", "H1", "H2")] == [
        "nothing", "conditions", "court", "onward",
    ]  # fmt: skip
    assert yem.purpose("LIFE_AT_RISK").urgent
    assert yem.recall_acknowledgement("kept").needs_basis


def test_a_grade_is_a_sentence_in_both_languages(yem: Charter) -> None:
    assert yem.grade_sentence("F", "3", "ar") == "مصدر غير مُختبَر لا يمكن الحكم عليه، معلومة محتملة لم تؤكَّد (F3)"
    assert yem.grade_sentence("B", "2", "en") == "Usually reliable source, information probably true (B2)"
    assert yem.grade_sentence("B", "2", "ar-ye") == yem.grade_sentence("B", "2", "ar")
    with pytest.raises(UnknownCode):
        yem.grade_sentence("X", "2", "ar")


@pytest.mark.parametrize(
    ("text", "pcode"),
    [
        ("المكلا", "YE1927"), ("مكلا", "YE1927"), ("Mukalla", "YE1927"), ("AL MUKALLA", "YE1927"),
        ("الـمُكَلَّا", "YE1927"), ("Seiyun", "YE1910"), ("سيون", "YE1910"), ("حضرموت", "YE19"), ("Hadhramaut", "YE19"),
        ("شحر", "YE1915"), ("", None), ("؟", None), ("Baghdad", None),
    ],
)  # fmt: skip
def test_a_place_is_found_in_any_usual_spelling(yem: Charter, text: str, pcode: str | None) -> None:
    found = yem.search_areas(text)

    assert (found[0].pcode if found else None) == pcode


def test_areas_hang_together(yem: Charter, irq: Charter) -> None:
    coast, valley = yem.operational_areas
    hadhramaut = {area.pcode for area in yem.districts() if area.parent == "YE19"}

    assert set(coast.districts) | set(valley.districts) == hadhramaut
    assert not set(coast.districts) & set(valley.districts)
    assert yem.area("YE1927").name("ar") == "مدينة المكلا"
    assert irq.search_areas("بغداد")[0].pcode == "IQG08"
    assert all(area.neighbours for area in irq.governorates())
    assert len(yem.search_areas("بني", limit=5)) == 5


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_and_search_never_fails(yem: Charter, text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(yem.search_areas(text, limit=3)) <= 3
    yem.non_grounds_in(text)


@pytest.mark.rule("JOC-01")
@pytest.mark.parametrize(
    ("ground", "codes"),
    [
        ("عضو في قبيلة كذا ويسكن في قرية كذا", {"TRIBE"}),
        ("لِقَبيلَتِهم تاريخ", {"TRIBE"}),
        ("من أبناء القرية", {"PLACE"}),
        ("ابن عمه مطلوب", {"RELATIVE"}),
        ("Brother-in-law of a wanted man", {"RELATIVE"}),
        ("member of the Bin Fulan family", {"FAMILY"}),
        ("يحمل فكرًا متشددًا", {"BELIEF"}),
        ("لحيته طويلة", {"DRESS"}),
        ("member of tribe X in village Y", {"TRIBE"}),
        ("نقل عبوة ناسفة من المكلا إلى سيئون يوم 3 مايو", set()),
        ("زرع عبوة في طريق القرية", set()),
        ("planted a device on the village road and paid the driver", set()),
        ("مبلّغ رآه يسلّم السلاح قبل الهجوم", set()),
        ("", set()),
    ],
)
def test_non_grounds_are_recognised_in_words(yem: Charter, ground: str, codes: set[str]) -> None:
    assert {row.code for row in yem.non_grounds_in(ground)} == codes


def test_set_phrases_are_there_as_written(yem: Charter) -> None:
    assert {"متابعة", "تحقيق", "للعلم", "follow up", "check"} <= yem.boilerplate_reasons


def test_holidays_fall_on_the_days_of_the_years_asked(yem: Charter) -> None:
    days = yem.holidays_in([2024, 2026])

    assert date(2026, 5, 22) in days
    assert {day.year for day in days} == {2026}  # none before the rule began


def test_the_installation_names_its_charter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "settings", SimpleNamespace(TANSIQ_CHARTER="irq", TANSIQ_CHARTER_DIR=str(PACKS)))

    assert queries.packs() == ("irq", "yem")
    assert queries.current() is queries.named("irq")
    assert queries.current().jurisdiction.code == "irq"
    assert queries.named("yem").jurisdiction.time_zone == "Asia/Aden"
    for code in ("oma", "../charter/yem", "", "."):
        with pytest.raises(UnknownCode):
            queries.named(code)


def test_packs_are_read_from_the_folder_of_the_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(queries, "settings", SimpleNamespace(TANSIQ_CHARTER="yem", TANSIQ_CHARTER_DIR=tmp_path))

    with pytest.raises(UnknownCode):
        queries.current()


@pytest.mark.parametrize(("day", "hours"), [("2021-09-02", 72), ("2026-06-30", 72), ("2026-07-01", 96)])
def test_a_day_before_our_rule_has_its_earliest_row(yem: Charter, day: str, hours: int) -> None:
    [first] = [row for row in yem.clocks if row.code == "TRANSFER-APPEAL"]
    earlier = first.model_copy(update={"valid_to": date(2026, 6, 30)})
    later = first.model_copy(update={"limit": 96, "valid_from": date(2026, 7, 1)})
    others = tuple(row for row in yem.clocks if row is not first)
    changed = replace(yem, clocks=(*others, later, earlier))

    assert changed.clock_of("TRANSFER-APPEAL", date.fromisoformat(day)).limit == hours
    assert changed.on(date(2026, 1, 1)).clock_of("TRANSFER-APPEAL", date.fromisoformat(day)).limit == hours
    with pytest.raises(UnknownCode):
        changed.clock_of("NO-SUCH", date.fromisoformat(day))
