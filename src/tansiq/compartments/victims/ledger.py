"""The stored events of a matter as the replay takes them, and what it answers. No state is kept beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from tansiq.compartments.victims import events
from tansiq.compartments.victims.answer import Answer
from tansiq.compartments.victims.models import Entry
from tansiq.compartments.victims.replay import replay
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.replays import Line


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """The events of a matter, each on the line of its entry."""
    told = {row.number: json.dumps(row.event, ensure_ascii=False) for row in entries if not _is_beside(row)}
    texts = [told.get(number, "") for number in range(1, max(told, default=0) + 1)]
    return events.read(texts, charter.current().jurisdiction.tz, file="ledger")


def _is_beside(row: Entry) -> bool:
    """Whether it rules on what was said of nobody: that is no waiver of the ledger, and nothing of it is replayed."""
    return row.kind == "hold_ruled" and row.statement_id is not None


def answer_of(entries: Iterable[Entry], *, at: date | datetime) -> Answer:
    """What stands at a moment, under the law in force then."""
    return replayed(lines_of(entries), at=at)


def replayed(lines: Sequence[Line], *, at: date | datetime) -> Answer:
    """The same for lines that are in hand, such as one more than is stored."""
    return replay(lines, at=at, charter=charter.current())
