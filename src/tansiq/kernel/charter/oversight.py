"""What no pack can lower of who watches: reviews, redress, leases, and from when on somebody's reads are looked at."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from tansiq.kernel.charter.errors import BelowFloor
from tansiq.kernel.charter.schema import Clock

if TYPE_CHECKING:
    from tansiq.kernel.charter.charter import Charter

FILE: Final = "clocks.csv"
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
MONTH: Final = timedelta(days=366) / 12
# The longest that a unit can last; a working day is counted by itself.
LONGEST: Final = {"minute": timedelta(minutes=1), "hour": HOUR, "day": DAY, "month": MONTH, "year": 12 * MONTH}
SHORTEST: Final = {"day": DAY, "month": 30 * DAY, "year": 365 * DAY}
# Clock: the event it must start from, and how long it may last at most.
AT_MOST: Final = {
    "ACCESS-REVIEW": ("access_reviewed", 90 * DAY),
    "ACCESS-GRACE": ("review_due", 30 * DAY),
    "LOG-SEAL": ("entry_written", HOUR),
    "PHONE-CONFIRM": ("phone_approval", 72 * HOUR),
    "GLASS-REVIEW": ("glass_broken", 72 * HOUR),
    "BUDGET-RAISE": ("budget_raised", DAY),
    "FOOTPRINT-LEASE": ("footprint_approved", 7 * DAY),
    "READ-SAMPLE": ("sample_drawn", 14 * DAY),
    "READ-FINDING": ("finding_made", 30 * DAY),
    "REDRESS-APPEAL-DECIDE": ("redress_appealed", 30 * DAY),
    "HOLD-REVIEW": ("hold", MONTH),
    "SLIP-VALID": ("slip_issued", 6 * MONTH),
    "DISCLOSURE-LEASE": ("disclosure", 90 * DAY),
}
# The same in working days, or in as many days and hours.
AT_MOST_WORKING_DAYS: Final = {
    "REDRESS-ACK": ("redress_request", 5),
    "REDRESS-DECIDE": ("redress_request", 15),
    "REDRESS-EXTENDED": ("redress_extended", 15),
    "REDRESS-HOLDER": ("redress_asked", 10),
    "HELD-ANSWER": ("held_request", 15),
    "READ-QUESTION": ("read_questioned", 10),
}
# How long somebody has at least to appeal.
LEAST_APPEAL: Final = ("REDRESS-APPEAL", "redress_decided", 30)
# Who hears of it at least when nobody does it.
HEARS: Final = {
    "LOG-SEAL": "inspector", "ACCESS-REVIEW": "inspector", "GLASS-REVIEW": "inspector", "PHONE-CONFIRM": "inspector",
    "REDRESS-ACK": "inspector", "REDRESS-DECIDE": "inspector", "REDRESS-EXTENDED": "inspector",
    "REDRESS-HOLDER": "inspector", "HELD-ANSWER": "inspector", "READ-QUESTION": "inspector",
    "HOLD-REVIEW": "inspector", "READ-SAMPLE": "judge_delegate", "READ-FINDING": "judge_delegate",
}  # fmt: skip
# What the inspector closed or judged, and which weeks were drawn, is there for whoever looks at him later: for so long.
KEPT_AT_LEAST: Final = dict.fromkeys(("NOTICE-CLOSED", "FINDING-CLOSED", "SAMPLE-JUDGED", "FOOTPRINT-ENDED"), 360 * DAY)
ALWAYS: Final = (*AT_MOST, *AT_MOST_WORKING_DAYS, LEAST_APPEAL[0])
# More than this is a list, not a question of somebody on duty.
BUDGET_PER_HOUR: Final = 120
RAISED_PER_HOUR: Final = 240
USUAL_READS_PER_HOUR: Final = 80


def check(charter: Charter) -> None:
    """Hold the figures of oversight against their floors; raises BelowFloor at the first that they miss."""
    if charter.jurisdiction.usual_reads_per_hour > USUAL_READS_PER_HOUR:  # rule: G13
        why = f"reads of more than {USUAL_READS_PER_HOUR} people in an hour are looked at"
        raise BelowFloor(file="charter.yaml", field="usual_reads_per_hour", why=why)
    for row in charter.purposes:
        for field, most in (("budget_per_hour", BUDGET_PER_HOUR), ("raised_per_hour", RAISED_PER_HOUR)):
            if getattr(row, field) > most:  # rule: G13
                raise BelowFloor(file="purposes.yaml", row=row.code, field=field, why=f"at most {most} in an hour")
    for clock in charter.clocks:
        _check_clock(clock)
    for kept in charter.retention:
        if kept.code in KEPT_AT_LEAST and kept.limit * SHORTEST[kept.unit] < KEPT_AT_LEAST[kept.code]:  # rule: G14
            raise BelowFloor(file="retention.csv", row=kept.code, field="limit", why="at least 12 months")


def _check_clock(clock: Clock) -> None:
    starts_at, longest = AT_MOST.get(clock.code, ("", None))
    if longest is not None and (clock.unit not in LONGEST or clock.limit * LONGEST[clock.unit] > longest):  # rule: G14
        _refuse(clock, "limit", f"at most {longest // HOUR} hours")
    working_from, days = AT_MOST_WORKING_DAYS.get(clock.code, ("", 0))
    if days and _working_days(clock) > days:  # rule: G14
        _refuse(clock, "limit", f"at most {days} working days")
    appeal, appeal_from, least = LEAST_APPEAL
    if clock.code == appeal:
        if clock.unit not in ("day", "working_day", "month", "year") or (
            clock.unit in ("day", "working_day") and clock.limit < least
        ):  # rule: G14
            _refuse(clock, "limit", f"at least {least} days")
        starts_at = appeal_from
    begins = starts_at or working_from
    if begins and clock.starts_at != begins:
        _refuse(clock, "starts_at", f"runs from {begins!r}, no later event")
    hears = HEARS.get(clock.code, "")
    if hears and not (clock.alarms and hears in (*clock.told, *clock.escalates_to)):  # rule: G14
        _refuse(clock, "told", f"{hears} is told, at once or when it is late")
    if hears and clock.escalates_after is not None and clock.escalates_after > 2 * clock.limit:  # rule: G14
        _refuse(clock, "escalates_to", "not later than twice its time")


def _working_days(clock: Clock) -> float:
    """How many working days a clock lasts at most: no working day is shorter than a day."""
    return clock.limit if clock.unit == "working_day" else clock.limit * LONGEST[clock.unit] / DAY


def _refuse(clock: Clock, field: str, why: str) -> None:
    raise BelowFloor(file=FILE, row=clock.code, field=field, why=why)
