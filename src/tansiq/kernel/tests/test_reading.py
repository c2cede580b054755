"""Numbers, days and moments as the reader writes them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from tansiq.kernel import reading
from tansiq.kernel.clocks import words


@pytest.fixture
def arabic():
    with translation.override("ar"), reading.in_digits("arab"), timezone.override("Asia/Aden"):
        yield


def test_what_a_record_keeps_as_a_day_or_a_moment_is_written_for_its_reader(arabic):
    assert reading.kept("2026-12-03") == reading.day(date(2026, 12, 3)) == "٣ ديسمبر ٢٠٢٦م (٢٣ جمادى الآخرة ١٤٤٨هـ)"
    assert reading.kept("2026-12-03T06:30:00+00:00").startswith("٠٩:٣٠، ٣ ديسمبر")
    assert reading.moment(datetime(2026, 12, 3, 6, 30, tzinfo=UTC)).startswith("٠٩:٣٠، ٣ ديسمبر")
    assert reading.number("24 يومًا") == "٢٤ يومًا"
    assert (reading.month("2026-11"), reading.month("في 2026-11")) == ("نوفمبر ٢٠٢٦", "في 2026-11")


@pytest.mark.parametrize("text", ["", "ق-1", "2026", "CASE/2026-12-03", "2026-13-45", "P-7F3K-2M9Q", "2026-12-03 ليلًا"])
def test_any_other_text_stays_as_it_was_written(arabic, text):
    assert reading.kept(text) == text


def test_outside_a_request_numbers_are_western():
    with translation.override("en"):
        assert reading.number(24) == "24"
        assert reading.kept("2026-12-03").startswith("3 December 2026")


def test_no_middle_dot_stands_beside_arabic_digits(arabic):
    assert reading.beside("نوبة", "", "٧ أيام") == "نوبة، ٧ أيام"
    with reading.in_digits("latn"):
        assert reading.beside("shift", "7 days") == "shift · 7 days"


def test_a_notice_of_a_hearing_says_its_moment_apart_from_its_number(arabic):
    kept = "HR-7F3K-2M9Q 2026-12-03 09:30"

    assert words.short_reference(kept) == "HR-7F3K-2M9Q"
    assert words.moment_of(kept).startswith("٠٩:٣٠، ٣ ديسمبر ٢٠٢٦م")
    assert words.moment_of("HR-7F3K-2M9Q") == ""
    assert "٣" in words.late_words(3 * 24 * 60)
