"""Oversight is not switched off unheard: both institutions are told, and the last of one stays."""

from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from stage import NOW

from tansiq.kernel.access import accounts, actions, queries
from tansiq.kernel.access.errors import LastOfOversight
from tansiq.kernel.access.left import Watcher, leaves_nobody
from tansiq.kernel.clocks import queries as clocks

WHY = "ترك العمل في هيئة التفتيش"
IDS = {name: UUID(int=at) for at, name in enumerate(("first", "second", "delegate"))}


def of(*names, acts=()):
    return [
        Watcher(IDS[n], "judge_delegate" if n == "delegate" else "inspector", UUID(int=9), "", n not in acts)
        for n in names
    ]


@pytest.mark.rule("G14")
@pytest.mark.parametrize(
    ("known", "taken", "by", "nobody"),
    [
        (of("first", "second", "delegate"), ["first"], "end", False),
        (of("first", "delegate"), ["first"], "end", True),
        (of("first", "second", "delegate", acts=["second"]), ["first"], "end", True),  # the other is frozen
        (of("first", "second", "delegate"), ["delegate"], "end", True),
        (of("first", "delegate"), ["first"], "rest", False),
        (of("first", "delegate", acts=["delegate"]), ["first"], "rest", True),
        (of("first", "second", "delegate"), ["first", "second"], "agency", True),
        (of("first", "second", "delegate"), ["delegate"], "agency", False),  # a court may fall: inspectors hear of it
        (of("first"), ["first"], "end", False),  # there never was a second institution
        (of("first"), ["first"], "agency", True),
        (of("first"), [], "agency", False),
    ],
)
def test_no_institution_of_oversight_is_left_without_anybody(known, taken, by, nobody):
    assert leaves_nobody(known, {IDS[name] for name in taken}, by=by) is nobody


@pytest.mark.rule("G14")
def test_both_institutions_are_told_who_was_taken_away_and_the_last_stays(cast, do, agencies):
    accreditor, inspector = cast["accreditor"], cast["inspector"]

    def told(who):
        return [(row.code, row.acted_by) for row in do(cast[who], clocks.open_alarms)]

    do(accreditor, actions.deactivate_member, member_id=cast["second_inspector"].member_id, reason=WHY)

    assert told("inspector") == told("delegate") == [("OVERSIGHT-ENDED", accreditor.user_id)]
    for refused, fields in (
        (actions.deactivate_member, {"member_id": inspector.member_id}),
        (actions.change_standing, {"agency_id": agencies["watchers"], "standing": "suspended"}),
        (actions.freeze_unit, {"agency_id": agencies["watchers"], "unit": ""}),
    ):
        with pytest.raises(LastOfOversight):
            do(accreditor, refused, reason=WHY, **fields)
    assert queries.actor_by_handle("inspector").roles == {"inspector"}


@pytest.mark.rule("G14")
def test_a_reset_of_an_inspector_and_a_court_that_is_shut_out_are_told(cast, do, agencies):
    accreditor = cast["accreditor"]
    Authenticator.objects.create(user_id=cast["inspector"].user, type="totp", data={})
    reset = {"actor": accreditor, "now": NOW, "reason": WHY}
    do(accreditor, accounts.reset_second_factor, member_id=cast["inspector"].member_id, **reset)
    do(accreditor, actions.change_standing, agency_id=agencies["court"], standing="suspended", reason=WHY)

    codes = [{row.code for row in do(cast[who], clocks.open_alarms)} for who in ("second_inspector", "delegate")]
    assert all({"OVERSIGHT-RESET", "OVERSIGHT-OUTSIDE"} <= found for found in codes)
