"""What the tests of casework share."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from stage import NOW

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.drafts import ExhibitDraft, StatementDraft
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as

HOUR = timedelta(hours=1)
GOOD = {
    "kind": "statement", "speaker": "suspect", "speaker_name": "رجل من الدار", "place": "البحث الجنائي",
    "place_code": "agency:court", "began_at": NOW - 5 * HOUR, "ended_at": NOW - 4 * HOUR, "present": "المحقق والمحامي",
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
    draft = StatementDraft(**GOOD | given)
    return room.do(room.cast[by], actions.take_statement, case_id=case.id, draft=draft, now=now)


class Room:
    """The work on a case, step by step."""

    def __init__(self, cast: dict[str, Any], agencies: dict[str, Any], do: Callable[..., Any]) -> None:
        self.cast, self.agencies, self.do = cast, agencies, do
        self._marks = count(1)

    def case(self, *, by: str = "detective", **given: Any) -> Any:
        told = {
            "title": "خلية خططت لتفجير مركبة دورية", "district": charter.current().districts()[0].pcode,
            "legal_basis": "JOINT-EXCHANGE", "prosecution_id": self.agencies["court"],
        } | given  # fmt: skip
        return self.do(self.cast[by], actions.open_case, **told)

    def incident(self, case: Any = None, *, by: str = "detective", **given: Any) -> Any:
        case = case or self.case(by=by)
        told = {
            "kind": "OPERATION", "happened_at": NOW - HOUR, "district": case.district,
            "words": "دهم دار في المكلا بأمر النيابة", "order_number": "311/2021",
        } | given  # fmt: skip
        return self.do(self.cast[by], actions.record_incident, case_id=case.id, **told)

    def exhibit(self, incident: Any = None, *, by: str = "detective", now: Any = NOW, **given: Any) -> Any:
        incident = incident or self.incident(by=by)
        told = {
            "mark": f"B-{next(self._marks)}", "category": "DOC", "description": "دفتر مكتوب بخط اليد",
            "found_at": NOW - HOUR, "found_where": "الغرفة الثانية", "finder": "الرقيب سالم", "place": "مكان الضبط",
            "witnesses": ("شاهد أول", "شاهد ثان"),
        } | given  # fmt: skip
        return self.do(
            self.cast[by], actions.find_exhibit, incident_id=incident.id, draft=ExhibitDraft(**told), now=now
        )

    def act(self, name: str, row: Any, *, by: str = "detective", **given: Any) -> Any:
        return self.do(self.cast[by], getattr(actions, name), exhibit_id=row.id, **given)

    def seal(self, row: Any, *, by: str = "detective", seal: str = "S-22") -> Any:
        return self.act("seal_exhibit", row, by=by, seal=seal, packaging="كيس")

    def offer(self, row: Any, to: str = "storekeeper", *, by: str = "detective", **given: Any) -> Any:
        told = {"place": "غرفة المضبوطات", "purpose": "حفظ", "is_seal_intact": True} | given
        return self.act("offer_transfer", row, by=by, staff_number=self.cast[to].staff_number, **told)

    def transfer(self, row: Any, to: str = "storekeeper", *, by: str = "detective", **given: Any) -> Any:
        self.offer(row, to, by=by, **given)
        return self.act("take_over", row, by=to)

    def file(self, row: Any, *, by: str = "detective") -> bytes:
        return self.do(self.cast[by], queries.chain_file, actor=self.cast[by], now=NOW, number=row.number)

    def sees(self, who: str, row: Any) -> bool:
        with acting_as(self.cast[who]):
            return type(row).objects.filter(pk=row.pk).exists()
