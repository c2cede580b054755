"""Random steps in court files: who is accused of what, on which track, what a court said, which papers it has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from benchmarks.walls_model import Row
from benchmarks.walls_steps.base import Base, Nothing
from benchmarks.walls_steps.casework import PROSECUTOR

CAST = {"court": {"registrar": ("registrar",), "courtjudge": ("judge",)}}
COURT = ("registrar", "courtjudge")


class Steps(Base):
    """Steps with court files, charges, hearings, rulings and stop-cards."""

    weights: ClassVar[dict[str, int]] = {
        "court_file": 3, "court_accused": 3, "court_victim": 2, "court_rank": 1, "court_charge": 4, "court_move": 8,
        "court_track": 3, "court_age": 2, "court_complete": 1, "court_hearing": 2, "court_said": 3,
        "court_card": 2, "court_letter": 1, "court_settle": 1, "court_final": 2, "court_harm": 2, "court_more": 1,
    }  # fmt: skip

    def _file_of(self, row: Row) -> Row:
        return self.truth.get("casework_courtfile", row["file_id"])

    def _leads(self, row: Row) -> str:
        return PROSECUTOR[self.truth.get("access_agency", row["owner_id"])["code"]]

    def _investigates(self, case: Row) -> str:
        able = [w.handle for w in self.truth.people() if w.member in case["member_ids"] and w.has("investigator")]
        return self.chance.choice(able) if able else self._leads(case)

    def _writes(self, file: Row) -> str:
        return self._investigates(self.truth.get("casework_case", file["case_id"]))

    def _speaks(self, file: Row) -> str:
        """Somebody of the court that has the file, else its prosecutor."""
        if file["court_id"] == str(self.ids["court"]) and self.chance.random() < 0.6:
            return self.chance.choice(COURT)
        return self._leads(file)

    def do_court_file(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_case")
        self.act(self._investigates(row), actions.open_court_file, case_id=UUID(row["id"]))

    def do_court_accused(self) -> None:
        from tansiq.compartments.casework import actions

        file = self.found("casework_courtfile")
        self.act(
            self._writes(file), actions.name_accused, file_id=UUID(file["id"]), name=self.word(), age_at_act="adult",
            age_paper=self.word(),
        )  # fmt: skip

    def do_court_victim(self) -> None:
        from tansiq.compartments.casework import actions

        file = self.found("casework_courtfile")
        self.act(
            self._writes(file), actions.name_victim, file_id=UUID(file["id"]), label=self.word(), harm="killed",
            heirs_record=self.word(),
        )  # fmt: skip

    def do_court_harm(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_victim")
        file = self._file_of(row)
        who = self._speaks(file) if self.chance.random() < 0.5 else self._writes(file)
        self.act(
            who, actions.state_harm, victim_id=UUID(row["id"]), harm=self.chance.choice(("killed", "injured")),
            paper=self.word(), happened_on=self.now.date(),
        )  # fmt: skip

    def do_court_more(self) -> None:
        from tansiq.compartments.casework import actions
        from tansiq.compartments.casework.rules_court import takes_victims

        row = self.found("casework_charge")
        victims = [
            one for one in self.truth.rows["casework_victim"]
            if one["file_id"] == row["file_id"] and one["id"] not in row["victim_ids"]
        ]  # fmt: skip
        if not victims or not takes_victims(row["state"]):
            raise Nothing
        self.act(
            self._leads(row), actions.charge_victims, charge_id=UUID(row["id"]), reasons=self.words(),
            victim_ids=[UUID(self.chance.choice(victims)["id"])],
        )  # fmt: skip

    def do_court_rank(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_accused")
        self.act(
            self._writes(self._file_of(row)), actions.describe_rank, accused_id=UUID(row["id"]), analyst=self.word(),
            role_claimed=self.word(), period=self.word(), source_grade="C", information_grade="4", is_contested=True,
            words=self.words(),
        )  # fmt: skip

    def do_court_charge(self) -> None:
        from tansiq.compartments.casework import actions
        from tansiq.compartments.casework.drafts_court import ChargeDraft

        row = self.found("casework_accused")
        file = self._file_of(row)
        pieces = [one for one in self.truth.rows["casework_exhibit"] if one["case_id"] == file["case_id"]]
        victims = [one for one in self.truth.rows["casework_victim"] if one["file_id"] == file["id"]]
        if not pieces:
            raise Nothing
        draft = ChargeDraft(
            act="ATTACK", words=self.words(), happened_on=(self.now - timedelta(days=9)).date(),
            district=file["district"], control=self.word(), mode="CARRIED_OUT", standard="SEVERAL",
            own_part=self.words(), victim_ids=tuple(UUID(one["id"]) for one in victims[:1]),
            evidence=(self.chance.choice(pieces)["number"],), looked_for_against=self.words(),
        )  # fmt: skip
        self.act(self._writes(file), actions.allege_act, accused_id=UUID(row["id"]), draft=draft)

    def do_court_move(self) -> None:
        from tansiq.compartments.casework import actions
        from tansiq.compartments.casework.rules_court import steps_from

        row = self.found("casework_charge")
        file = self._file_of(row)
        steps = [to for to in steps_from(row["state"]) if to != "discontinued"]
        if not steps:
            raise Nothing
        who = self._leads(file)
        self.act(
            who, actions.move_charge, charge_id=UUID(row["id"]), to=self.chance.choice(steps), reasons=self.words(),
            court_id=self.ids["court"],
        )  # fmt: skip

    def do_court_track(self) -> None:
        from tansiq.compartments.casework import actions
        from tansiq.compartments.casework.drafts_court import TrackDraft

        row = self.found("casework_charge")
        victims = row["victim_ids"]
        draft = TrackDraft(
            track=self.chance.choice(("qisas", "tazir")), victim_id=UUID(victims[0]) if victims else None,
            made_on=self.now.date(), instrument="PENAL-CODE", paper=self.word(), reasons=self.words(),
        )  # fmt: skip
        self.act(self._speaks(self._file_of(row)), actions.characterise, charge_id=UUID(row["id"]), draft=draft)

    def do_court_hearing(self) -> None:
        from tansiq.compartments.casework import actions
        from tansiq.compartments.casework.drafts_court import HearingDraft

        row = self.found("casework_accused")
        file = self._file_of(row)
        told: dict[str, Any] = {"kind": "EVIDENCE", "accused_ids": (UUID(row["id"]),), "language": "العربية",
                                "place": self.word(), "counsel": self.word()}  # fmt: skip
        if self.chance.random() < 0.5:
            draft = HearingDraft(starts_at=self.now + timedelta(days=3), **told)
            self.act(
                self._speaks(file), actions.plan_hearing, file_id=UUID(file["id"]), draft=draft, reasons=self.words()
            )
        else:
            draft = HearingDraft(starts_at=self.now - timedelta(hours=2), **told)
            self.act(
                self._speaks(file), actions.record_hearing, file_id=UUID(file["id"]), draft=draft, judge=self.word(),
                record_number=self.word(), words=self.words(),
            )  # fmt: skip

    def do_court_said(self) -> None:
        from tansiq.compartments.casework import actions
        from tansiq.compartments.casework.drafts_court import CourtActDraft

        row = self.found("casework_charge")
        has_paper = self.chance.random() < 0.5
        draft = CourtActDraft(
            kind="judgment", level="first", court=self.word(), said_at=self.now - timedelta(hours=2),
            judge=self.word() if self.chance.random() < 0.7 else "", words=self.words(),
            outcomes={UUID(row["id"]): self.chance.choice(("convicted", "acquitted"))},
            penalty=self.chance.choice(("prison", "death")), record_number=self.word() if has_paper else "",
            content=b"paper" if has_paper else b"",
        )  # fmt: skip
        self.act(
            self._speaks(self._file_of(row)), actions.record_court_act, accused_id=UUID(row["accused_id"]), draft=draft
        )

    def do_court_age(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_accused")
        rules = self.chance.random() < 0.5
        self.act(
            self._speaks(self._file_of(row)), actions.state_age, accused_id=UUID(row["id"]), age_paper=self.word(),
            age_at_act=self.chance.choice(("adult", "doubtful", "child")), detention=self.word()[:12],
            judge=self.word() if rules else "", record_number=self.word() if rules else "",
        )  # fmt: skip

    def do_court_complete(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_courtact")
        if row["judge"]:
            raise Nothing
        self.act(
            self._speaks(self._file_of(row)), actions.complete_court_act, court_act_id=UUID(row["id"]),
            judge=self.word(),
        )  # fmt: skip

    def do_court_card(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_accused")
        if self._file_of(row)["court_id"] != str(self.ids["court"]):
            raise Nothing
        self.act(
            self.chance.choice(COURT), actions.file_card, accused_id=UUID(row["id"]), card="SANE", paper=self.word(),
            is_met=self.chance.random() < 0.5, words=self.words(),
        )  # fmt: skip

    def do_court_letter(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_accused")
        who = self._leads(row)
        self.act(
            who, actions.write_letter, accused_id=UUID(row["id"]), decision="charged", paper=self.word(),
            reasons=self.words(),
        )  # fmt: skip

    def do_court_final(self) -> None:
        from tansiq.compartments.casework import actions
        from tansiq.compartments.casework.drafts_court import StepDraft

        row = self.found("casework_victim")
        file = self._file_of(row)
        who = self._speaks(file)
        told = {"by": self.word(), "instrument": self.word()}
        if self.chance.random() < 0.5:
            draft = StepDraft("remains", self.now + timedelta(days=2), **told)
            self.act(who, actions.plan_step, victim_id=UUID(row["id"]), draft=draft, reasons=self.words())
        else:
            kind = "certificate" if who in COURT else "remains"
            draft = StepDraft(kind, self.now - timedelta(hours=2), **told)
            self.act(who, actions.record_step, victim_id=UUID(row["id"]), draft=draft, words=self.words())

    def do_court_settle(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_victim")
        who = self._leads(row)
        self.act(
            who, actions.agree_settlement, file_id=UUID(row["file_id"]), victim_ids=[UUID(row["id"])],
            words=self.words(), reasons=self.words(), women_heard=self.words(),
        )  # fmt: skip
