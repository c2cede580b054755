"""Every page that a member can reach: axe finds nothing, nothing overflows, and nothing is said in the console."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from arabic import western
from demo_site import Site
from django.urls import Resolver404, URLResolver, get_resolver, resolve
from tabbing import walk

from tansiq.demo import cast

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "tests" / "vendor" / "axe.min.js").read_text()
# Only what was found comes back: the whole answer is large.
RUN = """contrast => axe.run(document, {
  resultTypes: ['violations'], rules: {'color-contrast': {enabled: contrast}}
}).then(told => told.violations)"""
LANGUAGES, WIDTHS, NARROW = ("ar", "en"), (1280, 390), 320
# `make looks`: every page by day and by night at either width, each walked with Tab as well.
EVERY_LOOK = os.environ.get("TANSIQ_LOOKS") == "all"
# One sign-in for every role, and one of a suspended agency; demo-wadi2 gives no reason, and is asked for one.
MEMBERS = (
    "demo-checkpoint", "demo-validator", "demo-owner", "demo-approver", "demo-shabwa", "demo-wadi2", "demo-watch",
    "demo-custody", "demo-prosecutor", "demo-registrar", "demo-identity", "demo-caseworker", "demo-keeper",
    "demo-investigator", "demo-exhibits", "demo-eod", "demo-lab", "demo-accreditor", "demo-protection",
    "demo-protection2", "demo-victims", "demo-women", "demo-counsel", "demo-judge", "demo-inspector", "demo-inspector2",
    "demo-delegate", "demo-coastguard", "demo-commander", "demo-station", "demo-family", "demo-child", "demo-handler",
    "demo-legal", "demo-judge2", "demo-defence", "demo-spokesperson",
)  # fmt: skip
WITHOUT_REASON = "demo-wadi2"
# How many pages of one view are opened, where one does not show all that it can be.
LOOKS = {
    "gateway:ask_detail": 8,
    "gateway:disclosure": 6,
    "gateway:hit": 10,
    "intelligence:subject": 6,
    "casework:court_accused": 3,
    "casework:court_charge": 4,
    "casework:court_hearing": 3,
    "casework:bulletin": 3,
    "casework:device": 6,
    "casework:exhibit": 6,
    "oversight:complaint": 4,
    "custody:act": 30,
    "custody:detention": 6,
    "custody:enquiry": 3,
    "victims:matter": 8,
    "victims:party": 6,
    "victims:waiver": 4,
    "cooperation:claim": 3,
    "cooperation:file": 3,
    "cooperation:session": 3,
}
NIGHT = {"desk:shift", "gateway:ask", "gateway:ask_detail", "gateway:hit", "intelligence:subject"}
SIGNED_OUT = ("/accounts/login/", "/accounts/signup/", "/oversight/refused/", "/oversight/published/",
              "/charter/difference/")  # fmt: skip
ACCOUNT = (
    "/accounts/logout/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/", "/accounts/2fa/recovery-codes/generate/", "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/reauthenticate/", "/accounts/reauthenticate/", "/accounts/sessions/", "/no/such/page/",
)  # fmt: skip
# Where a page is that no link leads to: a form does.
STARTS = {"demo-watch": "/calls/"}
ANSWERS = {"arrest_order", "call_before_detaining", "insufficient_identity", "no_record_for_you"}
# Views that answer no GET with a page of their own, or that lead on to one that is looked at.
NO_PAGES = {
    "desk:health", "desk:ask", "desk:display", "desk:reason", "desk:on_duty", "gateway:disclosure_reveal",
    "intelligence:subject_reveal", "oversight:complaint_handed", "oversight:footprint_read", "set_language",
    "victims:counsel_end", "victims:hold_taken", "victims:explain_pdf", "victims:explain_before_pdf", "victims:state_pdf",
    "victims:timeline_pdf", "victims:diya_pdf", "victims:letter", "victims:court_form_new", "victims:statement_form_new", "victims:party_form_new", "victims:court_form_sheet", "victims:errand_taken_in",
    "victims:errand_called_back", "victims:statement_withdrawn", "victims:consent_withdraw", "victims:absence_end",
    "victims:correction_confirm", "victims:line_confirm", "victims:search_take", "victims:search_notice", "desk:member_act",
    "desk:kin_end", "desk:shift_cancel", "desk:off_duty",
    "casework:withdraw", "intelligence:conflict_own", "protection:protected_end",
    "cooperation:counsel_end", "cooperation:handler_end", "cooperation:on_call_end",
    # Files and sheets: PDF, JSON lines, a picture.
    "casework:court_notice", "casework:brief", "casework:chain", "casework:label", "casework:labels", "casework:manifest", "casework:photograph",
    "casework:sheet", "casework:picture_file", "gateway:bulletin_picture", "gateway:bulletin_paper", "gateway:stop_paper", "casework:court_decision", "custody:receipt", "custody:extract",
    "cooperation:terms_sheet", "cooperation:session_sheet", "cooperation:promises_sheet",
    "custody:handover_sheet", "custody:handover_close", "custody:handover_sign",
}  # fmt: skip


@dataclass
class Seen:
    """What was looked at: kinds of pages, and findings by page and language."""

    kinds: set[tuple[str, str]] = field(default_factory=set)
    findings: dict[str, dict[str, int]] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)

    def count(self, name: str, lang: str, found: int) -> None:
        row = self.findings.setdefault(name, dict.fromkeys(LANGUAGES, 0))
        row[lang] += found


@pytest.fixture(scope="module")
def seen() -> Seen:
    return Seen()


@pytest.fixture(scope="module")
def lists(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A published list, and a second version of it that waits for the keeper."""
    from tansiq.exchange.formats.tests.builders import individual, un_list, written

    folder = tmp_path_factory.mktemp("lists")
    for day, persons in (("02", individual()), ("03", individual(first="OMAR"))):
        made = un_list(persons, generated=f"2026-01-{day}T03:04:05Z")
        site.run("import", "un", str(written(folder, made, f"{day}.xml")))


@pytest.fixture(scope="module")
def opened(browser: Any, site: Site, signed: Callable[[str], Any]) -> None:
    """A packet that the watch officer opened for danger to life, which the demo leaves to whoever tries it."""
    context = browser.new_context(base_url=site.address, storage_state=signed("demo-watch"), locale="ar")
    page = context.new_page()
    page.goto("/opened/")
    page.locator("main a[href^='/opened/new/']").first.click()
    page.fill("[name=reference]", "CALL/2026/9")
    page.fill("[name=reasons]", "يُخشى هجوم خلال ساعة وهاتف المالك لا يجيب")
    page.locator("main form[method=post] button.btn-primary").click()
    page.wait_for_url(re.compile(r"/opened/[0-9a-f-]{36}/$"))
    context.close()


def _view(path: str) -> str:
    try:
        return resolve(path.split("?")[0]).view_name or path
    except Resolver404:
        return "no such page"


def _variant(view: str, html: str, handle: str) -> str:
    """What makes a page of a view worth a look of its own."""
    if 'action="/reason/"' in html:
        return "asks why"
    if view == "desk:home":
        return handle
    if view == "gateway:hit":
        return "judged" if "/undo/" in html else ""
    if view == "gateway:ask_detail":
        return ", ".join(re.findall(r'data-answer="(\w+)"', html))
    if view == "gateway:glass":
        return "to review" if "<textarea" in html else ""
    if view == "gateway:disclosure":
        marks = {"withdraw/": "owner", "permission/": "recipient", "ts-message": "withdrawn", "ts-answer-say": "danger"}
        return ", ".join(words for mark, words in marks.items() if mark in html)
    return ""


def _crawl(context: Any, handle: str, western_found: list[str]) -> list[tuple[str, str, str]]:
    """Follow the links of a member; view, variant and address of the pages that were found.

    Args:
        western_found: takes what a page in Arabic says in Western digits.
    """
    opened: dict[str, int] = {}
    found: list[tuple[str, str, str]] = []
    todo = ["/", *ACCOUNT, STARTS.get(handle, "/")]
    known = set(todo)
    while todo:
        path = todo.pop(0)
        view = _view(path)
        if opened.get(view, 0) >= LOOKS.get(view, 1) or view.startswith("api:"):
            continue
        opened[view] = opened.get(view, 0) + 1
        answer = context.request.get(path)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        html = answer.text()
        found.append((view, _variant(view, html, handle), path))
        if view != "desk:components":  # its samples are invented
            western_found += [f"{path}: {text}" for text in western(html)]
        links = [link.replace("&amp;", "&") for link in re.findall(r'<a [^>]*?href="(/[^"#]*)"', html)]
        if view == "gateway:disclosure_withdraw":
            links.append(path.replace("/withdraw/", "/withdrawn/"))
        todo += [link for link in links if link not in known]
        known.update(links)
    return found


def _keep_reason(context: Any) -> None:
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "tansiq-csrf")
    told = {"csrfmiddlewaretoken": token, "purpose": "OPEN_CASE", "reference": "CASE/40", "next": "/about/"}
    assert context.request.post("/reason/", form=told).url.endswith("/about/")


def _with_axe(page: Any) -> Any:
    """The window with axe in every page that it opens: to send it anew to each takes as long as to run it."""
    page.add_init_script(AXE)
    return page


def _findings(page: Any, where: str, *, contrast: bool = True) -> list[str]:
    """What axe finds; `contrast` takes it longest, and colours are the same in every language and at every width."""
    found = page.evaluate(RUN, contrast)
    return [f"{where}: {rule['id']}: {rule['nodes'][0]['html'][:160]} ({len(rule['nodes'])})" for rule in found]


def _look_everywhere(page: Any, path: str) -> list[str]:
    """Open a page at each width by day and by night, and walk it with Tab each time."""
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(path)
            where = f"{path} at {width} {scheme}"
            found += [*_findings(page, where), *(f"{where}: {words}" for words in walk(page))]
    page.emulate_media(color_scheme="light")
    return found


def _look(page: Any, path: str, widths: tuple[int, ...], *, by_night: bool = False, contrast: bool = True) -> list[str]:
    """Open a page and look at it at each of these widths, the first one wide."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.goto(path)
    found = _findings(page, f"{path} at {WIDTHS[0]}", contrast=contrast)
    if by_night:
        page.emulate_media(color_scheme="dark")
        found += _findings(page, f"{path} by night")
        page.emulate_media(color_scheme="light")
    for width in widths[1:]:
        page.set_viewport_size({"width": width, "height": 800})
        found += _findings(page, f"{path} at {width}", contrast=False)
    page.set_viewport_size({"width": NARROW, "height": 800})
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, f"{path}: {over} px too wide at {NARROW}"] if over > 0 else found


def _look_in_each_language(
    desk_of: Callable[..., Any], handle: str, wanted: list[tuple[str, str, str]], seen: Seen
) -> list[str]:
    found: list[str] = []
    for lang in LANGUAGES:
        page = _with_axe(desk_of(handle, lang=lang).page)
        for view, variant, path in wanted:
            if EVERY_LOOK:
                here = _look_everywhere(page, path)
            else:  # what is hidden where a page is narrow is so in every language
                first = lang == LANGUAGES[0]
                widths = WIDTHS if first else WIDTHS[:1]
                here = _look(page, path, widths, by_night=first and view in NIGHT, contrast=first)
            seen.count(f"{view} {variant}".strip(), lang, len(here))
            found += [f"{lang} {words}" for words in here]
    return found


def test_pages_of_signing_in(desk_of: Callable[..., Any], seen: Seen) -> None:
    found = _look_in_each_language(desk_of, "", [(_view(path), "", path) for path in SIGNED_OUT], seen)
    for lang in LANGUAGES:
        page = _with_axe(desk_of("", lang=lang).page)
        page.goto("/accounts/login/")
        page.fill("[name=login]", "demo-wadi")
        page.fill("[name=password]", cast.PASSWORD)
        page.locator("main form button.btn-primary").click()
        page.wait_for_url("**/2fa/authenticate/")
        here = _look(page, page.url, WIDTHS)
        seen.count("mfa_authenticate", lang, len(here))
        found += here
    seen.kinds |= {(_view(path), "") for path in SIGNED_OUT} | {("mfa_authenticate", "")}
    assert not found, "\n".join(found)


@pytest.mark.parametrize("handle", MEMBERS)
def test_pages_of_a_member(
    handle: str,
    desk_of: Callable[..., Any],
    signed: Callable[[str], Any],
    seen: Seen,
    lists: None,
    opened: None,
) -> None:
    context = desk_of(handle).context
    if handle != WITHOUT_REASON:
        _keep_reason(context)
    in_western: list[str] = []
    wanted = [page for page in _crawl(context, handle, in_western) if page[:2] not in seen.kinds]
    seen.kinds |= {page[:2] for page in wanted}
    seen.members.add(handle)

    found = in_western + _look_in_each_language(desk_of, handle, _once(wanted), seen)

    assert not found, "\n".join(found)


def _once(pages: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return list({page[:2]: page for page in reversed(pages)}.values())[::-1]


def _views(resolver: Any, namespace: str = "") -> Iterator[str]:
    for row in resolver.url_patterns:
        if isinstance(row, URLResolver):
            yield from _views(row, f"{namespace}{row.namespace}:" if row.namespace else namespace)
        else:
            yield f"{namespace}{row.name}"


def test_every_page_was_looked_at(seen: Seen, capsys: pytest.CaptureFixture[str]) -> None:
    if seen.members != set(MEMBERS):
        pytest.skip("says something only after all the tests above")
    ours = {view for view in _views(get_resolver()) if ":" in view and not view.startswith("api:")}
    rows = sorted(seen.findings.items())
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "axe.json").write_text(json.dumps(dict(rows), indent=1, ensure_ascii=False) + "\n")
    with capsys.disabled():
        sys.stdout.write("\naxe findings per page and language" + " " * 30 + "  ".join(LANGUAGES) + "\n")
        for name, counted in rows:
            sys.stdout.write(f"{name:<64}" + "  ".join(f"{counted[lang]:>2}" for lang in LANGUAGES) + "\n")

    assert {variant for view, variant in seen.kinds if view == "gateway:ask_detail"} == ANSWERS
    assert ours - NO_PAGES - {view for view, _ in seen.kinds} == set()
