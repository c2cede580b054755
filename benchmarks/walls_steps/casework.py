"""Random steps in cases: what was found, whose hands it went through, what was said, and what is to be proven."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from benchmarks.walls_model import Row
from benchmarks.walls_steps.base import SECURITY, Base, Nothing, picture

FORCES = SECURITY[:2]
HANDS: dict[str, tuple[str, ...]] = {
    "detective": ("investigator",), "store": ("exhibits_officer",), "sapper": ("eod_operator",), "lab": ("examiner",)
}  # fmt: skip
CAST: dict[str, dict[str, tuple[str, ...]]] = dict.fromkeys(FORCES, HANDS) | {
    "court2": {"prosecutor2": ("prosecutor",)}
}
KINDS = {"court2": "judicial"}
PROSECUTOR = {"court": "prosecutor", "court2": "prosecutor2"}


class Steps(Base):
    """Steps with cases, exhibits, devices, weapons, statements and proof."""

    weights: ClassVar[dict[str, int]] = {
        "case": 3, "worker": 5, "incident": 4, "entry": 2, "exhibit": 6, "seal_piece": 3, "offer_piece": 5,
        "take_piece": 4, "photo": 2, "count": 1, "device": 3, "annex": 4, "weapon": 3, "trace_weapon": 2,
        "statement": 5, "allege": 2, "derive": 2, "ruling": 1, "hypothesis": 3, "finding": 3, "element": 3,
        "evidence": 3, "brief": 1,
    }  # fmt: skip

    def _works(self, row: Row, *roles: str) -> str:
        """Somebody with one of these roles who works on the case of a record; else its prosecutor."""
        case = self.truth.get("casework_case", row.get("case_id") or row["id"])
        able = [w.handle for w in self.truth.people() if w.member in case["member_ids"] and w.has(*roles)]
        return self.chance.choice(able) if able else self._prosecutor(row)

    def _prosecutor(self, row: Row) -> str:
        return PROSECUTOR[self.truth.get("access_agency", row["owner_id"])["code"]]

    def do_case(self) -> None:
        from tansiq.compartments.casework import actions
        from tansiq.kernel.charter import queries as charter

        by = self.chance.choice([f"{code}-detective" for code in FORCES] + list(PROSECUTOR.values()))
        self.act(
            by, actions.open_case, title=self.words(), district=charter.current().districts()[0].pcode,
            legal_basis="JOINT-EXCHANGE", prosecution_id=self.ids[self.chance.choice(list(PROSECUTOR))],
        )  # fmt: skip

    def do_worker(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_case")
        able = [w for w in self.truth.people() if w.has("investigator", "exhibits_officer", "eod_operator", "examiner")]
        if not able:
            raise Nothing
        number = self.truth.get("access_member", self.chance.choice(able).member)["staff_number"]
        self.act(
            self._prosecutor(row), actions.name_worker, case_id=UUID(row["id"]), staff_number=number,
            is_on=self.chance.random() < 0.85,
        )  # fmt: skip

    def do_incident(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_case")
        self.act(
            self._works(row, "investigator"), actions.record_incident, case_id=UUID(row["id"]), kind="OPERATION",
            happened_at=self.a_while_ago(), district=row["district"], words=self.words(), place=self.word(),
        )  # fmt: skip

    def do_entry(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_incident")
        self.act(
            self._works(row, "investigator"), actions.add_entry, incident_id=UUID(row["id"]), kind="ENTERED",
            happened_at=self.a_while_ago(), words=self.words(),
        )  # fmt: skip

    def do_exhibit(self) -> None:
        from tansiq.compartments.casework import actions
        from tansiq.compartments.casework.drafts import ExhibitDraft

        row = self.found("casework_incident")
        draft = ExhibitDraft(
            mark=self.word(), category="DOC", description=self.words(), found_at=self.a_while_ago(),
            found_where=self.word(), finder=self.word(), place=self.word(), witnesses=(self.word(), self.word()),
        )  # fmt: skip
        self.act(
            self._works(row, "investigator", "eod_operator", "exhibits_officer"), actions.find_exhibit,
            incident_id=UUID(row["id"]), draft=draft,
        )  # fmt: skip

    def _piece(self, **values: Any) -> Row:
        return self.found("casework_exhibit", has_ended=False, **values)

    def do_seal_piece(self) -> None:
        from tansiq.compartments.casework import actions

        row = self._piece(seal="")
        self.act(
            self.handle_of(row["holder_id"]), actions.seal_exhibit, exhibit_id=UUID(row["id"]), seal=self.word(),
            packaging=self.word(),
        )  # fmt: skip

    def do_offer_piece(self) -> None:
        from tansiq.compartments.casework import actions

        row = self._piece(taker_id=None)
        takers = [w for w in self.truth.people() if w.has(*(role for roles in HANDS.values() for role in roles))]
        if not takers:
            raise Nothing
        number = self.truth.get("access_member", self.chance.choice(takers).member)["staff_number"]
        self.act(
            self.handle_of(row["holder_id"]), actions.offer_transfer, exhibit_id=UUID(row["id"]), staff_number=number,
            place=self.word(), purpose=self.words(), is_seal_intact=True,
        )  # fmt: skip

    def do_take_piece(self) -> None:
        from tansiq.compartments.casework import actions

        offered = [row for row in self.truth.rows["casework_exhibit"] if row["taker_id"] and not row["has_ended"]]
        if not offered:
            raise Nothing
        row = self.chance.choice(sorted(offered, key=lambda one: str(one["mark"])))
        self.act(self.handle_of(row["taker_id"]), actions.take_over, exhibit_id=UUID(row["id"]))

    def do_photo(self) -> None:
        from tansiq.compartments.casework import actions

        row = self._piece()
        self.act(
            self.handle_of(row["holder_id"]), actions.add_photograph, exhibit_id=UUID(row["id"]), content=picture(),
            has_scale=True, is_before_moving=True, words=self.word(),
        )  # fmt: skip

    def do_count(self) -> None:
        from tansiq.compartments.casework import actions

        row = self._piece()
        held = self.truth.has("casework_exhibit", holder_id=row["holder_id"], has_ended=False)
        found = {UUID(one["id"]): "there" for one in held}
        self.act(self.handle_of(row["holder_id"]), actions.count, found=found, witness=self.word())

    def do_device(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.some("casework_device", reported_at=None)
        if row and self.chance.random() < 0.5:
            self.act(
                self._works(row, "eod_operator"), actions.report_device, device_id=UUID(row["id"]),
                initiation="CMD-REM", delivery="CACHE", outcome="FOUND-CLEARED", safety="made_safe", action="made_safe",
                evacuated_metres=200, words=self.words(),
            )  # fmt: skip
            return
        incident = self.found("casework_incident")
        self.act(
            self._works(incident, "eod_operator", "investigator"), actions.find_device,
            incident_id=UUID(incident["id"]), found_at=self.a_while_ago(), finder=self.word(), words=self.words(),
        )  # fmt: skip

    def do_annex(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_device")
        members = self.truth.get("casework_case", row["case_id"])["member_ids"]
        sappers = [who for who in self.truth.people() if who.has("eod_operator")]
        on_it = [who for who in sappers if who.member in members]
        if on_it:
            self.act(on_it[0].handle, actions.add_annex, device_id=UUID(row["id"]), words=self.words())
        elif sappers:
            number = self.truth.get("access_member", sappers[0].member)["staff_number"]
            self.act(
                self._prosecutor(row), actions.name_worker, case_id=UUID(row["case_id"]), staff_number=number,
                is_on=True,
            )  # fmt: skip

    def do_weapon(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_incident")
        self.act(
            self._works(row, "investigator", "exhibits_officer"), actions.record_weapon, incident_id=UUID(row["id"]),
            type="SA-RIF-ASLT", serial_state="read", serial=self.chance.choice((self.word(), "zq1122334455")),
            is_loaded=False, marks=self.word(),
        )  # fmt: skip

    def do_trace_weapon(self) -> None:
        from tansiq.compartments.casework import actions

        asked = self.some("casework_tracerequest", answered_at=None)
        if asked and self.chance.random() < 0.4:
            self.act(
                self._works(asked, "investigator"), actions.answer_trace, request_id=UUID(asked["id"]),
                answer=self.words(), answered_at=self.now,
            )  # fmt: skip
            return
        row = self.found("casework_weapon")
        self.act(
            self._works(row, "investigator"), actions.ask_trace, weapon_id=UUID(row["id"]), sent_to=self.word(),
            words=self.words(),
        )  # fmt: skip

    def do_statement(self) -> None:
        from tansiq.compartments.casework import actions
        from tansiq.compartments.casework.drafts import StatementDraft

        row = self.found("casework_case")
        began, is_fair = self.a_while_ago(), self.chance.random() < 0.7
        draft = StatementDraft(
            kind="statement", speaker=self.chance.choice(("suspect", "witness")), speaker_name=self.word(),
            place=self.word(), place_code="agency:court" if is_fair else "", began_at=began,
            ended_at=began + timedelta(hours=1),
            present=self.word(), language=self.word(), counsel="attended" if is_fair else "not_offered",
            is_recorded=is_fair, longest_stretch_minutes=40 if is_fair else 500, words=self.words(),
            medical_before=self.word(), medical_after=self.word(), is_medical_mismatch=not is_fair,
        )  # fmt: skip
        self.act(self._works(row, "investigator"), actions.take_statement, case_id=UUID(row["id"]), draft=draft)

    def do_allege(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_statement", is_quarantined=False)
        self.act(
            self._works(row, "investigator"), actions.allege_taint, statement_id=UUID(row["id"]),
            indicator="ALLEGATION", words=self.words(),
        )  # fmt: skip

    def do_derive(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_statement")
        piece = self.found("casework_exhibit", case_id=row["case_id"])
        self.act(
            self._works(row, "investigator"), actions.derive, statement_id=UUID(row["id"]), number=piece["number"],
        )  # fmt: skip

    def do_ruling(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_statement", is_quarantined=True)
        result = self.chance.choice(("admissible", "inadmissible"))
        self.act(
            self._prosecutor(row), actions.record_ruling, statement_id=UUID(row["id"]), result=result,
            record_number=self.word(), judge=self.word(),
        )  # fmt: skip

    def do_hypothesis(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_case")
        who = self._works(row, "investigator")
        self.act(who, actions.propose_hypothesis, case_id=UUID(row["id"]), words=self.words())

    def do_finding(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_hypothesis")
        case = self.truth.get("casework_case", row["case_id"])
        all_of_them = self.truth.has("casework_hypothesis", case_id=case["id"])
        fits = {one["id"]: self.chance.choice(("for", "against", "neither")) for one in all_of_them}
        number = self._number_of(case)
        self.act(
            self._works(case, "investigator"), actions.weigh_finding, case_id=UUID(case["id"]), words=self.words(),
            basis="seen" if number else "inferred", number=number, fits=fits,
        )  # fmt: skip

    def _number_of(self, case: Row) -> str:
        row = self.some(self.chance.choice(("casework_exhibit", "casework_statement")), case_id=case["id"])
        return str(row["number"]) if row else ""

    def do_element(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.some("casework_element")
        if row and self.chance.random() < 0.4:
            self.act(self._prosecutor(row), actions.state_gap, element_id=UUID(row["id"]), gap=self.words())
            return
        case = self.found("casework_case")
        who, article = self._prosecutor(case), "EXPLOSIVES_OFFENCE"
        self.act(who, actions.name_element, case_id=UUID(case["id"]), article=article, words=self.words())

    def do_evidence(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_element")
        number = self._number_of(self.truth.get("casework_case", row["case_id"]))
        self.act(
            self._prosecutor(row), actions.cite_evidence, element_id=UUID(row["id"]), number=number,
            direction="supports", weight="medium", words=self.words(),
        )  # fmt: skip

    def do_brief(self) -> None:
        from tansiq.compartments.casework import actions

        row = self.found("casework_element")
        kind = self.chance.choice(("brief", "disclosure"))
        self.act(self._prosecutor(row), actions.make_brief, case_id=UUID(row["case_id"]), kind=kind)
