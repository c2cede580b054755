from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.oversight.footprint_models import Footprint, FootprintLine

__all__ = [
    "Appeal", "Complaint", "Finding", "Footprint", "FootprintLine", "HolderTask", "Notice", "Question", "ReviewDay",
    "Sample", "SampleItem",
]  # fmt: skip


class Notice(models.Model):
    """Something was tried that nobody may do: a code and a reference, never a name."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=40)
    reference = models.CharField(max_length=60)
    agency_id = models.UUIDField(null=True)
    # Whose act it tells of: he closes it himself as little as an alarm.
    acted_by = models.UUIDField(null=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    done = models.TextField(blank=True)

    class Meta:
        ordering = ("-at",)


class ReviewDay(models.Model):
    """A day whose reads were checked for patterns: the job does each day once, in order, however long it was off.

    A day that lay too far back when the worker came again was given up: nobody checked it, and the inspector was told.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    day = models.DateField(unique=True)
    read_count = models.PositiveIntegerField()
    # Nothing where the day was given up.
    checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-day",)


class Finding(models.Model):
    """Reads of one member on one day that fit a pattern: entries of the log, and nothing of whom they were about."""

    class Pattern(models.TextChoices):
        OWN_FAMILY = "own_family", _("Read about somebody with the reader’s own family name")
        DECLARED_KIN = "declared_kin", _("Read about kin whom the reader declared")
        SHIELDED = "shielded", _("Read about a journalist, lawyer, activist or candidate")
        OUT_OF_SHIFT = "out_of_shift", _("Read outside every shift of the reader")
        BULK = "bulk", _("Read about more people in an hour than is usual")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pattern = models.CharField(max_length=12, choices=Pattern)
    reader_id = models.UUIDField()
    agency_id = models.UUIDField()
    day = models.DateField()
    entry_ids: models.Field[list[object], list[object]] = ArrayField(models.UUIDField())
    found_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    done = models.TextField(blank=True)

    class Meta:
        ordering = ("-day", "pattern", "id")
        constraints = (models.UniqueConstraint(fields=("pattern", "reader_id", "day"), name="one_finding_a_day"),)


class Question(models.Model):
    """The inspector asks a reader's agency for the reason of a read; the reader does not answer for himself."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    agency_id = models.UUIDField()
    reader_id = models.UUIDField()
    # What it goes back to: a finding, or an item of a sample.
    about_id = models.UUIDField()
    entry_ids: models.Field[list[object], list[object]] = ArrayField(models.UUIDField())
    day = models.DateField()
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        indexes = (models.Index(fields=("about_id",)),)


class Sample(models.Model):
    """Reads of a week drawn for the inspector: the seed, and from how many, so that anybody can draw them again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    week_on = models.DateField(unique=True)
    seed = models.CharField(max_length=64)
    percent = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ("-week_on",)


class SampleItem(models.Model):
    class Why(models.TextChoices):
        DRAWN = "drawn", _("Drawn by lot")
        RELATIVE = "relative", _("Read of a relative, as far as known")
        SHIELDED = "shielded", _("Read of a journalist, lawyer, activist or candidate")

    class Verdict(models.TextChoices):
        FITS = "fits", _("Fits its reference")
        DOES_NOT = "does_not", _("Does not fit its reference")
        ASKED = "asked", _("The agency is asked")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sample = models.ForeignKey("oversight.Sample", on_delete=models.PROTECT, related_name="items")
    entry_id = models.UUIDField()
    why = models.CharField(max_length=8, choices=Why)
    place = models.PositiveIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    words = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("why", "place", "id")
        constraints = (models.UniqueConstraint(fields=("sample", "entry_id"), name="one_item_of_an_entry"),)


class Complaint(models.Model):
    """Somebody asks for redress at a civil desk. What any agency holds of him is nowhere in this row."""

    class Kind(models.TextChoices):
        MISTAKEN_IDENTITY = "mistaken", _("I am taken for somebody else")
        CORRECTION = "correction", _("What is said of me is wrong")
        ERASURE = "erasure", _("What is kept of me must go")
        HELD = "held", _("I ask what is held about me")

    class State(models.TextChoices):
        FILED = "filed", _("Filed")
        EXTENDED = "extended", _("More time was taken, once")
        UPHELD = "upheld", _("Decided for the person")
        REFUSED = "refused", _("Decided against the person")

    class Ground(models.TextChoices):
        """Why it was decided as it was: each rests on what the person showed, none on what is held."""

        IDENTITY_SHOWN = "identity_shown", _("The papers show who the person is")
        ERROR_SHOWN = "error_shown", _("The papers show what is right")
        RIGHT_SHOWN = "right_shown", _("The person showed a right to it")
        IDENTITY_OPEN = "identity_open", _("The papers do not show who the person is")
        ERROR_OPEN = "error_open", _("The papers do not show that anything is wrong")
        NOT_HIS_OWN = "not_his_own", _("It is about somebody else, without a mandate")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    # The agency whose desk wrote it down.
    owner_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind)
    kit_id = models.UUIDField()
    # The precautionary block: a redress number in force from the minute of filing until the decision.
    block_id = models.UUIDField()
    block_number = models.CharField(max_length=20)
    words = models.TextField()
    papers = models.CharField(max_length=200, blank=True)
    filed_by_other = models.CharField(max_length=120, blank=True)
    # The paper by which somebody else speaks for the person; without it nothing is looked up about him.
    mandate = models.CharField(max_length=200, blank=True)
    is_oral = models.BooleanField(default=False)
    witness = models.CharField(max_length=120, blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField()
    received_at = models.DateTimeField(null=True)
    # Who marked the receipt as handed over; nobody where that was before it was kept.
    received_by = models.UUIDField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.FILED)
    ground = models.CharField(max_length=16, choices=Ground, blank=True)
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    # Which account decided, for nobody decides twice; the desk that reads this row learns no name of it (G27).
    decided_by = models.UUIDField(null=True)
    decision_id = models.UUIDField(null=True)
    appeal_until = models.DateTimeField(null=True)
    # When the holders, if there are any, were asked: set in every case.
    passed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-filed_at",)

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.FILED, self.State.EXTENDED)

    @property
    def keeps_number(self) -> bool:
        """Whether the number that protects him stayed in force after the decision."""
        return self.state == self.State.UPHELD and self.kind != self.Kind.HELD

    @property
    def is_his_own(self) -> bool:
        """Whether it speaks for the person: himself or by mandate, and nobody found that it does not show who he is.

        An appeal that was upheld takes the place of the decision that it was brought against.
        """
        if self.filed_by_other and not self.mandate:
            return False
        appeal = self._upheld_appeal()
        ground = appeal.ground if appeal else self.ground
        return ground not in (self.Ground.IDENTITY_OPEN, self.Ground.NOT_HIS_OWN)

    def is_seen_beside(self, user_id: UUID) -> bool:
        """Whether somebody other than this account handed the person the receipt, or it was decided."""
        is_handed = self.received_at is not None and self.received_by != user_id
        return is_handed or self.decided_at is not None

    @property
    def is_for_him(self) -> bool:
        """Whether it was decided for the person, at once or on appeal."""
        return self.state == self.State.UPHELD or self._upheld_appeal() is not None

    def _upheld_appeal(self) -> Appeal | None:
        return Appeal.objects.filter(complaint=self, state=Appeal.State.UPHELD).first()


class Appeal(models.Model):
    """Somebody does not agree with the decision on his complaint: taken whenever he comes, decided by another."""

    class State(models.TextChoices):
        FILED = "filed", _("Filed")
        UPHELD = "upheld", _("Decided for the person")
        REFUSED = "refused", _("Decided against the person")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    complaint = models.OneToOneField("oversight.Complaint", on_delete=models.PROTECT, related_name="appeal")
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    # Who decided the complaint: he does not decide this.
    first_by = models.UUIDField()
    words = models.TextField()
    is_oral = models.BooleanField(default=False)
    witness = models.CharField(max_length=120, blank=True)
    # He came after the day that the letter names.
    is_late = models.BooleanField(default=False)
    # Where the decision had ended the number that protected him, another holds until this is decided.
    block_id = models.UUIDField(null=True)
    block_number = models.CharField(max_length=20, blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.FILED)
    ground = models.CharField(max_length=16, choices=Complaint.Ground, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decision_id = models.UUIDField(null=True)
    # When the holders, if there are any, were asked: set in every case.
    passed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_at", "id")


class HolderTask(models.Model):
    """An agency that may hold something is asked to put it right, and says what it did. The desk never sees this."""

    class Did(models.TextChoices):
        DONE = "done", _("Done: taken back, corrected or erased")
        KEPT = "kept", _("Kept, because of a legal basis of our own")
        NOT_OURS = "not_ours", _("It is not about this person")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    complaint = models.ForeignKey("oversight.Complaint", on_delete=models.PROTECT, related_name="tasks")
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=Complaint.Kind)
    holder_id = models.UUIDField()
    held_kit_id = models.UUIDField()
    kit_id = models.UUIDField()
    words = models.TextField()
    is_certain = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    did = models.CharField(max_length=8, choices=Did, blank=True)
    kept_basis = models.CharField(max_length=60, blank=True)
    reasons = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("due_at", "id")
        constraints = (models.UniqueConstraint(fields=("complaint", "held_kit_id"), name="one_task_of_a_kit"),)
