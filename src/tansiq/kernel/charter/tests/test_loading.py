from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.errors import BelowFloor, CharterError
from tansiq.kernel.charter.loading import FILES, load
from tansiq.kernel.charter.tests.conftest import Change

ACT = "{code: ASSASSINATION,"


def test_both_packs_load_whole(yem: Charter, irq: Charter) -> None:
    counts = [[len(charter.gazetteer.of_level(level)) for level in (1, 2, 3)] for charter in (yem, irq)]

    assert counts == [[22, 335, 2149], [18, 101, 294]]
    assert {code for code in ("LIFE_AT_RISK", "CHECKPOINT_IDENTITY", "OPEN_CASE") if irq.purpose(code)}
    assert yem.jurisdiction.working_days == {6, 0, 1, 2, 3}


def test_iraqi_law_is_marked_as_unread(irq: Charter) -> None:
    law = [row for row in (*irq.instruments, *irq.legal_bases, *irq.clocks) if row.confidence != "policy"]

    assert law
    assert {row.confidence for row in law} == {"low"}


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "field"),
    [
        ("charter.yaml", "Asia/Aden", "Asia/Adn", "", "time_zone"),
        ("charter.yaml", "[sunday,", "[sonday,", "", "working_days"),
        ("charter.yaml", "code: yem", "code: oma", "", "code"),
        ("charter.yaml", "+967 5 000 0110", "call us", "", "duty_phone"),
        ("charter.yaml", "month: 5, day: 1,", "month: 2, day: 30,", "holidays 1 (LABOUR-DAY)", ""),
        ("clocks.csv", "arrest,24,hour", "arrest,24,fortnight", "2 (ARR-TO-JUDICIARY)", "unit"),
        ("clocks.csv", "arrest,24,hour", "arrest,0,hour", "2 (ARR-TO-JUDICIARY)", "limit"),
        ("clocks.csv", "arrest,24,hour", "arrest,24", "2", ""),
        ("clocks.csv", "high,false,prosecution", "high,true,prosecution", "2 (ARR-TO-JUDICIARY)", "ours"),
        ("clocks.csv", "high,false,prosecution,", "high,false,,", "2 (ARR-TO-JUDICIARY)", "told"),
        ("clocks.csv", "high,false,prosecution,", "high,false,persecution,", "2 (ARR-TO-JUDICIARY)", "told.0"),
        ("clocks.csv", "yem,ARR", "irq,ARR", "ARR-TO-JUDICIARY", "country"),
        ("purposes.yaml", "name_en: A trace with a registered task, ", "", "4 (TRACE)", "name_en"),
        ("purposes.yaml", "{code: TRACE,", "{code: TRACE, reason: none,", "4 (TRACE)", "reason"),
        ("purposes.yaml", "{code: TRACE,", "{code: TRACE, code: TRACE2,", "", ""),
        ("purposes.yaml", "{code: TRACE,", "{code: OPEN_CASE,", "OPEN_CASE", "valid_from"),
        ("vocabularies.yaml", "alternatives_to_arrest:", "alternatives:", "", "alternatives"),
        ("vocabularies.yaml", ACT, ACT + " valid_to: 2024-01-01,", "acts 3 (ASSASSINATION)", "valid_to"),
        ("vocabularies.yaml", ACT, ACT + " instrument: NO-SUCH,", "ASSASSINATION", "instrument"),
        ("vocabularies.yaml", ACT, ACT + " valid_from: 2020-01-01,", "ASSASSINATION", "instrument"),
        ("vocabularies.yaml", '"born in"', '"born in("', "non_grounds 2 (PLACE)", "patterns"),
        ("areas.csv", "YE11,,1,", "YE11,YE12,1,", "YE11", "parent"),
        ("areas.csv", "YE14 YE15 YE18", "YE14 YE99 YE18", "YE11", "neighbours"),
        ("areas.csv", "44.1804,14.08362", "441.804,14.08362", "2 (YE11)", "lon"),
        ("operational_areas.yaml", "YE1913", "YE9913", "HADHRAMAUT-COAST", "districts"),
    ],
)
def test_a_fault_names_file_row_and_field(
    pack: Path, change: Change, file: str, old: str, new: str, row: str, field: str
) -> None:
    change(file, old, new)

    with pytest.raises(CharterError) as refused:
        load(pack)

    assert not isinstance(refused.value, BelowFloor)
    assert refused.value.file in (file, file.removesuffix(".yaml"), "acts", "purposes")
    assert (refused.value.row, refused.value.field) == (row, field)
    assert refused.value.why in str(refused.value)


def test_broken_yaml_names_the_line(pack: Path, change: Change) -> None:
    change("purposes.yaml", "rows:", "rows: ]")

    with pytest.raises(CharterError, match=r"purposes\.yaml.*line \d+"):
        load(pack)


def test_yaml_cannot_make_objects(pack: Path, change: Change) -> None:
    change("purposes.yaml", "code: TRACE", "code: !!python/object/apply:os.getcwd []")

    with pytest.raises(CharterError, match=r"purposes\.yaml"):
        load(pack)


def test_bytes_that_are_no_text_are_refused(pack: Path) -> None:
    (pack / "areas.csv").write_bytes(b"pcode\xff\n")

    with pytest.raises(CharterError, match="UTF-8"):
        load(pack)


def test_a_missing_an_unknown_file_and_a_missing_pack_are_refused(pack: Path) -> None:
    (pack / "notes.yaml").write_text("")
    with pytest.raises(CharterError, match="unknown file"):
        load(pack)

    (pack / "notes.yaml").rename(pack / ".notes.yaml.swp")
    (pack / "areas.csv").unlink()
    with pytest.raises(CharterError, match="the file is missing"):
        load(pack)

    with pytest.raises(CharterError, match="no such pack"):
        load(pack.parent / "atlantis")


def test_the_fingerprint_changes_with_any_file(pack: Path, yem: Charter) -> None:
    seen = {load(pack).fingerprint()}
    assert seen == {yem.fingerprint()}

    for name in FILES:
        with (pack / name).open("a", encoding="utf-8") as file:
            file.write("\n" if name.endswith("yaml") else "")
        if name.endswith("yaml"):
            seen.add(load(pack).fingerprint())

    assert len(seen) == 1 + sum(name.endswith("yaml") for name in FILES)


def test_only_queries_knows_django() -> None:
    modules = "loading", "charter", "floors", "dates", "reasons", "areas", "schema"
    imports = ", ".join(f"tansiq.kernel.charter.{name}" for name in modules)
    code = f"import sys, {imports}, tansiq.kernel.clocks.rules; print('django' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
