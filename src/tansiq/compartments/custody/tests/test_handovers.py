"""A place of detention changes hands: person by person, and whoever is not signed for is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stage import NOW, draft

from tansiq.compartments.custody import errors
from tansiq.compartments.custody.models import HandoverLine, Place
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

REASONS = "انتقلت إدارة المكان بقرار المحافظ"


def after(count):
    return NOW + timedelta(hours=count)


def people(register):
    families = ("باقنزل", "باطروق", "باشنوار")
    return [register.arrest(draft(f"سالم عوض كرامة {name}"), at=after(hour)) for hour, name in enumerate(families)]


def lines(register, sheet, by="receiver"):
    return register.do(register.cast[by], lambda: list(HandoverLine.objects.filter(handover=sheet).order_by("place")))


def begin(register, by="custodian", **more):
    told = {"place_id": register.places["prison"].id, "to_id": register.agencies["guards"], "reasons": REASONS} | more
    return register.act(by, "begin_handover", 10, **told)


@pytest.mark.rule("E39")
def test_whoever_is_not_signed_for_is_missing_and_the_inspector_hears_it(register):
    first, second, third = people(register)
    register.act(
        "prosecutor", "order_detention", 5, detention_id=first.id, number="ن-9", until=after(90), reasons=REASONS
    )
    register.act("custodian", "write_down", 6, detention_id=first.id, kind="property", details={"items": ["ساعة"]})
    sheet = begin(register)

    told = lines(register, sheet)
    assert [line.detention_id for line in told] == [first.id, second.id, third.id]
    assert (told[0].sheet["order"], told[0].sheet["property"]) == ("ن-9", ["ساعة"])
    register.act("receiver", "sign_line", 11, line_id=told[0].id, is_received=True)
    register.act("receiver", "sign_line", 11, line_id=told[1].id, is_received=False, words="لم يكن في المكان")
    register.act("receiver", "close_handover", 12, handover_id=sheet.id)

    assert register.now(first).owner_id == register.agencies["guards"]
    assert [register.now(row).state for row in (first, second, third)] == ["held", "in_transfer", "in_transfer"]
    for row in (second, third):
        register.look(row, 12.1)
        assert register.now(row).state == "unaccounted"
    assert register.alarms().count("MISSING_IN_TRANSFER") == 2
    assert (
        register.do(register.cast["inspector"], Place.objects.get, code="prison").agency_id
        == register.agencies["guards"]
    )


def test_who_hands_over_and_who_signs(register):
    people(register)
    with pytest.raises(NotFound):
        begin(register, by="receiver")
    with pytest.raises(Invalid):
        begin(register, to_id=register.agencies["prisons"])
    sheet = begin(register)
    [line, *_more] = lines(register, sheet)

    with pytest.raises((NotFound, NotPermitted)):
        register.act("custodian", "sign_line", 11, line_id=line.id, is_received=True)
    with pytest.raises((NotFound, NotPermitted)):
        register.act("custodian", "close_handover", 11, handover_id=sheet.id)
    assert lines(register, sheet, by="asker") == []
    register.act("receiver", "sign_line", 11, line_id=line.id, is_received=True)
    with pytest.raises(errors.AlreadyAnswered):
        register.act("receiver", "sign_line", 12, line_id=line.id, is_received=False)
