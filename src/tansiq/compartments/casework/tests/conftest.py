"""A case of the court's, worked on by alpha's detective, with the hands through which its exhibits go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from stage import NOW

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.drafts import ExhibitDraft
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as

HOUR = timedelta(hours=1)


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


@pytest.fixture
def room(cast: dict[str, Any], agencies: dict[str, Any], do: Callable[..., Any]) -> Room:
    return Room(cast, agencies, do)
