"""Where a report comes from: which earlier ones say the same, and which disclosure brought it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db.models import Q

from tansiq.compartments.intelligence import rules
from tansiq.compartments.intelligence.drafts import ReportDraft
from tansiq.compartments.intelligence.errors import Quarantined
from tansiq.compartments.intelligence.models import Report
from tansiq.gateway import queries as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound
from tansiq.kernel.retention import queries as retention

# A disclosure whose own lineage can no longer be read is a lineage by its number.
_BY_NUMBER = UUID("6f1d0f2e-5a0c-5b6e-9d4e-2f6a3c1b7e90")
Roots = dict[UUID, date]


@dataclass(frozen=True)
class Lineage:
    """What a new report goes back to.

    Attributes:
        root_ids: root reports; empty where the report begins a lineage of its own.
        first_seen_on: when the fact was first known to anybody, None where it is new.
        is_tainted: a report of this lineage is under quarantine.
    """

    origin: Report.Origin
    root_ids: tuple[UUID, ...]
    first_seen_on: date | None
    is_tainted: bool


def lineage_of(draft: ReportDraft, *, actor: Actor) -> Lineage:
    """What a report goes back to: the disclosure or report that it names, and earlier ones of the same words or source.

    The agency's own reports are compared by their digests, ended and quarantined ones too.

    Raises:
        Invalid: the number is of no disclosure and of no report of the agency.
    """
    number = draft.origin_number.strip().upper()
    disclosed = _roots_of_disclosure(number, actor=actor) if number.startswith("D-") else {}
    same = Q(text_digest=rules.digest_of(draft.text))
    if source := rules.digest_of(draft.source_ref):
        same |= Q(source_digest=source)
    if number:
        same |= Q(number=number) | Q(origin_number=number)
    with acting_as(actor.through("lineage")):
        earlier = list(Report.objects.filter(same, owner_id=actor.home))
    if number and not disclosed and number not in {row.number for row in earlier}:
        raise Invalid(errors=[{"field": "origin_number", "code": "UNKNOWN"}])
    roots = set(disclosed) | {root for row in earlier for root in row.lineage_ids}
    days = [*disclosed.values(), *(row.first_seen_on for row in earlier)]
    # What was erased at the end of its time and is sent again is as old as it was: nothing new rests on it.
    gone = retention.recognised("intelligence.report", rules.digest_of(draft.text), owner_id=actor.home)
    if gone is not None and gone.first_known_on is not None:
        days.append(gone.first_known_on)  # rule: G18, JOC-04
    origin = Report.Origin.OWN
    if earlier or gone:
        origin = Report.Origin.RESENT
    if disclosed:
        origin = Report.Origin.DISCLOSURE
    return Lineage(origin, tuple(sorted(roots)), min(days, default=None), any(row.is_quarantined for row in earlier))


def _roots_of_disclosure(number: str, *, actor: Actor) -> Roots:
    try:
        row = gateway.disclosure_by_number(number)
    except NotFound:
        return {}
    if row.recipient_id not in actor.agency_ids:
        return {}
    told = row.packet.get("record", {}).get("lineages", {})
    if not told:
        return {uuid5(_BY_NUMBER, number): charter.local_day(row.disclosed_at)}
    return {UUID(root): date.fromisoformat(day) for root, day in told.items()}


def cited_reports(report_ids: tuple[UUID, ...], *, actor: Actor) -> list[Report]:
    """Reports of the actor's agency that something is to rest on, by id.

    Raises:
        NotFound: one of them is absent.
        Quarantined: one of them is under quarantine (JOC-02).
    """
    with acting_as(actor.through("lineage")):
        rows = list(Report.objects.filter(owner_id=actor.home, id__in=report_ids).order_by("id"))
    if len(rows) != len(set(report_ids)):
        raise NotFound
    if any(row.is_quarantined for row in rows):  # rule: JOC-02
        raise Quarantined(errors=[{"field": "report_ids", "code": "QUARANTINED"}])
    return rows


def roots_of(rows: list[Report]) -> list[UUID]:
    """Root reports of some reports, each once."""
    return sorted({root for row in rows for root in row.lineage_ids})
