"""What the pages of the gateway refuse, and that nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from stage import draft

from tansiq.compartments.oversight.queries import open_notices
from tansiq.gateway import actions
from tansiq.kernel.access.models import User
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.audit import queries as log
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.db import acting_as

ASKED = {
    "full": "خالد سعيد عمر باقنزل", "birth": "1994", "purpose": "CHECKPOINT_IDENTITY", "reference": "CP/2026-11/7",
    "asked_for": "عريف ناصر",
}  # fmt: skip


@pytest.fixture
def browser(cast: dict[str, Any]) -> Callable[[str], Client]:
    """A browser in which a member of the cast is signed in, reading English."""

    def sign_in(handle: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(
            User.objects.get(username=handle), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return sign_in


def refusals(actor: Any) -> list[str]:
    with acting_as(actor):
        return list(Entry.objects.filter(kind=Entry.Kind.REFUSAL, user_id=actor.user_id).values_list("act", flat=True))


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"purpose": ""}, 422, "NO_PURPOSE"),
        ({"purpose": "متابعة"}, 422, "NO_PURPOSE"),
        ({"reference": "متابعة"}, 422, "NO_PURPOSE"),
        ({"full": "\n".join(f"صالح باطروق {n}" for n in range(400))}, 422, "ONE_PERSON_AT_A_TIME"),
        ({"birth": "1999-13-40"}, 422, "IMPOSSIBLE_DATE"),
        ({"birth": "3/4/1420"}, 422, "WHICH_CALENDAR"),
        ({"challenge": "ZZZZ"}, 422, "WRONG_CHALLENGE"),
        ({"full": "", "asked_for": "عريف ناصر"}, 422, "NO_NAME"),
    ],
)
def test_a_refused_ask_comes_back_with_everything_typed_and_is_recorded(cast, browser, changed, status, code):
    page = browser("asker").post(reverse("gateway:ask"), ASKED | changed)

    assert page.status_code == status
    html = page.content.decode()
    typed = {name: value for name, value in (ASKED | changed).items() if name != "purpose"}
    for value in typed.values():
        assert value.split("\n")[0] in html
    assert refusals(cast["asker"]) == [code]


def test_purpose_and_reference_are_kept_for_the_shift(browser):
    client = browser("asker")
    client.post(reverse("gateway:ask"), ASKED)

    html = client.get(reverse("gateway:ask")).content.decode()

    assert "Kept for this shift:" in html
    assert ASKED["reference"] in html
    assert "خالد" not in html


def test_an_ask_that_was_not_enough_can_be_gone_on_with_by_who_asked(browser):
    client = browser("asker")
    answer = client.post(reverse("gateway:ask"), ASKED | {"full": "محمد علي", "birth": ""})
    html = client.get(answer.url).content.decode()
    assert "Add what would help" in html
    number = html.split('data-copy="')[1].split('"')[0]

    again = reverse("gateway:ask") + f"?again={number}"

    assert "محمد علي" in client.get(again).content.decode()
    assert browser("colleague").get(again).status_code == 404


def test_a_colleagues_look_at_a_receipt_is_a_read(cast, browser):
    asked = browser("asker").post(reverse("gateway:ask"), ASKED)

    browser("asker").get(asked.url)
    browser("colleague").get(asked.url)

    with acting_as(cast["asker"]):
        readers = list(Entry.objects.filter(act="gateway.receipt_read").values_list("user_id", flat=True))
    assert readers == [cast["colleague"].user_id]


@pytest.mark.parametrize("handle", ["stranger", "identity", "inspector"])
def test_a_receipt_of_another_agency_does_not_exist(browser, handle):
    asked = browser("asker").post(reverse("gateway:ask"), ASKED)

    assert browser(handle).get(asked.url).status_code in (403, 404)


def test_the_paper_of_a_slip_says_nothing_of_why(cast, do, browser):
    issue = {"draft": draft("صالح باطروق", national="0555"), "checked_face_to_face": True, "papers": "بطاقة"}
    slip = do(cast["identity"], actions.issue_slip, **issue)

    html = browser("identity").get(reverse("gateway:number", args=[slip.id])).content.decode()

    assert slip.number in html
    assert "صالح باطروق" in html
    assert "0555" not in html
    assert "بطاقة" not in html


def test_an_order_opens_only_with_purpose_and_reference(cast, browser, order):
    row = order(cast["prosecutor"], draft("صالح باطروق", national="0555"))
    client, url = browser("prosecutor"), reverse("gateway:order", args=[row.id])

    asked = client.get(url).content.decode()
    assert "باطروق" not in asked
    client.post(reverse("desk:reason"), {"purpose": "OPEN_CASE", "reference": "CASE/40", "next": url})

    html = client.get(url).content.decode()
    assert "باطروق" in html
    assert "0555" not in html
    with acting_as(cast["prosecutor"]):
        entry = Entry.objects.get(act="gateway.order_read")
    assert (entry.purpose, entry.reference) == ("OPEN_CASE", "CASE/40")


def test_the_duty_officer_confirms_by_the_reference_that_is_read_out(cast, browser, order, ask):
    order(cast["prosecutor"], draft("صالح عوض سالم باطروق", birth="1990"))
    row = ask(cast["asker"], draft("صالح عوض سالم باطروق", birth="1990"))
    client = browser("watch")

    found = client.get(reverse("gateway:calls"), {"number": row.number.lower()})
    assert found.status_code == 302
    assert "2026/118" in client.get(found.url).content.decode()
    done = client.post(found.url, {"words": "قورنت البطاقة بالرقم"})

    assert done.status_code == 302
    receipt = browser("asker").get(reverse("gateway:ask_detail", args=[row.id])).content.decode()
    assert "There is an arrest order." in receipt


@pytest.mark.rule("G27")
def test_who_is_called_from_elsewhere_reads_of_which_agency_the_officer_is_and_not_who(cast, browser, order, ask):
    order(cast["prosecutor"], draft("صالح عوض سالم باطروق", birth="1990"))
    row = ask(cast["asker"], draft("صالح عوض سالم باطروق", birth="1990"))

    called = browser("watch").get(reverse("gateway:call", args=[row.id])).content.decode()
    at_home = browser("asker").get(reverse("gateway:ask_detail", args=[row.id])).content.decode()

    assert "an officer of Alpha" in called
    assert not [name for name in (row.member_name, "Asker") if f"<bdi>{name}</bdi>" in called]
    assert "<bdi>Asker</bdi>" in at_home


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"kind": "people_with_places"}, 403), ({"kind": "asks_of_my_agency", "columns": ["name"]}, 403),
     ({"kind": "asks_of_my_agency"}, 200)],
)  # fmt: skip
@pytest.mark.rule("RL-05")
def test_only_classes_without_people_leave_as_a_file(browser, sent, status):
    page = browser("asker").post(reverse("gateway:export"), sent)

    assert page.status_code == status
    if status == 200:
        assert "attachment" in page["Content-Disposition"]
        assert "delete by" in page.content.decode().splitlines()[0]


@pytest.mark.rule("E50", "G28")
@pytest.mark.parametrize(
    ("kind", "columns"),
    [("subjects", ["name", "home_coordinates"]), ("asks_of_my_agency", ["number", "latitude", "longitude"]),
     ("people_with_places", [])],
)  # fmt: skip
def test_an_export_with_the_coordinates_of_homes_is_refused_counted_and_told(browser, cast, do, kind, columns):
    page = browser("asker").post(reverse("gateway:export"), {"kind": kind, "columns": columns})
    body = json.dumps({"kind": kind, "columns": columns})
    program = browser("asker").post("/api/v1/exports", body, content_type="application/json")

    assert (page.status_code, program.status_code) == (403, 403)
    assert "attachment" not in page.headers.get("Content-Disposition", "")
    assert "EXPORT_NOT_ALLOWED" in page.text
    assert program.json()["code"] == "EXPORT_NOT_ALLOWED"
    counted = do(cast["inspector"], log.refusals_by_code, since=datetime(2020, 1, 1, tzinfo=UTC))
    assert counted["EXPORT_NOT_ALLOWED"] == 2
    assert [notice.code for notice in do(cast["inspector"], open_notices)] == ["EXPORT_NOT_ALLOWED"] * 2
    assert [entry for entry in do(cast["inspector"], log.latest) if entry.act == "gateway.exported"][1:] == []


@pytest.mark.parametrize("name", ["hit", "releases", "disclosure", "permission", "recall", "order", "number", "call"])
def test_what_is_not_there_is_a_page_that_says_so(browser, name):
    handles = {"hit": "validator", "order": "prosecutor", "number": "identity", "call": "watch"}

    page = browser(handles.get(name, "owner")).get(reverse(f"gateway:{name}", args=[uuid4()]))

    assert page.status_code == 404
    assert "There is nothing here for you." in page.content.decode()


def test_a_suspended_agency_is_told_why_it_cannot_ask(cast, do, browser):
    change = {"agency_id": cast["asker"].agency_id, "standing": Standing.SUSPENDED, "reason": "فقدت مقرها وقيادتها"}
    do(cast["accreditor"], actions.change_standing, **change)

    page = browser("asker").get(reverse("gateway:ask"))

    assert page.status_code == 403
    assert "suspended" in page.content.decode()
    assert browser("asker").get(reverse("gateway:recalls")).status_code == 200
