"""What words must be that give a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel.reasons import fault_of


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("", "TOO_SHORT"), ("         x          ", "TOO_SHORT"), ("غادر", "TOO_SHORT"), ("x" * 20_000, "TOO_THIN"),
        ("س" * 20_000, "TOO_THIN"), ("متابعة متابعة متابعة", "TOO_THIN"), ("مُتابعة متابعة متـابعة", "TOO_THIN"),
        ("11111111111111", "TOO_THIN"), ("2026-11-30 12:00 №7", "TOO_THIN"), ("ab ab ba aabb bbaa", "TOO_THIN"),
        ("للعلم والاطلاع", "TOO_THIN"), ("Because Because because", "TOO_THIN"), ("As Required By Law", "TOO_THIN"),
        ("هرب بعد أن أُفرج عنه خطأً", ""), ("He ran off", ""), ("شاهدان مستقلان وسجل مرور", ""), ("رآه خاله في 3/9", ""),
    ],
)  # fmt: skip
def test_what_says_too_little_is_told_from_what_may_say_something(words, fault):
    assert fault_of(words, ["as required by law"]) == fault


@given(st.text(max_size=40))
def test_white_space_at_the_ends_counts_for_nothing(words):
    assert fault_of(f"  {words}\n") == fault_of(words)


@given(st.characters(), st.integers(0, 300))
def test_one_sign_says_nothing_however_often_it_stands(sign, count):
    assert fault_of(sign * count) != ""
