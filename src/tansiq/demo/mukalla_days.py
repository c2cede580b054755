"""When the Mukalla story happened: not quite a fortnight ago, so that its clocks ring as those of a new case do."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tansiq.demo.stage import Stage
from tansiq.kernel.charter import queries as charter

RAID = timedelta(days=13)
ROAD_BEFORE_RAID = timedelta(days=45)


def dawn(stage: Stage) -> datetime:
    """The hour of the raid, 05:40 in Mukalla."""
    day = charter.local_day(stage.now) - RAID
    return datetime.combine(day, time(5, 40), tzinfo=charter.current().jurisdiction.tz)


def house_day(stage: Stage) -> date:
    return charter.local_day(dawn(stage))


def road_day(stage: Stage) -> date:
    """The day of the attack on the road that the file is about."""
    return house_day(stage) - ROAD_BEFORE_RAID
