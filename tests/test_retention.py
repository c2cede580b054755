"""What time does to a record, from its first day to nothing: five days without a worker, and years."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from procrastinate import periodic
from procrastinate.contrib.django import app
from stage import KHALED, KHALED_LATIN, NOW, draft

from tansiq.commands.retention import _planned
from tansiq.compartments.intelligence import actions as intelligence
from tansiq.compartments.intelligence import queries as held
from tansiq.compartments.intelligence.drafts import ReportDraft, SubjectDraft, Terms
from tansiq.config import environment
from tansiq.gateway import actions as gateway
from tansiq.gateway import queries as gateway_queries
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.problems import NotPermitted
from tansiq.kernel.retention import actions, queries, sources
from tansiq.people import actions as people

DAY, YEAR = timedelta(days=1), timedelta(days=366)
REASONS = "راجعت التقارير واحدًا واحدًا: خالد باقنزل هو المقصود"
NAMES = ("باقنزل", "Baqanzal", "baqanzal", "01990077123")
BORN = "1994-05-03"
CLOCK, ERASER = system_actor("clock"), system_actor("retention")


def terms() -> Terms:
    return Terms(
        source_grade="B", information_grade="3", handling="P", legal_basis="JOINT-EXCHANGE", purpose="OPEN_CASE",
        district=charter.current().districts()[0].pcode,
    )  # fmt: skip


class Beta:
    """Beta's work on one man, step by step, committed."""

    def __init__(self, cast: dict[str, Any], do: Any) -> None:
        self.cast, self.do = cast, do

    def report(
        self, text: str = "شوهد خالد باقنزل ينقل صناديق ليلة السبت", *, now: Any = NOW, source: str = "مصدر باقنزل"
    ) -> Any:
        report = ReportDraft(text=text, terms=terms(), obtained="OWN_OBSERVATION", source_ref=source)
        return self.do(self.cast["analyst"], intelligence.record_report, draft=report, now=now)

    def propose(self, *reports: Any, now: Any = NOW, kit: Any = KHALED, category: str = "suspect") -> Any:
        sources_ = reports or (self.report(now=now),)
        proposal = SubjectDraft(
            kit=kit, terms=terms(), category=category, act="ATTACK_PLANNING",
            act_words="رصد باقنزل المبنى وجهّز صناديق لهجوم عليه", report_ids=tuple(row.id for row in sources_),
        )  # fmt: skip
        return self.do(self.cast["analyst"], intelligence.propose_subject, draft=proposal, now=now)

    def decide(self, action: Any, row: Any, *, by: str = "approver", now: Any = NOW, **fields: Any) -> Any:
        return self.do(self.cast[by], action, subject_id=row.id, reasons=REASONS, now=now, **fields)

    def active(self, **fields: Any) -> Any:
        now = fields.get("now", NOW)
        return self.decide(intelligence.accept_subject, self.propose(**fields), now=now)

    def subject(self, row: Any) -> Any:
        found = self.do(self.cast["approver"], held.subjects)
        return next((one for one in found if one.id == row.id), None)

    def clear(self, row: Any, now: Any = NOW) -> Any:
        return self.decide(intelligence.clear_subject, row, now=now)

    def disclosed(self) -> Any:
        """Alpha asks about him, gamma finds him to be the same, beta releases."""
        ask = self.do(
            self.cast["asker"], gateway.ask, draft=KHALED_LATIN, purpose="CHECKPOINT_IDENTITY", reference="CP/2026/7"
        )
        [hit] = self.do(system_actor("matcher"), gateway.match_ask, ask_id=ask.id)
        self.do(self.cast["validator"], gateway.judge_hit, hit_id=hit.id, same=True, reasons=REASONS)
        return self.do(self.cast["owner"], gateway.release, hit_id=hit.id, reasons=REASONS)


@pytest.fixture
def beta(committed: dict[str, Any], do: Any) -> Beta:
    return Beta(committed, do)


def live(until: Any, *, erase: bool = True) -> tuple[int, int]:
    """Let the worker come once at a moment, after nothing ran until then."""
    ended = actions.catch_up(actor=CLOCK, now=until)
    return ended, actions.erase_due(actor=ERASER, now=until) if erase else 0


def everything() -> dict[str, list[str]]:
    """Every row of every table as text, read as the owner."""
    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            name: [row[0] for row in connection.execute(f'SELECT row_to_json(t)::text FROM "{name}" t').fetchall()]
            for (name,) in tables
        }


def holding(*words: str) -> list[str]:
    """Tables in which one of these words stands."""
    return sorted({name for name, rows in everything().items() for row in rows if any(word in row for word in words)})


@pytest.mark.rule("G4", "RL-07")
def test_at_the_end_of_time_nothing_of_the_name_is_left_anywhere(beta, do):
    row = beta.active()
    copy = beta.disclosed()
    inspector = beta.cast["inspector"]
    about = {"actor": inspector, "at": NOW, "words": "باقنزل"}
    do(inspector, lambda: audit.record("gateway.receipt_read", ("gateway.ask", copy.ask_id), **about))
    assert {"people_kit", "intelligence_report", "intelligence_subject", "audit_words"} <= set(holding(*NAMES))

    do(beta.cast["owner"], gateway.withdraw, disclosure_id=copy.id, cause="corrected", reasons=REASONS)
    [recall] = do(beta.cast["colleague"], gateway_queries.recalls_to_acknowledge, limit=9,
                  recipient_ids=beta.cast["colleague"].agency_ids)  # fmt: skip
    do(beta.cast["colleague"], gateway.acknowledge_recall, recall_id=recall.id, did="deleted", copies=0)
    for year in range(1, 9):
        live(NOW + year * YEAR)

    assert holding(*NAMES) == []
    told = everything()
    for table in ("people_heldentry", "people_identifier", "gateway_hit", "gateway_disclosure", "intelligence_report"):
        assert told[table] == []
    proofs = [json.loads(proof) for proof in told["retention_proof"]]
    assert {proof["subject_id"] for proof in proofs} >= {str(row.id), str(copy.id), str(copy.ask_id)}
    # That it was done, by whom and when, stays in the log.
    assert any(str(row.id) in entry for entry in told["audit_entry"])


@pytest.mark.rule("G5", "G4")
def test_what_speaks_for_somebody_outlives_every_record(beta, do, agencies):
    exact = KHALED.__class__(KHALED.parts, birth=BORN, identifiers=(("national", "01990077123"),))
    number = do(beta.cast["caseworker"], gateway.issue_redress, draft=exact, why="احتُجز بدل شخص آخر مرتين")
    asked = do(beta.cast["asker"], gateway.ask, draft=KHALED, purpose="CHECKPOINT_IDENTITY", reference="CP/2026/9")
    fact = do(beta.cast["asker"], gateway.record_happened, ask_id=asked.id, happened="let_go", words="مضى باقنزل")
    beta.active(kit=KHALED_LATIN)
    copy = beta.disclosed()
    _, redress = do(
        beta.cast["owner"], gateway.withdraw, disclosure_id=copy.id, cause="mistaken_identity", reasons=REASONS
    )

    for year in range(1, 40, 3):
        live(NOW + year * YEAR)

    told = everything()
    numbers = [json.loads(row)["id"] for row in told["people_protectivenumber"]]
    assert set(numbers) == {str(number.id), str(redress.id)}
    assert any('"judgement":"different"' in row for row in told["people_link"])
    assert [json.loads(row)["outcome"] for row in told["decisions_decision"] if str(fact.id) in row] == ["let_go"]
    # The recall that nobody acknowledged still asks, and what it is about is still there to be asked about.
    assert [json.loads(row)["state"] for row in told["gateway_recall"]] == ["sent"]
    assert [json.loads(row)["id"] for row in told["gateway_disclosure"]] == [str(copy.id)]
    assert not any("مضى" in row for row in told["decisions_decision"])


@pytest.mark.rule("G4")
def test_nobody_of_unknown_category_is_kept_beyond_six_months(beta):
    unknown = beta.active(category="unknown")
    settled = beta.active(category="unknown", kit=KHALED_LATIN)
    beta.decide(intelligence.resolve_category, settled, category="suspect")

    live(NOW + timedelta(days=185))

    assert beta.subject(unknown) is None
    assert beta.subject(settled).state == "active"
    assert beta.subject(settled).category == "suspect"


@pytest.mark.rule("G4")
def test_what_corrects_an_identity_never_moves_a_clock(beta, do):
    row = beta.active()
    before = [(clock.code, clock.due_at) for clock in do(beta.cast["owner"], clocks.of_subject, row.id)]
    other = KHALED.__class__(KHALED.parts, birth=BORN, identifiers=(("passport", "A1234567"),))
    checked = other.checked(today=NOW.date())

    later = NOW + 200 * DAY
    do(beta.cast["owner"], people.change_identifiers, kit_id=row.kit_id, checked=checked, now=later)

    same = beta.subject(row)
    assert (same.review_on, same.expires_on, same.first_seen_on) == (row.review_on, row.expires_on, row.first_seen_on)
    assert [(clock.code, clock.due_at) for clock in do(beta.cast["owner"], clocks.of_subject, row.id)] == before
    live(NOW + YEAR + 2 * DAY, erase=False)
    assert beta.subject(row).state == "expired"


def test_after_five_days_everything_is_done_in_the_order_in_which_it_was_due(beta, do, monkeypatch):
    first = beta.active(now=NOW - 2 * DAY)
    second = beta.active(now=NOW, kit=KHALED_LATIN)
    third = beta.propose(now=NOW + YEAR - 30 * DAY)
    back = NOW + YEAR + 5 * DAY
    done: list[tuple[Any, str, UUID]] = []
    for name, ending in list(sources.ENDINGS.items()):

        def noted(actor: Any, now: Any, item: Any, end: Any = ending.end) -> bool:
            went = end(actor, now, item)
            if went:
                done.append((item.due_at, item.rule, item.id))
            return bool(went)

        monkeypatch.setitem(sources.ENDINGS, name, sources.Ending(name, ending.find, noted))

    live(back, erase=False)

    moments = [moment for moment, *_ in done]
    assert moments == sorted(moments)
    # Of each subject the alarm came before the ending that it warned of, as it would have in time.
    rules = {row.id: [] for row in (first, second, third)}
    clocks_of = {clock.id: row.id for row in (first, second, third)
                 for clock in do(beta.cast["owner"], clocks.of_subject, row.id)}  # fmt: skip
    for _, rule, key in done:
        rules.setdefault(clocks_of.get(key, key), []).append(rule)
    assert rules[first.id] == rules[second.id] == ["SUBJECT-REVIEW", "SUBJECT-REVIEW"]
    alarms = [row for row in do(beta.cast["owner"], clocks.open_alarms) if row.code == "SUBJECT-REVIEW"]
    assert {row.late_minutes // (24 * 60) for row in alarms} == {6, 8}
    done.clear()
    assert actions.catch_up(actor=CLOCK, now=back) == 0
    assert done == []


def test_one_record_that_cannot_be_ended_does_not_keep_the_others(beta, monkeypatch):
    rows = [beta.active(), beta.active(kit=KHALED_LATIN)]
    ending = sources.ENDINGS["intelligence.subject"]

    def fails_once(actor: Any, now: Any, item: Any) -> bool:
        if item.id == rows[0].id:
            raise RuntimeError("cannot")
        return ending.end(actor, now, item)

    monkeypatch.setitem(sources.ENDINGS, ending.name, sources.Ending(ending.name, ending.find, fails_once))
    with pytest.raises(RuntimeError, match="cannot"):
        actions.catch_up(actor=CLOCK, now=NOW + YEAR + 2 * DAY)

    assert [beta.subject(row).state for row in rows] == ["active", "expired"]


@pytest.mark.rule("G18")
def test_what_was_erased_is_as_old_as_it_was_when_it_is_sent_again(beta):
    report = beta.report()
    live(NOW + 5 * YEAR + 2 * DAY)
    assert holding("باقنزل") == []

    again = beta.report(now=NOW + 6 * YEAR)

    assert (again.first_seen_on, again.origin) == (report.first_seen_on, "resent")
    assert again.expires_on == report.expires_on
    with pytest.raises(Exception) as refused:  # noqa: PT011
        beta.propose(again, now=NOW + 6 * YEAR)
    assert refused.value.code == "SAME_LINEAGE"
    live(NOW + 6 * YEAR + DAY)
    assert holding("باقنزل") == []


@pytest.mark.rule("G18")
@pytest.mark.parametrize("days", [1, 400])
def test_who_was_cleared_is_not_entered_again_on_what_was_known_then(beta, days):
    exact = KHALED.__class__(KHALED.parts, birth=BORN, identifiers=(("national", "01990077123"),))
    report = beta.report()
    beta.clear(beta.decide(intelligence.accept_subject, beta.propose(report, kit=exact)))
    later = NOW + timedelta(days=days)
    live(later)

    with pytest.raises(Exception) as refused:  # noqa: PT011
        beta.propose(report, kit=exact, now=later)

    assert refused.value.code == "CLEARED_PERSON"
    new = beta.report("شوهد في مكان آخر يوم الأحد وحده", now=later, source="مصدر آخر")
    assert beta.propose(new, kit=exact, now=later).state == "proposed"


def test_a_proof_is_compared_by_who_has_the_record_and_seen_by_nobody_else(beta, do):
    row = beta.active()
    kit = do(beta.cast["owner"], people.queries.content_of, row.kit_id)
    live(NOW + YEAR + 2 * DAY)
    live(NOW + YEAR + 100 * DAY)

    [proof] = [one for one in do(beta.cast["inspector"], queries.proofs) if one.subject_id == row.id]
    said = {"kit": kit, "act": row.act, "act_words": row.act_words}
    assert queries.matches(proof, json.dumps(said, sort_keys=True, ensure_ascii=False))
    assert not queries.matches(proof, json.dumps(said | {"act": "OTHER"}, sort_keys=True, ensure_ascii=False))
    assert (proof.rule, proof.instrument) == ("SUBJECT-ENDED", "OUR-RULE")
    assert do(beta.cast["owner"], queries.proofs) != []
    assert do(beta.cast["stranger"], queries.proofs) == []


def test_what_ends_soon_is_told_to_its_agency_and_to_no_other(beta, do):
    row = beta.active()
    until = NOW + YEAR + 30 * DAY

    mine = do(beta.cast["owner"], queries.ends_soon, actor=beta.cast["owner"], until=until)
    other = do(beta.cast["stranger"], queries.ends_soon, actor=beta.cast["stranger"], until=until)

    assert [(item.rule, item.reference) for item in mine] == [("SUBJECT-REVIEW", row.number)]
    assert other == []


def test_erasing_needs_its_own_name(beta):
    """Nobody who works with records can erase one, nor can the clock: only retention, and it alone writes a proof."""
    row = beta.active()
    live(NOW + YEAR + 2 * DAY, erase=False)
    for actor in (beta.cast["owner"], beta.cast["approver"], CLOCK):
        with pytest.raises(NotPermitted):
            actions.erase_due(actor=actor, now=NOW + 2 * YEAR)

    assert beta.subject(row) is not None


KILLED = """
import dataclasses, sys, time
from datetime import datetime
import django
django.setup()
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.retention import actions, sources
whole = sources.SOURCES["ASK-RECEIPT"]
def slowly(row):
    went = whole.erase(row)
    print("half", flush=True)
    time.sleep(0.05)
    return went
sources.SOURCES["ASK-RECEIPT"] = dataclasses.replace(whole, erase=slowly)
actions.erase_due(actor=system_actor("retention"), now=datetime.fromisoformat(sys.argv[1]))
"""


def test_a_worker_that_is_killed_in_a_batch_leaves_nothing_half_erased(beta, do):
    asked = [
        do(beta.cast["asker"], gateway.ask, draft=draft("سالم عوض باقنزل", national=f"0199007712{n}"),
           purpose="CHECKPOINT_IDENTITY", reference="CP/2026/7", now=NOW - timedelta(hours=2 * n))
        for n in range(20)
    ]  # fmt: skip
    later = NOW + YEAR
    worker = subprocess.Popen([sys.executable, "-c", KILLED, later.isoformat()], stdout=subprocess.PIPE, text=True)
    for _ in range(6):
        assert worker.stdout is not None
        assert worker.stdout.readline() == "half\n"
    worker.kill()
    worker.wait()

    told = {name: " ".join(rows) for name, rows in everything().items()}
    whole = [row for row in asked if str(row.id) in told["gateway_ask"]]
    gone = [row for row in asked if row not in whole]
    assert len(gone) in (5, 6)
    # Erased in the order in which they were due: the oldest first.
    assert [row.id for row in gone] == [row.id for row in asked[-len(gone) :]]
    for row in asked:
        parts = {
            told["people_kit"].count(f'"id":"{row.kit_id}"'), told["people_identifier"].count(str(row.kit_id)),
            1 - told["retention_proof"].count(str(row.id)),
        }  # fmt: skip
        assert parts == ({1} if row in whole else {0})

    assert actions.erase_due(actor=ERASER, now=later) == len(whole)
    left = everything()
    assert left["gateway_ask"] == left["people_kit"] == []
    assert len(left["retention_proof"]) == len(asked)


def test_a_tick_that_was_missed_is_not_made_up_for():
    """Five days are 7,200 ticks of a job that runs every minute; one run does the work of all."""
    tasks = [task for task in app.periodic_registry.periodic_tasks.values() if task.task.name.startswith("retention.")]
    assert {task.task.name for task in tasks} == {"retention.catch_up", "retention.erase_due"}
    for task in tasks:
        assert task.configure_kwargs.get("queueing_lock") or task.task.queueing_lock

    deferrer = periodic.PeriodicDeferrer(registry=app.periodic_registry)
    missed = [task.task.name for task, _ in deferrer.get_previous_tasks(at=NOW.timestamp())]

    assert all(missed.count(task.task.name) <= 1 for task in tasks)


def test_the_command_says_what_would_end_and_changes_nothing(beta, capsys):
    row = beta.active()
    at = NOW + YEAR + 2 * DAY

    told = _planned(at)["rules"]

    assert str(row.id) in told["SUBJECT-REVIEW"]["ids"]
    assert beta.subject(row).state == "active"
    assert "باقنزل" not in json.dumps(told, ensure_ascii=False)
