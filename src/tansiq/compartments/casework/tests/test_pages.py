"""A piece from the find to the store, over the pages, each hand on a client of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from browse import signed_in
from casework_support import png
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from stage import NOW

from tansiq.compartments.casework import actions
from tansiq.compartments.casework.models import Exhibit
from tansiq.compartments.casework.verification import verify
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as

pytestmark = pytest.mark.django_db
WHEN = "2021-09-02T05:00"


def post(client, name, *args, status=302, **data):
    answer = client.post(reverse(f"casework:{name}", args=args), data)
    assert answer.status_code == status, answer.text
    return answer


def test_a_piece_goes_from_the_find_to_the_store(cast, agencies):
    detective, keeper = signed_in("detective"), signed_in("storekeeper")
    district = charter.current().districts()[0].pcode

    case = post(
        detective, "case_new", title="خلية المكلا", district=district, legal_basis="JOINT-EXCHANGE",
        prosecution_id=str(agencies["court"]),
    ).url  # fmt: skip
    case_id = case.rstrip("/").rsplit("/", 1)[1]
    incident = post(
        detective, "incident_new", case_id, kind="OPERATION", happened_at=WHEN, district=district, words="دهم الدار",
        place="حي الشهيد", order_number="311",
    ).url  # fmt: skip
    incident_id = incident.rstrip("/").rsplit("/", 1)[1]
    post(detective, "entry_new", incident_id, kind="CHILDREN", happened_at=WHEN, words="طفلان في الدار مع أمهما")
    url = post(
        detective, "exhibit_new", incident_id, mark="B-1", category="WPN", description="بندقية آلية", found_at=WHEN,
        found_where="الغرفة الثانية", finder="الرقيب سالم", witness_1="أ", witness_2="ب", place="المكان",
    ).url  # fmt: skip
    with acting_as(cast["detective"]):
        row = Exhibit.objects.get(mark="B-1")
    picture = SimpleUploadedFile("evil.svg", png(b"tEXtx"))
    post(detective, "photograph_new", row.id, photograph=picture, has_scale="on", words="قبل تحريكها")
    post(detective, "seal", row.id, seal="S-22", packaging="صندوق")
    post(
        detective, "offer", row.id, staff_number=cast["storekeeper"].staff_number.lower(), place="الغرفة",
        purpose="حفظ", is_seal_intact="on",
    )  # fmt: skip

    desk = keeper.get("/").text
    assert row.number in desk
    assert "S-22" in keeper.get(reverse("casework:take", args=[row.id])).text
    post(keeper, "take", row.id)

    page = detective.get(url).text
    assert cast["storekeeper"].staff_number in page
    raw = detective.get(reverse("casework:chain", args=[row.id])).content
    found = verify(raw)
    assert (found.faults, found.events, found.hand) == ((), 4, cast["storekeeper"].staff_number)
    [src] = [part for part in page.split('"') if "/casework/photographs/" in part]
    shown = detective.get(src)
    assert (shown["Content-Type"], shown.content) == ("image/png", png())
    assert signed_in("other_detective").get(src).status_code == 404
    for name, args in (("label", [row.id]), ("labels", [case_id])):
        answer = detective.get(reverse(f"casework:{name}", args=args))
        assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
    assert "الأطفال" not in keeper.get(url).text


def test_a_refusal_stands_in_the_form_with_everything_typed(room):
    row = room.exhibit(category="EXP")
    client = signed_in("detective")

    answer = client.post(reverse("casework:seal", args=[row.id]), {"seal": "S-77", "packaging": "صندوق"})

    assert answer.status_code == 422
    assert "LIVE_DEVICE" in answer.text
    assert "S-77" in answer.text


def test_what_is_no_picture_is_refused_by_its_content(room):
    row = room.exhibit()
    file = SimpleUploadedFile("photo.jpg", b"PK\x03\x04 not a picture", content_type="image/jpeg")

    answer = signed_in("detective").post(
        reverse("casework:photograph_new", args=[row.id]), {"photograph": file, "has_scale": "on"}
    )

    assert (answer.status_code, "NOT_A_PICTURE" in answer.text) == (415, True)


def test_a_count_is_signed_piece_by_piece_and_printed(room):
    row = room.exhibit()
    client = signed_in("detective")

    page = client.post(reverse("casework:count"), {"witness": "زميل", f"x_{row.id.hex}": "there"})

    assert client.get(page.url).content[:4] == b"%PDF"
    assert client.get(reverse("casework:exhibits")).status_code == 200


def test_each_act_says_that_it_was_done_and_an_offer_says_to_whom(room, cast):
    row = room.exhibit()
    client = signed_in("detective")
    sealed = client.post(reverse("casework:seal", args=[row.id]), {"seal": "S-9", "packaging": "كيس"}, follow=True)
    assert "Sealed and signed." in sealed.text
    number = cast["storekeeper"].staff_number
    offered = client.post(
        reverse("casework:offer", args=[row.id]),
        {"staff_number": number, "place": "الغرفة", "purpose": "حفظ", "is_seal_intact": "on"}, follow=True,
    )  # fmt: skip
    assert "Offered. It stays in your hands until the other has signed." in offered.text
    assert f'Offered to</dt><dd><bdi dir="ltr">{number}' in offered.text
    assert "The offer is taken back." in client.post(reverse("casework:withdraw", args=[row.id]), follow=True).text
    said = {"words": "قد يكون بائعًا لا يعلم ما في السيارة"}
    told = client.post(reverse("casework:hypothesis_new", args=[row.case_id]), said, follow=True)
    assert "Written down." in told.text


def test_a_new_case_asks_an_investigator_for_its_prosecution_and_tells_every_fault_at_once(cast, agencies, do):
    prosecutor, detective = signed_in("prosecutor"), signed_in("detective")
    assert 'name="prosecution_id"' not in prosecutor.get(reverse("casework:case_new")).text

    empty = detective.post(reverse("casework:case_new"), {})

    assert (empty.status_code, empty.text.count("This is missing.")) == (422, 8)
    assert str(agencies["court"]) in empty.text
    assert str(agencies["bar"]) not in empty.text
    assert [row.id for row in do(cast["detective"], lambda: actions.prosecutions())] == [agencies["court"]]
    assert do(cast["custodian"], lambda: actions.prosecutions()) == []


def test_an_empty_brief_says_what_is_missing(room):
    case = room.case()
    client = signed_in("prosecutor")

    empty = client.post(reverse("casework:brief_new", args=[case.id]), {})
    assert "This is missing." in empty.text
    assert "not on the list" not in empty.text
    nothing = client.post(reverse("casework:brief_new", args=[case.id]), {"kind": "brief"})
    assert nothing.status_code == 409


def test_a_late_seal_that_was_put_on_since_is_not_late_any_more(room, cast, do):
    row, clock = room.exhibit(), system_actor("clock")
    do(clock, lambda: clocks.raise_due(actor=clock, now=NOW + timedelta(days=9)))
    inspector = signed_in("inspector")
    assert "done meanwhile" not in inspector.get("/").text

    room.seal(row)

    [line] = [one for one in inspector.get("/").text.split('<div class="ts-line">') if row.number in one]
    assert "done meanwhile" in line
    assert "late:" not in line
