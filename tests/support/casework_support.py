"""What the tests of casework share."""

from __future__ import annotations

import struct
import zlib
from datetime import timedelta
from typing import Any

from stage import NOW

from tansiq.compartments.casework.drafts import StatementDraft

HOUR = timedelta(hours=1)
GOOD = {
    "kind": "statement", "speaker": "suspect", "speaker_name": "رجل من الدار", "place": "البحث الجنائي",
    "is_place_listed": True, "began_at": NOW - 5 * HOUR, "ended_at": NOW - 4 * HOUR, "present": "المحقق والمحامي",
    "language": "العربية", "counsel": "attended", "is_recorded": True, "longest_stretch_minutes": 50,
    "words": "قال إنه كان ضيفًا في الدار ليلة واحدة ولا يعرف ما في غرفة السطح",
}  # fmt: skip


def png(*extra: bytes) -> bytes:
    """One black dot; `extra` are further chunks before the end."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    rest = b"".join(chunk(one[:4], one[4:]) for one in extra)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + rest + chunk(b"IEND", b"")


def take(room: Any, case: Any, *, by: str = "detective", now: Any = NOW, **given: Any) -> Any:
    """A statement under good conditions, but for what is given."""
    from tansiq.compartments.casework import actions

    draft = StatementDraft(**GOOD | given)
    return room.do(room.cast[by], actions.take_statement, case_id=case.id, draft=draft, now=now)
