"""The page of the seal, and the duty sheet that carries it away."""

from __future__ import annotations

import base64
import html
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import pytest
from browse import signed_in

from tansiq.desk.views.seal import short_root
from tansiq.kernel import qr
from tansiq.kernel.access import actions as access
from tansiq.kernel.audit import proofs, sealing
from tansiq.kernel.audit.verification import Kept

SEAL = sealing.SEAL
NOW = datetime.now(tz=UTC) + timedelta(minutes=1)


@pytest.fixture
def sealed(cast, do):
    def run(later=timedelta(0)):
        do(cast["watch"], access.go_on_duty, until=NOW + timedelta(hours=8), now=NOW + later)
        return do(SEAL, sealing.seal, actor=SEAL, now=NOW + later).size

    return run


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("who", ["caseworker", "asker", "inspector"])
def test_anybody_signed_in_reads_and_can_keep_the_last_signed_state(cast, do, sealed, who, language):
    size = sealed()

    page = signed_in(who, lang=language).get("/seal/")

    text = page.content.decode()
    note = html.unescape(re.search(r'<pre class="ts-note"[^>]*>(.*?)</pre>', text, re.DOTALL)[1])
    kept = Kept.read(f"{note}\nvkey: {sealing.log_key()}\n")
    assert kept.checkpoint.size == size
    assert str(sealing.log_key()) in html.unescape(text)
    assert 'src="data:image/svg+xml;base64,' in text
    assert " style=" not in text


def test_others_see_the_first_state_of_a_day_and_the_inspector_every_one(sealed):
    first, second = sealed(), sealed(timedelta(minutes=5))

    seen = {who: signed_in(who).get("/seal/").content.decode() for who in ("caseworker", "inspector")}
    assert f'<td data-label="Entries">{second}</td>' in seen["inspector"]
    assert f'<td data-label="Entries">{second}</td>' not in seen["caseworker"]
    assert f'<td data-label="Entries">{first}</td>' in seen["caseworker"]


def test_before_anything_is_sealed_the_page_says_what_will_appear(cast):
    assert "Nothing is sealed yet" in signed_in("caseworker").get("/seal/").content.decode()
    assert "Nothing is sealed yet" in signed_in("watch").get("/shift/").content.decode()


def test_the_duty_sheet_carries_the_seal_away(do, sealed):
    size = sealed()

    text = signed_in("watch").get("/shift/").content.decode()

    root = do(SEAL, lambda: bytes(proofs.latest().root))
    assert short_root(root) in text
    assert qr.address_of(do(SEAL, lambda: proofs.latest().note)) in text  # the code holds the signed state itself
    assert f"Entries: {size} " in text
    assert 'class="ts-qr"' in text


def test_a_qr_code_is_a_picture_that_holds_the_text():
    told = qr.address_of("tansiq/yem/0badcafe\n12\n— ع")

    kind, _, data = told.partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert ET.fromstring(base64.b64decode(data)).tag.endswith("svg")
    assert qr.address_of("a") != qr.address_of("b")
