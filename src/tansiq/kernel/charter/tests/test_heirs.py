"""The heirs' law of a pack: floors that no pack can undercut, and what a row may not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.errors import BelowFloor, CharterError
from tansiq.kernel.charter.heirs import STEPS
from tansiq.kernel.charter.loading import load
from tansiq.kernel.charter.tests.conftest import Change

FILE = "heirs.yaml"


@pytest.mark.rule("Q-02")
def test_no_pack_lets_a_waiver_end_anything_but_retaliation(pack: Path, change: Change) -> None:
    change(FILE, "{code: hadd, confidence: medium,", "{code: hadd, waiver_drops: true, confidence: medium,")

    with pytest.raises(BelowFloor, match="waiver_drops"):
        load(pack)


@pytest.mark.rule("Q-10")
def test_no_sign_of_pressure_is_left_out(pack: Path, change: Change) -> None:
    change(FILE, "{code: same_witness,", "{code: one_witness,")

    with pytest.raises(BelowFloor, match="coercion_indicators"):
        load(pack)


@pytest.mark.rule("Q-10")
@pytest.mark.parametrize("days", ["6", "0", "-7", "a week"])
def test_no_pack_gives_less_than_seven_days_for_reflection(pack: Path, change: Change, days: str) -> None:
    change(FILE, 'COOLING-OFF-DAYS, value: "14"', f'COOLING-OFF-DAYS, value: "{days}"')

    with pytest.raises(BelowFloor, match="at least 7 days"):
        load(pack)


@pytest.mark.rule("Q-10")
@pytest.mark.parametrize("many", ["4", "0", "-1", "some"])
def test_no_pack_lets_one_witness_stand_on_more_papers_unseen(pack: Path, change: Change, many: str) -> None:
    change(FILE, 'MANY-WAIVERS, value: "3"', f'MANY-WAIVERS, value: "{many}"')

    with pytest.raises(BelowFloor, match="from 1 to 3"):
        load(pack)


@pytest.mark.rule("Q-08")
def test_a_pack_waits_for_minors_or_not_or_leaves_it_to_the_judge(pack: Path, change: Change) -> None:
    change(FILE, "WAIT-FOR-MINORS, value: judge", "WAIT-FOR-MINORS, value: perhaps")

    with pytest.raises(BelowFloor, match="judge, no, yes"):
        load(pack)


@pytest.mark.rule("W-5")
def test_what_nobody_has_read_is_not_settled(pack: Path, change: Change) -> None:
    change(
        FILE, 'article: "235", confidence: medium, settled: false', 'article: "235", confidence: medium, settled: true'
    )

    with pytest.raises(CharterError, match="settled"):
        load(pack)


@pytest.mark.parametrize(
    ("old", "new"), [("{code: PUBLIC_RIGHT,", "{code: PUBLIC,"), ("code: SHARE_PASSES,", "code: PENALTY,")]
)
def test_every_step_that_the_replay_may_name_has_its_words(pack: Path, change: Change, old: str, new: str) -> None:
    change(FILE, old, new)

    with pytest.raises(BelowFloor, match="heirs_steps"):
        load(pack)


@pytest.mark.rule("Q-21")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name_en: All heirs are minors", "name_en: Execution is due"),
        ("name_ar: كل الورثة قُصَّر", "name_ar: القصاص مستحق"),
    ],
)
def test_no_step_of_any_pack_says_that_somebody_is_due(pack: Path, change: Change, old: str, new: str) -> None:
    change(FILE, old, new)

    with pytest.raises(BelowFloor, match="never that anything is due"):
        load(pack)


@pytest.mark.parametrize("limit", ["25,hour", "2,day", "1,working_day"])
def test_the_court_has_its_task_within_a_day(pack: Path, change: Change, limit: str) -> None:
    change("clocks.csv", "HOLD-COURT-TASK,hold,24,hour", f"HOLD-COURT-TASK,hold,{limit}")

    with pytest.raises(BelowFloor, match="HOLD-COURT-TASK"):
        load(pack)


def test_a_track_that_no_law_reads_is_refused(pack: Path, change: Change) -> None:
    change(
        FILE,
        "{code: tazir, confidence: high,",
        "{code: qisas, valid_from: 1990-01-01, valid_to: 1990-02-01, confidence: high,",
    )

    with pytest.raises(CharterError):
        load(pack)


def test_the_table_of_a_day_is_the_law_of_that_day(yem: Charter, irq: Charter) -> None:
    def sums(day: date) -> list[int]:
        return [row.amount for row in yem.on(day).heirs.diya_table]

    assert sums(date(1995, 6, 1)) == [1000]
    assert sums(date(2006, 12, 30)) == [700_000]
    assert sums(date(2006, 12, 31)) == [5_500_000, 1_600_000]
    assert irq.heirs.diya_table == ()


def test_every_row_of_a_law_that_was_not_read_is_low(irq: Charter) -> None:
    assert {row.confidence for row in (*irq.heirs.heirs_steps, *irq.heirs.tracks)} == {"low"}
    assert not any(row.settled for row in irq.heirs.heirs_steps)
    assert {row.article for row in irq.heirs.heirs_steps} == {"not checked"}
    assert [row.code for row in irq.heirs.heirs_steps] == list(STEPS)
