"""The main job through its pages: ask, judge, release, read, withdraw, acknowledge; each as the person who does it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from stage import KHALED, NOW, accepting, draft

from tansiq.gateway.models import Ask, Disclosure, Permission, Recall
from tansiq.kernel.access.models import User
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.db import acting_as
from tansiq.people import actions as people

ASKED = {
    "full": "Khaled Saeed Omar Baqanzal", "birth": "1994", "kind_1": "national", "value_1": "0112233445",
    "purpose": "CHECKPOINT_IDENTITY", "reference": "CP/2026-11/7",
}  # fmt: skip
WHY = "الاسم والميلاد والجد متطابقة"


@pytest.fixture
def browser(room: Any) -> Callable[[str], Client]:
    """A browser in which a member of the cast is signed in, reading English."""

    def sign_in(handle: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(
            User.objects.get(username=handle), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return sign_in


@pytest.mark.rule("G21")
def test_numbers_from_papers_come_only_when_asked_for_with_a_reason(room, browser):
    kit = replace(KHALED, identifiers=(("national", "0112233445"),))
    owner = accepting(room.cast["owner"])
    with acting_as(owner):
        checked = kit.checked(today=NOW.date())
        people.add_kit(actor=owner, now=NOW, owner_id=owner.home, checked=checked, index="held")
    hits = room.match(room.ask(draft("Khaled Saeed Omar Baqanzal", birth="1994", national="0112233445")))
    best = max(hits, key=lambda hit: hit.match_weight)
    disclosure = room.release(room.judge(best))
    client, url = browser("asker"), reverse("gateway:disclosure", args=[disclosure.id])
    reveal = reverse("gateway:disclosure_reveal", args=[disclosure.id])

    assert "0112233445" not in client.get(url).content.decode()
    thin = client.post(reveal, {"field": "identifiers", "reason": "قصير"})
    assert thin.status_code == 422
    assert "0112233445" not in thin.content.decode()
    why = "لمقارنتها بالبطاقة التي أمامي"
    assert "0112233445" in client.post(reveal, {"field": "identifiers", "reason": why}).content.decode()
    assert "0112233445" not in client.get(url).content.decode()

    [entry] = _rows(Entry, room.cast["asker"], act="gateway.field_revealed")
    assert (entry.purpose, entry.reference) == ("CHECKPOINT_IDENTITY", "CP/2026-11/7")


@pytest.mark.rule("JOC-03")
def test_the_pages_of_a_hit_do_not_exist_for_asker_and_owner(room, browser):
    hit = room.hit()

    for handle in ("alpha_validator", "beta_validator"):
        assert browser(handle).get(reverse("gateway:hit", args=[hit.id])).status_code == 404
    for handle in ("owner", "colleague", "stranger"):
        assert browser(handle).get(reverse("gateway:releases", args=[hit.id])).status_code == 404


def test_a_refusal_to_release_tells_the_asker_nothing(room, browser):
    hit = room.judge(room.hit())
    ask = _rows(Ask, room.cast["asker"])[0]
    before = browser("asker").get(reverse("gateway:ask_detail", args=[ask.id]), headers={"hx-request": "true"}).content

    page = browser("owner").post(
        reverse("gateway:releases", args=[hit.id]), {"decision": "refuse", "reasons": "الغرض لا يكفي لتمريرها"}
    )

    assert page.status_code == 302
    after = browser("asker").get(reverse("gateway:ask_detail", args=[ask.id]), headers={"hx-request": "true"}).content
    assert after == before


def test_thin_reasons_come_back_with_the_judgement_that_was_chosen(room, browser):
    hit = room.hit()

    page = browser("validator").post(reverse("gateway:hit", args=[hit.id]), {"same": "no", "reasons": "لا"})

    html = page.content.decode()
    assert page.status_code == 422
    assert 'value="no"' in html
    assert "checked" in html
    assert ">\nلا</textarea>" in html


def test_a_recipient_asks_to_pass_on_and_the_owner_permits(room, browser):
    disclosure = room.disclosure()
    ask_url = reverse("gateway:disclosure_permission", args=[disclosure.id])
    wanted = {
        "receiver_id": str(room.cast["prosecutor"].agency_id),
        "to_court": "on",
        "why": "لعرضها في القضية 2026/40",
    }
    assert browser("asker").post(ask_url, wanted).status_code == 302
    owner = browser("owner")
    [link] = _rows(Permission, room.cast["owner"])
    url = reverse("gateway:permission", args=[link.id])
    assert url in owner.get("/").content.decode()

    owner.post(url, {"decision": "grant", "reasons": "القضية أمام النيابة نفسها"})

    assert url not in owner.get("/").content.decode()
    chain = browser("asker").get(reverse("gateway:disclosure", args=[disclosure.id])).content.decode()
    assert "Granted" in chain


def _rows(model: Any, actor: Any, **fields: Any) -> list[Any]:
    with acting_as(actor), transaction.atomic():
        return list(model.objects.filter(**fields))


def _seen(model: Any, actor: Any) -> Any:
    return _rows(model, actor)[0]


def test_the_main_job_from_the_ask_to_the_wrong_man(room, browser):
    asker, validator, owner = browser("asker"), browser("validator"), browser("owner")
    sent = asker.post(reverse("gateway:ask"), ASKED)
    assert sent.status_code == 302, sent.content.decode()
    answer = asker.get(sent.url).content.decode()
    assert "No order seen." in answer
    row = _seen(Ask, room.cast["asker"])
    [hit] = room.match(row)

    page = validator.get(reverse("gateway:hit", args=[hit.id])).content.decode()
    assert "خالد" in page
    assert "Beta" not in page
    assert "Alpha" not in page
    judged = validator.post(reverse("gateway:hit", args=[hit.id]), {"same": "yes", "reasons": WHY})
    assert judged.status_code == 302, judged.content.decode()

    page = owner.get(reverse("gateway:releases", args=[hit.id])).content.decode()
    assert "Release the core packet to" in page
    released = owner.post(reverse("gateway:releases", args=[hit.id]), {"decision": "release", "reasons": WHY})
    assert released.status_code == 302, released.content.decode()

    disclosure = _seen(Disclosure, room.cast["owner"])
    arrived = asker.get(reverse("gateway:ask_detail", args=[row.id]), headers={"hx-request": "true"}).content.decode()
    assert disclosure.number in arrived
    assert "<html" not in arrived
    assert "سعيد" in asker.get(reverse("gateway:disclosure", args=[disclosure.id])).content.decode()

    wrong = {"cause": "mistaken_identity", "reasons": "ليس هو الشخص المقصود في الملف"}
    withdrawn = owner.post(reverse("gateway:disclosure_withdraw", args=[disclosure.id]), wrong)
    page = owner.get(withdrawn.url).content.decode()
    number = re.search(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}", page)
    assert number
    assert asker.get(reverse("gateway:disclosure", args=[disclosure.id])).status_code == 404
    receipt = asker.get(reverse("gateway:ask_detail", args=[row.id])).content.decode()
    assert "Nothing has been sent" not in receipt
    assert '<bdi dir="ltr">1994</bdi>' in receipt
    assert '<bdi dir="ltr">0112233445</bdi>' in receipt
    stranger = browser("stranger")
    told = {"full": "صالح باطروق", "kind_1": "redress", "value_1": number[0]}
    again = stranger.post(reverse("gateway:ask"), ASKED | told)
    assert "Call first" in stranger.get(again.url).content.decode()

    recall = _seen(Recall, room.cast["asker"])
    done = asker.post(reverse("gateway:recall", args=[recall.id]), {"did": "deleted", "copies": "1", "words": ""})
    assert done.status_code == 302, done.content.decode()
    assert "Deleted" in owner.get(reverse("gateway:recall", args=[recall.id])).content.decode()


def test_what_waits_stands_on_the_desk_of_whoever_can_do_it(room, browser):
    hit = room.hit(purpose="LIFE_AT_RISK")
    url = reverse("gateway:hit", args=[hit.id])

    home = browser("validator").get("/").content.decode()
    assert url in home
    assert "A life is at risk" in home
    for handle in ("asker", "owner", "alpha_validator", "beta_validator"):
        assert url not in browser(handle).get("/").content.decode()
    assert "find a validator" in browser("watch").get("/").content.decode()

    room.judge(hit)
    assert reverse("gateway:releases", args=[hit.id]) in browser("owner").get("/").content.decode()
    disclosure = room.release(hit)
    assert reverse("gateway:disclosure", args=[disclosure.id]) in browser("asker").get("/").content.decode()
    for page in ("disclosures", "recalls"):
        for part, found in ((disclosure.number[-4:].lower(), True), ("0000-0000", False)):
            listed = browser("asker").get(reverse(f"gateway:{page}"), {"number": part}).content.decode()
            assert (disclosure.number in listed) is found
        if page == "disclosures":
            room.withdraw(disclosure)
    assert "say what you did with it" in browser("asker").get("/").content.decode()


def test_a_judgement_is_taken_back_on_a_page_that_says_which(room, browser):
    hit, client = room.judge(room.hit(), same=False), browser("validator")
    undo, back = (reverse(f"gateway:{name}", args=[hit.id]) for name in ("hit_undo", "hit"))

    page = client.get(undo).content.decode()
    assert "Different persons" in page
    assert f'href="{back}"' in page
    assert client.post(undo, {"reasons": "أخطأت في قراءة اسم الجد"}).status_code == 302
    assert client.get(undo).status_code == 404


def test_an_owner_names_who_does_not_validate_and_takes_it_back(room, browser, agencies):
    client, url = browser("owner"), reverse("gateway:validators")
    own, other = str(agencies["beta"]), str(agencies["gamma"])
    page = client.get(url).content.decode()
    assert (own in page, other in page, "optional" in page) == (False, True, False)

    assert client.post(url, {"agency_ids": [own]}).status_code == 422
    for chosen in ([other], []):
        assert client.post(url, {"agency_ids": chosen}).status_code == 302
        assert (f'value="{other}"' in client.get(url).content.decode(), _excluded(client, url)) == (True, chosen)


def _excluded(client: Client, url: str) -> list[str]:
    return list(client.get(url).context["form"].initial["agency_ids"])
