"""Random steps of the victims' office, of the court, and of counsel."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from benchmarks.walls_model import Row
from benchmarks.walls_steps.base import Base

KINDS = {"victims": "civil", "victims2": "civil", "bar": "civil"}
CAST: dict[str, dict[str, tuple[str, ...]]] = {
    "victims": {"office": ("victims_officer",), "woman": ("womens_officer",)},
    "victims2": {"office2": ("victims_officer", "womens_officer")},
    "bar": {"counsel": ("heirs_counsel",), "counsel2": ("heirs_counsel",)},
    "court": {"registrar": ("registrar",), "judge": ("judge",)},
}
OFFICES = {"victims": ("office", "woman"), "victims2": ("office2",)}


class Steps(Base):
    """Steps with matters, parties, certificates, contact and counsel."""

    weights: ClassVar[dict[str, int]] = {
        "matter": 3, "victim": 3, "victim_known": 2, "accused": 2, "certificate": 4, "characterise": 3,
        "contact_plan": 4, "contact": 3, "contact_done": 2, "waiver": 6, "said": 3, "said_ruled": 2, "session": 3,
        "rule": 2, "take": 2, "task": 2,
        "hold_review": 2, "errand": 3, "elsewhere": 3, "taken_in": 2, "form": 3, "typing": 5, "objection": 3,
        "absent": 2, "mistake": 3, "inherits": 2, "search": 2, "spelling": 1,
        "counsel": 2, "counsel_end": 1, "court": 1,
    }  # fmt: skip

    def _office(self, row: Row) -> str:
        code = self.truth.get("access_agency", row["owner_id"]).get("code", "")
        return self.chance.choice(OFFICES[code])

    def _day(self) -> Any:
        return self.start.date() - timedelta(days=self.chance.randrange(1, 90))

    def do_matter(self) -> None:
        from tansiq.compartments.victims import actions

        who = self.chance.choice(("office", "woman", "office2"))
        self.act(who, actions.open_matter, court_id=self.ids["court"] if self.chance.random() < 0.6 else None)

    def do_court(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_matter", court_id=None)
        self.act(self._office(row), actions.name_court, matter_id=UUID(row["id"]), court_id=self.ids["court"])

    def do_victim(self) -> None:
        from tansiq.compartments.victims import actions

        row, is_known = self.found("victims_matter"), self.chance.random() < 0.7
        self.act(
            self._office(row), actions.add_victim, matter_id=UUID(row["id"]), name=self.words() if is_known else "",
            died_on=self._day(), is_identified=is_known, on=self._day(), paper=self.word(),
        )  # fmt: skip

    def do_victim_known(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_party", kind="victim")
        self.act(
            self._office(row), actions.know_victim, matter_id=UUID(row["matter_id"]), victim=row["code"],
            name="" if row["name"] else self.words(), died_on=self._day(), is_identified=True, on=self._day(),
            paper=self.word(),
        )  # fmt: skip

    def do_accused(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_matter")
        self.act(
            self._office(row), actions.add_accused, matter_id=UUID(row["id"]), reference=self.word(),
            age_at_act="adult", on=self._day(), paper=self.word(),
        )  # fmt: skip

    def do_certificate(self) -> None:
        from tansiq.compartments.victims import actions
        from tansiq.compartments.victims.drafts import HeirDraft

        victim = self.found("victims_party", kind="victim")
        heirs = [HeirDraft("1/2", "capable", name=self.words()) for _ in range(2)]
        self.act(
            self.chance.choice((self._office(victim), "registrar", "judge")), actions.record_certificate,
            matter_id=UUID(victim["matter_id"]), on=self._day(), paper=self.word(), victim=victim["code"],
            court=self.word(), number=self.word(), heirs=heirs,
        )  # fmt: skip

    def do_characterise(self) -> None:
        from tansiq.compartments.victims import actions

        accused = self.found("victims_party", kind="accused")
        told = {"charge": self.word(), "victim": "V1", "accused": accused["code"], "track": "qisas", "by": "judge",
                "instrument": self.word()}  # fmt: skip
        who = self.chance.choice((self._office(accused), "registrar", "judge"))
        self.act(
            who, actions.record_fact, matter_id=UUID(accused["matter_id"]), kind="characterised", on=self._day(),
            paper=self.word(), told=told,
        )  # fmt: skip

    def do_contact_plan(self) -> None:
        from tansiq.compartments.victims import actions
        from tansiq.compartments.victims.drafts import PlanDraft

        party = self.found("victims_party", kind=self.chance.choice(("heir", "heir", "victim")))
        draft = PlanDraft(
            channel="PHONE", safe_time=self.word(), purposes=("HEARING",), reach=self.word(), not_present=self.word()
        )
        self.act(self._office(party), actions.write_plan, party_id=UUID(party["id"]), draft=draft)

    def do_contact(self) -> None:
        from tansiq.compartments.victims import actions

        party = self.found("victims_party", kind="heir")
        fields = {"party_id": UUID(party["id"]), "purpose": self.chance.choice(("HEARING", "DIYA")), "channel": "PHONE"}
        if self.chance.random() < 0.5:
            soon = self.now + timedelta(days=1)
            self.act(self._office(party), actions.plan_contact, planned_for=soon, **fields)
        else:
            self.act(
                self._office(party), actions.record_contact, took_place_at=self.now, outcome=self.words(), **fields
            )

    def do_contact_done(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_contact", done_at=None)
        self.act(self._office(row), actions.finish_contact, contact_id=UUID(row["id"]), outcome=self.words())

    def do_counsel(self) -> None:
        from tansiq.compartments.victims import actions

        heir = self.found("victims_party", kind="heir")
        self.act(
            self._office(heir), actions.name_counsel, matter_id=UUID(heir["matter_id"]), heir=heir["code"],
            handle=self.chance.choice(("counsel", "counsel2")), mandate=self.word(),
            asked_alone=self.chance.random() < 0.5,
        )  # fmt: skip

    def do_counsel_end(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_counsel", ended_at=None)
        self.act(self._office(row), actions.end_counsel, counsel_id=UUID(row["id"]))

    def do_waiver(self) -> None:
        from tansiq.compartments.victims import actions
        from tansiq.compartments.victims.drafts import WaiverDraft

        heir = self.found("victims_party", kind="heir")
        accused = self.found("victims_party", kind="accused", matter_id=heir["matter_id"])
        draft = WaiverDraft(
            heir=heir["code"], victims=("V1",), accused=(accused["code"],), qisas=True, diya="kept", channel="paper",
            signed_by=heir["code"], offered_by=self.word(), paid=self.word(), place=self.word(),
        )  # fmt: skip
        self.act(
            self._office(heir), actions.record_waiver, matter_id=UUID(heir["matter_id"]), draft=draft, on=self._day(),
            paper=self.word(),
        )  # fmt: skip

    def do_said(self) -> None:
        """An heir spoke of nobody: kept beside the ledger, taken up, or taken back."""
        from tansiq.compartments.victims import actions
        from tansiq.compartments.victims.drafts import WaiverDraft

        heir, chance = self.found("victims_party", kind="heir"), self.chance.random()
        draft = WaiverDraft(
            heir=heir["code"], victims=("V1",), accused=(), qisas=True, diya="kept", channel="session",
            signed_by=heir["code"], offered_by=self.word(), paid=self.word(), place=self.word(),
        )  # fmt: skip
        told: dict[str, Any] = {"matter_id": UUID(heir["matter_id"]), "on": self._day(), "paper": self.word()}
        if chance < 0.5:
            self.act(self._office(heir), actions.state_waiver, draft=draft, **told)
            return
        row = self.found("victims_statement", withdrawn_at=None, heir_id=heir["id"])
        if chance < 0.65:
            self.act(self._office(row), actions.withdraw_statement, statement_id=UUID(row["id"]))
            return
        accused = self.found("victims_party", kind="accused", matter_id=heir["matter_id"])
        said = replace(draft, accused=(accused["code"],))
        self.act(self._office(row), actions.record_waiver, draft=said, statement_id=UUID(row["id"]), **told)

    def do_objection(self) -> None:
        """One heir says of another that he is pressed, with a waiver or without; a court may end it."""
        from tansiq.compartments.victims import actions

        heir = self.found("victims_party", kind="heir")
        other = self.found("victims_party", kind="heir", matter_id=heir["matter_id"])
        told: dict[str, Any] = {"matter_id": UUID(heir["matter_id"]), "on": self._day(), "paper": self.word()}
        row = self.some("victims_inquirynote", matter_id=heir["matter_id"])
        if row is not None and self.chance.random() < 0.3:
            entry = self.truth.get("victims_entry", row["entry_id"])
            self.act("judge", actions.close_inquiry, waiver=entry["event"]["waiver"], outcome="stands",
                     reasons=self.words(), **told)  # fmt: skip
            return
        self.act(
            self.chance.choice((self._office(heir), "judge")), actions.open_inquiry, heir=heir["code"],
            raiser=other["code"], against=self.word(), direction="to_waive", reasons=self.words(), **told,
        )  # fmt: skip

    def do_absent(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.some("victims_absence", ended_at=None)
        if row is not None and self.chance.random() < 0.4:
            self.act(self._office(row), actions.end_absence, absence_id=UUID(row["id"]))
            return
        heir = self.found("victims_party", kind="heir")
        self.act(
            self._office(heir), actions.say_absent, party_id=UUID(heir["id"]), since=self._day(), known=self.words()
        )

    def do_spelling(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_party", kind=self.chance.choice(("heir", "victim")))
        self.act(
            self._office(row), actions.correct_name, party_id=UUID(row["id"]), name=f"{row['name']} {self.word()}",
            why=self.words(),
        )  # fmt: skip

    def do_search(self) -> None:
        """The family of a victim is searched for; somebody takes it over, or says what came of it."""
        from tansiq.compartments.victims import actions

        row = self.some("victims_heirsearch", ended_at=None)
        if row is not None and self.chance.random() < 0.3:
            self.act(self._office(row), actions.take_search, search_id=UUID(row["id"]))
            return
        if row is not None and self.chance.random() < 0.4:
            outcome = self.chance.choice(("found", "none"))
            who = self._office(row)
            self.act(who, actions.end_search, search_id=UUID(row["id"]), outcome=outcome, words=self.words())
            return
        victim = self.found("victims_party", kind="victim")
        draft = actions.NoticeDraft(place=self.words(), happened=self.word(), court=self.word())
        due_on = (self.now + timedelta(days=20)).date()
        self.act(
            self._office(victim), actions.search_heirs, party_id=UUID(victim["id"]), draft=draft, due_on=due_on
        )  # fmt: skip

    def do_inherits(self) -> None:
        """An accused inherits, says one person; another reads the paper and confirms it."""
        from tansiq.compartments.victims import actions

        done = {one["entry_id"] for one in self.truth.rows["victims_confirmation"]}
        waits = [
            one for one in self.truth.rows["victims_entry"]
            if one["kind"] == "offender_inherits" and one["is_alone"] and one["id"] not in done
        ]  # fmt: skip
        if waits and self.chance.random() < 0.6:
            row = self.chance.choice(waits)
            self.act(self.chance.choice(("judge", self._office(row))), actions.confirm_line, entry_id=UUID(row["id"]))
            return
        heir = self.found("victims_party", kind="heir")
        accused = self.found("victims_party", kind="accused", matter_id=heir["matter_id"])
        self.act(
            self._office(heir), actions.record_fact, matter_id=UUID(heir["matter_id"]), kind="offender_inherits",
            on=self._day(), paper=self.word(), told={"from": heir["code"], "accused": accused["code"], "part": "some"},
        )  # fmt: skip

    def do_mistake(self) -> None:
        """Somebody dies by mistake on paper; one says so, another takes it out."""
        from tansiq.compartments.victims import actions

        row = self.some("victims_correction", confirmed_at=None)
        if row is not None and self.chance.random() < 0.5:
            self.act("judge", actions.take_out, correction_id=UUID(row["id"]))
            return
        heir = self.found("victims_party", kind="heir")
        entry = self.act(
            self._office(heir), actions.record_fact, matter_id=UUID(heir["matter_id"]), kind="heir_died",
            on=self._day(), paper=self.word(), told={"heir": heir["code"]},
        )  # fmt: skip
        if entry is not None:
            self.act(self._office(heir), actions.say_mistaken, entry_id=entry.id, why=self.words() + " " + self.words())

    def do_session(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_entry", kind="waiver")
        self.act(
            self._office(row), actions.hold_session, matter_id=UUID(row["matter_id"]), waiver=row["event"]["waiver"],
            is_alone=self.chance.random() < 0.7, was_read_aloud=True, reader=self.word(), counsellor=self.word(),
            place=self.word(), words=self.words(),
        )  # fmt: skip

    def do_rule(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_entry", kind="waiver")
        self.act(
            "judge", actions.record_about_waiver, matter_id=UUID(row["matter_id"]),
            kind=self.chance.choice(("court_rejected", "hold_ruled", "court_validated")),
            waiver=row["event"]["waiver"], on=self.now, paper=self.word(),
            told={"record": self.word(), "judge": self.word()},
        )  # fmt: skip

    def do_said_ruled(self) -> None:
        """A judge ends the stop that words caused which name nobody."""
        from tansiq.compartments.victims import actions

        row = self.found("victims_statement", kind="waiver")
        self.act(
            "judge", actions.rule_on_statement, statement_id=UUID(row["id"]), on=self.now, paper=self.word(),
            record=self.chance.choice((self.word(), "")), judge="القاضي",
        )  # fmt: skip

    def do_take(self) -> None:
        from tansiq.gateway import actions

        mine = {"told": "prosecutor", "agency_id": str(self.ids["court"])}
        row = self.found("gateway_stop", acknowledged_at=None, **mine)
        self.act("prosecutor", actions.acknowledge_stop, stop_id=UUID(row["id"]), heard_from=self.word(), on_paper=True)

    def do_task(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_hold", taken_at=None)
        self.act("registrar", actions.take_task, hold_id=UUID(row["id"]))

    def do_hold_review(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_hold", lifted_at=None)
        self.act("inspector", actions.review_hold, hold_id=UUID(row["id"]), found=self.words() + " " + self.words())

    def do_errand(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_session", is_second=False)
        desk = "victims2" if row["owner_id"] == str(self.ids["victims"]) else "victims"
        self.act(
            self._office(row), actions.ask_desk, matter_id=UUID(row["matter_id"]), waiver=row["waiver"],
            desk_id=self.ids[desk], meet=self.word(),
        )  # fmt: skip

    def do_elsewhere(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_errand", done_at=None, cancelled_at=None)
        who = "office2" if row["desk_id"] == str(self.ids["victims2"]) else "woman"
        self.act(
            who, actions.confirm_elsewhere, errand_id=UUID(row["id"]), is_alone=True, place=self.word(),
            answer=self.chance.choice(("yes", "no", "nothing")), words=self.words() + " " + self.words(),
        )  # fmt: skip

    def do_taken_in(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_errand", taken_at=None)
        self.act(self._office(row), actions.take_in, errand_id=UUID(row["id"]))

    def do_form(self) -> None:
        from tansiq.compartments.victims import actions

        if self.chance.random() < 0.4:
            said = self.found("victims_statement", kind="waiver")
            self.act(self._office(said), actions.print_statement_form, statement_id=UUID(said["id"]))
            return
        row = self.found("victims_entry", kind="waiver")
        self.act(self._office(row), actions.print_form, matter_id=UUID(row["matter_id"]), waiver=row["event"]["waiver"])

    def do_typing(self) -> None:
        from tansiq.compartments.victims import actions

        row = self.found("victims_courtform")
        self.act(
            self._office(row), actions.type_form, number=row["number"], digest=row["digest"], kind="hold_ruled",
            on=self.start.date() - timedelta(days=2), record=f"R/{row['number']}", judge="القاضي", reason="",
        )  # fmt: skip
