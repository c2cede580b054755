"""The gateway for programs: one action or query each, the same receipts and refusals as on the pages; contracts 4."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone, translation
from ninja import Router, Schema
from pydantic import AwareDatetime, ConfigDict, Field

from tansiq import names
from tansiq.gateway import actions, errors, queries
from tansiq.gateway.models import Hit
from tansiq.kernel import bases
from tansiq.kernel.access import errors as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit.errors import NoPurpose
from tansiq.kernel.decisions.errors import ThinReasons
from tansiq.kernel.problems import Invalid, NotPermitted, Problem
from tansiq.people import errors as people
from tansiq.people.drafts import KitDraft

router = Router(tags=["gateway"])
# Under which an operation says what its own action refuses with; the root documents that with what all refuse with.
REFUSES = "x-refuses"
# The domain says what is too long or missing, in its own words; this only bounds what is read at all.
Text = Annotated[str, Field(max_length=20_000)]


def _refuses(*problems: type[Problem]) -> dict[str, Any]:
    """What the `Raises` of an operation's action name, beyond what follows from its shape."""
    return {REFUSES: problems}


ASK = _refuses(
    access.AgencySuspended, access.CommandUnconfirmed, NotPermitted, NoPurpose, bases.BasisExpired, bases.UnknownBasis,
    errors.BulkAsk, people.NoName, people.WhichCalendar, people.ImpossibleDate, people.BadIdentifier,
    errors.WrongChallenge, errors.WrongTime, errors.OverBudget,
)  # fmt: skip
COMPARE = _refuses(NotPermitted, access.ConflictOfInterest)
JUDGE = _refuses(
    NotPermitted, access.Reauthenticate, access.ConflictOfInterest, errors.OpenedBefore, errors.AlreadyJudged,
    ThinReasons,
)  # fmt: skip
READ = _refuses(NotPermitted, access.ConflictOfInterest, NoPurpose, Invalid)
ACKNOWLEDGE = _refuses(
    NotPermitted, errors.AlreadyDecided, errors.KeptWithoutBasis, bases.BasisExpired, bases.UnknownBasis
)
EXPORT = _refuses(NotPermitted, access.Reauthenticate, errors.ExportNotAllowed)


class OfficerRequest(HttpRequest):
    """A signed-in request: the middleware has set its actor."""

    actor: Actor


class Body(Schema):
    """What is sent: an unknown member is refused."""

    model_config = ConfigDict(extra="forbid")


class IdentifierIn(Body):
    kind: Text
    value: Text


class PartsIn(Body):
    """The name in its parts, as they are said."""

    ism: Text = ""
    father: Text = ""
    grandfather: Text = ""
    family: Text = ""
    kunya: Text = ""


class AskIn(Body):
    """A question about one person; `name` is the whole name, `parts` the same in its parts."""

    purpose: Text = ""
    reference: Text = ""
    name: Text = ""
    parts: PartsIn = PartsIn()
    born: Annotated[Text, Field(examples=["1999", "1999-05-03", "1420h"])] = ""
    mother: Text = ""
    identifiers: Annotated[list[IdentifierIn], Field(max_length=10, default_factory=list)]
    asked_for: Annotated[Text, Field(alias="for")] = ""
    legal_basis: Text = ""
    spoken_at: AwareDatetime | None = None
    sheet: Annotated[str, Field(max_length=40)] = ""
    challenge: Annotated[str, Field(max_length=20)] = ""

    def draft(self) -> KitDraft:
        parts = names.Parts(full=self.name, mother=self.mother, **self.parts.model_dump())
        return KitDraft(parts, birth=self.born, identifiers=tuple((one.kind, one.value) for one in self.identifiers))


class AnswerOut(Schema):
    answer: Literal["arrest_order", "call_before_detaining", "insufficient_identity", "no_record_for_you"]
    ask: str
    asked_at: datetime
    orders_as_of: datetime
    say: str
    call: str


class FieldOut(Schema):
    """One compared field; of identifiers only the verdict, `equal` or `different`."""

    name: str
    asked: str
    held: str
    verdict: str


class StepOut(Schema):
    """One step of the score, in words; `bits` speak for one person when positive, for two when negative."""

    code: str
    words: str
    bits: float


class ComparisonOut(Schema):
    """`match_probability` from 0 to 1, `match_weight` in bits: a score suggests, a person judges."""

    hit: UUID
    fields: list[FieldOut]
    match_probability: float
    match_weight: float
    steps: list[StepOut]


class JudgementIn(Body):
    same: Annotated[bool, Field(strict=True)]
    reasons: Text


class JudgementOut(Schema):
    hit: UUID
    state: str


class DisclosureOut(Schema):
    disclosure: str
    kind: str
    handling: str
    conditions: str
    packet: dict[str, Any]
    disclosed_at: datetime
    lease_ends_at: datetime
    recalled_at: datetime | None


class AcknowledgementIn(Body):
    """`copies`: printed copies found; `kept_basis`: the recipient's own legal basis, where the copy is kept."""

    did: Literal["deleted", "corrected", "kept"]
    copies: Annotated[int, Field(ge=0, le=10_000, strict=True)] = 0
    kept_basis: Text = ""
    words: Text = ""


class AcknowledgementOut(Schema):
    recall: str
    disclosure: str
    state: str
    acknowledged_at: datetime


class ExportIn(Body):
    kind: Text
    columns: Annotated[list[Text], Field(max_length=20, default_factory=list)]


class ExportOut(Schema):
    """`delete_by`: the last day on which the rows may be kept."""

    kind: str
    rows: list[dict[str, Any]]
    taken_by: str
    taken_at: datetime
    delete_by: date


@router.post("/asks", response=AnswerOut, url_name="ask", openapi_extra=ASK)
def ask(request: OfficerRequest, body: AskIn) -> dict[str, Any]:
    """Ask about one person; the answer is a receipt."""
    row = actions.ask(
        actor=request.actor, now=timezone.now(), draft=body.draft(), purpose=body.purpose, reference=body.reference,
        legal_basis=body.legal_basis, asked_for=body.asked_for, challenge=body.challenge, spoken_at=body.spoken_at,
        sheet=body.sheet,
    )  # fmt: skip
    return queries.answer_object(row)


@router.get("/asks/{number}", response=AnswerOut, url_name="receipt", openapi_extra=_refuses())
def receipt(request: OfficerRequest, number: str) -> dict[str, Any]:
    """The receipt of an ask of one's own agency, by its number."""
    return queries.answer_object(queries.ask_by_number(number))


@router.get("/hits/{uuid:hit_id}", response=ComparisonOut, url_name="hit", openapi_extra=COMPARE)
def compare(request: OfficerRequest, hit_id: UUID) -> dict[str, Any]:
    """The compared fields of both kits, for a validator of neither agency. This read is a disclosure."""
    shown = actions.compare(actor=request.actor, now=timezone.now(), hit_id=hit_id)
    lang = "en" if (translation.get_language() or "ar").startswith("en") else "ar"
    return {
        "hit": shown.hit.id,
        "fields": [{"name": f.name, "asked": f.asked, "held": f.held, "verdict": f.verdict} for f in shown.fields],
        "match_probability": shown.hit.match_probability,
        "match_weight": shown.hit.match_weight,
        "steps": [{"code": step["code"], "words": step[lang], "bits": step["bits"]} for step in shown.hit.steps],
    }


@router.post("/hits/{uuid:hit_id}/judgement", response=JudgementOut, url_name="judgement", openapi_extra=JUDGE)
def judge(request: OfficerRequest, hit_id: UUID, body: JudgementIn) -> dict[str, Any]:
    """Judge whether both kits mean one person."""
    row: Hit = actions.judge_hit(
        actor=request.actor, now=timezone.now(), hit_id=hit_id, same=body.same, reasons=body.reasons
    )
    return {"hit": row.id, "state": row.state}


@router.get("/disclosures/{uuid:disclosure_id}", response=DisclosureOut, url_name="disclosure", openapi_extra=READ)
def read_disclosure(
    request: OfficerRequest, disclosure_id: UUID, purpose: Text = "", reference: Text = ""
) -> dict[str, Any]:
    """Read a disclosure, as its recipient while the lease runs or as its owner, who says why."""
    row = actions.read_disclosure(
        actor=request.actor, now=timezone.now(), disclosure_id=disclosure_id, purpose=purpose, reference=reference
    )
    return {
        "disclosure": row.number, "kind": row.kind, "handling": row.handling, "conditions": row.conditions,
        "packet": row.packet, "disclosed_at": row.disclosed_at, "lease_ends_at": row.lease_ends_at,
        "recalled_at": row.recalled_at,
    }  # fmt: skip


@router.post(
    "/recalls/{uuid:recall_id}/acknowledgement",
    response=AcknowledgementOut,
    url_name="acknowledgement",
    openapi_extra=ACKNOWLEDGE,
)
def acknowledge(request: OfficerRequest, recall_id: UUID, body: AcknowledgementIn) -> dict[str, Any]:
    """Say what was done with a withdrawn copy."""
    row = actions.acknowledge_recall(
        actor=request.actor, now=timezone.now(), recall_id=recall_id, did=body.did, copies=body.copies,
        kept_basis=body.kept_basis, words=body.words,
    )  # fmt: skip
    return {
        "recall": row.number, "disclosure": row.disclosure_number, "state": row.state,
        "acknowledged_at": row.acknowledged_at,
    }  # fmt: skip


@router.post("/exports", response=ExportOut, url_name="export", openapi_extra=EXPORT)
def export(request: OfficerRequest, body: ExportIn) -> dict[str, Any]:
    """Rows of one class that may leave; none of them holds a person."""
    taken = actions.export(actor=request.actor, now=timezone.now(), kind=body.kind, columns=body.columns)
    return asdict(taken)
