from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.intelligence.plan_models import Plan, PlanAnswer, PlanConflict, PlanNotice

__all__ = [
    "Assessment", "InformationRequest", "Listing", "ListingKit", "Plan", "PlanAnswer", "PlanConflict", "PlanNotice",
    "Report", "Subject", "Trace",
]  # fmt: skip


class Graded(models.Model):
    """What a record here carries: owner, author, grades, handling, basis, purpose, district; codes of the charter."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=120)
    source_grade = models.CharField(max_length=1)
    information_grade = models.CharField(max_length=1)
    handling = models.CharField(max_length=2)
    conditions = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60)
    district = models.CharField(max_length=12)
    is_quarantined = models.BooleanField(default=False)
    # Folded words of the record, for the search of its own agency.
    folded = models.TextField()
    made_at = models.DateTimeField()
    # The first day on which this was known to anybody: sending it again as new does not move it.
    first_seen_on = models.DateField()
    expires_on = models.DateField()

    class Meta:
        abstract = True


class Report(Graded):
    """One piece of information, with where it comes from and how it was obtained."""

    class Origin(models.TextChoices):
        OWN = "own", _("Own collection")
        DISCLOSURE = "disclosure", _("From a disclosure of another agency")
        RESENT = "resent", _("The same information sent again")

    text = models.TextField()
    # The owner's reference of its own source. It never leaves the agency.
    source_ref = models.CharField(max_length=60, blank=True)
    obtained = models.CharField(max_length=60)
    order_number = models.CharField(max_length=60, blank=True)
    event_on = models.DateField(null=True)
    received_at = models.DateTimeField()
    origin = models.CharField(max_length=12, choices=Origin)
    origin_number = models.CharField(max_length=20, blank=True)
    # Root reports of every source that it goes back to; equal ids in two agencies mean one source.
    lineage_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    text_digest = models.CharField(max_length=64)
    source_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-received_at", "-id")
        indexes = (
            models.Index(fields=("owner_id", "-received_at")),
            models.Index(fields=("owner_id", "text_digest")),
            models.Index(fields=("owner_id", "source_digest")),
        )


class Subject(Graded):
    """Somebody suspected of a definite act, until the suspicion ends, is cleared, or goes to a case."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed: waits for a second person")
        ACTIVE = "active", _("Active")
        UNDER_REVIEW = "under_review", _("Under review: not matched meanwhile")
        EXPIRED = "expired", _("Expired")
        CLEARED = "cleared", _("Cleared")
        TRANSFERRED = "transferred", _("Transferred to a case")
        ERASED = "erased", _("Erased")

    class Standing(models.TextChoices):
        JOURNALIST = "journalist", _("Journalist")
        LAWYER = "lawyer", _("Lawyer")
        ACTIVIST = "activist", _("Activist")
        CANDIDATE = "candidate", _("Candidate in an election")

    kit_id = models.UUIDField(unique=True)
    category = models.CharField(max_length=60)
    act = models.CharField(max_length=60)
    act_words = models.TextField()
    act_on = models.DateField(null=True)
    place = models.CharField(max_length=120, blank=True)
    report_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    lineage_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    alternative = models.TextField(blank=True)
    # Whose work a record would chill; asks for a second-level legal review before anything is stored.
    sensitive = models.CharField(max_length=12, choices=Standing, blank=True)
    legal_reviewer = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    accepted_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    review_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = (
            models.Index(fields=("owner_id", "state", "-made_at")),
            models.Index(fields=("state", "review_on")),
            models.Index(fields=("state", "expires_on")),
        )


class InformationRequest(models.Model):
    """A question of one agency to another, and its answer. Both see it; nobody else does."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        GIVEN = "given", _("Answered")
        PARTLY = "partly", _("Answered in part")
        REFUSED = "refused", _("Refused, with a reason")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    addressee_id = models.UUIDField()
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=120)
    question = models.TextField()
    why = models.TextField()
    legal_basis = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60)
    reference = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    answer = models.TextField(blank=True)
    handling = models.CharField(max_length=2, blank=True)
    conditions = models.TextField(blank=True)
    refusal_reason = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = (models.Index(fields=("addressee_id", "state", "due_at")),)


class Trace(models.Model):
    """A task to find the answer to one question. Finding nothing is an outcome too."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    author_id = models.UUIDField()
    subject_id = models.UUIDField(null=True)
    question = models.TextField()
    unit = models.CharField(max_length=120)
    method = models.CharField(max_length=60)
    order_number = models.CharField(max_length=60, blank=True)
    legal_basis = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60)
    # 1 is looked at first, 5 last.
    priority = models.PositiveSmallIntegerField()
    assigned_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    is_found = models.BooleanField(null=True)
    outcome = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("done_at", "priority", "-assigned_at")
        indexes = (models.Index(fields=("owner_id", "done_at")), models.Index(fields=("subject_id",)))


class Assessment(models.Model):
    """Danger to life, written without its sources for whoever can prevent it. What it rests on stays here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    author_id = models.UUIDField()
    text = models.TextField()
    warned = models.TextField()
    report_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at",)


class Listing(models.Model):
    """A person or entity on a published list, as published."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ENTITY = "entity", _("Entity")

    class State(models.TextChoices):
        OPEN = "open", _("On the list")
        CLOSED = "closed", _("Taken off the list")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    list_code = models.CharField(max_length=8)
    reference_number = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind)
    instrument = models.TextField()
    listed_on = models.DateField(null=True)
    names = models.JSONField()
    births = models.JSONField(default=list)
    documents = models.JSONField(default=list)
    nationalities = models.JSONField(default=list)
    source = models.JSONField()
    digest = models.CharField(max_length=64)
    folded = models.TextField()
    # An identifier of the entry belongs to the holder of a protective number: it is kept as published, never matched.
    is_blocked = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("list_code", "reference_number")
        constraints = (
            models.UniqueConstraint(fields=("list_code", "reference_number"), name="one_listing_of_a_reference"),
        )


class ListingKit(models.Model):
    """A kit for one name of a listed person; several kits mean one listing."""

    kit_id = models.UUIDField(primary_key=True)
    listing = models.ForeignKey("intelligence.Listing", on_delete=models.CASCADE, related_name="kits")
    owner_id = models.UUIDField()
    # Digest of name and birth: while they stay the kit stays, and with it every judgement on it.
    digest = models.CharField(max_length=64)
