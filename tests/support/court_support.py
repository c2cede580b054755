"""What the tests of the court file share: a case of the court's prosecution, with a victim, an accused and a charge."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from stage import NOW

from tansiq.compartments.casework import actions, queries_court
from tansiq.compartments.casework.drafts_court import ChargeDraft, CourtActDraft, HearingDraft, TrackDraft
from tansiq.compartments.casework.models import Accused
from tansiq.gateway import queries as gateway
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as

DAY = NOW.date() - timedelta(days=30)
WORDS = "زرع العبوة تحت مركبة الدورية قرب السوق القديم"
REASONS = "راجعت محضر الضبط وتقرير المعمل وأقوال الشهود"


class Court:
    """The court file of a case, step by step; `room` is the fixture of casework."""

    def __init__(self, room: Any) -> None:
        self.room, self.cast, self.do = room, room.cast, room.do
        self.case = room.case()
        self.piece = room.exhibit(room.incident(self.case))
        self.other = room.exhibit(room.incident(self.case))
        self.file = self.act("open_court_file", case_id=self.case.id)

    def act(self, name: str, /, *, by: str = "prosecutor", **given: Any) -> Any:
        return self.do(self.cast[by], getattr(actions, name), **given)

    def again(self, row: Any, *, by: str = "prosecutor") -> Any:
        with acting_as(self.cast[by]):
            return type(row).objects.get(pk=row.pk)

    def accused(self, *, by: str = "detective", **given: Any) -> Any:
        told = {"name": "رجل أول", "age_at_act": "adult", "age_paper": "بطاقة 118"} | given
        return self.act("name_accused", by=by, file_id=self.file.id, **told)

    def victim(self, *, by: str = "detective", **given: Any) -> Any:
        told = {"label": "سائق الدورية", "harm": "killed"} | given
        return self.act("name_victim", by=by, file_id=self.file.id, **told)

    def draft(self, **given: Any) -> ChargeDraft:
        told: dict[str, Any] = {
            "act": "ATTACK", "words": WORDS, "happened_on": DAY, "district": charter.current().districts()[0].pcode,
            "control": "القوات الحكومية منذ 2016", "mode": "CARRIED_OUT", "standard": "SEVERAL",
            "own_part": "وضع العبوة بيده ليلًا", "evidence": (self.piece.number,), "exculpatory": (self.other.number,),
        } | given  # fmt: skip
        return ChargeDraft(**told)

    def charge(self, accused: Any = None, *, by: str = "detective", **given: Any) -> Any:
        accused = accused or self.accused()
        return self.act("allege_act", by=by, accused_id=accused.id, draft=self.draft(**given))

    def move(self, charge: Any, to: str, *, by: str = "prosecutor", **given: Any) -> Any:
        return self.act("move_charge", by=by, charge_id=charge.id, to=to, reasons=REASONS, **given)

    def indict(self, charge: Any) -> Any:
        for to in ("investigated", "sufficient"):
            self.move(charge, to)
        return self.move(charge, "indicted", court_id=self.file.owner_id)

    def track(self, charge: Any, track: str = "qisas", *, by: str = "prosecutor", **given: Any) -> Any:
        when = {"now": given.pop("now")} if "now" in given else {}
        told: dict[str, Any] = {
            "track": track, "victim_id": None, "made_on": DAY, "instrument": "PENAL-CODE", "paper": "قرار 44/2021",
            "reasons": REASONS,
        } | given  # fmt: skip
        return self.act("characterise", by=by, charge_id=charge.id, draft=TrackDraft(**told), **when)

    def hearing(self, *people: Any, by: str = "registrar", name: str = "plan_hearing", **given: Any) -> Any:
        """A planned hearing in a week; `name="record_hearing"` for one that took place an hour ago."""
        is_plan = name == "plan_hearing"
        beside = (
            {"reasons": REASONS} if is_plan else {"judge": "القاضي فارس", "record_number": "9", "words": "سُمع شاهدان"}
        )
        beside |= {key: given.pop(key) for key in ("reasons", "is_adjourned", "record_number", "judge") if key in given}
        told: dict[str, Any] = {
            "kind": "EVIDENCE", "accused_ids": tuple(one.id for one in people), "language": "العربية",
            "starts_at": NOW + timedelta(days=7) if is_plan else NOW - timedelta(hours=1), "place": "القاعة الأولى",
            "counsel": "المحامي نبيل",
        } | given  # fmt: skip
        return self.act(name, by=by, file_id=self.file.id, draft=HearingDraft(**told), **beside)

    def said(self, accused: Any, *, by: str = "registrar", **given: Any) -> Any:
        """What a court said; `outcomes` by charge."""
        when = {"now": given.pop("now")} if "now" in given else {}
        told: dict[str, Any] = {
            "kind": "judgment", "level": "first", "court": "المحكمة الجزائية", "judge": "القاضي فارس", "said_at": when.get("now", NOW),
            "words": "نُطق بالحكم في الجلسة",
        } | given  # fmt: skip
        told["outcomes"] = {one.id: outcome for one, outcome in given.get("outcomes", ())}
        return self.act("record_court_act", by=by, accused_id=accused.id, draft=CourtActDraft(**told), **when)

    def age(self, accused: Any, *, by: str = "prosecutor") -> str:
        """The age at the act that leads, as somebody reads it."""
        with acting_as(self.cast[by]):
            return queries_court.age_of(Accused.objects.get(pk=accused.pk))

    def stops(self, who: str = "custodian") -> list[str]:
        """References of the stops that stand, as somebody reads them."""
        with acting_as(self.cast[who]):
            return [row.reference for row in gateway.stops(limit=20) if row.lifted_at is None]
