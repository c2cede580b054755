"""What may explain what was seen, what must be proven, and the papers that say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework.actions import quarantine, terms
from tansiq.compartments.casework.errors import IntelligenceInEvidence, NoAlternative
from tansiq.compartments.casework.models import Element, Evidence, Exhibit, Finding, Hypothesis
from tansiq.compartments.casework.rules import is_of_intelligence
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import Invalid, Together, existing

FITS = ("for", "against", "neither")
ALTERNATIVES = 2


def require_no_intelligence(words: str, field: str) -> None:
    """Refuse words that cite intelligence by its number.

    Raises:
        IntelligenceInEvidence: they do (G9, W-3).
    """
    if is_of_intelligence(words):  # rule: G9
        raise IntelligenceInEvidence(errors=[{"field": field, "code": "UNKNOWN"}])


@transaction.atomic
def propose_hypothesis(*, actor: Actor, now: datetime, case_id: UUID, words: str) -> Hypothesis:
    """Write down one explanation of what is known, the innocent ones too.

    Raises:
        NotFound, NotPermitted, Invalid: no such case, the actor does not record, or no words.
        IntelligenceInEvidence: it cites intelligence.
    """
    case = terms.find_case(case_id)
    actor.require("casework.record")
    require_no_intelligence(words, "words")
    row = Hypothesis(**terms.require_fields(now, {"words": words}), **terms.written(case, actor, now))
    row.save(force_insert=True)
    audit.record("casework.hypothesis_proposed", row, actor=actor, at=now, reference=case.number)
    return row


@transaction.atomic
def weigh_finding(
    *, actor: Actor, now: datetime, case_id: UUID, words: str, basis: str, fits: Mapping[str, str], number: str = ""
) -> Finding:
    """Weigh what was seen, or what somebody infers, against every explanation.

    Args:
        basis: `seen` names the exhibit or statement that shows it; `inferred` needs none, and stays apart.
        fits: by id of the explanation: for, against, neither.

    Raises:
        NotFound, NotPermitted: no such case, or the actor does not record.
        NoAlternative: there is only one explanation.
        IntelligenceInEvidence, NotARecord: what it names is no record of the case (G9).
        Invalid: no words, no basis, or an explanation that was not weighed.
    """
    case = terms.find_case(case_id)
    actor.require("casework.record")
    known = {str(one) for one in Hypothesis.objects.filter(case_id=case.id).values_list("id", flat=True)}
    if len(known) < ALTERNATIVES:
        raise NoAlternative
    asked = Together()
    asked.ask(lambda: require_no_intelligence(words, "words"))
    told = asked.ask(lambda: terms.require_fields(now, {"words": words})) or {}
    if basis not in Finding.Basis:
        asked.fault("basis", "UNKNOWN" if basis else "MISSING")
    if set(fits) - known:
        asked.fault("fits", "UNKNOWN")
    for one in known:
        if fits.get(one) not in FITS:
            asked.fault(f"h_{UUID(one).hex}", "UNKNOWN" if fits.get(one) else "MISSING")
    if basis == Finding.Basis.SEEN and not number.strip():
        asked.fault("number", "MISSING")
    asked.settle()
    cited = quarantine.record_of(case.id, number).number if number.strip() else ""
    row = Finding(basis=basis, fits=dict(fits), number=cited, **told, **terms.written(case, actor, now))
    row.save(force_insert=True)
    audit.record("casework.finding_weighed", row, actor=actor, at=now, reference=case.number, after=basis)
    quarantine.renew(case.id, owner_id=case.owner_id, actor=actor, now=now)
    return row


@transaction.atomic
def name_element(*, actor: Actor, now: datetime, case_id: UUID, article: str, words: str) -> Element:
    """Name one thing that must be proven for an offence.

    Raises:
        NotFound, NotPermitted: no such case, or the actor does not prosecute.
        IntelligenceInEvidence, Invalid: it cites intelligence; an article that the charter lacks, or no words.
    """
    case = terms.find_case(case_id)
    actor.require("casework.open")
    asked = Together()
    asked.ask(lambda: require_no_intelligence(words, "words"))
    asked.ask(lambda: terms.require_code("offence_articles", article, "article", now))
    told = asked.ask(lambda: terms.require_fields(now, {"words": words})) or {}
    asked.settle()
    row = Element(article=article, **told, **terms.written(case, actor, now))
    row.save(force_insert=True)
    audit.record("casework.element_named", row, actor=actor, at=now, reference=case.number, after=article)
    return row


def _element(element_id: UUID) -> Element:
    return existing(Element.objects.select_related("case").filter(id=element_id))


@transaction.atomic
def cite_evidence(
    *, actor: Actor, now: datetime, element_id: UUID, number: str, direction: str, weight: str, words: str
) -> Evidence:
    """Say what an exhibit or a statement of the case says for or against an element, and how much it weighs.

    Raises:
        NotFound, NotPermitted: no such element, or the actor does not prosecute.
        IntelligenceInEvidence: it cites intelligence (G9, W-3).
        NotARecord: the case has no such exhibit or statement that may be read.
        Invalid: no direction, no weight, no words, or what military collected before it was authenticated (EVD-09).
    """
    element = _element(element_id)
    actor.require("casework.open")
    asked = Together()
    asked.ask(lambda: require_no_intelligence(words, "words"))
    told = asked.ask(lambda: terms.require_fields(now, {"words": words})) or {}
    if direction not in Evidence.Direction:
        asked.fault("direction", "UNKNOWN" if direction else "MISSING")
    if weight not in Evidence.Weight:
        asked.fault("weight", "UNKNOWN" if weight else "MISSING")
    if not number.strip():
        asked.fault("number", "MISSING")
    asked.settle()
    record = quarantine.record_of(element.case_id, number)
    if isinstance(record, Exhibit) and record.collector and record.authenticated_at is None:  # rule: EVD-09
        raise Invalid(errors=[{"field": "number", "code": "EXPIRED"}])
    row = Evidence(
        element=element, record_id=record.id, number=record.number, direction=direction, weight=weight, **told,
        **terms.written(element.case, actor, now),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("casework.evidence_cited", row, actor=actor, at=now, reference=record.number, after=direction)
    quarantine.renew(element.case.id, owner_id=element.case.owner_id, actor=actor, now=now)
    return row


@transaction.atomic
def state_gap(*, actor: Actor, now: datetime, element_id: UUID, gap: str) -> Element:
    """Say what is missing for an element; empty when nothing is.

    Raises:
        NotFound, NotPermitted, IntelligenceInEvidence: no such element, the actor does not prosecute, or it cites
            intelligence.
    """
    row = _element(element_id)
    actor.require("casework.open")
    require_no_intelligence(gap, "gap")
    row.gap = terms.require_fields(now, {"gap": gap}, may_be_empty=("gap",))["gap"]
    row.save(update_fields=["gap"])
    audit.record("casework.gap_stated", row, actor=actor, at=now, reference=row.case.number)
    return row
