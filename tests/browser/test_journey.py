"""The main job, by keyboard alone: ask, judge, release, read, withdraw, and a number that protects."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Set
from typing import Any

from playwright.sync_api import expect

MATCH_SECONDS = 30
MAN = {"full": "خالد سعيد عمر باقنزل", "birth": "1994", "value_1": "01940060711"}
REASONS = "الاسم الرباعي وسنة الميلاد متطابقان"


class Keys:
    """A person who uses no mouse."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def reach(self, target: Any, *, most: int = 80) -> None:
        """Press Tab until the focus is there, and see that the focus can be seen."""
        element = target.element_handle()
        for _ in range(most):
            if self.page.evaluate("element => document.activeElement === element", element):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"Tab does not reach {target}")
        drawn = element.evaluate("e => { const s = getComputedStyle(e); return s.outlineStyle + ' ' + s.outlineWidth }")
        assert drawn == "solid 3px", f"the focus on {target} cannot be seen: {drawn}"

    def type(self, name: str, words: str) -> None:
        self.reach(self.page.locator(f"main [name={name}]"))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def choose(self, name: str, code: str) -> None:
        """Walk down a list of choices until the one with this code is chosen."""
        field = self.page.locator(f"main select[name={name}]")
        self.reach(field)
        for _ in range(field.locator("option").count()):
            if field.input_value() == code:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} offers no {code}")

    def tick(self, name: str, code: str) -> None:
        """Walk through radio buttons until the one with this code is chosen."""
        group = self.page.locator(f"main [name={name}]")
        wanted = self.page.locator(f"main [name={name}][value={code}]")
        self.reach(group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} offers no {code}")

    def enter(self, target: Any) -> None:
        """Reach a button or a link, press Enter, and wait for the page that follows."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def send(self) -> None:
        self.enter(self.page.locator("main form[method=post] > button.btn-primary").last)


def _ask(page: Any, told: dict[str, str]) -> None:
    keys = Keys(page)
    page.goto("/")
    with page.expect_navigation():
        page.keyboard.press("/")
    if page.locator("main select[name=purpose]").is_visible():  # later it is kept for the shift
        keys.choose("purpose", "CHECKPOINT_IDENTITY")
        keys.type("reference", "WADI/2026/90")
    for name, words in told.items():
        keys.choose(name, words) if name.startswith("kind_") else keys.type(name, words)
    keys.send()


def _wait_for_line(page: Any, path: str, *, known: Set[str]) -> Any:
    """The newest line of the desk that leads to such a path and was not there before."""
    end = time.monotonic() + MATCH_SECONDS
    while time.monotonic() < end:
        page.goto("/")
        found = [
            link
            for link in page.locator(f".ts-lines a[href^='{path}']").all()
            if link.get_attribute("href") not in known
        ]
        if found:
            return found[-1]
        time.sleep(0.5)
    raise AssertionError(f"nothing that leads to {path} arrived on the desk")


def _lines(page: Any, path: str) -> set[str]:
    page.goto("/")
    return {link.get_attribute("href") for link in page.locator(f".ts-lines a[href^='{path}']").all()}


def test_the_wrong_man_is_asked_about_released_withdrawn_and_protected(desk_of: Callable[..., Any]) -> None:
    checkpoint, validator, owner = (desk_of(f"demo-{who}").page for who in ("checkpoint", "validator", "owner"))
    hits, releases = _lines(validator, "/hits/"), _lines(owner, "/releases/")
    disclosures = _lines(checkpoint, "/disclosures/")

    _ask(checkpoint, MAN)
    answer = checkpoint.locator("article.ts-answer")
    expect(answer).to_have_attribute("data-answer", "no_record_for_you")
    expect(answer.locator(".ts-receipt .ts-reference")).to_have_text(_number("A"))

    Keys(validator).enter(_wait_for_line(validator, "/hits/", known=hits))
    _decide(validator, "same", "yes")

    Keys(owner).enter(_wait_for_line(owner, "/releases/", known=releases))
    _decide(owner, "decision", "release")

    Keys(checkpoint).enter(_wait_for_line(checkpoint, "/disclosures/", known=disclosures))
    expect(checkpoint.locator(".ts-name")).to_contain_text("باقنزل")
    disclosure = checkpoint.url

    redress = _withdraw(owner, disclosure)
    checkpoint.goto(disclosure)
    expect(checkpoint.locator("main")).not_to_contain_text("باقنزل")

    _ask(checkpoint, {"full": MAN["full"], "kind_1": "redress", "value_1": redress})
    expect(answer).to_have_attribute("data-answer", "call_before_detaining")
    expect(answer.locator("a.ts-call")).to_have_attribute("href", re.compile(r"^tel:\+\d+$"))


def _number(letter: str) -> re.Pattern[str]:
    return re.compile(rf"^{letter}-[A-Z0-9]{{4}}-[A-Z0-9]{{4}}$")


def _decide(page: Any, name: str, code: str) -> None:
    keys = Keys(page)
    keys.tick(name, code)
    keys.type("reasons", REASONS)
    keys.send()


def _withdraw(owner: Any, disclosure: str) -> str:
    """Withdraw as mistaken identity; the redress number that is shown."""
    owner.goto(disclosure)
    if owner.locator("form[action='/reason/']").count():
        keys = Keys(owner)
        keys.choose("purpose", "OPEN_CASE")
        keys.type("reference", "COAST/2026/31")
        keys.send()
    Keys(owner).enter(owner.locator("main a[href$='/withdraw/']"))
    _decide(owner, "cause", "mistaken_identity")
    number = owner.locator(".ts-slip-number").first
    expect(number).to_have_text(_number("R"))
    return str(number.inner_text())
