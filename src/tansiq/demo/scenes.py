"""What happened at the gateway, in the order of the work: asked, matched, judged, released, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from tansiq.compartments.intelligence import actions as intelligence
from tansiq.demo import characters, cooperation, mukalla, oversight, plans, victims, victims_words
from tansiq.demo.holdings import SHABWA, accept, propose, report
from tansiq.demo.invented import Person
from tansiq.demo.stage import Stage, ago
from tansiq.demo.work import PLAN
from tansiq.gateway import actions as gateway
from tansiq.gateway import codes, queries
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.db import acting_as
from tansiq.names import Parts
from tansiq.people.drafts import KitDraft

MINUTE, HOUR = ago(minutes=1), ago(hours=1)


class Unexpected(RuntimeError):
    """The story did not come out as it is told: the matcher or a rule has changed."""


def ask(
    stage: Stage, who: str, draft: KitDraft, before: timedelta, reference: str, **fields: Any
) -> tuple[Any, list[Any]]:
    """An ask, and a moment later what the matcher made of it."""
    fields = {"purpose": "CHECKPOINT_IDENTITY"} | fields
    row = stage.do(who, gateway.ask, before, draft=draft, reference=reference, **fields)
    return row, stage.let("matcher", gateway.match_ask, before, ask_id=row.id)


def hit_of(stage: Stage, who: str, draft: KitDraft, before: timedelta, reference: str, **fields: Any) -> Any:
    """The one hit that an ask makes.

    Raises:
        Unexpected: it makes none, or several.
    """
    _, hits = ask(stage, who, draft, before, reference, **fields)
    if len(hits) != 1:
        raise Unexpected(f"{reference}: {len(hits)} hits")
    return hits[0]


def judge(
    stage: Stage, hit: Any, before: timedelta, reasons: str, *, same: bool = True, by: str = "demo-validator"
) -> None:
    """A validator compares both kits and judges."""
    stage.do(by, gateway.compare, before, hit_id=hit.id)
    stage.do(by, gateway.judge_hit, before - 2 * MINUTE, hit_id=hit.id, same=same, reasons=reasons)


def release(stage: Stage, who: str, hit: Any, before: timedelta, reasons: str) -> Any:
    return stage.do(who, gateway.release, before, hit_id=hit.id, reasons=reasons)


def play(stage: Stage) -> None:
    """What happened up to this morning; the last act is the suspension."""
    _cleared(stage)
    _two_scripts(stage)
    _next_district(stage)
    _three_men(stage)
    _kunya(stage)
    _released(stage)
    _voices(stage)
    oversight.fill(stage)
    victims.fill(stage)
    victims_words.fill(stage)
    cooperation.fill(stage)
    mukalla.play(stage)
    plans.fill(stage)
    _suspended(stage)


def has_played(stage: Stage) -> bool:
    """Whether the last act of the story has happened."""
    return access.agency(stage.agency("demo-coast-guard")).standing == Standing.SUSPENDED


def go_on(stage: Stage) -> None:
    """What waits at this moment, told after the rest has committed: the matcher sees only what is."""
    _stopped_again(stage)
    _waiting(stage)
    oversight.go_on(stage)
    _ring(stage)


def _ring(stage: Stage) -> None:
    """Every alarm was raised as its clock ran out, as a worker that never stopped would have raised it."""
    with acting_as(system_actor("clock")), transaction.atomic():
        late = running.late(now=stage.now)
        moments = {at for clock in late for at in (clock.due_at, clocks.above_at(clock)) if at < stage.now}
    for at in sorted(moments):
        stage.let("clock", clocks.raise_due, max(ago(), stage.now - at - ago(minutes=1)))
    stage.let("clock", clocks.raise_due, ago())


def _cleared(stage: Stage) -> None:
    """Released to the Wadi, then cleared: withdrawn everywhere, acknowledged, and a redress number for the man."""
    person = characters.CLEARED
    hit = hit_of(stage, "demo-checkpoint", person.kit(), ago(days=25), "WADI/2026/58")
    judge(stage, hit, ago(days=24, hours=20), "الاسم الرباعي وسنة الميلاد متطابقان")
    copy = release(stage, "demo-owner", hit, ago(days=24, hours=12), "المطابقة مثبتة ونقطة الوادي تحتاجها")
    stage.do("demo-checkpoint", gateway.read_disclosure, ago(days=24, hours=11), disclosure_id=copy.id)
    stage.do(
        "demo-approver", intelligence.clear_subject, ago(days=15), subject_id=copy.subject_id,
        reasons="ثبت بكشف المستشفى أنه كان منوَّمًا يوم الواقعة",
    )  # fmt: skip
    wadi = (stage.agency("demo-wadi"),)
    [recall] = stage.see("demo-checkpoint", queries.recalls_to_acknowledge, recipient_ids=wadi)
    stage.do(
        "demo-checkpoint", gateway.acknowledge_recall, ago(days=15) - 2 * HOUR, recall_id=recall.id, did="deleted",
        copies=2, words="أُتلفت نسختان مطبوعتان في النقطة",
    )  # fmt: skip
    stage.do(
        "demo-identity", gateway.issue_redress, ago(days=14), draft=person.kit(),
        why="أُخذ بجريرة غيره ثم بُرّئ، وطلب رقمًا يحمله",
    )  # fmt: skip


def _stopped_again(stage: Stage) -> None:
    """E04: the cleared man is stopped on the coast, and nobody holds him."""
    ask(stage, "demo-coast2", characters.CLEARED.kit(), ago(days=4), "COAST/2026/2")


def _two_scripts(stage: Stage) -> None:
    """Shabwa asks in Latin about the man whom the coast holds in Arabic; of its three reports two are independent."""
    person, place = characters.PLANNER, "on the Wadi road"
    hit = hit_of(stage, SHABWA.analyst, person.kit(is_latin=True), ago(days=6), "SHABWA/2026/40", purpose="OPEN_CASE")
    judge(stage, hit, ago(days=5, hours=20), "الرسم اللاتيني للاسم نفسه، والميلاد متطابق")
    copy = release(stage, "demo-owner", hit, ago(days=5, hours=8), "شبوة تعمل في القضية نفسها وتحتاج ما لدينا")
    stage.do(SHABWA.analyst, gateway.read_disclosure, ago(days=5, hours=7), disclosure_id=copy.id)
    seen = report(
        stage, SHABWA, ago(days=5), f"A patrol saw {person.latin} with two men watching a patrol {place}.", "S-104",
        obtained="OWN_OBSERVATION",
    )  # fmt: skip
    derived = report(
        stage, SHABWA, ago(days=4, hours=20), f"The coast says {person.latin} plans to attack a patrol {place}.", "",
        obtained="PARTNER_AGENCY", origin_number=copy.number,
    )  # fmt: skip
    again = report(
        stage, SHABWA, ago(days=4), f"The same patrol saw {person.latin} again {place}.", "S-104",
        obtained="OWN_OBSERVATION",
    )  # fmt: skip
    subject = propose(
        stage, SHABWA, person, ago(days=3, hours=20), act=PLAN, words="planned with others to attack a patrol " + place,
        reports=(seen.id, derived.id, again.id),
    )  # fmt: skip
    accept(stage, SHABWA, subject, ago(days=3, hours=2))


def _next_district(stage: Stage) -> None:
    """The man of the next district has the same name: found, looked at, judged to be somebody else."""
    hit = hit_of(stage, "demo-checkpoint", characters.NEIGHBOUR.kit(), ago(days=7), "WADI/2026/66")
    judge(stage, hit, ago(days=6, hours=23), "اسم الأم مختلف، وسنة الميلاد غير سنته", same=False)


def _three_men(stage: Stage) -> None:
    """An order names the first, the second shows his slip, and for the third the duty officer is called."""
    ask(stage, "demo-mahra", characters.ORDERED.kit(), ago(days=2), "MAHRA/2026/12")
    ask(stage, "demo-coast2", characters.WITH_SLIP.kit(), ago(hours=7), "COAST/2026/14")
    ask(stage, "demo-checkpoint", characters.PASSER_BY.kit(identified=False), ago(minutes=25), "WADI/2026/81")


def _kunya(stage: Stage) -> None:
    """أبو عبد الله alone is nobody; with his passport he is عبدالله whom an order names."""
    person = characters.BY_KUNYA
    ask(stage, "demo-shabwa", KitDraft(Parts(kunya=person.kunya)), ago(days=1, hours=5), "SHABWA/2026/44")
    hit = hit_of(stage, "demo-shabwa", person.kit(is_latin=True), ago(hours=20), "SHABWA/2026/44")
    judge(stage, hit, ago(hours=16), "رقم الجواز نفسه، والكنية في السجل كنيته")


def _released(stage: Stage) -> None:
    """Under H1 at the Wadi, not yet read; and one which the Wadi would like to show a court."""
    person = characters.RELEASED
    hit = hit_of(stage, "demo-checkpoint", person.kit(is_latin=True), ago(days=2, hours=6), "WADI/2026/72")
    judge(stage, hit, ago(days=2), "الرسم اللاتيني للاسم نفسه، والميلاد متطابق")
    copy = release(stage, "demo-owner", hit, ago(days=1), "مطابقة مثبتة، وللنقطة قضية مفتوحة باسمه")
    stage.do(
        "demo-wadi", gateway.ask_permission, ago(hours=20), disclosure_id=copy.id, to_court=True,
        receiver_id=stage.agency("demo-prosecution"), why="تطلبها النيابة في القضية المفتوحة",
    )  # fmt: skip


def _suspended(stage: Stage) -> None:
    """The coast guard received a packet; its accreditation is suspended, and the copy recalled by its number."""
    hit = hit_of(stage, "demo-coastguard", characters.AT_SEA.kit(), ago(days=8), "SEA/2026/5")
    judge(stage, hit, ago(days=7, hours=18), "الاسم الرباعي والميلاد متطابقان")
    copy = release(stage, "demo-shabwa", hit, ago(days=7), "مطابقة مثبتة وهو على متن قارب موقوف")
    stage.do("demo-coastguard", gateway.read_disclosure, ago(days=7) - HOUR, disclosure_id=copy.id)
    stage.do(
        "demo-accreditor", gateway.change_standing, ago(hours=3), agency_id=stage.agency("demo-coast-guard"),
        standing=Standing.SUSPENDED, reason="لم تُجدَّد شهادات التدريب على الميثاق في موعدها",
    )  # fmt: skip


def _waiting(stage: Stage) -> None:
    """What waits at this moment: a life at risk, a hit for a validator, one that is late, one for its owner."""
    hit_of(stage, "demo-coast2", characters.LATE.kit(), ago(hours=26), "COAST/2026/11")
    hit = hit_of(stage, "demo-checkpoint", characters.VALIDATED.kit(is_latin=True), ago(hours=9), "WADI/2026/79")
    judge(stage, hit, ago(hours=7), "الرسم اللاتيني للاسم نفسه، والميلاد متطابق")
    hit_of(stage, "demo-checkpoint", characters.PENDING.kit(), ago(hours=2), "WADI/2026/80")
    hit_of(stage, "demo-checkpoint", characters.AT_RISK.kit(), ago(minutes=4), "WADI/2026/82", purpose="LIFE_AT_RISK")


def _voices(stage: Stage) -> None:
    """Asked by radio with the code of the day, from a paper sheet, at the prison's reception, by the prosecutor."""
    nobody = Person("أمين", "سليمان", "وليد", "السندابي", 1995)
    challenge = codes.challenge_of(stage.agency("demo-mahra"), stage.now - ago(hours=3))
    ask(
        stage, "demo-mahra", nobody.kit(), ago(hours=3), "MAHRA/2026/15", asked_for="العريف صلاح، دورية الساحل",
        challenge=challenge,
    )  # fmt: skip
    ask(
        stage, "demo-mahra", nobody.kit(is_latin=True), ago(hours=10), "MAHRA/2026/14", sheet="MAHRA-0043",
        spoken_at=stage.now - ago(hours=22),
    )  # fmt: skip
    ask(stage, "demo-custody", nobody.kit(), ago(hours=6), "PRISON/2026/3", purpose="OPEN_CASE")
    ask(stage, "demo-prosecutor", nobody.kit(), ago(days=3), "PROS/2026/40", purpose="OPEN_CASE")
