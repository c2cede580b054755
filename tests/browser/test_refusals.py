"""What a refusal or a session that ended does to what somebody has typed: nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from demo_site import Site
from playwright.sync_api import expect

TYPED = {
    "purpose": "CHECKPOINT_IDENTITY", "reference": "MAHRA/2026/77", "ism": "سالم", "father": "عوض", "family": "باجرذون",
    "birth": "1990", "value_1": "01900099177",
}  # fmt: skip
CROWD = "، ".join(f"صالح{place} علي باجرذون" for place in range(400))


def _fill(page: Any, told: dict[str, str]) -> None:
    if not page.locator("main [name=purpose]").is_visible():  # kept for the shift
        page.locator("main summary").first.click()
    for name, words in told.items():
        field = page.locator(f"main [name={name}]")
        field.select_option(words) if name == "purpose" else field.fill(words)


def _values(page: Any, told: dict[str, str]) -> dict[str, str]:
    return {name: page.locator(f"main [name={name}]").input_value() for name in told}


@pytest.mark.parametrize(
    "changed",
    [
        {"purpose": ""},
        {"ism": "", "father": "", "family": "", "full": CROWD},
        {"birth": "1990-02-31"},
        {"reference": "متابعة"},
    ],
    ids=["no purpose", "400 names", "impossible day", "empty reason"],
)
def test_a_refused_ask_comes_back_filled_with_the_refusal_in_focus(
    changed: dict[str, str], desk_of: Callable[..., Any]
) -> None:
    page, told = desk_of("demo-mahra", width=390).page, TYPED | changed
    page.goto("/ask/")
    _fill(page, told)

    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator("main form[method=post] > button.btn-primary").click()

    assert 400 <= sent.value.status < 500
    summary = page.locator(".ts-errors")
    expect(summary).to_be_focused()
    expect(summary.locator("li")).not_to_have_count(0)
    assert _values(page, told) == told


def test_nothing_typed_is_lost_when_the_session_ends_before_it_is_sent(desk_of: Callable[..., Any], site: Site) -> None:
    desk = desk_of("demo-custody")
    desk.page.goto("/ask/")
    _fill(desk.page, TYPED)
    desk.context.clear_cookies(name="tansiq")

    desk.page.locator("main form[method=post] > button.btn-primary").click()
    desk.page.wait_for_url("**/accounts/login/**")
    site.sign_in(desk.page, "demo-custody")

    expect(desk.page.locator("form [data-discard-draft]")).to_be_visible()
    assert _values(desk.page, TYPED) == TYPED
