"""Patterns of reads: found by night, asked about and closed by the inspector, answered by the reader's agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tansiq.compartments.oversight.actions.redress import agency_of_inspectors
from tansiq.compartments.oversight.errors import AlreadySettled
from tansiq.compartments.oversight.models import Finding, Question, ReviewDay, SampleItem
from tansiq.compartments.oversight.rules import patterns
from tansiq.compartments.oversight.rules.days import bounds, days_due
from tansiq.kernel import footprint
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.access.queries import Reader
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import queries as log
from tansiq.kernel.audit.errors import OwnAct
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound
from tansiq.kernel.reasons import fault_of
from tansiq.people import queries as people
from tansiq.people.queries import Borne
from tansiq.people.rules import new_number

# A worker that was off catches up so many days, the oldest first.
MOST_DAYS = 31
ROSTER_DAYS = timedelta(days=30)
# So many reads are compared at once, with the names of whom they were about.
PAGE = 2_000


@dataclass(frozen=True)
class _Checked:
    """One read with what is compared of the people read about; lives as long as the check."""

    read: patterns.Read
    borne: tuple[Borne, ...]
    is_shielded: bool = False


def find_patterns(*, actor: Actor, now: datetime) -> list[Finding]:
    """Check the reads of every day that has not been checked, up to yesterday; the newest days last.

    A finding keeps entries of the log, its pattern, the reader and the day. The names that were compared are read from
    one function of the database that answers this actor alone, and are kept nowhere (4.4). Days that lie too far back
    are given up, and the inspector is told which.
    """
    yesterday = charter.local_day(now) - timedelta(days=1)
    last = ReviewDay.objects.order_by("-day").values_list("day", flat=True).first()
    given_up, due = days_due(yesterday, last=last, most=MOST_DAYS)
    if given_up:
        _give_up(given_up, actor=actor, now=now)
    return [finding for day in due for finding in _check_day(day, now=now)]


@transaction.atomic
def _give_up(days: list[date], *, actor: Actor, now: datetime) -> None:
    """Keep that nobody checked these days, and tell the inspector: a silence that long is itself to be looked into."""
    kept = [ReviewDay(day=day, read_count=0) for day in days]
    ReviewDay.objects.bulk_create(kept, ignore_conflicts=True)
    reference = f"{days[0].isoformat()} – {days[-1].isoformat()}"
    _, over = bounds(days[0], days[0], charter.current().jurisdiction.tz)
    with acting_as(actor.through("gateway")):
        clocks.tell("READS-NOT-CHECKED", role="inspector", now=now, reference=reference, due_at=over)  # rule: G13
    audit.record("oversight.days_given_up", kept[0], actor=actor, at=now, after=len(days), reference=reference)


@transaction.atomic
def _check_day(day: date, *, now: datetime) -> list[Finding]:
    since, until = bounds(day, day, charter.current().jurisdiction.tz)
    looks: dict[UUID, _Look] = {}
    count = 0
    for page in log.reads_for_review(since=since, until=until, size=PAGE):
        new = {user_id for _, user_id, _ in page} - looks.keys()
        members = access.readers(new, since=since - ROSTER_DAYS, until=until)
        looks |= {user_id: _Look(members[user_id]) for user_id in new if user_id in members}
        for user_id, own in _by_reader(page).items():
            if user_id in looks:
                looks[user_id].see(own)
        count += len(page)
    rows = [
        Finding(
            pattern=pattern, reader_id=user_id, agency_id=look.member.agency_id, day=day, found_at=now,
            entry_ids=sorted(entries, key=str),
        )
        for user_id, look in sorted(looks.items(), key=lambda item: str(item[0]))
        for pattern, entries in look.found.items()
        if entries
    ]  # fmt: skip
    Finding.objects.bulk_create(rows, ignore_conflicts=True)
    _start_clocks(rows, now=now)
    ReviewDay.objects.bulk_create([ReviewDay(day=day, read_count=count, checked_at=now)], ignore_conflicts=True)
    return rows


def _start_clocks(rows: list[Finding], *, now: datetime) -> None:
    """Until when the inspector looks at each; nobody but the second institution hears that he does not."""
    owner = agency_of_inspectors()
    if owner is None:
        return
    kept = list(Finding.objects.filter(id__in=[row.id for row in rows]))
    with acting_as(system_actor("gateway")):
        for row in kept:
            clocks.start("READ-FINDING", row, owner_id=owner, reference=str(row.id), now=now)  # rule: G14


def _by_reader(page: list[tuple[UUID, UUID, datetime]]) -> dict[UUID, list[_Checked]]:
    """The reads of a page by their reader, with what is compared of whom they were about."""
    since, until = page[0][2], page[-1][2] + timedelta.resolution
    kits = footprint.kits_read(since, until)
    borne = people.borne({kit for group in kits.values() for kit in group})
    named = footprint.names_read(since, until)
    shielded = footprint.shielded_reads(since, until)
    shown = log.people_shown(since=since, until=until)
    found: dict[UUID, list[_Checked]] = {}
    for entry_id, user_id, at in page:
        about = tuple(borne[kit] for kit in kits.get(entry_id, ()) if kit in borne)
        about += tuple(people.named(record, name) for record, name in named.get(entry_id, ()))  # rule: E31
        persons = tuple(dict.fromkeys(one.person for one in about))
        persons += tuple(shown.get(entry_id, ()))  # rule: G13
        checked = _Checked(patterns.Read(entry_id, user_id, at, persons), about, entry_id in shielded)
        found.setdefault(user_id, []).append(checked)
    return found


class _Look:
    """A look at one reader's day, page after page: of its reads the entries are kept that fit a pattern."""

    def __init__(self, member: Reader) -> None:
        self.member = member
        self.families = {patterns.family_of("", name) for name in member.names} - {""}
        self.kin = access.kin_blinds(member.user_id, ended=True)
        self.hour = patterns.LastHour(charter.current().jurisdiction.usual_reads_per_hour)
        self.found: dict[str, set[UUID]] = {pattern: set() for pattern in patterns.PATTERNS}

    def see(self, own: list[_Checked]) -> None:
        found = self.found
        for one in own:
            if any(patterns.shares_family(self.families, who.family, who.whole) for who in one.borne):  # rule: G13, E31
                found[patterns.OWN_FAMILY].add(one.read.entry_id)
            if any(not self.kin.isdisjoint(who.marks) for who in one.borne):  # rule: E31
                found[patterns.DECLARED_KIN].add(one.read.entry_id)
            if one.is_shielded:  # rule: G13
                found[patterns.SHIELDED].add(one.read.entry_id)
            shifts, has_roster = self.member.spells, self.member.has_roster
            if patterns.is_out_of_shift(one.read.at, shifts, has_roster=has_roster):  # rule: G13
                found[patterns.OUT_OF_SHIFT].add(one.read.entry_id)
        found[patterns.BULK] |= {read.entry_id for read in self.hour.bulk(one.read for one in own)}


def _finding_or_item(about_id: UUID) -> tuple[UUID, list[UUID], date, UUID] | None:
    """Reader, entries, day and agency of an open finding or of an item of a sample."""
    finding = Finding.objects.select_for_update().filter(id=about_id, closed_at=None).first()
    if finding is not None:
        return finding.reader_id, [UUID(str(one)) for one in finding.entry_ids], finding.day, finding.agency_id
    item = SampleItem.objects.select_for_update().filter(id=about_id).first()
    entries = log.reads(entry_ids=[item.entry_id], limit=1) if item else []
    if not entries or entries[0].user_id is None or entries[0].agency_id is None:
        return None
    entry = entries[0]
    return entry.user_id, [entry.id], charter.local_day(entry.at), entry.agency_id  # type: ignore[return-value]


@transaction.atomic
def ask_reason(*, actor: Actor, now: datetime, about_id: UUID, question: str) -> Question:
    """Ask the reader's agency why these reads were made; a clock runs for its answer.

    Raises:
        NotFound: no open finding, or item, for the actor.
        NotPermitted: the actor is not the inspector.
        OwnAct: the actor read it.
        AlreadySettled: a question about it waits.
        Invalid: the question is under 10 characters.
    """
    meant = _finding_or_item(about_id)
    if meant is None:
        raise NotFound
    actor.require("oversight.close")
    if meant[0] == actor.user_id:  # rule: W-2, G14
        raise OwnAct
    if Question.objects.filter(about_id=about_id, answered_at=None).exists():
        raise AlreadySettled
    if fault := fault_of(question):
        raise Invalid(errors=[{"field": "question", "code": fault}])
    reader_id, entry_ids, day, agency_id = meant
    row = Question(
        number=new_number("question"), agency_id=agency_id, reader_id=reader_id, about_id=about_id,
        entry_ids=[*entry_ids], day=day, question=question.strip(), asked_at=now, asked_by=actor.user,
    )  # fmt: skip
    row.save(force_insert=True)
    with acting_as(actor.through("gateway")):
        # The inspector's own clock: the reader's agency may be the reader's desk.
        clocks.start("READ-QUESTION", row, owner_id=actor.home, reference=row.number, now=now)
    audit.record("oversight.reason_asked", row, actor=actor, at=now, words=question, reference=row.number)
    return row


@transaction.atomic
def answer_question(*, actor: Actor, now: datetime, question_id: UUID, answer: str) -> Question:
    """Answer the inspector for the reader's agency. It closes nothing: that is the inspector's alone (G14).

    Raises:
        NotFound: no such question for the actor; whoever read finds none.
        NotPermitted: no role of the actor answers.
        AlreadySettled: answered before.
        Invalid: the answer is under 10 characters.
    """
    row = Question.objects.select_for_update().filter(id=question_id).first()
    if row is None:
        raise NotFound
    actor.require("oversight.answer")
    if row.answered_at is not None:
        raise AlreadySettled
    if fault := fault_of(answer):
        raise Invalid(errors=[{"field": "answer", "code": fault}])
    row.answer, row.answered_at, row.answered_by = answer.strip(), now, actor.user_id
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    with acting_as(actor.through("gateway")):
        clocks.meet("READ-QUESTION", row.id, now=now)
    audit.record("oversight.reason_given", row, actor=actor, at=now, words=answer, reference=row.number)
    return row


def require_judge(actor: Actor) -> None:
    """Let the inspector judge what he sees, and the judge's delegate, for whom reads of inspectors alone exist.

    Raises:
        NotPermitted: the actor is neither.
    """
    own = "oversight.judge_inspector"
    actor.require(own if actor.has(own) else "oversight.close")


@transaction.atomic
def close_finding(*, actor: Actor, now: datetime, finding_id: UUID, done: str) -> Finding:
    """Close a finding with what was done.

    Raises:
        NotFound: none for the actor: to the audited unit it does not exist (G14).
        NotPermitted: the actor is neither the inspector nor the judge's delegate, who sees those of inspectors alone.
        OwnAct: the actor is the reader: another inspector closes it, or the delegate.
        AlreadySettled: closed before.
        Invalid: what was done is under 10 characters.
    """
    row = Finding.objects.select_for_update().filter(id=finding_id).first()
    if row is None:
        raise NotFound
    require_judge(actor)  # rule: G14
    if row.reader_id == actor.user_id:  # rule: W-2, G14
        raise OwnAct
    if row.closed_at is not None:
        raise AlreadySettled
    if fault := fault_of(done):
        raise Invalid(errors=[{"field": "done", "code": fault}])
    row.closed_at, row.closed_by, row.done = now, actor.user_id, done.strip()
    row.save(update_fields=["closed_at", "closed_by", "done"])
    waiting = Question.objects.filter(about_id=row.id, answered_at=None).values_list("id", flat=True)
    with acting_as(actor.through("gateway")):
        clocks.meet("READ-FINDING", row.id, now=now)
        for question_id in waiting:
            clocks.stop_all(question_id, now=now)
    clocks.answer_alarms("READ-FINDING", row.id, actor=actor, now=now, done=done)
    audit.record("oversight.finding_closed", row, actor=actor, at=now, words=done)
    return row
