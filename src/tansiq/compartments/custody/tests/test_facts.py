"""A fact is never refused: it is kept clean, and what it lacks stands beside it and counts for nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from browse import signed_in
from django.urls import reverse
from django.utils.translation import override
from stage import NOW

from tansiq.compartments.custody import papers, queries
from tansiq.compartments.custody.actions import ArrestDraft
from tansiq.compartments.custody.views import shown
from tansiq.kernel import documents
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import queries as clocks
from tansiq.names import Parts
from tansiq.people.drafts import KitDraft

CUT = "it is not whole"


@pytest.mark.rule("W-4")
@pytest.mark.parametrize("words", ["", " ", "فحصه"])
def test_a_check_of_which_nothing_was_written_is_kept_and_stops_no_clock(register, words):
    row = register.arrest()

    register.fact(row, "medical_check", 1, details={"words": words})

    assert "MEDICAL" in register.clocks(row)
    told = signed_in("custodian").get(reverse("custody:detention", args=[row.id])).content.decode()
    assert "it does not count, and its clock runs on" in told
    assert reverse("custody:act", args=[row.id, "medical_check"]) in told.split("What happened")[0]
    register.fact(row, "medical_check", 2, details={"words": "الطبيبة المناوبة: خدش سطحي"})
    assert "MEDICAL" not in register.clocks(row)
    ended = register.do(register.cast["inspector"], lambda: clocks.of_subject(row.id))
    assert {one.code: one.met_at for one in ended}["MEDICAL"] == NOW + timedelta(hours=2)


def test_what_nobody_sees_is_not_kept_and_a_name_that_is_too_long_is_cut_and_said(register, do):
    kit = KitDraft(Parts(kunya="أبو\x07 \x1b[31mمصعب" + "ب" * 20_000), birth="\x00\x01")
    row = register.arrest(
        kit, place="بيت\x08 خلف\tالسوق", unit="دورية\x00 4", details={"reasons": "سطر\x1f\r\nسطر"}, injuries="\x02\x03",
        property="ساعة\x00\n\n\x07\nخاتم",
    )  # fmt: skip

    assert (row.place, row.unit) == ("بيت خلف السوق", "دورية 4")
    [name] = do(register.cast["inspector"], lambda: queries.names_of([row], actor=register.cast["inspector"])).values()
    assert name.startswith("أبو [31mمصعب")
    assert len(name) == 80
    events = {one.kind: one for one in do(register.cast["inspector"], lambda: queries.events_of(row))}
    assert "NAME_CUT" in events["arrest"].details["flags"]
    assert events["arrest"].details["reasons"] == "سطر\nسطر"
    assert events["property"].details["items"] == ["ساعة", "خاتم"]
    assert "injuries" not in events


@pytest.mark.parametrize(
    ("things", "is_cut"),
    [(["ساعة"] * 200, False), (["ساعة"] * 201, True), (["م" * 400], False), (["م" * 401], True)],
)
def test_a_list_of_things_that_is_too_long_says_so_where_it_is_read_and_signed(register, do, things, is_cut):
    row = register.arrest(property="\n".join(things))
    inspector = register.cast["inspector"]
    events = do(inspector, lambda: queries.events_of(row))

    [written] = [one for one in events if one.kind == "property"]
    assert written.details.get("flags", []) == ["ITEMS_CUT"] * is_cut
    with override("en"):
        assert (CUT in shown.event(written, {})["text"]) is is_cut
        printed = []
        with patch.object(papers, "_paper", lambda *told: printed.append(told)):
            do(inspector, lambda: papers.receipt(row, "", events, now=NOW, issuer=""))
    assert (CUT in str(printed)) is is_cut


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_receipt_counts_and_dates_as_its_reader_does(register, do, language):
    row, place = register.arrest(property="ساعة\nخاتم"), charter.current().jurisdiction
    inspector, printed = register.cast["inspector"], []
    events = do(inspector, lambda: queries.events_of(row))

    with override(language), patch.object(documents, "pdf", printed.append):
        do(inspector, lambda: papers.receipt(row, "", events, now=NOW, issuer=""))

    table = next(block for block in printed[0].blocks if isinstance(block, documents.Table))
    places, taken = [line[0] for line in table.rows], table.rows[0][2]
    assert places == (["١", "٢"] if language == "ar" else ["1", "2"])
    assert re.findall(r"[0-9]" if language == "ar" else r"[٠-٩]", taken) == []
    assert int("".join(re.findall(r"\d", taken)[:4])) == int(f"{NOW.astimezone(place.tz):%H%M}")


def test_an_arrest_without_anything_is_still_an_arrest(register, cast, do):
    row = register.arrest(KitDraft(Parts(full="\x01\x02")), place="\x07", officers="\x08")

    assert row.is_unidentified
    assert row.place == "?"
    assert ArrestDraft(kit=KitDraft(Parts())).place == ""
