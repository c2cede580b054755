"""A case from the allegation to the judgment, over the pages, each person on a client of its own."""

from __future__ import annotations

import hashlib

import pytest
from browse import signed_in
from court_support import DAY, REASONS, WORDS, Court
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tansiq.compartments.casework import rules_court, rules_rulings
from tansiq.compartments.casework.errors_court import CardsOpen
from tansiq.compartments.casework.models import Accused, Charge, CourtAct, Hearing, Victim
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid

pytestmark = pytest.mark.django_db
LAW = ("الشرعية", "اليمن", "1994", "Yemen", "32/2006")


def post(client, page, /, *args, status=302, **data):
    answer = client.post(reverse(f"casework:{page}", args=args), data)
    assert answer.status_code == status, answer.text
    return answer


def alleged(stand, detective, accused, victim):
    """The charge: one that names nothing in the accused's favour is not written."""
    told = {
        "act": "ATTACK", "words": WORDS, "happened_on": DAY.isoformat(), "control": "القوات الحكومية",
        "district": charter.current().districts()[0].pcode, "mode": "CARRIED_OUT", "own_part": "وضع العبوة بيده ليلًا",
        "victim_ids": [str(victim.id)], "evidence": stand.piece.number, "standard": "SEVERAL",
    }  # fmt: skip
    refused = post(detective, "charge_new", accused.id, status=422, **told)
    assert "ONE_SIDED" in refused.text
    assert WORDS in refused.text
    url = post(detective, "charge_new", accused.id, exculpatory=stand.other.number.lower(), **told).url
    with acting_as(stand.cast["prosecutor"]):
        charge = Charge.objects.get()
    assert "ادعاء لم يُفصل فيه" in detective.get(url, headers={"Accept-Language": "ar"}).text
    return charge


def brought_to_court(stand, prosecutor, charge, victim):
    for to in ("investigated", "sufficient"):
        post(prosecutor, "charge_move", charge.id, to=to, reasons=REASONS)
    post(prosecutor, "charge_move", charge.id, to="indicted", reasons=REASONS, court_id=str(stand.file.owner_id))
    track = {"track": "qisas", "instrument": "PENAL-CODE", "paper": "قرار 44", "made_on": DAY.isoformat()}
    post(prosecutor, "track_new", charge.id, victim_id=str(victim.id), reasons=REASONS, **track)


def heard(stand, registrar, accused):
    """No hearing is planned without counsel; one that was held without is kept, and flagged."""
    hearing = {"kind": "EVIDENCE", "accused_ids": [str(accused.id)], "place": "القاعة الأولى", "language": "العربية"}
    refused = post(registrar, "hearing_new", stand.file.id, status=422, starts_at="2199-01-01T09:00", reasons=REASONS,
                   **hearing)  # fmt: skip
    assert "UNFAIR_HEARING" in refused.text
    post(
        registrar,
        "hearing_new",
        stand.file.id,
        starts_at="2199-01-01T09:00",
        reasons=REASONS,
        counsel="نبيل",
        **hearing,
    )
    post(
        registrar,
        "hearing_held",
        stand.file.id,
        starts_at="2021-10-01T09:00",
        judge="فارس",
        words="سُمع شاهد",
        **hearing,
    )
    with acting_as(stand.cast["registrar"]):
        planned, held = Hearing.objects.order_by("-starts_at")
    assert held.flags == ["NO_COUNSEL"]
    notice = registrar.get(reverse("casework:court_notice", args=[planned.id]))
    assert (notice["Content-Type"], notice.content[:4]) == ("application/pdf", b"%PDF")


def judged(stand, registrar, prosecutor, accused, charge):
    """The judgment with its paper; cards are the court's alone, and without them all nothing goes on."""
    paper = SimpleUploadedFile("judgment.pdf", b"%PDF-1.7 judgment", content_type="application/pdf")
    post(
        registrar, "court_act_new", accused.id, kind="judgment", level="first", court="المحكمة", judge="فارس",
        said_at="2021-11-01T10:00", penalty="death", words="نُطق بالحكم", record_number="118/2021", document=paper,
        **{f"c_{charge.id.hex}": "convicted"},
    )  # fmt: skip
    with acting_as(stand.cast["registrar"]):
        said = CourtAct.objects.get()
    assert said.sha256 == hashlib.sha256(b"%PDF-1.7 judgment").hexdigest()
    assert said.sha256 in registrar.get(reverse("casework:court_ruling", args=[said.id])).text
    page = reverse("casework:court_accused", args=[accused.id])
    for client, sees_cards in ((registrar, True), (prosecutor, False)):
        shown = client.get(page).text
        assert reverse("casework:card_new", args=[accused.id]) in shown or not sees_cards
        assert (reverse("casework:stop_rule", args=[accused.id]) in shown) is sees_cards
    post(registrar, "card_new", accused.id, card="SANE", paper="تقرير 31", is_met="yes")
    stopped = post(registrar, "stop_rule", accused.id, status=409, judge="فارس", record_number="9", reasons=REASONS)
    assert "STOP_COURT" in stopped.text
    assert str(CardsOpen.remedy) in stopped.text
    assert f'href="{page}"' in stopped.text
    post(prosecutor, "letter_new", accused.id, decision="charged", paper="كتاب 5", reasons=REASONS)
    post(prosecutor, "return_open", accused.id, reasons=REASONS)


def test_a_case_goes_from_the_allegation_to_the_judgment(room):
    stand = Court(room)
    detective, prosecutor, registrar = (signed_in(who) for who in ("detective", "prosecutor", "registrar"))
    assert post(prosecutor, "court_open", stand.case.id).url == reverse("casework:court_file", args=[stand.file.id])
    post(detective, "accused_new", stand.file.id, name="رجل أول", age_at_act="adult", age_paper="بطاقة 118")
    post(detective, "victim_new", stand.file.id, label="سائق الدورية", harm="killed", heirs_record="e-7f3k-2m9q/v1")
    with acting_as(stand.cast["prosecutor"]):
        accused, victim = Accused.objects.get(), Victim.objects.get()
    charge = alleged(stand, detective, accused, victim)
    assert registrar.get(reverse("casework:court_file", args=[stand.file.id])).status_code == 404
    brought_to_court(stand, prosecutor, charge, victim)
    for page in ("court_file", "court_victims", "court_timeline"):
        assert charge.number in registrar.get(reverse(f"casework:{page}", args=[stand.file.id])).text
    heard(stand, registrar, accused)
    judged(stand, registrar, prosecutor, accused, charge)


@pytest.mark.rule("G13")
def test_every_page_that_shows_somebody_of_a_court_file_logs_the_read(room):
    stand = Court(room)
    accused, victim = stand.accused(), stand.victim()
    charge = stand.charge(accused, victim_ids=(victim.id,))
    stand.indict(charge)
    hearing, said = stand.hearing(accused), stand.said(accused, outcomes=((charge, "convicted"),))
    file = stand.file.id
    pages = {
        "court_file": (file, "court_file"), "court_victims": (file, "court_victims"),
        "court_timeline": (file, "court_timeline"), "court_accused": (accused.id, "accused"),
        "court_charge": (charge.id, "charge"), "court_hearing": (hearing.id, "hearing"),
        "court_notice": (hearing.id, "hearing_notice"), "court_ruling": (said.id, "court_act"),
        "age_new": (accused.id, "accused"), "track_new": (charge.id, "charge"), "hearing_new": (file, "file"),
        "court_act_new": (accused.id, "accused"),
    }  # fmt: skip
    registrar = signed_in("registrar")

    for page, (record, what) in pages.items():
        with acting_as(stand.cast["inspector"]):
            before = reads(what, record)
        told = registrar.get(reverse(f"casework:{page}", args=[record]))
        assert told.status_code == 200
        # A form says whom it is about: two accused have one number of a file.
        assert what not in ("accused", "charge", "court_act") or accused.name in told.text, page
        with acting_as(stand.cast["inspector"]):
            assert reads(what, record) == before + 1, page


def reads(what, record):
    return Entry.objects.filter(
        kind=Entry.Kind.READ, act=f"casework.{what}_read", subject_id=record, reference__startswith="JF-"
    ).count()


def test_another_law_has_its_own_tracks_and_no_article_of_this_one(room, settings):
    """The same engine under the test rows of another place: no retaliation, nothing of Yemeni law on any page."""
    settings.TANSIQ_CHARTER = "irq"
    stand = Court(room)
    charge = stand.charge()
    stand.indict(charge)
    told = {"instrument": charter.current().instruments[0].code}
    for track in ("qisas", "hadd"):
        for is_fact in (False, True):
            with pytest.raises(Invalid):
                stand.track(charge, track, is_fact=is_fact, **told)

    row = stand.track(charge, "tazir", **told)

    assert (row.confidence, row.track) == ("low", "tazir")
    page = signed_in("prosecutor").get(reverse("casework:court_charge", args=[charge.id]))
    assert page.status_code == 200
    assert not [word for word in LAW if word in page.text]
    form = signed_in("prosecutor").get(reverse("casework:track_new", args=[charge.id])).text
    assert ('value="tazir"' in form, 'value="qisas"' in form, 'value="hadd"' in form) == (True, False, False)


@pytest.mark.parametrize(("pack", "tracks"), [("yem", ["qisas", "hadd", "tazir"]), ("irq", ["tazir"])])
def test_each_law_says_its_tracks_and_the_rules_are_the_same(pack, tracks):
    rows = charter.named(pack).heirs.tracks

    assert sorted({row.code for row in rows}) == sorted(tracks)
    assert all(rules_court.may_be_set(row.code, "child") is (row.code != "qisas") for row in rows)
    cards = [row.code for row in charter.named(pack).vocabularies.stop_cards]
    assert rules_rulings.cards_open(cards, {}, is_sent=True) == tuple(cards)
