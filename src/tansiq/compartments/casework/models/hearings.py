from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework import rules_rulings
from tansiq.compartments.casework.models.court import OfFile


class Hearing(OfFile):
    """A sitting of the court: planned with what a fair one needs, or recorded as it was."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Was held")
        ADJOURNED = "adjourned", _("Adjourned")
        CANCELLED = "cancelled", _("Cancelled before its hour")

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=60)
    accused_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    counsel = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=60)
    interpreter = models.CharField(max_length=200, blank=True)
    needs_interpreter = models.BooleanField()
    # None: nobody wrote down whether the public could come in.
    is_open = models.BooleanField(null=True)
    state = models.CharField(max_length=10, choices=State)
    judge = models.CharField(max_length=120, blank=True)
    record_number = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    # Who wrote down how a planned one went, and when; of one entered as it was, `made_at` says it.
    finished_at = models.DateTimeField(null=True)
    finished_by_name = models.CharField(max_length=120, blank=True)
    # What a fair hearing lacked, of one that took place all the same.
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        ordering = ("starts_at", "id")
        indexes = (models.Index(fields=("file", "starts_at")), models.Index(fields=("state", "starts_at")))


class CourtAct(OfFile):
    """What a court said of one accused. A ruling for liberty counts when it is spoken, any other with its paper."""

    class Kind(models.TextChoices):
        JUDGMENT = "judgment", _("Judgment")
        APPEAL = "appeal", _("Appeal is filed")
        RELEASE = "release", _("Order of release")
        STAY = "stay", _("Stay")
        STAY_ENDED = "stay_ended", _("End of a stay")
        RATIFICATION = "ratification", _("Ratification")

    class Level(models.TextChoices):
        FIRST = "first", _("First instance")
        APPEAL = "appeal", _("Court of appeal")
        SUPREME = "supreme", _("Supreme Court")
        HEAD_OF_STATE = "head_of_state", _("Head of state")

    class Penalty(models.TextChoices):
        NONE = "", _("Nothing of this kind")
        PRISON = "prison", _("Imprisonment, fine or diya")
        DEATH = "death", _("Death")
        UNSAID = "unsaid", _("It is not written down")

    number = models.CharField(max_length=20, unique=True)
    accused = models.ForeignKey("casework.Accused", on_delete=models.PROTECT, related_name="court_acts")
    kind = models.CharField(max_length=14, choices=Kind)
    level = models.CharField(max_length=14, choices=Level)
    court = models.CharField(max_length=200)
    judge = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField()
    # By id of the charge: convicted, acquitted, discontinued, sent back.
    outcomes: models.Field[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    penalty = models.CharField(max_length=8, choices=Penalty, blank=True)
    words = models.TextField()
    # The paper: its number, and the hash of the file. Until both are there it is pending.
    record_number = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    paper_at = models.DateTimeField(null=True)
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    # The number of the register under which the gate was told to let him go; once, whatever is added later.
    released_as = models.CharField(max_length=20, blank=True)
    decision_id = models.UUIDField()

    class Meta:
        ordering = ("said_at", "made_at", "id")
        indexes = (
            models.Index(fields=("accused", "said_at")),
            models.Index(
                fields=("said_at", "id"), name="casework_act_waiting",
                condition=models.Q(sha256="") | models.Q(record_number="") | models.Q(judge="")
                | models.Q(kind="judgment", outcomes={}),
            ),
        )  # fmt: skip

    @property
    def has_paper(self) -> bool:
        return bool(self.record_number and self.sha256)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What was not written down with it: who said it, or of which charges."""
        return rules_rulings.lacking_of(self.kind, judge=self.judge, has_outcomes=bool(self.outcomes))

    @property
    def is_complete(self) -> bool:
        return not self.lacking


class CardFiled(OfFile):
    """A paper that one of the stop-cards asks for, the last one counts. The court alone sees it."""

    accused = models.ForeignKey("casework.Accused", on_delete=models.PROTECT, related_name="cards")
    card = models.CharField(max_length=60)
    paper = models.CharField(max_length=120)
    # It says what the card asks for; one that says the contrary stops as a missing one does.
    is_met = models.BooleanField()
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("made_at", "id")
        indexes = (models.Index(fields=("accused", "card")),)


class CourtStop(OfFile):
    """A stop that this file raised, and the ruling that ended it. Prison and prosecution see the stop, never this."""

    accused = models.ForeignKey("casework.Accused", on_delete=models.PROTECT, related_name="stops")
    stop_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    # After the file was sent for ratification the card of its number is asked for too.
    is_sent = models.BooleanField(default=False)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)
    record_number = models.CharField(max_length=60, blank=True)
    judge = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("made_at", "id")


class ProsecutionLetter(OfFile):
    """What the prosecution decided of somebody: without it nobody accused of a killing enters the return track."""

    class Decision(models.TextChoices):
        CHARGED = "charged", _("It brings charges")
        NOT_CHARGED = "not_charged", _("It brings no charge")
        OPEN = "open", _("It goes on investigating")

    accused = models.ForeignKey("casework.Accused", on_delete=models.PROTECT, related_name="letters")
    decision = models.CharField(max_length=12, choices=Decision)
    paper = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, blank=True)
    reasons = models.TextField()
    decision_id = models.UUIDField()

    class Meta:
        ordering = ("made_at", "id")
