"""What time does to a record, from its first day to nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from beta import BORN, CLOCK, DAY, ERASER, NAMES, REASONS, YEAR, Beta, everything, holding, live
from browse import signed_in
from django.db import connection
from stage import KHALED, KHALED_LATIN, NOW, accepting

from tansiq.commands.retention import _planned
from tansiq.compartments.intelligence import actions as intelligence
from tansiq.compartments.intelligence.errors import SamePersonTwice
from tansiq.gateway import actions as gateway
from tansiq.gateway import queries as gateway_queries
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.decisions.errors import NotAPerson
from tansiq.kernel.problems import Invalid, NotPermitted
from tansiq.kernel.retention import actions, queries
from tansiq.people import actions as people


@pytest.fixture
def beta(committed: dict[str, Any], do: Any) -> Beta:
    return Beta(committed, do)


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


@pytest.mark.rule("G5", "G4", "JOC-08")
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
    do(accepting(beta.cast["owner"]), people.change_identifiers, kit_id=row.kit_id, checked=checked, now=later)

    same = beta.subject(row)
    assert (same.review_on, same.expires_on, same.first_seen_on) == (row.review_on, row.expires_on, row.first_seen_on)
    assert [(clock.code, clock.due_at) for clock in do(beta.cast["owner"], clocks.of_subject, row.id)] == before
    live(NOW + YEAR + 2 * DAY, erase=False)
    assert beta.subject(row).state == "expired"


@pytest.mark.rule("G18", "JOC-04")
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


def test_the_command_says_what_would_end_and_changes_nothing(beta, capsys):
    row = beta.active()
    at = NOW + YEAR + 2 * DAY

    told = _planned(at)["rules"]

    assert str(row.id) in told["SUBJECT-REVIEW"]["ids"]
    assert beta.subject(row).state == "active"
    assert "باقنزل" not in json.dumps(told, ensure_ascii=False)


@pytest.mark.rule("G5")
def test_not_even_the_erasure_can_remove_that_somebody_is_another_man(beta, do):
    beta.active()
    copy = beta.disclosed()
    cause = {"cause": "mistaken_identity", "reasons": REASONS}
    do(beta.cast["owner"], gateway.withdraw, disclosure_id=copy.id, **cause)

    def remove_all() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM people_link")

    do(ERASER, remove_all)

    assert [json.loads(row)["judgement"] for row in everything()["people_link"]] == ["different"]


@pytest.mark.rule("RL-07")
def test_no_job_determines_what_somebody_is(beta, do):
    row = beta.active(category="unknown")
    to_suspect = {"category": "suspect", "reasons": REASONS}

    with pytest.raises(NotAPerson):
        do(CLOCK, intelligence.resolve_category, subject_id=row.id, **to_suspect)
    with pytest.raises(SamePersonTwice):
        do(beta.cast["analyst"], intelligence.resolve_category, subject_id=row.id, **to_suspect)
    for category in ("unknown", "nonsense", ""):
        with pytest.raises(Invalid):
            beta.decide(intelligence.resolve_category, row, category=category)

    assert beta.subject(row).category == "unknown"


def test_the_pages_show_what_ends_and_the_proofs_of_what_is_gone(beta, do):
    row = beta.active()
    ends = signed_in("owner").get("/ending/?days=365").content.decode()
    assert row.number in ends
    assert row.number not in signed_in("stranger").get("/ending/?days=365").content.decode()
    live(NOW + YEAR + 2 * DAY)
    live(NOW + YEAR + 100 * DAY)

    told = signed_in("inspector").get("/erasures/").content.decode()
    filtered = signed_in("inspector").get("/erasures/?rule=ASK-RECEIPT").content.decode()

    assert row.id.hex[:8].upper() in told
    assert row.id.hex[:8].upper() not in filtered
    assert not any(name in told for name in NAMES)
