"""Whatever people do in whatever order: what the asker reads is what was judged, released, and not withdrawn."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stage import draft

from tansiq.gateway import actions, queries
from tansiq.kernel.problems import Problem

# A man whose pair was judged different is not matched again: each example is about another one.
NUMBERS = count(1_000_000_000)
ACTS = ("match", "same", "different", "release", "refuse", "withdraw", "read")


class Life:
    """One ask, and a model of what its asker may read by now."""

    def __init__(self, room: Any, kit: Any) -> None:
        self.room, self.asked = room, room.ask(kit)
        self.hit: Any = None
        self.disclosure: Any = None
        self.state = "asked"

    def do(self, act: str) -> None:
        allowed = {
            "match": self.state == "asked", "same": self.state == "pending", "different": self.state == "pending",
            "release": self.state == "validated", "refuse": self.state == "validated",
            "withdraw": self.state == "released", "read": self.state == "released",
        }[act]  # fmt: skip
        try:
            getattr(self, act)()
        except Problem:
            assert not allowed, (act, self.state)
        else:
            assert allowed or act == "match", (act, self.state)

    def match(self) -> None:
        hits = self.room.match(self.asked)
        if self.state == "asked":
            [self.hit], self.state = hits, "pending"
        else:
            assert hits == []

    def _require_hit(self) -> None:
        if self.hit is None:
            raise Problem

    def same(self) -> None:
        self._require_hit()
        self.room.judge(self.hit)
        self.state = "validated"

    def different(self) -> None:
        self._require_hit()
        self.room.judge(self.hit, same=False)
        self.state = "rejected"

    def release(self) -> None:
        self._require_hit()
        self.disclosure = self.room.release(self.hit)
        self.state = "released"

    def refuse(self) -> None:
        self._require_hit()
        owner = self.room.cast["owner"]
        self.room.do(owner, actions.refuse_release, hit_id=self.hit.id, reasons="تحقيق جارٍ يتضرر من الإفصاح")
        self.state = "refused"

    def withdraw(self) -> None:
        if self.disclosure is None:
            raise Problem
        self.room.withdraw(self.disclosure)
        self.state = "withdrawn"

    def read(self) -> None:
        if self.disclosure is None:
            raise Problem
        self.room.do(self.room.cast["asker"], actions.read_disclosure, disclosure_id=self.disclosure.id)

    def check(self) -> None:
        seen = self.room.do(self.room.cast["asker"], queries.disclosures_of_ask, self.asked.id)
        assert len(seen) == (self.state == "released")
        owner = self.room.do(self.room.cast["owner"], queries.hits_to_release)
        assert (self.hit is not None and self.hit.id in {row.id for row in owner}) == (self.state == "validated")
        validator = self.room.do(self.room.cast["validator"], queries.hits_to_judge)
        pending = self.hit is not None and self.hit.id in {row.id for row in validator}
        assert pending == (self.state == "pending")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(ACTS), max_size=10))
def test_a_hit_goes_one_way_and_shows_itself_to_whom_it_must(room, acts):
    life = Life(room, draft("Khaled Saeed Omar Baqanzal", birth="1994", national=str(next(NUMBERS))))

    for act in ("match", *acts):
        life.do(act)
        life.check()
