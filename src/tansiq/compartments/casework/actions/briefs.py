"""The brief of evidence and the disclosure pack: papers whose manifest anybody can check."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import brief_paper, chain, rules
from tansiq.compartments.casework.actions import chains, terms
from tansiq.compartments.casework.errors import IntelligenceInEvidence, NothingToProve
from tansiq.compartments.casework.models import Brief, Element, Evidence, Exhibit, Statement
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import Invalid
from tansiq.people.rules import new_number


def _items(case_id: UUID) -> list[dict[str, Any]]:
    """What the paper rests on, each with a digest of what it said. A record under quarantine is on no paper."""
    exhibits = [
        {"number": row.number, "kind": "exhibit", "sha256": row.head}
        for row in Exhibit.objects.filter(case_id=case_id, is_quarantined=False).order_by("number")
    ]
    statements = [
        {"number": row.number, "kind": "statement", "sha256": chain.digest(row.words.encode())}
        for row in Statement.objects.filter(case_id=case_id, is_quarantined=False).order_by("number")
    ]
    return [*exhibits, *statements]


@transaction.atomic
def make_brief(*, actor: Actor, now: datetime, case_id: UUID, kind: str) -> Brief:
    """Set the brief of evidence, or the disclosure pack for the defence, with its signed manifest.

    What speaks against stands beside what speaks for, equal in size; what is missing stands there as missing. Nothing
    under quarantine is in it, and nothing of intelligence.

    Raises:
        NotFound, NotPermitted: no such case, or the actor does not prosecute.
        IntelligenceInEvidence: something in it cites intelligence (G9); the refusal names the record.
        Invalid: another kind, or none. NothingToProve: no element was named yet.
    """
    case = terms.find_case(case_id)
    actor.require("casework.open")
    if kind not in Brief.Kind:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN" if kind else "MISSING"}])
    elements = list(Element.objects.filter(case_id=case.id).order_by("article", "made_at", "id"))
    if not elements:
        raise NothingToProve
    evidence = list(Evidence.objects.filter(case_id=case.id, is_quarantined=False).order_by("made_at", "id"))
    exhibits = list(Exhibit.objects.filter(case_id=case.id, is_quarantined=False).order_by("mark"))
    statements = list(Statement.objects.filter(case_id=case.id, is_quarantined=False).order_by("began_at"))
    told = [
        *((row.number, row.words) for row in statements), *((row.number, row.description) for row in exhibits),
        *((row.number, row.words) for row in evidence), *((case.number, f"{row.words} {row.gap}") for row in elements),
    ]  # fmt: skip
    for number, words in told:
        if rules.is_of_intelligence(words):  # rule: G9
            raise IntelligenceInEvidence(record=number)
    number = new_number("brief")
    paper = brief_paper.Contents(case, number, Brief.Kind(kind), elements, evidence, exhibits, statements)
    content = brief_paper.pdf(paper, issuer=actor.agency_name, now=now)
    row = Brief(
        number=number, kind=kind, content=content, manifest=_manifest(case.number, number, kind, content, case.id, now),
        **terms.written(case, actor, now),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("casework.brief_made", row, actor=actor, at=now, reference=row.number, after=kind)
    return row


def _manifest(case: str, number: str, kind: str, content: bytes, case_id: UUID, now: datetime) -> str:
    """The manifest as one line of JSON, signed by the installation over itself without the signature."""
    key = chains.installation_key()
    told = {
        "brief": number, "case": case, "kind": kind, "made_at": now.isoformat(), "sha256": chain.digest(content),
        "items": _items(case_id), "installation": chains.installation_name(), "public_key": chain.public_hex(key),
    }  # fmt: skip
    signed = told | {"signature": key.sign(chain.canonical(told)).hex()}
    return json.dumps(signed, ensure_ascii=False, sort_keys=True)
