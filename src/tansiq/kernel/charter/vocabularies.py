"""The controlled vocabularies: closed lists of words from which people choose."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tansiq.kernel.charter import proceedings, recognised
from tansiq.kernel.charter.schema import Frozen, Row, Text


class SubjectCategory(Row):
    """What a person is to a record."""

    needs_suspicion: bool = Field(default=False, description="a structured suspicion statement is required")
    to_resolve: bool = Field(default=False, description="must be resolved or erased within UNCATEGORISED")


class Act(Row):
    """Something that a person is said to have done or to plan; never what he is, believes or descends from."""

    is_killing: bool = Field(default=False, description="somebody died by it, whether or not it is known who")


class Grade(Row):
    """One step of the source or the information grade; its names are half a sentence each."""


class HowObtained(Row):
    """The way by which an agency came to know."""

    needs_order: bool = Field(default=False, description="the number of a lawful order must be given")
    quarantines: bool = Field(default=False, description="only a judge may read on until it is ruled upon")


class Handling(Row):
    """What the owner allows others to do with a passed record."""

    sentence_ar: Text
    sentence_en: Text
    owner_decides: Literal["nothing", "conditions", "court", "onward"] = Field(
        description="what waits for the owner's leave: nothing, use beyond written conditions, use in court, passing on"
    )


class OffenceArticle(Row):
    """An offence and where the law defines it; `article` says so where nobody has checked the number."""

    article: Text


class RedressClaim(Row):
    """What else whoever was wronged may ask of a court, for the letter that he gets (G5).

    It holds for him also where nobody has checked the article (W-5).
    """

    article: Text


class RemedyPlace(Row):
    """Where somebody turns who does not agree and to whom no appeal is open, for the letter that he gets (G26).

    It holds for him also where nobody has checked the article (W-5).
    """

    article: Text


class ArrestAuthority(Row):
    """Who may order an arrest."""


class AlternativeToArrest(Row):
    """What is considered before an arrest is asked for."""


class RecallAcknowledgement(Row):
    """What a recipient did with its copy."""

    needs_basis: bool = Field(default=False, description="the recipient names its own legal basis")


class LegalStatus(Row):
    """Standing of a person before the law."""

    who_may_set: tuple[Text, ...] = Field(min_length=1)
    needs_order: bool = Field(default=False, description="stands only with the number of an order")


class ReleaseGround(Row):
    """Why an owner releases a packet of a validated hit to the agency that asked."""


class RefusalReason(Row):
    """Why an owner does not answer a request for information."""


class TraceMethod(Row):
    """How a unit looks for the answer to a trace."""

    needs_order: bool = Field(default=False, description="the number of a lawful order must be given")


class ReleaseObstacle(Row):
    """What is said to keep a person after a release order; only what `is_obstacle` names does.

    Source:
        EVD-12.
    """

    is_obstacle: bool
    needs: tuple[Text, ...] = ()
    hours: int | None = Field(default=None, ge=1, description="it keeps nobody for longer")


class IncidentKind(Row):
    """What happened, or what was carried out. Where it may have been somebody's home a point is drawn as its cell."""

    drawn_as: Literal["cell", "point"] = "cell"


class OperationLogKind(Row):
    """What a line of an operation log is about."""


class ExhibitCategory(Row):
    """What a seized piece is, and what must be known of it before it is stored."""

    number: Literal["no", "yes", "lot", "imei", "iccid", "number", "chassis", "serial"] = "no"
    needs_safe_certificate: bool = False
    is_explosive: bool = Field(default=False, description="live until certified, then in a licensed magazine alone")


class WeaponType(Row):
    """A weapon, a part of one, ammunition, a mine or an explosive: a tree by `parent`, with what people call it."""

    parent: str = ""
    colloquial: tuple[Text, ...] = ()


class DeviceFacet(Row):
    """One thing that may be said of an improvised device. Names only: nothing of how one is built."""

    facet: Literal["initiation", "delivery", "outcome", "component"]


class AssociationBasis(Row):
    """What is said to associate somebody with a piece of evidence; only what `is_link` names does.

    Source:
        EVD-05, G12.
    """

    is_link: bool


class TaintIndicator(Row):
    """What makes it likely that somebody spoke because he was ill-treated."""


class NightFunction(Row):
    """Somebody whom a night needs, in one kind of case; the people of one case are distinct persons (W-2)."""

    case: Literal["hit", "record", "custody"]
    role: Text = Field(description="the role with which the roster names him")
    whose: Literal["joint", "neither", "owner", "each", "any"] = Field(description="of which agency he must be")


class PlanType(Row):
    """What a planned operation is."""


class PlanDanger(Row):
    """How dangerous a planned operation is to those who carry it out."""


class PlanResolution(Row):
    """How a conflict between two planned operations was ended."""


class PlanLimit(Row):
    """How wide a planned operation may be."""

    amount: int = Field(ge=1)
    unit: Literal["metre"]


class ContactPurpose(Row):
    """For what a victim or an heir may agree to be contacted; without that consent nobody plans to (G10)."""


class ContactChannel(Row):
    """The way by which a victim or an heir is reached safely."""


class ProtectionFunction(Row):
    """Whom protection is for."""


class NotWarnedGround(Row):
    """Why somebody whose life is threatened is not warned.

    Source:
        PRT-02.
    """


class Vocabularies(Frozen):
    """vocabularies.yaml, list by list."""

    subject_categories: tuple[SubjectCategory, ...]
    acts: tuple[Act, ...]
    non_grounds: tuple[recognised.NonGround, ...]
    boilerplate_reasons: tuple[recognised.Boilerplate, ...]
    source_grades: tuple[Grade, ...]
    information_grades: tuple[Grade, ...]
    how_obtained: tuple[HowObtained, ...]
    handling_codes: tuple[Handling, ...]
    offence_articles: tuple[OffenceArticle, ...]
    arrest_authorities: tuple[ArrestAuthority, ...]
    alternatives_to_arrest: tuple[AlternativeToArrest, ...]
    recall_acknowledgements: tuple[RecallAcknowledgement, ...]
    legal_statuses: tuple[LegalStatus, ...]
    release_grounds: tuple[ReleaseGround, ...]
    rfi_refusal_reasons: tuple[RefusalReason, ...]
    trace_methods: tuple[TraceMethod, ...]
    release_obstacles: tuple[ReleaseObstacle, ...]
    incident_kinds: tuple[IncidentKind, ...]
    operation_log_kinds: tuple[OperationLogKind, ...]
    exhibit_categories: tuple[ExhibitCategory, ...]
    weapon_types: tuple[WeaponType, ...]
    device_facets: tuple[DeviceFacet, ...]
    taint_indicators: tuple[TaintIndicator, ...]
    night_functions: tuple[NightFunction, ...]
    plan_types: tuple[PlanType, ...]
    protection_functions: tuple[ProtectionFunction, ...]
    not_warned_grounds: tuple[NotWarnedGround, ...]
    redress_claims: tuple[RedressClaim, ...]
    remedy_places: tuple[RemedyPlace, ...]
    plan_dangers: tuple[PlanDanger, ...]
    plan_resolutions: tuple[PlanResolution, ...]
    plan_limits: tuple[PlanLimit, ...]
    contact_purposes: tuple[ContactPurpose, ...]
    contact_channels: tuple[ContactChannel, ...]
    cooperation_locked: tuple[recognised.LockedTerm, ...]
    cooperation_confidential: tuple[recognised.ConfidentialSource, ...]
    cooperation_benefits: tuple[proceedings.CooperationBenefit, ...]
    cooperation_responsibilities: tuple[proceedings.CooperationResponsibility, ...]
    cooperation_values: tuple[proceedings.ClaimValue, ...]
    cooperation_withdrawals: tuple[proceedings.WithdrawalTerm, ...]
    cooperation_came_by: tuple[proceedings.CooperationCameBy, ...]
    cooperation_promises: tuple[proceedings.PromiseText, ...]
    liability_modes: tuple[proceedings.LiabilityMode, ...]
    proof_standards: tuple[proceedings.ProofStandard, ...]
    rank_words: tuple[recognised.RankWords, ...]
    stop_cards: tuple[proceedings.StopCard, ...]
    hearing_kinds: tuple[proceedings.HearingKind, ...]
    association_bases: tuple[AssociationBasis, ...]
    hazard_contents: tuple[recognised.HazardContent, ...]
