from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """A line of the official list of places of detention, kept by the inspectorate and the prosecution."""

    class Kind(models.TextChoices):
        PRISON = "prison", _("Prison")
        STATION = "station", _("Police station")
        HOME = "home", _("Home for children")
        OTHER = "other", _("Another place of detention")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind)
    # The agency that runs it, and answers for whoever is in it.
    agency_id = models.UUIDField()
    instrument = models.CharField(max_length=120)
    is_abroad = models.BooleanField(default=False)
    listed_at = models.DateTimeField()
    listed_by = models.UUIDField()
    until = models.DateTimeField(null=True)
    delisted_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("code",)


class Detention(models.Model):
    """A person deprived of liberty, from the arrest to the end. What happened stands in the events; this row is read
    off them and can be made anew from them at any time."""

    class State(models.TextChoices):
        HELD = "held", _("Held")
        IN_TRANSFER = "in_transfer", _("On the way between two places")
        UNACCOUNTED = "unaccounted", _("Nobody knows where")
        RELEASED = "released", _("Released from custody")
        DEAD = "dead", _("Dead")
        ESCAPED = "escaped", _("Escaped")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    kit_id = models.UUIDField()
    # Whoever holds the person now, whoever arrested, and everybody who held or receives: each of them reads it.
    owner_id = models.UUIDField()
    arresting_id = models.UUIDField()
    party_ids: models.Field[list[object], list[object]] = ArrayField(models.UUIDField(), default=list)
    unit = models.CharField(max_length=120)
    officers = models.CharField(max_length=300)
    order_number = models.CharField(max_length=60, blank=True)
    is_unidentified = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    state = models.CharField(max_length=12, choices=State, default=State.HELD)
    # A code of the list, or the words of whoever wrote down a place that is not on it.
    place = models.CharField(max_length=120, blank=True)
    is_child = models.BooleanField(default=False)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    release_ordered_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    looks_at = models.DateTimeField(null=True)
    # Alarms that were raised, each once: code and moment.
    raised: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=80), default=list)
    # The place is told to the family, unless he himself or a judge says otherwise, until a review.
    withheld_by = models.CharField(max_length=8, blank=True)
    withheld_until = models.DateTimeField(null=True)
    redress_number = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("next_due_at", "-made_at")
        indexes = (
            models.Index(fields=("state", "next_due_at")),
            models.Index(fields=("owner_id",), condition=models.Q(ended_at=None), name="custody_held_by"),
            models.Index(fields=("-ended_at",), condition=models.Q(ended_at__isnull=False), name="custody_ended"),
            models.Index(fields=("looks_at",), condition=models.Q(looks_at__isnull=False), name="custody_looks_at"),
        )

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class Event(models.Model):
    """What happened, or was planned, as somebody wrote it down. Never changed; what was wrong is said anew."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    detention = models.ForeignKey("custody.Detention", on_delete=models.PROTECT, related_name="events")
    # The agency of whoever wrote it down.
    owner_id = models.UUIDField()
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    # Fields of the format that the replay reads; and beside them what people said, which it does not read.
    fields = models.JSONField(default=dict)
    details = models.JSONField(default=dict)
    decision_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    recorded_by_name = models.CharField(max_length=120)
    staff_number = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ("at", "recorded_at")
        indexes = (models.Index(fields=("detention", "at")),)


class Task(models.Model):
    """Something that follows from the register and that somebody elsewhere must do."""

    class Kind(models.TextChoices):
        FINGERPRINT = "fingerprint", _("Take the fingerprints of somebody who is not identified")
        INSOLVENCY = "insolvency", _("Decide on an unpaid diya or fine: it keeps nobody")
        SLIP = "slip", _("Issue a slip to somebody who was released and cleared")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    detention = models.ForeignKey("custody.Detention", on_delete=models.PROTECT, related_name="tasks")
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=Kind)
    role = models.CharField(max_length=24)
    # None: every member of the role.
    owner_id = models.UUIDField(null=True)
    words = models.TextField(blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    done = models.TextField(blank=True)

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("detention", "kind"), condition=models.Q(done_at=None), name="one_open_task_of_a_kind"
            ),
        )


class Enquiry(models.Model):
    """A family asks after somebody. What any force holds stands nowhere in this row but in the answer to kin."""

    class State(models.TextChoices):
        OPEN = "open", _("Looked for")
        FOUND = "found", _("Found")
        TOLD = "told", _("Told to the family")
        CLOSED = "closed", _("Closed by two")

    class Channel(models.TextChoices):
        DESK = "desk", _("In person at the desk")
        VOICE = "voice", _("By telephone")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    kit_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    relation = models.CharField(max_length=40)
    is_by_child = models.BooleanField(default=False)
    kin_shown = models.BooleanField(default=False)
    kin_words = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=5, choices=Channel)
    last_seen = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    # Set only when somebody of the force that holds him, or an equal identifier, says that it is he.
    detention_id = models.UUIDField(null=True)
    found_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.UUIDField(null=True)
    told_words = models.TextField(blank=True)
    # Closing takes two people.
    close_reasons = models.TextField(blank=True)
    close_asked_by = models.UUIDField(null=True)
    close_asked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("due_at",)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class EnquiryAsk(models.Model):
    """One force is asked whether it holds the person; each answers for itself and sees nobody else's answer."""

    class Answer(models.TextChoices):
        NOT_HERE = "not_here", _("Not with us, in any place of ours")
        HERE = "here", _("With us")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enquiry = models.ForeignKey("custody.Enquiry", on_delete=models.PROTECT, related_name="asks")
    number = models.CharField(max_length=20)
    kit_id = models.UUIDField()
    desk_id = models.UUIDField()
    owner_id = models.UUIDField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    detention_id = models.UUIDField(null=True)
    words = models.TextField(blank=True)
    # Of the latest answer; they stay when the force is asked once more, and `answer` is empty again.
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("due_at", "id")
        indexes = (
            models.Index(fields=("owner_id", "due_at"), condition=models.Q(answer=""), name="custody_ask_waits"),
        )
        constraints = (models.UniqueConstraint(fields=("enquiry", "owner_id"), name="one_ask_of_a_force"),)


class Handover(models.Model):
    """A place of detention changes hands: person by person, signed by whoever receives."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    place = models.CharField(max_length=120)
    # The agency that hands over, and the one that receives.
    owner_id = models.UUIDField()
    to_id = models.UUIDField()
    reasons = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("-made_at",)


class HandoverLine(models.Model):
    """One person on the sheet as the register has him in that hour, and whether the receiving authority has him."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    handover = models.ForeignKey("custody.Handover", on_delete=models.PROTECT, related_name="lines")
    detention = models.ForeignKey("custody.Detention", on_delete=models.PROTECT)
    owner_id = models.UUIDField()
    to_id = models.UUIDField()
    place = models.PositiveIntegerField()
    # Order, medical, property, release order, next date: in the words of that hour.
    sheet = models.JSONField()
    is_received = models.BooleanField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    signed_by_name = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=("handover", "detention"), name="one_line_of_a_person"),)
