"""The map under the strict policy, and the table in its place where nothing can be drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null;"


def test_the_map_is_drawn_by_its_own_worker(desk_of: Callable[..., Any]) -> None:
    page = desk_of("demo-owner", lang="en").page
    page.goto("/map/")

    expect(page.locator("#map[data-ready] canvas")).to_be_visible(timeout=30_000)
    expect(page.locator("#map .ts-map-name").first).to_be_visible()
    expect(page.locator("table")).to_be_visible()


def test_without_webgl_the_table_says_the_same(desk_of: Callable[..., Any]) -> None:
    desk = desk_of("demo-owner", lang="en")
    desk.page.add_init_script(NO_WEBGL)
    desk.page.goto("/map/")

    expect(desk.page.locator("#map-failed")).to_be_visible(timeout=30_000)
    expect(desk.page.locator("#map")).to_be_hidden()
    expect(desk.page.locator("table")).to_be_visible()


def test_a_district_that_was_found_is_put_into_its_field(desk_of: Callable[..., Any]) -> None:
    page = desk_of("demo-owner", lang="ar").page
    page.goto("/places/?q=مكلا")

    expect(page.locator("main a[href='/map/?at=YE1927']")).to_be_visible()
