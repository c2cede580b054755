"""Papers: what is typed is only ever shown, Arabic reads right, and no paper holds a word of another."""

from __future__ import annotations

from datetime import UTC, datetime

import pdf_text
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.kernel.documents import (
    Document,
    Facts,
    Label,
    NewPage,
    Notice,
    Paragraph,
    Signatures,
    Table,
    apart,
    labels,
    pdf,
    pictures,
)
from tansiq.kernel.documents.coverage import legible
from tansiq.kernel.documents.parts import direction_of

AT = datetime(2021, 9, 2, 4, 10, tzinfo=UTC)


def paper(*blocks: object, language: str = "ar", **given: object) -> Document:
    told = {"title": "محضر تسليم الأسرة إلى النيابة", "issuer": "النيابة", "reference": "TSQ-2026-001042"} | given
    return Document(language=language, issued_at=AT, blocks=blocks, **told)  # type: ignore[arg-type]


def read(made: bytes, language: str = "ar") -> str:
    return pdf_text.text(made, is_rtl=language == "ar")


def test_arabic_is_read_in_the_order_in_which_it_was_written() -> None:
    words = "سُلِّمت القطعة إلى الأسرة، ولا اعتراض لها؛ والأمر للقاضي."

    told = read(pdf(paper(Paragraph("ما تقرّر", words))))

    assert words in told
    assert "ما تقرّر" in told
    assert "محضر تسليم الأسرة إلى النيابة" in told


def test_a_number_inside_an_arabic_sentence_stays_whole_and_runs_left_to_right() -> None:
    words = f"القطعة {apart('TSQ-2026-001042')} والهاتف {apart('+967 5 30 12 34')} للأسرة"

    told = read(pdf(paper(Paragraph("", words))))

    assert "القطعة TSQ-2026-001042 والهاتف +967 5 30 12 34 للأسرة" in told


def test_a_paper_tells_its_day_in_both_calendars_and_in_its_own_language() -> None:
    assert "٢ سبتمبر ٢٠٢١م (٢٥ محرم ١٤٤٣هـ)" in read(pdf(paper()))
    assert "2 September 2021 (25 Muharram 1443 AH)" in read(pdf(paper(language="en")), "en")


@pytest.mark.parametrize(
    "typed", ['#panic("x")', "*x* _y_ $z$", "= x", "@x <y> // z", "\\ #{1+1}", '"); read("/etc/passwd']
)
def test_what_people_type_never_becomes_a_part_of_the_source(typed: str) -> None:
    told = read(pdf(paper(Paragraph("", typed), language="en")), "en")

    assert typed in told


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_makes_a_paper(words: str, short: str) -> None:
    blocks = (
        Paragraph(short, words), Facts(((short, words),)), Table((short,), ((words,), (short,))), Notice(words),
        NewPage(), Signatures((short, words)),
    )  # fmt: skip

    assert pdf(paper(*blocks, title=words, issuer=short, note=words)).startswith(b"%PDF")


def test_a_sign_that_the_font_lacks_is_told_by_its_number() -> None:
    assert legible("حسنا 😀\x00") == "حسنا [U+1F600]"


def test_a_second_paper_holds_nothing_of_the_first() -> None:
    pdf(paper(Paragraph("", "سرّ الأول"), title="الأول", note="سرّ"))

    told = read(pdf(Document(language="ar", title="الثاني", issuer="", issued_at=AT, blocks=())))

    assert "سرّ" not in told
    assert "TSQ" not in told


def test_the_same_paper_twice_is_the_same_file() -> None:
    assert pdf(paper(Paragraph("x", "y"))) == pdf(paper(Paragraph("x", "y")))


def test_a_long_table_repeats_its_head_and_a_small_sheet_is_small() -> None:
    rows = [(str(number), "بندقية") for number in range(80)]

    made = pdf(paper(Table(("الرقم", "الوصف"), rows)))

    assert read(made).count("الوصف") == len(pictures(paper(Table(("الرقم", "الوصف"), rows)))) > 1
    assert b"/MediaBox[0 0 297.6378 419.52756]" in pdf(paper(paper="a6"))


def test_labels_are_eight_to_a_sheet_or_one_to_a_small_one() -> None:
    stickers = [Label(f"EX-2026-{number:04}", "بندقية آلية", ("الختم S-22",)) for number in range(9)]

    sheets, singles = (labels(stickers, language="ar", made_at=AT, paper=size) for size in ("a4", "a6"))

    assert (sheets.count(b"/Type/Page/"), singles.count(b"/Type/Page/")) == (2, 9)
    assert all(one.reference in read(sheets) for one in stickers)
    with pytest.raises(ValueError, match="no label"):
        labels([], language="ar", made_at=AT)


@pytest.mark.parametrize(
    ("words", "way"), [("سالم Salim", "rtl"), ("Salim سالم", "ltr"), ("+967 5", "ltr"), ("٢٠٢١م", "rtl"), ("", "ltr")]
)
def test_typed_words_run_as_their_first_letter_does(words: str, way: str) -> None:
    assert direction_of(words) == way
