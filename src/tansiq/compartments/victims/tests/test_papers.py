"""What is printed of a file: right to a registrar's eye, by the law of the place, and a recommendation to nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override
from stage import NOW

from tansiq.compartments.victims import diya_table, ledger, letters, papers, queries
from tansiq.compartments.victims.errors import AlreadyDone, NoConsent, NotSafeChannel, WomansOfficerNeeded
from tansiq.compartments.victims.models import Contact, Entry, Matter, Party
from tansiq.compartments.victims.queries import MatterFile
from tansiq.compartments.victims.sheets import Sheet
from tansiq.compartments.victims.tests.scenes import case, certificate, characterised, event, heir, of, ruled, waiver
from tansiq.compartments.victims.views import circles, rights
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.documents import Table, pdf

ON = date(2026, 6, 1)
NAMES = {"V1": "ناصر علي", "A1": "ج/2026/71", "wife": "سعاد فرج", "brother": "عوض علي", "boy": "سالم ناصر"}


def file_of(*facts: dict[str, Any], at: date = ON) -> MatterFile:
    """A file as it would be read, without a table behind it."""
    matter = Matter(number="E-2346-79AC")
    entries = tuple(
        Entry(number=number, kind=told["kind"], event=told, paper=f"ورقة {number}",
              happened_at=datetime.fromisoformat(told["at"]).replace(tzinfo=UTC))
        for number, told in enumerate(facts, 1)
    )  # fmt: skip
    kinds = {"V1": "victim", "A1": "accused"}
    parties = tuple(
        Party(code=code, kind=kinds.get(code, "heir"), reference=name if code == "A1" else "",
              name="" if code == "A1" else name)
        for code, name in NAMES.items()
    )  # fmt: skip
    return MatterFile(matter, parties, entries, ledger.answer_of(entries, at=at), ())


def sheet(language: str = "ar", on: date = ON) -> Sheet:
    return Sheet(language, on, NOW, "مكتب الضحايا", "محكمة المكلا")


def words_of(paper: Any) -> str:
    return str([paper.title, paper.note, *(block.told() for block in paper.blocks)])


@pytest.mark.rule("Q-21", "Q-23")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_sheet_of_the_right_tells_the_court_what_stands_and_what_is_open(language):
    told = file_of(*case(), waiver(), of("session", "2026-03-02"))

    made = papers.state_sheet(told, sheet(language))

    with override(language):
        said = words_of(made)
        assert all(name in said for name in (*NAMES.values(), "1/8", "محكمة المكلا", "H1"))
        steps = [step.article for right in told.answer.rights for step in right.steps if step.article.isdecimal()]
        assert all(article in said for article in steps)
    for word in {"ar": ("موقوف: المحكمة", "للقاضي"), "en": ("Stop: court", "for the judge")}[language]:
        assert word in said
    assert pdf(made).startswith(b"%PDF")


@pytest.mark.rule("Q-22")
def test_another_law_prints_no_article_of_this_one_and_no_table(settings):
    settings.TANSIQ_CHARTER = "irq"
    told = file_of(*case(), waiver())

    said = words_of(papers.state_sheet(told, sheet("en")))

    assert "article not looked up yet" in said
    assert not [word for word in ("Retaliation", "5,500,000", "article 63", "32/2006", "Yemen") if word in said]
    assert "no such table" in words_of(diya_table.paper(sheet("en")))


def test_what_has_no_effect_stands_on_the_sheet_with_its_reason():
    told = file_of(*case(), waiver(who="stranger"))

    said = words_of(papers.state_sheet(told, sheet("en")))

    assert "not an heir by the court" in said


@pytest.mark.rule("Q-17", "E14")
@pytest.mark.parametrize(
    ("on", "amount"), [(date(1995, 6, 1), "1,000"), (date(2006, 12, 30), "700,000"), (date(2006, 12, 31), "5,500,000")]
)
def test_the_diya_table_is_that_of_the_day(on, amount):
    said = words_of(diya_table.paper(sheet("en", on)))

    assert amount in said
    assert len(diya_table.rows(on, "ar")) == (2 if on == date(2006, 12, 31) else 1)


def test_the_sheet_of_a_day_does_not_know_what_came_later():
    facts = [
        *case(),
        waiver(),
        ruled("court_validated", "2026-08-01"),
        certificate("2026-08-02", name="H2"),
    ]

    said = words_of(papers.state_sheet(file_of(*facts), sheet("en")))

    assert "retaliation has fallen" not in said
    assert "H2" not in said


@pytest.mark.rule("Q-07")
def test_the_capacity_on_the_sheet_is_the_one_in_force_and_minors_are_named():
    """A paper without its number changes nothing, whatever its day; a ruling with one does."""
    later = event("certificate", "2026-04-01", certificate="H2", victim="V1", court="Mukalla", number=None,
                  heirs=[heir("brother", "1", "minor")])  # fmt: skip
    ruling = event("capacity_ruled", "2026-04-02", heir="wife", capacity="lacks", record="R/4")

    told = file_of(*case(), later, ruling)

    [table] = [one for one in papers.state_sheet(told, sheet("en")).blocks if isinstance(one, Table)][:1]
    capacities = {row[0]: row[2].split("\n")[0] for row in table.rows}
    assert capacities == {
        NAMES["wife"]: "Lacks capacity", NAMES["brother"]: "Of age and capable", NAMES["boy"]: "A minor",
    }  # fmt: skip
    assert f"a minor among the heirs: {NAMES['boy']}" in words_of(papers.state_sheet(told, sheet("en")))


def test_nobodys_word_stands_over_a_right_before_it_is_characterised():
    for facts, says in ((case(None), False), (case("qisas"), True)):
        with override("en"):
            [one] = rights.rights(file_of(*facts), ON)
        assert (one["track"] == charter.current().label("tracks", "qisas", "en")) is says


def test_of_two_certificates_that_stand_beside_each_other_each_says_who_stands_on_it():
    """Whoever waived stands on the first alone: the last one does not hide her, and neither is said to count."""
    other = certificate("2026-04-01", heir("boy", "1", "minor"), name="C2")
    told = file_of(*case(), waiver(), other)

    with override("en"):
        [one] = rights.rights(told, ON)
    listed = {paper["certificate"]: [heir["code"] for heir in paper["heirs"]] for paper in one["certificates"]}
    assert listed == {"H1": ["wife", "brother", "boy"], "C2": ["boy"]}
    assert one["certificates"][0]["heirs"][0]["waivers"] == [{"code": "W1", "state": "waiver alleged"}]
    said = words_of(papers.state_sheet(told, sheet("en")))
    assert "which one counts is for the judge" in said
    replaced = file_of(*case(), waiver(), other | {"supersedes": "H1"})
    assert rights.rights(replaced, ON)[0]["certificates"] == []


@pytest.mark.parametrize(("kind", "accused", "is_his"), [
    ("pardon_in_court", "A12", False), ("pardon_in_court", "A1", True), ("waiver", ["A12"], False),
    ("waiver", ["A12", "A1"], True),
])  # fmt: skip
def test_a_pardon_towards_one_accused_stands_beside_no_other(kind, accused, is_his):
    event = {"heir": "H1", "victim": "V1", "accused": accused, "waiver": "W1"}
    [right] = ledger.answer_of(file_of(*case()).entries, at=ON).rights
    assert (right.victim, right.accused) == ("V1", "A1")

    assert circles._is_of(Entry(kind=kind, event=event), right, "H1") is is_his


def test_a_day_before_any_law_has_its_sheet_too():
    early = date(1960, 1, 1)

    assert pdf(papers.state_sheet(file_of(characterised("hadd", "1959-01-01"), at=early), sheet(on=early)))


def test_the_timeline_is_in_the_order_in_which_it_happened():
    told = file_of(waiver(at="2026-03-01"), *case())

    [table] = [block for block in papers.timeline_sheet(told, sheet("en")).blocks if isinstance(block, Table)]

    assert [row[1] for row in table.rows][0::4] == ["A victim", "A waiver"]
    assert pdf(papers.timeline_sheet(told, sheet())).startswith(b"%PDF")


def planned(channel: str = "TRUSTED_PERSON", purpose: str = "HEARING") -> Contact:
    return Contact(matter=Matter(number="E-2346-79AC"), party=Party(code="H1", name=NAMES["wife"]), purpose=purpose,
                   channel=channel)  # fmt: skip


@pytest.mark.rule("G10", "G26")
@pytest.mark.parametrize("purpose", sorted(letters._WHY))
def test_a_letter_tells_whoever_opens_it_of_no_victim_no_accused_and_no_wish(purpose):
    made = letters.to_person(planned(purpose=purpose), "مكتب الضحايا", "ar", NOW)

    said = words_of(made)
    assert NAMES["wife"] in said
    assert not [word for word in (NAMES["V1"], NAMES["A1"], "قصاص", "دية", "عفو", "تنازل") if word in said]
    sentences = [one for block in made.blocks for one in block.told()["text"]["text"].split(".") if one.strip()]
    assert max(len(one.split()) for one in sentences) <= 25
    assert pdf(made).startswith(b"%PDF")


@pytest.mark.rule("G10", "E45")
@pytest.mark.django_db
def test_a_letter_goes_only_by_a_way_and_for_a_purpose_that_stand_today(matter):
    from victims_matter import PLAN

    from tansiq.compartments.victims import actions

    def write(**change):
        from dataclasses import replace

        return matter.do("woman", actions.write_plan, party_id=matter.id("H1"), draft=replace(PLAN, **change))

    def plan_one(channel):
        return matter.do("woman", actions.plan_contact, party_id=matter.id("H1"), purpose="HEARING", channel=channel,
                         planned_for=NOW + timedelta(days=1))  # fmt: skip

    def read(row, by="woman"):
        return matter.do(by, queries.letter, actor=matter.cast[by], now=NOW, contact_id=row.id)

    by_phone = plan_one("PHONE")
    with pytest.raises(NotSafeChannel):
        read(by_phone)
    write(channel="COUNSEL")
    by_hand = plan_one("COUNSEL")
    assert read(by_hand) == by_hand
    with pytest.raises(WomansOfficerNeeded):
        read(by_hand, by="office")
    over = plan_one("COUNSEL")
    matter.do("woman", actions.finish_contact, contact_id=over.id, outcome="أُبلغت بموعد الجلسة")
    with pytest.raises(AlreadyDone):
        read(over)
    matter.do("woman", actions.withdraw_consent, party_id=matter.id("H1"))
    with pytest.raises(NoConsent):
        read(by_hand)
