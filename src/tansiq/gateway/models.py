from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.gateway.order_models import Order, Stop
from tansiq.gateway.picture_models import SentPicture

__all__ = ["Order", "SentPicture", "Stop"]


class Answer(models.TextChoices):
    ARREST_ORDER = "arrest_order", _("Arrest order")
    CALL_FIRST = "call_before_detaining", _("Call before detaining")
    INSUFFICIENT = "insufficient_identity", _("Not enough to tell")
    NO_RECORD = "no_record_for_you", _("No order seen")


class Happened(models.TextChoices):
    """What became of the person after an answer, as somebody who was there tells it."""

    LET_GO = "let_go", _("The person went on his way")
    HELD = "held", _("The person was held")
    HANDED_OVER = "handed_over", _("The person was handed over to others")
    CALLED = "called", _("The duty officer was called")
    OTHER = "other", _("Something else")


class Ask(models.Model):
    """A question about a person, and the receipt of what was answered when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    member_id = models.UUIDField()
    member_name = models.CharField(max_length=120)
    asked_for = models.CharField(max_length=120, blank=True)
    challenge = models.CharField(max_length=20, blank=True)
    purpose = models.CharField(max_length=40)
    legal_basis = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=40)
    kit_id = models.UUIDField()
    is_child = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    # Of a numbered paper sheet that was entered later.
    spoken_at = models.DateTimeField(null=True)
    sheet = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=24, choices=Answer)
    missing: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=20), default=list)
    orders_as_of = models.DateTimeField()
    # Set only once identity is established: before that nothing tells an order from a slip.
    order_id = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    matched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        indexes = (
            models.Index(fields=("member_id", "purpose", "-asked_at")),
            models.Index(fields=("-asked_at",), name="gateway_ask_newest"),
            models.Index(fields=("kit_id",), name="gateway_ask_kit"),
            models.Index(fields=("order_id",), condition=models.Q(order_id__isnull=False), name="gateway_ask_order"),
        )

    @property
    def is_unit_unproven(self) -> bool:
        """Whether somebody was asked for by voice who spoke no code of the day."""
        return bool(self.asked_for and not self.challenge)


class BudgetRaise(models.Model):
    """More asks in an hour for one member and purpose, until the shift ends, by a watch officer with reasons."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_id = models.UUIDField()
    member_id = models.UUIDField()
    member_name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=40)
    asks_per_hour = models.PositiveIntegerField()
    reasons = models.TextField()
    raised_by = models.UUIDField()
    raised_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ("-raised_at",)
        indexes = (models.Index(fields=("member_id", "purpose", "-until")),)


class Hit(models.Model):
    """A held record that may mean the person asked about; nothing moves until a third agency has judged it."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waits for a validator")
        VALIDATED = "validated", _("The same person: waits for the owner")
        REJECTED = "rejected", _("Different persons")
        RELEASED = "released", _("Released")
        REFUSED = "refused", _("The owner refused")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    ask_id = models.UUIDField()
    asker_id = models.UUIDField()
    owner_id = models.UUIDField()
    ask_kit_id = models.UUIDField()
    held_kit_id = models.UUIDField()
    excluded_ids: models.Field[list[object], list[object]] = ArrayField(models.UUIDField(), default=list)
    purpose = models.CharField(max_length=40)
    is_urgent = models.BooleanField(default=False)
    # Whether the purpose lets the owner learn that somebody asked.
    tells_owner = models.BooleanField(default=True)
    match_probability = models.FloatField()
    match_weight = models.FloatField()
    steps = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    validated_by = models.UUIDField(null=True)
    validator_agency_id = models.UUIDField(null=True)
    validated_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-is_urgent", "due_at")
        indexes = (
            models.Index(fields=("state", "-is_urgent", "due_at"), name="gateway_hit_waits"),
            models.Index(fields=("held_kit_id",), name="gateway_hit_held"),
        )
        constraints = (models.UniqueConstraint(fields=("ask_id", "held_kit_id"), name="one_hit_for_a_pair"),)


class Crossing(models.Model):
    """A typed payload that passed a wall by a decision."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    passage = models.CharField(max_length=40)
    decision_id = models.UUIDField(null=True)
    owner_id = models.UUIDField()
    receiver_id = models.UUIDField(null=True)
    payload = models.JSONField()
    crossed_at = models.DateTimeField()


class Disclosure(models.Model):
    """What one recipient was given: its own copy, with a lease that ends by itself."""

    class Kind(models.TextChoices):
        CORE_PACKET = "core_packet", _("Core packet")
        ASSESSMENT = "assessment", _("Assessment: danger to life")
        BULLETIN = "bulletin", _("Recognition bulletin")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    owner_id = models.UUIDField()
    recipient_id = models.UUIDField()
    hit_id = models.UUIDField(null=True)
    ask_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    held_kit_id = models.UUIDField(null=True)
    handling = models.CharField(max_length=2)
    conditions = models.TextField(blank=True)
    decision_id = models.UUIDField()
    packet = models.JSONField()
    disclosed_at = models.DateTimeField()
    lease_ends_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # Of a bulletin: somebody of the recipient has told its units.
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    recalled_at = models.DateTimeField(null=True)
    # Who broke the glass for it; nobody else of the recipient sees it.
    opened_by = models.UUIDField(null=True)

    # Read for the sake of a life, whoever of the recipient reads it.
    FOR_A_LIFE = (Kind.ASSESSMENT, Kind.BULLETIN)

    class Meta:
        ordering = ("-disclosed_at",)
        indexes = (
            models.Index(fields=("recipient_id", "-disclosed_at"), name="gateway_copy_received"),
            models.Index(fields=("owner_id", "-disclosed_at"), name="gateway_copy_given"),
            models.Index(fields=("subject_id",), name="gateway_copy_subject"),
            models.Index(fields=("held_kit_id",), name="gateway_copy_held"),
            models.Index(fields=("hit_id",), condition=models.Q(hit_id__isnull=False), name="gateway_copy_hit"),
            models.Index(fields=("ask_id",), condition=models.Q(ask_id__isnull=False), name="gateway_copy_ask"),
        )


class Permission(models.Model):
    """A recipient asks the owner to pass a disclosure on, or to use it in court; one link of the permission chain."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    disclosure = models.ForeignKey("gateway.Disclosure", on_delete=models.PROTECT, related_name="permissions")
    owner_id = models.UUIDField()
    recipient_id = models.UUIDField()
    receiver_id = models.UUIDField()
    to_court = models.BooleanField(default=False)
    why = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decision_id = models.UUIDField(null=True)


class Recall(models.Model):
    """Withdrawn: delete or return, and say what you did. The same words for every cause."""

    class State(models.TextChoices):
        SENT = "sent", _("Withdrawn: answer is due")
        DELETED = "deleted", _("Deleted")
        CORRECTED = "corrected", _("Corrected")
        KEPT = "kept", _("Kept, with a reason")
        NOT_SENT = "not_sent", _("Nothing sent: leases ended")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    disclosure_number = models.CharField(max_length=20)
    disclosure_id = models.UUIDField()
    owner_id = models.UUIDField()
    recipient_id = models.UUIDField()
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    copies = models.PositiveIntegerField(null=True)
    kept_basis = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("state", "due_at")
        constraints = (models.UniqueConstraint(fields=("disclosure_id",), name="one_recall_of_a_disclosure"),)


class BrokenGlass(models.Model):
    """A core packet that a watch officer opened without waiting for its owner, because a life was at risk."""

    class Verdict(models.TextChoices):
        JUSTIFIED = "justified", _("It was justified")
        NOT_JUSTIFIED = "not_justified", _("It was not justified")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    hit_id = models.UUIDField()
    disclosure_id = models.UUIDField(unique=True)
    owner_id = models.UUIDField()
    # The agency of whoever opened it; the packet is read there alone.
    recipient_id = models.UUIDField()
    member_id = models.UUIDField()
    user_id = models.UUIDField()
    reference = models.CharField(max_length=40)
    reasons = models.TextField()
    was_judged = models.BooleanField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    review_due_at = models.DateTimeField()
    owner_verdict = models.CharField(max_length=14, choices=Verdict, blank=True)
    owner_member_id = models.UUIDField(null=True)
    owner_reviewed_at = models.DateTimeField(null=True)
    inspector_verdict = models.CharField(max_length=14, choices=Verdict, blank=True)
    inspector_member_id = models.UUIDField(null=True)
    inspector_reviewed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opened_at",)
