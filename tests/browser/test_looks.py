"""What pictures of the pages once showed to be wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect


def test_a_date_in_a_hint_keeps_its_order_among_arabic_words(desk_of: Callable[..., Any]) -> None:
    page = desk_of("demo-mahra").page
    page.goto("/ask/")

    expect(page.locator("#id_birth_helptext bdi[dir=ltr]").nth(1)).to_have_text("1999-05-03")


@pytest.mark.parametrize(("lang", "side"), [("ar", "right"), ("en", "left")])
def test_an_empty_field_begins_where_the_page_begins(lang: str, side: str, desk_of: Callable[..., Any]) -> None:
    page = desk_of("", lang=lang).page
    page.goto("/accounts/login/")

    for name in ("login", "password"):
        expect(page.locator(f"[name={name}]")).to_have_css("text-align", side)


def test_who_may_not_ask_is_offered_neither_the_button_nor_the_key(desk_of: Callable[..., Any]) -> None:
    page = desk_of("demo-validator").page
    page.goto("/")
    page.keyboard.press("/")

    expect(page.locator("[data-shortcut]")).to_have_count(0)
    assert page.url.endswith("/")


@pytest.mark.parametrize(("lang", "digits"), [("ar", "٠١٢٣٤٥٦٧٨٩"), ("en", "0123456789")])
def test_dates_are_written_in_the_digits_of_the_language(lang: str, digits: str, desk_of: Callable[..., Any]) -> None:
    page = desk_of("demo-mahra", lang=lang).page
    page.goto("/")

    written = {letter for letter in page.locator("main time").first.inner_text() if letter.isdecimal()}
    assert written <= set(digits)
