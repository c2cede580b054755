"""Pages in Arabic say numbers, days and moments in the digits of their reader, and names in Arabic."""

from __future__ import annotations

import pytest
from arabic import western
from browse import signed_in
from stage import KHALED, NOW

from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as

PAGES = {
    "asker": ("/", "/asks/", "/ask/", "/charter/", "/passages/", "/about/", "/map/", "/oversight/refused/",
              "/oversight/published/"),
    "office": ("/", "/victims/", "/victims/hearings/", "/victims/diya/", "/victims/new/"),
    "custodian": ("/", "/custody/", "/custody/gate/", "/custody/arrests/new/"),
    "owner": ("/", "/intelligence/reports/new/", "/intelligence/subjects/new/", "/intelligence/traces/", "/hits/"),
    "watch": ("/", "/roster/", "/shift/", "/opened/", "/intelligence/conflicts/"),
    "inspector": ("/", "/oversight/", "/oversight/log/", "/oversight/figures/", "/erasures/", "/victims/stops/month/"),
    "accreditor": ("/", "/agencies/", "/members/", "/agencies/new/"),
    "prosecutor": ("/", "/orders/", "/orders/new/", "/casework/", "/casework/new/", "/custody/presentations/"),
    "handler": ("/", "/cooperation/"), "guard": ("/", "/protection/threats/", "/protection/plans/"),
}  # fmt: skip


@pytest.fixture
def told(cast, do):
    """An ask, and alarms that came late and about a moment."""
    do(
        cast["asker"], gateway.ask, draft=KHALED, purpose="CHECKPOINT_IDENTITY", reference="CP/2026-11/7",
        legal_basis="JOINT-EXCHANGE",
    )  # fmt: skip
    with acting_as(system_actor("gateway")):
        for code, role, reference in (
            ("HEARING-NOTICE", "victims_officer", "HR-7F3K-2M9Q 2026-12-03 09:30"),
            ("ACCOUNT-LAPSED", "inspector", "N-7F3K"),
        ):
            clocks.tell(code, role=role, now=NOW, reference=reference)


@pytest.mark.parametrize("who", PAGES)
def test_no_page_in_arabic_says_a_number_in_western_digits(told, who):
    client, found = signed_in(who, lang="ar"), []
    for path in PAGES[who]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        found += [(path, text) for text in western(answer.content.decode())]

    assert found == []


def test_the_desk_says_when_a_hearing_is_beside_the_number_of_its_file(told):
    html = signed_in("office", lang="ar").get("/").content.decode()

    assert "٠٩:٣٠، ٣ ديسمبر ٢٠٢٦م" in html
    assert "2026-12-03" not in html
    assert '<bdi dir="ltr">HR-7F3K-2M9Q</bdi>' in html


@pytest.mark.parametrize(("lang", "name"), [("ar", "عضو asker"), ("en", "Asker")])
def test_who_asked_is_named_in_the_readers_language(told, lang, name):
    assert f"<bdi>{name}</bdi>" in signed_in("asker", lang=lang).get("/asks/").content.decode()


def test_the_charter_shows_codes_beside_english_words_alone():
    pages = {lang: signed_in("asker", lang=lang).get("/charter/").content.decode() for lang in ("ar", "en")}

    assert ["(OPEN_CASE)" in pages[lang] for lang in ("ar", "en")] == [False, True]
