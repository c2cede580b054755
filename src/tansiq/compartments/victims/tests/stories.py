"""Cases told at random, so that most of what happens meets the same right, heir and waiver; all people are invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from tansiq.compartments.victims.tests.scenes import Event, accused, certificate, characterised, event, heir, victim

# Around the first day of each law that speaks, before any, and today and afterwards.
ERAS = [date(*day) for day in ((2026, 3, 1), (2026, 3, 1), (2027, 2, 1), (2024, 12, 15), (2006, 12, 15), (1995, 12, 15),
                               (1994, 12, 15), (1990, 3, 1))]  # fmt: skip
LENGTH = 36
K = [{"condition": "k", "text": "t"}]


class Story:
    """One case, event by event."""

    def __init__(self, chance: Random) -> None:
        self.chance, self.first = chance, chance.choice(ERAS)
        self.law = self.one("yem", "yem", "yem", "irq")
        self.facts: list[Event] = self._begun()
        makers, weights = zip(*self._makers().items(), strict=True)
        for make in chance.choices(makers, weights, k=self.one(2, 5, 8, 12, 20)):
            self.facts.append(make())
        chance.shuffle(self.facts)

    def one(self, *values: Any) -> Any:
        return self.chance.choice(values)

    def day(self, least: int = 0) -> str:
        return (self.first + timedelta(days=self.chance.randint(least, LENGTH))).isoformat()

    def at(self) -> str:
        hour = self.chance.randint(0, 23)
        return self.day() + self.one("", "", f"T{hour:02}:30+03:00", f"T{hour:02}:30+00:00")

    def whose(self) -> str:
        return str(self.one("wife", "wife", "wife", "brother", "boy", "uncle"))

    def of(self, kind: str, **fields: Any) -> Event:
        return event(kind, self.at(), waiver=self.one("W1", "W1", "W1", "W2", "W3"), **fields)

    def pair(self) -> dict[str, str]:
        return {"victim": self.one("V1", "V1", "V1", "V2"), "accused": self.one("A1", "A1", "A1", "A2")}

    def record(self) -> str:
        return str(self.one("R/1", "R/1", "R/1", "R/2", ""))

    def _begun(self) -> list[Event]:
        """What stands before anything happens: most often a right that is open, and one waiver towards it."""
        start = (self.first - timedelta(days=9)).isoformat()
        heirs = [
            heir("wife", "1/4", self.one(*["capable"] * 5, "minor", "lacks"), born_on=self.one("1990-01-01", self._birth())),
            heir("boy", "1/4", "minor", represented_by="uncle"), heir("brother", "1/2"),
        ]  # fmt: skip
        paper = {
            "waiver": "W1",
            "heir": "wife",
            "victims": ["V1"],
            "accused": ["A1"],
            "at": (self.first - timedelta(days=3)).isoformat(),
        }
        begun = [
            characterised(self.one(*["qisas"] * 6, "hadd", "tazir"), start, charge="C1"), accused("A1", at=start),
            certificate(start, *heirs, supersedes=None), victim("V1", start) | {"died_on": start}, self.paper() | paper,
            event("session", self.one(self.first.isoformat(), self.day()), waiver="W1"),
        ]  # fmt: skip
        return [one for one in begun if self.chance.random() < 0.92]

    def _birth(self) -> str:
        return (self.first - timedelta(days=18 * 365 - self.chance.randint(-20, 20))).isoformat()

    def _entry(self, name: str) -> Event:
        share, able = self.one("1/4", "1/2", "1/8"), self.one("capable", "capable", "minor", "lacks")
        return heir(name, share, able, born_on=self.one(None, self._birth()), represented_by=self.one(None, "uncle"))

    def paper(self) -> Event:
        return self.of(
            "waiver", heir=self.whose(), victims=self.one(["V1"], ["V1"], ["V1", "V2"]), accused=self.one(["A1"], ["A1"], ["A1", "A2"]),
            qisas=self.one(True, True, True, False), diya=self.one("waived", "conditional", "kept"), conditions=self.one([], K),
            signed_by=self.whose(), channel=self.one("session", "paper", "in_court"), place=self.one("house", "house", "the prison"),
            offered_by=self.one("none", "none", "a sheikh", "the commander"), paid="none", private_session=True,
            literate=self.one(True, True, False), reader=self.one(None, "a teacher"), witnesses=[],
        )  # fmt: skip

    def _certificate(self) -> Event:
        names = self.chance.sample(["wife", "brother", "boy", "uncle", "A1"], self.chance.randint(0, 4))
        told = {
            "name": self.one("H1", "H2", "H2", "H3"),
            "victim": self.one("V1", "V1", "V2"),
            "supersedes": self.one(None, "H1", "H2"),
        }
        return certificate(self.at(), *map(self._entry, names), **told) | {
            "heirs": [self._entry(name) for name in names], "number": self.one("7", "7", "7", None)}  # fmt: skip

    def _judgment(self) -> Event:
        return event(
            "judgment", self.at(), charge=self.one("C1", "C1", "C2"), result=self.one("convicted", "convicted", "acquitted", "discontinued"),
            final=self.one(True, False), diya_amount=self.one(None, 1000, 700000, 5500000, "5,500,000"),
            diya_instrument=self.one(None, None, "16/1995", "32/2006"),
        )  # fmt: skip

    def _makers(self) -> dict[Callable[[], Event], int]:
        """What may happen, and how often."""
        one, of, at, pair, record, whose = self.one, self.of, self.at, self.pair, self.record, self.whose
        ages = ("adult", "adult", "child", "doubtful")
        return {
            lambda: of("session"): 4, lambda: of("second_confirmation"): 4, lambda: of("sent_to_court"): 3,
            lambda: of("waiver_withdrawn"): 2, lambda: of(one("condition_met", "condition_breached"), condition=one("k", "k", "x")): 3,
            lambda: of("court_validated", record=record(), judge="J"): 6, lambda: of("court_rejected", record=record(), judge="J"): 2,
            lambda: of("hold_ruled", record=record(), judge="J"): 2, self.paper: 4, self._certificate: 4, self._judgment: 4,
            lambda: of("pardon_in_court", heir=whose(), **pair(), qisas=one(True, True, False), diya=one("waived", "conditional", "kept"),
                       record=record(), judge="J"): 3,
            lambda: of("inquiry_opened", raised_by=whose(), direction=one("to_waive", "not_to_waive"),
                       indicators=one([], ["displaced"], ["mediator_payment"], ["a sign of nobody"])): 2,
            lambda: of("inquiry_closed", outcome=one("stands", "void"), raised_by=one(None, None, whose()),
                       direction=one(None, None, "to_waive", "not_to_waive")): 2,
            lambda: event("characterised", at(), charge=one("C1", "C1", "C2"), **pair(), track=one("qisas", "hadd", "tazir"),
                          by=one("prosecutor", "judge"), instrument="41"): 3,
            lambda: event("victim", at(), victim=one("V1", "V1", "V2"), died_on=None, identified=one(True, False)): 2,
            lambda: event("accused", at(), accused=one("A1", "A2"), age_at_act=one(*ages)): 1,
            lambda: event("age_ruled", at(), accused=one("A1", "A1", "A2"), age_at_act=one(*ages), record=record()): 2,
            lambda: event("capacity_ruled", at(), heir=whose(), capacity=one("capable", "minor", "lacks"), record=record()): 2,
            lambda: event("heir_died", at(), heir=whose()): 2, lambda: event("request", at(), heir=whose(), **pair()): 2,
            lambda: event("offender_died", at(), accused=one("A1", "A2")): 1,
            lambda: event("offender_inherits", at(), accused=one("A1", "A2"), part="some",
                          **{"from": one("wife", "brother", "V1", "cousin")}): 1,
            lambda: event("diya_paid", at(), heir=whose(), **pair(), amount=1, currency="YER"): 3,
            lambda: event("settlement", at(), parties=["a"], text="peace", ends_on=None): 1,
        }  # fmt: skip


def least(facts: list[Event], differs: Callable[[list[Event]], bool]) -> list[Event]:
    """As few of the events as still make a difference, so that somebody can read them."""
    kept = list(facts)
    for fact in facts:
        without = [one for one in kept if one is not fact]
        if differs(without):
            kept = without
    return kept
