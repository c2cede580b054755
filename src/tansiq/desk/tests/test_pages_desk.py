"""The pages that belong to no compartment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tansiq.desk.templatetags import tansiq as tags
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.models import User
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.db import acting_as


@pytest.fixture
def browser(cast: dict[str, Any]) -> Callable[..., Client]:
    """A browser in which a member of the cast is signed in, reading English."""

    def sign_in(handle: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(
            User.objects.get(username=handle), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return sign_in


def test_health_needs_nobody_to_be_signed_in(db):
    page = Client().get("/health")

    assert page.json() == {"status": "ok"}


@pytest.mark.parametrize("name", ["home", "ask", "shift", "charter", "components", "agencies"])
def test_everything_else_leads_to_sign_in(db, name):
    page = Client().get(reverse(f"desk:{name}"))

    assert page.status_code == 302
    assert reverse("account_login") in page.url


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", ["home", "charter", "about", "passages", "components"])
def test_everybody_signed_in_reads_them_without_script_or_style_inside(browser, name, language):
    page = browser("caseworker", language).get(reverse(f"desk:{name}"))

    html = page.content.decode()
    assert page.status_code == 200
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert " style=" not in html
    assert "<script>" not in html


def test_an_empty_desk_says_what_will_appear(browser):
    html = browser("inspector").get("/").content.decode()

    assert "Nothing waits for you" in html


def test_the_list_of_the_desk_renews_itself_without_the_rest(browser):
    html = browser("asker").get("/", headers={"hx-request": "true"}).content.decode()

    assert 'id="lines"' in html
    assert "<html" not in html


def raise_alarm(cast: dict[str, Any]) -> Alarm:
    watch = cast["watch"]
    with acting_as(watch):
        return clocks.tell(
            "LIFE-AT-RISK", role="watch_officer", now=timezone.now(), reference="A-7F3K-2M9Q", agency_id=watch.agency_id
        )


def test_an_alarm_stands_on_the_desk_until_its_addressee_closes_it(cast, browser):
    row = raise_alarm(cast)
    client, url = browser("watch"), reverse("desk:alarm", args=[row.id])
    assert url in client.get("/").content.decode()

    thin = client.post(url, {"done": "تم"})
    assert thin.status_code == 422
    assert "تم" in thin.content.decode()
    client.post(url, {"done": "طُلب المحقق هاتفياً"})

    assert url not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("QUARANTINED", "A report is under quarantine"),
        ("ONE_PERSON_AT_A_TIME", "Ask about one person"),
        ("HIT-VALIDATION", "Late: "),
    ],
)
def test_an_alarm_says_in_words_what_it_is_about(cast, browser, code, words):
    watch = cast["watch"]
    with acting_as(watch):
        row = clocks.tell(
            code, role="watch_officer", now=timezone.now(), agency_id=watch.agency_id,
            reference="0f8fad5b-d9cb-469f-a165-70867728950e",
        )  # fmt: skip

    for url in ("/", reverse("desk:alarm", args=[row.id])):
        html = browser("watch").get(url).content.decode()
        assert words in html
        assert code not in html
        assert '<bdi dir="ltr">0F8FAD5B</bdi>' in html


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_table_of_passages_shows_words_and_no_codes(browser, language):
    html = browser("caseworker", language).get(reverse("desk:passages")).content.decode()
    table = html[html.index("<tbody>") : html.index("</tbody>")]

    codes = ("gateway", "intelligence", "oversight", "CorePacket", "RecallNotice")
    assert not [code for code in codes if code in table]


def test_nobody_else_closes_an_alarm(cast, browser):
    row = raise_alarm(cast)

    assert (
        browser("asker").post(reverse("desk:alarm", args=[row.id]), {"done": "أغلقت المخزن بنفسي"}).status_code == 404
    )


def test_how_somebody_wants_to_read_is_kept_in_their_browser(browser):
    client = browser("asker")

    done = client.post(reverse("desk:display"), {"digits": "latn", "theme": "purple", "next": "/charter/"})

    assert done.url == "/charter/"
    assert client.cookies["digits"].value == "latn"
    assert "theme" not in client.cookies


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
@pytest.mark.parametrize("name", ["display", "reason"])
def test_nobody_is_led_elsewhere(browser, name, elsewhere):
    sent = {"purpose": "OPEN_CASE", "reference": "CASE/40", "next": elsewhere}

    assert browser("asker").post(reverse(f"desk:{name}"), sent).url == "/"


def test_the_page_of_a_refused_reason_is_loaded_anew_without_a_fault(browser):
    assert browser("asker").get(reverse("desk:reason")).url == "/"


@pytest.mark.rule("JOC-14")
def test_the_next_shift_reads_one_page(cast, browser):
    client = browser("asker")
    asked = {"full": "خالد سعيد عمر باقنزل", "birth": "1994", "purpose": "OPEN_CASE", "reference": "CASE/40"}
    client.post(reverse("gateway:ask"), asked)
    client.post(reverse("desk:on_duty"), {"hours": "8"})

    html = client.get(reverse("desk:shift")).content.decode()

    for words in ("Code of the day", "Late clocks", "At the desk now", "Switched off", "No order seen", "Asker"):
        assert words in html
    assert "باقنزل" not in html
    assert "Nobody has taken the desk" not in html


def test_the_shift_is_handed_over_by_whoever_holds_a_desk(browser):
    assert browser("analyst").get(reverse("desk:shift")).status_code == 403


def test_everybody_begins_and_ends_a_shift_of_his_own_and_has_no_desk_by_it(browser, cast, do):
    analyst = browser("analyst")
    assert "No shift of yours is planned" in analyst.get(reverse("desk:my_shift")).content.decode()

    page = analyst.post(reverse("desk:on_duty"), {"hours": "8"}, follow=True).content.decode()

    assert "begun" in page
    assert do(cast["analyst"], access.is_on_duty, cast["analyst"], timezone.now())
    assert not access.has_desk(cast["analyst"].user_id, timezone.now())
    assert "No shift of yours is planned" in analyst.post(reverse("desk:off_duty"), follow=True).content.decode()


def test_an_accreditor_suspends_an_agency_and_the_desk_of_its_members_says_so(cast, browser):
    client, url = browser("accreditor"), reverse("desk:agency", args=[cast["asker"].agency_id])
    assert client.post(url, {"standing": "suspended", "reason": "قصير"}).status_code == 422

    done = client.post(url, {"standing": "suspended", "reason": "فقدت مقرها وقيادتها"}, follow=True)

    html = done.content.decode()
    assert "nothing was withdrawn" in html
    assert "فقدت مقرها وقيادتها" in html
    home = browser("asker").get("/").content.decode()
    assert "Your agency stands outside for now." in home
    assert client.post(url, {"standing": "suspended", "reason": "فقدت مقرها وقيادتها"}).status_code == 409


def test_only_an_accreditor_opens_the_agencies(browser):
    assert browser("owner").get(reverse("desk:agencies")).status_code == 403


@pytest.mark.parametrize(
    ("digits", "between"), [("arab", "٠٦:٠٠</bdi>، ٣٠ نوفمبر"), ("latn", "06:00</bdi> · 30 نوفمبر")]
)
def test_no_dot_stands_beside_arabic_digits_where_it_would_be_a_zero(digits, between):
    moment = datetime(2026, 11, 30, 3, tzinfo=UTC)

    with translation.override("ar"), timezone.override("Asia/Aden"):
        told = tags.both_dates(Context({"display": {"digits": digits}}), moment)

    assert between in told


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("+967 5 000 0161، هاتف جارتها", '<bdi dir="ltr">+967 5 000 0161</bdi>، هاتف جارتها'),
        ("من 3 إلى 40 <حرفًا>", "من 3 إلى 40 &lt;حرفًا&gt;"),
        ("كما في 1999-05 أو +967501", 'كما في <bdi dir="ltr">1999-05</bdi> أو <bdi dir="ltr">+967501</bdi>'),
    ],
)
def test_a_telephone_number_keeps_its_order_among_arabic_words(words, shown):
    assert tags.isolate_numbers(words) == shown
