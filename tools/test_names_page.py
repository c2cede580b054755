"""docs/names.md says what the code says."""

from __future__ import annotations

import names_page
import pytest


def test_the_page_is_what_the_code_says(capsys):
    assert names_page.main(["--check"]) == 0, capsys.readouterr().err


@pytest.fixture
def page(tmp_path, monkeypatch):
    file = tmp_path / "names.md"
    file.write_text(names_page.PAGE.read_text())
    monkeypatch.setattr(names_page, "PAGE", file)
    return file


def test_a_page_that_fell_behind_is_told_and_written_anew(page, capsys):
    page.write_text(page.read_text().replace("before anything is compared", "before all", 1))

    assert names_page.main(["--check"]) == 1
    assert "tools/names_page.py" in capsys.readouterr().err
    assert names_page.main([]) == 0
    assert names_page.main(["--check"]) == 0


def test_only_the_tables_are_written(page):
    page.write_text("By hand.\n\n" + page.read_text() + "\nBy hand too.\n")

    names_page.main([])

    assert page.read_text().startswith("By hand.\n\n")
    assert page.read_text().endswith("\nBy hand too.\n")


@pytest.mark.parametrize("text", ["", "<!-- table: weights -->\n<!-- end -->", "<!-- table: tribes -->\n<!-- end -->"])
def test_a_page_without_its_tables_is_refused(page, text):
    page.write_text(text)

    with pytest.raises(ValueError, match="must have the tables"):
        names_page.main([])


def test_every_step_has_its_bits_and_its_words_in_both_languages():
    for line in names_page.steps().splitlines():
        if line.startswith(("| +", "| −")):
            bits, english, arabic = (cell.strip() for cell in line.strip("| ").split(" | "))
            assert float(bits.replace("−", "-")) or bits == "+0.0"
            assert english
            assert any("\u0600" <= letter <= "\u06ff" for letter in arabic)


@pytest.mark.parametrize(("value", "told"), [(-0.04, "+0.0"), (0.0, "+0.0"), (-17.0, "−17.0"), (1.25, "+1.2")])
def test_bits_are_told_with_a_sign(value, told):
    assert names_page._bits(value) == told
