from __future__ import annotations

from pathlib import Path

import pytest

from tansiq.kernel.charter.errors import BelowFloor
from tansiq.kernel.charter.loading import load
from tansiq.kernel.charter.tests.conftest import Change

JUDICIARY = "yem,ARR-TO-JUDICIARY,arrest,24,hour,"
HOLD = "yem,PROS-HOLD,arrest,7,day,"
HARD_STOP = "yem,SUBJECT-HARD-STOP,subject_accepted,5,year,"
LAST = "CONSTITUTION,2001-12-31,"


def refusal(pack: Path) -> BelowFloor:
    with pytest.raises(BelowFloor) as refused:
        load(pack)
    return refused.value


@pytest.mark.rule("G6")
def test_a_pack_cannot_lower_the_age_of_a_child(pack: Path, change: Change) -> None:
    change("charter.yaml", "child_age: 18", "child_age: 15")

    assert refusal(pack).field == "child_age"


@pytest.mark.rule("G13")
def test_a_pack_cannot_lower_the_weekly_sample_of_reads(pack: Path, change: Change) -> None:
    change("charter.yaml", "read_sample_percent: 2", "read_sample_percent: 1")

    assert refusal(pack).field == "read_sample_percent"


@pytest.mark.rule("JOC-09")
@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("plan_random_calls_percent: 20", "plan_random_calls_percent: 9", "plan_random_calls_percent"),
        ("plan_redraws: 3", "plan_redraws: 4", "plan_redraws"),
    ],
)
def test_a_pack_cannot_make_calls_about_plans_rarer_nor_let_them_be_drawn_at_will(
    pack: Path, change: Change, old: str, new: str, field: str
) -> None:
    change("charter.yaml", old, new)

    assert refusal(pack).field == field


def test_a_pack_may_raise_the_age_of_a_child(pack: Path, change: Change) -> None:
    change("charter.yaml", "child_age: 18", "child_age: 21")

    assert load(pack).jurisdiction.child_age == 21


@pytest.mark.rule("G4")
@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("SUBJECT-ENDED,ended,90,day,", "SUBJECT-ENDED,ended,367,day,", "limit"),
        ("REPORT-ENDED,ended,0,day,", "REPORT-ENDED,ended,1,day,", "limit"),
        ("ASK-RECEIPT,asked,12,month,", "ASK-RECEIPT,asked,61,month,", "limit"),
        ("ASK-RECEIPT,asked,12,month,", "ASK-RECEIPT,answered,12,month,", "starts_at"),
        ("ASK-RECEIPT,asked,12,month,", "ASK-RECEIPTS,asked,12,month,", "starts_at"),
        ("policy,true,OUR-RULE,2025-01-01,", "policy,true,OUR-RULE,2025-02-01,", "valid_from"),
    ],
)
def test_a_pack_keeps_nothing_longer_than_the_floor(pack: Path, change: Change, old: str, new: str, field: str) -> None:
    change("retention.csv", old, new)

    refused = refusal(pack)

    assert (refused.file, refused.field) == ("retention.csv", field)


@pytest.mark.rule("EVD-08")
@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("WEAPON-RECORDED,recorded,20,year,", "WEAPON-RECORDED,recorded,19,year,", "limit"),
        ("WEAPON-RECORDED,recorded,20,year,", "WEAPON-RECORDED,recorded,20,month,", "limit"),
        ("WEAPON-RECORDED,recorded,20,year,", "WEAPON-RECORDED,found,20,year,", "starts_at"),
        ("WEAPON-RECORDED,recorded,", "WEAPONS-RECORDED,recorded,", "starts_at"),
    ],
)
def test_marks_of_weapons_are_kept_for_twenty_years_at_least(
    pack: Path, change: Change, old: str, new: str, field: str
) -> None:
    change("retention.csv", old, new)

    refused = refusal(pack)

    assert (refused.file, refused.field) == ("retention.csv", field)


def test_a_pack_may_keep_anything_for_a_shorter_time(pack: Path, change: Change) -> None:
    change("retention.csv", "ASK-RECEIPT,asked,12,month,", "ASK-RECEIPT,asked,1,day,")
    change(
        "clocks.csv", "yem,SUBJECT-HARD-STOP,subject_accepted,5,year,", "yem,SUBJECT-HARD-STOP,subject_accepted,1,year,"
    )

    assert load(pack).kept("ASK-RECEIPT").limit == 1


@pytest.mark.rule("G4", "G8", "E31")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("yem,KIN-HOLDS,kin_ended,24,hour,", "yem,KIN-HOLDS,kin_ended,23,hour,"),
        ("yem,SUBJECT-REVIEW,subject_accepted,12,month,", "yem,SUBJECT-REVIEW,subject_accepted,13,month,"),
        ("yem,UNCATEGORISED,recorded,6,month,", "yem,UNCATEGORISED,recorded,7,month,"),
        (JUDICIARY, "yem,ARR-TO-JUDICIARY,arrest,25,hour,"),
        (JUDICIARY, "yem,ARR-TO-JUDICIARY,arrest,1,working_day,"),
        (HOLD, "yem,PROS-HOLD,arrest,8,day,"),
        (HOLD, "yem,PROS-HOLD,arrest,1,month,"),
        (HARD_STOP, "yem,SUBJECT-HARD-STOP,subject_accepted,6,year,"),
        (HARD_STOP, "yem,SUBJECT-HARD-STOP,subject_accepted,61,month,"),
        ("yem,RECALL-ORDINARY,recall,72,hour,", "yem,RECALL-ORDINARY,recall,4,day,"),
        ("yem,RECALL-URGENT,recall,4,hour,", "yem,RECALL-URGENT,recall,73,hour,"),
        ("yem,ORDER-PRESENT,arrest_on_order,24,hour,", "yem,ORDER-PRESENT,arrest_on_order,2,day,"),
        ("yem,STATEMENT-STRETCH,heard,4,hour,", "yem,STATEMENT-STRETCH,heard,241,minute,"),
        ("yem,TRANSFER-APPEAL,transfer_informed,72,hour,", "yem,TRANSFER-APPEAL,transfer_informed,71,hour,"),
        ("yem,TRANSFER-APPEAL,transfer_informed,72,hour,", "yem,TRANSFER-APPEAL,transfer_informed,1,day,"),
    ],
)
def test_a_pack_cannot_stretch_a_guaranteed_clock(pack: Path, change: Change, old: str, new: str) -> None:
    change("clocks.csv", old, new)

    refused = refusal(pack)

    assert (refused.row, refused.field) == (old.split(",")[1], "limit")


@pytest.mark.rule("G13", "G14")
@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        ("charter.yaml", "usual_reads_per_hour: 40", "usual_reads_per_hour: 81", "usual_reads_per_hour"),
        ("purposes.yaml", "budget_per_hour: 60, raised_per_hour: 120, urgent", "budget_per_hour: 121, raised_per_hour: 130, urgent", "budget_per_hour"),
        ("purposes.yaml", "raised_per_hour: 120, urgent", "raised_per_hour: 240, urgent", ""),
        ("purposes.yaml", "budget_per_hour: 60, raised_per_hour: 120, urgent", "budget_per_hour: 90, raised_per_hour: 241, urgent", "raised_per_hour"),
        ("clocks.csv", "ACCESS-REVIEW,access_reviewed,90,day", "ACCESS-REVIEW,access_reviewed,3650,day", "limit"),
        ("clocks.csv", "READ-SAMPLE,sample_drawn,7,day", "READ-SAMPLE,sample_judged,7,day", "starts_at"),
        ("clocks.csv", "LOG-SEAL,entry_written,30,minute", "LOG-SEAL,entry_written,1,working_day", "limit"),
        ("clocks.csv", "REDRESS-ACK,redress_request,5,working_day", "REDRESS-ACK,redress_request,6,working_day", "limit"),
        ("clocks.csv", "REDRESS-ACK,redress_request,5,working_day", "REDRESS-ACK,redress_request,120,hour", ""),
        ("clocks.csv", "READ-QUESTION,read_questioned,5,", "READ-QUESTION,read_answered,5,", "starts_at"),
        ("clocks.csv", "REDRESS-APPEAL,redress_decided,30,day", "REDRESS-APPEAL,redress_decided,29,day", "limit"),
        ("clocks.csv", "REDRESS-APPEAL,redress_decided,30,day", "REDRESS-APPEAL,redress_decided,1,month", ""),
        ("clocks.csv", "inspector,judge_delegate,OUR-RULE", "inspector,court,OUR-RULE", "told"),
        ("clocks.csv", "inspector,judge_delegate,OUR-RULE", "inspector,15 judge_delegate,OUR-RULE", "escalates_to"),
        ("retention.csv", "FINDING-CLOSED,closed,24,month", "FINDING-CLOSED,closed,11,month", "limit"),
        ("retention.csv", "FINDING-CLOSED,closed,24,month", "FINDING-CLOSED,closed,1,year", ""),
        ("clocks.csv", "yem,ACCESS-GRACE,", "yem,ACCESS-GRACES,", "valid_from"),
    ],
)  # fmt: skip
def test_a_pack_cannot_take_the_eyes_of_whoever_watches(
    pack: Path, change: Change, file: str, old: str, new: str, field: str
) -> None:
    change(file, old, new)

    if field:
        refused = refusal(pack)
        assert (refused.file, refused.field) == (file, field)
    else:
        load(pack)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (JUDICIARY, "yem,ARR-TO-JUDICIARY,arrest,1380,minute,"),
        (JUDICIARY, "yem,ARR-TO-JUDICIARY,arrest,1,day,"),
        (HARD_STOP, "yem,SUBJECT-HARD-STOP,subject_accepted,60,month,"),
        (HARD_STOP, "yem,SUBJECT-HARD-STOP,subject_accepted,3,year,"),
    ],
)
def test_a_pack_may_be_stricter_or_say_it_in_other_units(pack: Path, change: Change, old: str, new: str) -> None:
    change("clocks.csv", old, new)

    load(pack)


@pytest.mark.parametrize(
    ("file", "old", "row"),
    [
        ("vocabularies.yaml", "code: PLAN-RADIUS", "PLAN-RADIUS"), ("vocabularies.yaml", "code: PLAN-BUFFER", "PLAN-BUFFER"),
        ("clocks.csv", "yem,PLAN-LONGEST,", "PLAN-LONGEST"),
    ],
)  # fmt: skip
def test_a_pack_says_how_long_and_how_wide_a_plan_may_be(
    pack: Path, change: Change, file: str, old: str, row: str
) -> None:
    change(file, old, f"{old[:-1]}X," if old.endswith(",") else f"{old}-X")

    assert refusal(pack).row == row


def test_a_guaranteed_clock_cannot_start_later(pack: Path, change: Change) -> None:
    change("clocks.csv", JUDICIARY, "yem,ARR-TO-JUDICIARY,registration,24,hour,")

    assert refusal(pack).field == "starts_at"


@pytest.mark.parametrize("until", ["2026-06-30", "2024-12-31"])
def test_a_guaranteed_clock_cannot_end(pack: Path, change: Change, until: str) -> None:
    change("clocks.csv", f"prosecution,inspector,{LAST}", f"prosecution,inspector,{LAST}{until}")

    assert refusal(pack).row == "ARR-TO-JUDICIARY"


@pytest.mark.parametrize(("since", "whole"), [("2026-07-01", True), ("2026-07-02", False)])
def test_a_guaranteed_clock_may_be_written_anew_without_a_gap(pack: Path, since: str, whole: bool) -> None:
    text = (pack / "clocks.csv").read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith(JUDICIARY))
    later = row.replace(",24,", ",12,").replace(LAST, f"CONSTITUTION,{since},")
    (pack / "clocks.csv").write_text(text.replace(row, f"{row}2026-06-30\n{later}"), "utf-8")

    if whole:
        assert load(pack).clock("ARR-TO-JUDICIARY").limit == 12
    else:
        assert refusal(pack).field == "valid_from"


@pytest.mark.parametrize("code", ["ARR-TO-JUDICIARY", "PROS-HOLD", "SUBJECT-HARD-STOP", "RECALL-ORDINARY"])
def test_a_guaranteed_clock_cannot_be_left_out(pack: Path, code: str) -> None:
    kept = [line for line in (pack / "clocks.csv").read_text("utf-8").splitlines() if f",{code}," not in line]
    (pack / "clocks.csv").write_text("\n".join(kept) + "\n", "utf-8")

    assert refusal(pack).row == code


@pytest.mark.rule("G10", "REP-09")
@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("yem,HEIRS-OF-HEARING,", "yem,HEIRS-OF-HEARINGS,", "valid_from"),
        ("yem,DANGER-ASSESSED,", "yem,DANGERS-ASSESSED,", "valid_from"),
        ("yem,HEIRS-OF-HEARING,hearing,48,hour,victims office", "yem,HEIRS-OF-HEARING,hearing,2,working_day,victims office", "unit"),
        ("yem,HEIRS-OF-HEARING,hearing,48,", "yem,HEIRS-OF-HEARING,hearing,47,", "escalates_to"),
    ],
)  # fmt: skip
def test_a_pack_that_a_passage_could_not_run_by_does_not_load(
    pack: Path, change: Change, old: str, new: str, field: str
) -> None:
    if field == "unit":
        change("clocks.csv", "victims_office,96 inspector,", "victims_office,inspector,")
    change("clocks.csv", old, new)

    refused = refusal(pack)

    assert (refused.row, refused.field) == (old.split(",")[1], field)


@pytest.mark.parametrize("code", ["LIFE_AT_RISK", "CHECKPOINT_IDENTITY", "OPEN_CASE"])
def test_the_three_purposes_exist_everywhere(pack: Path, change: Change, code: str) -> None:
    change("purposes.yaml", f"code: {code},", f"code: {code}X,")

    assert refusal(pack).row == code


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{code: corrected,", "{code: noted,"),
        ("{code: deleted,", "{code: ignored, name_ar: س, name_en: Ignored}\n    - {code: deleted,"),
        ("our own, needs_basis: true", "our own"),
    ],
)
def test_a_recall_is_answered_by_what_was_done(pack: Path, change: Change, old: str, new: str) -> None:
    change("vocabularies.yaml", old, new)

    refusal(pack)


@pytest.mark.rule("JOC-01")
@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("- code: TRIBE", "- code: TRIBE2", "TRIBE"),
        ("tribe, tribes,", "tribes,", "TRIBE"),
        ("شقيق, شقيقة,", "", "RELATIVE"),
        ("    - code: BELIEF", "    - code: BELIEF\n      valid_to: 2027-01-01", "BELIEF"),
    ],
)
def test_a_pack_cannot_forget_a_non_ground(pack: Path, change: Change, old: str, new: str, row: str) -> None:
    change("vocabularies.yaml", old, new)

    assert refusal(pack).row == row


@pytest.mark.rule("JUD-08", "G19", "Q-15")
@pytest.mark.parametrize("card", ["NOT_PREGNANT", "SUPREME_COURT", "RATIFICATION"])
def test_a_pack_cannot_take_a_stop_card_away(pack: Path, change: Change, card: str) -> None:
    change("vocabularies.yaml", f"{{code: {card},", "{code: SOMETHING_ELSE,")

    with pytest.raises(BelowFloor) as refusal:
        load(pack)

    assert card in str(refusal.value)


@pytest.mark.rule("JOC-01")
@pytest.mark.parametrize(
    "act",
    ["{code: TRIBE_MEMBER, name_ar: انتماء, name_en: Membership}", "{code: SALAFI, name_ar: سلفي, name_en: Thought}"],
)
def test_an_act_is_never_what_somebody_is(pack: Path, change: Change, act: str) -> None:
    change("vocabularies.yaml", "    - {code: ATTACK_PLANNING,", f"    - {act}\n    - {{code: ATTACK_PLANNING,")

    assert refusal(pack).field == "acts"


@pytest.mark.rule("RL-01", "RL-02", "RL-03", "RL-04", "RL-05", "RL-06")
@pytest.mark.parametrize(
    ("file", "before", "code", "line"),
    [
        ("vocabularies.yaml", "{code: OWN_OBSERVATION,", "RISK_SCORE_OF_PERSON", "RL-01"),
        ("vocabularies.yaml", "{code: OWN_OBSERVATION,", "FACE_RECOGNITION", "RL-02"),
        ("vocabularies.yaml", "{code: OWN_OBSERVATION,", "SOCIAL_MEDIA_SCRAPING", "RL-03"),
        ("vocabularies.yaml", "{code: OWN_REGISTERS,", "LOCATION_TRACKING", "RL-04"),
        ("vocabularies.yaml", "{code: SAME_PERSON_NEEDED,", "TARGET_LIST", "RL-05"),
        ("vocabularies.yaml", "{code: OWN_REGISTERS,", "PRESSURE_ON_FAMILY", "RL-06"),
    ],
)
def test_no_pack_crosses_a_red_line(pack: Path, change: Change, file: str, before: str, code: str, line: str) -> None:
    change(file, before, f"{{code: {code}, name_ar: س, name_en: X}}\n    - {before}")

    assert line in refusal(pack).why


@pytest.mark.rule("REP-01")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("words: [قصاص,", "words: ["), ("words: [دية,", "words: ["), ("diya, diyah,", "diyah,"),
        ("    - code: WAIVER\n", "    - code: WAIVER\n      valid_to: 2027-01-01\n"),
    ],
)  # fmt: skip
def test_a_pack_cannot_forget_a_word_for_the_heirs_right(pack: Path, change: Change, old: str, new: str) -> None:
    change("vocabularies.yaml", old, new)

    assert refusal(pack).field == "cooperation_locked"


@pytest.mark.rule("REP-06")
def test_a_pack_cannot_forget_a_place_of_confidence(pack: Path, change: Change) -> None:
    change("vocabularies.yaml", "(?:برنامج|لجنه|مركز|", "(?:برنامج|مركز|")

    assert refusal(pack).field == "cooperation_confidential"


@pytest.mark.rule("REP-04")
@pytest.mark.parametrize("most", [3, 5])
def test_no_pack_offers_as_much_to_who_ordered_more(pack: Path, change: Change, most: int) -> None:
    change("vocabularies.yaml", "{code: ORDERED, order: 3, most: 2,", f"{{code: ORDERED, order: 3, most: {most},")

    assert refusal(pack).row == "ORDERED"
