"""What of the gateway is erased once it has ended, and what keeps the record of somebody else from being erased."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest, Now

from tansiq.gateway.models import (
    Ask,
    BrokenGlass,
    BudgetRaise,
    Disclosure,
    Hit,
    Order,
    Permission,
    Recall,
    SentPicture,
)
from tansiq.kernel.retention import holds, sources
from tansiq.kernel.retention.sources import Source
from tansiq.people import actions as people
from tansiq.people import queries as people_queries

ANSWERED = (Recall.State.DELETED, Recall.State.CORRECTED)
# What no clock erases, and why.
KEPT = {
    "gateway_stop": "the number of a case and nobody's name; it stands until the court lifts it, and shows that it did",
    "gateway_crossing": "numbers, codes and hashes: what a crossing brought ends where it was received",
}


def _different() -> QuerySet[Hit]:
    """Hits that were judged different, and those that ended unjudged because another of the same man was withdrawn."""
    rows = Hit.objects.filter(state=Hit.State.REJECTED)
    return rows.annotate(ended=Coalesce("decided_at", "validated_at", "due_at"))


def _decided() -> QuerySet[Hit]:
    """Hits that were decided, and those that nobody judged or decided until their time was over."""
    rows = Hit.objects.exclude(state=Hit.State.REJECTED)
    return rows.annotate(ended=Coalesce("decided_at", "validated_at", "due_at"))


def _said_of_hit(row: Hit) -> str:
    return json.dumps([str(row.ask_kit_id), str(row.held_kit_id), row.steps], sort_keys=True, ensure_ascii=False)


def _hit(rule: str, rows: Any) -> Source:
    return Source(
        rule, "gateway.hit", rows, content=_said_of_hit, locks=True,
        # The judgement on the pair outlives it; its words do not.
        touches=lambda row: (row.id, *people_queries.link_ids_of_pair(row.ask_kit_id, row.held_kit_id)),
        speaks=_has_copies, erase=lambda row: Hit.objects.filter(id=row.id).delete()[0],
    )  # fmt: skip


def _has_copies(row: Hit) -> bool:
    return Disclosure.objects.filter(hit_id=row.id).exists()


def _of_ask(row: Ask) -> tuple[UUID, ...]:
    return (row.id, row.kit_id, *people_queries.link_ids([row.kit_id]))


def _is_needed(row: Ask) -> bool:
    """Whether a hit or a copy that goes back to this ask is still there; they have times of their own."""
    return Hit.objects.filter(ask_id=row.id).exists() or Disclosure.objects.filter(ask_id=row.id).exists()


def _said_of_ask(row: Ask) -> str:
    said = {"kit": people_queries.content_of(row.kit_id), "number": row.number, "answer": row.answer}
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _erase_ask(row: Ask) -> int:
    return Ask.objects.filter(id=row.id).delete()[0] + people.erase_kits([row.kit_id])


def _is_unanswered(row: Disclosure) -> bool:
    """Whether its recipient still owes an answer: to the recall, or to who asked to pass it on."""
    if Recall.objects.filter(disclosure_id=row.id, state=Recall.State.SENT).exists():  # rule: G4, JOC-08
        return True
    return Permission.objects.filter(disclosure=row, state=Permission.State.ASKED).exists()


def _erase_disclosure(row: Disclosure) -> int:
    went = Permission.objects.filter(disclosure=row).delete()[0]
    went += SentPicture.objects.filter(disclosure=row).delete()[0]
    return went + Disclosure.objects.filter(id=row.id).delete()[0]


def _of_disclosure(row: Disclosure) -> tuple[UUID, ...]:
    permissions = Permission.objects.filter(disclosure=row).order_by("id").values_list("id", flat=True)
    return (row.id, *permissions)


def _ran_out() -> QuerySet[Order]:
    """Orders that ended by themselves. One that was revoked stays: that speaks for whom it named."""
    return Order.objects.filter(revoked_at=None).annotate(ended=F("valid_until"))


def _said_of_order(row: Order) -> str:
    said = {"kit": people_queries.content_of(row.kit_id), "number": row.number, "grounds": row.grounds}
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _erase_order(row: Order) -> int:
    return Order.objects.filter(id=row.id).delete()[0] + people.erase_kits([row.kit_id])


def _reviewed() -> QuerySet[BrokenGlass]:
    """Opened packets on which both have judged, the owner's releaser and the inspector; no others."""
    both = BrokenGlass.objects.all()
    both = both.exclude(owner_verdict="").exclude(inspector_verdict="")  # rule: G14
    return both.annotate(ended=Greatest("owner_reviewed_at", "inspector_reviewed_at", "ends_at"))


def _found_wrong() -> Q:
    wrong = BrokenGlass.Verdict.NOT_JUSTIFIED
    return Q(owner_verdict=wrong) | Q(inspector_verdict=wrong)


def _said_of_glass(row: BrokenGlass) -> str:
    said = [row.number, row.reference, row.reasons, row.owner_verdict, row.inspector_verdict]
    return json.dumps(said, ensure_ascii=False)


def _glass(rule: str, rows: Any) -> Source:
    return Source(
        rule, "gateway.brokenglass", rows, content=_said_of_glass, touches=lambda row: (row.id,), reference="number",
        erase=lambda row: BrokenGlass.objects.filter(id=row.id).delete()[0],
    )  # fmt: skip


def _is_under_review(ids: Collection[UUID]) -> bool:
    """Whether a packet was opened without its owner, and one of the two who judge it afterwards has not yet.

    Until then the hit and the copy stay as well: they show what was opened, and why it was said to be needed.
    """
    open_still = Q(owner_verdict="") | Q(inspector_verdict="")
    behind = Q(hit_id__in=list(ids)) | Q(disclosure_id__in=list(ids))
    return BrokenGlass.objects.filter(open_still, behind).exists()


def _copies_are_out(ids: Collection[UUID]) -> bool:
    """Whether somebody still reads a copy of one of these records; it is withdrawn before the record goes.

    A withdrawal that nobody answered holds its own copy, by which its man can still learn who had it, and never the
    record itself: nobody stays in a file because a recipient is silent.
    """
    copies = Disclosure.objects.filter(Q(subject_id__in=list(ids)) | Q(held_kit_id__in=list(ids)))
    return copies.filter(recalled_at=None, lease_ends_at__gt=Now()).exists()


def register() -> None:
    """Make known what ends here and what holds; called once, when the app is ready."""
    holds.register("copy", _copies_are_out)
    holds.register("review", _is_under_review)  # rule: G14
    sources.register(
        Source(
            "ASK-RECEIPT", "gateway.ask", lambda: Ask.objects.annotate(ended=F("asked_at")), touches=_of_ask,
            content=_said_of_ask, erase=_erase_ask, speaks=_is_needed, reference="number",
        ),
        _hit("HIT-DIFFERENT", _different),
        _hit("HIT-DECIDED", _decided),
        Source(
            "DISCLOSURE-ENDED", "gateway.disclosure",
            lambda: Disclosure.objects.annotate(ended=F("lease_ends_at")), touches=_of_disclosure, locks=True,
            content=lambda row: json.dumps(row.packet, sort_keys=True, ensure_ascii=False), erase=_erase_disclosure,
            speaks=_is_unanswered, reference="number",
        ),
        Source(
            "RECALL-ANSWERED", "gateway.recall",
            # What is not answered stays, and so does a copy that somebody keeps: it tells where he still stands.
            lambda: Recall.objects.filter(state__in=ANSWERED).annotate(ended=F("acknowledged_at")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.number}|{row.words}", reference="number",
            erase=lambda row: Recall.objects.filter(id=row.id).delete()[0],
        ),
        Source(
            "ORDER-ENDED", "gateway.order", _ran_out, content=_said_of_order, erase=_erase_order,
            touches=lambda row: (row.id, row.kit_id, *people_queries.link_ids([row.kit_id])), locks=True,
            # A receipt on which it answered still tells so.
            speaks=lambda row: Ask.objects.filter(order_id=row.id).exists(), reference="number",
        ),
        _glass("GLASS-JUSTIFIED", lambda: _reviewed().exclude(_found_wrong())),
        _glass("GLASS-NOT-JUSTIFIED", lambda: _reviewed().filter(_found_wrong())),
        Source(
            "BUDGET-RAISED", "gateway.budgetraise", lambda: BudgetRaise.objects.annotate(ended=F("until")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.member_id}|{row.purpose}|{row.reasons}",
            erase=lambda row: BudgetRaise.objects.filter(id=row.id).delete()[0],
        ),
    )  # fmt: skip
